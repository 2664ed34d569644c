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


# rows of the first revision: an event with a meeting and somebody registered
ROWS = (
    (
        "INSERT INTO organisation (id, code, name_th, name_en, unit_th, unit_en)"
        " VALUES (1, 'office', 'ก', '', '', '')"
    ),
    (
        "INSERT INTO event (id, organisation_id, slug, title_th, title_en, subtitle_th,"
        " subtitle_en, background_th, background_en, objectives_th, objectives_en, audience_th,"
        " audience_en,"
        " how_to_join_th, how_to_join_en, contact_th, contact_en, notes_th, notes_en,"
        " consent_th, consent_en, consent_version, chat_name, chat_url, chat_code, thai_digits,"
        " agenda_may_change, allow_surname, allow_missing_title, namesake_mark, public,"
        " row_version, created_at, updated_at)"
        " VALUES (1, 1, 'old-event', 'ก', '', '', '', '', '', '', '', '', '', '', '', '',"
        " '', '', '', '', '', 1, '', '', '', true, true, false, false, 'initial', true, 1,"
        " '2026-11-22 00:00:00', '2026-11-22 00:00:00')"
    ),
    (
        "INSERT INTO meeting (id, event_id, uid, number, title_th, title_en, mode, state, place_th,"
        " place_en, webinar_url, webinar_id, webinar_passcode, row_version)"
        " VALUES (1, 1, 'u', 1, '', '', 'webinar', 'scheduled', '', '', '', '', '', 1)"
    ),
    (
        "INSERT INTO quota (id, event_id, code, kind, name_th, name_en, position, capacity, taken,"
        " waiting_list, approval, link_generation)"
        " VALUES (1, 1, 'central', 'central', 'ก', '', 0, 5, 1, true, 'nobody', 0)"
    ),
    (
        "INSERT INTO registration (id, event_id, quota_id, state, title, first_name, last_name,"
        " agency, position, sector, email, phone, name_key, name_tie, display_name, mark,"
        " source, locale, queue_key, registered_at, link_generation, row_version)"
        " VALUES (1, 1, 1, 'confirmed', 'นาย', 'ก้อง', 'ดี', 'พช.', '', '', '', '', 'k', 0,"
        " 'พช. นายก้อง', '', 'person', 'th', 0, '2026-11-22 00:00:00', 0, 1)"
    ),
    (
        "INSERT INTO participation (id, registration_id, meeting_id, takes_part, substitute_title,"
        " substitute_first_name, substitute_last_name) VALUES (1, 1, 1, false, '', '', '')"
    ),
)
FILLED = ("organisation", "event", "meeting", "quota", "registration", "participation")


def test_rows_of_the_first_revision_live_through_every_later_one_and_back(
    empty_app: Flask,
) -> None:
    with empty_app.app_context():
        upgrade(revision="20261122")
        with engine().begin() as connection:
            for row in ROWS:
                connection.exec_driver_sql(row)
        upgrade()
        assert rows_in(FILLED) == dict.fromkeys(FILLED, 1)
        with engine().begin() as connection:
            connection.exec_driver_sql("UPDATE meeting SET room_capacity = 1, room_taken = 1")
        downgrade(revision="20261122")
        assert rows_in(FILLED) == dict.fromkeys(FILLED, 1)


def rows_in(tables: tuple[str, ...]) -> dict[str, int]:
    with engine().connect() as connection:
        return {
            table: connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()  # noqa: S608 (names of ours)
            for table in tables
        }
