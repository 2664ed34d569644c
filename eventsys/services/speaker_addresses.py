"""Where the speakers of an event are reached, for the webinar program only."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import SpeakerAddress
from eventsys.rules.thai import repair
from eventsys.rules.webinar_import import is_address
from eventsys.services import audit
from eventsys.services.errors import DomainError
from eventsys.services.events import lock_event


def set_speaker_addresses(
    session: Session, *, event_id: int, addresses: Mapping[str, str], actor: str, now: datetime
) -> None:
    """Keep the addresses of speakers by their names in the agenda; an empty one is removed.

    Speakers who are not named keep theirs. The audit tells whose address changed, and no address.

    Raises:
        DomainError: ``speaker_email_form`` for what is no e-mail address; nothing is kept then.
    """
    event = lock_event(session, event_id)
    wanted = {repair(name): email.strip() for name, email in addresses.items()}
    for name, email in wanted.items():
        if not name or (email and not is_address(email)):
            raise DomainError("speaker_email_form", name=name)
    known = {
        row.name: row
        for row in session.scalars(
            select(SpeakerAddress).where(SpeakerAddress.event_id == event_id)
        )
    }
    changed, removed = [], []
    for name, email in wanted.items():
        row = known.get(name)
        if not email:
            if row is not None:
                session.delete(row)
                removed.append(name)
        elif row is None:
            session.add(SpeakerAddress(event_id=event_id, name=name, email=email))
            changed.append(name)
        elif row.email != email:
            row.email = email
            changed.append(name)
    if changed or removed:
        session.flush()
        audit.record_event(
            session,
            event,
            "event.change_speaker_addresses",
            actor,
            now,
            {"changed": changed, "removed": removed},
        )
