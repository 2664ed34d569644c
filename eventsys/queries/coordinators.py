"""What a coordinator sees of a quota."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import case, select
from sqlalchemy.orm import Session, joinedload

from eventsys.models import (
    ACTIVE_STATES,
    Event,
    Meeting,
    Participation,
    Quota,
    Registration,
    RegistrationState,
)
from eventsys.queries.conventions import conventions_of
from eventsys.rules.display_names import Conventions
from eventsys.rules.substitutes import substitute_name

_ORDER = (
    RegistrationState.CONFIRMED,
    RegistrationState.PENDING,
    RegistrationState.WAITING,
    RegistrationState.DECLINED,
    RegistrationState.CANCELLED,
)


@dataclass(frozen=True, slots=True)
class SubstituteLine:
    """Who comes to one meeting in a person's place, and under which display name."""

    meeting_id: int
    meeting_number: int
    name: str
    display_name: str


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person of a quota, with whom they replaced, who replaced them, and who comes for them."""

    registration: Registration
    replaces: Registration | None
    replaced_by: Registration | None
    substitutes: tuple[SubstituteLine, ...]


@dataclass(frozen=True, slots=True)
class QuotaPeople:
    """Everybody of a quota by state: those with a place as they registered, the queue in order."""

    confirmed: tuple[PersonLine, ...]
    pending: tuple[PersonLine, ...]
    waiting: tuple[PersonLine, ...]
    ended: tuple[PersonLine, ...]

    @property
    def active(self) -> tuple[PersonLine, ...]:
        """Those whose registration stands."""
        return (*self.confirmed, *self.pending, *self.waiting)


def people_of(session: Session, quota_id: int) -> Sequence[Registration]:
    """Return everybody of a quota: who has a place first, then who waits. Statements: 1."""
    return session.scalars(
        select(Registration)
        .where(Registration.quota_id == quota_id)
        .order_by(
            case(
                {state.value: rank for rank, state in enumerate(_ORDER)}, value=Registration.state
            ),
            Registration.queue_key,
            Registration.id,
        )
    ).all()


def quota_people(session: Session, event: Event, quota: Quota) -> QuotaPeople:
    """Return everybody of a quota by state, with replacements and substitutes. Statements: 3."""
    rows = people_of(session, quota.id)
    by_id = {row.id: row for row in rows}
    followers = {row.replaces_id: row for row in rows if row.replaces_id is not None}
    substitutes = substitutes_of(session, event, quota)
    lines = [
        PersonLine(
            registration=row,
            replaces=by_id.get(row.replaces_id) if row.replaces_id is not None else None,
            replaced_by=followers.get(row.id),
            substitutes=substitutes.get(row.id, ()),
        )
        for row in rows
    ]
    by_state = {
        state: tuple(line for line in lines if line.registration.state is state) for state in _ORDER
    }
    return QuotaPeople(
        confirmed=by_state[RegistrationState.CONFIRMED],
        pending=by_state[RegistrationState.PENDING],
        waiting=by_state[RegistrationState.WAITING],
        ended=tuple(line for line in lines if line.registration.state not in ACTIVE_STATES),
    )


def person_of(session: Session, quota_id: int, number: int) -> Registration | None:
    """Return a registration of a quota, ``None`` where it is none of its. Statements: 1."""
    return session.scalar(
        select(Registration)
        .where(Registration.id == number, Registration.quota_id == quota_id)
        .options(joinedload(Registration.quota), joinedload(Registration.event))
    )


def neighbours_of(
    session: Session, registration: Registration
) -> tuple[Registration | None, Registration | None]:
    """Return whom a person replaced, and who replaced them. Statements: 1."""
    rows = session.scalars(
        select(Registration).where(
            Registration.event_id == registration.event_id,
            (Registration.id == registration.replaces_id)
            | (Registration.replaces_id == registration.id),
        )
    ).all()
    return (
        next((row for row in rows if row.id == registration.replaces_id), None),
        next((row for row in rows if row.replaces_id == registration.id), None),
    )


def substitutes_of(
    session: Session, event: Event, quota: Quota, *, registration_id: int | None = None
) -> Mapping[int, tuple[SubstituteLine, ...]]:
    """Return who comes for whom, by the number of the registration.

    Statements: 1, and another where there are substitutes.

    Args:
        session: the session.
        event: the quota's.
        quota: whose people are meant.
        registration_id: the only person who is wanted; all of the quota without it.
    """
    wanted = (
        select(Participation, Meeting.number, Registration)
        .join(Meeting, Meeting.id == Participation.meeting_id)
        .join(Registration, Registration.id == Participation.registration_id)
        .where(Registration.quota_id == quota.id, Participation.substitute_first_name != "")
        .order_by(Meeting.number)
    )
    if registration_id is not None:
        wanted = wanted.where(Registration.id == registration_id)
    rows = session.execute(wanted).all()
    if not rows:
        return {}
    conventions = conventions_of(session, event)
    found: dict[int, list[SubstituteLine]] = defaultdict(list)
    for way, number, row in rows:
        found[row.id].append(_line(way, number, row, quota, conventions))
    return {number: tuple(lines) for number, lines in found.items()}


def _line(
    way: Participation,
    number: int,
    registration: Registration,
    quota: Quota,
    conventions: Conventions,
) -> SubstituteLine:
    name = f"{way.substitute_title}{way.substitute_first_name} {way.substitute_last_name}"
    return SubstituteLine(
        meeting_id=way.meeting_id,
        meeting_number=number,
        name=name.strip(),
        display_name=substitute_name(
            province_code=quota.province_code,
            agency=registration.agency,
            title=way.substitute_title,
            first_name=way.substitute_first_name,
            conventions=conventions,
        ),
    )
