"""The routes of the interface for programs; none knows cookies, none keeps what it is asked."""

from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint, Response, abort, g, request
from werkzeug.exceptions import RequestEntityTooLarge

from eventsys.extensions import csrf, db, limiter
from eventsys.queries.conventions import public_conventions
from eventsys.rules.display_names import DEFAULT, Conventions, check
from eventsys.sentences.names import problem_sentences
from eventsys.services.events import SLUG
from eventsys.web.access import public
from eventsys.web.api.answers import accepted_locale, answer
from eventsys.web.api.bodies import Question, RefusedError, read_question
from eventsys.web.api.kinds import NOT_APPLICATION_JSON, TOO_LARGE, UNKNOWN_EVENT
from eventsys.web.api.openapi import document
from eventsys.web.api.problems import problem_of_refusal
from eventsys.web.name_limits import MOST_BYTES, NAMES_A_MINUTE, cost_of

api = Blueprint("api", __name__, url_prefix="/api/v1")

# a token of a form proves whose cookie was sent; here none is looked at
csrf.exempt(api)

DESCRIPTION_KEPT = 3600


@dataclass(frozen=True, slots=True)
class _Call:
    """A call's body: what it asks or why it is refused, and how many bytes were read."""

    asked: Question | RefusedError
    size: int = 0


def _cost() -> int:
    """Return how many names the call counts as; never fails, whatever was sent."""
    call = _call()
    names = len(call.asked.names) if isinstance(call.asked, Question) else 0
    return cost_of(names=names, size=call.size)


@api.post("/display-names/check")
@limiter.limit(f"{NAMES_A_MINUTE} per minute", cost=_cost)
@public
def check_display_names() -> Response:
    """Check names against the convention, or against an event's own."""
    asked = _call().asked
    if isinstance(asked, RefusedError):
        abort(problem_of_refusal(asked))
    conventions = _conventions(asked.event)
    locale = accepted_locale()
    checks = [check(name, conventions) for name in asked.names]
    results = [each.as_dict(problem_sentences(each, locale)) for each in checks]
    return answer({"results": results}, locale=locale)


@api.get("/openapi.json")
@public
def description() -> Response:
    """Describe the interface for programs that make clients of it."""
    response = Response(document(), content_type="application/json")
    response.headers["Content-Language"] = "en"
    response.cache_control.public = True
    response.cache_control.max_age = DESCRIPTION_KEPT
    response.add_etag()
    if request.if_none_match.contains_weak(response.get_etag()[0] or ""):
        response.status_code = HTTPStatus.NOT_MODIFIED
        response.set_data(b"")
    return response


def _conventions(slug: str | None) -> Conventions:
    """Return what a public event allows; what is not public does not exist."""
    if slug is None:
        return DEFAULT
    # no event has any other address, and PostgreSQL refuses to look for some
    found = public_conventions(db.session(), slug) if SLUG.fullmatch(slug) else None
    if found is None:
        abort(problem_of_refusal(RefusedError(UNKNOWN_EVENT)))
    return found


def _call() -> _Call:
    """Return what the request asks; the limit and the view read it once between them."""
    if "api_call" not in g:
        try:
            body = _body()
        except RefusedError as refused:
            g.api_call = _Call(refused)
        else:
            try:
                g.api_call = _Call(read_question(body), len(body))
            except RefusedError as refused:
                g.api_call = _Call(refused, len(body))
    return g.api_call  # type: ignore[no-any-return]


def _body() -> bytes:
    """Return the request's body, however it was sent.

    Raises:
        RefusedError: it is no plain JSON, or too large.
    """
    encoding = request.headers.get("Content-Encoding", "identity")
    if request.mimetype != "application/json" or encoding.strip().lower() not in ("", "identity"):
        raise RefusedError(NOT_APPLICATION_JSON)
    # A body in chunks says its length nowhere, and ends without a word where reading is to stop:
    # one byte too many tells that there was more.
    request.max_content_length = MOST_BYTES + 1
    try:
        body = request.get_data()
    except RequestEntityTooLarge:
        body = None
    if body is None or len(body) > MOST_BYTES:
        raise RefusedError(TOO_LARGE, bytes=f"{MOST_BYTES:,}")
    return body
