"""Fixtures: the application on SQLite and on PostgreSQL, each test in a transaction undone."""

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.orm import Session

from config import Config
from eventsys.extensions import db, limiter
from eventsys.models import User
from eventsys.web.app import create_app
from tests import factories
from tests.postgresql import server_uri

SECRET = "a secret that is used in tests only, and nowhere else"
BACKENDS = ("sqlite", "postgresql")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Refuse connections to anything but this machine, and mail servers altogether."""
    del request
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError("a test reached for the network")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def worker_id_or_master(request: pytest.FixtureRequest) -> str:
    """Return the name of this xdist worker."""
    return str(os.environ.get("PYTEST_XDIST_WORKER", "master")) + str(request.config.rootpath)[:0]


def configuration(folder: Path, database_url: str) -> Config:
    """Return a configuration for tests on a database."""
    return Config(
        instance=folder,
        secret_key=SECRET,
        database_url=database_url,
        public_url="https://events.example.go.th",
        testing=True,
        ratelimit_enabled=False,
        extra={"WTF_CSRF_ENABLED": False, "SERVER_NAME": None},
    )


def new_database(backend: str, folder: Path, name: str) -> str:
    """Make an empty database and return its address."""
    if backend == "sqlite":
        return f"sqlite:///{folder / f'{name}.sqlite'}"
    server = server_uri()
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return server.replace("/postgres?", f"/{name}?")


@pytest.fixture(scope="session", params=BACKENDS)
def migrated_app(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    worker_id_or_master: str,
) -> Iterator[Flask]:
    """Give an application on a migrated database; one for each backend and test process."""
    folder = tmp_path_factory.mktemp(request.param)
    url = new_database(request.param, folder, f"tests_{worker_id_or_master}")
    app = create_app(configuration(folder, url))
    with app.app_context():
        upgrade()
    yield app
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()


@pytest.fixture
def connection(migrated_app: Flask) -> Iterator[Connection]:
    """Give the connection that everything in a test uses; what it did is undone afterwards."""
    with migrated_app.app_context():
        engines: Any = db.engines
        engine: Engine = engines[None]
    opened = engine.connect()
    outer = opened.begin()
    # requests and the test share the connection; their commits end only savepoints
    engines[None] = opened
    factory = db.session.session_factory
    factory.configure(join_transaction_mode="create_savepoint")
    try:
        yield opened
    finally:
        with migrated_app.app_context():
            db.session.remove()
        engines[None] = engine
        factory.configure(join_transaction_mode="conditional_savepoint")
        outer.rollback()
        opened.close()


@pytest.fixture
def app(migrated_app: Flask, connection: Connection) -> Flask:
    """Give the application on a database whose changes are undone after the test."""
    del connection
    return migrated_app


@pytest.fixture
def session(app: Flask, connection: Connection) -> Iterator[Session]:
    """Give a session for making and reading rows; commit before asking a page."""
    del app
    # without an application context, which requests would share with the test: signed-in person,
    # language and moment of one request must not reach the next
    with Session(
        connection, join_transaction_mode="create_savepoint", expire_on_commit=False
    ) as opened:
        yield opened


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Give a visitor's browser without any sign-in."""
    return app.test_client()


@pytest.fixture
def sign_in(app: Flask) -> Callable[[User], FlaskClient]:
    """Give a function that returns a browser in which a person has signed in."""

    def signed_in_client(user: User) -> FlaskClient:
        client = app.test_client()
        response = client.post(
            "/sign-in", data={"email": user.email, "password": factories.PASSWORD}
        )
        assert response.status_code == 303
        return client

    return signed_in_client


@pytest.fixture
def limited_app(tmp_path: Path) -> Iterator[Flask]:
    """Give an application in which limits are on, as they are outside of tests; no database."""
    config = configuration(tmp_path, f"sqlite:///{tmp_path / 'none.sqlite'}")
    app = create_app(replace(config, ratelimit_enabled=True))
    try:
        yield app
    finally:
        limiter.reset()
        limiter.enabled = False


@pytest.fixture
def statements(connection: Connection) -> Callable[[], AbstractContextManager[list[str]]]:
    """Give a context that collects the SQL statements run within it, savepoints left out."""

    @contextmanager
    def collect() -> Iterator[list[str]]:
        seen: list[str] = []

        def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
            if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
                seen.append(statement)

        event.listen(connection, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(connection, "before_cursor_execute", note)

    return collect
