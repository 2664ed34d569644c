"""Moving unused places: who gets them, who gives them, and what must never come of it."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from eventsys.rules.unused_places import Arrival, Move, Plan, QuotaState, movable, plan_moves

START = datetime(2027, 1, 4, tzinfo=UTC)


def arrival(number: int, minutes: int | None = None) -> Arrival:
    return Arrival(START + timedelta(minutes=number if minutes is None else minutes), number)


def test_who_came_first_over_all_quotas_gets_a_place_first() -> None:
    quotas = [QuotaState(1, 5, 4), QuotaState(2, 2, 2), QuotaState(3, 9, 8), QuotaState(4, 1, 1)]
    plan = plan_moves(quotas, {2: [arrival(20), arrival(22)], 4: [arrival(21)]})
    assert plan == Plan(
        moves=(Move(1, 2, 1), Move(3, 4, 1)),
        promoted=(20, 21),
        capacities={1: 4, 2: 3, 3: 8, 4: 2},
    )
    assert plan.places == 2


def test_nobody_is_overtaken_within_their_own_quota() -> None:
    # 31 came first but waits behind 30, as when somebody was approved later
    queue = [arrival(30, 9), arrival(31, 1)]
    plan = plan_moves([QuotaState(1, 1, 0), QuotaState(2, 0, 0)], {2: queue})
    assert plan.promoted == (30,)


def test_the_quota_with_most_to_spare_gives_first() -> None:
    quotas = [QuotaState(1, 2, 0), QuotaState(2, 5, 1), QuotaState(3, 0, 0)]
    plan = plan_moves(quotas, {3: [arrival(number) for number in range(10, 14)]})
    assert plan.moves == (Move(1, 3, 1), Move(2, 3, 3))


def test_places_of_one_meeting_do_not_become_those_of_another() -> None:
    quotas = [QuotaState(1, 9, 0, group=7), QuotaState(2, 0, 0), QuotaState(3, 0, 0, group=7)]
    plan = plan_moves(quotas, {2: [arrival(20)], 3: [arrival(30)]})
    assert plan == Plan((Move(1, 3, 1),), (30,), {1: 8, 3: 1})


def test_own_people_come_before_those_of_others() -> None:
    quotas = [QuotaState(1, 3, 1), QuotaState(2, 0, 0)]
    plan = plan_moves(quotas, {1: [arrival(40)], 2: [arrival(10), arrival(11)]})
    assert plan == Plan((Move(1, 2, 1),), (10, 40), {1: 2, 2: 1})


def test_nothing_to_move() -> None:
    assert plan_moves([], {}) == Plan()
    assert plan_moves([QuotaState(1, 5, 0)], {}) == Plan()
    assert plan_moves([QuotaState(1, 5, 5)], {1: [arrival(10)]}) == Plan()


def test_another_plan_has_another_digest() -> None:
    quotas = [QuotaState(1, 5, 0), QuotaState(2, 0, 0)]
    plans = [
        plan_moves(quotas, {2: [arrival(10)]}),
        plan_moves(quotas, {2: [arrival(11)]}),
        plan_moves(quotas, {2: [arrival(10), arrival(11)]}),
        plan_moves([QuotaState(1, 6, 0), QuotaState(2, 0, 0)], {2: [arrival(10)]}),
    ]
    assert len({plan.digest for plan in plans}) == 4
    assert plans[0].digest == plan_moves(quotas, {2: [arrival(10)]}).digest


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[QuotaState], dict[int, list[Arrival]]]:
    quotas = []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        capacity = draw(st.integers(0, 6))
        taken = draw(st.integers(0, capacity))
        quotas.append(QuotaState(number, capacity, taken, draw(st.sampled_from([None, 1]))))
    people = draw(st.lists(st.tuples(st.integers(1, len(quotas)), st.integers(0, 50)), max_size=15))
    queues: dict[int, list[Arrival]] = {}
    for number, (quota, minutes) in enumerate(people, start=100):
        queues.setdefault(quota, []).append(arrival(number, minutes))
    return quotas, queues


@settings(max_examples=300, deadline=None)
@given(worlds())
def test_whatever_stands_where_places_are_neither_made_nor_lost(
    world: tuple[list[QuotaState], dict[int, list[Arrival]]],
) -> None:
    quotas, queues = world
    plan = plan_moves(quotas, queues)
    home = {person.registration_id: quota for quota, queue in queues.items() for person in queue}
    got = Counter(home[number] for number in plan.promoted)
    after = {quota.id: plan.capacities.get(quota.id, quota.capacity) for quota in quotas}

    assert len(set(plan.promoted)) == len(plan.promoted)
    for quota in quotas:
        # never below what is taken, the people who are promoted included
        assert after[quota.id] >= quota.taken + got[quota.id]
        # within a quota the first go first
        first = [person.registration_id for person in queues.get(quota.id, [])][: got[quota.id]]
        assert [number for number in plan.promoted if home[number] == quota.id] == first
        # a quota gives only what is left by its own people
        if after[quota.id] < quota.capacity:
            assert got[quota.id] == len(queues.get(quota.id, []))
    groups = {quota.id: quota.group for quota in quotas}
    for group in (None, 1):
        members = [quota for quota in quotas if quota.group == group]
        assert sum(after[quota.id] for quota in members) == sum(each.capacity for each in members)
        # nobody waits while anything is free
        free = sum(after[quota.id] - quota.taken - got[quota.id] for quota in members)
        waiting = sum(len(queues.get(quota.id, [])) - got[quota.id] for quota in members)
        assert min(free, waiting) == 0
    assert all(groups[move.giver] == groups[move.taker] for move in plan.moves)
    assert plan.places == movable(
        (quota.group, quota.left, len(queues.get(quota.id, []))) for quota in quotas
    )
