"""A place is never given twice and none is lost, however many people ask at the same moment."""

import contextlib
import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from eventsys.extensions import db
from eventsys.models import (
    Approval,
    Event,
    Job,
    Quota,
    Registration,
    RegistrationState,
    sqlite,
)
from eventsys.services import registrations
from eventsys.services.applicants import Applicant
from eventsys.services.approvals import approve
from eventsys.services.errors import DomainError
from eventsys.services.places import lock_quota, take_place
from eventsys.services.quotas import change_quota
from eventsys.services.registrations import Registered, cancel, register
from eventsys.services.unused_places import move_unused_places, planned
from tests import factories
from tests.races.together import together

CONFIRMED = RegistrationState.CONFIRMED
WAITING = RegistrationState.WAITING


def _event_with_places(app: Flask, capacity: int) -> int:
    with app.app_context():
        session = db.session()
        event = factories.event(session)
        factories.quota(session, event, capacity=capacity)
        # noise: the places of others must not be touched
        factories.quota(session, event, factories.RATCHABURI, capacity=capacity)
        session.commit()
        return event.id


def _registers(
    event_id: int, applicant: Applicant, form_key: str | None = None
) -> Callable[[Session], Registered]:
    return lambda session: register(
        session,
        event_id=event_id,
        quota_code=factories.NAKHON_PATHOM,
        applicant=applicant,
        now=factories.NOW,
        form_key=form_key,
    )


def _states(app: Flask) -> Counter[RegistrationState]:
    with app.app_context():
        rows = db.session.execute(
            select(Registration.state, func.count()).group_by(Registration.state)
        )
        return Counter(dict(rows.all()))


def _taken(app: Flask) -> int:
    with app.app_context():
        return db.session.scalars(
            select(Quota.taken).where(Quota.code == factories.NAKHON_PATHOM)
        ).one()


def _read_together(monkeypatch: pytest.MonkeyPatch, readers: int) -> None:
    """Hold everybody back between reading a quota and writing, until all have read it.

    Where a lock keeps the others from reading, nobody is waited for longer than a moment.
    """
    read = threading.Barrier(readers)

    def slowly(quota: Quota, now: datetime, *, approved: bool) -> RegistrationState:
        with contextlib.suppress(threading.BrokenBarrierError):
            read.wait(timeout=1)
        return take_place(quota, now, approved=approved)

    monkeypatch.setattr(registrations, "take_place", slowly)


def _without_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    def unlocked(session: Session, *, event_id: int, code: str) -> Quota:
        return session.scalars(
            select(Quota).where(Quota.event_id == event_id, Quota.code == code)
        ).one()

    monkeypatch.setattr(registrations, "lock_quota", unlocked)
    monkeypatch.setattr("eventsys.services.transaction.WRITES", "eventsys_reads_first")


def test_without_the_lock_two_people_meet_in_the_last_place(
    committing_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    event_id = _event_with_places(committing_app, capacity=1)
    _without_lock(monkeypatch)
    _read_together(monkeypatch, 2)

    answers = together(
        committing_app,
        [_registers(event_id, factories.applicant()) for _ in range(2)],
    )

    refused = [answer for answer in answers if isinstance(answer, OperationalError)]
    if committing_app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        # SQLite lets the second one fail: a registration is lost
        assert (len(refused), _states(committing_app)) == (1, Counter({CONFIRMED: 1}))
    else:
        # PostgreSQL lets both have the place
        assert (len(refused), _states(committing_app)) == (0, Counter({CONFIRMED: 2}))


def test_with_the_lock_one_gets_the_last_place_and_the_other_waits(
    committing_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert vars(registrations)["lock_quota"] is lock_quota
    assert sqlite.WRITES == "eventsys_writes"
    event_id = _event_with_places(committing_app, capacity=1)
    _read_together(monkeypatch, 2)

    answers = together(
        committing_app,
        [_registers(event_id, factories.applicant()) for _ in range(2)],
    )

    assert not [answer for answer in answers if isinstance(answer, BaseException)]
    assert _states(committing_app) == Counter({CONFIRMED: 1, WAITING: 1})
    assert _taken(committing_app) == 1


def test_sixteen_people_ask_for_five_places(committing_app: Flask) -> None:
    event_id = _event_with_places(committing_app, capacity=5)

    answers = together(
        committing_app,
        [_registers(event_id, factories.applicant()) for _ in range(16)],
    )

    assert not [answer for answer in answers if isinstance(answer, BaseException)]
    assert _states(committing_app) == Counter({CONFIRMED: 5, WAITING: 11})
    assert _taken(committing_app) == 5
    with committing_app.app_context():
        in_order = db.session.scalars(select(Registration.state).order_by(Registration.id)).all()
        mails = db.session.scalar(select(func.count()).select_from(Job))
    assert in_order == [CONFIRMED] * 5 + [WAITING] * 11
    assert mails == 16


def test_the_same_form_sent_many_times_at_once_is_one_registration(committing_app: Flask) -> None:
    event_id = _event_with_places(committing_app, capacity=5)
    person = factories.applicant()

    answers = together(
        committing_app, [_registers(event_id, person, form_key="the same form") for _ in range(6)]
    )

    numbers = {answer.registration.id for answer in answers if isinstance(answer, Registered)}
    assert (len(numbers), len(answers)) == (1, 6)
    assert _states(committing_app) == Counter({CONFIRMED: 1})
    assert _taken(committing_app) == 1


def test_namesakes_of_two_provinces_and_one_agency_never_share_a_display_name(
    committing_app: Flask,
) -> None:
    event_id = _event_with_places(committing_app, capacity=25)
    people = [
        factories.applicant(None, first_name="สมมุติ", last_name=f"{letter}ตัวอย่าง")
        for letter in "กขคง"
    ]

    answers = together(committing_app, [_registers(event_id, person) for person in people])

    names = {
        answer.registration.display_name for answer in answers if isinstance(answer, Registered)
    }
    assert len(names) == 4
    assert _taken(committing_app) == 4


def test_places_that_people_give_back_at_once_all_go_to_those_who_wait(
    committing_app: Flask,
) -> None:
    event_id = _event_with_places(committing_app, capacity=4)
    numbers = [
        answer.registration.id
        for answer in together(
            committing_app, [_registers(event_id, factories.applicant()) for _ in range(10)]
        )
        if isinstance(answer, Registered)
    ]
    with committing_app.app_context():
        confirmed = db.session.scalars(
            select(Registration.id).where(Registration.state == CONFIRMED)
        ).all()
        quota_id = db.session.scalars(
            select(Quota.id).where(Quota.code == factories.NAKHON_PATHOM)
        ).one()

    def give_back(number: int) -> Callable[[Session], object]:
        return lambda session: cancel(
            session, registration_id=number, actor="system", now=factories.NOW
        )

    def raise_capacity(session: Session) -> object:
        return change_quota(
            session,
            quota_id=quota_id,
            capacity=5,
            waiting_list=True,
            actor="system",
            now=factories.NOW,
        )

    together(committing_app, [*(give_back(number) for number in confirmed), raise_capacity])

    assert len(numbers) == 10
    assert _states(committing_app) == Counter(
        {CONFIRMED: 5, WAITING: 1, RegistrationState.CANCELLED: 4}
    )
    assert _taken(committing_app) == 5


def test_two_who_are_approved_at_once_never_share_the_last_place(committing_app: Flask) -> None:
    event_id = _event_with_places(committing_app, capacity=1)
    with committing_app.app_context():
        session = db.session()
        session.execute(update(Quota).values(approval=Approval.ORGANISER))
        session.commit()
    together(committing_app, [_registers(event_id, factories.applicant()) for _ in range(4)])
    with committing_app.app_context():
        numbers = db.session.scalars(select(Registration.id)).all()

    def agree(number: int) -> Callable[[Session], object]:
        return lambda session: approve(
            session, registration_id=number, actor="user:1", now=factories.NOW
        )

    # each twice: an answer given again changes nothing
    answers = together(committing_app, [agree(number) for number in [*numbers, *numbers]])

    assert not [answer for answer in answers if isinstance(answer, BaseException)]
    assert _states(committing_app) == Counter({CONFIRMED: 1, WAITING: 3})
    assert _taken(committing_app) == 1


def test_unused_places_move_while_people_register_and_cancel(committing_app: Flask) -> None:
    event_id = _event_with_places(committing_app, capacity=3)
    together(committing_app, [_registers(event_id, factories.applicant()) for _ in range(5)])
    with committing_app.app_context():
        session = db.session()
        session.execute(update(Event).values(unused_places_from=factories.NOW))
        session.commit()
        plan = planned(session, event_id)
        confirmed = session.scalars(
            select(Registration.id).where(Registration.state == CONFIRMED)
        ).all()
    assert plan.places == 2

    def move(session: Session) -> object:
        return move_unused_places(
            session, event_id=event_id, shown=plan.digest, actor="user:1", now=factories.NOW
        )

    def give_back(session: Session) -> object:
        return cancel(session, registration_id=confirmed[0], actor="system", now=factories.NOW)

    def elsewhere(session: Session) -> object:
        return register(
            session,
            event_id=event_id,
            quota_code=factories.RATCHABURI,
            applicant=factories.applicant(),
            now=factories.NOW,
        )

    works = [move, move, give_back, elsewhere, elsewhere, elsewhere]
    answers = together(committing_app, [_refused_or(work) for work in works])

    assert not [answer for answer in answers if isinstance(answer, BaseException)]
    with committing_app.app_context():
        rows = db.session.execute(select(Quota.capacity, Quota.taken)).all()
    states = _states(committing_app)
    assert sum(capacity for capacity, _ in rows) == 6
    assert all(0 <= taken <= capacity for capacity, taken in rows)
    assert sum(taken for _, taken in rows) == states[CONFIRMED]
    assert sum(states.values()) == 8


def _refused_or(work: Callable[[Session], object]) -> Callable[[Session], object]:
    """Give the code of what a use case refuses in place of an error."""

    def answer(session: Session) -> object:
        try:
            return work(session)
        except DomainError as refused:
            return refused.code

    return answer
