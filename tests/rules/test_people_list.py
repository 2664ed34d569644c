"""Lists of people: every fault at its cell, and what becomes of each row."""

from typing import Any

import pytest

from eventsys.rules.contacts import mended_email, mended_phone, nearest_email, phone_is_usable
from eventsys.rules.namesakes import person_key
from eventsys.rules.people_list import (
    CheckedPerson,
    Circumstances,
    Fate,
    TypedPerson,
    check_people,
    with_suggestions,
)
from eventsys.rules.person_names import PersonName, nearest_title, split_name
from eventsys.rules.quota import Places

MANY = Places(capacity=25, taken=0, waiting_list=True)


def usable(address: str) -> bool:
    return address.count("@") == 1 and "," not in address and " " not in address


def checked(
    *rows: TypedPerson,
    places: Places = MANY,
    present: dict[str, str] | None = None,
    province: str | None = "นครปฐม",
) -> list[CheckedPerson]:
    given = Circumstances(province, (), present or {}, places, usable)
    return check_people(rows, given)


def person(line: int = 2, **cells: str) -> TypedPerson:
    known = {"title": "นาย", "first_name": "ก้อง", "last_name": "ใจดี", "agency": "พช."}
    values: dict[str, Any] = known | cells
    return TypedPerson(line, **values)


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("นางสาวสมใจ ดีงาม", ("นางสาว", "สมใจ", "ดีงาม")),
        ("นาย สมชาย  ใจดี", ("นาย", "สมชาย", "ใจดี")),
        ("น.ส. กาญจนา ณ ตัวอย่าง", ("นางสาว", "กาญจนา", "ณ ตัวอย่าง")),
        ("พ.ต.อ.สมชาย ใจดี", ("พ.ต.อ.", "สมชาย", "ใจดี")),
        ("นพดล ใจดี", ("", "นพดล", "ใจดี")),
        ("สมใจ", ("", "สมใจ", "")),
        ("นายก้อง ใจดี (ผอ.)", ("นาย", "ก้อง", "ใจดี (ผอ.)")),
        ("", ("", "", "")),
    ],
)
def test_a_whole_name_is_parted(written: str, parts: tuple[str, str, str]) -> None:
    assert split_name(written) == PersonName(*parts)


@pytest.mark.parametrize(
    ("written", "title"), [("นสาว", "นางสาว"), ("Mrr", "Mr."), ("ผู้ใหญ่บ้าน", ""), ("", "")]
)
def test_a_misspelt_title_has_a_neighbour(written: str, title: str) -> None:
    assert nearest_title(written) == title


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("812345678", "0812345678"),
        ("0812345678.0", "0812345678"),
        ("๐๘ ๑๒๓๔ ๕๖๗๘", "08 1234 5678"),
        ("081-234-5678, 02 123 4567", "081-234-5678"),
        ("02 123 4567 ต่อ 12", "02 123 4567 ต่อ 12"),
    ],
)
def test_telephone_numbers_are_mended(written: str, meant: str) -> None:
    assert (mended_phone(written), phone_is_usable(meant)) == (meant, True)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("a@x.go,th", "a@x.go.th"),
        ("a@x.go.th; b@y.go.th", "a@x.go.th"),
        ("a @x.go.th", "a@x.go.th"),
        ("mailto:a@x.go.th.", "a@x.go.th"),
    ],
)
def test_addresses_are_mended(written: str, meant: str) -> None:
    assert mended_email(written) == meant


@pytest.mark.parametrize(
    ("address", "near"),
    [
        ("a@gmail.con", "a@gmail.com"),
        ("a@gmial.com", "a@gmail.com"),
        ("a@gmail.com", ""),
        ("a@line.com", ""),
        ("a@example.go.th", ""),
    ],
)
def test_a_well_known_domain_is_recognised_behind_a_slip(address: str, near: str) -> None:
    assert nearest_email(address) == near


@pytest.mark.parametrize(
    ("cells", "faults"),
    [
        ({"title": ""}, [("title", "title_missing", {})]),
        ({"title": "นสาว"}, [("title", "title_unknown", {"title": "นางสาว"})]),
        (
            {"title": "นาง", "first_name": "ดร.ก้องฟ้า"},
            [("first_name", "two_titles", {"title": "ดร.", "first_name": "ก้องฟ้า"})],
        ),
        ({"first_name": ""}, [("first_name", "first_name_missing", {})]),
        ({"first_name": "123"}, [("first_name", "first_name_form", {})]),
        ({"last_name": ""}, [("last_name", "last_name_missing", {})]),
        ({"agency": ""}, [("agency", "agency_missing", {})]),
        ({"email": "a@x.go,th"}, [("email", "email_form", {"email": "a@x.go.th"})]),
        ({"email": "ไม่มี"}, [("email", "email_form", {})]),
        ({"phone": "12"}, [("phone", "phone_form", {})]),
        ({"province": "ราชบุรี"}, [("province", "province_other", {})]),
        ({"province": "ที่ไหนสักแห่ง"}, [("province", "province_unknown", {"province": "นครปฐม"})]),
        ({"position": "ก" * 161}, [("position", "too_long", {})]),
        ({"first_name": "คุณธรรม"}, []),
        ({"province": "จังหวัดนครปฐม"}, []),
        ({"province": "นครปฐฒ"}, []),
        ({"email": "", "phone": ""}, []),
    ],
)
def test_each_fault_stands_at_its_cell_with_what_was_meant(
    cells: dict[str, str], faults: list[tuple[str, str, dict[str, str]]]
) -> None:
    (row,) = checked(person(2, **cells))
    found = [(fault.cell, fault.code, dict(fault.suggestion)) for fault in row.faults]
    assert found == faults
    assert row.fate is (Fate.FAULTY if faults else Fate.CONFIRMED)


def test_a_central_quota_asks_for_no_province() -> None:
    (row,) = checked(person(province="ราชบุรี"), province=None)
    assert row.fate is Fate.CONFIRMED


def test_what_is_plain_is_put_right_and_said() -> None:
    (row,) = checked(
        person(
            title="",
            first_name="นางสาวสมใจ ดีงาม",
            last_name="",
            agency="กรมการพัฒนาชุมชน",
            phone="812345678",
            email="a@gmail.con",
        )
    )
    meant = row.meant
    assert (meant.title, meant.first_name, meant.last_name, meant.agency, meant.phone) == (
        "นางสาว",
        "สมใจ",
        "ดีงาม",
        "พช.",
        "0812345678",
    )
    assert [note.code for note in row.notes] == ["title_inside", "phone_mended", "email_near"]
    assert row.fate is Fate.CONFIRMED


def test_places_go_to_the_rows_in_their_order() -> None:
    rows = [person(line, first_name=f"ก้อง{'าก' * line}") for line in range(2, 6)]
    one_left = Places(capacity=5, taken=4, waiting_list=True)
    assert [each.fate.value for each in checked(*rows, places=one_left)] == [
        "confirmed",
        "waiting",
        "waiting",
        "waiting",
    ]
    closed = Places(capacity=5, taken=3, waiting_list=False)
    assert [each.fate.value for each in checked(*rows, places=closed)] == [
        "confirmed",
        "confirmed",
        "full",
        "full",
    ]


def test_who_is_there_already_and_who_stands_twice_take_no_place() -> None:
    key = person_key("มา", "แล้ว", "พช.")
    rows = checked(
        person(2),
        person(3, first_name="มา", last_name="แล้ว"),
        person(4, first_name="ก้อง ", agency="กรมการพัฒนาชุมชน"),
        person(5, first_name="อีกคน"),
        places=Places(capacity=2, taken=0, waiting_list=True),
        present={key: "นครปฐม พช. นายมา"},
    )
    assert [(each.fate.value, each.twin) for each in rows] == [
        ("confirmed", ""),
        ("present", "นครปฐม พช. นายมา"),
        ("twice", "2"),
        ("confirmed", ""),
    ]


def test_suggestions_are_themselves_without_fault() -> None:
    rows = checked(
        person(2, title="นสาว", email="a@x.go,th"),
        person(3, title="นาง", first_name="ดร.ก้องฟ้า", province="ที่ไหนสักแห่ง"),
    )
    again = checked(*with_suggestions(rows))
    assert [each.faults for each in again] == [(), ()]
