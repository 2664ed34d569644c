"""Moments as people type them, in the time of Asia/Bangkok."""

import re
from datetime import datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from eventsys.rules.clock import TimeError, parse_time
from eventsys.rules.thai_dates import DateError, parse_date

BANGKOK: Final = ZoneInfo("Asia/Bangkok")

# programs write seconds where people do not
_SECONDS: Final = re.compile(r"(\d{1,2}:\d{2}):\d{2}")


def parse_moment(text: str, *, without_time: time = time(0)) -> datetime:
    """Return the moment that a text names.

    Understands ``1 ก.พ. 2570 09.00``, ``1/2/2570 9:00 น.`` and ``2027-02-01 09:00:00``.

    Args:
        text: one line, repaired.
        without_time: the time of day where the text holds a date alone.

    Raises:
        ValueError: the text is no moment.
    """
    words = text.removesuffix("น.").strip().rsplit(" ", 1)
    try:
        if len(words) == 2 and any(sign in words[1] for sign in ".:"):  # noqa: PLR2004
            clock = _SECONDS.sub(r"\1", words[1])
            return datetime.combine(parse_date(words[0]), parse_time(clock), BANGKOK)
        return datetime.combine(parse_date(text), without_time, BANGKOK)
    except (DateError, TimeError) as error:
        raise ValueError(str(error)) from None
