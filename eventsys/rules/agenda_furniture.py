"""Lines around an agenda's items that are no part of one: notes, page numbers, part headings."""

import re

from eventsys.rules.thai import to_arabic_digits

_NOTE = re.compile(
    r"[\W_]*(?:หมายเหตุ|ทั้งนี้|ติดต่อ|สอบถาม|ผู้ประสานงาน|ลิงก์|ลิงค์|link\b|https?:"
    r"|meeting id|passcode|รหัส(?:ผ่าน|การ|ประชุม)"
    r"|ผู้เข้าร่วม(?:ประชุม|อบรม|กิจกรรม)?(?:ฯ)?\s*[:：]|กลุ่มเป้าหมาย|(?:การ)?แต่งกาย|เอกสาร(?:ประกอบ|แนบ)|ดาวน์โหลด"
    r"|กำหนดการ(?:นี้)?อาจ|โทร\b"
    r"|ขอบคุณ(?:ครับ|ค่ะ|คะ|มาก)|ขอแสดงความนับถือ|จึงเรียน|โทรศัพท์|e-?mail|line id|ขอ(?:เชิญ|ความร่วมมือ|ให้)"
    r"|remarks?\b|notes?\s*[:：])",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"[\W_]*(?:ภาค|ช่วง|รอบ|ครึ่ง)\s?(?:วัน)?(?:เช้า|สาย|บ่าย|เย็น|ค่ำ|กลางคืน)[\W_]*(?:\(?ต่อ\)?[\W_]*)?$"
    r"|[\W_]*(?:morning|afternoon|evening)(?: session)?[\W_]*$",
    re.IGNORECASE,
)
_PART = re.compile(r"[\W_]*(?:ช่วง|ภาค|ตอน|session|part)\s?(?:ที่)?\s*\d{1,2}(?!\d)", re.IGNORECASE)
_PAGE = re.compile(
    r"[\W_]*(?:หน้า(?:ที่)?|page|p\.)?\s*\d{1,3}(?:\s*(?:/|of|จาก|ของ)\s*\d{1,3})?[\W_]*",
    re.IGNORECASE,
)
_CATCHWORD = re.compile(r"\s*/\s?(?:\S.*(?:…|\.{2,})\s*$|\d{1,2}[.:]\d\d|\d{1,2}\.\s)")
_LONGEST_PART = 80
_LONGEST_PAGE = 24


def is_note_line(text: str) -> bool:
    """Tell whether a line begins a remark on the agenda, so that items end before it."""
    return bool(_NOTE.match(text))


def is_section_label(text: str, *, before_time: bool) -> bool:
    """Tell whether a line only names a part of the day or the programme.

    Args:
        text: a cleaned line.
        before_time: whether the next line begins with a time; a numbered part needs that.
    """
    if _SECTION.match(text):
        return True
    if not before_time or len(text) > _LONGEST_PART:
        return False
    return bool(_PART.match(to_arabic_digits(text)))


def is_page_number(text: str) -> bool:
    """Tell whether a line is nothing but the number of a page."""
    return len(text) <= _LONGEST_PAGE and bool(_PAGE.fullmatch(to_arabic_digits(text)))


def is_catchword(text: str) -> bool:
    """Tell whether a line at the foot of a page only announces the next page (`/๑๐.๓๐ น. …`)."""
    return text.lstrip().startswith("/") and bool(_CATCHWORD.match(to_arabic_digits(text)))
