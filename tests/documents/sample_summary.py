"""An attendance summary of 77 provinces and the central places, with made-up figures."""

from dataclasses import replace
from datetime import UTC, datetime

from eventsys.rules.attendance_summary import (
    AttendanceSummary,
    Figures,
    GroupFigures,
    MeetingFigures,
    UnmatchedName,
)
from eventsys.rules.provinces import PROVINCES
from eventsys.rules.published import Text
from tests.documents.sample_event import EVENT

# the last meeting has no report yet
REPORTED = (True, True, True, False)
NOBODY = {"TH-58", "TH-96"}
NOBODY_CAME = {"TH-85"}


def _groups() -> tuple[GroupFigures, ...]:
    groups = [
        _group(number, each.iso, Text(each.name_th, each.name_en), each.region_th, 25)
        for number, each in enumerate(PROVINCES)
    ]
    central = Text("หน่วยงานส่วนกลาง", "Central agencies")
    return (*groups, _group(77, "central", central, "", 50))


def _group(number: int, code: str, name: Text, region: str, capacity: int) -> GroupFigures:
    registered = 0 if code in NOBODY else 4 + number * 7 % 22
    once = 0 if code in NOBODY_CAME else registered * 3 // 4
    per_meeting = tuple(
        Figures(registered, max(0, once - place), 1 if once > 4 else 0)
        if reported
        else Figures(registered, 0, 0)
        for place, reported in enumerate(REPORTED)
    )
    return GroupFigures(code, name, region, capacity, registered, once, per_meeting)


GROUPS = _groups()


def _meeting(place: int) -> MeetingFigures:
    meeting = EVENT.meetings[place]
    return MeetingFigures(
        meeting_id=meeting.id,
        number=meeting.number,
        dates=tuple(day.date for day in meeting.days),
        title=meeting.title,
        imported=REPORTED[place],
        figures=Figures(
            sum(group.registered for group in GROUPS),
            sum(group.per_meeting[place].attended for group in GROUPS),
            sum(group.per_meeting[place].partly for group in GROUPS),
        ),
        walk_ins=3 if REPORTED[place] else 0,
        unmatched=2 if REPORTED[place] else 0,
    )


SUMMARY = AttendanceSummary(
    slug=EVENT.slug,
    title=EVENT.title,
    subtitle=EVENT.subtitle,
    organisation=EVENT.organisation,
    unit=EVENT.unit,
    thai_digits=True,
    made_at=datetime(2022, 3, 20, 7, 5, tzinfo=UTC),
    registered=sum(group.registered for group in GROUPS),
    once=sum(group.once for group in GROUPS),
    meetings=tuple(_meeting(place) for place in range(4)),
    groups=GROUPS,
    unmatched=(
        UnmatchedName(1, "iPad ของน้ำฝน", "", 88.0, "not_a_name"),
        UnmatchedName(1, "พช. นางสาวน้ำผึ้ง", "office@example.go.th", 61.5, "ambiguous"),
        UnmatchedName(2, "=cmd|'/c calc'!A1", "", None, "not_registered"),
        UnmatchedName(2, "สมุทรปราการ พม. นายมั่นคง", "", 12.25, "not_registered"),
        UnmatchedName(3, "guest", "", 3.0, "not_a_name"),
        UnmatchedName(3, "<img src='file:///etc/passwd'>", "", 70.0, "not_registered"),
    ),
)


def summary_without_reports() -> AttendanceSummary:
    """The same before any report was brought in."""
    return replace(
        SUMMARY,
        once=0,
        unmatched=(),
        meetings=tuple(
            replace(each, imported=False, walk_ins=0, unmatched=0) for each in SUMMARY.meetings
        ),
    )
