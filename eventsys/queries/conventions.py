"""What an event allows in display names, and the agencies that it knows besides the table's."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from eventsys.models import Event, EventAgency, table_of
from eventsys.rules.agencies import Agency
from eventsys.rules.display_names import Conventions

_agency = table_of(EventAgency).c
_AGENCIES = (
    select(_agency.abbr, _agency.name_th, _agency.name_en, _agency.aliases)
    .where(_agency.event_id == bindparam("event_id"))
    .order_by(_agency.id)
)


def event_agencies(session: Session, event_id: int) -> Sequence[EventAgency]:
    """Return the agencies that an event added, in the order in which it did. Statements: 1."""
    return session.scalars(
        select(EventAgency).where(EventAgency.event_id == event_id).order_by(EventAgency.id)
    ).all()


def agencies_of(session: Session, event_id: int) -> tuple[Agency, ...]:
    """Return the agencies that an event added as the rules want them. Statements: 1."""
    return as_agencies(session.execute(_AGENCIES, {"event_id": event_id}))


def as_agencies(rows: Iterable[Any]) -> tuple[Agency, ...]:
    """Return rows of agencies as the rules want them."""
    return tuple(
        Agency(abbr=row.abbr, name_th=row.name_th, name_en=row.name_en, aliases=tuple(row.aliases))
        for row in rows
    )


def conventions_of(session: Session, event: Event) -> Conventions:
    """Return what an event allows in display names. Statements: 1."""
    return Conventions(
        allow_surname=event.allow_surname,
        allow_missing_title=event.allow_missing_title,
        agencies=agencies_of(session, event.id),
        mark=event.namesake_mark.value,
    )


def public_conventions(session: Session, slug: str) -> Conventions | None:
    """Return what a public event allows in display names; ``None`` for any other. Statements: 2."""
    event = session.scalar(select(Event).where(Event.slug == slug, Event.public))
    return None if event is None else conventions_of(session, event)
