"""Dates, times and numbers as a document writes them, in its language and digits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from eventsys.rules.thai import to_thai_digits
from eventsys.rules.thai_dates import (
    BUDDHIST_OFFSET,
    MONTHS_EN,
    MONTHS_TH,
    Digits,
    format_date,
    format_date_short,
    format_time,
)

BANGKOK = ZoneInfo("Asia/Bangkok")


@dataclass(frozen=True, slots=True)
class Wording:
    """How one document writes: its language, and whether numbers stand in Thai digits.

    Only a Thai document has Thai digits. What people typed is never passed through here: a digit
    in a title, an address or a telephone number stays as it is.
    """

    locale: str
    thai_digits: bool = False

    @property
    def kind_of_digits(self) -> Digits:
        """Which digits the document has."""
        return "thai" if self.thai_digits and self.locale != "en" else "arabic"

    def digits(self, value: object) -> str:
        """Write a number, or a text of ours with numbers in it."""
        return to_thai_digits(str(value)) if self.kind_of_digits == "thai" else str(value)

    def count(self, value: int) -> str:
        """Write a whole number, its thousands apart."""
        return self.digits(f"{value:,}")

    def decimal(self, value: float, places: int = 1) -> str:
        """Write a number with a fixed count of decimals, its thousands apart."""
        return self.digits(f"{value:,.{places}f}")

    def day(self, day: date) -> str:
        """Write a date: ``18 กุมภาพันธ์ 2565``, ``18 February 2022``."""
        return format_date(day, locale=self.locale, digits=self.kind_of_digits)

    def long_date(self, day: date) -> str:
        """Write a date with its weekday: ``วันศุกร์ที่ 18 กุมภาพันธ์ 2565``."""
        return format_date(day, locale=self.locale, digits=self.kind_of_digits, weekday=True)

    def short_date(self, day: date) -> str:
        """Write a date in short: ``18 ก.พ. 2565``, ``18 Feb 2022``."""
        return format_date_short(day, locale=self.locale, digits=self.kind_of_digits)

    def times(self, starts: time, ends: time | None = None) -> str:
        """Write a stretch of time: ``09.00 – 09.30 น.``, ``09:00–09:30``; the end may be open.

        On paper and in mails the dash has spaces in Thai, as offices set it.
        """
        until = self._time(ends or starts, suffix=True)
        if ends is None:
            return until
        between = "–" if self.locale == "en" else " – "
        return f"{self._time(starts)}{between}{until}"

    def day_of(self, moment: datetime) -> str:
        """Write the date of a moment as Asia/Bangkok's calendar shows it."""
        return self.day(_local(moment).date())

    def time_of(self, moment: datetime) -> str:
        """Write the time of a moment as Asia/Bangkok's clock shows it."""
        return self.times(_local(moment).time())

    def months(self, days: Sequence[date]) -> str:
        """Write the months that dates lie in: ``กุมภาพันธ์ – มีนาคม 2565``."""
        first, last = min(days), max(days)
        if (first.year, first.month) == (last.year, last.month):
            return self._month(first)
        name = self._month(first, year=first.year != last.year)
        return f"{name} – {self._month(last)}"

    def _month(self, day: date, *, year: bool = True) -> str:
        english = self.locale == "en"
        name = (MONTHS_EN if english else MONTHS_TH)[day.month - 1]
        if not year:
            return name
        return f"{name} {self.digits(day.year if english else day.year + BUDDHIST_OFFSET)}"

    def _time(self, moment: time, *, suffix: bool = False) -> str:
        return format_time(moment, locale=self.locale, digits=self.kind_of_digits, suffix=suffix)


def _local(moment: datetime) -> datetime:
    """Return a moment as Asia/Bangkok's clock shows it; a naive one is taken to be so already."""
    return moment.astimezone(BANGKOK) if moment.tzinfo else moment
