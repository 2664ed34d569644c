"""Registrations prepared for matching: whom a name fits, found without looking at all of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eventsys.rules.attendance_names import (
    Reading,
    agency_key,
    email_key,
    is_known_agency,
    name_key,
    province_key,
    read_name,
    title_key,
)
from eventsys.rules.attendance_types import Registration
from eventsys.rules.display_names import Conventions, clean, compose


@dataclass(frozen=True, slots=True)
class Known:
    """A registration with its keys; ``place`` is where it stands among the registrations."""

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
        for known in self.known:
            if known.email:
                self.by_email[known.email].append(known)
            if known.display:
                self.by_display[known.display].append(known)
            keys = {(known.province, known.agency, known.first_name)}
            if not is_known_agency(known.agency, conventions.agencies):
                keys |= _own_reading(known, conventions)
            for key in keys:
                self._by_parts[key].append(known)

    def with_display(self, reading: Reading) -> list[Known]:
        """Return the registrations whose expected display name this is."""
        return self.by_display.get(reading.text, [])

    def fitting(self, reading: Reading) -> list[Known]:
        """Return the registrations that a name fits fully by its parts.

        Province, agency and first name are given and right; title, surname and mark do not
        contradict, and where several remain the surname and then the title decide.
        """
        if not (reading.first_name and reading.agency and reading.province_right):
            return []
        key = (reading.province, reading.agency, reading.first_name)
        fitting = [k for k in self._by_parts.get(key, ()) if not contradicts(reading, k)]
        for given, field in ((reading.surname, "surname"), (reading.title, "title")):
            same = [k for k in fitting if given and getattr(k, field) == given]
            fitting = same or fitting
        return fitting


def contradicts(reading: Reading, known: Known) -> bool:
    """Tell whether title, surname or namesake's mark of a name are another person's."""
    return (
        bool(reading.title and known.title and reading.title != known.title)
        or surname_contradicts(reading, known)
        or bool(reading.mark and reading.mark != known.mark)
    )


def surname_contradicts(reading: Reading, known: Known) -> bool:
    """Tell whether a name has a surname, and another one than the registration.

    Where no surname is registered, any may be theirs, but not one that reads as a province: that
    is an office somewhere else.
    """
    if not reading.surname:
        return False
    if not known.surname:
        return reading.place_behind
    return known.surname not in reading.surnames


def distinct(known: Iterable[Known]) -> list[Known]:
    """Return registrations without repetition, in their order."""
    return sorted({entry.place: entry for entry in known}.values(), key=lambda entry: entry.place)


def _known(place: int, entry: Registration, conventions: Conventions) -> Known:
    first_name, _, more = clean(entry.first_name).partition(" ")
    display = clean(entry.display_name)
    if not display and (entry.province or entry.agency):
        # A first name alone, of somebody without an office, would be everybody's.
        display = compose(
            province=entry.province,
            agency=entry.agency,
            title=entry.title,
            first_name=first_name,
            mark=entry.mark,
        )
    return Known(
        place=place,
        id=entry.id,
        display=display,
        province=province_key(entry.province),
        agency=agency_key(entry.agency, conventions.agencies),
        title=title_key(entry.title),
        first_name=name_key(first_name),
        surname=name_key(entry.last_name or more),
        mark=name_key(entry.mark),
        email=email_key(entry.email),
    )


def _own_reading(known: Known, conventions: Conventions) -> set[tuple[str, str, str]]:
    """Return the key of a registration's parts as its own name reads, where that can be taken.

    An agency of many words, in no list, may be read otherwise than it was registered; its
    bearer's name in the report is read the same way.
    """
    reading = read_name(known.display, conventions)
    if reading.first_name != known.first_name or not (reading.agency and reading.province_right):
        return set()
    return {(reading.province, reading.agency, reading.first_name)}
