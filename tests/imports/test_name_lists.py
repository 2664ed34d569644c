"""Lists of display names as staff paste and upload them; all people are made up."""

import csv
import io
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from time import perf_counter

import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st

from eventsys.documents.registration_sheet import registrations_csv, registrations_xlsx
from eventsys.imports.errors import UnreadableReport
from eventsys.imports.name_lists import MOST_NAMES, read_name_file, read_pasted_names
from eventsys.rules.agencies import AGENCIES
from eventsys.rules.display_names import check, compose
from eventsys.rules.name_lists import ListedName, NameList, SkippedLine
from eventsys.rules.provinces import PROVINCES
from eventsys.rules.published import Text
from eventsys.rules.registration_row import RegistrationRow
from eventsys.rules.title_words import CANONICAL_TITLES
from eventsys.sentences.attendance import CODES, reason_sentence

A = "นครปฐม พช. นายมั่งมั่ง"
B = "น่าน พม. นางน้ำฝน"
C = "สศช. นางสาวยินดี"
D = "โคราช พช นาย ก้อง ใจดี"


def texts(names: NameList) -> list[str]:
    return [name.text for name in names.names]


def reasons(names: NameList) -> list[tuple[int, str]]:
    return [(line.line, line.reason) for line in names.skipped]


def outcome(read: Callable[[], NameList]) -> NameList | str:
    """Return what was read, or the code of the one error that may come."""
    try:
        return read()
    except UnreadableReport as error:
        assert error.code in CODES  # noqa: PT017 (which error comes is not the question)
        return error.code


def workbook(*sheets: Sequence[Sequence[object]]) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"strings_to_formulas": False})
    for rows in sheets:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return stream.getvalue()


def csv_text(rows: Sequence[Sequence[str]], delimiter: str = ",") -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue()


# --- pasted text -----------------------------------------------------------------------------


def test_a_plain_list_keeps_every_line_as_it_stands() -> None:
    found = read_pasted_names(f"{A}\r\n\r\n  {B} (Host, me)\n{D}\n \u200b \n{A}\n")
    assert found == NameList(
        (
            ListedName(1, A),
            ListedName(3, f"{B} (Host, me)"),
            ListedName(4, D),
            ListedName(6, A),
        ),
        (),
        "pasted",
        None,
    )


@pytest.mark.parametrize(
    "marks",
    [
        ("1. ", "2. ", "3. ", "4. "),
        ("1) ", "2) ", "3) ", "4) "),
        ("(1) ", "(2) ", "(3) ", "(4) "),
        ("๑. ", "๒. ", "๓. ", "๔. "),
        ("๑) ", "๒) ", "๓) ", "๔) "),
        ("21.", "22.", "23.", "24."),
        (" 9 ", "10 ", "11 ", "12 "),
        ("1 - ", "2 - ", "3 - ", "4 - "),
        ("1.\u00a0", "2.\u00a0", "3.\u00a0", "4.\u00a0"),
        ("1. ", "2. ", "1. ", "2. "),
        ("1. ", "2. ", "2. ", "4. "),
        ("- ", "- ", "- ", "- "),
        ("• ", "• ", "• ", "• "),
        ("* ", "* ", "* ", "* "),
        ("•\t", "•\t", "•\t", "•\t"),
        ("1.\t", "2.\t", "", "4.\t"),
        ("• 1. ", "• 2. ", "• 3. ", "• 4. "),
    ],
)
def test_numbering_and_bullets_of_a_list_are_no_part_of_its_names(marks: Sequence[str]) -> None:
    lines = [mark + name for mark, name in zip(marks, (A, B, C, D), strict=True)]
    found = read_pasted_names("\n".join(lines))
    assert texts(found) == [A, B, C, D]
    assert found.skipped == ()


def test_one_line_without_a_number_does_not_keep_the_others() -> None:
    assert texts(read_pasted_names(f"1. {A}\n2. {B}\n{C}\n4. {D}")) == [A, B, C, D]


@pytest.mark.parametrize(
    "lines",
    [
        (A, f"2. {B}", C, D),
        (f"1. {A}", B, C, D),
        (f"1. {A}", f"2. {B}", C, D),
        (f"1. {A}",),
        (f"- {A}", B, C),
        (f"- {A}",),
        (f"7. {A}", f"300. {B}", f"41. {C}"),
        ("3M Ms.Example", "3M Mr.David"),
    ],
)
def test_a_mark_that_is_no_list_s_is_a_fault_of_the_name_and_stays(lines: Sequence[str]) -> None:
    found = read_pasted_names("\n".join(lines))
    assert texts(found) == list(lines)
    assert found.skipped == ()


def test_numbers_on_lines_of_their_own_are_reported() -> None:
    found = read_pasted_names(f"1\n{A}\n2\n{B}\n3\n{C}")
    assert texts(found) == [A, B, C]
    assert found.skipped == tuple(
        SkippedLine(line, number, "number") for line, number in ((1, "1"), (3, "2"), (5, "3"))
    )


def test_an_empty_number_of_a_list_is_reported() -> None:
    found = read_pasted_names(f"1. {A}\n2. {B}\n3.\n4. {C}")
    assert texts(found) == [A, B, C]
    assert reasons(found) == [(3, "number")]


def test_a_number_alone_among_names_is_a_name_that_somebody_entered_under() -> None:
    assert texts(read_pasted_names(f"{A}\n0810000000\n{B}")) == [A, "0810000000", B]


def test_a_heading_over_plain_lines_is_skipped() -> None:
    found = read_pasted_names(f"ชื่อที่ใช้แสดง\n{A}\n{B}")
    assert texts(found) == [A, B]
    assert (found.column, reasons(found)) == ("ชื่อที่ใช้แสดง", [(1, "heading")])


DESKTOP = f"""Participants (5)

Find a participant
IM
IPPD Mr.David (Co-host, me)
Unmute
More
นน
{A} (Host)
Computer audio unmuted
Video on
นน
{B}
Computer audio muted
Video off
สน
{C}
No Audio Connected
GA
Galaxy A52 (Guest)
Ask to Unmute
Raise hand
Invite
Mute All
More
"""
WEB = f"""Panelists (1)
{C}
(Host, me)
Mute
Attendees (3)
{A}
Allow to talk
{B}
Video off, Computer audio muted
เชิญ
In the Meeting (4)
Waiting room (1)
{D}
Admit
Remove
"""
THAI = f"""ผู้เข้าร่วม (๓)
ค้นหาผู้เข้าร่วม
{A} (โฮสต์, ฉัน)
เปิดเสียง
วิดีโอปิด
{B}
ขอให้เปิดเสียง
ไม่ได้เชื่อมต่อเสียง
ในห้องรอ (1)
{C}
รับ
เชิญ
ปิดเสียงทั้งหมด
เพิ่มเติม
"""
ROWS = f"""{A},(Host, me), Computer audio muted,Video on
{B}, computer audio unmuted, video off
{C} (Guest),computer audio muted,video off, Participant
"""


def test_the_panel_of_the_desktop_client() -> None:
    found = read_pasted_names(DESKTOP)
    assert texts(found) == [
        "IPPD Mr.David (Co-host, me)",
        f"{A} (Host)",
        B,
        C,
        "Galaxy A52 (Guest)",
    ]
    assert found.source == "participants"
    assert found.column is None
    assert {line.reason for line in found.skipped} == {"furniture"}
    lines = [line for line in DESKTOP.split("\n") if line]
    assert len(found.names) + len(found.skipped) == len(lines)


def test_the_panel_of_the_web_client() -> None:
    found = read_pasted_names(WEB)
    assert texts(found) == [C, A, B, D]
    assert [line.line for line in found.names] == [2, 6, 8, 13]
    assert "เชิญ" in [line.text for line in found.skipped]


def test_the_panel_in_thai() -> None:
    found = read_pasted_names(THAI)
    assert texts(found) == [f"{A} (โฮสต์, ฉัน)", B, C]
    assert found.source == "participants"


def test_rows_as_a_screen_reader_tells_them_lose_their_states() -> None:
    found = read_pasted_names(ROWS)
    assert texts(found) == [f"{A} (Host, me)", B, f"{C} (Guest)"]
    assert found.source == "participants"
    assert [check(name).valid for name in texts(found)] == [True] * 3


def test_initials_alone_make_a_panel() -> None:
    found = read_pasted_names(f"นน\n{A}\nน\n{B}\nสน\n{C}\nSK\nSomchai Kla\n")
    assert texts(found) == [A, B, C, "Somchai Kla"]
    assert reasons(found) == [(line, "furniture") for line in (1, 3, 5, 7)]
    assert found.source == "participants"


@pytest.mark.parametrize(
    "lines",
    [
        ("เชิญ", "More", "Mo", "Guest", A),
        ("น", A, B, C),
        ("นน", "ผผ", A),
        ("Host", A, B),
        ("Video", "Participants", A),
        (f"{A}, video on demand", B),
        ("ผู้เข้าร่วม", A),
        ("Participant", A),
        ("iPhone", "ปิดฟ้า", "เปิดใจ", "เสียงใส"),
    ],
)
def test_a_line_that_could_be_a_name_is_never_skipped(lines: Sequence[str]) -> None:
    found = read_pasted_names("\n".join(lines))
    assert texts(found) == list(lines)
    assert (found.skipped, found.source) == ((), "pasted")


def test_rows_out_of_a_spreadsheet_are_read_by_their_heading() -> None:
    rows = [
        ("ลำดับ", "หน่วยงาน", "ชื่อ-สกุล", "ชื่อที่ใช้แสดงในการประชุม"),
        ("1", "พช.", "นายมั่งมั่ง ใจดี", A),
        ("2", "พม.", "นางน้ำฝน ใจดี", ""),
        ("3", "สศช.", "นางสาวยินดี ใจดี", C),
    ]
    found = read_pasted_names("\n".join("\t".join(row) for row in rows))
    assert found == NameList(
        (ListedName(2, A), ListedName(4, C)),
        (
            SkippedLine(1, "ลำดับ หน่วยงาน ชื่อ-สกุล ชื่อที่ใช้แสดงในการประชุม", "heading"),
            SkippedLine(3, "2 พม. นางน้ำฝน ใจดี", "empty_cell"),
        ),
        "pasted",
        "ชื่อที่ใช้แสดงในการประชุม",
    )


def test_rows_without_heading_are_read_by_their_cells() -> None:
    rows = [("1", "พช.", A, "a@example.go.th"), ("2", "พม.", B, ""), ("3", "สศช.", D, "-")]
    found = read_pasted_names("\n".join("\t".join(row) for row in rows))
    assert (texts(found), found.column, found.skipped) == ([A, B, D], "C", ())


def test_a_numbered_column_of_a_web_table_is_no_name() -> None:
    found = read_pasted_names(f"1\t{A}\n2\t{B}\n3\tiPhone")
    assert (texts(found), found.column) == ([A, B, "iPhone"], None)
    found = read_pasted_names(f"1\t{A}\t\n2\t{B}\tพม.\n3\tiPhone\t")
    assert (texts(found), found.column) == ([A, B, "iPhone"], "B")


def test_a_quote_in_a_pasted_cell_is_only_a_sign() -> None:
    found = read_pasted_names(f'1\t"{A}\n2\t{B}"')
    assert texts(found) == [f'"{A}', f'{B}"']


def test_a_cell_of_two_lines_is_one_name() -> None:
    found = read_pasted_names(f'1\t"นครปฐม พช.\nนายมั่งมั่ง"\n2\t{B}')
    assert found.names == (ListedName(1, "นครปฐม พช.\nนายมั่งมั่ง"), ListedName(3, B))


def test_the_text_of_a_csv_file_may_be_pasted() -> None:
    found = read_pasted_names(f"No,Display name,E-mail\n1,{A},a@example.go.th\n2,{B},")
    assert (texts(found), found.column) == ([A, B], "Display name")


def test_a_pasted_report_is_a_report() -> None:
    found = read_pasted_names(MEETING.replace(",", "\t"))
    assert (texts(found), found.source) == ([f"{A} (iPad)", B], "report")


# --- files -----------------------------------------------------------------------------------

WEBINAR = f"""Attendee Report,
Topic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Registered,# Cancelled,Unique Viewers,Total Users,Max Concurrent Views,Enable Registration
SDG,912 3456 7890,"Feb 18, 2022 08:30:00",215,3,0,2,2,2,Yes
Host Details,
Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name
Yes,สศช. Host,host@example.go.th,"Feb 18, 2022 08:30:00","Feb 18, 2022 12:05:00",215,No,Thailand
Panelist Details,
Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name
Yes,สศช. นายวิทยากร,speaker@example.go.th,"Feb 18, 2022 08:40:00","Feb 18, 2022 09:40:00",60,No,Thailand
Attendee Details,
Attended,User Name (Original Name),First Name,Last Name,Email,Phone,Registration Time,Approval Status,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name
Yes,{B},น้ำฝน,,b@example.go.th,02,"Feb 15, 2022 08:30:00",approved,"Feb 18, 2022 08:45:12","Feb 18, 2022 09:45:12",60,Yes,Thailand
Yes,{A},มั่งมั่ง,,a@example.go.th,02,"Feb 15, 2022 08:30:00",approved,"Feb 18, 2022 08:45:12","Feb 18, 2022 09:45:12",60,Yes,Thailand
Yes,{B},น้ำฝน,,B@example.go.th,02,"Feb 15, 2022 08:30:00",approved,"Feb 18, 2022 10:45:12","Feb 18, 2022 11:45:12",60,Yes,Thailand
Yes,{B},น้ำฝน,,other@example.go.th,02,"Feb 15, 2022 08:30:00",approved,"Feb 18, 2022 10:45:12","Feb 18, 2022 11:45:12",60,Yes,Thailand
No,{C},ยินดี,,c@example.go.th,,"Feb 15, 2022 08:30:00",approved,--,--,--,--
"""  # noqa: E501 (lines of a report are as long as they are)

MEETING = f"""Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest
สศช. นายเจ้าภาพ (Host),,02/18/2022 08:30:00 AM,02/18/2022 12:05:00 PM,215,No
{A} (iPad),a@example.go.th,02/18/2022 08:45:12 AM,02/18/2022 09:45:12 AM,60,Yes
{B},,02/18/2022 08:45:12 AM,02/18/2022 09:45:12 AM,60,Yes
,,02/18/2022 08:45:12 AM,02/18/2022 09:45:12 AM,60,Yes
"""

REGISTRANTS = f"""Registration Report,
Report Generated:,"Feb 17, 2022 13:00:00"
Topic,Webinar ID,Scheduled Time,Duration (minutes),# Registered,# Cancelled,# Approved,# Denied
SDG,912 3456 7890,"Feb 18, 2022 08:30:00",215,3,0,3,0
Attendee Details,
First Name,Last Name,Email,Registration Time,Approval Status
นครปฐม พช.,นายมั่งมั่ง,a@example.go.th,"Feb 15, 2022 08:30:00",approved
{B},-,b@example.go.th,"Feb 15, 2022 08:31:00",approved
{C},,c@example.go.th,"Feb 15, 2022 08:32:00",approved
"""

TEAMS = f"""1. Summary
Meeting title\tSDG
Attended participants\t3

2. Participants
Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tRole
สศช. นายเจ้าภาพ\t2/18/22, 8:30:00 AM\t2/18/22, 12:00:00 PM\t3h 30m\thost@example.go.th\tOrganizer
{A}\t2/18/22, 8:30:00 AM\t2/18/22, 9:00:00 AM\t30m\ta@example.go.th\tPresenter
{B} (Guest)\t2/18/22, 8:30:00 AM\t2/18/22, 9:00:00 AM\t30m\t\tAttendee
"""

FORM = f"""ประทับเวลา,ที่อยู่อีเมล,ชื่อที่ใช้แสดงใน Zoom,ข้อเสนอแนะ
18/2/2022 12:01:00,a@example.go.th,{A},ดีมาก
18/2/2022 12:02:00,b@example.go.th,{B},
18/2/2022 12:03:00,b@example.go.th,{B},ส่งซ้ำ
"""


def test_a_webinar_s_report_gives_each_attendee_once() -> None:
    found = read_name_file(WEBINAR.encode("utf-8-sig"), "report.csv")
    assert found.names == (ListedName(12, B), ListedName(13, A), ListedName(15, B))
    assert (found.source, found.column) == ("report", "User Name (Original Name)")
    assert found.skipped == (
        SkippedLine(6, "สศช. Host", "staff"),
        SkippedLine(9, "สศช. นายวิทยากร", "staff"),
        SkippedLine(14, B, "repeated"),
        SkippedLine(16, C, "absent"),
    )


def test_a_meeting_s_report_in_utf_16() -> None:
    found = read_name_file(MEETING.encode("utf-16"), "participants.csv")
    assert texts(found) == [f"{A} (iPad)", B]
    assert [(line.line, line.reason) for line in found.skipped] == [
        (2, "staff"),
        (5, "empty_cell"),
    ]
    assert found.column == "Name (Original Name)"


def test_zoom_s_registrants_are_joined_as_zoom_shows_them() -> None:
    found = read_name_file(REGISTRANTS.encode(), "registrants.csv")
    assert texts(found) == [A, f"{B} -", C]
    assert (found.source, found.column) == ("list", "First Name + Last Name")
    assert {reason for _, reason in reasons(found)} == {"heading"}


def test_a_report_of_teams() -> None:
    found = read_name_file(TEAMS.encode("utf-16"), "attendance.csv")
    assert texts(found) == [A, f"{B} (Guest)"]
    assert (found.source, found.column) == ("report", "Name")


def test_the_answers_of_a_form() -> None:
    found = read_name_file(FORM.encode(), "answers.csv")
    assert (texts(found), found.source) == ([A, B], "report")
    assert found.column == "ชื่อที่ใช้แสดงใน Zoom"
    assert reasons(found) == [(4, "repeated")]


def test_a_form_whose_question_nobody_knows_is_read_by_its_answers() -> None:
    text = FORM.replace("ชื่อที่ใช้แสดงใน Zoom", "โปรดระบุ")
    found = read_name_file(text.encode(), "answers.csv")
    assert (texts(found), found.source, found.column) == ([A, B, B], "list", "โปรดระบุ")


def test_a_spreadsheet_with_titles_above_its_heading() -> None:
    data = workbook(
        [
            ["รายชื่อผู้เข้าร่วมการประชุมเชิงปฏิบัติการ"],
            ["วันที่ 18 กุมภาพันธ์ 2565"],
            [],
            ["ลำดับ", "ชื่อ - นามสกุล", "ตำแหน่ง", "ชื่อที่ใช้แสดง (Zoom)"],
            [1, "นายมั่งมั่ง ใจดี", "นักวิชาการ", A],
            [2, "นางน้ำฝน ใจดี", "พัฒนากร", B],
            ["ลำดับ", "ชื่อ - นามสกุล", "ตำแหน่ง", "ชื่อที่ใช้แสดง (Zoom)"],
            [3, "นางสาวยินดี ใจดี", "นักวิเคราะห์", C],
        ]
    )
    found = read_name_file(data, "รายชื่อ.xlsx")
    assert found.names == (ListedName(5, A), ListedName(6, B), ListedName(8, C))
    assert (found.source, found.column) == ("list", "ชื่อที่ใช้แสดง (Zoom)")
    assert reasons(found) == [(line, "heading") for line in (1, 2, 4, 7)]


def test_a_csv_file_of_an_older_windows_program() -> None:
    text = csv_text([("ที่", "ชื่อ-สกุล", "โทรศัพท์"), ("1", A, "02"), ("2", D, "02")], ";")
    found = read_name_file(text.encode("cp874"), "list.csv")
    assert (texts(found), found.column) == ([A, D], "ชื่อ-สกุล")


def test_first_name_and_surname_in_thai_are_joined() -> None:
    text = csv_text([("ชื่อ", "ชื่อสกุล", "อีเมล"), ("มั่งมั่ง", "ใจดี", "a@x.th"), ("ยินดี", "", "")])
    found = read_name_file(text.encode(), "list.csv")
    assert (texts(found), found.column) == (["มั่งมั่ง ใจดี", "ยินดี"], "ชื่อ + ชื่อสกุล")


def test_a_heading_of_addresses_or_nothing_is_passed_over() -> None:
    text = csv_text(
        [
            ("User name", "Display name", "Full name"),
            ("a@example.go.th", "", A),
            ("b@example.go.th", "", B),
        ]
    )
    found = read_name_file(text.encode(), "list.csv")
    assert (texts(found), found.column) == ([A, B], "Full name")


def test_without_headings_the_column_that_reads_best_is_read() -> None:
    rows = [
        ("1", "สำนักงานพัฒนาชุมชน", "นายมั่งมั่ง ใจดี", D),
        ("2", "สำนักงานพัฒนาสังคม", "นางน้ำฝน ใจดี", B),
        ("3", "", "นางสาวยินดี ใจดี", C),
    ]
    found = read_name_file(csv_text(rows).encode(), "list.csv")
    assert (texts(found), found.column, found.skipped) == ([D, B, C], "D", ())


def test_the_left_most_of_two_equal_columns_is_read() -> None:
    rows = [("x", A, B), ("y", B, A)]
    found = read_name_file(csv_text(rows).encode(), "list.csv")
    assert (texts(found), found.column) == ([A, B], "B")


def test_a_first_row_is_a_heading_only_if_it_is_one() -> None:
    rows = [("หน่วยงาน", "ผู้แทน"), ("พช.", A), ("พม.", B)]
    found = read_name_file(csv_text(rows).encode(), "list.csv")
    assert (texts(found), found.column) == ([A, B], "ผู้แทน")
    assert reasons(found) == [(1, "heading")]


def test_a_sheet_of_one_column_is_a_list_of_lines() -> None:
    data = workbook([["", "รายชื่อ"], ["", f"1. {A}"], ["", f"2. {B}"]])
    found = read_name_file(data, "list.xlsx")
    assert (texts(found), found.column) == ([A, B], "รายชื่อ")
    assert read_name_file(workbook([["", A], [], ["", B]]), "list.xlsx") == NameList(
        (ListedName(1, A), ListedName(3, B)), (), "list", "B"
    )


def test_a_sheet_of_instructions_does_not_hide_the_names() -> None:
    data = workbook(
        [["คำชี้แจง"], ["โปรดกรอกข้อมูลในแผ่นงานถัดไป"]],
        [["ลำดับ", "ชื่อที่แสดง"], [1, A], [2, B]],
    )
    found = read_name_file(data, "list.xlsx")
    assert texts(found) == [A, B]
    assert SkippedLine(1, "คำชี้แจง", "other_sheet") in found.skipped


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp874"])
def test_a_text_file_is_read_as_pasted_text_is(encoding: str) -> None:
    text = f"1. {A} (Host, me)\r\n2. {B}\r\n3. น่าน, พช., นายยินดี\r\n"
    found = read_name_file(text.encode(encoding), "names.txt")
    assert texts(found) == [f"{A} (Host, me)", B, "น่าน, พช., นายยินดี"]
    assert (found.source, found.column) == ("list", None)


def test_commas_in_every_line_of_a_text_file_part_no_columns() -> None:
    text = "นครปฐม, พช., นายมั่งมั่ง\nน่าน, พม., นางน้ำฝน\n"
    assert texts(read_name_file(text.encode(), "names.txt")) == text.splitlines()


def test_a_panel_may_be_saved_as_a_file() -> None:
    found = read_name_file(DESKTOP.encode(), "panel.txt")
    assert found == read_pasted_names(DESKTOP)


def test_the_list_of_registrations_is_read_by_its_display_names() -> None:
    row = RegistrationRow(
        state="confirmed",
        quota_name=Text("นครปฐม", "Nakhon Pathom"),
        title="นาย",
        first_name="มั่งมั่ง",
        last_name="ใจดี",
        agency="พช.",
        position="",
        sector="ภาครัฐ",
        email="a@example.go.th",
        phone="",
        display_name=A,
        registered_at=datetime(2022, 2, 1, 20, 30, tzinfo=UTC),
    )
    for locale in ("th", "en"):
        for data in (
            registrations_csv([row], locale=locale),
            registrations_xlsx([row], locale=locale),
        ):
            found = read_name_file(data, "registrations")
            assert found.names == (ListedName(2, A),)


# --- limits ----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", " \n\t\n", "Participants (3)\nMute All", "5\t2\n3\t4"])
def test_a_text_without_names_is_refused(text: str) -> None:
    with pytest.raises(UnreadableReport, match="no_names"):
        read_pasted_names(text)


def test_a_table_without_any_text_is_refused() -> None:
    with pytest.raises(UnreadableReport, match="no_names"):
        read_name_file(b"1,2\n3,4\n", "numbers.csv")
    with pytest.raises(UnreadableReport, match="empty"):
        read_name_file(b"", "empty.csv")


def test_a_list_has_its_limit() -> None:
    assert len(read_pasted_names(f"{A}\n" * MOST_NAMES).names) == MOST_NAMES
    for text in (f"{A}\n" * (MOST_NAMES + 1), "a\n" * (MOST_NAMES * 40)):
        with pytest.raises(UnreadableReport) as caught:
            read_pasted_names(text)
        assert (caught.value.code, caught.value.params) == ("too_many_names", {"most": MOST_NAMES})
    with pytest.raises(UnreadableReport) as caught:
        read_pasted_names("ก" * 700_000)
    assert (caught.value.code, caught.value.params) == ("text_too_large", {"megabytes": 2})


def test_every_reason_has_its_sentence() -> None:
    for code in ("furniture", "number", "heading", "empty_cell", "other_sheet", "staff", "absent"):
        assert reason_sentence(code, "th") != reason_sentence(code, "en")
    assert reason_sentence("too_many_names", "en", most=MOST_NAMES) == (
        "The list has more than 20000 names. Divide it into several lists."
    )


@pytest.mark.parametrize(
    "unit",
    [
        "a,",
        "(",
        "1. ",
        "- ",
        " ",
        "a\t",
        "Mute,",
        '"',
        "ชื่อ",
        "น\n",
        "1\n",
        ", video off",
        "\u0e48",
        "\u2003",
        "(\u2003",
    ],
)
def test_time_grows_with_the_length_alone(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit)) + "x"
        began = perf_counter()
        outcome(lambda: read_pasted_names(text))
        return perf_counter() - began

    small, large = min(seconds(20_000) for _ in range(3)), seconds(160_000)
    assert large < max(small, 0.01) * 8 * 4


# --- properties ------------------------------------------------------------------------------

SIGNS = st.sampled_from(
    (
        *(
            "\n",
            "\r\n",
            "\r",
            "\t",
            ",",
            '"',
            " ",
            "1. ",
            "๒) ",
            "- ",
            "(",
            ")",
            "\0",
            "\ufeff",
            "@",
        ),
        *(
            "Participants (2)",
            "Mute",
            "Video off",
            "เชิญ",
            "ชื่อ-สกุล",
            "First Name",
            "Last Name",
            "sep=;",
        ),
        *(A, B, D, "น", "SK", "<table", "%PDF", "PK\x03\x04"),
    )
)


def complete(found: NameList, lines: set[int]) -> None:
    """Every line of the list is there once, in order, and nothing else is."""
    order = [name.line for name in found.names]
    assert order == sorted(order)
    assert set(order) <= lines
    assert all(name.text.strip() for name in found.names)
    assert not set(order) & {s.line for s in found.skipped if s.reason != "other_sheet"}
    assert {line.reason for line in found.skipped} <= CODES


@given(st.lists(SIGNS | st.text(max_size=8), max_size=40).map("".join))
@example("\t\n\t\t\nชื่อ\tสกุล")
@example("(\n,(Host, me), video off")
@example("\r\x1f\n1. ")
def test_any_text(text: str) -> None:
    found = outcome(lambda: read_pasted_names(text))
    if isinstance(found, str):
        return
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    complete(found, set(range(1, len(lines) + 1)))
    if found.column is None and found.source != "report":
        told = {name.line for name in found.names} | {line.line for line in found.skipped}
        assert {n for n, line in enumerate(lines, 1) if any(map(str.isalnum, line))} <= told
        assert {n for n, line in enumerate(lines, 1) if line.strip()} >= told


@given(st.binary(max_size=300) | st.lists(SIGNS, max_size=30).map(lambda s: "".join(s).encode()))
def test_any_file(data: bytes) -> None:
    for read in (lambda: read_name_file(data, "a.csv"), lambda: read_name_file(data, "a.txt")):
        found = outcome(read)
        if isinstance(found, NameList):
            complete(found, set(range(1, 1000)))


@given(
    st.lists(st.lists(SIGNS | st.text(max_size=6), min_size=1, max_size=5), min_size=1, max_size=12)
)
@settings(max_examples=60, deadline=None)
def test_any_table(rows: list[list[str]]) -> None:
    data = csv_text(rows).encode(errors="replace")
    found = outcome(lambda: read_name_file(data, "table.csv"))
    if isinstance(found, NameList):
        complete(found, set(range(1, 1000)))


FIRST_NAMES = ("มานพ", "ยินดี", "น้ำฝน", "นพดล", "สุรินทร์", "อภิชาติ", "David", "Mary-Jane", "เอมอร")


@st.composite
def conforming(draw: st.DrawFn) -> str:
    province = draw(st.none() | st.sampled_from(PROVINCES))
    return compose(
        province=province.name_th if province else None,
        agency=draw(st.sampled_from(AGENCIES)).abbr,
        title=draw(st.sampled_from(CANONICAL_TITLES)),
        first_name=draw(st.sampled_from(FIRST_NAMES)),
    )


def forms(names: Sequence[str]) -> dict[str, str]:
    numbered = list(enumerate(names, start=1))
    thai = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
    return {
        "plain": "\n".join(names),
        "crlf": "\r\n\r\n".join(names) + "\r\n",
        "numbers": "\n".join(f"{n}. {name}" for n, name in numbered),
        "brackets": "\n".join(f"{n}) {name}" for n, name in numbered),
        "thai": "\n".join(f"{str(n).translate(thai)}. {name}" for n, name in numbered),
        "spaces": "\n".join(f"{n} {name}" for n, name in numbered),
        "bullets": "\n".join(f"• {name}" for name in names),
        "hyphens": "\n".join(f"- {name}" for name in names),
        "own lines": "\n".join(f"{n}\n{name}" for n, name in numbered),
        "table": "\n".join(f"{n}\t{name}\tx@example.go.th" for n, name in numbered),
        "heading": "ลำดับ\tชื่อที่ใช้แสดง\n" + "\n".join(f"{n}\t{name}" for n, name in numbered),
        "panel": f"Participants ({len(names)})\n"
        + "\n".join(f"{name[0]}\n{name}\nUnmute\nVideo off" for name in names)
        + "\nInvite\nMute All",
        "states": "\n".join(f"{name}, computer audio muted, video off" for name in names),
    }


@given(st.lists(conforming(), min_size=2, max_size=12))
@settings(max_examples=40, deadline=None)
def test_a_list_comes_back_out_of_every_form(names: list[str]) -> None:
    assert all(check(name).valid for name in names)
    for form, text in forms(names).items():
        assert (form, texts(read_pasted_names(text))) == (form, names)
        assert (form, texts(read_name_file(text.encode(), "names.txt"))) == (form, names)


@given(st.lists(conforming(), min_size=1, max_size=8))
@settings(max_examples=20, deadline=None)
def test_a_list_comes_back_out_of_every_file(names: list[str]) -> None:
    rows = [(str(n), name, "พช.") for n, name in enumerate(names, start=1)]
    headed = [("ที่", "Display Name", "หมายเหตุ"), *rows]
    for table in (rows, headed, [(name,) for name in names]):
        for data in (csv_text(table).encode(), csv_text(table, ";").encode(), workbook(table)):
            assert texts(read_name_file(data, "names.csv")) == names
