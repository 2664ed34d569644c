"""What a registration asks of the database, and what is kept between requests."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Connection, inspect
from sqlalchemy.orm import Session

from eventsys.models import Event, EventAgency, Quota
from tests import factories
from tests.factories import NOW
from tests.web.pages import Page

Statements = Callable[[], AbstractContextManager[list[str]]]

FILLED = {
    "quota": "TH-73",
    "title": "นาย",
    "first_name": "สมมุติ",
    "last_name": "มีสุขดี",
    "agency": "พช.",
    "email": "me@example.go.th",
    "consent": "y",
}
TABLE = re.compile(r"(?:FROM|INTO|UPDATE) (\w+)")


@pytest.fixture
def event(session: Session) -> Event:
    """Give a public event with three quotas, whose version this process has shown."""
    event = factories.event(session)
    for code in (factories.NAKHON_PATHOM, factories.RATCHABURI, "central"):
        factories.quota(session, event, code, capacity=1)
    session.commit()
    return event


@pytest.fixture
def shown(client: FlaskClient, event: Event) -> str:
    """Give the path of the form, which was shown once already."""
    path = f"/e/{event.slug}/register"
    assert client.get(path).status_code == 200
    return path


def tables(statements: list[str]) -> list[str]:
    """Return the first table of each statement."""
    return [found[1] if (found := TABLE.search(each)) else each for each in statements]


def test_the_three_pages_of_a_registration_take_these_statements(
    client: FlaskClient, shown: str, statements: Statements
) -> None:
    with statements() as form:
        client.get(shown)
    with statements() as sending:
        sent = client.post(shown, data=FILLED)
    with statements() as confirmed:
        assert Page(client.get(sent.location)).one("main").get("data-state") == "confirmed"
    assert tables(form) == ["event", "quota", "event_agency"]
    assert tables(sending) == [
        "event",
        "quota",
        # from here on within the transaction
        "event",
        "quota",
        "event_agency",
        "registration",
        "registration",
        "audit_payload",
        "audit_entry",
        "job",
        "quota",
    ]
    assert tables(confirmed) == ["registration", "event_version", "meeting", "participation"]


def test_somebody_who_waits_takes_no_more_statements_than_the_others(
    client: FlaskClient, shown: str, statements: Statements
) -> None:
    client.post(shown, data=FILLED)
    with statements() as sending:
        sent = client.post(shown, data={**FILLED, "first_name": "อีกคน"})
    with statements() as waiting:
        assert Page(client.get(sent.location)).one("main").get("data-state") == "waiting"
    assert len(sending) <= 11
    assert tables(waiting) == ["registration", "event_version", "registration"]


SQLITE_KEYS = {
    "event_id=? AND form_key=?",
    "event_id=? AND quota_id=? AND name_key=?",
    "event_id=? AND display_name=?",
}
POSTGRESQL_INDEXES = {
    "uq_registration_event_id_form_key",
    "uq_registration_active_name",
    "uq_registration_active_display_name",
}


def test_who_is_registered_is_looked_up_in_the_indexes_made_for_it(
    client: FlaskClient, shown: str, statements: Statements, connection: Connection
) -> None:
    with statements() as sending:
        client.post(shown, data={**FILLED, "form_key": "a form"})
    (alike,) = (each for each in sending if each.count("EXISTS") == 3)
    if connection.dialect.name == "sqlite":
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {alike}", (None,) * alike.count("?"))
        keys = {found[1] for row in plan if (found := re.search(r"INDEX .*\((.+)\)", str(row[-1])))}
        assert keys == SQLITE_KEYS
        return
    # with few rows PostgreSQL takes any index, so that only their being there can be seen
    inspector = inspect(connection)
    there = {
        each["name"]
        for each in (
            *inspector.get_indexes("registration"),
            *inspector.get_unique_constraints("registration"),
        )
    }
    assert there >= POSTGRESQL_INDEXES


def test_what_is_kept_of_a_blank_form_follows_language_agencies_and_places(
    session: Session, client: FlaskClient, event: Event, shown: str
) -> None:
    def options(path: str, **attributes: str) -> list[str]:
        return Page(client.get(path)).texts("option", **attributes)

    assert options(shown, value="กตย.") == []
    assert options(shown, value="TH-73") == ["นครปฐม (เหลือ 1 ที่)"]
    session.add(
        EventAgency(
            event_id=event.id, abbr="กตย.", name_key="กตย", name_th="กองตัวอย่าง", created_at=NOW
        )
    )
    quota = session.query(Quota).filter_by(event_id=event.id, code="TH-73").one()
    quota.taken = 1
    session.commit()
    assert options(shown, value="กตย.") == ["กองตัวอย่าง"]
    assert options(shown, value="TH-73") == ["นครปฐม (เต็ม – ลงรายชื่อสำรองได้)"]
    assert Page(client.get(f"{shown}?lang=en")).texts("label", for_="first_name") == ["First name"]
    assert Page(client.get(shown)).texts("label", for_="first_name") == ["ชื่อ"]


def test_nothing_that_somebody_typed_is_kept_for_the_next(client: FlaskClient, shown: str) -> None:
    wrong = Page(client.post(shown, data={**FILLED, "title": ""}))
    assert wrong.value("first_name") == FILLED["first_name"]
    blank = Page(client.get(shown))
    assert blank.value("first_name") == ""
    assert blank.errors() == {}
