"""The figures of attendance, each reckoned again from the rows by simple counting."""

import itertools
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import (
    Attendance,
    AttendanceIdentity,
    AttendanceReport,
    Event,
    IdentityRole,
    Meeting,
    Participation,
    Presence,
    Quota,
    Registration,
    RegistrationState,
)
from eventsys.queries.attendance_summary import attendance_summary, unmatched_names
from eventsys.rules.attendance_summary import AttendanceSummary, Figures
from eventsys.services.attendance import import_report
from eventsys.services.registrations import cancel
from tests import factories
from tests.factories import NOW
from tests.reports import teams_report, zoom_report

Statements = Callable[[], AbstractContextManager[list[str]]]

PRESENCES = (Presence.ATTENDED, Presence.PARTLY, Presence.ABSENT, None)


def fill(session: Session, event: Event) -> None:
    """Register people in three quotas and mark them present in every way there is."""
    meetings = list(event.meetings)
    ways = itertools.cycle(itertools.product(PRESENCES, repeat=2))
    for code, capacity, number in (("TH-73", 20, 18), ("TH-70", 3, 6), ("central", 5, 4)):
        quota = factories.quota(session, event, code, capacity=capacity)
        rows = [factories.registration(session, event, quota) for _ in range(number)]
        for index, row in enumerate(rows):
            for meeting, presence in zip(meetings, next(ways), strict=False):
                if presence is not None:
                    session.add(
                        Attendance(meeting_id=meeting.id, registration_id=row.id, presence=presence)
                    )
            if index % 3 == 0:
                session.add(
                    Participation(
                        registration_id=row.id,
                        meeting_id=meetings[index % 2].id,
                        takes_part=index % 2 == 0,
                    )
                )
        session.flush()
        cancel(session, registration_id=rows[1].id, actor="system", now=NOW)
    for presence in (Presence.ATTENDED, Presence.ABSENT, Presence.PARTLY):
        session.add(Attendance(meeting_id=meetings[1].id, walk_in_name="ก", presence=presence))
    for role, name in (
        (IdentityRole.ATTENDEE, "ข"),
        (IdentityRole.ATTENDEE, "ก"),
        (IdentityRole.STAFF, "ผู้จัด"),
        (IdentityRole.ABSENT, "ไม่มา"),
    ):
        session.add(AttendanceIdentity(meeting_id=meetings[1].id, display_name=name, role=role))
    session.add(
        AttendanceReport(
            meeting_id=meetings[1].id,
            filename="r.csv",
            file_hash="x",
            content=b"",
            source="zoom_webinar",
            facts={},
            rejected=[],
            imported_at=NOW,
        )
    )
    session.flush()


@pytest.fixture
def event(session: Session) -> Event:
    """Give an event with attendance of all kinds; another one with as much."""
    fill(session, factories.event(session, meetings=2))
    event = factories.event(session, meetings=3)
    fill(session, event)
    session.commit()
    return event


def summary_of(session: Session, event: Event) -> AttendanceSummary:
    return attendance_summary(session, event, NOW)


class Reckoning:
    """The rows of an event, and figures counted one by one."""

    def __init__(self, session: Session, event: Event) -> None:
        self.people = session.scalars(
            select(Registration).where(Registration.event_id == event.id)
        ).all()
        self.attendance = {
            (row.registration_id, row.meeting_id): row.presence
            for row in session.scalars(select(Attendance))
            if row.registration_id is not None
        }
        self.stays_away = {
            (row.registration_id, row.meeting_id)
            for row in session.scalars(select(Participation))
            if not row.takes_part
        }
        self.walk_in_rows = session.scalars(
            select(Attendance).where(Attendance.registration_id.is_(None))
        ).all()

    def confirmed(self, quotas: list[Quota]) -> list[Registration]:
        numbers = {quota.id for quota in quotas}
        return [
            person
            for person in self.people
            if person.quota_id in numbers and person.state is RegistrationState.CONFIRMED
        ]

    def figures(self, quotas: list[Quota], meeting: Meeting) -> Figures:
        registered = attended = partly = 0
        for person in self.confirmed(quotas):
            seen = self.attendance.get((person.id, meeting.id))
            came = seen in (Presence.ATTENDED, Presence.PARTLY)
            # who said they would stay away and came all the same took part
            if (person.id, meeting.id) in self.stays_away and not came:
                continue
            registered += 1
            attended += seen is Presence.ATTENDED
            partly += seen is Presence.PARTLY
        return Figures(registered=registered, attended=attended, partly=partly)

    def once(self, quotas: list[Quota], meetings: list[Meeting]) -> int:
        return sum(
            any(
                self.attendance.get((person.id, meeting.id)) is Presence.ATTENDED
                for meeting in meetings
            )
            for person in self.confirmed(quotas)
        )

    def walk_ins(self, meeting: Meeting) -> int:
        unregistered = sum(
            row.meeting_id == meeting.id and row.presence is not Presence.ABSENT
            for row in self.walk_in_rows
        )
        unconfirmed = sum(
            self.attendance.get((person.id, meeting.id)) in (Presence.ATTENDED, Presence.PARTLY)
            for person in self.people
            if person.state is not RegistrationState.CONFIRMED
        )
        return unregistered + unconfirmed


def test_every_figure_is_what_counting_gives(session: Session, event: Event) -> None:
    reckoning = Reckoning(session, event)
    meetings = list(event.meetings)
    quotas = list(
        session.scalars(select(Quota).where(Quota.event_id == event.id).order_by(Quota.id))
    )
    summary = summary_of(session, event)
    assert summary.registered == len(reckoning.confirmed(quotas)) > 20
    assert summary.once == reckoning.once(quotas, meetings) > 5
    assert [meeting.figures for meeting in summary.meetings] == [
        reckoning.figures(quotas, meeting) for meeting in meetings
    ]
    assert [meeting.walk_ins for meeting in summary.meetings] == [
        reckoning.walk_ins(meeting) for meeting in meetings
    ]
    assert [
        (group.code, group.capacity, group.registered, group.once, group.per_meeting)
        for group in summary.groups
    ] == [
        (
            quota.code,
            quota.capacity,
            len(reckoning.confirmed([quota])),
            reckoning.once([quota], meetings),
            tuple(reckoning.figures([quota], meeting) for meeting in meetings),
        )
        for quota in quotas
    ]
    # the parts make up the whole
    for index, of_meeting in enumerate(summary.meetings):
        parts = [group.per_meeting[index] for group in summary.groups]
        whole = of_meeting.figures
        assert whole.registered == sum(part.registered for part in parts)
        assert whole.attended == sum(part.attended for part in parts)
        assert whole.absent == sum(part.absent for part in parts)
        assert all(part.absent >= 0 for part in parts)


def test_meetings_tell_whether_anything_is_known_of_them(session: Session, event: Event) -> None:
    summary = summary_of(session, event)
    assert [
        (meeting.number, meeting.imported, meeting.unmatched, meeting.dates)
        for meeting in summary.meetings
    ] == [
        (
            meeting.number,
            meeting.number == 2,
            2 if meeting.number == 2 else 0,
            tuple(day.date for day in meeting.days),
        )
        for meeting in event.meetings
    ]
    assert [(name.meeting_number, name.display_name) for name in summary.unmatched] == [
        (2, "ก"),
        (2, "ข"),
    ]


def test_the_summary_names_its_event(session: Session, event: Event) -> None:
    event.title_en, event.organisation.unit_th = "Example", "กอง"
    session.flush()
    summary = summary_of(session, event)
    assert (summary.slug, summary.title.th, summary.title.en, summary.unit.th, summary.made_at) == (
        event.slug,
        event.title_th,
        "Example",
        "กอง",
        NOW,
    )
    assert [group.region_th for group in summary.groups] == ["ภาคกลาง", "ภาคตะวันตก", ""]


def test_an_event_without_anything_has_a_summary_too(session: Session) -> None:
    summary = summary_of(session, factories.event(session, meetings=0, published=False))
    assert (summary.registered, summary.once, summary.meetings, summary.groups) == (0, 0, (), ())


def test_open_names_tell_the_union_of_their_times_or_what_the_report_states(
    session: Session,
) -> None:
    event = factories.event(session, meetings=2)
    rows = [
        ("ใครไม่รู้", "", "09:00", "10:00"),
        ("ใครไม่รู้", "", "09:30", "10:30"),
        ("ใครไม่รู้", "", "11:00", "11:15"),
    ]
    for number, content in enumerate((zoom_report(rows), teams_report("ไม่ทราบชื่อ", 45))):
        import_report(
            session,
            meeting_id=event.meetings[number].id,
            filename="r.csv",
            content=content,
            actor="system",
            user_id=None,
            now=NOW + timedelta(days=number),
        )
    session.flush()
    assert [
        (name.meeting_number, name.display_name, name.minutes)
        for name in unmatched_names(session, event.id)
    ] == [(1, "ใครไม่รู้", 105.0), (2, "ไม่ทราบชื่อ", 45.0)]


def test_the_summary_takes_as_many_statements_for_many_as_for_few(
    session: Session, event: Event, statements: Statements
) -> None:
    small = factories.event(session)
    session.commit()
    counts = []
    for each in (small, event):
        each.organisation  # noqa: B018 (loaded before counting)
        with statements() as run:
            summary_of(session, each)
        counts.append(len(run))
    assert counts[0] == counts[1] > 5
