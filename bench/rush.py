"""The registration rush: the whole country registers in the same minute.

3,000 people ask for 77 provinces' 25 places each, so that the waiting lists of the larger ones
fill. In the same run a bare Flask application does the same three requests with one row on the
same server and database: the floor, with which everything is compared. What is left in the database
is checked: every quota exactly full, those who wait in the order in which they came, nobody lost.

``--kill`` kills everything three times during a rush; ``--scale`` compares a small database with a
large one. Limits on requests are off (``RATELIMIT_ENABLED=0``), since all come from one address.
"""

import argparse
import statistics
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.load import client, floor, kills, scale
from bench.load.databases import BACKENDS, Databases
from bench.load.figures import HEAD, Figures, figures, line
from bench.load.outcome import faults_of
from bench.load.people import CENTRAL_PLACES, SLUG, Person, people, warming_up
from bench.load.processes import (
    FLOOR,
    PRODUCT,
    Server,
    environment,
    processor_seconds,
    running,
)

# how many clients at once, and their share of the people
STRETCHES = {1: 0.15, 8: 0.35, 32: 0.5}
WARMING_UP = CENTRAL_PLACES + 30
GOAL_PROCESSOR = 5.0
GOAL_RATE = 0.25
GOAL_P99 = {"postgresql": 4.0, "sqlite": 6.0}


@dataclass(frozen=True)
class Ratio:
    """The product beside the floor, with the same clients in the same round."""

    processor: float
    rate: float
    p99: float


def main() -> None:
    """Run what was asked for; end with an error where a promise is broken."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--people", type=int, help="3000; 1000 where everything is killed")
    arguments.add_argument("--rounds", type=int, default=2)
    arguments.add_argument("--backend", choices=BACKENDS, action="append")
    arguments.add_argument("--kill", action="store_true", help="kill everything three times")
    arguments.add_argument("--scale", action="store_true", help="compare with a large database")
    arguments.add_argument("--rows", type=int, default=1_000_000, help="rows of the large one")
    asked = arguments.parse_args()
    broken = []
    for backend in asked.backend or BACKENDS:
        with tempfile.TemporaryDirectory(prefix="eventsys-bench-") as folder:
            databases = Databases(backend, Path(folder))
            databases.prepare()
            try:
                if asked.kill:
                    broken += kills.run(databases, asked.people or 1000)
                elif asked.scale:
                    broken += scale.run(databases, asked.rows)
                else:
                    broken += rush(databases, asked.people or 3000, asked.rounds)
            finally:
                databases.drop()
    for each in broken[:20]:
        print(f"BROKEN: {each}")
    if broken:
        raise SystemExit(1)


def rush(databases: Databases, count: int, rounds: int) -> list[str]:
    """Run the floor and the product in turns, print figures and ratios; return what is broken."""
    print(f"\n{databases.backend}: {count} people, granian 2 × 4, {rounds} rounds")
    print(HEAD)
    broken: list[str] = []
    ratios: dict[int, list[Ratio]] = {clients: [] for clients in STRETCHES}
    for round_ in range(rounds):
        bare = databases.empty(f"floor{round_}")
        floor.prepare(bare)
        below = measured(databases, bare, FLOOR, "floor", count)
        product = databases.copy(f"rush{round_}")
        above = measured(databases, product, PRODUCT, "eventsys", count)
        broken += faults_of(product, [*warming_up(WARMING_UP), *people(count)])
        for clients, each in above.items():
            broken += [f"{each.errors} errors at {clients} clients"] * bool(each.errors)
            broken += [f"{below[clients].errors} errors of the floor"] * bool(below[clients].errors)
            ratios[clients].append(compared(each, below[clients]))
    for clients, found in ratios.items():
        print(judged(databases.backend, clients, found))
    return broken


def measured(
    databases: Databases, url: str, application: str, name: str, count: int
) -> dict[int, Figures]:
    """Let everybody register, one number of clients after the other; return figures of each."""
    everybody = people(count)
    found = {}
    with running(environment(databases.folder, url), application=application) as server:
        client.run(client.Plan(server.port, SLUG, 8, warming_up(WARMING_UP)))
        for clients, share in STRETCHES.items():
            some, everybody = split(everybody, round(count * share))
            found[clients] = stretch(databases, server, clients, some)
            print(line(f"{name}, {clients} clients", found[clients]))
    return found


def split(everybody: list[Person], count: int) -> tuple[list[Person], list[Person]]:
    """Return the first people and the others."""
    return everybody[:count], everybody[count:]


def stretch(databases: Databases, server: Server, clients: int, everybody: list[Person]) -> Figures:
    """Let some people register and return figures."""
    database = databases.server_pid()

    def spent() -> tuple[float, float]:
        return (
            processor_seconds(server.process.pid),
            processor_seconds(database) if database else 0.0,
        )

    before = spent()
    seen = client.run(client.Plan(server.port, SLUG, clients, everybody))
    after = spent()
    for error in sorted(set(seen.errors))[:3]:
        print(f"    {error}")
    return figures(seen, web=after[0] - before[0], database=after[1] - before[1])


def compared(product: Figures, floor_: Figures) -> Ratio:
    """Return the product's figures as multiples of the floor's."""
    return Ratio(
        processor=product.processor / max(floor_.processor, 1e-9),
        rate=product.rate / floor_.rate,
        p99=product.p99 / floor_.p99,
    )


def judged(backend: str, clients: int, found: list[Ratio]) -> str:
    """Return a line of ratios over all rounds, with the spread, and whether the goals are met."""

    def of(value: Callable[[Ratio], float], met: Callable[[float], bool], goal: str) -> str:
        values = sorted(value(each) for each in found)
        middle = statistics.median(values)
        mark = "" if not goal else f" ({'met' if met(middle) else 'NOT met'}: {goal})"
        return f"{middle:.2f} [{values[0]:.2f}–{values[-1]:.2f}]{mark}"

    most = GOAL_P99[backend]
    goal_p99 = f"≤ {most:g}" if clients == max(STRETCHES) else ""
    return (
        f"× floor, {clients:2} clients: "
        f"CPU {of(lambda r: r.processor, lambda v: v <= GOAL_PROCESSOR, f'≤ {GOAL_PROCESSOR:g}')}  "
        f"rate {of(lambda r: r.rate, lambda v: v >= GOAL_RATE, f'≥ {GOAL_RATE:g}')}  "
        f"p99 {of(lambda r: r.p99, lambda v: v <= most, goal_p99)}"
    )


if __name__ == "__main__":
    main()
