"""What a private page shows beside the registration itself."""

from typing import NamedTuple

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from eventsys.models import (
    AuditEntry,
    AuditPayload,
    Meeting,
    Registration,
    RegistrationState,
    table_of,
)


class MeetingLink(NamedTuple):
    """The way into a meeting, for those who are confirmed."""

    webinar_url: str
    webinar_id: str
    webinar_passcode: str


_meeting = table_of(Meeting).c
_LINKS = select(_meeting.id, *(_meeting[name] for name in MeetingLink._fields)).where(
    _meeting.event_id == bindparam("event_id"),
    _meeting.link_released_at.is_not(None),
    _meeting.webinar_url != "",
)


def links_of(session: Session, event_id: int) -> dict[int, MeetingLink]:
    """Return the links that are released in an event, by their meetings' numbers in the database.

    Statements: 1.
    """
    rows = session.execute(_LINKS, {"event_id": event_id})
    return {number: MeetingLink._make(link) for number, *link in rows}


def waiting_place(session: Session, registration: Registration) -> int:
    """Return the place of a waiting registration in its queue, from 1."""
    ahead = session.scalar(
        select(func.count()).where(
            Registration.quota_id == registration.quota_id,
            Registration.state == RegistrationState.WAITING,
            (Registration.queue_key < registration.queue_key)
            | (
                (Registration.queue_key == registration.queue_key)
                & (Registration.id < registration.id)
            ),
        )
    )
    return (ahead or 0) + 1


def declined_reason(session: Session, registration: Registration) -> str:
    """Return why a registration was declined, as its person is told; empty where nothing is."""
    data = session.scalar(
        select(AuditPayload.data)
        .join(AuditEntry, AuditEntry.payload_id == AuditPayload.id)
        .where(
            AuditEntry.subject_type == "registration",
            AuditEntry.subject_id == registration.id,
            AuditEntry.action == "registration.decline",
        )
        .order_by(AuditEntry.id.desc())
        .limit(1)
    )
    return str(data["reason"]) if data else ""
