"""The figures of an event's attendance: one source for the page, the PDF and the spreadsheet."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from eventsys.models import (
    Attendance,
    AttendanceIdentity,
    AttendanceInterval,
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
from eventsys.queries.quotas import quotas_of
from eventsys.rules.attendance_minutes import union_minutes
from eventsys.rules.attendance_summary import (
    AttendanceSummary,
    Figures,
    GroupFigures,
    MeetingFigures,
    UnmatchedName,
)
from eventsys.rules.provinces import PROVINCES_BY_ISO
from eventsys.rules.published import Text

_CONFIRMED = Registration.state == RegistrationState.CONFIRMED

# quota and meeting
Cell = tuple[int, int]


def attendance_summary(session: Session, event: Event, now: datetime) -> AttendanceSummary:
    """Return all figures of an event's attendance.

    Registered people are those who are confirmed and take part in the meeting, or came although
    they had said they would not; whoever came without being confirmed counts as a walk-in.

    Statements: 12, whatever the number of people.
    """
    meetings = session.scalars(
        select(Meeting)
        .where(Meeting.event_id == event.id)
        .order_by(Meeting.number)
        .options(selectinload(Meeting.days))
    ).all()
    quotas = quotas_of(session, event.id)
    confirmed = _confirmed(session, event.id)
    leaving_out = _leaving_out(session, event.id)
    presences = _presences(session, event.id)
    once = _once(session, event.id)
    imported = set(
        session.scalars(
            select(AttendanceReport.meeting_id)
            .join(Meeting, Meeting.id == AttendanceReport.meeting_id)
            .where(Meeting.event_id == event.id)
            .distinct()
        )
    )
    walk_ins = _walk_ins(session, event.id)
    unmatched = unmatched_names(session, event.id)
    open_names = Counter(name.meeting_number for name in unmatched)

    def figures(quota_ids: Sequence[int], meeting_id: int) -> Figures:
        cells = [(quota_id, meeting_id) for quota_id in quota_ids]
        return Figures(
            registered=sum(confirmed[cell[0]] - leaving_out[cell] for cell in cells),
            attended=sum(presences[cell][Presence.ATTENDED] for cell in cells),
            partly=sum(presences[cell][Presence.PARTLY] for cell in cells),
        )

    everybody = [quota.id for quota in quotas]
    return AttendanceSummary(
        slug=event.slug,
        title=Text(event.title_th, event.title_en),
        subtitle=Text(event.subtitle_th, event.subtitle_en),
        organisation=Text(event.organisation.name_th, event.organisation.name_en),
        unit=Text(event.organisation.unit_th, event.organisation.unit_en),
        thai_digits=event.thai_digits,
        made_at=now,
        registered=sum(confirmed.values()),
        once=sum(once.values()),
        meetings=tuple(
            MeetingFigures(
                meeting_id=meeting.id,
                number=meeting.number,
                dates=tuple(day.date for day in meeting.days),
                title=Text(meeting.title_th, meeting.title_en),
                imported=meeting.id in imported,
                figures=figures(everybody, meeting.id),
                walk_ins=walk_ins[meeting.id],
                unmatched=open_names[meeting.number],
            )
            for meeting in meetings
        ),
        groups=tuple(
            GroupFigures(
                code=quota.code,
                name=Text(quota.name_th, quota.name_en),
                region_th=_region(quota),
                capacity=quota.capacity,
                registered=confirmed[quota.id],
                once=once[quota.id],
                per_meeting=tuple(figures([quota.id], meeting.id) for meeting in meetings),
            )
            for quota in quotas
        ),
        unmatched=unmatched,
        least_meetings=event.least_meetings,
        completed=_completed(session, event),
    )


def unmatched_names(session: Session, event_id: int) -> tuple[UnmatchedName, ...]:
    """Return the names of an event's reports that nobody was found for. Statements: 2."""
    open_names = (
        select(AttendanceIdentity.id)
        .join(Meeting, Meeting.id == AttendanceIdentity.meeting_id)
        .where(
            Meeting.event_id == event_id,
            AttendanceIdentity.role == IdentityRole.ATTENDEE,
            AttendanceIdentity.registration_id.is_(None),
        )
    )
    stretches: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for identity_id, joined, left in session.execute(
        select(
            AttendanceInterval.identity_id, AttendanceInterval.joined_at, AttendanceInterval.left_at
        ).where(AttendanceInterval.identity_id.in_(open_names))
    ):
        # the rules reckon in local times without a zone; a length is the same in any
        stretches[identity_id].append((joined.replace(tzinfo=None), left.replace(tzinfo=None)))
    rows = session.execute(
        select(AttendanceIdentity, Meeting.number)
        .join(Meeting, Meeting.id == AttendanceIdentity.meeting_id)
        .where(AttendanceIdentity.id.in_(open_names))
        .order_by(Meeting.number, AttendanceIdentity.display_name, AttendanceIdentity.email)
    )
    return tuple(
        UnmatchedName(
            meeting_number=number,
            display_name=identity.display_name,
            email=identity.email,
            minutes=round(union_minutes(stretches[identity.id]), 2)
            if identity.id in stretches
            else identity.stated_minutes,
            reason=identity.reason or "not_registered",
        )
        for identity, number in rows
    )


def _confirmed(session: Session, event_id: int) -> Counter[int]:
    rows = session.execute(
        select(Registration.quota_id, func.count())
        .where(Registration.event_id == event_id, _CONFIRMED)
        .group_by(Registration.quota_id)
    )
    return Counter(dict(rows.all()))


def _leaving_out(session: Session, event_id: int) -> Counter[Cell]:
    """Count the confirmed people who do not take part in a meeting, and did not come either."""
    rows = session.execute(
        select(Registration.quota_id, Participation.meeting_id, func.count())
        .join(Registration, Registration.id == Participation.registration_id)
        .outerjoin(
            Attendance,
            (Attendance.registration_id == Participation.registration_id)
            & (Attendance.meeting_id == Participation.meeting_id)
            & (Attendance.presence != Presence.ABSENT),
        )
        .where(
            Registration.event_id == event_id,
            _CONFIRMED,
            ~Participation.takes_part,
            Attendance.id.is_(None),
        )
        .group_by(Registration.quota_id, Participation.meeting_id)
    )
    return Counter({(quota_id, meeting_id): count for quota_id, meeting_id, count in rows})


def _presences(session: Session, event_id: int) -> defaultdict[Cell, Counter[Presence]]:
    rows = session.execute(
        select(Registration.quota_id, Attendance.meeting_id, Attendance.presence, func.count())
        .join(Registration, Registration.id == Attendance.registration_id)
        .where(Registration.event_id == event_id, _CONFIRMED)
        .group_by(Registration.quota_id, Attendance.meeting_id, Attendance.presence)
    )
    found: defaultdict[Cell, Counter[Presence]] = defaultdict(Counter)
    for quota_id, meeting_id, presence, count in rows:
        found[quota_id, meeting_id][presence] = count
    return found


def _once(session: Session, event_id: int) -> Counter[int]:
    rows = session.execute(
        select(Registration.quota_id, func.count(Registration.id.distinct()))
        .join(Attendance, Attendance.registration_id == Registration.id)
        .where(
            Registration.event_id == event_id,
            _CONFIRMED,
            Attendance.presence == Presence.ATTENDED,
        )
        .group_by(Registration.quota_id)
    )
    return Counter(dict(rows.all()))


def _completed(session: Session, event: Event) -> int | None:
    """Count the confirmed people who attended as many meetings as the event asks for."""
    if event.least_meetings is None:
        return None
    enough = (
        select(Attendance.registration_id)
        .join(Registration, Registration.id == Attendance.registration_id)
        .where(
            Registration.event_id == event.id,
            _CONFIRMED,
            Attendance.presence == Presence.ATTENDED,
        )
        .group_by(Attendance.registration_id)
        .having(func.count() >= event.least_meetings)
    )
    return session.scalar(select(func.count()).select_from(enough.subquery()))


def _walk_ins(session: Session, event_id: int) -> Counter[int]:
    rows = session.execute(
        select(Attendance.meeting_id, func.count())
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .outerjoin(Registration, Registration.id == Attendance.registration_id)
        .where(
            Meeting.event_id == event_id,
            Attendance.presence != Presence.ABSENT,
            Registration.id.is_(None) | ~_CONFIRMED,
        )
        .group_by(Attendance.meeting_id)
    )
    return Counter(dict(rows.all()))


def _region(quota: Quota) -> str:
    return PROVINCES_BY_ISO[quota.province_code].region_th if quota.province_code else ""
