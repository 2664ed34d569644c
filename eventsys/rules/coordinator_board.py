"""How far a quota's coordinator has come, and who is to be reminded or written to."""

import enum
from dataclasses import dataclass
from datetime import datetime, timedelta

# who was told so long ago and did nothing since counts as silent
SILENT_AFTER = timedelta(days=7)


class CoordinatorState(enum.StrEnum):
    """Where a quota stands between nobody known and people nominated."""

    NO_CONTACT = "no_contact"
    NOT_SENT = "not_sent"
    SENT = "sent"
    OPENED = "opened"
    NOMINATED = "nominated"


class Reminder(enum.StrEnum):
    """What a coordinator is reminded of."""

    NOT_OPENED = "not_opened"
    NOT_NOMINATED = "not_nominated"


REMINDED_STATES = {
    Reminder.NOT_OPENED: frozenset({CoordinatorState.SENT}),
    Reminder.NOT_NOMINATED: frozenset({CoordinatorState.SENT, CoordinatorState.OPENED}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What is known of a quota's coordinators.

    ``sent_at`` is when the link that is good now was last sent to one of them, ``active_at`` when
    one of them was last there; ``nominated`` counts the people that they entered.
    """

    contacts: int
    sent_at: datetime | None
    devices: int
    nominated: int
    active_at: datetime | None

    @property
    def state(self) -> CoordinatorState:
        """The farthest step that was reached."""
        if self.nominated:
            return CoordinatorState.NOMINATED
        if self.devices:
            return CoordinatorState.OPENED
        if self.sent_at:
            return CoordinatorState.SENT
        return CoordinatorState.NOT_SENT if self.contacts else CoordinatorState.NO_CONTACT

    def silent(self, now: datetime) -> bool:
        """Tell whether somebody was told, nominated nobody, and was not there for a week."""
        if self.nominated or self.sent_at is None:
            return False
        return now - max(self.sent_at, self.active_at or self.sent_at) >= SILENT_AFTER
