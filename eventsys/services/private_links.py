"""Renewing the private link of a registration: whoever has the former one gets in no more."""

from datetime import datetime

from sqlalchemy.orm import Session

from eventsys.models import Registration
from eventsys.services import audit
from eventsys.services.letters import tell_person

LINK_MAIL = "mail.registration_link"


def renew_private_link(
    session: Session, *, registration: Registration, actor: str, now: datetime
) -> None:
    """End the private links of a locked registration, and mail the new one to its address, if any.

    Calendar and private page follow the same generation, so both addresses change.
    """
    registration.link_generation += 1
    registration.link_sent_at = now
    audit.record(
        session,
        at=now,
        actor=actor,
        action="registration.renew_link",
        subject=("registration", registration.id),
        event_id=registration.event_id,
    )
    tell_person(session, registration, LINK_MAIL, now)
