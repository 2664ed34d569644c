"""Reading lists of people as offices write them."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from eventsys.documents.people_template import people_template_csv, people_template_xlsx
from eventsys.documents.spreadsheet import Column, Sheet, xlsx
from eventsys.imports.errors import UnreadableReport
from eventsys.imports.people_lists import MOST_PEOPLE, read_people_list
from eventsys.rules.agencies import Agency
from eventsys.rules.people_list import TypedPerson


@pytest.mark.parametrize(
    ("headings", "row", "person"),
    [
        (
            "คำนำหน้า,ชื่อ,สกุล,หน่วยงาน,ตำแหน่ง,อีเมล,โทรศัพท์",
            "นาย,ก้อง,ใจดี,พช.,นักวิชาการ,a@x.go.th,0812345678",
            TypedPerson(2, "นาย", "ก้อง", "ใจดี", "พช.", "นักวิชาการ", "a@x.go.th", "0812345678"),
        ),
        (
            "ลำดับ,ชื่อ-สกุล,สังกัด,เบอร์โทร,จังหวัด",
            "1,นางสาวสมใจ ดีงาม,พช.,0812345678,นครปฐม",
            TypedPerson(2, "นางสาว", "สมใจ", "ดีงาม", "พช.", phone="0812345678", province="นครปฐม"),
        ),
        (
            "ที่,ยศ/คำนำหน้า,ชื่อ - นามสกุล,ส่วนราชการ",
            "1,ดร.,สมใจ ดีงาม,พช.",
            TypedPerson(2, "ดร.", "สมใจ", "ดีงาม", "พช."),
        ),
        (
            "Title,First name,Last name,Agency,E-mail address,Phone number",
            "Mr.,Somchai,Jaidee,พช.,a@x.go.th,0812345678",
            TypedPerson(
                2, "Mr.", "Somchai", "Jaidee", "พช.", email="a@x.go.th", phone="0812345678"
            ),
        ),
        ("Full name,Organization", "นายก้อง ใจดี,พช.", TypedPerson(2, "นาย", "ก้อง", "ใจดี", "พช.")),
        ("ชื่อ,ชื่อสกุล,หน่วยงาน", "ก้อง,ใจดี,พช.", TypedPerson(2, "", "ก้อง", "ใจดี", "พช.")),
        ("ชื่อ,หน่วยงาน", "นายก้อง ใจดี,พช.", TypedPerson(2, "นาย", "ก้อง", "ใจดี", "พช.")),
    ],
)
def test_headings_of_many_kinds_are_understood(
    headings: str, row: str, person: TypedPerson
) -> None:
    assert read_people_list(f"{headings}\n{row}\n".encode()).rows == (person,)


def test_titles_above_and_empty_rows_are_passed_over_and_lines_stay() -> None:
    text = "รายชื่อผู้เข้าร่วมจังหวัดนครปฐม\nลำดับ,ชื่อ-สกุล,หน่วยงาน\n1,นายก้อง ใจดี,พช.\n2,,\n3,นางมา ดี,พช.\n"
    found = read_people_list(text.encode())
    assert [(row.line, row.first_name) for row in found.rows] == [(3, "ก้อง"), (5, "มา")]
    assert found.columns == {"title": "B", "first_name": "B", "last_name": "B", "agency": "C"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("ก้อง,ใจดี\nมา,ดี\n", "people_columns_missing"),
        ("ชื่อ,สกุล\n", "no_people"),
        ("ชื่อ,สกุล\n" + "ก้อง,ใจดี\n" * (MOST_PEOPLE + 1), "too_many_people"),
        ("", "empty"),
    ],
)
def test_what_is_no_list_is_refused(content: str, code: str) -> None:
    with pytest.raises(UnreadableReport) as refused:
        read_people_list(content.encode())
    assert refused.value.code == code


@pytest.mark.parametrize("locale", ["th", "en"])
def test_the_template_is_understood_and_its_example_is_nobody(locale: str) -> None:
    for content in (people_template_xlsx(locale=locale), people_template_csv(locale=locale)):
        with pytest.raises(UnreadableReport) as refused:
            read_people_list(content)
        assert refused.value.code == "no_people"


def test_the_template_lists_the_events_own_agencies_first() -> None:
    own = Agency("ตย.", "มูลนิธิตัวอย่าง")
    book = CalamineWorkbook.from_filelike(BytesIO(people_template_xlsx(agencies=(own,))))
    first, second = (book.get_sheet_by_index(index).to_python() for index in (0, 1))
    assert first[0] == ["คำนำหน้า", "ชื่อ", "นามสกุล", "หน่วยงาน", "ตำแหน่ง", "อีเมล", "โทรศัพท์"]
    assert second[1] == ["ตย.", "มูลนิธิตัวอย่าง", "นาย"]


def test_a_sheet_without_people_before_the_list_is_passed_over() -> None:
    cover = Sheet("ปก", [Column("หนังสือนำส่ง")], [["ตามที่ได้รับแจ้ง"]])
    people = Sheet("รายชื่อ", [Column("ชื่อ-สกุล"), Column("หน่วยงาน")], [["นายก้อง ใจดี", "พช."]])
    (row,) = read_people_list(xlsx([cover, people])).rows
    assert (row.title, row.first_name, row.last_name) == ("นาย", "ก้อง", "ใจดี")
