"""Spreadsheets and CSV files: typed cells, and nothing of a person's becomes a formula."""

import csv
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from typing import Any

import pytest
import python_calamine

from eventsys.documents.registration_sheet import registrations_csv, registrations_xlsx
from eventsys.documents.spreadsheet import MANY_CELLS, Column, Kind, Sheet, csv_bytes, xlsx
from eventsys.rules.published import Text
from eventsys.rules.registration_row import RegistrationRow

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x","y")')
HARMLESS = ("นาย", "1+1", " =1", "'=1", "a@b.th", "", "ก-ข", "https://example.go.th")

ROW = RegistrationRow(
    state="waiting",
    quota_name=Text("นครปฐม", "Nakhon Pathom"),
    title="นางสาว",
    first_name="น้ำฝน",
    last_name="=1+1",
    agency="พช.",
    position="-",
    sector="ภาครัฐ",
    email="+@example.go.th",
    phone="0810000000",
    display_name="นครปฐม พช. นางสาวน้ำฝน",
    registered_at=datetime(2022, 2, 1, 20, 30, tzinfo=UTC),
)


def read(content: bytes) -> dict[str, list[list[Any]]]:
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def parts(content: bytes) -> str:
    with zipfile.ZipFile(BytesIO(content)) as file:
        return "\n".join(file.read(name).decode() for name in file.namelist())


@pytest.mark.parametrize("rows", [1, MANY_CELLS])
def test_text_stays_text_in_a_workbook(rows: int) -> None:
    texts = [(text,) for text in (*FORMULAS, *HARMLESS)]
    filling = [("x",)] * (rows - 1)
    content = xlsx([Sheet("ก", [Column("ชื่อ")], [*texts, *filling])])
    cells = [row[0] for row in read(content)["ก"][1 : len(texts) + 1]]
    assert cells == [text for (text,) in texts]
    inside = parts(content)
    assert "<f>" not in inside
    assert "<hyperlink" not in inside


def test_values_keep_their_types() -> None:
    columns = [Column(str(kind), 12, kind) for kind in Kind]
    moment = datetime(2022, 2, 18, 2, 0, tzinfo=UTC)
    row = ("007", 7, 1.25, 0.5, date(2022, 2, 18), moment)
    content = xlsx([Sheet("ก", columns, [row, (None,) * 6])])
    found = read(content)["ก"]
    assert found[1] == ["007", 7.0, 1.25, 0.5, date(2022, 2, 18), datetime(2022, 2, 18, 9)]  # noqa: DTZ001 (cells have no zone)
    inside = parts(content)
    assert "[$-107041E]d mmm yyyy" in inside
    assert 'state="frozen"' in inside
    assert '<autoFilter ref="A1:F3"/>' in inside


def test_sheet_names_are_what_excel_takes() -> None:
    long = "รายชื่อผู้ลงทะเบียนทั้งหมดของทุกจังหวัด"
    content = xlsx([Sheet(title, [Column("ก")], []) for title in ("a/b", long, long, "'", "A B")])
    assert list(read(content)) == ["a b", long[:31], f"{long[:27]} (2)", "1", "A B (2)"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_gets_an_apostrophe_in_csv(text: str) -> None:
    content = csv_bytes([Column("ชื่อ")], [(text,)])
    assert list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))[1] == [f"'{text}"]


@pytest.mark.parametrize("text", HARMLESS)
def test_other_text_stays_as_it_is_in_csv(text: str) -> None:
    content = csv_bytes([Column("ก"), Column("ข")], [(text, "x")])
    assert list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))[1] == [text, "x"]


def test_csv_begins_with_a_mark_and_has_iso_dates() -> None:
    columns = [Column("ก"), Column("ข"), Column("ค"), Column("ง")]
    moment = datetime(2022, 2, 18, 2, 0, tzinfo=UTC)
    content = csv_bytes(columns, [(date(2022, 2, 18), moment, -1, None)])
    assert content == "\ufeffก,ข,ค,ง\r\n2022-02-18,2022-02-18 09:00:00,-1,\r\n".encode()


def test_the_list_of_registrations_is_the_same_in_both_forms() -> None:
    confirmed = replace(ROW, state="confirmed", confirmed_at=datetime(2022, 2, 2, 1, tzinfo=UTC))
    book = read(registrations_xlsx([ROW, confirmed]))["ผู้ลงทะเบียน"]
    text = registrations_csv([ROW, confirmed]).decode("utf-8-sig")
    lines = list(csv.reader(StringIO(text, newline="")))
    assert book[0] == lines[0]
    assert book[1][:12] == [
        1.0,
        "รายชื่อสำรอง",
        "นครปฐม",
        "นางสาว",
        "น้ำฝน",
        "=1+1",
        "พช.",
        "-",
        "ภาครัฐ",
        "+@example.go.th",
        "0810000000",
        "นครปฐม พช. นางสาวน้ำฝน",
    ]
    assert book[1][12:] == [datetime(2022, 2, 2, 3, 30), "", ""]  # noqa: DTZ001 (cells have no zone)
    assert lines[1][5:11] == ["'=1+1", "พช.", "'-", "ภาครัฐ", "'+@example.go.th", "0810000000"]
    assert lines[2][1] == "ยืนยันแล้ว"
    assert lines[2][12:] == ["2022-02-02 03:30:00", "2022-02-02 08:00:00", ""]


def test_an_empty_list_has_its_headings() -> None:
    assert len(read(registrations_xlsx([]))["ผู้ลงทะเบียน"]) == 1
