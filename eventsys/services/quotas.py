"""Setting places: quotas of provinces, of central agencies, and of the organiser's own."""

import re
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.models import Event, Quota, QuotaKind, Registration
from eventsys.rules.provinces import PROVINCES
from eventsys.rules.published import Text
from eventsys.services import audit
from eventsys.services.errors import DomainError
from eventsys.services.places import lock_quota_by_id, promote_waiting

CENTRAL = "central"
CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,30}")


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
    event = session.get_one(Event, event_id, with_for_update=True)
    present = set(session.scalars(select(Quota.code).where(Quota.event_id == event_id)))
    made = [
        Quota(
            event_id=event_id,
            code=province.iso,
            kind=QuotaKind.PROVINCE,
            province_code=province.iso,
            name_th=province.name_th,
            name_en=province.name_en,
            position=index,
            capacity=capacity,
            waiting_list=waiting_list,
        )
        for index, province in enumerate(PROVINCES, start=1)
        if province.iso not in present | without
    ]
    session.add_all(made)
    audit.record_event(session, event, "quota.create_provinces", actor, now, {"made": len(made)})
    return len(made)


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
        DomainError: ``quota_code_form`` or ``quota_code_taken``.
    """
    if not CODE.fullmatch(code):
        raise DomainError("quota_code_form", field="code")
    event = session.get_one(Event, event_id, with_for_update=True)
    if session.scalar(select(Quota.id).where(Quota.event_id == event_id, Quota.code == code)):
        raise DomainError("quota_code_taken", field="code")
    last = session.scalar(select(func.max(Quota.position)).where(Quota.event_id == event_id)) or 0
    quota = Quota(
        event_id=event_id,
        code=code,
        kind=QuotaKind.CENTRAL if code == CENTRAL else QuotaKind.OWN,
        name_th=name_th,
        name_en=name_en,
        # after all provinces, also those that are added later
        position=max(last, len(PROVINCES)) + 1,
        capacity=capacity,
        waiting_list=waiting_list,
    )
    session.add(quota)
    audit.record_event(
        session, event, "quota.create", actor, now, {"code": code, "capacity": capacity}
    )
    return quota


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
) -> list[Registration]:
    """Change a quota; more places go to those who wait, in the same transaction.

    Returns:
        Those who were promoted.

    Raises:
        DomainError: ``capacity_below_taken``.
    """
    quota = lock_quota_by_id(session, quota_id)
    if capacity < quota.taken:
        raise DomainError("capacity_below_taken", field="capacity", taken=quota.taken)
    before = {"capacity": quota.capacity, "waiting_list": quota.waiting_list}
    quota.capacity = capacity
    quota.waiting_list = waiting_list
    if quota.kind is QuotaKind.OWN and name_th:
        quota.name_th = name_th
        quota.name_en = name_en or ""
    event = session.get_one(Event, quota.event_id)
    audit.record_event(
        session, event, "quota.change", actor, now, {"code": quota.code, "before": before}
    )
    return promote_waiting(session, quota=quota, now=now)


def remove_quota(session: Session, *, quota_id: int, actor: str, now: datetime) -> None:
    """Remove a quota in which nobody ever registered.

    Raises:
        DomainError: ``quota_in_use``.
    """
    quota = lock_quota_by_id(session, quota_id)
    if session.scalar(select(Registration.id).where(Registration.quota_id == quota_id).limit(1)):
        raise DomainError("quota_in_use", quota=Text(quota.name_th, quota.name_en))
    event = session.get_one(Event, quota.event_id)
    audit.record_event(session, event, "quota.remove", actor, now, {"code": quota.code})
    session.delete(quota)
