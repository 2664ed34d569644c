"""From the pasted text of an agenda to a structured one.

Grammar and result are those of the product's rules for agenda texts: what is understood becomes
days and items, and every other line of the agenda becomes a note.
"""

import re
from dataclasses import dataclass, replace

from eventsys.rules.agenda import (
    Agenda,
    AgendaError,
    Item,
    MeetingDay,
    Note,
    Talk,
    kind_of,
    runs_side_by_side,
)
from eventsys.rules.agenda_body import Piece, belongs_to_item, read_pieces
from eventsys.rules.agenda_continued import with_speakers_of_continued
from eventsys.rules.agenda_dates import find_dates
from eventsys.rules.agenda_days import Days
from eventsys.rules.agenda_furniture import (
    is_catchword,
    is_note_line,
    is_page_number,
    is_section_label,
)
from eventsys.rules.agenda_headings import begins_day, begins_meeting, is_marker, read_heading
from eventsys.rules.agenda_lines import Line, lines_of
from eventsys.rules.agenda_quotes import has_open_quote
from eventsys.rules.agenda_rooms import split_rooms, starts_room
from eventsys.rules.agenda_rows import Columns, Row, more_cells, read_header, read_row
from eventsys.rules.agenda_speakers import is_office_line
from eventsys.rules.agenda_times import ends_with_dash_after_time

# Of one item: what is longer is prose below the agenda.
_MOST_PIECES = 80
_MOST_LETTERS = 8000
_PARAGRAPH = 300
_MOST_HEAD = 2  # lines
_BEGINS_WITH_DASH = re.compile(r"\s*[-–—]\s*[0-9๐-๙]")
_PLACE_LINE = re.compile(r"\s*(?:ณ\s|สถานที่|ผ่านระบบ|(?:venue|place|location)\s?:)", re.IGNORECASE)


@dataclass(slots=True)
class _Open:
    """An item while its lines are being read."""

    row: Row
    lines: list[int]
    pieces: list[Piece]
    letters: int
    cell: int  # in a table: the column in which the text has ended
    spaced: bool = False  # whether its last line came after an empty one

    @property
    def has_text(self) -> bool:
        return any(piece.text.strip() for piece in self.pieces)

    @property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces)

    def add_line(self, line: Line) -> None:
        if line.number != self.lines[-1]:
            self.lines.append(line.number)


def parse(text: str) -> Agenda:
    """Return the agenda that a text holds.

    Args:
        text: as pasted or read from a file: a letter, a PDF, a spreadsheet, a chat, an agenda
            alone or with prose around it. Work grows linearly with it.

    Raises:
        AgendaError: ``no_time`` where no line begins with a time of day.
    """
    return _Reader(list(lines_of(text))).read()


class _Reader:
    """Reads lines in order; holds the day, the item and the heading lines that are open."""

    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        self._rows: list[Row | None] = []
        self._also: dict[int, int] = {}  # rows whose time ends in the next line
        self._days = Days()
        self._notes: list[Note] = []
        self._block: list[Line] = []
        self._item: _Open | None = None
        self._columns: Columns | None = None
        self._seen: set[str] = set()

    def read(self) -> Agenda:
        self._rows = self._read_rows()
        first = next((index for index, row in enumerate(self._rows) if row is not None), None)
        if first is None:
            raise AgendaError("no_time")
        start = self._start_of_agenda(first)
        self._columns = None
        index = start
        while index < len(self._lines):
            line = self._lines[index]
            row = self._rows[index]
            if row is not None:
                self._begin(row, line)
                if index in self._also:
                    index += 1
                    assert self._item is not None  # noqa: S101 (just begun)
                    self._item.add_line(self._lines[index])
            else:
                self._read_line(line, index)
            index += 1
        self._end_item()
        for line in self._block:
            self._note(line)
        self._take_fallback_date(start)
        return self._agenda()

    def _read_rows(self) -> list[Row | None]:
        """Return for each line the row that it is, with times that two lines hold in one."""
        rows: list[Row | None] = []
        columns: Columns | None = None
        for line in self._lines:
            row = read_row(line, columns)
            if row is None:
                columns = read_header(line) or columns
            rows.append(row)
        for index in range(len(rows) - 1):
            self._join_times(rows, index)
        for index, row in enumerate(rows):
            if row is not None and self._tells_hours(rows, index, row):
                rows[index] = None
        return rows

    def _join_times(self, rows: list[Row | None], index: int) -> None:
        this, following = rows[index], rows[index + 1]
        if (
            this is None
            or following is None
            or this.slot.end
            or following.slot.end
            or this.pieces_text
        ):
            return
        text, next_text = self._lines[index].text, self._lines[index + 1].text
        if ends_with_dash_after_time(text) or _BEGINS_WITH_DASH.match(next_text):
            slot = this.slot._replace(end=following.slot.start)
            rows[index] = replace(following, slot=slot, date=this.date)
            rows[index + 1] = None
            self._also[index] = index + 1

    def _tells_hours(self, rows: list[Row | None], index: int, row: Row) -> bool:
        """Tell whether a line with nothing but times tells how long the meeting lasts."""
        if row.slot.end is None or row.pieces_text or index + 1 >= len(rows):
            return False
        following, text = rows[index + 1], self._lines[index + 1].text
        if following is None:
            return bool(_PLACE_LINE.match(text)) or read_header(self._lines[index + 1]) is not None
        until = following.slot.end or following.slot.start
        return row.slot.start <= following.slot.start and until <= row.slot.end

    def _start_of_agenda(self, first: int) -> int:
        """Return where the agenda begins: at its heading, or where prose above it ends."""
        for index in range(first - 1, -1, -1):
            if is_marker(self._lines[index].text):
                return self._head_above(index)
        start = first
        while start > 0 and len(self._lines[start - 1].text) <= _PARAGRAPH // 2:
            start -= 1
        return start

    def _head_above(self, marker: int) -> int:
        """Return where a title right above `กำหนดการ` begins; other lines above it are a letter."""
        start = marker
        for index in range(marker - 1, max(marker - 1 - _MOST_HEAD, -1), -1):
            if self._lines[index + 1].after_blank or len(self._lines[index].text) > _PARAGRAPH:
                break
            if read_heading(self._lines[index].plain).is_title:
                start = index
        return start

    def _begin(self, row: Row, line: Line) -> None:
        self._end_item()
        if row.columns is not None:
            self._columns = row.columns
        days = self._days
        if self._block or days.current is None:
            for each in self._block:
                self._seen.add(each.plain)
            days.open(self._block)
            self._block = []
        elif days.current.items and row.slot.start < days.current.items[-1].start:
            days.next_of_range()
        if row.date is not None:
            days.open_date(row.date, line)
        self._notes.extend(Note(line.number, text) for text in row.rest)
        letters = sum(len(piece.text) for piece in row.pieces)
        self._item = _Open(row, [line.number], list(row.pieces), letters, line.text.count("\t"))

    def _read_line(self, line: Line, index: int) -> None:
        header = read_header(line)
        if header is not None:
            self._columns = header
            self._note(line)
            return
        text = line.plain
        again = self._item is not None and text in self._seen and not begins_meeting(text)
        if is_page_number(text) or is_catchword(text) or (again and not begins_day(text)):
            self._note(line)
            return
        if self._item is not None and self._goes_on(line, index):
            self._add(line)
            return
        self._end_item()
        self._block.append(line)

    def _goes_on(self, line: Line, index: int) -> bool:
        """Tell whether a line without a time belongs to the item above it."""
        item, text = self._item, line.text
        assert item is not None  # noqa: S101 (asked by the only caller)
        if len(item.pieces) >= _MOST_PIECES or item.letters + len(text) > _MOST_LETTERS:
            return False
        if line.in_cell or line.number == item.lines[-1]:
            return True  # more of a cell, or a piece of the same line
        before_time = index + 1 < len(self._rows) and self._rows[index + 1] is not None
        if _ends_item(line, before_time=before_time):
            return False
        if not item.has_text:
            return True
        if line.after_blank and not has_open_quote(item.text[-_PARAGRAPH:]):
            # Where empty lines part all lines, an office still belongs to the name above it.
            return (
                starts_room(text) or belongs_to_item(text) or (item.spaced and is_office_line(text))
            )
        return len(text) <= _PARAGRAPH or starts_room(text) or belongs_to_item(text)

    def _add(self, line: Line) -> None:
        item = self._item
        assert item is not None  # noqa: S101 (asked by the only caller)
        cells = more_cells(line, self._columns, item.cell)
        if cells is None:
            pieces = [Piece(line.text.replace("\t", "  ").strip())]
        else:
            pieces, rest, item.cell = cells
            self._notes.extend(Note(line.number, text) for text in rest)
        item.add_line(line)
        item.spaced = line.after_blank
        item.pieces.extend(pieces)
        item.letters += len(line.text)

    def _end_item(self) -> None:
        item = self._item
        self._item = None
        if item is None:
            return
        assert self._days.current is not None  # noqa: S101 (an item has a day)
        self._days.current.items.append(_item(item))

    def _note(self, line: Line) -> None:
        self._notes.append(Note(line.number, line.raw))

    def _take_fallback_date(self, start: int) -> None:
        """Take the date of the meeting from the letter above an agenda that has none."""
        if any(plan.date for plan in self._days.plans):
            return
        found = {
            (day, each.weekday)
            for line in self._lines[:start]
            for each in find_dates(line.text)
            if each.weekday
            for day in each.dates(None)[:1]
        }
        if len(found) == 1:
            self._days.set_fallback(*found.pop())

    def _agenda(self) -> Agenda:
        self._days.finish()
        plans = [plan for plan in self._days.plans if plan.items]
        filled = with_speakers_of_continued([plan.items for plan in plans])
        days = tuple(
            MeetingDay(
                plan.date,
                plan.weekday,
                plan.number,
                plan.title,
                plan.place,
                tuple(items),
                plan.hours,
            )
            for plan, items in zip(plans, filled, strict=True)
        )
        return Agenda(days, self._all_notes())

    def _all_notes(self) -> tuple[Note, ...]:
        """Return the notes in the order of the text; what is noted whole is not noted in parts."""
        notes = {(note.line, note.text): note for note in (*self._notes, *self._days.notes)}
        whole: dict[int, list[str]] = {}
        for line in self._lines:
            if (line.number, line.raw) in notes:
                whole.setdefault(line.number, []).append(line.raw)
        return tuple(
            note
            for _, note in sorted(notes.items())
            if not any(note.text in raw and note.text != raw for raw in whole.get(note.line, ()))
        )


def _ends_item(line: Line, *, before_time: bool) -> bool:
    """Tell whether a line begins something else than more of an item."""
    return (
        begins_day(line.plain)
        or is_marker(line.text)
        or is_note_line(line.text)
        or is_section_label(line.text, before_time=before_time)
        or (begins_meeting(line.plain) and (line.after_blank or before_time))
    )


def _item(item: _Open) -> Item:
    head, rooms = split_rooms(item.pieces)
    said = read_pieces(head)
    talks = []
    for room in rooms:
        part = read_pieces(room.pieces)
        talks.append(Talk(part.title, part.speakers, part.tbc, room.name))
    slot = item.row.slot
    return Item(
        start=slot.start,
        end=slot.end,
        kind=kind_of(said.title, runs_side_by_side(talks)),
        title=said.title,
        speakers=said.speakers,
        tbc=said.tbc,
        parallel=tuple(talks),
        source=tuple(item.lines),
        room=item.row.room,
    )
