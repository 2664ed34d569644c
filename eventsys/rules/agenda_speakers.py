"""Who speaks: where a text names a person, an office or a group, and where one ends.

Rules of agenda texts: `โดย` marks a speaker only where a person, office or group follows; `และ`
parts speakers where it has spaces on both sides or a title or `ผู้แทน` follows, a comma only before
these; an office or affiliation stays with its person.
"""

import re

from eventsys.rules.agenda_quotes import blank_quotes
from eventsys.rules.agenda_words import (
    ACT,
    BARE_LABEL,
    GROUP,
    MODERATION,
    NO_SPEAKER,
    OFFICE,
    PERSON,
    UNSETTLED,
    WEAK_GROUP,
)

_TBC = re.compile(
    rf"\s*[(\[（]\s*(?:วิทยากร\s?)?:?\s*{UNSETTLED}\s*[)\]）]|{UNSETTLED}", re.IGNORECASE
)
_ONLY_TBC = re.compile(rf"\W*(?:วิทยากร\s?:?\s?)?{UNSETTLED}\W*", re.IGNORECASE)
_STARTS_TBC = re.compile(rf"\W*{UNSETTLED}", re.IGNORECASE)
_EDGE = " \t:：;,•·|–—-/"
_NUMBER_MARK = r"[(（]?[0-9๐-๙]{1,2}(?:[)）]|\.(?![0-9๐-๙]))"
_START = rf"(?:{PERSON}|ผู้แทน|นายก(?:เทศ|องค์|อบ|รัฐ)|นายอำเภอ)"
_AND = re.compile(rf" +และ +(?!คณะ(?: |$))| *และ *(?={_START})")
_COMMA = re.compile(rf" *[,;/] *(?:และ *)?(?={_START})")
_LISTED = re.compile(rf"(?:^| +){_NUMBER_MARK} *(?=(?:{PERSON}|ผู้แทน|{GROUP}))")
_FIRST_LISTED = re.compile(r"[(（]?[1๑](?:[)）]|\.(?![0-9๐-๙]))")
_ANY_LISTED = re.compile(rf"(?:^| +){_NUMBER_MARK} *(?=[^\W\d_])")
_BETWEEN = re.compile(
    rf"(?:^| +)(?:และ)?(?:{ACT} *(?:โดย *)?[:：] *|{ACT} *โดย *|{BARE_LABEL} +(?={_START}))"
    rf"|(?:และ)?(?:ผู้)?{MODERATION} *โดย *[:：]? *"
)
_PERSON = re.compile(PERSON)
_DELEGATE = re.compile(r"(?:คณะ)?ผู้แทน|ตัวแทน")
_GROUP = re.compile(GROUP)
_OFFICE = re.compile(OFFICE)
# What a title says of an office, rather than its name.
_TOPIC_WORD = re.compile(r"กับ(?!ดูแล|การ(?=\s|$))|เพื่อ|สู่|อย่าง")
_NUMBER = re.compile(rf"{_NUMBER_MARK}\s*")
_WEAK = re.compile(WEAK_GROUP)
_NOT = re.compile(NO_SPEAKER)
_CLAUSE = re.compile(r"(?:สามารถ|จะ(?!เชิงเทรา|นะ)|ต้อง|ร่วมกัน)")
_PARENTHESES = re.compile(r"\([^()]*\)|（[^（）]*）|\[[^\[\]]*\]")
_WORD = re.compile(r"[^\W\d_]")
_CLAUSE_HEAD = 60  # characters in which the verb of a clause follows its subject


def is_person(text: str) -> bool:
    """Tell whether a text begins with the title of a person."""
    return bool(_PERSON.match(text))


def begins_speaker(text: str) -> bool:
    """Tell whether a text surely begins with a speaker: a person's title or `ผู้แทน`."""
    return bool(_PERSON.match(text) or _DELEGATE.match(text))


def surely_names(text: str) -> bool:
    """Tell whether a text begins with a person, an office, a group, or a mark of none settled."""
    return bool(begins_speaker(text) or _GROUP.match(text) or _STARTS_TBC.match(text))


def is_office_line(text: str) -> bool:
    """Tell whether a line by itself names a post or an office and no topic."""
    return bool(_OFFICE.match(text)) and not _TOPIC_WORD.search(text)


def follows_by(text: str, *, apart: bool) -> bool:
    """Tell whether what follows `โดย` is a speaker.

    Args:
        text: what follows, without leading spaces.
        apart: whether `โดย` stands by itself between spaces; then a name without a title counts.
    """
    number = _NUMBER.match(text)
    text = text[number.end() :] if number else text
    if not text:
        return False
    if _STARTS_TBC.match(text):
        return True
    if _PERSON.match(text) or _DELEGATE.match(text):
        return True
    weak = _WEAK.match(text)
    if weak:
        return apart and not _CLAUSE.search(text[:_CLAUSE_HEAD])
    if _GROUP.match(text):
        return not _CLAUSE.search(text[:_CLAUSE_HEAD])
    if _NOT.match(text):
        return False
    return apart and bool(_WORD.match(text))


def take_tbc(text: str) -> tuple[str, bool]:
    """Return a text without its marks of an unsettled speaker, and whether there was one.

    Marks inside quotation marks are left alone.
    """
    blank = blank_quotes(text)
    spans = [found.span() for found in _TBC.finditer(blank)]
    if not spans:
        return text, False
    kept: list[str] = []
    position = 0
    for start, end in spans:
        kept.append(text[position:start])
        position = end
    kept.append(text[position:])
    return " ".join(" ".join(kept).split()).strip(_EDGE), True


def only_tbc(text: str) -> bool:
    """Tell whether a text says nothing but that the speaker is not settled."""
    return bool(_ONLY_TBC.fullmatch(text))


def split_speakers(text: str) -> tuple[tuple[str, ...], bool]:
    """Return the speakers that a text names, in order, and whether one is not settled.

    Args:
        text: what follows `โดย` or stands in a column for speakers; line ends as spaces. What an
            act introduces (`ดำเนินรายการโดย`) is a speaker as well, the act is not.
    """
    settled, tbc = take_tbc(text)
    settled = " ".join(settled.split())
    hidden = _hide_parentheses(blank_quotes(settled))
    cuts = sorted(
        found.span()
        for pattern in (
            _AND,
            _COMMA,
            _ANY_LISTED if _FIRST_LISTED.match(settled) else _LISTED,
            _BETWEEN,
        )
        for found in pattern.finditer(hidden)
    )
    speakers: list[str] = []
    position = 0
    for start, end in cuts:
        if start < position:
            position = max(position, end)
            continue
        speakers.append(settled[position:start])
        position = end
    speakers.append(settled[position:])
    cleaned = (_trim(each) for each in speakers)
    # `วิทยากร (TBC)` names nobody yet.
    return tuple(
        each for each in cleaned if _WORD.search(each) and not (tbc and each == "วิทยากร")
    ), tbc


def _trim(text: str) -> str:
    text = text.strip(_EDGE)
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        text = text[1:-1].strip(_EDGE)
    if text.endswith(")") and ")" not in text[:-1] and "(" not in text:
        text = text[:-1]
    return text.removesuffix("และ").strip(_EDGE) if text.endswith(" และ") else text


def _hide_parentheses(text: str) -> str:
    return _PARENTHESES.sub(lambda found: "_" * len(found[0]), text)
