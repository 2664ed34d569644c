import io

import pytest
import xlsxwriter

from eventsys.imports.errors import UnreadableReport
from eventsys.imports.mapped import guess_mapping, headings, read_mapped
from eventsys.imports.registration_lists import read_registration_list
from eventsys.imports.reports import read_report
from eventsys.rules.attendance_types import Registration, Rejected, ReportRow

FORM = (
    "ประทับเวลา,ที่อยู่อีเมล,คำนำหน้า,ชื่อ,นามสกุล,จังหวัด,หน่วยงาน,ท่านได้รับประโยชน์หรือไม่\n"
    '"18/2/2022, 12:10:00",a@example.go.th,นาง,น้ำฝน,ใจดี,น่าน,พช.,มาก\n'
    '"18/2/2022, 12:11:00",b@example.go.th,นาย,ตัวอย่าง,,,สศช.,มาก\n'
)
LIST = (
    "id,title,first_name,last_name,province,agency,email\n"
    "R1,นาง,น้ำฝน,ใจดี,น่าน,พช.,a@example.go.th\nR2,นาย,ตัวอย่าง,ทดสอบ,,สศช.,\n"
)


def refused(data: bytes) -> tuple[str, dict[str, object]]:
    with pytest.raises(UnreadableReport) as caught:
        read_registration_list(data)
    return caught.value.code, caught.value.params


def attended(line: int, name: str, email: str) -> ReportRow:
    return ReportRow(line, "attendee", attended=True, display_name=name, email=email)


def test_a_form_puts_the_name_together() -> None:
    report = read_report(FORM.encode(), "form.csv")
    assert report.source == "google_forms"
    assert report.rejected == ()
    assert report.rows == (
        attended(2, "น่าน พช. นางน้ำฝน ใจดี", "a@example.go.th"),
        attended(3, "สศช. นายตัวอย่าง", "b@example.go.th"),
    )


@pytest.mark.parametrize(
    "question", ["ชื่อ-นามสกุล", "ชื่อที่ใช้ในการเข้าประชุม", "Full name", "Display name", "Name"]
)
def test_a_form_with_one_question_for_the_name(question: str) -> None:
    text = f"Timestamp,{question}\n2022/02/18 12:10:00 PM GMT+7,น่าน พช. นางน้ำฝน\n"
    report = read_report(text.encode("utf-8-sig"), "form.csv")
    assert report.rows == (attended(2, "น่าน พช. นางน้ำฝน", ""),)


def test_a_form_with_the_office_in_questions_of_its_own() -> None:
    text = "Timestamp,ชื่อ-สกุล,จังหวัด,หน่วยงาน\n2022/02/18 12:10:00 PM,นางน้ำฝน ใจดี,น่าน,พช.\n"
    assert read_report(text.encode(), "f.csv").rows == (attended(2, "น่าน พช. นางน้ำฝน ใจดี", ""),)
    text = (
        "Timestamp,Username,คำนำหน้า,ชื่อ-สกุล,จังหวัด,หน่วยงาน\n"
        "2022/02/18 12:10:00 PM,a@example.go.th,นาง,น้ำฝน ใจดี,น่าน,พช.\n"
    )
    assert read_report(text.encode(), "f.csv").rows == (
        attended(2, "น่าน พช. นาง น้ำฝน ใจดี", "a@example.go.th"),
    )


def test_a_form_that_asks_for_no_name_needs_a_mapping() -> None:
    text = "Timestamp,ความพึงพอใจ\n2022/02/18 12:10:00 PM,มาก\n"
    with pytest.raises(UnreadableReport) as caught:
        read_report(text.encode(), "form.csv")
    assert caught.value.code == "form_without_name"


def test_any_table_reads_once_its_columns_are_mapped() -> None:
    text = "Wer;Von;Bis;Post\nน่าน พช. นางน้ำฝน;18.02.2022 08:30;18.02.2022 09:00;a@example.go.th\n"
    data = text.encode("utf-16")
    assert headings(data) == ("Wer", "Von", "Bis", "Post")
    report = read_mapped(
        data,
        "list.csv",
        {"display_name": "wer", "join": "Von", "leave": "Bis", "email": "Post"},
    )
    row = report.rows[0]
    assert (row.display_name, row.email) == ("น่าน พช. นางน้ำฝน", "a@example.go.th")
    assert row.join is not None
    assert row.leave is not None
    assert (row.leave - row.join).total_seconds() == 1800
    assert (report.source, report.rejected) == ("table", ())


def test_a_mapped_workbook() -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Who", "Minutes", "Came"])
    sheet.write_row(1, 0, ["นางน้ำฝน", 90, "Yes"])
    sheet.write_row(2, 0, ["นายตัวอย่าง", "", "No"])
    sheet.write_row(3, 0, ["นายมั่น", "long", "Yes"])
    book.close()
    report = read_mapped(
        stream.getvalue(), "l.xlsx", {"first_name": "Who", "minutes": "Minutes", "attended": "Came"}
    )
    assert [(r.display_name, r.attended, r.minutes) for r in report.rows] == [
        ("นางน้ำฝน", True, 90.0),
        ("นายตัวอย่าง", False, None),
        ("นายมั่น", True, None),
    ]
    assert report.rejected == (Rejected(4, "minutes_unreadable"),)


def test_a_mapping_that_does_not_fit_is_refused() -> None:
    with pytest.raises(UnreadableReport) as caught:
        read_mapped(b"a,b\n1,2\n", "l.csv", {"display_name": "c"})
    assert (caught.value.code, caught.value.params) == ("columns_missing", {"columns": "c"})
    with pytest.raises(UnreadableReport) as caught:
        read_mapped(b"a,b\n1,2\n", "l.csv", {"email": "a"})
    assert caught.value.code == "name_not_mapped"


def test_plain_headings_are_proposed() -> None:
    header = ["ลำดับ", "คำนำหน้าชื่อ", "ชื่อ", "นามสกุล", "ชื่อเล่น", "จังหวัด", "สังกัด", "E-mail"]
    assert guess_mapping(header) == {
        "title": "คำนำหน้าชื่อ",
        "first_name": "ชื่อ",
        "last_name": "นามสกุล",
        "province": "จังหวัด",
        "agency": "สังกัด",
        "email": "E-mail",
    }
    assert guess_mapping(["Name", "Join time", "Leave time"]) == {
        "display_name": "Name",
        "join": "Join time",
        "leave": "Leave time",
    }


def test_the_list_of_registrations() -> None:
    expected = (
        Registration("R1", "นาง", "น้ำฝน", "ใจดี", "น่าน", "พช.", "a@example.go.th"),
        Registration("R2", "นาย", "ตัวอย่าง", "ทดสอบ", "", "สศช."),
    )
    assert read_registration_list(LIST.encode()) == expected
    assert read_registration_list(LIST.encode("utf-8-sig")) == expected


def test_a_list_without_its_columns_is_refused() -> None:
    assert refused(b"id,title\n1,2\n") == (
        "columns_missing",
        {"columns": "first_name, last_name, province, agency, email"},
    )
    doubled = LIST + "R1,นาย,อื่น,ทดสอบ,,สศช.,\n"
    assert refused(doubled.encode()) == ("doubled_id", {"id": "R1", "line": 4})
