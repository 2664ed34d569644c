"""Words with which the names of organisations open."""

import re
from typing import Final

from eventsys.rules.thai import is_dependent

_THAI: Final = (
    *("มูลนิธิ", "บริษัท", "บจก.", "บมจ.", "หจก.", "ห้างหุ้นส่วน", "ห้าง", "ร้าน", "ธนาคาร", "ธ.", "สหกรณ์"),
    *("สำนักงาน", "สนง.", "สำนัก", "กระทรวง", "กรม", "กองทุน", "กองทัพ", "กองบัญชาการ", "กองบังคับการ"),
    *(
        "กองกำกับ",
        "กองพล",
        "กองพัน",
        "กองร้อย",
        "กองงาน",
        "กองยุทธศาสตร์",
        "กลุ่มงาน",
        "กลุ่ม",
        "ฝ่าย",
        "หน่วย",
    ),
    *(
        "มหาวิทยาลัย",
        "มทร.",
        "มรภ.",
        "ม.",
        "วิทยาลัย",
        "โรงเรียน",
        "รร.",
        "ร.ร.",
        "โรงพยาบาล",
        "รพ.",
        "ร.พ.",
    ),
    *(
        "รพ.สต.",
        "สสอ.",
        "สถาบัน",
        "สมาคม",
        "ศูนย์",
        "ศูนย",
        "องค์การ",
        "องค์กร",
        "สภา",
        "ชมรม",
        "เครือข่าย",
    ),
    *("คณะ", "เทศบาล", "อำเภอ", "ที่ว่าการ", "ตำบล", "ชุมชน", "โครงการ", "หอการค้า", "สหภาพ", "สหพันธ์"),
    *(
        "สมาพันธ์",
        "เหล่ากาชาด",
        "กาชาด",
        "ศาล",
        "วิสาหกิจ",
        "สถานี",
        "สถานทูต",
        "สถานเอกอัครราชทูต",
        "การไฟฟ้า",
    ),
    *(
        "การประปา",
        "การเคหะ",
        "การท่องเที่ยว",
        "การรถไฟ",
        "รัฐวิสาหกิจ",
        "พรรค",
        "แขวง",
        "ด่าน",
        "นิคม",
        "ภาคี",
    ),
    *("คลินิก", "โรงงาน", "โรงแรม", "สำนักพิมพ์", "สื่อ", "หนังสือพิมพ์", "ไร่", "สวนสัตว์", "อุทยาน", "พิพิธภัณฑ์"),
)
_LATIN: Final = frozenset(
    (
        *("foundation", "company", "university", "ministry", "department", "office", "institute"),
        *("association", "bank", "center", "centre", "embassy", "hospital", "school", "college"),
        *("council", "agency", "club", "network", "group", "organization", "organisation", "fund"),
        *("municipality", "provincial", "commission", "bureau", "authority", "court", "faculty"),
        *("federation", "union", "chamber", "consulate", "delegation", "development", "city"),
        *("international", "national", "royal", "rajabhat", "technical", "vocational", "airport"),
    )
)
_LINKS: Final = frozenset(("of", "the", "for", "and", "de"))
_CLOSING: Final = frozenset(
    ("จำกัด", "มหาชน", "จำกัดมหาชน", "ltd", "limited", "inc", "plc", "ประเทศไทย")
)
# Openings that are also the beginning of first names count as such only with nothing behind them.
_ALSO_NAMES: Final = frozenset(
    ("กลุ่ม", "สภา", "คณะ", "กรม", "ไร่", "สื่อ", "ศาล", "ร้าน", "ห้าง", "ด่าน", "หน่วย")
)
_LEAST_REMAINDER: Final = 3
_OPENING = re.compile("|".join(re.escape(o) for o in sorted(_THAI, key=len, reverse=True)))


def opening(word: str) -> str:
    """Return the organisation word with which a word in lower case opens, or the empty text.

    What follows must be able to stand by itself: ``ศาลิตา`` does not open with ``ศาล``.
    """
    if word in _LATIN:
        return word
    opened = _OPENING.match(word)
    if opened is None:
        return ""
    found = opened[0]
    rest = word[len(found) :]
    if rest and is_dependent(rest[0]):
        return ""
    if rest and found in _ALSO_NAMES and len(rest) < _LEAST_REMAINDER:
        return ""
    return found


def is_latin_organisation(word: str) -> bool:
    """Tell whether a Latin word in lower case is a kind of organisation: ``university``."""
    return word in _LATIN


def is_link(word: str) -> bool:
    """Tell whether a Latin word in lower case joins others into one name: ``of``."""
    return word in _LINKS


def closes(word: str) -> bool:
    """Tell whether a word in lower case ends a company's name: ``จำกัด``."""
    return word.strip(".") in _CLOSING
