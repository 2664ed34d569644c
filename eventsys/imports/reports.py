"""Reading a report of attendance: which program wrote it, its content tells."""

from collections.abc import Sequence
from pathlib import PurePath

from eventsys.imports.errors import UnreadableReport
from eventsys.imports.google_forms import read_form
from eventsys.imports.tables import Row, read_tables
from eventsys.imports.teams import read_teams
from eventsys.imports.zoom import read_zoom
from eventsys.rules.attendance_types import Report

__all__ = ["UnreadableReport", "read_report", "recognise"]

# Google Forms and Teams have signs of their own; Zoom is told by its headings, or by its cells.
_READERS = (read_form, read_teams, read_zoom)


def read_report(data: bytes, filename: str) -> Report:
    """Return what a report of a known program says.

    Args:
        data: the file: CSV in any usual encoding and dialect, or XLSX.
        filename: its name, for the person who reads what was rejected; folders are dropped.

    Raises:
        UnreadableReport: ``unknown_report`` where no known program wrote the file (its columns can
            then be mapped, see ``read_mapped``), or why it cannot be read.
    """
    report = recognise(read_tables(data), filename)
    if report is None:
        raise UnreadableReport("unknown_report")
    return report


def recognise(tables: Sequence[Sequence[Row]], filename: str) -> Report | None:
    """Return what the first table says that a known program wrote, or ``None``.

    Raises:
        UnreadableReport: ``form_without_name``.
    """
    file = PurePath(filename.replace("\\", "/")).name
    for table in tables:
        for read in _READERS:
            report = read(table, file)
            if report is not None:
                return report
    return None
