"""Agreeing to registrations: who must be asked first gets a place, or an answer, only here."""

from datetime import datetime
from typing import NoReturn

from sqlalchemy.orm import Session

from eventsys.models import Registration, RegistrationState
from eventsys.services import audit, outbox
from eventsys.services.errors import DomainError
from eventsys.services.places import end_of_queue, lock_registration, take_place

_APPROVED = (RegistrationState.CONFIRMED, RegistrationState.WAITING)


def approve(session: Session, *, registration_id: int, actor: str, now: datetime) -> Registration:
    """Agree to a registration: it gets a place, or waits behind all who wait already.

    Agreeing again changes nothing. The person is told by mail.

    Args:
        session: the open transaction.
        registration_id: of a person who is pending.
        actor: ``user:7`` or ``coordinator:3``, for the audit.
        now: the moment of the request.

    Raises:
        DomainError: ``quota_full``, where there is no waiting list either, ``registration_ended``
            or ``registration_unknown``.
    """
    registration, quota = lock_registration(session, registration_id)
    if registration.state in _APPROVED:
        return registration
    if registration.state is not RegistrationState.PENDING:
        raise DomainError("registration_ended")
    state = take_place(quota, now, approved=True)
    if state is RegistrationState.WAITING:
        registration.queue_key = end_of_queue(session, quota)
    else:
        registration.confirmed_at = now
    registration.state = state
    _note(session, registration, "registration.approve", actor, now, {"state": state.value})
    _tell(session, registration, f"mail.registration_{state.value}", now)
    return registration


def decline(
    session: Session, *, registration_id: int, reason: str, actor: str, now: datetime
) -> Registration:
    """Decline a registration that is pending; it never took a place.

    Declining again changes nothing, the reason included. The person is told by mail, with the
    reason.

    Args:
        session: the open transaction.
        registration_id: of a person who is pending.
        reason: what the person is told; may be empty. It is kept in the audit, where it can be
            erased by itself.
        actor: ``user:7`` or ``coordinator:3``, for the audit.
        now: the moment of the request.

    Raises:
        DomainError: ``registration_approved``, ``registration_ended`` or ``registration_unknown``.
    """
    registration, _ = lock_registration(session, registration_id)
    if registration.state is RegistrationState.DECLINED:
        return registration
    if registration.state is not RegistrationState.PENDING:
        _refuse_late(registration)
    registration.state = RegistrationState.DECLINED
    _note(session, registration, "registration.decline", actor, now, {"reason": reason})
    _tell(session, registration, "mail.registration_declined", now)
    return registration


def _refuse_late(registration: Registration) -> NoReturn:
    approved = registration.state in _APPROVED
    raise DomainError("registration_approved" if approved else "registration_ended")


def _note(
    session: Session,
    registration: Registration,
    action: str,
    actor: str,
    now: datetime,
    details: dict[str, object],
) -> None:
    audit.record(
        session,
        at=now,
        actor=actor,
        action=action,
        subject=("registration", registration.id),
        event_id=registration.event_id,
        details=details,
    )


def _tell(session: Session, registration: Registration, kind: str, now: datetime) -> None:
    if registration.email:
        outbox.enqueue(
            session,
            kind=kind,
            now=now,
            event_id=registration.event_id,
            registration_id=registration.id,
        )
