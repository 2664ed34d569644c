"""What a coordinator is told about a quota's private link, as plain values."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from eventsys.rules.published import PublishedEvent, Text

# kinds of mail in the outbox
LINK_MAIL: Final = "mail.coordinator_link"
REMINDER_MAIL: Final = "mail.coordinator_reminder"
CODE_MAIL: Final = "mail.coordinator_code"

_CAPITAL: Final = "กรุงเทพมหานคร"


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
    is known. ``group`` names the quota within a sentence, where a province is called one.
    ``closes_at`` knows its zone; ``url`` is the whole address, a secret of the quota.
    """

    event: PublishedEvent
    quota_name: Text
    group: Text
    places: int
    taken: int
    closes_at: datetime | None
    url: str
    people: tuple[CoordinatorPerson, ...] = ()


def in_a_sentence(name: Text, *, province: bool) -> Text:
    """Return the name of a quota as it stands in a sentence: ``จังหวัดนครปฐม``; Bangkok is none."""
    if not province or name.th == _CAPITAL:
        return name
    return Text(f"จังหวัด{name.th}", name.en)


def earliest(*moments: datetime | None) -> datetime | None:
    """Return the first of some moments, of which each may be open."""
    return min((each for each in moments if each is not None), default=None)
