import io
import zipfile
from datetime import datetime

import pytest
import xlsxwriter

from eventsys.imports import tables
from eventsys.imports.errors import UnreadableReport
from eventsys.imports.tables import read_tables

SHEET = "xl/worksheets/sheet1.xml"


def cells(data: bytes) -> list[tuple[str, ...]]:
    return [row.cells for row in read_tables(data)[0]]


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableReport) as caught:
        read_tables(data)
    return caught.value.code


def workbook(rows: list[list[object]]) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"default_date_format": "yyyy-mm-dd hh:mm:ss"})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return stream.getvalue()


def changed(data: bytes, member: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, content if name == member else old.read(name))
    return stream.getvalue()


@pytest.mark.parametrize("sign", [",", "\t", ";", "|"])
def test_every_usual_sign_parts_cells(sign: str) -> None:
    text = f'a{sign}b\r\n"x{sign}y"{sign}2\r\n'
    assert cells(text.encode()) == [("a", "b"), (f"x{sign}y", "2")]


def test_commas_in_times_do_not_part_a_file_of_tabs() -> None:
    text = "Name\tJoin\nก\t2/18/22, 8:30:00 AM\nข\t2/18/22, 8:31:00 AM\n"
    assert cells(text.encode())[1] == ("ก", "2/18/22, 8:30:00 AM")


def test_excels_hint_is_followed_and_lines_still_count_from_one() -> None:
    rows = read_tables(b"sep=;\r\na;b,c\r\n")[0]
    assert [(row.line, row.cells) for row in rows] == [(2, ("a", "b,c"))]


def test_a_row_stands_in_the_line_it_begins_in() -> None:
    rows = read_tables(b'a,b\r\n\r\n"one\r\ntwo",3\r\nc,d\r\n')[0]
    assert [row.line for row in rows] == [1, 3, 5]


def test_a_quote_inside_a_cell_is_a_sign() -> None:
    assert cells(b'a,b\r\n"x"y,2\r\n3" pipe,4\r\n') == [("a", "b"), ("xy", "2"), ('3" pipe', "4")]


def test_an_open_quote_is_a_damaged_file() -> None:
    assert refused(b'a,b\r\n"c,d\r\ne,f\r\n') == "open_quote"


def test_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_ROWS", 3)
    assert refused(b"a,b\r\n" * 4) == "too_many_rows"
    assert refused(b"," * 600 + b"a\r\n") == "too_many_columns"


def test_a_workbook_reads_as_its_text() -> None:
    rows: list[list[object]] = [
        ["Name", "Join", "Minutes", "Half", "Yes"],
        ["นายตัวอย่าง", datetime(2022, 2, 18, 8, 45, 12), 215, 1.5, True],  # noqa: DTZ001
    ]
    assert cells(workbook(rows)) == [
        ("Name", "Join", "Minutes", "Half", "Yes"),
        ("นายตัวอย่าง", "2022-02-18 08:45:12", "215", "1.5", "TRUE"),
    ]


def test_rows_of_a_workbook_keep_their_numbers() -> None:
    rows = read_tables(workbook([[], ["a", "b"], [], ["c", "d"]]))[0]
    assert [(row.line, row.cells) for row in rows] == [(2, ("a", "b")), (4, ("c", "d"))]


def test_an_archive_that_is_no_workbook_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("report.csv", "a,b")
    assert refused(stream.getvalue()) == "not_a_workbook"


def test_a_truncated_workbook_is_refused() -> None:
    data = workbook([["a", "b"]])
    assert refused(data[: len(data) // 2]) == "damaged_workbook"


def test_a_workbook_that_unpacks_to_gigabytes_is_refused() -> None:
    bomb = changed(workbook([["a"]]), SHEET, b"<a>" + b" " * (200 * 1024 * 1024))
    assert len(bomb) < 1024 * 1024
    assert refused(bomb) == "workbook_too_large"


def test_a_directory_that_lies_about_sizes_does_not_help() -> None:
    bomb = bytearray(changed(workbook([["a"]]), SHEET, b"<a>" + b" " * (200 * 1024 * 1024)))
    size = (200 * 1024 * 1024 + 3).to_bytes(4, "little")
    assert bomb.count(size) > 0
    honest = bytes(bomb).replace(size, (1000).to_bytes(4, "little"))
    assert refused(honest) in {"damaged_workbook", "workbook_too_large"}


def test_two_cells_far_apart_do_not_make_a_table_of_billions() -> None:
    data = changed(
        workbook([["a"]]),
        SHEET,
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1"><v>1</v></c></row>'
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>',
    )
    assert refused(data) == "workbook_too_large"


def test_one_long_text_used_often_is_counted_as_often() -> None:
    texts = b"<sst><si><t>" + b"a" * 32_000 + b"</t></si></sst>"
    rows = b"".join(
        b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (number, number)
        for number in range(1, 20_000)
    )
    data = changed(workbook([["a"]]), "xl/sharedStrings.xml", texts)
    data = changed(data, SHEET, b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>")
    assert refused(data) == "workbook_too_large"
