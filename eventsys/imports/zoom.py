"""Zoom's reports: the attendees of a webinar, the participants of a meeting, its unique users."""

import re
from collections.abc import Sequence
from dataclasses import replace

from eventsys.imports.columns import (
    Column,
    cell,
    columns_of,
    inferred_columns,
    is_facts,
    is_nothing,
    lists_people,
)
from eventsys.imports.participants import Participants
from eventsys.imports.report_times import ReportTimes, read_duration
from eventsys.imports.tables import Row
from eventsys.rules.attendance_types import MeetingFacts, Report, ReportRow, Role, Source

# A heading holds words only: a row with a time, an address, a number or dashes is none, and most
# rows are told by this one look.
_DATA = re.compile(r"\d:\d\d|@|\x1f\s*(?:\d[\d,.]*|--)\s*\x1f")
_ROLES: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(r"panelist|panellist|ผู้อภิปราย|ผู้ร่วมอภิปราย|ผู้เสวนา|วิทยากร", re.IGNORECASE), "panelist"),
    (re.compile(r"\bhost\b|โฮสต์|เจ้าภาพ|ผู้จัด", re.IGNORECASE), "host"),
    (
        re.compile(r"attendee|participant|ผู้เข้าร่วม|ผู้เข้าชม|ผู้ชม|\bother\b|อื่น", re.IGNORECASE),
        "attendee",
    ),
)
# Without a run of spaces in front, which a hostile name makes cost its square.
_BRACKETED_END = re.compile(r"\([^()]*\)\s*\Z")
_DETAILS = re.compile(r"details?\b|รายละเอียด|ข้อมูล", re.IGNORECASE)
_LEAST_HEADING = 4
_LOOK_AHEAD = 40
_HOST_SUFFIX = re.compile(r"\(\s*(?:host|โฮสต์|ผู้จัด|เจ้าภาพ)\s*(?:,[^()]*)?\)\s*\Z", re.IGNORECASE)


def read_zoom(table: Sequence[Row], file: str) -> Report | None:
    """Return what a Zoom report says, or ``None`` where the table is none.

    Sections may be missing or empty, headings in English, Thai or (where the cells tell enough)
    another language. In a meeting's report the host is told by the address or name in the
    preamble or by the suffix ``(Host)``; co-hosts are ordinary people.
    """
    reader = _Zoom(ReportTimes(text for row in table for text in row.cells), table)
    sections = _sections(table)
    for index, row in enumerate(table):
        if index in sections:
            reader.begin_section(sections[index])
        else:
            reader.take(row, table[index + 1 : index + 1 + _LOOK_AHEAD])
    return reader.report(file)


class _Zoom:
    def __init__(self, times: ReportTimes, table: Sequence[Row]) -> None:
        self.people = Participants(times)
        self._table = table
        self.meeting = MeetingFacts()
        self.host = ""
        self.webinar = False
        self.role: Role = "attendee"
        self._facts: dict[Column, int] | None = None
        self._inside = False

    def begin_section(self, role: Role) -> None:
        """Take a section's title: its own heading follows, or nothing where it is empty."""
        self.role, self.webinar = role, True
        self._inside, self._facts = False, None

    def take(self, row: Row, following: Sequence[Row]) -> None:
        """Read one row: a heading, the meeting's facts, or a person."""
        data = _is_data(row)
        columns = {} if data else columns_of(row)
        if is_facts(columns):
            self._facts, self._inside = columns, False
            self.webinar = self.webinar or "viewers" in columns
        elif lists_people(columns):
            self._begin_people(row, columns, following)
        elif self._facts is not None:
            self._read_facts(row)
        elif self._inside:
            self.people.add(row, self.role)
        elif not data and following and _is_data(following[0]):
            inferred = self._inferred(following)
            if inferred:
                self._begin_people(row, {**columns, **inferred}, following)

    def report(self, file: str) -> Report | None:
        """Return the report, or ``None`` where there is neither a list of people nor a webinar."""
        if not self.people.columns and not self.webinar:
            return None
        source: Source = "zoom_webinar" if self.webinar else "zoom_meeting"
        rows = self.people.rows if self.webinar else [self._with_role(r) for r in self.people.rows]
        return Report(file, source, self.meeting, tuple(rows), tuple(self.people.rejected))

    def _begin_people(self, row: Row, columns: dict[Column, int], rest: Sequence[Row]) -> None:
        if "join" not in columns or "leave" not in columns:
            # A heading known in part: the cells tell the rest.
            columns = {**self._inferred(rest), **columns}
        self.webinar = self.webinar or "attended" in columns
        self.people.begin(row, columns)
        self._inside, self._facts = True, None

    def _inferred(self, rest: Sequence[Row]) -> dict[Column, int]:
        times = self.people.times
        # Two words in the first column, over all the people of the file, are yes and no.
        first = {
            row.cells[0]
            for row in self._table[: _LOOK_AHEAD * 2]
            if sum(times.read(text) is not None for text in row.cells) > 1
        }
        yes_or_no = len(first) <= 2  # noqa: PLR2004
        return inferred_columns(_until_section(rest), times, attended_first=yes_or_no)

    def _read_facts(self, row: Row) -> None:
        facts = self._facts or {}
        self._facts = None
        self.host = cell(row, facts, "host").strip() or cell(row, facts, "email").strip()
        self.meeting = MeetingFacts(
            topic=cell(row, facts, "topic").strip(),
            id=cell(row, facts, "meeting_id").strip(),
            start=self.people.times.read(cell(row, facts, "start")),
            minutes=read_duration(cell(row, facts, "minutes")),
        )

    def _with_role(self, row: ReportRow) -> ReportRow:
        host = self.host.casefold()
        name = _BRACKETED_END.sub("", row.display_name).strip().casefold()
        known = host and host in (row.email.strip().casefold(), name)
        if not known and not _HOST_SUFFIX.search(row.display_name):
            return row
        return replace(row, role="host")


def _is_data(row: Row) -> bool:
    return bool(_DATA.search("\x1f" + "\x1f\x1f".join(row.cells) + "\x1f"))


def _sections(table: Sequence[Row]) -> dict[int, Role]:
    """Return the titles of sections by where they stand.

    A title is a row of one filled cell before a heading or another title. Where its language is
    not known the order tells: the host first, the attendees last.
    """
    titles: dict[int, Role | None] = {}
    for index, row in enumerate(table[:-1]):
        if row.filled != 1 or not row.cells[0].strip() or _is_data(row):
            continue
        title, following = row.cells[0], table[index + 1]
        role = next((role for pattern, role in _ROLES if pattern.search(title)), None)
        heading = not _is_data(following) and following.filled >= _LEAST_HEADING
        if heading and is_facts(columns_of(following)):
            continue
        empty = following.filled == 1 and not _is_data(following) and titles
        if heading or empty or (role and _DETAILS.search(title)):
            titles[index] = role
    last = table[-1].cells[0] if table and table[-1].filled == 1 else ""
    if titles and _DETAILS.search(last):
        titles[len(table) - 1] = "attendee"
    return _with_order(titles)


def _with_order(titles: dict[int, Role | None]) -> dict[int, Role]:
    places = list(titles)
    known = set(titles.values())
    roles: dict[int, Role] = {}
    for place, role in titles.items():
        if role:
            roles[place] = role
        elif place == places[-1] and "attendee" not in known:
            roles[place] = "attendee"
        elif place == places[0] and "host" not in known:
            roles[place] = "host"
        else:
            roles[place] = "panelist"
    return roles


def _until_section(rows: Sequence[Row]) -> list[Row]:
    section = []
    for row in rows:
        if row.filled == 1:
            break
        if not all(is_nothing(text) for text in row.cells):
            section.append(row)
    return section
