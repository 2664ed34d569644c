"""Quotation marks in Thai titles: what stands inside them and what outside."""

import re

_QUOTED = re.compile(
    r"“[^“”„]*”"
    r"|“[^“”„\"]*\""  # closed by the keyboard's straight mark
    r"|“[^“”„]*“"  # word processors and extraction write one mark for both ends
    r"|”[^“”]*”"
    r"|„[^“”„]*[”“]"
    r"|‘[^‘’]*’"
    r"|«[^«»]*»"
    r'|"[^"]*"'
    r"|``[^`']*''"
)
# Neither space nor letter: no pattern runs into it.
COVER = "\x01"
_ANY_MARK = re.compile('[“”„‘«"`]')
_LETTER = re.compile(r"[^\W\d_]")
CLOSING = '”"’»'
_OPENING = re.compile(r"[“„«‘]")


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Return where the quoted parts of a text begin and end, their marks included.

    A mark that is never closed quotes nothing.
    """
    return [found.span() for found in _QUOTED.finditer(text)]


def blank_quotes(text: str) -> str:
    """Return the text with every quoted part covered, so that positions stay the same."""
    if not _ANY_MARK.search(text):
        return text
    return _QUOTED.sub(lambda found: COVER * len(found[0]), text)


def outside_quotes(text: str) -> str:
    """Return what stands outside quotation marks, or what stands inside where that is nothing."""
    if not _ANY_MARK.search(text):
        return text
    outside = _QUOTED.sub(" ", text)
    return outside if _LETTER.search(outside) else text


def has_open_quote(text: str) -> bool:
    """Tell whether a quotation begins in the text and does not end in it."""
    if not _ANY_MARK.search(text):
        return False
    rest = _QUOTED.sub("", text)
    return bool(_OPENING.search(rest)) or rest.count('"') % 2 == 1


def closes_quote(text: str) -> bool:
    """Tell whether the text ends a quotation that began before it."""
    rest = _QUOTED.sub("", text)
    return any(mark in rest for mark in CLOSING)
