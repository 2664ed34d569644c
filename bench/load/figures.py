"""Figures of a load: rates, quantiles, processor time, and how they compare."""

import statistics
from dataclasses import dataclass

from bench.load.client import Seen


@dataclass(frozen=True)
class Figures:
    """What one load came to.

    ``p50`` to ``p99`` are milliseconds of a whole registration; ``web`` and ``database`` are
    milliseconds of processor time for one, of the web server's processes and, where it is a server
    of its own, of the database's.
    """

    rate: float
    p50: float
    p95: float
    p99: float
    web: float
    database: float
    errors: int

    @property
    def processor(self) -> float:
        """Processor time of both."""
        return self.web + self.database


def figures(seen: Seen, *, web: float, database: float) -> Figures:
    """Return the figures of what clients saw, with the processor seconds that it cost."""
    done = max(len(seen.seconds), 1)
    cuts = statistics.quantiles(seen.seconds, n=100) if done > 1 else [0.0] * 99
    p50, p95, p99 = (cuts[at] * 1000 for at in (49, 94, 98))
    return Figures(
        rate=len(seen.seconds) / seen.took,
        p50=p50,
        p95=p95,
        p99=p99,
        web=web / done * 1000,
        database=database / done * 1000,
        errors=len(seen.errors),
    )


HEAD = (
    f"{'':32}{'reg/s':>8}{'p50 ms':>8}{'p95 ms':>8}{'p99 ms':>8}"
    f"{'CPU ms':>8}{'DB ms':>8}{'errors':>8}"
)


def line(name: str, each: Figures) -> str:
    """Return a line of the table of figures."""
    return (
        f"{name:32}{each.rate:8.1f}{each.p50:8.1f}{each.p95:8.1f}{each.p99:8.1f}"
        f"{each.web:8.2f}{each.database:8.2f}{each.errors:8}"
    )
