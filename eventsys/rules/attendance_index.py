"""Registrations prepared for matching: whom a name fits, found without looking at all of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from eventsys.rules.attendance_names import (
    Reading,
    agency_key,
    begins_with_title,
    email_key,
    is_known_agency,
    name_key,
    odd_marks,
    province_key,
    read_name,
    title_key,
)
from eventsys.rules.attendance_types import Registration
from eventsys.rules.display_names import Conventions, clean, compose

_SOMEBODY = "กนก"
_MOST_SURNAME_WORDS = 4


@dataclass(frozen=True, slots=True)
class Known:
    """A registration with its keys; ``place`` is where it stands among the registrations.

    ``plain`` is the name without its title, ``odd_marks`` and ``odd_surname`` the marks out of
    order with which first name and surname were registered.
    """

    place: int
    id: str
    display: str
    province: str
    agency: str
    title: str
    first_name: str
    surname: str
    mark: str
    email: str
    plain: str
    odd_marks: frozenset[str]
    odd_surname: frozenset[str]


class Index:
    """Registrations by everything that a name or an address may name them by."""

    def __init__(self, registrations: Sequence[Registration], conventions: Conventions) -> None:
        self.known = tuple(
            _known(place, entry, conventions) for place, entry in enumerate(registrations)
        )
        self.by_id = {known.id: known for known in self.known}
        self.by_email: dict[str, list[Known]] = defaultdict(list)
        self.by_display: dict[str, list[Known]] = defaultdict(list)
        self._by_parts: dict[tuple[str, str, str], list[Known]] = defaultdict(list)
        self._by_plain: dict[str, list[Known]] = defaultdict(list)
        self._by_reading: dict[tuple[str, ...], list[Known]] = defaultdict(list)
        for known in self.known:
            if known.email:
                self.by_email[known.email].append(known)
            if known.display:
                self.by_display[known.display].append(known)
            for key in _keys(known, conventions):
                self._by_parts[key].append(known)
            if known.agency:
                self._by_plain[known.plain].append(known)
            if begins_with_title(known.first_name):
                reading = read_name(known.display, conventions)
                if reading.first_name != known.first_name:
                    self._by_reading[_as_read(reading)].append(known)

    def with_display(self, reading: Reading) -> list[Known]:
        """Return the registrations whose expected display name this is."""
        return self.by_display.get(reading.text, [])

    def fitting(self, reading: Reading) -> list[Known]:
        """Return the registrations that a name fits fully by its parts.

        Province, agency and first name are given and right; title, surname and mark do not
        contradict, and where several remain the surname and then the title decide.
        """
        fitting = self._with_parts(reading) or self._with_words(reading)
        for given, field in ((reading.surname, "surname"), (reading.title, "title")):
            same = [k for k in fitting if given and getattr(k, field) == given]
            fitting = same or fitting
        return fitting

    def _with_parts(self, reading: Reading) -> list[Known]:
        if not (reading.first_name and reading.agency and reading.province_right):
            return []
        key = (reading.province, reading.agency, reading.first_name)
        fitting = [k for k in self._by_parts.get(key, ()) if not contradicts(reading, k)]
        if self._by_reading:
            # A first name that begins like a title is read with the title: ดร.นางน้อย.
            same = self._by_reading.get(_as_read(reading), ())
            fitting += [k for k in same if k not in fitting and not other_surname(reading, k)]
        return fitting

    def _with_words(self, reading: Reading) -> list[Known]:
        """Return whose name stands there word for word, only without its title.

        A first name that is a province as well is read as one where no title stands before it.
        """
        if reading.titled or not reading.text:
            return []
        fitting = [k for k in self._by_plain.get(reading.text, ()) if k.province]
        for known, surname in self._with_surname(reading.text):
            if known.surname and known.surname == name_key(surname):
                fitting.append(known)
        return distinct(fitting)

    def _with_surname(self, text: str) -> Iterator[tuple[Known, str]]:
        end = len(text)
        for _ in range(_MOST_SURNAME_WORDS):
            end = text.rfind(" ", 0, end)
            if end < 0:
                break
            for known in self._by_plain.get(text[:end], ()):
                yield known, text[end + 1 :]


def same_marks(reading: Reading, known: Known) -> bool:
    """Tell whether marks out of order stand in a name where they were registered, and only there.

    What was mended beyond the rule for names is not certain to be the same name.
    """
    if not (reading.odd_marks or known.odd_marks):
        return True
    return known.odd_marks <= reading.odd_marks <= known.odd_marks | known.odd_surname


def contradicts(reading: Reading, known: Known) -> bool:
    """Tell whether title, surname or namesake's mark of a name may be another person's."""
    return (
        bool(reading.title and known.title and reading.title != known.title)
        or other_surname(reading, known)
        or bool(reading.mark and reading.mark != known.mark)
    )


def other_surname(reading: Reading, known: Known) -> bool:
    """Tell whether a name has a surname that is not certainly the registered one.

    Where none is registered there is nothing to compare: it may be theirs or a namesake's.
    """
    return bool(reading.surname) and known.surname not in reading.surnames


def surname_contradicts(reading: Reading, known: Known) -> bool:
    """Tell whether a name has a surname, and another one than the registration."""
    return bool(known.surname) and other_surname(reading, known)


def distinct(known: Iterable[Known]) -> list[Known]:
    """Return registrations without repetition, in their order."""
    return sorted({entry.place: entry for entry in known}.values(), key=lambda entry: entry.place)


def _known(place: int, entry: Registration, conventions: Conventions) -> Known:
    first_name, _, more = clean(entry.first_name).partition(" ")
    last_name = entry.last_name or more
    office = _written_office(entry.province, entry.agency)
    display = clean(entry.display_name)
    if not display and (entry.province or entry.agency):
        # A first name alone, of somebody without an office, would be everybody's.
        person = f"{_written_title(entry.title)}{first_name}"
        display = _joined(office, person, clean(entry.mark))
    return Known(
        place=place,
        id=entry.id,
        display=display,
        province=province_key(entry.province),
        agency=agency_key(entry.agency, conventions.agencies),
        title=title_key(entry.title),
        first_name=name_key(first_name),
        surname=name_key(last_name),
        mark=name_key(entry.mark),
        email=email_key(entry.email),
        plain=_joined(office, first_name),
        odd_marks=odd_marks(entry.first_name),
        odd_surname=odd_marks(last_name),
    )


# The parts of a display name, each composed once: thousands share an office and a title.
@lru_cache(maxsize=4096)
def _written_office(province: str, agency: str) -> str:
    office = compose(province=province, agency=agency, title="", first_name=_SOMEBODY)
    return office.removesuffix(_SOMEBODY).rstrip()


@lru_cache(maxsize=1024)
def _written_title(title: str) -> str:
    named = compose(province=None, agency="", title=title, first_name=_SOMEBODY)
    return named.removesuffix(_SOMEBODY)


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _keys(known: Known, conventions: Conventions) -> set[tuple[str, str, str]]:
    """Return what province, agency and first name of a name may be to be this registration's."""
    keys = {(known.province, known.agency, known.first_name)}
    if not is_known_agency(known.agency, conventions.agencies):
        keys |= _own_reading(known, conventions)
    return keys


def _as_read(reading: Reading) -> tuple[str, ...]:
    return reading.province, reading.agency, reading.title, reading.first_name


def _own_reading(known: Known, conventions: Conventions) -> set[tuple[str, str, str]]:
    """Return the key of a registration's parts as its own name reads, where that can be taken.

    An agency of many words, in no list, may be read otherwise than it was registered; its
    bearer's name in the report is read the same way.
    """
    reading = read_name(known.display, conventions)
    if reading.first_name != known.first_name or not (reading.agency and reading.province_right):
        return set()
    return {(reading.province, reading.agency, reading.first_name)}
