"""Agencies that people typed and that neither the table nor the event knows."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.models import ACTIVE_STATES, Registration
from eventsys.queries.conventions import agencies_of
from eventsys.rules.agencies import agency_names, compact


@dataclass(frozen=True, slots=True)
class TypedAgency:
    """An agency as people typed it: the spelling that most chose, all spellings, how many people.

    Spellings that differ in spaces, signs and capitals alone count as one.
    """

    key: str
    text: str
    spellings: tuple[str, ...]
    people: int


def typed_agencies(session: Session, event_id: int) -> list[TypedAgency]:
    """Return the unknown agencies of an event's people, the most typed first. Statements: 2."""
    known = agency_names(agencies_of(session, event_id))
    rows = session.execute(
        select(Registration.agency, func.count())
        .where(Registration.event_id == event_id, Registration.state.in_(ACTIVE_STATES))
        .group_by(Registration.agency)
    )
    spellings: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for text, count in rows:
        key = compact(text)
        if key and key not in known:
            spellings[key].append((count, text))
    found = []
    for key, counted in spellings.items():
        counted.sort(key=lambda each: (-each[0], each[1]))
        found.append(
            TypedAgency(
                key,
                counted[0][1],
                tuple(text for _, text in counted),
                sum(count for count, _ in counted),
            )
        )
    return sorted(found, key=lambda each: (-each.people, each.text))
