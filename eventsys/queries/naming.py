"""How an event's registrations stand to its convention: agencies it does not know, names behind."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.models import ACTIVE_STATES, Event, EventAgency, NamesakeMark, Registration
from eventsys.queries.conventions import as_agencies, event_agencies
from eventsys.rules.agencies import agency_names, canonical_agency, compact
from eventsys.rules.namesakes import mark_fits


@dataclass(frozen=True, slots=True)
class TypedAgency:
    """An agency as people typed it: the spelling that most chose, all spellings, how many people.

    Spellings that differ in spaces, signs and capitals alone count as one.
    """

    key: str
    text: str
    spellings: tuple[str, ...]
    people: int


@dataclass(frozen=True, slots=True)
class NamingState:
    """How registrations stand to the convention of their event.

    Attributes:
        agencies: those that the event added, in that order.
        typed: agencies that nobody knows, the most typed first.
        behind: how many people's names would change if they followed the convention now.
    """

    agencies: Sequence[EventAgency]
    typed: tuple[TypedAgency, ...]
    behind: int


def naming_state(session: Session, event: Event) -> NamingState:
    """Return how registrations stand to the convention of their event. Statements: 2."""
    agencies = event_agencies(session, event.id)
    added = as_agencies(agencies)
    known = agency_names(added)
    by_initial = event.namesake_mark is NamesakeMark.INITIAL
    rows = session.execute(
        select(Registration.agency, Registration.mark, func.count())
        .where(Registration.event_id == event.id, Registration.state.in_(ACTIVE_STATES))
        .group_by(Registration.agency, Registration.mark)
    )
    spellings: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    behind = 0
    for text, mark, count in rows:
        key = compact(text)
        if key and key not in known:
            spellings[key][text] += count
        fits = mark_fits(mark, by_initial=by_initial)
        behind += 0 if fits and canonical_agency(text, added) == text else count
    typed = [_typed(key, counted) for key, counted in spellings.items()]
    typed.sort(key=lambda each: (-each.people, each.text))
    return NamingState(agencies, tuple(typed), behind)


def _typed(key: str, counted: dict[str, int]) -> TypedAgency:
    texts = sorted(counted, key=lambda text: (-counted[text], text))
    return TypedAgency(key, texts[0], tuple(texts), sum(counted.values()))
