"""Spreadsheets about coordinators: for mail merge, and a list to fill in and bring back."""

from collections.abc import Iterable, Sequence
from typing import Final

from eventsys.documents.spreadsheet import Column, Kind, Sheet, Value, csv_bytes, xlsx
from eventsys.i18n import N_, translate
from eventsys.rules.coordinator_letter import CoordinatorLetter, CoordinatorPerson

_PEOPLE: Final = (
    (N_("จังหวัดหรือโควตา"), 24, Kind.TEXT),
    (N_("ชื่อผู้ประสานงาน"), 26, Kind.TEXT),
    (N_("หน่วยงาน"), 28, Kind.TEXT),
    (N_("อีเมล"), 28, Kind.TEXT),
    (N_("โทรศัพท์"), 16, Kind.TEXT),
)
_LINKS: Final = (
    *_PEOPLE,
    (N_("ลิงก์"), 60, Kind.TEXT),
    (N_("ที่นั่ง"), 9, Kind.INTEGER),
    (N_("กำหนดเสนอชื่อ"), 20, Kind.DATETIME),
)
_NOBODY: Final = (CoordinatorPerson(name=""),)


def links_xlsx(letters: Iterable[CoordinatorLetter], *, locale: str = "th") -> bytes:
    """Return the links of quotas as a workbook for mail merge: one row for each person.

    A quota without anybody has one row as well.
    """
    rows = [
        [*_cells(letter, person, locale), letter.url, letter.places, letter.closes_at]
        for letter in letters
        for person in letter.people or _NOBODY
    ]
    return xlsx([_sheet(N_("ลิงก์ผู้ประสานงาน"), _LINKS, rows, locale)], locale=locale)


def contacts_xlsx(letters: Iterable[CoordinatorLetter], *, locale: str = "th") -> bytes:
    """Return the list of coordinators as a workbook that can be filled in and brought back.

    It has a row for each person, and one for each quota that has nobody.
    """
    rows = _people(letters, locale)
    return xlsx([_sheet(N_("ผู้ประสานงาน"), _PEOPLE, rows, locale)], locale=locale)


def contacts_csv(letters: Iterable[CoordinatorLetter], *, locale: str = "th") -> bytes:
    """Return the list of coordinators as a CSV file with the same columns as the workbook."""
    return csv_bytes(_columns(_PEOPLE, locale), _people(letters, locale))


def _people(letters: Iterable[CoordinatorLetter], locale: str) -> list[list[Value]]:
    return [
        _cells(letter, person, locale) for letter in letters for person in letter.people or _NOBODY
    ]


def _cells(letter: CoordinatorLetter, person: CoordinatorPerson, locale: str) -> list[Value]:
    quota = letter.quota_name.in_language(locale)
    return [quota, person.name, person.office, person.email, person.phone]


def _sheet(
    title: str,
    columns: Sequence[tuple[str, float, Kind]],
    rows: Sequence[Sequence[Value]],
    locale: str,
) -> Sheet:
    return Sheet(translate(locale, title), _columns(columns, locale), rows)


def _columns(columns: Sequence[tuple[str, float, Kind]], locale: str) -> list[Column]:
    return [Column(translate(locale, heading), width, kind) for heading, width, kind in columns]
