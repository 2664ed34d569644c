"""A participants panel copied out of Zoom: names between headings, buttons, states and initials.

What the clients call their buttons and states changes from version to version, so that most are
told by what they are made of. A word that could be somebody's name as well (``More``, ``เชิญ``)
is taken for a button only where the text shows elsewhere that it is a panel.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from eventsys.rules.name_lists import ListedName, SkippedLine
from eventsys.rules.thai import repair

_TITLES: Final = (
    r"participants?|panelists?|panellists?|attendees?|hosts?|guests?|viewers?|in (?:the |this )?"
    r"(?:meeting|webinar)|(?:in )?(?:the )?waiting room|not joined|not in (?:the )?meeting|joined"
    r"|invited|invitees?|ผู้เข้าร่วม(?:ประชุม|การประชุม)?|ผู้เข้าประชุม|ผู้ร่วมอภิปราย|ผู้อภิปราย|วิทยากร|โฮสต์"
    r"|ผู้จัด|ผู้ชม|แขก|(?:อยู่)?ใน(?:ห้อง|การ)?ประชุม|(?:อยู่)?ใน(?:การสัมมนา|สัมมนา|เว็บบินาร์)|(?:ใน)?ห้อง(?:พัก)?รอ"
    r"|(?:ยัง)?ไม่ได้เข้าร่วม|เข้าร่วมแล้ว|ผู้ได้รับเชิญ|รายชื่อผู้เข้าร่วม(?:ประชุม)?"
)
_COUNTED = re.compile(rf"(?:{_TITLES}) ?[(:] ?[\d,]{{1,7}} ?\)?")
_MAYBE_COUNTED = re.compile(rf"(?:{_TITLES})(?: ?[\d,]{{1,7}})?")
_DEVICE = r"(?:(?:computer|phone|telephone) )?(?:audio|mic|microphone)"
# What stands behind a name or below it.
_STATE = re.compile(
    rf"{_DEVICE} (?:is )?(?:un)?muted|no {_DEVICE}(?: connected)?|{_DEVICE} (?:not )?connected"
    r"|video (?:is )?(?:on|off|started|stopped)|(?:hand )?raised hand|hand raised"
    r"|(?:is )?(?:recording|sharing screen|screen sharing)(?: to the cloud| on this computer)?"
    r"|(?:เสียง|ไมค์|ไมโครโฟน|วิดีโอ|กล้อง)(?:จาก|ของ)?(?:คอมพิวเตอร์|โทรศัพท์)?(?:ถูก)?(?:เปิด|ปิด|เลิกปิด)(?:เสียง)?"
    r"(?:แล้ว|อยู่)?|(?:เปิด|ปิด)(?:เสียง|ไมค์|วิดีโอ|กล้อง)(?:คอมพิวเตอร์|โทรศัพท์)?(?:แล้ว|อยู่)"
    r"|(?:ยัง)?ไม่(?:ได้|มี)(?:การ)?เชื่อมต่อ(?:กับ)?(?:ระบบ)?เสียง|ไม่มีเสียง(?:ที่)?เชื่อมต่อ(?:อยู่)?|ยกมือ(?:แล้ว|อยู่)"
)
_BUTTON = re.compile(
    r"(?:ask (?:all |everyone )?to )?(?:un)?mute(?: all| everyone| me)?|ask all to unmute"
    r"|(?:ask to )?(?:start|stop) video|(?:raise|lower)(?: all)? hands?|lower all hands"
    r"|admit all|message waiting room participants|allow to (?:talk|speak|record.{0,20})"
    r"|disable talking|promote to panelist|change (?:role )?to attendee|make (?:co-?)?host"
    r"|put in waiting room|spotlight for everyone|add spotlight|copy (?:invite|invitation) link"
    r"|merge to meeting window|reclaim host|clear all feedback|more options(?: for .{1,80})?"
    r"|(?:search|find)(?: for)?(?: a)? participants?|close participants? (?:pane|panel)"
    r"|participants? (?:list|panel)|view all participants"
    r"|(?:ขอให้|ขอ|ให้)?(?:ทุกคน|ทั้งหมด)?(?:ยกเลิกการ|เลิก)?(?:เปิด|ปิด)(?:เสียง|ไมค์|ไมโครโฟน|วิดีโอ|กล้อง)"
    r"(?:ทั้งหมด|ทุกคน|ของฉัน)?|(?:เริ่ม|หยุด|ขอให้เริ่ม)วิดีโอ|ยกมือ|(?:เอา|ลด|วาง)มือลง(?:ทั้งหมด)?|ลดมือ"
    r"|(?:รับ|อนุญาต|ให้เข้า)ทั้งหมด|ค้นหาผู้เข้าร่วม(?:ประชุม)?|อนุญาตให้พูด|ปิดใช้งานการพูด|ตัวเลือกเพิ่มเติม"
    r"|เลื่อน(?:ขั้น)?เป็นผู้ร่วมอภิปราย|ตั้งเป็น(?:โฮสต์|ผู้จัด)(?:ร่วม)?|ส่งไป(?:ยัง)?ห้อง(?:พัก)?รอ|คัดลอกลิงก์(?:คำ)?เชิญ"
)
_ROLE: Final = (
    r"(?:alternative |co-?)?host|me|you|guest|panelist|attendee|participant|interpreter|external"
    r"|โฮสต์(?:ร่วม)?|ผู้จัด(?:ร่วม)?|ฉัน|คุณ|แขก|ผู้เข้าร่วม|ผู้ร่วมอภิปราย|ภายนอก"
)
_ROLES = re.compile(rf"\( ?(?:{_ROLE})(?: ?, ?(?:{_ROLE})){{0,4}} ?\)")
# Words of a panel that are, or look like, people's names too.
_POSSIBLY: Final = frozenset(
    (
        *(
            "more",
            "invite",
            "admit",
            "remove",
            "message",
            "chat",
            "rename",
            "pin",
            "close",
            "search",
        ),
        *("muted", "unmuted", "talking", "recording", "reactions", "security", "yes", "no", "ok"),
        *("host", "co-host", "cohost", "me", "you", "guest", "panelist", "audio", "video", "away"),
        *("slower", "faster", "go slower", "go faster", "pop out", "view", "video panel", "hold"),
        *("เชิญ", "เพิ่มเติม", "อื่น ๆ", "อื่นๆ", "รับ", "รับเข้า", "อนุญาต", "ลบ", "ลบออก", "นำออก", "ข้อความ"),
        *(
            "แชท",
            "แชต",
            "เปลี่ยนชื่อ",
            "ปักหมุด",
            "ปิด",
            "ค้นหา",
            "ใช่",
            "ไม่",
            "ฉัน",
            "คุณ",
            "โฮสต์ร่วม",
            "ผู้จัดร่วม",
        ),
        *("ช้าลง", "เร็วขึ้น", "ความปลอดภัย", "กำลังพูด", "กำลังบันทึก", "เสียง", "วิดีโอ"),
    )
)
_PARTS = re.compile(r"[,|·•/]")
_LONGEST: Final = 160
_LONGEST_INITIALS: Final = 2
_MOST_STATES: Final = 8
_LEADING_VOWELS: Final = "เแโใไ"


def without_panel(
    lines: Sequence[ListedName],
) -> tuple[list[ListedName], list[SkippedLine], bool]:
    """Return the lines that may be names, those that are the panel's own, and if it is a panel.

    States behind a name (``, computer audio muted, video off``) are cut off it; roles in brackets
    stay.
    """
    certain = [_is_certain(line.text) for line in lines]
    cut = [_without_states(line.text) for line in lines]
    is_panel = any(certain) or any(
        len(c) < len(line.text) for c, line in zip(cut, lines, strict=True)
    )
    names: list[ListedName] = []
    skipped: list[SkippedLine] = []
    for line, own, text in zip(lines, certain, cut, strict=True):
        if own or (is_panel and _is_possible(line.text)):
            skipped.append(SkippedLine(line.line, line.text, "furniture"))
        else:
            names.append(ListedName(line.line, text))
    avatars = _avatars(names)
    skipped += [SkippedLine(names[i].line, names[i].text, "furniture") for i in sorted(avatars)]
    names = [name for i, name in enumerate(names) if i not in avatars]
    return names, skipped, is_panel or bool(avatars)


def _key(text: str) -> str:
    return repair(text).casefold().strip(" .…:*")


def _is_certain(text: str) -> bool:
    if len(text) > _LONGEST:
        return False
    key = _key(text)
    if _is_own(key):
        return True
    parts = [part.strip(" .()") for part in _PARTS.split(key)]
    return (
        len(parts) > 1
        and all(part in _POSSIBLY or _is_own(part) for part in parts if part)
        and any(_is_own(part) for part in parts)
    )


def _is_own(key: str) -> bool:
    """Tell whether a text is a panel's and could be nobody's name."""
    return any(pattern.fullmatch(key) for pattern in (_COUNTED, _STATE, _BUTTON, _ROLES))


def _is_possible(text: str) -> bool:
    if len(text) > _LONGEST:
        return False
    key = _key(text)
    return key in _POSSIBLY or bool(_MAYBE_COUNTED.fullmatch(key))


def _without_states(text: str) -> str:
    """Return a row as a screen reader tells it without the states behind the name."""
    rest = text
    for _ in range(_MOST_STATES):
        before, comma, last = rest.rpartition(",")
        key = _key(last) if comma and len(last) <= _LONGEST else ""
        if not before.strip() or not (_STATE.fullmatch(key) or key == "participant"):
            break
        rest = before.rstrip()
    else:
        return text
    if rest == text or not any(_STATE.fullmatch(_key(s)) for s in text[len(rest) :].split(",")):
        return text
    opening = rest.rfind("(")
    if opening > 0 and _ROLES.fullmatch(_key(rest[opening:])):
        return f"{rest[:opening].rstrip(' ,')} {rest[opening:]}"
    return rest


def _avatars(names: Sequence[ListedName]) -> set[int]:
    """Return where the initials of avatars stand, if most names have theirs in the line before."""
    found = {
        index
        for index, (line, following) in enumerate(pairwise(names))
        if _are_initials(line.text, following.text)
    }
    return found if len(found) > 1 and len(found) * 2 > len(names) - len(found) else set()


def _are_initials(text: str, name: str) -> bool:
    initials = repair(text[:_LONGEST]).casefold()
    if not 0 < len(initials) <= _LONGEST_INITIALS or not initials.isalpha():
        return False
    words = repair(name[:_LONGEST]).casefold().split("(")[0].split()
    if not words or len("".join(words)) <= _LONGEST_INITIALS:
        return False
    return any(
        initials in {letters[0], letters[:2]} or (len(initials) > 1 and initials in ends)
        for letters, ends in (
            _beginnings(words),
            _beginnings([w.lstrip(_LEADING_VOWELS) for w in words]),
        )
        if letters
    )


def _beginnings(words: Sequence[str]) -> tuple[str, set[str]]:
    """Return how words begin: the first one's letters, and its first with that of each other."""
    first = words[0]
    return first[:2], {first[:1] + word[:1] for word in words[1:]}
