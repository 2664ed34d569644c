"""What every answer of the interface has in common: its form, its language, its headers."""

import json
from typing import Final

from flask import Response, request

from eventsys.i18n import DEFAULT_LOCALE, LOCALES

PREFIX: Final = "/api/"


def asked_of_api(path: str) -> bool:
    """Tell whether a path is one for programs, which read JSON and know no cookies."""
    return path.startswith(PREFIX)


def accepted_locale() -> str:
    """Return ``th`` or ``en``, as the request's ``Accept-Language`` prefers; Thai otherwise."""
    return request.accept_languages.best_match(LOCALES, default=DEFAULT_LOCALE) or DEFAULT_LOCALE


def answer(
    content: object, *, locale: str, status: int = 200, content_type: str = "application/json"
) -> Response:
    """Return values as an answer that nobody keeps.

    Args:
        content: what JSON can write; fields stay in their order.
        locale: the language of its sentences.
        status: the HTTP status.
        content_type: the kind of JSON.
    """
    response = Response(encoded(content), status=status, content_type=content_type)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Language"] = locale
    response.headers["Vary"] = "Accept-Language"
    return response


def encoded(content: object) -> bytes:
    """Write values as JSON in UTF-8, which takes half of what escaped Thai takes.

    Half of a surrogate pair, which UTF-8 cannot write, is escaped: Python and JSON do so alike.
    """
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace")
