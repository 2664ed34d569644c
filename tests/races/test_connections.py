"""PostgreSQL: reading needs no transaction, writing does, and dead connections are replaced."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select, text

from eventsys.extensions import db
from eventsys.models import Organisation, postgresql
from eventsys.services.transaction import transaction
from eventsys.web.app import create_app
from tests.conftest import configuration, new_database
from tests.postgresql import server_uri


def close(app: Flask) -> None:
    """Close the connections that an application keeps."""
    with app.app_context():
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()


@pytest.fixture
def app(tmp_path: Path, worker_id_or_master: str) -> Iterator[Flask]:
    """Give an application on an empty database of PostgreSQL."""
    url = new_database("postgresql", tmp_path, f"connections_{worker_id_or_master}")
    app = create_app(configuration(tmp_path, url))
    with app.app_context():
        upgrade()
        db.session.remove()
    yield app
    close(app)


def test_what_is_not_in_a_transaction_reads_without_one_and_writes_nothing(app: Flask) -> None:
    with app.app_context():
        session = db.session()
        moments = [session.scalar(text("SELECT now()")) for _ in range(2)]
        # within one transaction the moment would stand still
        assert moments[0] < moments[1]
        session.add(Organisation(code="stray", name_th="พลัดหลง", name_en="Stray"))
        assert session.scalars(select(Organisation.code)).all() == []
    with app.app_context():
        assert db.session.scalars(select(Organisation.code)).all() == []


def test_a_transaction_is_one_and_is_undone_as_a_whole(app: Flask) -> None:
    with app.app_context():
        with transaction(db.session()) as session:
            moments = [session.scalar(text("SELECT now()")) for _ in range(2)]
            assert moments[0] == moments[1]
            session.add(Organisation(code="kept", name_th="อยู่", name_en="Kept"))
        seen: list[str] = []

        def fail() -> None:
            with transaction(db.session()) as session:
                session.add(Organisation(code="undone", name_th="หาย", name_en="Undone"))
                seen.extend(session.scalars(select(Organisation.code).order_by(Organisation.id)))
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail()
        assert seen == ["kept", "undone"]
        assert db.session.scalars(select(Organisation.code)).all() == ["kept"]


def test_a_connection_that_died_in_a_pause_is_replaced(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "PAUSE", 0.0)
    with app.app_context():
        pid = db.session.scalar(text("SELECT pg_backend_pid()"))
        db.session.remove()
        other = create_app(configuration(Path(app.instance_path), server_uri()))
        with other.app_context():
            db.session.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
            db.session.remove()
        close(other)
        assert db.session.scalar(text("SELECT pg_backend_pid()")) != pid
