"""Bringing in a meeting's reports, and keeping who attended in step with them."""

import hashlib
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.imports.reports import read_report
from eventsys.models import (
    ACTIVE_STATES,
    AttendanceIdentity,
    AttendanceReport,
    MatchedBy,
    Meeting,
    Registration,
)
from eventsys.services import audit
from eventsys.services.attendance_matching import match_anew
from eventsys.services.errors import DomainError


def import_report(
    session: Session,
    *,
    meeting_id: int,
    filename: str,
    content: bytes,
    actor: str,
    user_id: int | None,
    now: datetime,
) -> AttendanceReport:
    """Bring in a report of a meeting, and match all of the meeting's reports anew.

    Raises:
        DomainError: ``report_known``, where the same file was brought in before.
        eventsys.imports.errors.UnreadableReport: the file is no report that is known, or damaged.
    """
    digest = hashlib.sha256(content).hexdigest()
    meeting = _locked_meeting(session, meeting_id)
    known = select(AttendanceReport.id).where(
        AttendanceReport.meeting_id == meeting_id, AttendanceReport.file_hash == digest
    )
    if session.scalar(known) is not None:
        raise DomainError("report_known", field="report")
    read = read_report(content, filename)
    report = AttendanceReport(
        meeting_id=meeting_id,
        filename=read.file,
        file_hash=digest,
        content=content,
        source=read.source,
        facts={
            "topic": read.meeting.topic,
            "id": read.meeting.id,
            "start": read.meeting.start.isoformat() if read.meeting.start else None,
            "minutes": read.meeting.minutes,
            "rows": len(read.rows),
        },
        rejected=[{"line": fault.line, "reason": fault.reason} for fault in read.rejected],
        imported_at=now,
        imported_by_id=user_id,
    )
    session.add(report)
    session.flush()
    match_anew(session, meeting)
    audit.record(
        session,
        at=now,
        actor=actor,
        action="attendance.import",
        subject=("meeting", meeting_id),
        event_id=meeting.event_id,
        details={"report": report.id, "rows": len(read.rows)},
    )
    return report


def remove_report(session: Session, *, report_id: int, actor: str, now: datetime) -> None:
    """Take a report back, for instance one of another meeting; the rest is matched anew."""
    meeting = _locked_meeting(session, _meeting_of(session, AttendanceReport, report_id))
    session.delete(session.get_one(AttendanceReport, report_id, populate_existing=True))
    session.flush()
    match_anew(session, meeting)
    audit.record(
        session,
        at=now,
        actor=actor,
        action="attendance.remove_report",
        subject=("meeting", meeting.id),
        event_id=meeting.event_id,
        details={"report": report_id},
    )


def decide(
    session: Session,
    *,
    identity_id: int,
    registration_id: int | None,
    actor: str,
    user_id: int | None,
    now: datetime,
) -> None:
    """Note whom a person takes a name in a report for, or take that decision back.

    The decision holds for the rest of the event where the name can be told from others: meetings
    in which the same name is open follow at once.

    Args:
        session: the open transaction.
        identity_id: the name.
        registration_id: whose name it is; ``None`` takes an earlier decision back.
        actor: who decides, for the audit.
        user_id: the same, as kept with the decision.
        now: the moment of the request.

    Raises:
        DomainError: ``registration_unknown``, where it is not an active one of this event.
    """
    meeting_id = _meeting_of(session, AttendanceIdentity, identity_id)
    event_id = session.get_one(Meeting, meeting_id).event_id
    meetings = {meeting.id: meeting for meeting in _locked_meetings(session, event_id)}
    meeting = meetings[meeting_id]
    identity = session.get_one(AttendanceIdentity, identity_id, populate_existing=True)
    if registration_id is not None:
        registration = session.get(Registration, registration_id)
        if (
            registration is None
            or registration.event_id != meeting.event_id
            or registration.state not in ACTIVE_STATES
        ):
            raise DomainError("registration_unknown")
    identity.registration_id = registration_id
    identity.matched_by = None if registration_id is None else MatchedBy.PERSON
    identity.decided_by_id = None if registration_id is None else user_id
    identity.decided_at = None if registration_id is None else now
    session.flush()
    match_anew(session, meeting)
    same_name = select(AttendanceIdentity.meeting_id).where(
        AttendanceIdentity.meeting_id.in_(meetings),
        AttendanceIdentity.meeting_id != meeting_id,
        AttendanceIdentity.display_name == identity.display_name,
        AttendanceIdentity.email == identity.email,
    )
    for other in session.scalars(same_name.order_by(AttendanceIdentity.meeting_id)).all():
        match_anew(session, meetings[other])
    audit.record(
        session,
        at=now,
        actor=actor,
        action="attendance.decide",
        subject=("attendance_identity", identity_id),
        event_id=meeting.event_id,
        details={"registration": registration_id},
    )


def _meeting_of(
    session: Session, model: type[AttendanceReport | AttendanceIdentity], number: int
) -> int:
    """Return the meeting of a row, to be locked before the row itself is read.

    Raises:
        sqlalchemy.exc.NoResultFound: there is no such row any more.
    """
    return session.scalars(select(model.meeting_id).where(model.id == number)).one()


def _locked_meeting(session: Session, meeting_id: int) -> Meeting:
    return session.scalars(
        select(Meeting)
        .where(Meeting.id == meeting_id)
        .with_for_update(of=Meeting)
        .execution_options(populate_existing=True)
    ).one()


def _locked_meetings(session: Session, event_id: int) -> list[Meeting]:
    """Lock all meetings of an event, in the order of their numbers in the database."""
    return list(
        session.scalars(
            select(Meeting)
            .where(Meeting.event_id == event_id)
            .order_by(Meeting.id)
            .with_for_update(of=Meeting)
            .execution_options(populate_existing=True)
        )
    )
