"""Tables of text out of CSV files and workbooks, with the line each row stands in."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from eventsys.imports.decode import check_size, decode
from eventsys.imports.errors import UnreadableReport
from eventsys.imports.workbooks import is_workbook, read_workbook

MAX_ROWS = 200_000
MAX_COLUMNS = 500
MAX_CELLS = 5_000_000

_DELIMITERS = ",\t;|"
_SAMPLE_LINES = 200
_LONGEST_CELL = 100_000
_LINES_IN_A_CELL = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: the line it begins in, counted from 1, and its cells."""

    line: int
    cells: tuple[str, ...]

    @property
    def filled(self) -> int:
        """How many cells hold more than spaces."""
        return sum(1 for cell in self.cells if cell.strip())


def read_tables(data: bytes) -> tuple[tuple[Row, ...], ...]:
    """Return the tables of a file: one for a text file, one for each sheet of a workbook.

    Rows without any text are left out. What the file is, its content decides and not its name.

    Raises:
        UnreadableReport: where it is neither, is damaged, or is larger than a report can be.
    """
    check_size(data)
    if is_workbook(data):
        sheets = (
            tuple(_limited(enumerate(sheet, start=1))) for sheet in read_workbook(data, MAX_CELLS)
        )
        tables = tuple(sheet for sheet in sheets if sheet)
    else:
        rows = tuple(_limited(_records(decode(data))))
        tables = (rows,) if rows else ()
    if not tables:
        raise UnreadableReport("empty")
    return tables


def _limited(rows: Iterator[tuple[int, list[str]]]) -> Iterator[Row]:
    count = cells = 0
    for line, values in rows:
        if not any(value.strip() for value in values):
            continue
        count, cells = count + 1, cells + len(values)
        if count > MAX_ROWS or cells > MAX_CELLS:
            raise UnreadableReport("too_many_rows", rows=MAX_ROWS)
        if len(values) > MAX_COLUMNS:
            raise UnreadableReport("too_many_columns", line=line, columns=MAX_COLUMNS)
        yield Row(line, tuple(values))


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the records of a CSV text with the line each begins in."""
    skipped = 0
    first, _, rest = text.partition("\n")
    if first.strip().casefold().startswith("sep=") and len(first.strip()) == 5:  # noqa: PLR2004
        delimiter, text, skipped = first.strip()[4], rest, 1  # Excel's own hint
    else:
        delimiter = _delimiter(text)
    # Most programs quote strictly; where one does not, a quote inside a cell is only a sign.
    try:
        yield from list(_parsed(text, delimiter, skipped, strict=True))
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise UnreadableReport("open_quote") from error
    else:
        return
    try:
        yield from _parsed(text, delimiter, skipped, strict=False)
    except csv.Error as error:
        raise UnreadableReport("damaged_table") from error


def _parsed(
    text: str, delimiter: str, skipped: int, *, strict: bool
) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    begins = skipped + 1
    for values in reader:
        if any(len(value) > _LONGEST_CELL for value in values):
            raise UnreadableReport("damaged_table")
        if not strict and any(value.count("\n") > _LINES_IN_A_CELL for value in values):
            raise UnreadableReport("open_quote")
        yield begins, values
        begins = skipped + reader.line_num + 1


def _delimiter(text: str) -> str:
    """Return the sign that parts the cells.

    A tab is one wherever half of the lines have it: files parted by tabs hold commas in their
    times, but no file parted by commas holds tabs.
    """
    lines = [line for line in text[: _SAMPLE_LINES * 400].splitlines() if line.strip()]
    lines = lines[:_SAMPLE_LINES]
    counts = dict.fromkeys(_DELIMITERS, 0)
    with_tab = 0
    for line in lines:
        outside = "".join(line.split('"')[0::2])
        for sign in _DELIMITERS:
            counts[sign] += outside.count(sign)
        with_tab += "\t" in outside
    if with_tab * 2 >= len(lines):
        return "\t"
    return max(_DELIMITERS, key=lambda sign: counts[sign])
