"""The description of the interface, an OpenAPI 3.1 document.

It is written by hand: two routes and one body need no library, whose schemas would be a second
place for the same rules. The tests hold description and answers together.
"""

from functools import cache
from http import HTTPStatus
from typing import Any, Final

from eventsys.web.api import kinds
from eventsys.web.api.answers import encoded
from eventsys.web.api.bodies import RefusedError, read_question
from eventsys.web.api.problems import CONTENT_TYPE, problem_document
from eventsys.web.api.schemas import LOCALE, example_answer, example_question, schemas
from eventsys.web.name_limits import (
    BYTES_OF_A_NAME,
    LEAST_COST,
    MOST_BYTES,
    MOST_NAMES,
    NAMES_A_MINUTE,
)

Part = dict[str, Any]

VERSION: Final = "1.0.0"

_EVERY_CALL: Final = (
    "Nobody signs in and no cookie is read or set. What is asked is neither kept nor logged, and "
    "answers never depend on who is registered. Every error is a problem document (RFC 9457)."
)
_CHECKING: Final = (
    f"Checks up to {MOST_NAMES:,} names and {MOST_BYTES:,} bytes in a call. One network address "
    f"may have {NAMES_A_MINUTE:,} names checked a minute; a call counts as its number of names, "
    f"at least as {LEAST_COST} and at least as one for every {BYTES_OF_A_NAME} bytes of its body."
)


@cache
def document() -> bytes:
    """Return the description as it is served; made once."""
    return encoded(
        {
            "openapi": "3.1.1",
            "info": {
                "title": "eventsys: display names",
                "version": VERSION,
                "description": _EVERY_CALL,
            },
            # wherever this description was found
            "servers": [{"url": "/"}],
            "tags": [{"name": "display names"}, {"name": "description"}],
            "paths": {
                "/api/v1/display-names/check": {"post": _check()},
                "/api/v1/openapi.json": {"get": _description()},
            },
            "components": {
                "schemas": schemas(),
                "headers": _headers(),
                "examples": _examples(),
            },
        }
    )


def _check() -> Part:
    return {
        "operationId": "checkDisplayNames",
        "tags": ["display names"],
        "summary": "Check webinar display names",
        "description": _CHECKING,
        "parameters": [
            {
                "name": "Accept-Language",
                "in": "header",
                "description": "Language of messages and problems: Thai (default) or English.",
                "schema": {"type": "string"},
                "example": "en",
            }
        ],
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {"$ref": "#/components/schemas/NamesToCheck"},
                    "examples": {"three names": {"value": example_question()}},
                }
            },
        },
        "responses": {
            "200": {
                "description": "What each name says, what is wrong with it, and what conforms.",
                "headers": _header_references("Content-Language"),
                "content": {
                    "application/json": {
                        "schema": {"$ref": "#/components/schemas/CheckedNames"},
                        "examples": {"three names": {"value": example_answer()}},
                    }
                },
            },
            "400": _problems("The body cannot be read.", "not-json", "not-utf-8"),
            "404": _problems("There is no public event of that name.", "unknown-event"),
            "413": _problems("The body is too large.", "too-large"),
            "415": _problems("The body is no plain JSON.", "not-application-json"),
            "422": _problems(
                "The body is not as described here.", "not-as-described", "too-many-names"
            ),
            "429": _problems(
                "Too many names in this minute.", "too-many-requests", headers=["Retry-After"]
            ),
            "500": _problems("The server failed."),
            "503": _problems("The server is busy.", headers=["Retry-After"]),
        },
    }


def _description() -> Part:
    return {
        "operationId": "describeApi",
        "tags": ["description"],
        "summary": "Describe this interface",
        "responses": {
            "200": {
                "description": "This document.",
                "headers": _header_references("ETag", "Cache-Control"),
                "content": {"application/json": {"schema": {"type": "object"}}},
            },
            "304": {
                "description": "It is still the one of `If-None-Match`.",
                "headers": _header_references("ETag", "Cache-Control"),
            },
            "400": _problems("The address holds a NUL sign."),
            "500": _problems("The server failed."),
        },
    }


def _problems(description: str, *codes: str, headers: list[str] | None = None) -> Part:
    content: Part = {"schema": {"$ref": "#/components/schemas/Problem"}}
    if codes:
        content["examples"] = {code: {"$ref": f"#/components/examples/{code}"} for code in codes}
    return {
        "description": description,
        "headers": _header_references("Content-Language", *(headers or [])),
        "content": {CONTENT_TYPE: content},
    }


def _headers() -> dict[str, Part]:
    return {
        "Content-Language": {
            "description": "Language of the sentences.",
            "schema": {"type": "string", "enum": ["th", "en"]},
        },
        "Retry-After": {
            "description": "Seconds until it may be tried again.",
            "schema": {"type": "integer", "minimum": 1},
        },
        "ETag": {
            "description": "Of this version, for `If-None-Match`.",
            "schema": {"type": "string"},
        },
        "Cache-Control": {
            "description": "How long it may be kept.",
            "schema": {"type": "string"},
        },
    }


def _header_references(*names: str) -> dict[str, Part]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _examples() -> dict[str, Part]:
    """Return one problem of each kind; their addresses are the kinds' types."""
    refused = (
        _refused(b'{"names": ['),
        _refused("นาย".encode("cp874")),
        _refused(b'{"names": ["iPad", 7], "people": []}'),
        _refused(b'{"names": [' + b'"",' * MOST_NAMES + b'""]}'),
        RefusedError(kinds.UNKNOWN_EVENT),
        RefusedError(kinds.TOO_LARGE, bytes=f"{MOST_BYTES:,}"),
        RefusedError(kinds.NOT_APPLICATION_JSON),
        RefusedError(kinds.TOO_OFTEN, most=f"{NAMES_A_MINUTE:,}", seconds=42),
    )
    return {
        each.kind.code: {
            "summary": HTTPStatus(each.kind.status).phrase,
            "value": problem_document(each.kind, LOCALE, each.words, each.findings),
        }
        for each in refused
    }


def _refused(body: bytes) -> RefusedError:
    """Return why a body is refused."""
    try:
        read_question(body)
    except RefusedError as refused:
        return refused
    raise AssertionError(body)
