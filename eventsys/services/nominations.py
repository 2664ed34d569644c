"""What a province's coordinator does for people: naming, replacing and correcting them.

Places are taken by ``register`` alone, as for people who register themselves.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import (
    ACTIVE_STATES,
    Event,
    Participation,
    Quota,
    Registration,
    RegistrationState,
    Source,
    TalkChoice,
)
from eventsys.queries.conventions import conventions_of
from eventsys.rules.namesakes import person_key
from eventsys.rules.thai import repair
from eventsys.services import audit
from eventsys.services.applicants import Applicant, canonical_applicant
from eventsys.services.display_names import free_display_name
from eventsys.services.errors import DomainError
from eventsys.services.letters import tell_person
from eventsys.services.places import lock_quota_by_id, lock_registration
from eventsys.services.private_links import renew_private_link
from eventsys.services.registrations import Registered, register


@dataclass(frozen=True, slots=True)
class Nominated:
    """What came of a list: those who were added, and whether it had been sent before.

    Whoever the same list had added already is not among ``added``.
    """

    added: tuple[Registration, ...]
    again: bool


def nominate(
    session: Session,
    *,
    quota_id: int,
    applicant: Applicant,
    actor: str,
    now: datetime,
    form_key: str | None = None,
    locale: str = "th",
) -> Registered:
    """Name one person for a quota, on behalf of its coordinator.

    No consent is noted: the person is asked for it on their private page. The same form sent again
    gives its registration as it stands.

    Args:
        session: the open transaction.
        quota_id: the coordinator's quota.
        applicant: what the coordinator typed of the person.
        actor: ``coordinator:3``, for the audit.
        now: the moment of the request.
        form_key: random value of the form that was sent.
        locale: language of the mails to the person.

    Raises:
        DomainError: ``person_nominated`` with the name of whom the list has already,
            ``nomination_not_yet``, ``nomination_closed``, and what ``register`` raises.
    """
    quota = lock_quota_by_id(session, quota_id)
    done = register(
        session,
        event_id=quota.event_id,
        quota_code=quota.code,
        applicant=applicant,
        now=now,
        form_key=form_key,
        source=Source.COORDINATOR,
        actor=actor,
        locale=locale,
    )
    if done.known or done.registration.quota_id != quota_id:
        # raising also takes back the mail that a second form of the person's own would cause
        raise _nominated_already(done.registration)
    return done


def nominate_all(
    session: Session,
    *,
    quota_id: int,
    applicants: Sequence[Applicant],
    expected: Sequence[RegistrationState],
    actor: str,
    now: datetime,
    form_key: str,
    locale: str = "th",
) -> Nominated:
    """Name all people of a list within one transaction, or nobody.

    Args:
        session: the open transaction.
        quota_id: the coordinator's quota.
        applicants: in the order of the list, which is the order of the waiting list as well.
        expected: what becomes of each, as the coordinator was told.
        actor: ``coordinator:3``, for the audit.
        now: the moment of the request.
        form_key: random value of the list; sent again it adds nobody twice.
        locale: language of the mails to the people.

    Raises:
        DomainError: ``list_outdated`` where somebody would get no place who was told to have one,
            and what ``nominate`` raises.
    """
    quota = lock_quota_by_id(session, quota_id)
    done = [
        nominate(
            session,
            quota_id=quota_id,
            applicant=applicant,
            actor=actor,
            now=now,
            form_key=form_key,
            locale=locale,
        )
        for applicant in applicants
    ]
    for each, told in zip(done, expected, strict=True):
        state = each.registration.state
        if not each.again and told is RegistrationState.CONFIRMED and state is not told:
            raise DomainError("list_outdated")
    added = tuple(each.registration for each in done if not each.again)
    if added:
        states = Counter(row.state.value for row in added)
        audit.record(
            session,
            at=now,
            actor=actor,
            action="coordinator.upload",
            subject=("quota", quota_id),
            event_id=quota.event_id,
            details={"rows": len(applicants), "states": dict(states)},
        )
    return Nominated(added, again=bool(done) and not added)


def replace_person(
    session: Session,
    *,
    registration_id: int,
    applicant: Applicant,
    actor: str,
    now: datetime,
    locale: str = "th",
) -> Registration:
    """Put another person into the very place of one, whether it is confirmed, pending or waiting.

    The former registration is cancelled and stays, so that both names are kept; nobody who waits
    is passed over, since no place becomes free. How the former person would have taken part, their
    seats among it, goes over to the new one; answers and substitutes, which are personal, do not.
    The same replacement asked for again gives what it made.

    Args:
        session: the open transaction.
        registration_id: of the person who leaves.
        applicant: the person who comes.
        actor: ``coordinator:3``, for the audit.
        now: the moment of the request.
        locale: language of the mails to the new person.

    Returns:
        The registration of the new person; its ``replaces_id`` is the former one.

    Raises:
        DomainError: ``registration_ended``, ``replaced_by_same`` where both are one person,
            ``person_nominated`` where the new person is in the quota already,
            ``registration_unknown``, ``title_unknown`` or ``first_name_form``.
    """
    former, quota = lock_registration(session, registration_id)
    event = session.get_one(Event, former.event_id, populate_existing=True)
    conventions = conventions_of(session, event)
    person = canonical_applicant(applicant, conventions.agencies)
    key = person_key(person.first_name, person.last_name, person.agency)
    same = _active_person(session, quota, key)
    if former.state not in ACTIVE_STATES:
        if same is not None and same.replaces_id == former.id:
            return same
        raise DomainError("registration_ended")
    if key == former.name_key:
        raise DomainError("replaced_by_same", field="first_name")
    if same is not None:
        raise _nominated_already(same)
    state = former.state
    former.state = RegistrationState.CANCELLED
    former.cancelled_at = now
    # the former display name is free before the new one is chosen
    session.flush()
    display_name, mark = free_display_name(
        session, event=event, quota=quota, person=person, conventions=conventions
    )
    follower = Registration(
        event_id=former.event_id,
        quota_id=quota.id,
        state=state,
        title=person.title,
        first_name=person.first_name,
        last_name=person.last_name,
        agency=person.agency,
        position=person.position,
        sector=person.sector,
        email=person.email,
        phone=person.phone,
        name_key=key,
        display_name=display_name,
        mark=mark,
        source=Source.COORDINATOR,
        locale=locale,
        queue_key=former.queue_key,
        registered_at=now,
        confirmed_at=now if state is RegistrationState.CONFIRMED else None,
        replaces_id=former.id,
    )
    session.add(follower)
    session.flush()
    _hand_over_ways(session, former, follower)
    for row, action, details in (
        (former, "registration.cancel", {"state": state.value, "replaced_by": follower.id}),
        (follower, "registration.replace", {"state": state.value, "replaces": former.id}),
    ):
        audit.record(
            session,
            at=now,
            actor=actor,
            action=action,
            subject=("registration", row.id),
            event_id=row.event_id,
            details=details,
        )
    tell_person(session, former, "mail.registration_cancelled", now)
    tell_person(session, follower, f"mail.registration_{state.value}", now)
    return follower


def correct_contact(
    session: Session, *, registration_id: int, email: str, phone: str, actor: str, now: datetime
) -> Registration:
    """Correct how a person is reached; nothing else of them changes.

    Another e-mail address ends the private link: whoever got mail by mistake gets in no more. The
    new link is mailed to the new address.

    Raises:
        DomainError: ``registration_ended`` or ``registration_unknown``.
    """
    registration, _ = lock_registration(session, registration_id)
    if registration.state not in ACTIVE_STATES:
        raise DomainError("registration_ended")
    wanted = {"email": email.strip(), "phone": repair(phone)}
    before = {
        name: getattr(registration, name)
        for name, value in wanted.items()
        if getattr(registration, name) != value
    }
    if not before:
        return registration
    for name in before:
        setattr(registration, name, wanted[name])
    audit.record(
        session,
        at=now,
        actor=actor,
        action="registration.change",
        subject=("registration", registration.id),
        event_id=registration.event_id,
        details={"before": before, "after": {name: wanted[name] for name in before}},
    )
    if "email" in before:
        renew_private_link(session, registration=registration, actor=actor, now=now)
    return registration


def _active_person(session: Session, quota: Quota, key: str) -> Registration | None:
    return session.scalar(
        select(Registration)
        .where(
            Registration.event_id == quota.event_id,
            Registration.quota_id == quota.id,
            Registration.name_key == key,
            Registration.state.in_(ACTIVE_STATES),
        )
        .order_by(Registration.name_tie)
        .limit(1)
    )


def _nominated_already(registration: Registration) -> DomainError:
    return DomainError(
        "person_nominated",
        field="first_name",
        name=f"{registration.title}{registration.first_name} {registration.last_name}",
        display_name=registration.display_name,
    )


def _hand_over_ways(session: Session, former: Registration, follower: Registration) -> None:
    """Let a new person take part as the former one would have; what was stays noted there.

    The number of seats taken does not change: one active registration follows another.
    """
    for way in session.scalars(
        select(Participation).where(Participation.registration_id == former.id)
    ).all():
        session.add(
            Participation(
                registration_id=follower.id,
                meeting_id=way.meeting_id,
                takes_part=way.takes_part,
                mode=way.mode,
            )
        )
    for choice in session.scalars(
        select(TalkChoice).where(TalkChoice.registration_id == former.id)
    ).all():
        session.add(
            TalkChoice(registration_id=follower.id, item_id=choice.item_id, talk_id=choice.talk_id)
        )
