"""Lists of coordinators as they are brought in: every fault found before anybody is kept."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from rapidfuzz import fuzz, process

from eventsys.rules.agencies import compact
from eventsys.rules.name_province import canonical_province, guess_province
from eventsys.rules.name_text import clean, read_line
from eventsys.rules.provinces import PROVINCES_BY_NAME
from eventsys.rules.thai import repair, to_arabic_digits
from eventsys.rules.webinar_import import is_address

Cell = Literal["quota", "name", "office", "email", "phone"]
CELLS: Final[tuple[Cell, ...]] = ("quota", "name", "office", "email", "phone")

LONGEST: Final = 200
# of one quota: a longer list is a slip, such as a whole office under one province
MOST_OF_A_QUOTA: Final = 20

_CENTRAL: Final = "central"
_CENTRAL_WORDS: Final = frozenset(map(compact, ("ส่วนกลาง", "หน่วยงานส่วนกลาง", "central")))
_PREFIX: Final = "จังหวัด"
# a guess below this likeness would only mislead
_ALIKE: Final = 70
_PHONE: Final = re.compile(r"[0-9+() .,/#*-]*[0-9][0-9+() .,/#*-]*(?:(?:ต่อ|ext\.?|x) ?[0-9, -]+)?")
_FEWEST_DIGITS: Final = 3
# looking for something within a text takes time that grows with its square
_LONGEST_SEARCHED: Final = 1000
_DIGIT_RUN: Final = re.compile(r"[0-9][0-9 -]{6,}[0-9]")
_ADDRESS_WITHIN: Final = re.compile(r"[^\s<>;,()\[\]]+@[^\s<>;,()\[\]]+")


@dataclass(frozen=True, slots=True)
class KnownQuota:
    """A quota of the event that a row may name; ``province`` is its ISO code or empty."""

    code: str
    province: str
    name_th: str
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class TypedContact:
    """A coordinator as they stand in a list, every cell as text; ``line`` is the row there."""

    line: int
    quota: str = ""
    name: str = ""
    office: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class ContactPlan:
    """A coordinator who is to be kept for the quota with a code."""

    quota_code: str
    name: str
    office: str
    email: str
    phone: str

    @property
    def key(self) -> tuple[str, str]:
        """What makes two of them one: the quota, and the name however it is spaced."""
        return self.quota_code, name_key(self.name)


@dataclass(frozen=True, slots=True)
class ContactFault:
    """What is wrong with a cell: a code of ``eventsys.sentences.coordinators``, what may be meant.

    ``suggestion`` may be typed there instead; it is empty where there is none.
    """

    cell: Cell
    code: str
    suggestion: str = ""
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckedContact:
    """A row of a list with its faults; ``plan`` is what would be kept, ``None`` with faults.

    ``known`` tells that the quota has somebody of this name, who then gets what the row says.
    """

    typed: TypedContact
    plan: ContactPlan | None
    faults: tuple[ContactFault, ...]
    known: bool = False

    def faults_of(self, cell: Cell) -> list[ContactFault]:
        """Return the faults of one cell."""
        return [fault for fault in self.faults if fault.cell == cell]


def name_key(name: str) -> str:
    """Return what is the same for the same name, however its spaces and capitals were typed."""
    return compact(repair(name)) or repair(name)


def check_contacts(
    rows: Sequence[TypedContact],
    quotas: Sequence[KnownQuota],
    present: Collection[tuple[str, str]],
) -> list[CheckedContact]:
    """Return each row with its faults and whom it would keep.

    Args:
        rows: the list.
        quotas: all quotas of the event.
        present: quota's code and ``name_key`` of everybody whom the event has already.
    """
    names = _names_of(quotas)
    checked: list[CheckedContact] = []
    lines: dict[tuple[str, str], int] = {}
    counts: dict[str, int] = {}
    for code, _ in present:
        counts[code] = counts.get(code, 0) + 1
    for row in rows:
        plan, faults = _read(row, names, quotas)
        known = plan is not None and plan.key in present
        if plan and plan.key in lines:
            twice = ContactFault("name", "twice", params={"line": lines[plan.key]})
            plan, faults = None, (twice,)
        elif plan:
            lines[plan.key] = row.line
            counts[plan.quota_code] = counts.get(plan.quota_code, 0) + (not known)
            if counts[plan.quota_code] > MOST_OF_A_QUOTA:
                many = ContactFault("quota", "too_many", params={"most": MOST_OF_A_QUOTA})
                plan, faults = None, (many,)
        checked.append(CheckedContact(row, plan, faults, known and plan is not None))
    return checked


def with_suggestions(checked: Iterable[CheckedContact]) -> list[TypedContact]:
    """Return the list with every suggestion taken."""
    rows = []
    for each in checked:
        typed = {cell: getattr(each.typed, cell) for cell in CELLS}
        typed |= {fault.cell: fault.suggestion for fault in each.faults if fault.suggestion}
        rows.append(TypedContact(line=each.typed.line, **typed))
    return rows


def email_fault(typed: str) -> ContactFault | None:
    """Return what is wrong with an address, ``None`` where nothing is; it may be empty."""
    text = repair(typed)
    if not text or is_address(text):
        return None
    return ContactFault("email", "email_form", _likely_address(text))


def phone_fault(typed: str) -> ContactFault | None:
    """Return what is wrong with a telephone number, ``None`` where nothing is; it may be empty."""
    text = repair(to_arabic_digits(typed))
    digits = sum(sign.isdigit() for sign in text)
    if not text or (
        len(text) <= LONGEST and digits >= _FEWEST_DIGITS and _PHONE.fullmatch(text.lower())
    ):
        return None
    found = _DIGIT_RUN.search(text[:_LONGEST_SEARCHED])
    return ContactFault("phone", "phone_form", found[0] if found else "")


def _names_of(quotas: Iterable[KnownQuota]) -> dict[str, KnownQuota]:
    """Return the quotas under everything that names them for certain."""
    names: dict[str, KnownQuota] = {}
    for quota in quotas:
        # a code wins over another quota's name
        names[quota.code.casefold()] = quota
        if quota.province:
            names[quota.province.casefold()] = quota
    for quota in quotas:
        for name in (quota.name_th, quota.name_en):
            if key := compact(repair(name)):
                names.setdefault(key, quota)
        if quota.code == _CENTRAL:
            for word in _CENTRAL_WORDS:
                names.setdefault(word, quota)
    return names


def _read(
    row: TypedContact, names: Mapping[str, KnownQuota], quotas: Sequence[KnownQuota]
) -> tuple[ContactPlan | None, tuple[ContactFault, ...]]:
    faults: list[ContactFault] = []
    quota = _quota(row.quota, names, quotas, faults)
    name, office = repair(row.name), repair(row.office)
    if not name:
        faults.append(ContactFault("name", "name_missing"))
    elif not any(sign.isalpha() for sign in name):
        faults.append(ContactFault("name", "name_form"))
    elif len(name) > LONGEST:
        faults.append(ContactFault("name", "too_long", name[:LONGEST], {"most": LONGEST}))
    if len(office) > LONGEST:
        faults.append(ContactFault("office", "too_long", office[:LONGEST], {"most": LONGEST}))
    faults += filter(None, (email_fault(row.email), phone_fault(row.phone)))
    if faults or quota is None:
        return None, tuple(faults)
    phone = repair(to_arabic_digits(row.phone))
    return ContactPlan(quota.code, name, office, repair(row.email), phone), ()


def _quota(
    typed: str,
    names: Mapping[str, KnownQuota],
    quotas: Sequence[KnownQuota],
    faults: list[ContactFault],
) -> KnownQuota | None:
    """Return the quota that a cell names, or note why none is certain."""
    text = repair(typed)
    if not text:
        faults.append(ContactFault("quota", "quota_missing"))
        return None
    found = names.get(text.casefold()) or names.get(compact(text))
    if found is not None:
        return found
    official = canonical_province(text) if len(text) <= LONGEST else None
    if official is not None:
        found = names.get(PROVINCES_BY_NAME[official].iso.casefold())
        if found is None:
            missing = {"province": official}
            faults.append(ContactFault("quota", "quota_not_here", params=missing))
        return found
    faults.append(ContactFault("quota", "quota_unknown", _likely_quota(text, names, quotas)))
    return None


def _likely_quota(text: str, names: Mapping[str, KnownQuota], quotas: Sequence[KnownQuota]) -> str:
    if len(text) > LONGEST:
        return ""
    letters = read_line(clean(text)).low.removeprefix(_PREFIX)
    guess = guess_province(letters, "generous") if letters else None
    if guess is not None and guess.iso.casefold() in names:
        return guess.name_th
    known = [quota.name_th for quota in quotas]
    ranked = process.extract(text, known, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=1)
    return next((name for name, _, _ in ranked), "")


def _likely_address(text: str) -> str:
    """Return the address that a text with a usual slip in it means, empty where none is sure."""
    if len(text) > _LONGEST_SEARCHED:
        return ""
    found: list[str] = _ADDRESS_WITHIN.findall(text.removeprefix("mailto:"))
    closer = "".join(text.split()).replace(",", ".")
    likely = (each.removeprefix("mailto:").rstrip(".;:") for each in (*found, closer))
    return next((each for each in likely if is_address(each)), "")
