"""The roles of a display name's parts, put together: texts of the parts and what is wrong."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final, Literal

from eventsys.rules.name_parts import Part
from eventsys.rules.name_reading import Piece, Role
from eventsys.rules.name_text import HYPHEN, JOINER, SPACE, SYMBOL, Line
from eventsys.rules.thai import to_arabic_digits

Mark = Literal["initial", "number"]

_INITIAL = re.compile(r"[เแโใไ]?[^\W\d_]\.")
_NUMBER = re.compile(r"[1-9][0-9]?")
# A word of up to this many letters with a full stop is an abbreviation or an initial.
_LONGEST_INITIAL: Final = 3
_RANKS: Final[dict[Role, int]] = {"province": 0, "agency": 1, "person": 2, "surname": 2}
_NOT_IN_PERSONS = re.compile(r"[&()]")
# J.R.: the full stops of initials stay.
_INITIALS = re.compile(r"\.[^\W\d_]{1,2}\.\Z")
_ENDING = re.compile(r"[.\d]+\Z")


@dataclass(slots=True)
class Parts:
    """What a display name says.

    ``province`` is the official name, or ``None`` also where a misspelt one could be any;
    ``regional`` tells whether there was one at all. What ends in ``written`` is the text as it
    stood there.
    """

    regional: bool
    province: str | None
    agency: str | None
    title: str | None
    first_name: str
    mark: str | None
    surname: str | None
    problems: frozenset[str]
    province_written: str | None = None
    agency_written: str | None = None
    title_written: str | None = None


def assemble(line: Line, pieces: Sequence[Piece], mark: Mark | None) -> Parts | None:
    """Return what the pieces say together; ``None`` where no first name remains.

    Args:
        line: the name.
        pieces: its parts with their roles, in their order.
        mark: how the event tells namesakes apart, if it does.
    """
    by_role: dict[Role, list[Part]] = {}
    for piece in pieces:
        by_role.setdefault(piece.role, []).append(piece.part)
    person = by_role["person"][0]
    problems = _joint_problems(line, pieces)
    if line.illegal:
        problems.add("illegal_character")
    first, marked = _first_name(line, person, mark, problems)
    if not first:
        return None
    surnames = by_role.get("surname", [])
    if surnames and not marked:
        marked = _mark(line, person, surnames[0], mark)
        surnames = surnames[1:] if marked else surnames
    surname = _surname(line, surnames, problems) if surnames else ""
    provinces = by_role.get("province", [])
    agencies = by_role.get("agency", [])
    agency = _agency(line, agencies, problems)
    if surname:
        problems.add("surname_present")
    if not agency:
        problems.add("agency_missing")
    if "extra" in by_role:
        problems.add("province_misspelt")
    if _disordered(pieces):
        problems.add("order")
    return Parts(
        regional=bool(provinces),
        province=_province(provinces, problems),
        agency=agency or None,
        title=_title(person, problems),
        first_name=first,
        mark=marked,
        surname=surname or None,
        problems=frozenset(problems),
        province_written=_source(line, provinces[:1]),
        agency_written=_source(line, [part for part in agencies if _is_misnamed(part)][:1]),
        title_written=line.source(person.start, person.person.first) if person.person else None,
    )


def _is_misnamed(part: Part) -> bool:
    return part.office is not None and part.office.problem is not None


def _source(line: Line, parts: Sequence[Part]) -> str | None:
    """Return the one part as it was written; of an agency that goes on only the known head."""
    if not parts:
        return None
    part = parts[0]
    end = part.office.end if part.office and part.kind == "agency" else part.end
    return line.source(part.start, end)


def _joint_problems(line: Line, pieces: Sequence[Piece]) -> set[str]:
    """Return what is wrong between the parts: run together, joined by a sign, or both."""
    problems: set[str] = set()
    for before, piece in pairwise(pieces):
        flags = line.gaps.get(piece.part.start, 0)
        same = before.role == piece.role
        if same and piece.role == "agency":
            continue  # judged with the agency's name
        if before.role == "agency" and flags & SYMBOL and _closes_bracket(line, pieces, piece):
            flags &= ~SYMBOL
        within = _RANKS.get(before.role) == _RANKS.get(piece.role)
        place = before.part.place
        if not flags & (SPACE | SYMBOL) or flags & (JOINER | HYPHEN):
            problems.add("separator")
        if before.part.stop or (place and place.stray_stop):
            problems.add("separator")
        if flags & SYMBOL:
            problems.add("illegal_character")
            if not within:
                problems.add("separator")
    return problems


def _closes_bracket(line: Line, pieces: Sequence[Piece], piece: Piece) -> bool:
    """Tell whether the sign before a part closes a bracket inside the agency that it follows."""
    start = next(p.part.start for p in pieces if p.role == "agency")
    source = line.source(start, piece.part.start + 1)[:-1].rstrip()
    return source.endswith(")") and source.count("(") == source.count(")") and source[-2:] != " )"


def _first_name(
    line: Line, person: Part, mark: Mark | None, problems: set[str]
) -> tuple[str, str | None]:
    """Return the first name without signs, and the number behind it where the event has such."""
    start, end = person.start, person.end
    if person.person:
        start, end = person.person.first, person.person.end
    written = line.as_written(start, end)
    text = _NOT_IN_PERSONS.sub("", written.text)
    if written.dropped or text != written.text or line.symbols_inside(start, end):
        problems.add("illegal_character")
    ending = _ENDING.search(text)
    if not ending or _INITIALS.search(text):
        return text, None
    text = text[: ending.start()]
    number = to_arabic_digits(ending[0])
    if mark and _NUMBER.fullmatch(number):
        problems.add("separator")
        return text, number
    problems.add("illegal_character")
    return text, None


def _mark(line: Line, person: Part, word: Part, mark: Mark | None) -> str | None:
    """Return the mark that tells namesakes apart where the first word behind the name is one.

    An event that uses initials has numbers as well, where the initials are the same.
    """
    if mark is None or line.gaps.get(word.start, 0) != SPACE or word.start != person.end:
        return None
    text = line.base[word.start : word.end]
    if _NUMBER.fullmatch(to_arabic_digits(text)):
        return text
    return text if mark == "initial" and _INITIAL.fullmatch(text) else None


def _surname(line: Line, words: Iterable[Part], problems: set[str]) -> str:
    kept = []
    for word in words:
        written = line.as_written(word.start, word.end)
        text = _NOT_IN_PERSONS.sub("", written.text)
        if written.dropped or text != written.text or line.symbols_inside(word.start, word.end):
            problems.add("illegal_character")
        plain = text.strip(".")
        if plain.isdigit() or not plain:
            problems.add("illegal_character")
            continue
        if text.endswith(".") and len(text) > _LONGEST_INITIAL and "." not in plain:
            problems.add("illegal_character")
            text = plain
        kept.append(text)
    return " ".join(kept)


def _province(parts: Sequence[Part], problems: set[str]) -> str | None:
    """Return the official name; the same province may be named twice."""
    for part in parts:
        place = part.place
        if place is None:
            continue
        if place.alias:
            problems.add("province_alias")
        if place.misspelt:
            problems.add("province_misspelt")
        if place.illegal:
            problems.add("illegal_character")
    first = parts[0].place if parts else None
    return first.province.name_th if first and first.province else None


def _title(part: Part, problems: set[str]) -> str | None:
    person = part.person
    if person is None:
        problems.add("title_missing")
        return None
    for present, code in (
        (person.form, "title_form"),
        (person.spacing, "title_spacing"),
        (person.illegal, "illegal_character"),
    ):
        if present:
            problems.add(code)
    return person.title


def _agency(line: Line, parts: Sequence[Part], problems: set[str]) -> str:
    """Return the agency's text: known ones abbreviated, the rest as written."""
    if not parts:
        return ""
    if len(parts) == 1 and parts[0].kind == "agency":
        return _known_agency(line, parts[0], problems)
    in_full = parts[0].office and parts[0].office.problem == "agency_unabbreviated"
    if in_full and len(parts) > 1 and _is_longer_latin_name(line, parts):
        return _as_written(line, parts, problems)
    text = ""
    for known, group in groupby(parts, key=_is_known):
        together = list(group)
        for run in ([part] for part in together) if known else (together,):
            piece = (
                _known_agency(line, run[0], problems) if known else _as_written(line, run, problems)
            )
            # กรมการพัฒนาชุมชน (พช.) names it twice; ทม.ศรีสะเกษ is one word.
            glued = run[0].kind == "province" and not line.gaps.get(run[0].start, 0)
            if text != piece:
                text = f"{text}{piece}" if glued or not text else f"{text} {piece}"
    for before, part in pairwise(parts):
        if (_is_known(before) or _is_known(part)) and part.kind != "province":
            _judge_inner_joint(line, before, part, problems)
    return text


def _is_known(part: Part) -> bool:
    return part.kind == "agency"


def _is_longer_latin_name(line: Line, parts: Sequence[Part]) -> bool:
    """Tell whether a known English name goes on: ``United Nations Association`` is another one."""
    return all(
        line.base[part.start : part.end].isascii() and (number == 0 or part.office is None)
        for number, part in enumerate(parts)
    )


def _known_agency(line: Line, part: Part, problems: set[str]) -> str:
    office = part.office
    if office is None:
        return line.as_written(part.start, part.end).text
    if office.problem:
        problems.add(office.problem)
    if office.illegal:
        problems.add("illegal_character")
    if not part.is_headed:
        return office.agency.abbr
    rest = line.as_written(office.end, part.end)
    if rest.dropped or rest.joined:
        problems.add("illegal_character")
    space = " " if line.gaps.get(office.end, 0) & SPACE else ""
    return f"{office.agency.abbr}{space}{rest.text}"


def _as_written(line: Line, parts: Sequence[Part], problems: set[str]) -> str:
    """Return neighbouring unknown words as one name.

    A joiner inside it stands for a space where one stands between the parts of the display name
    as well; otherwise it is dropped, as symbols are.
    """
    texts = []
    between_parts = "separator" in problems
    for run in _runs(parts):
        written = line.as_written(run[0].start, run[-1].end, joiner=" " if between_parts else "")
        if written.dropped or (written.joined and not between_parts):
            problems.add("illegal_character")
        texts.append(written.text)
    return " ".join(texts)


def _runs(parts: Sequence[Part]) -> list[list[Part]]:
    """Group parts that stand next to each other."""
    runs: list[list[Part]] = []
    for part in parts:
        if runs and runs[-1][-1].end == part.start:
            runs[-1].append(part)
        else:
            runs.append([part])
    return runs


def _judge_inner_joint(line: Line, before: Part, part: Part, problems: set[str]) -> None:
    """Judge what stands between two words of one agency of which one is known."""
    if before.end != part.start:
        return
    flags = line.gaps.get(part.start, 0)
    if flags & SYMBOL:
        problems.add("illegal_character")
    if flags & (JOINER | HYPHEN) or not flags:
        problems.add("separator")


def _disordered(pieces: Sequence[Piece]) -> bool:
    highest = 0
    for piece in pieces:
        rank = _RANKS.get(piece.role, highest)
        if rank < highest:
            return True
        highest = rank
    return False
