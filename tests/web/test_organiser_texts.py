"""Changing an event's texts and settings."""

from collections.abc import Callable
from datetime import UTC, datetime

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventsys.models import Event, User
from tests import factories
from tests.web.pages import Page, words

SignIn = Callable[[User], FlaskClient]


def organiser(session: Session, sign_in: SignIn) -> tuple[Event, FlaskClient]:
    event = factories.event(session)
    person = factories.user(session, event.organisation)
    session.commit()
    return event, sign_in(person)


def test_texts_are_kept_and_shown_again(session: Session, sign_in: SignIn) -> None:
    event, client = organiser(session, sign_in)
    data = {
        "version": "1",
        "title_th": "ชื่อใหม่",
        "title_en": "New title",
        "background_th": "ย่อหน้าแรก\r\n\r\nย่อหน้าที่สอง",
    }
    answer = client.post(f"/o/e/{event.slug}/texts", data=data)
    assert (answer.status_code, answer.location) == (303, f"/o/e/{event.slug}/texts")
    event = session.get_one(Event, event.id, populate_existing=True)
    assert (event.title_th, event.background_th) == ("ชื่อใหม่", "ย่อหน้าแรก\n\nย่อหน้าที่สอง")
    page = Page(client.get(f"/o/e/{event.slug}/texts"))
    assert page.notices() == ["บันทึกข้อความแล้ว ผู้เข้าร่วมจะเห็นเมื่อเผยแพร่ฉบับใหม่"]
    assert page.filled() == {
        "version": "2",
        "title_th": "ชื่อใหม่",
        "title_en": "New title",
        "background_th": "ย่อหน้าแรก\n\nย่อหน้าที่สอง",
    }


def test_english_texts_are_folded_away_while_there_are_none(
    session: Session, sign_in: SignIn
) -> None:
    event, client = organiser(session, sign_in)
    event.title_en = "A title"
    session.commit()
    page = Page(client.get(f"/o/e/{event.slug}/texts"))
    folded = ["open" in each.attrib for each in page.all("details", "english")]
    assert folded == [True] + [False] * 7


def test_what_was_typed_wins_the_second_time_where_somebody_saved_meanwhile(
    session: Session, sign_in: SignIn
) -> None:
    event, client = organiser(session, sign_in)
    address = f"/o/e/{event.slug}/texts"
    client.post(address, data={"version": "1", "title_th": "ของคนอื่น", "notes_th": "เท่ากัน"})
    page = Page(
        client.post(address, data={"version": "1", "title_th": "ของฉัน", "notes_th": "เท่ากัน"})
    )
    assert page.filled() == {"version": "2", "title_th": "ของฉัน", "notes_th": "เท่ากัน"}
    stored = page.one("div", "notice-warning")
    assert [words(each) for each in stored.iter("dt")] == ["ชื่อโครงการ"]
    assert [words(each) for each in stored.iter("dd")] == ["ของคนอื่น"]
    event = session.get_one(Event, event.id, populate_existing=True)
    assert event.title_th == "ของคนอื่น"
    assert client.post(address, data=page.values()).status_code == 303
    event = session.get_one(Event, event.id, populate_existing=True)
    assert event.title_th == "ของฉัน"


def test_a_title_of_spaces_is_refused_and_nothing_is_saved(
    session: Session, sign_in: SignIn
) -> None:
    event, client = organiser(session, sign_in)
    before = event.title_th
    data = {"version": "1", "title_th": "   ", "contact_th": "โทร. 0 2000 0000"}
    page = Page(client.post(f"/o/e/{event.slug}/texts", data=data))
    assert page.errors() == {"title_th": "ใส่ชื่อโครงการ"}
    assert page.value("contact_th") == "โทร. 0 2000 0000"
    event = session.get_one(Event, event.id, populate_existing=True)
    assert (event.title_th, event.contact_th) == (before, "")


def test_settings_take_buddhist_dates_in_thai_digits(session: Session, sign_in: SignIn) -> None:
    event, client = organiser(session, sign_in)
    data = {
        "version": "1",
        "registration_opens_at": "๑ ก.พ. ๒๕๗๐ ๐๙.๐๐",
        "registration_closes_at": "10/2/2570",
        "consent_th": event.consent_th,
        "least_minutes": "๖๐",
        "thai_digits": "y",
    }
    assert client.post(f"/o/e/{event.slug}/settings", data=data).status_code == 303
    event = session.get_one(Event, event.id, populate_existing=True)
    assert event.registration_opens_at == datetime(2027, 2, 1, 2, 0, tzinfo=UTC)
    # a date alone means the whole of the last day: 23.59 in Bangkok
    assert event.registration_closes_at == datetime(2027, 2, 10, 16, 59, tzinfo=UTC)
    assert (event.least_minutes, event.least_meetings) == (60, None)
    assert (event.thai_digits, event.agenda_may_change) == (True, False)
    page = Page(client.get(f"/o/e/{event.slug}/settings"))
    assert page.value("registration_opens_at") == "1 ก.พ. 2570 09.00"
    assert page.value("registration_closes_at") == "10 ก.พ. 2570 23.59"


def test_wrong_settings_are_refused_each_at_its_field_with_everything_kept(
    session: Session, sign_in: SignIn
) -> None:
    event, client = organiser(session, sign_in)
    data = {
        "version": "1",
        "registration_opens_at": "พรุ่งนี้เช้า",
        "chat_url": "line.me/ti/g2/abc",
        "least_minutes": "หกสิบ",
    }
    page = Page(client.post(f"/o/e/{event.slug}/settings", data=data))
    assert page.errors() == {
        "registration_opens_at": "ใส่วันและเวลา เช่น 1 ก.พ. 2570 09.00",
        "chat_url": "คัดลอกลิงก์มาทั้งหมด ลิงก์ต้องขึ้นต้นด้วย https://",
        "least_minutes": "ใส่จำนวนนาทีเป็นตัวเลข 1 ถึง 1440 หรือเว้นว่าง",
    }
    assert {name: page.value(name) for name in data} == data


def test_registration_cannot_close_before_it_opens(session: Session, sign_in: SignIn) -> None:
    event, client = organiser(session, sign_in)
    data = {
        "version": "1",
        "registration_opens_at": "10 ก.พ. 2570 09.00",
        "registration_closes_at": "10 ก.พ. 2570 08.00",
    }
    page = Page(client.post(f"/o/e/{event.slug}/settings", data=data))
    assert page.errors() == {"registration_closes_at": "เวลาปิดลงทะเบียนต้องอยู่หลังเวลาเปิด"}
    event = session.get_one(Event, event.id, populate_existing=True)
    assert event.registration_opens_at is None


def test_settings_of_somebody_else_are_told_field_by_field(
    session: Session, sign_in: SignIn
) -> None:
    event, client = organiser(session, sign_in)
    address = f"/o/e/{event.slug}/settings"
    client.post(address, data={"version": "1", "consent_th": "ก", "agenda_may_change": "y"})
    page = Page(
        client.post(address, data={"version": "1", "consent_th": "ก", "least_minutes": "30"})
    )
    stored = page.one("div", "notice-warning")
    assert [words(each) for each in stored.iter("dt")] == [
        "แสดงหมายเหตุว่ากำหนดการอาจมีการเปลี่ยนแปลงตามความเหมาะสม",
        "เวลาขั้นต่ำต่อครั้ง (นาที)",
    ]
    assert [words(each) for each in stored.iter("dd")] == ["ใช่", "–"]
