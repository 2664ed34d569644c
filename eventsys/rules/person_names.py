"""Names of persons in one cell: which words are title, first name and surname."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz, process

from eventsys.rules.display_names import check
from eventsys.rules.thai import repair
from eventsys.rules.title_table import TITLE_ROWS
from eventsys.rules.titles import canonical_title

# a whole name around a title or a person, to ask how it reads
_ANY_AGENCY: Final = "สศช."
_ANY_NAME: Final = "สมมุติ"
_ALIKE: Final = 60
# abbreviations and full forms with the title that each stands for
_KNOWN_TITLES: Final = {
    form: text for text, full, _ in reversed(TITLE_ROWS) for form in (full, text)
}


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a person's name; what is not there is empty."""

    title: str
    first_name: str
    last_name: str


# few titles are in use, and reading a whole name is the dearest part of a registration's form
@lru_cache(maxsize=1024)
def is_title(text: str) -> bool:
    """Tell whether a canonical text is a title, or several, that a display name can have."""
    return "title_missing" not in check(f"{_ANY_AGENCY} {text}{_ANY_NAME}").problems


def nearest_title(text: str) -> str:
    """Return the known title that a misspelt one resembles most; empty where none does."""
    plain = repair(text)
    if not plain:
        return ""
    found = process.extractOne(plain, list(_KNOWN_TITLES), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return canonical_title(_KNOWN_TITLES[found[0]]) if found else ""


def split_name(text: str) -> PersonName:
    """Return the parts of a name that stands in one cell: ``นางสาวสมใจ ดีงาม``.

    A known title is taken off the beginning, whether or not a space follows it; what is before the
    next space is the first name, all the rest the surname.
    """
    plain = repair(text)
    title = first = ""
    found = check(f"{_ANY_AGENCY} {plain}")
    if found.title and found.first_name and found.agency == _ANY_AGENCY:
        title, first = found.title, found.first_name
    # the surname is taken as it is written: the display name's rules may clean signs off it
    place = plain.find(first) if first else -1
    rest = plain[place:] if place >= 0 else plain
    if place < 0:
        title = ""
    name, _, surname = rest.partition(" ")
    return PersonName(title, name, surname.strip())
