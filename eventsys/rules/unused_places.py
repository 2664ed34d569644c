"""Unused places: which quota gives how many to which, and who gets them, in order of arrival."""

import hashlib
import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class QuotaState:
    """A quota's places; places move only between quotas of one ``group``.

    The group is the meeting that the places are for, or ``None`` for the whole event.
    """

    id: int
    capacity: int
    taken: int
    group: int | None = None

    @property
    def left(self) -> int:
        """Places that are free."""
        return max(self.capacity - self.taken, 0)


@dataclass(frozen=True, slots=True, order=True)
class Arrival:
    """Somebody who waits: when they came, and the number of their registration."""

    at: datetime
    registration_id: int


@dataclass(frozen=True, slots=True)
class Move:
    """Places that go from one quota to another."""

    giver: int
    taker: int
    places: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be moved and who would be promoted.

    ``promoted`` are registrations in the order in which they get their places; ``capacities`` are
    those of the quotas that change, afterwards.
    """

    moves: tuple[Move, ...] = ()
    promoted: tuple[int, ...] = ()
    capacities: Mapping[int, int] = field(default_factory=dict)

    @property
    def places(self) -> int:
        """How many places move."""
        return sum(move.places for move in self.moves)

    @property
    def digest(self) -> str:
        """A short text that is another for another plan, so that what was shown is what is done."""
        said = repr((self.moves, self.promoted, sorted(self.capacities.items())))
        return hashlib.sha256(said.encode()).hexdigest()[:32]


def plan_moves(quotas: Sequence[QuotaState], queues: Mapping[int, Sequence[Arrival]]) -> Plan:
    """Return how unused places go to those who wait.

    Who came first over all quotas gets a place first, but nobody overtakes anybody within their
    own quota. The quota with the most free places gives first, the one with the smaller number
    among equals; a quota in which somebody waits gives only what its own people leave.

    Args:
        quotas: all quotas of the event.
        queues: who waits in each, in the order of its waiting list.
    """
    groups: defaultdict[int | None, list[QuotaState]] = defaultdict(list)
    for quota in quotas:
        groups[quota.group].append(quota)
    moved: Counter[tuple[int, int]] = Counter()
    promoted: list[int] = []
    for group in groups.values():
        left = {quota.id: quota.left for quota in group}
        queue_of = {quota.id: queues.get(quota.id, ()) for quota in group}
        spare = {number: max(free - len(queue_of[number]), 0) for number, free in left.items()}
        givers = [(-free, number) for number, free in spare.items() if free]
        heapq.heapify(givers)
        for taker, arrival in _in_order(queue_of):
            if left[taker] > spare[taker]:
                # a free place of its own quota: nothing has to move
                left[taker] -= 1
            elif givers:
                free, giver = heapq.heappop(givers)
                moved[giver, taker] += 1
                if free + 1:
                    heapq.heappush(givers, (free + 1, giver))
            else:
                continue
            promoted.append(arrival.registration_id)
    changes: Counter[int] = Counter()
    for (giver, taker), places in moved.items():
        changes[giver] -= places
        changes[taker] += places
    return Plan(
        moves=tuple(Move(*pair, places) for pair, places in sorted(moved.items())),
        promoted=tuple(promoted),
        capacities={
            quota.id: quota.capacity + changes[quota.id]
            for quota in sorted(quotas, key=lambda quota: quota.id)
            if changes[quota.id]
        },
    )


def movable(quotas: Iterable[tuple[int | None, int, int]]) -> int:
    """Return how many people could get a place by moving unused ones.

    Args:
        quotas: group, free places and people who wait, of each quota.
    """
    spare: Counter[int | None] = Counter()
    unmet: Counter[int | None] = Counter()
    for group, left, waiting in quotas:
        spare[group] += max(left - waiting, 0)
        unmet[group] += max(waiting - left, 0)
    return sum(min(spare[group], unmet[group]) for group in spare)


def _in_order(queues: Mapping[int, Sequence[Arrival]]) -> Iterable[tuple[int, Arrival]]:
    """Yield all who wait: always the earliest of those who stand first in their quota."""
    heads = [(queue[0], quota, 0) for quota, queue in queues.items() if queue]
    heapq.heapify(heads)
    while heads:
        arrival, quota, place = heapq.heappop(heads)
        yield quota, arrival
        if place + 1 < len(queues[quota]):
            heapq.heappush(heads, (queues[quota][place + 1], quota, place + 1))
