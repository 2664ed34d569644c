"""Provinces as people write them in a display name: exact, by another name, or misspelt."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from eventsys.rules.name_text import HYPHEN, JOINER, SPACE, SYMBOL, Line, clean, read_line
from eventsys.rules.provinces import PROVINCES, Province

Closeness = Literal["strict", "usual", "generous"]

_PREFIXES: Final = ("จังหวัด", "จ.", "จว.")
_BARE_PREFIX: Final = "จ"
_SUFFIX_EN: Final = "province"
_LONGEST_GUESS: Final = 40
# Two letters are an abbreviation: of any province, or of an agency.
_SHORTEST_GUESS: Final = 3

# Up to so many letters, the highest cost: as usual, and before a known agency.
_LIMITS: Final = ((3, 0.5, 0.5), (4, 0.5, 1.0), (6, 1.0, 1.5), (9, 1.0, 1.5))
_LONG_LIMITS: Final = (1.5, 2.0)
_SHORT: Final = 6

# Tone marks, ็ and ์ are what is forgotten most; these letters sound alike.
_SILENT = re.compile("[\u0e47-\u0e4c\u0e4eฯ.]")
_ALIKE: Final = str.maketrans("ณศษธทฑฒฐถญฎฏภพผฆคฅขูีืึใ", "นสสททททททยดตพพพคคคคุิิิไ")
_DOUBLED = re.compile(r"(.)\1|h")


@dataclass(frozen=True, slots=True)
class _Spelling:
    """One way to write a province: ``gaps`` are the places of its spaces and hyphens."""

    province: Province
    gaps: tuple[tuple[int, int], ...]
    official: bool


@dataclass(slots=True)
class Place:
    """A province in a line, from one position to another.

    Attributes:
        start: where it begins.
        end: where it ends.
        province: which one; ``None`` where it is marked as a province and none is close.
        alias: whether another name than the official one is written.
        misspelt: whether it is misspelt, inner spaces included.
        prefixed: whether ``จ.`` or ``จังหวัด`` stands before it.
        illegal: whether signs stand inside it.
        stray_stop: whether a full stop follows that belongs to nothing.
    """

    start: int
    end: int
    province: Province | None
    alias: bool = False
    misspelt: bool = False
    prefixed: bool = False
    illegal: bool = False
    stray_stop: bool = False


def _pattern(line: Line, start: int, end: int) -> tuple[tuple[int, int], ...]:
    return tuple(
        (offset - start, flags & (SPACE | HYPHEN))
        for offset, flags in line.inner_gaps(start, end)
        if flags & (SPACE | HYPHEN)
    )


def _spellings() -> dict[str, tuple[_Spelling, ...]]:
    found: dict[str, list[_Spelling]] = defaultdict(list)
    for province in PROVINCES:
        for name in (province.name_th, province.name_en, *province.aliases):
            line = read_line(name)
            gaps = _pattern(line, 0, len(line.base))
            found[line.low].append(_Spelling(province, gaps, name == province.name_th))
    return {key: tuple(spellings) for key, spellings in found.items()}


def _by_beginning(keys: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Group keys by their first two letters, the longest first."""
    found: dict[str, list[str]] = defaultdict(list)
    for key in sorted(keys, key=len, reverse=True):
        found[key[:2]].append(key)
    return {beginning: tuple(group) for beginning, group in found.items()}


def _skeleton(text: str) -> str:
    """Return what is left of a name when the differences that people overlook are taken away."""
    return _DOUBLED.sub(r"\1", _SILENT.sub("", text.translate(_ALIKE)))


_SPELLINGS: Final = _spellings()
_KEYS: Final = _by_beginning(_SPELLINGS)
SHORT_FORMS: Final[Mapping[str, Province]] = {p.abbr_th: p for p in PROVINCES}
_THAI_NAMES: Final = tuple(key for key in _SPELLINGS if not key.isascii())
_LATIN_NAMES: Final = tuple(key for key in _SPELLINGS if key.isascii())
_SKELETONS: Final = {key: _skeleton(key) for key in _SPELLINGS}
_BY_SKELETON: Final = {
    skeleton: tuple(
        dict.fromkeys(
            spelling.province
            for key, spellings in _SPELLINGS.items()
            if _SKELETONS[key] == skeleton
            for spelling in spellings
        )
    )
    for skeleton in _SKELETONS.values()
}


def read_province(line: Line, position: int) -> Place | None:
    """Return the longest province that is written here, prefix included, or ``None``.

    Whether something else may follow at once is for the caller to judge: ``end`` is where the
    name's letters end.
    """
    after = _prefix_end(line, position)
    if after is None:
        return _spelt(line, position)
    place = _spelt(line, after)
    if place is None:
        return None
    return Place(
        position,
        place.end,
        place.province,
        alias=True,
        misspelt=place.misspelt,
        prefixed=True,
        illegal=place.illegal,
    )


def read_prefixed_guess(line: Line, position: int) -> Place | None:
    """Return the misspelt province behind ``จ.`` or ``จังหวัด``, or ``None``.

    Behind ``จ.`` any word stands for a province, even where none is close.
    """
    after = _prefix_end(line, position)
    if after is None or after >= len(line.base):
        return None
    end = line.word_end(after)
    province = guess_province(line.low[after:end], "generous")
    if province is None and not line.base.startswith(_PREFIXES[1:], position):
        return None
    return Place(position, end, province, alias=True, misspelt=True, prefixed=True)


def read_short_form(line: Line) -> Place | None:
    """Return the province whose two-letter short form stands first, or ``None``."""
    province = SHORT_FORMS.get(line.base[:2])
    if province is None or not (line.breaks_at(2) or line.base[2:3] == "."):
        return None
    if line.inner_gaps(0, 2):
        return None
    end = 3 if line.base[2:3] == "." and 2 not in line.gaps else 2  # noqa: PLR2004 (letters)
    return Place(0, end, province, alias=True)


def guess_province(text: str, closeness: Closeness) -> Province | None:
    """Return the one province that a misspelt name must mean, or ``None``.

    Forgotten tone marks and letters that sound alike weigh half; a second province nearly as
    close makes the answer ``None``.

    Args:
        text: letters alone, lower case, no spaces.
        closeness: ``generous`` where a province is bound to stand, as before a known agency;
            ``usual`` where it might; ``strict`` where the word may as well be a first name: only
            what sounds the same is taken.
    """
    letters = len(_SILENT.sub("", text))
    if letters < _SHORTEST_GUESS or len(text) > _LONGEST_GUESS:
        return None
    skeleton = _skeleton(text)
    same = _BY_SKELETON.get(skeleton, ())
    if len(same) == 1 and (len(skeleton) >= _SHORTEST_GUESS or text in _SPELLINGS):
        return same[0]
    if closeness == "strict":
        return None
    costs: dict[str, tuple[float, Province]] = {}
    names = _LATIN_NAMES if text.isascii() else _THAI_NAMES
    for name, distance, _ in process.extract(
        text, names, scorer=OSA.distance, score_cutoff=3, limit=None
    ):
        cost = (distance + OSA.distance(skeleton, _SKELETONS[name])) / 2
        if cost <= _most(name, closeness):
            province = _SPELLINGS[name][0].province
            if cost < costs.get(province.code, (9.0, province))[0]:
                costs[province.code] = cost, province
    ranked = sorted(costs.values(), key=lambda entry: entry[0])
    if not ranked or (len(ranked) > 1 and ranked[1][0] < ranked[0][0] + 1):
        return None
    return ranked[0][1]


def canonical_province(text: str) -> str | None:
    """Return the official Thai name of a province named in any known way, else ``None``."""
    plain = clean(text)
    line = read_line(plain)
    place = read_province(line, 0) if line.base else None
    if place is None or place.province is None or place.end < len(line.base):
        return None
    return place.province.name_th


def _most(name: str, closeness: Closeness) -> float:
    """Return the highest cost at which a misspelt name is still beyond doubt."""
    generous = closeness == "generous"
    for letters, least, most in _LIMITS:
        if len(name) <= letters:
            # Latin spellings of Thai sounds differ by more letters than Thai ones.
            lenient = generous and (name.isascii() or letters != _SHORT)
            return most if lenient else least
    return _LONG_LIMITS[generous]


def _prefix_end(line: Line, position: int) -> int | None:
    """Return where the province begins behind its prefix, or ``None`` where there is none."""
    if not line.base.startswith(_BARE_PREFIX, position):
        return None
    for prefix in _PREFIXES:
        if line.base.startswith(prefix, position):
            return position + len(prefix)
    return position + 1 if line.gaps.get(position + 1, 0) & SPACE else None


def _spelt(line: Line, position: int) -> Place | None:
    low = line.low
    for key in _KEYS.get(low[position : position + 2], ()):
        if not low.startswith(key, position):
            continue
        end = position + len(key)
        spellings = _SPELLINGS[key]
        if not spellings[0].gaps and not line.inner_gaps(position, end):
            official = spellings[0].official
            return Place(position, end, spellings[0].province, alias=not official)
        return _place(line, position, end, spellings, _pattern(line, position, end))
    return None


def _place(
    line: Line,
    start: int,
    end: int,
    spellings: tuple[_Spelling, ...],
    gaps: tuple[tuple[int, int], ...],
) -> Place:
    fitting = next((s for s in spellings if s.gaps == gaps), None)
    spelling = fitting or spellings[0]
    others = [flags for _, flags in line.inner_gaps(start, end)]
    latin = line.low[start:end].isascii()
    misspelt = fitting is None
    illegal = any(flags & SYMBOL for flags in others)
    if any(flags & JOINER for flags in others):
        # Khon_Kaen: between Latin words it stands for the space; inside a Thai name for nothing.
        misspelt = misspelt and not latin
        illegal = illegal or not latin
    if latin and line.low.startswith(_SUFFIX_EN, end) and line.gaps.get(end) == SPACE:
        longer = end + len(_SUFFIX_EN)
        end = longer if line.breaks_at(longer) else end
    return Place(
        start,
        end,
        spelling.province,
        alias=not spelling.official and not misspelt,
        misspelt=misspelt,
        illegal=illegal,
    )
