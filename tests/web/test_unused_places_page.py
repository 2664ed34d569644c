"""The page of unused places: when, the plan, and moving by it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import Event, Quota, User
from tests import factories
from tests.factories import NOW
from tests.web.pages import Page, words

SignIn = Callable[[User], FlaskClient]
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
Statements = Callable[[], AbstractContextManager[list[str]]]


def prepared(
    session: Session, sign_in: SignIn, *, since: datetime | None, waiting: int = 2
) -> tuple[Event, FlaskClient, str]:
    event = factories.event(session)
    person = factories.user(session, event.organisation)
    factories.quota(session, event, "TH-50", capacity=30)
    full = factories.quota(session, event, "TH-73", capacity=1)
    for minute in range(waiting + 1):
        factories.registration(session, event, full, now=NOW + timedelta(minutes=minute))
    event.unused_places_from = since
    session.commit()
    return event, sign_in(person), f"/o/e/{event.slug}/quotas"


def capacities(session: Session, event: Event) -> dict[str, tuple[int, int]]:
    session.expire_all()
    rows = session.scalars(select(Quota).where(Quota.event_id == event.id))
    return {quota.code: (quota.capacity, quota.taken) for quota in rows}


def table(page: Page, place: int) -> list[list[str]]:
    body = page.all("tbody")[place]
    return [[words(cell) for cell in line] for line in body]


def test_the_plan_is_shown_and_carried_out_as_shown(session: Session, sign_in: SignIn) -> None:
    event, client, address = prepared(session, sign_in, since=LONG_AGO)
    board = Page(client.get(address))
    (notice,) = board.all("div", "notice-warning")
    assert words(notice) == "มีที่นั่งที่ไม่ได้ใช้ ซึ่งให้ผู้ที่รออยู่ในโควตาอื่นได้ 2 คน ดูแผนก่อนย้าย"
    page = Page(client.get(f"{address}/unused"))
    assert table(page, 0) == [["เชียงใหม่", "30", "28", "-2"], ["นครปฐม", "1", "3", "+2"]]
    assert [line[2:] for line in table(page, 1)] == [
        ["นครปฐม", "4 ม.ค. 2570 10.01 น."],
        ["นครปฐม", "4 ม.ค. 2570 10.02 น."],
    ]
    data = {"plan": page.value("plan")}
    done = Page(client.post(f"{address}/unused/move", data=data, follow_redirects=True))
    assert done.notices() == ["ย้าย 2 ที่นั่งแล้ว มีผู้ได้ที่นั่ง 2 คน ระบบส่งอีเมลแจ้งผู้ที่มีอีเมลแล้ว"]
    assert capacities(session, event) == {"TH-50": (28, 0), "TH-73": (3, 3)}


def test_a_plan_of_yesterday_is_refused_and_the_new_one_shown(
    session: Session, sign_in: SignIn
) -> None:
    event, client, address = prepared(session, sign_in, since=LONG_AGO)
    old = Page(client.get(f"{address}/unused")).value("plan")
    quota = session.scalars(
        select(Quota).where(Quota.event_id == event.id, Quota.code == "TH-73")
    ).one()
    factories.registration(session, event, quota)
    session.commit()
    page = Page(client.post(f"{address}/unused/move", data={"plan": old}, follow_redirects=True))
    assert page.notices() == [
        "มีผู้ลงทะเบียนหรือยกเลิกหลังจากเปิดหน้านี้ แผนจึงเปลี่ยนไป ตรวจแผนใหม่ด้านล่างแล้วยืนยันอีกครั้ง"
    ]
    assert page.value("plan") != old
    assert capacities(session, event) == {"TH-50": (30, 0), "TH-73": (1, 1)}


def test_before_its_time_there_is_no_plan(session: Session, sign_in: SignIn) -> None:
    _, client, address = prepared(session, sign_in, since=datetime(2999, 1, 1, tzinfo=UTC))
    page = Page(client.get(f"{address}/unused"))
    assert page.texts("p", "notice") == ["ยังไม่ถึงเวลา แผนจะแสดงที่นี่ตั้งแต่ 1 ม.ค. 3542 07.00 น."]
    assert page.all("input", name="plan") == []
    assert Page(client.get(address)).all("div", "notice-warning") == []


def test_the_time_is_set_and_taken_away(session: Session, sign_in: SignIn) -> None:
    event, client, address = prepared(session, sign_in, since=None)
    page = Page(client.get(f"{address}/unused"))
    assert page.texts("p", "notice") == ["กำหนดเวลาก่อน แผนจึงจะแสดงที่นี่"]
    for typed, kept in (
        ("1 ก.พ. 2570 09.00", datetime(2027, 2, 1, 2, 0, tzinfo=UTC)),
        ("", None),
    ):
        data = {"unused_places_from": typed}
        assert client.post(f"{address}/unused/from", data=data).status_code == 303
        session.expire_all()
        assert session.get_one(Event, event.id).unused_places_from == kept
    data = {"unused_places_from": "พรุ่งนี้"}
    page = Page(client.post(f"{address}/unused/from", data=data))
    assert page.errors() == {"unused_places_from": "ใส่วันและเวลา เช่น 1 ก.พ. 2570 09.00"}


def test_the_plan_takes_as_many_statements_for_many_as_for_one(
    session: Session, sign_in: SignIn, statements: Statements
) -> None:
    _, client, address = prepared(session, sign_in, since=LONG_AGO, waiting=1)
    client.get(f"{address}/unused")
    with statements() as for_one:
        assert len(table(Page(client.get(f"{address}/unused")), 1)) == 1
    _, other, elsewhere = prepared(session, sign_in, since=LONG_AGO, waiting=12)
    other.get(f"{elsewhere}/unused")
    with statements() as for_many:
        assert len(table(Page(other.get(f"{elsewhere}/unused")), 1)) == 12
    assert len(for_many) == len(for_one)
