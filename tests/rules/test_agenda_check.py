from datetime import date, time
from pathlib import Path

import pytest

from eventsys.rules.agenda import (
    AgendaError,
    Item,
    Kind,
    MeetingDay,
    Talk,
    retime,
)
from eventsys.rules.agenda_check import CODES, Finding, check
from eventsys.rules.agenda_text import parse
from eventsys.sentences.agenda import describe, error_sentence

FRIDAY = date(2026, 1, 9)


def at(text: str) -> time:
    return time.fromisoformat(text)


def item(
    span: str,
    kind: Kind = "other",
    *speakers: str,
    title: str = "รายการ",
    tbc: bool = False,
    talks: tuple[Talk, ...] = (),
    room: str | None = None,
) -> Item:
    start, _, end = span.partition("-")
    return Item(at(start), at(end) if end else None, kind, title, speakers, tbc, talks, room=room)


def day(
    *items: Item, weekday: str | None = None, hours: tuple[time, time] | None = None
) -> MeetingDay:
    return MeetingDay(FRIDAY, weekday, items=items, hours=hours)


def found(*items: Item) -> list[tuple[str, str | None]]:
    """Return code and start of what is wrong with the items of one day."""
    return brief(check([day(*items)]))


def brief(findings: list[Finding]) -> list[tuple[str, str | None]]:
    return [(each.code, each.start.strftime("%H:%M") if each.start else None) for each in findings]


def test_a_good_day_has_no_fault() -> None:
    assert (
        found(
            item("08:30-09:00", "registration"),
            item("09:00-10:30", "lecture", "ดร.กอ ทดลอง"),
            item("10:30-10:45", "break"),
            item("10:45-12:00", "panel", "ดร.กอ ทดลอง"),
            item("12:00-13:00", "lunch"),
            item("13:00-15:00", "group_work"),
        )
        == []
    )


def test_two_items_in_one_room_overlap_where_the_first_ends_later() -> None:
    assert found(item("09:00-10:00"), item("09:45-10:30")) == [("overlap", "09:45")]
    assert found(item("09:00-10:00"), item("10:00-10:30")) == []
    assert found(item("09:00-10:00", room="๑"), item("09:00-10:00", room="๒")) == []
    assert found(item("09:00-10:00", room="๑"), item("09:30-10:00", room="๑")) == [
        ("overlap", "09:30")
    ]


def test_a_long_item_overlaps_with_each_that_runs_inside_it() -> None:
    assert found(item("09:00-11:00"), item("09:10-09:20"), item("09:30-10:00")) == [
        ("overlap", "09:10"),
        ("overlap", "09:30"),
    ]


def test_two_talks_in_one_room_overlap() -> None:
    talks = (Talk("ก", ("นายกอ ทดลอง",), room="๑"), Talk("ข", ("นายขอ ทดลอง",), room="๑"))
    assert found(item("09:00-10:00", "parallel", talks=talks)) == [("overlap", "09:00")]


def test_an_open_item_lasts_until_the_next_one() -> None:
    assert found(item("09:00"), item("09:30-10:00")) == []
    assert found(item("09:00"), item("09:00")) == [("overlap", "09:00")]


def test_a_gap_is_told_at_the_item_after_it() -> None:
    assert found(item("09:00-09:30"), item("09:35-10:00")) == [("gap", "09:35")]
    assert found(item("09:00-10:00"), item("09:10-09:20", room="๒"), item("10:00-10:30")) == []


def test_items_need_not_stand_in_order() -> None:
    assert found(item("09:30-10:00"), item("09:00-09:30")) == []


def test_an_end_that_does_not_come_after_the_start() -> None:
    assert found(item("10:00-09:00")) == [("end_before_start", "10:00")]
    assert found(item("10:00-10:00")) == [("end_before_start", "10:00")]
    assert found(item("22:00-00:00")) == []


def test_a_speaker_in_two_talks_at_once() -> None:
    talks = (Talk("ก", ("ดร.กอ ทดลอง ผู้อำนวยการ",)), Talk("ข", ("นางขอ ทดลอง", "กอ ทดลอง")))
    assert found(item("09:00-10:00", "parallel", talks=talks)) == [("speaker_twice", "09:00")]


def test_a_speaker_in_two_items_that_overlap() -> None:
    assert found(
        item("09:00-10:00", "other", "นายกอ ทดลอง", room="๑"),
        item("09:30-10:30", "other", "ดร. กอ ทดลอง", room="๒"),
    ) == [("speaker_twice", "09:30")]


@pytest.mark.parametrize(
    "group",
    ["ผู้แทน สศช.", "สศช.", "UNDP", "กรมประมง", "วิทยากรจากภาครัฐ", "อธิบดี หรือ ผู้แทน", "ทีมวิทยากร"],
)
def test_groups_may_be_in_two_places(group: str) -> None:
    talks = (Talk("ก", (group,)), Talk("ข", (group,)))
    assert found(item("09:00-10:00", "parallel", talks=talks)) == []


def test_a_post_is_one_person() -> None:
    talks = (Talk("ก", ("ผู้ว่าราชการจังหวัดน่าน",)), Talk("ข", ("ผู้ว่าราชการจังหวัดน่าน",)))
    assert found(item("09:00-10:00", "parallel", talks=talks)) == [("speaker_twice", "09:00")]


def test_a_speaker_in_two_meetings_of_one_date() -> None:
    days = [
        day(item("09:00-10:00", "lecture", "นายกอ ทดลอง")),
        day(item("09:30-10:30", "lecture", "นายกอ ทดลอง")),
    ]
    assert brief(check(days)) == [("speaker_twice", "09:30")]


def test_speakers_not_settled_and_not_named() -> None:
    assert found(item("09:00-10:00", "lecture", tbc=True)) == [("speaker_tbc", "09:00")]
    assert found(item("09:00-10:00", "lecture")) == [("no_speaker", "09:00")]
    assert found(item("09:00-10:00", "panel")) == [("no_speaker", "09:00")]
    assert found(item("09:00-10:00", "opening")) == []
    talks = (Talk("ก"), Talk("ข", tbc=True), Talk("ค", ("นายกอ ทดลอง",)))
    assert found(item("09:00-10:00", "panel", talks=talks)) == [
        ("speaker_tbc", "09:00"),
        ("no_speaker", "09:00"),
    ]
    assert found(item("09:00-10:00", "group_work", talks=(Talk("ก"), Talk("ข")))) == []


@pytest.mark.parametrize(
    ("span", "codes"),
    [
        ("12:00-13:00", []),
        ("11:00-11:30", []),
        ("13:00-13:30", []),
        ("12:00-12:29", ["lunch_short"]),
        ("10:59-11:30", ["lunch_early"]),
        ("12:45-13:31", ["lunch_late"]),
        ("13:30-14:30", ["lunch_late"]),
        ("10:45-10:55", ["lunch_short", "lunch_early"]),
        ("12:00", []),
    ],
)
def test_lunch(span: str, codes: list[str]) -> None:
    assert [code for code, _ in found(item(span, "lunch"))] == codes


def test_more_than_two_hours_without_a_break() -> None:
    assert found(item("09:00-11:00")) == []
    assert found(item("09:00-11:01")) == [("no_break", "09:00")]
    assert found(item("09:00-10:00"), item("10:00-11:30")) == [("no_break", "09:00")]
    assert found(item("08:30-09:00", "registration"), item("09:00-11:00")) == []
    assert found(item("09:00-10:30"), item("10:30-10:45", "break"), item("10:45-12:00")) == []
    assert found(item("09:00"), item("10:00"), item("11:30", "lunch"), item("12:30")) == [
        ("no_break", "09:00")
    ]


def test_the_weekday_and_the_hours() -> None:
    findings = check([day(item("08:30-09:30"), weekday="พุธ", hours=(at("09:00"), at("12:00")))])
    assert brief(findings) == [("weekday", None), ("outside_hours", "08:30")]
    assert check([day(item("09:00-11:00"), weekday="ศุกร์", hours=(at("09:00"), at("11:00")))]) == []


def test_an_open_item_may_begin_when_the_meeting_ends() -> None:
    hours = (at("09:00"), at("11:00"))
    assert check([day(item("09:00-11:00"), item("11:00", "closing"), hours=hours)]) == []
    late = check([day(item("10:00-11:00"), item("11:01", "closing"), hours=hours)])
    assert [code for code, _ in brief(late)] == ["gap", "outside_hours"]


def test_the_published_agenda_has_the_faults_that_it_has() -> None:
    text = (Path(__file__).parents[1] / "data" / "agendas" / "published-2565.txt").read_text(
        encoding="utf-8"
    )
    assert [
        (each.code, str(each.date), each.start and each.start.strftime("%H:%M"))
        for each in check(parse(text).meetings)
    ] == [
        ("speaker_tbc", "2022-02-18", "10:40"),
        ("lunch_short", "2022-03-11", "10:45"),
        ("lunch_early", "2022-03-11", "10:45"),
        ("lunch_short", "2022-03-16", "10:45"),
        ("lunch_early", "2022-03-16", "10:45"),
    ]


def test_every_fault_has_its_sentence() -> None:
    talks = (Talk("ก", ("นายกอ ทดลอง",), tbc=True), Talk("ข", ("นายกอ ทดลอง",)))
    findings = check(
        [
            day(
                item("07:00-07:30", "lecture"),
                item("07:00-06:00"),
                item("08:00-10:40", "parallel", talks=talks),
                item("10:30-10:40", "lunch"),
                item("13:20-13:50", "lunch"),
                weekday="พุธ",
                hours=(at("08:00"), at("16:00")),
            )
        ]
    )
    assert {each.code for each in findings} == set(CODES)
    for each in findings:
        assert "%" not in describe(each)
        assert describe(each) != each.code


def test_a_changed_length_moves_what_follows_or_not() -> None:
    items = [item("09:00-10:00"), item("10:00-10:15", "break"), item("10:15")]
    moved = retime(items, 0, end=at("10:20"), move_following=True)
    assert [(each.start, each.end) for each in moved] == [
        (at("09:00"), at("10:20")),
        (at("10:20"), at("10:35")),
        (at("10:35"), None),
    ]
    stayed = retime(items, 0, end=at("10:20"), move_following=False)
    assert stayed[1:] == tuple(items[1:])
    assert stayed[0].end == at("10:20")


def test_a_new_start_keeps_the_length() -> None:
    items = [item("09:00-10:00"), item("10:00-11:00"), item("09:30-09:45", room="๒")]
    moved = retime(items, 0, start=at("09:10"), move_following=True)
    assert [(each.start, each.end) for each in moved] == [
        (at("09:10"), at("10:10")),
        (at("10:10"), at("11:10")),
        (at("09:30"), at("09:45")),
    ]


def test_times_that_no_item_can_have_are_refused() -> None:
    items = [item("09:00-10:00"), item("23:00-23:50")]
    with pytest.raises(AgendaError) as refused:
        retime(items, 0, end=at("08:00"), move_following=False)
    assert refused.value.code == "end_before_start"
    assert "08:00" in error_sentence(refused.value.code, refused.value.params)
    with pytest.raises(AgendaError) as late:
        retime(items, 0, end=at("10:20"), move_following=True)
    assert late.value.code == "past_midnight"
    assert retime(items, 0, end=at("10:10"), move_following=True)[1].end == at("00:00")
