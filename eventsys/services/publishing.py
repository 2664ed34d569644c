"""Publishing: what people see is an unchangeable version; the organisers' next one is a draft."""

import hashlib
import json
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import Event, EventVersion
from eventsys.queries.pictures import draft, newest_version, same_content
from eventsys.services import audit
from eventsys.services.errors import DomainError


def publish(session: Session, *, event_id: int, actor: str, now: datetime) -> EventVersion | None:
    """Show the event to everybody as it is now.

    Returns:
        The new version; ``None`` where people see this content already.

    Raises:
        DomainError: ``nothing_to_publish``, where no meeting has a day yet.
    """
    event = session.get_one(Event, event_id, with_for_update=True, populate_existing=True)
    picture = draft(session, event, now)
    if not any(meeting.days for meeting in picture.meetings):
        raise DomainError("nothing_to_publish")
    before = newest_version(session, event_id)
    if before is not None and same_content(picture, before):
        if not event.public:
            event.public = True
            audit.record_event(
                session, event, "event.show", actor, now, {"version": before.version}
            )
        return None
    snapshot = picture.to_json()
    version = EventVersion(
        event_id=event_id,
        number=picture.version,
        published_at=now,
        published_by_id=int(actor.partition(":")[2]) if actor.startswith("user:") else None,
        snapshot=snapshot,
        digest=hashlib.sha256(json.dumps(snapshot, sort_keys=True).encode()).hexdigest(),
    )
    session.add(version)
    event.public = True
    audit.record_event(session, event, "event.publish", actor, now, {"version": picture.version})
    return version


def withdraw(session: Session, *, event_id: int, actor: str, now: datetime) -> None:
    """Take an event off the public pages; registrations and private pages stay."""
    event = session.get_one(Event, event_id, with_for_update=True, populate_existing=True)
    if event.public:
        event.public = False
        version = session.scalar(
            select(EventVersion.number)
            .where(EventVersion.event_id == event_id)
            .order_by(EventVersion.number.desc())
            .limit(1)
        )
        audit.record_event(session, event, "event.withdraw", actor, now, {"version": version or 0})
