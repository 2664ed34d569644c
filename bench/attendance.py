"""How long matching takes, and that it grows with the report and not with its square.

Run with ``python -m bench.attendance``.
"""

import gc
import random
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from eventsys.imports.reports import read_report
from eventsys.rules.attendance import match
from eventsys.rules.attendance_types import MeetingFacts, Registration, Report, ReportRow
from eventsys.rules.display_names import compose
from eventsys.rules.provinces import PROVINCES


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FIRST = words(
    """
    กนก กมล ขจร จรัญ จันท ชัย ชุติ ณัฐ ดวง ทวี ธน นภา บุญ เบญจ ประ ปรี พร พิมพ์ ภู
    มณี
    """
)
SECOND = words(
    """
    วรรณ ชัย พร ศักดิ์ ใจ มาศ รัตน์ พงษ์ วุฒิ ภา นารี สุข เดช ศรี มาลี ดา ลักษณ์
    ณี
    """
)
AGENCIES = words(
    """
    พช. พม. พมจ. สสจ. ทสจ. สถจ. ศธจ. กษ. ปค. อบจ. อบต. ทม. ทน. ทต.
    """
)
TITLES = ("นาย", "นาง", "นางสาว", "ดร.")
START = datetime(2022, 2, 18, 8, 30)  # noqa: DTZ001 (reports tell local times)
CENTRAL_SHARE = 0.1
GOAL_SECONDS = 0.3
REPEATS = 5


def registrations(count: int, pick: random.Random) -> list[Registration]:
    return [
        Registration(
            id=f"R{number}",
            title=pick.choice(TITLES),
            first_name=pick.choice(FIRST) + pick.choice(SECOND),
            last_name=pick.choice(FIRST) + pick.choice(SECOND),
            province="" if pick.random() < CENTRAL_SHARE else pick.choice(PROVINCES).name_th,
            agency=pick.choice(AGENCIES),
            email=f"u{number}@example.go.th",
        )
        for number in range(count)
    ]


def appearance(entry: Registration, pick: random.Random) -> tuple[str, str]:
    """Return a name and an address under which somebody comes: one in four needs a person."""
    name = compose(
        province=entry.province,
        agency=entry.agency,
        title=entry.title,
        first_name=entry.first_name,
    )
    place = pick.randrange(1, len(entry.first_name))
    misspelt = entry.first_name[:place] + "ม" + entry.first_name[place:]
    forms = (
        (name, ""),
        (name, entry.email),
        ("iPhone", entry.email),
        (f"{name} {entry.last_name}", ""),
        (f"{entry.title}{entry.first_name} {entry.agency} {entry.province}", ""),
        (name.replace(" ", "_"), ""),
        (name.replace(entry.first_name, misspelt), ""),
        (f"{entry.agency} {entry.title}{entry.first_name}", ""),
    )
    return pick.choice(forms)


def report(entries: list[Registration], count: int, pick: random.Random) -> Report:
    rows: list[ReportRow] = []
    while len(rows) < count:
        name, email = appearance(pick.choice(entries), pick)
        for _ in range(pick.randint(1, 2)):
            join = START + timedelta(seconds=pick.randrange(9000))
            leave = join + timedelta(seconds=pick.randrange(4000))
            rows.append(
                ReportRow(
                    len(rows) + 1,
                    "attendee",
                    attended=True,
                    display_name=name,
                    email=email,
                    join=join,
                    leave=leave,
                )
            )
    return Report("report.csv", "zoom_webinar", MeetingFacts(), tuple(rows[:count]))


def as_csv(made: Report) -> bytes:
    lines = ["Name (original name),Email,Join time,Leave time,Duration (minutes),Guest"]
    lines += [f'"{r.display_name}",{r.email},{r.join},{r.leave},1,No' for r in made.rows]
    return "\r\n".join(lines).encode("utf-8-sig")


def best_of(repeats: int, work: Callable[[], object]) -> float:
    times = []
    for _ in range(repeats):
        gc.collect()
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def measure(rows: int, people: int, repeats: int) -> float:
    """Print and return the seconds that matching takes."""
    pick = random.Random(7)
    entries = registrations(people, pick)
    made = report(entries, rows, pick)
    data = as_csv(made)
    reading = best_of(1, lambda: read_report(data, "report.csv"))
    matching = best_of(repeats, lambda: match(entries, [made]))
    print(
        f"{rows:7,} rows, {people:6,} registrations: reading {reading:.3f} s, "
        f"matching {matching:.3f} s, {matching / rows * 1e6:.1f} µs a row"
    )
    return matching


def main() -> None:
    small = measure(2_000, 1_500, REPEATS)
    large = measure(50_000, 20_000, 1)
    ratio = (large / 50_000) / (small / 2_000)
    print(f"small: {small:.3f} s of {GOAL_SECONDS} s; time a row, large to small: {ratio:.2f}")


if __name__ == "__main__":
    main()
