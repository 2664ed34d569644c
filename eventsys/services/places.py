"""Places of quotas: the only code that changes how many there are and how many are taken.

Lock, re-read, decide, write; a constraint of the database stands behind the rule.
"""

from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from eventsys.models import Approval, Quota, Registration, RegistrationState
from eventsys.rules.published import Text
from eventsys.rules.quota import Outcome, Places, decide
from eventsys.services import audit, outbox
from eventsys.services.errors import DomainError

# made once: a statement that is built anew for each registration costs as much as its execution
_BY_CODE = (
    select(Quota)
    .where(Quota.event_id == bindparam("event_id"), Quota.code == bindparam("code"))
    .with_for_update()
    .execution_options(populate_existing=True)
)


def lock_quota_by_id(session: Session, quota_id: int) -> Quota:
    """Lock one quota by its number.

    Raises:
        sqlalchemy.exc.NoResultFound: it was removed meanwhile.
    """
    return session.get_one(Quota, quota_id, with_for_update=True, populate_existing=True)


def lock_quota(session: Session, *, event_id: int, code: str) -> Quota:
    """Lock one quota of an event by its code.

    Raises:
        DomainError: ``quota_unknown``.
    """
    quota = session.scalar(_BY_CODE, {"event_id": event_id, "code": code})
    if quota is None:
        raise DomainError("quota_unknown", field="quota")
    return quota


def lock_all_quotas(session: Session, *, event_id: int) -> list[Quota]:
    """Lock every quota of an event, in their order, so that nobody registers or cancels there."""
    return list(
        session.scalars(
            select(Quota)
            .where(Quota.event_id == event_id)
            .order_by(Quota.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )


def lock_registration(session: Session, registration_id: int) -> tuple[Registration, Quota]:
    """Return a registration and its quota, once the quota is locked.

    Raises:
        DomainError: ``registration_unknown``.
    """
    quota_id = session.scalar(
        select(Registration.quota_id).where(Registration.id == registration_id)
    )
    if quota_id is None:
        raise DomainError("registration_unknown")
    quota = lock_quota_by_id(session, quota_id)
    registration = session.get_one(Registration, registration_id, populate_existing=True)
    return registration, quota


def places_of(quota: Quota) -> Places:
    """Return the state of a quota as the rules want it."""
    return Places(
        capacity=quota.capacity,
        taken=quota.taken,
        waiting_list=quota.waiting_list,
        needs_approval=quota.approval is not Approval.NOBODY,
    )


def take_place(quota: Quota, now: datetime, *, approved: bool = False) -> RegistrationState:
    """Decide what becomes of the next person of a locked quota, and take the place if there is one.

    Args:
        quota: locked.
        now: the moment of the request.
        approved: whether who must agree has agreed.

    Raises:
        DomainError: ``quota_full``, where there is no waiting list either.
    """
    places = places_of(quota)
    outcome = decide(places.approved if approved else places)
    if outcome is Outcome.FULL:
        raise DomainError(
            "quota_full",
            field="quota",
            quota=Text(quota.name_th, quota.name_en),
            capacity=quota.capacity,
        )
    if outcome is Outcome.CONFIRMED:
        quota.taken += 1
        note_fullness(quota, now)
    return RegistrationState(outcome.value)


def release_place(session: Session, *, quota: Quota, now: datetime) -> list[Registration]:
    """Give back a place of a locked quota, and hand it to the next person who waits."""
    quota.taken -= 1
    return promote_waiting(session, quota=quota, now=now)


def set_capacity(
    session: Session, *, quota: Quota, capacity: int, now: datetime
) -> list[Registration]:
    """Set how many places a locked quota has; more of them go to those who wait.

    Returns:
        Those who were promoted.

    Raises:
        DomainError: ``capacity_below_taken``.
    """
    if capacity < quota.taken:
        raise DomainError("capacity_below_taken", field="capacity", taken=quota.taken)
    quota.capacity = capacity
    return promote_waiting(session, quota=quota, now=now)


def promote_waiting(session: Session, *, quota: Quota, now: datetime) -> list[Registration]:
    """Confirm those who wait, first come first, as far as a locked quota has places.

    Returns:
        Those who were promoted; each is told by mail.
    """
    free = quota.capacity - quota.taken
    promoted = _first_waiting(session, quota, free) if free > 0 else []
    for registration in promoted:
        registration.state = RegistrationState.CONFIRMED
        registration.confirmed_at = now
        audit.record(
            session,
            at=now,
            actor="system",
            action="registration.promote",
            subject=("registration", registration.id),
            event_id=quota.event_id,
        )
        if registration.email:
            outbox.enqueue(
                session,
                kind="mail.registration_promoted",
                now=now,
                event_id=quota.event_id,
                registration_id=registration.id,
            )
    quota.taken += len(promoted)
    note_fullness(quota, now)
    return promoted


def end_of_queue(session: Session, quota: Quota) -> int:
    """Return the place behind everybody who waits in a locked quota."""
    last = session.scalar(
        select(func.max(Registration.queue_key)).where(
            Registration.quota_id == quota.id, Registration.state == RegistrationState.WAITING
        )
    )
    return (last or 0) + 1


def note_fullness(quota: Quota, now: datetime) -> None:
    """Keep since when a quota has no place left."""
    if quota.taken < quota.capacity:
        quota.full_since = None
    elif quota.full_since is None:
        quota.full_since = now


def _first_waiting(session: Session, quota: Quota, most: int) -> list[Registration]:
    return list(
        session.scalars(
            select(Registration)
            .where(
                Registration.quota_id == quota.id,
                Registration.state == RegistrationState.WAITING,
            )
            .order_by(Registration.queue_key, Registration.id)
            .limit(most)
            .execution_options(populate_existing=True)
        )
    )
