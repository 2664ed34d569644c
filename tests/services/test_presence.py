"""What counts as present follows the event's settings, and a decision follows a name."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import Attendance, AttendanceIdentity, Event, Meeting, MeetingDay
from eventsys.services.attendance import decide, import_report
from eventsys.services.presence import refresh_presence
from tests import factories
from tests.factories import NOW
from tests.reports import zoom_report

NAME = "นครปฐม พช. นายสมชาย"
MISSPELT = "นครปฐม พช. นายสมชย"
REPORT = zoom_report([(NAME, "", "09:00", "10:00")])


@pytest.fixture
def event(session: Session) -> Event:
    event = factories.event(session, meetings=2)
    quota = factories.quota(session, event)
    factories.registration(session, event, quota, first_name="สมชาย", last_name="ใจดี")
    return event


def _bring_in(session: Session, event: Event, number: int, content: bytes) -> None:
    meeting = session.scalars(
        select(Meeting.id).where(Meeting.event_id == event.id, Meeting.number == number)
    ).one()
    import_report(
        session,
        meeting_id=meeting,
        filename="report.csv",
        content=content,
        actor="user:1",
        user_id=None,
        now=NOW,
    )
    session.flush()


def _presences(session: Session, event: Event) -> list[str]:
    session.flush()
    rows = session.scalars(
        select(Attendance.presence)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(Meeting.event_id == event.id)
        .order_by(Meeting.number)
    )
    return [presence.value for presence in rows]


def test_presence_follows_the_least_minutes(session: Session, event: Event) -> None:
    _bring_in(session, event, 1, REPORT)
    assert _presences(session, event) == ["partly"]
    event.least_minutes = 60
    refresh_presence(session, event)
    assert _presences(session, event) == ["attended"]


def test_presence_follows_the_hours_of_the_meeting(session: Session, event: Event) -> None:
    _bring_in(session, event, 1, REPORT)
    day = session.scalars(
        select(MeetingDay).join(Meeting).where(Meeting.event_id == event.id, Meeting.number == 1)
    ).one()
    day.ends = day.starts.replace(hour=day.starts.hour + 2)
    refresh_presence(session, event)
    assert _presences(session, event) == ["attended"]


def test_a_decision_reaches_the_other_meetings_with_the_same_name(
    session: Session, event: Event
) -> None:
    for number in (1, 2):
        _bring_in(session, event, number, zoom_report([(MISSPELT, "", "09:00", "11:00")]))
    assert _presences(session, event) == []
    name = session.scalars(
        select(AttendanceIdentity).where(AttendanceIdentity.display_name == MISSPELT).limit(1)
    ).one()

    def decided(registration_id: int | None) -> list[str]:
        decide(
            session,
            identity_id=name.id,
            registration_id=registration_id,
            actor="user:1",
            user_id=None,
            now=NOW,
        )
        return _presences(session, event)

    (person,) = name.candidates
    assert decided(person) == ["attended", "attended"]
    assert decided(None) == []
