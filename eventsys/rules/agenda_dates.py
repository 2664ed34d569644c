"""Dates inside lines of an agenda: weekday, day or days, month, year, in the forms offices use."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from eventsys.rules.thai import to_arabic_digits
from eventsys.rules.thai_dates import (
    MONTHS_EN,
    MONTHS_TH,
    MONTHS_TH_SHORT,
    WEEKDAYS_EN,
    WEEKDAYS_TH,
    WEEKDAYS_TH_SHORT,
    DateError,
    christian_year,
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a line, or several as a heading lists them (`26 - 27 พ.ย. 2562`).

    ``days`` are day and month in order; ``year`` is Christian, ``None`` where none is written.
    ``weekday`` is the Thai name without ``วัน``. ``begin`` and ``stop`` are positions in the line.
    """

    days: tuple[tuple[int, int], ...]
    year: int | None
    weekday: str | None
    begin: int
    stop: int

    def dates(self, year: int | None) -> tuple[date, ...]:
        """Return the dates that exist; ``year`` stands in where none is written."""
        known = self.year or year
        found = []
        for day, month in self.days:
            try:
                found.append(date(known or 0, month, day))
            except ValueError:
                continue
        return tuple(found)


def _spoken(name: str) -> str:
    name = name.replace("ฎา", "[ฎฏ]า")  # the two letters look alike
    # `กุมภา` and `ตุลา` are the short forms of speech.
    for ending in ("คม", "ยน", "พันธ์"):
        if name.endswith(ending):
            return f"{name.removesuffix(ending)}(?:{ending})?"
    return name


def _abbreviated(name: str) -> str:
    return r"\s?".join(rf"{part}\.?" for part in name.split(".") if part)


_MONTHS_THAI = tuple(
    f"{_spoken(name)}|{_abbreviated(short)}"
    for name, short in zip(MONTHS_TH, MONTHS_TH_SHORT, strict=True)
)
_MONTHS_ENGLISH = tuple(rf"{name[:3]}(?:t|{name[3:]})?\.?" for name in MONTHS_EN)
_NUMBER_OF_MONTH = tuple(
    (number, re.compile(pattern, re.IGNORECASE))
    for months in (_MONTHS_THAI, _MONTHS_ENGLISH)
    for number, pattern in enumerate(months, start=1)
)
_MONTH = "|".join((*_MONTHS_THAI, *_MONTHS_ENGLISH))
_YEAR = (
    r"(?:(?:\s*,?\s*|[-/])(?:ปี\s?)?(?P<era>พุทธศักราช|คริสต์ศักราช|พ\s?\.?\s?ศ\s?\.?|ค\s?\.?\s?ศ\s?\.?|B\.?E\.?|A\.?D\.?)?"
    r"\s*(?P<year>\d{4}|\d{2})(?![\d.:,]\d|\d))"
)
# Extraction and haste lose the `์`.
_WEEKDAY_NAMES = "|".join(
    "พฤหัส(?:บดี|ฯ)?" if name == "พฤหัสบดี" else name.replace("์", "์?") for name in WEEKDAYS_TH
)
_WEEKDAY = (
    rf"(?:(?:วัน)?(?P<weekday>{_WEEKDAY_NAMES})"
    r"|(?<![\u0e00-\u0e7fA-Za-z])(?:วัน)?(?P<short>"
    + "|".join(re.escape(name) for name in sorted(WEEKDAYS_TH_SHORT, key=len, reverse=True))
    + r")|\b(?P<english>"
    + "|".join(rf"{name[:3]}(?:{name[3:]})?" for name in WEEKDAYS_EN)
    + r")\b\.?)"
)
_TO = r"(?:-|–|—|ถึง)"
_MORE_DAYS = rf"(?:\s*(?:{_TO}|,|และ|&)\s*(?:วัน(?:ที่)?\s?)?\d{{1,2}}(?![\d:]|\.\d)){{0,9}}"
_WORDS = re.compile(
    rf"(?:{_WEEKDAY}\s?,?\s*)?(?:วันที่|ที่)?\s*(?<![\d./:])(?P<days>\d{{1,2}}{_MORE_DAYS})\s*(?:st|nd|rd|th)?"
    rf"(?:\s*(?:เดือน)?\s*|[-/])(?P<month>{_MONTH})(?![a-z]){_YEAR}?",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"(?:{_WEEKDAY}\s?,?\s*)?\b(?P<month>{'|'.join(_MONTHS_ENGLISH)})\s"
    rf"(?P<days>\d{{1,2}}{_MORE_DAYS})(?:st|nd|rd|th)?{_YEAR}",
    re.IGNORECASE,
)
_FIGURES = re.compile(
    rf"(?:{_WEEKDAY}\s?,?\s*)?(?:วันที่|ที่)?\s*(?<![\d./:-])"
    r"(?:(?P<iso>\d{4})(?P<dash>[-/])(?P<isomonth>\d{1,2})(?P=dash)(?P<isoday>\d{1,2})"
    r"|(?P<days>\d{1,2})\s?(?P<sign>[-/.])\s?(?P<month>\d{1,2})\s?(?P=sign)\s?(?P<year>\d{4}|\d{2}))(?![\d/]|[-.:]\d)",
    re.IGNORECASE,
)
_WEEKDAY_AFTER = re.compile(
    rf"\s*(?:[(\[]\s*(?:วัน)?(?P<weekday>{_WEEKDAY_NAMES})\s*[)\]]|วัน(?P<bare>{_WEEKDAY_NAMES})(?![\u0e00-\u0e7f]))"
)
# Looked for first: most lines hold no date, and these find that out quickly.
_FIGURE = re.compile("[0-9๐-๙]")
_ENGLISH = "|".join(_MONTHS_ENGLISH).lower()
_MAYBE = re.compile(
    rf"[0-9๐-๙]\s*(?:st|nd|rd|th)?(?:\s*(?:เดือน\s*)?|[-/])(?:{'|'.join(_MONTHS_THAI)}|{_ENGLISH})"
    rf"|[0-9๐-๙]\s?(?P<sign>[-/.])\s?[0-9๐-๙]{{1,2}}\s?(?P=sign)\s?[0-9๐-๙]"
    rf"|\b(?:{_ENGLISH})\s[0-9๐-๙]"
)
_JOINED = re.compile(rf"\s*(?:{_TO})\s*")
_DAY = re.compile(r"\d{1,2}")
_SPAN = re.compile(rf"(\d{{1,2}})\s*{_TO}\s*(?:วัน(?:ที่)?\s?)?(\d{{1,2}})")
_LONE_YEAR = re.compile(r"(?<![\d./,])(2[45]\d\d|20\d\d)(?![\d/]|[.,]\d)")
_MAX_DAYS = 31
_LEAP_YEAR = 2024


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Return the dates in a line, in order, where none is inside another.

    Args:
        text: one line, Thai or Arabic digits.
    """
    return _dates_in(text) if _FIGURE.search(text) and _MAYBE.search(text.lower()) else ()


@lru_cache(maxsize=64)
def _dates_in(text: str) -> tuple[FoundDate, ...]:
    # The few lines with a date are asked about several times in a row.
    figures = to_arabic_digits(text)
    found = [
        each
        for pattern in (_WORDS, _MONTH_FIRST, _FIGURES)
        for match in pattern.finditer(figures)
        if (each := _from_match(match, figures)) is not None
    ]
    found.sort(key=lambda each: (each.begin, -each.stop))
    kept: list[FoundDate] = []
    for each in found:
        if kept and each.begin < kept[-1].stop:
            continue
        if kept and _JOINED.fullmatch(figures, kept[-1].stop, each.begin):
            kept[-1] = _span_of_months(kept[-1], each)
        else:
            kept.append(each)
    return tuple(kept)


def lone_year(text: str) -> int | None:
    """Return the Christian year that a heading names without a day, or ``None``."""
    found = _LONE_YEAR.search(to_arabic_digits(text))
    return christian_year(int(found[1])) if found else None


def _from_match(match: re.Match[str], figures: str) -> FoundDate | None:
    parts = match.groupdict()
    try:
        if parts.get("iso"):
            year: int | None = christian_year(int(parts["iso"]))
            days: tuple[tuple[int, int], ...] = ((int(parts["isoday"]), int(parts["isomonth"])),)
        else:
            written = parts.get("year")
            year = (
                christian_year(int(written), era=_era(parts.get("era")), digits=len(written))
                if written
                else None
            )
            month = parts["month"]
            number = int(month) if month.isdigit() else _month(month)
            days = tuple((day, number) for day in _days(parts["days"]))
    except DateError:
        return None
    # A day in words that does not exist (31 February) is still meant as a date; figures are not.
    if "month" not in parts or (parts["month"] or "1").isdigit():
        try:
            date(year or _LEAP_YEAR, days[0][1], days[0][0])
        except ValueError:
            return None
    weekday, stop = _weekday(parts), match.end()
    after = _WEEKDAY_AFTER.match(figures, stop)
    if weekday is None and after:
        weekday, stop = _full_name(after["weekday"] or after["bare"]), after.end()
    return FoundDate(days, year, weekday, match.start(), stop)


def _era(era: str | None) -> str:
    # The words say it in full; ``christian_year`` reads the first letter of an abbreviation.
    return (era or "").replace("คริสต์ศักราช", "ค.ศ.")


def _days(text: str) -> list[int]:
    span = _SPAN.fullmatch(text)
    if span:
        first, last = int(span[1]), int(span[2])
        if first < last <= _MAX_DAYS:
            return list(range(first, last + 1))
    return [int(day) for day in _DAY.findall(text)]


def _span_of_months(first: FoundDate, last: FoundDate) -> FoundDate:
    return FoundDate(
        first.days + last.days,
        last.year or first.year,
        first.weekday,
        first.begin,
        last.stop,
    )


def _month(text: str) -> int:
    for number, pattern in _NUMBER_OF_MONTH:
        if pattern.fullmatch(text):
            return number
    raise DateError("no_date", text)


def _weekday(parts: dict[str, str | None]) -> str | None:
    if name := parts.get("weekday"):
        return _full_name(name)
    if short := parts.get("short"):
        return WEEKDAYS_TH[WEEKDAYS_TH_SHORT.index(short)]
    if english := parts.get("english"):
        starts = [name[:3].lower() for name in WEEKDAYS_EN]
        return WEEKDAYS_TH[starts.index(english[:3].lower())]
    return None


def _full_name(name: str) -> str:
    if name.startswith("พฤหัส"):
        return "พฤหัสบดี"
    return next(each for each in WEEKDAYS_TH if each.removesuffix("์") == name.removesuffix("์"))
