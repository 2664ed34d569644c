"""Any sequence of everything that may happen to the places of an event's quotas."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.models import Approval, AuditEntry, Quota, Registration
from eventsys.services.approvals import approve, decline
from eventsys.services.errors import DomainError
from eventsys.services.quota_bulk import BulkChange, QuotasRefusedError, change_quotas
from eventsys.services.quotas import QuotaRules, change_quota
from eventsys.services.registrations import cancel, register
from eventsys.services.unused_places import move_unused_places, planned
from tests import factories
from tests.factories import NOW

CODES = ("TH-50", "TH-70", "TH-73")
QUOTAS = st.sampled_from(range(len(CODES)))
PICK = st.integers(0, 10_000)


@dataclass
class Reckoned:
    """What must have come of a quota."""

    capacity: int = 1
    list_open: bool = True
    asks: bool = False
    shut: bool = False
    confirmed: set[int] = field(default_factory=set)
    waiting: list[int] = field(default_factory=list)
    pending: set[int] = field(default_factory=set)
    full_since: datetime | None = None

    @property
    def full(self) -> bool:
        return len(self.confirmed) >= self.capacity

    def promote(self) -> int:
        before = len(self.waiting)
        while self.waiting and not self.full:
            self.confirmed.add(self.waiting.pop(0))
        return before - len(self.waiting)

    def place(self, person: int) -> None:
        if self.full:
            self.waiting.append(person)
        else:
            self.confirmed.add(person)


class PlacesOfAnEvent(RuleBasedStateMachine):
    """Three quotas beside a simple reckoning of what must come of each."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.event = factories.event(session)
        self.event.unused_places_from = NOW
        self.quotas = [factories.quota(session, self.event, code, capacity=1) for code in CODES]
        self.reckoned = [Reckoned() for _ in CODES]
        self.ended: dict[int, str] = {}
        # when each came, and how many entries of the audit there must be
        self.arrived: dict[int, datetime] = {}
        self.noted = self.entries()
        self.clock = NOW

    def now(self) -> datetime:
        """Return a moment of its own for each step."""
        self.clock += timedelta(minutes=1)
        return self.clock

    def keep_fullness(self) -> None:
        for quota in self.reckoned:
            if not quota.full:
                quota.full_since = None
            elif quota.full_since is None:
                quota.full_since = self.clock

    @rule(which=QUOTAS)
    def somebody_registers(self, which: int) -> None:
        quota = self.reckoned[which]
        now = self.now()
        refused = quota.shut or (quota.full and not quota.list_open and not quota.asks)
        if refused:
            with pytest.raises(DomainError, match=r"registration_closed|quota_full"):
                self.register(which, now)
            return
        person = self.register(which, now)
        self.arrived[person] = now
        self.noted += 1
        if quota.asks:
            quota.pending.add(person)
        else:
            quota.place(person)

    @rule(which=QUOTAS, pick=PICK, twice=st.booleans())
    def somebody_cancels(self, which: int, pick: int, *, twice: bool) -> None:
        quota = self.reckoned[which]
        people = sorted({*quota.confirmed, *quota.waiting, *quota.pending})
        if not people:
            return
        person = people[pick % len(people)]
        now = self.now()
        for _ in range(1 + twice):
            cancel(self.session, registration_id=person, actor="system", now=now)
        self.session.flush()
        quota.confirmed.discard(person)
        quota.pending.discard(person)
        if person in quota.waiting:
            quota.waiting.remove(person)
        self.ended[person] = "cancelled"
        self.noted += 1 + quota.promote()

    @rule(which=QUOTAS, pick=PICK, agrees=st.booleans(), twice=st.booleans())
    def somebody_decides(self, which: int, pick: int, *, agrees: bool, twice: bool) -> None:
        quota = self.reckoned[which]
        if not quota.pending:
            return
        person = sorted(quota.pending)[pick % len(quota.pending)]
        now = self.now()
        if agrees and quota.full and not quota.list_open:
            with pytest.raises(DomainError, match="quota_full"):
                approve(self.session, registration_id=person, actor="user:1", now=now)
            return
        for _ in range(1 + twice):
            if agrees:
                approve(self.session, registration_id=person, actor="user:1", now=now)
            else:
                decline(self.session, registration_id=person, reason="", actor="user:1", now=now)
        self.session.flush()
        quota.pending.discard(person)
        self.noted += 1
        if agrees:
            quota.place(person)
        else:
            self.ended[person] = "declined"

    @rule(
        which=QUOTAS,
        capacity=st.integers(0, 5),
        list_open=st.booleans(),
        asks=st.booleans(),
        shut=st.booleans(),
    )
    def the_organiser_changes_a_quota(
        self, which: int, capacity: int, *, list_open: bool, asks: bool, shut: bool
    ) -> None:
        quota = self.reckoned[which]
        now = self.now()
        rules = QuotaRules(
            approval=Approval.ORGANISER if asks else Approval.NOBODY,
            closes_at=NOW if shut else None,
        )

        def change() -> int:
            promoted = change_quota(
                self.session,
                quota_id=self.quotas[which].id,
                capacity=capacity,
                waiting_list=list_open,
                actor="user:1",
                now=now,
                rules=rules,
            )
            self.session.flush()
            return len(promoted)

        if capacity < len(quota.confirmed):
            with pytest.raises(DomainError, match="capacity_below_taken"):
                change()
            return
        changed = (quota.capacity, quota.list_open, quota.asks, quota.shut) != (
            capacity,
            list_open,
            asks,
            shut,
        )
        promoted = change()
        quota.capacity, quota.list_open, quota.asks, quota.shut = capacity, list_open, asks, shut
        assert promoted == quota.promote()
        self.noted += changed + promoted

    @rule(capacity=st.integers(0, 4), chosen=st.sets(QUOTAS, min_size=1))
    def the_organiser_changes_several(self, capacity: int, chosen: set[int]) -> None:
        now = self.now()

        def change() -> None:
            change_quotas(
                self.session,
                event_id=self.event.id,
                quota_ids={self.quotas[which].id for which in chosen},
                change=BulkChange(capacity=capacity),
                actor="user:1",
                now=now,
            )
            self.session.flush()

        quotas = [self.reckoned[which] for which in chosen]
        wrong = [quota for quota in quotas if capacity < len(quota.confirmed)]
        if wrong:
            with pytest.raises(QuotasRefusedError) as refused:
                change()
            assert len(refused.value.faults) == len(wrong)
            return
        change()
        for quota in quotas:
            self.noted += quota.capacity != capacity
            quota.capacity = capacity
            self.noted += quota.promote()

    @rule()
    @precondition(lambda self: any(quota.waiting for quota in self.reckoned))
    def unused_places_move(self) -> None:
        now = self.now()
        total = sum(quota.capacity for quota in self.reckoned)
        heads = [quota.waiting[0] for quota in self.reckoned if quota.waiting]
        plan = planned(self.session, self.event.id)
        if plan.promoted:
            # who came first of those who stand first
            assert plan.promoted[0] == min(heads, key=lambda each: (self.arrived[each], each))
        move_unused_places(
            self.session, event_id=self.event.id, shown=plan.digest, actor="user:1", now=now
        )
        self.session.flush()
        for quota, row in zip(self.reckoned, self.quotas, strict=True):
            quota.capacity = plan.capacities.get(row.id, quota.capacity)
            self.noted += quota.promote()
        self.noted += len(plan.capacities)
        assert sum(quota.capacity for quota in self.reckoned) == total
        free = any(not quota.full for quota in self.reckoned)
        assert not (free and any(quota.waiting for quota in self.reckoned))

    @invariant()
    def the_database_agrees(self) -> None:
        self.keep_fullness()
        states = {
            number: state.value
            for number, state in self.session.execute(
                select(Registration.id, Registration.state).where(
                    Registration.event_id == self.event.id
                )
            )
        }
        expected = dict(self.ended)
        for quota in self.reckoned:
            expected |= dict.fromkeys(quota.confirmed, "confirmed")
            expected |= dict.fromkeys(quota.waiting, "waiting")
            expected |= dict.fromkeys(quota.pending, "pending")
        assert states == expected
        rows = self.session.execute(
            select(Quota.capacity, Quota.taken, Quota.full_since)
            .where(Quota.event_id == self.event.id)
            .order_by(Quota.id)
        )
        assert [tuple(row) for row in rows] == [
            (quota.capacity, len(quota.confirmed), quota.full_since) for quota in self.reckoned
        ]
        for quota in self.reckoned:
            assert len(quota.confirmed) <= quota.capacity
            # nobody waits while a place is free
            assert not quota.waiting or quota.full

    @invariant()
    def the_order_is_kept(self) -> None:
        for quota, row in zip(self.reckoned, self.quotas, strict=True):
            queue = self.session.scalars(
                select(Registration.id)
                .where(Registration.quota_id == row.id, Registration.state == "waiting")
                .order_by(Registration.queue_key, Registration.id)
            ).all()
            assert list(queue) == quota.waiting

    @invariant()
    def every_change_is_in_the_audit(self) -> None:
        assert self.entries() == self.noted

    def register(self, which: int, now: datetime) -> int:
        row = register(
            self.session,
            event_id=self.event.id,
            quota_code=CODES[which],
            applicant=factories.applicant(),
            now=now,
        ).registration
        self.session.flush()
        return row.id

    def entries(self) -> int:
        return self.session.scalars(
            select(func.count()).select_from(AuditEntry).where(AuditEntry.event_id == self.event.id)
        ).one()


def test_whatever_happens_to_an_event_s_places_the_rules_hold(session: Session) -> None:
    run_state_machine_as_test(
        # any way to make one is taken, whatever the annotation says
        lambda: PlacesOfAnEvent(session),  # type: ignore[arg-type]
        settings=settings(
            max_examples=15,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
