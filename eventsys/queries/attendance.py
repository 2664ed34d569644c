"""What is known of one meeting's attendance."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from eventsys.models import (
    Attendance,
    AttendanceIdentity,
    AttendanceReport,
    IdentityRole,
    MatchedBy,
    Presence,
    Quota,
    Registration,
)
from eventsys.queries.paging import PAGE, Page, page_within

# a page shows so many open names; all of them stand in the spreadsheet of the summary
MOST_OPEN = 200


@dataclass(frozen=True, slots=True)
class MeetingAttendance:
    """Reports of a meeting, the names that are open, who was there, and counts.

    ``candidates`` holds the registrations that the open names shown may belong to, by number;
    ``decided`` are the names that a person decided, the latest first.
    """

    reports: Sequence[AttendanceReport]
    unmatched: Sequence[AttendanceIdentity]
    unmatched_total: int
    candidates: dict[int, Registration]
    people: Page[Attendance]
    presences: dict[Presence, int]
    staff: int
    decided: Sequence[AttendanceIdentity]


def meeting_attendance(session: Session, meeting_id: int, page: int) -> MeetingAttendance:
    """Return what is known of a meeting's attendance, a page of its people. Statements: 8."""
    reports = session.scalars(
        select(AttendanceReport)
        .where(AttendanceReport.meeting_id == meeting_id)
        .order_by(AttendanceReport.id)
    ).all()
    roles = {
        (role, known): count
        for role, known, count in session.execute(
            select(
                AttendanceIdentity.role,
                AttendanceIdentity.registration_id.is_not(None),
                func.count(),
            )
            .where(AttendanceIdentity.meeting_id == meeting_id)
            .group_by(AttendanceIdentity.role, AttendanceIdentity.registration_id.is_not(None))
        )
    }
    unmatched = session.scalars(
        select(AttendanceIdentity)
        .where(
            AttendanceIdentity.meeting_id == meeting_id,
            AttendanceIdentity.role == IdentityRole.ATTENDEE,
            AttendanceIdentity.registration_id.is_(None),
        )
        .order_by(AttendanceIdentity.display_name, AttendanceIdentity.email)
        .limit(MOST_OPEN)
    ).all()
    proposed = {number for identity in unmatched for number in identity.candidates}
    candidates = session.scalars(select(Registration).where(Registration.id.in_(proposed)))
    presences = dict(
        session.execute(
            select(Attendance.presence, func.count())
            .where(Attendance.meeting_id == meeting_id)
            .group_by(Attendance.presence)
        ).all()
    )
    total = sum(presences.values())
    number = page_within(page, total)
    people = session.scalars(
        select(Attendance)
        .where(Attendance.meeting_id == meeting_id)
        .outerjoin(Attendance.registration)
        .options(joinedload(Attendance.registration).joinedload(Registration.quota))
        .order_by(func.coalesce(Registration.display_name, Attendance.walk_in_name), Attendance.id)
        .limit(PAGE)
        .offset((number - 1) * PAGE)
    ).all()
    decided = session.scalars(
        select(AttendanceIdentity)
        .where(
            AttendanceIdentity.meeting_id == meeting_id,
            AttendanceIdentity.matched_by == MatchedBy.PERSON,
        )
        .options(joinedload(AttendanceIdentity.registration))
        .order_by(AttendanceIdentity.decided_at.desc(), AttendanceIdentity.id)
        .limit(MOST_OPEN)
    ).all()
    return MeetingAttendance(
        reports=reports,
        unmatched=unmatched,
        unmatched_total=roles.get((IdentityRole.ATTENDEE, False), 0),
        candidates={row.id: row for row in candidates},
        people=Page(people, total, number),
        presences=presences,
        staff=roles.get((IdentityRole.STAFF, False), 0) + roles.get((IdentityRole.STAFF, True), 0),
        decided=decided,
    )


def meeting_names(session: Session, meeting_id: int) -> list[tuple[str, str | None]]:
    """Return the names under which people were in a meeting, with the province they are known from.

    The province's ISO code is that of the registration that a name was matched to; it is empty for
    a registration of a quota without province, and ``None`` where the name was matched to nobody.
    Those who ran the meeting are left out. Statements: 1.
    """
    rows = session.execute(
        select(
            AttendanceIdentity.display_name,
            AttendanceIdentity.registration_id,
            Quota.province_code,
        )
        .outerjoin(Registration, Registration.id == AttendanceIdentity.registration_id)
        .outerjoin(Quota, Quota.id == Registration.quota_id)
        .where(
            AttendanceIdentity.meeting_id == meeting_id,
            AttendanceIdentity.role == IdentityRole.ATTENDEE,
        )
        .order_by(AttendanceIdentity.id)
    )
    return [
        (name, None if registration is None else province or "")
        for name, registration, province in rows
    ]
