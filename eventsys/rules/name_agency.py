"""Known agencies as people write them in a display name: abbreviated somehow, or in full."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from eventsys.rules.agencies import AGENCIES, Agency, abbreviation_key
from eventsys.rules.name_text import HYPHEN, JOINER, SPACE, SYMBOL, Line, read_line

AgencyProblem = Literal["agency_form", "agency_unabbreviated"]

# Full names are grouped by their first letters; many open with กระทรวง or สำนักงาน.
_BEGINNING: Final = 9
# สภาพัฒน์ฯ: the sign that a name is shortened.
_ABRIDGED: Final = "ฯ"
_PROVINCE_PREFIXES: Final = frozenset(("จ.", "จ"))
# Signs that stand in full names of agencies.
_SIGNS_IN_NAMES: Final = frozenset("&,()'’- ")


@dataclass(slots=True)
class Office:
    """A known agency in a line, from one position to another.

    Attributes:
        start: where it begins.
        end: where it ends, its full stop included.
        agency: which one.
        problem: how it is written otherwise, or ``None``.
        terminated: whether a full stop ends it, so that other letters may follow at once.
        illegal: whether signs stand inside it.
    """

    start: int
    end: int
    agency: Agency
    problem: AgencyProblem | None
    terminated: bool
    illegal: bool


@dataclass(frozen=True, slots=True)
class AgencyIndex:
    """Known agencies, ready to be found at any place of a line."""

    abbreviations: dict[str, Agency]
    beginnings: frozenset[str]
    names: dict[str, tuple[tuple[str, Agency], ...]]
    beginning_lengths: tuple[int, ...]
    first_letters: frozenset[str]
    first_abbreviated: frozenset[str]

    def read(self, line: Line, position: int) -> list[Office]:
        """Return the known agencies that are written here, the longest first."""
        low = line.low
        found: list[Office] = []
        beginning = low[position : position + 2]
        if beginning in self.first_letters:
            found.extend(self._in_full(line, position))
        if beginning in self.first_abbreviated:
            found.extend(self._abbreviated(line, position))
        if len(found) > 1:
            found.sort(key=_longest_first)
        return found

    def _in_full(self, line: Line, position: int) -> Iterator[Office]:
        low = line.low
        for length in self.beginning_lengths:
            for key, agency in self.names.get(low[position : position + length], ()):
                if not low.startswith(key, position):
                    continue
                end = position + len(key)
                end += low.startswith(_ABRIDGED, end)
                illegal = line.symbols_inside(position, end) and not _SIGNS_IN_NAMES.issuperset(
                    sign for sign in line.source(position, end) if not _in_word(sign)
                )
                exact = line.as_written(position, end, joiner=" ").text == agency.abbr
                problem: AgencyProblem | None = None if exact else "agency_unabbreviated"
                yield Office(position, end, agency, problem, terminated=False, illegal=illegal)

    def _abbreviated(self, line: Line, position: int) -> Iterator[Office]:
        base, low, gaps = line.base, line.low, line.gaps
        letters = ""
        inner = 0
        last_space = -1
        place = position
        while place < len(base):
            if place in gaps and letters:
                flags = gaps[place]
                if flags & HYPHEN:
                    return
                if flags & SPACE:
                    last_space = place
                    if base[place - 1] != "." and not self._spaced(letters):
                        return
                inner |= flags
            letters += low[place]
            if letters not in self.beginnings:
                return
            place += 1
            after = place
            while base.startswith(".", after) and after not in gaps:
                after += 1
            agency = self.abbreviations.get(letters)
            # What follows a space may begin the next part: ก.พ. รศ.มานพ, พม. จ.ตาก.
            if agency is not None and (
                last_space < 0
                or (line.breaks_at(after) and base[last_space:after] not in _PROVINCE_PREFIXES)
            ):
                yield self._office(line, position, place, after, agency, inner)
            place = after

    def _spaced(self, letters: str) -> bool:
        """Tell whether a space may follow these letters: an abbreviation has one there."""
        return letters + " " in self.beginnings

    @staticmethod
    def _office(
        line: Line, start: int, letters_end: int, end: int, agency: Agency, inner: int
    ) -> Office:
        written = line.base[start:end]
        plain = agency.abbr.replace(" ", "")
        exact = written == plain
        if exact and (inner & SPACE or " " in agency.abbr):
            exact = line.source(start, end) == agency.abbr
        return Office(
            start,
            end,
            agency,
            None if exact else "agency_form",
            terminated=end > letters_end,
            illegal=bool(inner & (SYMBOL | JOINER)),
        )


@lru_cache(maxsize=64)
def agency_index(added: tuple[Agency, ...] = ()) -> AgencyIndex:
    """Return the known agencies, an event's own behind those of the table, as an index."""
    abbreviations: dict[str, Agency] = {}
    names: dict[str, Agency] = {}
    beginnings: set[str] = set()
    for agency in (*AGENCIES, *added):
        key = abbreviation_key(agency.abbr)
        if not key or not read_line(agency.abbr).base:
            continue
        abbreviations.setdefault(key, agency)
        beginnings.update(key[:length] for length in range(1, len(key) + 1))
        if " " in agency.abbr:
            beginnings.add(abbreviation_key(agency.abbr.split(" ", maxsplit=1)[0]) + " ")
        for name in agency.full_names():
            letters = read_line(name).low
            if letters != key:  # SDG Move is called so in full as well
                names.setdefault(letters, agency)
    grouped: dict[str, list[tuple[str, Agency]]] = defaultdict(list)
    for name, agency in sorted(names.items(), key=lambda entry: -len(entry[0])):
        if name:
            grouped[name[:_BEGINNING]].append((name, agency))
    return AgencyIndex(
        abbreviations,
        frozenset(beginnings),
        {beginning: tuple(entries) for beginning, entries in grouped.items()},
        tuple(sorted({len(beginning) for beginning in grouped})),
        frozenset(beginning[:2] for beginning in grouped),
        frozenset(first for key in abbreviations for first in (key[:2], key[0] + ".", key[:1])),
    )


def _longest_first(office: Office) -> tuple[int, bool]:
    return -office.end, office.problem is not None


def _in_word(sign: str) -> bool:
    return sign.isalnum() or "\u0e2f" <= sign <= "\u0e4e" or sign == "."
