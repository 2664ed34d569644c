"""Who registers where in a rush: made-up people, the same in every run."""

import random
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from eventsys.rules.provinces import PROVINCES_BY_ISO

SLUG = "sdg-localisation-next"
PROVINCES = tuple(sorted(PROVINCES_BY_ISO))
CENTRAL = "central"
PLACES = 25
CENTRAL_PLACES = 50
# of the people who only warm up a server, and so ask for places of central agencies
FIRST_WARMING_UP = 1_000_000


class Person(NamedTuple):
    """Somebody who registers: a number, and the quota they ask for."""

    number: int
    quota: str

    @property
    def email(self) -> str:
        """The person's address, which tells their number."""
        return f"load{self.number}@example.go.th"


def people(count: int) -> list[Person]:
    """Return people of all provinces; the last province is asked for three times as often."""
    chance = random.Random(77)
    weights = [1 + 2 * number / len(PROVINCES) for number in range(len(PROVINCES))]
    return [
        Person(number, quota)
        for number, quota in enumerate(chance.choices(PROVINCES, weights, k=count))
    ]


def warming_up(count: int) -> list[Person]:
    """Return people of central agencies, who come before what is measured."""
    return [Person(FIRST_WARMING_UP + number, CENTRAL) for number in range(count)]


def asked(everybody: Iterable[Person]) -> Counter[str]:
    """Return how many people ask for each quota."""
    return Counter(person.quota for person in everybody)
