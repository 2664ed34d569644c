"""Attendance as plain values: what a report says, who registered, and what came of matching."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Role = Literal["attendee", "host", "panelist"]
Source = Literal["zoom_webinar", "zoom_meeting", "teams", "google_forms", "table"]
MatchedBy = Literal["email", "display_name", "parts", "remembered"]
Reason = Literal["ambiguous", "not_a_name", "not_registered"]


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """What a report says of its meeting.

    ``start`` is local time without a zone; ``minutes`` is the length of the meeting. Both are
    ``None`` where the report does not tell.
    """

    topic: str = ""
    id: str = ""
    start: datetime | None = None
    minutes: float | None = None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One row of a report: somebody was there from ``join`` to ``leave``, or did not come.

    ``display_name`` and ``email`` stand as in the report. ``join`` and ``leave`` are local times
    without a zone, both or neither. ``minutes`` is the length as the report states it; it counts
    only where there is no interval. Where ``continuous`` is false, the two times are the first
    join and the last leave, with gaps between them that the report does not tell.
    """

    line: int
    role: Role
    attended: bool
    display_name: str
    email: str
    join: datetime | None = None
    leave: datetime | None = None
    minutes: float | None = None
    continuous: bool = True


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that could not be counted: its line in the file (from 1) and a code."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """One file that was read. ``file`` is its name, without a folder."""

    file: str
    source: Source
    meeting: MeetingFacts
    rows: tuple[ReportRow, ...]
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True)
class Registration:
    """A registered person as matching needs to know them.

    ``province`` is empty for a central office. ``display_name`` is the name that the invitation
    asked for, with the mark that tells namesakes apart; where it is empty it is composed.
    """

    id: str
    title: str
    first_name: str
    last_name: str
    province: str
    agency: str
    email: str = ""
    display_name: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided earlier about a name and an address of a report.

    Exactly one of ``registration_id`` and ``walk_in`` is set; ``walk_in`` is the caller's own key
    of somebody who came without a registration.
    """

    display_name: str
    email: str
    registration_id: str | None = None
    walk_in: str | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """A distinct pair of name and address, as in the report, and how it was matched."""

    display_name: str
    email: str
    matched_by: MatchedBy


@dataclass(frozen=True, slots=True)
class Person:
    """A registered person who was there, under one or more identities.

    ``minutes`` is the length of the union of all intervals, two decimals; ``None`` where no
    report tells. ``first_join`` and ``last_leave`` are ``None`` for sources without intervals.
    """

    registration_id: str
    minutes: float | None
    first_join: datetime | None
    last_leave: datetime | None
    identities: tuple[Identity, ...]


@dataclass(frozen=True, slots=True)
class WalkIn:
    """Somebody whom an earlier decision made a walk-in; fields as in ``Person``."""

    walk_in: str
    minutes: float | None
    first_join: datetime | None
    last_leave: datetime | None
    identities: tuple[Identity, ...]


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A name and address for a person to decide, with up to five registrations, best first."""

    display_name: str
    email: str
    minutes: float | None
    first_join: datetime | None
    last_leave: datetime | None
    reason: Reason
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Staff:
    """A host or panellist; ``registration_id`` where they registered as well."""

    display_name: str
    email: str
    role: Role
    minutes: float | None
    registration_id: str | None = None


@dataclass(frozen=True, slots=True)
class Absent:
    """Somebody whom the report lists as not having come."""

    display_name: str
    email: str
    registration_id: str | None = None


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A rejected row with the file it stands in."""

    file: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class MatchResult:
    """Reports matched to registrations.

    People stand in the order of the registrations, everything else in alphabetical order, so
    that the order of rows and files changes nothing.
    """

    meeting: MeetingFacts = field(default_factory=MeetingFacts)
    people: tuple[Person, ...] = ()
    walk_ins: tuple[WalkIn, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()
    staff: tuple[Staff, ...] = ()
    absent: tuple[Absent, ...] = ()
    rejected: tuple[RejectedRow, ...] = ()
