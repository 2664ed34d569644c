"""The private page: whose it is, what it shows, and changing and cancelling there."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import Event, Job, Meeting, Quota, Registration, RegistrationState
from eventsys.rules.links import Purpose
from eventsys.services.events import release_link, withhold_link
from eventsys.services.publishing import withdraw
from eventsys.services.registrations import cancel
from tests import factories
from tests.factories import NOW
from tests.web.links import token
from tests.web.pages import Page, words

Statements = Callable[[], AbstractContextManager[list[str]]]

LINK = "https://webinar.example.go.th/j/9"
PAGES = ("", "/calendar.ics", "/change", "/cancel")


@pytest.fixture
def event(session: Session) -> Event:
    """Give a public event of two meetings."""
    return factories.event(session, meetings=2)


@pytest.fixture
def quota(session: Session, event: Event) -> Quota:
    """Give one place."""
    return factories.quota(session, event, capacity=1)


def facts(page: Page) -> dict[str, str]:
    (data,) = page.all("section", **{"aria-labelledby": "data-head"})
    return {
        words(name): words(value)
        for name, value in zip(data.iter("dt"), data.iter("dd"), strict=True)
    }


def test_the_page_shows_everything_the_person_needs(
    app: Flask, session: Session, client: FlaskClient, event: Event, quota: Quota
) -> None:
    event.chat_name, event.chat_url = "กลุ่มตัวอย่าง", "https://chat.example.go.th/g"
    event.chat_code = "chatcode"
    row = factories.registration(session, event, quota, first_name="สมชาย", last_name="ใจดี")
    session.commit()
    path = f"/r/{token(app, row)}"
    page = Page(client.get(path))
    assert page.one("main").get("data-state") == "confirmed"
    assert page.texts("h1") == ["ลงทะเบียนแล้ว ท่านได้ที่นั่ง"]
    assert page.texts("output", id="display-name") == ["นครปฐม พช. นายสมชาย"]
    assert facts(page) == {
        "สถานะ": "ได้ที่นั่งแล้ว",
        "ชื่อ": "นายสมชาย ใจดี",
        "โควตา": "นครปฐม",
        "หน่วยงาน": "พช.",
        "ตำแหน่ง": "นักวิเคราะห์นโยบายและแผน",
        "ภาคส่วน": "หน่วยงานราชการส่วนภูมิภาค",
        "อีเมล": row.email,
        "ลงทะเบียนเมื่อ": "4 ม.ค. 2570 10.00 น.",
    }
    links = [str(link.get("href")) for link in page.one("main").iter("a")]
    assert links == [
        f"{path}/calendar.ics",
        "https://chat.example.go.th/g",
        f"{path}/change",
        f"{path}/cancel",
    ]
    assert [
        words(each)
        for each in page.one("section", **{"aria-labelledby": "chat-head"}).iter("strong")
    ] == ["chatcode"]


def test_who_waits_sees_their_place_in_the_queue(
    app: Flask, session: Session, client: FlaskClient, event: Event, quota: Quota
) -> None:
    other = factories.quota(session, event, factories.RATCHABURI, capacity=0)
    factories.registration(session, event, other)
    people = [factories.registration(session, event, quota) for _ in range(4)]
    cancel(session, registration_id=people[1].id, actor="system", now=NOW)
    session.commit()
    page = Page(client.get(f"/r/{token(app, people[3])}"))
    assert page.one("main").get("data-state") == "waiting"
    (notice,) = page.texts("div", "notice-warning")
    assert notice.startswith("ที่นั่งของนครปฐมเต็ม ท่านเป็นลำดับที่ 2 ของรายชื่อสำรอง")


def altered(app: Flask, mine: Registration, other: Registration) -> dict[str, str]:
    """Return links that open nothing, by what is wrong with them."""
    good, theirs = token(app, mine), token(app, other)
    return {
        "another's number": f"{theirs.split('-', 1)[0]}-{good.split('-', 1)[1]}",
        "another sign": good[:-2] + ("A" if good[-2] != "A" else "B") + good[-1],
        "last sign": good[:-1] + ("A" if good[-1] != "A" else "Q"),
        "too short": good[:-1],
        "too long": good + "A",
        "a leading zero": f"0{good}",
        "capitals": good.upper(),
        "calendar": token(app, mine, Purpose.CALENDAR),
        "coordinator": token(app, mine, Purpose.COORDINATOR),
        "an older generation": token(app, mine, generation=mine.link_generation + 1),
        "nobody's number": token(app, mine, number=10**9),
        "a large number": token(app, mine, number=2**31 + 5),
        "a huge number": token(app, mine, number=2**63 + 5),
        "the greatest number": f"{'z' * 13}-{good.split('-', 1)[1]}",
        "no token": "x",
        "number alone": good.split("-", maxsplit=1)[0],
    }


def test_nobody_reaches_a_page_by_another_s_or_an_altered_link(
    app: Flask, session: Session, client: FlaskClient, event: Event, quota: Quota
) -> None:
    mine, other = (factories.registration(session, event, quota) for _ in range(2))
    session.commit()
    good = token(app, mine)
    assert {path: client.get(f"/r/{good}{path}").status_code for path in PAGES} == dict.fromkeys(
        PAGES, 200
    )
    for what, wrong in altered(app, mine, other).items():
        found = {path: client.get(f"/r/{wrong}{path}").status_code for path in PAGES}
        assert (what, found) == (what, dict.fromkeys(PAGES, 404))
        sent = {
            path: client.post(f"/r/{wrong}{path}").status_code for path in ("/change", "/cancel")
        }
        assert (what, sent) == (what, {"/change": 404, "/cancel": 404})
    session.expire_all()
    assert [mine.state.value, other.state.value] == ["confirmed", "waiting"]


def test_a_raised_generation_ends_the_old_link(
    app: Flask, session: Session, client: FlaskClient, event: Event, quota: Quota
) -> None:
    row = factories.registration(session, event, quota)
    old = token(app, row)
    row.link_generation += 1
    session.commit()
    assert client.get(f"/r/{old}").status_code == 404
    assert client.get(f"/r/{token(app, row)}").status_code == 200


def test_the_link_of_a_meeting_shows_only_once_released_and_only_to_the_confirmed(
    app: Flask, session: Session, client: FlaskClient, event: Event, quota: Quota
) -> None:
    confirmed, waiting, gone = (factories.registration(session, event, quota) for _ in range(3))
    cancel(session, registration_id=gone.id, actor="system", now=NOW)
    first, second = session.scalars(
        select(Meeting).where(Meeting.event_id == event.id).order_by(Meeting.number)
    )
    for meeting in (first, second):
        meeting.webinar_url = f"{LINK}{meeting.number}"
        meeting.webinar_id = f"900 {meeting.number}"
        meeting.webinar_passcode = f"pass{meeting.number}"
    session.commit()

    def shown(row: Registration) -> tuple[list[str], list[str], bool]:
        response = client.get(f"/r/{token(app, row)}")
        page = Page(response)
        buttons = [str(link.get("href")) for link in page.all("a", "btn-primary")]
        content = client.get(f"/r/{token(app, row)}/calendar.ics").data
        urls = [
            str(entry["url"])
            for entry in Calendar.from_ical(content).walk("VEVENT")
            if "webinar" in str(entry["url"])
        ]
        return buttons, urls, "pass2" in response.text or "pass1" in response.text

    nothing: tuple[list[str], list[str], bool] = ([], [], False)
    assert [shown(row) for row in (confirmed, waiting, gone)] == [nothing] * 3
    release_link(session, meeting_id=second.id, actor="system", now=NOW)
    session.commit()
    assert [shown(row) for row in (confirmed, waiting, gone)] == [
        ([f"{LINK}2"], [f"{LINK}2"], True),
        nothing,
        nothing,
    ]
    withhold_link(session, meeting_id=second.id, actor="system", now=NOW)
    session.commit()
    assert shown(confirmed) == nothing


def test_the_public_calendar_never_carries_a_link(
    session: Session, client: FlaskClient, event: Event
) -> None:
    for meeting in event.meetings:
        meeting.webinar_url = LINK
        release_link(session, meeting_id=meeting.id, actor="system", now=NOW)
    session.commit()
    assert LINK not in client.get(f"/e/{event.slug}/calendar.ics").text


CHANGED = {
    "title": "ดร.",
    "first_name": "สมหมาย",
    "last_name": "ใจดี",
    "agency": "ปค.",
    "position": "",
    "sector": "",
    "email": "",
    "phone": "๐๘ ๑๒๓๔ ๕๖๗๘",
}


def test_a_person_changes_what_they_said(
    app: Flask, session: Session, client: FlaskClient, event: Event, quota: Quota
) -> None:
    row = factories.registration(session, event, quota)
    other = factories.registration(session, event, quota)
    session.commit()
    path = f"/r/{token(app, row)}"
    form = Page(client.get(f"{path}/change"))
    assert form.one("main").get("data-state") == "confirmed"
    assert {name: form.value(name) for name in CHANGED} == {
        name: getattr(row, name) for name in CHANGED
    }
    response = client.post(f"{path}/change", data=CHANGED)
    assert (response.status_code, response.location) == (303, path)
    page = Page(client.get(path))
    assert page.notices() == ["บันทึกข้อมูลใหม่แล้ว"]
    assert page.texts("output", id="display-name") == ["นครปฐม ปค. ดร.สมหมาย"]
    session.expire_all()
    assert {name: getattr(row, name) for name in CHANGED} == {**CHANGED, "phone": "08 1234 5678"}
    assert (row.state, other.state) == (RegistrationState.CONFIRMED, RegistrationState.WAITING)


def test_a_change_that_cannot_be_is_refused_at_its_field_with_everything_kept(
    app: Flask, session: Session, client: FlaskClient, event: Event, quota: Quota
) -> None:
    row, other = (factories.registration(session, event, quota) for _ in range(2))
    session.commit()
    path = f"/r/{token(app, row)}/change"
    page = Page(client.post(path, data={**CHANGED, "first_name": " ", "phone": "x"}))
    assert page.errors() == {
        "first_name": "ใส่ชื่อ",
        "phone": "หมายเลขโทรศัพท์ไม่ถูกต้อง ใส่เป็นตัวเลข เช่น 08 1234 5678",
    }
    assert page.value("last_name") == "ใจดี"
    same = {name: getattr(other, name) for name in ("title", "first_name", "last_name", "agency")}
    page = Page(client.post(path, data={**CHANGED, **same}))
    assert page.errors() == {"first_name": "มีผู้ลงทะเบียนชื่อนี้ในหน่วยงานนี้แล้ว ตรวจสอบชื่อและนามสกุลอีกครั้ง"}
    session.expire_all()
    assert row.first_name not in (other.first_name, "สมหมาย")


def test_a_person_cancels_after_being_asked_and_the_next_gets_the_place(
    app: Flask, session: Session, client: FlaskClient, event: Event, quota: Quota
) -> None:
    row, other = (factories.registration(session, event, quota) for _ in range(2))
    session.commit()
    path = f"/r/{token(app, row)}"
    asked = Page(client.get(f"{path}/cancel"))
    assert asked.texts("h1") == ["ยกเลิกการลงทะเบียนหรือไม่"]
    session.expire_all()
    assert row.state is RegistrationState.CONFIRMED
    for _ in range(2):
        response = client.post(f"{path}/cancel")
        assert (response.status_code, response.location) == (303, path)
    page = Page(client.get(path))
    assert page.one("main").get("data-state") == "cancelled"
    assert page.all("output") == []
    links = [str(link.get("href")) for link in page.one("main").iter("a")]
    assert links == [f"/e/{event.slug}/register?quota=TH-73"]
    session.expire_all()
    assert (row.state, other.state, quota.taken) == (
        RegistrationState.CANCELLED,
        RegistrationState.CONFIRMED,
        1,
    )
    kinds = session.scalars(select(Job.kind).order_by(Job.id)).all()
    assert sorted(kinds[2:]) == ["mail.registration_cancelled", "mail.registration_promoted"]
    for way in ("/change", "/cancel"):
        back = client.get(f"{path}{way}")
        assert (back.status_code, back.location) == (302, path)
    refused = client.post(f"{path}/change", data=CHANGED)
    assert (refused.status_code, refused.location) == (302, path)


def test_private_pages_stay_when_the_event_is_withdrawn(
    app: Flask, session: Session, client: FlaskClient, event: Event, quota: Quota
) -> None:
    row = factories.registration(session, event, quota)
    withdraw(session, event_id=event.id, actor="system", now=NOW)
    session.commit()
    path = f"/r/{token(app, row)}"
    assert Page(client.get(path)).one("main").get("data-state") == "confirmed"
    assert client.get(f"{path}/calendar.ics").status_code == 200


def test_who_gave_no_address_is_told_to_keep_the_link(
    app: Flask, session: Session, client: FlaskClient, event: Event, quota: Quota
) -> None:
    row = factories.registration(session, event, quota, email="", phone="08 0000 0000")
    session.commit()
    (notice,) = Page(client.get(f"/r/{token(app, row)}")).texts("div", "notice")
    assert notice.endswith("ท่านไม่ได้ให้อีเมล กรุณาบันทึกลิงก์หรือจับภาพหน้าจอไว้")


def test_the_page_takes_as_many_statements_whoever_else_is_registered(
    app: Flask,
    session: Session,
    client: FlaskClient,
    event: Event,
    quota: Quota,
    statements: Statements,
) -> None:
    row = factories.registration(session, event, quota)
    session.commit()
    path = f"/r/{token(app, row)}"
    counts = []
    for number in (0, 30):
        for _ in range(number):
            factories.registration(session, event, quota)
        session.commit()
        client.get(path)
        with statements() as run:
            client.get(path)
        counts.append(len(run))
    assert counts[0] == counts[1] > 0
