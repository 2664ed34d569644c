"""Writing who attended a meeting, from all of its reports and everything that was decided."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, joinedload, undefer

from eventsys.imports.reports import read_report
from eventsys.models import (
    ACTIVE_STATES,
    Attendance,
    AttendanceIdentity,
    AttendanceInterval,
    AttendanceReport,
    Event,
    IdentityRole,
    MatchedBy,
    Meeting,
    Presence,
    Quota,
    Registration,
)
from eventsys.queries.conventions import conventions_of
from eventsys.rules import attendance as rules
from eventsys.rules.attendance_types import Decision, MatchResult, Report
from eventsys.rules.attendance_types import Registration as Expected
from eventsys.rules.provinces import PROVINCES_BY_ISO
from eventsys.services.presence import planned_minutes

BANGKOK = ZoneInfo("Asia/Bangkok")

Pair = tuple[str, str]


def match_anew(session: Session, meeting: Meeting) -> None:
    """Write who attended a meeting from all of its reports and all decisions of its event."""
    event = session.get_one(Event, meeting.event_id)
    stored = session.scalars(
        select(AttendanceReport)
        .where(AttendanceReport.meeting_id == meeting.id)
        .order_by(AttendanceReport.id)
        .options(undefer(AttendanceReport.content))
    ).all()
    reports = {each.id: read_report(each.content, each.filename) for each in stored}
    result = rules.match(
        _expected(session, event.id),
        list(reports.values()),
        conventions=conventions_of(session, event),
        remembered=_decisions(session, event.id, meeting.id),
    )
    identities = _write_identities(session, meeting.id, result)
    _write_intervals(session, meeting.id, identities, reports)
    _write_attendance(session, meeting, event, result)


def _expected(session: Session, event_id: int) -> list[Expected]:
    rows = session.scalars(
        select(Registration)
        .where(Registration.event_id == event_id, Registration.state.in_(ACTIVE_STATES))
        .order_by(Registration.id)
        .options(joinedload(Registration.quota).load_only(Quota.province_code))
    )
    return [
        Expected(
            id=str(row.id),
            title=row.title,
            first_name=row.first_name,
            last_name=row.last_name,
            province=PROVINCES_BY_ISO[row.quota.province_code].name_th
            if row.quota.province_code
            else "",
            agency=row.agency,
            email=row.email,
            display_name=row.display_name,
            mark=row.mark,
        )
        for row in rows
    ]


def _decisions(session: Session, event_id: int, meeting_id: int) -> list[Decision]:
    """Return what people decided in the event, this meeting's own decisions last."""
    rows = session.execute(
        select(
            AttendanceIdentity.meeting_id,
            AttendanceIdentity.display_name,
            AttendanceIdentity.email,
            AttendanceIdentity.registration_id,
        )
        .join(Meeting, Meeting.id == AttendanceIdentity.meeting_id)
        .where(Meeting.event_id == event_id, AttendanceIdentity.matched_by == MatchedBy.PERSON)
        .order_by(AttendanceIdentity.decided_at, AttendanceIdentity.id)
    ).all()
    decisions = [
        (row.meeting_id == meeting_id, Decision(row.display_name, row.email, str(row[3])))
        for row in rows
    ]
    return [
        decision
        for here, decision in sorted(decisions, key=lambda each: each[0])
        if here or rules.lasting(decision)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What matching found for one identity."""

    pair: Pair
    role: IdentityRole = IdentityRole.ATTENDEE
    registration_id: int | None = None
    matched_by: MatchedBy | None = None
    stated_minutes: float | None = None
    reason: str | None = None
    candidates: tuple[int, ...] = ()


def _found(result: MatchResult) -> Iterator[_Found]:
    for person in result.people:
        for identity in person.identities:
            yield _Found(
                pair=(identity.display_name, identity.email),
                registration_id=int(person.registration_id),
                matched_by=MatchedBy(identity.matched_by),
                stated_minutes=person.minutes if person.first_join is None else None,
            )
    for name in result.unmatched:
        yield _Found(
            pair=(name.display_name, name.email),
            stated_minutes=name.minutes,
            reason=name.reason,
            candidates=tuple(int(number) for number in name.candidates),
        )
    for one in result.staff:
        yield _Found(pair=(one.display_name, one.email), role=IdentityRole.STAFF)
    for missed in result.absent:
        yield _Found(pair=(missed.display_name, missed.email), role=IdentityRole.ABSENT)


def _write_identities(
    session: Session, meeting_id: int, result: MatchResult
) -> dict[Pair, AttendanceIdentity]:
    present = {
        (row.display_name, row.email): row
        for row in session.scalars(
            select(AttendanceIdentity).where(AttendanceIdentity.meeting_id == meeting_id)
        )
    }
    written: dict[Pair, AttendanceIdentity] = {}
    for found in _found(result):
        name, email = found.pair
        row = present.pop(found.pair, None)
        if row is None:
            row = AttendanceIdentity(meeting_id=meeting_id, display_name=name, email=email)
            session.add(row)
        row.role = found.role
        row.stated_minutes = found.stated_minutes
        row.reason = found.reason
        row.candidates = list(found.candidates)
        # what a person decided here stays as theirs, with who and when
        if row.matched_by is not MatchedBy.PERSON or row.registration_id != found.registration_id:
            row.registration_id = found.registration_id
            row.matched_by = found.matched_by
        written[found.pair] = row
    for gone in present.values():
        session.delete(gone)
    session.flush()
    return written


def _write_intervals(
    session: Session,
    meeting_id: int,
    identities: dict[Pair, AttendanceIdentity],
    reports: dict[int, Report],
) -> None:
    # by the reports, not by the names: a statement takes only so many parameters
    own = select(AttendanceReport.id).where(AttendanceReport.meeting_id == meeting_id)
    session.execute(delete(AttendanceInterval).where(AttendanceInterval.report_id.in_(own)))
    session.add_all(
        AttendanceInterval(
            identity_id=identities[row.display_name, row.email].id,
            report_id=report_id,
            joined_at=row.join.replace(tzinfo=BANGKOK),
            left_at=row.leave.replace(tzinfo=BANGKOK),
        )
        for report_id, report in reports.items()
        for row in report.rows
        # times with gaps between them are no interval
        if row.join and row.leave and row.continuous
        if (row.display_name, row.email) in identities
    )


def _write_attendance(
    session: Session, meeting: Meeting, event: Event, result: MatchResult
) -> None:
    """Write one row for each registered person who was there; rows of nobody's reports go."""
    present: dict[int | None, Attendance] = {
        row.registration_id: row
        for row in session.scalars(
            select(Attendance).where(
                Attendance.meeting_id == meeting.id, Attendance.registration_id.is_not(None)
            )
        )
    }
    length = planned_minutes(meeting)
    seen = set()
    for person in result.people:
        number = int(person.registration_id)
        seen.add(number)
        row = present.get(number)
        if row is None:
            row = Attendance(meeting_id=meeting.id, registration_id=number)
            session.add(row)
        row.presence = Presence(rules.presence(person.minutes, length, event.least_minutes))
        row.minutes = person.minutes
        row.first_join = _aware(person.first_join)
        row.last_leave = _aware(person.last_leave)
    for registration_id, row in present.items():
        if registration_id not in seen:
            session.delete(row)
    session.flush()


def _aware(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.replace(tzinfo=BANGKOK)
