"""Mails of an event as its organisers see them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from eventsys.models import CoordinatorContact, Job, JobState, Registration
from eventsys.queries.paging import PAGE, Page, page_within

MAIL = "mail."


@dataclass(frozen=True, slots=True)
class MailLine:
    """A mail in a list, with the name and address of whom it is for."""

    job: Job
    name: str
    address: str


def mail_page(
    session: Session, event_id: int, *, state: JobState | None, number: int
) -> tuple[Page[MailLine], dict[JobState, int]]:
    """Return a page of an event's mails, the newest first, and how many stand in each state.

    Statements: 2.

    Args:
        session: the session.
        event_id: the event.
        state: only mails that stand there; all where ``None``.
        number: which page, from 1.
    """
    found = session.execute(
        select(Job.state, func.count())
        .where(Job.event_id == event_id, Job.kind.startswith(MAIL))
        .group_by(Job.state)
    )
    counts = {row[0]: row[1] for row in found}
    total = counts.get(state, 0) if state else sum(counts.values())
    number = page_within(number, total)
    query = _mails(event_id) if state is None else _mails(event_id).where(Job.state == state)
    rows = session.execute(query.order_by(Job.id.desc()).limit(PAGE).offset((number - 1) * PAGE))
    return Page([_line(*row) for row in rows], total, number), counts


def mail_of(session: Session, event_id: int, job_id: int) -> MailLine | None:
    """Return one mail of an event, ``None`` where it has none of that number. Statements: 1."""
    found = session.execute(_mails(event_id).where(Job.id == job_id)).first()
    return None if found is None else _line(*found)


def failed_mails(session: Session, event_id: int) -> Sequence[int]:
    """Return the numbers of an event's mails that were given up. Statements: 1."""
    return session.scalars(
        select(Job.id)
        .where(Job.event_id == event_id, Job.kind.startswith(MAIL), Job.state == JobState.FAILED)
        .order_by(Job.id)
    ).all()


def _mails(event_id: int) -> Select[Job, Registration, CoordinatorContact]:
    return (
        select(Job, Registration, CoordinatorContact)
        .outerjoin(Registration, Registration.id == Job.registration_id)
        # a mail to a coordinator has no registration; its payload names the contact
        .outerjoin(CoordinatorContact, CoordinatorContact.id == Job.payload["contact"].as_integer())
        .where(Job.event_id == event_id, Job.kind.startswith(MAIL))
    )


def _line(
    job: Job, registration: Registration | None, contact: CoordinatorContact | None
) -> MailLine:
    if registration is not None:
        name = f"{registration.title}{registration.first_name} {registration.last_name}"
        return MailLine(job, name, registration.email)
    return MailLine(job, contact.name, contact.email) if contact else MailLine(job, "", "")
