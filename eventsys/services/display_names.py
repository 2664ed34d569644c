"""Display names of registrations: each event's are all different, and follow its convention."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from eventsys.models import (
    ACTIVE,
    ACTIVE_STATES,
    Event,
    NamesakeMark,
    Quota,
    QuotaKind,
    Registration,
)
from eventsys.queries.conventions import conventions_of
from eventsys.rules.agencies import canonical_agency
from eventsys.rules.display_names import Conventions, display_name_of, with_mark
from eventsys.rules.namesakes import mark_fits, marks_to_try, person_key
from eventsys.rules.provinces import PROVINCES_BY_ISO
from eventsys.services import audit, outbox
from eventsys.services.applicants import Applicant
from eventsys.services.events import lock_event
from eventsys.services.places import lock_all_quotas

CHANGE_MAIL = "mail.registration_changed"


@dataclass(frozen=True, slots=True)
class NameChange:
    """A registration whose agency or display name follows the event's convention anew.

    ``perhaps_twice`` tells that somebody of the same name is registered under that agency already.
    """

    registration: Registration
    agency: str
    display_name: str
    mark: str
    perhaps_twice: bool

    @property
    def renamed(self) -> bool:
        """Tell whether the display name changes, and not only how the agency is kept."""
        return self.display_name != self.registration.display_name


def province_of(quota: Quota) -> str | None:
    """Return the province in display names of a quota's people, ``None`` where there is none."""
    if quota.kind is not QuotaKind.PROVINCE or not quota.province_code:
        return None
    return PROVINCES_BY_ISO[quota.province_code].name_th


def free_display_name(
    session: Session,
    *,
    event: Event,
    quota: Quota,
    person: Applicant,
    conventions: Conventions,
    besides: int | None = None,
) -> tuple[str, str]:
    """Return a display name that nobody active in the event has, and the mark in it, if any.

    Args:
        session: the open transaction.
        event: the event.
        quota: whose province stands in the name.
        person: in canonical form.
        conventions: of the event.
        besides: the registration that the name is for, if there is one already.
    """
    names = names_to_try(event, quota, person, conventions)
    mark, name = next(names)
    held = session.execute(
        select(Registration.display_name, Registration.id).where(
            Registration.event_id == event.id,
            Registration.display_name.startswith(name, autoescape=True),
            ACTIVE,
        )
    )
    taken = {held_name for held_name, holder in held if holder != besides}
    while name in taken:
        mark, name = next(names)
    return name, mark


def names_to_follow(session: Session, event: Event) -> list[NameChange]:
    """Return which registrations the event's convention would change now, the earliest first.

    An agency becomes the abbreviation that the event knows by now, and a mark that of the kind
    which the event chose. Who conforms already keeps their name. Statements: 2.
    """
    conventions = conventions_of(session, event)
    rows = session.scalars(
        select(Registration)
        .where(Registration.event_id == event.id, Registration.state.in_(ACTIVE_STATES))
        .order_by(Registration.id)
        .options(joinedload(Registration.quota))
        .execution_options(populate_existing=True)
    ).all()
    agencies = {row.id: canonical_agency(row.agency, conventions.agencies) for row in rows}
    by_initial = event.namesake_mark is NamesakeMark.INITIAL
    following = [
        row
        for row in rows
        if agencies[row.id] != row.agency or not mark_fits(row.mark, by_initial=by_initial)
    ]
    moved = {row.id for row in following}
    taken = {row.display_name for row in rows if row.id not in moved}
    people = {(row.quota_id, row.name_key) for row in rows if row.id not in moved}
    changes = []
    for row in following:
        agency = agencies[row.id]
        person = Applicant(
            title=row.title, first_name=row.first_name, last_name=row.last_name, agency=agency
        )
        mark, name = next(
            (mark, name)
            for mark, name in names_to_try(event, row.quota, person, conventions)
            if name not in taken
        )
        known = (row.quota_id, person_key(row.first_name, row.last_name, agency))
        if name != row.display_name or agency != row.agency:
            changes.append(NameChange(row, agency, name, mark, known in people))
        taken.add(name)
        people.add(known)
    return changes


def follow_convention(
    session: Session, *, event_id: int, actor: str, now: datetime
) -> list[NameChange]:
    """Give registrations the agencies and display names that the event's convention asks for now.

    People with an e-mail address whose display name changes are told.

    Returns:
        What changed, the earliest registration first.
    """
    event = lock_event(session, event_id)
    lock_all_quotas(session, event_id=event_id)
    changes = names_to_follow(session, event)
    before = {each.registration.id: _kept(each.registration) for each in changes}
    # no two may have one name or one tie-breaker meanwhile
    for each in changes:
        each.registration.display_name = each.registration.name_key = f"|{each.registration.id}"
    session.flush()
    ties = _ties(session, event_id, set(before))
    for each in changes:
        row = each.registration
        row.agency, row.display_name, row.mark = each.agency, each.display_name, each.mark
        row.name_key = person_key(row.first_name, row.last_name, row.agency)
        others = ties[row.quota_id, row.name_key]
        row.name_tie = next(tie for tie in range(len(others) + 1) if tie not in others)
        others.add(row.name_tie)
        audit.record(
            session,
            at=now,
            actor=actor,
            action="registration.follow_convention",
            subject=("registration", row.id),
            event_id=event_id,
            details={"before": before[row.id], "after": _kept(row)},
        )
        if row.email and before[row.id]["display_name"] != row.display_name:
            outbox.enqueue(
                session, kind=CHANGE_MAIL, now=now, event_id=event_id, registration_id=row.id
            )
    session.flush()
    return changes


def names_to_try(
    event: Event, quota: Quota, person: Applicant, conventions: Conventions
) -> Iterator[tuple[str, str]]:
    """Yield marks and the display names with them, all different, the best first, without end."""
    base = display_name_of(
        province=province_of(quota),
        agency=person.agency,
        title=person.title,
        first_name=person.first_name,
        conventions=conventions,
    )
    by_initial = event.namesake_mark is NamesakeMark.INITIAL
    for mark in marks_to_try(person.last_name, by_initial=by_initial):
        yield mark, with_mark(base, mark)


def _kept(row: Registration) -> dict[str, str]:
    return {"agency": row.agency, "display_name": row.display_name}


def _ties(session: Session, event_id: int, besides: set[int]) -> dict[tuple[int, str], set[int]]:
    """Return which tie-breakers are taken in each quota by each name."""
    rows = session.execute(
        select(
            Registration.id, Registration.quota_id, Registration.name_key, Registration.name_tie
        ).where(Registration.event_id == event_id, Registration.state.in_(ACTIVE_STATES))
    )
    taken: dict[tuple[int, str], set[int]] = defaultdict(set)
    for number, quota_id, key, tie in rows:
        if number not in besides:
            taken[quota_id, key].add(tie)
    return taken
