"""Telling people apart: when two entries are one person, and marks for those who share a name."""

import itertools
import re
from collections.abc import Iterator

from eventsys.rules.thai import repair

_LEADING_VOWELS = "เแโใไ"
_SPACES = re.compile(r"[\s.\-]+")


def person_key(first_name: str, last_name: str, agency: str) -> str:
    """Return a key that is the same for the same person, however spaces and marks were typed.

    Names are compared without spaces, full stops, hyphens and case; the parts stay apart.
    """
    return "|".join(name_letters(part) for part in (first_name, last_name, agency))


def name_letters(text: str) -> str:
    """Return the letters of a name alone, as they are compared and searched."""
    return _SPACES.sub("", repair(text)).casefold()


def marks_to_try(last_name: str, *, by_initial: bool) -> Iterator[str]:
    """Yield the marks that may follow a first name, the best first, without end.

    The first is no mark at all; then, where the event wants it so, the first letter of the surname
    with a full stop (a vowel written before its consonant is passed over); then numbers from 2.
    """
    yield ""
    if by_initial:
        surname = repair(last_name).lstrip(_LEADING_VOWELS)
        if surname and surname[0].isalpha():
            yield f"{surname[0].upper()}."
    for number in itertools.count(2):
        yield str(number)


def mark_fits(mark: str, *, by_initial: bool) -> bool:
    """Tell whether a mark is of the kind that an event chose.

    A number may stand where initials are chosen, since two surnames may begin alike.
    """
    return not mark or mark.isdigit() or by_initial
