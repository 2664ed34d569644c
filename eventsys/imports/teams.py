"""Microsoft Teams' attendance reports: the one in numbered sections and the older lists."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from eventsys.imports.columns import Column, cell, column_of, columns_of, is_nothing, lists_people
from eventsys.imports.participants import Participants
from eventsys.imports.report_times import ReportTimes, read_duration
from eventsys.imports.tables import Row
from eventsys.rules.attendance_types import MeetingFacts, Rejected, Report, ReportRow, Role

_NUMBERED = re.compile(r"\s*[1-9]\.\s*\S")
_ACTIVITIES = 3
_ORGANISER = re.compile(r"organi[sz]er|\bhost\b|ผู้จัด|โฮสต์", re.IGNORECASE)
_CO_ORGANISER = re.compile(r"co-?\s?organi[sz]er|ผู้ร่วมจัด|ผู้จัดร่วม", re.IGNORECASE)
_LEFT = re.compile(r"left|leave|ออก", re.IGNORECASE)
_JOINED = re.compile(r"join|เข้า", re.IGNORECASE)
_PREAMBLE_LINES = 20


def read_teams(table: Sequence[Row], file: str) -> Report | None:
    """Return what a Teams report says, or ``None`` where the table is none.

    Where the activities are listed, each is an interval. Where only the participants are, their
    minutes are taken as stated, and the first join and last leave as such. The organiser is host.
    """
    titles = [index for index, row in enumerate(table) if _is_title(row)]
    header = next((row for row in table[:_PREAMBLE_LINES] if _is_actions(columns_of(row))), None)
    times = ReportTimes(text for row in table for text in row.cells)
    if header is not None:
        return _read_actions(table, table.index(header), times, file)
    if titles:
        return _read_sections(table, titles, times, file)
    return _read_single(table, times, file)


def _is_title(row: Row) -> bool:
    return row.filled == 1 and bool(_NUMBERED.match(row.cells[0]))


def _is_actions(columns: dict[Column, int]) -> bool:
    return {"name", "action", "timestamp"} <= columns.keys()


def _read_sections(
    table: Sequence[Row], titles: Sequence[int], times: ReportTimes, file: str
) -> Report | None:
    meeting = MeetingFacts()
    people: list[Participants] = []
    for start, end in zip(titles, [*titles[1:], len(table)], strict=True):
        section = table[start + 1 : end]
        header = next(
            (i for i, row in enumerate(section[:3]) if lists_people(columns_of(row))), None
        )
        if header is None:
            if not people:
                meeting = _facts(section, times)
            continue
        if len(people) < _ACTIVITIES - 1:
            people.append(_read_people(section[header:], times, continuous=bool(people)))
    if not people:
        return None
    if len(people) == 1:
        return Report(file, "teams", meeting, tuple(people[0].rows), tuple(people[0].rejected))
    return _together(people[0], people[1], meeting, file)


def _together(
    summary: Participants, activities: Participants, meeting: MeetingFacts, file: str
) -> Report:
    """Return the activities, and of the summary only those who have none."""
    hosts = {_key(row) for row in summary.rows if row.role == "host"}
    active = {_key(row) for row in activities.rows}
    rows = [replace(row, role="host") if _key(row) in hosts else row for row in activities.rows]
    rows += [row for row in summary.rows if _key(row) not in active]
    lines = {row.line for row in rows}
    rejected = [r for r in summary.rejected if r.line in lines or not activities.rows]
    return Report(file, "teams", meeting, tuple(rows), (*rejected, *activities.rejected))


def _key(row: ReportRow) -> tuple[str, str]:
    return row.display_name.strip(), row.email.strip().casefold()


def _read_people(section: Sequence[Row], times: ReportTimes, *, continuous: bool) -> Participants:
    people = Participants(times)
    columns = columns_of(section[0])
    people.begin(section[0], columns, continuous=continuous)
    for row in section[1:]:
        people.add(row, _role(cell(row, columns, "role")))
    return people


def _role(text: str) -> Role:
    organises = _ORGANISER.search(text) and not _CO_ORGANISER.search(text)
    return "host" if organises else "attendee"


def _facts(section: Sequence[Row], times: ReportTimes) -> MeetingFacts:
    """Return the facts that stand as pairs of a heading and a value."""
    facts: dict[Column, str] = {}
    for row in section:
        column = column_of(row.cells[0])
        if column and len(row.cells) > 1 and column not in facts:
            facts[column] = row.cells[1].strip()
    start = times.read(facts.get("start", ""))
    end = times.read(facts.get("end", ""))
    minutes = read_duration(facts.get("minutes", ""))
    if minutes is None and start and end and end > start:
        minutes = (end - start).total_seconds() / 60
    return MeetingFacts(facts.get("topic", ""), facts.get("meeting_id", ""), start, minutes)


def _read_single(table: Sequence[Row], times: ReportTimes, file: str) -> Report | None:
    """Read the list of 2021: pairs of facts, then one table with a role column."""
    for index, row in enumerate(table[:_PREAMBLE_LINES]):
        columns = columns_of(row)
        if lists_people(columns) and "role" in columns and "join" in columns:
            people = _read_people(table[index:], times, continuous=True)
            meeting = _facts(table[:index], times)
            return Report(file, "teams", meeting, tuple(people.rows), tuple(people.rejected))
    return None


def _read_actions(table: Sequence[Row], header: int, times: ReportTimes, file: str) -> Report:
    """Read the list of joins and leaves, and pair them for each person in their order."""
    columns = columns_of(table[header])
    events: dict[tuple[str, str], list[_Event]] = defaultdict(list)
    rejected: list[Rejected] = []
    for row in table[header + 1 :]:
        name, email = cell(row, columns, "name"), cell(row, columns, "email")
        action = cell(row, columns, "action")
        moment = times.read(cell(row, columns, "timestamp"))
        left = bool(_LEFT.search(action))
        if is_nothing(name) and is_nothing(email):
            rejected.append(Rejected(row.line, "no_name"))
        elif not left and not _JOINED.search(action):
            rejected.append(Rejected(row.line, "action_unknown"))
        else:
            events[name, email].append(_Event(row.line, left, moment))
    rows: list[ReportRow] = []
    for (name, email), of_person in events.items():
        intervals, faults = _paired(of_person)
        rejected += faults
        rows += [
            ReportRow(line, "attendee", attended=True, display_name=name, email=email,
                      join=join, leave=leave)
            for line, join, leave in intervals
        ]  # fmt: skip
        if not intervals:
            rows.append(
                ReportRow(of_person[0].line, "attendee", attended=True, display_name=name,
                          email=email, minutes=0.0 if faults else None)
            )  # fmt: skip
    rejected.sort(key=lambda fault: fault.line)
    return Report(file, "teams", _facts(table[:header], times), tuple(rows), tuple(rejected))


class _Event:
    __slots__ = ("left", "line", "moment")

    def __init__(self, line: int, left: bool, moment: datetime | None) -> None:  # noqa: FBT001
        self.line, self.left, self.moment = line, left, moment


def _paired(
    events: Sequence[_Event],
) -> tuple[list[tuple[int, datetime, datetime]], list[Rejected]]:
    """Return the intervals of one person, and what has no partner or runs backwards.

    The rows stand in the order of the file; where a leave would come before any join, the file is
    sorted otherwise, and the times decide.
    """
    timed = [(event.moment, event) for event in events if event.moment is not None]
    faults = [Rejected(e.line, "time_unreadable") for e in events if e.moment is None]
    depth, in_order = 0, True
    for _, event in timed:
        depth += -1 if event.left else 1
        in_order = in_order and depth >= 0
    if not in_order:
        timed.sort(key=lambda pair: (pair[0], pair[1].left))
    waiting: list[tuple[datetime, int]] = []
    intervals: list[tuple[int, datetime, datetime]] = []
    for moment, event in timed:
        if not event.left:
            waiting.append((moment, event.line))
        elif not waiting:
            faults.append(Rejected(event.line, "leave_without_join"))
        else:
            join, line = waiting.pop()  # the latest: a lost leave must not lengthen another stay
            if moment < join:
                faults.append(Rejected(event.line, "leave_before_join"))
            else:
                intervals.append((line, join, moment))
    faults += [Rejected(line, "leave_missing") for _, line in waiting]
    return intervals, faults
