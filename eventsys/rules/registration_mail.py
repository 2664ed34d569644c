"""What a mail about a registration says, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from eventsys.rules.published import PublishedEvent, Text

RegistrationMailKind = Literal[
    "registration_confirmed",
    "registration_waiting",
    "registration_pending",
    "registration_declined",
    "registration_promoted",
    "registration_changed",
    "registration_cancelled",
    "registration_link",
]


@dataclass(frozen=True, slots=True)
class RegistrationMail:
    """Whom a mail about a registration greets, and what it tells.

    ``made_at`` knows its zone. ``private_url`` opens the person's own page, ``event_url`` the
    public one. ``links`` are the addresses of meetings whose link is released, by the meeting's
    number in the database; the calendar file carries them. ``waiting_place`` is the place in the
    waiting list, where it is told, and ``reason`` why a registration was declined.
    """

    event: PublishedEvent
    first_name: str
    display_name: str
    quota_name: Text
    private_url: str
    event_url: str
    made_at: datetime
    links: Mapping[int, str] = field(default_factory=dict)
    waiting_place: int | None = None
    reason: str = ""
