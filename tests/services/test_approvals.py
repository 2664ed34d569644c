"""Agreeing and declining: what becomes of the person, who is told, and what happens twice."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import (
    Approval,
    AuditEntry,
    Event,
    Job,
    Quota,
    Registration,
    RegistrationState,
)
from eventsys.queries.private_pages import declined_reason, waiting_place
from eventsys.services.approvals import approve, decline
from eventsys.services.errors import DomainError
from eventsys.services.registrations import cancel
from tests import factories
from tests.factories import NOW

PENDING = RegistrationState.PENDING
CONFIRMED = RegistrationState.CONFIRMED
WAITING = RegistrationState.WAITING
DECLINED = RegistrationState.DECLINED


def event_with(
    session: Session, *, capacity: int, waiting_list: bool = True
) -> tuple[Event, Quota]:
    event = factories.event(session)
    quota = factories.quota(session, event, capacity=capacity, waiting_list=waiting_list)
    quota.approval = Approval.ORGANISER
    session.flush()
    return event, quota


def yes(session: Session, row: Registration) -> RegistrationState:
    state = approve(session, registration_id=row.id, actor="user:1", now=NOW).state
    session.flush()
    return state


def no(session: Session, row: Registration, reason: str = "") -> RegistrationState:
    state = decline(session, registration_id=row.id, reason=reason, actor="user:1", now=NOW).state
    session.flush()
    return state


def kinds(session: Session, row: Registration) -> list[str]:
    jobs = select(Job.kind).where(Job.registration_id == row.id).order_by(Job.id)
    return list(session.scalars(jobs))


def test_a_pending_person_takes_no_place_and_is_told_so(session: Session) -> None:
    event, quota = event_with(session, capacity=1)
    row = factories.registration(session, event, quota)
    assert (row.state, quota.taken, quota.full_since) == (PENDING, 0, None)
    assert kinds(session, row) == ["mail.registration_pending"]


def test_who_is_approved_gets_a_place_or_waits_behind_all_others(session: Session) -> None:
    event, quota = event_with(session, capacity=1)
    early, first, second = (factories.registration(session, event, quota) for _ in range(3))
    assert (yes(session, first), quota.taken, quota.full_since) == (CONFIRMED, 1, NOW)
    assert first.confirmed_at == NOW
    assert (yes(session, second), quota.taken) == (WAITING, 1)
    # who came earlier was approved later: nobody who waits is overtaken
    assert yes(session, early) is WAITING
    assert [waiting_place(session, row) for row in (second, early)] == [1, 2]
    assert kinds(session, first)[1:] == ["mail.registration_confirmed"]
    assert kinds(session, second)[1:] == ["mail.registration_waiting"]


def test_approving_again_changes_nothing(session: Session) -> None:
    event, quota = event_with(session, capacity=5)
    row = factories.registration(session, event, quota)
    yes(session, row)
    before = (kinds(session, row), quota.taken)
    assert yes(session, row) is CONFIRMED
    assert (kinds(session, row), quota.taken) == before
    entries = select(AuditEntry.actor).where(AuditEntry.action == "registration.approve")
    assert session.scalars(entries).all() == ["user:1"]


def test_without_place_and_waiting_list_the_person_stays_pending(session: Session) -> None:
    event, quota = event_with(session, capacity=0, waiting_list=False)
    row = factories.registration(session, event, quota)
    with pytest.raises(DomainError) as refused:
        yes(session, row)
    assert (refused.value.code, refused.value.parameters["capacity"]) == ("quota_full", 0)
    assert row.state is PENDING


def test_who_is_declined_is_told_why_and_frees_no_place(session: Session) -> None:
    event, quota = event_with(session, capacity=1)
    row, other = (factories.registration(session, event, quota) for _ in range(2))
    yes(session, other)
    assert (no(session, row, "โครงการนี้สำหรับสำนักงานจังหวัด"), quota.taken) == (DECLINED, 1)
    assert kinds(session, row)[1:] == ["mail.registration_declined"]
    assert declined_reason(session, row) == "โครงการนี้สำหรับสำนักงานจังหวัด"
    assert no(session, row, "อีกเหตุผล") is DECLINED
    assert declined_reason(session, row) == "โครงการนี้สำหรับสำนักงานจังหวัด"
    assert len(kinds(session, row)) == 2
    # the same person may ask again
    again = factories.registration(
        session, event, quota, **{name: getattr(row, name) for name in ("first_name", "last_name")}
    )
    assert (again.id != row.id, again.state) == (True, PENDING)


def test_an_answer_that_comes_too_late_is_refused(session: Session) -> None:
    event, quota = event_with(session, capacity=1)
    approved, declined, gone = (factories.registration(session, event, quota) for _ in range(3))
    yes(session, approved)
    no(session, declined)
    cancel(session, registration_id=gone.id, actor="system", now=NOW)
    for row, answer, code in (
        (approved, no, "registration_approved"),
        (declined, yes, "registration_ended"),
        (gone, yes, "registration_ended"),
        (gone, no, "registration_ended"),
    ):
        with pytest.raises(DomainError, match=code):
            answer(session, row)
    assert [row.state.value for row in (approved, declined, gone)] == [
        "confirmed",
        "declined",
        "cancelled",
    ]
