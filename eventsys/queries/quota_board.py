"""The board of an event's quotas, and who waits where, in a fixed number of statements."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.models import Event, Meeting, Quota, Registration, RegistrationState
from eventsys.rules.quota import opening
from eventsys.rules.quota_board import BoardRow, region_of
from eventsys.rules.unused_places import Arrival, QuotaState


def board_rows(session: Session, event: Event, now: datetime) -> list[BoardRow]:
    """Return how each quota of an event stands, provinces first. Statements: 2."""
    waiting = RegistrationState.WAITING
    pending = RegistrationState.PENDING
    found = session.execute(
        select(Registration.quota_id, Registration.state, func.count())
        .where(Registration.event_id == event.id, Registration.state.in_((waiting, pending)))
        .group_by(Registration.quota_id, Registration.state)
    )
    counts = {(quota_id, state): count for quota_id, state, count in found}
    rows = session.execute(
        select(Quota, Meeting.number)
        .outerjoin(Meeting, Meeting.id == Quota.meeting_id)
        .where(Quota.event_id == event.id)
        .order_by(Quota.position, Quota.id)
        .execution_options(populate_existing=True)
    )
    whole = (event.registration_opens_at, event.registration_closes_at)
    board = []
    for quota, meeting in rows:
        state, moment = opening(now, whole, (quota.opens_at, quota.closes_at))
        board.append(
            BoardRow(
                id=quota.id,
                code=quota.code,
                kind=quota.kind.value,
                name_th=quota.name_th,
                name_en=quota.name_en,
                region=region_of(quota.province_code),
                meeting_id=quota.meeting_id,
                meeting=meeting,
                capacity=quota.capacity,
                taken=quota.taken,
                waiting=counts.get((quota.id, waiting), 0),
                pending=counts.get((quota.id, pending), 0),
                waiting_list=quota.waiting_list,
                approval=quota.approval.value,
                full_since=quota.full_since,
                opens_at=quota.opens_at,
                closes_at=quota.closes_at,
                opening=state,
                opening_moment=moment,
            )
        )
    return board


def states_of(session: Session, event_id: int) -> list[QuotaState]:
    """Return the places of each quota of an event, by number. Statements: 1."""
    rows = session.execute(
        select(Quota.id, Quota.capacity, Quota.taken, Quota.meeting_id)
        .where(Quota.event_id == event_id)
        .order_by(Quota.id)
    )
    return [QuotaState(*row) for row in rows]


def queues_of(session: Session, event_id: int) -> dict[int, list[Arrival]]:
    """Return who waits in each quota of an event, in the order of its list. Statements: 1."""
    rows = session.execute(
        select(Registration.quota_id, Registration.registered_at, Registration.id)
        .where(
            Registration.event_id == event_id,
            Registration.state == RegistrationState.WAITING,
        )
        .order_by(Registration.quota_id, Registration.queue_key, Registration.id)
    )
    queues: defaultdict[int, list[Arrival]] = defaultdict(list)
    for quota_id, at, number in rows:
        queues[quota_id].append(Arrival(at, number))
    return dict(queues)


def people_of(session: Session, numbers: tuple[int, ...]) -> dict[int, Registration]:
    """Return registrations by their numbers. Statements: 1."""
    if not numbers:
        return {}
    rows = session.scalars(select(Registration).where(Registration.id.in_(numbers)))
    return {row.id: row for row in rows}
