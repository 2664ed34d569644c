"""Changing several quotas at once: all of them, or none where one cannot be changed so."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import Event, Quota
from eventsys.rules.published import Text
from eventsys.services import audit
from eventsys.services.errors import DomainError
from eventsys.services.places import set_capacity
from eventsys.services.quotas import assign, check_period


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkChange:
    """What becomes of each quota; ``None`` leaves it as it is.

    ``closes_at`` counts where ``set_closing`` is true: ``None`` then means no closing at all.
    """

    capacity: int | None = None
    waiting_list: bool | None = None
    set_closing: bool = False
    closes_at: datetime | None = None

    @property
    def empty(self) -> bool:
        """Tell that nothing would be changed."""
        return self.capacity is None and self.waiting_list is None and not self.set_closing


@dataclass(frozen=True, slots=True)
class BulkResult:
    """How many quotas were changed and how many people got a place by it."""

    changed: int
    promoted: int


class QuotasRefusedError(DomainError):
    """Some quotas cannot be changed so; none was.

    Attributes:
        faults: name of each such quota, with the error that says why.
    """

    def __init__(self, faults: list[tuple[Text, DomainError]]) -> None:
        super().__init__("quotas_refused", count=len(faults))
        self.faults = faults


def change_quotas(
    session: Session,
    *,
    event_id: int,
    quota_ids: Collection[int],
    change: BulkChange,
    actor: str,
    now: datetime,
) -> BulkResult:
    """Change several quotas of an event; more places go at once to those who wait.

    Numbers of other events' quotas do not count.

    Raises:
        QuotasRefusedError: ``quotas_refused``, with the fault of each quota.
        DomainError: ``quotas_not_chosen`` or ``quotas_change_missing``.
    """
    if change.empty:
        raise DomainError("quotas_change_missing")
    quotas = session.scalars(
        select(Quota)
        .where(Quota.event_id == event_id, Quota.id.in_(quota_ids))
        .order_by(Quota.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    if not quotas:
        raise DomainError("quotas_not_chosen")
    faults = [
        (Text(quota.name_th, quota.name_en), fault)
        for quota in quotas
        if (fault := _fault(quota, change)) is not None
    ]
    if faults:
        raise QuotasRefusedError(faults)
    changed = promoted = 0
    event = session.get_one(Event, event_id)
    for quota in quotas:
        before: dict[str, object] = {}
        if change.capacity is not None and change.capacity != quota.capacity:
            before["capacity"] = quota.capacity
            promoted += len(set_capacity(session, quota=quota, capacity=change.capacity, now=now))
        before |= assign(quota, _values(change))
        if before:
            changed += 1
            details = {"code": quota.code, "before": before}
            audit.record_event(session, event, "quota.change", actor, now, details)
    return BulkResult(changed, promoted)


def _values(change: BulkChange) -> dict[str, object]:
    values: dict[str, object] = {}
    if change.waiting_list is not None:
        values["waiting_list"] = change.waiting_list
    if change.set_closing:
        values["closes_at"] = change.closes_at
    return values


def _fault(quota: Quota, change: BulkChange) -> DomainError | None:
    """Return why a locked quota cannot be changed so, ``None`` where it can."""
    if change.capacity is not None and change.capacity < quota.taken:
        return DomainError("capacity_below_taken", taken=quota.taken)
    if change.set_closing:
        try:
            check_period(quota.opens_at, change.closes_at)
        except DomainError as fault:
            return fault
    return None
