"""Registering, changing and cancelling: the one way to a place, whoever asks for it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, exists, func, insert, or_, select
from sqlalchemy.orm import Session, make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value

from eventsys.models import (
    ACTIVE,
    ACTIVE_STATES,
    Approval,
    Event,
    Job,
    Quota,
    Registration,
    RegistrationState,
    Source,
    table_of,
)
from eventsys.queries.conventions import conventions_of
from eventsys.rules.display_names import Conventions
from eventsys.rules.namesakes import person_key
from eventsys.services import audit
from eventsys.services.applicants import Applicant, canonical_applicant
from eventsys.services.display_names import CHANGE_MAIL, free_display_name, names_to_try
from eventsys.services.errors import DomainError
from eventsys.services.letters import tell_person
from eventsys.services.openings import check_open
from eventsys.services.places import (
    end_of_queue,
    lock_quota,
    lock_registration,
    release_place,
    take_place,
)
from eventsys.services.private_links import LINK_MAIL, renew_private_link
from eventsys.services.rows import add_row

# how often a second form for the same person sends the link again
LINK_PAUSE = timedelta(hours=1)
# somebody who changes an entry over and over is told so often an hour, and not more
MOST_CHANGE_MAILS = 5

# made once: a statement that is built anew for each registration costs as much as its execution
_EVENT = (
    select(Event).where(Event.id == bindparam("event_id")).execution_options(populate_existing=True)
)
_ADD = insert(table_of(Registration))
_row = table_of(Registration).c
_ACTIVE = and_(_row.event_id == bindparam("event_id"), ACTIVE)
# each of the three has an index of its own
_ANYTHING_ALIKE = select(
    or_(
        exists().where(
            _row.event_id == bindparam("event_id"),
            _row.form_key == bindparam("form_key"),
        ),
        exists().where(
            _ACTIVE,
            _row.quota_id == bindparam("quota_id"),
            _row.name_key == bindparam("name_key"),
        ),
        exists().where(_ACTIVE, _row.display_name == bindparam("display_name")),
    )
)


@dataclass(frozen=True, slots=True)
class Registered:
    """What came of a registration.

    ``known`` is true where the same person was registered already: then nothing was written but
    perhaps a mail with their own link, and nothing of ``registration`` may be shown. ``again`` is
    true where the same form came a second time.
    """

    registration: Registration
    known: bool = False
    again: bool = False


def register(
    session: Session,
    *,
    event_id: int,
    quota_code: str,
    applicant: Applicant,
    now: datetime,
    form_key: str | None = None,
    consent_version: int | None = None,
    source: Source = Source.PERSON,
    actor: str = "registrant",
    locale: str = "th",
    tell: bool = True,
) -> Registered:
    """Register a person within the places of a quota.

    The same form sent again gives its registration, with what its person corrected in it; the same
    person otherwise (name, agency and quota, however spelt) gets no second place, but their link by
    mail, at most once an hour. A coordinator is bound to the hours of the quota, not to those in
    which people register themselves, and whom they name needs no approval of theirs.

    Args:
        session: the open transaction.
        event_id: the event.
        quota_code: ``TH-73``, ``central``, or the code of an own quota.
        applicant: what the person typed.
        now: the moment of the request.
        form_key: random value of the form that was sent.
        consent_version: which text the person agreed to.
        source: who registers the person.
        actor: the same as the audit names it.
        locale: language of the mails.
        tell: whether the person gets a mail; not where a list from elsewhere is brought in.

    Raises:
        DomainError: ``quota_unknown``, ``quota_full``, ``registration_not_yet``,
            ``registration_closed``, ``event_not_public``, ``title_unknown`` or ``first_name_form``.
        sqlalchemy.exc.IntegrityError: another transaction took the same name or form meanwhile;
            run again.
    """
    event = session.scalars(_EVENT, {"event_id": event_id}).one()
    quota = lock_quota(session, event_id=event_id, code=quota_code)
    conventions = conventions_of(session, event)
    person = canonical_applicant(applicant, conventions.agencies)
    key = person_key(person.first_name, person.last_name, person.agency)
    stored_form = form_key and _form_of_person(form_key, key)
    mark, display_name = next(names_to_try(event, quota, person, conventions))
    # nearly always nothing is, and one statement instead of three has said so
    alike = session.scalar(
        _ANYTHING_ALIKE,
        {
            "event_id": event_id,
            "quota_id": quota.id,
            "form_key": stored_form,
            "name_key": key,
            "display_name": display_name,
        },
    )
    if alike and stored_form and (earlier := _by_form(session, event_id, stored_form)):
        # gone back to correct an address, say: whoever has the form has the registration
        # a place is changed for one elsewhere only by giving it back first
        own = source is Source.PERSON and earlier.quota_id == quota.id
        if own and earlier.state in ACTIVE_STATES:
            _write_changes(
                session,
                event,
                quota,
                earlier,
                person,
                conventions=conventions,
                actor=f"registrant:{earlier.id}",
                now=now,
            )
        return Registered(earlier, again=True)
    check_open(event, quota, source, now)
    if alike and (same := _same_person(session, quota, key)):
        _send_link_again(session, same, now)
        return Registered(same, known=True)
    if alike:
        display_name, mark = free_display_name(
            session,
            event=event,
            quota=quota,
            person=person,
            conventions=conventions,
        )
    agreed = source is Source.COORDINATOR and quota.approval is Approval.COORDINATOR
    state = take_place(quota, now, approved=agreed)
    waiting = state is RegistrationState.WAITING
    registration = _added(
        session,
        event_id=event_id,
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
        form_key=stored_form,
        source=source,
        locale=locale,
        consent_version=consent_version,
        consented_at=now if consent_version is not None else None,
        queue_key=end_of_queue(session, quota) if waiting else 0,
        registered_at=now,
        confirmed_at=now if state is RegistrationState.CONFIRMED else None,
    )
    # it was read a moment ago; whoever asks for it need not read it again
    set_committed_value(registration, "quota", quota)
    audit.record(
        session,
        at=now,
        actor=f"registrant:{registration.id}" if source is Source.PERSON else actor,
        action="registration.create",
        subject=("registration", registration.id),
        event_id=event_id,
        details={"state": state.value, "quota": quota.code},
    )
    if tell:
        tell_person(session, registration, f"mail.registration_{state.value}", now)
    return Registered(registration)


def _added(session: Session, **values: object) -> Registration:
    """Write a new registration and return it as if it had been read.

    The session's own way would look through all relationships and order them, for as much time as
    all the other statements of a registration take.
    """
    # what the columns would get by themselves, so that it need not be read
    values = {"name_tie": 0, "queue_key": 0, "link_generation": 0, "row_version": 1} | values
    registration = Registration(id=add_row(session, _ADD, values), **values)
    make_transient_to_detached(registration)
    session.add(registration)
    return registration


def change(
    session: Session,
    *,
    registration_id: int,
    applicant: Applicant,
    actor: str,
    now: datetime,
    renew_link: bool = False,
) -> Registration:
    """Change what a person said of themselves; place and state stay.

    Args:
        session: the open transaction.
        registration_id: whose.
        applicant: all that is to stand there.
        actor: who, for the audit.
        now: the moment of the request.
        renew_link: whether another e-mail address ends the private link that the former one has,
            as where somebody else corrects it.

    Raises:
        DomainError: ``registration_ended`` where it was cancelled or declined, ``person_known``
            where somebody else of the quota is registered under that name and agency.
    """
    registration, quota = lock_registration(session, registration_id)
    if registration.state not in ACTIVE_STATES:
        raise DomainError("registration_ended")
    event = session.get_one(Event, registration.event_id, populate_existing=True)
    conventions = conventions_of(session, event)
    person = canonical_applicant(applicant, conventions.agencies)
    key = person_key(person.first_name, person.last_name, person.agency)
    if key != registration.name_key and _same_person(session, quota, key):
        raise DomainError("person_known", field="first_name")
    _write_changes(
        session,
        event,
        quota,
        registration,
        person,
        conventions=conventions,
        actor=actor,
        now=now,
        renew_link=renew_link,
    )
    return registration


def cancel(session: Session, *, registration_id: int, actor: str, now: datetime) -> Registration:
    """Cancel a registration; its place goes to the next who waits, in the same transaction.

    Cancelling again changes nothing.
    """
    withdraw(session, registration_id=registration_id, actor=actor, now=now)
    return session.get_one(Registration, registration_id)


def withdraw(
    session: Session, *, registration_id: int, actor: str, now: datetime
) -> list[Registration]:
    """Cancel a registration as ``cancel`` does, and return those to whom its place went."""
    registration, quota = lock_registration(session, registration_id)
    if registration.state not in ACTIVE_STATES:
        return []
    before = registration.state
    registration.state = RegistrationState.CANCELLED
    registration.cancelled_at = now
    # the place must not be counted as free while its old holder still has it
    session.flush()
    confirmed = before is RegistrationState.CONFIRMED
    promoted = release_place(session, quota=quota, now=now) if confirmed else []
    audit.record(
        session,
        at=now,
        actor=actor,
        action="registration.cancel",
        subject=("registration", registration.id),
        event_id=registration.event_id,
        details={"state": before.value},
    )
    tell_person(session, registration, "mail.registration_cancelled", now)
    return promoted


def _write_changes(
    session: Session,
    event: Event,
    quota: Quota,
    registration: Registration,
    person: Applicant,
    *,
    conventions: Conventions,
    actor: str,
    now: datetime,
    renew_link: bool = False,
) -> None:
    """Write what differs, note it and tell the person; nothing where nothing differs."""
    before = {
        name: getattr(registration, name)
        for name in Applicant.__slots__
        if getattr(registration, name) != getattr(person, name)
    }
    if not before:
        return
    for name in before:
        setattr(registration, name, getattr(person, name))
    registration.name_key = person_key(person.first_name, person.last_name, person.agency)
    if before.keys() & {"title", "first_name", "last_name", "agency"}:
        registration.display_name, registration.mark = free_display_name(
            session,
            event=event,
            quota=quota,
            person=person,
            conventions=conventions,
            besides=registration.id,
        )
    audit.record(
        session,
        at=now,
        actor=actor,
        action="registration.change",
        subject=("registration", registration.id),
        event_id=registration.event_id,
        details={"before": before, "after": {name: getattr(person, name) for name in before}},
    )
    if renew_link and "email" in before:
        renew_private_link(session, registration=registration, actor=actor, now=now)
    else:
        _tell_of_change(session, registration, now)


def _form_of_person(form_key: str, key: str) -> str:
    """Return the key of a form as one person sent it.

    A clerk who goes back and types a colleague's name into the same form registers the colleague.
    """
    return hashlib.sha256(f"{form_key}|{key}".encode()).hexdigest()


def _by_form(session: Session, event_id: int, form_key: str) -> Registration | None:
    return session.scalar(
        select(Registration).where(
            Registration.event_id == event_id, Registration.form_key == form_key
        )
    )


def _same_person(session: Session, quota: Quota, key: str) -> Registration | None:
    return session.scalar(
        select(Registration)
        .where(
            Registration.event_id == quota.event_id,
            Registration.quota_id == quota.id,
            Registration.name_key == key,
            ACTIVE,
        )
        .order_by(Registration.name_tie)
        .limit(1)
    )


def _send_link_again(session: Session, registration: Registration, now: datetime) -> None:
    sent = registration.link_sent_at or registration.registered_at
    if not registration.email or sent > now - LINK_PAUSE:
        return
    registration.link_sent_at = now
    tell_person(session, registration, LINK_MAIL, now)


def _tell_of_change(session: Session, registration: Registration, now: datetime) -> None:
    """Tell of a change, but let nobody use the form to flood an address with mails."""
    lately = session.scalar(
        select(func.count())
        .select_from(Job)
        .where(
            Job.registration_id == registration.id,
            Job.kind == CHANGE_MAIL,
            Job.created_at > now - timedelta(hours=1),
        )
    )
    if (lately or 0) < MOST_CHANGE_MAILS:
        tell_person(session, registration, CHANGE_MAIL, now)
