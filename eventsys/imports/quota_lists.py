"""Lists of quotas out of spreadsheets: which column holds what, and the cells as text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from eventsys.imports.errors import UnreadableReport
from eventsys.imports.tables import Row, read_tables
from eventsys.rules.quota_list import Cell, TypedQuota
from eventsys.rules.thai import repair

MOST_ROWS: Final = 300

# headings of the template first; then what people write instead
HEADINGS: Final[Mapping[Cell, tuple[str, ...]]] = {
    "name": (
        "จังหวัดหรือชื่อโควตา",
        "จังหวัด",
        "ชื่อจังหวัด",
        "ชื่อโควตา",
        "ชื่อ",
        "โควตา",
        "หน่วยงาน",
        "province or name of the quota",
        "province or name",
        "province",
        "name",
        "quota",
    ),
    "code": ("รหัส", "รหัสโควตา", "code"),
    "name_en": ("ชื่อภาษาอังกฤษ", "ชื่อโควตา (ภาษาอังกฤษ)", "english name", "name in english"),
    "capacity": (
        "จำนวนที่นั่ง",
        "ที่นั่ง",
        "จำนวน",
        "โควตา (คน)",
        "number of places",
        "places",
        "capacity",
        "seats",
    ),
    "waiting": ("รับรายชื่อสำรอง", "รายชื่อสำรอง", "สำรอง", "waiting list kept", "waiting list"),
    "opens": ("เปิดลงทะเบียน", "วันเปิด", "เปิด", "registration opens", "opens", "opening"),
    "closes": ("ปิดลงทะเบียน", "วันปิด", "ปิด", "registration closes", "closes", "closing"),
}
_CELLS: Final = {text: cell for cell, texts in HEADINGS.items() for text in texts}


@dataclass(frozen=True, slots=True)
class QuotaList:
    """The rows of a list and in which column of the file each cell stands, as ``A``, ``B``."""

    rows: tuple[TypedQuota, ...]
    columns: Mapping[Cell, str]


def read_quota_list(data: bytes) -> QuotaList:
    """Return the quotas of the first sheet of a workbook, or of a CSV file.

    Raises:
        UnreadableReport: ``columns_missing`` where no column holds names, ``no_quotas``,
            ``too_many_rows``, or why the file cannot be read.
    """
    heading, *rows = read_tables(data)[0]
    columns = _columns(heading)
    if "name" not in columns:
        raise UnreadableReport("columns_missing", columns=HEADINGS["name"][0])
    if not rows:
        raise UnreadableReport("no_quotas")
    if len(rows) > MOST_ROWS:
        raise UnreadableReport("too_many_rows", rows=MOST_ROWS)
    return QuotaList(
        rows=tuple(
            TypedQuota(
                line=row.line,
                **{
                    cell: repair(row.cells[index]) if index < len(row.cells) else ""
                    for cell, index in columns.items()
                },
            )
            for row in rows
        ),
        columns={cell: column_letters(index) for cell, index in columns.items()},
    )


def column_letters(index: int) -> str:
    """Return how a spreadsheet program names a column, counted from 0: ``A``, ``Z``, ``AA``."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _columns(heading: Row) -> dict[Cell, int]:
    found: dict[Cell, int] = {}
    for index, text in enumerate(heading.cells):
        cell = _CELLS.get(repair(text).casefold().strip(" :*"))
        if cell is not None:
            found.setdefault(cell, index)
    return found
