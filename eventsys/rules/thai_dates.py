"""Dates and times as Thai offices write them: Buddhist years, month names, ``09.00 น.``.

A Buddhist year is the Christian year and 543. Babel's long Thai date gives Christian years, so
dates are written here.
"""

import re
from datetime import date, time
from typing import Final, Literal

from eventsys.rules.thai import repair, to_arabic_digits, to_thai_digits

Digits = Literal["arabic", "thai"]

BUDDHIST_OFFSET: Final = 543

MONTHS_TH: Final = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
MONTHS_TH_SHORT: Final = (
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
)
MONTHS_EN: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MONTHS_EN_SHORT: Final = tuple(name[:3] for name in MONTHS_EN)

# Monday first, as ``date.weekday()`` counts.
WEEKDAYS_TH: Final = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
WEEKDAYS_TH_SHORT: Final = ("จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา.")
WEEKDAYS_EN: Final = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
WEEKDAYS_EN_SHORT: Final = tuple(name[:3] for name in WEEKDAYS_EN)

_LEAST_BUDDHIST_YEAR: Final = 2400
_LEAST_CHRISTIAN_YEAR: Final = 1900
# Two digits: 40-99 are Buddhist (2540-2599, that is 1997-2056), 00-39 Christian (2000-2039).
_LEAST_SHORT_BUDDHIST_YEAR: Final = 40
_TWO_DIGITS: Final = 2
_FOUR_DIGITS: Final = 4


class DateError(ValueError):
    """A text that is no date.

    Attributes:
        code: ``no_date`` (not understood), ``no_such_day`` (30 February), ``year_out_of_range``.
        text: the text as it was given.
    """

    def __init__(self, code: str, text: str) -> None:
        """Keep the code for the sentence that people read."""
        super().__init__(f"{code}: {text!r}")
        self.code = code
        self.text = text


def _month_key(text: str) -> str:
    return text.replace(".", "").replace(" ", "").lower()


_MONTH_NUMBERS: Final = {
    _month_key(name): number
    for names in (MONTHS_TH, MONTHS_TH_SHORT, MONTHS_EN, MONTHS_EN_SHORT)
    for number, name in enumerate(names, 1)
} | {"sept": 9}

_ERA = r"(?P<era>พ\.? ?ศ\.?|ค\.? ?ศ\.?|B\.?E\.?|A\.?D\.?|C\.?E\.?)?"
_MONTH_WORD = r"(?P<month>[ก-ฮะ-ูเ-์]{1,12}(?:\. ?[ก-ฮะ-ูเ-์]{1,3})?|[A-Za-z]{3,9})\.?"
_WEEKDAY = (
    r"(?:(?:วัน)?(?:"
    + "|".join(WEEKDAYS_TH)
    + r")(?: ?ที่)?,? ?|(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,? )?"
)
_LONG = re.compile(
    rf"{_WEEKDAY}(?:ที่ ?|วันที่ ?)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: เดือน)? ?"
    rf"{_MONTH_WORD},? ?(?:ปี ?)?{_ERA} ?(?P<year>\d{{2,4}})",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"{_WEEKDAY}(?P<month>[A-Za-z]{{3,9}})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? "
    r"(?P<era>B\.?E\.?|A\.?D\.?|C\.?E\.?)? ?(?P<year>\d{2,4})",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"(?P<day>\d{1,2}) ?([/.-]) ?(?P<month>\d{1,2}) ?\2 ?(?P<year>\d{2,4})")
_ISO = re.compile(r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})")


def month_number(text: str) -> int | None:
    """Return 1-12 for a month's full or abbreviated Thai or English name, else ``None``.

    Full stops, spaces and case do not matter: ``มี.ค.``, ``มีค`` and ``March`` are all 3.
    """
    return _MONTH_NUMBERS.get(_month_key(text))


def christian_year(year: int, *, era: str = "", digits: int = 4) -> int:
    """Return the Christian year that a written year means.

    Args:
        year: the number as written.
        era: ``พ.ศ.``, ``ค.ศ.``, ``BE``, ``AD``, ``CE`` in any spelling, or empty.
        digits: how many digits were written. Two digits without an era: 40-99 are Buddhist
            (``65`` is 2565), 00-39 Christian (``22`` is 2022).

    Raises:
        DateError: ``year_out_of_range`` for a year that no meeting can be in.
    """
    buddhist = era[:1] in {"พ", "B", "b"}
    if digits == _TWO_DIGITS:
        if buddhist or (not era and year >= _LEAST_SHORT_BUDDHIST_YEAR):
            return 2500 + year - BUDDHIST_OFFSET
        return 2000 + year
    if digits == _FOUR_DIGITS:
        if year >= _LEAST_BUDDHIST_YEAR and (buddhist or not era):
            return year - BUDDHIST_OFFSET
        if _LEAST_CHRISTIAN_YEAR <= year < _LEAST_BUDDHIST_YEAR and not buddhist:
            return year
    raise DateError("year_out_of_range", str(year))


def parse_date(text: str) -> date:
    """Return the date that a text means.

    Understands, with Thai or Arabic digits: ``18 กุมภาพันธ์ 2565``, ``วันศุกร์ที่ ๑๘ ก.พ. ๖๕``,
    ``18 ก.พ. พ.ศ. 2565``, ``18/2/2565`` (day first), ``18-02-2022``, ``2022-02-18``,
    ``18 Feb 2022``, ``February 18, 2022``. Years are Buddhist from 2400 on, Christian below; for
    two digits see ``christian_year``. A weekday is read over, right or wrong.

    Raises:
        DateError: with a code, where the text is no date or names a day that does not exist.
    """
    # No date is longer; what is, need not be searched.
    plain = to_arabic_digits(repair(text[:200]))
    for pattern in (_ISO, _NUMERIC, _LONG, _MONTH_FIRST):
        found = pattern.fullmatch(plain)
        if found is None:
            continue
        parts = found.groupdict()
        month = int(parts["month"]) if parts["month"].isdigit() else month_number(parts["month"])
        if month is None:
            continue
        try:
            year = christian_year(
                int(parts["year"]), era=parts.get("era") or "", digits=len(parts["year"])
            )
        except DateError as wrong:
            raise DateError(wrong.code, text) from None
        try:
            return date(year, month, int(parts["day"]))
        except ValueError:
            raise DateError("no_such_day", text) from None
    raise DateError("no_date", text)


def format_date(
    day: date, *, locale: str = "th", digits: Digits = "arabic", weekday: bool = False
) -> str:
    """Return a date in words: ``18 กุมภาพันธ์ 2565`` or ``18 February 2022``.

    Args:
        day: the date; a ``datetime`` serves as well.
        locale: ``th`` (Buddhist year) or ``en`` (Christian year).
        digits: ``thai`` writes ``๑๘ กุมภาพันธ์ ๒๕๖๕``; English always has Arabic digits.
        weekday: put the weekday before it: ``วันศุกร์ที่ 18 …``, ``Friday 18 …``.
    """
    if locale == "en":
        text = f"{day.day} {MONTHS_EN[day.month - 1]} {day.year}"
        return f"{WEEKDAYS_EN[day.weekday()]} {text}" if weekday else text
    text = f"{day.day} {MONTHS_TH[day.month - 1]} {day.year + BUDDHIST_OFFSET}"
    if weekday:
        text = f"วัน{WEEKDAYS_TH[day.weekday()]}ที่ {text}"
    return to_thai_digits(text) if digits == "thai" else text


def format_date_short(day: date, *, locale: str = "th", digits: Digits = "arabic") -> str:
    """Return a date with its month abbreviated: ``18 ก.พ. 2565`` or ``18 Feb 2022``."""
    if locale == "en":
        return f"{day.day} {MONTHS_EN_SHORT[day.month - 1]} {day.year}"
    text = f"{day.day} {MONTHS_TH_SHORT[day.month - 1]} {day.year + BUDDHIST_OFFSET}"
    return to_thai_digits(text) if digits == "thai" else text


def format_date_range(
    first: date, last: date, *, locale: str = "th", digits: Digits = "arabic"
) -> str:
    """Return two dates as one span, naming a month or year once where both share it.

    ``18–20 กุมภาพันธ์ 2565``, ``28 กุมภาพันธ์ – 3 มีนาคม 2565``; one day where both are the same.
    """
    whole = format_date(last, locale=locale, digits=digits)
    if first == last:
        return whole
    if first.year != last.year:
        return f"{format_date(first, locale=locale, digits=digits)} – {whole}"
    months = MONTHS_EN if locale == "en" else MONTHS_TH
    begin = str(first.day)
    if digits == "thai" and locale != "en":
        begin = to_thai_digits(begin)
    if first.month == last.month:
        return f"{begin}–{whole}"
    return f"{begin} {months[first.month - 1]} – {whole}"


def format_time(
    moment: time, *, locale: str = "th", digits: Digits = "arabic", suffix: bool = False
) -> str:
    """Return a time of day: ``09.00`` in Thai style, ``09:00`` in English.

    Args:
        moment: the time; a ``datetime`` serves as well. Seconds are left out.
        locale: ``th`` or ``en``.
        digits: ``thai`` writes ``๐๙.๐๐``; English always has Arabic digits.
        suffix: add ``น.`` in Thai; English has none.
    """
    if locale == "en":
        return f"{moment.hour:02}:{moment.minute:02}"
    text = f"{moment.hour:02}.{moment.minute:02}" + (" น." if suffix else "")
    return to_thai_digits(text) if digits == "thai" else text


def format_time_range(
    start: time,
    end: time | None,
    *,
    locale: str = "th",
    digits: Digits = "arabic",
    suffix: bool = False,
) -> str:
    """Return ``09.00–09.30``, or the start alone where there is no end; ``น.`` comes last."""
    if end is None:
        return format_time(start, locale=locale, digits=digits, suffix=suffix)
    begin = format_time(start, locale=locale, digits=digits)
    return f"{begin}–{format_time(end, locale=locale, digits=digits, suffix=suffix)}"
