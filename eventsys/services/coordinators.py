"""How a provincial coordinator gets in: a quota's private link is exchanged for a cookie."""

import enum
import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from eventsys.models import (
    CoordinatorCode,
    CoordinatorContact,
    CoordinatorDevice,
    Event,
    Meeting,
    MeetingDay,
    Quota,
)
from eventsys.rules.coordinator_letter import CODE_MAIL
from eventsys.services import audit, outbox
from eventsys.services.errors import DomainError
from eventsys.services.events import lock_event

BANGKOK = ZoneInfo("Asia/Bangkok")
CODE_LASTS = timedelta(minutes=15)
MOST_ATTEMPTS = 5
# codes that one device may ask for in an hour
MOST_CODES = 5
# codes that one address is sent in an hour, however many devices ask: nobody's mailbox is filled
MOST_CODES_TO_CONTACT = 10
_CODE_DIGITS = 6


class CodeAnswer(enum.StrEnum):
    """What came of a code that was typed: it may be too old, or tried too often."""

    RIGHT = "right"
    WRONG = "wrong"
    OVER = "over"


def link_ended(session: Session, *, quota: Quota, now: datetime) -> bool:
    """Tell whether a quota's link is over: it ends with the last day of its event."""
    return event_ended(session, event_id=quota.event_id, now=now)


def event_ended(session: Session, *, event_id: int, now: datetime) -> bool:
    """Tell whether the last day of an event is over, in the time of Asia/Bangkok."""
    last = session.scalar(
        select(func.max(MeetingDay.date))
        .join(Meeting, Meeting.id == MeetingDay.meeting_id)
        .where(Meeting.event_id == event_id)
    )
    return last is not None and now.astimezone(BANGKOK).date() > last


def enter(
    session: Session, *, quota_id: int, generation: int, label: str, now: datetime
) -> tuple[CoordinatorDevice, str]:
    """Let a new device in by a quota's link, and return it with the secret of its cookie.

    The device is noted for the organiser. Of the secret only a hash is kept.

    Args:
        session: the open transaction.
        quota_id: the quota of the link.
        generation: that of the link, which the caller has proven.
        label: what kind of browser it is.
        now: the moment of the request.
    """
    secret = secrets.token_urlsafe(32)
    device = CoordinatorDevice(
        quota_id=quota_id,
        generation=generation,
        secret_hash=hash_of(secret),
        label=label,
        first_seen_at=now,
        last_seen_at=now,
    )
    session.add(device)
    session.flush()
    quota = session.get_one(Quota, quota_id)
    audit.record(
        session,
        at=now,
        actor=f"coordinator:{quota_id}",
        action="coordinator.enter",
        subject=("quota", quota_id),
        event_id=quota.event_id,
        details={"device": label},
    )
    return device, secret


def renew_link(session: Session, *, quota_id: int, actor: str, now: datetime) -> Quota:
    """End a quota's link with all devices that it let in; the next link is another one.

    Its contacts count as not told: what they were sent opens nothing any more.
    """
    quota = session.get_one(Quota, quota_id, with_for_update=True, populate_existing=True)
    quota.link_generation += 1
    session.execute(
        update(CoordinatorContact)
        .where(CoordinatorContact.quota_id == quota_id)
        .values(link_sent_at=None)
    )
    audit.record(
        session,
        at=now,
        actor=actor,
        action="coordinator.renew_link",
        subject=("quota", quota_id),
        event_id=quota.event_id,
    )
    return quota


def ask_for_code(
    session: Session, *, device_id: int, contact_id: int, now: datetime
) -> CoordinatorCode:
    """Send a code to a contact of the device's quota.

    Raises:
        DomainError: ``contact_unknown`` where the contact has no address there,
            ``codes_too_many`` where the device asked too often, or too many devices for the same
            contact.
    """
    device = session.get_one(
        CoordinatorDevice, device_id, with_for_update=True, populate_existing=True
    )
    # locked as well, so that devices which ask at the same moment are counted one after another
    contact = session.get(
        CoordinatorContact, contact_id, with_for_update=True, populate_existing=True
    )
    if contact is None or contact.quota_id != device.quota_id or not contact.email:
        raise DomainError("contact_unknown", field="contact")
    if (
        _codes_lately(session, CoordinatorCode.device_id == device_id, now) >= MOST_CODES
        or _codes_lately(session, CoordinatorCode.contact_id == contact_id, now)
        >= MOST_CODES_TO_CONTACT
    ):
        raise DomainError("codes_too_many")
    code = CoordinatorCode(
        device_id=device_id,
        contact_id=contact_id,
        created_at=now,
        expires_at=now + CODE_LASTS,
    )
    session.add(code)
    session.flush()
    quota = session.get_one(Quota, device.quota_id)
    outbox.enqueue(
        session,
        kind=CODE_MAIL,
        now=now,
        event_id=quota.event_id,
        payload={"code": code.id, "contact": contact_id},
    )
    return code


def _codes_lately(session: Session, whose: ColumnElement[bool], now: datetime) -> int:
    asked = session.scalar(
        select(func.count())
        .select_from(CoordinatorCode)
        .where(whose, CoordinatorCode.created_at > now - timedelta(hours=1))
    )
    return asked or 0


def prove_code(
    session: Session, *, secret_key: bytes, device_id: int, typed: str, now: datetime
) -> CodeAnswer:
    """Let a device in that shows the code of a mail; a wrong one counts as an attempt."""
    device = session.get_one(
        CoordinatorDevice, device_id, with_for_update=True, populate_existing=True
    )
    code = session.scalar(
        select(CoordinatorCode)
        .where(CoordinatorCode.device_id == device_id)
        .order_by(CoordinatorCode.id.desc())
        .limit(1)
    )
    if code is None or code.expires_at <= now or code.attempts >= MOST_ATTEMPTS:
        return CodeAnswer.OVER
    if not hmac.compare_digest(digits_of(secret_key, code).encode(), typed.encode()):
        code.attempts += 1
        return CodeAnswer.WRONG
    device.verified_at = now
    quota = session.get_one(Quota, device.quota_id)
    audit.record(
        session,
        at=now,
        actor=f"coordinator:{device.quota_id}",
        action="coordinator.prove_code",
        subject=("quota", device.quota_id),
        event_id=quota.event_id,
        details={"device": device.label},
    )
    return CodeAnswer.RIGHT


def digits_of(secret_key: bytes, code: CoordinatorCode) -> str:
    """Return the digits that a code's mail shows; they are made again and never stored."""
    message = f"coordinator-code:{code.device_id}:{code.id}".encode()
    number = int.from_bytes(hmac.new(secret_key, message, hashlib.sha256).digest()[:8])
    return str(number % 10**_CODE_DIGITS).zfill(_CODE_DIGITS)


def hash_of(secret: str) -> str:
    """Return what is kept of a cookie's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def set_coordinator_code(
    session: Session, *, event_id: int, wanted: bool, actor: str, now: datetime
) -> Event:
    """Set whether coordinators of an event show a code that is sent to them by mail."""
    event = lock_event(session, event_id)
    if event.coordinator_code != wanted:
        event.coordinator_code = wanted
        audit.record_event(session, event, "event.coordinator_code", actor, now, {"wanted": wanted})
    return event


def see_device(session: Session, *, device_id: int, now: datetime) -> None:
    """Note that a device was here."""
    session.get_one(CoordinatorDevice, device_id).last_seen_at = now
