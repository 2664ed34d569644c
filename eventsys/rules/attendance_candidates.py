"""Who may be meant by a name that is not certain: the nearest registrations, best first.

Only registrations that share something with the name are looked at, found through indexes, so
that the work grows with the report and not with report times registrations.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, JaroWinkler

from eventsys.rules.attendance_index import Index, Known, distinct
from eventsys.rules.attendance_names import Reading, name_key, other_sex

MOST = 5
_MOST_PER_KEY = 60
_LARGE_OFFICE = 300
_LEAST_SCORE = 45.0
_LEAST_ALIKE = 0.5
# What each part is worth. A first name weighs most: an office has many people, and a person one
# name; a part that is not given says less against somebody than one that is another.
_FIRST_NAME, _PROVINCE, _AGENCY, _SURNAME, _TITLE, _WHOLE = 50.0, 16.0, 14.0, 14.0, 6.0, 10.0
_UNKNOWN = 0.5
_NEITHER = 0.8
_ELSEWHERE = 0.8  # a first name among the words after what was taken for one


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

        def order(known: Known) -> tuple[bool, float, int]:
            score = max((_score(reading, known) for reading in names), default=0.0)
            return known not in likely, -score, known.place

        ranked = sorted(owners, key=order)
        return [*ranked, *(known for known in self.of(names) if known not in owners)]

    def _rank(self, reading: Reading) -> list[tuple[float, Known]]:
        if reading not in self._ranked:
            scored = ((_score(reading, known), known) for known in self._near(reading))
            best = sorted((pair for pair in scored if pair[0] >= _LEAST_SCORE), key=_best_first)
            self._ranked[reading] = best[:MOST]
        return self._ranked[reading]

    def _near(self, reading: Reading) -> list[Known]:
        """Return the registrations that share enough with a name to be looked at."""
        near: list[Known] = []
        for key in self._keys(reading):
            near += self._block(key)[:_MOST_PER_KEY]
        office = self._block(("office", reading.province, reading.agency))
        if reading.agency and len(office) <= _LARGE_OFFICE:
            near += office
        return distinct(near)

    def _keys(self, reading: Reading) -> Iterator[tuple[str, ...]]:
        # Where a name was taken apart wrongly, its first name stands among the other words.
        names = dict.fromkeys((reading.first_name, *sorted(reading.surnames), *_words(reading)))
        for exact in names:
            for name in (exact, *self._similar(exact)):
                yield ("name and office", name, reading.province, reading.agency)
                yield ("name and province", name, reading.province)
                yield ("name and agency", name, reading.agency)
                for surname in reading.surnames:
                    yield ("name and surname", name, surname)
                yield ("name", name)
        for surname in reading.surnames:
            yield ("surname and province", surname, reading.province)
            yield ("surname and agency", surname, reading.agency)

    def _block(self, key: tuple[str, ...]) -> list[Known]:
        if self._blocks is None:
            self._blocks = self._build()
        return self._blocks.get(key, [])

    def _build(self) -> dict[tuple[str, ...], list[Known]]:
        """Return the registrations under every key; built once, when first needed."""
        blocks: dict[tuple[str, ...], list[Known]] = defaultdict(list)
        for known in self._index.known:
            for key in (
                ("office", known.province, known.agency),
                ("name and office", known.first_name, known.province, known.agency),
                ("name and province", known.first_name, known.province),
                ("name and agency", known.first_name, known.agency),
                ("name and surname", known.first_name, known.surname),
                ("surname and province", known.surname, known.province),
                ("surname and agency", known.surname, known.agency),
                ("name", known.first_name),
            ):
                blocks[key].append(known)
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


def _with_one_letter_less(name: str) -> Iterator[str]:
    yield name
    if len(name) > 2:  # noqa: PLR2004 (of two letters too little remains)
        for index in range(len(name)):
            yield name[:index] + name[index + 1 :]


def _words(reading: Reading) -> list[str]:
    return [name_key(word) for word in reading.text.split()[:8]]


def _best_first(pair: tuple[float, Known]) -> tuple[float, int]:
    return -pair[0], pair[1].place


def _score(reading: Reading, known: Known) -> float:
    """Return how much speaks for a registration, up to 110."""
    first_name = _alike(reading.first_name, known.first_name)
    if known.first_name in reading.surnames:
        first_name = max(first_name, _ELSEWHERE)
    score = _FIRST_NAME * first_name
    score += _PROVINCE * _agreement(reading.province, known.province)
    score += _AGENCY * _agreement(reading.agency, known.agency)
    score += _SURNAME * _agreement(reading.surname, known.surname)
    if reading.title and known.title:
        same = reading.title == known.title
        score += _TITLE * (1.0 if same else 0.0 if other_sex(reading.title, known.title) else 0.4)
    else:
        score += _TITLE * _UNKNOWN
    return score + _WHOLE * fuzz.ratio(reading.text, known.display) / 100


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
