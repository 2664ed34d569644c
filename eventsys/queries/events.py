"""Lists and counts of events, for the public home and the organisers' pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from eventsys.models import (
    AgendaItem,
    Event,
    JobState,
    Meeting,
    MeetingDay,
    ParallelTalk,
    Quota,
    Registration,
    RegistrationState,
)
from eventsys.models.outbox import Job


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event in a list: its row, its first and last day, and its places."""

    event: Event
    first_day: date | None
    last_day: date | None
    meetings: int
    capacity: int
    taken: int


def events_of(
    session: Session, organisation_ids: Sequence[int], event_ids: Sequence[int]
) -> list[EventLine]:
    """Return the events of some organisations and some single events, the newest first."""
    return _lines(
        session,
        (Event.organisation_id.in_(organisation_ids)) | (Event.id.in_(event_ids)),
    )


def _lines(session: Session, condition: object) -> list[EventLine]:
    days = (
        select(
            Meeting.event_id,
            func.min(MeetingDay.date).label("first_day"),
            func.max(MeetingDay.date).label("last_day"),
            func.count(Meeting.id.distinct()).label("meetings"),
        )
        .join(MeetingDay)
        .group_by(Meeting.event_id)
        .subquery()
    )
    places = (
        select(
            Quota.event_id,
            func.sum(Quota.capacity).label("capacity"),
            func.sum(Quota.taken).label("taken"),
        )
        .group_by(Quota.event_id)
        .subquery()
    )
    rows = session.execute(
        select(
            Event,
            days.c.first_day,
            days.c.last_day,
            days.c.meetings,
            places.c.capacity,
            places.c.taken,
        )
        .outerjoin(days, days.c.event_id == Event.id)
        .outerjoin(places, places.c.event_id == Event.id)
        .where(condition)  # type: ignore[arg-type]
        # an event without days is being built; the databases would sort it to different ends
        .order_by(days.c.first_day.desc().nulls_first(), Event.id.desc())
    ).all()
    return [
        EventLine(event, first, last, meetings or 0, capacity or 0, taken or 0)
        for event, first, last, meetings, capacity, taken in rows
    ]


@dataclass(frozen=True, slots=True)
class EventCounts:
    """What an event holds: numbers for its first page."""

    states: dict[RegistrationState, int]
    capacity: int
    taken: int
    quotas: int
    mails_failed: int


def counts_of(session: Session, event_id: int) -> EventCounts:
    """Return the numbers of one event. Statements: 3."""
    found = session.execute(
        select(Registration.state, func.count())
        .where(Registration.event_id == event_id)
        .group_by(Registration.state)
    )
    states = {row[0]: row[1] for row in found}
    capacity, taken, quotas = session.execute(
        select(
            func.coalesce(func.sum(Quota.capacity), 0),
            func.coalesce(func.sum(Quota.taken), 0),
            func.count(),
        ).where(Quota.event_id == event_id)
    ).one()
    failed = session.scalar(
        select(func.count()).where(Job.event_id == event_id, Job.state == JobState.FAILED)
    )
    return EventCounts(states, capacity, taken, quotas, failed or 0)


def meetings_of(session: Session, event_id: int) -> Sequence[Meeting]:
    """Return the meetings of an event with days, items, talks and speakers. Statements: 6."""
    return session.scalars(
        select(Meeting)
        .where(Meeting.event_id == event_id)
        .order_by(Meeting.number)
        .options(
            selectinload(Meeting.days)
            .selectinload(MeetingDay.items)
            .options(
                selectinload(AgendaItem.speakers),
                selectinload(AgendaItem.talks).selectinload(ParallelTalk.speakers),
            )
        )
    ).all()
