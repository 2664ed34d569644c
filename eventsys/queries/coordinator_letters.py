"""What coordinators are told about the links of their quotas."""

from collections import defaultdict
from collections.abc import Callable, Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import CoordinatorContact, Event, Quota, QuotaKind
from eventsys.queries.pictures import draft, newest_version
from eventsys.rules.coordinator_letter import (
    CoordinatorLetter,
    CoordinatorPerson,
    earliest,
    in_a_sentence,
)
from eventsys.rules.published import PublishedEvent, Text


def letters_of(
    session: Session,
    event: Event,
    *,
    url_of: Callable[[Quota], str],
    now: datetime,
    codes: Collection[str] | None = None,
) -> list[CoordinatorLetter]:
    """Return the letters of an event's quotas, in their order, each to all of its contacts.

    Letters may be printed before the event is published; they then say what its draft says.
    Statements: 3, some more before publishing.

    Args:
        session: the session.
        event: the event, with its organisation.
        url_of: gives the whole address of a quota's link.
        now: the moment of the request.
        codes: only these quotas; all where ``None``.
    """
    picture = newest_version(session, event.id) or draft(session, event, now)
    query = select(Quota).where(Quota.event_id == event.id).order_by(Quota.position, Quota.id)
    if codes is not None:
        query = query.where(Quota.code.in_(codes))
    quotas = session.scalars(query).all()
    people: dict[int, list[CoordinatorPerson]] = defaultdict(list)
    for contact in session.scalars(
        select(CoordinatorContact)
        .where(CoordinatorContact.quota_id.in_([quota.id for quota in quotas]))
        .order_by(CoordinatorContact.id)
    ):
        people[contact.quota_id].append(person_of(contact))
    return [
        letter_of(picture, event, quota, url=url_of(quota), people=tuple(people[quota.id]))
        for quota in quotas
    ]


def letter_of(
    picture: PublishedEvent,
    event: Event,
    quota: Quota,
    *,
    url: str,
    people: tuple[CoordinatorPerson, ...],
) -> CoordinatorLetter:
    """Return what some people are told about the link of a quota."""
    name = Text(quota.name_th, quota.name_en)
    return CoordinatorLetter(
        event=picture,
        quota_name=name,
        group=in_a_sentence(name, province=quota.kind is QuotaKind.PROVINCE),
        places=quota.capacity,
        taken=quota.taken,
        closes_at=earliest(event.registration_closes_at, quota.closes_at),
        url=url,
        people=people,
    )


def person_of(contact: CoordinatorContact) -> CoordinatorPerson:
    """Return a contact as a plain value."""
    return CoordinatorPerson(
        name=contact.name, office=contact.office, email=contact.email, phone=contact.phone
    )
