"""The form of registration: one page, errors at their fields, and the way to the private page."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from eventsys.models import Event, Job, Quota, Registration, RegistrationState
from tests import factories
from tests.factories import NOW
from tests.web.pages import Page, words

FILLED = {
    "quota": "TH-73",
    "title": "นาย",
    "first_name": "สมมุติ",
    "last_name": "มีสุขดี",
    "agency": "พช.",
    "position": "นักวิชาการ",
    "sector": "regional",
    "email": "me@example.go.th",
    "phone": "",
    "consent": "y",
}


@pytest.fixture
def event(session: Session) -> Event:
    """Give a public event with a province's places; another event stands beside it."""
    factories.quota(session, factories.event(session), factories.RATCHABURI)
    event = factories.event(session)
    factories.quota(session, event, capacity=2)
    session.commit()
    return event


@pytest.fixture
def send(client: FlaskClient, event: Event) -> Callable[..., TestResponse]:
    """Give a function that sends the form, with some fields otherwise or left out."""

    def sent(without: tuple[str, ...] = (), **changes: str) -> TestResponse:
        data = {**FILLED, **changes}
        for name in without:
            del data[name]
        return client.post(f"/e/{event.slug}/register", data=data)

    return sent


def rows(session: Session) -> list[Registration]:
    session.expire_all()
    return list(session.scalars(select(Registration).order_by(Registration.id)))


def main_state(client: FlaskClient, response: TestResponse) -> str | None:
    assert response.status_code == 303
    return Page(client.get(response.location)).one("main").get("data-state")


def test_the_form_leads_to_the_private_page(
    session: Session, client: FlaskClient, send: Callable[..., TestResponse]
) -> None:
    response = send()
    assert response.status_code == 303
    assert re.fullmatch(r"/r/[0-9a-z]+-[A-Za-z0-9_-]{22}", response.location)
    page = Page(client.get(response.location))
    assert page.one("main").get("data-state") == "confirmed"
    assert page.texts("output", id="display-name") == ["นครปฐม พช. นายสมมุติ"]
    (row,) = rows(session)
    assert (row.title, row.first_name, row.last_name, row.agency, row.position) == (
        "นาย",
        "สมมุติ",
        "มีสุขดี",
        "พช.",
        "นักวิชาการ",
    )
    assert (row.sector, row.email, row.phone, row.state) == (
        "regional",
        "me@example.go.th",
        "",
        RegistrationState.CONFIRMED,
    )


def test_the_fields_of_the_invitation_suffice(
    session: Session, send: Callable[..., TestResponse]
) -> None:
    assert send(without=("position", "sector", "phone")).status_code == 303
    (row,) = rows(session)
    assert (row.position, row.sector, row.phone) == ("", "", "")


def test_the_third_waits_for_two_places(
    client: FlaskClient, send: Callable[..., TestResponse]
) -> None:
    states = [main_state(client, send(last_name=f"คนที่{letter}")) for letter in "กขค"]
    assert states == ["confirmed", "confirmed", "waiting"]


@pytest.mark.parametrize("asked", ["TH-73", "central"])
def test_the_address_chooses_the_quota(
    session: Session, client: FlaskClient, event: Event, asked: str
) -> None:
    factories.quota(session, event, "central")
    session.commit()
    page = Page(client.get(f"/e/{event.slug}/register?quota={asked}"))
    assert page.value("quota") == asked


@pytest.mark.parametrize("asked", ["", "TH-70", "nonsense", "%3Cb%3E"])
def test_a_quota_that_the_event_does_not_have_is_not_chosen(
    client: FlaskClient, event: Event, asked: str
) -> None:
    page = Page(client.get(f"/e/{event.slug}/register?quota={asked}"))
    assert page.value("quota") == ""
    offered = [str(each.get("value")) for each in page.one("select", id="quota").iter("option")]
    assert offered == ["", "TH-73"]


@pytest.mark.parametrize(
    ("capacity", "waiting_list", "option", "notice"),
    [
        (3, True, "นครปฐม (เหลือ 3 ที่)", []),
        (
            0,
            True,
            "นครปฐม (เต็ม – ลงรายชื่อสำรองได้)",
            ["ที่นั่งของนครปฐมเต็มแล้ว หากลงทะเบียนต่อ ชื่อของท่านจะอยู่ในรายชื่อสำรอง และได้ที่นั่งเมื่อมีผู้ยกเลิก"],
        ),
        (0, False, "นครปฐม (เต็ม)", ["ที่นั่งของนครปฐมเต็มแล้ว"]),
    ],
)
def test_a_full_quota_says_so_before_sending(
    session: Session,
    client: FlaskClient,
    event: Event,
    capacity: int,
    option: str,
    notice: list[str],
    *,
    waiting_list: bool,
) -> None:
    quota = session.scalars(select(Quota).where(Quota.event_id == event.id)).one()
    quota.capacity, quota.waiting_list = capacity, waiting_list
    session.commit()
    page = Page(client.get(f"/e/{event.slug}/register?quota=TH-73"))
    assert page.texts("option", value="TH-73") == [option]
    assert page.texts("div", "notice-warning") == notice
    assert Page(client.get(f"/e/{event.slug}/register")).texts("div", "notice-warning") == []


REQUIRED = {
    "quota": "เลือกจังหวัดของหน่วยงาน หรือส่วนกลาง",
    "title": "ใส่คำนำหน้า เช่น นาย นาง นางสาว",
    "first_name": "ใส่ชื่อ",
    "last_name": "ใส่นามสกุล",
    "agency": "ใส่ชื่อย่อหน่วยงาน หรือชื่อเต็มถ้าไม่มีชื่อย่อ",
    "consent": "ทำเครื่องหมายยินยอมก่อน จึงจะลงทะเบียนได้",
}


@pytest.mark.parametrize("name", REQUIRED)
def test_what_is_required_is_asked_for_at_its_field_and_the_rest_is_kept(
    session: Session, send: Callable[..., TestResponse], name: str
) -> None:
    kept = {each: value for each, value in FILLED.items() if each not in (name, "consent")}
    # a box is ticked or it is not; a text may be there and hold nothing
    blank = ("",) if name == "consent" else ("", "  ", "\u200b")
    for response in (send(without=(name,)), *(send(**{name: typed}) for typed in blank)):
        page = Page(response)
        assert page.errors() == {name: REQUIRED[name]}
        assert {each: page.value(each) for each in kept} == kept
        assert page.value("consent") == ("" if name == "consent" else "on")
        summary = page.one("div", "error-summary", role="alert")
        assert [(str(link.get("href")), words(link)) for link in summary.iter("a")] == [
            (f"#{name}", REQUIRED[name])
        ]
    assert rows(session) == []


def test_all_errors_stand_on_the_page_at_once(
    client: FlaskClient, session: Session, event: Event
) -> None:
    page = Page(client.post(f"/e/{event.slug}/register", data={}))
    assert page.errors() == {
        **REQUIRED,
        "phone": "ใส่อีเมลหรือโทรศัพท์อย่างน้อยหนึ่งอย่าง เพื่อให้ติดต่อกลับได้",
    }
    assert rows(session) == []


@pytest.mark.parametrize(
    ("email", "phone", "errors"),
    [
        ("me@example.go.th", "", []),
        ("", "08 1234 5678", []),
        ("me@example.go.th", "02-123-4567 ต่อ 12", []),
        ("", "+66 2 123 4567", []),
        ("", "", ["phone"]),
        ("  ", " ", ["phone"]),
        ("me@example", "", ["email"]),
        ("me example.go.th", "08 1234 5678", ["email"]),
        ("me@example.go.th", "12345", ["phone"]),
        ("me@example.go.th", "ไม่มี", ["phone"]),
        ("wrong", "wrong", ["email", "phone"]),
    ],
)
def test_an_address_or_a_telephone_is_needed_and_must_be_one(
    session: Session,
    send: Callable[..., TestResponse],
    email: str,
    phone: str,
    errors: list[str],
) -> None:
    response = send(email=email, phone=phone)
    if not errors:
        assert response.status_code == 303
        assert [(row.email, row.phone) for row in rows(session)] == [(email, phone)]
        return
    page = Page(response)
    assert sorted(page.errors()) == errors
    assert rows(session) == []


def test_thai_digits_are_read_in_a_telephone_number(
    session: Session, send: Callable[..., TestResponse]
) -> None:
    assert send(email="", phone="๐๘ ๑๒๓๔ ๕๖๗๘").status_code == 303
    assert [row.phone for row in rows(session)] == ["08 1234 5678"]


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("title", "เก้าอี้", "คำนำหน้านี้ไม่รู้จัก ใช้คำนำหน้าหรือยศ เช่น นาย นาง นางสาว ดร. พ.ต.ท."),
        ("first_name", "12345", "ใส่ชื่อจริงเป็นตัวอักษร"),
        ("quota", "TH-70", "เลือกจังหวัดของหน่วยงาน หรือส่วนกลาง"),
        ("last_name", "ก" * 81, "ยาวเกินไป ใช้ได้ไม่เกิน 80 ตัวอักษร"),
        ("email", "ไม่ใช่อีเมล", "อีเมลนี้ใช้ส่งไม่ได้ ตรวจสอบตัวสะกด เช่น name@example.go.th"),
    ],
)
def test_what_cannot_be_taken_is_refused_in_thai_at_its_field(
    session: Session, send: Callable[..., TestResponse], field: str, typed: str, sentence: str
) -> None:
    page = Page(send(**{field: typed}))
    assert page.errors() == {field: sentence}
    if field != "quota":
        assert page.value(field) == typed
    assert rows(session) == []


@pytest.mark.parametrize("name", ["first_name", "email", "quota", "form_key", "phone"])
def test_signs_that_no_database_keeps_are_refused(
    session: Session, send: Callable[..., TestResponse], name: str
) -> None:
    assert send(**{name: "a\x00b"}).status_code == 400
    assert rows(session) == []


@pytest.mark.parametrize(("sent", "kept"), [("", ""), ("youth", "youth"), ("nonsense", "other")])
def test_a_sector_that_the_form_does_not_offer_stops_nobody(
    session: Session, send: Callable[..., TestResponse], sent: str, kept: str
) -> None:
    assert send(sector=sent).status_code == 303
    assert [row.sector for row in rows(session)] == [kept]


def test_a_full_quota_without_waiting_list_is_refused_in_a_sentence_with_everything_kept(
    session: Session, event: Event, send: Callable[..., TestResponse]
) -> None:
    quota = session.scalars(select(Quota).where(Quota.event_id == event.id)).one()
    quota.capacity, quota.waiting_list = 0, False
    session.commit()
    page = Page(send())
    assert page.errors() == {"quota": "ที่นั่งของนครปฐมเต็มแล้ว (0 ที่) และไม่เปิดรายชื่อสำรอง"}
    assert page.value("first_name") == FILLED["first_name"]
    assert rows(session) == []


def test_the_same_form_sent_twice_leads_to_the_same_page(
    session: Session, client: FlaskClient, event: Event, send: Callable[..., TestResponse]
) -> None:
    key = Page(client.get(f"/e/{event.slug}/register")).value("form_key")
    other = Page(client.get(f"/e/{event.slug}/register")).value("form_key")
    assert len({key, other, ""}) == 3
    first, again = send(form_key=key), send(form_key=key)
    assert (first.status_code, again.status_code) == (303, 303)
    assert first.location == again.location
    assert len(rows(session)) == 1
    corrected = send(form_key=key, email="right@example.go.th")
    assert corrected.location == first.location
    assert [row.email for row in rows(session)] == ["right@example.go.th"]
    assert send(form_key=key, first_name="เพื่อน").location != first.location
    assert len(rows(session)) == 2


def test_the_same_form_with_another_province_keeps_the_first_place(
    session: Session, client: FlaskClient, event: Event, send: Callable[..., TestResponse]
) -> None:
    factories.quota(session, event, factories.RATCHABURI)
    session.commit()
    first = send(form_key="a form")
    again = send(form_key="a form", quota="TH-70")
    assert again.location == first.location
    assert [row.quota.code for row in rows(session)] == ["TH-73"]
    (notice,) = Page(client.get(again.location)).notices()
    assert notice.startswith("ท่านลงทะเบียนไว้แล้วในโควตา นครปฐม")


@pytest.mark.parametrize(
    ("opens", "closes", "sentence"),
    [
        (timedelta(days=1), None, "ยังไม่เปิดลงทะเบียน"),
        (None, timedelta(days=-1), "ปิดลงทะเบียนแล้วเมื่อ"),
    ],
)
def test_a_form_that_comes_too_late_or_too_early_is_refused_and_one_that_came_before_is_not(
    session: Session,
    event: Event,
    send: Callable[..., TestResponse],
    opens: timedelta | None,
    closes: timedelta | None,
    sentence: str,
) -> None:
    first = send(form_key="a form")
    now = datetime.now(UTC)
    event.registration_opens_at = now + opens if opens else None
    event.registration_closes_at = now + closes if closes else None
    session.commit()
    page = Page(send(first_name="อีกคน"))
    said = [words(each) for each in page.one("div", "error-summary").iter("li")]
    assert [text.startswith(sentence) for text in said] == [True]
    assert page.value("first_name") == "อีกคน"
    assert len(rows(session)) == 1
    assert send(form_key="a form").location == first.location


def test_the_form_keeps_its_key_over_errors(
    client: FlaskClient, event: Event, send: Callable[..., TestResponse]
) -> None:
    key = Page(client.get(f"/e/{event.slug}/register")).value("form_key")
    assert Page(send(form_key=key, title="")).value("form_key") == key


def test_the_same_person_again_is_told_nothing_but_that_a_mail_may_come(
    session: Session, client: FlaskClient, event: Event, send: Callable[..., TestResponse]
) -> None:
    send(form_key="mine")
    (row,) = rows(session)
    row.registered_at = NOW - timedelta(days=300)
    session.commit()
    response = send(form_key="theirs", email="stranger@example.go.th")
    assert (response.status_code, response.location) == (303, f"/e/{event.slug}/register/sent")
    page = client.get(response.location)
    assert Page(page).one("main").get("data-state") == "sent"
    for secret in (FILLED["first_name"], FILLED["last_name"], FILLED["email"], "/r/", "stranger@"):
        assert secret not in page.text
    # the page is the same for everybody, whether they are registered or not
    assert client.get(f"/e/{event.slug}/register/sent").text == page.text
    jobs = session.scalars(select(Job).where(Job.registration_id == row.id).order_by(Job.id)).all()
    assert [job.kind for job in jobs] == [
        "mail.registration_confirmed",
        "mail.registration_link",
    ]
    assert [each.email for each in rows(session)] == [FILLED["email"]]


def test_what_people_type_is_shown_as_text(send: Callable[..., TestResponse]) -> None:
    response = send(first_name='<script>alert("1")</script>', title="")
    assert "<script>alert" not in response.text
    assert Page(response).value("first_name") == '<script>alert("1")</script>'


def test_the_organiser_s_wording_of_the_consent_is_asked_for(
    client: FlaskClient, event: Event
) -> None:
    page = Page(client.get(f"/e/{event.slug}/register"))
    assert page.texts("label", for_="consent") == [event.consent_th]


def test_a_consent_that_was_reworded_meanwhile_is_asked_for_again(
    session: Session, event: Event, send: Callable[..., TestResponse]
) -> None:
    event.consent_version = 2
    session.commit()
    page = Page(send(consent_version="1"))
    assert page.value("consent_version") == "2"
    assert rows(session) == []
    assert send(consent_version="2").status_code == 303
    assert [row.consent_version for row in rows(session)] == [2]


def test_central_stands_first_and_provinces_as_in_a_dictionary(
    session: Session, client: FlaskClient, event: Event
) -> None:
    for code in ("TH-10", "TH-50", "TH-57", "central", "TH-81"):
        factories.quota(session, event, code)
    session.commit()
    page = Page(client.get(f"/e/{event.slug}/register"))
    names = [words(each).split(" ")[0] for each in page.one("select", id="quota").iter("option")]
    assert names[1:] == ["ส่วนกลาง", "กระบี่", "กรุงเทพมหานคร", "เชียงราย", "เชียงใหม่", "นครปฐม"]
