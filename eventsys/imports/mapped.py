"""Any table of people, once somebody has said what its columns are."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Literal, get_args

from eventsys.imports.columns import Column, column_of
from eventsys.imports.errors import UnreadableReport
from eventsys.imports.participants import Participants
from eventsys.imports.report_times import ReportTimes
from eventsys.imports.tables import Row, read_tables
from eventsys.rules.attendance_types import MeetingFacts, Registration, Report, Source
from eventsys.rules.display_names import compose

Field = Literal[
    "id", "display_name", "title", "first_name", "last_name", "province", "agency", "email",
    "attended", "join", "leave", "minutes",
]  # fmt: skip
FIELDS: tuple[Field, ...] = get_args(Field)

# What a question of a form or a heading of a list asks for; the first pattern found decides.
_QUESTIONS: tuple[tuple[str, Field], ...] = (
    (r"อีเมล|e-?mail|^user ?name$|^ชื่อผู้ใช้$", "email"),
    (r"ชื่อที่(?:ใช้|แสดง)|ชื่อใน(?:ห้อง|การ)ประชุม|ชื่อ.{0,20}(?:zoom|teams)|display name", "display_name"),
    (r"คำนำหน้า|\btitle\b|ยศ", "title"),
    (r"จังหวัด|province", "province"),
    (r"หน่วยงาน|สังกัด|ส่วนราชการ|องค์กร|agency|organi[sz]ation|affiliation|department", "agency"),
    (r"ชื่อ.{0,10}สกุล|full name", "display_name"),
    (r"สกุล|last ?_?name|surname|family name", "last_name"),
    (r"ชื่อเล่น|ชื่อผู้บังคับบัญชา|ชื่อโครงการ|nickname", "id"),
    (r"^ชื่อ|first ?_?name|given name", "first_name"),
    (r"^(?:user )?name$|^id$", "display_name"),
)
_PATTERNS = tuple((re.compile(pattern), field) for pattern, field in _QUESTIONS)
_TIMES: dict[Column, Field] = {
    "join": "join", "leave": "leave", "minutes": "minutes", "attended": "attended",
}  # fmt: skip
_LONGEST_QUESTION = 120
_NAME_FIELDS = frozenset(("display_name", "first_name"))


def headings(data: bytes) -> tuple[str, ...]:
    """Return the headings of a file's first table, for a person to map.

    Raises:
        UnreadableReport: where the file is no table.
    """
    return read_tables(data)[0][0].cells


def guess_mapping(header: Sequence[str]) -> dict[Field, str]:
    """Return the fields whose heading is plain enough to propose, each with its heading."""
    mapping: dict[Field, str] = {}
    for heading in header:
        text = heading_key(heading)
        if not text or len(text) > _LONGEST_QUESTION:
            continue
        field = next((field for pattern, field in _PATTERNS if pattern.search(text)), None)
        column = column_of(heading)
        if field in (None, "display_name") and column in _TIMES:
            field = _TIMES[column]
        if text == "id":
            field = "id"
        elif field == "id":
            continue  # a heading that only resembles one
        if field and field not in mapping:
            mapping[field] = heading
    return mapping


def heading_key(heading: str) -> str:
    """Return a heading as it is compared: without case, doubled spaces and invisible signs."""
    text = unicodedata.normalize("NFC", heading).replace("\ufeff", "").replace("\u200b", "")
    return " ".join(text.casefold().split())


def read_mapped(data: bytes, filename: str, mapping: Mapping[Field, str]) -> Report:
    """Return a report out of any CSV file or workbook.

    Args:
        data: the file.
        filename: its name, for the person who reads what was rejected.
        mapping: for each field the heading of its column. A name is needed: ``display_name``, or
            ``first_name`` with what else there is of title, surname, province and agency.

    Raises:
        UnreadableReport: ``columns_missing`` (with ``columns``) where a heading is not there,
            ``name_not_mapped``, or why the file cannot be read.
    """
    table = read_tables(data)[0]
    return mapped_report(table, filename, mapping, source="table")


def mapped_report(
    table: Sequence[Row], filename: str, mapping: Mapping[Field, str], *, source: Source
) -> Report:
    """Return a report out of a table whose first row is the heading; see ``read_mapped``."""
    places = _places(table[0], mapping)
    if not _NAME_FIELDS & places.keys():
        raise UnreadableReport("name_not_mapped")
    people = Participants(ReportTimes(text for row in table for text in row.cells))
    columns: dict[Column, int] = {"name": 0, "email": 1}
    timed: tuple[tuple[Column, Field], ...] = tuple(
        (column, field) for column, field in _TIMES.items() if field in places
    )
    columns.update({column: 2 + index for index, (column, _) in enumerate(timed)})
    people.begin(Row(table[0].line, ()), columns)
    for row in table[1:]:
        cells = (
            _name(row, places),
            _at(row, places, "email"),
            *(_at(row, places, field) for _, field in timed),
        )
        people.add(Row(row.line, cells), "attendee")
    return Report(filename, source, MeetingFacts(), tuple(people.rows), tuple(people.rejected))


def mapped_registrations(
    table: Sequence[Row], mapping: Mapping[Field, str]
) -> tuple[Registration, ...]:
    """Return the registrations of a table; one without an ``id`` gets the line it stands in.

    Args:
        table: its first row is the heading.
        mapping: for each field the heading of its column.

    Raises:
        UnreadableReport: ``columns_missing``, ``name_not_mapped``.
    """
    places = _places(table[0], mapping)
    if not _NAME_FIELDS & places.keys():
        raise UnreadableReport("name_not_mapped")
    return tuple(
        Registration(
            id=_at(row, places, "id").strip() or str(row.line),
            title=_at(row, places, "title").strip(),
            first_name=_at(row, places, "first_name").strip(),
            last_name=_at(row, places, "last_name").strip(),
            province=_at(row, places, "province").strip(),
            agency=_at(row, places, "agency").strip(),
            email=_at(row, places, "email").strip(),
            display_name=_at(row, places, "display_name").strip(),
        )
        for row in table[1:]
    )


def _places(header: Row, mapping: Mapping[Field, str]) -> dict[Field, int]:
    known = {heading_key(text): index for index, text in reversed(list(enumerate(header.cells)))}
    missing = [text for text in mapping.values() if heading_key(text) not in known]
    if missing:
        raise UnreadableReport("columns_missing", columns=", ".join(missing))
    return {field: known[heading_key(text)] for field, text in mapping.items()}


def _at(row: Row, places: Mapping[Field, int], field: Field) -> str:
    index = places.get(field)
    return row.cells[index] if index is not None and index < len(row.cells) else ""


def _name(row: Row, places: Mapping[Field, int]) -> str:
    """Return the display name, or one put together from the parts that the table has."""
    if "display_name" in places:
        name = _at(row, places, "display_name")
        if {"province", "agency"} <= places.keys() and "first_name" not in places:
            # "Name and surname" in one column, the office and the title in others.
            office = (_at(row, places, field).strip() for field in ("province", "agency"))
            title = _at(row, places, "title").strip()
            title = "" if name.strip().startswith(title) else title
            name = " ".join(part for part in (*office, title, name.strip()) if part)
        return name
    first = _at(row, places, "first_name").strip()
    if not first:
        return ""
    name = compose(
        province=_at(row, places, "province").strip(),
        agency=_at(row, places, "agency").strip(),
        title=_at(row, places, "title").strip(),
        first_name=first,
    )
    return f"{name} {_at(row, places, 'last_name').strip()}".strip()
