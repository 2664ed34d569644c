"""A display name's line cut into provinces, known agencies, titled persons and other words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from eventsys.rules.name_agency import AgencyIndex, Office
from eventsys.rules.name_person import Person, possible_first_name, read_person
from eventsys.rules.name_province import (
    Place,
    guess_province,
    read_prefixed_guess,
    read_province,
    read_short_form,
)
from eventsys.rules.name_text import HYPHEN, SPACE, Line

Kind = Literal["province", "agency", "person", "word"]

# Known parts that run together are believed up to this many in a row.
_MOST_TOGETHER: Final = 3
_MOST_WORDS_AHEAD: Final = 5
_MARKERS: Final = ("จังหวัด", "จ.")
_LEAST_LETTERS: Final = 3
_MOST_ABBREVIATED: Final = 6
# Kinds of agencies whose abbreviation is followed by the name of their place: อบต.วังไผ่.
_PLACED_LEVELS: Final = frozenset({"local", "provincial"})
# What stands behind a full stop inside an abbreviation: ส.อ.ท., ศ.อ.บ.ต.
_REST_OF_ABBREVIATION = re.compile(r"(?:[^\W\d_]{1,2}\.)+")


@dataclass(slots=True)
class Part:
    """A stretch of a line and what it is known to be.

    Attributes:
        kind: what it is; a ``word`` is known to be nothing.
        start: where it begins.
        end: where it ends.
        place: the province, where it is one.
        office: the known agency; in a ``word`` or ``agency`` that goes on (``อบต.วังไผ่``) its
            head; of a province that is an agency as well (``กทม.``) that agency.
        person: the titled person.
        stop: whether a full stop that belongs to nothing follows.
    """

    kind: Kind
    start: int
    end: int
    place: Place | None = None
    office: Office | None = None
    person: Person | None = None
    stop: bool = False

    @property
    def is_headed(self) -> bool:
        """Tell whether a known abbreviation goes on with letters of its own."""
        return self.kind == "agency" and self.office is not None and self.office.end < self.end

    @property
    def takes_place_name(self) -> bool:
        """Tell whether the agency is of a kind that is followed by the name of its place."""
        return self.office is not None and self.office.agency.level in _PLACED_LEVELS


def cut(line: Line, index: AgencyIndex) -> list[Part]:
    """Return the parts of a line in their order, without gaps between them.

    Provinces and known agencies are looked for where a word begins and right behind another
    known part, the longest first; then a titled person; anything else is a word.

    Args:
        line: the name.
        index: the known agencies.
    """
    parts: list[Part] = []
    position = 0
    while position < len(line.base):
        part = _first_short(line, index) if position == 0 else None
        part = part or _known(line, index, position) or _other(line, index, position)
        if part.kind == "person":
            parts.extend(_within_name(line, index, part))
        else:
            parts.append(part)
        position = parts[-1].end
        while line.base.startswith(".", position) and position not in line.gaps:
            parts[-1] = replace(parts[-1], end=position + 1, stop=True)
            position += 1
    return parts


def split_head(part: Part) -> tuple[Part, Part]:
    """Cut an abbreviation that goes on in two: the known agency, and a word run together."""
    if part.office is None:
        raise ValueError("the part has no known head")
    head = Part("agency", part.start, part.office.end, office=part.office)
    return head, Part("word", part.office.end, part.end)


def _first_short(line: Line, index: AgencyIndex) -> Part | None:
    """Return the province whose two letters stand first and before a known agency."""
    place = read_short_form(line)
    if place is None:
        return None
    following = _office_at(line, index, place.end, 0)
    if following is None:
        return None
    for office in index.read(line, 0):
        if office.end > place.end:
            return None  # the longest known agency wins
        if office.end == place.end and office.problem is None:
            # With its full stop it is the agency, unless that would stand there twice.
            twice = office.agency is following.agency and following.terminated
            return _as_short(place) if twice else None
    return _as_short(place)


def _as_short(place: Place) -> Part:
    return Part("province", 0, place.end, place=place)


def _known(line: Line, index: AgencyIndex, position: int, depth: int = 0) -> Part | None:
    """Return the longest province or known agency here, or ``None``."""
    place = read_province(line, position)
    if place and not _may_end(line, index, place.end, depth, joins_office=True):
        place = None
    if place and place.misspelt and _hides_person(line, place):
        place = None
    office = _office_at(line, index, position, depth)
    if place and (office is None or place.end >= office.end):
        both = office if office and office.end == place.end and _is_abbreviated(office) else None
        return Part("province", position, place.end, place=place, office=both)
    if office:
        return Part("agency", position, office.end, office=office)
    return None


def _is_abbreviated(office: Office) -> bool:
    return office.problem != "agency_unabbreviated"


def _office_at(line: Line, index: AgencyIndex, position: int, depth: int) -> Office | None:
    for office in index.read(line, position):
        if not _may_end(line, index, office.end, depth, joins_office=office.terminated):
            continue
        # ทนพญ. is a title, not ทน. and พญ. run together.
        if line.breaks_at(office.end) or office.terminated or read_person(line, position) is None:
            return office
    return None


def _may_end(line: Line, index: AgencyIndex, end: int, depth: int, *, joins_office: bool) -> bool:
    """Tell whether a known part may end here: a word ends, or another known part follows.

    An agency without a full stop joins no other one: ``UNESCAP`` is neither UN nor ESCAP.
    """
    if line.breaks_at(end):
        return True
    if depth >= _MOST_TOGETHER:
        return False
    stop = end
    while line.base.startswith(".", stop):
        stop += 1
    if stop > end and line.breaks_at(stop):
        return True
    person = read_person(line, stop)
    if person and not person.weak and (joins_office or person.end - person.first > 1):
        return True
    following = _known(line, index, stop, depth + 1)
    return following is not None and (joins_office or following.kind == "province")


def _hides_person(line: Line, place: Place) -> bool:
    """Tell whether letters joined over a space are rather a titled person: นคร นายก.

    They are not where another titled person follows.
    """
    if not any(
        flags & SPACE and _is_clear_person(line, offset)
        for offset, flags in line.inner_gaps(place.start, place.end)
    ):
        return False
    position = place.end
    for _ in range(_MOST_WORDS_AHEAD):
        if position >= len(line.base):
            return True
        if _is_clear_person(line, position):
            return False
        position = line.word_end(position)
    return True


def _is_clear_person(line: Line, position: int) -> bool:
    person = read_person(line, position)
    return person is not None and not person.weak


def _is_rest_of_abbreviation(line: Line, start: int, position: int) -> bool:
    """Tell whether what begins with a full stop in it ends as an abbreviation does."""
    if "." not in line.base[start:position] or line.gaps.get(position, 0):
        return False
    return _REST_OF_ABBREVIATION.fullmatch(line.base, position, line.word_end(position)) is not None


def _is_person_ahead(line: Line, position: int) -> bool:
    """Tell whether a titled person begins with one of the next words."""
    for _ in range(_MOST_WORDS_AHEAD):
        if position >= len(line.base):
            return False
        if _is_clear_person(line, position):
            return True
        position = line.word_end(position)
    return False


def _other(line: Line, index: AgencyIndex, position: int) -> Part:
    """Return the titled person who begins here, else the misspelt province, else the word."""
    person = read_person(line, position)
    if person and not _is_abbreviation(line, index, person):
        return Part("person", position, person.end, person=person)
    guess = read_prefixed_guess(line, position)
    if guess:
        return Part("province", position, guess.end, place=guess)
    end = _word_end(line, index, position)
    begin = _joined_office(line, index, end) if position == 0 else None
    if begin is not None and guess_province(line.low[:begin], "usual") is not None:
        return Part("word", position, begin)  # ขอนแกนพช.: the agency follows at once
    if "." in line.base[position:end]:
        for office in index.read(line, position):
            if office.terminated and office.end < end and possible_first_name(line, office.end):
                return Part("agency", position, end, office=office)
    return Part("word", position, end)


def _is_abbreviation(line: Line, index: AgencyIndex, person: Person) -> bool:
    """Tell whether title and first name are rather an agency.

    What stands for a first name is a known one with its full stop; or both are one abbreviation
    before a titled person: ``ส.อ.ท. นายเอก``.
    """
    if line.base[person.end - 1] != ".":
        return False
    if any(o.terminated and o.end == person.end for o in index.read(line, person.first)):
        return True
    return _is_rest_of_abbreviation(line, person.start, person.first) and _is_person_ahead(
        line, person.end
    )


def _word_end(line: Line, index: AgencyIndex, start: int) -> int:
    """Return where a word ends, before a known part that is joined to it."""
    end = line.word_end(start)
    for offset, flags in line.inner_gaps(start, end):
        if flags & HYPHEN and (
            _known(line, index, offset) is not None or read_person(line, offset) is not None
        ):
            return offset
    for marker in _MARKERS:
        begin = line.base.rfind(marker, start + 1, end)
        if begin > start and begin not in line.gaps:
            place = read_province(line, begin)
            if place and place.prefixed and line.breaks_at(place.end):
                return begin
    return end


def _joined_office(line: Line, index: AgencyIndex, end: int) -> int | None:
    """Return where a known abbreviation begins that is run together with the first word."""
    dot = line.base.find(".", 0, end)
    return None if dot < 0 else _office_before(line, index, _LEAST_LETTERS, dot)


def _office_before(line: Line, index: AgencyIndex, least: int, dot: int) -> int | None:
    """Return where a known abbreviation begins that ends with this full stop, or ``None``."""
    for begin in range(max(least, dot - _MOST_ABBREVIATED), dot - 1):
        if any(
            office.end > dot and office.terminated and office.problem is None
            for office in index.read(line, begin)
        ):
            return begin
    return None


def _within_name(line: Line, index: AgencyIndex, part: Part) -> Iterator[Part]:
    """Yield the titled person, and what is run together with the first name."""
    person = part.person
    if person is None:
        raise ValueError("the part is no person")
    end = _word_end(line, index, person.first)
    base = line.base
    dot = base.find(".", person.first, end)
    while dot > 0:
        begin = _office_before(line, index, person.first + 1, dot)
        if begin is not None:
            yield replace(part, end=begin, person=replace(person, end=begin))
            return
        if dot - person.first >= _LEAST_LETTERS and end - dot > _LEAST_LETTERS:
            yield replace(part, end=dot, person=replace(person, end=dot))
            return
        dot = base.find(".", dot + 1, end)
    if end != part.end:
        part = replace(part, end=end, person=replace(person, end=end))
    yield part
