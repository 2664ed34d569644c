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
    POST,
    UNSETTLED,
    WEAK_GROUP,
)

_TBC = re.compile(rf"[(\[（]\s*(?:วิทยากร\s?)?:?\s*{UNSETTLED}\s*[)\]）]|{UNSETTLED}", re.IGNORECASE)
_MAYBE_TBC = re.compile("t|T|ระหว่าง|รอ")  # looked for first: it is the quicker search
_ONLY_TBC = re.compile(rf"\W*(?:วิทยากร\s?:?\s?)?{UNSETTLED}\W*", re.IGNORECASE)
_STARTS_TBC = re.compile(rf"\W*{UNSETTLED}", re.IGNORECASE)
_EDGE = " \t:：;,•·|–—-/➜→▶►"
# A second title behind a first name and a surname begins the next person.
_NEXT_PERSON = re.compile(rf"(?<!แทน) +(?={PERSON})")
_NAME_WORDS = 2
_NUMBER_MARK = r"[(（]?[0-9๐-๙]{1,2}(?:[)）]|\.(?![0-9๐-๙]))"
_START = rf"(?:{PERSON}|ผู้แทน|นายก(?:เทศ|องค์|อบ|รัฐ)|นายอำเภอ)"
_AND = re.compile(
    rf" +และ +(?!คณะ(?: |$))| *และ *(?={_START})| +(?:and|&) +(?={PERSON}|[Rr]epresentative)"
)
_MAYBE_AND = re.compile("และ| and | & ")
_COMMA = re.compile(rf" *[,;/] *(?:และ *)?(?={_START})")
_LISTED = re.compile(rf"(?:^| +){_NUMBER_MARK} *(?=(?:{PERSON}|ผู้แทน|{GROUP}))")
_FIRST_LISTED = re.compile(r"[(（]?[1๑](?:[)）]|\.(?![0-9๐-๙]))")
_ANY_LISTED = re.compile(rf"(?:^| +){_NUMBER_MARK} *(?=[^\W\d_])")
_SIGN = re.compile("[,;/]")
_FIGURE = re.compile("[0-9๐-๙]")
_MAYBE_ACT = re.compile(
    "โดย|[:：]|วิทยากร|พิธีกร|ประธาน|ผู้(?:บรรยาย|ดำเนิน|ร่วม|นำเสนอ|เสวนา|อภิปราย|กล่าว|รับผิดชอบ)"
)
_BETWEEN = re.compile(
    rf"(?:^| +)(?:และ)?(?:{ACT} *(?:โดย *)?[:：] *|{ACT} *โดย *|{BARE_LABEL} +(?={_START}))"
    rf"|(?:และ)?(?:ผู้)?{MODERATION} *โดย *[:：]? *"
)
_PERSON = re.compile(PERSON)
_DELEGATE = re.compile(r"(?:คณะ)?ผู้แทน|ตัวแทน")
_GROUP = re.compile(GROUP)
_OFFICE = re.compile(OFFICE)
_POST = re.compile(POST)
_SUBSTITUTE = re.compile(r"หรือ|ผู้แทน|และ")
# What a title says of an office, rather than its name.
_TOPIC_WORD = re.compile(r"กับ(?!ดูแล|การ(?=\s|$))|เพื่อ|สู่|อย่าง")
_NUMBER = re.compile(rf"{_NUMBER_MARK}\s*")
_WEAK = re.compile(WEAK_GROUP)
_NOT = re.compile(NO_SPEAKER)
# What happens after the one who speaks: `โดย นายหนึ่ง และถ่ายภาพร่วมกัน`.
AND_ACT = re.compile(
    r"และ\s*(?=(?:การ)?(?:ปิด|เปิด|ถ่ายภาพ|ถ่ายรูป|บันทึกภาพ|ตอบ|ถาม|ซักถาม|แลกเปลี่ยน|รับประทาน"
    r"|พัก(?:รับ|(?![\u0e00-\u0e7f]))|สรุป|เยี่ยมชม|รับชม|มอบ|ลงนาม|พิธี))(?!.*โดย)"
)
_CLAUSE = re.compile(r"(?:สามารถ|จะ(?!เชิงเทรา|นะ)|ต้อง|ร่วมกัน)")
# A number in brackets is a mark, what else stands in them belongs to a name.
_PARENTHESES = re.compile(r"\((?![0-9๐-๙]{1,2}\))[^()]*\)|（[^（）]*）|\[[^\[\]]*\]")
_LEADS_ON = re.compile(r"(?:ประกอบด้วย|ได้แก่|ดังนี้|ดังต่อไปนี้)$")
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
    return bool(_OFFICE.match(text)) and "โดย" not in text and not _TOPIC_WORD.search(text)


def follows_by(text: str, *, apart: bool) -> bool:
    """Tell whether what follows `โดย` is a speaker.

    Args:
        text: what follows, without leading spaces.
        apart: whether `โดย` stands by itself between spaces; then a name without a title counts.
    """
    number = _NUMBER.match(text)
    text = text[number.end() :] if number else text
    if _STARTS_TBC.match(text) or _PERSON.match(text) or _DELEGATE.match(text):
        return True
    act = AND_ACT.search(text)
    text = text[: act.start()] if act else text
    weak = _WEAK.match(text)
    if weak:
        return apart and not _CLAUSE.search(text[:_CLAUSE_HEAD])
    if _GROUP.match(text):
        return not _CLAUSE.search(text[:_CLAUSE_HEAD])
    return apart and not _NOT.match(text) and bool(_WORD.match(text))


def take_tbc(text: str) -> tuple[str, bool]:
    """Return a text without its marks of an unsettled speaker, and whether there was one.

    Marks inside quotation marks are left alone.
    """
    if not _MAYBE_TBC.search(text):
        return text, False
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
    return bool(_MAYBE_TBC.search(text) and _ONLY_TBC.fullmatch(text))


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
        found.span() for pattern in _cutting(hidden) for found in pattern.finditer(hidden)
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
    cleaned = (_trim(person) for each in speakers for person in _persons_in(each))
    # `วิทยากร (TBC)` names nobody yet.
    return tuple(
        each for each in cleaned if _WORD.search(each) and not (tbc and each == "วิทยากร")
    ), tbc


def _cutting(text: str) -> list[re.Pattern[str]]:
    """Return what may part the speakers of a text; most texts name one, and need no search."""
    patterns = []
    if _MAYBE_AND.search(text):
        patterns.append(_AND)
    if _SIGN.search(text):
        patterns.append(_COMMA)
    if _FIGURE.search(text):
        patterns.append(_ANY_LISTED if _FIRST_LISTED.match(text) else _LISTED)
    if _MAYBE_ACT.search(text):
        patterns.append(_BETWEEN)
    return patterns


def _persons_in(text: str) -> list[str]:
    """Part persons with titles whom nothing but a space parts: what extraction leaves of a list."""
    if text.count(" ") < _NAME_WORDS:
        return [text]
    parts: list[str] = []
    begin = 0
    for found in _NEXT_PERSON.finditer(text):
        before = text[begin : found.start()].strip()
        title = _PERSON.match(before)
        names = before[title.end() :].split() if title else []
        if len(names) >= _NAME_WORDS and not _PERSON.match(names[-1]):
            parts.append(before)
            begin = found.end()
    return [*parts, text[begin:]]


def _trim(text: str) -> str:
    text = text.strip(_EDGE)
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        text = text[1:-1].strip(_EDGE)
    text = text.rstrip("([（ ")
    if text.endswith(")") and text.count(")") > text.count("("):
        text = text[:-1]
    if text.endswith(" และ"):
        text = text.removesuffix("และ")
    return _LEADS_ON.sub("", text.strip(_EDGE)).strip(_EDGE)


def _hide_parentheses(text: str) -> str:
    return _PARENTHESES.sub(lambda found: "_" * len(found[0]), text)


def person_key(speaker: str) -> str:
    """Return what is the same for one person however titles and offices are written.

    First name and surname without titles and spaces, or the whole of a post that one person holds.
    Empty for offices and groups, and for a delegate of one: these may be in two places at once.
    """
    rest = _PARENTHESES.sub(" ", speaker).strip()
    titled = False
    while found := _PERSON.match(rest):
        titled = True
        rest = rest[found.end() :].lstrip(" .")
    if not titled:
        if _POST.match(rest) and not _SUBSTITUTE.search(rest):
            return "".join(rest.split())
        if _DELEGATE.match(rest) or _GROUP.match(rest) or _WEAK.match(rest):
            return ""
    return "".join(rest.replace(",", " ").split()[:2]).lower()
