"""Letters, texts and spreadsheets that bring coordinators their links."""

import io
import logging
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from eventsys.documents.coordinator_letters import coordinator_letters_pdf
from eventsys.documents.coordinator_mail import chat_text, coordinator_mail
from eventsys.documents.coordinator_sheet import links_xlsx
from eventsys.rules.coordinator_letter import (
    CoordinatorLetter,
    CoordinatorPerson,
    earliest,
    in_a_sentence,
)
from eventsys.rules.published import Text
from tests.documents.reading import flat, pdf_facts, pdf_text
from tests.documents.sample_event import EVENT

MADE = datetime(2027, 1, 4, 3, 0, tzinfo=UTC)
CLOSES = datetime(2027, 1, 31, 9, 30, tzinfo=UTC)
URL = "https://events.example.go.th/c/80-MGL6Qt6mHMCvjOse60FD7A"
SOMSRI = CoordinatorPerson(name="นางสมศรี สมมุติ", office="สำนักงานจังหวัดนครปฐม")
LETTER = CoordinatorLetter(
    event=EVENT,
    quota_name=Text("นครปฐม", "Nakhon Pathom"),
    group=Text("จังหวัดนครปฐม", "Nakhon Pathom"),
    places=25,
    taken=0,
    closes_at=CLOSES,
    url=URL,
    people=(SOMSRI,),
)
HOSTILE = '<img src="http://evil.example/x.png">{{ 7*7 }}<script>'


def text_of(letter: CoordinatorLetter, folder: Path, locale: str = "th") -> str:
    return flat(pdf_text(coordinator_letters_pdf([letter], made_at=MADE, locale=locale), folder))


def test_each_letter_is_one_page_and_its_text_reads_back(tmp_path: Path) -> None:
    other = replace(LETTER, group=Text("ส่วนกลาง"), url=f"{URL}x", people=())
    content = coordinator_letters_pdf([LETTER, other, LETTER], made_at=MADE)
    assert pdf_facts(content, tmp_path)["Pages"] == "3"
    first, second, _ = (flat(page) for page in pdf_text(content, tmp_path).split("\f")[:3])
    for words in (
        "เรื่องขอเชิญเสนอชื่อผู้เข้าร่วมของจังหวัดนครปฐม",
        "เรียนนางสมศรี สมมุติ สำนักงานจังหวัดนครปฐม",
        "ขอความอนุเคราะห์ท่านคัดเลือกและเสนอชื่อผู้เข้าร่วมของจังหวัดนครปฐม จำนวน ๒๕ ที่นั่ง",
        "ภายในวันที่ ๓๑ มกราคม ๒๕๗๐ เวลา ๑๖.๓๐ น.",
        URL,
        EVENT.organisation.th,
    ):
        assert flat(words) in first
    assert flat("เรียนผู้ประสานงานส่วนกลาง") in second
    assert "๑/๓" not in first


def test_the_event_s_digits_are_kept_to(tmp_path: Path) -> None:
    assert "๔ มกราคม ๒๕๗๐".replace(" ", "") in text_of(LETTER, tmp_path)
    arabic = replace(LETTER, event=replace(EVENT, thai_digits=False))
    assert "4มกราคม2570" in text_of(arabic, tmp_path)
    # an address is never written in other digits
    assert URL in text_of(LETTER, tmp_path)


def test_an_english_letter_has_no_thai_words_of_ours(tmp_path: Path) -> None:
    found = text_of(LETTER, tmp_path, "en")
    assert "NominationoftheparticipantsofNakhonPathom" in found
    assert "by31January2027,16:30" in found
    assert "ขอเชิญ" not in found


def test_letters_reach_nothing_that_somebody_typed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    person = CoordinatorPerson(name=HOSTILE, office=HOSTILE)
    letter = replace(LETTER, group=Text(HOSTILE), people=(person,), closes_at=None)
    with caplog.at_level(logging.DEBUG, logger="eventsys"):
        found = text_of(letter, tmp_path)
    assert flat(HOSTILE) in found
    assert "49" not in found
    assert caplog.text == ""


def test_a_text_for_a_chat_is_short_and_whole() -> None:
    thai, english = chat_text(LETTER, "th"), chat_text(LETTER, "en")
    assert thai.splitlines()[0] == "ผู้ประสานงานจังหวัดนครปฐม"
    assert english.splitlines()[0] == "Coordinator of Nakhon Pathom"
    for text in (thai, english):
        assert text.splitlines().count(URL) == 1
        assert len(text) < 500
    assert "ภายในวันที่" not in chat_text(replace(LETTER, closes_at=None), "th")


def test_a_reminder_says_so_in_its_subject() -> None:
    mail = coordinator_mail("reminder", LETTER)
    assert mail.subject.startswith("เตือน ยังรอรายชื่อผู้เข้าร่วมของจังหวัดนครปฐม: ")
    assert mail.text.count(URL) == 2


def test_the_sheet_for_mail_merge_has_a_row_for_each_person_and_no_formula() -> None:
    people = (SOMSRI, CoordinatorPerson(name="=1+1", office="@SUM(A1)", email="+a@b", phone="-1"))
    letters = [replace(LETTER, people=people), replace(LETTER, people=(), closes_at=None)]
    book = CalamineWorkbook.from_filelike(io.BytesIO(links_xlsx(letters)))
    headings, first, second, third = book.get_sheet_by_index(0).to_python()
    assert headings[-3:] == ["ลิงก์", "ที่นั่ง", "กำหนดเสนอชื่อ"]
    assert first[:7] == ["นครปฐม", SOMSRI.name, SOMSRI.office, "", "", URL, 25]
    assert first[7] == datetime(2027, 1, 31, 16, 30)  # noqa: DTZ001 (cells have no zone)
    assert second[1:5] == ["=1+1", "@SUM(A1)", "+a@b", "-1"]
    assert third == ["นครปฐม", "", "", "", "", URL, 25, ""]


def test_names_stand_in_sentences_as_offices_write_them() -> None:
    assert in_a_sentence(Text("ตราด", "Trat"), province=True) == Text("จังหวัดตราด", "Trat")
    capital = Text("กรุงเทพมหานคร", "Bangkok")
    assert in_a_sentence(capital, province=True) == capital
    assert in_a_sentence(Text("สื่อมวลชน"), province=False) == Text("สื่อมวลชน")


def test_the_earlier_of_two_ends_counts() -> None:
    assert earliest(None, None) is None
    assert earliest(CLOSES, None, MADE) == MADE
