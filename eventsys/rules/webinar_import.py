"""Who goes into the files that a webinar program imports, and under which name it shows them.

Zoom takes registrants as ``email,first_name,last_name`` and shows everybody as first and last name
with one space between. A display name of the convention is therefore cut at one of its spaces:
``นครปฐม`` and ``พช. นายมั่งมั่ง`` are shown as ``นครปฐม พช. นายมั่งมั่ง``. Nothing in a file is ever
altered to fit: whoever cannot be imported as they are is listed apart, with the reason.
"""

import csv
import enum
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from io import StringIO
from typing import Final

from eventsys.rules.formula_signs import reads_as_formula
from eventsys.rules.published import Text

# limits of Zoom's import: a file must be smaller than 2 MB
LONGEST_FIELD: Final = 64
MOST_BYTES: Final = 1_999_999
MOST_PEOPLE: Final = 9_999
# individual addresses that one invitation of Microsoft Teams takes
LOT: Final = 500
# RFC 5321, section 4.5.3.1.3, without the angle brackets
LONGEST_ADDRESS: Final = 254

HEADER: Final = ("email", "first_name", "last_name")
PANELISTS_HEADER: Final = ("name", "email")

_LABEL = r'[^\s@,;:<>()\[\]\\".]+'
_ADDRESS: Final = re.compile(rf"[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~.-]+@(?:{_LABEL}\.)+{_LABEL}")


class Reason(enum.StrEnum):
    """Why somebody cannot be imported, in the order in which people are listed apart."""

    NO_EMAIL = "no_email"
    SHARED_EMAIL = "shared_email"
    EMAIL_FORM = "email_form"
    EMAIL_SIGN = "email_sign"
    NAME_TOO_LONG = "name_too_long"
    NAME_FORM = "name_form"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Somebody who is expected online: a registration, or the substitute who comes for it.

    ``id`` is the registration's; ``name`` is first and last name, without the title.
    """

    id: int
    display_name: str
    email: str
    title: str = ""
    name: str = ""
    agency: str = ""
    quota: Text = field(default_factory=Text)
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Registrant:
    """A line of Zoom's file of registrants."""

    guest: Guest
    first_name: str
    last_name: str

    @property
    def line(self) -> bytes:
        """The line as it stands in the file."""
        return csv_line((self.guest.email, self.first_name, self.last_name))


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks in a meeting, by the name in the agenda; ``email`` may be empty."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class GuestApart:
    """A guest who is in no file, and why."""

    guest: Guest
    reason: Reason


@dataclass(frozen=True, slots=True)
class SpeakerApart:
    """A speaker who is in no file, and why."""

    speaker: Speaker
    reason: Reason


@dataclass(frozen=True, slots=True)
class Guests:
    """Everybody who is expected: in the file, in the order given, or apart by reason."""

    registrants: tuple[Registrant, ...]
    apart: tuple[GuestApart, ...]

    @property
    def reasons(self) -> dict[Reason, int]:
        """How many are apart for each reason that there is."""
        counts = Counter(each.reason for each in self.apart)
        return {reason: counts[reason] for reason in Reason if reason in counts}


@dataclass(frozen=True, slots=True)
class Speakers:
    """The speakers of a meeting: in the file of panellists, or apart."""

    panelists: tuple[Speaker, ...]
    apart: tuple[SpeakerApart, ...]


def split_name(display_name: str) -> tuple[str, str] | None:
    """Return first and last name that Zoom shows as the display name, or ``None``.

    The cut is at the first space where both parts fit. A part fits that has 1 to 64 characters, no
    space at its ends (Zoom would drop it), and no first sign that a spreadsheet program takes for
    a formula.
    """
    at = display_name.find(" ")
    while at >= 0:
        parts = display_name[:at], display_name[at + 1 :]
        if all(_fits(part) for part in parts):
            return parts
        at = display_name.find(" ", at + 1)
    return None


def divide_guests(guests: Sequence[Guest]) -> Guests:
    """Tell who is in the file of registrants and who is apart: everybody is in exactly one.

    All who share an address are apart, nobody of them is in the file: Zoom keeps one registrant
    for each address, so whoever came first would get the link of the others, and they that name.
    """
    shared = _shared(guest.email for guest in guests)
    registrants: list[Registrant] = []
    apart: list[GuestApart] = []
    for guest in guests:
        reason = _address_fault(guest.email, shared)
        names = split_name(guest.display_name)
        if reason is None and names is not None:
            registrants.append(Registrant(guest, *names))
        else:
            apart.append(GuestApart(guest, reason or _name_fault(guest.display_name)))
    order = list(Reason)
    apart.sort(key=lambda each: (order.index(each.reason), address_key(each.guest.email)))
    return Guests(tuple(registrants), tuple(apart))


def divide_speakers(speakers: Sequence[Speaker]) -> Speakers:
    """Tell who is in the file of panellists and who is apart, each in the order given."""
    shared = _shared(speaker.email for speaker in speakers)
    panelists: list[Speaker] = []
    apart: list[SpeakerApart] = []
    for speaker in speakers:
        reason = _address_fault(speaker.email, shared)
        if reason is None and not _fits(speaker.name):
            reason = _name_fault(speaker.name)
        if reason is None:
            panelists.append(speaker)
        else:
            apart.append(SpeakerApart(speaker, reason))
    return Speakers(tuple(panelists), tuple(apart))


def parts(registrants: Sequence[Registrant]) -> list[list[Registrant]]:
    """Divide registrants, in their order, into files that Zoom takes, header included."""
    files: list[list[Registrant]] = []
    room = 0
    for registrant in registrants:
        size = len(registrant.line)
        if not files or size > room or len(files[-1]) == MOST_PEOPLE:
            files.append([])
            room = MOST_BYTES - len(csv_line(HEADER))
        files[-1].append(registrant)
        room -= size
    return files


def lots(guests: Iterable[Guest]) -> list[list[str]]:
    """Return the guests' addresses, each once, in lots of what one invitation of Teams takes.

    A shared address is no fault there: the invitation goes to all who read it.
    """
    found: dict[str, str] = {}
    for guest in guests:
        if is_address(guest.email):
            found.setdefault(address_key(guest.email), guest.email)
    addresses = list(found.values())
    return [addresses[start : start + LOT] for start in range(0, len(addresses), LOT)]


def is_address(text: str) -> bool:
    """Tell whether a text is one e-mail address and nothing else.

    Stricter than the standard and wider than any form: no quoted part, no separator of a list.
    """
    return (
        len(text) <= LONGEST_ADDRESS and text.isprintable() and _ADDRESS.fullmatch(text) is not None
    )


def address_key(email: str) -> str:
    """Return what is the same for the same mailbox, however its capitals were typed."""
    return email.strip().casefold()


def csv_line(values: Sequence[str]) -> bytes:
    """Return a line of a CSV file (RFC 4180, UTF-8), its values as they are."""
    text = StringIO()
    csv.writer(text).writerow(values)
    return text.getvalue().encode()


def _shared(emails: Iterable[str]) -> frozenset[str]:
    counts = Counter(address_key(email) for email in emails)
    return frozenset(key for key, count in counts.items() if key and count > 1)


def _address_fault(email: str, shared: frozenset[str]) -> Reason | None:
    if not email.strip():
        return Reason.NO_EMAIL
    if not is_address(email):
        return Reason.EMAIL_FORM
    if address_key(email) in shared:
        return Reason.SHARED_EMAIL
    return Reason.EMAIL_SIGN if reads_as_formula(email) else None


def _name_fault(name: str) -> Reason:
    """Say what is wrong with a name that does not fit."""
    return Reason.NAME_TOO_LONG if len(name) > LONGEST_FIELD else Reason.NAME_FORM


def _fits(part: str) -> bool:
    return (
        0 < len(part) <= LONGEST_FIELD
        and part.isprintable()
        and part == part.strip()
        and not reads_as_formula(part)
    )
