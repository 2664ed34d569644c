"""Times as reports write them, as local times of Thailand."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

BANGKOK = timezone(timedelta(hours=7))  # no daylight saving, and none since 1920

_DATE = r"""
    (?P<iso_year>\d{4})[-/.](?P<iso_month>\d{1,2})[-/.](?P<iso_day>\d{1,2})
  | (?P<first>\d{1,2})(?P<separator>[-/.])(?P<second>\d{1,2})[-/.](?P<year>\d{4}|\d{2})
  | (?P<month_word>[^\W\d_]{3,15})\.?[ ](?P<month_day>\d{1,2}),?[ ](?P<month_year>\d{4})
  | (?P<day>\d{1,2})[ -](?P<day_month>[^\W\d_][^\s\d-]{2,14})[ -](?P<day_year>\d{4})
"""
_MOMENT = re.compile(
    rf"""
    (?:[^\W\d_]{{2,15}}[.,]{{0,2}}[ ])?     # a day of the week
    (?:{_DATE})
    (?:,?[ ]|T)
    (?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?::(?P<second_of_minute>\d{{2}})(?:[.,]\d{{1,9}})?)?
    [ ]?(?P<half>[AaPp]\.?[Mm]\.?(?![^\W\d_])|ก่อนเที่ยง|หลังเที่ยง|น\.)?
    [ ]?(?P<zone>[(\[]?[^\d\s()\[\]+-][^\s()\[\]]{{0,40}}[)\]]?
        |[(\[]?(?:GMT|UTC)?[ ]?[+-]\d{{1,2}}(?::?\d{{2}})?[)\]]?)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SLASHED = re.compile(
    r"\s{0,9}(\d{1,2})[-/]\d{1,2}[-/]\d{2,4}(?:(?:,?\s|T)\d{1,2}:.{0,30})?\s{0,9}\Z"
)
_OFFSET = re.compile(
    r"(?:GMT|UTC)?\s?(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?\Z", re.IGNORECASE
)
_ZONE_IN_HEADER = re.compile(r"[(\[]((?:GMT|UTC|[+-])[^()\[\]]{0,12}|[A-Z][a-z]+/[A-Za-z_]+)[)\]]")

_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "jan january ม.ค มค มกราคม",
            "feb february ก.พ กพ กุมภาพันธ์",
            "mar march มี.ค มีค มีนาคม",
            "apr april เม.ย เมย เมษายน",
            "may พ.ค พค พฤษภาคม",
            "jun june มิ.ย มิย มิถุนายน",
            "jul july ก.ค กค กรกฎาคม",
            "aug august ส.ค สค สิงหาคม",
            "sep sept september ก.ย กย กันยายน",
            "oct october ต.ค ตค ตุลาคม",
            "nov november พ.ย พย พฤศจิกายน",
            "dec december ธ.ค ธค ธันวาคม",
        ),
        start=1,
    )
    for word in words.split()
}
# Offsets from UTC in hours. Abbreviations that several countries share are not here.
_ZONES = {
    "z": 0.0, "utc": 0.0, "gmt": 0.0, "ict": 7.0, "bangkok": 7.0, "asia/bangkok": 7.0,
    "wib": 7.0, "sgt": 8.0, "hkt": 8.0, "myt": 8.0, "pht": 8.0, "jst": 9.0, "kst": 9.0,
    "cet": 1.0, "cest": 2.0, "eet": 2.0, "eest": 3.0, "est": -5.0, "edt": -4.0, "cdt": -5.0,
    "mst": -7.0, "mdt": -6.0, "pst": -8.0, "pdt": -7.0, "aest": 10.0, "aedt": 11.0,
}  # fmt: skip
_BUDDHIST_FROM = 2400
_BUDDHIST_OFFSET = 543
_SHORT_BUDDHIST_FROM = 60
_NOON = 12
_LARGEST_MONTH = 12
_LARGEST_OFFSET_HOURS = 14
_LONGEST = 80
_YEARS = range(2000, 2100)


class ReportTimes:
    """Reads the times of one file, which writes all its dates in one order.

    ``a/b/yyyy`` is month first, unless a first number above 12 occurs in the file.
    """

    def __init__(self, cells: Iterable[str]) -> None:
        self.day_first = any(
            int(found[1]) > _LARGEST_MONTH for cell in cells if (found := _slashed(cell))
        )
        self._known: dict[tuple[str, str], datetime | None] = {}

    def read(self, text: str, zone: str = "") -> datetime | None:
        """Return a moment as local time without a zone, or ``None`` where the text is none.

        Args:
            text: such as ``Feb 18, 2022 08:45:12``, with or without a zone of its own.
            zone: the zone of texts that have none; empty for local time.
        """
        key = (text, zone)
        if key not in self._known:
            self._known[key] = self._read(text, zone)
        return self._known[key]

    def _read(self, text: str, zone: str) -> datetime | None:
        text = " ".join(text.split())
        if len(text) > _LONGEST:
            return None
        found = _MOMENT.fullmatch(text)
        if not found:
            return None
        try:
            moment = datetime(  # noqa: DTZ001 (the zone is applied below)
                *self._date(found),
                _hour(int(found["hour"]), found["half"] or ""),
                int(found["minute"]),
                int(found["second_of_minute"] or 0),
            )
            return _in_bangkok(moment, found["zone"] or zone)
        except (ValueError, OverflowError):
            return None

    def _date(self, found: re.Match[str]) -> tuple[int, int, int]:
        if found["iso_year"]:
            numbers = (found["iso_year"], found["iso_month"], found["iso_day"])
        elif found["year"]:
            dotted = found["separator"] == "."
            pair = (found["first"], found["second"])
            month, day = pair[::-1] if self.day_first or dotted else pair
            numbers = (found["year"], month, day)
        elif found["month_word"]:
            numbers = (found["month_year"], _month(found["month_word"]), found["month_day"])
        else:
            numbers = (found["day_year"], _month(found["day_month"]), found["day"])
        return _year(numbers[0]), int(numbers[1]), int(numbers[2])


def zone_of_header(header: str) -> str:
    """Return the zone that a column's heading names, as in ``Join time (UTC+7)``, or ``""``."""
    found = _ZONE_IN_HEADER.search(header)
    return found[1] if found else ""


def _slashed(cell: str) -> re.Match[str] | None:
    return _SLASHED.match(cell) if cell[:3].strip(" /-")[:1].isdigit() else None


def _year(text: str) -> int:
    year = int(text)
    if len(text) == 2:  # noqa: PLR2004 (two digits)
        year += 2500 if year >= _SHORT_BUDDHIST_FROM else 2000
    if year >= _BUDDHIST_FROM:
        year -= _BUDDHIST_OFFSET
    if year not in _YEARS:
        raise ValueError(text)
    return year


def _month(word: str) -> str:
    number = _MONTHS.get(word.casefold().rstrip("."))
    if number is None:
        raise ValueError(word)
    return str(number)


def _hour(hour: int, half: str) -> int:
    first = half[:1].casefold()
    if first not in ("a", "p", "ก", "ห"):
        return hour
    if not 1 <= hour <= _NOON:
        # Some programs write 13:05 PM; the number is then the hour of the day.
        if first in ("p", "ห") and hour > _NOON:
            return hour
        raise ValueError(half)
    return hour % _NOON + (_NOON if first in ("p", "ห") else 0)


def _in_bangkok(moment: datetime, zone: str) -> datetime:
    zone = zone.strip("()[] ")
    if not zone:
        return moment
    offset = _OFFSET.match(zone)
    if offset:
        hours = int(offset["hours"])
        if hours > _LARGEST_OFFSET_HOURS:
            raise ValueError(zone)
        shift = timedelta(hours=hours, minutes=int(offset["minutes"] or 0))
        aware = moment.replace(tzinfo=timezone(shift if offset["sign"] == "+" else -shift))
    elif zone.casefold() in _ZONES:
        aware = moment.replace(tzinfo=timezone(timedelta(hours=_ZONES[zone.casefold()])))
    elif "/" in zone:
        try:
            aware = moment.replace(tzinfo=ZoneInfo(zone))
        except (ZoneInfoNotFoundError, OSError) as error:
            raise ValueError(zone) from error
    else:
        # A zone that is not known would shift the time by hours nobody notices.
        raise ValueError(zone)
    return aware.astimezone(BANGKOK).replace(tzinfo=None)


_DURATION = re.compile(r"(\d{1,6})\s?([^\s\d.,]{1,12})\.?,?\s{0,3}")
_ISO_DURATION = re.compile(r"PT(?:(\d{1,4})H)?(?:(\d{1,6})M)?(?:(\d{1,6})(?:\.\d{1,9})?S)?\Z")
_CLOCK_DURATION = re.compile(r"(\d{1,4}):(\d{2})(?::(\d{2}))?\Z")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?\Z|\d{1,7}(?:\.\d{1,6})?\Z")
_SECONDS = (("h", 3600), ("ช", 3600), ("m", 60), ("น", 60), ("s", 1), ("ว", 1))


def read_duration(text: str) -> float | None:
    """Return minutes of ``215``, ``1h 2m 3s``, ``1 ชม. 2 นาที``, ``1:02:03``, ``PT1H2M``.

    A number alone is minutes. ``None`` where the text is no duration.
    """
    text = text.strip()
    if _NUMBER.match(text):
        return float(text.replace(",", ""))
    clock = _CLOCK_DURATION.match(text)
    if clock:
        return int(clock[1]) * 60 + int(clock[2]) + int(clock[3] or 0) / 60
    iso = _ISO_DURATION.match(text)
    if iso and any(iso.groups()):
        return int(iso[1] or 0) * 60 + int(iso[2] or 0) + int(iso[3] or 0) / 60
    return _worded(text)


def _worded(text: str) -> float | None:
    if len(text) > _LONGEST:
        return None
    seconds, end = 0, 0
    for found in _DURATION.finditer(text):
        factor = next((f for sign, f in _SECONDS if found[2].casefold().startswith(sign)), None)
        if factor is None or found.start() != end:
            return None
        seconds, end = seconds + int(found[1]) * factor, found.end()
    return seconds / 60 if end and end == len(text) else None
