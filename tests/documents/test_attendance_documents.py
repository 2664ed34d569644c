"""The attendance summary on paper and as a workbook: figures that add up, and nothing made up."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import python_calamine

from eventsys.documents.attendance_pdf import attendance_summary_pdf
from eventsys.documents.attendance_sheet import attendance_summary_xlsx
from eventsys.documents.attendance_tables import blocks, grand_total
from eventsys.rules.attendance_summary import AttendanceSummary
from eventsys.rules.thai import to_thai_digits
from tests.documents.reading import flat, pdf_facts, pdf_text
from tests.documents.sample_summary import GROUPS, NOBODY, SUMMARY, summary_without_reports

ARABIC = replace(SUMMARY, thai_digits=False)


def lines(summary: AttendanceSummary, folder: Path, **options: str) -> list[str]:
    """Lines of the document with single spaces."""
    text = pdf_text(attendance_summary_pdf(summary, **options), folder, "-layout")
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def test_each_meeting_has_its_figures(tmp_path: Path) -> None:
    found = lines(ARABIC, tmp_path)
    for meeting in SUMMARY.meetings[:3]:
        figures = meeting.figures
        share = 100 * figures.attended / figures.registered
        date = {1: "18 ก.พ. 2565", 2: "3 มี.ค. 2565", 3: "11 มี.ค. 2565"}[meeting.number]
        assert (
            f"{meeting.number} {date} {figures.registered:,} {figures.attended} {figures.partly}"
            f" {figures.absent} {share:.1f} {meeting.walk_ins} {meeting.unmatched}"
        ) in found
    assert f"4 16 มี.ค. 2565 {SUMMARY.registered:,} ยังไม่มีรายงาน" in found


def test_each_province_stands_once_with_its_figures(tmp_path: Path) -> None:
    found = lines(ARABIC, tmp_path)
    for group in GROUPS:
        attended = " ".join(str(each.attended) for each in group.per_meeting[:3])
        share = f"{100 * group.once / group.registered:.1f}" if group.registered else "–"
        line = (
            f"{group.name.th} {group.capacity} {group.registered} {group.once} {share} {attended} –"
        )
        assert found.count(line) == 1, line


def test_sums_add_up_by_region_and_over_all(tmp_path: Path) -> None:
    parts = blocks(SUMMARY, "th")
    assert [part.name for part in parts][-1] == "ส่วนกลางและกลุ่มอื่น"
    assert sorted(len(part.rows) for part in parts) == [1, 5, 7, 9, 14, 20, 22]
    for part in parts:
        assert part.total.registered == sum(row.registered for row in part.rows)
        assert part.total.once == sum(row.once or 0 for row in part.rows)
    total = grand_total(SUMMARY, "th")
    assert total.registered == sum(part.total.registered for part in parts) == SUMMARY.registered
    assert total.once == SUMMARY.once
    assert total.attended == (*[each.figures.attended for each in SUMMARY.meetings[:3]], None)
    found = lines(ARABIC, tmp_path)
    figures = " ".join(str(count) for count in total.attended[:3])
    share = f"{100 * SUMMARY.once / SUMMARY.registered:.1f}"
    assert (
        f"รวมทั้งสิ้น {total.capacity:,} {total.registered:,} {SUMMARY.once} {share} {figures} –"
    ) in found


def test_provinces_without_anybody_are_named(tmp_path: Path) -> None:
    text = flat(pdf_text(attendance_summary_pdf(ARABIC), tmp_path, "-raw"))
    part = text[text.index("3.จังหวัดที่ไม่มีผู้ลงทะเบียน") : text.index("4.ชื่อที่ยังจับคู่")]
    none, only_registered = part.split("จังหวัดที่มีผู้ลงทะเบียนแต่ยังไม่มีผู้เข้าร่วม")
    names = {group.name.th for group in GROUPS if group.code in NOBODY}
    assert {group.name.th for group in GROUPS if group.name.th in none} == names
    assert "ระนอง" in only_registered


def test_names_without_a_match_are_listed_as_they_came(tmp_path: Path) -> None:
    found = lines(ARABIC, tmp_path)
    for line in (
        "1 1 iPad ของน้ำฝน 88 ไม่ใช่ชื่อบุคคล",
        "2 1 พช. นางสาวน้ำผึ้ง 62 ตรงกับหลายคน",
        "3 2 =cmd|'/c calc'!A1 – ไม่พบในผู้ลงทะเบียน",
        "6 3 <img src='file:///etc/passwd'> 70 ไม่พบในผู้ลงทะเบียน",
    ):
        assert line in found
    assert "office@example.go.th" not in " ".join(found)


def test_without_any_report_nothing_is_said_of_attendance(tmp_path: Path) -> None:
    found = lines(replace(summary_without_reports(), thai_digits=False), tmp_path)
    assert len([line for line in found if line.endswith("ยังไม่มีรายงาน")]) == 4
    assert f"{GROUPS[0].name.th} 25 {GROUPS[0].registered} – – – – – –" in found
    assert not [line for line in found if "ยังไม่มีผู้เข้าร่วม" in line]


def test_thai_digits_stand_everywhere(tmp_path: Path) -> None:
    pages = pdf_text(attendance_summary_pdf(SUMMARY), tmp_path, "-layout").split("\f")[:-1]
    count = to_thai_digits(str(len(pages)))
    for number, page in enumerate(pages, start=1):
        assert f"หน้า {to_thai_digits(str(number))}/{count}" in " ".join(page.split())
    first = pages[0]
    assert not set(re.sub(r"[^0-9]", "", first))
    assert "๒๐ มีนาคม ๒๕๖๕ เวลา ๑๔.๐๕ น." in " ".join(first.split())


def test_every_page_names_the_document_and_the_tables_repeat_their_head(tmp_path: Path) -> None:
    pages = pdf_text(attendance_summary_pdf(SUMMARY), tmp_path, "-layout").split("\f")[:-1]
    assert [flat(page).startswith("สรุปการเข้าร่วมการประชุมการประชุมเชิงปฏิบัติการ") for page in pages] == [
        False,
        *[True] * (len(pages) - 1),
    ]
    with_provinces = [page for page in pages if "รวมภาค" in page]
    assert all("จังหวัด/กลุ่ม" in page for page in with_provinces)
    assert len(with_provinces) > 1


def test_it_ends_with_room_for_signatures(tmp_path: Path) -> None:
    last = pdf_text(attendance_summary_pdf(SUMMARY), tmp_path).split("\f")[-2]
    assert flat(last).count("ลงชื่อ") == 2
    assert ("ผู้จัดทำ" in last, "ผู้รับรอง" in last) == (True, True)


def test_many_meetings_are_set_sideways(tmp_path: Path) -> None:
    meetings = tuple(replace(SUMMARY.meetings[place % 4], number=place + 1) for place in range(10))
    groups = tuple(
        replace(group, per_meeting=tuple(group.per_meeting[place % 4] for place in range(10)))
        for group in GROUPS
    )
    content = attendance_summary_pdf(replace(SUMMARY, meetings=meetings, groups=groups))
    facts = pdf_facts(content, tmp_path)
    assert int(facts["Pages"]) > 4
    assert "๑๐" in pdf_text(content, tmp_path, "-layout")


def test_english_words_need_no_thai_digits(tmp_path: Path) -> None:
    found = " ".join(lines(SUMMARY, tmp_path, locale="en"))
    assert "20 March 2022" in found
    assert "Nakhon Ratchasima" in found
    assert not set(found) & set("๐๑๒๓๔๕๖๗๘๙")


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_workbook_has_the_same_figures() -> None:
    found = sheets(attendance_summary_xlsx(SUMMARY))
    assert list(found) == ["รายครั้ง", "รายจังหวัด", "ชื่อที่ยังจับคู่ไม่ได้"]
    meetings = found["รายครั้ง"]
    first = SUMMARY.meetings[0].figures
    assert meetings[1][:3] == [1.0, "18 ก.พ. 2565", ""]
    assert meetings[1][3:] == [
        "นำเข้าแล้ว",
        first.registered,
        first.attended,
        first.partly,
        first.absent,
        first.attended / first.registered,
        3.0,
        2.0,
    ]
    assert meetings[4][3:] == ["ยังไม่มีรายงาน", first.registered, "", "", "", "", "", ""]
    groups = found["รายจังหวัด"]
    assert len(groups) == 1 + 78 + 1
    assert groups[-1][0] == "รวมทั้งสิ้น"
    assert groups[-1][3] == sum(row[3] for row in groups[1:-1] if isinstance(row[3], float))
    assert found["ชื่อที่ยังจับคู่ไม่ได้"][3] == [2.0, "=cmd|'/c calc'!A1", "", "", "ไม่พบในผู้ลงทะเบียน"]
