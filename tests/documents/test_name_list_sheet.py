"""A checked list as a workbook and as a CSV file."""

import csv
from io import BytesIO, StringIO
from typing import Any

import pytest
import python_calamine

from eventsys.documents.name_list_sheet import name_list_csv, name_list_xlsx
from eventsys.rules.display_names import check
from eventsys.rules.name_lists import CheckedName, summarise

NAMES = (
    (2, "นครปฐม พช. นายมั่งมั่ง (Host, me)"),
    (3, "จ.นครปฐม พช. นาย จริงใจ"),
    (5, "สศช. Ms.Example"),
    (6, '=HYPERLINK("http://x","y")'),
)
ROWS = [CheckedName(line, check(text)) for line, text in NAMES]
SUMMARY = summarise([row.check for row in ROWS])


def read(content: bytes) -> dict[str, list[list[Any]]]:
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def lines(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_first_sheet_says_for_every_name_what_to_write() -> None:
    sheet = read(name_list_xlsx(ROWS, SUMMARY, "th"))["รายชื่อ"]
    assert sheet[0] == [
        "บรรทัดที่",
        "ชื่อที่เขียนมา",
        "ชื่อที่ควรใช้",
        "ตรงตามแบบ",
        "สิ่งที่ต้องแก้ไข",
        "จังหวัด",
        "หน่วยงาน",
        "คำนำหน้า",
        "ชื่อ",
    ]
    use = "นครปฐม พช. นายมั่งมั่ง"
    assert sheet[1] == [2, NAMES[0][1], use, "ใช่", "", "นครปฐม", "พช.", "นาย", "มั่งมั่ง"]
    assert sheet[2] == [
        3,
        "จ.นครปฐม พช. นาย จริงใจ",
        "นครปฐม พช. นายจริงใจ",
        "ไม่ใช่",
        "เขียนชื่อจังหวัดว่า “นครปฐม” แทน “จ.นครปฐม” เขียนคำนำหน้าติดกับชื่อโดยไม่เว้นวรรค เป็น “นายจริงใจ”",
        "นครปฐม",
        "พช.",
        "นาย",
        "จริงใจ",
    ]
    assert sheet[3][5:] == ["", "สศช.", "Ms.", "Example"]
    assert sheet[4][:4] == [6, '=HYPERLINK("http://x","y")', "", "ไม่ใช่"]


def test_the_other_sheets_count_problems_and_provinces() -> None:
    book = read(name_list_xlsx(ROWS, SUMMARY, "th"))
    assert list(book) == ["รายชื่อ", "ปัญหาที่พบ", "รายจังหวัด"]
    counts = {row[0]: (row[1], row[2]) for row in book["ปัญหาที่พบ"][1:]}
    assert counts["ใช้ชื่ออื่นหรือชื่อย่อของจังหวัด"] == (1, 0.25)
    assert len(counts) == len(SUMMARY.problems)
    assert book["รายจังหวัด"][0] == [
        "จังหวัด/กลุ่ม",
        "จำนวนชื่อ",
        "จำนวนที่ตรงตามแบบ",
        "สัดส่วนที่ตรงตามแบบ",
    ]
    assert book["รายจังหวัด"][1] == ["นครปฐม", 2, 1, 0.5]
    assert book["รายจังหวัด"][-1] == ["รวมทั้งสิ้น", 4, 2, 0.5]


def test_english_has_english_headings_sentences_and_provinces() -> None:
    book = read(name_list_xlsx(ROWS, SUMMARY, "en"))
    assert list(book) == ["List of names", "Problems found", "By province"]
    assert book["List of names"][2][3] == "No"
    assert book["List of names"][2][5] == "Nakhon Pathom"
    assert ["Another name or a short form of the province", 1, 0.25] in book["Problems found"]
    assert book["By province"][1] == ["Nakhon Pathom", 2, 1, 0.5]
    assert book["By province"][2][0] == "Central agencies"


@pytest.mark.parametrize("locale", ["th", "en"])
def test_the_csv_file_has_the_first_sheet_and_no_formula(locale: str) -> None:
    sheet = next(iter(read(name_list_xlsx(ROWS, SUMMARY, locale)).values()))
    found = lines(name_list_csv(ROWS, locale))
    assert found[0] == sheet[0]
    assert found[1][1:] == sheet[1][1:]
    assert [row[0] for row in found[1:]] == ["2", "3", "5", "6"]
    assert found[4][1] == '\'=HYPERLINK("http://x","y")'


def test_an_empty_list_has_its_headings() -> None:
    book = read(name_list_xlsx([], summarise([])))
    assert [len(sheet) for sheet in book.values()] == [1, 1, 2]
    assert book["รายจังหวัด"][1] == ["รวมทั้งสิ้น", 0, 0, ""]
    assert len(lines(name_list_csv([]))) == 1
