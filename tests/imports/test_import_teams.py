import codecs
from datetime import datetime, timedelta

import pytest

from eventsys.imports.reports import read_report
from eventsys.rules.attendance_types import MeetingFacts, Rejected, Report

START = datetime(2022, 2, 18, 8, 30)  # noqa: DTZ001 (reports tell local times)

SECTIONS = """1. Summary
Meeting title\tSDG Localisation
Attended participants\t3
Start time\t2/18/22, 8:30:00 AM
End time\t2/18/22, 12:05:00 PM
Meeting duration\t3h 35m 0s
Average attendance time\t1h 2m 3s

2. Participants
Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole
สศช. นายเจ้าภาพ\t2/18/22, 8:30:00 AM\t2/18/22, 12:05:00 PM\t3h 35m 0s\thost@example.go.th\thost@example.go.th\tOrganizer
น่าน พช. นางน้ำฝน\t2/18/22, 8:45:12 AM\t2/18/22, 10:00:00 AM\t1h 4m 48s\ta@example.go.th\t\tPresenter
น่าน พม. นายตัวอย่าง\t2/18/22, 9:00:00 AM\t2/18/22, 10:00:00 AM\t45m 30s\t\t\tAttendee

3. In-Meeting activities
Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole
สศช. นายเจ้าภาพ\t2/18/22, 8:30:00 AM\t2/18/22, 12:05:00 PM\t3h 35m 0s\thost@example.go.th\tOrganizer
น่าน พช. นางน้ำฝน\t2/18/22, 8:45:12 AM\t2/18/22, 9:30:00 AM\t44m 48s\ta@example.go.th\tPresenter
น่าน พช. นางน้ำฝน\t2/18/22, 9:40:00 AM\t2/18/22, 10:00:00 AM\t20m 0s\ta@example.go.th\tPresenter
"""  # noqa: E501 (lines of a report are as long as they are)

ACTIONS = """Full Name\tUser Action\tTimestamp
สศช. นายเจ้าภาพ\tJoined before\t2/18/2022, 8:30:00 AM
น่าน พช. นางน้ำฝน\tJoined\t2/18/2022, 8:45:12 AM
น่าน พม. นายตัวอย่าง\tJoined\t2/18/2022, 8:50:00 AM
น่าน พช. นางน้ำฝน\tLeft\t2/18/2022, 9:30:00 AM
น่าน พช. นางน้ำฝน\tJoined\t2/18/2022, 9:40:00 AM
น่าน พช. นางน้ำฝน\tLeft\t2/18/2022, 10:00:00 AM
สศช. นายเจ้าภาพ\tLeft\t2/18/2022, 12:05:00 PM
"""

OLDER_LIST = """Meeting Summary
Total Number of Participants\t2
Meeting Title\tSDG Localisation
Meeting Start Time\t2/18/2022, 8:30:00 AM
Meeting End Time\t2/18/2022, 12:05:00 PM

Full Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole\tParticipant ID (UPN)
สศช. นายเจ้าภาพ\t2/18/2022, 8:30:00 AM\t2/18/2022, 12:05:00 PM\t3h 35m\thost@example.go.th\tOrganizer\t
น่าน พช. นางน้ำฝน\t2/18/2022, 8:45:12 AM\t2/18/2022, 9:30:00 AM\t44m 48s\ta@example.go.th\tPresenter\t
"""  # noqa: E501 (lines of a report are as long as they are)

Told = tuple[str, str, timedelta | None, timedelta | None, float | None]


def read(text: str) -> Report:
    data = codecs.BOM_UTF16_LE + text.replace("\n", "\r\n").encode("utf-16-le")
    return read_report(data, "report.csv")


def told(report: Report) -> list[Told]:
    """Return role, name, join, leave and stated minutes of each row."""

    def since(moment: datetime | None) -> timedelta | None:
        return moment - START if moment else None

    return [(r.role, r.display_name, since(r.join), since(r.leave), r.minutes) for r in report.rows]


def after(minutes: float) -> timedelta:
    return timedelta(minutes=minutes)


def test_activities_are_intervals_and_others_have_what_the_summary_says() -> None:
    report = read(SECTIONS)
    assert report.source == "teams"
    assert report.meeting == MeetingFacts("SDG Localisation", "", START, 215.0)
    assert told(report) == [
        ("host", "สศช. นายเจ้าภาพ", after(0), after(215), None),
        ("attendee", "น่าน พช. นางน้ำฝน", after(15.2), after(60), None),
        ("attendee", "น่าน พช. นางน้ำฝน", after(70), after(90), None),
        ("attendee", "น่าน พม. นายตัวอย่าง", after(30), after(90), 45.5),
    ]
    assert [r.continuous for r in report.rows] == [True, True, True, False]
    assert report.rejected == ()


def test_a_summary_alone_states_minutes() -> None:
    report = read(SECTIONS.split("3. In-Meeting", maxsplit=1)[0])
    assert [(r.role, r.minutes, r.continuous) for r in report.rows] == [
        ("host", 215.0, False),
        ("attendee", pytest.approx(64.8), False),
        ("attendee", 45.5, False),
    ]


def test_the_encoding_does_not_matter() -> None:
    expected = read(SECTIONS)
    for data in (SECTIONS.encode(), SECTIONS.encode("utf-16-le"), SECTIONS.encode("utf-8-sig")):
        assert read_report(data, "report.csv") == expected


def test_thai_headings_are_understood() -> None:
    words = {
        "1. Summary": "1. สรุป",
        "Meeting title": "ชื่อการประชุม",
        "Start time": "เวลาเริ่มต้น",
        "End time": "เวลาสิ้นสุด",
        "Meeting duration": "ระยะเวลาการประชุม",
        "2. Participants": "2. ผู้เข้าร่วม",
        "First Join": "เข้าร่วมครั้งแรก",
        "Last Leave": "ออกครั้งสุดท้าย",
        "In-Meeting Duration": "ระยะเวลาในการประชุม",
        "Participant ID": "ID ผู้เข้าร่วม",
        "3. In-Meeting activities": "3. กิจกรรมในการประชุม",
        "Join Time": "เวลาเข้าร่วม",
        "Leave Time": "เวลาออก",
        "Name": "ชื่อ",
        "Duration": "ระยะเวลา",
        "Email": "อีเมล",
        "Role": "บทบาท",
        "Organizer": "ผู้จัดการประชุม",
    }
    text = SECTIONS
    for english, thai in words.items():
        text = text.replace(english, thai)
    assert read(text) == read(SECTIONS)


def test_joins_and_leaves_are_paired() -> None:
    report = read(ACTIONS)
    assert report.source == "teams"
    assert told(report) == [
        ("attendee", "สศช. นายเจ้าภาพ", after(0), after(215), None),
        ("attendee", "น่าน พช. นางน้ำฝน", after(15.2), after(60), None),
        ("attendee", "น่าน พช. นางน้ำฝน", after(70), after(90), None),
        ("attendee", "น่าน พม. นายตัวอย่าง", None, None, 0.0),
    ]
    assert report.rejected == (Rejected(4, "leave_missing"),)


def test_the_order_of_actions_may_be_the_other_way_round() -> None:
    head, *rows = ACTIONS.splitlines()
    turned = read("\n".join([head, *reversed(rows)]))
    expected = sorted(row[1:] for row in told(read(ACTIONS)) if row[2] is not None)
    assert sorted(row[1:] for row in told(turned) if row[2] is not None) == expected


def test_a_leave_before_its_join_counts_nothing() -> None:
    text = "Full Name\tUser Action\tTimestamp\nก\tJoined\t2/18/2022, 9:00:00 AM\n"
    report = read(text + "ก\tLeft\t2/18/2022, 8:00:00 AM\n")
    assert [(r.join, r.minutes) for r in report.rows] == [(None, 0.0)]
    assert report.rejected == (Rejected(3, "leave_before_join"),)


def test_the_list_of_2021() -> None:
    report = read(OLDER_LIST)
    assert report.meeting == MeetingFacts("SDG Localisation", "", START, 215.0)
    assert told(report) == [
        ("host", "สศช. นายเจ้าภาพ", after(0), after(215), None),
        ("attendee", "น่าน พช. นางน้ำฝน", after(15.2), after(60), None),
    ]
