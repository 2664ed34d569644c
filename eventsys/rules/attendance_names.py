"""A name of a report, or of a registration, taken apart into what matching compares."""

import re
from dataclasses import dataclass
from functools import lru_cache

from eventsys.rules.agencies import Agency, agency_names, canonical_agency, compact
from eventsys.rules.display_names import Conventions, check
from eventsys.rules.name_province import canonical_province
from eventsys.rules.name_text import clean, former_name
from eventsys.rules.titles import canonical_title, thai_equivalent

_JOINTS = re.compile(r"[\s.\-_/'’]+")
_ADDRESS = re.compile(r"[^\s@<>()]{1,64}@[^\s@<>()]{1,255}")

_MOST_WORDS = 6
_MALE = frozenset(("นาย", "เด็กชาย"))
_FEMALE = frozenset(("นาง", "นางสาว", "เด็กหญิง"))


@dataclass(frozen=True, slots=True)
class Reading:
    """One half of ``new (original)``, taken apart.

    ``text`` is what remains after cleaning. The other fields are keys to compare, ``""`` where
    the part is not given; ``province_right`` is false where the province was only guessed from a
    misspelling. ``surnames`` are the words after the first name, singly and in runs, for a middle
    name or a position may stand beside the surname. ``is_name`` is false for devices, addresses
    and the like, and ``bare`` is true for one word alone, which may be a nickname.
    """

    text: str
    is_name: bool
    bare: bool = False
    province: str = ""
    province_right: bool = True
    agency: str = ""
    title: str = ""
    first_name: str = ""
    surname: str = ""
    surnames: frozenset[str] = frozenset()
    mark: str = ""


def name_key(text: str) -> str:
    """Return a name as it is compared: without spaces, full stops, hyphens and case."""
    return _JOINTS.sub("", clean(text)).casefold()


@lru_cache(maxsize=4096)
def agency_key(agency: str, added: tuple[Agency, ...] = ()) -> str:
    """Return an agency as it is compared: the known abbreviation, else as written.

    Args:
        agency: in any form.
        added: agencies that the event knows besides.
    """
    return compact(canonical_agency(agency, added))


@lru_cache(maxsize=1024)
def title_key(title: str) -> str:
    """Return what a title says of its bearer, ``""`` where it says nothing."""
    return thai_equivalent(canonical_title(title))


@lru_cache(maxsize=4096)
def is_known_agency(agency: str, added: tuple[Agency, ...] = ()) -> bool:
    """Tell whether an agency is one of the table, or one that the event knows besides."""
    return compact(canonical_agency(agency, added)) in agency_names(added)


@lru_cache(maxsize=1024)
def province_key(province: str) -> str:
    """Return the official name of a province, else the text as written; ``""`` is central."""
    return canonical_province(province) or clean(province)


def other_sex(one: str, other: str) -> bool:
    """Tell whether two title keys cannot be of one person, whatever happened in between."""
    return (one in _MALE and other in _FEMALE) or (one in _FEMALE and other in _MALE)


def email_key(email: str) -> str:
    """Return an address as it is compared, ``""`` where there is none."""
    address = clean(email).strip("<>; ,").casefold()
    return address if "@" in address else ""


def halves(display_name: str) -> tuple[str, ...]:
    """Return the halves of a name as it stands in a report, cleaned: the new one, the original."""
    text, former = clean(display_name), former_name(display_name)
    original = clean(former) if former else ""
    return (text, original) if original and original != text else (text,)


def read_name(text: str, conventions: Conventions) -> Reading:
    """Return a cleaned name taken apart."""
    result = check(text, conventions)
    if not result.first_name:
        return Reading(text, is_name=False)
    surname = result.surname or ""
    bare = not (result.title or result.province or result.agency or surname)
    misspelt = "province_misspelt" in result.problems
    return Reading(
        text,
        is_name=True,
        bare=bare and len(text.split()) == 1,
        province=result.province or "",
        province_right=not misspelt or _only_spaced(result.province or "", text),
        agency=agency_key(result.agency or "", conventions.agencies),
        title=title_key(result.title or ""),
        first_name=name_key(result.first_name),
        surname=name_key(surname),
        surnames=_runs(surname),
        mark=name_key(result.mark or ""),
    )


def address_in(text: str) -> str:
    """Return the address that a name consists of, ``""`` where it is another kind of text."""
    return email_key(text) if _ADDRESS.fullmatch(text.strip()) else ""


def _runs(text: str) -> frozenset[str]:
    words = text.split()[:_MOST_WORDS]
    return frozenset(
        name_key("".join(words[start:end]))
        for start in range(len(words))
        for end in range(start + 1, len(words) + 1)
    )


def _only_spaced(province: str, text: str) -> bool:
    """Tell whether a province called misspelt has all its letters, and only spaces too many."""
    return bool(province) and province in "".join(text.split())
