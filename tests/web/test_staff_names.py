"""Staff's check of whole lists of display names."""

import csv
import io
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from eventsys.models import Event, Meeting, Role, User
from eventsys.services.attendance import import_report
from tests import factories
from tests.factories import NOW
from tests.web.pages import Page, words

SignIn = Callable[[User], FlaskClient]
Statements = Callable[[], AbstractContextManager[list[str]]]

LIST = "นครปฐม พช. นายมั่งมั่ง\nราชบุรี พม น.ส. จริงใจ\nราชบุรี พม. นายก้อง\nสศช. นายยินดี\niPad"


@pytest.fixture
def event(session: Session) -> Event:
    """Give a public event."""
    return factories.event(session)


@pytest.fixture
def staff(session: Session, event: Event, sign_in: SignIn) -> FlaskClient:
    """Give the browser of somebody on the event's staff."""
    person = factories.user(session, event.organisation, Role.STAFF)
    session.commit()
    return sign_in(person)


def address(event: Event, more: str = "") -> str:
    return f"/o/e/{event.slug}/names{more}"


def rows(page: Page, caption: str) -> list[list[str]]:
    (table,) = [
        table
        for table in page.all("table")
        if [words(each) for each in table.iter("caption")] == [caption]
    ]
    return [
        [words(cell) for cell in row if cell.tag in ("th", "td")]
        for body in table.iter("tbody")
        for row in body.iter("tr")
    ]


def upload(client: FlaskClient, event: Event, content: bytes, name: str) -> TestResponse:
    return client.post(address(event), data={"file": (io.BytesIO(content), name)})


def test_a_pasted_list_is_counted_by_problem_and_province(staff: FlaskClient, event: Event) -> None:
    page = Page(staff.post(address(event), data={"names": LIST}))
    assert rows(page, "ปัญหาที่พบ") == [
        ["ชื่อย่อหน่วยงานเขียนไม่ตรงแบบ", "1"],
        ["ไม่ใช่ชื่อบุคคล", "1"],
        ["คำนำหน้าชื่อเขียนไม่ตรงแบบ", "1"],
        ["เว้นวรรคที่คำนำหน้าชื่อไม่ตรงแบบ", "1"],
    ]
    assert rows(page, "รายจังหวัด") == [
        ["ราชบุรี", "2", "1", "50%"],
        ["นครปฐม", "1", "1", "100%"],
        ["ส่วนกลาง", "1", "1", "100%"],
        ["อ่านชื่อหรือจังหวัดไม่ได้", "1", "0", "0%"],
    ]
    wrong = rows(page, "ชื่อที่ต้องแก้ไข")
    assert [(row[0], row[1], row[3]) for row in wrong] == [
        ("2", "ราชบุรี พม น.ส. จริงใจ", "ราชบุรี พม. นางสาวจริงใจ"),
        ("5", "iPad", "–"),
    ]
    assert page.texts("div", "figure-value") == ["5", "3", "2"]


def test_the_corrected_list_is_taken_as_excel_and_csv(staff: FlaskClient, event: Event) -> None:
    page = Page(staff.post(address(event), data={"names": LIST}))
    sent = {"checked": page.value("checked")}
    workbook = CalamineWorkbook.from_filelike(
        io.BytesIO(staff.post(address(event, "/corrected.xlsx"), data=sent).data)
    )
    names, *_ = (workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names)
    assert [(row[0], row[1], row[2]) for row in names[1:]] == [
        (1.0, "นครปฐม พช. นายมั่งมั่ง", "นครปฐม พช. นายมั่งมั่ง"),
        (2.0, "ราชบุรี พม น.ส. จริงใจ", "ราชบุรี พม. นางสาวจริงใจ"),
        (3.0, "ราชบุรี พม. นายก้อง", "ราชบุรี พม. นายก้อง"),
        (4.0, "สศช. นายยินดี", "สศช. นายยินดี"),
        (5.0, "iPad", ""),
    ]
    text = staff.post(address(event, "/corrected.csv"), data=sent).data.decode("utf-8-sig")
    assert [row[2] for row in csv.reader(io.StringIO(text))][1:] == [row[2] for row in names[1:]]


def test_a_file_is_read_and_its_column_named(staff: FlaskClient, event: Event) -> None:
    content = "ลำดับ,ชื่อที่ใช้แสดง,อีเมล\n1,นครปฐม พช. นายมั่งมั่ง,a@example.go.th\n".encode()
    page = Page(upload(staff, event, content, "list.csv"))
    assert page.texts("div", "figure-value") == ["1", "1", "0"]
    assert "อ่านชื่อจากคอลัมน์ “ชื่อที่ใช้แสดง”" in words(page.one("main"))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.csv"),
        (b"%PDF-1.7", "a.pdf"),
        (b"PK\x03\x04broken", "a.xlsx"),
        (b"\xff\xd8\xff", "x"),
    ],
)
def test_a_file_that_is_no_list_gets_a_sentence(
    staff: FlaskClient, event: Event, content: bytes, name: str
) -> None:
    page = Page(upload(staff, event, content, name))
    assert list(page.errors()) == ["file"]


def test_nothing_to_check_is_said(staff: FlaskClient, event: Event) -> None:
    page = Page(staff.post(address(event), data={"names": " "}))
    assert page.errors() == {"names": "วางรายชื่อในช่องนี้ หรือเลือกไฟล์ แล้วกดตรวจ"}


@pytest.mark.parametrize("sent", ["", "no line number", "x\ty", "\t", "1"])
def test_a_file_is_not_made_of_what_no_page_sent(
    staff: FlaskClient, event: Event, sent: str
) -> None:
    answer = staff.post(address(event, "/corrected.xlsx"), data={"checked": sent})
    assert answer.status_code == 400


REPORT = """Attendee Report
Attendee Details,
Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes)
Yes,นครปฐม พช. นายมั่งมั่ง,p@example.go.th,2027-02-01 09:00:00,2027-02-01 12:00:00,180
Yes,มั่งมั่ง โทรศัพท์,q@example.go.th,2027-02-01 09:00:00,2027-02-01 12:00:00,180
Yes,iPad,,2027-02-01 09:00:00,2027-02-01 12:00:00,180
"""


@pytest.fixture
def reported(session: Session, event: Event) -> Event:
    """Give the event with a report; somebody in it is known by the address alone."""
    quota = factories.quota(session, event)
    factories.registration(
        session, event, quota, now=NOW, form_key=None, first_name="มั่งมั่ง", email="q@example.go.th"
    )
    meeting = session.scalars(select(Meeting).where(Meeting.event_id == event.id)).one()
    import_report(
        session,
        meeting_id=meeting.id,
        filename="report.csv",
        content=REPORT.encode(),
        actor="user:1",
        user_id=None,
        now=NOW,
    )
    session.commit()
    return event


def test_the_names_of_a_report_count_for_the_province_of_their_registration(
    staff: FlaskClient, reported: Event
) -> None:
    page = Page(staff.get(address(reported)))
    (link,) = [
        str(each.get("href"))
        for each in page.all("a", "btn")
        if "meeting=" in str(each.get("href"))
    ]
    page = Page(staff.get(link))
    assert rows(page, "รายจังหวัด") == [
        ["นครปฐม", "2", "1", "50%"],
        ["อ่านชื่อหรือจังหวัดไม่ได้", "1", "0", "0%"],
    ]
    text = staff.get(address(reported, "/meetings/1.csv")).data.decode("utf-8-sig")
    assert [row[1] for row in csv.reader(io.StringIO(text))][1:] == [
        "นครปฐม พช. นายมั่งมั่ง",
        "มั่งมั่ง โทรศัพท์",
        "iPad",
    ]


def test_a_meeting_that_is_not_there_has_no_names(staff: FlaskClient, event: Event) -> None:
    assert staff.get(address(event, "?meeting=9")).status_code == 404
    assert staff.get(address(event, "/meetings/9.csv")).status_code == 404


def test_the_page_runs_the_same_statements_however_long_the_list(
    staff: FlaskClient, event: Event, statements: Statements
) -> None:
    counts = []
    for names in ("นครปฐม พช. นายก้อง", LIST * 50):
        with statements() as seen:
            staff.post(address(event), data={"names": names})
        counts.append(len(seen))
    assert counts[0] == counts[1]
