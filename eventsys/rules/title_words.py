"""The spellings of titles, each with its canonical form, made from the table of titles.

The canonical form is the one of the table without spaces and bracketed notes: ``ผศ.ดร.``,
``ว่าที่ร.ต.``. A full form that is no title by itself (``ผู้ช่วยศาสตราจารย์``) is a variant.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from eventsys.rules.title_table import TITLE_ROWS

Group = Literal[
    "address",
    "courtesy",
    "academic",
    "profession",
    "royal",
    "religious",
    "style",
    "rank",
    "acting",
    "women",
]

_GROUPS: Final[Mapping[str, Group]] = {
    "civil": "address",
    "courtesy": "courtesy",
    "academic-degree": "academic",
    "academic-rank": "academic",
    "academic-compound": "academic",
    "profession": "profession",
    "royal": "royal",
    "royal-consort": "royal",
    "royal-decoration": "royal",
    "religious": "religious",
    "style": "style",
    "army": "rank",
    "navy": "rank",
    "air": "rank",
    "navy/air": "rank",
    "army/navy/air": "rank",
    "police": "rank",
    "acting-rank": "rank",
    "volunteer-corps": "rank",
}
_FOREIGN_GROUPS: Final[Mapping[str, Group]] = {"Dr.": "academic", "Prof.": "academic"}
# The one row of the table that is a variant itself.
_VARIANT_ROWS: Final = frozenset({"น.ส."})
# Prefix and suffix of a rank; neither is a rank by itself.
_ACTING: Final = "ว่าที่"
_MODIFIERS: Final[Mapping[str, Group]] = {_ACTING: "acting", "หญิง": "women"}
# Spellings that the table lacks, and that no name begins with.
_OTHER_SPELLINGS: Final[Mapping[str, tuple[str, Group]]] = {
    "ด็อกเตอร์": ("ดร.", "academic"),
    "assoc.prof.": ("Assoc.Prof.", "academic"),
    "asst.prof.": ("Asst.Prof.", "academic"),
    "associateprofessor": ("Assoc.Prof.", "academic"),
    "assistantprofessor": ("Asst.Prof.", "academic"),
}

# What may stand directly behind a title where it is written as a word; what carries a full stop
# is a title beyond doubt and may follow any other. First names that equal or begin like a title
# (คุณธรรม, พระนาย, พลเอก) remain first names.
FOLLOWERS: Final[Mapping[Group, frozenset[Group]]] = {
    "style": frozenset({"address", "academic", "profession", "royal", "rank", "acting"}),
    "address": frozenset({"academic", "profession"}),
    "courtesy": frozenset({"academic", "profession"}),
    "academic": frozenset({"academic", "profession", "address", "royal"}),
    "profession": frozenset({"academic", "profession", "royal"}),
    "rank": frozenset({"academic", "profession", "royal", "women"}),
    "women": frozenset({"academic", "profession", "royal"}),
    "acting": frozenset({"rank"}),
    "royal": frozenset({"academic", "profession", "rank"}),
    "religious": frozenset({"academic"}),
}

# Words that are sometimes written apart, and after how many letters.
_INNER_SPACES: Final[Mapping[str, int]] = {
    "นางสาว": 3,
    "เด็กชาย": 4,
    "เด็กหญิง": 4,
    "นายแพทย์": 3,
    "แพทย์หญิง": 5,
    "เภสัชกรหญิง": 7,
    "ทันตแพทย์หญิง": 9,
    "ศ.เกียรติคุณ": 2,
    "assoc.prof.": 6,
    "asst.prof.": 5,
    "associateprofessor": 9,
    "assistantprofessor": 9,
    "ศาสตราจารย์เกียรติคุณ": 11,
}

_BRACKETED = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Title:
    """One spelling of a title.

    Attributes:
        spelling: as it is looked for: a word in lower case, or an abbreviation's letters.
        canonical: what is to be written.
        group: what kind of title it is.
    """

    spelling: str
    canonical: str
    group: Group


def _without_notes(text: str) -> str:
    return _BRACKETED.sub("", text).strip()


def _group(row: tuple[str, str, str]) -> Group:
    title, _, kind = row
    if kind == "modifier":
        return _MODIFIERS[title]
    if kind == "foreign":
        return _FOREIGN_GROUPS.get(title, "address")
    return _GROUPS[kind]


def _tables() -> tuple[dict[str, Title], dict[str, Title], dict[str, str]]:
    """Return words, abbreviations by their letters, and the notes that may follow a title."""
    words: dict[str, Title] = {}
    abbreviations: dict[str, Title] = {}
    notes: dict[str, str] = {}
    for row in TITLE_ROWS:
        plain = _without_notes(row[0]).replace(" ", "")
        canonical = _without_notes(row[1]) if row[0] in _VARIANT_ROWS else plain
        note = _BRACKETED.search(row[0])
        if note:
            notes.setdefault(canonical, note[1])
        if plain.startswith(_ACTING) and "." in plain:
            continue  # found as a combination, with all spellings of the rank
        letters = plain.replace(".", "").lower()
        if plain.endswith("."):
            title = Title(letters, canonical, _group(row))
            abbreviations.setdefault(letters, title)
        else:
            # An abbreviation that ends in a word (ศ.เกียรติคุณ) is looked for as a word.
            word = plain.lower()
            words.setdefault(word, Title(word, canonical, _group(row)))
            if "." in word:
                words.setdefault(letters, Title(letters, canonical, _group(row)))
    for row in TITLE_ROWS:
        plain = _without_notes(row[0]).replace(" ", "")
        canonical = _without_notes(row[1]) if row[0] in _VARIANT_ROWS else plain
        for form in _without_notes(row[1]).split(" / "):
            word = form.replace(" ", "").lower()
            if word.replace(".", "") not in abbreviations and row[0] not in _MODIFIERS:
                words.setdefault(word, Title(word, canonical, _group(row)))
    for spelling, (canonical, group) in _OTHER_SPELLINGS.items():
        words.setdefault(spelling, Title(spelling, canonical, group))
    return words, abbreviations, notes


_words, _abbreviations, _notes = _tables()
WORDS: Final[Mapping[str, Title]] = MappingProxyType(_words)
ABBREVIATIONS: Final[Mapping[str, Title]] = MappingProxyType(_abbreviations)
# พ.อ. (พิเศษ): what may stand in brackets behind a title.
NOTES: Final[Mapping[str, str]] = MappingProxyType(_notes)

CANONICAL_TITLES: Final = tuple(
    dict.fromkeys(
        title.canonical
        for title in (*WORDS.values(), *ABBREVIATIONS.values())
        if title.group != "women"
    )
)


def inner_space(word: str) -> int | None:
    """Return after how many letters people put a space into a title's word, if they do."""
    return len(_ACTING) if word.startswith(_ACTING) else _INNER_SPACES.get(word)
