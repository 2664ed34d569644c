"""The figures of an attendance summary as plain values, one source for screen, PDF and sheet."""

from dataclasses import dataclass
from datetime import date, datetime

from eventsys.rules.published import Text


@dataclass(frozen=True, slots=True)
class Figures:
    """How many people registered and how many of them attended.

    ``absent`` is the rest: registered, neither attended nor partly attended.
    """

    registered: int
    attended: int
    partly: int

    @property
    def absent(self) -> int:
        """People who were registered and not seen."""
        return self.registered - self.attended - self.partly

    @property
    def share(self) -> float | None:
        """Attended over registered, 0 to 1; ``None`` where nobody registered."""
        return self.attended / self.registered if self.registered else None


@dataclass(frozen=True, slots=True)
class MeetingFigures:
    """Figures of one meeting.

    ``imported`` tells whether a report was brought in; without one nothing is known and the
    figures of attendance say nothing. ``unmatched`` counts names that await a decision.
    """

    meeting_id: int
    number: int
    dates: tuple[date, ...]
    title: Text
    imported: bool
    figures: Figures
    walk_ins: int
    unmatched: int


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """Figures of one quota (a province, the central places, an own quota) over the meetings.

    ``per_meeting`` has one entry for each meeting, in order. ``once`` counts those of the people
    registered who attended at least one meeting.
    """

    code: str
    name: Text
    region_th: str
    capacity: int
    registered: int
    once: int
    per_meeting: tuple[Figures, ...]


@dataclass(frozen=True, slots=True)
class UnmatchedName:
    """A name in a report that no registration certainly has. ``reason`` is a code."""

    meeting_number: int
    display_name: str
    email: str
    minutes: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class AttendanceSummary:
    """All figures of an event's attendance.

    ``groups`` are ordered as the quotas are, provinces in the order of their codes. ``once``
    counts people who attended at least one meeting.
    """

    slug: str
    title: Text
    subtitle: Text
    organisation: Text
    unit: Text
    thai_digits: bool
    made_at: datetime
    registered: int
    once: int
    meetings: tuple[MeetingFigures, ...]
    groups: tuple[GroupFigures, ...]
    unmatched: tuple[UnmatchedName, ...]
    # the least number of meetings that the event asks for, and how many people reached it
    least_meetings: int | None = None
    completed: int | None = None
