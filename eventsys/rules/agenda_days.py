"""Which day and meeting the items below a heading belong to."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time

from eventsys.rules.agenda import Item, Note
from eventsys.rules.agenda_dates import FoundDate
from eventsys.rules.agenda_furniture import is_note_line
from eventsys.rules.agenda_headings import Heading, read_heading
from eventsys.rules.agenda_lines import Line
from eventsys.rules.thai_dates import WEEKDAYS_TH

_LONGEST_HEADING = 600


@dataclass(slots=True)
class Scope:
    """What is told for the whole text, for one meeting, or for one day."""

    title: str | None = None
    place: str | None = None
    hours: tuple[time, time] | None = None
    number: int | None = None
    used: bool = False
    title_lines: list[Line] = field(default_factory=list)
    place_lines: list[Line] = field(default_factory=list)

    def take(self, other: "Scope") -> None:
        """Take what the other one tells and this one does not."""
        if self.title is None:
            self.title, self.title_lines = other.title, other.title_lines
        if self.place is None:
            self.place, self.place_lines = other.place, other.place_lines
        self.hours = self.hours or other.hours

    def lines_beside(self, told: "Scope | DayPlan") -> list[Line]:
        """Return the lines of a title and a place of which another one is told already."""
        title = self.title_lines if self.title != told.title else []
        return [*title, *(self.place_lines if self.place != told.place else [])]


@dataclass(slots=True)
class DayPlan:
    """A day while its items are being read."""

    date: date | None
    weekday: str | None
    number: int | None
    title: str | None
    place: str | None
    hours: tuple[time, time] | None
    items: list[Item] = field(default_factory=list)


@dataclass(slots=True)
class _Opening:
    """The line that opens a day, until items follow."""

    line: Line
    heading: Heading
    scope: Scope


class Days:
    """The days of an agenda in the order of the text.

    A date that no time follows opens no day; the same date twice is one day.
    """

    def __init__(self) -> None:
        self.plans: list[DayPlan] = []
        self.notes: list[Note] = []
        self.current: DayPlan | None = None
        self.whole = Scope()
        self.meeting: Scope | None = None
        self.year: int | None = None
        self.range: list[date] = []
        self.shared: date | None = None  # stands above the number of the first meeting
        self.by_date: dict[date, DayPlan] = {}

    def open(self, block: Sequence[Line]) -> DayPlan:
        """Return the day for the items below a block of lines, which says which one it is."""
        _Block(self, block).read()
        if self.current is None:
            self.start(None, None, Scope())
        assert self.current is not None  # noqa: S101 (just opened)
        return self.current

    def open_date(self, found: FoundDate, line: Line) -> DayPlan:
        """Return the day of a date that stands in a row of a table."""
        self.year = found.year or self.year
        dates = found.dates(self.year)
        day = dates[0] if dates else None
        if day is None:
            self.notes.append(Note(line.number, line.raw))
        if self.current is None or day is None or self.current.date != day:
            self.start(day, found.weekday, Scope())
        assert self.current is not None  # noqa: S101 (just opened)
        return self.current

    def next_of_range(self) -> DayPlan | None:
        """Go on to the next day of a range of dates, where times begin anew; else ``None``."""
        if self.current is None or self.current.date not in self.range:
            return None
        following = self.range.index(self.current.date) + 1
        if following >= len(self.range):
            return None
        self.start(self.range[following], None, Scope())
        return self.current

    def set_fallback(self, day: date, weekday: str | None) -> None:
        """Take a date from the text above the agenda, where the agenda itself has none."""
        if self.plans and not any(plan.date for plan in self.plans):
            self.plans[0].date, self.plans[0].weekday = day, weekday

    def finish(self) -> None:
        """Keep as a note the title of the whole text where every day has a title of its own."""
        if self.whole.title and not self.whole.used:
            self.notes.extend(Note(line.number, line.raw) for line in self.whole.title_lines)

    def start(self, day: date | None, weekday: str | None, scope: Scope) -> None:
        """Begin a day, or go on with it where the date is known already."""
        meeting = self.meeting or Scope()
        known = self.by_date.get(day) if day is not None else None
        if known is not None:
            self.current = known
            known.weekday = known.weekday or weekday
            known.title = known.title or scope.title or meeting.title
            known.place = known.place or scope.place or meeting.place
            known.hours = known.hours or scope.hours
            return
        title = scope.title or meeting.title
        self.whole.used = self.whole.used or not title
        self.current = DayPlan(
            date=day,
            weekday=weekday,
            number=(meeting.number if self.meeting else self.whole.number) or None,
            title=title or self.whole.title,
            place=scope.place or meeting.place or self.whole.place,
            hours=scope.hours or meeting.hours or self.whole.hours,
        )
        self.plans.append(self.current)
        if day is not None:
            self.by_date[day] = self.current


class _Block:
    """The lines between items, or above the first one."""

    def __init__(self, days: Days, lines: Sequence[Line]) -> None:
        self._days = days
        self._lines = lines
        self._first = days.current is None
        self._opening: _Opening | None = None
        self._numbered = False
        self._above_number: _Opening | None = None
        self._loose: tuple[str, Line] | None = None
        self._last: Scope | None = None  # whose title the next line may go on with
        self._last_place: Scope | None = None
        self._after_marker = False

    def read(self) -> None:
        """Tell the days what the lines say; lines that say nothing become notes."""
        for line in self._lines:
            if len(line.text) > _LONGEST_HEADING or is_note_line(line.text):
                self._note(line)
                self._last = self._last_place = None
                continue
            self._read(line, read_heading(line.plain))
        if self._loose:
            self._note(self._loose[1])
        opening = self._opening
        if opening is None:
            if self._numbered:
                self._open_numbered()
            return
        self._open(opening)

    def _read(self, line: Line, heading: Heading) -> None:
        days = self._days
        days.year = heading.year or days.year
        kept = False
        wraps = not line.after_blank
        if heading.number is not None:
            kept = True
            if (
                self._first
                and self._opening is None
                and heading.is_title
                and not self._numbered
                and (heading.text in line.plain and "ครั้งที่" in heading.text)
            ):
                days.whole.number = heading.number
            else:
                self._above_number = self._opening if self._first else None
                days.meeting = Scope(number=heading.number)
                self._numbered = heading.number > 0  # `ครั้งที่ –` ends a meeting of several days
        if heading.opens_day:
            kept = True
            self._replace_opening(line, heading)
        target = self._target()
        if heading.hours is not None:
            alone = not kept and not heading.place and not heading.text
            (self._opening.scope if self._opening else days.whole).hours = heading.hours
            kept = not alone
        if heading.place is not None:
            kept = self._put_place(line, target, heading.place, joins=wraps) or kept
        self._put_text(line, heading, target, kept=kept, wraps=wraps)

    def _put_text(
        self, line: Line, heading: Heading, target: Scope | None, *, kept: bool, wraps: bool
    ) -> None:
        text = heading.text
        joins = self._last if wraps and not kept and not heading.is_marker else None
        title = heading.is_title or (self._after_marker and wraps and bool(text) and not kept)
        self._after_marker = heading.is_marker and not heading.is_title
        self._last = None
        if not text:
            if not kept:
                self._note(line)
            return
        if joins is not None and joins.title:
            joins.title = f"{joins.title} {text}"
            joins.title_lines.append(line)
            self._last = joins
        elif title and target is not None and target.title is None:
            target.title, target.title_lines = text, [line]
            self._last = target
        elif title and target is None and self._loose is None:
            self._loose = (text, line)
        else:
            self._days.notes.append(Note(line.number, text if kept else line.raw))

    def _put_place(self, line: Line, target: Scope | None, place: str, *, joins: bool) -> bool:
        if target is None:
            return False
        if target.place is None:
            target.place, target.place_lines = place, [line]
        elif joins and self._last_place is target:
            target.place = f"{target.place} {place}"
            target.place_lines.append(line)
        else:
            return False
        self._last_place = target
        return True

    def _target(self) -> Scope | None:
        days = self._days
        if self._numbered:
            return days.meeting
        if self._opening is not None:
            return self._opening.scope
        return days.whole if self._first else None

    def _replace_opening(self, line: Line, heading: Heading) -> None:
        """Let a later date of the block count; what the earlier line told besides stays."""
        if self._opening is not None:
            self._put_aside(self._opening, heading)
        scope = Scope()
        if self._loose is not None and not self._numbered:
            scope.title, scope.title_lines = self._loose[0], [self._loose[1]]
            self._loose = None
        self._opening = _Opening(line, heading, scope)

    def _put_aside(self, old: _Opening, heading: Heading) -> None:
        """Keep what an earlier date of the block was told with, for all days that follow."""
        days, scope = self._days, old.scope
        announced = self._falls_in(heading, self._remember(old.heading))
        if announced and not self._first and not self._numbered:
            days.meeting = Scope(number=(days.meeting or days.whole).number)
        told = announced or self._numbered or (self._first and bool(scope.title or scope.place))
        keeps = days.whole if self._first else days.meeting if told else None
        if keeps is not None:
            keeps.take(scope)
        for line in (
            scope.lines_beside(keeps or Scope()) if told else (old.line, *scope.title_lines)
        ):
            self._note(line)

    def _falls_in(self, heading: Heading, dates: list[date]) -> bool:
        """Tell whether a day is one of several dates that the line above has announced."""
        days = [day for found in heading.dates for day in found.dates(self._days.year)]
        return len(dates) > 1 and (not days or days[0] in dates)

    def _remember(self, heading: Heading) -> list[date]:
        days = self._days
        dates = [day for found in heading.dates for day in found.dates(days.year)]
        if len(dates) > 1:
            days.range = _filled(dates)
        return dates

    def _open(self, opening: _Opening) -> None:
        days, heading = self._days, opening.heading
        dates = self._remember(heading)
        weekday = heading.weekday
        day: date | None = dates[0] if dates else None
        if heading.day is not None or (not heading.dates and weekday):
            day = self._day_of_range(heading)
        if day is None and heading.dates:
            self._note(opening.line)
        if opening is self._above_number and len(dates) == 1:
            days.shared = day
        self._start(day, weekday, opening.scope)

    def _start(self, day: date | None, weekday: str | None, scope: Scope) -> None:
        """Begin a day, or go on with it: what is told of it anew and otherwise becomes notes."""
        days = self._days
        known = days.by_date.get(day) if day is not None else None
        meeting = days.meeting if self._numbered else None
        days.start(day, weekday, scope)
        if known is None:
            return
        for told in (scope, meeting or scope):
            for line in told.lines_beside(known):
                self._note(line)
        if meeting is not None and meeting.number != known.number:
            self._note_number()

    def _open_numbered(self) -> None:
        """Open a meeting without a date of its own: on the date that stands above all numbers."""
        days = self._days
        if days.current and days.meeting and days.current.number == days.meeting.number:
            return  # the head of the next page
        self._start(days.shared, None, Scope())

    def _day_of_range(self, heading: Heading) -> date | None:
        """Return the day of the range told last that a heading without a month means."""
        dates, number, weekday = self._days.range, heading.day, heading.weekday
        if number is None:
            return next((day for day in dates if WEEKDAYS_TH[day.weekday()] == weekday), None)
        of_month = next((day for day in dates if day.day == number), None)
        counted = dates[number - 1] if 0 < number <= len(dates) and not weekday else None
        if heading.day_counts or of_month is None:
            return counted
        # `วันที่ ๒` is the second day where the first one has been before it, else the 2nd.
        now = self._days.current.date if self._days.current else None
        follows = now not in dates if number == 1 else now in dates[number - 2 : number - 1]
        return counted if counted is not None and follows else of_month

    def _note(self, line: Line) -> None:
        self._days.notes.append(Note(line.number, line.raw))

    def _note_number(self) -> None:
        for line in self._lines:
            if read_heading(line.plain).number is not None:
                self._note(line)
                return


def _filled(dates: list[date]) -> list[date]:
    """Return the days of a range; the two ends of one over the end of a month are filled up."""
    first, last = dates[0], dates[-1]
    between = last.toordinal() - first.toordinal()
    if len(dates) == 2 and first.month != last.month and 1 < between <= 10:  # noqa: PLR2004
        return [date.fromordinal(first.toordinal() + days) for days in range(between + 1)]
    return dates
