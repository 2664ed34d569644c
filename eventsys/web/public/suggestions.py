"""The agencies that the form's script suggests while somebody types."""

import json
from functools import lru_cache
from hashlib import sha256

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as BaseResponse

from eventsys.extensions import db
from eventsys.queries.conventions import agencies_of
from eventsys.rules.agencies import AGENCIES, Agency, agency_keys
from eventsys.web.access import public
from eventsys.web.public.routes import public_or_404

suggestions = Blueprint("suggestions", __name__)

# an agency that organisers add reaches forms that are open within these seconds
KEPT_FOR = 300


@suggestions.get("/e/<slug>/agencies.json")
@public
def agencies(slug: str) -> BaseResponse:
    """Give the agencies that an event knows, with the keys to which a typed text is compared."""
    event, _ = public_or_404(slug)
    content, digest = _agency_file(agencies_of(db.session(), event.id))
    response = Response(content, content_type="application/json")
    response.set_etag(digest)
    response.cache_control.public = True
    response.cache_control.max_age = KEPT_FOR
    return response.make_conditional(request)


@lru_cache(maxsize=64)
def _agency_file(own: tuple[Agency, ...]) -> tuple[bytes, str]:
    """Return the file for an event's own agencies, and its digest.

    The two lists stay apart: own agencies come first among suggestions, those of the table where
    both know a name.
    """
    lists = {"own": [*map(_entry, own)], "table": [*map(_entry, AGENCIES)]}
    # Thai letters as they are take half of what their escapes would
    content = json.dumps(lists, ensure_ascii=False, separators=(",", ":")).encode()
    return content, sha256(content).hexdigest()[:32]


def _entry(agency: Agency) -> dict[str, object]:
    keys = agency_keys(agency)
    return {
        "abbr": agency.abbr,
        "th": agency.name_th,
        "en": agency.name_en,
        "key": keys.abbr,
        "names": keys.names,
    }
