"""Answers of a Google form: people who say themselves that they were there, or who register."""

from collections.abc import Sequence

from eventsys.imports.columns import columns_of, lists_people
from eventsys.imports.errors import UnreadableReport
from eventsys.imports.mapped import Field, guess_mapping, heading_key, mapped_report
from eventsys.imports.report_times import ReportTimes
from eventsys.imports.tables import Row
from eventsys.rules.attendance_types import Report

_STAMPS = frozenset(("timestamp", "ประทับเวลา"))
_TIMED: frozenset[Field] = frozenset(("join", "leave", "minutes", "attended"))


def is_form(table: Sequence[Row]) -> bool:
    """Tell whether a table holds a form's answers: the time of the answer stands first."""
    header = table[0]
    if heading_key(header.cells[0]) not in _STAMPS or header.filled < 2:  # noqa: PLR2004
        return False
    columns = columns_of(header)
    return "action" not in columns and not lists_people(columns)


def read_form(table: Sequence[Row], file: str) -> Report | None:
    """Return a form's answers as a report without times, or ``None`` where the table is none.

    The time of an answer says when somebody wrote it, not how long they were there. A question
    that nobody can take for the name makes the form one whose columns a person maps.

    Raises:
        UnreadableReport: ``form_without_name``.
    """
    if not is_form(table):
        return None
    mapping = {
        field: heading
        for field, heading in guess_mapping(table[0].cells[1:]).items()
        if field not in _TIMED
    }
    if "display_name" not in mapping and "first_name" not in mapping:
        raise UnreadableReport("form_without_name")
    report = mapped_report(table, file, mapping, source="google_forms")
    times = ReportTimes(text for row in table for text in row.cells)
    if len(table) > 1 and not any(times.read(row.cells[0]) for row in table[1:]):
        return None
    return report
