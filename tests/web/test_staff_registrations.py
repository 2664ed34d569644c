"""The list of registrations: filters, search, pages, files, and a single registration."""

import csv
import io
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import (
    AuditEntry,
    Event,
    Quota,
    Registration,
    RegistrationState,
    Role,
    User,
)
from eventsys.services.registrations import cancel
from tests import factories
from tests.factories import NOW
from tests.web.pages import Page, words

SignIn = Callable[[User], FlaskClient]
Statements = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def event(session: Session) -> Event:
    """Give an event; one beside it, of the same office, has people with the same names."""
    event = factories.event(session)
    other = factories.event(session, event.organisation)
    elsewhere = factories.quota(session, other)
    for first_name in ("สมชาย", "สมหญิง"):
        factories.registration(session, other, elsewhere, first_name=first_name)
    return event


@pytest.fixture
def people(session: Session, event: Event) -> dict[str, Registration]:
    """Give people in two quotas and three states."""
    one = factories.quota(session, event, capacity=2)
    two = factories.quota(session, event, "central", capacity=5)

    def person(quota: Quota, first_name: str, last_name: str, **more: str) -> Registration:
        typed = {"first_name": first_name, "last_name": last_name, **more}
        return factories.registration(session, event, quota, now=NOW, form_key=None, **typed)

    found = {
        "gone": person(one, "สมศรี", "ลาออก"),
        "first": person(one, "สมชาย", "ใจดี", email="Somchai@example.go.th"),
        "phone": person(one, "วิชัย", "กล้าหาญ", email="", phone="08 1234 5678"),
        "waits": person(one, "สมหญิง", "รอคอย", agency="อบจ."),
        "central": person(two, "ณ-เดช", "ณ อยุธยา", agency="สศช."),
    }
    cancel(session, registration_id=found["gone"].id, actor="system", now=NOW)
    found["late"] = person(one, "มานะ", "มาทีหลัง", email="100%_a@example.go.th")
    session.commit()
    return found


@pytest.fixture
def staff(session: Session, event: Event, sign_in: SignIn) -> FlaskClient:
    """Give the browser of somebody on the event's staff."""
    person = factories.user(session, event.organisation, Role.STAFF)
    session.commit()
    return sign_in(person)


def listed(page: Page) -> list[str]:
    return [str(link.get("href")) for row in page.all("th", scope="row") for link in row.iter("a")]


def found_by(
    client: FlaskClient, event: Event, people: dict[str, Registration], query: str
) -> list[str]:
    page = Page(client.get(f"/o/e/{event.slug}/registrations{query}"))
    names = {f"/o/e/{event.slug}/registrations/{row.id}": name for name, row in people.items()}
    return [names[address] for address in listed(page)]


ASKED = {
    "": ["late", "central", "waits", "phone", "first", "gone"],
    "?state=confirmed": ["central", "phone", "first"],
    "?state=waiting": ["late", "waits"],
    "?state=cancelled": ["gone"],
    "?state=pending": [],
    "?state=nonsense": ["late", "central", "waits", "phone", "first", "gone"],
    "?quota=central": ["central"],
    "?quota=TH-70": [],
    "?quota=TH-73&state=cancelled": ["gone"],
    "?q=สมชาย": ["first"],
    "?q=ใจดี": ["first"],
    "?q=สมชาย+ใจดี": ["first"],
    "?q=นายสมชาย": ["first"],
    "?q=อบจ": ["waits"],
    "?q=SOMCHAI@": ["first"],
    "?q=08 1234": ["phone"],
    "?q=0812345678": ["phone"],
    "?q=081-234-5678": ["phone"],
    "?q=๐๘ ๑๒๓๔": ["phone"],
    "?q=เดช": ["central"],
    "?q=ณเดช+ณอยุธยา": ["central"],
    "?q=100%25_a": ["late"],
    "?q=%25": ["late"],
    "?q=_": ["late"],
    "?q=-": ["central"],
    "?q=|": [],
    "?q=++": ["late", "central", "waits", "phone", "first", "gone"],
    "?q=ไม่มีใคร": [],
    "?q=สม&state=confirmed": ["first"],
    "?page=-3": ["late", "central", "waits", "phone", "first", "gone"],
    "?page=99999999999999999999": ["late", "central", "waits", "phone", "first", "gone"],
    "?page=x": ["late", "central", "waits", "phone", "first", "gone"],
}


def test_the_list_is_narrowed_to_what_was_asked(
    staff: FlaskClient, event: Event, people: dict[str, Registration]
) -> None:
    assert {query: found_by(staff, event, people, query) for query in ASKED} == ASKED


def test_a_row_shows_who_it_is(
    staff: FlaskClient, event: Event, people: dict[str, Registration]
) -> None:
    page = Page(staff.get(f"/o/e/{event.slug}/registrations?q=วิชัย"))
    (row,) = (each for each in page.one("tbody").iter("tr"))
    assert people["phone"].state is RegistrationState.CONFIRMED
    assert [words(cell) for cell in row] == [
        "นครปฐม พช. นายวิชัย",
        "นายวิชัย กล้าหาญ",
        "นครปฐม",
        "พช.",
        "08 1234 5678",
        "ได้ที่นั่งแล้ว",
        "4 ม.ค. 2570 10.00 น.",
    ]
    assert page.texts("p", "lead") == ["1 รายการ"]


def test_the_filter_stays_in_the_form_and_in_the_files(
    staff: FlaskClient, event: Event, people: dict[str, Registration]
) -> None:
    assert people
    page = Page(staff.get(f"/o/e/{event.slug}/registrations?q=สม&quota=TH-73&state=confirmed"))
    assert (page.value("q"), page.value("quota"), page.value("state")) == (
        "สม",
        "TH-73",
        "confirmed",
    )
    files = [str(link.get("href")) for link in page.one("div", "page-actions").iter("a")]
    rows = [list(csv.reader(io.StringIO(staff.get(files[1]).data.decode("utf-8-sig"))))]
    assert [len(each) for each in rows] == [2]


def test_long_lists_have_pages(session: Session, staff: FlaskClient, event: Event) -> None:
    quota = factories.quota(session, event, capacity=200)
    rows = [factories.registration(session, event, quota).id for _ in range(101)]
    session.commit()
    address = f"/o/e/{event.slug}/registrations"
    shown = [
        [
            int(link.rsplit("/", 1)[1])
            for link in listed(Page(staff.get(f"{address}?page={number}")))
        ]
        for number in (1, 2, 3, 4)
    ]
    rows.reverse()
    assert shown == [rows[:50], rows[50:100], rows[100:], rows[100:]]
    middle = Page(staff.get(f"{address}?page=2&quota=TH-73"))
    ways = {
        str(link.get("rel")): str(link.get("href")) for link in middle.one("nav", "pages").iter("a")
    }
    assert {rel: sorted(way.partition("?")[2].split("&")) for rel, way in ways.items()} == {
        "prev": ["page=1", "q=", "quota=TH-73", "state="],
        "next": ["page=3", "q=", "quota=TH-73", "state="],
    }


def test_empty_lists_say_why(
    staff: FlaskClient, event: Event, people: dict[str, Registration], session: Session
) -> None:
    assert people
    empty = factories.event(session, event.organisation)
    session.commit()
    texts = [
        Page(staff.get(address)).texts("p", "empty-title")
        for address in (
            f"/o/e/{event.slug}/registrations?q=ไม่มีใคร",
            f"/o/e/{empty.slug}/registrations",
        )
    ]
    assert texts == [["ไม่พบผู้ลงทะเบียนตามที่ค้นหา"], ["ยังไม่มีผู้ลงทะเบียน"]]


def test_the_list_takes_as_many_statements_for_thirty_as_for_one(
    session: Session, staff: FlaskClient, event: Event, statements: Statements
) -> None:
    quota = factories.quota(session, event, capacity=50)
    counts: dict[str, list[int]] = {}
    for number in (1, 29):
        for _ in range(number):
            factories.registration(session, event, quota)
        session.commit()
        for path in ("", "/list.csv", "/list.xlsx"):
            staff.get(f"/o/e/{event.slug}/registrations{path}")
            with statements() as run:
                assert staff.get(f"/o/e/{event.slug}/registrations{path}").status_code == 200
            counts.setdefault(path, []).append(len(run))
    assert [pair[0] == pair[1] > 0 for pair in counts.values()] == [True] * 3


# --- files -------------------------------------------------------------------------------------

HEADINGS = [
    "ลำดับ",
    "สถานะ",
    "จังหวัด/กลุ่ม",
    "คำนำหน้า",
    "ชื่อ",
    "นามสกุล",
    "หน่วยงาน",
    "ตำแหน่ง",
    "ภาคส่วน",
    "อีเมล",
    "โทรศัพท์",
    "ชื่อที่ใช้แสดงในการประชุม",
]


def read_csv(client: FlaskClient, event: Event, query: str = "") -> list[list[str]]:
    response = client.get(f"/o/e/{event.slug}/registrations/list.csv{query}")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert f'filename="{event.slug}-registrations.csv"' in response.headers["Content-Disposition"]
    return list(csv.reader(io.StringIO(response.data.decode("utf-8-sig"), newline="")))


def read_xlsx(client: FlaskClient, event: Event, query: str = "") -> list[list[object]]:
    response = client.get(f"/o/e/{event.slug}/registrations/list.xlsx{query}")
    assert response.status_code == 200
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(response.data))
    return [list(row) for row in workbook.get_sheet_by_index(0).to_python()]


def test_both_files_hold_all_rows_in_the_order_of_arrival(
    staff: FlaskClient, event: Event, people: dict[str, Registration]
) -> None:
    table = read_csv(staff, event)
    assert table[0][:12] == HEADINGS
    assert [row[4] for row in table[1:]] == [row.first_name for row in people.values()]
    assert table[2][:12] == [
        "2",
        "ยืนยันแล้ว",
        "นครปฐม",
        "นาย",
        "สมชาย",
        "ใจดี",
        "พช.",
        "นักวิเคราะห์นโยบายและแผน",
        "หน่วยงานราชการส่วนภูมิภาค",
        "Somchai@example.go.th",
        "",
        "นครปฐม พช. นายสมชาย",
    ]
    sheet = read_xlsx(staff, event)
    assert [[str(cell) for cell in row[1:12]] for row in sheet] == [row[1:12] for row in table]
    assert [row[0] for row in sheet[1:]] == [1, 2, 3, 4, 5, 6]


def test_files_are_narrowed_as_the_list_is(
    staff: FlaskClient, event: Event, people: dict[str, Registration]
) -> None:
    assert people
    assert [row[4] for row in read_csv(staff, event, "?quota=central")[1:]] == ["ณ-เดช"]
    assert [row[4] for row in read_xlsx(staff, event, "?state=waiting")[1:]] == ["สมหญิง", "มานะ"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "=cmd|' /C calc'!A0", "\t=1", "|"])
def test_no_cell_is_a_formula(
    session: Session, staff: FlaskClient, event: Event, start: str
) -> None:
    quota = factories.quota(session, event)
    row = factories.registration(session, event, quota)
    row.position = f"{start}HYPERLINK(1)"
    row.last_name = f"{start}1+1"
    row.phone = "+66 2 123 4567"
    session.commit()
    (line,) = read_csv(staff, event)[1:]
    assert [cell for cell in line if cell[:1] in ("=", "+", "-", "@", "\t", "\r")] == []
    (cells,) = read_xlsx(staff, event)[1:]
    # the workbook keeps the text as text: it comes back as it was typed
    assert (cells[5], cells[7]) == (row.last_name, row.position)


def test_who_took_a_file_is_noted(
    session: Session, staff: FlaskClient, event: Event, people: dict[str, Registration]
) -> None:
    assert people
    read_csv(staff, event, "?quota=central")
    entry = session.scalars(
        select(AuditEntry).where(AuditEntry.action == "registration.export")
    ).one()
    person = session.scalars(select(User).order_by(User.id.desc())).first()
    assert person is not None
    assert entry.payload is not None
    assert (entry.actor, entry.event_id, entry.payload.data) == (
        f"user:{person.id}",
        event.id,
        {"kind": "csv", "rows": 1},
    )


# --- a single registration ---------------------------------------------------------------------


@pytest.mark.parametrize(("role", "buttons"), [(Role.STAFF, 0), (Role.ORGANISER, 1)])
def test_a_registration_is_shown_and_organisers_may_cancel_it(
    session: Session,
    sign_in: SignIn,
    event: Event,
    people: dict[str, Registration],
    role: Role,
    buttons: int,
) -> None:
    client = sign_in(factories.user(session, event.organisation, role))
    address = f"/o/e/{event.slug}/registrations/{people['first'].id}"
    session.commit()
    page = Page(client.get(address))
    assert page.texts("h1") == ["นายสมชาย ใจดี"]
    assert page.texts("output", id="display-name") == ["นครปฐม พช. นายสมชาย"]
    assert len(list(page.one("main").iter("form"))) == buttons
    # the private link is the person's own: who may not act for them does not get it
    assert len(page.all("output", id="private-url")) == buttons
    response = client.post(f"{address}/cancel")
    session.expire_all()
    if role is Role.STAFF:
        assert (response.status_code, people["first"].state) == (403, RegistrationState.CONFIRMED)
        return
    assert (response.status_code, response.location) == (303, address)
    assert people["first"].state is RegistrationState.CANCELLED
    assert people["waits"].state is RegistrationState.CONFIRMED
    assert people["late"].state is RegistrationState.WAITING
    page = Page(client.get(address))
    assert page.notices() == ["ยกเลิกการลงทะเบียนแล้ว"]
    assert list(page.one("main").iter("form")) == []


@pytest.mark.parametrize("number", [0, 10**9, 2**31, 2**63, 10**30])
def test_a_registration_that_does_not_exist_is_not_found(
    staff: FlaskClient, event: Event, number: int
) -> None:
    assert staff.get(f"/o/e/{event.slug}/registrations/{number}").status_code == 404


def test_a_registration_of_another_event_is_not_found(
    session: Session, sign_in: SignIn, event: Event
) -> None:
    client = sign_in(factories.user(session, event.organisation, Role.ADMINISTRATOR))
    foreign = session.scalars(select(Registration).where(Registration.event_id != event.id)).first()
    assert foreign is not None
    session.commit()
    address = f"/o/e/{event.slug}/registrations/{foreign.id}"
    assert client.get(address).status_code == 404
    assert client.post(f"{address}/cancel").status_code == 404
    session.expire_all()
    assert foreign.state is RegistrationState.CONFIRMED
