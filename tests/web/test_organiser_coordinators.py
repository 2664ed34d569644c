"""The organisers' pages about coordinators: board, one quota, mails, files and lists."""

import csv
import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from xml.etree.ElementTree import Element

import pytest
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.imports.coordinator_lists import MOST_ROWS
from eventsys.models import (
    AuditEntry,
    CoordinatorContact,
    Event,
    Job,
    MeetingDay,
    Quota,
    Role,
    User,
)
from eventsys.services.coordinators import BANGKOK, enter
from tests import factories
from tests.coordinators import contact, token
from tests.factories import RATCHABURI
from tests.web.pages import Page, words

SignIn = Callable[[User], FlaskClient]
Statements = Callable[[], AbstractContextManager[list[str]]]
HEADINGS = ("จังหวัด", "ชื่อ", "หน่วยงาน", "อีเมล", "โทรศัพท์")


@pytest.fixture
def event(session: Session) -> Event:
    """Give an event ahead; one beside it, of the same office, has a coordinator as well."""
    event = factories.event(session)
    other = factories.event(session, event.organisation)
    contact(session, factories.quota(session, other), name="นายที่อื่น")
    ahead = datetime.now(BANGKOK).date() + timedelta(days=30)
    for day in session.scalars(select(MeetingDay)):
        day.date = ahead
    session.commit()
    return event


@pytest.fixture
def quota(session: Session, event: Event) -> Quota:
    """Give a quota without anybody."""
    quota = factories.quota(session, event)
    session.commit()
    return quota


@pytest.fixture
def client(session: Session, sign_in: SignIn, event: Event) -> FlaskClient:
    """Give an organiser's browser."""
    person = factories.user(session, event.organisation)
    session.commit()
    return sign_in(person)


def base(event: Event) -> str:
    return f"/o/e/{event.slug}/coordinators"


def cells(page: Page) -> list[list[str]]:
    """Return the rows of the board's table."""
    (body,) = (each for each in page.all("tbody") if each.get("id") == "coordinators")
    return [[words(cell) for cell in row] for row in body.iter("tr")]


def contacts(session: Session, event: Event) -> list[tuple[str, str, str]]:
    session.expire_all()
    rows = session.execute(
        select(CoordinatorContact, Quota.code)
        .join(Quota)
        .where(Quota.event_id == event.id)
        .order_by(CoordinatorContact.id)
    )
    return [(code, row.name, row.email) for row, code in rows]


def audit(session: Session, event: Event, action: str) -> list[object]:
    rows = session.scalars(
        select(AuditEntry)
        .where(AuditEntry.event_id == event.id, AuditEntry.action == action)
        .order_by(AuditEntry.id)
    )
    return [row.payload and row.payload.data for row in rows]


def mails(session: Session, event: Event) -> list[tuple[str, object]]:
    rows = session.scalars(select(Job).where(Job.event_id == event.id).order_by(Job.id))
    return [(row.kind, row.payload["contact"]) for row in rows]


def open_link(session: Session, quota: Quota, label: str = "LINE · Android") -> None:
    now = datetime.now(UTC)
    enter(session, quota_id=quota.id, generation=quota.link_generation, label=label, now=now)
    session.commit()


# --- the board ---------------------------------------------------------------------------------


def test_the_board_shows_each_quota_with_what_was_done(
    session: Session, client: FlaskClient, event: Event, quota: Quota
) -> None:
    other = factories.quota(session, event, RATCHABURI)
    contact(session, quota, name="นางสมศรี")
    contact(session, quota, name="นายไม่มีเมล", email="")
    open_link(session, quota)
    open_link(session, quota)
    page = Page(client.get(base(event)))
    first, second = cells(page)
    assert first[0] == "นครปฐม"
    assert first[2:6] == [
        "นางสมศรี นายไม่มีเมล (ไม่มีอีเมล)",
        "เปิดแล้ว ยังไม่เสนอชื่อ",
        "–",
        "0/25",
    ]
    assert first[7].endswith("LINE · Android ×2")
    assert second[:6] == ["ราชบุรี", "", "–", "ยังไม่มีผู้ประสานงาน", "–", "0/25"]
    assert [words(each) for each in page.one("nav", "filters").iter("a")] == [
        "ทั้งหมด 2",
        "ยังไม่มีผู้ประสานงาน 1",
        "เปิดแล้ว ยังไม่เสนอชื่อ 1",
    ]
    narrowed = Page(client.get(f"{base(event)}?state=no_contact"))
    assert [row[0] for row in cells(narrowed)] == ["ราชบุรี"]
    assert len(cells(Page(client.get(f"{base(event)}?state=nonsense")))) == 2
    assert other.code


def test_the_board_takes_as_many_statements_for_one_quota_as_for_many(
    session: Session, client: FlaskClient, event: Event, quota: Quota, statements: Statements
) -> None:
    contact(session, quota)
    open_link(session, quota)
    client.get(base(event))
    with statements() as for_one:
        client.get(base(event))
    for number in range(20):
        row = factories.quota(session, event, f"own-{number}")
        contact(session, row)
        open_link(session, row)
    with statements() as for_many:
        assert len(cells(Page(client.get(base(event))))) == 21
    assert len(for_many) == len(for_one)


def test_the_overview_s_tasks_take_as_many_statements_too(
    session: Session, client: FlaskClient, event: Event, quota: Quota, statements: Statements
) -> None:
    path = f"/o/e/{event.slug}/"
    client.get(path)
    with statements() as for_one:
        client.get(path)
    for number in range(10):
        contact(session, factories.quota(session, event, f"own-{number}"))
    session.commit()
    with statements() as for_many:
        client.get(path)
    assert len(for_many) == len(for_one)
    assert quota.code


def test_without_quotas_the_board_says_what_comes_first(client: FlaskClient, event: Event) -> None:
    assert Page(client.get(base(event))).texts("p", "empty-title") == ["ยังไม่มีโควตา"]


def test_the_overview_says_what_is_open(
    session: Session, client: FlaskClient, event: Event, quota: Quota
) -> None:
    def said() -> list[str]:
        tasks = Page(client.get(f"/o/e/{event.slug}/")).all("ul", "tasks")
        texts = [words(each) for each in tasks[0].iter("span")] if tasks else []
        return [each for each in texts if "ผู้ประสานงาน" in each]

    assert said() == ["ยังไม่มีผู้ประสานงาน 1 จังหวัด"]
    row = contact(session, quota)
    session.commit()
    assert said() == ["ยังไม่ได้ส่งลิงก์ให้ผู้ประสานงานของ 1 โควตา"]
    row.link_sent_at = datetime.now(UTC) - timedelta(days=8)
    session.commit()
    assert said() == ["ผู้ประสานงานของ 1 โควตาได้ลิงก์แล้วแต่เงียบมา 7 วัน"]
    for day in session.scalars(select(MeetingDay)):
        day.date = datetime.now(BANGKOK).date() - timedelta(days=1)
    session.commit()
    assert said() == []


# --- who may do what ---------------------------------------------------------------------------


def test_staff_see_the_board_and_no_link(
    session: Session, sign_in: SignIn, event: Event, quota: Quota
) -> None:
    row = contact(session, quota)
    person = factories.user(session, event.organisation, Role.STAFF)
    session.commit()
    staff = sign_in(person)
    for path in (base(event), f"{base(event)}/q/{quota.code}"):
        page = staff.get(path)
        assert page.status_code == 200
        assert row.name in page.text
        assert "/c/" not in page.text
        assert [
            form.get("action")
            for form in Page(page).one("main").iter("form")
            if form.get("method") == "post"
        ] == []
    tabs = [words(each) for each in Page(staff.get(base(event))).one("nav", "tabs").iter("a")]
    assert "ผู้ประสานงาน" in tabs


def test_viewers_are_not_led_there(
    session: Session, sign_in: SignIn, event: Event, quota: Quota
) -> None:
    person = factories.user(session, event.organisation, Role.VIEWER)
    session.commit()
    viewer = sign_in(person)
    tabs = [
        words(each) for each in Page(viewer.get(f"/o/e/{event.slug}/")).one("nav", "tabs").iter("a")
    ]
    assert "ผู้ประสานงาน" not in tabs
    assert viewer.get(f"{base(event)}/q/{quota.code}").status_code == 403


def test_quotas_and_contacts_of_other_events_are_not_found(
    session: Session, client: FlaskClient, event: Event, quota: Quota
) -> None:
    foreign = session.scalars(
        select(CoordinatorContact).where(CoordinatorContact.name == "นายที่อื่น")
    ).one()
    path = f"{base(event)}/q"
    assert client.get(f"{path}/TH-10").status_code == 404
    assert client.get(f"{path}/TH-10/letter.pdf").status_code == 404
    assert client.get(f"{path}/TH-10/renew").status_code == 404
    for way in ("", "/remove"):
        sent = client.post(f"{path}/{quota.code}/contacts/{foreign.id}{way}", data={})
        assert sent.status_code == 404
    assert client.post(f"{base(event)}/send", data={"form_key": "k" * 22, "contact": foreign.id})
    assert mails(session, event) == []


# --- contacts ----------------------------------------------------------------------------------


def test_contacts_are_added_changed_and_removed(
    session: Session, client: FlaskClient, event: Event, quota: Quota
) -> None:
    path = f"{base(event)}/q/{quota.code}"
    said = Page(
        client.post(
            f"{path}/contacts",
            data={"new-name": "นางสมศรี", "new-email": "a@example.go.th"},
            follow_redirects=True,
        )
    ).notices()
    assert said == ["เพิ่มผู้ประสานงานแล้ว"]
    row = session.scalars(
        select(CoordinatorContact).where(CoordinatorContact.quota_id == quota.id)
    ).one()
    client.post(f"{path}/contacts/{row.id}", data={f"contact-{row.id}-name": "นางสมศรี ใหม่"})
    assert contacts(session, event) == [("TH-73", "นางสมศรี ใหม่", "")]
    client.post(f"{path}/contacts/{row.id}/remove")
    assert contacts(session, event) == []


def test_a_refused_contact_stays_in_its_form(
    session: Session, client: FlaskClient, event: Event, quota: Quota
) -> None:
    row = contact(session, quota, name="นางสมศรี")
    session.commit()
    path = f"{base(event)}/q/{quota.code}/contacts"
    typed = {"new-name": "นาง สมศรี", "new-email": "x", "new-phone": "โทร"}
    page = Page(client.post(path, data=typed))
    assert page.errors() == {"new-email": "อีเมลนี้ใช้ส่งไม่ได้ ใส่หนึ่งที่อยู่ เช่น name@example.go.th"}
    assert [page.value(name) for name in typed] == ["นาง สมศรี", "x", "โทร"]
    twice = Page(client.post(path, data={"new-name": "นาง สมศรี"})).errors()
    assert twice == {"new-name": "โควตานี้มีผู้ประสานงานชื่อนี้แล้ว แก้ไขรายการเดิมแทน"}
    name = f"contact-{row.id}-name"
    assert Page(client.post(f"{path}/{row.id}", data={name: " "})).errors() == {
        name: "ใส่ชื่อผู้ประสานงาน"
    }
    assert contacts(session, event) == [("TH-73", "นางสมศรี", row.email)]


def test_hostile_names_are_only_text(
    session: Session, client: FlaskClient, event: Event, quota: Quota
) -> None:
    hostile = '<script>alert("x")</script>'
    contact(session, quota, name=hostile)
    session.commit()
    for path in ("", f"/q/{quota.code}", f"/send?quota={quota.code}"):
        page = client.get(base(event) + path)
        assert hostile not in page.text
        assert hostile in "".join(Page(page).one("main").itertext())


# --- the link ----------------------------------------------------------------------------------


def test_the_page_of_a_quota_has_link_text_and_devices(
    session: Session, client: FlaskClient, event: Event, quota: Quota
) -> None:
    open_link(session, quota)
    page = Page(client.get(f"{base(event)}/q/{quota.code}"))
    url = f"https://events.example.go.th/c/{token(quota)}"
    (link, text) = page.texts("output")
    assert link == url
    assert url in text.split()
    tables = page.all("table")
    assert [words(each) for each in tables[0].iter("th")][4:] == ["LINE · Android"]
    assert "เปิดลิงก์ครั้งแรกจากอุปกรณ์ LINE · Android" in page.texts("td")


def test_a_new_link_is_made_only_after_asking(
    session: Session, client: FlaskClient, event: Event, quota: Quota
) -> None:
    contact(session, quota, sent_at=datetime.now(UTC))
    open_link(session, quota)
    path = f"{base(event)}/q/{quota.code}/renew"
    notice = Page(client.get(path)).texts("div", "notice-warning")
    assert "อุปกรณ์ที่เปิดอยู่ 1 เครื่องจะถูกออกจากระบบ" in notice[0]
    session.expire_all()
    assert quota.link_generation == 0
    old = token(quota)
    page = Page(client.post(path, follow_redirects=True))
    session.expire_all()
    assert quota.link_generation == 1
    assert page.texts("output")[0] == f"https://events.example.go.th/c/{token(quota)}"
    assert old not in page.texts("output")[0]
    assert "สิ้นสุดแล้ว ลิงก์เก่า" in page.texts("span", "state-ended")
    assert cells(Page(client.get(base(event))))[0][3] == "ยังไม่ได้ส่งลิงก์"


def test_the_code_is_switched_on_and_off(
    session: Session, client: FlaskClient, event: Event, quota: Quota
) -> None:
    seen = []
    for sent in ({"wanted": "y"}, {}):
        client.post(f"{base(event)}/code", data=sent)
        session.expire_all()
        seen.append(event.coordinator_code)
    assert seen == [True, False]
    assert quota.code


# --- mails -------------------------------------------------------------------------------------


def hidden(page: Page, name: str) -> list[str]:
    return [str(each.get("value")) for each in page.all("input", name=name)]


def sent_from(page: Page, **more: str) -> dict[str, object]:
    """Return what a preview's button sends."""
    fields: dict[str, object] = {
        name: hidden(page, name) for name in ("form_key", "contact", "quota")
    }
    return {**fields, **more}


def test_without_ticks_all_who_were_not_told_are_shown_and_sent_once(
    session: Session, client: FlaskClient, event: Event, quota: Quota
) -> None:
    new = contact(session, quota)
    contact(session, quota, sent_at=datetime.now(UTC))
    contact(session, quota, email="")
    session.commit()
    page = Page(client.get(f"{base(event)}/send"))
    assert hidden(page, "contact") == [str(new.id)]
    assert page.texts("button", "btn-primary") == ["ส่งอีเมล 1 ฉบับ"]
    assert mails(session, event) == []
    said = [
        Page(
            client.post(f"{base(event)}/send", data=sent_from(page), follow_redirects=True)
        ).notices()
        for _ in range(2)
    ]
    assert said == [
        ["ส่งอีเมล 1 ฉบับแล้ว ดูผลได้ในหน้าเมล"],
        ["ไม่มีอีเมลที่ต้องส่ง ส่งไปแล้วก่อนหน้านี้"],
    ]
    assert mails(session, event) == [("mail.coordinator_link", new.id)]
    assert Page(client.get(f"{base(event)}/send")).texts("p", "empty-title") == ["ไม่มีผู้ที่ต้องส่งถึง"]
    line = Page(client.get(f"/o/e/{event.slug}/mails")).one("tbody").find("tr")
    assert isinstance(line, Element)
    assert [words(each) for each in line][:2] == [f"{new.name}{new.email}", "ส่งลิงก์ให้ผู้ประสานงาน"]


def test_ticked_quotas_are_sent_again_and_those_without_address_are_named(
    session: Session, client: FlaskClient, event: Event, quota: Quota
) -> None:
    told = contact(session, quota, sent_at=datetime.now(UTC))
    factories.quota(session, event, RATCHABURI)
    contact(session, factories.quota(session, event, "central"))
    session.commit()
    page = Page(client.get(f"{base(event)}/send?quota=TH-73&quota={RATCHABURI}&quota=no"))
    assert hidden(page, "contact") == [str(told.id)]
    assert page.texts("div", "notice-warning") == ["ไม่มีอีเมล จึงส่งไม่ได้ 1 โควตา: ราชบุรี"]
    client.post(f"{base(event)}/send", data=sent_from(page))
    assert mails(session, event) == [("mail.coordinator_link", told.id)]


def test_quotas_are_noted_as_told_without_any_mail(
    session: Session, client: FlaskClient, event: Event, quota: Quota
) -> None:
    contact(session, quota, email="")
    session.commit()
    page = Page(client.get(f"{base(event)}/send?quota={quota.code}"))
    said = client.post(
        f"{base(event)}/send", data=sent_from(page, do="told"), follow_redirects=True
    )
    assert Page(said).notices() == ["บันทึกแล้วว่าแจ้งลิงก์ทางอื่น 1 คน"]
    assert cells(Page(said))[0][3] == "ส่งแล้ว ยังไม่เปิด"
    assert mails(session, event) == []


@pytest.mark.parametrize("key", ["", "short", "x" * 65, "ก" * 20, "a b c d e f g h i j"])
def test_a_key_that_no_preview_made_sends_nothing(
    session: Session, client: FlaskClient, event: Event, quota: Quota, key: str
) -> None:
    row = contact(session, quota)
    session.commit()
    sent = client.post(f"{base(event)}/send", data={"form_key": key, "contact": str(row.id)})
    assert sent.status_code == 400
    assert mails(session, event) == []


@pytest.mark.parametrize("number", ["", "x", "-1", str(2**70), "1 OR 1=1"])
def test_contacts_that_are_none_are_left_out(
    session: Session, client: FlaskClient, event: Event, number: str
) -> None:
    data = {"form_key": "k" * 22, "contact": number}
    assert client.post(f"{base(event)}/send", data=data).status_code == 303
    assert client.post(f"{base(event)}/remind/not_opened", data=data).status_code == 303
    assert mails(session, event) == []


def test_before_publishing_the_preview_says_so_and_nothing_is_sent(
    session: Session, client: FlaskClient, event: Event, quota: Quota
) -> None:
    contact(session, quota)
    event.public = False
    session.commit()
    page = Page(client.get(f"{base(event)}/send"))
    sentence = "เผยแพร่โครงการก่อน จึงจะส่งอีเมลถึงผู้ประสานงานได้"
    assert page.texts("div", "notice-warning") == [sentence]
    assert page.texts("button", "btn-primary") == []
    sent = client.post(f"{base(event)}/send", data=sent_from(page), follow_redirects=True)
    assert Page(sent).notices() == [sentence]
    assert mails(session, event) == []


def test_who_was_reminded_today_is_counted_and_not_shown_again(
    session: Session, client: FlaskClient, event: Event, quota: Quota
) -> None:
    row = contact(session, quota, sent_at=datetime.now(UTC) - timedelta(days=2))
    contact(session, quota)
    session.commit()
    path = f"{base(event)}/remind/not_opened"
    page = Page(client.get(path))
    assert hidden(page, "contact") == [str(row.id)]
    assert page.texts("button", "btn-primary") == ["ส่งอีเมลเตือน 1 ฉบับ"]
    for _ in range(2):
        client.post(path, data=sent_from(page), follow_redirects=True)
    assert mails(session, event) == [("mail.coordinator_reminder", row.id)]
    again = Page(client.get(path))
    assert again.texts("div", "notice") == ["วันนี้เตือนแล้ว 1 คน จึงไม่ส่งซ้ำ"]
    assert client.get(f"{base(event)}/remind/something").status_code == 404


# --- files -------------------------------------------------------------------------------------


def test_files_hold_the_links_are_kept_by_nobody_and_noted(
    session: Session, client: FlaskClient, event: Event, quota: Quota
) -> None:
    other = factories.quota(session, event, RATCHABURI)
    contact(session, quota, name="นางสมศรี")
    session.commit()
    urls = [f"https://events.example.go.th/c/{token(each)}" for each in (quota, other)]
    files = {
        name: client.get(f"{base(event)}/{name}")
        for name in ("letters.pdf", "links.xlsx", "links.txt", f"q/{quota.code}/letter.pdf")
    }
    for answer in files.values():
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert files["letters.pdf"].data.startswith(b"%PDF")
    book = CalamineWorkbook.from_filelike(io.BytesIO(files["links.xlsx"].data))
    assert [row[5] for row in book.get_sheet_by_index(0).to_python()[1:]] == urls
    text = files["links.txt"].data.decode("utf-8-sig")
    assert [line for line in text.splitlines() if "/c/" in line] == urls
    assert audit(session, event, "coordinator_file.export") == [
        {"kind": "letters", "quotas": 2},
        {"kind": "links", "quotas": 2},
        {"kind": "texts", "quotas": 2},
        {"kind": "letters", "quotas": 1},
    ]
    ticked = client.get(f"{base(event)}/links.txt?quota={RATCHABURI}").data.decode("utf-8-sig")
    assert [line for line in ticked.splitlines() if "/c/" in line] == [urls[1]]


def test_of_nothing_there_is_no_file(client: FlaskClient, event: Event, quota: Quota) -> None:
    for name in ("letters.pdf", "links.xlsx", "links.txt"):
        assert client.get(f"{base(event)}/{name}?quota=no").status_code == 404
    assert quota.code


# --- lists -------------------------------------------------------------------------------------


def upload(client: FlaskClient, event: Event, *rows: tuple[str, ...]) -> Page:
    text = io.StringIO()
    csv.writer(text).writerows([HEADINGS, *rows])
    file = (io.BytesIO(text.getvalue().encode("utf-8-sig")), "list.csv")
    return Page(client.post(f"{base(event)}/list", data={"file": file}))


def sent_back(page: Page, do: str, **more: str) -> dict[str, str]:
    """Return what a preview's button sends."""
    fields = {
        str(each.get("name")): str(each.get("value", ""))
        for each in page.one("main").iter("input")
        if each.get("type") != "checkbox" and each.get("name")
    }
    return {**fields, "rows": page.value("rows"), "do": do, **more}


def press(client: FlaskClient, event: Event, page: Page, do: str, **more: str) -> Page:
    return Page(
        client.post(
            f"{base(event)}/list/preview", data=sent_back(page, do, **more), follow_redirects=True
        )
    )


def test_the_form_to_fill_in_has_all_quotas_and_comes_back(
    session: Session, client: FlaskClient, event: Event, quota: Quota
) -> None:
    contact(session, quota, name="นางสมศรี", email="a@example.go.th")
    factories.quota(session, event, RATCHABURI)
    session.commit()
    given = client.get(f"{base(event)}/list/template.xlsx").data
    table = CalamineWorkbook.from_filelike(io.BytesIO(given)).get_sheet_by_index(0).to_python()
    assert [row[:2] for row in table[1:]] == [["นครปฐม", "นางสมศรี"], ["ราชบุรี", ""]]
    assert b"/c/" not in client.get(f"{base(event)}/list/template.csv").data
    assert audit(session, event, "coordinator_contact.export") == [{"people": 1}] * 2
    page = Page(client.post(f"{base(event)}/list", data={"file": (io.BytesIO(given), "list.xlsx")}))
    assert page.texts("div", "figure-value") == ["0", "1", "0", "1"]
    press(client, event, page, "keep")
    assert contacts(session, event) == [("TH-73", "นางสมศรี", "a@example.go.th")]


def test_a_good_list_is_shown_and_then_kept(
    session: Session, client: FlaskClient, event: Event, quota: Quota
) -> None:
    contact(session, quota, name="นางสมศรี")
    session.commit()
    page = upload(
        client,
        event,
        ("จ.นครปฐม", "นาง สมศรี", "", "new@example.go.th", ""),
        ("Nakhon Pathom", "นายใหม่", "สำนักงาน", "", "๐๒ ๐๐๐ ๐๐๐๐"),
    )
    assert page.texts("div", "figure-value") == ["1", "1", "0"]
    assert len(contacts(session, event)) == 1
    assert press(client, event, page, "keep").notices() == [
        "นำเข้าผู้ประสานงานแล้ว เพิ่ม 1 คน แก้ไข 1 คน เหมือนเดิม 0 คน"
    ]
    assert contacts(session, event) == [
        ("TH-73", "นาง สมศรี", "new@example.go.th"),
        ("TH-73", "นายใหม่", ""),
    ]


def test_every_fault_stands_at_its_cell_and_can_be_mended_there(
    session: Session, client: FlaskClient, event: Event, quota: Quota
) -> None:
    page = upload(
        client,
        event,
        ("นครประถม", "นางสมศรี", "", "a@example,go.th", ""),
        ("นครปฐม", "นายดี", "", "", ""),
        ("ดาวอังคาร", "นายผิด", "", "", ""),
        ("นครปฐม", "นายดี", "", "", ""),
    )
    said = [words(each) for each in page.one("div", "error-summary").iter("li")]
    assert said == [
        "ช่อง A2: ไม่รู้จักจังหวัดหรือโควตานี้ ตรวจสอบตัวสะกด อาจหมายถึง: นครปฐม",
        "ช่อง D2: อีเมลนี้ใช้ส่งไม่ได้ ใส่หนึ่งที่อยู่ เช่น name@example.go.th อาจหมายถึง: a@example.go.th",
        "ช่อง A4: ไม่รู้จักจังหวัดหรือโควตานี้ ตรวจสอบตัวสะกด",
        "ช่อง B5: ซ้ำกับแถวที่ 3 เอาแถวหนึ่งออก",
    ]
    assert "นำเข้าทั้งหมด" not in page.texts("button")
    # whoever presses it all the same keeps nobody
    press(client, event, page, "keep")
    assert contacts(session, event) == []
    page = press(client, event, page, "suggest")
    assert len(list(page.one("div", "error-summary").iter("li"))) == 2
    page = press(client, event, page, "check", **{"row-2-quota": "นครปฐม", "row-3-drop": "y"})
    assert page.texts("div", "figure-value") == ["3", "0", "0"]
    press(client, event, page, "keep")
    assert [name for _, name, _ in contacts(session, event)] == ["นางสมศรี", "นายดี", "นายผิด"]
    assert quota.code


def test_a_file_that_is_none_is_refused_in_a_sentence(
    client: FlaskClient, event: Event, quota: Quota
) -> None:
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="x.csv"\r\n\r\n'

    def said(content: bytes) -> dict[str, str]:
        # put together by hand: the test client leaves large bodies in open files
        sent = client.post(
            f"{base(event)}/list",
            data=head + content + b"\r\n--x--\r\n",
            content_type="multipart/form-data; boundary=x",
        )
        return Page(sent).errors()

    long = "จังหวัด,ชื่อ\n" + "".join(f"นครปฐม,คนที่ {number}\n" for number in range(20_000))
    assert said(long.encode()) == {"file": f"ไฟล์มีมากกว่า {MOST_ROWS} แถว โปรดแบ่งเป็นหลายไฟล์"}
    heavy = "จังหวัด,ชื่อ\n" + "".join(f"นครปฐม,{'ก' * 900}{number}\n" for number in range(999))
    assert said(heavy.encode()) == {"file": "ข้อความยาวกว่า 1 เมกะไบต์ โปรดแบ่งเป็นหลายส่วน"}
    assert said("จังหวัด,ชื่อ\n".encode())["file"].startswith("ไม่พบผู้ประสานงานใต้หัวตาราง")
    assert Page(client.post(f"{base(event)}/list", data={})).errors() == {
        "file": "เลือกไฟล์ Excel หรือ CSV"
    }
    assert quota.code


@pytest.mark.parametrize(
    "rows",
    ["", "x", "{}", "[1]", "[[2]]", '[["2","","","","",""]]', "[[2,1,2,3,4,5]]", "[" * 5000],
)
def test_rows_that_no_preview_made_are_refused(
    session: Session, client: FlaskClient, event: Event, rows: str
) -> None:
    sent = client.post(f"{base(event)}/list/preview", data={"rows": rows, "do": "keep"})
    assert sent.status_code == 400
    assert session.scalar(select(func.count()).select_from(CoordinatorContact)) == 1


def test_a_list_of_many_faults_comes_back_whole(
    session: Session, client: FlaskClient, event: Event, quota: Quota
) -> None:
    rows = [("นครประถม", f"คน {number} ผิด", "", "x", "y") for number in range(600)]
    page = upload(client, event, *rows)
    assert page.texts("div", "figure-value")[2] == "600"
    page = press(client, event, page, "check")
    assert page.texts("div", "figure-value")[2] == "600"
    assert contacts(session, event) == []
    assert quota.code
