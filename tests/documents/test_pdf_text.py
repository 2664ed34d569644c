"""Thai in a PDF reads back as it was written, with another program than the one that wrote it."""

import html
import re
import zlib
from contextlib import nullcontext
from pathlib import Path

import pytest

from eventsys.documents import pdf
from eventsys.documents.pdf import render_pdf
from tests.documents.reading import flat, pdf_pictures, pdf_text
from tests.documents.sample_event import EVENT

# stacked marks, sara am with and without tones, tall letters, letters that lose their foot, and
# plain words with an "า" after all of them
WORDS = """
น้ำ การ พา ทำ กำหนดการ ดำเนินการ สำคัญ ลำน้ำ ก่ำ ค่ำ ป้ำ ป๊ำ ฟ้ำ น้ำใจ ย้ำ จำนวน ที่ ผู้ สู่ ปู่
ครั้งที่ ยั่งยืน ทั้งสิ้น พื้นที่ เพื่อ ขับเคลื่อน เมื่อ สิ่ง ทิ้ง ตั้ง ข้อ ปั้น ปั๊ม ปี๊บ ปี่พาทย์ ฝั่งน้ำ ฟื้นฟู ฝึก ผึ้ง
ปฏิบัติ ฐานะ ญี่ปุ่น กตัญญู ศูนย์ พันธุ์ สิทธิ์ เปอร์เซ็นต์ กุมภาพันธ์ เสรีเชษฐพงษ์ เมษินทรีย์
เรศานนท์ อนรรฆ ฤๅษี เก๊ จ๋า ฯลฯ ๆ ๒๕๖๕ ฿๑๐๐ (SDGs) “จิ๊กซอว์ความสำเร็จ” ป่าไม้ ฟ้าผ่า สู่การ น้ำตาล ตา มา
""".split()  # noqa: SIM905 (a text of words is read more easily)


def page(words: list[str], style: str) -> str:
    lines = "".join(f"<p>{html.escape(word)}</p>" for word in words)
    return f"<html lang=th><style>* {{ font: {style} Sarabun }} p {{ margin: 0 }}</style>{lines}"


@pytest.mark.parametrize("style", ["11pt", "bold 16pt", "italic 8.5pt", "italic bold 11pt"])
@pytest.mark.parametrize("way", ["", "-layout", "-raw"])
def test_each_word_reads_back_as_it_was_written(tmp_path: Path, style: str, way: str) -> None:
    content = render_pdf(page(WORDS, style))
    assert pdf_text(content, tmp_path, *([way] if way else [])).split() == WORDS


def test_no_word_changes_another_ones_letters(tmp_path: Path) -> None:
    # the order in which glyphs first occur decides nothing
    backwards = WORDS[::-1]
    assert pdf_text(render_pdf(page(backwards, "11pt")), tmp_path).split() == backwards


def test_running_text_reads_back_over_line_and_page_ends(tmp_path: Path) -> None:
    text = " ".join(
        [EVENT.background.th, EVENT.objectives.th, EVENT.how_to_join.th, EVENT.title.th] * 12
    )
    style = "@page { size: A5 } body { font: 14pt Sarabun }"
    content = render_pdf(f"<html lang=th><style>{style}</style><p>{html.escape(text)}")
    assert flat(pdf_text(content, tmp_path, "-raw")) == flat(text)


@pytest.mark.parametrize("style", ["11pt", "bold 16pt", "italic 8.5pt"])
def test_the_pages_look_as_without_mending(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, style: str
) -> None:
    text = [*WORDS, EVENT.title.th, EVENT.background.th]
    (tmp_path / "plain").mkdir()
    mended = pdf_pictures(render_pdf(page(text, style)), tmp_path)
    monkeypatch.setattr(pdf, "mended_text_layer", nullcontext)
    assert pdf_pictures(render_pdf(page(text, style)), tmp_path / "plain") == mended


def test_latin_text_is_left_alone() -> None:
    content = render_pdf(page(["Agenda", "SDG Localisation 2030"], "11pt"))
    packed = re.findall(rb"stream\n(.*?)\nendstream", content, re.DOTALL)
    assert not any(b"ActualText" in zlib.decompress(each) for each in packed)
