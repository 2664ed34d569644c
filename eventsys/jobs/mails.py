"""Mails about registrations: put into words at the moment they are sent."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from typing import cast, get_args

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from eventsys.documents.mail import AddressError, compose_mail, registration_mail
from eventsys.models import CoordinatorCode, Job, Quota, Registration, RegistrationState
from eventsys.queries.pictures import newest_version
from eventsys.queries.private_pages import declined_reason, links_of, waiting_place
from eventsys.rules.published import Text
from eventsys.rules.registration_mail import RegistrationMail, RegistrationMailKind

KINDS = {f"mail.{kind}": kind for kind in get_args(RegistrationMailKind)}


# what these mails say holds only while the registration stands so
_TRUE_WHILE = {
    "mail.registration_confirmed": RegistrationState.CONFIRMED,
    "mail.registration_promoted": RegistrationState.CONFIRMED,
    "mail.registration_waiting": RegistrationState.WAITING,
    "mail.registration_pending": RegistrationState.PENDING,
    "mail.registration_declined": RegistrationState.DECLINED,
}


class NoLongerTrueError(Exception):
    """A later mail of the same person says how things stand now; this one is not needed."""


class NothingToSendError(Exception):
    """A mail has no reader any more: no registration, no address, or nothing published."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """What mails need to know of the installation.

    ``private_page`` gives the address of a registration's own page, ``event_page`` the public one
    of a slug, ``coordinator_link`` a quota's link; all whole, as people outside use them.
    ``coordinator_digits`` makes the digits of a code, which are kept nowhere.
    """

    sender: str
    message_domain: str
    private_page: Callable[[Registration], str]
    event_page: Callable[[str], str]
    coordinator_link: Callable[[Quota], str]
    coordinator_digits: Callable[[CoordinatorCode], str]


def compose(session: Session, *, job: Job, addresses: Addresses, now: datetime) -> EmailMessage:
    """Return the mail of a job, in words of the person's language.

    Raises:
        NothingToSendError: there is nobody to send it to.
        NoLongerTrueError: the registration stands otherwise by now.
    """
    if job.kind not in KINDS:
        raise NothingToSendError("unknown kind of work")
    registration = session.scalar(
        select(Registration)
        .where(Registration.id == job.registration_id)
        .options(joinedload(Registration.event), joinedload(Registration.quota))
    )
    if registration is None or not registration.email:
        raise NothingToSendError("no address")
    if registration.state is not _TRUE_WHILE.get(job.kind, registration.state):
        raise NoLongerTrueError
    picture = newest_version(session, registration.event_id)
    if picture is None:
        raise NothingToSendError("event not published")
    confirmed = registration.state is RegistrationState.CONFIRMED
    links = links_of(session, registration.event_id) if confirmed else {}
    waiting = registration.state is RegistrationState.WAITING
    declined = registration.state is RegistrationState.DECLINED
    text = registration_mail(
        cast("RegistrationMailKind", KINDS[job.kind]),
        RegistrationMail(
            event=picture.of_meeting(registration.quota.meeting_id),
            first_name=registration.first_name,
            display_name=registration.display_name,
            quota_name=Text(registration.quota.name_th, registration.quota.name_en),
            private_url=addresses.private_page(registration),
            event_url=addresses.event_page(registration.event.slug),
            made_at=now,
            links={number: meeting.webinar_url for number, meeting in links.items()},
            waiting_place=waiting_place(session, registration) if waiting else None,
            reason=declined_reason(session, registration) if declined else "",
        ),
        registration.locale,
    )
    try:
        return compose_mail(
            sender=addresses.sender,
            recipient=registration.email,
            subject=text.subject,
            text=text.text,
            attachments=text.attachments,
            message_id=f"<job-{job.id}@{addresses.message_domain}>",
            date=now,
        )
    except AddressError:
        raise NothingToSendError("address not usable") from None
