"""Mails to coordinators: put into words, with link or code, at the moment they are sent."""

from datetime import datetime
from email.message import EmailMessage

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from eventsys.documents.coordinator_mail import code_mail, coordinator_mail
from eventsys.documents.mail import AddressError, MailText, compose_mail
from eventsys.jobs.mails import Addresses, NoLongerTrueError, NothingToSendError
from eventsys.models import (
    ACTIVE_STATES,
    CoordinatorCode,
    CoordinatorContact,
    CoordinatorDevice,
    Event,
    Job,
    Quota,
    QuotaKind,
    Registration,
    Source,
)
from eventsys.queries.coordinator_letters import letter_of, person_of
from eventsys.queries.pictures import newest_version
from eventsys.rules.coordinator_board import Reminder
from eventsys.rules.coordinator_letter import CODE_MAIL, LINK_MAIL, REMINDER_MAIL, in_a_sentence
from eventsys.rules.published import PublishedEvent, Text
from eventsys.services.coordinators import event_ended

COORDINATOR_KINDS = frozenset({LINK_MAIL, REMINDER_MAIL, CODE_MAIL})


def compose_for_coordinator(
    session: Session, *, job: Job, addresses: Addresses, now: datetime
) -> EmailMessage:
    """Return the mail of a job to a coordinator.

    Raises:
        NothingToSendError: there is nobody to send it to.
        NoLongerTrueError: the event is over, the code is, or what would be reminded of is done.
    """
    contact = session.scalar(
        select(CoordinatorContact)
        .where(CoordinatorContact.id == job.payload.get("contact"))
        .options(
            joinedload(CoordinatorContact.quota)
            .joinedload(Quota.event)
            .joinedload(Event.organisation)
        )
    )
    if contact is None or not contact.email or contact.quota.event_id != job.event_id:
        raise NothingToSendError("no address")
    picture = newest_version(session, contact.quota.event_id)
    if picture is None:
        raise NothingToSendError("event not published")
    if event_ended(session, event_id=contact.quota.event_id, now=now):
        raise NoLongerTrueError
    if job.kind == CODE_MAIL:
        text = _code_text(session, job, contact, picture, addresses, now)
    else:
        text = _link_text(session, job, contact, picture, addresses)
    try:
        return compose_mail(
            sender=addresses.sender,
            recipient=contact.email,
            subject=text.subject,
            text=text.text,
            message_id=f"<job-{job.id}@{addresses.message_domain}>",
            date=now,
        )
    except AddressError:
        raise NothingToSendError("address not usable") from None


def _link_text(
    session: Session,
    job: Job,
    contact: CoordinatorContact,
    picture: PublishedEvent,
    addresses: Addresses,
) -> MailText:
    quota = contact.quota
    if job.kind == REMINDER_MAIL and _is_done(session, quota, job.payload.get("about")):
        raise NoLongerTrueError
    letter = letter_of(
        picture,
        quota.event,
        quota,
        url=addresses.coordinator_link(quota),
        people=(person_of(contact),),
    )
    return coordinator_mail("link" if job.kind == LINK_MAIL else "reminder", letter)


def _is_done(session: Session, quota: Quota, about: object) -> bool:
    """Tell whether somebody did meanwhile what a reminder would ask for."""
    nominated = session.scalar(
        select(func.count()).where(
            Registration.quota_id == quota.id,
            Registration.source == Source.COORDINATOR,
            Registration.state.in_(ACTIVE_STATES),
        )
    )
    if nominated or about != Reminder.NOT_OPENED.value:
        return bool(nominated)
    opened = session.scalar(
        select(func.count()).where(
            CoordinatorDevice.quota_id == quota.id,
            CoordinatorDevice.generation == quota.link_generation,
        )
    )
    return bool(opened)


def _code_text(
    session: Session,
    job: Job,
    contact: CoordinatorContact,
    picture: PublishedEvent,
    addresses: Addresses,
    now: datetime,
) -> MailText:
    found = session.execute(
        select(CoordinatorCode, CoordinatorDevice)
        .join(CoordinatorDevice, CoordinatorDevice.id == CoordinatorCode.device_id)
        .where(
            CoordinatorCode.id == job.payload.get("code"),
            CoordinatorCode.contact_id == contact.id,
        )
    ).first()
    if found is None:
        raise NothingToSendError("no address")
    code, device = found
    quota = contact.quota
    over = code.expires_at <= now or device.verified_at is not None
    if over or device.generation != quota.link_generation:
        raise NoLongerTrueError
    return code_mail(
        picture,
        in_a_sentence(
            Text(quota.name_th, quota.name_en), province=quota.kind is QuotaKind.PROVINCE
        ),
        digits=addresses.coordinator_digits(code),
        expires_at=code.expires_at,
    )
