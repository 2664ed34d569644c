"""The board of an event's quotas: how each stands, narrowed to a region or a state, and totals."""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from eventsys.rules.provinces import PROVINCES_BY_ISO
from eventsys.rules.published import Text
from eventsys.rules.quota import Opening

# regions by the word that stands in addresses
REGIONS: Final[Mapping[str, str]] = {
    "central": "ภาคกลาง",
    "north": "ภาคเหนือ",
    "northeast": "ภาคตะวันออกเฉียงเหนือ",
    "east": "ภาคตะวันออก",
    "west": "ภาคตะวันตก",
    "south": "ภาคใต้",
}
_KEYS: Final = {name: key for key, name in REGIONS.items()}
# the quotas that are not those of provinces
ELSEWHERE: Final = "none"


class Standing(enum.StrEnum):
    """What a board can be narrowed to."""

    FREE = "free"
    FULL = "full"
    WAITING = "waiting"
    PENDING = "pending"
    NOT_OPEN = "not_open"


def region_of(province_code: str | None) -> str:
    """Return the region of a province's quota, ``none`` for the other quotas."""
    return _KEYS[PROVINCES_BY_ISO[province_code].region_th] if province_code else ELSEWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """How a quota stands.

    ``meeting`` is the number of the meeting that its places are for, ``None`` for the whole event.
    ``full_since`` is when its last place went, ``None`` while there are some; ``opening`` and
    ``opening_moment`` tell whether people can register in it.
    """

    id: int
    code: str
    kind: str
    name_th: str
    name_en: str
    region: str
    meeting_id: int | None
    meeting: int | None
    capacity: int
    taken: int
    waiting: int
    pending: int
    waiting_list: bool
    approval: str
    full_since: datetime | None
    opens_at: datetime | None
    closes_at: datetime | None
    opening: Opening
    opening_moment: datetime | None

    @property
    def left(self) -> int:
        """Places that are free."""
        return self.capacity - self.taken

    @property
    def name(self) -> Text:
        """Whose places they are."""
        return Text(self.name_th, self.name_en)

    def stands(self, standing: str) -> bool:
        """Tell whether the quota stands as a board is narrowed to; an empty word means any."""
        return {
            Standing.FREE.value: self.left > 0,
            Standing.FULL.value: self.left <= 0,
            Standing.WAITING.value: self.waiting > 0,
            Standing.PENDING.value: self.pending > 0,
            Standing.NOT_OPEN.value: self.opening is not Opening.OPEN,
        }.get(standing, True)


@dataclass(frozen=True, slots=True)
class BoardTotals:
    """What the quotas of a board hold together."""

    quotas: int
    capacity: int
    taken: int
    waiting: int
    pending: int

    @property
    def left(self) -> int:
        """Places that are free."""
        return self.capacity - self.taken


def narrowed(rows: Iterable[BoardRow], region: str, standing: str) -> list[BoardRow]:
    """Return the quotas of a region that stand in a way; an empty word means all."""
    return [row for row in rows if region in ("", row.region) and row.stands(standing)]


def totals_of(rows: Iterable[BoardRow]) -> BoardTotals:
    """Return what quotas hold together."""
    rows = list(rows)
    return BoardTotals(
        quotas=len(rows),
        capacity=sum(row.capacity for row in rows),
        taken=sum(row.taken for row in rows),
        waiting=sum(row.waiting for row in rows),
        pending=sum(row.pending for row in rows),
    )
