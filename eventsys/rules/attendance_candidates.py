"""Who may be meant by a name that is not certain: the nearest registrations, best first.

Only registrations that share something with the name are looked at, found through indexes, so
that the work grows with the report and not with report times registrations.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, JaroWinkler

from eventsys.rules.attendance_index import Index, Known
from eventsys.rules.attendance_names import Reading, name_key, other_sex
from eventsys.rules.name_text import read_line
from eventsys.rules.titles import combinations

MOST = 5
_MOST_WORDS = 8
_JOINTS = re.compile(r"[\s_/|,:;.-]+")
_MOST_PER_KEY = 60
_MOST_LOOKED_AT = 120
_LARGE_OFFICE = 200
_LEAST_SCORE = 45.0
_LEAST_ALIKE = 0.5
# What each part is worth. A first name weighs most: an office has many people, and a person one
# name; a part that is not given says less against somebody than one that is another.
_FIRST_NAME, _PROVINCE, _AGENCY, _SURNAME, _TITLE, _WHOLE = 50.0, 16.0, 14.0, 14.0, 6.0, 10.0
_UNKNOWN = 0.5
_NEITHER = 0.8
# A first name, or one nearly so, that is another word than the one taken for it.
_ELSEWHERE, _SIMILAR_ELSEWHERE = 0.8, 0.7


@dataclass(frozen=True, slots=True)
class _Sought:
    """A name to find registrations for: ``letters`` are its text as a key.

    ``names`` are the words that may be its first name, ``similar`` the first names of
    registrations that differ from one of them by a letter.
    """

    reading: Reading
    letters: str
    names: tuple[str, ...]
    similar: tuple[str, ...]


class Candidates:
    """Finds and ranks registrations for names that nothing decides."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._blocks: dict[tuple[str, ...], list[Known]] | None = None
        self._neighbours: dict[str, set[str]] = {}
        self._ranked: dict[Reading, list[tuple[float, Known]]] = {}

    def of(self, readings: Iterable[Reading]) -> list[Known]:
        """Return up to five registrations that the halves of a name may mean, best first."""
        scores: dict[int, tuple[float, Known]] = {}
        for reading in readings:
            for score, known in self._rank(reading):
                if score > scores.get(known.place, (0.0, known))[0]:
                    scores[known.place] = (score, known)
        best = sorted(scores.values(), key=_best_first)
        return [known for _, known in best[:MOST]]

    def among(
        self, owners: Sequence[Known], likely: Sequence[Known], readings: Sequence[Reading]
    ) -> list[Known]:
        """Return those who share an address, best first, then who else the name may mean.

        ``likely`` are those among them whom the name fits; they stand first.
        """
        names = [reading for reading in readings if reading.is_name]
        sought = [self._sought(reading) for reading in names]

        def order(known: Known) -> tuple[bool, float, int]:
            score = max((_score(one, known) for one in sought), default=0.0)
            return known not in likely, -score, known.place

        ranked = sorted(owners, key=order)
        return [*ranked, *(known for known in self.of(names) if known not in owners)]

    def _rank(self, reading: Reading) -> list[tuple[float, Known]]:
        if reading not in self._ranked:
            sought = self._sought(reading)
            scored = ((_score(sought, known), known) for known in self._near(sought))
            best = sorted((pair for pair in scored if pair[0] >= _LEAST_SCORE), key=_best_first)
            self._ranked[reading] = best[:MOST]
        return self._ranked[reading]

    def _sought(self, reading: Reading) -> _Sought:
        # Where a name was taken apart wrongly, its first name stands among the other words.
        names = tuple(dict.fromkeys((reading.first_name, *_words(reading))))
        similar = tuple(dict.fromkeys(name for one in names for name in self._similar(one)))
        return _Sought(reading, name_key(reading.text), names, similar)

    def _near(self, sought: _Sought) -> list[Known]:
        """Return the registrations that share enough with a name to be looked at.

        What shares most is looked up first, and no more than so many in all: a first name that
        half of the country bears must not make each look longer.
        """
        near: dict[int, Known] = {}
        reading = sought.reading
        office = self._block(("office", reading.province, reading.agency))
        if reading.agency and len(office) <= _LARGE_OFFICE:
            near.update((known.place, known) for known in office)
        most = len(near) + _MOST_LOOKED_AT
        for key in _keys(sought):
            near.update((known.place, known) for known in self._block(key)[:_MOST_PER_KEY])
            if len(near) >= most:
                break
        return list(near.values())

    def _block(self, key: tuple[str, ...]) -> list[Known]:
        if self._blocks is None:
            self._blocks = self._build()
        return self._blocks.get(key, [])

    def _build(self) -> dict[tuple[str, ...], list[Known]]:
        """Return the registrations under every key; built once, when first needed."""
        blocks: dict[tuple[str, ...], list[Known]] = defaultdict(list)
        for known in self._index.known:
            name, province, agency = known.first_name, known.province, known.agency
            blocks["office", province, agency].append(known)
            blocks["name and office", name, province, agency].append(known)
            blocks["name and province", name, province].append(known)
            blocks["name and agency", name, agency].append(known)
            blocks["name", name].append(known)
            if known.surname:
                blocks["name and surname", name, known.surname].append(known)
                blocks["surname and province", known.surname, province].append(known)
                blocks["surname and agency", known.surname, agency].append(known)
        neighbours: dict[str, set[str]] = defaultdict(set)
        for name in {known.first_name for known in self._index.known}:
            for variant in _with_one_letter_less(name):
                neighbours[variant].add(name)
        self._neighbours = dict(neighbours)
        return dict(blocks)

    def _similar(self, name: str) -> list[str]:
        """Return the first names within one letter more, less, other or exchanged."""
        if self._blocks is None:
            self._blocks = self._build()
        found: set[str] = set()
        for variant in _with_one_letter_less(name):
            found |= self._neighbours.get(variant, set())
        found.discard(name)
        return sorted(found)


def _keys(sought: _Sought) -> Iterator[tuple[str, ...]]:
    reading, names = sought.reading, (*sought.names, *sought.similar)
    for name in names:
        yield ("name and office", name, reading.province, reading.agency)
        for surname in reading.surnames:
            yield ("name and surname", name, surname)
    for name in names:
        yield ("name and province", name, reading.province)
        yield ("name and agency", name, reading.agency)
    for surname in reading.surnames:
        yield ("surname and province", surname, reading.province)
        yield ("surname and agency", surname, reading.agency)
    for name in names:
        yield ("name", name)


def _with_one_letter_less(name: str) -> Iterator[str]:
    yield name
    if len(name) > 2:  # noqa: PLR2004 (of two letters too little remains)
        for index in range(len(name)):
            yield name[:index] + name[index + 1 :]


def _words(reading: Reading) -> Iterator[str]:
    """Yield the words of a name as keys, one that begins like a title also without it."""
    for word in _JOINTS.split(reading.text)[:_MOST_WORDS]:
        if word:
            yield name_key(word)
            line = read_line(word)
            for steps in combinations(line, 0):
                if steps[-1].end < len(line.base):
                    yield name_key(line.base[steps[-1].end :])


def _best_first(pair: tuple[float, Known]) -> tuple[float, int]:
    return -pair[0], pair[1].place


def _score(sought: _Sought, known: Known) -> float:
    """Return how much speaks for a registration, up to 110."""
    reading = sought.reading
    first_name = _alike(reading.first_name, known.first_name)
    if known.first_name in sought.names:
        first_name = max(first_name, _ELSEWHERE)
    elif known.first_name in sought.similar:
        first_name = max(first_name, _SIMILAR_ELSEWHERE)
    score = _FIRST_NAME * first_name
    score += _PROVINCE * _place(reading, known)
    score += _AGENCY * _agreement(reading.agency, known.agency)
    score += _SURNAME * _surname(sought, known)
    if reading.title and known.title:
        same = reading.title == known.title
        score += _TITLE * (1.0 if same else 0.0 if other_sex(reading.title, known.title) else 0.4)
    else:
        score += _TITLE * _UNKNOWN
    return score + _WHOLE * fuzz.ratio(reading.text, known.display) / 100


def _surname(sought: _Sought, known: Known) -> float:
    """Return how far the surname agrees; a province behind the name says nothing about it."""
    reading = sought.reading
    if known.surname and (known.surname in reading.surnames or known.surname in sought.letters):
        return 1.0
    return _UNKNOWN if reading.place_behind else _agreement(reading.surname, known.surname)


def _place(reading: Reading, known: Known) -> float:
    """Return how far the province agrees; one that nobody could read may still stand there."""
    if reading.province or not known.province:
        return _agreement(reading.province, known.province)
    return max(_UNKNOWN, fuzz.partial_ratio(known.province, reading.text, score_cutoff=70) / 100)


def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    similarity = max(
        OSA.normalized_similarity(one, other), JaroWinkler.similarity(one, other) - 0.1
    )
    return similarity if similarity >= _LEAST_ALIKE else 0.0


def _agreement(given: str, known: str) -> float:
    """Return 1 for the same part, half for one that one side does not give, less for another."""
    if given == known:
        return 1.0 if given else _NEITHER
    if not given or not known:
        return _UNKNOWN
    return _UNKNOWN * _alike(given, known)
