"""Making quotas: sets and spreadsheets with a preview, central and own ones."""

from collections.abc import Callable
from io import BytesIO

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import Event, Quota, User
from tests import factories
from tests.web.pages import Page, words

SignIn = Callable[[User], FlaskClient]


def organiser(session: Session, sign_in: SignIn) -> tuple[Event, FlaskClient, str]:
    event = factories.event(session)
    person = factories.user(session, event.organisation)
    session.commit()
    return event, sign_in(person), f"/o/e/{event.slug}/quotas/new"


def quotas_of(session: Session, event: Event) -> dict[str, Quota]:
    session.expire_all()
    rows = session.scalars(select(Quota).where(Quota.event_id == event.id))
    return {quota.code: quota for quota in rows}


def figures(page: Page) -> dict[str, str]:
    texts = [[words(part) for part in tile] for tile in page.all("div", "figure-tile")]
    return {label: value for value, label, *_ in texts}


def faults(page: Page) -> list[str]:
    return [words(line) for line in page.one("div", id="faults").iter("li")]


def upload(client: FlaskClient, address: str, text: str, **data: str) -> Page:
    sent = {f"list-{name}": value for name, value in data.items()}
    file = (BytesIO(text.encode()), "quotas.csv")
    answer = client.post(
        f"{address}/list", data={**sent, "list-file": file}, content_type="multipart/form-data"
    )
    return Page(answer)


def send(client: FlaskClient, address: str, page: Page, **changes: str) -> Page:
    """Send a preview as a browser does, with what was typed over."""
    data = {name: value for name, value in page.values().items() if name != "do"} | changes
    return Page(client.post(f"{address}/preview", data=data, follow_redirects=True))


def test_a_set_is_shown_first_and_made_then(session: Session, sign_in: SignIn) -> None:
    event, client, address = organiser(session, sign_in)
    factories.quota(session, event, "TH-73", capacity=40)
    session.commit()
    data = {"set-members": "provinces", "set-capacity": "๒๕", "set-waiting_list": "y"}
    page = Page(client.post(f"{address}/set", data=data))
    assert figures(page) == {
        "โควตาที่จะตั้ง": "76",
        "ที่นั่งรวม": "1,900",
        "มีอยู่แล้ว ไม่เปลี่ยน": "1",
    }
    assert list(quotas_of(session, event)) == ["TH-73"]
    # one of them gets another number of places, and one is left out
    places = {page.value(f"row-{place}-code"): place for place in range(77)}
    done = send(
        client,
        address,
        page,
        **{
            f"row-{places['TH-30']}-capacity": "50",
            f"row-{places['TH-10']}-drop": "on",
            "do": "make",
        },
    )
    assert done.notices() == ["ตั้งโควตา 75 รายการแล้ว รวม 1,900 ที่นั่ง"]
    quotas = quotas_of(session, event)
    assert len(quotas) == 76
    assert [quotas[code].capacity for code in ("TH-73", "TH-30", "TH-50")] == [40, 50, 25]
    assert {quota.waiting_list for quota in quotas.values()} == {True}


def test_the_pilot_areas_become_quotas_of_provinces_and_of_their_own(
    session: Session, sign_in: SignIn
) -> None:
    event, client, address = organiser(session, sign_in)
    data = {"set-members": "pilot_areas", "set-capacity": "10"}
    page = Page(client.post(f"{address}/set", data=data))
    page = send(client, address, page, everywhere="12", do="fill")
    assert figures(page)["ที่นั่งรวม"] == "168"
    send(client, address, page, do="make")
    quotas = quotas_of(session, event)
    assert sorted(quota.kind.value for quota in quotas.values()) == ["own"] * 5 + ["province"] * 9
    assert (quotas["krabi-pao"].name_th, quotas["krabi-pao"].name_en) == (
        "องค์การบริหารส่วนจังหวัดกระบี่",
        "Krabi Provincial Administrative Organisation",
    )
    assert {(quota.capacity, quota.waiting_list) for quota in quotas.values()} == {(12, False)}


def test_a_list_with_faults_makes_nothing_and_tells_each_at_its_cell(
    session: Session, sign_in: SignIn
) -> None:
    event, client, address = organiser(session, sign_in)
    text = "ที่นั่ง,จังหวัด,รหัส\n25 คน,นครปฐม,\n5,สุราษฏธานี,\n5,สื่อมวลชน,Press!\n,น่าน,\n5,จ.น่าน,\n5,น่าน,\n"
    page = upload(client, address, text)
    assert faults(page) == [
        "ช่อง A2: ใส่จำนวนที่นั่งเป็นตัวเลข 0 ถึง 100,000 · อาจหมายถึง: 25",
        "ช่อง B3: ไม่รู้จักจังหวัดนี้ แก้ชื่อจังหวัด หรือใส่รหัสถ้าเป็นโควตาเฉพาะ · อาจหมายถึง: สุราษฎร์ธานี",
        "ช่อง C4: รหัสใช้ได้เฉพาะตัวอักษรอังกฤษตัวเล็ก ตัวเลข และขีด (-) ไม่เกิน 31 ตัว · อาจหมายถึง: press",
        "ช่อง A5: ยังไม่มีจำนวนที่นั่ง",
        "ช่อง B7: ซ้ำกับแถวที่ 6 ลบแถวหนึ่งออก",
    ]
    assert page.value("row-0-capacity") == "25 คน"
    page = send(client, address, page, do="make")
    assert len(faults(page)) == 5
    assert quotas_of(session, event) == {}

    page = send(client, address, page, do="suggest")
    assert [line.split(":")[0] for line in faults(page)] == ["ช่อง A5", "ช่อง B7"]
    page = send(client, address, page, **{"row-3-drop": "on", "row-5-drop": "on", "do": "make"})
    assert page.notices() == ["ตั้งโควตา 4 รายการแล้ว รวม 40 ที่นั่ง"]
    assert {code: quota.capacity for code, quota in quotas_of(session, event).items()} == {
        "TH-73": 25,
        "TH-84": 5,
        "press": 5,
        "TH-55": 5,
    }


def test_what_a_list_does_not_say_is_said_once_for_all(session: Session, sign_in: SignIn) -> None:
    event, client, address = organiser(session, sign_in)
    text = "จังหวัด,ที่นั่ง,ปิดลงทะเบียน,รายชื่อสำรอง\nน่าน,,15 ก.พ. 2570,\nเลย,7,,รับ\n"
    page = upload(client, address, text, capacity="20")
    send(client, address, page, do="make")
    quotas = quotas_of(session, event)
    shown = {
        code: (quota.capacity, quota.waiting_list, quota.closes_at is None)
        for code, quota in quotas.items()
    }
    assert shown == {"TH-55": (20, False, False), "TH-42": (7, True, True)}


def test_a_file_that_is_no_list_is_refused_at_its_field(session: Session, sign_in: SignIn) -> None:
    _, client, address = organiser(session, sign_in)
    page = upload(client, address, "ก,ข\n1,2\n")
    assert page.errors() == {"list-file": "ไม่พบคอลัมน์ จังหวัดหรือชื่อโควตา โปรดตรวจหัวตารางในบรรทัดแรก"}
    page = Page(client.post(f"{address}/list", data={}))
    assert page.errors() == {"list-file": "เลือกไฟล์ก่อน"}


def test_the_templates_can_be_taken(session: Session, sign_in: SignIn) -> None:
    event, client, address = organiser(session, sign_in)
    for kind, content_type in (
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("csv", "text/csv; charset=utf-8"),
    ):
        answer = client.get(f"{address}/template.{kind}")
        assert (answer.status_code, answer.content_type) == (200, content_type)
        assert f'filename="{event.slug}-quotas-template.{kind}"' in str(
            answer.headers["Content-Disposition"]
        )


def test_quotas_that_are_there_already_are_no_fault(session: Session, sign_in: SignIn) -> None:
    event, client, address = organiser(session, sign_in)
    factories.quota(session, event, "TH-73", capacity=3)
    session.commit()
    page = upload(client, address, "จังหวัด,ที่นั่ง\nนครปฐม,99\n")
    page = send(client, address, page, do="make")
    assert page.notices() == ["มีโควตาเหล่านี้อยู่แล้ว จึงไม่มีอะไรเปลี่ยน"]
    assert quotas_of(session, event)["TH-73"].capacity == 3


def test_central_and_own_quotas_are_added(session: Session, sign_in: SignIn) -> None:
    event, client, address = organiser(session, sign_in)
    assert client.post(f"{address}/central", data={"central-capacity": "50"}).status_code == 303
    own = {
        "own-name_th": "สื่อมวลชน",
        "own-name_en": "Press",
        "own-code": "press",
        "own-capacity": "5",
    }
    assert client.post(f"{address}/own", data=own).status_code == 303
    shown = {
        code: (quota.kind, quota.name_th, quota.name_en, quota.capacity, quota.waiting_list)
        for code, quota in quotas_of(session, event).items()
    }
    assert shown == {
        "central": ("central", "หน่วยงานส่วนกลาง", "Central agencies", 50, False),
        "press": ("own", "สื่อมวลชน", "Press", 5, False),
    }
    # there is only one of central agencies
    assert Page(client.get(address)).all("details", id="central") == []


def test_a_refused_form_stands_at_its_own_place_as_it_was_sent(
    session: Session, sign_in: SignIn
) -> None:
    event, client, address = organiser(session, sign_in)
    page = Page(client.post(f"{address}/set", data={"set-capacity": "มาก"}))
    assert page.errors()["set-capacity"] == "ใส่จำนวนที่นั่งเป็นตัวเลข 0 ถึง 100,000"
    assert (page.value("set-capacity"), page.value("central-capacity")) == ("มาก", "")
    own = {"own-name_th": "สื่อ", "own-code": "สื่อ", "own-capacity": "5"}
    page = Page(client.post(f"{address}/own", data=own))
    assert page.errors() == {
        "own-code": "ใช้ตัวอักษรอังกฤษตัวเล็ก ตัวเลข และขีด (-) เช่น press หรือ partners"
    }
    assert {name: page.value(name) for name in own} == own
    assert "open" in page.one("details", id="own").attrib
    page = Page(client.post(f"{address}/own", data=own | {"own-code": "board"}))
    assert page.errors() == {"own-code": "ระบบใช้รหัสนี้เอง ใช้รหัสอื่น เช่น press หรือ partners"}
    assert quotas_of(session, event) == {}
