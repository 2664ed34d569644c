"""A registration as a line of the organiser's list."""

from dataclasses import dataclass
from datetime import datetime

from eventsys.rules.published import Text


@dataclass(frozen=True, slots=True)
class RegistrationRow:
    """A person's registration as plain values.

    ``state`` is a code: ``pending``, ``confirmed``, ``waiting``, ``declined`` or ``cancelled``.
    ``sector`` is what the person chose, as it is shown. Moments know their zone.
    """

    state: str
    quota_name: Text
    title: str
    first_name: str
    last_name: str
    agency: str
    position: str
    sector: str
    email: str
    phone: str
    display_name: str
    registered_at: datetime
    confirmed_at: datetime | None = None
    cancelled_at: datetime | None = None
