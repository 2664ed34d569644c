"""The person of a display name: a title, or several combined, and the first name behind it."""

from dataclasses import dataclass
from typing import Final

from eventsys.rules.name_text import JOINER, SPACE, SYMBOL, Line
from eventsys.rules.thai import is_dependent
from eventsys.rules.title_words import ABBREVIATIONS, NOTES
from eventsys.rules.titles import Step, combinations, is_no_name, keeps_space

_GARAND: Final = "\u0e4c"
_NOTES: Final = tuple(NOTES.values())
# Titles written as words that also begin names of places, offices and buildings, or that mean
# something else before them: อ. is อำเภอ as well.
_WEAK_GROUPS: Final = frozenset({"religious", "courtesy", "royal"})
_WEAK_TITLES: Final = frozenset({"อ.", "พระ", "หม่อม", "ว่าที่"})
# Offices that begin like a title and are none.
_OFFICES: Final = (
    "นายกรัฐมนตรี",
    "นายกเทศมนตรี",
    "นายกสมาคม",
    "นายกเหล่ากาชาด",
    "นายกองค์การ",
    "นายทะเบียน",
)


@dataclass(slots=True)
class Person:
    """A titled person in a line.

    Attributes:
        start: where the title begins.
        end: where the first name ends.
        first: where the first name begins.
        title: the canonical title.
        weak: whether the words could as well begin the name of a place or an office.
        form: whether a variant was written.
        spacing: whether a space stands where none belongs, or lacks where one does.
        illegal: whether signs stood inside the title or behind it.
    """

    start: int
    first: int
    end: int
    title: str
    weak: bool = False
    form: bool = False
    spacing: bool = False
    illegal: bool = False
    doubtful: bool = False


def possible_first_name(line: Line, position: int) -> bool:
    """Tell whether a first name can begin here.

    It is not empty, and begins with a letter: neither a dependent vowel nor a tone mark, nor a
    consonant that ``์`` makes silent.
    """
    base = line.base
    if position >= len(base):
        return False
    letter = base[position]
    if not letter.isalpha() or is_dependent(letter) or letter in "ฯๆ":
        return False
    return base[position + 1 : position + 2] != _GARAND


def read_person(line: Line, position: int) -> Person | None:
    """Return the titled person who begins here, with the longest title that leaves a first name.

    Args:
        line: the name.
        position: where to look.
    """
    if line.low.startswith(_OFFICES, position):
        return None
    best: Person | None = None
    titles_end = -1
    for steps in combinations(line, position):
        last = steps[-1]
        if last.end > titles_end and is_no_name(steps):
            titles_end = last.end
        if last.title.group == "women" and len(steps) == 1:
            continue
        if last.before_title or not possible_first_name(line, last.end):
            continue
        person = _person(line, position, steps)
        if best is None or (not person.doubtful, person.first) > (not best.doubtful, best.first):
            best = person
    # นางสาว alone is not somebody called สาว, ผศ.ดร. nobody called ดร.
    return None if best and best.end == titles_end else best


def _person(line: Line, position: int, steps: tuple[Step, ...]) -> Person:
    first = steps[-1].end
    title = "".join([step.title.canonical for step in steps])
    flags = line.gaps.get(first, 0)
    # Miss Jane has a space where Mr.David has none.
    spacing = not flags if keeps_space(title) else bool(flags & SPACE)
    illegal = bool(flags & (JOINER | SYMBOL)) and not _is_noted(line, first)
    form = doubtful = False
    for step in steps:
        spacing |= step.spacing
        illegal |= step.illegal
        form |= step.form
        doubtful |= step.doubtful
    return Person(
        position,
        first,
        line.word_end(first),
        title,
        weak=_is_weak(steps, glued=not flags & SPACE),
        form=form,
        spacing=spacing,
        illegal=illegal,
        doubtful=doubtful,
    )


def _is_noted(line: Line, first: int) -> bool:
    """Tell whether the sign before the first name closes a title's note: พ.อ. (พิเศษ)."""
    return line.base.endswith(_NOTES, 0, first)


def _is_weak(steps: tuple[Step, ...], *, glued: bool) -> bool:
    if len(steps) > 1:
        return steps[0].before_title  # อดรธานี: no full stop and no space
    title, dotted = steps[0].title, steps[0].dotted
    if title.canonical in _WEAK_TITLES:
        return True
    if title.spelling in ABBREVIATIONS:
        return not (dotted or glued)
    return title.group in _WEAK_GROUPS
