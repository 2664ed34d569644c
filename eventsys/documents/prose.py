"""Texts that organisers typed, taken apart into paragraphs and points for setting on paper."""

import re
from dataclasses import dataclass

# a dash or a number that somebody typed before a point: "-", "•", "1.", "๒.๑", "(๓)", "4)"
_MARK = re.compile(r"([-–•*]|\(?[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2})*[.)]?)[ \t\u00a0]+(?=\S)")
_BULLETS = "-–•*"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line as typed; ``mark`` is the dash or number that it began with, if any."""

    text: str
    mark: str = ""


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Return the lines of a text, empty ones left out, each apart from its mark.

    A number counts as a mark only where a sign follows it (``1.``, ``๒.๑``, ``(๓)``): a line may
    well begin with a count.
    """
    return tuple(_paragraph(line.strip()) for line in text.splitlines() if line.strip())


def are_points(lines: tuple[Paragraph, ...]) -> bool:
    """Tell whether lines are a list that its writer left unnumbered: two or more, none marked."""
    return len(lines) > 1 and not any(line.mark for line in lines)


def _paragraph(line: str) -> Paragraph:
    found = _MARK.match(line)
    if not found or found[1].isdigit():
        return Paragraph(line)
    mark = "–" if found[1] in _BULLETS else found[1]
    return Paragraph(line[found.end() :], mark)
