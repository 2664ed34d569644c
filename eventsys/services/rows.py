"""Writing rows that nobody reads again in their transaction: no objects, one statement each."""

from collections.abc import Mapping

from sqlalchemy import Insert
from sqlalchemy.orm import Session


def add_row(session: Session, statement: Insert, values: Mapping[str, object]) -> int:
    """Write a row and return its number.

    Args:
        session: the open transaction.
        statement: ``insert`` into a table, made once for all rows.
        values: by column; those left out get the column's default.
    """
    written = session.connection().execute(statement, dict(values))
    key = written.inserted_primary_key
    assert key is not None, "the statement inserts one row"  # noqa: S101 (for mypy)
    return int(key[0])
