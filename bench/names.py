"""Display names checked per second on one core: ``python -m bench.names``.

The names are made up, none occurs twice, and a third of them is faulty.
"""

import random
import sys
import time
from collections.abc import Iterator

from eventsys.rules.agencies import AGENCIES
from eventsys.rules.display_names import check
from eventsys.rules.provinces import PROVINCES
from eventsys.rules.title_words import CANONICAL_TITLES
from eventsys.rules.titles import keeps_space

NAMES = 30_000
RUNS = 3
GOAL = 10_000

_SYLLABLES = (
    *("กา", "ขวัญ", "จิต", "ชล", "ณัฐ", "ดา", "ธี", "นภา", "บุญ", "ปรี", "พล", "มาน", "รัตน์"),
    *("วิ", "ศิริ", "สม", "สุ", "อรุณ", "กมล", "พร", "ชัย", "วัฒน์", "ลักษณ์", "นารี", "ทิพย์"),
)


def _first_names() -> Iterator[str]:
    """Yield made-up first names, none twice."""
    for first in _SYLLABLES:
        for second in _SYLLABLES:
            for third in _SYLLABLES:
                for fourth in _SYLLABLES[:4]:
                    yield first + second + third + fourth


def _faulty(rng: random.Random, province: str, agency: str, title: str, first: str) -> str:
    """Return a name with one or two of the faults that people make."""
    return rng.choice(
        (
            f"{province}_{agency.rstrip('.')}_{title}{first}",
            f"จ.{province} {agency} {title} {first}",
            f"{agency} {province} {title}{first} {first[::-1]}",
            f"{province[:-2]}{province[-1]} {agency} {title}{first}",
            f"{title}{first} {agency} {province}",
            f"{province} {first}",
            f"★{province}{agency}{title}{first}",
            f"กองที่ไม่มีใครรู้จัก {agency} {first} ใจดี",
            f"{province} มูลนิธิตัวอย่าง {first}",
            f"iPhone ของ {first}",
        )
    )


def make_names(count: int, seed: int = 1) -> list[str]:
    """Return so many different names, each third one faulty."""
    rng = random.Random(seed)
    names: list[str] = []
    for number, first in zip(range(count), _first_names(), strict=False):
        province = rng.choice(PROVINCES).name_th
        agency = rng.choice(AGENCIES).abbr
        title = rng.choice(("นาย", "นาง", "นางสาว", rng.choice(CANONICAL_TITLES)))
        if number % 3 == 0:
            names.append(_faulty(rng, province, agency, title, first))
        else:
            space = " " if keeps_space(title) else ""
            place = f"{province} " if rng.randrange(5) else ""
            names.append(f"{place}{agency} {title}{space}{first}")
    return names


def main() -> int:
    """Print names per second, the best of a few runs; 1 where the goal is missed."""
    names = make_names(NAMES)
    assert len(names) == len(set(names)) == NAMES, "the names repeat"  # noqa: S101
    faulty = sum(not check(name).valid for name in names)
    best = float("inf")
    for _ in range(RUNS):
        start = time.perf_counter()
        for name in names:
            check(name)
        best = min(best, time.perf_counter() - start)
    rate = NAMES / best
    print(f"{NAMES} names, {faulty} faulty: {rate:,.0f} names/s on one core (goal {GOAL:,})")
    return 0 if rate >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
