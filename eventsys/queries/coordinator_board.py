"""The board of coordinators: who they are, what they were sent, and what they did."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload

from eventsys.models import (
    ACTIVE_STATES,
    AuditEntry,
    CoordinatorContact,
    CoordinatorDevice,
    Job,
    JobState,
    Quota,
    QuotaKind,
    Registration,
    Source,
)
from eventsys.queries.quotas import quotas_of
from eventsys.rules.coordinator_board import (
    REMINDED_STATES,
    CoordinatorState,
    Progress,
    Reminder,
)
from eventsys.rules.coordinator_letter import LINK_MAIL, REMINDER_MAIL

_ACTOR = "coordinator:"


@dataclass(slots=True)
class BoardRow:
    """A quota with its coordinators and what is known of them.

    ``devices`` are kinds of browsers that the link which is good now let in, and how many of each;
    ``failed`` are the contacts whose newest mail did not go out, ``reminded`` when each was last
    reminded.
    """

    quota: Quota
    contacts: list[CoordinatorContact] = field(default_factory=list)
    devices: dict[str, int] = field(default_factory=dict)
    opened_first: datetime | None = None
    opened_last: datetime | None = None
    nominated: int = 0
    active_at: datetime | None = None
    failed: set[int] = field(default_factory=set)
    reminded: dict[int, datetime] = field(default_factory=dict)

    @property
    def progress(self) -> Progress:
        """How far the coordinators have come."""
        sent = [each.link_sent_at for each in self.contacts if each.link_sent_at]
        return Progress(
            contacts=len(self.contacts),
            sent_at=max(sent, default=None),
            devices=sum(self.devices.values()),
            nominated=self.nominated,
            active_at=self.active_at,
        )

    @property
    def state(self) -> CoordinatorState:
        """The farthest step that was reached."""
        return self.progress.state

    @property
    def sent_at(self) -> datetime | None:
        """When the link that is good now was last sent."""
        return self.progress.sent_at


@dataclass(frozen=True, slots=True)
class Coordination:
    """What is open about coordinators: provinces without any, and how many quotas wait."""

    without_contact: int
    untold: int
    silent: int


def board_rows(session: Session, event_id: int) -> list[BoardRow]:
    """Return the quotas of an event with what their coordinators did. Statements: 6."""
    rows = {quota.id: BoardRow(quota) for quota in quotas_of(session, event_id)}
    of_event = Quota.event_id == event_id
    contacts = session.scalars(
        select(CoordinatorContact)
        .join(Quota, Quota.id == CoordinatorContact.quota_id)
        .where(of_event)
        .order_by(CoordinatorContact.id)
    )
    whose: dict[int, BoardRow] = {}
    for contact in contacts:
        whose[contact.id] = row = rows[contact.quota_id]
        row.contacts.append(contact)
    devices = session.execute(
        select(
            CoordinatorDevice.quota_id,
            CoordinatorDevice.label,
            func.count(),
            func.min(CoordinatorDevice.first_seen_at),
            func.max(CoordinatorDevice.last_seen_at),
        )
        .join(Quota, Quota.id == CoordinatorDevice.quota_id)
        .where(of_event, CoordinatorDevice.generation == Quota.link_generation)
        .group_by(CoordinatorDevice.quota_id, CoordinatorDevice.label)
        .order_by(CoordinatorDevice.label)
    )
    for quota_id, label, count, first, last in devices:
        row = rows[quota_id]
        row.devices[label] = count
        row.opened_first = min(first, row.opened_first or first)
        row.opened_last = max(last, row.opened_last or last)
        row.active_at = _later(row.active_at, last)
    nominated = session.execute(
        select(Registration.quota_id, func.count())
        .where(
            Registration.event_id == event_id,
            Registration.source == Source.COORDINATOR,
            Registration.state.in_(ACTIVE_STATES),
        )
        .group_by(Registration.quota_id)
    )
    for quota_id, count in nominated:
        rows[quota_id].nominated = count
    by_actor = {f"{_ACTOR}{quota_id}": row for quota_id, row in rows.items()}
    for actor, moment in session.execute(
        select(AuditEntry.actor, func.max(AuditEntry.at))
        .where(AuditEntry.event_id == event_id, AuditEntry.actor.startswith(_ACTOR))
        .group_by(AuditEntry.actor)
    ):
        active = by_actor.get(actor)
        if active is not None:
            active.active_at = _later(active.active_at, moment)
    _add_mails(session, event_id, whose)
    return list(rows.values())


def to_remind(rows: Iterable[BoardRow], about: Reminder) -> list[CoordinatorContact]:
    """Return the contacts with an address who were told and have not done what was asked."""
    return [
        contact
        for row in rows
        if row.state in REMINDED_STATES[about]
        for contact in row.contacts
        # a colleague may have opened the link that this one was never sent
        if contact.email and contact.link_sent_at
    ]


def coordination_of(rows: Iterable[BoardRow], now: datetime) -> Coordination:
    """Return what is open about the coordinators of a board."""
    all_rows = list(rows)
    return Coordination(
        without_contact=sum(
            row.quota.kind is QuotaKind.PROVINCE and not row.contacts for row in all_rows
        ),
        untold=sum(row.state is CoordinatorState.NOT_SENT for row in all_rows),
        silent=sum(row.progress.silent(now) for row in all_rows),
    )


def devices_of(session: Session, quota_id: int, most: int) -> Sequence[CoordinatorDevice]:
    """Return the devices that a quota's links let in, the last seen first. Statements: 1."""
    return session.scalars(
        select(CoordinatorDevice)
        .where(CoordinatorDevice.quota_id == quota_id)
        .order_by(CoordinatorDevice.last_seen_at.desc(), CoordinatorDevice.id.desc())
        .limit(most)
    ).all()


def activity_of(session: Session, quota: Quota, most: int) -> Sequence[AuditEntry]:
    """Return what coordinators did, and what was done about them, the newest first.

    Statements: 1.
    """
    about_them = (
        (AuditEntry.subject_type == "quota")
        & (AuditEntry.subject_id == quota.id)
        & AuditEntry.action.startswith("coordinator")
    )
    return session.scalars(
        select(AuditEntry)
        .where(
            AuditEntry.event_id == quota.event_id,
            or_(AuditEntry.actor == f"{_ACTOR}{quota.id}", about_them),
        )
        .options(joinedload(AuditEntry.payload))
        .order_by(AuditEntry.id.desc())
        .limit(most)
    ).all()


def contact_in(session: Session, quota_id: int, contact_id: int) -> CoordinatorContact | None:
    """Return a contact of a quota, or ``None``. Statements: 1."""
    return session.scalar(
        select(CoordinatorContact).where(
            CoordinatorContact.id == contact_id, CoordinatorContact.quota_id == quota_id
        )
    )


def _add_mails(session: Session, event_id: int, whose: dict[int, BoardRow]) -> None:
    """Note when each contact was last reminded, and whose newest mail failed."""
    mails = (
        select(
            Job.payload["contact"].as_integer().label("contact"),
            Job.kind,
            Job.state,
            Job.created_at,
        )
        .where(Job.event_id == event_id, Job.kind.in_((LINK_MAIL, REMINDER_MAIL)))
        .subquery()
    )
    found = session.execute(
        select(mails.c.contact, mails.c.kind, mails.c.state, func.max(mails.c.created_at)).group_by(
            mails.c.contact, mails.c.kind, mails.c.state
        )
    )
    newest: dict[int, tuple[datetime, JobState]] = {}
    for contact, kind, state, moment in found:
        row = whose.get(contact)
        if row is None:
            continue
        if kind == REMINDER_MAIL:
            row.reminded[contact] = max(moment, row.reminded.get(contact, moment))
        if contact not in newest or moment > newest[contact][0]:
            newest[contact] = moment, state
    for contact, (_, state) in newest.items():
        if state is JobState.FAILED:
            whose[contact].failed.add(contact)


def _later(one: datetime | None, other: datetime) -> datetime:
    return other if one is None else max(one, other)
