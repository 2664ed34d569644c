"""What a private page shows beside the registration itself."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.models import AuditEntry, AuditPayload, Meeting, Registration, RegistrationState


def links_of(session: Session, event_id: int) -> dict[int, Meeting]:
    """Return the meetings of an event whose link is released, by their numbers in the database."""
    rows = session.scalars(
        select(Meeting).where(
            Meeting.event_id == event_id,
            Meeting.link_released_at.is_not(None),
            Meeting.webinar_url != "",
        )
    )
    return {meeting.id: meeting for meeting in rows}


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
