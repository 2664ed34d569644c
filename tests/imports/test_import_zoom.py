import codecs
import csv
import io
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import xlsxwriter

from eventsys.imports.errors import UnreadableReport
from eventsys.imports.report_times import ReportTimes
from eventsys.imports.reports import read_report
from eventsys.rules.attendance_types import MeetingFacts, Rejected, Report, ReportRow

SAMPLE = Path(__file__).parents[1] / "data" / "attendance-sample"
START = datetime(2022, 2, 18, 8, 30)  # noqa: DTZ001 (reports tell local times)

WEBINAR = """Attendee Report,
Report Generated:,"Feb 18, 2022 13:00:00"
Topic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Registered,# Cancelled,Unique Viewers,Total Users,Max Concurrent Views,Enable Registration
"SDG, ครั้งที่ 1",912 3456 7890,"Feb 18, 2022 08:30:00",215,3,0,2,2,2,Yes
Host Details,
Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name
Yes,สศช. Host,host@example.go.th,"Feb 18, 2022 08:30:00","Feb 18, 2022 12:05:00",215,No,Thailand
Panelist Details,
Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name
Yes,สศช. นายวิทยากร,speaker@example.go.th,"Feb 18, 2022 08:40:00","Feb 18, 2022 09:40:00",60,No,Thailand
Attendee Details,
Attended,User Name (Original Name),First Name,Last Name,Email,Phone,Registration Time,Approval Status,Join Time,Leave Time,Time in Session (minutes),Is Guest,What is your province?,Country/Region Name
Yes,น่าน พช. นางน้ำฝน,น้ำฝน,,a@example.go.th,02,"Feb 15, 2022 08:30:00",approved,"Feb 18, 2022 08:45:12","Feb 18, 2022 09:45:12",60,Yes,น่าน,Thailand
No,น่าน พม. นายตัวอย่าง,ตัวอย่าง,,b@example.go.th,,"Feb 15, 2022 08:30:00",approved,--,--,--,--
"""  # noqa: E501 (lines of a report are as long as they are)

OLDER_MEETING = """Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants
912 3456 7890,SDG,02/18/2022 08:30:00 AM,02/18/2022 12:05:00 PM,host@example.go.th,215,3

Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,Recording Consent
สศช. นายเจ้าภาพ,HOST@example.go.th,02/18/2022 08:30:00 AM,02/18/2022 12:05:00 PM,215,No,Y
สศช. นายช่วย (Co-host),,02/18/2022 08:40:00 AM,02/18/2022 09:40:00 AM,60,Yes,Y
น่าน พช. นางน้ำฝน (iPad),a@example.go.th,02/18/2022 08:45:12 AM,02/18/2022 09:45:12 AM,60,Yes,Y
"""

NEWER_MEETING = """Topic,ID,Host,Duration (minutes),Start time,End time,Participants
SDG,912 3456 7890,สศช. นายเจ้าภาพ,215,02/18/2022 08:30:00 AM,02/18/2022 12:05:00 PM,3

Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,Recording disclaimer response,In waiting room
สศช. นายเจ้าภาพ,host@example.go.th,02/18/2022 08:30:00 AM,02/18/2022 12:05:00 PM,215,No,,No
น่าน พช. นางน้ำฝน,,02/18/2022 08:40:00 AM,02/18/2022 08:45:12 AM,5,Yes,OK,Yes
น่าน พช. นางน้ำฝน,,02/18/2022 08:45:12 AM,02/18/2022 09:45:12 AM,60,Yes,OK,No
"""  # noqa: E501 (the same)

UNIQUE_USERS = """Name (original name),Email,Total duration (minutes),Guest
สศช. นายเจ้าภาพ (Host),host@example.go.th,215,No
น่าน พช. นางน้ำฝน,a@example.go.th,58,Yes
น่าน พม. นายตัวอย่าง,,many,Yes
"""

THAI = {
    "Attendee Report": "รายงานผู้เข้าร่วม",
    "Report Generated:": "สร้างรายงานเมื่อ:",
    "Topic": "หัวข้อ",
    "Webinar ID": "ID สัมมนาออนไลน์",
    "Actual Start Time": "เวลาเริ่มต้นจริง",
    "Actual Duration (minutes)": "ระยะเวลาจริง (นาที)",
    "Unique Viewers": "จำนวนผู้ชมที่ไม่ซ้ำ",
    "Host Details": "รายละเอียดโฮสต์",
    "Panelist Details": "รายละเอียดผู้อภิปราย",
    "Attendee Details": "รายละเอียดผู้เข้าร่วม",
    "Attended": "เข้าร่วมแล้ว",
    "User Name (Original Name)": "ชื่อผู้ใช้ (ชื่อเดิม)",
    "First Name": "ชื่อจริง",
    "Last Name": "นามสกุล",
    "Email": "อีเมล",
    "Registration Time": "เวลาลงทะเบียน",
    "Approval Status": "สถานะการอนุมัติ",
    "Join Time": "เวลาเข้าร่วม",
    "Leave Time": "เวลาออก",
    "Time in Session (minutes)": "เวลาในเซสชัน (นาที)",
    "Is Guest": "เป็นผู้เยี่ยมชม",
    "Country/Region Name": "ชื่อประเทศ/ภูมิภาค",
    "Yes,": "ใช่,",
    "No,น่าน": "ไม่ใช่,น่าน",
}
FRENCH = {
    "Host Details": "Coordonnées de l'hôte",
    "Panelist Details": "Coordonnées des panélistes",
    "Attendee Details": "Coordonnées des présents",
    "Attended,": "Présence,",
    "User Name (Original Name)": "Nom d'utilisateur (nom d'origine)",
    "First Name": "Prénom",
    "Last Name": "Nom de famille",
    "Registration Time": "Date d'inscription",
    "Join Time": "Heure d'arrivée",
    "Leave Time": "Heure de départ",
    "Time in Session (minutes)": "Temps en session (minutes)",
    "Yes,": "Oui,",
    "No,น่าน": "Non,น่าน",
}


def translated(text: str, words: dict[str, str]) -> str:
    for english in sorted(words, key=len, reverse=True):
        text = text.replace(english, words[english])
    return text


def row(line: int, name: str, email: str, start: int, minutes: int, **more: object) -> ReportRow:
    """Return a row that joined some seconds after the start."""
    join = START + timedelta(seconds=start)
    return ReportRow(
        line,
        more.get("role", "attendee"),  # type: ignore[arg-type]
        attended=True,
        display_name=name,
        email=email,
        join=join,
        leave=join + timedelta(minutes=minutes),
    )


WEBINAR_ROWS = (
    row(7, "สศช. Host", "host@example.go.th", 0, 215, role="host"),
    row(10, "สศช. นายวิทยากร", "speaker@example.go.th", 600, 60, role="panelist"),
    row(13, "น่าน พช. นางน้ำฝน", "a@example.go.th", 912, 60),
    ReportRow(
        14, "attendee", attended=False, display_name="น่าน พม. นายตัวอย่าง", email="b@example.go.th"
    ),
)
WEBINAR_FACTS = MeetingFacts("SDG, ครั้งที่ 1", "912 3456 7890", START, 215.0)


def read(text: str) -> Report:
    return read_report(text.encode(), "report.csv")


@pytest.mark.parametrize(
    "data",
    [
        WEBINAR.encode(),
        WEBINAR.encode("utf-8-sig"),
        WEBINAR.replace("\n", "\r\n").encode(),
        codecs.BOM_UTF16_LE + WEBINAR.encode("utf-16-le"),
        WEBINAR.upper().replace("ATTENDEE REPORT", "attendee report").encode(),
        WEBINAR.replace("User Name", "User\0 Name").replace("Join", "J\0oin").encode(),
        WEBINAR.replace("Report Generated:,", "Report generated time,").encode(),
    ],
)
def test_a_webinar_reads_the_same_in_every_dress(data: bytes) -> None:
    report = read_report(data, "folder/report.csv")
    assert (report.file, report.source, report.rejected) == ("report.csv", "zoom_webinar", ())
    if b"ATTENDED" in data:  # the texts are in capitals as well
        assert [(r.line, r.role, r.join, r.leave) for r in report.rows] == [
            (r.line, r.role, r.join, r.leave) for r in WEBINAR_ROWS
        ]
    else:
        assert report.rows == WEBINAR_ROWS
        assert report.meeting == WEBINAR_FACTS


def test_thai_headings_are_understood() -> None:
    report = read(translated(WEBINAR, THAI))
    assert report.rows == WEBINAR_ROWS
    assert report.meeting == WEBINAR_FACTS


def test_headings_in_an_unknown_language_are_told_from_the_cells() -> None:
    assert read(translated(WEBINAR, FRENCH)).rows == WEBINAR_ROWS


@pytest.mark.parametrize("missing", ["Host Details", "Panelist Details", "Attendee Details"])
def test_sections_may_be_missing(missing: str) -> None:
    lines = WEBINAR.splitlines(keepends=True)
    start = next(number for number, line in enumerate(lines) if line.startswith(missing))
    end = next((n for n in range(start + 1, len(lines)) if "Details" in lines[n]), len(lines))
    report = read("".join(lines[:start] + lines[end:]))
    role = missing.split(maxsplit=1)[0].lower()
    assert [(r.role, r.display_name) for r in report.rows] == [
        (r.role, r.display_name) for r in WEBINAR_ROWS if r.role != role
    ]


@pytest.mark.parametrize("with_heading", [True, False])
def test_sections_may_be_empty(*, with_heading: bool) -> None:
    lines = WEBINAR.splitlines(keepends=True)
    del lines[9 if with_heading else slice(8, 10)]
    assert [r.role for r in read("".join(lines)).rows] == ["host", "attendee", "attendee"]


def test_old_reports_have_first_and_last_name_only() -> None:
    text = WEBINAR.replace("User Name (Original Name),First Name", "First Name")
    text = text.replace("Yes,น่าน พช. นางน้ำฝน,น้ำฝน,", "Yes,นางน้ำฝน,ใจดี")
    assert read(text).rows[2].display_name == "นางน้ำฝน ใจดี"


def test_the_organisers_own_questions_are_no_columns_of_the_report() -> None:
    text = WEBINAR.replace("User Name (Original Name),First Name", "First Name")
    text = text.replace("What is your province?", "ชื่อหน่วยงาน")
    text = text.replace("Yes,น่าน พช. นางน้ำฝน,น้ำฝน,", "Yes,นางน้ำฝน,ใจดี")
    assert read(text).rows[2].display_name == "นางน้ำฝน ใจดี"


def test_a_report_saved_as_a_workbook() -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"default_date_format": "m/d/yyyy h:mm"})
    sheet = book.add_worksheet()
    for number, cells in enumerate(csv.reader(io.StringIO(WEBINAR))):
        for column, text in enumerate(cells):
            moment = ReportTimes([]).read(text)
            sheet.write(number, column, moment or (int(text) if text.isdigit() else text))
    book.close()
    report = read_report(stream.getvalue(), "report.xlsx")
    assert (report.meeting, report.rows) == (WEBINAR_FACTS, WEBINAR_ROWS)


def test_bad_rows_are_listed_with_their_lines() -> None:
    text = WEBINAR + (
        'Yes,ก,,,,,,,"Feb 18, 2022 09:20:00","Feb 18, 2022 09:10:00",-10\n'
        'Yes,ข,,,,,,,"Feb 18, 2022 09:20:00",,\n'
        'Yes,ค,,,,,,,yesterday,"Feb 18, 2022 09:10:00",1\n'
        "Yes,ง\n"
        'Yes,,,,,,,,"Feb 18, 2022 09:20:00","Feb 18, 2022 09:30:00",10\n'
    )
    report = read(text)
    assert report.rejected == (
        Rejected(15, "leave_before_join"),
        Rejected(16, "leave_missing"),
        Rejected(17, "time_unreadable"),
        Rejected(18, "time_missing"),
        Rejected(19, "no_name"),
    )
    kept = [(r.display_name, r.minutes, r.join) for r in report.rows[4:]]
    assert kept == [("ก", 0.0, None), ("ข", None, None), ("ค", None, None), ("ง", None, None)]


def test_the_sample_report() -> None:
    report = read_report((SAMPLE / "report.csv").read_bytes(), "report.csv")
    assert report.source == "zoom_webinar"
    assert report.rejected == tuple(Rejected(n, "leave_before_join") for n in (15, 124, 176))
    assert sum(not r.attended for r in report.rows) == 20


def test_an_older_meeting_knows_its_host_by_address() -> None:
    report = read(OLDER_MEETING)
    assert report.source == "zoom_meeting"
    assert report.meeting == MeetingFacts("SDG", "912 3456 7890", START, 215.0)
    assert report.rows == (
        row(5, "สศช. นายเจ้าภาพ", "HOST@example.go.th", 0, 215, role="host"),
        row(6, "สศช. นายช่วย (Co-host)", "", 600, 60),
        row(7, "น่าน พช. นางน้ำฝน (iPad)", "a@example.go.th", 912, 60),
    )


def test_a_newer_meeting_knows_its_host_by_name_and_the_waiting_room() -> None:
    report = read(NEWER_MEETING)
    assert report.meeting == MeetingFacts("SDG", "912 3456 7890", START, 215.0)
    renamed = NEWER_MEETING.replace("นายเจ้าภาพ,host", "นายเจ้าภาพ (chao),host")
    assert read(renamed).rows[0].role == "host"
    assert [(r.role, r.minutes, r.join and r.join.minute) for r in report.rows] == [
        ("host", None, 30),
        ("attendee", 0.0, None),
        ("attendee", None, 45),
    ]
    assert report.rejected == (Rejected(6, "waiting_room"),)


def test_thai_headings_of_a_meeting() -> None:
    text = OLDER_MEETING.replace(
        "Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants",
        "ID การประชุม,หัวข้อ,เวลาเริ่มต้น,เวลาสิ้นสุด,อีเมลผู้ใช้,ระยะเวลา (นาที),ผู้เข้าร่วม",
    ).replace(
        "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest",
        "ชื่อ (ชื่อเดิม),อีเมลผู้ใช้,เวลาเข้าร่วม,เวลาออก,ระยะเวลา (นาที),ผู้เยี่ยมชม",
    )
    assert read(text).rows == read(OLDER_MEETING).rows
    assert read(text).meeting == read(OLDER_MEETING).meeting


def test_unique_users_have_minutes_and_no_times() -> None:
    report = read(UNIQUE_USERS)
    assert report.source == "zoom_meeting"
    assert [(r.role, r.minutes, r.join) for r in report.rows] == [
        ("host", 215.0, None),
        ("attendee", 58.0, None),
        ("attendee", None, None),
    ]
    assert report.rejected == (Rejected(4, "minutes_unreadable"),)


def test_unique_users_below_the_facts_of_the_meeting() -> None:
    facts = NEWER_MEETING.split("\n\n", maxsplit=1)[0]
    report = read(f"{facts}\n\n{UNIQUE_USERS}")
    assert report.meeting.minutes == 215.0
    assert [r.minutes for r in report.rows] == [215.0, 58.0, None]


def test_day_first_dates_turn_the_whole_file() -> None:
    text = OLDER_MEETING.replace("02/18/2022", "18/02/2022")
    assert read(text).rows == read(OLDER_MEETING).rows


def test_zones_become_local_time() -> None:
    text = OLDER_MEETING.replace("08:45:12 AM", "01:45:12 AM UTC")
    text = text.replace("09:45:12 AM", "02:45:12 AM UTC")
    assert read(text).rows == read(OLDER_MEETING).rows
    heading = OLDER_MEETING.replace("Join Time", "Join Time (UTC)").replace(
        "Leave Time", "Leave Time (UTC)"
    )
    assert read(heading).rows[2].join == START + timedelta(hours=7, seconds=912)


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1,2\n",
        "id,title,first_name,last_name,province,agency,email\nR1,นาย,ก,ข,น่าน,พช.,a@example.go.th\n",
        "Name,Email\nนายตัวอย่าง,a@example.go.th\n",
        "Who,From,To,Km\nกนก,2022-02-18 08:00,2022-02-18 09:00,120\nขจร,,,80\n",
        "just some words\n",
    ],
)
def test_what_no_known_program_wrote_is_refused(text: str) -> None:
    with pytest.raises(UnreadableReport) as caught:
        read(text)
    assert caught.value.code == "unknown_report"
