"""What runs side by side under one time: where each room's part of an item begins.

Rooms are numbered `(๑)`, `ห้องที่ ๑`, `กลุ่มที่ ๑`, or named `ห้องกุหลาบ:`; on lines of their own or
run together. A list of persons is numbered in the same way and is no list of rooms.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eventsys.rules.agenda_body import Piece, is_speaker_line, names_speaker
from eventsys.rules.agenda_lines import BULLET
from eventsys.rules.agenda_quotes import blank_quotes
from eventsys.rules.agenda_words import SIDE_BY_SIDE
from eventsys.rules.thai import to_arabic_digits

_NUMBER = r"(?P<{0}>\d{{1,2}}|[A-H](?![A-Za-z])|[ก-ฉ](?![\u0e00-\u0e7f]))"
_BULLET = rf"(?:{BULLET}+ ?|o )?"
_AFTER = r"(?: *[:：.)\]]| +[-–—](?= ))? *"
_ROOM_WORD = (
    r"(?:ห้อง(?:ประชุม|เรียน|สัมมนา)?(?:กลุ่ม)?(?:ย่อย)?(?: ?ที่)?|กลุ่ม(?:ย่อย)?(?: ?ที่)?|เวที(?:ย่อย)? ?ที่"
    r"|(?:breakout |parallel )?(?:room|session|track|group))"
)
_MARKS = re.compile(
    rf"(?P<paren>[(（] ?{_NUMBER.format('paren_number')} ?[)）]){_AFTER}"
    rf"|(?P<room>(?<![A-Za-z]){_ROOM_WORD} ?{_NUMBER.format('room_number')}(?![\d/])"
    rf"(?: ?\([^()]{{1,40}}\))?){_AFTER}"
    r"|(?P<named>(?<![\u0e00-\u0e7f])ห้อง[^\s:：()\d]{1,40}(?: [^\s:：()]{1,20}){0,2} ?[:：]) *",
    re.IGNORECASE,
)
# How a mark begins. Looked for first: most lines hold no room.
_MAYBE = re.compile(
    r"\(|（|ห้อง|กลุ่ม|เวที|room|Room|ROOM|session|Session|SESSION|track|Track|TRACK|group|Group|GROUP"
    r"|breakout|Breakout|BREAKOUT|parallel|Parallel|PARALLEL"
)
_LIST = re.compile(rf" *{_BULLET}(?P<number>\d{{1,2}})(?:\)|\.(?!\d)) *")
_NAMED_LINE = re.compile(
    rf" *{_BULLET}(?P<named>ห้อง(?!ย่อย|ที่)[^\s:：()\d]{{2,40}})(?: +[-–—] +| +)(?=\S)"
)
# A second mark, or a name, behind the number: `(๑) ห้องที่ ๑ …`, `(๑) ห้องนนทรี เรื่อง …`.
_MARK_BEHIND = re.compile(rf"{_ROOM_WORD} ?\d{{1,2}}(?![\d/]){_AFTER}")
_NAME_BEHIND = re.compile(
    r"(?P<name>ห้อง[^\s:：()]{1,40}) *(?:[:：] *| [-–—] |(?= (?:เรื่อง|หัวข้อ|[“\"])))"
)
_LINE_START = re.compile(rf" *{_BULLET}")
_HINT = re.compile(SIDE_BY_SIDE, re.IGNORECASE)
_ENUMERATED = re.compile(r"(?:และ|หรือ|ถึง|[-–—,/]) *$")
_WORD = re.compile(r"[^\W\d_]")
_SEQUENCES = ("ABCDEFGH", "กขคงจฉ")
_AT_LEAST = 2


@dataclass(frozen=True, slots=True)
class Room:
    """One of the parts side by side: its room's name where it has one, and its pieces."""

    name: str | None
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """All that is said of the part, in one line."""
        return " ".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class _Mark:
    piece: int
    begin: int
    stop: int
    family: str
    order: int
    own_line: bool
    name: str | None


def split_rooms(pieces: Sequence[Piece]) -> tuple[tuple[Piece, ...], tuple[Room, ...]]:
    """Return the pieces of the item itself, and its parts side by side.

    Args:
        pieces: an item's text, line by line, cell by cell.
    """
    marks = _chain(_marks(pieces)) or _named_lines(pieces)
    if marks:
        head, rooms = _cut(pieces, marks)
        if _are_rooms(pieces, marks, rooms):
            return head, rooms
    listed = _chain(_list_marks(pieces))
    if listed:
        head, rooms = _cut(pieces, listed)
        if _is_list_of_talks(head, rooms):
            return head, rooms
    return tuple(pieces), ()


def starts_room(text: str) -> bool:
    """Tell whether a line begins with the mark of a room."""
    if not _MAYBE.search(text):
        return False
    line = _LINE_START.match(text)
    return bool(_MARKS.match(to_arabic_digits(text), line.end() if line else 0))


def _marks(pieces: Sequence[Piece]) -> list[_Mark]:
    marks = []
    for index, piece in enumerate(pieces):
        if piece.is_speaker or not _MAYBE.search(piece.text):
            continue
        figures = to_arabic_digits(blank_quotes(piece.text))
        line = _LINE_START.match(figures)
        line_start = line.end() if line else 0
        for found in _marks_in(figures):
            if figures[: found.start()].endswith("ณ "):
                continue  # where something is, not what runs there
            family = found.lastgroup or ""
            family = "paren" if found["paren"] else "room" if found["room"] else "named"
            name = (
                None if family == "paren" else piece.text[found.start(family) : found.end(family)]
            )
            number = found["paren_number"] or found["room_number"] or ""
            marks.append(
                _Mark(
                    index,
                    found.start(),
                    found.end(),
                    family,
                    _order(number),
                    own_line=found.start() == line_start,
                    name=name.rstrip(" :：") if name else None,
                )
            )
    return marks


def _marks_in(figures: str) -> Iterator[re.Match[str]]:
    stop = 0
    for begun in _MAYBE.finditer(figures):
        found = _MARKS.match(figures, begun.start()) if begun.start() >= stop else None
        if found:
            stop = found.end()
            yield found


def _list_marks(pieces: Sequence[Piece]) -> list[_Mark]:
    marks = []
    for index, piece in enumerate(pieces):
        found = None if piece.is_speaker or not index else _LIST.match(to_arabic_digits(piece.text))
        if found:
            marks.append(
                _Mark(index, 0, found.end(), "list", int(found["number"]), own_line=True, name=None)
            )
    return marks


def _named_lines(pieces: Sequence[Piece]) -> list[_Mark]:
    """Return rooms named without a colon: two lines or more that each begin with a room."""
    marks = []
    for index, piece in enumerate(pieces):
        found = None if piece.is_speaker or not index else _NAMED_LINE.match(piece.text)
        if found:
            marks.append(
                _Mark(index, 0, found.end(), "named", 0, own_line=True, name=found["named"])
            )
    return marks if len(marks) >= _AT_LEAST else []


def _order(number: str) -> int:
    if number.isdigit():
        return int(number)
    for letters in _SEQUENCES:
        if number and number.upper() in letters:
            return letters.index(number.upper()) + 1
    return 0


def _chain(marks: list[_Mark]) -> list[_Mark]:
    """Return the marks of the first kind that count up: from 1, a room also from another number."""
    chain: list[_Mark] = []
    for mark in marks:
        if not chain:
            if mark.order == 1 or mark.family in {"room", "named"}:
                chain.append(mark)
        elif mark.family == chain[0].family and mark.order == chain[-1].order + bool(mark.order):
            chain.append(mark)
        elif len(chain) == 1 and not chain[0].own_line and (mark.own_line or mark.order == 1):
            chain = [mark]
    return chain


def _are_rooms(pieces: Sequence[Piece], marks: list[_Mark], rooms: Sequence[Room]) -> bool:
    if len(marks) < _AT_LEAST:
        only = marks[0]
        # A line `ห้องประชุม ๑ ชั้น ๒` is a place; `ห้องที่ ๑` and `(๑)` count.
        counted = only.name is None or "ที่" in only.name
        own = counted and only.own_line and only.piece > 0
        return own and not is_speaker_line(pieces[only.piece].text)
    texts = [room.text for room in rooms]
    if marks[0].family == "paren" and all(is_speaker_line(text) for text in texts):
        return False
    if all(mark.own_line for mark in marks):
        return True
    if not all(_WORD.search(text) for text in texts):
        return False
    text = pieces[marks[-1].piece].text
    before = text[: marks[-1].begin]
    if ":" in text[marks[-1].begin : marks[-1].stop]:
        return True
    # `ทบทวน (๑) แผน และ (๒) งบประมาณ` is one sentence.
    return not _ENUMERATED.search(before) or any(names_speaker(text) for text in texts)


def _is_list_of_talks(head: Sequence[Piece], rooms: Sequence[Room]) -> bool:
    if len(rooms) < _AT_LEAST or any(is_speaker_line(room.text) for room in rooms):
        return False
    if _HINT.search(" ".join(piece.text for piece in head)):
        return True
    return all(
        names_speaker(room.text) or any(piece.is_speaker for piece in room.pieces) for room in rooms
    )


def _cut(pieces: Sequence[Piece], marks: list[_Mark]) -> tuple[tuple[Piece, ...], tuple[Room, ...]]:
    head = list(pieces[: marks[0].piece])
    first = pieces[marks[0].piece].text[: marks[0].begin]
    if _WORD.search(first):
        head.append(Piece(first))
    rooms = []
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        text = pieces[mark.piece].text
        until = following.begin if following and following.piece == mark.piece else len(text)
        name, begin = mark.name, mark.stop
        again = _MARK_BEHIND.match(text, begin, until)
        if again:
            begin = again.end()
        behind = _NAME_BEHIND.match(text, begin, until)
        if behind:
            name, begin = behind["name"], behind.end()
        own = [Piece(text[begin:until])]
        if following is None:
            own.extend(pieces[mark.piece + 1 :])
        elif following.piece > mark.piece:
            own.extend(pieces[mark.piece + 1 : following.piece])
            begun = pieces[following.piece].text[: following.begin]
            if _WORD.search(begun):
                own.append(Piece(begun))
        rooms.append(Room(name, tuple(own)))
    return tuple(head), tuple(rooms)
