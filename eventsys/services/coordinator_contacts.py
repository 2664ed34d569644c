"""Keeping who coordinates for a quota: one by one, or a whole list at once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import CoordinatorContact, Quota
from eventsys.rules.coordinator_list import (
    MOST_OF_A_QUOTA,
    ContactPlan,
    email_fault,
    name_key,
    phone_fault,
)
from eventsys.rules.thai import repair, to_arabic_digits
from eventsys.services import audit
from eventsys.services.errors import DomainError
from eventsys.services.events import lock_event


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDetails:
    """What is kept of a coordinator; all but the name may be empty."""

    name: str
    office: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """How many coordinators a list added, changed and left as they were."""

    added: int
    changed: int
    same: int


def add_contact(
    session: Session, *, quota_id: int, details: ContactDetails, actor: str, now: datetime
) -> CoordinatorContact:
    """Add a coordinator to a quota.

    Raises:
        DomainError: ``contact_name_form``, ``contact_email_form``, ``contact_phone_form``,
            ``contact_twice`` or ``contacts_too_many``.
    """
    quota = session.get_one(Quota, quota_id)
    lock_event(session, quota.event_id)
    _check(details)
    others = _contacts(session, quota_id)
    _refuse_namesake(details, others)
    if len(others) >= MOST_OF_A_QUOTA:
        raise DomainError("contacts_too_many", most=MOST_OF_A_QUOTA)
    contact = CoordinatorContact(quota_id=quota_id, created_at=now)
    _set(contact, details)
    session.add(contact)
    session.flush()
    _record(session, "add", contact, quota, actor, now)
    return contact


def change_contact(
    session: Session, *, contact_id: int, details: ContactDetails, actor: str, now: datetime
) -> CoordinatorContact:
    """Change a coordinator; one with another address has not been told yet.

    Raises:
        DomainError: as ``add_contact``.
    """
    contact = session.get_one(CoordinatorContact, contact_id)
    quota = session.get_one(Quota, contact.quota_id)
    lock_event(session, quota.event_id)
    session.refresh(contact)
    _check(details)
    _refuse_namesake(
        details, [each for each in _contacts(session, quota.id) if each.id != contact_id]
    )
    if _set(contact, details):
        _record(session, "change", contact, quota, actor, now)
    return contact


def remove_contact(session: Session, *, contact_id: int, actor: str, now: datetime) -> None:
    """Remove a coordinator; the quota's link stays good, for it may be in others' hands."""
    contact = session.get_one(CoordinatorContact, contact_id)
    quota = session.get_one(Quota, contact.quota_id)
    lock_event(session, quota.event_id)
    _record(session, "remove", contact, quota, actor, now)
    session.delete(contact)


def import_contacts(
    session: Session, *, event_id: int, plans: Sequence[ContactPlan], actor: str, now: datetime
) -> ImportCounts:
    """Keep a list of coordinators: all of it, or nothing.

    Who has the same quota and name is changed and not added again; an empty cell changes nothing,
    so that a list without telephone numbers forgets none. Nobody is removed.

    Raises:
        DomainError: ``quota_unknown`` where a quota is gone meanwhile; otherwise as
            ``add_contact``.
    """
    event = lock_event(session, event_id)
    quotas = {
        quota.code: quota
        for quota in session.scalars(select(Quota).where(Quota.event_id == event_id))
    }
    known: dict[str, dict[str, CoordinatorContact]] = defaultdict(dict)
    rows = session.execute(
        select(CoordinatorContact, Quota.code)
        .join(Quota, Quota.id == CoordinatorContact.quota_id)
        .where(Quota.event_id == event_id)
    )
    for contact, code in rows:
        known[code][name_key(contact.name)] = contact
    added = changed = 0
    for plan in plans:
        if plan.quota_code not in quotas:
            raise DomainError("quota_unknown")
        present = known[plan.quota_code].get(name_key(plan.name))
        details = ContactDetails(
            name=plan.name,
            office=plan.office or (present.office if present else ""),
            email=plan.email or (present.email if present else ""),
            phone=plan.phone or (present.phone if present else ""),
        )
        _check(details)
        if present is not None:
            changed += _set(present, details)
            continue
        if len(known[plan.quota_code]) >= MOST_OF_A_QUOTA:
            raise DomainError("contacts_too_many", most=MOST_OF_A_QUOTA)
        contact = CoordinatorContact(quota_id=quotas[plan.quota_code].id, created_at=now)
        _set(contact, details)
        session.add(contact)
        known[plan.quota_code][name_key(plan.name)] = contact
        added += 1
    session.flush()
    counts = ImportCounts(added, changed, len(plans) - added - changed)
    audit.record_event(
        session,
        event,
        "coordinator_contact.import",
        actor,
        now,
        {"added": counts.added, "changed": counts.changed, "same": counts.same},
    )
    return counts


def _check(details: ContactDetails) -> None:
    if not any(sign.isalpha() for sign in details.name):
        raise DomainError("contact_name_form", field="name")
    if email_fault(details.email) is not None:
        raise DomainError("contact_email_form", field="email")
    if phone_fault(details.phone) is not None:
        raise DomainError("contact_phone_form", field="phone")


def _refuse_namesake(details: ContactDetails, others: Sequence[CoordinatorContact]) -> None:
    if name_key(details.name) in {name_key(each.name) for each in others}:
        raise DomainError("contact_twice", field="name")


def _contacts(session: Session, quota_id: int) -> Sequence[CoordinatorContact]:
    return session.scalars(
        select(CoordinatorContact).where(CoordinatorContact.quota_id == quota_id)
    ).all()


def _set(contact: CoordinatorContact, details: ContactDetails) -> bool:
    """Write what is kept, and tell whether anything of it is new."""
    wanted = {
        "name": repair(details.name),
        "office": repair(details.office),
        "email": details.email.strip(),
        "phone": repair(to_arabic_digits(details.phone)),
    }
    if contact.email and contact.email.casefold() != wanted["email"].casefold():
        contact.link_sent_at = None
    new = {name: text for name, text in wanted.items() if getattr(contact, name) != text}
    for name, text in new.items():
        setattr(contact, name, text)
    return bool(new)


def _record(
    session: Session,
    verb: str,
    contact: CoordinatorContact,
    quota: Quota,
    actor: str,
    now: datetime,
) -> None:
    """Note in the audit, under the quota, that a contact changed; nothing of the person."""
    audit.record(
        session,
        at=now,
        actor=actor,
        action=f"coordinator_contact.{verb}",
        subject=("quota", quota.id),
        event_id=quota.event_id,
        details={"contact": contact.id},
    )
