import json
from contextlib import suppress
from datetime import date, time
from pathlib import Path

import pytest

from eventsys.rules.agenda import AgendaError, Item, as_plain, kind_of
from eventsys.rules.agenda_text import parse

AGENDAS = Path(__file__).parents[1] / "data" / "agendas"


@pytest.mark.parametrize("name", sorted(path.stem for path in AGENDAS.glob("*.txt")))
def test_an_agenda_becomes_what_was_written_down_by_hand(name: str) -> None:
    expected = json.loads((AGENDAS / f"{name}.json").read_text(encoding="utf-8"))
    assert as_plain(parse((AGENDAS / f"{name}.txt").read_text(encoding="utf-8"))) == expected


def item(text: str) -> Item:
    """Read a text of one item."""
    (day,) = parse(text).meetings
    (only,) = day.items
    return only


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("๐๙.๐๐ – ๐๙.๓๐ น. ก", "09:00", "09:30"),
        ("09:00-09:30 ก", "09:00", "09:30"),
        ("9.00 — 9.30 น. ก", "09:00", "09:30"),
        ("09.00 น. ถึง 09.30 น. ก", "09:00", "09:30"),
        ("เวลา 09.00 ถึงเวลา 09.30 นาฬิกา ก", "09:00", "09:30"),
        ("09.00  09.30 น. ก", "09:00", "09:30"),
        ("09.00\t09.30\tก", "09:00", "09:30"),
        ("(09.00-09.30 น.) ก", "09:00", "09:30"),
        ("1:30 pm - 2:15 pm ก", "13:30", "14:15"),
        ("22.00 – 24.00 น. ก", "22:00", "00:00"),
        ("๐๙.๐๐ น. ก", "09:00", None),
        ("ตั้งแต่เวลา ๑๖.๐๐ น. เป็นต้นไป ก", "16:00", None),
        ("09.00 - ก", "09:00", None),
        ("1. 09.00 น. ก", "09:00", None),
        ("• 09.00 ก", "09:00", None),
        ("-๐๙.๐๐ น. ก", "09:00", None),
        ("09.00น.ก", "09:00", None),
    ],
)
def test_times_of_all_forms(written: str, start: str, end: str | None) -> None:
    found = item(written)
    assert found.title == "ก"
    assert found.start == time.fromisoformat(start)
    assert found.end == (time.fromisoformat(end) if end else None)


@pytest.mark.parametrize(
    "prose",
    [
        "๑.๑๐ วัตถุประสงค์",
        "12.50 บาทต่อคน",
        "27.11.19 Copyright",
        "25.10 ไม่ใช่เวลา",
        "ประชุมเวลา 09.00 น.",
        "๐๙.๐๐ น. ณ ห้องประชุม ๔๐๑",
        "วันจันทร์ที่ ๙ มีนาคม ๒๕๖๓ เวลา ๐๙.๐๐ น. ณ ห้องประชุม ๔๐๑",
        "14 มี.ค. 2566 เวลา 10.00 – 12.00 น.",
        "",
    ],
)
def test_what_only_looks_like_a_time_makes_no_item(prose: str) -> None:
    with pytest.raises(AgendaError) as error:
        parse(prose)
    assert error.value.code == "no_time"


@pytest.mark.parametrize(
    ("line", "day", "weekday"),
    [
        ("วันศุกร์ที่ ๑๘ กุมภาพันธ์ ๒๕๖๕", "2022-02-18", "ศุกร์"),
        ("ศ. 18 ก.พ. 65", "2022-02-18", "ศุกร์"),
        ("วันที่ 18 กุมภา 2565", "2022-02-18", None),
        ("18 กพ 65", "2022-02-18", None),
        ("18 กุมภาพันธ์ พ.ศ. 2565 (วันศุกร์)", "2022-02-18", "ศุกร์"),
        ("18 February 2022", "2022-02-18", None),
        ("18/2/2565", "2022-02-18", None),
        ("2022-02-18", "2022-02-18", None),
        ("วันพฤหัสฯ ที่ ๓ มี.ค. ค.ศ. ๒๐๒๒", "2022-03-03", "พฤหัสบดี"),
        ("วันเสาร์ที่ ๓๑ กุมภาพันธ์ ๒๕๖๕", None, "เสาร์"),
    ],
)
def test_dates_of_all_forms(line: str, day: str | None, weekday: str | None) -> None:
    (found,) = parse(f"{line}\n09.00 น. ลงทะเบียน").meetings
    assert found.date == (date.fromisoformat(day) if day else None)
    assert found.weekday == weekday


@pytest.mark.parametrize(
    ("text", "title", "speakers", "tbc"),
    [
        ("บรรยาย โดย ดร.กอ ทดลอง และ นายขอ ทดลอง", "บรรยาย", ["ดร.กอ ทดลอง", "นายขอ ทดลอง"], False),
        ("บรรยาย โดย ดร.กอ ทดลองและนายขอ ทดลอง", "บรรยาย", ["ดร.กอ ทดลอง", "นายขอ ทดลอง"], False),
        ("บรรยาย โดยดร.กอ ทดลอง, ผู้แทน สศช.", "บรรยาย", ["ดร.กอ ทดลอง", "ผู้แทน สศช."], False),
        ("บรรยาย โดย กรมวิชาการเกษตร, กรมประมง", "บรรยาย", ["กรมวิชาการเกษตร, กรมประมง"], False),
        ("บรรยาย โดย กระทรวงเกษตรและสหกรณ์", "บรรยาย", ["กระทรวงเกษตรและสหกรณ์"], False),
        ("บรรยาย โดย นายกอ ทดลอง และคณะ", "บรรยาย", ["นายกอ ทดลอง และคณะ"], False),
        ("บรรยาย โดย มูลนิธิคนและคุณภาพชีวิต", "บรรยาย", ["มูลนิธิคนและคุณภาพชีวิต"], False),
        ("บรรยาย โดย อธิบดี หรือ ผู้แทน (TBC)", "บรรยาย", ["อธิบดี หรือ ผู้แทน"], True),
        ("บรรยาย โดย สมชาย ใจดี", "บรรยาย", ["สมชาย ใจดี"], False),
        ("บรรยาย โดย TBC", "บรรยาย", [], True),
        ("บรรยาย (วิทยากร: อยู่ระหว่างประสานงาน)", "บรรยาย", [], True),
        ("บรรยาย (วิทยากร : นายกอ ทดลอง)", "บรรยาย", ["นายกอ ทดลอง"], False),
        ("บรรยาย โดย ดร.กอ ทดลอง เรื่อง “ข”", "บรรยาย เรื่อง “ข”", ["ดร.กอ ทดลอง"], False),
        ("ประชุม โดยแบ่งเป็น ๓ กลุ่ม", "ประชุม โดยแบ่งเป็น ๓ กลุ่ม", [], False),
        ("ประชุม โดย ใช้ Zoom", "ประชุม โดย ใช้ Zoom", [], False),
        ("เดินทางโดยไม่พัก", "เดินทางโดยไม่พัก", [], False),
        ("ค่าโดยสาร โดย กรมการขนส่ง", "ค่าโดยสาร", ["กรมการขนส่ง"], False),
        ("“การจัดการโดย สศช.” โดย สผ.", "“การจัดการโดย สศช.”", ["สผ."], False),
        ("ป่าชุมชนโดยชุมชน โดย ชุมชนบ้านไร่", "ป่าชุมชนโดยชุมชน", ["ชุมชนบ้านไร่"], False),
        ("แผนที่อยู่ (TBC) ", "แผนที่อยู่", [], True),
        ("บรรยาย – นายกอ ทดลอง", "บรรยาย", ["นายกอ ทดลอง"], False),
        ("Lecture by Mr. A Test and Dr. B Test", "Lecture", ["Mr. A Test", "Dr. B Test"], False),
        ("บรรยาย โดย Office of Soil and Water", "บรรยาย", ["Office of Soil and Water"], False),
        ("พิธีเปิด โดย นายอำเภอ และถ่ายภาพร่วมกัน", "พิธีเปิด และถ่ายภาพร่วมกัน", ["นายอำเภอ"], False),
        (
            "บรรยาย โดย นายกอ ทดลอง อาจารย์คณะวิทยาศาสตร์",
            "บรรยาย",
            ["นายกอ ทดลอง อาจารย์คณะวิทยาศาสตร์"],
            False,
        ),
        ("บรรยาย โดย นายแพทย์สาธารณสุขจังหวัด", "บรรยาย", ["นายแพทย์สาธารณสุขจังหวัด"], False),
    ],
)
def test_who_speaks(text: str, title: str, speakers: list[str], tbc: bool) -> None:  # noqa: FBT001
    found = item(f"09.00 น. {text}")
    assert (found.title, list(found.speakers), found.tbc) == (title, speakers, tbc)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("ลงทะเบียนและรับประทานอาหารกลางวัน", "lunch"),
        ("ลงทะเบียนและรับประทานอาหารว่าง", "registration"),
        ("ชี้แจงการลงทะเบียน", "lecture"),
        ("ถ่ายภาพร่วมกัน และพักรับประทานอาหารว่าง", "break"),
        ("เดินทางกลับที่พัก", "other"),
        ("เข้าห้องพัก", "other"),
        ("พักเบรกการประชุมฯ", "break"),
        ("เปิดการประชุม", "opening"),
        ("บรรยาย ข้อมูลเปิดภาครัฐ", "lecture"),
        ("ข้อมูลเปิดเพื่อจังหวัด", "other"),
        ("พิธีเปิดและปิดการประชุม", "opening"),
        ("สรุปภาพรวมและปิดการประชุม", "closing"),
        ("บรรยาย “สรุปผลการเสวนา”", "lecture"),
        ("“การเสวนาเรื่องน้ำ”", "panel"),
        ("เสวนาและแบ่งกลุ่ม", "panel"),
        ("ฝึกปฏิบัติและถาม-ตอบ", "group_work"),
        ("นำเสนอและแลกเปลี่ยนความคิดเห็น", "discussion"),
        ("ปาฐกถาพิเศษ", "lecture"),
        ("ศึกษาดูงาน", "other"),
    ],
)
def test_kinds(title: str, kind: str) -> None:
    assert kind_of(title) == kind


def test_talks_side_by_side_make_a_lecture_parallel_and_a_panel_none() -> None:
    assert kind_of("การบรรยาย", has_parallel=True) == "parallel"
    assert kind_of("การเสวนา", has_parallel=True) == "panel"


def test_a_measure_is_none_behind_a_sure_time_or_inside_a_word() -> None:
    assert item("09.00 น. คนกับป่า").title == "คนกับป่า"
    assert item("09.00 คนกับป่า").title == "คนกับป่า"


def test_numbered_persons_are_speakers_and_no_rooms() -> None:
    found = item("09.00 น. เสวนา\n(๑) ดร.กอ ทดลอง\n(๒) นางขอ ทดลอง")
    assert found.parallel == ()
    assert found.speakers == ("ดร.กอ ทดลอง", "นางขอ ทดลอง")


def test_a_number_of_groups_in_the_title_hides_no_rooms_below() -> None:
    found = item("09.00 น. แบ่งกลุ่ม ๓ กลุ่ม\nห้องบัว: ดิน\nห้องมะลิ: น้ำ")
    assert found.title == "แบ่งกลุ่ม ๓ กลุ่ม"
    assert [talk.title for talk in found.parallel] == ["ดิน", "น้ำ"]


def test_numbers_in_a_sentence_are_no_rooms() -> None:
    found = item("09.00 น. ทบทวน (๑) แผน และ (๒) งบประมาณ")
    assert (found.title, found.parallel) == ("ทบทวน (๑) แผน และ (๒) งบประมาณ", ())


def test_an_act_below_an_item_gives_a_speaker_and_no_title() -> None:
    found = item("09.00 น. พิธีเปิด\nกล่าวเปิดโดย นายกอ ทดลอง\nดำเนินรายการโดย นางขอ ทดลอง")
    assert (found.title, found.speakers) == ("พิธีเปิด", ("นายกอ ทดลอง", "นางขอ ทดลอง"))


def test_an_act_that_is_all_an_item_has_is_its_title() -> None:
    assert item("09.00 น.\nกล่าวเปิดโดย นายกอ ทดลอง").title == "กล่าวเปิด"


def test_a_wrapped_title_is_joined_by_one_space() -> None:
    found = item("09.00 น. บรรยาย เรื่อง “การพัฒนา\nระดับพื้นที่”\nโดย ดร.กอ ทดลอง\nกองแผนงาน")
    assert found.title == "บรรยาย เรื่อง “การพัฒนา ระดับพื้นที่”"
    assert found.speakers == ("ดร.กอ ทดลอง กองแผนงาน",)
    assert found.source == (1, 2, 3, 4)


def test_a_line_that_a_page_break_parts_is_one_source() -> None:
    found = item("09.00\x0c– 09.30 น. บรรยาย")
    assert (found.end, found.source) == (time(9, 30), (1,))


def test_words_in_a_column_for_numbers_or_dates_are_kept() -> None:
    agenda = parse("ที่\tวันที่\tเวลา\tกิจกรรม\nเลื่อน ๑\t7 ม.ค. 2569 งดรับ\t09.00\tลงทะเบียน")
    (day,) = agenda.meetings
    assert day.date == date(2026, 1, 7)
    assert [note.text for note in agenda.notes if note.line == 2] == ["งดรับ", "เลื่อน ๑"]


def test_a_continued_item_has_the_speakers_of_the_one_before_the_break() -> None:
    (day,) = parse(
        "09.00 น. เสวนา “น้ำ” โดย นายกอ ทดลอง\n10.00 น. พัก\n10.15 น. เสวนา “น้ำ” (ต่อ)\n"
        "11.00 น. เสวนา (ต่อ) โดย นางขอ ทดลอง"
    ).meetings
    assert [each.speakers for each in day.items] == [
        ("นายกอ ทดลอง",),
        (),
        ("นายกอ ทดลอง",),
        ("นางขอ ทดลอง",),
    ]


def test_a_date_without_times_makes_no_day_and_is_kept() -> None:
    agenda = parse("วันที่ ๑ มกราคม ๒๕๖๙\nวันที่ ๒ มกราคม ๒๕๖๙\n09.00 น. ลงทะเบียน")
    assert [day.date for day in agenda.meetings] == [date(2026, 1, 2)]
    assert [(note.line, note.text) for note in agenda.notes] == [(1, "วันที่ ๑ มกราคม ๒๕๖๙")]


def test_part_of_a_line_that_is_a_note_is_no_note_of_its_own() -> None:
    agenda = parse("วันที่ ๑ มกราคม ๒๕๖๙ ยังไม่แน่นอน\nวันที่ ๒ มกราคม ๒๕๖๙\n09.00 น. ลงทะเบียน")
    assert [(note.line, note.text) for note in agenda.notes] == [(1, "วันที่ ๑ มกราคม ๒๕๖๙ ยังไม่แน่นอน")]


@pytest.mark.parametrize(
    ("marks", "days"),
    [
        (("วันแรก", "วันที่สอง"), (2, 3)),
        (("วันที่ ๑", "วันที่ ๒"), (2, 3)),
        (("วันที่ ๒", "วันที่ ๓"), (2, 3)),
        (("วันจันทร์ที่ ๒", "วันอังคารที่ ๓"), (2, 3)),
        (("Day 1", "Day 2"), (2, 3)),
    ],
)
def test_days_of_a_range_are_counted_or_named(
    marks: tuple[str, str], days: tuple[int, int]
) -> None:
    agenda = parse(
        "ระหว่างวันที่ ๒ – ๓ กุมภาพันธ์ ๒๕๖๙\n" + "\n".join(f"{mark}\n09.00 น. ก" for mark in marks)
    )
    assert [each.date for each in agenda.meetings] == [date(2026, 2, day) for day in days]
    assert agenda.notes == ()


def test_the_same_date_twice_is_one_day() -> None:
    agenda = parse(
        "วันที่ ๑ มกราคม ๒๕๖๙\n09.00 น. ลงทะเบียน\n\nวันที่ ๑ มกราคม ๒๕๖๙ (ต่อ)\n13.00 น. ปิดการประชุม"
    )
    assert [len(day.items) for day in agenda.meetings] == [2]


def test_a_year_told_once_counts_for_all_days() -> None:
    agenda = parse(
        "ระหว่างเดือนมกราคม – กุมภาพันธ์ ๒๕๖๙\nวันพุธที่ ๗ มกราคม\n09.00 น. ก\nวันพุธที่ ๔ กุมภาพันธ์\n09.00 น. ข"
    )
    assert [day.date for day in agenda.meetings] == [date(2026, 1, 7), date(2026, 2, 4)]


def test_the_hours_of_a_meeting_are_no_item() -> None:
    agenda = parse("วันที่ ๗ มกราคม ๒๕๖๙ เวลา ๐๙.๐๐ – ๑๒.๐๐ น. ณ ห้อง ก\n09.00 น. ลงทะเบียน")
    (day,) = agenda.meetings
    assert day.hours == (time(9), time(12))
    assert day.place == "ห้อง ก"
    assert len(day.items) == 1


def test_page_furniture_and_remarks_become_notes() -> None:
    agenda = parse(
        "กำหนดการประชุมทดลอง\n09.00 น. บรรยาย เรื่อง การพัฒนา\n- ๒ -\nกำหนดการประชุมทดลอง\nระดับจังหวัด\n\n"
        "หมายเหตุ: เปลี่ยนแปลงได้\nโปรดมาก่อนเวลา"
    )
    assert [note.line for note in agenda.notes] == [3, 4, 7, 8]
    (day,) = agenda.meetings
    assert day.title == "การประชุมทดลอง"
    assert [(each.title, each.source) for each in day.items] == [
        ("บรรยาย เรื่อง การพัฒนา ระดับจังหวัด", (2, 5))
    ]


@pytest.mark.parametrize(
    "hostile",
    [
        " " * 1_000_000,
        "(" * 200_000,
        "“" * 200_000,
        '"' * 200_001,
        "<" * 200_000,
        "&" * 200_000,
        "09.00 น. " + "(๑)" * 100_000,
        "09.00 น. " + "โดย " * 100_000,
        "09.00 น. " + "โดย ดร.ก และ " * 30_000,
        "09.00 น. ก" + " " * 200_000 + "ข",
        "09.00 น. " + "ห้อง" * 100_000,
        "09.00 น. " + "๑. " * 100_000,
        "09.00 น. ก (ต่อ)\n" * 20_000,
        "09.00 น. ก\n" + "ข\n" * 100_000,
        "วันที่ ๑ มกราคม ๒๕๖๙ " * 30_000,
        "|" * 200_000 + "\n09.00|ก",
        "09.00\t" * 100_000,
        "09.00 น. ก" + "<br>ข" * 50_000,
        "09.00 น. " + "ก" * 300_000 + "\nข" * 1000,
        "".join(f"{n % 28 + 1} มกราคม {2500 + n % 99}\n09.00 น. ก\n" for n in range(10_000)),
        "การ" * 200_000 + "\n09.00 ก",
        "ครั้งที่ ๑ " * 50_000 + "\n09.00 ก",
    ],
)
def test_hostile_text_is_read_to_its_end(hostile: str) -> None:
    with suppress(AgendaError):
        assert parse(hostile).meetings
