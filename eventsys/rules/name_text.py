"""A display name before it is judged, and as one line of words with what stands between them."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Final

from eventsys.rules.thai import repair

# What stands between two characters of a line, as flags.
SPACE: Final = 1
JOINER: Final = 2
SYMBOL: Final = 4
HYPHEN: Final = 8

_BRACKETS: Final = {")": "(", "）": "（"}
# Roles that meeting software adds in brackets, in the languages it speaks here.
_ROLES: Final = frozenset(
    (
        *("host", "co-host", "cohost", "alternative host", "me", "guest", "panelist", "panellist"),
        *("attendee", "participant", "organizer", "organiser", "presenter", "external"),
        *("unverified", "unauthenticated", "interpreter", "โฮสต์", "โฮสต์ร่วม", "ผู้จัด", "ผู้จัดร่วม"),
        *("ฉัน", "แขก", "ผู้เข้าร่วม", "ผู้ร่วมอภิปราย", "ผู้นำเสนอ", "ภายนอก", "ไม่ได้ยืนยัน"),
    )
)

# Punctuation that people put between words instead of a space; any other sign is a symbol.
_JOINERS: Final = frozenset("_/\\|,:;·•‧・")
_HYPHENS: Final = frozenset("-‐‑")
_APOSTROPHES: Final = frozenset("'’")
# Signs that belong to an agency's name as it is written: (มหาชน), Town & Country.
_KEPT_IN_NAMES: Final = frozenset("&()'’")
_LAST_LATIN: Final = 0x24F
_LATIN_ADDITIONAL: Final = range(0x1E00, 0x1F00)

_WORD = re.compile(r"[lwd.]+(?:(?<=l)q(?=l)[lwd.]+)*")
_UNUSUAL = re.compile(r"[^lwds.]")
# Numbering before Thai letters or any sign; digits before Latin letters are a word: 3M.
_LEADING = re.compile(r"(?:[^lwd]++|d++(?!l))*+")


class _Classes(dict[int, str]):
    """Classes of characters, found when first met.

    ``l`` Latin letter, ``w`` other letter or mark, ``d`` digit, ``.``, ``s`` space, ``h`` hyphen,
    ``q`` apostrophe, ``j`` other joiner, ``x`` symbol.
    """

    def __missing__(self, code: int) -> str:
        found = self[code] = _classify(chr(code))
        return found


def _classify(letter: str) -> str:
    if letter == ".":
        return "."
    for signs, name in ((_JOINERS, "j"), (_HYPHENS, "h"), (_APOSTROPHES, "q")):
        if letter in signs:
            return name
    category = unicodedata.category(letter)
    if category == "Nd":
        return "d"
    if category[0] == "L" or category in {"Nl", "Mn", "Mc"}:
        latin = ord(letter) <= _LAST_LATIN or ord(letter) in _LATIN_ADDITIONAL
        return "l" if latin else "w"
    if letter.isspace():
        return "s"
    return "j" if category == "Pd" else "x"


_CLASSES: Final = _Classes()


@dataclass(slots=True)
class Written:
    """A stretch of a line as it is to be written; whether joiners or symbols stood in it."""

    text: str
    joined: bool = False
    dropped: bool = False


@dataclass(slots=True)
class Line:
    """A name as the characters of its words, and what stood between them.

    Attributes:
        text: the name, cleaned and without signs at its ends.
        base: the characters of all words in one string, nothing between them.
        low: the same in lower case, of the same length.
        gaps: by position in ``base``, flags of what stood before that character.
        illegal: whether signs or numbering were taken off the ends.
    """

    text: str
    base: str
    low: str
    gaps: dict[int, int]
    illegal: bool = False
    _sources: tuple[int, ...] = ()
    _offsets: tuple[int, ...] = ()
    _breaks: tuple[int, ...] = ()

    def breaks_at(self, position: int) -> bool:
        """Tell whether a word, or the part of one before a sign, ends before this position.

        A hyphen between Latin letters ends none.
        """
        return self.gaps.get(position, 0) & ~HYPHEN != 0 or position >= len(self.base)

    def word_end(self, position: int) -> int:
        """Return where the word ends that the character at this position belongs to."""
        index = bisect_right(self._breaks, position)
        return self._breaks[index] if index < len(self._breaks) else len(self.base)

    def inner_gaps(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return position and flags of every gap strictly inside a stretch."""
        offsets = self._offsets
        low = bisect_right(offsets, start)
        if low == len(offsets) or offsets[low] >= end:
            return []
        return [(offset, self.gaps[offset]) for offset in offsets[low : bisect_left(offsets, end)]]

    def symbols_inside(self, start: int, end: int) -> bool:
        """Tell whether a symbol stood inside a stretch."""
        return any(flags & SYMBOL for _, flags in self.inner_gaps(start, end))

    def source(self, start: int, end: int) -> str:
        """Return a stretch as it was written, with everything between its words."""
        return self.text[self._position(start) : self._position(end - 1) + 1]

    def as_written(self, start: int, end: int, *, joiner: str = "") -> Written:
        """Return a stretch with its spaces and without symbols.

        What belongs to names of organisations stays: ``&``, an apostrophe, a hyphen between Latin
        letters, a pair of brackets. Other joiners are replaced by ``joiner``.
        """
        source = self.source(start, end)
        gaps = self.inner_gaps(start, end)
        if all(flags in {SPACE, HYPHEN} for _, flags in gaps):
            return Written(source)
        first = self._position(start)
        behind = first + len(source)
        if source.count("(") == source.count(")") + 1 and self.text[behind : behind + 1] == ")":
            source += ")"
        balanced = source.count("(") == source.count(")")
        hyphens = {self._position(offset) - 1 for offset, flags in gaps if flags & HYPHEN}
        kept = []
        joined = dropped = False
        for index, letter in enumerate(source, first):
            kind = _CLASSES[ord(letter)]
            if kind in "lwd.s" or index in hyphens:
                kept.append(letter)
            elif kind in "jh":
                joined = True
                kept.append(joiner)
            elif letter in _KEPT_IN_NAMES and (balanced or letter not in "()"):
                kept.append(letter)
            else:
                dropped = True
        return Written(" ".join("".join(kept).split()), joined=joined, dropped=dropped)

    def _position(self, offset: int) -> int:
        """Return where a character of ``base`` stands in ``text``."""
        if not self._offsets:
            return offset
        index = bisect_right(self._offsets, offset)
        start = self._offsets[index - 1] if index else 0
        return self._sources[index] + offset - start


def clean(text: str) -> str:
    """Return a name without what is never a problem.

    That is: spaces outside, doubled or non-breaking; zero-width characters; another form than NFC;
    mistyped Thai vowels and tone marks; and what meeting software adds behind the name in
    brackets, a role or the former name. Cleaning twice changes nothing more.
    """
    return _split_suffixes(repair(text))[0]


def former_name(text: str) -> str | None:
    """Return the former name that meeting software adds in brackets, or ``None``.

    ``นางน้ำฝน (namfon kaew)`` gives ``namfon kaew``; roles such as ``(Host, me)`` are none.
    """
    for suffix in _split_suffixes(repair(text))[1]:
        words = {word.strip().lower() for word in suffix.split(",")}
        if suffix and not words <= _ROLES:
            return suffix
    return None


def read_line(text: str, *, keep_number: bool = False) -> Line:
    """Return a cleaned name as a line.

    Args:
        text: what ``clean`` returns.
        keep_number: leave a number at the end, where an event tells namesakes apart by it.
    """
    kinds = text.translate(_CLASSES)
    start, end, illegal = _without_ends(kinds, keep_number=keep_number)
    text, kinds = text[start:end], kinds[start:end]
    gaps: dict[int, int] = {}
    if _UNUSUAL.search(kinds) is None:
        # Words and single spaces alone, as nearly all names are.
        words = text.split(" ")
        sources = []
        place = length = 0
        for word in words:
            if length:
                gaps[length] = SPACE
            sources.append(place)
            length += len(word)
            place += len(word) + 1
        base = "".join(words)
        offsets = tuple(gaps)
        return Line(text, base, _lower(base), gaps, illegal, tuple(sources), offsets, offsets)
    pieces: list[str] = []
    sources = []
    breaks: list[int] = []
    last = length = 0
    for found in _WORD.finditer(kinds):
        begin, finish = found.span()
        if pieces:
            flags = _flags(kinds, last, begin)
            gaps[length] = flags
            if flags & (SPACE | JOINER):
                breaks.append(length)
        sources.append(begin)
        pieces.append(text[begin:finish])
        length += finish - begin
        last = finish
    base = "".join(pieces)
    offsets = tuple(gaps)
    return Line(text, base, _lower(base), gaps, illegal, tuple(sources), offsets, tuple(breaks))


def _split_suffixes(text: str) -> tuple[str, tuple[str, ...]]:
    """Split trailing groups in brackets off a repaired text; the last comes first."""
    suffixes = []
    end = len(text)
    while end and text[end - 1] in _BRACKETS:
        close, opening = text[end - 1], _BRACKETS[text[end - 1]]
        depth = 0
        index = end
        while index:
            index -= 1
            depth += (text[index] == close) - (text[index] == opening)
            if not depth:
                break
        rest = index
        while rest and text[rest - 1] == " ":
            rest -= 1
        if depth or not rest:
            break
        suffixes.append(text[index + 1 : end - 1].strip())
        end = rest
    return text[:end], tuple(suffixes)


def _without_ends(kinds: str, *, keep_number: bool) -> tuple[int, int, bool]:
    """Return where the name begins and ends without signs and numbering, and if there were any."""
    leading = _LEADING.match(kinds)
    start = leading.end() if leading else 0
    end = len(kinds)
    while end > start:
        kind = kinds[end - 1]
        if kind == "d":
            number = end - 1
            while number > start and kinds[number - 1] == "d":
                number -= 1
            # Digits behind a Latin letter are a word: C40.
            if keep_number or (number > start and kinds[number - 1] == "l"):
                break
            end = number
        elif kind in "lw" or (kind == "." and kinds[end - 2] in "lw" and end > start + 1):
            break  # a full stop behind letters may end an abbreviation
        else:
            end -= 1
    outside = kinds[:start] + kinds[end:]
    return start, end, bool(outside.strip("s"))


def _flags(kinds: str, start: int, end: int) -> int:
    gap = kinds[start:end]
    if gap == "s":
        return SPACE
    if gap == "h" and kinds[start - 1] == "l" == kinds[end]:
        return HYPHEN
    flags = SPACE if "s" in gap else 0
    if "j" in gap or "h" in gap:
        flags |= JOINER
    if "x" in gap or "q" in gap:
        flags |= SYMBOL
    return flags


def _lower(text: str) -> str:
    low = text.lower()
    # A few letters grow when lowered; positions must stay the same.
    return low if len(low) == len(text) else "".join(c.lower()[:1] for c in text)
