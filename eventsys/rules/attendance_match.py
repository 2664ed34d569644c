"""Whose name and address these are: decided only where it is certain."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from eventsys.rules.attendance_candidates import Candidates
from eventsys.rules.attendance_index import (
    Index,
    Known,
    contradicts,
    distinct,
    same_marks,
    surname_contradicts,
)
from eventsys.rules.attendance_names import (
    Reading,
    address_in,
    email_key,
    halves,
    name_key,
    odd_marks,
    other_sex,
    read_name,
)
from eventsys.rules.attendance_types import MatchedBy, Reason
from eventsys.rules.display_names import Conventions


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one name and address.

    Either ``registration_id`` and ``matched_by`` are set, or ``reason`` and ``candidates``.
    """

    registration_id: str | None = None
    matched_by: MatchedBy | None = None
    reason: Reason | None = None
    candidates: tuple[str, ...] = ()


class Matcher:
    """Decides names and addresses against one set of registrations.

    The order is: the address, unless the name contradicts; the expected display name; the parts.
    Whatever does not lead to exactly one registration is left to a person, with candidates.
    """

    def __init__(self, index: Index, conventions: Conventions) -> None:
        self._index = index
        self._conventions = conventions
        self._candidates = Candidates(index)
        self._readings: dict[str, Reading] = {}

    def decide(self, display_name: str, email: str) -> Verdict:
        """Return the verdict on a name and an address as they stand in a report."""
        owners = self._index.by_email.get(email_key(email), [])
        texts, odd = halves(display_name), odd_marks(display_name)
        if len(texts) == 1 and not odd:
            # Most names are the expected ones: these need not be taken apart.
            exact = self._index.by_display.get(texts[0], [])
            named = len(exact) == 1 and not exact[0].odd_marks
            if named and (not owners or exact[0] in owners):
                return Verdict(exact[0].id, "email" if owners else "display_name")
        readings = tuple(self._read(text) for text in texts)
        if odd:
            readings = tuple(replace(reading, odd_marks=odd) for reading in readings)
        verdict = None
        if len(owners) == 1:
            verdict = self._of_owner(owners[0], readings)
        elif owners:
            verdict = self._of_shared(owners, readings)
        return verdict or self._by_name(readings)

    def _read(self, text: str) -> Reading:
        if text not in self._readings:
            self._readings[text] = read_name(text, self._conventions)
        return self._readings[text]

    def _of_owner(self, owner: Known, readings: Sequence[Reading]) -> Verdict:
        """Decide where exactly one registration has the address: its own, unless contradicted."""
        # A half that fits several namesakes is the owner's where the owner is among them.
        named = [self._fits(reading) or self._addressed(reading) for reading in readings]
        others = [known for fitting in named if owner not in fitting for known in fitting]
        if others:
            return self._ambiguous([owner, *others])
        if any(named):
            return Verdict(owner.id, "email")
        names = [reading for reading in readings if reading.is_name]
        same = [reading for reading in names if _has_first_name(reading, owner)]
        if same:
            another = all(_is_another(reading, owner) for reading in same)
        else:
            another = not all(reading.bare for reading in names)
        if another or (not same and any(_is_of_others(reading, owner) for reading in readings)):
            return self._ambiguous([owner, *self._candidates.of(names)])
        return Verdict(owner.id, "email")

    def _of_shared(self, owners: Sequence[Known], readings: Sequence[Reading]) -> Verdict | None:
        """Decide among those who share an address; ``None`` where the name is of somebody else."""
        inside: list[Known] = []
        outside: list[Known] = []
        for reading in readings:
            fitting = self._fits(reading)
            among = [known for known in fitting if known in owners]
            inside += among
            outside += [] if among else fitting
        if outside:
            # The halves name two people, or the name alone decides.
            return self._ambiguous([*inside, *outside]) if inside else None
        if not inside:
            inside = [
                known
                for known in owners
                if any(_names_partly(reading, known) for reading in readings)
            ]
        inside = distinct(inside)
        if len(inside) == 1:
            return Verdict(inside[0].id, "email")
        return self._ambiguous(self._candidates.among(owners, inside, readings))

    def _by_name(self, readings: Sequence[Reading]) -> Verdict:
        """Decide by the expected display name, then by the parts."""
        names = [reading for reading in readings if reading.is_name]
        fitting = distinct(known for reading in readings for known in self._fits(reading))
        if len(fitting) == 1 and all(same_marks(reading, fitting[0]) for reading in readings):
            exact = any(self._index.with_display(reading) == fitting for reading in readings)
            return Verdict(fitting[0].id, "display_name" if exact else "parts")
        if len(fitting) > 1:
            return self._ambiguous([*fitting, *self._candidates.of(names)])
        if not names:
            owners = [known for reading in readings for known in self._addressed(reading)]
            offices = [reading for reading in readings if reading.province or reading.agency]
            likely = [*owners, *self._candidates.of(offices)]
            return Verdict(reason="not_a_name", candidates=_ids(likely))
        likely = [*fitting, *self._candidates.of(names)]
        return Verdict(reason="not_registered", candidates=_ids(likely))

    def _fits(self, reading: Reading) -> list[Known]:
        """Return the registrations that a name fits fully: one where it decides."""
        exact = self._index.with_display(reading)
        if len(exact) == 1:
            return exact
        return self._index.fitting(reading)

    def _addressed(self, reading: Reading) -> list[Known]:
        """Return whose address stands in place of a name: it proposes, and contradicts another."""
        return self._index.by_email.get(address_in(reading.text), [])

    def _ambiguous(self, candidates: Iterable[Known]) -> Verdict:
        return Verdict(reason="ambiguous", candidates=_ids(candidates))


def _ids(candidates: Iterable[Known]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(known.id for known in candidates))[:5]


def _has_first_name(reading: Reading, known: Known) -> bool:
    """Tell whether a name has somebody's first name, as a whole where it begins like a title."""
    return known.first_name in (reading.first_name, name_key(reading.text))


def _is_of_others(reading: Reading, owner: Known) -> bool:
    """Tell whether a text without a first name is of another office, or names somebody.

    One word alone may be a nickname. A first name may be read as a province or as a title: then
    it is somebody else's unless it is the owner's.
    """
    words = reading.text.split()
    return (
        not reading.is_name
        and len(words) > 1
        and (reading.titled or _elsewhere(reading, owner))
        and owner.first_name not in map(name_key, words)
    )


def _is_another(reading: Reading, owner: Known) -> bool:
    """Tell whether a name with the owner's first name reads as another person all the same.

    One thing that differs is a slip, a marriage or a move; two are another person.
    """
    differing = (
        other_sex(reading.title, owner.title),
        surname_contradicts(reading, owner),
        _elsewhere(reading, owner),
    )
    return sum(differing) > 1


def _elsewhere(reading: Reading, known: Known) -> bool:
    """Tell whether a name gives another province or agency than the registration."""
    return bool(
        (reading.province and reading.province != known.province)
        or (reading.agency and reading.agency != known.agency)
    )


def _names_partly(reading: Reading, known: Known) -> bool:
    """Tell whether a name has the first name of one who shares the address, and nothing else.

    A first name that is a province's as well reads as no name where it stands alone.
    """
    return (
        _has_first_name(reading, known)
        and not contradicts(reading, known)
        and not _elsewhere(reading, known)
    )
