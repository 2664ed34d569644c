import codecs

import pytest

from eventsys.imports.decode import MAX_BYTES, decode
from eventsys.imports.errors import UnreadableReport

TEXT = "Name,Email\r\nขอนแก่น พช. นายตัวอย่าง,a@example.go.th\r\nน่าน พม. นางน้ำฝน,\r\n"


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableReport) as caught:
        decode(data)
    return caught.value.code


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
        TEXT.encode("cp874"),
        TEXT.encode("tis-620"),
    ],
)
def test_the_same_text_comes_out_of_every_encoding(data: bytes) -> None:
    assert decode(data) == TEXT


def test_stray_nuls_and_controls_are_dropped() -> None:
    assert decode(b"Na\0me,E\0mail\r\na,\x1ab\0\r\n") == "Name,Email\r\na,b\r\n"


def test_a_lone_line_feed_after_utf16_is_no_damage() -> None:
    assert decode(codecs.BOM_UTF16_LE + "ก,ข".encode("utf-16-le") + b"\n") == "ก,ข"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\0\0 \r\n", "empty"),
        (b"\xef\xbb\xbf\r\n", "empty"),
        (b"a" * (MAX_BYTES + 1), "too_large"),
        (b"%PDF-1.7 whatever", "other_format"),
        (b"\x89PNG\r\n\x1a\n", "other_format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_excel"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "web_page"),
        (bytes(range(1, 32)) * 8, "other_format"),
        (b"a,b\r\n\xff\xfd\xfc\r\n", "unknown_encoding"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8a\x00", "damaged_text"),
        ("ขอนแก่น พช. นายตัวอย่าง".encode()[:-1], "damaged_text"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(data: bytes, code: str) -> None:
    assert refused(data) == code
