"""Pages for the rules of names, an event's own agencies, and names that follow them."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import Event, EventAgency, NamesakeMark, Quota, Registration, Role, User
from tests import factories
from tests.web.pages import Page, words

SignIn = Callable[[User], FlaskClient]
Statements = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def event(session: Session) -> Event:
    """Give an event with places for Nakhon Pathom."""
    return factories.event(session)


@pytest.fixture
def quota(session: Session, event: Event) -> Quota:
    """Give the places of Nakhon Pathom."""
    return factories.quota(session, event)


@pytest.fixture
def organiser(session: Session, event: Event, sign_in: SignIn) -> FlaskClient:
    """Give the browser of an organiser."""
    person = factories.user(session, event.organisation)
    session.commit()
    return sign_in(person)


def address(event: Event, page: str = "rules") -> str:
    return f"/o/e/{event.slug}/names/{page}"


def agencies(session: Session, event: Event) -> dict[str, list[str]]:
    session.expire_all()
    rows = session.scalars(select(EventAgency).where(EventAgency.event_id == event.id))
    return {row.abbr: list(row.aliases) for row in rows}


def people(session: Session, event: Event, quota: Quota, *agencies: str) -> list[Registration]:
    rows = [factories.registration(session, event, quota, agency=agency) for agency in agencies]
    session.commit()
    return rows


def test_the_rules_are_changed(organiser: FlaskClient, session: Session, event: Event) -> None:
    form = Page(organiser.get(address(event)))
    assert (form.value("allow_surname"), form.value("allow_missing_title")) == ("", "")
    sent = {
        "version": form.value("version"),
        "namesake_mark": "number",
        "allow_surname": "y",
    }
    page = Page(organiser.post(address(event), data=sent, follow_redirects=True))
    assert page.notices() == ["บันทึกกติกาของชื่อแล้ว"]
    session.expire_all()
    row = session.get_one(Event, event.id)
    assert (row.namesake_mark, row.allow_surname, row.allow_missing_title) == (
        NamesakeMark.NUMBER,
        True,
        False,
    )


def test_rules_changed_by_somebody_else_meanwhile_are_shown(
    organiser: FlaskClient, session: Session, event: Event
) -> None:
    old = Page(organiser.get(address(event))).value("version")
    first = {"version": old, "namesake_mark": "number"}
    assert organiser.post(address(event), data=first).status_code == 303
    second = {"version": old, "namesake_mark": "initial", "allow_surname": "y"}
    page = Page(organiser.post(address(event), data=second))
    assert page.value("allow_surname") == "on"
    assert page.value("version") != old
    again = second | {"version": page.value("version")}
    assert organiser.post(address(event), data=again).status_code == 303
    session.expire_all()
    assert session.get_one(Event, event.id).allow_surname


def test_an_agency_typed_by_people_is_added_in_one_step_and_they_follow_on_request(
    organiser: FlaskClient, session: Session, event: Event, quota: Quota
) -> None:
    people(session, event, quota, "มูลนิธิรักษ์ป่า", "มูลนิธิ รักษ์ป่า", "มูลนิธิรักษ์ป่า", "พช.")
    page = Page(organiser.get(address(event)))
    (row,) = page.one("ul", "picks")
    assert words(row).startswith("มูลนิธิรักษ์ป่า เขียนอีกแบบ: มูลนิธิ รักษ์ป่า 3 คน")
    key = page.one("button", name="single").get("value")
    added = organiser.post(
        address(event, "agencies/typed"), data={"single": key}, follow_redirects=True
    )
    assert Page(added).notices() == ["เพิ่ม มูลนิธิรักษ์ป่า ในรายการของโครงการแล้ว"]
    assert agencies(session, event) == {"มูลนิธิรักษ์ป่า": []}
    shown = Page(organiser.get(address(event, "follow")))
    assert len(shown.one("table").findall("tbody/tr")) == 1
    done = Page(organiser.post(address(event, "follow"), follow_redirects=True))
    assert done.notices() == ["ปรับชื่อตามกติกาแล้ว 1 คน"]
    session.expire_all()
    stored = session.scalars(select(Registration.agency).order_by(Registration.id)).all()
    assert stored == ["มูลนิธิรักษ์ป่า", "มูลนิธิรักษ์ป่า", "มูลนิธิรักษ์ป่า", "พช."]
    assert "ทุกชื่อเป็นไปตามกติกาแล้ว" in words(Page(organiser.get(address(event, "follow"))).one("main"))


def test_several_spellings_become_one_agency(
    organiser: FlaskClient, session: Session, event: Event, quota: Quota
) -> None:
    people(session, event, quota, "มูลนิธิรักษ์ป่า", "ม.รักษ์ป่า", "กลุ่มอื่น")
    keys = [
        str(box.get("value"))
        for box in Page(organiser.get(address(event))).all("input", name="typed-keys")
    ]
    sent = {"typed-keys": [key for key in keys if "รักษ์ป่า" in key], "typed-abbr": "มรป."}
    assert organiser.post(address(event, "agencies/typed"), data=sent).status_code == 303
    assert agencies(session, event) == {"มรป.": ["ม.รักษ์ป่า", "มูลนิธิรักษ์ป่า"]}
    page = Page(organiser.get(address(event)))
    assert "มีผู้ลงทะเบียน 2 คนที่ชื่อยังไม่เป็นไปตามกติกา" in words(page.one("main"))


def test_nothing_chosen_is_said_and_what_was_typed_stays(
    organiser: FlaskClient, session: Session, event: Event, quota: Quota
) -> None:
    people(session, event, quota, "มูลนิธิรักษ์ป่า")
    page = Page(organiser.post(address(event, "agencies/typed"), data={"typed-abbr": "มรป."}))
    assert page.errors() == {"typed-keys": "เลือกหน่วยงานอย่างน้อยหนึ่งรายการ แล้วกดเพิ่มอีกครั้ง"}
    assert page.value("typed-abbr") == "มรป."
    assert agencies(session, event) == {}


def test_an_agency_that_nobody_typed_any_more_is_not_added(
    organiser: FlaskClient, session: Session, event: Event
) -> None:
    for data in ({"single": "หายไปแล้ว"}, {"typed-keys": "หายไปแล้ว"}):
        assert organiser.post(address(event, "agencies/typed"), data=data).status_code == 200
    assert agencies(session, event) == {}


def test_an_agency_is_added_changed_and_removed_by_hand(
    organiser: FlaskClient, session: Session, event: Event
) -> None:
    new = {"new-abbr": "มรป.", "new-name_th": "มูลนิธิรักษ์ป่า", "new-aliases": "รักษ์ป่า\nคนรักป่า\n"}
    assert organiser.post(address(event, "agencies/new"), data=new).status_code == 303
    assert agencies(session, event) == {"มรป.": ["รักษ์ป่า", "คนรักป่า"]}
    number = session.scalars(select(EventAgency.id)).one()
    form = Page(organiser.get(address(event, f"agencies/{number}")))
    assert (form.value("abbr"), form.value("aliases")) == ("มรป.", "รักษ์ป่า\nคนรักป่า")
    changed = form.values() | {"abbr": "มรปท."}
    assert organiser.post(address(event, f"agencies/{number}"), data=changed).status_code == 303
    assert list(agencies(session, event)) == ["มรปท."]
    assert organiser.post(address(event, f"agencies/{number}/remove")).status_code == 303
    assert agencies(session, event) == {}


@pytest.mark.parametrize(
    ("abbr", "sentence"),
    [
        ("", "ใส่ชื่อย่อที่จะใช้ในชื่อ หรือชื่อเต็มถ้าไม่มีชื่อย่อ"),
        ("★", "ใส่ชื่อย่อหรือชื่อหน่วยงานเป็นตัวอักษร เช่น พช. หรือ มูลนิธิตัวอย่าง"),
    ],
)
def test_an_agency_without_a_name_is_refused(
    organiser: FlaskClient, event: Event, abbr: str, sentence: str
) -> None:
    page = Page(
        organiser.post(
            address(event, "agencies/new"), data={"new-abbr": abbr, "new-name_th": "คนรักป่า"}
        )
    )
    assert page.errors()["new-abbr"] == sentence
    assert page.value("new-name_th") == "คนรักป่า"


def test_agencies_of_another_event_are_out_of_reach(
    organiser: FlaskClient, session: Session, event: Event
) -> None:
    other = factories.event(session)
    row = EventAgency(
        event_id=other.id,
        abbr="มรป.",
        name_key="มรป",
        aliases=[],
        created_at=factories.NOW,
    )
    session.add(row)
    session.commit()
    for way in (f"agencies/{row.id}", f"agencies/{row.id}/remove"):
        assert organiser.post(address(event, way), data={"abbr": "ก"}).status_code == 404
    assert agencies(session, other) == {"มรป.": []}


PAGES = ("rules", "follow", "agencies/1")
ACTIONS = ("rules", "follow", "agencies/new", "agencies/typed", "agencies/1", "agencies/1/remove")


@pytest.mark.parametrize("role", [Role.VIEWER, Role.STAFF])
def test_staff_and_viewers_change_no_rules(
    session: Session, event: Event, sign_in: SignIn, role: Role
) -> None:
    person = factories.user(session, event.organisation, role)
    session.commit()
    client = sign_in(person)
    assert {client.get(address(event, page)).status_code for page in PAGES} == {403}
    assert {client.post(address(event, action)).status_code for action in ACTIONS} == {403}


def test_people_of_another_office_see_nothing(
    session: Session, event: Event, sign_in: SignIn
) -> None:
    stranger = factories.user(session, factories.organisation(session), Role.ADMINISTRATOR)
    session.commit()
    client = sign_in(stranger)
    assert {client.get(address(event, page)).status_code for page in PAGES} == {404}
    assert {client.post(address(event, action)).status_code for action in ACTIONS} == {404}


def test_pages_run_the_same_statements_however_many_people_there_are(
    organiser: FlaskClient,
    session: Session,
    event: Event,
    quota: Quota,
    statements: Statements,
) -> None:
    counts = []
    for typed in (["มูลนิธิหนึ่ง"], [f"มูลนิธิ{letter}" for letter in "กขคงจฉช"]):
        people(session, event, quota, *typed)
        with statements() as seen:
            organiser.get(address(event))
            organiser.get(address(event, "follow"))
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_an_agency_typed_often_is_a_task_of_the_organiser(
    organiser: FlaskClient, session: Session, event: Event, quota: Quota
) -> None:
    people(session, event, quota, "มูลนิธิรักษ์ป่า", "มูลนิธิรักษ์ป่า")
    tasks = Page(organiser.get(f"/o/e/{event.slug}/")).one("ul", "tasks")
    assert "มูลนิธิรักษ์ป่า" not in words(tasks)
    people(session, event, quota, "มูลนิธิรักษ์ป่า")
    tasks = Page(organiser.get(f"/o/e/{event.slug}/")).one("ul", "tasks")
    assert "มูลนิธิรักษ์ป่า" in words(tasks)
