"""Mails of an event as its organisers see them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from eventsys.models import Job, JobState, Registration

MAIL = "mail."


@dataclass(frozen=True, slots=True)
class MailLine:
    """A mail in a list, with the name and address of whom it is for."""

    job: Job
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class MailPage:
    """A page of mails, the newest first, and how many there are in each state."""

    lines: tuple[MailLine, ...]
    counts: dict[JobState, int]
    number: int
    pages: int


def mail_page(
    session: Session, event_id: int, *, state: JobState | None, number: int, size: int
) -> MailPage:
    """Return a page of an event's mails. Statements: 2.

    Args:
        session: the session.
        event_id: the event.
        state: only mails that stand there; all where ``None``.
        number: which page, from 1; one beyond the last gives the last.
        size: how many mails a page holds.
    """
    counts: dict[JobState, int] = dict(
        session.execute(
            select(Job.state, func.count())
            .where(Job.event_id == event_id, Job.kind.startswith(MAIL))
            .group_by(Job.state)
        )
        .tuples()
        .all()
    )
    total = counts.get(state, 0) if state else sum(counts.values())
    pages = max(-(-total // size), 1)
    number = min(max(number, 1), pages)
    query = _mails(event_id).order_by(Job.id.desc()).limit(size).offset((number - 1) * size)
    if state:
        query = query.where(Job.state == state)
    lines = tuple(_line(job, registration) for job, registration in session.execute(query).tuples())
    return MailPage(lines, counts, number, pages)


def mail_of(session: Session, event_id: int, job_id: int) -> MailLine | None:
    """Return one mail of an event, ``None`` where it has none of that number. Statements: 1."""
    found = session.execute(_mails(event_id).where(Job.id == job_id)).tuples().first()
    return None if found is None else _line(*found)


def failed_mails(session: Session, event_id: int) -> Sequence[int]:
    """Return the numbers of an event's mails that were given up. Statements: 1."""
    return session.scalars(
        select(Job.id)
        .where(
            Job.event_id == event_id, Job.kind.startswith(MAIL), Job.state == JobState.FAILED
        )
        .order_by(Job.id)
    ).all()


def _mails(event_id: int) -> Select[tuple[Job, Registration | None]]:
    return (
        select(Job, Registration)
        .outerjoin(Registration, Registration.id == Job.registration_id)
        .where(Job.event_id == event_id, Job.kind.startswith(MAIL))
    )


def _line(job: Job, registration: Registration | None) -> MailLine:
    if registration is None:
        return MailLine(job, "", "")
    name = f"{registration.title}{registration.first_name} {registration.last_name}"
    return MailLine(job, name, registration.email)
