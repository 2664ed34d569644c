"""Writing the audit: who did what to what, when."""

from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from eventsys.models import AuditEntry, AuditPayload, Event, table_of
from eventsys.services.rows import add_row

_ADD_ENTRY = insert(table_of(AuditEntry))
_ADD_PAYLOAD = insert(table_of(AuditPayload))


def record(
    session: Session,
    *,
    at: datetime,
    actor: str,
    action: str,
    subject: tuple[str, int | None],
    event_id: int | None,
    details: dict[str, Any] | None = None,
) -> None:
    """Add an entry to the audit, in the transaction of the change itself.

    Args:
        session: the open transaction.
        at: when.
        actor: ``user:7``, ``registrant:12``, ``coordinator:3`` or ``system``.
        action: ``registration.cancel`` and so on: what, as noun and verb.
        subject: kind and number of the row that changed.
        event_id: the event it belongs to, if any.
        details: before and after; kept apart, so that it can be erased by itself.
    """
    kind, number = subject
    payload = add_row(session, _ADD_PAYLOAD, {"data": details}) if details else None
    add_row(
        session,
        _ADD_ENTRY,
        {
            "at": at,
            "actor": actor,
            "event_id": event_id,
            "action": action,
            "subject_type": kind,
            "subject_id": number,
            "payload_id": payload,
        },
    )


def record_event(
    session: Session,
    event: Event,
    action: str,
    actor: str,
    now: datetime,
    details: dict[str, Any] | None = None,
) -> None:
    """Add an entry about an event as a whole; the arguments are those of ``record``."""
    record(
        session,
        at=now,
        actor=actor,
        action=action,
        subject=("event", event.id),
        event_id=event.id,
        details=details,
    )
