"""An agenda as plain values: days, items, parallel talks; what kind an item is; new times.

The same values come out of pasted text and out of the database, so that check, print and export
are written once.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any, Literal, get_args

from eventsys.rules.agenda_quotes import outside_quotes

Kind = Literal[
    "lunch",
    "registration",
    "break",
    "opening",
    "closing",
    "panel",
    "group_work",
    "discussion",
    "parallel",
    "lecture",
    "other",
]
KINDS: tuple[Kind, ...] = get_args(Kind)

MINUTES_PER_DAY = 24 * 60
_SIDE_BY_SIDE = 2


class AgendaError(Exception):
    """Something that an agenda cannot be.

    Attributes:
        code: ``no_time`` (a text without any time), ``end_before_start`` or ``past_midnight``;
            ``eventsys.sentences.agenda`` has a sentence for each.
        params: what the sentence mentions.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class Talk:
    """One of several talks side by side.

    ``title`` is empty where the text names only who speaks. ``speakers`` stand as written, with
    their office in the same string. ``tbc`` says that a speaker is not settled. ``room`` is its
    name where it has one, and ``None`` for a room that is only counted.
    """

    title: str
    speakers: tuple[str, ...] = ()
    tbc: bool = False
    room: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A line of an agenda.

    ``end`` is ``None`` where it is open; midnight as an end is the end of the day. ``source``
    holds the lines of the text that the item came from, the first being 1; it tells where an item
    came from, not what it is, so it does not count when items are compared. ``room`` is ``None``
    for the main room.
    """

    start: time
    end: time | None
    kind: Kind
    title: str
    speakers: tuple[str, ...] = ()
    tbc: bool = False
    parallel: tuple[Talk, ...] = ()
    source: tuple[int, ...] = field(default=(), compare=False)
    room: str | None = None


@dataclass(frozen=True, slots=True)
class MeetingDay:
    """One day of a meeting.

    ``weekday`` is the Thai name as the text gives it, without ``วัน``, whether it fits the date or
    not. ``number`` counts meetings (``ครั้งที่``). ``hours`` are begin and end of the meeting that
    day, where they are told. Whatever is not told is ``None``.
    """

    date: date | None
    weekday: str | None = None
    number: int | None = None
    title: str | None = None
    place: str | None = None
    items: tuple[Item, ...] = ()
    hours: tuple[time, time] | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A line of the text, as written, that became nothing else; the first line is 1."""

    line: int = field(compare=False)
    text: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """A whole agenda: days in the order of the text, and what was not understood."""

    meetings: tuple[MeetingDay, ...]
    notes: tuple[Note, ...] = ()


# The table of kinds in the rules of agenda texts, the first that fits. Synonyms beside the listed
# words are those of the same act (`ปิดประชุม` beside `ปิดการประชุม`), and the English agenda's.
# Each choice begins with letters, and looks back behind them: such patterns are searched quickly.
_MEETING = r"(?:การ)?(?:ประชุม|อบรม|ฝึกอบรม|สัมมนา)"
_ACTS = r"\s(?:ceremony|remarks?|address|speech|session)"


def _word(word: str) -> str:
    return rf"{word}\b(?<!\w{word})"


_WORDS: tuple[tuple[Kind, str], ...] = (
    ("lunch", rf"อาหารกลางวัน|{_word('lunch')}"),
    ("registration", r"^\W*(?:การ|รับ|เปิดรับ|เปิด)?ลงทะเบียน|^\W*registration\b"),
    (
        "break",
        # A word begins after anything but a Thai letter; `ที่พัก` and `ห้องพัก` are lodgings.
        (
            r"พัก(?!อาศัย|แรม|ค้าง|ชำระ|หนี้|โทษ)"
            r"(?:(?<![\u0e00-\u0e7f]พัก)|(?<=การพัก)|(?<=และพัก)|(?<=ช่วงพัก))"
            rf"|อาหารว่าง|coffeebreak|teabreak|{_word('break')}(?!out)"
        ),
    ),
    (
        "opening",
        (
            rf"พิธีเปิด|กล่าวเปิด|เปิด(?<!ข้อมูลเปิด){_MEETING}|กล่าวต้อนรับ|กล่าวรายงาน"
            rf"|opening{_ACTS}|welcome{_ACTS}"
        ),
    ),
    (
        "closing",
        (
            rf"สรุปการประชุม|สรุปผล|สรุปภาพรวม|ปิด(?<!เปิด){_MEETING}|พิธีปิด|กล่าวปิด"
            rf"|closing{_ACTS}|wrap-?\s?up\b"
        ),
    ),
    ("panel", rf"เสวนา|อภิปราย|{_word('panel')}"),
    (
        "group_work",
        rf"แบ่งกลุ่ม|ระดมความคิด|ระดมความเห็น|ระดมสมอง|ฝึกปฏิบัติ|{_word('group work')}",
    ),
    (
        "discussion",
        r"แลกเปลี่ยนความ(?:คิด)?เห็น|ถาม\s?[-–—/]?\s?ตอบ|ซักถาม|q(?<!\wq)\s?(?:&|and)\s?a\b",
    ),
    ("parallel", r"(?!)"),
    (
        "lecture",
        "|".join(
            ("บรรยาย|นำเสนอ|ปาฐกถา|ชี้แจง", *map(_word, ("lecture", "keynote", "presentation")))
        ),
    ),
)
_RULES = tuple((kind, re.compile(pattern)) for kind, pattern in _WORDS)


def kind_of(title: str, has_parallel: bool = False) -> Kind:  # noqa: FBT001, FBT002 (a fact)
    """Return what kind of item a title names.

    Args:
        title: judged outside quotation marks; inside only where nothing stands outside.
        has_parallel: whether two or more talks run side by side.
    """
    judged = outside_quotes(title).lower()  # much faster than patterns that ignore case
    for kind, pattern in _RULES:
        if (kind == "parallel" and has_parallel) or pattern.search(judged):
            return kind
    return "other"


def runs_side_by_side(talks: Sequence[Talk]) -> bool:
    """Tell whether there are enough talks to speak of parallel ones."""
    return len(talks) >= _SIDE_BY_SIDE


def start_minute(item: Item) -> int:
    """Return when an item starts, in minutes from midnight."""
    return item.start.hour * 60 + item.start.minute


def end_minute(item: Item) -> int | None:
    """Return when an item ends, in minutes from midnight; 1440 for midnight; ``None`` if open."""
    return None if item.end is None else minute_of_end(item.end)


def minute_of_end(end: time) -> int:
    """Return a time in minutes from midnight, where midnight ends a day."""
    return end.hour * 60 + end.minute or MINUTES_PER_DAY


def retime(
    items: Sequence[Item],
    index: int,
    *,
    start: time | None = None,
    end: time | None = None,
    move_following: bool,
) -> tuple[Item, ...]:
    """Return the items of a day with new times for one of them.

    Args:
        items: the items of one day in order.
        index: which of them is changed.
        start: its new start; without a new end the item keeps its length.
        end: its new end.
        move_following: whether what follows (later in the list, not before the old end) moves by
            as much as the end does.

    Raises:
        AgendaError: ``end_before_start`` where the item would not last, ``past_midnight`` where
            an item would leave the day.
        IndexError: there is no such item.
    """
    old = items[index]
    old_start, old_end = start_minute(old), end_minute(old)
    new_start = old_start if start is None else start.hour * 60 + start.minute
    if end is not None:
        new_end: int | None = minute_of_end(end)
    else:
        new_end = None if old_end is None else old_end + new_start - old_start
    if new_end is not None and new_end <= new_start:
        raise AgendaError("end_before_start", start=_clock(new_start), end=_clock(new_end))
    changed = replace(old, start=_time(new_start), end=_end(new_end))
    if not move_following:
        return (*items[:index], changed, *items[index + 1 :])
    free_from = old_start if old_end is None else old_end
    moved_end = new_start if new_end is None or old_end is None else new_end
    return (
        *items[:index],
        changed,
        *(
            _moved(item, moved_end - free_from) if start_minute(item) >= free_from else item
            for item in items[index + 1 :]
        ),
    )


def as_plain(agenda: Agenda) -> dict[str, Any]:
    """Return an agenda as values that JSON can hold, fields in the order of the contract.

    Rooms and hours are no part of that contract.
    """
    return {
        "meetings": [
            {
                "date": day.date.isoformat() if day.date else None,
                "weekday": day.weekday,
                "number": day.number,
                "title": day.title,
                "place": day.place,
                "items": [_plain_item(item) for item in day.items],
            }
            for day in agenda.meetings
        ],
        "notes": [{"line": note.line, "text": note.text} for note in agenda.notes],
    }


def _plain_item(item: Item) -> dict[str, Any]:
    return {
        "start": item.start.strftime("%H:%M"),
        "end": item.end.strftime("%H:%M") if item.end else None,
        "kind": item.kind,
        "title": item.title,
        "speakers": list(item.speakers),
        "tbc": item.tbc,
        "parallel": [
            {"title": talk.title, "speakers": list(talk.speakers), "tbc": talk.tbc}
            for talk in item.parallel
        ],
        "source": list(item.source),
    }


def _moved(item: Item, minutes: int) -> Item:
    end = end_minute(item)
    return replace(
        item,
        start=_time(start_minute(item) + minutes),
        end=_end(None if end is None else end + minutes),
    )


def _time(minute: int) -> time:
    if not 0 <= minute < MINUTES_PER_DAY:
        raise AgendaError("past_midnight")
    return time(minute // 60, minute % 60)


def _end(minute: int | None) -> time | None:
    if minute is None:
        return None
    return time(0, 0) if minute == MINUTES_PER_DAY else _time(minute)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
