"""Texts that webinars show in place of a name: devices, placeholders, numbers, addresses."""

import re
from collections.abc import Sequence
from typing import Final

# Devices whatever stands beside them, a titled person included.
_ALWAYS: Final = frozenset(
    ("iphone", "ipad", "ipod", "galaxy", "ไอโฟน", "ไอแพด", "ไอแพ็ด", "กาแล็กซี่")
)
# Devices alone, with a model, or with an owner; before a titled person a company.
_BRANDS: Final = frozenset(
    (
        *("samsung", "huawei", "oppo", "vivo", "xiaomi", "redmi", "realme", "oneplus", "poco"),
        *("infinix", "tecno", "nokia", "motorola", "lenovo", "thinkpad", "macbook", "imac"),
        *("asus", "acer", "android", "chromebook", "ipados", "wiko", "meizu", "zte"),
        *("ซัมซุง", "หัวเว่ย", "ออปโป้", "วีโว่", "เสี่ยวหมี่", "เรดมี", "เรียลมี", "โนเกีย"),
    )
)
# Brands that are names or common words as well: devices only alone, with a model or of an owner.
_AMBIGUOUS: Final = frozenset(
    (
        *("apple", "mac", "honor", "pixel", "sony", "lg", "hp", "dell", "windows", "microsoft"),
        *("google", "surface", "nothing", "laptop", "desktop", "notebook", "tablet", "pc"),
        *("computer", "phone", "mobile", "tv", "มือถือ", "โทรศัพท์", "คอมพิวเตอร์", "โน้ตบุ๊ก", "แท็บเล็ต"),
    )
)
_EVERY: Final = _ALWAYS | _BRANDS | _AMBIGUOUS
_THAI_DEVICES = re.compile("|".join(sorted(word for word in _EVERY if not word.isascii())))
_BEGINNINGS: Final = frozenset(word[:2] for word in _EVERY)
_LATIN_BEGINNING = re.compile(r"[a-z]+(?![a-z])")
_PLACEHOLDERS: Final = frozenset(
    (
        *("user", "users", "guest", "host", "cohost", "participant", "participants", "attendee"),
        *("attendees", "panelist", "panellist", "anonymous", "unknown", "admin", "administrator"),
        *("null", "none", "unnamed", "noname", "caller", "me", "zoom", "teams", "webex"),
        *("meeting", "webinar", "account", "default", "ผู้ใช้", "ผู้ใช้งาน", "ผู้เข้าร่วม", "แขก"),
        *("zoomuser", "ผู้เข้าร่วมประชุม", "ไม่ระบุ", "ไม่ระบุชื่อ", "google", "microsoft"),
    )
)
# Words that make sense beside a placeholder only.
_TELEPHONE: Final = frozenset(
    ("โทร", "เบอร์", "เบอร์โทร", "โทรศัพท์", "มือถือ", "tel", "phone", "mobile", "call-in", "dial-in")
)
_OWNER_WORDS: Final = frozenset(("ของ", "by", "of", "เครื่อง"))
_MODEL_WORDS: Final = frozenset(
    ("pro", "max", "mini", "plus", "ultra", "air", "lite", "note", "tab", "fold", "flip", "series")
)
# Host names of computers and model codes of telephones: DESKTOP-4F2A, SM-A525F, CPH2159.
_MODEL = re.compile(
    r"(?:desktop|laptop|pc|win|notebook|macbook|android|localhost)[-_ ]?[a-z0-9_-]*\d[a-z0-9_-]*"
    r"|[a-z]{1,4}-[a-z]{1,4}\d[a-z0-9]*|(?:[a-z]{1,4}\d{3,}[a-z0-9]*)",
)
_LONGEST_CODE: Final = 40
_POSSESSIVE = re.compile(r"['’]s?\Z")
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+")
_WEB_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_MAIL_IN_TEXT = re.compile(
    r"(?<![A-Za-z0-9._%+-])<?[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}>?"
)
_EDGE_SIGNS: Final = " .,:;()[]{}<>\"'’-_/|*#!?~"


def is_address(text: str) -> bool:
    """Tell whether a cleaned text is an e-mail or web address and nothing else."""
    bare = text.strip("<>()[] ,;")
    if bare.lower().startswith("mailto:"):
        bare = bare[7:]
    if _WEB_ADDRESS.fullmatch(bare):
        return True
    return bare.isascii() and _ADDRESS.fullmatch(bare) is not None


def without_mail(text: str) -> str:
    """Return a cleaned text without the e-mail addresses that stand beside a name."""
    if "@" not in text:
        return text
    return " ".join(_MAIL_IN_TEXT.sub(" ", text).split())


def names_device(word: str) -> bool:
    """Tell whether a word names nothing but a device, so that it is nobody's first name."""
    low = word.lower()
    return low in _ALWAYS or low in _BRANDS


def is_placeholder(words: Sequence[str]) -> bool:
    """Tell whether words in lower case are what meeting software shows without a name.

    ``Zoom User``, ``user 2``, ``โทร 0812345678``.
    """
    for word in words:
        bare = word.strip(_EDGE_SIGNS)
        if not (
            not bare
            or bare in _PLACEHOLDERS
            or bare in _TELEPHONE
            or bare.isdigit()
            or bare.rstrip("0123456789") in _PLACEHOLDERS
        ):
            return False
    return True


def is_device(words: Sequence[str], *, titled: int | None, known: bool) -> bool:
    """Tell whether words in lower case are a device, alone, with a model or with an owner.

    Args:
        words: the name's words, split at spaces.
        titled: the number of the word with which a titled person begins, or ``None``.
        known: whether a known agency or province stands among the words.
    """
    brands = [number for number, word in enumerate(words) if _brand(_plain(word))]
    if not brands:
        return titled is None and len(words) == 1 and _is_code(_plain(words[0]))
    plain = [_plain(word) for word in words]
    owned = any(word in _OWNER_WORDS or word.startswith("ของ") for word in plain[1:]) or any(
        _POSSESSIVE.search(word) for word in words
    )
    always = any(_brand(plain[number]) in _ALWAYS for number in brands)
    if titled is not None:
        before = brands[0] < titled
        if owned and (before or always):
            return True
        # Behind a person whose office is known, the word is only one too many.
        return always and (before or not known)
    if always or any(_brand(plain[number]) in _BRANDS for number in brands):
        return True
    if owned or len(brands) == len(plain):
        return True
    others = [word for number, word in enumerate(plain) if number not in brands and word]
    return brands[0] == 0 and all(_is_model(word) for word in others)


def _brand(word: str) -> str:
    """Return the brand that a word is, a model's number behind it left out, or the empty text."""
    if word in _EVERY:
        return word
    if word[:2] not in _BEGINNINGS:
        return ""
    # iPhone13, and iPhone run together with its owner in Thai letters.
    latin = _LATIN_BEGINNING.match(word)
    stem = latin[0] if latin else ""
    if stem in _ALWAYS or stem in _BRANDS:
        return stem
    thai = _THAI_DEVICES.match(word)
    return thai[0] if thai else ""


def _is_code(word: str) -> bool:
    return len(word) <= _LONGEST_CODE and _MODEL.fullmatch(word) is not None


def _is_model(word: str) -> bool:
    return word in _MODEL_WORDS or any(letter.isdigit() for letter in word)


def _plain(word: str) -> str:
    """Return a word without signs at its ends and without an owner's ``'s``."""
    word = word.strip(_EDGE_SIGNS)
    return _POSSESSIVE.sub("", word) if word.isascii() or "’" in word else word
