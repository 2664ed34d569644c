"""What the parts of a display name are: which word is the person, the agency, the province.

A fixed order of rules decides, never a score: who reads the rules knows the answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from eventsys.rules.name_agency import AgencyIndex
from eventsys.rules.name_choice import choose_person, low_text
from eventsys.rules.name_parts import Part, cut, split_head
from eventsys.rules.name_province import Closeness, Place, guess_province
from eventsys.rules.name_text import Line
from eventsys.rules.organisation_words import is_latin_organisation, opening
from eventsys.rules.provinces import Province

Role = Literal["province", "agency", "person", "surname", "extra"]


@dataclass(slots=True)
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
    chosen = choose_person(line, cut(line, index))
    if chosen is None:
        return None
    parts, person = chosen
    titled = parts[person].person is not None
    before = _before(line, parts[:person], titled=titled)
    roles = {piece.role for piece in before}
    after = _after(
        line,
        parts[person + 1 :],
        titled=titled,
        has_agency="agency" in roles,
        has_province="province" in roles,
    )
    return [*before, Piece("person", parts[person]), *after]


def _before(line: Line, parts: Sequence[Part], *, titled: bool) -> list[Piece]:
    """Return the roles of what stands before the person."""
    settled = _settled(parts)
    if titled:
        settled = _with_guesses_behind(line, settled)
    if any(part.kind == "agency" for part in settled):
        return _with_office(line, settled)
    return _without_office(line, settled)


def _settled(parts: Sequence[Part]) -> list[Part]:
    """Return the parts with each that is a province and an agency made the one that it is here.

    ``กทม.`` alone is the agency, before another agency it is the province.
    """
    settled = list(parts)
    if not any(part.office is not None and part.kind == "province" for part in parts):
        return settled
    agency_stands = any(part.kind == "agency" for part in parts)
    for number in range(len(parts) - 1, -1, -1):
        part = parts[number]
        if part.kind == "province" and part.office is not None:
            settled[number] = (
                replace(part, office=None)
                if agency_stands
                else replace(part, kind="agency", place=None)
            )
            agency_stands = True
        agency_stands = agency_stands or part.kind == "word"
    return settled


def _with_guesses_behind(line: Line, parts: list[Part]) -> list[Part]:
    """Return the parts with a misspelt province right behind a known agency made a province.

    Only where no province stands anywhere, and a title tells who the person is.
    """
    if not any(part.kind == "agency" for part in parts) or any(part.place for part in parts):
        return parts
    found: list[Part] = []
    for part in parts:
        if part.is_headed:
            # อบต.วังไผ่ has a name of its own that may be close to a province by chance.
            head, rest = split_head(part)
            closeness: Closeness = "strict" if part.takes_place_name else "usual"
            province = guess_province(line.low[rest.start : rest.end], closeness)
            found += [head, _misspelt(rest, province)] if province else [part]
        elif part.kind == "word" and found and found[-1].kind == "agency":
            province = guess_province(low_text(line, part), "usual")
            found.append(_misspelt(part, province) if province else part)
        else:
            found.append(part)
    return found


def _misspelt(part: Part, province: Province | None) -> Part:
    place = Place(part.start, part.end, province, misspelt=True)
    return Part("province", part.start, part.end, place=place)


def _with_office(line: Line, parts: Sequence[Part]) -> list[Piece]:
    """Return roles where a known agency stands before the person.

    A word before it is no part of it but a misspelt province; a word behind it belongs to it.
    """
    first = next(number for number, part in enumerate(parts) if part.kind == "agency")
    words = [part for part in parts[:first] if part.kind == "word"]
    has_province = any(part.kind == "province" for part in parts)
    pieces: list[Piece] = []
    guessed: Part | None = None
    take_words = False
    if words and not has_province:
        headed = parts[first].is_headed
        start, end = words[0].start, words[-1].end
        province = guess_province(line.low[start:end], "usual" if headed else "generous")
        take_words = headed and province is None
        guessed = _misspelt(Part("word", start, end), province)
    given: Province | None = None
    for number, part in enumerate(parts):
        if part.place is not None and part.kind == "province":
            role: Role = "province"
            if given is not None and part.place.province is not given:
                # Another province behind the agency is part of its name.
                role = "agency" if number > first else "extra"
            pieces.append(Piece(role, part))
            given = given or part.place.province
        elif part.kind == "agency" or number > first or take_words:
            pieces.append(Piece("agency", part))
        elif guessed is None:
            pieces.append(Piece("extra", part))
        elif part is words[0]:
            pieces.append(Piece("province", guessed))
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
    given: Province | None = None
    for number, part in enumerate(parts):
        place = part.place
        marked = place is not None and (number == 0 or place.prefixed)
        if place is not None and marked and given in {None, place.province}:
            pieces.append(Piece("province", part))
            given = place.province
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
        and low_text(line, parts[0]).isascii()
        and is_latin_organisation(low_text(line, parts[1]))
    )


def _with_guess(line: Line, parts: Sequence[Part]) -> Sequence[Part]:
    """Return the parts with the first word, or two Latin ones, made the misspelt province it is."""
    if opening(low_text(line, parts[0])):
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
            return [_misspelt(Part("word", start, end), province), *parts[count:]]
    return parts


def _after(
    line: Line, parts: Sequence[Part], *, titled: bool, has_agency: bool, has_province: bool
) -> list[Piece]:
    """Return the roles of what stands behind the first name.

    Where an agency stands before the person, all of it is surname, but for a province behind
    ``จ.`` or ``จังหวัด``. Where none does, a known agency is the agency, and where nothing stands
    before the person a province is the province.
    """
    alone = not has_agency and not has_province
    agency_follows = any(part.kind == "agency" for part in parts)
    if alone and agency_follows:
        parts = _with_guesses_beside(line, parts)
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
        elif (
            part.kind == "word"
            and not has_agency
            and _opens_agency(line, part, pieces, titled=titled)
        ):
            role, opened = "agency", True
        elif part.kind == "word" and opened:
            role = "agency"
        has_province = has_province or role == "province"
        if role == "agency" and not opened:
            has_agency = True
        opened = opened and role == "agency"
        pieces.append(Piece(role, part))
    return pieces


def _with_guesses_beside(line: Line, parts: Sequence[Part]) -> Sequence[Part]:
    """Return the parts behind a person with a misspelt province beside a known agency made one."""
    if any(part.place for part in parts):
        return parts
    for number, part in enumerate(parts):
        beside = [*parts[max(0, number - 1) : number], *parts[number + 1 : number + 2]]
        if part.kind != "word" or not any(other.kind == "agency" for other in beside):
            continue
        province = guess_province(low_text(line, part), "usual")
        if province:
            return [*parts[:number], _misspelt(part, province), *parts[number + 1 :]]
    return parts


def _opens_agency(line: Line, part: Part, before: Sequence[Piece], *, titled: bool) -> bool:
    """Tell whether a word behind the first name opens an organisation's name.

    An English one may stand inside a surname or be one: ``World Bank``.
    """
    word = low_text(line, part)
    if is_latin_organisation(word):
        return titled and not before
    return bool(opening(word))
