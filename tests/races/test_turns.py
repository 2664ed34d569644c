"""SQLite: those who write take turns, and one who waits too long is refused as by the database."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import OperationalError

from eventsys.models import sqlite


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Give the address of a database with a table of one number."""
    address = f"sqlite:///{tmp_path / 'turns.sqlite'}"
    with writing(prepared(address)) as connection:
        connection.execute(text("CREATE TABLE counted (number INTEGER)"))
        connection.execute(text("INSERT INTO counted VALUES (0)"))
    return address


def prepared(url: str) -> Engine:
    engine = create_engine(url)
    sqlite.prepare(engine)
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    options = {sqlite.WRITES: True}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


def test_threads_of_several_processes_lose_no_count(url: str) -> None:
    # an engine of its own stands for a process of its own: they share nothing but the file
    engines = [prepared(url), prepared(url)]

    def count(engine: Engine) -> None:
        for _ in range(20):
            with writing(engine) as connection:
                number = connection.scalar(text("SELECT number FROM counted"))
                connection.execute(text("UPDATE counted SET number = :n"), {"n": number + 1})

    threads = [threading.Thread(target=count, args=(engine,)) for engine in engines * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    with engines[0].connect() as connection:
        assert connection.scalar(text("SELECT number FROM counted")) == 120


@pytest.mark.parametrize("same_process", [True, False])
def test_whoever_waits_too_long_is_refused_and_the_next_is_not(
    url: str, monkeypatch: pytest.MonkeyPatch, *, same_process: bool
) -> None:
    monkeypatch.setattr(sqlite, "PATIENCE", 0.05)
    holder = prepared(url)
    other = holder if same_process else prepared(url)
    with writing(holder), pytest.raises(OperationalError, match="locked"), writing(other):
        pass
    with writing(other) as connection:
        connection.execute(text("UPDATE counted SET number = 7"))
    with writing(holder) as connection:
        assert connection.scalar(text("SELECT number FROM counted")) == 7


def test_an_error_within_a_transaction_gives_the_turn_back(url: str) -> None:
    engine = prepared(url)

    def fail() -> None:
        with writing(engine) as connection:
            connection.execute(text("UPDATE counted SET number = 1"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with writing(engine) as connection:
        assert connection.scalar(text("SELECT number FROM counted")) == 0
