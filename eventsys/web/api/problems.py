"""Problem documents (RFC 9457): what is wrong with a call, and what to do."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from flask import Response

from eventsys.i18n import translate
from eventsys.web.api.answers import accepted_locale, answer
from eventsys.web.api.bodies import Finding, RefusedError
from eventsys.web.api.kinds import OF_STATUS, TOO_OFTEN, Kind
from eventsys.web.name_limits import NAMES_A_MINUTE

MINUTE = 60
CONTENT_TYPE = "application/problem+json"


def problem_of_refusal(refused: RefusedError) -> Response:
    """Return the problem document of a call that cannot be answered."""
    return _response(refused.kind, refused.words, refused.findings)


def problem_of_status(code: int, *, retry_after: int | None = None) -> Response:
    """Return the problem document of an error that the program met.

    Args:
        code: the HTTP status.
        retry_after: seconds until it may be tried again; where names were too many, a minute.
    """
    if code == HTTPStatus.TOO_MANY_REQUESTS:
        words = {"most": f"{NAMES_A_MINUTE:,}", "seconds": retry_after or MINUTE}
        return _response(TOO_OFTEN, words)
    known = (
        OF_STATUS.get(code) or OF_STATUS[500 if code >= HTTPStatus.INTERNAL_SERVER_ERROR else 400]
    )
    return _response(Kind(code, known.title, known.detail), {})


def problem_document(
    kind: Kind,
    locale: str,
    words: Mapping[str, object],
    findings: Sequence[Finding] = (),
) -> dict[str, object]:
    """Return the fields of a problem document, in their order."""
    document: dict[str, object] = {
        "type": kind.type,
        "title": translate(locale, kind.title),
        "status": kind.status,
        "detail": translate(locale, kind.detail, **words),
    }
    if findings:
        document["errors"] = [
            {
                "pointer": finding.pointer,
                "detail": translate(locale, finding.message, **dict(finding.words)),
            }
            for finding in findings
        ]
    return document


def _response(
    kind: Kind, words: Mapping[str, object], findings: Sequence[Finding] = ()
) -> Response:
    locale = accepted_locale()
    document = problem_document(kind, locale, words, findings)
    return answer(document, locale=locale, status=kind.status, content_type=CONTENT_TYPE)
