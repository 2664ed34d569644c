"""A name of a report, or of a registration, taken apart into what matching compares."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process

from eventsys.rules.agencies import Agency, agency_names, canonical_agency, compact
from eventsys.rules.display_names import Conventions, check
from eventsys.rules.name_province import canonical_province
from eventsys.rules.name_text import clean, former_name, read_line
from eventsys.rules.not_names import is_address, is_device, is_placeholder
from eventsys.rules.provinces import PROVINCES
from eventsys.rules.titles import canonical_title, combinations, thai_equivalent

_JOINTS = re.compile(r"[\s.\-_/'’]+")
_SIGNS = re.compile(r"[\s._/|,:;-]+")
_MOST_PIECES = 5
_ADDRESS = re.compile(r"[^\s@<>()]{1,64}@[^\s@<>()]{1,255}")

_PROVINCES = tuple(province.name_th for province in PROVINCES)
_LIKE_A_PROVINCE = 70.0
_LONGEST_NAME = 300
_MALE = frozenset(("นาย", "เด็กชาย"))
_FEMALE = frozenset(("นาง", "นางสาว", "เด็กหญิง"))
_SOMEBODY, _TITLE = "กนก", "ดร."
# Marks out of order that reading mends, but that the rule for names does not call the same: a
# ``์`` before its vowel, a tone mark behind ``ำ``, ``ํ`` beside anything but ``า``.
_ODD_MARKS = re.compile(
    "[\u0e4c\u0e4e][\u0e31\u0e34-\u0e3a\u0e47]|(?:\u0e33|\u0e4d\u0e32)[\u0e48-\u0e4b]"
    "|\u0e4d[\u0e31\u0e34-\u0e3a\u0e47\u0e4c]"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One half of ``new (original)``, taken apart.

    ``text`` is what remains after cleaning. The other fields are keys to compare, ``""`` where
    the part is not given; ``province_right`` is false where the province was only guessed from a
    misspelling. ``surnames`` are the surnames that the words after the first name may mean, and
    ``place_behind`` is true where one of them is nearly a province.
    ``is_name`` is false for devices, addresses and the like; a text that only lacks a first name
    has its province and agency all the same. ``bare`` is true for one word alone, which may be a
    nickname, and ``titled`` where a title stands there, ``คุณ`` included. ``odd_marks`` are the
    marks out of order that were mended and are still no part of the same name.
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
    place_behind: bool = False
    mark: str = ""
    titled: bool = False
    odd_marks: frozenset[str] = frozenset()


def odd_marks(text: str) -> frozenset[str]:
    """Return the marks out of order that make a name, as it was typed, another spelling."""
    return frozenset(_ODD_MARKS.findall(text)) if not text.isascii() else frozenset()


@lru_cache(maxsize=8192)
def name_key(text: str) -> str:
    """Return a name as it is compared: without spaces, full stops, hyphens and case."""
    return _JOINTS.sub("", clean(text)).casefold() if text else ""


@lru_cache(maxsize=4096)
def agency_key(agency: str, added: tuple[Agency, ...] = ()) -> str:
    """Return an agency as it is compared: the known abbreviation, else as written.

    Args:
        agency: in any form.
        added: agencies that the event knows besides.
    """
    key = compact(canonical_agency(agency, added))
    names = agency_names(added)
    if key not in names:
        return key
    # Two abbreviations that share a full name are one agency: that of the first row.
    sharing = (names[compact(name)] for name in names[key].full_names())
    return compact(next((one for one in sharing if one != names[key]), names[key]).abbr)


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


@lru_cache(maxsize=4096)
def begins_with_title(first_name: str) -> bool:
    """Tell whether a first name begins like a title, as ``นางน้อย`` or ``คุณธรรม`` do."""
    return any(combinations(read_line(first_name), 0))


def other_sex(one: str, other: str) -> bool:
    """Tell whether two title keys cannot be of one person, whatever happened in between."""
    return (one in _MALE and other in _FEMALE) or (one in _FEMALE and other in _MALE)


def email_key(email: str) -> str:
    """Return an address as it is compared, ``""`` where there is none."""
    address = (email if email.isascii() else clean(email)).strip("<>; ,\t").casefold()
    return address if "@" in address else ""


def halves(display_name: str) -> tuple[str, ...]:
    """Return the halves of a name as it stands in a report, cleaned: the new one, the original."""
    text, former = clean(display_name), former_name(display_name)
    original = clean(former) if former else ""
    return (text, original) if original and original != text else (text,)


def read_name(text: str, conventions: Conventions) -> Reading:
    """Return a cleaned name taken apart; a text of hundreds of letters is none."""
    result = check(text, conventions) if len(text) <= _LONGEST_NAME else None
    if result is None:
        return Reading(text, is_name=False)
    if not result.first_name:
        return _read_office(text, conventions)
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
        surnames=_surnames(surname),
        place_behind=bool(surname) and _has_place(surname),
        mark=name_key(result.mark or ""),
        titled=bool(result.title),
    )


def _read_office(text: str, conventions: Conventions) -> Reading:
    """Return what a text without a first name says of an office; a device says nothing.

    Where a first name is a province as well, that is all that can be read of a name.
    """
    words = text.casefold().split()
    no_name = (
        is_placeholder(words) or is_address(text) or is_device(words, titled=None, known=False)
    )
    if no_name or not any(map(str.isalpha, text)):
        return Reading(text, is_name=False)
    result = check(f"{text} {_TITLE}{_SOMEBODY}", conventions)
    if result.first_name != _SOMEBODY:
        return Reading(text, is_name=False)
    return Reading(
        text,
        is_name=False,
        province=result.province or "",
        province_right="province_misspelt" not in result.problems,
        agency=agency_key(result.agency or "", conventions.agencies),
        titled=result.title != _TITLE,
    )


def address_in(text: str) -> str:
    """Return the address that a name consists of, ``""`` where it is another kind of text."""
    return email_key(text) if _ADDRESS.fullmatch(text.strip()) else ""


def _surnames(text: str) -> frozenset[str]:
    """Return what the words after a first name may say as a surname.

    That is all of them together; of Latin ones also the last alone, for a middle name may come
    first. In Thai, further words are an office, a province or somebody else's name.
    """
    words = text.split()
    starts = range(len(words)) if text.isascii() else range(min(1, len(words)))
    return frozenset(name_key("".join(words[start:])) for start in starts)


def _has_place(text: str) -> bool:
    """Tell whether one of the words after a first name is a province, however misspelt."""
    return any(
        process.extractOne(word.removeprefix("จ."), _PROVINCES, score_cutoff=_LIKE_A_PROVINCE)
        for word in text.split()
    )


def _only_spaced(province: str, text: str) -> bool:
    """Tell whether a province called misspelt has all its letters, and only spaces too many."""
    words = [word for word in _SIGNS.split(text) if word]
    return any(
        "".join(words[start:end]).removeprefix("จังหวัด") == province
        for start in range(len(words))
        for end in range(start + 2, min(len(words), start + _MOST_PIECES) + 1)
    )
