"""Lists of people out of spreadsheets, as offices write them: headings in Thai or English."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from eventsys.imports.errors import UnreadableReport
from eventsys.imports.mapped import heading_key
from eventsys.imports.name_columns import letter_of
from eventsys.imports.tables import Row, read_tables
from eventsys.rules.people_list import CELLS, EXAMPLE_SURNAME, Cell, TypedPerson
from eventsys.rules.person_names import split_name
from eventsys.rules.thai import repair

MOST_PEOPLE: Final = 500
# a heading may stand below the title of the list and the name of the office
_HEADING_WITHIN: Final = 15
_LEAST_HEADINGS: Final = 2
_LONGEST_CELL: Final = 300

Heading = Cell | Literal["name"]

# the first pattern that a whole heading fits decides; the template's headings are among them
_PATTERNS: Final[Mapping[Heading, re.Pattern[str]]] = {
    "title": re.compile(r"คำนำหน้า.{0,12}|ยศ.{0,20}|title|prefix|name title"),
    "last_name": re.compile(r"(?:ชื่อ|นาม)?สกุล|last ?names?|surname|family ?names?"),
    "first_name": re.compile(r"ชื่อ(?:ตัว|จริง|ต้น|แรก)?|names?|first ?names?|given ?names?|forename"),
    "agency": re.compile(
        r"(?:ชื่อ)?(?:ย่อ)?หน่วยงาน.{0,40}|สังกัด.{0,40}|ส่วนราชการ.{0,30}|สำนักงาน|องค์กร.{0,20}"
        r"|agency.{0,20}|organi[sz]ation.{0,20}|office|department|affiliation"
    ),
    "position": re.compile(r"ตำแหน่ง.{0,30}|position|job ?title"),
    "email": re.compile(r"(?:ที่อยู่ ?)?(?:อีเมล์?|อี-เมล์?).{0,20}|e-?mail.{0,20}|mail"),
    "phone": re.compile(
        r"(?:เบอร์|หมายเลข)? ?(?:โทร(?:ศัพท์|\.)?|มือถือ).{0,30}|เบอร์.{0,20}"
        r"|(?:tele)?phone.{0,20}|mobile.{0,20}|tel\.?.{0,10}"
    ),
    "province": re.compile(r"จังหวัด.{0,20}|province"),
    "name": re.compile(
        r"(?:คำนำหน้า(?:ชื่อ|นาม)? ?[-–/,]? ?)?ชื่อ(?:ตัว)? ?(?:[-–—/,]|และ)? ?(?:ชื่อ|นาม)?สกุล.*"
        r"|(?:ราย)?ชื่อ(?:ผู้.{1,30})?|full ?name|name(?: and |[- /&]+)surname"
        r"|first (?:name )?and last name|participants?|attendees?|(?:.{1,20} )?names?"
    ),
}
# of surnames beside a column of first names, of whole names otherwise
_SURNAME_OR_WHOLE: Final = "ชื่อสกุล"


@dataclass(frozen=True, slots=True)
class PeopleList:
    """The rows of a list, and in which column of the file each cell stands, as ``A``, ``B``.

    Where one column holds whole names, it is named for each of their parts.
    """

    rows: tuple[TypedPerson, ...]
    columns: Mapping[Cell, str]


def read_people_list(data: bytes) -> PeopleList:
    """Return the people of the first sheet of a workbook that has any, or of a CSV file.

    Raises:
        UnreadableReport: ``people_columns_missing`` where no column holds names, ``no_people``,
            ``too_many_people``, or why the file cannot be read.
    """
    for table in read_tables(data):
        found = _heading(table)
        if found is None:
            continue
        index, columns = found
        people = tuple(
            person
            for row in table[index + 1 :]
            if _says_something(row, columns)
            and (person := _person(row, columns)).last_name != EXAMPLE_SURNAME
        )
        if not people:
            raise UnreadableReport("no_people")
        if len(people) > MOST_PEOPLE:
            raise UnreadableReport("too_many_people", most=MOST_PEOPLE, rows=len(people))
        return PeopleList(rows=people, columns=_letters(columns))
    raise UnreadableReport("people_columns_missing")


def _heading(table: Sequence[Row]) -> tuple[int, dict[Heading, int]] | None:
    """Return the place of the row of headings, and which column holds what."""
    for index, row in enumerate(table[:_HEADING_WITHIN]):
        columns = _columns(row)
        if len(columns) >= _LEAST_HEADINGS and ({"name", "first_name"} & columns.keys()):
            return index, columns
    return None


def _columns(row: Row) -> dict[Heading, int]:
    """Return which column holds what, where a row is one of headings."""
    keys = [_key(text) for text in row.cells]
    first, last = (
        any(_PATTERNS[cell].fullmatch(key) for key in keys) for cell in ("first_name", "last_name")
    )
    columns: dict[Heading, int] = {}
    for place, key in enumerate(keys):
        cell = next((cell for cell in _PATTERNS if key and _PATTERNS[cell].fullmatch(key)), None)
        if (cell == "first_name" and not last) or (key == _SURNAME_OR_WHOLE and not first):
            cell = "name"
        if cell is not None:
            columns.setdefault(cell, place)
    return columns


def _key(text: str) -> str:
    """Return a heading as it is compared: without notes in brackets, stars and colons."""
    return re.sub(r"\([^()]*\)", " ", heading_key(repair(text))).strip(" :*.")


def _says_something(row: Row, columns: Mapping[Heading, int]) -> bool:
    """Tell whether a row holds anything of a person; a running number alone is nothing."""
    return any(
        any(sign.isalpha() for sign in _at(row, place))
        for cell, place in columns.items()
        if cell != "province"
    )


def _person(row: Row, columns: Mapping[Heading, int]) -> TypedPerson:
    cells: dict[str, Any] = {cell: _at(row, columns[cell]) for cell in CELLS if cell in columns}
    if "name" in columns and "first_name" not in columns:
        name = split_name(_at(row, columns["name"]))
        cells["title"] = cells.get("title") or name.title
        cells["first_name"] = name.first_name
        cells["last_name"] = cells.get("last_name") or name.last_name
    return TypedPerson(line=row.line, **cells)


def _at(row: Row, place: int) -> str:
    return repair(row.cells[place])[:_LONGEST_CELL] if place < len(row.cells) else ""


def _letters(columns: Mapping[Heading, int]) -> dict[Cell, str]:
    letters: dict[Cell, str] = {cell: letter_of(columns[cell]) for cell in CELLS if cell in columns}
    if "name" in columns and "first_name" not in columns:
        whole = letter_of(columns["name"])
        letters["first_name"] = whole
        letters.setdefault("title", whole)
        letters.setdefault("last_name", whole)
    return letters
