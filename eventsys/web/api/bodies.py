"""What a call asks, out of its body, or why it cannot be read; nothing here knows of Flask."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NoReturn
from urllib.parse import quote

from eventsys.i18n import N_
from eventsys.web.api.kinds import NOT_AS_DESCRIBED, NOT_JSON, NOT_UTF8, TOO_MANY_NAMES, Kind
from eventsys.web.name_limits import MOST_NAMES

# More of the same tell nothing new.
MOST_FINDINGS: Final = 20
_LONGEST_FIELD: Final = 64

_BREAKS_HERE: Final = N_("JSON ผิดที่บรรทัด %(line)s คอลัมน์ %(column)s")
_NO_OBJECT: Final = N_('ส่งออบเจกต์ เช่น {"names": ["สศช. นายยินดี"]}')
_NAMES_MISSING: Final = N_("ใส่ names เป็นรายการของชื่อ")
_NO_LIST: Final = N_("เขียน names เป็นรายการของข้อความ")
_NO_TEXT: Final = N_("เขียนชื่อเป็นข้อความ")
_NO_SLUG: Final = N_("เขียนตัวย่อของโครงการเป็นข้อความ หรือไม่ต้องใส่ event")
_UNKNOWN_FIELD: Final = N_("นำช่องนี้ออก ใช้ได้เพียง names และ event")


@dataclass(frozen=True, slots=True)
class Question:
    """Names to be checked, and the event whose conventions apply, if any."""

    names: list[str]
    event: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A place in a body, as a JSON pointer (RFC 6901) in a fragment, and what to do there."""

    pointer: str
    message: str
    words: tuple[tuple[str, object], ...] = ()


class RefusedError(Exception):
    """A call that cannot be answered.

    Attributes:
        kind: the kind of the problem.
        findings: places in the body.
        words: for the places in the kind's sentence.
    """

    def __init__(self, kind: Kind, *findings: Finding, **words: object) -> None:
        super().__init__(kind.code)
        self.kind = kind
        self.findings = findings
        self.words = words


def read_question(body: bytes) -> Question:
    """Return what a body asks.

    A name may be any text that JSON can write, even half of a surrogate pair: somebody's program
    cut an emoji in two, and it is the check's part to say so.

    Raises:
        RefusedError: the body is no UTF-8, no JSON, or not as the interface is described.
    """
    content = _parsed(body)
    if not isinstance(content, dict):
        raise RefusedError(NOT_AS_DESCRIBED, Finding("#", _NO_OBJECT))
    findings = tuple(_first(_findings(content), MOST_FINDINGS))
    if findings:
        raise RefusedError(NOT_AS_DESCRIBED, *findings)
    names: list[str] = content["names"]
    if len(names) > MOST_NAMES:
        raise RefusedError(TOO_MANY_NAMES, most=f"{MOST_NAMES:,}", names=f"{len(names):,}")
    return Question(names, content.get("event"))


def _parsed(body: bytes) -> object:
    try:
        # a byte order mark, which some programs write, is no part of the text
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise RefusedError(NOT_UTF8, byte=f"{wrong.start + 1:,}") from None
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as wrong:
        words = (("line", wrong.lineno), ("column", wrong.colno))
        raise RefusedError(NOT_JSON, Finding("#", _BREAKS_HERE, words)) from None
    except (ValueError, RecursionError):
        # NaN and its like, numbers of thousands of digits, and brackets in brackets without end
        raise RefusedError(NOT_JSON) from None


def _refuse_constant(word: str) -> NoReturn:
    """Refuse the numbers that Python takes and JSON does not have."""
    raise ValueError(word)


def _findings(content: dict[str, object]) -> Iterator[Finding]:
    names = content.get("names")
    if "names" not in content:
        yield Finding("#/names", _NAMES_MISSING)
    elif not isinstance(names, list):
        yield Finding("#/names", _NO_LIST)
    else:
        for position, name in enumerate(names):
            if not isinstance(name, str):
                yield Finding(f"#/names/{position}", _NO_TEXT)
    if not isinstance(content.get("event"), str | None):
        yield Finding("#/event", _NO_SLUG)
    for field in content:
        if field not in ("names", "event"):
            yield Finding(f"#/{_pointed(field)}", _UNKNOWN_FIELD)


def _pointed(field: str) -> str:
    """Write a field's name as a part of a JSON pointer in a fragment; a very long one is cut."""
    escaped = field[:_LONGEST_FIELD].replace("~", "~0").replace("/", "~1")
    return quote(escaped, safe="~", errors="replace")


def _first(findings: Iterator[Finding], most: int) -> Iterator[Finding]:
    for finding, _ in zip(findings, range(most), strict=False):
        yield finding
