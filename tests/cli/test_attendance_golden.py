"""Small meetings judged by hand: what the report says, who registered, and what must come out.

Each file of ``tests/data/attendance-golden`` has a sentence, the registrations, the reports, and
one line for each thing expected. ``*`` stands for any candidates; those listed come first.
"""

import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from eventsys.cli.attendance import as_plain
from eventsys.imports.registration_lists import read_registration_list
from eventsys.imports.reports import read_report
from eventsys.rules.attendance import match

FOLDER = Path(__file__).parents[1] / "data" / "attendance-golden"
CASES = sorted(path.stem for path in FOLDER.glob("*.txt"))


def parts_of(case: str) -> dict[str, str]:
    text = (FOLDER / f"{case}.txt").read_bytes().decode()
    return dict(re.findall(r"^== (.+)\n((?:(?!== ).*\n?)*)", text, re.MULTILINE))


def outcome(parts: dict[str, str]) -> dict[str, Any]:
    registrations = read_registration_list(parts["registrations"].encode())
    reports = [
        read_report(text.encode("utf-8-sig"), title.removeprefix("report "))
        for title, text in parts.items()
        if title.startswith("report ")
    ]
    return as_plain(match(registrations, reports))


def lines_of(result: dict[str, Any], expected: list[str]) -> list[str]:
    """Return a result as the lines of a file; of candidates as many as are expected."""
    asked = {line.partition(" | ")[2]: line.partition(" | ")[0].split()[3:] for line in expected
             if line.startswith("open ")}  # fmt: skip
    lines = []
    meeting = result["meeting"]
    if any(line.startswith("meeting ") for line in expected):
        facts = (meeting["topic"], meeting["id"], meeting["start"], str(meeting["minutes"]))
        lines.append(joined(f"meeting {facts[0]}", *facts[1:]))
    for person in result["people"]:
        times = (person["minutes"], person["first_join"], person["last_leave"])
        head = " ".join(
            ["match", person["registration_id"], *("-" if t is None else str(t) for t in times)]
        )
        names = [
            i[key] for i in person["identities"] for key in ("display_name", "email", "matched_by")
        ]
        lines.append(joined(head, *names))
    for one in result["unmatched"]:
        identity = joined(one["display_name"], one["email"])
        wanted = asked.get(identity, [])
        candidates = wanted if wanted == ["*"] else one["candidates"][: len(wanted) or None]
        minutes = "-" if one["minutes"] is None else str(one["minutes"])
        lines.append(joined(" ".join(["open", one["reason"], minutes, *candidates]), identity))
    for kind in ("staff", "absent"):
        lines += [
            joined(f"{kind} {one['display_name']}", one["email"], one.get("registration_id", ""))
            for one in result[kind]
        ]
    lines += [f"rejected {one['line']} {one['reason']}" for one in result["rejected"]]
    return lines


def joined(*cells: str) -> str:
    line = " | ".join(cells).replace("|  |", "| |")
    return line if cells[-1] else line.rstrip()


@pytest.mark.parametrize("case", CASES)
def test_a_meeting_judged_by_hand(case: str) -> None:
    parts = parts_of(case)
    expected = parts["expected"].rstrip("\n").split("\n")
    assert sorted(lines_of(outcome(parts), expected)) == sorted(expected)


def test_there_are_many() -> None:
    kinds: dict[str, int] = defaultdict(int)
    for case in CASES:
        for line in parts_of(case)["expected"].splitlines():
            kinds[line.split()[0]] += 1
    assert len(CASES) >= 25
    assert kinds.keys() == {"meeting", "match", "open", "staff", "absent", "rejected"}
