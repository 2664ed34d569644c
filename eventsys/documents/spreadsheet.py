"""Spreadsheets and CSV files in which nothing that somebody typed becomes a formula."""

import csv
import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any, TypeAlias
from zoneinfo import ZoneInfo

import xlsxwriter

from eventsys.rules.formula_signs import reads_as_formula

if TYPE_CHECKING:
    from collections.abc import Iterable

BANGKOK = ZoneInfo("Asia/Bangkok")
Value: TypeAlias = str | int | float | date | datetime | None

# more cells than this are written row by row through a temporary file, in constant memory
MANY_CELLS = 200_000
# Excel's own limits; it calls a file damaged that passes them
LONGEST_SHEET_NAME = 31
LONGEST_TEXT = 32_767
_NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


class Kind(enum.StrEnum):
    """What a column holds, and so how its values are shown."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    DATETIME = "datetime"


# 107041E: Thai words and the Thai calendar's year in cells that stay true dates
_FORMATS = {
    Kind.TEXT: "@",
    Kind.INTEGER: "#,##0",
    Kind.NUMBER: "#,##0.0",
    Kind.PERCENT: "0.0%",
    Kind.DATE: "[$-107041E]d mmm yyyy;@",
    Kind.DATETIME: "[$-107041E]d mmm yyyy hh:mm;@",
}
_ENGLISH_FORMATS = {**_FORMATS, Kind.DATE: "d mmm yyyy", Kind.DATETIME: "d mmm yyyy hh:mm"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in characters and what it holds."""

    heading: str
    width: float = 12
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: one table below a heading row.

    ``rows`` hold one value for each column, ``None`` for an empty cell. A share of a percent column
    is 0 to 1. A moment that knows its zone is shown in that of Asia/Bangkok. ``totals`` is a last
    row, set apart and left out of the filter.
    """

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    totals: Sequence[Value] = ()


def xlsx(sheets: Sequence[Sheet], *, locale: str = "th") -> bytes:
    """Return an Excel workbook: headings that stay in view, filters, typed cells.

    A text is written as text whatever it begins with. Printed, a sheet is one A4 page wide and
    repeats its headings.

    Args:
        sheets: at least one; their titles are cut to what Excel takes and made to differ.
        locale: ``th`` shows dates in Buddhist years, ``en`` in Christian ones.
    """
    cells = sum(len(sheet.columns) * len(sheet.rows) for sheet in sheets)
    content = BytesIO()
    workbook = xlsxwriter.Workbook(
        content,
        {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "constant_memory": cells > MANY_CELLS,
            "in_memory": cells <= MANY_CELLS,
        },
    )
    looks = _looks(workbook, _ENGLISH_FORMATS if locale == "en" else _FORMATS)
    names: set[str] = set()
    for sheet in sheets:
        _write_sheet(workbook.add_worksheet(_sheet_name(sheet.title, names)), sheet, looks)
    workbook.close()
    return content.getvalue()


def csv_bytes(columns: Sequence[Column], rows: "Iterable[Sequence[Value]]") -> bytes:
    """Return a CSV file that Excel opens with its Thai intact.

    UTF-8 with a byte order mark. A text that a spreadsheet program would take for a formula gets a
    leading apostrophe. Dates and times are ISO 8601 in Christian years, times those of
    Asia/Bangkok: a CSV file is for other programs.
    """
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([_harmless(column.heading) for column in columns])
    writer.writerows([_csv_value(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _looks(workbook: Any, formats: dict[Kind, str]) -> dict[str, Any]:  # noqa: ANN401
    """The cell formats of a workbook: one for each kind, plain and in the last row."""
    base = {"font_name": "Tahoma", "font_size": 10, "valign": "top"}
    looks: dict[str, Any] = {
        "heading": workbook.add_format(
            {**base, "bold": True, "text_wrap": True, "bg_color": "#E7ECF3", "bottom": 1}
        )
    }
    for kind, number_format in formats.items():
        look = {**base, "num_format": number_format, "text_wrap": kind is Kind.TEXT}
        looks[kind] = workbook.add_format(look)
        looks[f"{kind} total"] = workbook.add_format({**look, "bold": True, "top": 1})
    return looks


def _write_sheet(page: Any, sheet: Sheet, looks: dict[str, Any]) -> None:  # noqa: ANN401
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
    for x, column in enumerate(sheet.columns):
        page.set_column(x, x, column.width)
    for x, column in enumerate(sheet.columns):
        page.write_string(0, x, column.heading, looks["heading"])
    for y, row in enumerate(sheet.rows, start=1):
        for x, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            _write(page, y, x, value, looks[column.kind])
    if sheet.totals:
        last = len(sheet.rows) + 1
        for x, (column, value) in enumerate(zip(sheet.columns, sheet.totals, strict=True)):
            _write(page, last, x, value, looks[f"{column.kind} total"])


def _write(page: Any, y: int, x: int, value: Value, look: Any) -> None:  # noqa: ANN401
    if value is None or value == "":
        page.write_blank(y, x, None, look)
    elif isinstance(value, str):
        page.write_string(y, x, value[:LONGEST_TEXT], look)
    elif isinstance(value, datetime):
        page.write_datetime(y, x, _local(value), look)
    elif isinstance(value, date):
        page.write_datetime(y, x, value, look)
    else:
        page.write_number(y, x, value, look)


def _sheet_name(title: str, taken: set[str]) -> str:
    """Return a name that Excel takes and no sheet has yet; capitals make no difference."""
    plain = title.translate(_NOT_IN_SHEET_NAMES).strip().strip("'")[:LONGEST_SHEET_NAME] or "1"
    name, count = plain, 1
    while name.lower() in taken:
        count += 1
        mark = f" ({count})"
        name = plain[: LONGEST_SHEET_NAME - len(mark)] + mark
    taken.add(name.lower())
    return name


def _local(moment: datetime) -> datetime:
    """Return a moment as Asia/Bangkok's clock shows it, without its zone, which cells lack."""
    if moment.tzinfo is None:
        return moment
    return moment.astimezone(BANGKOK).replace(tzinfo=None)


def _csv_value(value: Value) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, str):
        return _harmless(value)
    if isinstance(value, datetime):
        return _local(value).isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return value


def _harmless(text: str) -> str:
    return f"'{text}" if reads_as_formula(text) else text
