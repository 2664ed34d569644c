"""How an event names people in its webinar: what it allows, and the agencies that it adds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import Event, EventAgency, NamesakeMark
from eventsys.queries.conventions import event_agencies
from eventsys.rules.agencies import agency_names, compact
from eventsys.rules.thai import repair
from eventsys.services import audit
from eventsys.services.errors import DomainError
from eventsys.services.events import lock_event

# what people type stays short; this many is more than any event's people come from
MOST_AGENCIES = 500
MOST_NAMES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class NamingRules:
    """What an event allows in display names besides the convention."""

    allow_surname: bool
    allow_missing_title: bool
    namesake_mark: NamesakeMark


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyPlan:
    """What organisers say of an agency; ``abbr`` is what stands in display names."""

    abbr: str
    name_th: str = ""
    name_en: str = ""
    aliases: tuple[str, ...] = ()


def change_naming(
    session: Session, *, event_id: int, version: int, rules: NamingRules, actor: str, now: datetime
) -> Event:
    """Change what an event allows in display names; names that people have already stay.

    Raises:
        DomainError: ``changed_meanwhile``.
    """
    event = lock_event(session, event_id)
    if event.row_version != version:
        raise DomainError("changed_meanwhile")
    before: dict[str, object] = {}
    for name in NamingRules.__slots__:
        old, new = getattr(event, name), getattr(rules, name)
        if old != new:
            before[name] = str(old)
            setattr(event, name, new)
    if before:
        event.row_version += 1
        event.updated_at = now
        audit.record_event(session, event, "event.change_naming", actor, now, before)
    return event


def add_agency(
    session: Session, *, event_id: int, plan: AgencyPlan, actor: str, now: datetime
) -> EventAgency:
    """Add an agency to those that an event knows.

    Where the event has the agency already, the names given are added to its own.

    Raises:
        DomainError: ``agency_form`` for an abbreviation without any letter, ``agency_too_many``.
    """
    event = lock_event(session, event_id)
    known = event_agencies(session, event_id)
    abbr = _abbreviation(plan.abbr)
    present = next((row for row in known if row.name_key == compact(abbr)), None)
    if present is not None:
        names = (plan.name_th, plan.name_en, *plan.aliases)
        _note(session, event, present, "event_agency.change", actor, now)
        present.aliases = _aliases(present.abbr, (*present.aliases, *names))
        return present
    if len(known) >= MOST_AGENCIES:
        raise DomainError("agency_too_many", most=MOST_AGENCIES)
    row = EventAgency(
        event_id=event_id,
        abbr=abbr,
        name_key=compact(abbr),
        name_th=repair(plan.name_th),
        name_en=repair(plan.name_en),
        aliases=_aliases(abbr, plan.aliases),
        created_at=now,
    )
    session.add(row)
    session.flush()
    event.updated_at = now
    _note(session, event, row, "event_agency.create", actor, now)
    return row


def change_agency(
    session: Session, *, event_id: int, agency_id: int, plan: AgencyPlan, actor: str, now: datetime
) -> EventAgency:
    """Change an agency that an event added.

    Raises:
        DomainError: ``agency_form``, or ``agency_known`` where another of the event's has that
            abbreviation.
        sqlalchemy.exc.NoResultFound: somebody removed it meanwhile.
    """
    event = lock_event(session, event_id)
    row = _agency(session, event_id, agency_id)
    abbr = _abbreviation(plan.abbr)
    twin = select(EventAgency.id).where(
        EventAgency.event_id == event_id,
        EventAgency.name_key == compact(abbr),
        EventAgency.id != agency_id,
    )
    if session.scalar(twin) is not None:
        raise DomainError("agency_known", field="abbr", agency=abbr)
    _note(session, event, row, "event_agency.change", actor, now)
    row.abbr, row.name_key = abbr, compact(abbr)
    row.name_th, row.name_en = repair(plan.name_th), repair(plan.name_en)
    row.aliases = _aliases(abbr, plan.aliases)
    event.updated_at = now
    return row


def remove_agency(
    session: Session, *, event_id: int, agency_id: int, actor: str, now: datetime
) -> None:
    """Take an agency off an event's list; names that people have already stay.

    Raises:
        sqlalchemy.exc.NoResultFound: it is gone already.
    """
    event = lock_event(session, event_id)
    row = _agency(session, event_id, agency_id)
    _note(session, event, row, "event_agency.remove", actor, now)
    event.updated_at = now
    session.delete(row)


def table_abbreviation(text: str) -> str | None:
    """Return the abbreviation of an agency that every event knows, however named, or ``None``."""
    known = agency_names().get(compact(repair(text)))
    return known.abbr if known else None


def _agency(session: Session, event_id: int, agency_id: int) -> EventAgency:
    return session.scalars(
        select(EventAgency).where(EventAgency.id == agency_id, EventAgency.event_id == event_id)
    ).one()


def _abbreviation(typed: str) -> str:
    """Return what stands in display names: that of the table where the agency is in it.

    Raises:
        DomainError: ``agency_form``.
    """
    plain = repair(typed)
    if not any(sign.isalpha() for sign in plain):
        raise DomainError("agency_form", field="abbr")
    # พช and พช. are one agency: names added to it lead to its known abbreviation
    return table_abbreviation(plain) or plain


def _aliases(abbr: str, names: Sequence[str]) -> list[str]:
    """Return other names, each once, none that is the abbreviation itself."""
    found: dict[str, str] = {}
    for name in map(repair, names):
        key = compact(name)
        if key and key != compact(abbr):
            found.setdefault(key, name)
    return list(found.values())[:MOST_NAMES]


def _note(
    session: Session, event: Event, row: EventAgency, action: str, actor: str, now: datetime
) -> None:
    audit.record(
        session,
        at=now,
        actor=actor,
        action=action,
        subject=("event_agency", row.id),
        event_id=event.id,
        details={
            "abbr": row.abbr,
            "name_th": row.name_th,
            "name_en": row.name_en,
            "aliases": list(row.aliases),
        },
    )
