"""Telling coordinators: the link of their quota by mail, and a reminder to those who are silent."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventsys.models import CoordinatorContact, Event, Job, Quota
from eventsys.queries.coordinator_board import board_rows, to_remind
from eventsys.rules.coordinator_board import Reminder
from eventsys.rules.coordinator_letter import LINK_MAIL, REMINDER_MAIL
from eventsys.services import audit, outbox
from eventsys.services.coordinators import BANGKOK, event_ended
from eventsys.services.errors import DomainError
from eventsys.services.events import lock_event


def send_links(
    session: Session,
    *,
    event_id: int,
    contact_ids: Collection[int],
    form_key: str,
    actor: str,
    now: datetime,
) -> int:
    """Send contacts of an event the link of their quota; who has no address gets nothing.

    Args:
        session: the open transaction.
        event_id: the event.
        contact_ids: the contacts; those of other events are left out.
        form_key: random value of the page that was sent; the same page sent twice sends once.
        actor: who, for the audit.
        now: the moment of the request.

    Returns:
        How many mails were asked for.

    Raises:
        DomainError: ``links_before_publishing`` or ``event_over``.
    """
    _open_event(session, event_id, now)
    wanted = {
        f"{LINK_MAIL}:{contact.id}:{form_key}": contact
        for contact in _with_address(session, event_id, contact_ids)
    }
    new = {key: wanted[key] for key in _not_asked_for(session, wanted)}
    for key, contact in new.items():
        outbox.enqueue(
            session,
            kind=LINK_MAIL,
            now=now,
            event_id=event_id,
            payload={"contact": contact.id},
            dedupe_key=key,
        )
        contact.link_sent_at = now
    _record(session, "coordinator.send_link", event_id, new.values(), actor, now)
    return len(new)


def remind(
    session: Session,
    *,
    event_id: int,
    contact_ids: Collection[int],
    about: Reminder,
    actor: str,
    now: datetime,
) -> int:
    """Remind contacts who were told and have not opened the link, or not nominated anybody.

    Each gets one reminder a day at most, however often this is asked for. Who did meanwhile what
    they would be reminded of is left out.

    Returns:
        How many mails were asked for.

    Raises:
        DomainError: ``links_before_publishing`` or ``event_over``.
    """
    _open_event(session, event_id, now)
    day = now.astimezone(BANGKOK).date().isoformat()
    wanted = {
        f"{REMINDER_MAIL}:{contact.id}:{day}": contact
        for contact in to_remind(board_rows(session, event_id), about)
        if contact.id in contact_ids
    }
    new = {key: wanted[key] for key in _not_asked_for(session, wanted)}
    for key, contact in new.items():
        outbox.enqueue(
            session,
            kind=REMINDER_MAIL,
            now=now,
            event_id=event_id,
            payload={"contact": contact.id, "about": about.value},
            dedupe_key=key,
        )
    _record(session, "coordinator.remind", event_id, new.values(), actor, now)
    return len(new)


def note_told(
    session: Session, *, event_id: int, quota_codes: Collection[str], actor: str, now: datetime
) -> int:
    """Note that the coordinators of some quotas have the link by letter or in a chat.

    Returns:
        How many contacts count as told now that did not before.
    """
    lock_event(session, event_id)
    contacts = session.scalars(
        select(CoordinatorContact)
        .join(Quota, Quota.id == CoordinatorContact.quota_id)
        .where(
            Quota.event_id == event_id,
            Quota.code.in_(quota_codes),
            CoordinatorContact.link_sent_at.is_(None),
        )
        .order_by(CoordinatorContact.id)
    ).all()
    session.execute(
        update(CoordinatorContact)
        .where(CoordinatorContact.id.in_([contact.id for contact in contacts]))
        .values(link_sent_at=now)
    )
    _record(session, "coordinator.told_otherwise", event_id, contacts, actor, now)
    return len(contacts)


def _open_event(session: Session, event_id: int, now: datetime) -> Event:
    """Return the event, locked, where its links may be told.

    The lock makes two clicks wait for each other, so that the second sees what the first sent.
    """
    event = lock_event(session, event_id)
    if not event.public:
        raise DomainError("links_before_publishing")
    if event_ended(session, event_id=event_id, now=now):
        raise DomainError("event_over")
    return event


def _with_address(
    session: Session, event_id: int, contact_ids: Collection[int]
) -> Sequence[CoordinatorContact]:
    return session.scalars(
        select(CoordinatorContact)
        .join(Quota, Quota.id == CoordinatorContact.quota_id)
        .where(
            Quota.event_id == event_id,
            CoordinatorContact.id.in_(contact_ids),
            CoordinatorContact.email != "",
        )
        .order_by(Quota.position, Quota.id, CoordinatorContact.id)
    ).all()


def _not_asked_for(session: Session, keys: Iterable[str]) -> list[str]:
    """Return the keys under which nothing was asked for yet, in their order."""
    wanted = list(keys)
    known = set(session.scalars(select(Job.dedupe_key).where(Job.dedupe_key.in_(wanted))))
    return [key for key in wanted if key not in known]


def _record(
    session: Session,
    action: str,
    event_id: int,
    contacts: Iterable[CoordinatorContact],
    actor: str,
    now: datetime,
) -> None:
    """Note in the audit, once under each quota, who was told."""
    by_quota: dict[int, list[int]] = defaultdict(list)
    for contact in contacts:
        by_quota[contact.quota_id].append(contact.id)
    for quota_id, told in by_quota.items():
        audit.record(
            session,
            at=now,
            actor=actor,
            action=action,
            subject=("quota", quota_id),
            event_id=event_id,
            details={"contacts": told},
        )
