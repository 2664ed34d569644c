"""The board of places, changing and removing quotas, one and several."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.imports.tables import read_tables
from eventsys.models import (
    Approval,
    Event,
    Meeting,
    Quota,
    Registration,
    RegistrationState,
    Role,
    User,
)
from eventsys.rules.quota_list import QuotaPlan
from eventsys.rules.quota_sets import SETS
from eventsys.services.quotas import add_quotas
from tests import factories
from tests.web.pages import Page, words

SignIn = Callable[[User], FlaskClient]
Statements = Callable[[], AbstractContextManager[list[str]]]


def organiser(session: Session, sign_in: SignIn) -> tuple[Event, FlaskClient, str]:
    event = factories.event(session)
    person = factories.user(session, event.organisation)
    session.commit()
    return event, sign_in(person), f"/o/e/{event.slug}/quotas"


def quotas_of(session: Session, event: Event) -> dict[str, Quota]:
    session.expire_all()
    rows = session.scalars(select(Quota).where(Quota.event_id == event.id))
    return {quota.code: quota for quota in rows}


def row(page: Page, code: str) -> list[str]:
    line = page.one("tr", id=f"quota-{code}")
    return [words(cell) for cell in line if cell.tag in ("th", "td")]


def figures(page: Page) -> dict[str, str]:
    tiles = page.all("div", "figure-tile")
    texts = [[words(part) for part in tile] for tile in tiles]
    return {label: value for value, label, *_ in texts}


def test_the_board_shows_how_each_quota_stands_and_the_totals(
    session: Session, sign_in: SignIn
) -> None:
    event, client, address = organiser(session, sign_in)
    full = factories.quota(session, event, "TH-73", capacity=1)
    free = factories.quota(session, event, "TH-70", capacity=25, waiting_list=False)
    asking = factories.quota(session, event, "TH-50", capacity=5)
    asking.approval = Approval.ORGANISER
    for quota in (full, full, full, free, asking):
        factories.registration(session, event, quota)
    session.commit()
    page = Page(client.get(address))
    assert row(page, "TH-73") == ["", "นครปฐม", "1", "1", "เต็ม ตั้งแต่ 4 ม.ค. 2570 10.00 น.", "2", "–"]
    assert row(page, "TH-70") == ["", "ราชบุรีไม่รับรายชื่อสำรอง", "25", "1", "24", "–", "–"]
    assert row(page, "TH-50") == ["", "เชียงใหม่ผู้จัดอนุมัติ", "5", "0", "5", "–", "1"]
    bar = page.one("tr", id="quota-TH-73").find(".//progress")
    assert bar is not None
    assert (bar.get("value"), bar.get("max")) == ("1", "1")
    assert figures(page) == {
        "ที่นั่งทั้งหมด": "31",
        "ได้ที่นั่งแล้ว": "2",
        "ว่าง": "29",
        "รายชื่อสำรอง": "2",
        "รออนุมัติ": "1",
    }


def test_the_board_is_narrowed_to_a_region_and_a_state(session: Session, sign_in: SignIn) -> None:
    event, client, address = organiser(session, sign_in)
    for code in ("TH-73", "TH-70", "TH-50", "central"):
        factories.quota(session, event, code, capacity=1)
    quotas = quotas_of(session, event)
    for code in ("TH-73", "TH-50", "TH-50"):
        factories.registration(session, event, quotas[code])
    quotas["TH-70"].opens_at = datetime(2999, 1, 1, tzinfo=UTC)
    session.commit()
    shown = {
        asked: [str(each.get("id")) for each in Page(client.get(f"{address}?{asked}")).one("tbody")]
        for asked in (
            "region=west",
            "region=none",
            "state=full",
            "state=waiting",
            "state=not_open",
        )
    }
    assert shown == {
        "region=west": ["quota-TH-70"],
        "region=none": ["quota-central"],
        "state=full": ["quota-TH-50", "quota-TH-73"],
        "state=waiting": ["quota-TH-50"],
        "state=not_open": ["quota-TH-70"],
    }
    page = Page(client.get(f"{address}?region=north&state=free"))
    assert page.texts("p", "empty-title") == ["ไม่มีโควตาตามที่เลือก"]
    assert figures(page)["ที่นั่งทั้งหมด"] == "0"


def test_the_board_alone_is_given_again_only_when_it_changed(
    session: Session, sign_in: SignIn
) -> None:
    event, client, address = organiser(session, sign_in)
    quota = factories.quota(session, event, capacity=2)
    session.commit()
    first = client.get(f"{address}/board")
    assert (first.status_code, "<html" in first.text) == (200, False)
    tag = {"If-None-Match": first.headers["ETag"]}
    again = client.get(f"{address}/board", headers=tag)
    assert (again.status_code, again.data) == (304, b"")
    assert client.get(f"{address}/board?lang=en", headers=tag).status_code == 200
    factories.registration(session, event, quota)
    session.commit()
    changed = client.get(f"{address}/board", headers=tag)
    assert changed.status_code == 200
    assert changed.headers["ETag"] != first.headers["ETag"]
    assert row(Page(changed), "TH-73")[3] == "1"


def test_the_board_as_a_workbook_holds_what_is_shown(session: Session, sign_in: SignIn) -> None:
    event, client, address = organiser(session, sign_in)
    for code in ("TH-73", "TH-50"):
        factories.quota(session, event, code, capacity=25)
    factories.registration(session, event, quotas_of(session, event)["TH-73"])
    session.commit()
    answer = client.get(f"{address}/board.xlsx?region=central")
    heading, line, totals = read_tables(answer.data)[0]
    assert line.cells[:9] == ("นครปฐม", "TH-73", "ภาคกลาง", "", "25", "1", "24", "0", "0")
    assert totals.cells[:9] == ("รวมทั้งสิ้น", "", "", "", "25", "1", "24", "0", "0")
    assert len(heading.cells) == 14


def test_staff_read_the_board_and_find_nothing_to_change(session: Session, sign_in: SignIn) -> None:
    event = factories.event(session)
    factories.quota(session, event)
    staff = factories.user(session, event.organisation, Role.STAFF)
    session.commit()
    page = Page(sign_in(staff).get(f"/o/e/{event.slug}/quotas"))
    assert row(page, "TH-73")[0] == "นครปฐม"
    assert [each.get("method") for each in page.one("main").iter("form")] == ["get"]
    links = [str(each.get("href")) for each in page.one("main").iter("a")]
    assert links == [f"/o/e/{event.slug}/quotas/board.xlsx"]


def test_several_quotas_are_changed_at_once(session: Session, sign_in: SignIn) -> None:
    event, client, address = organiser(session, sign_in)
    for code in ("TH-73", "TH-70", "TH-50"):
        factories.quota(session, event, code, capacity=1)
    quotas = quotas_of(session, event)
    for _ in range(3):
        factories.registration(session, event, quotas["TH-73"])
    session.commit()
    data = {
        "scope": "ticked",
        "quota": [str(quotas[code].id) for code in ("TH-73", "TH-70")],
        "capacity": "๒",
        "waiting_list": "no",
        "closes_at": "15 ก.พ. 2570",
    }
    page = Page(client.post(f"{address}/bulk", data=data, follow_redirects=True))
    assert page.notices() == [
        "เปลี่ยนแล้ว 2 โควตา",
        "เลื่อนรายชื่อสำรองขึ้นได้ที่นั่ง 1 คน ระบบส่งอีเมลแจ้งผู้ที่มีอีเมลแล้ว",
    ]
    closing = datetime(2027, 2, 15, 16, 59, tzinfo=UTC)
    assert {
        code: (quota.capacity, quota.waiting_list, quota.closes_at)
        for code, quota in quotas_of(session, event).items()
    } == {
        "TH-73": (2, False, closing),
        "TH-70": (2, False, closing),
        "TH-50": (1, True, None),
    }


def test_all_that_is_shown_can_be_changed_and_the_page_stays_narrowed(
    session: Session, sign_in: SignIn
) -> None:
    event, client, address = organiser(session, sign_in)
    for code in ("TH-73", "TH-50"):
        factories.quota(session, event, code, capacity=1)
    session.commit()
    shown = [
        str(each.get("value"))
        for each in Page(client.get(f"{address}?region=north")).all("input", name="shown")
    ]
    answer = client.post(
        f"{address}/bulk?region=north", data={"scope": "shown", "shown": shown, "capacity": "9"}
    )
    assert (answer.status_code, answer.location) == (303, f"{address}?region=north")
    assert {code: quota.capacity for code, quota in quotas_of(session, event).items()} == {
        "TH-73": 1,
        "TH-50": 9,
    }


def test_a_refused_change_names_each_quota_and_keeps_what_was_ticked(
    session: Session, sign_in: SignIn
) -> None:
    event, client, address = organiser(session, sign_in)
    for code in ("TH-73", "TH-70"):
        factories.quota(session, event, code, capacity=5)
    quotas = quotas_of(session, event)
    for _ in range(3):
        factories.registration(session, event, quotas["TH-73"])
    session.commit()
    data = {
        "scope": "ticked",
        "quota": [str(quotas["TH-73"].id), str(quotas["TH-70"].id)],
        "capacity": "2",
    }
    page = Page(client.post(f"{address}/bulk", data=data))
    refused = page.one("div", id="refused")
    assert words(refused) == "นครปฐม: มีผู้ได้ที่นั่งแล้ว 3 คน จึงลดให้น้อยกว่านั้นไม่ได้"
    ticked = [
        each.get("value") for each in page.all("input", name="quota") if "checked" in each.attrib
    ]
    assert sorted(map(str, ticked)) == sorted(data["quota"])
    assert page.value("capacity") == "2"
    assert {quota.capacity for quota in quotas_of(session, event).values()} == {5}
    page = Page(client.post(f"{address}/bulk", data={"scope": "ticked", "capacity": "2"}))
    summary = words(page.one("div", "error-summary"))
    assert summary.endswith("ทำเครื่องหมายโควตาที่จะเปลี่ยนก่อน อย่างน้อยหนึ่งโควตา")


def test_hours_approval_and_meeting_of_a_quota_are_set_and_shown_again(
    session: Session, sign_in: SignIn
) -> None:
    event, client, address = organiser(session, sign_in)
    factories.quota(session, event, "TH-73", capacity=5)
    session.commit()
    meeting = session.scalars(select(Meeting.id).where(Meeting.event_id == event.id)).one()
    data = {
        "capacity": "5",
        "opens_at": "1 ก.พ. 2570 09.00",
        "closes_at": "15 ก.พ. 2570",
        "approval": "coordinator",
        "meeting": str(meeting),
    }
    assert client.post(f"{address}/TH-73", data=data).status_code == 303
    quota = quotas_of(session, event)["TH-73"]
    assert (quota.opens_at, quota.closes_at, quota.approval, quota.meeting_id) == (
        datetime(2027, 2, 1, 2, 0, tzinfo=UTC),
        datetime(2027, 2, 15, 16, 59, tzinfo=UTC),
        Approval.COORDINATOR,
        meeting,
    )
    shown = Page(client.get(f"{address}/TH-73"))
    assert {name: shown.value(name) for name in data} == data | {"closes_at": "15 ก.พ. 2570 23.59"}
    wrong = data | {"closes_at": "1 ม.ค. 2570"}
    page = Page(client.post(f"{address}/TH-73", data=wrong))
    assert page.errors() == {"closes_at": "เวลาปิดของโควตาต้องอยู่หลังเวลาเปิด"}


def test_the_meeting_stays_once_somebody_registered(session: Session, sign_in: SignIn) -> None:
    event, client, address = organiser(session, sign_in)
    quota = factories.quota(session, event, "TH-73", capacity=5)
    factories.registration(session, event, quota)
    session.commit()
    meeting = session.scalars(select(Meeting.id).where(Meeting.event_id == event.id)).one()
    page = Page(client.get(f"{address}/TH-73"))
    assert page.all("select", name="meeting") == []
    data = {"capacity": "6", "approval": "nobody", "meeting": str(meeting)}
    assert client.post(f"{address}/TH-73", data=data).status_code == 303
    quota = quotas_of(session, event)["TH-73"]
    assert (quota.capacity, quota.meeting_id) == (6, None)


def test_the_code_for_posters_stands_on_the_quota_s_own_page(
    session: Session, sign_in: SignIn
) -> None:
    event, client, address = organiser(session, sign_in)
    factories.quota(session, event, "TH-73")
    session.commit()
    page = Page(client.get(f"{address}/TH-73"))
    assert f"/e/{event.slug}/qr/TH-73.png" in [each.get("href") for each in page.all("a")]
    answer = client.get(f"/e/{event.slug}/qr/TH-73.png")
    assert (answer.status_code, answer.content_type) == (200, "image/png")


def test_fewer_places_than_people_are_refused_at_the_field_with_the_number(
    session: Session, sign_in: SignIn
) -> None:
    event, client, address = organiser(session, sign_in)
    quota = factories.quota(session, event, capacity=5)
    for _ in range(3):
        factories.registration(session, event, quota)
    session.commit()
    page = Page(
        client.post(
            f"{address}/TH-73", data={"capacity": "2", "waiting_list": "y", "approval": "nobody"}
        )
    )
    assert page.errors() == {"capacity": "มีผู้ได้ที่นั่งแล้ว 3 คน จึงลดให้น้อยกว่านั้นไม่ได้"}
    assert page.value("capacity") == "2"
    assert quotas_of(session, event)["TH-73"].capacity == 5


def test_more_places_go_to_those_who_wait_and_the_page_says_how_many(
    session: Session, sign_in: SignIn
) -> None:
    event, client, address = organiser(session, sign_in)
    quota = factories.quota(session, event, capacity=1)
    numbers = [factories.registration(session, event, quota).id for _ in range(4)]
    session.commit()
    page = Page(
        client.post(
            f"{address}/TH-73",
            data={"capacity": "3", "waiting_list": "y", "approval": "nobody"},
            follow_redirects=True,
        )
    )
    assert page.notices() == [
        "บันทึกโควตา นครปฐม แล้ว",
        "เลื่อนรายชื่อสำรองขึ้นได้ที่นั่ง 2 คน ระบบส่งอีเมลแจ้งผู้ที่มีอีเมลแล้ว",
    ]
    session.expire_all()
    states = [session.get_one(Registration, number).state for number in numbers]
    assert states == [RegistrationState.CONFIRMED] * 3 + [RegistrationState.WAITING]
    assert quotas_of(session, event)["TH-73"].taken == 3


def test_only_an_own_quota_has_a_name_to_change(session: Session, sign_in: SignIn) -> None:
    event, client, address = organiser(session, sign_in)
    factories.quota(session, event, "TH-73")
    factories.quota(session, event, "press")
    session.commit()
    data = {"capacity": "10", "name_th": "ชื่อใหม่", "name_en": "New", "approval": "nobody"}
    client.post(f"{address}/TH-73", data=data)
    client.post(f"{address}/press", data=data)
    names = {code: quota.name_th for code, quota in quotas_of(session, event).items()}
    assert names == {"TH-73": "นครปฐม", "press": "ชื่อใหม่"}


def test_a_quota_is_removed_only_while_nobody_registered(session: Session, sign_in: SignIn) -> None:
    event, client, address = organiser(session, sign_in)
    used = factories.quota(session, event, "TH-73")
    factories.quota(session, event, "TH-70")
    factories.registration(session, event, used)
    session.commit()
    page = Page(client.post(f"{address}/TH-73/remove", follow_redirects=True))
    assert page.notices() == ["มีผู้ลงทะเบียนในโควตา นครปฐม แล้ว จึงลบไม่ได้ ลดจำนวนที่นั่งแทนได้"]
    page = Page(client.post(f"{address}/TH-70/remove", follow_redirects=True))
    assert page.notices() == ["ลบโควตา ราชบุรี แล้ว"]
    assert list(quotas_of(session, event)) == ["TH-73"]


def test_quotas_of_another_event_cannot_be_reached(session: Session, sign_in: SignIn) -> None:
    event, client, address = organiser(session, sign_in)
    other = factories.event(session, event.organisation)
    factories.quota(session, other, "TH-73", capacity=5)
    session.commit()
    assert client.post(f"{address}/TH-73", data={"capacity": "9"}).status_code == 404
    assert client.post(f"{address}/TH-73/remove").status_code == 404
    assert quotas_of(session, other)["TH-73"].capacity == 5


def test_the_table_takes_as_many_statements_for_77_quotas_as_for_one(
    session: Session, sign_in: SignIn, statements: Statements
) -> None:
    event, client, address = organiser(session, sign_in)
    factories.quota(session, event)
    session.commit()
    client.get(address)
    with statements() as for_one:
        assert len(Page(client.get(address)).one("tbody", id="quotas")) == 1
    for quota in add_quotas(
        session,
        event_id=event.id,
        plans=[
            QuotaPlan(each.code, each.name_th, each.name_en, 1, waiting_list=True)
            for each in SETS["provinces"]
        ],
        actor="system",
        now=factories.NOW,
    ):
        session.flush()
        factories.registration(session, event, quota)
        factories.registration(session, event, quota)
    session.commit()
    with statements() as for_all:
        assert len(Page(client.get(address)).one("tbody", id="quotas")) == 77
    assert len(for_all) == len(for_one)
