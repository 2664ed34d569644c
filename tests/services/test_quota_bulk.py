"""Changing several quotas at once: all of them, or none."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import AuditEntry, Event, Quota, RegistrationState
from eventsys.rules.published import Text
from eventsys.services.errors import DomainError
from eventsys.services.quota_bulk import (
    BulkChange,
    BulkResult,
    QuotasRefusedError,
    change_quotas,
)
from tests import factories
from tests.factories import NOW

LATER = NOW + timedelta(days=3)


def three(session: Session) -> tuple[Event, list[Quota]]:
    event = factories.event(session)
    return event, [
        factories.quota(session, event, code, capacity=2) for code in ("TH-70", "TH-73", "TH-50")
    ]


def change(session: Session, event: Event, quotas: list[Quota], what: BulkChange) -> BulkResult:
    result = change_quotas(
        session,
        event_id=event.id,
        quota_ids=[quota.id for quota in quotas],
        change=what,
        actor="user:1",
        now=NOW,
    )
    session.flush()
    return result


def test_only_what_is_said_changes_in_the_quotas_that_are_meant(session: Session) -> None:
    event, (first, second, other) = three(session)
    second.closes_at = LATER
    result = change(session, event, [first, second], BulkChange(waiting_list=False))
    assert result == BulkResult(2, 0)
    assert [
        (each.capacity, each.waiting_list, each.closes_at) for each in (first, second, other)
    ] == [
        (2, False, None),
        (2, False, LATER),
        (2, True, None),
    ]
    assert change(session, event, [second], BulkChange(set_closing=True)) == BulkResult(1, 0)
    assert second.closes_at is None
    assert change(session, event, [second], BulkChange(set_closing=True)) == BulkResult(0, 0)


def test_more_places_go_at_once_to_those_who_wait_and_each_change_is_noted(
    session: Session,
) -> None:
    event, quotas = three(session)
    people = [factories.registration(session, event, quotas[0]) for _ in range(4)]
    assert change(session, event, quotas, BulkChange(capacity=3)) == BulkResult(3, 1)
    assert [row.state.value for row in people] == ["confirmed"] * 3 + ["waiting"]
    assert quotas[0].full_since == NOW
    entries = session.scalars(
        select(AuditEntry).where(AuditEntry.action == "quota.change").order_by(AuditEntry.id)
    )
    assert [entry.payload and entry.payload.data for entry in entries] == [
        {"code": code, "before": {"capacity": 2}} for code in ("TH-70", "TH-73", "TH-50")
    ]


def test_one_quota_that_cannot_be_lowered_keeps_all_as_they_are(session: Session) -> None:
    event, quotas = three(session)
    for quota in (quotas[0], quotas[0], quotas[1]):
        factories.registration(session, event, quota)
    with pytest.raises(QuotasRefusedError) as refused:
        change(session, event, quotas, BulkChange(capacity=1, waiting_list=False))
    assert refused.value.parameters == {"count": 1}
    assert [(name, fault.code, fault.parameters) for name, fault in refused.value.faults] == [
        (Text("ราชบุรี", "Ratchaburi"), "capacity_below_taken", {"taken": 2})
    ]
    session.flush()
    assert [(quota.capacity, quota.waiting_list) for quota in quotas] == [(2, True)] * 3


def test_a_quota_that_opens_later_cannot_close_before(session: Session) -> None:
    event, quotas = three(session)
    quotas[2].opens_at = LATER
    with pytest.raises(QuotasRefusedError) as refused:
        change(session, event, quotas, BulkChange(set_closing=True, closes_at=LATER))
    assert [(name.en, fault.code) for name, fault in refused.value.faults] == [
        ("Chiang Mai", "quota_closes_before_opens")
    ]


def test_nothing_chosen_nothing_said_and_quotas_of_others_are_refused(session: Session) -> None:
    event, quotas = three(session)
    other, strangers = three(session)
    for chosen, what, code in (
        ([], BulkChange(capacity=5), "quotas_not_chosen"),
        (strangers, BulkChange(capacity=5), "quotas_not_chosen"),
        (quotas, BulkChange(), "quotas_change_missing"),
    ):
        with pytest.raises(DomainError, match=code):
            change(session, event, chosen, what)
    assert {quota.capacity for quota in strangers} == {2}
    assert other.id != event.id


def test_a_place_that_everybody_waited_for_is_given_once(session: Session) -> None:
    event, quotas = three(session)
    people = [factories.registration(session, event, quotas[1]) for _ in range(3)]
    change(session, event, quotas, BulkChange(capacity=3))
    assert people[2].state is RegistrationState.CONFIRMED
    assert (quotas[1].taken, quotas[1].capacity) == (3, 3)
