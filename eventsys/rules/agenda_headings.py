"""Heading lines of an agenda: title, date, number of the meeting, hours, place."""

import re
from dataclasses import dataclass, replace
from datetime import time
from functools import lru_cache

from eventsys.rules.agenda_dates import FoundDate, find_dates, lone_year
from eventsys.rules.agenda_times import find_range
from eventsys.rules.thai import to_arabic_digits
from eventsys.rules.thai_dates import WEEKDAYS_TH

_DRAFT = r"(?:[(\[]?\s?ร่าง\s?[)\]]?\s*)?"
_MARKER = re.compile(
    rf"[\W_]*{_DRAFT}(?:กำหนดการ(?!อาจ|นี้|ดังกล่าว|ณ์)|ตารางการ|ระเบียบวาระ|(?:agenda|programme|program)\b)",
    re.IGNORECASE,
)
_MARKER_WORD = re.compile(
    rf"[\W_]*{_DRAFT}(?:กำหนดการ|ระเบียบวาระ(?:(?=การประชุม.)|(?:การประชุม)?$)|(?:agenda|programme|program)\b)"
    r"\s*(?:[(\[]\s?(?:ร่าง|draft|agenda|programme|program|กำหนดการ)\s?[)\]])?[\s:：–—-]*",
    re.IGNORECASE,
)
_OF_ACT = re.compile(r"ประชุม|อบรม|ฝึกอบรม|สัมมนา|เสวนา|ปฐมนิเทศ|ศึกษาดูงาน|หารือ|จัด|แถลง|เปิด")
_TITLE = re.compile(
    r"[\W_]*(?:ชื่อ)?(?:การ)?(?:ประชุม|อบรม|ฝึกอบรม|สัมมนา|เสวนา|ปาฐกถา|ปฐมนิเทศ|ศึกษาดูงาน|หารือ|ถ่ายทอด)"
    r"|[\W_]*(?:โครงการ|หลักสูตร|เวที|งาน(?!ที่)|กิจกรรม|พิธี|มหกรรม|นิทรรศการ"
    r"|workshop|seminar|training|meeting|webinar|conference|forum|\S+ workshop)",
    re.IGNORECASE,
)
_LABELLED_TITLE = re.compile(
    r"[\W_]*?(?:เรื่อง|หัวข้อ|ชื่อการประชุม|ชื่อโครงการ|โครงการ(?=[:：]))\s*[:：]?\s*(?=\S)"
)
_NO_TITLE = re.compile(
    r"[\W_]*(?:สวัสดี|เรียน|ส่ง|ขอ(?:เชิญ|ส่ง|ความ|แจ้ง|เรียน)|เรื่อง\s*ขอ|ตามที่|ด้วย|รบกวน|แจ้ง|ระหว่าง|ประธาน|ผู้|จำนวน"
    r"|[^:：]{0,30}[:：]\s?\S)"
)
_NUMBER = re.compile(
    r"(?:การประชุม|การอบรม|การสัมมนา|รอบ)?ครั้งที่\s*(?P<number>\d{1,3}(?:\s*/\s*\d{2,4})?|[–—-](?=\s*$))(?![\d.])\s*[:：]?"
)
_NUMBER_LINE = re.compile(
    r"[\W_]*(?:การประชุม|การอบรม|การสัมมนา)?ครั้งที่\s*(?:\d{1,3}(?!\s*/|\d)|[–—-]\s*$)"
)
_BEGIN = re.compile(
    r"\s*(?:ตั้งแต่)?เวลา\s*\d{1,2}\s?[.:]\s?\d\d\s*(?:น(?:\.|าฬิกา))?\s*(?=\x00|$|ณ\s|ผ่าน)"
)
_HOURS = re.compile(r"(?:ตั้งแต่)?\s*(?:เวลา|time)\s*[:：]?\s*$", re.IGNORECASE)
_PLACE = re.compile(
    r"(?:(?:^|(?<=[\s\x00]))ณ\s?(?=\S)|สถานที่\s?(?:จัด\S{0,20})?\s?[:：]?\s?|(?:^|(?<=[\s\x00]))(?:venue|place|location)\s?[:：]\s?|(?=(?:และ)?ผ่าน(?:ระบบ|ทาง|โปรแกรม|สื่อ|แอป|การประชุมทางไกล))"
    r"|^[\W_]*(?=(?:ห้องประชุม|โรงแรม|ศูนย์ประชุม|หอประชุม|อาคาร|ศาลา|ออนไลน์|online\b|zoom\b)))(?P<place>[^\x00]+)",
    re.IGNORECASE,
)
_ORDINALS = {"แรก": 1, "หนึ่ง": 1, "สอง": 2, "สาม": 3, "สี่": 4, "ห้า": 5}
_WEEKDAY_NAME = rf"(?P<weekday>{'|'.join(WEEKDAYS_TH)}|พฤหัส)"
_DAY_MARK = re.compile(
    r"[\W_]*(?:วันที่\s*(?:(?P<number>\d{1,2})|(?P<word>หนึ่ง|สอง|สาม|สี่|ห้า))|วัน(?P<first>แรก)"
    rf"|day\s*(?P<day>\d{{1,2}})|วัน{_WEEKDAY_NAME}ฯ?\s?ที่\s*(?P<date>\d{{1,2}}))[\W_]*(?:ต่อ[\W_]*)?$",
    re.IGNORECASE,
)
_MAYBE_DAY = re.compile(r"วัน|day", re.IGNORECASE)
_WEEKDAY_ALONE = re.compile(rf"[\W_]*วัน{_WEEKDAY_NAME}(?:ที่)?[\W_]*$")
_BEFORE_DATE = re.compile(
    r"[\W_]*(?:กำหนดการ\s*)?(?:(?:การประชุม|การอบรม)?ครั้งที่\s*\d{1,3}(?:\s*/\s*\d{2,4})?[\W_]*)?"
    r"(?:(?:รุ่น|กลุ่ม|รอบ|ระยะ|ช่วง|ภาค|สัปดาห์)(?:ที่)?\s*\d{1,2}[\W_]*)?"
    r"(?:วันที่\s*(?:\d{1,2}|หนึ่ง|สอง|สาม|สี่|ห้า)(?=[\W_])|วันแรก|day\s*\d{1,2})?[\W_]*"
    r"(?:ใน|ระหว่าง|ประจำ|วันเวลา|วัน\s?/\s?เวลา|วันและเวลา|date)?(?:วันที่|วัน)?[\W_]*$",
    re.IGNORECASE,
)
_MERE_DAY = re.compile(
    r"[\W_]*(?:วันที่\s*(?:\d{1,2}|หนึ่ง|สอง|สาม|สี่|ห้า)|วันแรก|day\s*\d{1,2})?[\W_]*"
    r"(?:ใน|ระหว่าง|ประจำ|วันเวลา|วัน\s?/\s?เวลา|วันและเวลา|date)?(?:วันที่|วัน)?[\W_]*",
    re.IGNORECASE,
)
_PROSE_LENGTH = 160
_WORD = re.compile(r"[^\W\d_]")
_TAIL = re.compile(r"\s*(?:(?:ใน|ระหว่าง|เมื่อ)?วัน(?:ที่)?|ใน|ระหว่าง|เมื่อ|เวลา)?[\s,:：–—-]*$")
_CONTINUED = re.compile(r"\(?\s*ต่อ\s*\)?")
_EDGE = " \t:：;,–—-•·\x00"


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading line tells; ``None`` and empty where it does not.

    ``number`` is 0 where the line says that there is none (`ครั้งที่ –`). ``day`` counts days of
    a meeting (`วันที่สอง`), or is one of the month (`วันพุธที่ ๑๙`), or either (`วันที่ ๒`):
    ``day_counts`` and ``weekday`` tell. ``text`` is what is left, a title where ``is_title``.
    """

    dates: tuple[FoundDate, ...] = ()
    weekday: str | None = None
    number: int | None = None
    day: int | None = None
    day_counts: bool = False
    place: str | None = None
    hours: tuple[time, time] | None = None
    year: int | None = None
    text: str = ""
    is_title: bool = False
    is_marker: bool = False

    @property
    def opens_day(self) -> bool:
        """Whether a day of the agenda begins here."""
        return bool(self.dates) or self.day is not None or self.weekday is not None


def is_marker(text: str) -> bool:
    """Tell whether a line says that an agenda begins: `กำหนดการ`, `(ร่าง) กำหนดการประชุม …`."""
    return len(text) <= 2 * _PROSE_LENGTH and bool(_MARKER.match(text))


def begins_meeting(text: str) -> bool:
    """Tell whether a line begins with the number of a meeting: `ครั้งที่ ๒`."""
    return "ครั้งที่" in text and bool(_NUMBER_LINE.match(to_arabic_digits(text)))


def begins_day(text: str) -> bool:
    """Tell whether a line is the heading of a day: a date or a day's number, and no sentence."""
    if len(text) > 2 * _PROSE_LENGTH:
        return False
    if _day_mark(text) is not None:
        return True
    dates = find_dates(text)
    if not dates or not _BEFORE_DATE.match(to_arabic_digits(text[: dates[0].begin])):
        return False
    if dates[0].year is None and not (dates[0].weekday or "วันที่" in text[: dates[0].stop]):
        return not _WORD.search(text[dates[0].stop :])
    heading = read_heading(text)
    return len(heading.text) <= _PROSE_LENGTH // 2 or heading.is_title


@lru_cache(maxsize=16)  # the few headings are asked about several times in a row
def read_heading(text: str) -> Heading:
    """Return what a heading line tells.

    Args:
        text: one cleaned line without tabs.
    """
    rest = " ".join(text.split())
    day = _day_mark(rest)
    if day is not None:
        return day
    dates = find_dates(rest)
    for found in reversed(dates):
        rest = f"{rest[: found.begin]}\x00{rest[found.stop :]}"
    if dates:
        rest = _without_day_mark(rest)
    hours = None
    slot = find_range(rest)
    if slot is not None and slot.end is not None:
        before = rest[: slot.begin]
        label = _HOURS.search(before)
        hours = (slot.start, slot.end)
        tail = re.sub(r"^\s*เป็นต้นไป", "", rest[slot.stop :])
        rest = f"{before[: label.start()] if label else before}\x00{tail}"
    elif dates:
        rest = _without_begin(rest)
    number, rest = _take_number(rest)
    place = None
    found_place = _PLACE.search(rest)
    if found_place:
        place = found_place["place"].strip(_EDGE)
        rest = f"{rest[: found_place.start()]}\x00{rest[found_place.end() :]}"
    heading = Heading(
        dates=dates,
        weekday=dates[-1].weekday if dates else None,
        number=number,
        place=place or None,
        hours=hours,
        year=next((each.year for each in dates if each.year), None) or lone_year(text),
    )
    return _with_title(heading, rest, text)


def _with_title(heading: Heading, rest: str, text: str) -> Heading:
    # What leads to a date, hours or a place goes with them (`ประชุมใน` | `วันที่ …`).
    *leading, last = rest.split("\x00")
    parts = [*(_TAIL.sub("", part).strip(_EDGE) for part in leading), last.strip(_EDGE)]
    left = " ".join(part for part in parts if _WORD.search(part) and not _CONTINUED.fullmatch(part))
    marker = is_marker(text)
    if marker:
        word = _MARKER_WORD.match(left)
        after = left[word.end() :].strip(_EDGE) if word else left
        attached = word is not None and word[0].endswith("กำหนดการ")
        if attached and _OF_ACT.match(after):
            after = f"การ{after}"  # `กำหนดการประชุม` is the agenda of a `การประชุม`
        return replace(heading, text=after, is_title=bool(_WORD.search(after)), is_marker=True)
    labelled = _LABELLED_TITLE.match(left)
    if labelled and not _NO_TITLE.match(left):
        return replace(heading, text=left[labelled.end() :].strip(), is_title=True)
    title = bool(_TITLE.match(left)) and not _NO_TITLE.match(left)
    numbered = heading.number is not None and bool(_WORD.search(left))
    return replace(heading, text=left, is_title=title or numbered)


def _take_number(text: str) -> tuple[int | None, str]:
    """Return the number of the meeting; it stays in a title that goes on before it."""
    figures = to_arabic_digits(text)
    found = _NUMBER.search(figures)
    if found is None:
        return None, text
    digits = re.match(r"\d+", found["number"])
    number = int(digits[0]) if digits else 0
    before = text[: found.start()].replace("\x00", " ").strip(_EDGE)
    if _WORD.search(before) and not _MARKER_WORD.fullmatch(before):
        return number, text
    return number, f"{text[: found.start()]}\x00{text[found.end() :]}"


def _without_begin(text: str) -> str:
    """Leave out when a meeting begins (`เวลา ๐๙.๓๐ น.`): its first item tells that as well."""
    found = _BEGIN.search(to_arabic_digits(text))
    return f"{text[: found.start()]}\x00{text[found.end() :]}" if found else text


def _day_mark(text: str) -> Heading | None:
    if not _MAYBE_DAY.search(text):
        return None
    figures = to_arabic_digits(text)
    found = _DAY_MARK.match(figures)
    if found:
        counted = found["word"] or found["first"] or found["day"]
        told = counted or found["number"] or found["date"]
        return Heading(
            day=_ORDINALS.get(told) or int(told),
            day_counts=counted is not None,
            weekday=_weekday(found["weekday"]),
        )
    alone = _WEEKDAY_ALONE.match(figures)
    return Heading(weekday=_weekday(alone["weekday"])) if alone else None


def _weekday(name: str | None) -> str | None:
    return "พฤหัสบดี" if name == "พฤหัส" else name


def _without_day_mark(text: str) -> str:
    """Leave out `วันที่ ๑` and the like before a date; `รุ่นที่ ๑` and `ครั้งที่ ๑` say more."""
    head, sign, tail = text.partition("\x00")
    return tail if sign and _MERE_DAY.fullmatch(to_arabic_digits(head)) else text
