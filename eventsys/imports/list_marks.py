"""Numbering and bullets in front of the lines of a list."""

import re
from collections.abc import Sequence
from typing import Final

from eventsys.rules.name_lists import ListedName, SkippedLine

_BULLET = re.compile(r"\s*+[-–—•*●○▪■□◦‣·➤►✓✔]\s*+(?=\S)")
_NUMBER = re.compile(
    r"\s*+[(\[]?\s*+([0-9๐-๙]{1,6}+)(?:\s*([.)\]:])[.)\]:]*\s*|\s*([-–])\s+|\s+|\Z)"
)
_WIDEST_GAP: Final = 9
_SHORT_LIST: Final = 4


def without_marks(lines: Sequence[ListedName]) -> tuple[list[ListedName], list[SkippedLine]]:
    """Return the lines without bullets and numbers, and the lines that are nothing but a number.

    Marks go only where nearly every line has one, numbers only where they follow each other; a
    mark of a single line is a fault of that name and stays.
    """
    plain = _without_bullets(lines)
    names, skipped = _without_numbers(plain)
    return (names, skipped) if skipped else _without_lines_of_numbers(names)


def _nearly_all(marked: int, lines: int) -> bool:
    spared = lines // 10 or (1 if lines >= _SHORT_LIST else 0)
    return marked > 1 and lines - marked <= spared


def _without_bullets(lines: Sequence[ListedName]) -> list[ListedName]:
    found = [_BULLET.match(line.text) for line in lines]
    if not _nearly_all(sum(1 for bullet in found if bullet), len(lines)):
        return list(lines)
    return [
        ListedName(line.line, line.text[bullet.end() :]) if bullet else line
        for line, bullet in zip(lines, found, strict=True)
    ]


def _without_numbers(
    lines: Sequence[ListedName],
) -> tuple[list[ListedName], list[SkippedLine]]:
    found = [_NUMBER.match(line.text) for line in lines]
    fitting = _following(found)
    if not _nearly_all(len(fitting), len(lines)):
        return list(lines), []
    # A number that repeats or leaps is numbering too where it is written as the others are.
    signs = {number[2] for index in fitting if (number := found[index])} - {None}
    names: list[ListedName] = []
    skipped: list[SkippedLine] = []
    for index, (line, number) in enumerate(zip(lines, found, strict=True)):
        if number is None or (index not in fitting and number[2] not in signs):
            names.append(line)
        elif number.end() < len(line.text):
            names.append(ListedName(line.line, line.text[number.end() :]))
        else:
            skipped.append(SkippedLine(line.line, line.text, "number"))
    return names, skipped


def _without_lines_of_numbers(
    lines: Sequence[ListedName],
) -> tuple[list[ListedName], list[SkippedLine]]:
    """Leave out numbers on lines of their own, as cells of a table become when pasted."""
    alone = {
        index
        for index, line in enumerate(lines)
        if (number := _NUMBER.match(line.text)) and number.end() == len(line.text)
    }
    numbers = [_NUMBER.match(lines[index].text) for index in sorted(alone)]
    others = len(lines) - len(alone)
    if not others or not _nearly_all(len(_following(numbers)), len(numbers)):
        return list(lines), []
    if not _nearly_all(len(alone), max(others, len(alone))):
        return list(lines), []
    return (
        [line for index, line in enumerate(lines) if index not in alone],
        [SkippedLine(lines[i].line, lines[i].text, "number") for i in sorted(alone)],
    )


def _following(numbers: Sequence[re.Match[str] | None]) -> set[int]:
    """Return where numbers stand that go on from the one before; a list may begin again with 1."""
    fitting: set[int] = set()
    last: tuple[int, int] | None = None
    for index, found in enumerate(numbers):
        if not found:
            continue
        number = int(found[1])
        if last is None or last[1] < number <= last[1] + _WIDEST_GAP or number == 1:
            if last is not None:
                fitting |= {last[0], index}
            last = (index, number)
    return fitting
