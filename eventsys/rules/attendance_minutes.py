"""How long somebody was there: the union of intervals, and what counts as present."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Literal

from eventsys.rules.attendance_types import ReportRow

Presence = Literal["attended", "partly", "absent"]

_DECIMALS = 2


def union_minutes(intervals: Iterable[tuple[datetime, datetime]]) -> float:
    """Return the length of the union of intervals in minutes, not rounded.

    Two devices at once count once. An interval that ends before it begins counts zero.
    """
    total, reached = timedelta(), datetime.min  # noqa: DTZ901 (all times here are local ones)
    for start, end in sorted(intervals):
        if end > reached and end > start:
            total += end - max(start, reached)
            reached = end
    return total.total_seconds() / 60


def spent(rows: Sequence[ReportRow]) -> tuple[float | None, datetime | None, datetime | None]:
    """Return minutes (two decimals), first join and last leave over the rows of one person.

    Where there are intervals, their union counts and nothing else. Otherwise the longest length
    that a report states: two devices may have run at once, so lengths are never added. ``None``
    where no row tells.
    """
    timed = [(row.join, row.leave, row) for row in rows if row.join and row.leave]
    intervals = [(join, leave) for join, leave, row in timed if row.continuous]
    first = min((join for join, _, _ in timed), default=None)
    last = max((leave for _, leave, _ in timed), default=None)
    if intervals:
        return round(union_minutes(intervals), _DECIMALS), first, last
    stated = [row.minutes for row in rows if row.minutes is not None]
    return (round(max(stated), _DECIMALS) if stated else None), first, last


def presence(
    minutes: float | None, meeting_minutes: float | None, least_minutes: float | None = None
) -> Presence:
    """Return whether somebody attended a meeting, attended it partly, or was absent.

    Args:
        minutes: how long they were there, 0 where they were not; ``None`` where a report has
            them without telling how long, which is partly and no more.
        meeting_minutes: the length of the meeting.
        least_minutes: the event's least minutes; half of the meeting's length where ``None``.
    """
    if minutes is None:
        return "partly"
    if minutes <= 0:
        return "absent"
    if least_minutes is None:
        # Without any length to compare with, having been there is all that is known.
        least_minutes = (meeting_minutes or 0) / 2
    return "attended" if minutes >= least_minutes else "partly"


def completes(attended_count: int, meetings: int, least: int) -> bool:
    """Tell whether somebody attended enough meetings of a series for a certificate.

    Args:
        attended_count: meetings attended; partly attended ones do not count.
        meetings: how many meetings the series has.
        least: how many are needed; where it is more than there are, all of them.
    """
    return meetings > 0 and attended_count >= max(1, min(least, meetings))
