"""Setting places: quotas of provinces, of central agencies, and of the organiser's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.models import Approval, Event, Meeting, Quota, QuotaKind, Registration
from eventsys.rules.provinces import PROVINCES, PROVINCES_BY_ISO
from eventsys.rules.published import Text
from eventsys.rules.quota_list import CENTRAL, CODE, RESERVED, QuotaPlan
from eventsys.services import audit
from eventsys.services.errors import DomainError
from eventsys.services.places import lock_quota_by_id, note_fullness, set_capacity

_POSITIONS = {province.iso: index for index, province in enumerate(PROVINCES, start=1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaRules:
    """When a quota is open, who agrees, and the meeting that it is for; ``None`` is all of them."""

    opens_at: datetime | None = None
    closes_at: datetime | None = None
    approval: Approval = Approval.NOBODY
    meeting_id: int | None = None


def add_quotas(
    session: Session, *, event_id: int, plans: Sequence[QuotaPlan], actor: str, now: datetime
) -> list[Quota]:
    """Make several quotas, all or none; those that the event has already stay as they are.

    Returns:
        The quotas that were made.

    Raises:
        DomainError: ``quota_code_form``, ``quota_code_reserved`` or ``quota_closes_before_opens``.
    """
    event = session.get_one(Event, event_id, with_for_update=True)
    present = set(session.scalars(select(Quota.code).where(Quota.event_id == event_id)))
    last = session.scalar(select(func.max(Quota.position)).where(Quota.event_id == event_id)) or 0
    # after all provinces, also those that are added later
    last = max(last, len(PROVINCES))
    made = []
    for plan in plans:
        _check_code(plan.code)
        check_period(plan.opens_at, plan.closes_at)
        if plan.code in present:
            continue
        present.add(plan.code)
        quota = _quota(event_id, plan)
        if quota.kind is not QuotaKind.PROVINCE:
            last += 1
            quota.position = last
        note_fullness(quota, now)
        made.append(quota)
    session.add_all(made)
    if made:
        capacities = {quota.code: quota.capacity for quota in made}
        audit.record_event(session, event, "quota.create", actor, now, {"capacities": capacities})
    return made


def add_province_quotas(
    session: Session,
    *,
    event_id: int,
    capacity: int,
    waiting_list: bool,
    actor: str,
    now: datetime,
    without: frozenset[str] = frozenset(),
) -> int:
    """Give every province the same number of places; provinces that have a quota keep it.

    Args:
        session: the open transaction.
        event_id: the event.
        capacity: places of each province.
        waiting_list: whether people may wait where a province is full.
        actor: who, for the audit.
        now: the moment of the request.
        without: ISO 3166-2 codes of provinces that get none.

    Returns:
        How many quotas were made.
    """
    plans = [
        QuotaPlan(province.iso, province.name_th, province.name_en, capacity, waiting_list)
        for province in PROVINCES
        if province.iso not in without
    ]
    return len(add_quotas(session, event_id=event_id, plans=plans, actor=actor, now=now))


def add_quota(
    session: Session,
    *,
    event_id: int,
    code: str,
    name_th: str,
    name_en: str,
    capacity: int,
    waiting_list: bool,
    actor: str,
    now: datetime,
) -> Quota:
    """Add the quota of central agencies (code ``central``) or one of the organiser's own.

    Raises:
        DomainError: ``quota_code_form``, ``quota_code_reserved`` or ``quota_code_taken``.
    """
    plan = QuotaPlan(code, name_th, name_en, capacity, waiting_list)
    made = add_quotas(session, event_id=event_id, plans=[plan], actor=actor, now=now)
    if not made:
        raise DomainError("quota_code_taken", field="code")
    return made[0]


def change_quota(
    session: Session,
    *,
    quota_id: int,
    capacity: int,
    waiting_list: bool,
    actor: str,
    now: datetime,
    name_th: str | None = None,
    name_en: str | None = None,
    rules: QuotaRules | None = None,
) -> list[Registration]:
    """Change a quota; more places go to those who wait, in the same transaction.

    Args:
        session: the open transaction.
        quota_id: the quota.
        capacity: places.
        waiting_list: whether people may wait where it is full.
        actor: who, for the audit.
        now: the moment of the request.
        name_th: Thai name of an own quota; other quotas keep theirs.
        name_en: its English name.
        rules: opening, approval and meeting; ``None`` leaves them.

    Returns:
        Those who were promoted.

    Raises:
        DomainError: ``capacity_below_taken``, ``quota_closes_before_opens``,
            ``quota_meeting_fixed`` or ``meeting_unknown``.
    """
    quota = lock_quota_by_id(session, quota_id)
    values: dict[str, object] = {"waiting_list": waiting_list}
    if quota.kind is QuotaKind.OWN and name_th:
        values |= {"name_th": name_th, "name_en": name_en or ""}
    if rules is not None:
        check_period(rules.opens_at, rules.closes_at)
        if rules.meeting_id != quota.meeting_id:
            _check_meeting(session, quota, rules.meeting_id)
        values |= {
            "opens_at": rules.opens_at,
            "closes_at": rules.closes_at,
            "approval": rules.approval,
            "meeting_id": rules.meeting_id,
        }
    before: dict[str, object] = {}
    if quota.capacity != capacity:
        before["capacity"] = quota.capacity
    promoted = set_capacity(session, quota=quota, capacity=capacity, now=now)
    before |= assign(quota, values)
    if before:
        event = session.get_one(Event, quota.event_id)
        details = {"code": quota.code, "before": before}
        audit.record_event(session, event, "quota.change", actor, now, details)
    return promoted


def remove_quota(session: Session, *, quota_id: int, actor: str, now: datetime) -> None:
    """Remove a quota in which nobody ever registered.

    Raises:
        DomainError: ``quota_in_use``.
    """
    quota = lock_quota_by_id(session, quota_id)
    if is_used(session, quota_id):
        raise DomainError("quota_in_use", quota=Text(quota.name_th, quota.name_en))
    event = session.get_one(Event, quota.event_id)
    audit.record_event(session, event, "quota.remove", actor, now, {"code": quota.code})
    session.delete(quota)


def is_used(session: Session, quota_id: int) -> bool:
    """Tell whether anybody ever registered in a quota."""
    found = session.scalar(
        select(Registration.id).where(Registration.quota_id == quota_id).limit(1)
    )
    return found is not None


def check_period(opens_at: datetime | None, closes_at: datetime | None) -> None:
    """Refuse a quota that closes before it opens.

    Raises:
        DomainError: ``quota_closes_before_opens``.
    """
    if opens_at and closes_at and closes_at <= opens_at:
        raise DomainError("quota_closes_before_opens", field="closes_at")


def assign(quota: Quota, values: dict[str, object]) -> dict[str, object]:
    """Set the values that differ, and return what they were, fit for the audit."""
    before: dict[str, object] = {}
    for name, value in values.items():
        old = getattr(quota, name)
        if old != value:
            before[name] = old if isinstance(old, str | int | bool | None) else str(old)
            setattr(quota, name, value)
    return before


def _quota(event_id: int, plan: QuotaPlan) -> Quota:
    province = PROVINCES_BY_ISO.get(plan.code)
    kind = QuotaKind.CENTRAL if plan.code == CENTRAL else QuotaKind.OWN
    return Quota(
        event_id=event_id,
        code=plan.code,
        kind=QuotaKind.PROVINCE if province else kind,
        province_code=province.iso if province else None,
        name_th=plan.name_th,
        name_en=plan.name_en,
        position=_POSITIONS.get(plan.code, 0),
        capacity=plan.capacity,
        taken=0,
        waiting_list=plan.waiting_list,
        opens_at=plan.opens_at,
        closes_at=plan.closes_at,
    )


def _check_code(code: str) -> None:
    if code in PROVINCES_BY_ISO:
        return
    if not CODE.fullmatch(code):
        raise DomainError("quota_code_form", field="code")
    if code in RESERVED:
        raise DomainError("quota_code_reserved", field="code")


def _check_meeting(session: Session, quota: Quota, meeting_id: int | None) -> None:
    """Refuse a meeting of another event, and any change once somebody has registered."""
    if is_used(session, quota.id):
        raise DomainError("quota_meeting_fixed", field="meeting")
    if meeting_id is not None and not session.scalar(
        select(Meeting.id).where(Meeting.id == meeting_id, Meeting.event_id == quota.event_id)
    ):
        raise DomainError("meeting_unknown", field="meeting")
