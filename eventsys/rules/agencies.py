"""Agencies that such workshops invite: abbreviations, full names, and what people write instead.

The table is help, not a gate: an agency that is not in it is taken as written. Where two rows share
a name, the first is canonical for that name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from eventsys.rules.agency_table import AGENCY_ROWS
from eventsys.rules.thai import repair

_BRACKETED = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency: its abbreviation and the full names that stand for it.

    ``abbr`` is the canonical form in a display name; an agency without one has its full name
    there. ``level`` is ``central``, ``provincial``, ``local``, ``international``, ``academic``,
    ``ngo`` or, for one that an event added, ``event``.
    """

    abbr: str
    name_th: str
    name_en: str = ""
    level: str = "event"
    aliases: tuple[str, ...] = ()

    def full_names(self) -> Iterator[str]:
        """Yield every full name: Thai, English, aliases; each also without its bracketed part.

        An abbreviation in brackets is no name by itself.
        """
        for name in (self.name_th, self.name_en, *self.aliases):
            if name:
                yield name
                if "(" in name:
                    yield " ".join(_BRACKETED.sub("", name).split())


@dataclass(frozen=True, slots=True)
class AgencyKeys:
    """What a typed text is compared with: abbreviation and full names of an agency, compact.

    The words of a name stand apart by single spaces, so that it tells its words and, without the
    spaces, its whole. The form's script compares with the same keys.
    """

    abbr: str
    names: tuple[str, ...]


AGENCIES: Final = tuple(Agency(*row) for row in AGENCY_ROWS)


def compact(text: str) -> str:
    """Return a text as it is compared: letters and digits alone, lower case.

    Thai vowels and tone marks count as letters; spaces, full stops and all other signs go.
    """
    return "".join(filter(_counts, text.lower()))


def abbreviation_key(text: str) -> str:
    """Return the letters of an abbreviation without full stops and spaces, lower case."""
    return text.replace(".", "").replace(" ", "").lower()


@lru_cache(maxsize=64)
def agency_names(added: tuple[Agency, ...] = ()) -> dict[str, Agency]:
    """Return every compact full name and abbreviation with its agency; the first row wins.

    Args:
        added: agencies of an event, after those of the table.
    """
    names: dict[str, Agency] = {}
    for agency in (*AGENCIES, *added):
        for name in (agency.abbr, *agency.full_names()):
            names.setdefault(compact(name), agency)
    names.pop("", None)
    return names


def canonical_agency(text: str, added: tuple[Agency, ...] = ()) -> str:
    """Return the abbreviation of a known agency, however it is named; else the text, repaired.

    Args:
        text: an abbreviation in any spelling, a full Thai or English name, or an alias.
        added: agencies that the event knows besides.
    """
    plain = repair(text)
    known = agency_names(added).get(compact(plain))
    return known.abbr if known else plain


def search_agencies(
    text: str, *, limit: int = 8, added: tuple[Agency, ...] = ()
) -> tuple[Agency, ...]:
    """Return agencies to suggest while somebody types, the likeliest first.

    Matches the beginning of an abbreviation, then the beginning of a full name or of one of its
    words, then any place in a name. An event's own agencies come first among equals.

    Args:
        text: what was typed so far; empty gives nothing.
        limit: how many at most.
        added: agencies that the event knows besides.
    """
    wanted = compact(repair(text[:200]))
    if not wanted:
        return ()
    ranked = [
        (rank, number, agency)
        for number, agency in enumerate((*added, *AGENCIES))
        if (rank := _rank(wanted, agency)) is not None
    ]
    ranked.sort(key=lambda entry: entry[:2])
    return tuple(agency for _, _, agency in ranked[:limit])


@lru_cache(maxsize=1024)
def agency_keys(agency: Agency) -> AgencyKeys:
    """Return the keys of an agency."""
    names = (" ".join(filter(None, map(compact, name.split()))) for name in agency.full_names())
    return AgencyKeys(compact(agency.abbr), tuple(dict.fromkeys(filter(None, names))))


def _rank(wanted: str, agency: Agency) -> int | None:
    """Tell how well an agency fits: 0 is best; ``None`` where it does not fit at all."""
    keys = agency_keys(agency)
    if keys.abbr == wanted:
        return 0
    if keys.abbr.startswith(wanted):
        return 1
    wholes = [name.replace(" ", "") for name in keys.names]
    if any(whole.startswith(wanted) for whole in wholes):
        return 2
    if any(f" {wanted}" in name for name in keys.names):
        return 3
    return 4 if any(wanted in whole for whole in wholes) else None


def _counts(letter: str) -> bool:
    # Thai marks are no letters to Python, yet a name without them is another name.
    return letter.isalnum() or "\u0e2f" <= letter <= "\u0e4e"
