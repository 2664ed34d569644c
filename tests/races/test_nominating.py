"""Coordinators with two devices, lists and replacements, all at the same moment."""

from collections import Counter
from collections.abc import Callable

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.extensions import db
from eventsys.models import Quota, Registration, RegistrationState
from eventsys.services.errors import DomainError
from eventsys.services.nominations import Nominated, nominate, nominate_all, replace_person
from eventsys.services.registrations import register, withdraw
from tests import factories
from tests.races.together import together

CONFIRMED = RegistrationState.CONFIRMED
WAITING = RegistrationState.WAITING
CANCELLED = RegistrationState.CANCELLED
ACTOR = "coordinator:1"


def _quota(app: Flask, capacity: int, *, waiting_list: bool = True) -> int:
    with app.app_context():
        session = db.session()
        event = factories.event(session)
        quota = factories.quota(session, event, capacity=capacity, waiting_list=waiting_list)
        # noise: the places of others must not be touched
        factories.quota(session, event, factories.RATCHABURI, capacity=capacity)
        session.commit()
        return quota.id


def _people(app: Flask, count: int) -> list[int]:
    with app.app_context():
        session = db.session()
        quota = session.scalars(select(Quota).where(Quota.code == factories.NAKHON_PATHOM)).one()
        rows = [factories.registration(session, quota.event, quota).id for _ in range(count)]
        session.commit()
        return rows


def _states(app: Flask, quota_id: int) -> Counter[RegistrationState]:
    with app.app_context():
        wanted = select(Registration.state).where(Registration.quota_id == quota_id)
        return Counter(db.session.scalars(wanted).all())


def _taken(app: Flask, quota_id: int) -> int:
    with app.app_context():
        return db.session.get_one(Quota, quota_id).taken


def _named(quota_id: int, number: int | None = None) -> Callable[[Session], object]:
    return _answered(
        lambda session: nominate(
            session,
            quota_id=quota_id,
            applicant=factories.applicant(number),
            actor=ACTOR,
            now=factories.NOW,
        )
    )


def _listed(quota_id: int, numbers: range, key: str) -> Callable[[Session], object]:
    return _answered(
        lambda session: nominate_all(
            session,
            quota_id=quota_id,
            applicants=[factories.applicant(number) for number in numbers],
            expected=[CONFIRMED] * len(numbers),
            actor=ACTOR,
            now=factories.NOW,
            form_key=key,
        )
    )


def _answered(work: Callable[[Session], object]) -> Callable[[Session], object]:
    """Return a use case whose refusal undoes its transaction and is an answer."""

    def asked(session: Session) -> object:
        try:
            return work(session)
        except DomainError as refused:
            session.rollback()
            return refused.code

    return asked


def test_two_devices_add_into_the_last_place(committing_app: Flask) -> None:
    quota_id = _quota(committing_app, capacity=1)

    together(committing_app, [_named(quota_id) for _ in range(4)])

    assert _states(committing_app, quota_id) == Counter({CONFIRMED: 1, WAITING: 3})
    assert _taken(committing_app, quota_id) == 1


def test_two_devices_add_the_same_person(committing_app: Flask) -> None:
    quota_id = _quota(committing_app, capacity=5)

    answers = together(committing_app, [_named(quota_id, 7) for _ in range(4)])

    assert Counter(each for each in answers if isinstance(each, str)) == {"person_nominated": 3}
    assert _states(committing_app, quota_id) == Counter({CONFIRMED: 1})


def test_a_person_is_replaced_and_withdrawn_at_once(committing_app: Flask) -> None:
    quota_id = _quota(committing_app, capacity=1)
    holder, _ = _people(committing_app, 2)

    replaced, _ = together(
        committing_app,
        [
            _answered(
                lambda session: replace_person(
                    session,
                    registration_id=holder,
                    applicant=factories.applicant(900),
                    actor=ACTOR,
                    now=factories.NOW,
                )
            ),
            lambda session: withdraw(
                session, registration_id=holder, actor=ACTOR, now=factories.NOW
            ),
        ],
    )

    # either the new person has the place, or the one who waited; never both, never nobody
    left = {WAITING: 1} if isinstance(replaced, Registration) else {}
    assert replaced == "registration_ended" or isinstance(replaced, Registration)
    assert _states(committing_app, quota_id) == Counter({CONFIRMED: 1, CANCELLED: 1} | left)
    assert _taken(committing_app, quota_id) == 1


def test_two_devices_replace_one_person(committing_app: Flask) -> None:
    quota_id = _quota(committing_app, capacity=1)
    (holder,) = _people(committing_app, 1)

    def replaced(number: int) -> Callable[[Session], object]:
        return _answered(
            lambda session: replace_person(
                session,
                registration_id=holder,
                applicant=factories.applicant(number),
                actor=ACTOR,
                now=factories.NOW,
            )
        )

    answers = together(committing_app, [replaced(900), replaced(901)])

    assert [each for each in answers if isinstance(each, str)] == ["registration_ended"]
    assert _states(committing_app, quota_id) == Counter({CONFIRMED: 1, CANCELLED: 1})
    assert _taken(committing_app, quota_id) == 1


def test_a_list_is_added_while_people_register_themselves(committing_app: Flask) -> None:
    quota_id = _quota(committing_app, capacity=6)
    with committing_app.app_context():
        event_id = db.session.get_one(Quota, quota_id).event_id

    def registers(session: Session) -> object:
        return register(
            session,
            event_id=event_id,
            quota_code=factories.NAKHON_PATHOM,
            applicant=factories.applicant(),
            now=factories.NOW,
        )

    listed, *_ = together(
        committing_app,
        [_listed(quota_id, range(800, 805), "list"), registers, registers, registers],
    )

    # the list fits as a whole or is not added at all
    added = isinstance(listed, Nominated)
    assert added or listed == "list_outdated"
    states = {CONFIRMED: 6, WAITING: 2} if added else {CONFIRMED: 3}
    assert _states(committing_app, quota_id) == Counter(states)
    assert _taken(committing_app, quota_id) == states[CONFIRMED]


def test_one_list_confirmed_many_times_at_once_is_added_once(committing_app: Flask) -> None:
    quota_id = _quota(committing_app, capacity=10)

    answers = together(
        committing_app, [_listed(quota_id, range(800, 805), "list") for _ in range(4)]
    )

    assert Counter(each.again for each in answers if isinstance(each, Nominated)) == {
        False: 1,
        True: 3,
    }
    assert _states(committing_app, quota_id) == Counter({CONFIRMED: 5})
    assert _taken(committing_app, quota_id) == 5
