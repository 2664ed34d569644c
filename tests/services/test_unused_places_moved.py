"""Moving unused places to people who wait, exactly as it was shown."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.models import AuditEntry, Event, Job, Quota, RegistrationState
from eventsys.rules.unused_places import Plan
from eventsys.services.errors import DomainError
from eventsys.services.registrations import cancel
from eventsys.services.unused_places import (
    move_unused_places,
    planned,
    set_unused_places_from,
)
from tests import factories
from tests.factories import NOW


def event_with(session: Session) -> tuple[Event, Quota, Quota, Quota]:
    """Make an event in which one quota has places to spare and two have people waiting."""
    event = factories.event(session)
    free = factories.quota(session, event, "TH-50", capacity=5)
    one = factories.quota(session, event, "TH-70", capacity=1)
    two = factories.quota(session, event, "TH-73", capacity=1)
    factories.registration(session, event, free)
    for minute, quota in enumerate((one, two, two, one, two)):
        factories.registration(session, event, quota, now=NOW + timedelta(minutes=minute))
    event.unused_places_from = NOW
    session.flush()
    return event, free, one, two


def move(session: Session, event: Event, plan: Plan) -> Plan:
    done = move_unused_places(
        session, event_id=event.id, shown=plan.digest, actor="user:1", now=NOW
    )
    session.flush()
    return done


def test_places_move_as_planned_and_everybody_who_gets_one_is_told(session: Session) -> None:
    event, free, one, two = event_with(session)
    last_job = session.scalar(select(func.max(Job.id)))
    plan = planned(session, event.id)
    assert plan.places == 3
    assert move(session, event, plan) == plan
    assert [(quota.capacity, quota.taken) for quota in (free, one, two)] == [(2, 1), (2, 2), (3, 3)]
    assert free.full_since is None
    assert two.full_since is not None
    told = session.execute(
        select(Job.kind, Job.registration_id).where(Job.id > (last_job or 0)).order_by(Job.id)
    ).all()
    assert {kind for kind, _ in told} == {"mail.registration_promoted"}
    assert {number for _, number in told} == set(plan.promoted)
    assert len(told) == 3
    entries = session.scalars(
        select(AuditEntry).where(AuditEntry.action == "quota.move_unused").order_by(AuditEntry.id)
    ).all()
    assert [(entry.actor, entry.subject_type, entry.subject_id) for entry in entries] == [
        ("user:1", "quota", quota.id) for quota in (free, one, two)
    ]
    assert [entry.payload and entry.payload.data for entry in entries] == [
        {"code": "TH-50", "before": 5, "after": 2, "promoted": 0},
        {"code": "TH-70", "before": 1, "after": 2, "promoted": 1},
        {"code": "TH-73", "before": 1, "after": 3, "promoted": 2},
    ]


def test_a_plan_that_no_longer_holds_is_refused_and_nothing_moves(session: Session) -> None:
    event, free, one, two = event_with(session)
    plan = planned(session, event.id)
    waiting = plan.promoted[0]
    cancel(session, registration_id=waiting, actor="system", now=NOW)
    session.flush()
    with pytest.raises(DomainError, match="unused_plan_changed"):
        move(session, event, plan)
    assert [quota.capacity for quota in (free, one, two)] == [5, 1, 1]


def test_the_same_plan_confirmed_twice_moves_once(session: Session) -> None:
    event, free, *_ = event_with(session)
    plan = planned(session, event.id)
    move(session, event, plan)
    with pytest.raises(DomainError, match="unused_plan_changed"):
        move(session, event, plan)
    assert free.capacity == 2


@pytest.mark.parametrize(
    ("since", "code"), [(None, "unused_never"), (NOW + timedelta(minutes=1), "unused_not_yet")]
)
def test_before_its_time_nothing_moves(session: Session, since: datetime | None, code: str) -> None:
    event, *_ = event_with(session)
    set_unused_places_from(
        session,
        event_id=event.id,
        moment=since,
        actor="user:1",
        now=NOW,
    )
    session.flush()
    with pytest.raises(DomainError) as refused:
        move(session, event, planned(session, event.id))
    assert refused.value.code == code


def test_setting_the_time_is_noted_once(session: Session) -> None:
    event = factories.event(session)
    for _ in range(2):
        set_unused_places_from(session, event_id=event.id, moment=NOW, actor="user:1", now=NOW)
    session.flush()
    assert event.unused_places_from == NOW
    entries = session.scalars(
        select(AuditEntry).where(AuditEntry.action == "event.change_settings")
    ).all()
    assert [entry.payload and entry.payload.data for entry in entries] == [
        {"unused_places_from": None}
    ]


def test_people_without_an_address_get_their_place_as_well(session: Session) -> None:
    event, _, one, _ = event_with(session)
    silent = factories.registration(session, event, one, email="", phone="08 0000 0000")
    plan = planned(session, event.id)
    move(session, event, plan)
    assert silent.state is RegistrationState.CONFIRMED
