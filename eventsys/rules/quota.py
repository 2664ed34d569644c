"""Places: what becomes of a registration, and when a quota takes registrations at all."""

import enum
from dataclasses import dataclass, replace
from datetime import datetime


class Outcome(enum.StrEnum):
    """What becomes of somebody who asks for a place."""

    CONFIRMED = "confirmed"
    PENDING = "pending"
    WAITING = "waiting"
    FULL = "full"


class Opening(enum.StrEnum):
    """Whether registration is open at a moment."""

    OPEN = "open"
    NOT_YET = "not_yet"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Places:
    """The state of a quota: ``taken`` of ``capacity`` places are confirmed."""

    capacity: int
    taken: int
    waiting_list: bool
    needs_approval: bool = False

    @property
    def left(self) -> int:
        """Places that are free."""
        return max(self.capacity - self.taken, 0)

    @property
    def approved(self) -> "Places":
        """The same places for somebody whom who must agree has agreed to."""
        return replace(self, needs_approval=False)


def decide(places: Places) -> Outcome:
    """Return what becomes of the next person who asks for a place.

    A registration that needs approval takes no place until it has it.
    """
    if places.needs_approval:
        return Outcome.PENDING
    if places.left:
        return Outcome.CONFIRMED
    return Outcome.WAITING if places.waiting_list else Outcome.FULL


def opening(
    now: datetime, *periods: tuple[datetime | None, datetime | None]
) -> tuple[Opening, datetime | None]:
    """Tell whether all of several periods are open, and the moment that decides it.

    Args:
        now: the moment asked for.
        periods: opening and closing of the event, of the quota and so on; ``None`` is unlimited.

    Returns:
        The state, and with it the closing that passed or the latest opening that is to come.
    """
    closed = [ends for _, ends in periods if ends is not None and ends <= now]
    if closed:
        return Opening.CLOSED, min(closed)
    coming = [starts for starts, _ in periods if starts is not None and starts > now]
    if coming:
        return Opening.NOT_YET, max(coming)
    return Opening.OPEN, None
