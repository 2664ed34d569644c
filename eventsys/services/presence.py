"""Who counts as present: kept in step with the event's settings and the meetings' hours."""

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from eventsys.models import Attendance, Event, Meeting, Presence
from eventsys.rules.attendance_minutes import presence


def refresh_presence(session: Session, event: Event) -> None:
    """Judge everybody's minutes anew, after the event's least minutes or a meeting's hours changed.

    Minutes stay as the reports gave them.
    """
    meetings = session.scalars(
        select(Meeting).where(Meeting.event_id == event.id).options(selectinload(Meeting.days))
    ).all()
    lengths = {meeting.id: planned_minutes(meeting) for meeting in meetings}
    rows = session.scalars(
        select(Attendance).where(
            Attendance.meeting_id.in_(lengths), Attendance.registration_id.is_not(None)
        )
    )
    for row in rows:
        judged = Presence(presence(row.minutes, lengths[row.meeting_id], event.least_minutes))
        if row.presence is not judged:
            row.presence = judged


def planned_minutes(meeting: Meeting) -> float:
    """Return the length of a meeting in minutes, over all of its days."""
    return sum(
        (day.ends.hour - day.starts.hour) * 60 + day.ends.minute - day.starts.minute
        for day in meeting.days
    )
