"""Mails to a person about their own registration."""

from datetime import datetime

from sqlalchemy.orm import Session

from eventsys.models import Registration
from eventsys.services import outbox


def tell_person(session: Session, registration: Registration, kind: str, now: datetime) -> None:
    """Ask for a mail of a kind to a registration's person; nothing where they gave no address."""
    if registration.email:
        outbox.enqueue(
            session,
            kind=kind,
            now=now,
            event_id=registration.event_id,
            registration_id=registration.id,
        )
