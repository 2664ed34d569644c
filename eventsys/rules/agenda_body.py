"""What an item's text says: its title, who speaks, and whether a speaker is not settled.

The text comes in pieces, one for each line or table cell; wrapped lines are joined by one space.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from eventsys.rules.agenda_lines import BULLET
from eventsys.rules.agenda_quotes import blank_quotes, closes_quote, has_open_quote
from eventsys.rules.agenda_speakers import (
    AND_ACT,
    begins_speaker,
    follows_by,
    is_office_line,
    only_tbc,
    split_speakers,
    surely_names,
    take_tbc,
)
from eventsys.rules.agenda_words import ACT, BARE_LABEL, LABEL, MODERATION, PERSON

_BULLET = re.compile(rf"\s*(?:{BULLET}+\s*|o\s+)(?=\S)")
_LISTED = re.compile(r"\s*[(（]?[0-9๐-๙]{1,2}(?:[)）]|\.(?![0-9๐-๙]))\s*")
_ACT_LINE = re.compile(
    rf"\s*(?:และ)?{ACT}(?:\s*(?:และ|/)\s*{ACT}){{0,2}}\s*(?:โดย\s*[:：]?|[:：])\s*"
)
_ONLY_ACT = re.compile(rf"{ACT}(?:\s*(?:และ|/)\s*{ACT}){{0,2}}\s*[:：]?\s*")
_LABEL = re.compile(rf"[(（\[]?\s*{LABEL}\s*[:：]\s*", re.IGNORECASE)
_BARE_LABEL = re.compile(rf"[(（\[]?\s*{BARE_LABEL}(?:\s+|$)")
_LONE_LABEL = re.compile(rf"\s*[(（\[]?\s*(?:{LABEL}|{BARE_LABEL}|โดย)\s*[:：]?\s*", re.IGNORECASE)
_BLANK_LABEL = re.compile(r"\W*(?:วิทยากร|โดย|speakers?|by)?\W*", re.IGNORECASE)
_BY = re.compile(r"โดย\s*[:：]?\s*")
_BY_LINE = re.compile(r"\s*[(（\[]?\s*โดย")
_MARK = re.compile(
    rf"โดย|[(（\[]\s*(?:{LABEL}\s*[:：]|{BARE_LABEL}\s)|(?<![\u0e00-\u0e7fA-Za-z]){LABEL}\s*[:：]"
    rf"|(?<=[\s\x01])(?:{BARE_LABEL}|by)\s(?={PERSON}|ผู้แทน)",
    re.IGNORECASE,
)
_BY_MARK = re.compile("โดย")
# Looked for first, and written out in letters: it is the quicker search.
_MAYBE_LABEL = re.compile(
    r":|：|\(|（|\[|วิทยากร|พิธีกร|ประธาน|by |By |BY "
    r"|ผู้(?:บรรยาย|ดำเนิน|ร่วม|นำเสนอ|เสวนา|อภิปราย|กล่าว|รับผิดชอบ)"
)
_MODERATED = re.compile(rf"(?:^|(?<=[\s”\"»]))(?:และ)?(?:ผู้)?{MODERATION}\s*$")
# A column that extraction turned into a wide gap, and a name right behind a quoted title.
_GAP = re.compile(rf"(?:  |(?<=[”\"»]) )(?={PERSON}|ผู้แทน)")
_GAP_SIGN = re.compile('  |[”"»] ')
_COLON_PERSON = re.compile(rf"[:：] *(?={PERSON}|ผู้แทน)")
_DASH_PERSON = re.compile(rf" [-–—] (?={PERSON}|ผู้แทน)")
_SPACED_DASH = re.compile(" [-–—] ")
_BRACKETED_PERSON = re.compile(rf"\((?=(?:{PERSON}|ผู้แทน)[^()]*\)\s*$)")
_TOPIC = re.compile(r"\s(?:และ)?(?:ใน|ภายใต้)?(?:เรื่อง|หัวข้อ|ประเด็น(?=[\s\x01:]))")
_CONTINUED = re.compile(r"\s*\(\s*ต่อ\s*\)\s*$")
_GOES_ON = re.compile(
    r"(?:และ|หรือ|ของ|ใน|กับ|แก่|สำหรับ|เพื่อ|จาก|ระหว่าง|แห่ง|โดย|เรื่อง|หัวข้อ|เป็น|ให้|[,“(/:：–-])\s*$"
)
_AND_LINE = re.compile(r"\s*(?:และ|หรือ|,)")
_EDGE = " \t:：;,–—-•·➜→▶►"
_CLOSING = {"(": ")", "（": "）", "[": "]"}


class Piece(NamedTuple):  # the many are made quicker than of a class of their own
    """A line or a cell of an item: its text, and whether it stands in a column for speakers."""

    text: str
    is_speaker: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What pieces say, in the shape of an item or a talk."""

    title: str
    speakers: tuple[str, ...]
    tbc: bool


def read_pieces(pieces: Sequence[Piece]) -> Said:
    """Return title and speakers of an item, or of one of its talks.

    Args:
        pieces: in the order of the text, without times and room marks.
    """
    titles: list[str] = []
    speakers: list[str] = []
    tbc = False
    label = ""
    # In a table both columns wrap: first all of the title, then all of the speakers.
    for piece in _joined(sorted(pieces, key=lambda each: each.is_speaker)):
        if piece.is_speaker:
            title, (names, unsettled) = "", split_speakers(_without_label(piece.text))
            label = "" if names or unsettled else piece.text
        else:
            title, names, unsettled = _read(piece.text, has_title=bool(titles))
        if title:
            titles.append(title)
        speakers.extend(names)
        tbc = tbc or unsettled
    if label and not speakers and not _BLANK_LABEL.fullmatch(label):
        speakers.append(label.strip())  # `วิทยากรประจำกลุ่ม` in a column is who speaks
    title, unsettled = take_tbc(" ".join(titles))
    return Said(_tidy(title), tuple(dict.fromkeys(speakers)), tbc or unsettled)


def belongs_to_item(text: str) -> bool:
    """Tell whether a line surely goes on with the item above it, even after an empty line."""
    plain = _BULLET.sub("", text, count=1)
    return bool(
        _BY_LINE.match(plain)
        or _act(plain)
        or _LABEL.match(plain)
        or only_tbc(plain)
        or begins_speaker(_LISTED.sub("", plain, count=1))
    )


def is_act(text: str) -> bool:
    """Tell whether a text is nothing but an act that somebody does: `- กล่าวรายงาน`."""
    return bool(_ONLY_ACT.fullmatch(_BULLET.sub("", text, count=1)))


def is_speaker_line(text: str) -> bool:
    """Tell whether a line, its number aside, begins with a person or a delegate."""
    return begins_speaker(_LISTED.sub("", _BULLET.sub("", text, count=1), count=1))


def names_speaker(text: str) -> bool:
    """Tell whether a text says anywhere who speaks."""
    return bool(_read(text, has_title=False)[1]) or only_tbc(text) or take_tbc(text)[1]


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Join wrapped lines: what comes out are titles with their speakers, and lines of speakers."""
    waiting = list(pieces)
    joined: list[Piece] = []
    for index, piece in enumerate(waiting):
        text = piece.text.strip()
        if not text:
            continue
        last = joined[-1] if joined else None
        bullet = _BULLET.match(text)
        text = text[bullet.end() :] if bullet else text
        if last is None:
            joined.append(Piece(text, piece.is_speaker))
        elif piece.is_speaker:
            _add_speaker(joined, text)
        elif _runs_on(last, text, waiting[index:], bulleted=bool(bullet)):
            joined[-1] = Piece(f"{last.text} {text}", last.is_speaker)
        elif _starts_speakers(last, text):
            joined.append(
                Piece(text, is_speaker=not _ACT_LINE.match(text) and not _BY_LINE.match(text))
            )
        else:
            joined.append(Piece(text))
    return joined


def _add_speaker(joined: list[Piece], text: str) -> None:
    """Put the next line of a column for speakers: a new one, or more of the one above."""
    last = joined[-1]
    new = begins_speaker(_LISTED.sub("", text, count=1)) or only_tbc(text) or _LABEL.match(text)
    if last.is_speaker and (not new or _GOES_ON.search(last.text)):
        joined[-1] = Piece(f"{last.text} {text}", is_speaker=True)
    else:
        joined.append(Piece(text, is_speaker=True))


def _runs_on(last: Piece, text: str, rest: Sequence[Piece], *, bulleted: bool) -> bool:
    """Tell whether a line is the wrapped end of what stands above it."""
    if has_open_quote(last.text) and any(closes_quote(piece.text) for piece in rest):
        return True
    if bulleted or _GOES_ON.search(last.text) or _AND_LINE.match(text):
        return not bulleted
    if _act(text) is not None or _LABEL.match(text) or only_tbc(text):
        return False
    if _BY_LINE.match(text):
        return not last.is_speaker
    return _wraps(last, text)


def _wraps(last: Piece, text: str) -> bool:
    bare = _LISTED.sub("", text, count=1)
    if begins_speaker(bare) or _BARE_LABEL.match(text):
        return _ends_in_title_of_person(last.text) and _is_in_speakers(last)
    if _is_in_speakers(last):
        return bare == text
    return not is_office_line(text) or _is_open_title(last.text)


def _starts_speakers(last: Piece, text: str) -> bool:
    bare = _LISTED.sub("", text, count=1)
    return bool(
        begins_speaker(bare)
        or _LABEL.match(text)
        or _BARE_LABEL.match(text)
        or only_tbc(text)
        or is_office_line(bare)
        or (bare != text and _is_in_speakers(last))
    )


def _act(text: str) -> str | None:
    """Return who is named in a line that names only an act and who does it, else ``None``."""
    found = _ACT_LINE.match(text)
    if found is None:
        return None
    named = text[found.end() :]
    if found[0].rstrip().endswith((":", "：")):
        return named if not named or surely_names(named) else None
    return named if not named or follows_by(named, apart=found[0][-1] == " ") else None


def _ends_in_title_of_person(text: str) -> bool:
    """`โดย รองศาสตราจารย์` / `ดร.ตัวอย่าง`: one title, two lines."""
    words = text.split()
    return bool(words) and bool(re.fullmatch(PERSON, words[-1])) and not words[-1].startswith("คุณ")


def _is_in_speakers(last: Piece) -> bool:
    text = last.text
    if last.is_speaker:
        return True
    title, names, unsettled = _read(text, has_title=False)
    return bool(names or unsettled) and not text.rstrip().endswith(title[-8:] or "\0")


def _is_open_title(text: str) -> bool:
    """Tell whether an unfinished bracket says that the title goes on."""
    return text.count("(") > text.count(")")


def _without_label(text: str) -> str:
    found = _LABEL.match(text) or _BARE_LABEL.match(text) or _BY.match(text)
    return text[found.end() :] if found else text


def _read(text: str, *, has_title: bool) -> tuple[str, tuple[str, ...], bool]:
    """Return title, speakers and whether one is not settled, of one line joined from its parts."""
    if only_tbc(text):
        return "", (), True
    act = _act(text) if has_title else None
    if act is not None:
        names, unsettled = split_speakers(act)
        return "", names, unsettled
    lone = _LONE_LABEL.fullmatch(text) if has_title else None
    if lone:
        return "", (), False
    titles: list[str] = []
    speakers: list[str] = []
    tbc = False
    rest = text
    while rest:
        begin, names_from, stop, after = _next_mark(rest)
        if begin < 0:
            titles.append(rest)
            break
        titles.append(_before_mark(rest[:begin], titled=has_title or bool("".join(titles).strip())))
        named = rest[names_from:stop]
        blank = blank_quotes(named)
        topic = _TOPIC.search(blank) or AND_ACT.search(blank)
        if topic:
            named, after = named[: topic.start()], names_from + topic.start()
        continued = _CONTINUED.search(named) if "ต่อ" in named else None
        if continued:
            named = named[: continued.start()]
            titles.append(continued[0])
        names, unsettled = split_speakers(named)
        speakers.extend(names)
        tbc = tbc or unsettled
        rest = rest[after:]
    return _tidy(" ".join(titles)), tuple(speakers), tbc


def _before_mark(text: str, *, titled: bool) -> str:
    """Return the title before a mark, without the act of moderating, which is no title."""
    found = _MODERATED.search(text) if "ดำเนิน" in text else None
    if found and (titled or text[: found.start()].strip()):
        return text[: found.start()]
    return text


def _next_mark(text: str) -> tuple[int, int, int, int]:
    """Find the next mark of a speaker outside quotation marks.

    Returns where the mark begins, where the names begin and end, and where the text goes on
    behind them; -1 at the first place where there is none.
    """
    blank = blank_quotes(text)
    pattern = _MARK if _MAYBE_LABEL.search(text) else _BY_MARK
    for found in pattern.finditer(blank):
        bracket = found[0][0]
        if bracket in _CLOSING:
            label = _LABEL.match(blank, found.start()) or _BARE_LABEL.match(blank, found.start())
            names_from = label.end() if label else found.end()
            if not (found[0].rstrip().endswith((":", "：")) or surely_names(text[names_from:])):
                continue
            return _bracketed(text, found.start(), names_from, _CLOSING[bracket])
        if found[0] != "โดย":
            return found.start(), found.end(), len(text), len(text)
        by = _BY.match(text, found.start())
        names_from = by.end() if by else found.end()
        before = text[: found.start()]
        apart = (
            not before or before[-1] in ' (（[”"») ' or _MODERATED.search(before) is not None
        ) and (names_from > found.end())
        if not follows_by(text[names_from:], apart=apart):
            continue
        opening = before.rstrip()[-1:] if before.rstrip()[-1:] in _CLOSING else ""
        if opening:
            return _bracketed(text, before.rindex(opening), names_from, _CLOSING[opening])
        return found.start(), names_from, len(text), len(text)
    for pattern in _unmarked(text):
        found_person = pattern.search(text if pattern is _GAP else blank)
        if found_person and text[: found_person.start()].strip():
            return found_person.start(), found_person.end(), len(text), len(text)
    return -1, 0, 0, 0


def _unmarked(text: str) -> list[re.Pattern[str]]:
    """Return the patterns of names without a mark that the signs of a text allow."""
    patterns = [_GAP] if _GAP_SIGN.search(text) else []
    if ":" in text or "：" in text:
        patterns.append(_COLON_PERSON)
    if _SPACED_DASH.search(text):
        patterns.append(_DASH_PERSON)
    if text.rstrip().endswith(")"):
        patterns.append(_BRACKETED_PERSON)
    return patterns


def _bracketed(text: str, begin: int, names_from: int, closing: str) -> tuple[int, int, int, int]:
    depth = 1
    opening = {value: key for key, value in _CLOSING.items()}[closing]
    for position in range(names_from, len(text)):
        if text[position] == opening:
            depth += 1
        elif text[position] == closing:
            depth -= 1
            if depth == 0:
                return begin, names_from, position, position + 1
    return begin, names_from, len(text), len(text)


def _tidy(text: str) -> str:
    tidy = " ".join(text.split()).strip(_EDGE).rstrip("([（/ ")
    if tidy.startswith("(") and ")" not in tidy:
        tidy = tidy[1:]
    if tidy.endswith(")") and "(" not in tidy:
        tidy = tidy[:-1]
    return tidy
