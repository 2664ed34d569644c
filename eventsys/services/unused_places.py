"""Moving places that nobody uses to people who wait elsewhere, as it was shown beforehand."""

from datetime import datetime

from sqlalchemy.orm import Session

from eventsys.models import Event
from eventsys.queries.quota_board import queues_of, states_of
from eventsys.rules.unused_places import Plan, plan_moves
from eventsys.services import audit
from eventsys.services.errors import DomainError
from eventsys.services.events import lock_event
from eventsys.services.places import lock_all_quotas, promote_waiting, set_capacity


def set_unused_places_from(
    session: Session, *, event_id: int, moment: datetime | None, actor: str, now: datetime
) -> Event:
    """Set from when on unused places may be moved; ``None`` means never."""
    event = lock_event(session, event_id)
    if event.unused_places_from != moment:
        before = event.unused_places_from
        event.unused_places_from = moment
        event.updated_at = now
        details = {"unused_places_from": str(before) if before else None}
        audit.record_event(session, event, "event.change_settings", actor, now, details)
    return event


def planned(session: Session, event_id: int) -> Plan:
    """Return which places would be moved now, and to whom. Statements: 2."""
    return plan_moves(states_of(session, event_id), queues_of(session, event_id))


def move_unused_places(
    session: Session, *, event_id: int, shown: str, actor: str, now: datetime
) -> Plan:
    """Move unused places to people who wait, exactly as it was shown.

    The places of the event stay as many as they were. Everybody who gets one is told by mail.

    Args:
        session: the open transaction.
        event_id: the event.
        shown: digest of the plan that was shown and confirmed.
        actor: who, for the audit.
        now: the moment of the request.

    Returns:
        What was done.

    Raises:
        DomainError: ``unused_never`` or ``unused_not_yet`` where the moment has not come,
            ``unused_plan_changed`` where somebody registered or cancelled since it was shown.
    """
    event = session.get_one(Event, event_id, populate_existing=True)
    since = event.unused_places_from
    if since is None:
        raise DomainError("unused_never")
    if since > now:
        raise DomainError("unused_not_yet", moment=since)
    quotas = {quota.id: quota for quota in lock_all_quotas(session, event_id=event_id)}
    plan = planned(session, event_id)
    if plan.digest != shown:
        raise DomainError("unused_plan_changed")
    for number, capacity in plan.capacities.items():
        quota = quotas[number]
        before = quota.capacity
        promoted = set_capacity(session, quota=quota, capacity=capacity, now=now)
        audit.record(
            session,
            at=now,
            actor=actor,
            action="quota.move_unused",
            subject=("quota", number),
            event_id=event_id,
            details={
                "code": quota.code,
                "before": before,
                "after": capacity,
                "promoted": len(promoted),
            },
        )
    for number, quota in quotas.items():
        # people whose own quota had a place need nobody else's
        if number not in plan.capacities:
            promote_waiting(session, quota=quota, now=now)
    return plan
