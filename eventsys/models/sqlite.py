"""SQLite made durable and fair: write transactions begin as such, and a commit is on the disk."""

import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, event

# execution option that makes a transaction take the write lock as it begins
WRITES = "eventsys_writes"

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=15000",
    "cache_size=-16000",
)


def prepare(engine: Engine) -> None:
    """Set up an engine; one that is not SQLite stays as it is.

    A transaction that reads first and writes later would fail with "database is locked" or, worse,
    decide on what another has changed since; so writers begin with ``BEGIN IMMEDIATE``.
    """
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)


def _set_up(connection: sqlite3.Connection, record: object) -> None:
    del record
    # the driver begins no transactions of its own: _begin does
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    options: dict[str, Any] = dict(connection.get_execution_options())
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(WRITES) else "BEGIN")
