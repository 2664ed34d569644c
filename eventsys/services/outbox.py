"""The outbox: asking for mail and other outside work, and the worker's way with it."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, or_, select, update
from sqlalchemy.orm import Session

from eventsys.models import Job, JobState, table_of
from eventsys.services.rows import add_row

# a worker that has not come back by then is taken for dead, and its work is done again
CLAIM_LASTS = timedelta(minutes=5)
MOST_ATTEMPTS = 8
FIRST_PAUSE = timedelta(seconds=30)

_ADD = insert(table_of(Job))


def enqueue(
    session: Session,
    *,
    kind: str,
    now: datetime,
    event_id: int | None = None,
    registration_id: int | None = None,
    payload: dict[str, Any] | None = None,
    dedupe_key: str | None = None,
) -> int:
    """Ask for a piece of work, in the transaction that causes it.

    Nothing is done where that transaction is undone. Work that was asked for under the same
    ``dedupe_key`` before, done or not, is not asked for again.

    Returns:
        The number of the job.

    Raises:
        sqlalchemy.exc.IntegrityError: another transaction asked under the same key meanwhile; run
            again.
    """
    if dedupe_key is not None:
        present = session.scalar(select(Job.id).where(Job.dedupe_key == dedupe_key))
        if present is not None:
            return present
    return add_row(
        session,
        _ADD,
        {
            "kind": kind,
            "event_id": event_id,
            "registration_id": registration_id,
            "payload": payload or {},
            "dedupe_key": dedupe_key,
            "run_after": now,
            "created_at": now,
        },
    )


def claim_next(session: Session, *, worker: str, now: datetime) -> Job | None:
    """Take the next piece of work that is due, in a transaction of its own.

    Two workers never hold the same one: PostgreSQL skips what another has locked, SQLite lets only
    one write at a time. Work whose worker died is taken again after ``CLAIM_LASTS``; what took its
    worker with it time and again is given up.
    """
    while (job := _next_due(session, now)) is not None:
        if job.attempts < MOST_ATTEMPTS:
            job.state = JobState.RUNNING
            job.claimed_at = now
            job.claimed_by = worker
            job.attempts += 1
            return job
        job.state = JobState.FAILED
        job.error = "worker died"
        job.finished_at = now
        session.flush()
    return None


def _next_due(session: Session, now: datetime) -> Job | None:
    due = or_(
        (Job.state == JobState.QUEUED) & (Job.run_after <= now),
        (Job.state == JobState.RUNNING) & (Job.claimed_at <= now - CLAIM_LASTS),
    )
    return session.scalar(
        select(Job)
        .where(due)
        .order_by(Job.run_after, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )


def mark_done(session: Session, *, job_id: int, now: datetime) -> None:
    """Note that a piece of work is done."""
    session.execute(
        update(Job).where(Job.id == job_id).values(state=JobState.DONE, finished_at=now, error=None)
    )


def mark_failed(
    session: Session, *, job_id: int, error: str, now: datetime, final: bool = False
) -> None:
    """Note that a piece of work failed; it is tried again after growing pauses, then given up.

    Work that another worker has done meanwhile, after the claim ran out, stays done.

    Args:
        session: the open transaction.
        job_id: the job.
        error: a short reason without personal data.
        now: when it failed.
        final: true where trying again cannot help, as with an address that does not exist.
    """
    job = session.get_one(Job, job_id, with_for_update=True, populate_existing=True)
    if job.state is not JobState.RUNNING:
        return
    job.error = error
    if final or job.attempts >= MOST_ATTEMPTS:
        job.state = JobState.FAILED
        job.finished_at = now
        return
    job.state = JobState.QUEUED
    job.run_after = now + FIRST_PAUSE * 2 ** (job.attempts - 1)


def retry(session: Session, *, job_id: int, now: datetime) -> None:
    """Put a piece of work that failed back into the queue."""
    job = session.get_one(Job, job_id)
    if job.state is JobState.FAILED:
        job.state = JobState.QUEUED
        job.attempts = 0
        job.run_after = now
        job.finished_at = None
