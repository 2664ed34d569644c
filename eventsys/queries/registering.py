"""What the form of registration needs of an event and its quotas: few columns, no objects.

The whole country asks for this page in the same minute. Statements are made once; 78 quotas as
objects would cost more than all the rest of the page.
"""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session

from eventsys.models import Approval, Event, EventVersion, Quota, QuotaKind, table_of
from eventsys.queries.pictures import picture_of
from eventsys.rules.published import PublishedEvent


class FormEvent(NamedTuple):
    """An event as the form shows it."""

    id: int
    slug: str
    consent_th: str
    consent_en: str
    consent_version: int
    registration_opens_at: datetime | None
    registration_closes_at: datetime | None


class FormQuota(NamedTuple):
    """A quota as the form offers it."""

    id: int
    code: str
    kind: QuotaKind
    name_th: str
    name_en: str
    capacity: int
    taken: int
    waiting_list: bool
    approval: Approval
    meeting_id: int | None
    opens_at: datetime | None
    closes_at: datetime | None


_event, _version, _quota = (table_of(model).c for model in (Event, EventVersion, Quota))
_EVENT = (
    select(*(_event[name] for name in FormEvent._fields), _version.digest)
    .where(_version.event_id == _event.id, _event.slug == bindparam("slug"), _event.public)
    .order_by(_version.number.desc())
    .limit(1)
)
_HAS_QUOTA = select(
    exists().where(_quota.event_id == bindparam("event_id"), _quota.code == bindparam("code"))
)
_QUOTAS = select(*(_quota[name] for name in FormQuota._fields)).where(
    _quota.event_id == bindparam("event_id")
)


def event_to_register_for(session: Session, slug: str) -> tuple[FormEvent, PublishedEvent] | None:
    """Return a public event with its newest picture; ``None`` for any other. Statements: 1.

    One more where this process shows a version for the first time.
    """
    found = session.execute(_EVENT, {"slug": slug}).first()
    if found is None:
        return None
    *event, digest = found
    return FormEvent._make(event), picture_of(session, digest)


def has_quota(session: Session, event_id: int, code: str) -> bool:
    """Tell whether an event has a quota with a code. Statements: 1."""
    return bool(session.scalar(_HAS_QUOTA, {"event_id": event_id, "code": code}))


def quotas_to_offer(session: Session, event_id: int) -> list[FormQuota]:
    """Return the quotas of an event, in no order. Statements: 1."""
    return [*map(FormQuota._make, session.execute(_QUOTAS, {"event_id": event_id}))]
