"""Setting up places, changing and removing them."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import Event, Quota, Registration, RegistrationState, User
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


def test_all_provinces_get_places_in_one_step_and_existing_ones_keep_theirs(
    session: Session, sign_in: SignIn
) -> None:
    event, client, address = organiser(session, sign_in)
    factories.quota(session, event, "TH-73", capacity=40)
    session.commit()
    data = {"provinces-capacity": "๒๕", "provinces-waiting_list": "y"}
    page = Page(client.post(f"{address}/new/provinces", data=data, follow_redirects=True))
    assert page.notices() == ["ตั้งโควตา 76 จังหวัดแล้ว จังหวัดละ 25 ที่นั่ง"]
    quotas = quotas_of(session, event)
    assert len(quotas) == 77
    assert (quotas["TH-73"].capacity, quotas["TH-10"].capacity) == (40, 25)
    assert {quota.waiting_list for quota in quotas.values()} == {True}
    # nothing is left to set up
    assert page.all("details", id="provinces") == []


def test_central_and_own_quotas_are_added(session: Session, sign_in: SignIn) -> None:
    event, client, address = organiser(session, sign_in)
    assert client.post(f"{address}/new/central", data={"central-capacity": "50"}).status_code == 303
    own = {
        "own-name_th": "สื่อมวลชน",
        "own-name_en": "Press",
        "own-code": "press",
        "own-capacity": "5",
    }
    assert client.post(f"{address}/new/own", data=own).status_code == 303
    shown = {
        code: (quota.kind, quota.name_th, quota.name_en, quota.capacity, quota.waiting_list)
        for code, quota in quotas_of(session, event).items()
    }
    assert shown == {
        "central": ("central", "หน่วยงานส่วนกลาง", "Central agencies", 50, False),
        "press": ("own", "สื่อมวลชน", "Press", 5, False),
    }


def test_a_refused_setting_up_stands_at_its_own_form_as_it_was_sent(
    session: Session, sign_in: SignIn
) -> None:
    event, client, address = organiser(session, sign_in)
    page = Page(client.post(f"{address}/new/provinces", data={"provinces-capacity": "มาก"}))
    assert page.errors() == {"provinces-capacity": "ใส่จำนวนที่นั่งเป็นตัวเลข 0 ถึง 100,000"}
    assert (page.value("provinces-capacity"), page.value("central-capacity")) == ("มาก", "")
    own = {"own-name_th": "สื่อ", "own-code": "สื่อ", "own-capacity": "5"}
    page = Page(client.post(f"{address}/new/own", data=own))
    assert page.errors() == {
        "own-code": "ใช้ตัวอักษรอังกฤษตัวเล็ก ตัวเลข และขีด (-) เช่น press หรือ partners"
    }
    assert {name: page.value(name) for name in own} == own
    assert "open" in page.one("details", id="own").attrib
    assert quotas_of(session, event) == {}


def test_the_table_shows_places_taken_left_and_waiting(session: Session, sign_in: SignIn) -> None:
    event, client, address = organiser(session, sign_in)
    full = factories.quota(session, event, "TH-73", capacity=1)
    free = factories.quota(session, event, "TH-70", capacity=25, waiting_list=False)
    for quota in (full, full, full, free):
        factories.registration(session, event, quota)
    session.commit()
    page = Page(client.get(address))
    assert row(page, "TH-73")[:6] == ["นครปฐม", "1", "1", "เต็ม", "2", "รับ"]
    assert row(page, "TH-70")[:6] == ["ราชบุรี", "25", "1", "24", "–", "ไม่รับ"]
    links = [str(each.get("href")) for each in page.one("tr", id="quota-TH-73").iter("a")]
    assert f"/e/{event.slug}/qr/TH-73.png" in links
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
    page = Page(client.post(f"{address}/TH-73", data={"capacity": "2", "waiting_list": "y"}))
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
            f"{address}/TH-73", data={"capacity": "3", "waiting_list": "y"}, follow_redirects=True
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
    data = {"capacity": "10", "name_th": "ชื่อใหม่", "name_en": "New"}
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
    client.post(f"{address}/new/provinces", data={"provinces-capacity": "25"})
    with statements() as for_all:
        assert len(Page(client.get(address)).one("tbody", id="quotas")) == 77
    assert len(for_all) == len(for_one)
