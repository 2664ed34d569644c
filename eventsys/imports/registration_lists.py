"""The list of registrations that the command line matches a report to."""

from eventsys.imports.errors import UnreadableReport
from eventsys.imports.mapped import Field, heading_key, mapped_registrations
from eventsys.imports.tables import read_tables
from eventsys.rules.attendance_types import Registration

COLUMNS: tuple[Field, ...] = (
    "id", "title", "first_name", "last_name", "province", "agency", "email",
)  # fmt: skip
_OPTIONAL: tuple[Field, ...] = ("display_name",)


def read_registration_list(data: bytes) -> tuple[Registration, ...]:
    """Return the registrations of a CSV file or workbook with the columns of ``COLUMNS``.

    A column ``display_name`` may stand there besides: the expected name, with the mark that tells
    namesakes apart.

    Raises:
        UnreadableReport: ``columns_missing``, ``doubled_id``, or why the file cannot be read.
    """
    table = read_tables(data)[0]
    headings = {heading_key(text): text for text in table[0].cells}
    missing = [column for column in COLUMNS if column not in headings]
    if missing:
        raise UnreadableReport("columns_missing", columns=", ".join(missing))
    mapping = {field: headings[field] for field in (*COLUMNS, *_OPTIONAL) if field in headings}
    registrations = mapped_registrations(table, mapping)
    seen: set[str] = set()
    for entry, row in zip(registrations, table[1:], strict=True):
        if entry.id in seen:
            raise UnreadableReport("doubled_id", id=entry.id, line=row.line)
        seen.add(entry.id)
    return registrations
