"""The pages of attendance: bringing in reports, what is open, who was there, and the summary."""

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from eventsys.models import (
    Attendance,
    AttendanceIdentity,
    AttendanceReport,
    Event,
    Registration,
    Role,
    User,
)
from tests import factories
from tests.documents.reading import flat, pdf_text
from tests.reports import zoom_report
from tests.web.pages import Page, words

SignIn = Callable[[User], FlaskClient]
Statements = Callable[[], AbstractContextManager[list[str]]]

REPORT = zoom_report(
    [
        ("นครปฐม พช. นายสมชาย", "", "09:00", "11:00"),
        ("นครปฐม พช. นายสมหญิง", "", "09:00", "09:10"),
        ("<b>ใครไม่รู้</b>", "who@example.com", "09:00", "10:00"),
    ]
)


@pytest.fixture
def event(session: Session) -> Event:
    """Give an event of two meetings with three people."""
    event = factories.event(session, meetings=2)
    quota = factories.quota(session, event)
    for name in ("สมชาย", "สมหญิง", "วิชัย"):
        factories.registration(session, event, quota, first_name=name, last_name="ใจดี")
    session.commit()
    return event


@pytest.fixture
def staff(session: Session, event: Event, sign_in: SignIn) -> FlaskClient:
    """Give the browser of somebody on the event's staff."""
    person = factories.user(session, event.organisation, Role.STAFF)
    session.commit()
    return sign_in(person)


def path(event: Event, number: int = 1) -> str:
    return f"/o/e/{event.slug}/attendance/meetings/{number}"


def upload(
    client: FlaskClient, event: Event, content: bytes, name: str = "report.csv", number: int = 1
) -> TestResponse:
    return client.post(path(event, number), data={"report": (io.BytesIO(content), name)})


def table(page: Page, caption: str) -> list[list[str]]:
    (found,) = (each for each in page.all("table") if words(next(each.iter("caption"))) == caption)
    return [
        [words(cell) for cell in row] for body in found.iter("tbody") for row in body.iter("tr")
    ]


def test_a_report_is_brought_in_and_the_page_tells_what_it_holds(
    session: Session, staff: FlaskClient, event: Event
) -> None:
    empty = Page(staff.get(path(event)))
    assert empty.texts("p", "empty-title") == ["ยังไม่มีรายงานของครั้งนี้"]
    response = upload(staff, event, REPORT, "รายงาน 1.csv")
    assert (response.status_code, response.location) == (303, path(event))
    page = Page(staff.get(path(event)))
    assert page.notices() == ["นำเข้ารายงานแล้ว"]
    assert page.texts("div", "figure-value") == ["1", "1", "1", "1"]
    assert page.texts("div", "report-line")[0].startswith("รายงาน 1.csv · 4 แถว · นำเข้าเมื่อ")
    assert table(page, "ผู้เข้าร่วม") == [
        ["นครปฐม พช. นายสมชาย", "นครปฐม", "120", "เข้าร่วม"],
        ["นครปฐม พช. นายสมหญิง", "นครปฐม", "10", "เข้าร่วมบางส่วน"],
    ]
    (name, *_) = table(page, "ชื่อที่ยังจับคู่ไม่ได้")[0]
    assert name == "<b>ใครไม่รู้</b>who@example.com"
    stored = session.scalars(select(AttendanceReport)).one()
    person = session.scalars(select(User)).one()
    assert (stored.imported_by_id, stored.filename) == (person.id, "รายงาน 1.csv")
    assert Page(staff.get(path(event, 2))).texts("p", "empty-title") == ["ยังไม่มีรายงานของครั้งนี้"]


def test_the_same_file_again_says_so_and_changes_nothing(
    session: Session, staff: FlaskClient, event: Event
) -> None:
    upload(staff, event, REPORT)
    response = upload(staff, event, REPORT, "again.csv")
    assert (response.status_code, response.location) == (303, path(event))
    assert Page(staff.get(path(event))).notices()[-1] == "ไฟล์นี้นำเข้าแล้ว จึงไม่มีอะไรเปลี่ยนแปลง"
    assert session.scalars(select(AttendanceReport.filename)).all() == ["report.csv"]


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "report.csv", "ไฟล์ว่างเปล่า"),
        (b"   \n\n", "report.csv", ""),
        (b"a,b\n1,2\n", "report.csv", "ไม่รู้จักรูปแบบของรายงานนี้"),
        (b"PK\x03\x04 not a workbook", "report.xlsx", ""),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "report.csv", ""),
        (b"<!doctype html><html><body>Sign in</body></html>", "report.csv", "เป็นหน้าเว็บ"),
        (b"%PDF-1.7\n" + bytes(range(256)), "report.pdf", ""),
        (bytes(range(256)) * 40, "report.csv", ""),
        (b"x" * 3_000_000, "report.csv", ""),
    ],
    ids=[
        "empty",
        "blank",
        "another table",
        "broken workbook",
        "picture",
        "web page",
        "pdf",
        "noise",
        "one long line",
    ],
)
def test_a_file_that_is_no_report_gets_a_sentence_at_its_field(
    session: Session, staff: FlaskClient, event: Event, content: bytes, name: str, sentence: str
) -> None:
    body = (
        f'--x\r\nContent-Disposition: form-data; name="report"; filename="{name}"\r\n\r\n'.encode()
        + content
        + b"\r\n--x--\r\n"
    )
    page = Page(staff.post(path(event), data=body, content_type="multipart/form-data; boundary=x"))
    (said,) = page.errors().values()
    assert list(page.errors()) == ["report"]
    assert said.startswith(sentence)
    assert len(said) > 10
    assert session.scalars(select(AttendanceReport)).all() == []


def test_sending_no_file_asks_for_one(staff: FlaskClient, event: Event) -> None:
    assert Page(staff.post(path(event), data={})).errors() == {"report": "เลือกไฟล์รายงานก่อน"}


def test_a_report_is_taken_out_again(session: Session, staff: FlaskClient, event: Event) -> None:
    upload(staff, event, REPORT)
    (report,) = session.scalars(select(AttendanceReport.id)).all()
    for elsewhere in (
        f"{path(event, 2)}/reports/{report}/remove",
        f"{path(event)}/reports/{report + 1}/remove",
        f"{path(event)}/reports/{2**40}/remove",
    ):
        assert staff.post(elsewhere).status_code == 404
    response = staff.post(f"{path(event)}/reports/{report}/remove")
    assert (response.status_code, response.location) == (303, path(event))
    assert Page(staff.get(path(event))).notices() == ["นำรายงานออกแล้ว"]
    assert session.scalars(select(Attendance)).all() == []


def test_a_report_of_another_event_cannot_be_taken_out(
    session: Session, staff: FlaskClient, event: Event
) -> None:
    upload(staff, event, REPORT)
    (report,) = session.scalars(select(AttendanceReport.id)).all()
    other = factories.event(session, event.organisation)
    session.commit()
    assert staff.post(f"{path(other)}/reports/{report}/remove").status_code == 404
    assert session.scalars(select(AttendanceReport.id)).all() == [report]


def test_a_name_is_decided_and_taken_back(
    session: Session, staff: FlaskClient, event: Event
) -> None:
    upload(staff, event, REPORT)
    found = session.scalars(
        select(AttendanceIdentity).where(AttendanceIdentity.email == "who@example.com")
    ).one()
    row = session.scalars(select(Registration).where(Registration.first_name == "วิชัย")).one()
    address = f"{path(event)}/names/{found.id}/decide"
    response = staff.post(address, data={"registration": str(row.id)})
    assert (response.status_code, response.location) == (303, path(event))
    page = Page(staff.get(path(event)))
    assert [line[0] for line in table(page, "ผู้เข้าร่วม")] == [
        "นครปฐม พช. นายวิชัย",
        "นครปฐม พช. นายสมชาย",
        "นครปฐม พช. นายสมหญิง",
    ]
    staff.post(address, data={})
    assert len(table(Page(staff.get(path(event))), "ผู้เข้าร่วม")) == 2
    assert staff.post(f"{path(event, 2)}/names/{found.id}/decide").status_code == 404


@pytest.mark.parametrize("number", ["0", "99999999999999999999", "-1", "x"])
def test_nobody_who_is_not_registered_can_be_chosen(
    session: Session, staff: FlaskClient, event: Event, number: str
) -> None:
    upload(staff, event, REPORT)
    found = session.scalars(
        select(AttendanceIdentity).where(AttendanceIdentity.email == "who@example.com")
    ).one()
    response = staff.post(f"{path(event)}/names/{found.id}/decide", data={"registration": number})
    assert response.status_code == 303
    session.expire_all()
    assert found.registration_id is None


def test_a_meeting_that_does_not_exist_is_not_found(staff: FlaskClient, event: Event) -> None:
    assert [staff.get(path(event, number)).status_code for number in (0, 3, 2**40)] == [404] * 3


def test_the_summary_shows_and_hands_out_the_same_figures(
    staff: FlaskClient, event: Event, tmp_path: Path
) -> None:
    upload(staff, event, REPORT)
    address = f"/o/e/{event.slug}/attendance"
    page = Page(staff.get(address))
    assert page.texts("div", "figure-value") == ["3", "1", "1"]
    assert table(page, "รายครั้ง")[0][1:7] == ["3", "1", "1", "1", "33%", "1"]
    assert table(page, "รายครั้ง")[1][1:3] == ["3", "ยังไม่มีรายงาน"]
    assert table(page, "รายจังหวัดและโควตา") == [["นครปฐม", "ภาคกลาง", "25", "3", "1"]]
    sheet = staff.get(f"{address}/summary.xlsx")
    assert f'filename="{event.slug}-attendance.xlsx"' in sheet.headers["Content-Disposition"]
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(sheet.data))
    cells = [
        cell
        for name in workbook.sheet_names
        for row in workbook.get_sheet_by_name(name).to_python()
        for cell in row
    ]
    assert "<b>ใครไม่รู้</b>" in cells
    document = staff.get(f"{address}/summary.pdf")
    assert document.mimetype == "application/pdf"
    text = flat(pdf_text(document.data, tmp_path))
    assert flat(event.title_th) in text
    assert "นครปฐม" in text


def test_the_pages_take_as_many_statements_for_thirty_people_as_for_one(
    session: Session, sign_in: SignIn, statements: Statements
) -> None:
    counts: dict[str, list[int]] = {}
    for number in (1, 30):
        event = factories.event(session)
        quota = factories.quota(session, event, capacity=50)
        rows = [factories.registration(session, event, quota) for _ in range(number)]
        client = sign_in(factories.user(session, event.organisation, Role.STAFF))
        session.commit()
        report = zoom_report(
            [(row.display_name, "", "09:00", "11:00") for row in rows]
            + [(f"ใครไม่รู้ {row.last_name}", "", "09:00", "11:00") for row in rows]
        )
        assert upload(client, event, report).status_code == 303
        for page in ("", "/meetings/1", "/summary.xlsx"):
            address = f"/o/e/{event.slug}/attendance{page}"
            client.get(address)
            with statements() as run:
                assert client.get(address).status_code == 200
            counts.setdefault(page, []).append(len(run))
    assert {page: few == many for page, (few, many) in counts.items()} == dict.fromkeys(
        counts, True
    )
