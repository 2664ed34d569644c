"""What a coordinator is told about a quota's private link, as plain values."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from eventsys.rules.published import PublishedEvent, Text

# kinds of mail in the outbox
LINK_MAIL: Final = "mail.coordinator_link"
REMINDER_MAIL: Final = "mail.coordinator_reminder"
CODE_MAIL: Final = "mail.coordinator_code"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoordinatorPerson:
    """A person who nominates people for a quota."""

    name: str
    office: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoordinatorLetter:
    """A quota's link with everything that a mail, a letter or a short text says about it.

    ``people`` are those it is for: one for a mail, all of the quota for a letter, none where nobody
    is known. ``closes_at`` knows its zone; ``url`` is the whole address, a secret of the quota.
    """

    event: PublishedEvent
    quota_name: Text
    places: int
    taken: int
    closes_at: datetime | None
    url: str
    people: tuple[CoordinatorPerson, ...] = ()


def earliest(*moments: datetime | None) -> datetime | None:
    """Return the first of some moments, of which each may be open."""
    return min((each for each in moments if each is not None), default=None)
