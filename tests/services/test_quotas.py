"""Places: lowering, raising, the constraint behind the rule, and any sequence of it all."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventsys.models import (
    Approval,
    AuditEntry,
    Job,
    Meeting,
    Quota,
    QuotaKind,
    Registration,
    RegistrationState,
)
from eventsys.rules.provinces import PROVINCES
from eventsys.rules.published import Text
from eventsys.rules.quota_list import QuotaPlan
from eventsys.services.applicants import Applicant
from eventsys.services.errors import DomainError
from eventsys.services.quotas import (
    QuotaRules,
    add_province_quotas,
    add_quota,
    add_quotas,
    change_quota,
    remove_quota,
)
from eventsys.services.registrations import cancel, change, register
from tests import factories
from tests.factories import NOW


def resize(
    session: Session, quota: Quota, capacity: int, *, waiting_list: bool = True
) -> list[Registration]:
    promoted = change_quota(
        session,
        quota_id=quota.id,
        capacity=capacity,
        waiting_list=waiting_list,
        actor="user:1",
        now=NOW,
    )
    session.flush()
    return promoted


def add(session: Session, event_id: int, code: str, capacity: int = 50) -> Quota:
    return add_quota(
        session,
        event_id=event_id,
        code=code,
        name_th="หน่วยงานตัวอย่าง",
        name_en="",
        capacity=capacity,
        waiting_list=True,
        actor="user:1",
        now=NOW,
    )


def test_fewer_places_than_are_taken_are_refused_with_the_number(session: Session) -> None:
    event = factories.event(session)
    quota = factories.quota(session, event, capacity=5)
    for _ in range(3):
        factories.registration(session, event, quota)
    with pytest.raises(DomainError) as refused:
        resize(session, quota, 2)
    assert (refused.value.code, refused.value.field, refused.value.parameters) == (
        "capacity_below_taken",
        "capacity",
        {"taken": 3},
    )
    assert (quota.capacity, quota.taken) == (5, 3)
    assert resize(session, quota, 3) == []
    assert (quota.capacity, quota.taken) == (3, 3)


def test_more_places_go_to_those_who_wait_in_order(session: Session) -> None:
    event = factories.event(session)
    quota = factories.quota(session, event, capacity=1)
    other = factories.quota(session, event, factories.RATCHABURI, capacity=0)
    stranger = factories.registration(session, event, other)
    people = [factories.registration(session, event, quota) for _ in range(5)]
    cancel(session, registration_id=people[2].id, actor="system", now=NOW)
    session.flush()
    before = max(session.scalars(select(Job.id)))
    promoted = resize(session, quota, 3)
    assert [row.id for row in promoted] == [people[1].id, people[3].id]
    assert [row.state.value for row in (*people, stranger)] == [
        "confirmed",
        "confirmed",
        "cancelled",
        "confirmed",
        "waiting",
        "waiting",
    ]
    assert (quota.taken, other.taken) == (3, 0)
    jobs = session.execute(select(Job.kind, Job.registration_id).where(Job.id > before))
    assert sorted((kind, number) for kind, number in jobs) == [
        ("mail.registration_promoted", people[1].id),
        ("mail.registration_promoted", people[3].id),
    ]


def test_more_places_than_people_who_wait_stay_free(session: Session) -> None:
    event = factories.event(session)
    quota = factories.quota(session, event, capacity=0)
    person = factories.registration(session, event, quota)
    assert [row.id for row in resize(session, quota, 10)] == [person.id]
    assert (quota.taken, quota.capacity) == (1, 10)


def test_those_who_wait_keep_their_turn_when_the_waiting_list_is_closed(session: Session) -> None:
    event = factories.event(session)
    quota = factories.quota(session, event, capacity=1)
    first, second = (factories.registration(session, event, quota) for _ in range(2))
    resize(session, quota, 1, waiting_list=False)
    with pytest.raises(DomainError, match="quota_full"):
        factories.registration(session, event, quota)
    cancel(session, registration_id=first.id, actor="system", now=NOW)
    assert second.state is RegistrationState.CONFIRMED


def test_a_change_of_places_is_noted_with_what_was(session: Session) -> None:
    event = factories.event(session)
    quota = factories.quota(session, event, capacity=5)
    resize(session, quota, 7, waiting_list=False)
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "quota.change")).one()
    assert entry.payload is not None
    assert (entry.actor, entry.event_id, entry.payload.data) == (
        "user:1",
        event.id,
        {"code": "TH-73", "before": {"capacity": 5, "waiting_list": True}},
    )


@pytest.mark.parametrize(
    "wrong", [{"taken": 26}, {"taken": -1}, {"capacity": -1}, {"capacity": 1, "taken": 2}]
)
def test_the_database_itself_refuses_more_than_there_is(
    session: Session, wrong: dict[str, int]
) -> None:
    event = factories.event(session)
    quota = factories.quota(session, event, capacity=25)
    by_hand = update(Quota).where(Quota.id == quota.id).values(**wrong)
    with pytest.raises(IntegrityError, match="capacity"), session.begin_nested():
        session.execute(by_hand)
    session.refresh(quota)
    assert (quota.taken, quota.capacity) == (0, 25)


def test_every_province_gets_its_places_once(session: Session) -> None:
    event = factories.event(session)
    own = factories.quota(session, event, capacity=40)
    made = add_province_quotas(
        session,
        event_id=event.id,
        capacity=25,
        waiting_list=True,
        actor="user:1",
        now=NOW,
        without=frozenset({"TH-10"}),
    )
    session.flush()
    found = {
        quota.code: (quota.capacity, quota.name_th, quota.kind)
        for quota in session.scalars(select(Quota).where(Quota.event_id == event.id))
    }
    assert made == 75
    assert found == {
        province.iso: (
            40 if province.iso == own.code else 25,
            province.name_th,
            QuotaKind.PROVINCE,
        )
        for province in PROVINCES
        if province.iso != "TH-10"
    }
    again = add_province_quotas(
        session, event_id=event.id, capacity=9, waiting_list=True, actor="user:1", now=NOW
    )
    assert again == 1


def test_central_and_own_quotas_stand_behind_the_provinces(session: Session) -> None:
    event = factories.event(session)
    central, press = add(session, event.id, "central"), add(session, event.id, "press")
    session.flush()
    assert (central.kind, press.kind) == (QuotaKind.CENTRAL, QuotaKind.OWN)
    assert (central.position, press.position) == (78, 79)


@pytest.mark.parametrize(
    ("code", "error"),
    [("central", "quota_code_taken"), ("Press", "quota_code_form"), ("สื่อ", "quota_code_form")],
)
def test_a_code_is_unique_in_its_event_and_fit_for_an_address(
    session: Session, code: str, error: str
) -> None:
    event, other = factories.event(session), factories.event(session)
    add(session, event.id, "central")
    add(session, other.id, "press")
    session.flush()
    with pytest.raises(DomainError) as refused:
        add(session, event.id, code)
    assert (refused.value.code, refused.value.field) == (error, "code")


def test_a_quota_goes_only_while_nobody_ever_used_it(session: Session) -> None:
    event = factories.event(session)
    used = factories.quota(session, event)
    unused = factories.quota(session, event, factories.RATCHABURI)
    row = factories.registration(session, event, used)
    cancel(session, registration_id=row.id, actor="system", now=NOW)
    session.flush()
    with pytest.raises(DomainError) as refused:
        remove_quota(session, quota_id=used.id, actor="user:1", now=NOW)
    assert (refused.value.code, refused.value.parameters) == (
        "quota_in_use",
        {"quota": Text("นครปฐม", "Nakhon Pathom")},
    )
    remove_quota(session, quota_id=unused.id, actor="user:1", now=NOW)
    session.flush()
    assert session.scalars(select(Quota.code).where(Quota.event_id == event.id)).all() == ["TH-73"]


def test_since_when_a_quota_is_full_is_kept_right(session: Session) -> None:
    event = factories.event(session)
    made = add(session, event.id, "nobody", capacity=0)
    assert made.full_since == NOW
    quota = factories.quota(session, event, capacity=2)
    first, second, third = (
        factories.registration(session, event, quota, now=NOW + timedelta(hours=hour))
        for hour in range(3)
    )
    # since the last place went, whoever came to wait afterwards
    assert quota.full_since == NOW + timedelta(hours=1)
    later = NOW + timedelta(hours=5)
    # a place that goes to the next at once was never free
    cancel(session, registration_id=first.id, actor="system", now=later)
    assert (third.state.value, quota.full_since) == ("confirmed", NOW + timedelta(hours=1))
    cancel(session, registration_id=second.id, actor="system", now=later)
    assert quota.full_since is None
    resize(session, quota, 1)
    assert quota.full_since == NOW
    resize(session, quota, 9)
    assert quota.full_since is None


def test_hours_approval_and_meeting_are_changed_and_noted(session: Session) -> None:
    event = factories.event(session)
    quota = factories.quota(session, event, capacity=5)
    meeting = session.scalars(select(Meeting.id).where(Meeting.event_id == event.id)).one()
    other = session.scalars(
        select(Meeting.id).where(Meeting.event_id == factories.event(session).id)
    ).one()

    def change_rules(rules: QuotaRules) -> None:
        change_quota(
            session,
            quota_id=quota.id,
            capacity=5,
            waiting_list=True,
            actor="user:1",
            now=NOW,
            rules=rules,
        )
        session.flush()

    closes = NOW + timedelta(days=9)
    rules = QuotaRules(
        opens_at=NOW, closes_at=closes, approval=Approval.ORGANISER, meeting_id=meeting
    )
    change_rules(rules)
    change_rules(rules)
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "quota.change")).one()
    assert entry.payload is not None
    assert entry.payload.data == {
        "code": "TH-73",
        "before": {
            "opens_at": None,
            "closes_at": None,
            "approval": "nobody",
            "meeting_id": None,
        },
    }
    with pytest.raises(DomainError, match="meeting_unknown"):
        change_rules(QuotaRules(meeting_id=other))
    with pytest.raises(DomainError, match="quota_closes_before_opens"):
        change_rules(QuotaRules(meeting_id=meeting, opens_at=closes, closes_at=closes))
    factories.registration(session, event, quota, now=NOW)
    with pytest.raises(DomainError, match="quota_meeting_fixed"):
        change_rules(QuotaRules())
    change_rules(QuotaRules(meeting_id=meeting))
    assert (quota.meeting_id, quota.opens_at) == (meeting, None)


def test_several_quotas_are_made_together_or_not_at_all(session: Session) -> None:
    event = factories.event(session)
    factories.quota(session, event, "press", capacity=3)

    def make(*codes: str) -> list[str]:
        plans = [QuotaPlan(code, code, "", 7, waiting_list=False) for code in codes]
        made = add_quotas(session, event_id=event.id, plans=plans, actor="user:1", now=NOW)
        session.flush()
        return [quota.code for quota in made]

    for wrong, error in (("Wrong", "quota_code_form"), ("board", "quota_code_reserved")):
        with pytest.raises(DomainError, match=error):
            make("partners", wrong)
    assert make("TH-73", "press", "central", "partners") == ["TH-73", "central", "partners"]
    kept = session.execute(
        select(Quota.code, Quota.kind, Quota.capacity, Quota.position)
        .where(Quota.event_id == event.id)
        .order_by(Quota.position)
    )
    assert [tuple(row) for row in kept] == [
        ("press", QuotaKind.OWN, 3, 0),
        ("TH-73", QuotaKind.PROVINCE, 7, 59),
        ("central", QuotaKind.CENTRAL, 7, 78),
        ("partners", QuotaKind.OWN, 7, 79),
    ]
    assert make("press") == []


class Places(RuleBasedStateMachine):
    """One quota and what may happen to it, beside a simple reckoning of what must come of it."""

    people = Bundle("people")

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.event = factories.event(session)
        self.quota = factories.quota(session, self.event, capacity=0)
        self.typed: dict[int, Applicant] = {}
        self.confirmed: set[int] = set()
        self.waiting: list[int] = []
        self.gone: set[int] = set()
        self.capacity = 0
        self.list_open = True

    @initialize(capacity=st.integers(0, 3))
    def start(self, capacity: int) -> None:
        self.resize(capacity, list_open=True)

    def promote(self) -> None:
        while self.waiting and len(self.confirmed) < self.capacity:
            self.confirmed.add(self.waiting.pop(0))

    @rule(target=people)
    @precondition(lambda self: self.list_open or len(self.confirmed) < self.capacity)
    def somebody_registers(self) -> int:
        typed = factories.applicant()
        row = self.register(typed)
        self.typed[row] = typed
        if len(self.confirmed) < self.capacity:
            self.confirmed.add(row)
        else:
            self.waiting.append(row)
        return row

    @rule()
    @precondition(lambda self: not self.list_open and len(self.confirmed) == self.capacity)
    def somebody_is_refused(self) -> None:
        with pytest.raises(DomainError, match="quota_full"):
            self.register(factories.applicant())

    @rule(person=people)
    def somebody_registers_again(self, person: int) -> None:
        if person not in self.gone:
            assert self.register(self.typed[person]) == person

    @rule(person=consumes(people), twice=st.booleans())
    def somebody_cancels(self, person: int, *, twice: bool) -> None:
        for _ in range(1 + twice):
            cancel(self.session, registration_id=person, actor="system", now=NOW)
        self.session.flush()
        self.gone.add(person)
        if person in self.waiting:
            self.waiting.remove(person)
        self.confirmed.discard(person)
        self.promote()

    @rule(person=people)
    def somebody_changes(self, person: int) -> None:
        if person in self.gone:
            return
        self.typed[person] = replace(factories.applicant(), position="อื่น")
        change(
            self.session,
            registration_id=person,
            applicant=self.typed[person],
            actor="system",
            now=NOW,
        )
        self.session.flush()

    @rule(capacity=st.integers(0, 6), list_open=st.booleans())
    def resize(self, capacity: int, *, list_open: bool) -> None:
        if capacity < len(self.confirmed):
            with pytest.raises(DomainError, match="capacity_below_taken"):
                resize(self.session, self.quota, capacity, waiting_list=list_open)
            return
        resize(self.session, self.quota, capacity, waiting_list=list_open)
        self.capacity, self.list_open = capacity, list_open
        self.promote()

    @invariant()
    def the_database_agrees(self) -> None:
        rows = self.session.execute(
            select(Registration.id, Registration.state).where(
                Registration.quota_id == self.quota.id
            )
        )
        expected = (
            dict.fromkeys(self.confirmed, "confirmed")
            | dict.fromkeys(self.waiting, "waiting")
            | dict.fromkeys(self.gone, "cancelled")
        )
        assert {number: state.value for number, state in rows} == expected
        capacity, taken = self.session.execute(
            select(Quota.capacity, Quota.taken).where(Quota.id == self.quota.id)
        ).one()
        assert (capacity, taken) == (self.capacity, len(self.confirmed))
        assert taken <= capacity
        assert not self.waiting or taken == capacity

    def register(self, typed: Applicant) -> int:
        row = register(
            self.session,
            event_id=self.event.id,
            quota_code=self.quota.code,
            applicant=typed,
            now=NOW,
        ).registration
        self.session.flush()
        return row.id


def test_whatever_happens_no_place_is_given_twice_and_none_is_lost(session: Session) -> None:
    run_state_machine_as_test(
        # any way to make one is taken, whatever the annotation says
        lambda: Places(session),  # type: ignore[arg-type]
        settings=settings(
            max_examples=15,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
