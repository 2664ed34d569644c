"""Substitutes: somebody else comes to one meeting, and the place stays whose it is."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from eventsys.models import (
    Event,
    Meeting,
    MeetingState,
    Participation,
    Quota,
    Registration,
    RegistrationState,
)
from eventsys.queries.conventions import conventions_of
from eventsys.rules.display_names import Conventions
from eventsys.rules.substitutes import substitute_name
from eventsys.services import audit
from eventsys.services.applicants import Applicant, canonical_applicant
from eventsys.services.errors import DomainError
from eventsys.services.places import lock_registration


def set_substitute(
    session: Session,
    *,
    registration_id: int,
    meeting_id: int,
    title: str,
    first_name: str,
    last_name: str,
    actor: str,
    now: datetime,
) -> Participation:
    """Name who comes to one meeting for a person that has a place; both names are kept.

    The substitute's display name has no mark to tell namesakes apart, so it must be free among
    those who come to that meeting; whoever waits elsewhere may come as a substitute.

    Args:
        session: the open transaction.
        registration_id: the person whose place it stays.
        meeting_id: of the same event.
        title: as typed, of the substitute.
        first_name: as typed.
        last_name: as typed.
        actor: ``coordinator:3``, for the audit.
        now: the moment of the request.

    Raises:
        DomainError: ``substitute_needs_place`` where the person has none in this meeting,
            ``substitute_is_person`` where both have one name, ``substitute_name_taken``,
            ``registration_unknown``, ``title_unknown`` or ``first_name_form``.
    """
    registration, quota = lock_registration(session, registration_id)
    meeting = session.get(Meeting, meeting_id)
    way = _way(session, registration_id, meeting_id)
    if meeting is None or not _has_place(registration, quota, meeting, way):
        raise DomainError("substitute_needs_place")
    event = session.get_one(Event, registration.event_id, populate_existing=True)
    conventions = conventions_of(session, event)
    person = canonical_applicant(
        Applicant(
            title=title,
            first_name=first_name,
            last_name=last_name,
            agency=registration.agency,
        ),
        conventions.agencies,
    )
    if (person.first_name, person.last_name) == (registration.first_name, registration.last_name):
        raise DomainError("substitute_is_person", field="first_name")
    name = _name_of(registration, quota, person.title, person.first_name, conventions)
    if name != registration.display_name and _is_taken(
        session, registration, meeting, name, conventions
    ):
        raise DomainError("substitute_name_taken", field="first_name", display_name=name)
    if way is None:
        way = Participation(registration_id=registration_id, meeting_id=meeting_id)
        session.add(way)
    before = _kept(way)
    way.substitute_title = person.title
    way.substitute_first_name = person.first_name
    way.substitute_last_name = person.last_name
    if _kept(way) != before:
        _note(
            session, registration, meeting, "registration.set_substitute", actor, now, before, way
        )
    session.flush()
    return way


def remove_substitute(
    session: Session, *, registration_id: int, meeting_id: int, actor: str, now: datetime
) -> None:
    """Let a person come to a meeting themselves again; nothing where nobody comes for them.

    Raises:
        DomainError: ``registration_unknown``.
    """
    registration, _ = lock_registration(session, registration_id)
    way = _way(session, registration_id, meeting_id)
    meeting = session.get(Meeting, meeting_id)
    if way is None or meeting is None or not way.substitute_first_name:
        return
    before = _kept(way)
    way.substitute_title = way.substitute_first_name = way.substitute_last_name = ""
    _note(session, registration, meeting, "registration.remove_substitute", actor, now, before, way)


def _way(session: Session, registration_id: int, meeting_id: int) -> Participation | None:
    return session.scalar(
        select(Participation)
        .where(
            Participation.registration_id == registration_id,
            Participation.meeting_id == meeting_id,
        )
        .execution_options(populate_existing=True)
    )


def _has_place(
    registration: Registration, quota: Quota, meeting: Meeting, way: Participation | None
) -> bool:
    return (
        registration.state is RegistrationState.CONFIRMED
        and meeting.event_id == registration.event_id
        and quota.meeting_id in (None, meeting.id)
        and meeting.state is not MeetingState.CALLED_OFF
        and (way is None or way.takes_part)
    )


def _name_of(
    registration: Registration,
    quota: Quota,
    title: str,
    first_name: str,
    conventions: Conventions,
) -> str:
    return substitute_name(
        province_code=quota.province_code,
        agency=registration.agency,
        title=title,
        first_name=first_name,
        conventions=conventions,
    )


def _is_taken(
    session: Session,
    registration: Registration,
    meeting: Meeting,
    name: str,
    conventions: Conventions,
) -> bool:
    """Tell whether somebody else comes to a meeting under a display name."""
    holder = session.scalar(
        select(Registration.id)
        .join(Quota, Quota.id == Registration.quota_id)
        .where(
            Registration.event_id == registration.event_id,
            Registration.id != registration.id,
            Registration.display_name == name,
            Registration.state == RegistrationState.CONFIRMED,
            or_(Quota.meeting_id.is_(None), Quota.meeting_id == meeting.id),
        )
        .limit(1)
    )
    if holder is not None:
        return True
    others = session.execute(
        select(Registration, Quota, Participation)
        .join(Quota, Quota.id == Registration.quota_id)
        .join(Participation, Participation.registration_id == Registration.id)
        .where(
            Participation.meeting_id == meeting.id,
            Participation.substitute_first_name != "",
            Registration.id != registration.id,
            Registration.state == RegistrationState.CONFIRMED,
        )
    )
    return any(
        _name_of(other, quota, way.substitute_title, way.substitute_first_name, conventions) == name
        for other, quota, way in others
    )


def _kept(way: Participation) -> dict[str, str]:
    return {
        "title": way.substitute_title or "",
        "first_name": way.substitute_first_name or "",
        "last_name": way.substitute_last_name or "",
    }


def _note(
    session: Session,
    registration: Registration,
    meeting: Meeting,
    action: str,
    actor: str,
    now: datetime,
    before: dict[str, str],
    way: Participation,
) -> None:
    audit.record(
        session,
        at=now,
        actor=actor,
        action=action,
        subject=("registration", registration.id),
        event_id=registration.event_id,
        details={"meeting": meeting.number, "before": before, "after": _kept(way)},
    )
