"""The agenda on paper: the workshop series of 2565 stands in it whole and in order."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

from eventsys.documents.agenda_pdf import agenda_pdf
from eventsys.rules.published import PublishedEvent, PublishedSpeaker, Text
from tests.documents.reading import flat, pdf_facts, pdf_text
from tests.documents.sample_event import EVENT, REGISTRATION_URL, event_with_meeting

MAY_CHANGE = "กำหนดการอาจมีการเปลี่ยนแปลงตามความเหมาะสม"

# each meeting's heading, and the hours between its items
PRINTED = {
    "ครั้งที่ ๑ วันศุกร์ที่ ๑๘ กุมภาพันธ์ ๒๕๖๕": "๐๙.๐๐ ๐๙.๓๐ ๑๐.๓๐ ๑๐.๔๐ ๑๑.๔๐ ๑๒.๐๐",
    "ครั้งที่ ๒ วันพฤหัสบดีที่ ๓ มีนาคม ๒๕๖๕": "๐๙.๓๐ ๑๐.๔๕ ๑๐.๕๕ ๑๒.๐๕ ๑๒.๑๐",
    "ครั้งที่ ๓ วันศุกร์ที่ ๑๑ มีนาคม ๒๕๖๕": "๐๙.๓๐ ๑๐.๔๕ ๑๐.๕๕ ๑๒.๐๕ ๑๒.๑๐",
    "ครั้งที่ ๔ วันพุธที่ ๑๖ มีนาคม ๒๕๖๕": "๐๙.๓๐ ๑๐.๔๕ ๑๑.๐๐ ๑๒.๐๐ ๑๒.๑๐",
}


def read(event: PublishedEvent, folder: Path, **options: object) -> str:
    content = agenda_pdf(event, **{"registration_url": REGISTRATION_URL, **options})  # type: ignore[arg-type]
    return flat(pdf_text(content, folder, "-raw"))


def places(text: str, parts: list[str]) -> list[int]:
    """Where the parts begin, each looked for behind the one before."""
    found, after = [], 0
    for part in parts:
        after = text.find(flat(part), after)
        assert after >= 0, f"{part} is missing or out of order"
        found.append(after)
        after += len(flat(part))
    return found


@pytest.mark.parametrize("form", ["short", "full"])
def test_the_series_stands_whole_and_in_order(
    tmp_path: Path, form: Literal["short", "full"]
) -> None:
    parts = []
    for meeting, (heading, times) in zip(EVENT.meetings, PRINTED.items(), strict=True):
        parts.append(heading)
        clock = times.split()
        items = meeting.days[0].items
        for starts, ends, item in zip(clock[:-1], clock[1:], items, strict=True):
            parts += [f"{starts} – {ends} น.", item.title.th]
            parts += [f"โดย {speaker.name}" for speaker in item.speakers]
            for number, talk in zip("๑๒๓๔", item.talks, strict=False):
                parts += [f"({number})", talk.title.th, f"โดย {talk.speakers[0].name}"]
                parts += ["(TBC)"] if talk.speaker_tbc else []
    text = read(EVENT, tmp_path, form=form)
    places(text, ["กำหนดการ", EVENT.title.th, *parts, MAY_CHANGE])
    assert text.count("(TBC)") == 1
    assert sum(len(meeting.days[0].items) for meeting in EVENT.meetings) == 17
    assert len(re.findall(r"[๐-๙]{2}\.[๐-๙]{2}–[๐-๙]{2}\.[๐-๙]{2}น\.", text)) == 17


def test_the_short_form_takes_two_pages_with_thai_numbers(tmp_path: Path) -> None:
    content = agenda_pdf(EVENT, registration_url=REGISTRATION_URL)
    assert pdf_facts(content, tmp_path)["Pages"] == "2"
    text = pdf_text(content, tmp_path)
    assert [line for line in text.split("\n") if line.startswith("หน้า")] == ["หน้า ๑/๒", "หน้า ๒/๒"]


def test_the_full_form_tells_why_and_how_before_the_agenda(tmp_path: Path) -> None:
    text = read(EVENT, tmp_path, form="full")
    places(
        text,
        [
            "ที่มาและกำหนดการ",
            "๑. ที่มา",
            EVENT.background.th,
            "๒. วัตถุประสงค์",
            "๒.๑ เสริมสร้าง",
            "๒.๒ แลกเปลี่ยน",
            "๓. กลุ่มเป้าหมาย",
            "๓.๒ เจ้าหน้าที่และภาคี",
            "๔. การเข้าร่วมการประชุม",
            "๕. ติดต่อสอบถามเพิ่มเติม",
            "ครั้งที่ ๑ วันศุกร์",
        ],
    )


def test_what_was_typed_keeps_its_digits(tmp_path: Path) -> None:
    text = read(EVENT, tmp_path, form="full")
    for typed in (REGISTRATION_URL, "020000000ต่อ1234", "sdg.workshop@example.go.th", "ค.ศ.2030"):
        assert typed in text


def test_an_event_with_arabic_digits_has_no_thai_ones_of_ours(tmp_path: Path) -> None:
    text = read(replace(EVENT, thai_digits=False), tmp_path)
    assert set("๑๒๓๔๕๖๗๘๙๐") & set(text) == {"๔"}  # typed in an item's title
    assert "วันศุกร์ที่18กุมภาพันธ์2565" in text
    assert "หน้า1/2" in text


def test_english_has_christian_years_and_arabic_digits(tmp_path: Path) -> None:
    text = read(EVENT, tmp_path, locale="en")
    places(text, [EVENT.title.en, "Friday 18 February 2022", "09:00–09:30"])
    assert "Ms Malee Jaingam" in pdf_text(agenda_pdf(EVENT, locale="en"), tmp_path)


def test_without_an_address_there_is_no_code(tmp_path: Path) -> None:
    text = read(EVENT, tmp_path, registration_url=None)
    assert "ลงทะเบียนเข้าร่วมการประชุม" not in text
    assert "https://" not in text


def test_a_draft_says_so_on_every_page(tmp_path: Path) -> None:
    content = agenda_pdf(EVENT, registration_url=REGISTRATION_URL, draft=True)
    pages = pdf_text(content, tmp_path).split("\f")[:-1]
    assert [("(ร่าง)" in page, "ฉบับร่าง" in page) for page in pages] == [(True, True)] * 2
    assert "(ร่าง)" not in read(EVENT, tmp_path)


@pytest.mark.parametrize(
    ("state", "mark"), [("called_off", "ยกเลิกการประชุม"), ("postponed", "เลื่อนการประชุม")]
)
def test_a_meeting_that_does_not_take_place_is_marked(
    tmp_path: Path, state: str, mark: str
) -> None:
    text = read(event_with_meeting(2, state=state), tmp_path)
    assert text.count(mark) == 1
    places(text, ["วันพฤหัสบดีที่ ๓ มีนาคม ๒๕๖๕", mark, "ครั้งที่ ๓"])


def test_places_that_differ_stand_with_their_meetings(tmp_path: Path) -> None:
    event = event_with_meeting(3, mode="hybrid", place=Text("ห้องประชุม 1 จังหวัดน่าน"))
    text = read(event, tmp_path)
    places(text, ["วันศุกร์ที่ ๑๑", "ณ ห้องประชุม 1 จังหวัดน่าน และผ่านระบบประชุมทางไกล", "ครั้งที่ ๔"])


def test_several_speakers_stand_in_order_with_their_roles(tmp_path: Path) -> None:
    first = EVENT.meetings[0]
    opening, *others = first.days[0].items
    speakers = (
        PublishedSpeaker("นายประธาน ใจดี", "chair"),
        PublishedSpeaker("นางสาวหนึ่ง น้ำใส", "speaker"),
        PublishedSpeaker("นายสอง มั่นคง", "speaker"),
        PublishedSpeaker("นางสาม ดำรง", "moderator"),
    )
    day = replace(first.days[0], items=(replace(opening, speakers=speakers), *others))
    text = read(event_with_meeting(1, days=(day,)), tmp_path)
    places(
        text,
        [
            "ประธาน นายประธาน ใจดี",
            "โดย นางสาวหนึ่ง น้ำใส",
            "นายสอง มั่นคง",
            "ดำเนินรายการโดย นางสาม ดำรง",
        ],
    )


def test_a_meeting_of_two_days_has_a_date_line_for_each(tmp_path: Path) -> None:
    first = EVENT.meetings[0].days[0]
    second = EVENT.meetings[1].days[0]
    text = read(event_with_meeting(1, days=(first, second)), tmp_path)
    places(text, ["ครั้งที่ ๑", "วันศุกร์ที่ ๑๘", "วันพฤหัสบดีที่ ๓ มีนาคม", "ครั้งที่ ๒"])


def test_markup_in_a_title_is_text(tmp_path: Path) -> None:
    title = "<img src='file:///etc/passwd'> & <b>น้ำ</b> {{ 7 * 7 }}"
    text = read(replace(EVENT, title=Text(title)), tmp_path)
    assert flat(title) in text
    assert "root:" not in text
    assert "49" not in text


def test_rows_stay_whole_and_headings_keep_their_tables(tmp_path: Path) -> None:
    meeting = EVENT.meetings[3]
    meetings = tuple(
        replace(meeting, id=number, uid=f"m{number}", number=number) for number in range(1, 25)
    )
    content = agenda_pdf(replace(EVENT, meetings=meetings))
    for page in pdf_text(content, tmp_path, "-layout").split("\f")[:-1]:
        lines = [flat(line) for line in page.split("\n") if flat(line)]
        foot = next(place for place, line in enumerate(lines) if line.startswith("ฉบับที่"))
        # before the foot: the end of a row, neither a heading nor the head of a table
        assert "ครั้งที่" not in lines[foot - 1]
        assert "รายการ" not in lines[foot - 1]
        assert not lines[foot - 1].startswith("๐๙.๓๐")
