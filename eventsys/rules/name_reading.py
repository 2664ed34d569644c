"""What the parts of a display name are: which word is the person, the agency, the province.

A fixed order of rules decides, never a score: who reads the rules knows the answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from eventsys.rules.name_agency import AgencyIndex
from eventsys.rules.name_parts import Part, cut, split_head
from eventsys.rules.name_person import possible_first_name, read_person
from eventsys.rules.name_province import Closeness, Place, guess_province
from eventsys.rules.name_text import Line
from eventsys.rules.not_names import is_placeholder, names_device
from eventsys.rules.organisation_words import closes, is_latin_organisation, is_link, opening
from eventsys.rules.titles import is_title_only

Role = Literal["province", "agency", "person", "surname", "extra"]

_PROVINCE_AND_NAME: Final = 2
_LOOSE_TITLES: Final = ("นางสาว", "น.ส.", "นาย", "นาง", "ดร.", "Mr.", "Mrs.", "Ms.", "Dr.")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the name and its role.

    ``extra`` is a word before a known agency where the province is known already.
    """

    role: Role
    part: Part


def read_pieces(line: Line, index: AgencyIndex) -> list[Piece] | None:
    """Return the parts of a line with their roles, in their order; ``None`` without a person.

    Args:
        line: the name.
        index: the known agencies.
    """
    parts = cut(line, index)
    person = _titled(parts)
    if person is None:
        parts = _loosen(line, parts)
        person = _titled(parts)
    if person is None:
        parts = [piece for part in parts for piece in _without_central_head(part)]
        person = _untitled(line, parts)
    if person is None:
        return None
    before = _before(line, parts[:person])
    roles = {piece.role for piece in before}
    after = _after(
        line, parts[person + 1 :], has_agency="agency" in roles, has_province="province" in roles
    )
    return [*before, Piece("person", parts[person]), *after]


def _titled(parts: Sequence[Part]) -> int | None:
    """Return the place of the titled person: the first, but a clear title before a doubtful one.

    A title that may as well begin the name of a place or an office (``พระ``, ``อ.``) yields to a
    later one that cannot: ``พระนคร นายมานพ``.
    """
    persons = [number for number, part in enumerate(parts) if part.person is not None]
    if not persons:
        return None
    first = parts[persons[0]].person
    if first is None or not first.weak:
        return persons[0]
    office_before = any(part.kind == "agency" for part in parts[: persons[0]])
    if first.title == "คุณ" and office_before:
        return persons[0]
    for number in persons[1:]:
        other = parts[number].person
        if other and not other.weak:
            return number
    return persons[0]


def _loosen(line: Line, parts: Sequence[Part]) -> list[Part]:
    """Split a titled person off the unknown word that it is run together with.

    Only behind an abbreviation's full stop (``สกท.นายมานพ``), or in the last word where that opens
    with an organisation word (``มูลนิธิตัวอย่างนายมานพ``).
    """
    if not parts or parts[-1].kind not in {"word", "agency"}:
        return list(parts)
    *others, last = parts
    base = line.base
    places = {base.rfind(title, last.start + 1, last.end) for title in _LOOSE_TITLES}
    opens = bool(opening(line.low[last.start : last.end]))
    for place in sorted(places - {-1}):
        if not (opens or base[place - 1] == ".") or place in line.gaps:
            continue
        person = read_person(line, place)
        if person and not person.weak and person.end - person.first > 1:
            # An abbreviation that went on with the person was a whole agency.
            end = last.office.end if last.office else place
            if last.office is None or end == place:
                return [
                    *others,
                    replace(last, end=place),
                    Part("person", place, person.end, person=person),
                ]
    return list(parts)


def _without_central_head(part: Part) -> tuple[Part, ...]:
    """Split an abbreviation from the word behind it, unless a place's name follows that kind."""
    if part.is_headed and not part.takes_place_name:
        return split_head(part)
    return (part,)


def _untitled(line: Line, parts: list[Part]) -> int | None:
    """Return the place of the word that is the first name where there is no title."""
    names = [number for number, part in enumerate(parts) if _can_be_name(line, part)]
    offices = [number for number, part in enumerate(parts) if part.kind == "agency"] or [
        number for number, part in enumerate(parts) if part.office is not None
    ]
    if not names:
        return _province_as_name(parts)
    if offices:
        behind = [number for number in names if number > offices[0]]
        if behind:
            return _past_organisation(line, parts, behind) or behind[0]
        guessed = _is_province_guess(line, parts[: offices[0]], "usual")
        return None if guessed else names[0]
    if opening(_low(line, parts[names[0]])):
        return _past_organisation(line, parts, names)
    guessed = len(names) > 1 and _is_province_guess(line, parts[: names[0] + 1], "strict")
    return names[1] if guessed else names[0]


def _province_as_name(parts: list[Part]) -> int | None:
    """Make the second of two provinces a word, where there is no other, and return its place.

    A province is somebody's name only where the province is given already.
    """
    provinces = [
        number
        for number, part in enumerate(parts)
        if part.place is not None and not part.place.prefixed
    ]
    if len(provinces) < _PROVINCE_AND_NAME:
        return None
    last = provinces[-1]
    parts[last] = Part("word", parts[last].start, parts[last].end)
    return last


def _past_organisation(line: Line, parts: Sequence[Part], names: Sequence[int]) -> int | None:
    """Return the first word behind the name of an organisation, or ``None`` where none follows.

    The name is one word, or two where the organisation word stands alone; it goes on through
    ``จำกัด``, and behind ``of``.
    """
    first = names[0]
    word = _low(line, parts[first])
    found = opening(word)
    if not found:
        return first
    rest = list(names[1:])
    if word == found:
        rest = rest[1:]
    while rest and is_link(_low(line, parts[rest[0] - 1])):
        rest = rest[1:]
    closing = [place for place, number in enumerate(rest) if closes(_low(line, parts[number]))]
    if closing:
        rest = rest[closing[-1] + 1 :]
    return rest[0] if rest else None


def _can_be_name(line: Line, part: Part) -> bool:
    if part.kind != "word" or not possible_first_name(line, part.start):
        return False
    word = line.low[part.start : part.end]
    return not (
        names_device(word) or is_placeholder((word,)) or is_title_only(line, part.start, part.end)
    )


def _is_province_guess(line: Line, parts: Sequence[Part], closeness: Closeness) -> bool:
    """Tell whether words that begin the name are a misspelt province, none being there."""
    if not parts or any(part.kind != "word" for part in parts):
        return False
    letters = line.low[parts[0].start : parts[-1].end]
    return guess_province(letters, closeness) is not None


def _before(line: Line, parts: Sequence[Part]) -> list[Piece]:
    """Return the roles of what stands before the person."""
    settled = [_settled(parts, number) for number in range(len(parts))]
    if any(part.kind == "agency" for part in settled):
        return _with_office(line, settled)
    return _without_office(line, settled)


def _settled(parts: Sequence[Part], number: int) -> Part:
    """Return a part that is a province and an agency as the one that it is here.

    ``กทม.`` alone is the agency, before another agency it is the province.
    """
    part = parts[number]
    if part.kind != "province" or part.office is None:
        return part
    others = any(other.kind == "agency" for other in parts) or any(
        other.kind == "word" or (other.kind == "province" and other.office)
        for other in parts[number + 1 :]
    )
    return replace(part, office=None) if others else replace(part, kind="agency", place=None)


def _with_office(line: Line, parts: Sequence[Part]) -> list[Piece]:
    """Return roles where a known agency stands before the person.

    A word before it is no part of it but a misspelt province; a word behind it belongs to it.
    """
    first = next(number for number, part in enumerate(parts) if part.kind == "agency")
    words = [part for part in parts[:first] if part.kind == "word"]
    has_province = any(part.kind == "province" for part in parts)
    pieces: list[Piece] = []
    guessed: Place | None = None
    take_words = False
    if words and not has_province:
        headed = parts[first].is_headed
        start, end = words[0].start, words[-1].end
        province = guess_province(line.low[start:end], "usual" if headed else "generous")
        take_words = headed and province is None
        guessed = Place(start, end, province, misspelt=True)
    place_given = False
    for number, part in enumerate(parts):
        if part.kind == "province":
            pieces.append(Piece("extra" if place_given else "province", part))
            place_given = True
        elif part.kind == "agency" or number > first or take_words:
            pieces.append(Piece("agency", part))
        elif guessed is None:
            pieces.append(Piece("extra", part))
        elif part is words[0]:
            pieces.append(
                Piece("province", Part("province", guessed.start, guessed.end, place=guessed))
            )
    return pieces


def _without_office(line: Line, parts: Sequence[Part]) -> list[Piece]:
    """Return roles where no known agency stands before the person.

    A province that comes first is the province; a later one belongs to the unknown agency's name
    unless ``จ.`` or ``จังหวัด`` stands before it.
    """
    if not parts:
        return []
    prefixed = any(part.place and part.place.prefixed for part in parts)
    if _begins_english_name(line, parts):
        parts = [Part("word", parts[0].start, parts[0].end), *parts[1:]]
    elif parts[0].kind == "word" and not prefixed:
        parts = _with_guess(line, parts)
    pieces: list[Piece] = []
    place_given = False
    for number, part in enumerate(parts):
        is_province = part.place is not None and (number == 0 or part.place.prefixed)
        if is_province and not place_given:
            pieces.append(Piece("province", part))
            place_given = True
        else:
            pieces.append(Piece("agency", part))
    return pieces


def _begins_english_name(line: Line, parts: Sequence[Part]) -> bool:
    """Tell whether an English province name is the beginning of an agency's name.

    ``Khon Kaen University`` is one name, ``Khon Kaen Rotary Club`` a province and a club.
    """
    return (
        len(parts) > 1
        and parts[0].kind == "province"
        and parts[1].kind == "word"
        and _low(line, parts[0]).isascii()
        and is_latin_organisation(_low(line, parts[1]))
    )


def _with_guess(line: Line, parts: Sequence[Part]) -> Sequence[Part]:
    """Return the parts with the first word, or two Latin ones, made the misspelt province it is."""
    if opening(_low(line, parts[0])):
        return parts
    for count in (2, 1):
        group = parts[:count]
        if len(group) < count or any(part.kind != "word" for part in group):
            continue
        start, end = group[0].start, group[-1].end
        letters = line.low[start:end]
        if count > 1 and not letters.isascii():
            continue
        province = guess_province(letters, "usual")
        if province:
            place = Place(start, end, province, misspelt=True)
            return [Part("province", start, end, place=place), *parts[count:]]
    return parts


def _after(
    line: Line, parts: Sequence[Part], *, has_agency: bool, has_province: bool
) -> list[Piece]:
    """Return the roles of what stands behind the first name.

    Where an agency stands before the person, all of it is surname, but for a province behind
    ``จ.`` or ``จังหวัด``. Where none does, a known agency is the agency, and where nothing stands
    before the person a province is the province.
    """
    alone = not has_agency and not has_province
    agency_follows = any(part.kind == "agency" for part in parts)
    pieces: list[Piece] = []
    opened = False
    for part in parts:
        role: Role = "surname"
        if part.kind == "province" and part.office and not agency_follows and not has_agency:
            role, part = "agency", replace(part, kind="agency", place=None)  # noqa: PLW2901
        elif part.place is not None and part.kind == "province":
            if not has_province and (alone or part.place.prefixed):
                role = "province"
        elif part.kind == "agency":
            role = "surname" if has_agency else "agency"
        elif part.kind == "word" and not has_agency and opening(_low(line, part)):
            role, opened = "agency", True
        elif part.kind == "word" and opened:
            role = "agency"
        has_province = has_province or role == "province"
        if role == "agency" and not opened:
            has_agency = True
        opened = opened and role == "agency"
        pieces.append(Piece(role, part))
    return pieces


def _low(line: Line, part: Part) -> str:
    return line.low[part.start : part.end]
