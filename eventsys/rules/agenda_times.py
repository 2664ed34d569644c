"""Times of day as agendas write them: `๐๙.๐๐ – ๐๙.๓๐ น.`, `9:00 ถึง 9:30`, `๑๖.๐๐ น. เป็นต้นไป`."""

import re
from datetime import time
from typing import NamedTuple

from eventsys.rules.agenda_lines import BULLET
from eventsys.rules.thai import to_arabic_digits

_DASH = r"[-\u2010-\u2015\u2212~\uff0d\uff5e\uf02d]"
_TO = rf"(?:{_DASH}{{1,2}}|ถึงเวลา|ถึง|จนถึง|\bto\b|\buntil\b)"
# `น.` and its kin; `น.ส.` is a title and `นาย` a word.
_OCLOCK = (
    r"(?:นาฬิกา|น\s?\.(?!(?:ส|สพ)\.)|น(?![\u0e00-\u0e7f.])|hrs?\b\.?|h\b\.?|(?P<{0}>[ap]\.?m\b\.?))"
)
_CLOCK = r"(?P<{0}h>[01]?\d|2[0-4])\s?[.:：]\s?(?P<{0}m>[0-5]\d)(?::[0-5]\d)?(?![\d])(?!\.\d)"
_FIRST = _CLOCK.format("a") + r"\s*" + _OCLOCK.format("ap") + "?"
_SECOND = _CLOCK.format("b") + r"\s*" + _OCLOCK.format("bp") + "?"
_RANGE = re.compile(rf"{_FIRST}\s*(?:{_TO}\s*(?:เวลา\s?)?|(?<=\s)){_SECOND}", re.IGNORECASE)
_TIGHT = r"(?P<ah>[01]?\d|2[0-4])[.:：](?P<am>[0-5]\d)(?::[0-5]\d)?(?![\d])(?!\.\d)"
_SINGLE = re.compile(
    rf"{_TIGHT}\s*(?P<mark>{_OCLOCK.format('ap')})?(?P<open>\s*{_DASH}\s*(?:น\s?\.)?)?",
    re.IGNORECASE,
)
# Looked for first: most other lines hold no time.
_MAYBE = re.compile(r"[0-9๐-๙]\s?[.:：]\s?[0-9๐-๙]")
_LEAD = re.compile(
    rf"\s*(?:(?:{BULLET}|o|\(?\d{{1,2}}[.)])\s+)?[(\[]?\s*"
    r"(?:ตั้งแต่เวลา|ตั้งแต่|ช่วงเวลา|เวลา|time\b)?\s*[:：]?\s*",
    re.IGNORECASE,
)
# Bullets that stand close to the time: `-๐๙.๐๐`, `•๐๙.๐๐`.
_CLOSE_LEAD = re.compile(rf"\s*{BULLET}\s*")
# At most one tab: the next one may end an empty cell.
_AFTER = re.compile(
    r"(?:\s*เป็นต้นไป)?(?:\s*\(\s*\d{1,3}\s*(?:นาที|ชั่วโมง|ชม\.?|min\w*)\s*\))?"
    r" *[)\]]? *(?:[:：|] *)?(?:\t *)?(?:[-–—] +)?"
)
# Figures that look like a time at the beginning of a line of prose.
_MEASURE = re.compile(
    r"\s*(?:บาท|ล้าน|พันล้าน|แสน|หมื่น|%|เปอร์เซ็นต์|ร้อยละ|คน(?:ต่อ|\s|$)|กิโล|กม\.|เมตร|ตัน|ไร่|องศา|เท่า|ต่อปี)"
)
_EARLIEST_BARE_HOUR = 6
_HEAD = 80  # characters in which a leading time ends


class Slot(NamedTuple):
    """When an item is: its start, its end or ``None``, and where its text begins and the time ends.

    ``sure`` is false where only figures tell (`9.15`, no `น.`, no end).
    """

    start: time
    end: time | None
    begin: int
    stop: int
    sure: bool


def leading_slot(text: str) -> Slot | None:
    """Return the time that a line begins with, after bullet and `เวลา`; ``None`` where none does.

    Args:
        text: a cleaned line; tabs count as spaces.
    """
    head = text[:_HEAD]
    if not _MAYBE.search(head):
        return None
    figures = to_arabic_digits(head)
    for lead in (_LEAD, _CLOSE_LEAD):
        found = lead.match(figures)
        begin = found.end() if found else 0
        slot = _slot_at(figures, begin)
        if slot is not None:
            return slot
    return None


def find_range(text: str) -> Slot | None:
    """Return the first range of times in a text, as a heading tells a meeting's hours."""
    figures = to_arabic_digits(text)
    found = _RANGE.search(figures)
    return _from_range(found) if found else None


def ends_with_dash_after_time(text: str) -> bool:
    """Tell whether a line is only a time and a dash, so that the end stands in the next line."""
    figures = to_arabic_digits(text[:_HEAD])
    lead = _LEAD.match(figures)
    found = _SINGLE.match(figures, lead.end() if lead else 0)
    return bool(found and found["open"] and not figures[found.end() :].strip())


def _slot_at(figures: str, begin: int) -> Slot | None:
    found = _RANGE.match(figures, begin)
    slot = _from_range(found) if found else None
    if slot is None:
        found = _SINGLE.match(figures, begin)
        slot = _from_single(found, figures) if found else None
    if slot is None:
        return None
    after = _AFTER.match(figures, slot.stop)
    return Slot(slot.start, slot.end, begin, after.end() if after else slot.stop, slot.sure)


def _from_range(found: re.Match[str]) -> Slot | None:
    start = _time(found["ah"], found["am"], found["ap"] or found["bp"])
    end = _time(found["bh"], found["bm"], found["bp"])
    if start is None or end is None:
        return None
    if found["ap"] is None and found["bp"] and end < start:  # 11.00 – 1.00 pm
        start = _time(found["ah"], found["am"], None) or start
    return Slot(start, end, found.start(), found.end(), sure=True)


def _from_single(found: re.Match[str], figures: str) -> Slot | None:
    start = _time(found["ah"], found["am"], found["ap"])
    sure = bool(found["mark"] or found["open"])
    if start is None or (not sure and _MEASURE.match(figures, found.end())):
        return None
    if not sure and len(found["ah"]) == 1 and start.hour < _EARLIEST_BARE_HOUR:
        return None  # `๑.๑๐ วัตถุประสงค์` is a numbered heading
    return Slot(start, None, found.start(), found.end(), sure=sure)


def _time(hours: str, minutes: str, half: str | None) -> time | None:
    hour, minute = int(hours), int(minutes)
    if half and half[0].lower() == "p" and hour < 12:  # noqa: PLR2004 (noon)
        hour += 12
    if hour == 24:  # noqa: PLR2004 (the day's end)
        return time(0, 0) if minute == 0 else None
    return time(hour, minute)
