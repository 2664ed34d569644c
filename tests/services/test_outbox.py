"""The outbox: in which order work is taken, when it is tried again, and when it is given up."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import Job, JobState
from eventsys.services.outbox import (
    CLAIM_LASTS,
    MOST_ATTEMPTS,
    claim_next,
    enqueue,
    mark_done,
    mark_failed,
    retry,
)
from tests.factories import NOW

SECOND = timedelta(seconds=1)


def put(session: Session, kind: str = "mail.test", at: datetime = NOW, key: str = "") -> Job:
    return session.get_one(Job, enqueue(session, kind=kind, now=at, dedupe_key=key or None))


def claim(session: Session, at: datetime = NOW, worker: str = "a") -> int | None:
    job = claim_next(session, worker=worker, now=at)
    session.flush()
    return job.id if job else None


def fail(session: Session, job: Job, at: datetime = NOW, *, final: bool = False) -> None:
    mark_failed(session, job_id=job.id, error="mail server: 451", now=at, final=final)
    session.flush()


def test_work_is_taken_in_the_order_in_which_it_is_due(session: Session) -> None:
    late = put(session, at=NOW + SECOND)
    first, second = put(session), put(session)
    done = put(session, at=NOW - SECOND)
    mark_done(session, job_id=done.id, now=NOW)
    session.flush()
    taken = [claim(session) for _ in range(3)]
    assert taken == [first.id, second.id, None]
    assert claim(session, NOW + SECOND) == late.id


def test_what_is_taken_names_its_worker(session: Session) -> None:
    job = put(session)
    claim(session, worker="host:12")
    assert (job.state, job.claimed_by, job.claimed_at, job.attempts) == (
        JobState.RUNNING,
        "host:12",
        NOW,
        1,
    )
    mark_done(session, job_id=job.id, now=NOW + SECOND)
    session.refresh(job)
    assert (job.state, job.finished_at, job.error) == (JobState.DONE, NOW + SECOND, None)


def test_the_work_of_a_dead_worker_is_taken_again(session: Session) -> None:
    job = put(session)
    claim(session, worker="dead")
    assert claim(session, NOW + CLAIM_LASTS - SECOND, worker="alive") is None
    assert claim(session, NOW + CLAIM_LASTS, worker="alive") == job.id
    assert (job.claimed_by, job.attempts) == ("alive", 2)


def test_work_that_kills_every_worker_is_given_up_at_last(session: Session) -> None:
    job, other = put(session), put(session, at=NOW + CLAIM_LASTS * (MOST_ATTEMPTS + 2))
    at = NOW
    for _ in range(MOST_ATTEMPTS):
        assert claim(session, at) == job.id
        at += CLAIM_LASTS
    assert claim(session, at) is None
    session.refresh(job)
    assert (job.state, job.attempts, job.error) == (JobState.FAILED, MOST_ATTEMPTS, "worker died")
    assert job.finished_at == at
    assert claim(session, other.run_after) == other.id


def test_failed_work_is_tried_again_after_growing_pauses_and_then_given_up(
    session: Session,
) -> None:
    job = put(session)
    at, pauses = NOW, []
    for _ in range(MOST_ATTEMPTS - 1):
        assert claim(session, at) == job.id
        fail(session, job, at)
        assert (job.state, job.error) == (JobState.QUEUED, "mail server: 451")
        pauses.append(job.run_after - at)
        assert claim(session, job.run_after - SECOND) is None
        at = job.run_after
    assert pauses == [timedelta(seconds=30 * 2**number) for number in range(7)]
    assert claim(session, at) == job.id
    fail(session, job, at)
    assert (job.state, job.finished_at, job.attempts) == (JobState.FAILED, at, 8)
    assert claim(session, at + timedelta(days=365)) is None


def test_what_cannot_help_is_not_tried_again(session: Session) -> None:
    job = put(session)
    claim(session)
    fail(session, job, NOW + SECOND, final=True)
    assert (job.state, job.attempts, job.finished_at) == (JobState.FAILED, 1, NOW + SECOND)


def test_a_worker_that_comes_back_too_late_does_not_undo_another_s_success(
    session: Session,
) -> None:
    job = put(session)
    claim(session, worker="slow")
    claim(session, NOW + CLAIM_LASTS, worker="quick")
    mark_done(session, job_id=job.id, now=NOW + CLAIM_LASTS)
    session.refresh(job)
    fail(session, job, NOW + CLAIM_LASTS + SECOND)
    assert (job.state, job.error) == (JobState.DONE, None)


def test_work_that_was_given_up_can_be_put_back(session: Session) -> None:
    given_up, done = put(session), put(session)
    for job in (given_up, done):
        claim(session)
        fail(session, job, final=job is given_up)
    mark_done(session, job_id=done.id, now=NOW)
    session.refresh(done)
    for job in (given_up, done):
        retry(session, job_id=job.id, now=NOW + SECOND)
    session.flush()
    assert (given_up.state, given_up.attempts, given_up.run_after, given_up.finished_at) == (
        JobState.QUEUED,
        0,
        NOW + SECOND,
        None,
    )
    assert done.state is JobState.DONE


@pytest.mark.parametrize("finished", [False, True])
def test_the_same_work_asked_for_twice_is_done_once(session: Session, *, finished: bool) -> None:
    other = put(session, key="reminder:8")
    first = put(session, key="reminder:7")
    if finished:
        mark_done(session, job_id=first.id, now=NOW)
    again = put(session, key="reminder:7", at=NOW + SECOND)
    assert again.id == first.id
    assert session.scalars(select(Job.id).order_by(Job.id)).all() == [other.id, first.id]
    assert first.run_after == NOW


def test_work_without_a_key_is_done_as_often_as_it_is_asked_for(session: Session) -> None:
    assert put(session).id != put(session).id
