"""Lists of quotas out of files: which column holds what, and in which cell it stood."""

import pytest

from eventsys.documents.quota_sheet import template_csv, template_xlsx
from eventsys.documents.spreadsheet import Column, Sheet, Value, xlsx
from eventsys.imports.errors import UnreadableReport
from eventsys.imports.quota_lists import HEADINGS, MOST_ROWS, column_letters, read_quota_list
from eventsys.imports.tables import read_tables
from eventsys.rules.quota_list import CELLS, TypedQuota, check_quotas


def csv(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def test_columns_are_known_by_their_headings_in_any_order() -> None:
    found = read_quota_list(csv("หมายเหตุ,ที่นั่ง,จังหวัด", ",25,นครปฐม", "", "x,๕,น่าน"))
    assert found.rows == (
        TypedQuota(2, name="นครปฐม", capacity="25"),
        TypedQuota(4, name="น่าน", capacity="๕"),
    )
    assert found.columns == {"capacity": "B", "name": "C"}


def test_a_workbook_is_read_from_its_first_sheet() -> None:
    columns = [Column("Province"), Column("Places"), Column("Waiting list"), Column("Closes")]
    rows: list[list[Value]] = [["Nan", 12, "no", "15 Feb 2027 16:30"]]
    content = xlsx([Sheet("a", columns, rows), Sheet("b", columns, [["Loei", 1, "", ""]])])
    assert read_quota_list(content).rows == (
        TypedQuota(2, name="Nan", capacity="12", waiting="no", closes="15 Feb 2027 16:30"),
    )


@pytest.mark.parametrize("locale", ["th", "en"])
def test_the_template_is_understood_with_its_examples(locale: str) -> None:
    heading, *examples = read_tables(template_xlsx(locale=locale))[1]
    lines = [",".join(row.cells) for row in (heading, *examples)]
    found = read_quota_list("\n".join(lines).encode())
    assert set(found.columns) == set(CELLS)
    plans = [each.plan for each in check_quotas(found.rows, ())]
    assert [plan and (plan.code, plan.capacity, plan.waiting_list) for plan in plans] == [
        ("TH-73", 25, True),
        ("central", 50, True),
        ("press", 10, False),
    ]
    assert read_tables(template_csv(locale=locale))[0][0].cells == heading.cells
    with pytest.raises(UnreadableReport, match="no_quotas"):
        read_quota_list(template_xlsx(locale=locale))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (csv("a,b", "1,2"), "columns_missing"),
        (csv("จังหวัด,ที่นั่ง"), "no_quotas"),
        (csv("จังหวัด", *["น่าน"] * (MOST_ROWS + 1)), "too_many_rows"),
        (b"", "empty"),
        (b"%PDF-1.7", "other_format"),
    ],
)
def test_what_is_no_list_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableReport) as refused:
        read_quota_list(content)
    assert refused.value.code == code


def test_columns_have_the_letters_of_spreadsheet_programs() -> None:
    assert [column_letters(index) for index in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]


def test_no_heading_means_two_things() -> None:
    headings = [text for texts in HEADINGS.values() for text in texts]
    assert len(set(headings)) == len(headings)
    assert [text for text in headings if text != text.casefold()] == []
