"""Lists of coordinators out of spreadsheets: which column holds what, and the cells as text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from eventsys.imports.errors import UnreadableReport
from eventsys.imports.tables import Row, read_tables
from eventsys.rules.coordinator_list import Cell, TypedContact
from eventsys.rules.thai import repair

MOST_ROWS: Final = 1000
# a title or two may stand above the headings
_LINES_ABOVE: Final = 10

# headings of the template first; then what people write instead
HEADINGS: Final[Mapping[Cell, tuple[str, ...]]] = {
    "quota": (
        "จังหวัดหรือโควตา",
        "จังหวัด",
        "ชื่อจังหวัด",
        "โควตา",
        "ชื่อโควตา",
        "รหัสโควตา",
        "จังหวัด/หน่วยงาน",
        "province or quota",
        "province",
        "quota",
        "quota code",
        "changwat",
    ),
    "name": (
        "ชื่อผู้ประสานงาน",
        "ชื่อ",
        "ชื่อ-สกุล",
        "ชื่อ-นามสกุล",
        "ชื่อ - สกุล",
        "ชื่อ - นามสกุล",
        "ชื่อ สกุล",
        "ชื่อ นามสกุล",
        "ผู้ประสานงาน",
        "name of the coordinator",
        "name",
        "full name",
        "coordinator",
        "contact",
        "contact name",
    ),
    "office": ("หน่วยงาน", "สำนักงาน", "ตำแหน่ง/หน่วยงาน", "สังกัด", "office", "agency"),
    "email": ("อีเมล", "อีเมล์", "อีเมลล์", "e-mail", "email", "email address", "mail"),
    "phone": (
        "โทรศัพท์",
        "เบอร์โทร",
        "เบอร์โทรศัพท์",
        "หมายเลขโทรศัพท์",
        "โทร",
        "โทร.",
        "มือถือ",
        "telephone",
        "phone",
        "phone number",
        "mobile",
        "tel",
        "tel.",
    ),
}
_CELLS: Final = {text.strip(" :*."): cell for cell, texts in HEADINGS.items() for text in texts}


@dataclass(frozen=True, slots=True)
class ContactList:
    """The rows of a list, in which column of the file each cell stands, and how many are empty.

    ``columns`` are named as spreadsheet programs do: ``A``, ``B``. Rows that name a quota and
    nobody, as most of a template's do, are counted in ``unfilled`` and not among ``rows``.
    """

    rows: tuple[TypedContact, ...]
    columns: Mapping[Cell, str]
    unfilled: int


def read_contact_list(data: bytes) -> ContactList:
    """Return the coordinators of the first sheet of a workbook, or of a CSV file.

    Raises:
        UnreadableReport: ``columns_missing`` where no columns hold quotas and names,
            ``no_contacts``, ``too_many_rows``, or why the file cannot be read.
    """
    table = read_tables(data)[0]
    position, columns = _heading(table)
    rows = [_typed(row, columns) for row in table[position + 1 :]]
    filled = [row for row in rows if row.name or row.office or row.email or row.phone]
    if not filled:
        raise UnreadableReport("no_contacts")
    if len(filled) > MOST_ROWS:
        raise UnreadableReport("too_many_rows", rows=MOST_ROWS)
    return ContactList(
        rows=tuple(filled),
        columns={cell: _letters(index) for cell, index in columns.items()},
        unfilled=len(rows) - len(filled),
    )


def _heading(table: tuple[Row, ...]) -> tuple[int, dict[Cell, int]]:
    """Return where the headings stand and which column holds what."""
    for position, row in enumerate(table[:_LINES_ABOVE]):
        columns = _columns(row)
        if "quota" in columns and "name" in columns:
            return position, columns
    # the row with most headings tells best what is missing
    best = max((_columns(row) for row in table[:_LINES_ABOVE]), key=len)
    missing = [HEADINGS[cell][0] for cell in ("quota", "name") if cell not in best]
    raise UnreadableReport("columns_missing", columns=", ".join(missing))


def _columns(row: Row) -> dict[Cell, int]:
    found: dict[Cell, int] = {}
    for index, text in enumerate(row.cells):
        cell = _CELLS.get(repair(text).casefold().strip(" :*."))
        if cell is not None:
            found.setdefault(cell, index)
    return found


def _typed(row: Row, columns: Mapping[Cell, int]) -> TypedContact:
    cells = {
        cell: repair(row.cells[index]) if index < len(row.cells) else ""
        for cell, index in columns.items()
    }
    return TypedContact(line=row.line, **cells)


def _letters(index: int) -> str:
    """Return how a spreadsheet program names a column, counted from 0: ``A``, ``Z``, ``AA``."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
