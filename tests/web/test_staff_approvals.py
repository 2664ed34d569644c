"""Agreeing to registrations and declining them on the page of a single one."""

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventsys.models import Approval, Event, Registration, Role, User
from tests import factories
from tests.web.links import token
from tests.web.pages import Page

SignIn = Callable[[User], FlaskClient]


def pending(
    session: Session,
    sign_in: SignIn,
    *,
    capacity: int = 1,
    waiting_list: bool = True,
    approval: Approval = Approval.ORGANISER,
    role: Role = Role.ORGANISER,
) -> tuple[Event, Registration, FlaskClient, str]:
    event = factories.event(session)
    quota = factories.quota(session, event, capacity=capacity, waiting_list=waiting_list)
    quota.approval = approval
    row = factories.registration(session, event, quota)
    person = factories.user(session, event.organisation, role)
    session.commit()
    return event, row, sign_in(person), f"/o/e/{event.slug}/registrations/{row.id}"


def state(session: Session, row: Registration) -> str:
    session.expire_all()
    return session.get_one(Registration, row.id).state.value


def test_an_organiser_agrees(session: Session, sign_in: SignIn) -> None:
    _, row, client, address = pending(session, sign_in)
    page = Page(client.post(f"{address}/approve", follow_redirects=True))
    assert (page.notices(), state(session, row)) == (["อนุมัติแล้ว ได้ที่นั่ง"], "confirmed")
    assert page.all("section", "panel-key") == []


def test_where_the_places_are_taken_the_answer_says_so(session: Session, sign_in: SignIn) -> None:
    _, row, client, address = pending(session, sign_in, capacity=0)
    page = Page(client.post(f"{address}/approve", follow_redirects=True))
    assert page.notices() == ["อนุมัติแล้ว แต่ที่นั่งเต็ม จึงอยู่ในรายชื่อสำรอง"]
    assert state(session, row) == "waiting"


def test_without_a_waiting_list_the_answer_is_a_sentence(session: Session, sign_in: SignIn) -> None:
    _, row, client, address = pending(session, sign_in, capacity=0, waiting_list=False)
    page = Page(client.post(f"{address}/approve", follow_redirects=True))
    assert page.notices() == ["ที่นั่งของนครปฐมเต็มแล้ว (0 ที่) และไม่เปิดรายชื่อสำรอง"]
    assert state(session, row) == "pending"


def test_who_is_declined_reads_why_on_their_own_page(
    app: Flask, session: Session, sign_in: SignIn
) -> None:
    _, row, client, address = pending(session, sign_in)
    reason = {"reason": "โครงการนี้สำหรับ <สำนักงานจังหวัด>"}
    page = Page(client.post(f"{address}/decline", data=reason, follow_redirects=True))
    assert (page.notices(), state(session, row)) == (["ไม่อนุมัติแล้ว"], "declined")
    assert reason["reason"] in page.texts("dd")
    own = Page(client.get(f"/r/{token(app, row)}"))
    assert own.texts("h1") == ["การลงทะเบียนนี้ไม่ได้รับอนุมัติ"]
    assert own.texts("div", "notice-danger") == [
        "เหตุผล: โครงการนี้สำหรับ <สำนักงานจังหวัด> หากมีข้อสงสัย กรุณาติดต่อผู้จัด"
    ]


def test_an_organiser_may_decide_for_a_coordinator_and_staff_may_not(
    session: Session, sign_in: SignIn
) -> None:
    _, _, client, address = pending(session, sign_in, approval=Approval.COORDINATOR)
    forms = [form.get("action") for form in Page(client.get(address)).one("main").iter("form")]
    assert forms[:2] == [f"{address}/approve", f"{address}/decline"]
    _, row, staff, elsewhere = pending(session, sign_in, role=Role.STAFF)
    assert list(Page(staff.get(elsewhere)).one("main").iter("form")) == []
    for action in ("approve", "decline"):
        assert staff.post(f"{elsewhere}/{action}").status_code == 403
    assert state(session, row) == "pending"


def test_registrations_of_another_event_cannot_be_reached(
    session: Session, sign_in: SignIn
) -> None:
    event, _, client, _ = pending(session, sign_in)
    _, other, _, _ = pending(session, sign_in)
    for action in ("approve", "decline"):
        answer = client.post(f"/o/e/{event.slug}/registrations/{other.id}/{action}")
        assert answer.status_code == 404
    assert state(session, other) == "pending"
