"""Lists of display names: what a reader found in one, and how many of its names conform."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from eventsys.rules.display_names import NameCheck, clean
from eventsys.rules.provinces import PROVINCES

ListSource = Literal["pasted", "participants", "list", "report"]

CENTRAL: Final = "central"
UNREADABLE: Final = "unreadable"

_GROUPS: Final = (*(province.name_th for province in PROVINCES), CENTRAL, UNREADABLE)


@dataclass(frozen=True, slots=True)
class ListedName:
    """A name of a list as it stands there, without numbering or bullet.

    ``line`` counts from 1: the line of a text, the row of a sheet.
    """

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class SkippedLine:
    """A line that was not taken for a name, and why: a code that has a sentence."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class NameList:
    """What a reader found, in the order of the list.

    Attributes:
        names: every name, at least one.
        skipped: every line with text that is no name.
        source: ``pasted`` text, the ``participants`` panel of Zoom, the ``list`` in a file, or
            the ``report`` of a meeting.
        column: the heading of the column that was read, or its letter where it has none; ``None``
            for plain lines.
    """

    names: tuple[ListedName, ...]
    skipped: tuple[SkippedLine, ...]
    source: ListSource
    column: str | None = None


@dataclass(frozen=True, slots=True)
class CheckedName:
    """A name of a list with what its check found; the text is the check's ``input``."""

    line: int
    check: NameCheck

    @property
    def name_to_use(self) -> str:
        """The conforming name, ``""`` where nobody can tell it."""
        return clean(self.check.input) if self.check.valid else self.check.suggestion or ""


@dataclass(frozen=True, slots=True)
class ProblemCount:
    """How many names have a problem; ``code`` is one of ``PROBLEM_CODES``."""

    code: str
    count: int


@dataclass(frozen=True, slots=True)
class GroupCount:
    """How many names of a group conform.

    ``group`` is a province's official Thai name, ``CENTRAL`` or ``UNREADABLE``.
    """

    group: str
    total: int
    valid: int

    @property
    def share(self) -> float:
        """Conforming names over all, 0 to 1; 0 where there are none."""
        return _share(self.valid, self.total)


@dataclass(frozen=True, slots=True)
class NameListSummary:
    """How many names of a list conform, and what is wrong with the others.

    Attributes:
        total: all names.
        valid: those that conform.
        problems: codes that occur, the most frequent first, equals in alphabetical order.
        groups: groups that occur: the provinces in the order of their table, ``CENTRAL``,
            ``UNREADABLE``. Every name is in one of them.
    """

    total: int
    valid: int
    problems: tuple[ProblemCount, ...]
    groups: tuple[GroupCount, ...]

    @property
    def share(self) -> float:
        """Conforming names over all, 0 to 1; 0 where there are none."""
        return _share(self.valid, self.total)


def summarise(
    checks: Sequence[NameCheck], groups: Sequence[str | None] | None = None
) -> NameListSummary:
    """Return how many names conform, by problem and by province.

    Args:
        checks: the names' checks.
        groups: for each name the group that it counts for where more is known than the name says,
            as that of its registration; else ``None``.
    """
    known = groups or [None] * len(checks)
    counted = [
        (group or group_of(check), check) for group, check in zip(known, checks, strict=True)
    ]
    codes = Counter(code for check in checks for code in check.problems)
    total = Counter(group for group, _ in counted)
    valid = Counter(group for group, check in counted if check.valid)
    return NameListSummary(
        total=len(checks),
        valid=valid.total(),
        problems=_ranked(codes.items()),
        groups=tuple(
            GroupCount(group, total[group], valid[group]) for group in _GROUPS if total[group]
        ),
    )


def group_of(check: NameCheck) -> str:
    """Return the province that a name counts for, ``CENTRAL``, or ``UNREADABLE``.

    Unreadable is what is no name, and a regional name whose province nobody can tell.
    """
    if check.form == "central":
        return CENTRAL
    return check.province or UNREADABLE


def _ranked(counts: Iterable[tuple[str, int]]) -> tuple[ProblemCount, ...]:
    ranked = sorted(counts, key=lambda entry: (-entry[1], entry[0]))
    return tuple(ProblemCount(code, count) for code, count in ranked)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
