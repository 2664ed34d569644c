"""Rows of an agenda: where the time stands, and what the other columns of a table hold."""

import re
from dataclasses import dataclass
from typing import Literal

from eventsys.rules.agenda_body import Piece, is_act, is_speaker_line
from eventsys.rules.agenda_dates import FoundDate, find_dates
from eventsys.rules.agenda_lines import Line
from eventsys.rules.agenda_rooms import starts_room
from eventsys.rules.agenda_speakers import begins_speaker, is_office_line, only_tbc
from eventsys.rules.agenda_times import Slot, leading_slot

Role = Literal["number", "date", "time", "end", "title", "speaker", "room", "other"]

_COLUMN_NAMES: tuple[tuple[Role, str], ...] = (
    ("number", r"ลำดับ(?:ที่)?|ที่|ข้อ|no\.?|#"),
    ("end", r"(?:เวลา)?สิ้นสุด|ถึง(?:เวลา)?|จบ|end(?: time)?|to|until"),
    (
        "time",
        (
            r"เวลา|ช่วงเวลา|วัน\s?[-/]?\s?เวลา|วันและเวลา|(?:เวลา)?เริ่ม(?:ต้น)?"
            r"|time|start(?: time)?|from"
        ),
    ),
    ("date", r"วัน(?:ที่)?|วัน\s?เดือน\s?ปี|date|day"),
    (
        "speaker",
        (
            r"(?:ชื่อ)?วิทยากร(?:\S{0,20})?|ผู้(?:บรรยาย|นำเสนอ|รับผิดชอบ|ดำเนินรายการ|ดำเนินการ|พูด)|โดย"
            r"|(?:ต้น)?สังกัด|หน่วยงาน\S{0,20}|ตำแหน่ง"
            r"|speakers?|by|presenters?|affiliation|organi[sz]ation|position"
        ),
    ),
    ("room", r"สถานที่|ห้อง(?:ประชุม)?|room|venue|place"),
    (
        "title",
        (
            r"กิจกรรม\S{0,20}|หัวข้อ\S{0,20}|รายการ|เรื่อง|ประเด็น\S{0,20}|รายละเอียด|เนื้อหา|กำหนดการ|วาระ\S{0,20}"
            r"|activity|agenda|topic|session|title|description"
        ),
    ),
    (
        "other",
        (
            r"หมายเหตุ|ระยะเวลา|นาที|จำนวน\S{0,10}|รูปแบบ|ลิงก์"
            r"|remarks?|notes?|duration|minutes|link"
        ),
    ),
)
_HEADERS = tuple(
    (role, re.compile(rf"(?:{names})(?:\s*[/(].*)?", re.IGNORECASE))
    for role, names in _COLUMN_NAMES
)
_MAYBE_HEADER = re.compile(r"(?:^|\t|  |\s)(?:ช่วง)?(?:เวลา|เริ่ม|วัน|time|start|from)", re.IGNORECASE)
_MAYBE_NAME = re.compile(r"[^\d:：]{1,30}")
_NOTHING = re.compile(r"[\s\-–—_.]*")
_ROOM = re.compile(
    r"(?:ห้อง|ชั้น|อาคาร|โถง|หอประชุม|room\b|zoom\b|online\b|ออนไลน์|https?:)", re.IGNORECASE
)
_LENGTH = re.compile(r"[0-9๐-๙]{1,3}\s*(?:นาที|ชม\.?|ชั่วโมง|min\w*)?")
_MORE_TITLE = re.compile(r"เรื่อง|หัวข้อ|[“\"(（]|[0-9๐-๙]{1,2}[.)]")
_PLACE = re.compile(r"(?:ณ\s|ผ่าน(?:ระบบ|ทาง|โปรแกรม))")
_WORD = re.compile(r"[^\W\d_]")
_ROW_NUMBER = re.compile(r"[0-9๐-๙]{1,3}[.)]?")
_LEAST_COLUMNS = 2
_MOST_COLUMNS = 20
_HEAD = 200  # characters in which a leading date ends


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table. ``headed`` tells whether a header named them."""

    roles: tuple[Role, ...]
    headed: bool

    def role(self, place: int) -> Role | None:
        """Return what a column holds; ``None`` beyond the last one."""
        return self.roles[place] if place < len(self.roles) else None


@dataclass(frozen=True, slots=True)
class Row:
    """A line with a time: the time, its date where it has one, its text, its room, the rest."""

    slot: Slot
    date: FoundDate | None
    pieces: tuple[Piece, ...]
    room: str | None
    rest: tuple[str, ...]
    columns: Columns | None

    @property
    def pieces_text(self) -> str:
        """All text of the row but its time."""
        return "".join(piece.text for piece in self.pieces).strip()


def read_header(line: Line) -> Columns | None:
    """Return the columns that a table's header names, or ``None`` where a line is none.

    A column of an unknown name holds titles where no other does, else remarks.
    """
    if not _MAYBE_HEADER.search(line.text):
        return None
    cells = line.cells
    if len(cells) < _LEAST_COLUMNS:
        # Extraction leaves wide gaps, or single spaces, between the columns.
        cells = re.split(r"  | (?=กิจกรรม|หัวข้อ|วิทยากร|รายการ|ผู้|สถานที่|หมายเหตุ)", line.text.strip())
    roles: list[Role] = []
    unknown: list[int] = []
    for cell in cells:
        role = next((role for role, name in _HEADERS if name.fullmatch(cell.strip())), None)
        if role is None and cell.strip():
            if "\t" not in line.text or not _MAYBE_NAME.fullmatch(cell.strip()):
                return None
            unknown.append(len(roles))
        roles.append(role or "other")
    named = set(roles)
    if "time" not in named or not named & {"title", "speaker", "other"}:
        return None
    if unknown and "title" not in named:
        roles[unknown[0]] = "title"
    return Columns(tuple(roles), headed=True)


def read_row(line: Line, columns: Columns | None) -> Row | None:
    """Return what a line with a time says; ``None`` where it begins with none.

    Args:
        line: a cleaned line.
        columns: those of the table above it.
    """
    cells = line.cells
    if len(cells) >= _LEAST_COLUMNS and columns is not None and columns.headed:
        row = _headed_row(cells, columns)
        if row is not None:
            return row
    if len(cells) >= _LEAST_COLUMNS:
        row = _timed_cell(cells)
        if row is not None:
            return row
    begun = _begun(line.text)
    if begun is None:
        return None
    slot, date, rest = begun
    if _PLACE.match(rest.strip()):
        return None
    if "\t" not in rest:
        return Row(slot, date, (Piece(rest),), None, (), None)
    return _unheaded_row(slot, date, [cell.strip() for cell in rest.split("\t")], before=len(cells))


def _begun(text: str) -> tuple[Slot, FoundDate | None, str] | None:
    """Return the time that a line begins with, a date before it, and the text behind it."""
    slot = leading_slot(text)
    if slot is not None:
        return slot, None, text[slot.stop :]
    dates = find_dates(text[:_HEAD])
    if not dates or text[: dates[0].begin].strip(" \t-•*"):
        return None
    behind = text[dates[0].stop :].lstrip(" \t,")
    slot = leading_slot(behind)
    # `วันที่ … เวลา ๐๙.๐๐ น.` tells when a meeting is.
    if slot is None or "เวลา" in behind[: slot.begin] or not behind[slot.stop :].strip():
        return None
    return slot, dates[0], behind[slot.stop :]


def more_cells(
    line: Line, columns: Columns | None, cell: int
) -> tuple[list[Piece], list[str], int] | None:
    """Return the pieces and the rest of a table's row that has no time of its own.

    Args:
        line: a line below the row with the time.
        columns: those of the table.
        cell: the column in which the text above has ended. A line that does not begin with an
            empty cell goes on there: word processors leave the lines of a cell so.

    Returns:
        Also the column in which the line ends; ``None`` where the line is no more of a table, or
        says something in a column for times or dates.
    """
    if columns is None:
        return None
    cells = line.cells
    offset = 0
    if not _NOTHING.fullmatch(cells[0]):
        if not _runs_on(line, columns, cell):
            return None
        offset = cell
    roles = [
        columns.role(offset + place) or ("speaker" if begins_speaker(text) else "title")
        for place, text in enumerate(cells)
    ]
    filled = [place for place, text in enumerate(cells) if not _NOTHING.fullmatch(text)]
    if any(roles[place] in {"time", "date", "number", "end"} for place in filled):
        return None
    spoken = any(roles[place] == "speaker" for place in filled)
    pieces: list[Piece] = []
    rest: list[str] = []
    for place in filled:
        text, role = cells[place], roles[place]
        if role not in {"title", "speaker"}:
            rest.append(text)
        elif role == "speaker" or not (spoken and is_act(text)):
            pieces.append(Piece(text, role == "speaker"))
    return pieces, rest, offset + len(cells) - 1


def _runs_on(line: Line, columns: Columns, cell: int) -> bool:
    """Tell whether a line goes on with the cell in which the one above has ended."""
    role = columns.role(cell)
    if line.in_cell:
        return role is not None
    text = line.cells[0]
    if len(line.cells) >= _LEAST_COLUMNS:
        return role == "title"
    more_title = starts_room(text) or (_MORE_TITLE.match(text) and not is_speaker_line(text))
    return role == "speaker" and not more_title


def _headed_row(cells: list[str], columns: Columns) -> Row | None:
    index = columns.roles.index("time")
    timed = _headed_time(cells, columns)
    slot = leading_slot(timed)
    if slot is None:
        return None
    date = None
    pieces: list[Piece] = []
    room, rest = None, []
    for place, cell in enumerate(cells):
        text = timed[slot.stop :].strip() if place == index else cell
        role = columns.roles[place] if place < len(columns.roles) else "other"
        if role == "end" or _NOTHING.fullmatch(text):
            continue
        if role == "number" and _ROW_NUMBER.fullmatch(text):
            continue
        found = next(iter(find_dates(text)), None) if role in {"date", "time"} else None
        if found is not None:
            date = found
            text = f"{text[: found.begin]} {text[found.stop :]}"
            rest.extend([text.strip()] if _WORD.search(text) else [])
        elif role in {"title", "speaker", "time"}:
            pieces.append(Piece(text, role == "speaker"))
        else:
            room = text if role == "room" else room
            rest.append(text)
    return Row(slot, date, tuple(pieces), room, tuple(rest), columns)


def _headed_time(cells: list[str], columns: Columns) -> str:
    """Return the cell of the time, with that of the end where it has a column of its own."""
    start = columns.roles.index("time")
    end = columns.roles.index("end") if "end" in columns.roles else len(cells)
    if start >= len(cells):
        return ""
    if end < len(cells) and not _NOTHING.fullmatch(cells[end]):
        return f"{cells[start]} - {cells[end]}"
    return cells[start]


def _timed_cell(cells: list[str]) -> Row | None:
    """Read a row whose time does not come first: behind a number or a date, or later."""
    for index, cell in enumerate(cells):
        slot = leading_slot(cell)
        if slot is None or cell[slot.stop :].strip():
            continue
        if not any(cells[:index]):
            return None  # the ordinary case
        date = None
        left: list[str] = []
        for each in cells[:index]:
            found = find_dates(each)
            if found:
                date = found[0]
            elif each and not _ROW_NUMBER.fullmatch(each):
                left.append(each)
        if left and not slot.sure:
            continue
        joined = "\t".join(cells[index:])
        slot = leading_slot(joined) or slot
        after = [each.strip() for each in joined[slot.stop :].split("\t")]
        return _unheaded_row(slot, date, [*left, *after], before=len(cells))
    return None


def _unheaded_row(slot: Slot, date: FoundDate | None, cells: list[str], *, before: int) -> Row:
    pieces: list[Piece] = []
    room, rest = None, [each for each in cells[_MOST_COLUMNS:] if not _NOTHING.fullmatch(each)]
    roles: list[Role] = []
    for cell in cells[:_MOST_COLUMNS]:
        role: Role = "title"
        if _NOTHING.fullmatch(cell):
            roles.append("title" if not roles else "speaker")
            continue
        if roles:
            role = _role(cell, titled=bool(pieces))
        roles.append(role)
        if role in {"title", "speaker"}:
            pieces.append(Piece(cell, role == "speaker"))
        else:
            room = cell if role == "room" else room
            rest.append(cell)
    pieces = _in_order(pieces)
    lead: list[Role] = ["time"] * max(before - len(cells), 1)
    return Row(slot, date, tuple(pieces), room, tuple(rest), Columns((*lead, *roles), headed=False))


def _role(cell: str, *, titled: bool) -> Role:
    if not titled or _MORE_TITLE.match(cell) or cell.startswith("โดย"):
        return "title"
    if _ROOM.match(cell):
        return "room"
    if _LENGTH.fullmatch(cell):
        return "other"
    return "speaker"


def _in_order(pieces: list[Piece]) -> list[Piece]:
    """Put the title first where the columns stand the other way round."""
    if len(pieces) < _LEAST_COLUMNS or not begins_speaker(pieces[0].text):
        return pieces
    second = pieces[1].text
    if begins_speaker(second) or is_office_line(second) or only_tbc(second):
        return pieces
    return [Piece(second), Piece(pieces[0].text, is_speaker=True), *pieces[2:]]
