"""The calendar file, read back: what a calendar program keeps of it over several changes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from eventsys.documents.ical import event_calendar
from eventsys.rules.published import PublishedEvent, Text
from tests.documents.sample_event import EVENT, NOW, PAGE_URL, event_with_meeting


def read(event: PublishedEvent, **options: object) -> Any:  # noqa: ANN401 (values of any kind)
    content = event_calendar(event, **{"url": PAGE_URL, "now": NOW, **options})  # type: ignore[arg-type]
    return Calendar.from_ical(content)


def entries(event: PublishedEvent, **options: object) -> list[Any]:
    found: list[Any] = read(event, **options).walk("VEVENT")
    return found


def test_each_meeting_is_an_entry_with_its_time() -> None:
    found = [
        (each["UID"], each["DTSTART"].dt.isoformat(), each["DTEND"].dt.isoformat())
        for each in entries(EVENT)
    ]
    uid = "6a0e2c1e-0000-4000-8000-00000000000"
    assert found == [
        (f"{uid}1", "2022-02-18T09:00:00+07:00", "2022-02-18T12:00:00+07:00"),
        (f"{uid}2", "2022-03-03T09:30:00+07:00", "2022-03-03T12:10:00+07:00"),
        (f"{uid}3", "2022-03-11T09:30:00+07:00", "2022-03-11T12:10:00+07:00"),
        (f"{uid}4", "2022-03-16T09:30:00+07:00", "2022-03-16T12:10:00+07:00"),
    ]


def test_the_file_says_how_it_is_meant() -> None:
    calendar = read(EVENT)
    assert calendar["METHOD"] == "PUBLISH"
    assert calendar["X-WR-CALNAME"] == EVENT.title.th
    assert calendar["X-PUBLISHED-TTL"] == "PT6H"
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=6)
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Asia/Bangkok"]


def test_entries_carry_the_meetings_version() -> None:
    assert [
        (each["SEQUENCE"], each["LAST-MODIFIED"].dt, each["DTSTAMP"].dt) for each in entries(EVENT)
    ] == [
        (number + 2, datetime(2022, 1, 10 + number, 2, 30, tzinfo=UTC), NOW)
        for number in range(1, 5)
    ]


def test_all_items_and_talks_stand_in_the_text() -> None:
    for meeting, entry in zip(EVENT.meetings, entries(EVENT), strict=True):
        text = str(entry["DESCRIPTION"])
        lines = [line for line in text.split("\n") if " น. " in line]
        items = meeting.days[0].items
        assert len(lines) == len(items)
        for line, item in zip(lines, items, strict=True):
            names = ", ".join(speaker.name for speaker in item.speakers)
            by = f" โดย {names}" if names else ""
            assert line == f"{item.starts:%H.%M} – {item.ends:%H.%M} น. {item.title.th}{by}"
    first = str(entries(EVENT)[0]["DESCRIPTION"])
    assert "  (1) การรับมือกับภัยพิบัติด้วยแนวทางการพัฒนาที่ยั่งยืน โดย นางสุนิสา สุตรัก ผู้แทนจาก UNDRR\n" in first
    assert "หรือ ผู้แทน (TBC)\n" in first
    assert first.endswith(f"กำหนดการอาจมีการเปลี่ยนแปลงตามความเหมาะสม\nรายละเอียด: {PAGE_URL}")


def test_lines_are_folded_at_75_octets_without_harm_to_thai() -> None:
    content = event_calendar(EVENT, url=PAGE_URL, now=NOW)
    lines = content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    for line in lines:
        line.decode()  # no letter is cut in two
    assert entries(EVENT)[0]["SUMMARY"] == f"{EVENT.title.th} ครั้งที่ 1"


@pytest.mark.parametrize(
    ("state", "status", "begins"),
    [
        ("scheduled", "CONFIRMED", "การประชุม"),
        ("postponed", "TENTATIVE", "[เลื่อน] การประชุม"),
        ("called_off", "CANCELLED", "[ยกเลิก] การประชุม"),
    ],
)
def test_the_state_of_a_meeting_is_told(state: str, status: str, begins: str) -> None:
    second = entries(event_with_meeting(2, state=state))[1]
    assert second["STATUS"] == status
    assert str(second["SUMMARY"]).startswith(begins)


def test_a_calendar_that_keeps_its_state_follows_the_story() -> None:
    meeting = EVENT.meetings[1]
    moved = replace(meeting.days[0], date=date(2022, 3, 4))
    story = [
        EVENT,
        event_with_meeting(2, sequence=5, title=Text("ปรับหัวข้อ")),
        event_with_meeting(2, sequence=6, days=(moved,)),
        event_with_meeting(2, sequence=7, days=(moved,), state="called_off"),
    ]
    kept: dict[str, tuple[int, str, date]] = {}
    for event in story:
        for entry in entries(event):
            uid = str(entry["UID"])
            if uid not in kept or kept[uid][0] < entry["SEQUENCE"]:
                kept[uid] = (entry["SEQUENCE"], str(entry["STATUS"]), entry["DTSTART"].dt.date())
    assert kept[meeting.uid] == (7, "CANCELLED", date(2022, 3, 4))
    assert len(kept) == 4


def test_days_of_a_meeting_have_identifiers_of_their_own() -> None:
    days = (EVENT.meetings[0].days[0], EVENT.meetings[1].days[0])
    first, second, *_ = entries(event_with_meeting(1, days=days))
    uid = EVENT.meetings[0].uid
    assert (first["UID"], second["UID"]) == (uid, f"{uid}-2")
    assert str(second["SUMMARY"]).endswith("ครั้งที่ 1 (วันที่ 2)")


def test_place_and_link_stand_where_they_belong() -> None:
    link = "https://zoom.example.com/j/91234567890"
    found = entries(EVENT, links={1: link})
    assert [(str(each["LOCATION"]), str(each["URL"])) for each in found[:2]] == [
        (link, link),
        ("ระบบ Zoom Webinar", PAGE_URL),
    ]
    assert f"ลิงก์เข้าร่วมประชุม: {link}\n" in str(found[0]["DESCRIPTION"])
    assert link not in str(found[1])
    room = entries(event_with_meeting(1, mode="room", place=Text("ห้องประชุม 1")), links={1: link})
    assert room[0]["LOCATION"] == "ห้องประชุม 1"


def test_line_ends_in_a_title_open_no_new_line() -> None:
    event = replace(EVENT, title=Text("ก\r\nATTENDEE:mailto:x@example.go.th\nEND:VEVENT"))
    content = event_calendar(event, url=PAGE_URL, now=NOW)
    assert b"\nATTENDEE" not in content
    assert content.count(b"\r\nEND:VEVENT") == 4


def test_the_same_event_gives_the_same_bytes() -> None:
    assert event_calendar(EVENT, url=PAGE_URL, now=NOW) == event_calendar(
        EVENT, url=PAGE_URL, now=NOW
    )
