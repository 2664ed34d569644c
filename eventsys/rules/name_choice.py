"""Which part of a display name is the person: the titled one, or the word that is a first name."""

import dataclasses
from collections.abc import Sequence
from typing import Final

from eventsys.rules.name_parts import Part, split_head
from eventsys.rules.name_person import possible_first_name, read_person
from eventsys.rules.name_province import Closeness, guess_province
from eventsys.rules.name_text import Line
from eventsys.rules.not_names import is_placeholder, names_device
from eventsys.rules.organisation_words import closes, is_latin_organisation, is_link, opening
from eventsys.rules.titles import is_title_only

_PROVINCE_AND_NAME: Final = 2
_PROVINCE_AND_AGENCY: Final = 2
_MOST_LATIN_WORDS: Final = 5
_LOOSE_TITLES: Final = ("นางสาว", "น.ส.", "นาย", "นาง", "ดร.", "Mr.", "Mrs.", "Ms.", "Dr.")


def choose_person(line: Line, parts: Sequence[Part]) -> tuple[list[Part], int] | None:
    """Return the parts and which of them is the person; ``None`` where nobody is named.

    The parts come back cut anew where the person was run together with another one. What looked
    like another titled person is a word.

    Args:
        line: the name.
        parts: as ``cut`` gives them.
    """
    found = _with_hidden_province(line, list(parts))
    person = _titled(found)
    if person is None:
        found = _loosen(line, found)
        person = _titled(found)
    if person is None:
        found = [piece for part in found for piece in _without_central_head(part)]
        person = _untitled(line, found)
    if person is None:
        return None
    return [
        part if number == person else as_word(part) for number, part in enumerate(found)
    ], person


def as_word(part: Part) -> Part:
    """Return what looked like a titled person as the word that it is."""
    return Part("word", part.start, part.end) if part.kind == "person" else part


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


def _with_hidden_province(line: Line, parts: list[Part]) -> list[Part]:
    """Return the parts with a misspelt province that begins like a title made a word.

    Only before a known agency, and where the title is doubtful: ``พระนครศรีอยุทยา พช. …``.
    """
    if len(parts) < _PROVINCE_AND_AGENCY or parts[1].kind != "agency":
        return parts
    first = parts[0].person
    if first is None or not first.weak or first.spacing:
        return parts
    if guess_province(line.low[first.start : first.end], "usual") is None:
        return parts
    return [as_word(parts[0]), *parts[1:]]


def _loosen(line: Line, parts: Sequence[Part]) -> list[Part]:
    """Split a titled person off the unknown word that it is run together with.

    Only behind an abbreviation's full stop (``สกท.นายมานพ``), or in the last word where that opens
    with an organisation word (``มูลนิธิตัวอย่างนายมานพ``) or a known abbreviation.
    """
    if not parts or parts[-1].kind not in {"word", "agency"}:
        return list(parts)
    *others, last = parts
    base = line.base
    places = {base.rfind(title, last.start + 1, last.end) for title in _LOOSE_TITLES}
    opens = last.is_headed or bool(opening(line.low[last.start : last.end]))
    for place in sorted(places - {-1}):
        if not (opens or base[place - 1] == ".") or place in line.gaps:
            continue
        person = read_person(line, place)
        if person and not person.weak and person.end - person.first > 1:
            found = Part("person", place, person.end, person=person)
            return [*others, dataclasses.replace(last, end=place), found]
    return list(parts)


def _without_central_head(part: Part) -> tuple[Part, ...]:
    """Split an abbreviation from the word behind it, unless a place's name follows that kind."""
    if part.is_headed and not part.takes_place_name:
        return split_head(part)
    return (part,)


def _untitled(line: Line, parts: list[Part]) -> int | None:
    """Return the place of the word that is the first name where there is no title."""
    names = [
        number
        for number, part in enumerate(parts)
        if _can_be_name(line, part) and not _ends_title(line, parts[max(0, number - 1) : number])
    ]
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
    if opening(low_text(line, parts[names[0]])):
        return _past_organisation(line, parts, names)
    for place, number in enumerate(names[1:_MOST_LATIN_WORDS], 1):
        if is_latin_organisation(low_text(line, parts[number])) and place + 1 < len(names):
            return names[place + 1]  # World Bank David
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
    name = provinces[1]
    parts[name] = Part("word", parts[name].start, parts[name].end)
    return name


def _past_organisation(line: Line, parts: Sequence[Part], names: Sequence[int]) -> int | None:
    """Return the first word behind the name of an organisation, or ``None`` where none follows.

    The name is one word, or two where the organisation word stands alone; it goes on through
    ``จำกัด``, and behind ``of``. A word before a number (``เขต 1``) belongs to one as well.
    """
    first = names[0]
    word = low_text(line, parts[first])
    found = opening(word)
    numbered = first + 1 < len(parts) and low_text(line, parts[first + 1]).isdigit()
    if not found and not numbered:
        return first
    following = 2 if word == found and not numbered else 1
    while following < len(names) and is_link(low_text(line, parts[names[following] - 1])):
        following += 1
    for place in range(following, len(names)):
        if closes(low_text(line, parts[names[place]])):
            following = place + 1
    return names[following] if following < len(names) else None


def _can_be_name(line: Line, part: Part) -> bool:
    if part.kind != "word" or not possible_first_name(line, part.start):
        return False
    word = line.low[part.start : part.end]
    return not (
        names_device(word) or is_placeholder((word,)) or is_title_only(line, part.start, part.end)
    )


def _ends_title(line: Line, before: Sequence[Part]) -> bool:
    """Tell whether a title stands right before: the word only ends it then, as in ``นาง สาว``."""
    return (
        bool(before)
        and before[-1].kind == "word"
        and is_title_only(line, before[-1].start, before[-1].end)
    )


def _is_province_guess(line: Line, parts: Sequence[Part], closeness: Closeness) -> bool:
    """Tell whether words that begin the name are a misspelt province, none being there."""
    if not parts or any(part.kind != "word" for part in parts):
        return False
    letters = line.low[parts[0].start : parts[-1].end]
    return guess_province(letters, closeness) is not None


def low_text(line: Line, part: Part) -> str:
    """Return a part's letters in lower case."""
    return line.low[part.start : part.end]
