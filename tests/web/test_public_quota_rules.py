"""The registration form and the private page follow how each quota works."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import Approval, Event, Meeting, Quota, Registration
from tests import factories
from tests.web.links import token
from tests.web.pages import Page, words
from tests.web.test_public_registering import FILLED

FAR = datetime(2999, 1, 1, tzinfo=UTC)
PAST = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def event(session: Session) -> Event:
    """Give a public event of two meetings with a quota of each kind of rule."""
    event = factories.event(session, meetings=2)
    quotas = {
        code: factories.quota(session, event, code, capacity=5)
        for code in ("TH-50", "TH-70", "TH-73", "TH-57", "TH-40")
    }
    quotas["TH-50"].opens_at = FAR
    quotas["TH-70"].closes_at = PAST
    quotas["TH-57"].approval = Approval.COORDINATOR
    quotas["TH-40"].meeting_id = session.scalars(
        select(Meeting.id).where(Meeting.event_id == event.id, Meeting.number == 2)
    ).one()
    session.commit()
    return event


def test_each_choice_says_whether_it_is_open_and_what_it_takes(
    client: FlaskClient, event: Event
) -> None:
    page = Page(client.get(f"/e/{event.slug}/register"))
    choices = {str(each.get("value")): words(each) for each in page.one("select", id="quota")}
    assert choices == {
        "": "เลือกจังหวัด หรือส่วนกลาง",
        "TH-50": "เชียงใหม่ (เปิดลงทะเบียน 1 ม.ค. 3542 07.00 น.)",
        "TH-70": "ราชบุรี (ปิดลงทะเบียนแล้ว)",
        "TH-73": "นครปฐม (เหลือ 5 ที่)",
        "TH-57": "เชียงราย (เหลือ 5 ที่ ต้องรออนุมัติ)",
        "TH-40": "ขอนแก่น เฉพาะครั้งที่ 2 (เหลือ 5 ที่)",
    }


@pytest.mark.parametrize(
    ("code", "notice", "sentence"),
    [
        (
            "TH-50",
            "เชียงใหม่ยังไม่เปิดลงทะเบียน จะเปิดวันที่ 1 ม.ค. 3542 07.00 น.",
            "ยังไม่เปิดลงทะเบียน จะเปิดวันที่ 1 ม.ค. 3542 07.00 น.",
        ),
        (
            "TH-70",
            "ราชบุรีปิดลงทะเบียนแล้วเมื่อ 1 ม.ค. 2563 07.00 น.",
            "ปิดลงทะเบียนแล้วเมื่อ 1 ม.ค. 2563 07.00 น.",
        ),
    ],
)
def test_a_quota_that_is_not_open_is_told_and_refused_with_a_sentence(
    session: Session, client: FlaskClient, event: Event, code: str, notice: str, sentence: str
) -> None:
    address = f"/e/{event.slug}/register"
    page = Page(client.get(f"{address}?quota={code}"))
    assert page.texts("div", "notice-warning") == [notice]
    refused = Page(client.post(address, data=FILLED | {"quota": code}))
    assert words(refused.one("div", "error-summary")).endswith(sentence)
    assert refused.value("first_name") == FILLED["first_name"]
    assert session.scalars(select(Registration.id)).all() == []


def test_the_page_of_the_event_leads_to_quotas_that_are_open_only(
    client: FlaskClient, event: Event
) -> None:
    page = Page(client.get(f"/e/{event.slug}/"))
    places = {words(each).split(" ")[0]: words(each) for each in page.one("ul", "places")}
    assert (places["เชียงใหม่"], places["ราชบุรี"]) == ("เชียงใหม่ ยังไม่เปิด", "ราชบุรี ปิดแล้ว")
    links = [str(each.get("href")) for each in page.one("ul", "places").iter("a")]
    assert sorted(link.partition("quota=")[2] for link in links) == ["TH-40", "TH-57", "TH-73"]


def test_a_person_of_one_meeting_sees_that_meeting_alone(
    app: Flask, session: Session, client: FlaskClient, event: Event
) -> None:
    rows = {}
    for code in ("TH-40", "TH-73"):
        quota = session.scalars(
            select(Quota).where(Quota.event_id == event.id, Quota.code == code)
        ).one()
        rows[code] = factories.registration(session, event, quota)
    session.commit()
    dates = {}
    for code, row in rows.items():
        page = Page(client.get(f"/r/{token(app, row)}"))
        dates[code] = page.texts("div", "when")
        calendar = client.get(f"/r/{token(app, row)}/calendar.ics").data
        assert len(Calendar.from_ical(calendar).walk("VEVENT")) == len(dates[code])
    assert {code: len(found) for code, found in dates.items()} == {"TH-40": 1, "TH-73": 2}
    page = Page(client.get(f"/r/{token(app, rows['TH-40'])}"))
    assert "ขอนแก่น (เฉพาะการประชุมครั้งที่ 2)" in page.texts("dd")


def test_who_awaits_approval_is_told_who_decides(
    session: Session, client: FlaskClient, event: Event
) -> None:
    page = Page(client.get(f"/e/{event.slug}/register?quota=TH-57"))
    assert page.texts("div", "notice") == ["การลงทะเบียนของเชียงรายต้องได้รับอนุมัติก่อน จึงจะได้ที่นั่ง"]
    own = Page(
        client.post(
            f"/e/{event.slug}/register", data=FILLED | {"quota": "TH-57"}, follow_redirects=True
        )
    )
    assert own.texts("h1") == ["รอการอนุมัติ"]
    assert "ผู้ประสานงานจะพิจารณา แล้วแจ้งผลให้ทราบ" in own.texts("div", "notice")
    assert session.scalars(select(Registration.state)).all() == ["pending"]


SignIn = Callable[..., FlaskClient]


def test_seats_of_room_and_talks_are_set_in_their_forms(
    session: Session, sign_in: SignIn, event: Event
) -> None:
    client = sign_in(factories.user(session, event.organisation))
    session.commit()
    address = f"/o/e/{event.slug}/meetings/1"
    data = Page(client.get(address)).values() | {"mode": "hybrid", "room_capacity": "๘๐"}
    assert client.post(address, data=data).status_code == 303
    meeting = session.scalars(
        select(Meeting)
        .where(Meeting.event_id == event.id, Meeting.number == 1)
        .execution_options(populate_existing=True)
    ).one()
    assert meeting.room_capacity == 80
    assert Page(client.get(address)).value("room_capacity") == "80"
    meeting.room_taken = 3
    day_id = meeting.days[0].id
    session.commit()
    data = Page(client.get(address)).values() | {"room_capacity": "2"}
    page = Page(client.post(address, data=data))
    assert page.errors() == {"room_capacity": "มีผู้เลือกเข้าห้องประชุมแล้ว 3 คน จึงลดให้น้อยกว่านั้นไม่ได้"}
    item = {
        "starts": "09.00",
        "ends": "10.00",
        "kind": "parallel",
        "title_th": "พร้อมกัน",
        "talks-0-title_th": "เรื่องหนึ่ง",
        "talks-0-capacity": "15",
    }
    items = f"{address}/days/{day_id}/items"
    assert client.post(f"{items}/new", data=item).status_code == 303
    session.expire_all()
    (stored,) = session.get_one(Meeting, meeting.id).days[0].items
    talk = stored.talks[0]
    assert talk.capacity == 15
    talk.taken = 4
    session.commit()
    shown = Page(client.get(f"{items}/{stored.id}"))
    assert shown.value("talks-0-capacity") == "15"
    changed = shown.values() | {"talks-0-capacity": "3"}
    page = Page(client.post(f"{items}/{stored.id}", data=changed))
    sentence = "มีผู้เลือกฟัง “เรื่องหนึ่ง” แล้ว 4 คน จึงลดให้น้อยกว่านั้นไม่ได้"
    assert sentence in words(page.one("div", "error-summary"))
    removed = Page(client.post(f"{items}/{stored.id}/remove", follow_redirects=True))
    assert removed.notices() == ["มีผู้เลือกฟัง “เรื่องหนึ่ง” แล้ว 4 คน จึงลบไม่ได้"]
