"""Lists of quotas as they are typed or brought in: every fault found before any quota is made."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from typing import Final, Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from eventsys.rules.moments import parse_moment
from eventsys.rules.name_province import canonical_province, guess_province
from eventsys.rules.name_text import clean, read_line
from eventsys.rules.provinces import PROVINCES, PROVINCES_BY_ISO, PROVINCES_BY_NAME
from eventsys.rules.quota_sets import Member
from eventsys.rules.thai import repair, to_arabic_digits

Cell = Literal["name", "code", "name_en", "capacity", "waiting", "opens", "closes"]
CELLS: Final[tuple[Cell, ...]] = (
    "name",
    "code",
    "name_en",
    "capacity",
    "waiting",
    "opens",
    "closes",
)

CENTRAL: Final = "central"
CENTRAL_NAMES: Final = ("หน่วยงานส่วนกลาง", "Central agencies")
CODE: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,30}")
# what stands there in the addresses of the pages about quotas
RESERVED: Final = frozenset({"new", "board", "bulk", "unused"})
MOST_PLACES: Final = 100_000
LONGEST_NAME: Final = 200
LAST_MINUTE: Final = time(23, 59)

YES: Final = frozenset({"รับ", "มี", "ใช่", "เปิด", "yes", "y", "true", "1", "x", "✓", "/"})
NO: Final = frozenset({"ไม่รับ", "ไม่มี", "ไม่ใช่", "ไม่", "ปิด", "no", "n", "false", "0", "-", "–"})
_CENTRAL_WORDS: Final = frozenset(
    {"ส่วนกลาง", "หน่วยงานส่วนกลาง", "central", "centralagency", "centralagencies"}
)
_PREFIX: Final = re.compile(r"(?:จังหวัด|จ\.|จว\.) *")
_NOT_IN_CODES: Final = re.compile(r"[^a-z0-9]+")
_NAMES: Final = {
    read_line(name).low: province.name_th
    for province in PROVINCES
    for name in (province.name_th, province.name_en)
}
_NEAR: Final = 0.65
_DIGITS: Final = re.compile(r"\d{1,6}")
_LONGEST_CODE: Final = 31


@dataclass(frozen=True, slots=True)
class TypedQuota:
    """A quota as it stands in a list, every cell as text; ``line`` is its row there, from 1."""

    line: int
    name: str = ""
    code: str = ""
    name_en: str = ""
    capacity: str = ""
    waiting: str = ""
    opens: str = ""
    closes: str = ""


@dataclass(frozen=True, slots=True)
class QuotaPlan:
    """A quota that is to be made. Moments know their zone."""

    code: str
    name_th: str
    name_en: str
    capacity: int
    waiting_list: bool
    opens_at: datetime | None = None
    closes_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class QuotaFault:
    """What is wrong with a cell: a code of ``eventsys.sentences.quotas``, and what may be meant.

    ``cell`` names the cell of the row; ``suggestion`` may be typed there instead, empty where there
    is none.
    """

    cell: Cell
    code: str
    suggestion: str = ""
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckedQuota:
    """A row of a list with its faults; ``plan`` is what would be made, ``None`` with faults.

    ``kept`` tells that the event has this quota already, which then stays as it is.
    """

    typed: TypedQuota
    plan: QuotaPlan | None
    faults: tuple[QuotaFault, ...]
    kept: bool = False

    def faults_of(self, cell: Cell) -> list[QuotaFault]:
        """Return the faults of one cell."""
        return [fault for fault in self.faults if fault.cell == cell]


def typed_members(
    members: Iterable[Member], *, capacity: int | None, waiting_list: bool
) -> list[TypedQuota]:
    """Return the quotas of a set as a list whose cells can be typed over."""
    return [
        TypedQuota(
            line=line,
            name=member.name_th,
            code=member.code,
            name_en=member.name_en,
            capacity="" if capacity is None else str(capacity),
            waiting="yes" if waiting_list else "no",
        )
        for line, member in enumerate(members, start=1)
    ]


def check_quotas(rows: Sequence[TypedQuota], present: Collection[str]) -> list[CheckedQuota]:
    """Return each row with its faults and what would be made of it.

    Args:
        rows: the list.
        present: codes of the quotas that the event has already.
    """
    checked: list[CheckedQuota] = []
    lines: dict[str, int] = {}
    for row in rows:
        plan, faults = _read(row, {*present, *lines})
        if plan and plan.code in lines:
            found = QuotaFault("name", "twice", params={"line": lines[plan.code]})
            plan, faults = None, (*faults, found)
        elif plan:
            lines[plan.code] = row.line
        kept = plan is not None and plan.code in present
        checked.append(CheckedQuota(row, plan, faults, kept))
    return checked


def with_suggestions(checked: Iterable[CheckedQuota]) -> list[TypedQuota]:
    """Return the list with every suggestion taken."""
    rows = []
    for each in checked:
        typed = {cell: getattr(each.typed, cell) for cell in CELLS}
        typed |= {fault.cell: fault.suggestion for fault in each.faults if fault.suggestion}
        rows.append(TypedQuota(line=each.typed.line, **typed))
    return rows


def with_capacity(rows: Iterable[TypedQuota], capacity: int) -> list[TypedQuota]:
    """Return the list with the same number of places in each row."""
    return [replace(row, capacity=str(capacity)) for row in rows]


def _read(
    row: TypedQuota, taken: Collection[str]
) -> tuple[QuotaPlan | None, tuple[QuotaFault, ...]]:
    faults: list[QuotaFault] = []
    whose = _whose(row, taken, faults)
    capacity = _capacity(row.capacity, faults)
    waiting = _waiting(row.waiting, faults)
    opens = _moment(row.opens, "opens", time(0), faults)
    closes = _moment(row.closes, "closes", LAST_MINUTE, faults)
    if opens and closes and closes <= opens:
        faults.append(QuotaFault("closes", "closes_before_opens"))
    if faults or whose is None or capacity is None:
        return None, tuple(faults)
    return QuotaPlan(*whose, capacity, waiting, opens, closes), ()


def _whose(
    row: TypedQuota, taken: Collection[str], faults: list[QuotaFault]
) -> tuple[str, str, str] | None:
    """Return code and names of a row's quota, or note why it has none."""
    name, code = repair(row.name), repair(row.code)
    if code.upper() in PROVINCES_BY_ISO or (not code and name.upper() in PROVINCES_BY_ISO):
        return _province(code.upper() or name.upper())
    letters = read_line(clean(name)).low
    if code.lower() == CENTRAL or (not code and letters in _CENTRAL_WORDS):
        return CENTRAL, *CENTRAL_NAMES
    if not code and (official := canonical_province(name)):
        return _province(PROVINCES_BY_NAME[official].iso)
    if not name:
        faults.append(QuotaFault("name", "name_missing"))
    elif len(name) > LONGEST_NAME or len(row.name_en) > LONGEST_NAME:
        faults.append(QuotaFault("name", "name_long", name[:LONGEST_NAME]))
    elif not code:
        faults.append(_unnamed(row, taken))
    elif not CODE.fullmatch(code):
        faults.append(QuotaFault("code", "code_form", _slug(code, row, taken)))
    elif code in RESERVED:
        faults.append(QuotaFault("code", "code_reserved", _slug(f"{code}-quota", row, taken)))
    else:
        return code, name, repair(row.name_en)
    return None


def _unnamed(row: TypedQuota, taken: Collection[str]) -> QuotaFault:
    """Return the fault of a name that is no province and has no code: which of both is meant?"""
    likely = _likely_province(read_line(_PREFIX.sub("", clean(row.name), count=1)).low)
    if likely:
        return QuotaFault("name", "province_unknown", likely)
    return QuotaFault("code", "code_missing", _slug(row.name_en or row.name, row, taken))


def _likely_province(letters: str) -> str:
    """Return the province that a misspelt name may mean, empty where none is near.

    It is only proposed, so it may be further off than what is taken for the name without asking.
    """
    if guess := guess_province(letters, "generous"):
        return guess.name_th
    near = process.extractOne(
        letters, _NAMES.keys(), scorer=OSA.normalized_similarity, score_cutoff=_NEAR
    )
    return _NAMES[near[0]] if near else ""


def _province(iso: str) -> tuple[str, str, str]:
    province = PROVINCES_BY_ISO[iso]
    return province.iso, province.name_th, province.name_en


def _slug(text: str, row: TypedQuota, taken: Collection[str]) -> str:
    """Return a code that is free, made of what was typed, or of the row's number."""
    plain = _NOT_IN_CODES.sub("-", to_arabic_digits(text).lower()).strip("-")
    plain = plain[: _LONGEST_CODE - 4].strip("-")
    if len(plain) < 2 or plain in RESERVED:  # noqa: PLR2004 (one letter says nothing)
        plain = f"quota-{row.line}"
    return next(code for code in _numbered(plain) if code not in taken)


def _numbered(code: str) -> Iterator[str]:
    yield code
    number = 2
    while True:
        yield f"{code}-{number}"
        number += 1


def _capacity(typed: str, faults: list[QuotaFault]) -> int | None:
    text = repair(to_arabic_digits(typed)).replace(",", "").replace(" ", "")
    if not text:
        faults.append(QuotaFault("capacity", "capacity_missing"))
        return None
    if text.isascii() and text.isdigit() and len(text) < 10 and int(text) <= MOST_PLACES:  # noqa: PLR2004
        return int(text)
    found = _DIGITS.findall(text)
    likely = found[0] if len(found) == 1 and not text.startswith("-") else ""
    likely = likely if likely and int(likely) <= MOST_PLACES else ""
    faults.append(QuotaFault("capacity", "capacity_form", likely, {"most": f"{MOST_PLACES:,}"}))
    return None


def _waiting(typed: str, faults: list[QuotaFault]) -> bool:
    text = repair(typed).lower()
    if not text or text in YES:
        return True
    if text not in NO:
        faults.append(QuotaFault("waiting", "waiting_form", "ไม่รับ" if "ไม่" in text else "รับ"))
    return False


def _moment(
    typed: str, cell: Cell, without_time: time, faults: list[QuotaFault]
) -> datetime | None:
    text = repair(to_arabic_digits(typed))
    if not text:
        return None
    try:
        return parse_moment(text, without_time=without_time)
    except ValueError:
        faults.append(QuotaFault(cell, "moment_form"))
        return None
