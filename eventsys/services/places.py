"""Places of quotas: the only code that changes how many are taken.

Lock, re-read, decide, write; a constraint of the database stands behind the rule.
"""

from datetime import datetime

from sqlalchemy import bindparam, select
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


def lock_all_quotas(session: Session, *, event_id: int) -> None:
    """Lock every quota of an event, in their order, so that nobody registers or cancels there."""
    session.scalars(
        select(Quota.id).where(Quota.event_id == event_id).order_by(Quota.id).with_for_update()
    ).all()


def places_of(quota: Quota) -> Places:
    """Return the state of a quota as the rules want it."""
    return Places(
        capacity=quota.capacity,
        taken=quota.taken,
        waiting_list=quota.waiting_list,
        needs_approval=quota.approval is not Approval.NOBODY,
    )


def take_place(quota: Quota) -> RegistrationState:
    """Decide what becomes of the next person of a locked quota, and take the place if there is one.

    Raises:
        DomainError: ``quota_full``, where there is no waiting list either.
    """
    outcome = decide(places_of(quota))
    if outcome is Outcome.FULL:
        raise DomainError(
            "quota_full",
            field="quota",
            quota=Text(quota.name_th, quota.name_en),
            capacity=quota.capacity,
        )
    if outcome is Outcome.CONFIRMED:
        quota.taken += 1
    return RegistrationState(outcome.value)


def release_place(session: Session, *, quota: Quota, now: datetime) -> list[Registration]:
    """Give back a place of a locked quota, and hand it to the next person who waits."""
    quota.taken -= 1
    return promote_waiting(session, quota=quota, now=now)


def promote_waiting(session: Session, *, quota: Quota, now: datetime) -> list[Registration]:
    """Confirm those who wait, first come first, as far as a locked quota has places.

    Returns:
        Those who were promoted; each is told by mail.
    """
    free = quota.capacity - quota.taken
    if free <= 0:
        return []
    promoted = session.scalars(
        select(Registration)
        .where(Registration.quota_id == quota.id, Registration.state == RegistrationState.WAITING)
        .order_by(Registration.queue_key, Registration.id)
        .limit(free)
        .execution_options(populate_existing=True)
    ).all()
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
    return list(promoted)
