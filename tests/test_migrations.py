"""Migrations: they make what the models say, and lead back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Connection, Engine, MetaData, inspect

from eventsys.extensions import db
from eventsys.models import Model
from eventsys.web.app import create_app
from tests.conftest import BACKENDS, configuration, new_database


@pytest.fixture(params=BACKENDS)
def empty_app(
    request: pytest.FixtureRequest, tmp_path: Path, worker_id_or_master: str
) -> Iterator[Flask]:
    """Give an application on an empty database of its own."""
    url = new_database(request.param, tmp_path, f"migrations_{worker_id_or_master}")
    app = create_app(configuration(tmp_path, url))
    with app.app_context():
        yield app
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()


def engine() -> Engine:
    return db.engine


def differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(
        connection,
        opts={"compare_type": True, "compare_server_default": True, "render_as_batch": True},
    )
    return [
        each
        for each in compare_metadata(context, Model.metadata)
        if not (each[0] == "remove_table" and each[1].name == "alembic_version")
    ]


def checks(connection: Connection) -> dict[str, set[str]]:
    """Return the names of the checks that stand in a database; Alembic compares none."""
    inspector = inspect(connection)
    return {
        table: {str(check["name"]) for check in inspector.get_check_constraints(table)}
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }


def wanted_checks(metadata: MetaData, connection: Connection) -> dict[str, set[str]]:
    with connection.begin_nested() as undone:
        for table in metadata.sorted_tables:
            table.create(connection)
        made = checks(connection)
        undone.rollback()
    return made


def test_migrations_make_what_the_models_say(empty_app: Flask) -> None:
    with empty_app.app_context():
        with engine().begin() as connection:
            wanted = wanted_checks(Model.metadata, connection)
        upgrade()
        with engine().connect() as connection:
            assert differences(connection) == []
            assert checks(connection) == wanted
            assert sum(len(names) for names in wanted.values()) > 20


def test_migrations_lead_back_to_nothing_and_forth_again(empty_app: Flask) -> None:
    with empty_app.app_context():
        upgrade()
        with engine().connect() as connection:
            first = checks(connection)
        downgrade(revision="base")
        with engine().connect() as connection:
            assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
        upgrade()
        with engine().connect() as connection:
            assert differences(connection) == []
            assert checks(connection) == first


def test_the_comparison_sees_what_is_missing(empty_app: Flask) -> None:
    with empty_app.app_context():
        upgrade()
        with engine().begin() as connection:
            connection.exec_driver_sql("DROP INDEX ix_job_state_run_after")
            assert [each[0] for each in differences(connection)] == ["add_index"]
