"""Databases for benches: made once with the demonstration, copied for each run."""

import sqlite3
from contextlib import closing
from pathlib import Path

import psutil
from sqlalchemy import create_engine, text

from bench.load.processes import command, environment
from tests.postgresql import server_uri

BACKENDS = ("sqlite", "postgresql")
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


class Databases:
    """Databases of one backend within a folder, and one of them with the demonstration."""

    def __init__(self, backend: str, folder: Path) -> None:
        """Take the folder for files and instances; ``prepare`` loads the demonstration."""
        self.backend = backend
        self.folder = folder
        self.made: list[str] = []

    def prepare(self) -> None:
        """Make the database that the others are copies of."""
        if self.backend == "postgresql":
            check_durable()
        settings = environment(self.folder, self.empty("demo"))
        for step in ("secrets", "database migrate", "demo"):
            command(step, settings)

    def url(self, name: str) -> str:
        """Return the address of a database."""
        if self.backend == "sqlite":
            return f"sqlite:///{self.folder / f'{name}.sqlite'}"
        return server_uri().replace("/postgres?", f"/{self._named(name)}?")

    def empty(self, name: str) -> str:
        """Make an empty database and return its address."""
        if self.backend == "postgresql":
            _administer(f'CREATE DATABASE "{self._named(name)}"')
        self.made.append(name)
        return self.url(name)

    def copy(self, name: str) -> str:
        """Make a copy of the demonstration's database and return its address."""
        if self.backend == "postgresql":
            _administer(f'CREATE DATABASE "{self._named(name)}" TEMPLATE "{self._named("demo")}"')
        else:
            with (
                closing(sqlite3.connect(self.folder / "demo.sqlite")) as demo,
                closing(sqlite3.connect(self.folder / f"{name}.sqlite")) as copy,
            ):
                demo.backup(copy)
        self.made.append(name)
        return self.url(name)

    def drop(self) -> None:
        """Remove all databases that were made; files go with their folder."""
        if self.backend == "postgresql":
            for name in self.made:
                _administer(f'DROP DATABASE "{self._named(name)}" WITH (FORCE)')

    def server_pid(self) -> int | None:
        """Return the process of the database's server, ``None`` where the database has none."""
        if self.backend == "sqlite":
            return None
        engine = create_engine(server_uri())
        with engine.connect() as connection:
            (session,) = connection.execute(text("SELECT pg_backend_pid()")).one()
            return psutil.Process(session).ppid()

    def _named(self, name: str) -> str:
        return f"bench_{self.folder.name}_{name}"


def check_durable() -> None:
    """Refuse to measure a PostgreSQL that does not keep what it was given."""
    engine = create_engine(server_uri())
    with engine.connect() as connection:
        for setting, wanted in DURABLE.items():
            if connection.scalar(text(f"SHOW {setting}")) != wanted:
                raise SystemExit(f"PostgreSQL runs with {setting} other than {wanted}")
    engine.dispose()


def _administer(statement: str) -> None:
    engine = create_engine(server_uri(), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
