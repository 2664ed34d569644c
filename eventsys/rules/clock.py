"""Times of day as people type them."""

import re
from datetime import time
from typing import Final

from eventsys.rules.thai import repair, to_arabic_digits

_CLOCK: Final = re.compile(r"(\d{1,2})(?: ?[.:] ?(\d{2}))?(?: ?น\.?)?|(\d{2})(\d{2})(?: ?น\.?)?")


class TimeError(ValueError):
    """A text that is no time of day."""


def parse_time(text: str) -> time:
    """Return the time of day that a text names.

    Understands ``09.00``, ``9:30 น.``, ``๑๓.๐๐``, ``9`` and ``0930``.

    Raises:
        TimeError: the text is no time, or names one that no day has.
    """
    found = _CLOCK.fullmatch(to_arabic_digits(repair(text[:40])))
    if found is None:
        raise TimeError(text)
    hour, minute = (found[1], found[2] or "0") if found[1] else (found[3], found[4])
    try:
        return time(int(hour), int(minute))
    except ValueError:
        raise TimeError(text) from None
