"""How people are reached: telephone numbers and e-mail addresses as offices write them."""

import re
from typing import Final

from rapidfuzz.distance import OSA

from eventsys.rules.thai import repair, to_arabic_digits

_PHONE: Final = re.compile(
    r"\+?[0-9][0-9 \-()]{6,20}(?: ?(?:ต่อ|ext\.?|#) ?[0-9]{1,6})?", re.IGNORECASE
)
_BETWEEN: Final = re.compile(r"\s*(?:,|/|;|\bor\b|หรือ|และ)\s*")
_DECIMALS: Final = re.compile(r"(\d{8,10})\.0+")
# a mobile number of which a spreadsheet dropped the leading zero
_WITHOUT_ZERO: Final = re.compile(r"[689]\d{8}")
_DOMAINS: Final = (
    "gmail.com",
    "hotmail.com",
    "hotmail.co.th",
    "yahoo.com",
    "yahoo.co.th",
    "outlook.com",
    "outlook.co.th",
    "live.com",
    "icloud.com",
)


def phone_is_usable(text: str) -> bool:
    """Tell whether a text, in Arabic digits, is a telephone number as people write them."""
    return _PHONE.fullmatch(text) is not None


def mended_phone(text: str) -> str:
    """Return the number that a text most likely means: the first of several, its zero in front."""
    plain = repair(to_arabic_digits(text)).replace(".", "-") if text else ""
    number = _DECIMALS.fullmatch(repair(to_arabic_digits(text)))
    first = number[1] if number else _BETWEEN.split(plain, maxsplit=1)[0]
    digits = re.sub(r"\D", "", first)
    return f"0{digits}" if _WITHOUT_ZERO.fullmatch(digits) and digits == first else first


def mended_email(text: str) -> str:
    """Return the address that a text most likely means: the first of several, its signs mended."""
    plain = to_arabic_digits(repair(text)).removeprefix("mailto:")
    first = next(
        (part for part in re.split(r"[;/|]|,\s+|\s+(?=\S+@)", plain) if "@" in part), plain
    )
    return re.sub(r"@+", "@", re.sub(r"\s+", "", first).replace(",", ".")).strip(".<>()")


def nearest_email(address: str) -> str:
    """Return an address with the well-known domain that was probably meant; empty where none was.

    ``name@gmail.con`` and ``name@gmial.com`` are usable to look at, but nobody reads mail there.
    """
    name, at, domain = address.rpartition("@")
    domain = domain.lower()
    if not at or domain in _DOMAINS:
        return ""
    for known in _DOMAINS:
        # of a short domain one slip makes another that exists: live.com, line.com
        if len(known) > len("live.com") and OSA.distance(domain, known) == 1:
            return f"{name}@{known}"
    return ""
