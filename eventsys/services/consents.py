"""Consent of people whom somebody else registered: they give it themselves, afterwards."""

from datetime import datetime

from sqlalchemy.orm import Session

from eventsys.models import ACTIVE_STATES, Event, Registration
from eventsys.services import audit
from eventsys.services.errors import DomainError
from eventsys.services.places import lock_registration


def give_consent(
    session: Session, *, registration_id: int, version: int, now: datetime
) -> Registration:
    """Note that a person agrees to the use of their data, in the wording that they read.

    Agreeing again changes nothing.

    Raises:
        DomainError: ``consent_changed`` where the text is another one by now,
            ``registration_ended`` or ``registration_unknown``.
    """
    registration, _ = lock_registration(session, registration_id)
    if registration.consent_version is not None:
        return registration
    if registration.state not in ACTIVE_STATES:
        raise DomainError("registration_ended")
    event = session.get_one(Event, registration.event_id, populate_existing=True)
    if version != event.consent_version:
        raise DomainError("consent_changed")
    registration.consent_version = version
    registration.consented_at = now
    audit.record(
        session,
        at=now,
        actor=f"registrant:{registration.id}",
        action="registration.consent",
        subject=("registration", registration.id),
        event_id=registration.event_id,
        details={"version": version},
    )
    return registration
