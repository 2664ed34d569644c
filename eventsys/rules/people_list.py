"""Lists of people for one quota: every fault found, and what becomes of each row."""

import enum
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

from eventsys.rules.agencies import Agency, canonical_agency
from eventsys.rules.contacts import mended_email, mended_phone, nearest_email, phone_is_usable
from eventsys.rules.name_province import canonical_province, guess_province
from eventsys.rules.name_text import clean, read_line
from eventsys.rules.namesakes import person_key
from eventsys.rules.person_names import is_title, nearest_title, split_name
from eventsys.rules.quota import Outcome, Places, decide
from eventsys.rules.thai import repair, to_arabic_digits
from eventsys.rules.titles import canonical_title, thai_equivalent, without_title

Cell = Literal[
    "title", "first_name", "last_name", "agency", "position", "email", "phone", "province"
]
CELLS: Final[tuple[Cell, ...]] = (
    "title",
    "first_name",
    "last_name",
    "agency",
    "position",
    "email",
    "phone",
    "province",
)
# of the example in the template, which many people leave there
EXAMPLE_SURNAME: Final = "ลบแถวนี้ออก"
# as the form has them
_LONGEST: Final[Mapping[Cell, int]] = {
    "title": 40,
    "first_name": 80,
    "last_name": 80,
    "agency": 160,
    "position": 160,
    "email": 254,
    "phone": 40,
}
_MISSING: Final[tuple[Cell, ...]] = ("first_name", "last_name", "agency")


class Fate(enum.StrEnum):
    """What becomes of a row once the list is added."""

    CONFIRMED = "confirmed"
    WAITING = "waiting"
    PENDING = "pending"
    # neither place nor waiting list: nothing can be added with this row in the list
    FULL = "full"
    # in the quota already, or twice in the list: passed over
    PRESENT = "present"
    TWICE = "twice"
    FAULTY = "faulty"


ADDED: Final = (Fate.CONFIRMED, Fate.WAITING, Fate.PENDING)
BLOCKING: Final = (Fate.FULL, Fate.FAULTY)


@dataclass(frozen=True, slots=True)
class TypedPerson:
    """A person as they stand in a list, every cell as text; ``line`` is the row there, from 1."""

    line: int
    title: str = ""
    first_name: str = ""
    last_name: str = ""
    agency: str = ""
    position: str = ""
    email: str = ""
    phone: str = ""
    province: str = ""


@dataclass(frozen=True, slots=True)
class PersonFault:
    """What is wrong with a cell, or worth a look where it is only a note.

    ``suggestion`` holds what to write instead, by cell; it may be empty.
    """

    cell: Cell
    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    suggestion: Mapping[Cell, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckedPerson:
    """A row with what is meant by it, its faults and notes, and what becomes of it.

    ``meant`` are the cells as they would be kept. ``twin`` is the line of the row that says the
    same, or the display name of the person who is in the quota already.
    """

    typed: TypedPerson
    meant: TypedPerson
    faults: tuple[PersonFault, ...] = ()
    notes: tuple[PersonFault, ...] = ()
    fate: Fate = Fate.FAULTY
    twin: str = ""

    def faults_of(self, cell: str) -> list[PersonFault]:
        """Return what is wrong with one cell."""
        return [fault for fault in self.faults if fault.cell == cell]

    def notes_of(self, cell: str) -> list[PersonFault]:
        """Return what is worth a look at one cell."""
        return [note for note in self.notes if note.cell == cell]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a list is checked against.

    Attributes:
        province: official Thai name of the quota's province, ``None`` where it is of none.
        agencies: those that the event knows besides the table's.
        present: display names of the people in the quota, by their keys.
        places: of the quota, as they are for people whom the coordinator names.
        email_is_usable: whether mail can be sent to an address.
    """

    province: str | None
    agencies: tuple[Agency, ...]
    present: Mapping[str, str]
    places: Places
    email_is_usable: Callable[[str], bool]


def check_people(rows: Sequence[TypedPerson], given: Circumstances) -> list[CheckedPerson]:
    """Return the rows of a list with all their faults and what becomes of each, in order."""
    checked: list[CheckedPerson] = []
    lines: dict[str, int] = {}
    places = given.places
    for row in rows:
        one = _checked(row, given)
        key = person_key(one.meant.first_name, one.meant.last_name, one.meant.agency)
        if one.faults:
            fate, twin = Fate.FAULTY, ""
        elif key in given.present:
            fate, twin = Fate.PRESENT, given.present[key]
        elif key in lines:
            fate, twin = Fate.TWICE, str(lines[key])
        else:
            lines[key] = row.line
            outcome = decide(places)
            fate, twin = Fate(outcome.value), ""
            if outcome is Outcome.CONFIRMED:
                places = replace(places, taken=places.taken + 1)
        checked.append(replace(one, fate=fate, twin=twin))
    return checked


def with_suggestions(checked: Sequence[CheckedPerson]) -> list[TypedPerson]:
    """Return the rows with every suggestion put into its cells."""
    rows = []
    for each in checked:
        changes: dict[str, Any] = {}
        for found in (*each.faults, *each.notes):
            changes |= {str(cell): text for cell, text in found.suggestion.items()}
        rows.append(replace(each.typed, **changes))
    return rows


def _checked(row: TypedPerson, given: Circumstances) -> CheckedPerson:
    repaired: dict[str, Any] = {cell: repair(getattr(row, cell)) for cell in CELLS}
    meant = replace(row, **repaired)
    notes: list[PersonFault] = []
    if not meant.title and meant.first_name:
        # a name with its title inside, or the whole name in the column of first names
        read = split_name(meant.first_name)
        if read.title:
            rest = read.last_name if read.last_name != meant.last_name else ""
            first = f"{read.first_name} {rest}".strip() if meant.last_name else read.first_name
            surname = meant.last_name or read.last_name
            meant = replace(meant, title=read.title, first_name=first, last_name=surname)
            notes.append(PersonFault("first_name", "title_inside", {"title": read.title}))
    if not meant.last_name and " " in meant.first_name:
        first, _, last = meant.first_name.partition(" ")
        meant = replace(meant, first_name=first, last_name=last)
        notes.append(PersonFault("first_name", "surname_inside", {"surname": last}))
    title = canonical_title(meant.title)
    phone = to_arabic_digits(meant.phone)
    mended = mended_phone(phone)
    if mended != phone and phone_is_usable(mended):
        notes.append(PersonFault("phone", "phone_mended", {"phone": mended}))
        phone = mended
    meant = replace(
        meant,
        title=title if is_title(title) else meant.title,
        first_name=without_title(meant.first_name, title),
        agency=canonical_agency(meant.agency, given.agencies),
        phone=phone,
    )
    faults = tuple(_faults(meant, given))
    if meant.email and not faults and (near := nearest_email(meant.email)):
        notes.append(PersonFault("email", "email_near", {"email": near}, {"email": near}))
    return CheckedPerson(row, meant, faults, tuple(notes))


def _faults(row: TypedPerson, given: Circumstances) -> Iterator[PersonFault]:
    yield from _title_faults(row)
    for cell in _MISSING:
        if not getattr(row, cell):
            yield PersonFault(cell, f"{cell}_missing")
    if row.first_name and not any(sign.isalpha() for sign in row.first_name):
        yield PersonFault("first_name", "first_name_form")
    if row.email and not given.email_is_usable(row.email):
        better = mended_email(row.email)
        usable = better != row.email and given.email_is_usable(better)
        yield PersonFault("email", "email_form", suggestion={"email": better} if usable else {})
    if row.phone and not phone_is_usable(row.phone):
        better = mended_phone(row.phone)
        yield PersonFault(
            "phone", "phone_form", suggestion={"phone": better} if phone_is_usable(better) else {}
        )
    yield from _province_faults(row, given.province)
    for cell, most in _LONGEST.items():
        if len(getattr(row, cell)) > most:
            yield PersonFault(cell, "too_long", {"most": most})


def _title_faults(row: TypedPerson) -> Iterator[PersonFault]:
    if not row.title:
        yield PersonFault("title", "title_missing")
        return
    if not is_title(row.title):
        near = nearest_title(row.title)
        yield PersonFault("title", "title_unknown", suggestion={"title": near} if near else {})
        return
    inside = split_name(row.first_name)
    meaning = thai_equivalent(inside.title)
    if meaning and meaning != thai_equivalent(row.title):
        yield PersonFault(
            "first_name",
            "two_titles",
            {"title": row.title, "other": inside.title},
            {"title": inside.title, "first_name": inside.first_name},
        )


def _province_faults(row: TypedPerson, province: str | None) -> Iterator[PersonFault]:
    if not row.province or province is None:
        return
    named = canonical_province(row.province)
    if named is None:
        letters = read_line(clean(row.province)).low.removeprefix("จังหวัด").removeprefix("จ.")
        guessed = guess_province(letters, "generous") if letters else None
        # nothing is kept of the column: a slip in one's own province does no harm
        if guessed is None or guessed.name_th != province:
            yield PersonFault(
                "province",
                "province_unknown",
                {"province": province, "typed": row.province},
                {"province": province},
            )
    elif named != province:
        yield PersonFault("province", "province_other", {"province": province, "other": named})
