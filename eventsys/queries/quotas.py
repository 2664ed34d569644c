"""Quotas of an event as lists show them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.models import Quota, QuotaKind, Registration, RegistrationState


@dataclass(frozen=True, slots=True)
class QuotaLine:
    """A quota in a list, with how many people wait for it."""

    quota: Quota
    waiting: int

    @property
    def left(self) -> int:
        """Places that are free."""
        return self.quota.capacity - self.quota.taken


def quotas_of(session: Session, event_id: int) -> Sequence[Quota]:
    """Return the quotas of an event, provinces first. Statements: 1."""
    return session.scalars(
        select(Quota).where(Quota.event_id == event_id).order_by(Quota.position, Quota.id)
    ).all()


def quota_by_code(session: Session, event_id: int, code: str) -> Quota | None:
    """Return the quota of an event with a code, or ``None``."""
    return session.scalar(select(Quota).where(Quota.event_id == event_id, Quota.code == code))


def quota_lines(session: Session, event_id: int) -> list[QuotaLine]:
    """Return the quotas of an event with their waiting lists. Statements: 2."""
    found = session.execute(
        select(Registration.quota_id, func.count())
        .where(
            Registration.event_id == event_id,
            Registration.state == RegistrationState.WAITING,
        )
        .group_by(Registration.quota_id)
    )
    waiting = {row[0]: row[1] for row in found}
    return [QuotaLine(quota, waiting.get(quota.id, 0)) for quota in quotas_of(session, event_id)]


def by_kind(quotas: Sequence[Quota], kind: QuotaKind) -> list[Quota]:
    """Return the quotas of one kind, in their order."""
    return [quota for quota in quotas if quota.kind is kind]
