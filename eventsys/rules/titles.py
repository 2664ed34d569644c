"""Titles in a line: single ones and combinations, in any spelling, and their canonical forms."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from eventsys.rules.name_text import HYPHEN, JOINER, SPACE, SYMBOL, Line, clean, read_line
from eventsys.rules.thai import is_dependent
from eventsys.rules.title_words import (
    ABBREVIATIONS,
    FOLLOWERS,
    NOTES,
    WORDS,
    Title,
    inner_space,
)

_MOST_TITLES: Final = 6
_SHORTEST_NAME: Final = 2
_BEGINNINGS: Final = frozenset(
    letters[:length] for letters in ABBREVIATIONS for length in range(1, len(letters) + 1)
)
# Abbreviations that count without any full stop even where a first name follows at once.
_UNMISTAKABLE: Final = frozenset({"นส", "ดร"})

_SAME: Final[Mapping[str, str]] = {"Mr.": "นาย", "Mrs.": "นาง", "Ms.": "นางสาว", "Miss": "นางสาว"}
_SAYS_NOTHING: Final = "คุณ"


def _by_beginning() -> Mapping[str, tuple[tuple[str, Title], ...]]:
    found: dict[str, list[tuple[str, Title]]] = defaultdict(list)
    for word, title in sorted(WORDS.items(), key=lambda entry: -len(entry[0])):
        found[word[:2]].append((word, title))
    return {beginning: tuple(entries) for beginning, entries in found.items()}


_WORDS_BY_BEGINNING: Final = _by_beginning()


# Not frozen, as the other values of one reading are not: freezing trebles the time to make one.
@dataclass(slots=True)
class Step:
    """One title found at a place.

    Attributes:
        end: where it ends, its full stop included.
        title: which one.
        dotted: whether a full stop stands in it.
        form: whether it is a variant.
        spacing: whether a space stands inside it, or between it and the title before.
        illegal: whether signs do.
        doubtful: its last full stop lacks and other letters follow at once: believed only where
            nothing else fits.
        before_title: all its full stops lack and other letters follow at once: counts before
            another title only.
    """

    end: int
    title: Title
    dotted: bool
    form: bool = False
    spacing: bool = False
    illegal: bool = False
    doubtful: bool = False
    before_title: bool = False


_FIRST_ABBREVIATED: Final = frozenset(
    first for letters in ABBREVIATIONS for first in (letters[:2], letters[0] + ".")
)


def keeps_space(title: str) -> bool:
    """Tell whether a space stands between this canonical title and the first name.

    It does after a Latin title without a full stop: ``Miss Jane``, but ``Mr.David``.
    """
    return title.isascii() and bool(title) and not title.endswith(".")


def thai_equivalent(title: str) -> str:
    """Return what a canonical title says of its bearer, in Thai.

    ``Mr.`` is ``นาย``, ``Mrs.`` is ``นาง``, ``Ms.`` and ``Miss`` are ``นางสาว``; ``คุณ`` says
    nothing and gives the empty text; any other title stands for itself.
    """
    return "" if title == _SAYS_NOTHING else _SAME.get(title, title)


def canonical_title(text: str) -> str:
    """Return the canonical form of a title or of several combined; else the text, cleaned."""
    plain = clean(text)
    line = read_line(plain)
    for steps in combinations(line, 0):
        if steps[-1].end == len(line.base) and steps[0].title.group != "women":
            return "".join(step.title.canonical for step in steps)
    return plain


def without_title(first_name: str, title: str) -> str:
    """Return a first name without its bearer's title, which some people type there once more.

    What is left must be able to be a name: two letters at least, none that no word begins with.

    Args:
        first_name: as typed, repaired.
        title: canonical.
    """
    line = read_line(first_name)
    for steps in combinations(line, 0):
        end = steps[-1].end
        rest = line.source(end, len(line.base)) if end < len(line.base) else ""
        if (
            "".join(step.title.canonical for step in steps) == title
            and len(rest) >= _SHORTEST_NAME
            and not is_dependent(rest[0])
        ):
            return rest
    return first_name


def is_title_only(line: Line, start: int, end: int) -> bool:
    """Tell whether a stretch is nothing but a title, with no name behind it."""
    return any(steps[-1].end == end and is_no_name(steps) for steps in combinations(line, start))


def is_no_name(steps: tuple[Step, ...]) -> bool:
    """Tell whether titles with nothing behind them are so plainly titles that they name nobody."""
    return not _may_be_a_name(steps[-1])


def _may_be_a_name(step: Step) -> bool:
    """Tell whether a word alone is rather a first name: หญิง, or นพ without a full stop."""
    if step.title.group == "women" or _ends_in_a_word(step.title.canonical):
        return True
    return step.title.spelling in ABBREVIATIONS and not (
        step.dotted or step.title.spelling in _UNMISTAKABLE
    )


def _ends_in_a_word(title: str) -> bool:
    """Tell whether a word stands behind a title's full stop: ศ.เกียรติคุณ, who may be so named."""
    return "." in title and title[-1].isalpha()


def combinations(
    line: Line, position: int, before: tuple[Step, ...] = ()
) -> Iterator[tuple[Step, ...]]:
    """Yield every combination of titles that begins here, the longest single titles first.

    Args:
        line: the name.
        position: where the next title is to begin.
        before: the titles before it.
    """
    for step in _steps(line, position):
        if before and not _may_follow(before[-1], step):
            continue
        if before:
            step = _after_gap(line, position, step)  # noqa: PLW2901
        steps = (*before, step)
        if len(steps) < _MOST_TITLES:
            yield from combinations(line, step.end, steps)
        yield steps


def _may_follow(before: Step, step: Step) -> bool:
    unmistakable = step.title.spelling in _UNMISTAKABLE
    if before.before_title and not (step.dotted or unmistakable):
        return False
    if step.dotted:
        return before.title.canonical != step.title.canonical
    if before.title.group == "address" and step.title.spelling in ABBREVIATIONS:
        return unmistakable and step.title.group != "address"
    return step.title.group in FOLLOWERS[before.title.group]


def _after_gap(line: Line, position: int, step: Step) -> Step:
    flags = line.gaps.get(position, 0)
    if not flags:
        return step
    return replace(
        step,
        spacing=step.spacing or bool(flags & SPACE),
        illegal=step.illegal or bool(flags & (JOINER | SYMBOL)),
    )


def _steps(line: Line, position: int) -> Iterator[Step]:
    """Yield single titles that begin here: words and abbreviations, the longest first."""
    low = line.low
    beginning = low[position : position + 2]
    found = [*_word_steps(line, position)] if beginning in _WORDS_BY_BEGINNING else []
    if beginning in _FIRST_ABBREVIATED or beginning[:1] in ABBREVIATIONS:
        found.extend(_abbreviation_steps(line, position))
    if len(found) > 1:
        found.sort(key=_longest_first)
    for step in found:
        note = NOTES.get(step.title.canonical)
        if note and (noted := _with_note(line, step, note)):
            yield noted
        yield step


def _longest_first(step: Step) -> int:
    return -step.end


def _word_steps(line: Line, position: int) -> Iterator[Step]:
    low = line.low
    for word, title in _WORDS_BY_BEGINNING.get(low[position : position + 2], ()):
        if not low.startswith(word, position):
            continue
        end = position + len(word)
        if word.isascii() and not _latin_word_ends(line, end):
            continue
        inner = 0
        for offset, flags in line.inner_gaps(position, end):
            misplaced = flags & (SPACE | JOINER) and offset - position != inner_space(word)
            inner |= HYPHEN if misplaced else flags
        if inner & HYPHEN:
            continue
        dots = end
        while low.startswith(".", dots):
            dots += 1
        # Miss. is a variant; behind a Thai word a full stop is a sign that does not belong there.
        stopped = dots > end
        yield Step(
            dots,
            title,
            dotted=False,
            form=line.base[position:end] != title.canonical or (stopped and word.isascii()),
            spacing=bool(inner & SPACE),
            illegal=bool(inner & (SYMBOL | JOINER)) or (stopped and not word.isascii()),
        )


def _latin_word_ends(line: Line, end: int) -> bool:
    if line.breaks_at(end) or line.base[end - 1] == ".":
        return True
    # MissJane: a capital letter, or a letter of another script, begins the name.
    following = line.base[end]
    return (
        not following.isascii()
        or following == "."
        or (following.isupper() and line.base[end - 1].islower())
    )


def _abbreviation_steps(line: Line, position: int) -> Iterator[Step]:
    base, low, gaps = line.base, line.low, line.gaps
    letters = ""
    inner = 0
    last_gap = position
    place = position
    while place < len(base):
        if letters and place in gaps:
            flags = gaps[place]
            # A space inside an abbreviation stands behind a full stop: น. ส.
            if flags & SPACE and base[place - 1] != ".":
                return
            inner |= flags
            last_gap = place
        letters += low[place]
        if letters not in _BEGINNINGS:
            return
        place += 1
        after = place
        while base.startswith(".", after) and not gaps.get(after, 0) & SPACE:
            after += 1
        title = ABBREVIATIONS.get(letters)
        if title is not None and (step := _step(line, position, (place, after), title, inner)):
            doubtful = step.doubtful or step.before_title
            # ``พ.ต. ทศพล``: letters behind the space belong to what follows.
            if not (doubtful and inner & SPACE and last_gap > position):
                yield step
        place = after


def _step(line: Line, start: int, ends: tuple[int, int], title: Title, inner: int) -> Step | None:
    """Judge one abbreviation; ``ends`` are where its letters end and where its full stop does."""
    letters_end, end = ends
    written = line.base[start:end]
    dotted = "." in written
    glued = end == letters_end and not line.breaks_at(end)
    if glued and title.canonical.isascii():
        return None
    unmistakable = title.spelling in _UNMISTAKABLE
    return Step(
        end,
        title,
        dotted=dotted,
        form=written != title.canonical,
        spacing=bool(inner & SPACE),
        illegal=bool(inner & (SYMBOL | JOINER)),
        doubtful=glued and dotted and not unmistakable,
        before_title=glued and not dotted and not unmistakable,
    )


def _with_note(line: Line, step: Step, note: str) -> Step | None:
    """Return a title together with its note in brackets: พ.อ. (พิเศษ)."""
    end = step.end + len(note)
    flags = line.gaps.get(step.end, 0)
    if not flags & SYMBOL or not line.base.startswith(note, step.end):
        return None
    if not line.gaps.get(end, 0) & SYMBOL:
        return None
    spacing = step.spacing or bool((flags | line.gaps[end]) & SPACE)
    return replace(step, end=end, form=True, spacing=spacing)
