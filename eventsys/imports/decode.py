"""From the bytes of a text file to text, whatever program wrote it."""

import codecs
import re

from eventsys.imports.errors import UnreadableReport

MAX_BYTES = 32 * 1024 * 1024

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: it begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OTHER_FORMATS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"{\\rtf",
)
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_THAI_UTF8 = re.compile(rb"\xe0[\xb8\xb9][\x80-\xbf]")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_HTML = re.compile(r"\s*<(?:!doctype|html|head|table|\?xml)\b", re.IGNORECASE)
_SAMPLE = 8192
# In UTF-16 nearly every character of Latin or Thai text has one of these as its higher byte.
_HIGHER_BYTES = frozenset((0x00, 0x0E, 0x20))
_MOSTLY = 0.9
_TOLERATED_CONTROLS = 0.001


def decode(data: bytes) -> str:
    """Return the text of a file, without byte order mark, NUL and other control characters.

    Tried are byte order marks, UTF-16 that has none, UTF-8, and last the Thai single-byte code
    that older Windows programs write (cp874, TIS-620).

    Raises:
        UnreadableReport: ``empty``, ``too_large``, ``old_excel``, ``other_format``, ``web_page``,
            ``damaged_text``, ``unknown_encoding``.
    """
    check_size(data)
    if data.startswith(_OLD_EXCEL):
        raise UnreadableReport("old_excel")
    if data.startswith(_OTHER_FORMATS):
        raise UnreadableReport("other_format")
    text = _decoded(data)
    controls = len(_CONTROL.findall(text.replace("\0", "")))
    if controls > 1 + len(text) * _TOLERATED_CONTROLS:
        raise UnreadableReport("other_format")
    text = _CONTROL.sub("", text)
    if not text.strip():
        raise UnreadableReport("empty")
    if _HTML.match(text):
        raise UnreadableReport("web_page")
    return text


def check_size(data: bytes) -> None:
    """Refuse what is empty or too large to be a report.

    Raises:
        UnreadableReport: ``empty`` or ``too_large`` (with ``megabytes``, the limit).
    """
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableReport("empty")
    if len(data) > MAX_BYTES:
        raise UnreadableReport("too_large", megabytes=MAX_BYTES // (1024 * 1024))


def _decoded(data: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding)
    unmarked = _unmarked_utf16(data)
    if unmarked:
        return _strict(data, unmarked)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _single_byte(data, error)


def _strict(data: bytes, encoding: str) -> str:
    # Programs that append a bare line feed leave half a character at the end.
    if encoding.startswith("utf-16") and len(data) % 2 and data[-1:] in (b"\n", b"\r", b"\0"):
        data = data[:-1]
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableReport("damaged_text") from error


def _unmarked_utf16(data: bytes) -> str | None:
    """Return which UTF-16 this is by where the higher bytes stand, or ``None``."""
    sample = data[: min(_SAMPLE, len(data) // 2 * 2)]
    if len(sample) < 4:  # noqa: PLR2004 (two characters tell nothing)
        return None
    half = len(sample) // 2
    even = sum(byte in _HIGHER_BYTES for byte in sample[0::2])
    odd = sum(byte in _HIGHER_BYTES for byte in sample[1::2])
    # Stray NULs in an ordinary file stand at both places and are few.
    if odd >= half * _MOSTLY and 0 in sample[1::2] and odd > even:
        return "utf-16-le"
    if even >= half * _MOSTLY and 0 in sample[0::2] and even > odd:
        return "utf-16-be"
    return None


def _single_byte(data: bytes, error: UnicodeDecodeError) -> str:
    # Text that is UTF-8 but for a few bytes is a damaged file: read as Thai single bytes, it
    # would become names that nobody has.
    if len(_THAI_UTF8.findall(data)) * 3 > len(_HIGH_BYTE.findall(data)) // 2:
        raise UnreadableReport("damaged_text") from error
    try:
        return data.decode("cp874")
    except UnicodeDecodeError as thai_error:
        raise UnreadableReport("unknown_encoding") from thai_error
