"""What a coordinator does on their pages, and whose people they never see."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import (
    Approval,
    AuditEntry,
    Event,
    Participation,
    Quota,
    Registration,
    RegistrationState,
)
from eventsys.services.nominations import nominate
from eventsys.services.substitutes import set_substitute
from tests import factories
from tests.factories import NOW
from tests.web.coordinating import coordinator_client, home
from tests.web.links import token
from tests.web.pages import Page, words

Statements = Callable[[], AbstractContextManager[list[str]]]

PERSON = {
    "title": "นางสาว",
    "first_name": "สมใจ",
    "last_name": "ดีงาม",
    "agency": "กรมการพัฒนาชุมชน",
    "form_key": "one form",
}
# every page and action of one person
OF_A_PERSON = [
    ("GET", ""),
    ("GET", "/change"),
    ("POST", "/change"),
    ("GET", "/contact"),
    ("POST", "/contact"),
    ("GET", "/withdraw"),
    ("POST", "/withdraw"),
    ("GET", "/replace"),
    ("POST", "/replace"),
    ("GET", "/substitute/1"),
    ("POST", "/substitute/1"),
    ("POST", "/substitute/1/remove"),
    ("POST", "/approve"),
    ("POST", "/decline"),
]
# and of the quota as a whole
OF_THE_QUOTA = [
    ("GET", ""),
    ("GET", "add"),
    ("POST", "add"),
    ("GET", "upload"),
    ("POST", "upload"),
    ("POST", "upload/preview"),
    ("GET", "upload/template.xlsx"),
    ("GET", "share"),
    ("GET", "slips.pdf"),
    ("GET", "messages"),
]


@pytest.fixture
def event(session: Session) -> Event:
    """Give a public event of two meetings."""
    return factories.event(session, meetings=2)


@pytest.fixture
def quota(session: Session, event: Event) -> Quota:
    """Give the places of Nakhon Pathom, which the coordinator may approve."""
    row = factories.quota(session, event, capacity=2)
    row.approval = Approval.COORDINATOR
    session.flush()
    return row


@pytest.fixture
def client(app: Flask, session: Session, quota: Quota) -> FlaskClient:
    """Give the browser of the quota's coordinator."""
    return coordinator_client(app, session, quota)


def named(session: Session, quota: Quota, **changes: str) -> Registration:
    row = nominate(
        session,
        quota_id=quota.id,
        applicant=factories.applicant(None, **changes),
        actor="coordinator:0",
        now=NOW,
    ).registration
    session.commit()
    return row


def state_of(session: Session, row: Registration) -> tuple[str, str, int]:
    session.expire_all()
    fresh = session.get_one(Registration, row.id)
    return fresh.state.value, fresh.email, fresh.link_generation


def actions(session: Session, quota: Quota) -> list[str]:
    wanted = (
        select(AuditEntry.action)
        .where(AuditEntry.actor == f"coordinator:{quota.id}")
        .order_by(AuditEntry.id)
    )
    return list(session.scalars(wanted))


@pytest.mark.parametrize(("method", "way"), OF_A_PERSON)
def test_nobody_of_another_quota_is_seen_or_touched(
    session: Session, client: FlaskClient, event: Event, quota: Quota, method: str, way: str
) -> None:
    other = factories.quota(session, event, factories.RATCHABURI)
    elsewhere = factories.quota(session, factories.event(session, meetings=2))
    for place in (other, elsewhere):
        row = named(session, place)
        before = state_of(session, row)
        sent = {**PERSON, "email": "wrong@example.go.th"}
        answer = client.open(
            home(quota, f"people/{row.id}{way}"),
            method=method,
            data=sent if method == "POST" else None,
        )
        assert (answer.status_code, state_of(session, row)) == (404, before)
    assert session.scalars(select(Participation)).all() == []


@pytest.mark.parametrize(("method", "way"), OF_THE_QUOTA)
def test_the_pages_of_another_quota_do_not_exist(
    session: Session, client: FlaskClient, event: Event, method: str, way: str
) -> None:
    other = factories.quota(session, event, factories.RATCHABURI)
    named(session, other)
    answer = client.open(home(other, way), method=method, data={} if method == "POST" else None)
    assert answer.status_code == 404


def test_slips_and_messages_of_somebody_elsewhere_do_not_exist(
    session: Session, client: FlaskClient, event: Event, quota: Quota
) -> None:
    other = named(session, factories.quota(session, event, factories.RATCHABURI))
    named(session, quota)
    answers = [
        client.get(home(quota, f"{way}?people={other.id}")).status_code
        for way in ("slips.pdf", "messages")
    ]
    assert answers == [404, 404]


@pytest.mark.parametrize(
    "way", [way for method, way in OF_A_PERSON if method == "POST"] + ["+add", "+upload"]
)
def test_nothing_is_done_without_the_forms_token(
    app: Flask, session: Session, client: FlaskClient, quota: Quota, way: str
) -> None:
    row = named(session, quota)
    before = state_of(session, row)
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        path = way[1:] if way[0] == "+" else f"people/{row.id}{way}"
        answer = client.post(home(quota, path), data={**PERSON, "email": "wrong@example.go.th"})
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    assert (answer.status_code, state_of(session, row)) == (400, before)


def test_the_list_shows_places_states_and_who_is_who(
    session: Session, client: FlaskClient, event: Event, quota: Quota
) -> None:
    named(session, quota, first_name="สมใจ", last_name="ดีงาม", email="")
    own = factories.registration(session, event, quota, first_name="ก้อง", last_name="ใจดี")
    named(session, quota, first_name="มานะ", email="", phone="08 1234 5678")
    named(session, quota, first_name="ปิติ")
    assert own.state is RegistrationState.PENDING
    page = Page(client.get(home(quota)))
    assert page.texts("div", "figure-tile") == [
        "2 ที่นั่งทั้งหมด",
        "2 ได้ที่นั่งแล้ว",
        "0 ว่าง",
        "1 รออนุมัติ",
        "1 รายชื่อสำรอง",
    ]
    assert page.texts("div", "person-name") == [
        "นครปฐม พช. นายก้อง",
        "1. นครปฐม พช. นายสมใจ",
        "2. นครปฐม พช. นายมานะ",
        "1. นครปฐม พช. นายปิติ",
    ]
    told = page.texts("div", "person-told")
    assert told[0].endswith(f"{own.email} · ลงทะเบียนเอง")
    assert told[1].endswith("ไม่มีอีเมลและโทรศัพท์ · ผู้ประสานงานเสนอชื่อ")
    assert len(page.all("button", **{"data-done": "คัดลอกแล้ว"})) == 4


def test_the_list_asks_the_database_as_often_for_many_as_for_one(
    session: Session, client: FlaskClient, event: Event, quota: Quota, statements: Statements
) -> None:
    quota.capacity = 100

    def asked() -> int:
        session.commit()
        with statements() as seen:
            assert client.get(home(quota)).status_code == 200
        return len(seen)

    def with_substitute() -> None:
        set_substitute(
            session,
            registration_id=named(session, quota).id,
            meeting_id=event.meetings[0].id,
            title="นาย",
            first_name=f"แทน{'ก' * len(session.scalars(select(Registration)).all())}",
            last_name="ดี",
            actor="coordinator:0",
            now=NOW,
        )

    with_substitute()
    few = asked()
    for _ in range(12):
        with_substitute()
        factories.registration(session, event, quota)
    assert asked() == few


def test_adding_leads_to_the_display_name(
    session: Session, client: FlaskClient, quota: Quota
) -> None:
    answer = client.post(home(quota, "add"), data=PERSON)
    row = session.scalars(select(Registration).where(Registration.quota_id == quota.id)).one()
    assert (answer.status_code, answer.location) == (303, home(quota, f"people/{row.id}"))
    page = Page(client.get(answer.location))
    assert page.texts("output", id="display-name") == ["นครปฐม พช. นางสาวสมใจ"]
    assert page.notices() == ["เพิ่ม นครปฐม พช. นางสาวสมใจ แล้ว ได้ที่นั่ง"]
    assert row.consent_version is None
    again = client.post(home(quota, "add"), data=PERSON)
    assert again.location == answer.location
    other_form = Page(client.post(home(quota, "add"), data=PERSON | {"form_key": "another"}))
    assert other_form.errors() == {
        "first_name": "นางสาวสมใจ ดีงาม อยู่ในรายชื่อของท่านแล้ว ใช้ชื่อในการประชุมว่า "
        "“นครปฐม พช. นางสาวสมใจ” จึงไม่เพิ่มซ้ำ"
    }
    assert actions(session, quota) == ["coordinator.enter", "registration.create"]


def test_a_full_quota_without_waiting_list_says_so(
    session: Session, client: FlaskClient, quota: Quota
) -> None:
    quota.capacity, quota.waiting_list = 1, False
    named(session, quota)
    page = Page(client.post(home(quota, "add"), data=PERSON))
    summary = page.one("div", id="error-summary")
    assert [words(each) for each in summary.iter("li")] == [
        "ที่นั่งของนครปฐมเต็มแล้ว (1 ที่) และไม่เปิดรายชื่อสำรอง"
    ]


def test_withdrawing_says_who_gets_the_place(
    session: Session, client: FlaskClient, quota: Quota
) -> None:
    first, _, _ = (named(session, quota, first_name=name) for name in ("กา", "ขา", "คา"))
    answer = client.post(home(quota, f"people/{first.id}/withdraw"))
    assert Page(client.get(answer.location)).notices() == [
        "ถอนชื่อ นครปฐม พช. นายกา แล้ว ที่นั่งเป็นของผู้ที่รออยู่ถัดไป: นครปฐม พช. นายคา"
    ]


def test_replacing_keeps_both_names(session: Session, client: FlaskClient, quota: Quota) -> None:
    former = named(session, quota, first_name="กา", last_name="ดี")
    answer = client.post(home(quota, f"people/{former.id}/replace"), data=PERSON)
    page = Page(client.get(answer.location))
    assert page.texts("h1") == ["นางสาวสมใจ ดีงาม"]
    assert page.notices() == ["เปลี่ยนตัวแล้ว นครปฐม พช. นางสาวสมใจ ใช้สิทธิ์เดิมของ นครปฐม พช. นายกา"]
    listed = Page(client.get(home(quota)))
    assert "เปลี่ยนตัวแทน นายกา ดี" in listed.texts("div", "text-soft")
    assert [words(each) for each in listed.one("ul", "ended-list").iter("li")] == [
        "นายกา ดี ยกเลิก เปลี่ยนตัวเป็น นางสาวสมใจ ดีงาม"
    ]


def test_a_corrected_address_gets_a_new_link(
    app: Flask, session: Session, client: FlaskClient, quota: Quota
) -> None:
    row = named(session, quota)
    link = f"/r/{token(app, row)}"
    sent = {"email": "right@example.go.th", "phone": ""}
    answer = client.post(home(quota, f"people/{row.id}/contact"), data=sent)
    assert Page(client.get(answer.location)).notices() == [
        "บันทึกแล้ว ลิงก์ส่วนตัวเดิมใช้ไม่ได้อีก ส่งลิงก์ใหม่ไปที่ right@example.go.th แล้ว"
    ]
    assert state_of(session, row) == ("confirmed", "right@example.go.th", 1)
    assert client.get(link).status_code == 404


def test_a_substitute_is_shown_to_the_coordinator_and_to_the_person(
    app: Flask, session: Session, client: FlaskClient, quota: Quota
) -> None:
    row = named(session, quota)
    sent = {"title": "นาง", "first_name": "แทนใจ", "last_name": "ดีงาม"}
    answer = client.post(home(quota, f"people/{row.id}/substitute/2"), data=sent)
    page = Page(client.get(answer.location))
    assert page.texts("output", id="substitute-2") == ["นครปฐม พช. นางแทนใจ"]
    own = Page(client.get(f"/r/{token(app, row)}"))
    assert "ผู้แทนของท่าน: นางแทนใจ ดีงาม ใช้ชื่อ นครปฐม พช. นางแทนใจ" in own.texts("div", "who")
    assert client.get(home(quota, f"people/{row.id}/substitute/3")).status_code == 404
    gone = client.post(home(quota, f"people/{row.id}/substitute/2/remove"))
    assert Page(client.get(gone.location)).all("output", id="substitute-2") == []


def test_the_person_is_asked_for_consent_on_their_own_page(
    app: Flask, session: Session, client: FlaskClient, event: Event, quota: Quota
) -> None:
    row = named(session, quota)
    link = f"/r/{token(app, row)}"
    page = Page(client.get(link))
    assert page.texts("h2", id="consent-head") == ["ขอความยินยอมของท่าน"]
    wrong = client.post(f"{link}/consent", data={"version": "7"})
    assert Page(client.get(wrong.location)).texts("h2", id="consent-head") != []
    right = client.post(f"{link}/consent", data={"version": str(event.consent_version)})
    assert Page(client.get(right.location)).texts("h2", id="consent-head") == []


def test_whoever_registered_themselves_waits_for_the_coordinator(
    session: Session, client: FlaskClient, event: Event, quota: Quota
) -> None:
    one, two = (factories.registration(session, event, quota) for _ in range(2))
    session.commit()
    client.post(home(quota, f"people/{one.id}/approve"))
    client.post(home(quota, f"people/{two.id}/decline"), data={"reason": "ไม่ใช่กลุ่มเป้าหมาย"})
    assert [state_of(session, row)[0] for row in (one, two)] == ["confirmed", "declined"]
    assert actions(session, quota)[1:] == ["registration.approve", "registration.decline"]
    quota.approval = Approval.ORGANISER
    third = factories.registration(session, event, quota)
    session.commit()
    answer = client.post(home(quota, f"people/{third.id}/approve"))
    assert (answer.status_code, state_of(session, third)[0]) == (404, "pending")


def test_secrets_are_kept_out_of_caches_and_noted(
    app: Flask, session: Session, client: FlaskClient, quota: Quota
) -> None:
    with_mail, without = named(session, quota), named(session, quota, email="")
    slips = client.get(home(quota, "slips.pdf?people=without-email"))
    messages = client.get(home(quota, "messages"))
    assert slips.data.startswith(b"%PDF-")
    assert [each.headers["Cache-Control"] for each in (slips, messages)] == ["no-store"] * 2
    texts = Page(messages).texts("output", "copy-lines")
    for row, text in zip((with_mail, without), texts, strict=True):
        assert row.display_name in text
        assert f"https://events.example.go.th/r/{token(app, row)}" in text
    entries = session.scalars(
        select(AuditEntry)
        .where(AuditEntry.action == "coordinator.download")
        .order_by(AuditEntry.id)
    )
    assert [(each.actor, each.payload and each.payload.data) for each in entries] == [
        (f"coordinator:{quota.id}", {"kind": "slips", "people": 1, "device": "Chrome"}),
        (f"coordinator:{quota.id}", {"kind": "messages", "people": 2, "device": "Chrome"}),
    ]


def test_the_public_link_of_the_province_is_ready_to_be_sent(
    client: FlaskClient, event: Event, quota: Quota
) -> None:
    page = Page(client.get(home(quota, "share")))
    (text,) = page.texts("output", id="invitation")
    assert text == (
        f"ขอเชิญผู้แทนจังหวัดนครปฐมลงทะเบียน {event.title_th} 1–8 กุมภาพันธ์ 2570 "
        f"ลงทะเบียนที่นี่: https://events.example.go.th/e/{event.slug}/register?quota=TH-73"
    )
    assert page.one("img").get("src") == f"/e/{event.slug}/qr/TH-73.svg"
