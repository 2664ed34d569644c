"""Lists of display names to check: pasted text, files of names, and reports of a meeting."""

import re
from collections.abc import Sequence
from typing import Final

from eventsys.imports.columns import columns_of, lists_people
from eventsys.imports.decode import decode
from eventsys.imports.errors import UnreadableReport
from eventsys.imports.list_marks import without_marks
from eventsys.imports.mapped import guess_mapping
from eventsys.imports.name_columns import (
    find_headed_column,
    find_name_column,
    is_name_heading,
    letter_of,
    names_in,
    whole,
)
from eventsys.imports.participants_panel import without_panel
from eventsys.imports.reports import recognise
from eventsys.imports.tables import MAX_COLUMNS, Row, read_tables
from eventsys.imports.workbooks import is_workbook
from eventsys.rules.attendance_types import Report
from eventsys.rules.name_lists import ListedName, ListSource, NameList, SkippedLine
from eventsys.rules.thai import repair

MOST_NAMES: Final = 20_000
MAX_TEXT: Final = 2 * 1024 * 1024

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_LOOK_FOR_COMMAS: Final = 40
# A panel has initials, buttons and states beside every name.
_LINES_OF_A_NAME: Final = 10


def read_pasted_names(text: str) -> NameList:
    """Return the names of a pasted text: a line for each, or rows of a table.

    Raises:
        UnreadableReport: ``text_too_large`` (with ``megabytes``), ``too_many_names`` (with
            ``most``), ``no_names``; of a table also ``too_many_rows``, ``too_many_columns``.
    """
    if len(text.encode(errors="replace")) > MAX_TEXT:
        raise UnreadableReport("text_too_large", megabytes=MAX_TEXT // (1024 * 1024))
    lines = _lines_of(text)
    _check_lines(lines)
    tables = _pasted_tables(text, lines)
    return _checked(_from_tables(tables, "", "pasted") if tables else _from_lines(lines, "pasted"))


def read_name_file(data: bytes, filename: str) -> NameList:
    """Return the names of a file: a report's attendees, a column of a table, or plain lines.

    Args:
        data: the file: CSV or text in any usual encoding and dialect, or XLSX.
        filename: its name; commas in a ``.txt`` file part no columns.

    Raises:
        UnreadableReport: ``too_many_names`` (with ``most``), ``no_names``, or why the file cannot
            be read.
    """
    tables = read_tables(data)
    lines = None if is_workbook(data) else _plain_lines(data, tables[0], filename)
    if lines is not None:
        return _checked(_from_reports(tables, filename) or _from_lines(lines, "list"))
    return _checked(_from_tables(tables, filename, "list"))


def _checked(names: NameList | None) -> NameList:
    if names is None or not names.names:
        raise UnreadableReport("no_names")
    if len(names.names) > MOST_NAMES:
        raise UnreadableReport("too_many_names", most=MOST_NAMES)
    return names


def _check_lines(lines: Sequence[ListedName]) -> None:
    if len(lines) > MOST_NAMES * _LINES_OF_A_NAME:
        raise UnreadableReport("too_many_names", most=MOST_NAMES)


def _lines_of(text: str) -> list[ListedName]:
    # Only real line ends count: splitlines() would also split at signs inside a name.
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    plain = (_CONTROL.sub("", line).strip("\ufeff").strip() for line in lines)
    return [ListedName(number, line) for number, line in enumerate(plain, start=1) if repair(line)]


def _pasted_tables(text: str, lines: Sequence[ListedName]) -> tuple[tuple[Row, ...], ...]:
    """Return a text as a table where tabs part half of its lines, or commas under a heading."""
    with_tab = [line for line in lines if "\t" in line.text]
    if lines and len(with_tab) * 2 >= len(lines):
        # Word puts a tab behind a bullet or a number: then there is none in the names.
        items, _ = without_marks(lines)
        return _parted_by_tabs(text, lines) if any("\t" in item.text for item in items) else ()
    if any(line.text.count(",") > 1 for line in lines[:_LOOK_FOR_COMMAS]):
        try:
            tables = read_tables(text.encode(errors="replace"))
        except UnreadableReport:
            return ()
        headed = find_headed_column(tables[0])
        if headed and tables[0][headed.begins - 1].filled > 1:
            return tables
    return ()


def _parted_by_tabs(text: str, lines: Sequence[ListedName]) -> tuple[tuple[Row, ...], ...]:
    try:
        tables = read_tables(text.encode(errors="replace"))
    except UnreadableReport as error:
        if error.code.startswith("too_many"):
            raise
        tables = ()
    # A quote in a cell makes a file suspect, but in pasted text it is only a sign: no cell that
    # is quoted for its line end holds the signs of several cells.
    if tables and not any("\t" in cell for row in tables[0] for cell in row.cells):
        return tables
    widest = max(lines, key=lambda line: line.text.count("\t"))
    if widest.text.count("\t") >= MAX_COLUMNS:
        raise UnreadableReport("too_many_columns", line=widest.line, columns=MAX_COLUMNS)
    return (tuple(Row(line.line, tuple(line.text.split("\t"))) for line in lines),)


def _plain_lines(data: bytes, table: Sequence[Row], filename: str) -> list[ListedName] | None:
    """Return a text file as lines where it has one name a line, whose commas part no columns."""
    parted = sum(len(row.cells) > 1 for row in table)
    if not parted:
        # As cells: a quoted line is without its quotes.
        return [ListedName(row.line, whole(row)) for row in table if repair(whole(row))]
    headed = find_headed_column(table)
    if headed and table[headed.begins - 1].filled > 1:
        return None
    lines = _lines_of(decode(data))
    tabs = sum("\t" in line.text for line in lines)
    is_text = filename.casefold().endswith(".txt") and tabs * 2 < len(lines)
    return lines if is_text or parted * 2 < len(table) else None


def _from_tables(
    tables: Sequence[Sequence[Row]], filename: str, source: ListSource
) -> NameList | None:
    """Return the names of the first table that has any; one with a heading comes first."""
    report = _from_reports(tables, filename)
    if report:
        return report
    # A sheet of instructions may stand before the one with the names.
    in_order = sorted(tables, key=lambda table: find_headed_column(table) is None)
    for table in in_order:
        found = _from_table(table, source)
        if found:
            others = tuple(
                SkippedLine(other[0].line, whole(other[0]), "other_sheet")
                for other in tables
                if other is not table
            )
            return NameList(found.names, (*found.skipped, *others), found.source, found.column)
    return None


def _from_table(table: Sequence[Row], source: ListSource) -> NameList | None:
    places = {i for row in table for i, cell in enumerate(row.cells) if cell.strip()}
    if len(places) == 1 or all(row.filled == 1 for row in table):
        lines = [ListedName(row.line, whole(row)) for row in table if repair(whole(row))]
        letter = letter_of(min(places)) if len(places) == 1 else None
        return _from_lines(lines, source, letter)
    column = find_name_column(table)
    if column is None:
        return None
    listed, skipped = names_in(table, column)
    names, numbers = without_marks(listed)
    return _named(names, (*skipped, *numbers), source, column.label)


def _from_lines(
    lines: Sequence[ListedName], source: ListSource, letter: str | None = None
) -> NameList | None:
    _check_lines(lines)
    column = letter
    heading: list[SkippedLine] = []
    listed, furniture, is_panel = without_panel(lines)
    if listed and is_name_heading(listed[0].text):
        column = listed[0].text
        heading = [SkippedLine(listed[0].line, listed[0].text, "heading")]
        listed = listed[1:]
    names, numbers = without_marks(listed)
    return _named(
        names,
        (*heading, *furniture, *numbers),
        "participants" if is_panel else source,
        None if is_panel else column,
    )


def _named(
    names: Sequence[ListedName],
    skipped: Sequence[SkippedLine],
    source: ListSource,
    column: str | None,
) -> NameList | None:
    if not names:
        return None
    in_order = sorted(skipped, key=lambda line: line.line)
    return NameList(tuple(names), tuple(in_order), source, column)


def _from_reports(tables: Sequence[Sequence[Row]], filename: str) -> NameList | None:
    for table in tables:
        try:
            report = recognise([table], filename)
        except UnreadableReport:
            continue  # a form without a question for the name: its answers may tell
        found = _from_report(report, table) if report else None
        if found:
            return found
    return None


def _from_report(report: Report, table: Sequence[Row]) -> NameList | None:
    """Return the names of those who attended, each name and address once."""
    names: list[ListedName] = []
    skipped: list[SkippedLine] = []
    seen: set[tuple[str, str]] = set()
    nameless = {fault.line for fault in report.rejected} - {row.line for row in report.rows}
    skipped += [
        SkippedLine(row.line, whole(row), "empty_cell") for row in table if row.line in nameless
    ]
    for row in sorted(report.rows, key=lambda row: row.line):
        name = row.display_name.strip()
        identity = (name, row.email.strip().casefold())
        if row.role != "attendee":
            skipped.append(SkippedLine(row.line, name or row.email, "staff"))
        elif not row.attended:
            skipped.append(SkippedLine(row.line, name or row.email, "absent"))
        elif not name:
            skipped.append(SkippedLine(row.line, row.email, "empty_cell"))
        elif identity in seen:
            skipped.append(SkippedLine(row.line, name, "repeated"))
        else:
            seen.add(identity)
            names.append(ListedName(row.line, name))
    first = names[0].line if names else 0
    return _named(names, skipped, "report", _heading_of(table, first))


def _heading_of(table: Sequence[Row], first: int) -> str | None:
    """Return the heading of a report's column of names, where it is known."""
    for row in table:
        if row.line >= first:
            break
        columns = columns_of(row)
        if lists_people(columns):
            place = columns.get("name", columns.get("first_name", 0))
            return row.cells[place].strip()
    mapping = guess_mapping(table[0].cells)
    return mapping.get("display_name", mapping.get("first_name"))
