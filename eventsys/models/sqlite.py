"""SQLite made durable and fair: write transactions begin as such, and a commit is on the disk."""

import sqlite3
import threading
import time
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.pool import ConnectionPoolEntry

# execution option that makes a transaction take the write lock as it begins
WRITES = "eventsys_writes"

# seconds that a transaction waits for its turn to write, and between two attempts to begin
PATIENCE = 15.0
PAUSE = 0.001

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    f"busy_timeout={PATIENCE * 1000:.0f}",
    "cache_size=-16000",
)


def prepare(engine: Engine) -> None:
    """Set up an engine; one that is not SQLite stays as it is.

    A transaction that reads first and writes later would fail with "database is locked" or, worse,
    decide on what another has changed since; so writers begin with ``BEGIN IMMEDIATE``.
    """
    if engine.dialect.name != "sqlite":
        return
    turns = _Turns()
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", turns.begin)
    event.listen(engine, "checkin", turns.end)


class _Turns:
    """Whose turn it is to write: the threads of a process queue, one of them asks SQLite.

    SQLite lets those who wait sleep for up to a tenth of a second, each by itself, so that in a
    rush some come last time and again while nobody writes.
    """

    def __init__(self) -> None:
        self.turn = threading.Lock()

    def begin(self, connection: Connection) -> None:
        """Begin a transaction; one that writes waits for its turn."""
        options: dict[str, Any] = dict(connection.get_execution_options())
        if not options.get(WRITES):
            connection.exec_driver_sql("BEGIN")
            return
        ends = time.monotonic() + PATIENCE
        connection.info["turn"] = self.turn.acquire(timeout=PATIENCE)
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)  # noqa: S101 (for mypy)
        driver.execute("PRAGMA busy_timeout=0")
        try:
            while not _begun(driver):
                if time.monotonic() > ends:
                    # the same refusal as any other of the database
                    connection.exec_driver_sql("BEGIN IMMEDIATE")
                    return
                time.sleep(PAUSE)
        finally:
            driver.execute(f"PRAGMA busy_timeout={PATIENCE * 1000:.0f}")

    def end(self, connection: object, entry: ConnectionPoolEntry) -> None:
        """Let the next one write, once the transaction is over and its connection given back."""
        del connection
        if entry.info.pop("turn", False):
            self.turn.release()


def _begun(driver: sqlite3.Connection) -> bool:
    """Tell whether a write transaction could begin."""
    try:
        driver.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True


def _set_up(connection: sqlite3.Connection, record: object) -> None:
    del record
    # the driver begins no transactions of its own: _Turns does
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
