"""Lists of coordinators: what their columns hold, every fault at its cell, and hostile files."""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsys.documents.coordinator_sheet import contacts_csv, contacts_xlsx
from eventsys.documents.spreadsheet import Column, Sheet, xlsx
from eventsys.imports.coordinator_lists import MOST_ROWS, read_contact_list
from eventsys.imports.errors import UnreadableReport
from eventsys.rules.coordinator_letter import CoordinatorLetter, CoordinatorPerson
from eventsys.rules.coordinator_list import (
    CELLS,
    MOST_OF_A_QUOTA,
    CheckedContact,
    ContactFault,
    ContactPlan,
    KnownQuota,
    TypedContact,
    check_contacts,
    name_key,
    with_suggestions,
)
from eventsys.rules.provinces import PROVINCES
from eventsys.rules.published import Text
from eventsys.sentences.attendance import reason_sentence
from eventsys.sentences.coordinators import activity_sentence, contact_fault_sentence
from tests.documents.sample_event import EVENT

HEADINGS = ("จังหวัดหรือโควตา", "ชื่อผู้ประสานงาน", "หน่วยงาน", "อีเมล", "โทรศัพท์")
QUOTAS = (
    *(KnownQuota(each.iso, each.iso, each.name_th, each.name_en) for each in PROVINCES[:-1]),
    KnownQuota("central", "", "หน่วยงานส่วนกลาง", "Central agencies"),
    KnownQuota("press", "", "สื่อมวลชน", "Press"),
)
WITHOUT = PROVINCES[-1]


def csv_file(rows: Sequence[Sequence[str]], headings: Sequence[str] = HEADINGS) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([headings, *rows])
    return text.getvalue().encode("utf-8-sig")


def refused(data: bytes) -> tuple[str, dict[str, object]]:
    with pytest.raises(UnreadableReport) as error:
        read_contact_list(data)
    assert reason_sentence(error.value.code, "th", **error.value.params)
    return error.value.code, error.value.params


def check(*rows: TypedContact) -> list[CheckedContact]:
    return check_contacts(rows, QUOTAS, ())


def row(**cells: str) -> TypedContact:
    return TypedContact(**{"line": 2, "quota": "นครปฐม", "name": "นางสมศรี สมมุติ"} | cells)  # type: ignore[arg-type]


def faults(**cells: str) -> list[tuple[str, str, str]]:
    (checked,) = check(row(**cells))
    for fault in checked.faults:
        for locale in ("th", "en"):
            assert contact_fault_sentence(fault, locale)
    return [(fault.cell, fault.code, fault.suggestion) for fault in checked.faults]


# --- reading -----------------------------------------------------------------------------------


def test_a_list_is_read_with_lines_and_columns() -> None:
    data = csv_file([["นครปฐม", " นาง  สมศรี ", "สนง.", "a@example.go.th", "02"], ["ตราด"]])
    found = read_contact_list(data)
    assert found.rows == (TypedContact(2, "นครปฐม", "นาง สมศรี", "สนง.", "a@example.go.th", "02"),)
    assert (found.columns, found.unfilled) == (dict(zip(CELLS, "ABCDE", strict=True)), 1)


def test_titles_above_other_columns_and_another_order_do_not_matter() -> None:
    lines = [
        ["รายชื่อผู้ประสานงาน"],
        [],
        ["ลำดับ", "E-mail", "ชื่อ - สกุล", "Province:", "หมายเหตุ"],
        ["1", "a@example.go.th", "นางสมศรี", "Korat", "x"],
    ]
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    found = read_contact_list(text.getvalue().encode())
    assert found.rows == (TypedContact(4, "Korat", "นางสมศรี", "", "a@example.go.th", ""),)
    assert found.columns == {"email": "B", "name": "C", "quota": "D"}


@pytest.mark.parametrize("locale", ["th", "en"])
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_is_given_out_reads_back(locale: str, kind: str) -> None:
    people = (
        CoordinatorPerson(
            name="นางสมศรี", office="สำนักงาน", email="a@example.go.th", phone="02 000 0000"
        ),
        CoordinatorPerson(name="-นายขีด", office="=1+1"),
    )
    letters = [
        CoordinatorLetter(
            event=EVENT,
            quota_name=Text(each.name_th, each.name_en),
            group=Text(each.name_th),
            places=25,
            taken=0,
            closes_at=datetime(2027, 1, 31, tzinfo=UTC),
            url="",
            people=people if not number else (),
        )
        for number, each in enumerate(PROVINCES[:3])
    ]
    make = contacts_xlsx if kind == "xlsx" else contacts_csv
    found = read_contact_list(make(letters, locale=locale))
    assert found.unfilled == 2
    cells = [[getattr(each, cell) for cell in CELLS[1:]] for each in found.rows]
    assert cells[0] == ["นางสมศรี", "สำนักงาน", "a@example.go.th", "02 000 0000"]
    # a CSV file marks what a spreadsheet program would run
    mark = "" if kind == "xlsx" else "'"
    assert cells[1] == [f"{mark}-นายขีด", f"{mark}=1+1", "", ""]
    (first, _) = check(*found.rows)
    assert first.plan is not None
    assert first.plan.quota_code == "TH-10"


@pytest.mark.parametrize(
    ("headings", "missing"),
    [
        (["ชื่อ", "อีเมล"], "จังหวัดหรือโควตา"),
        (["จังหวัด", "อีเมล"], "ชื่อผู้ประสานงาน"),
        (["a", "b"], "จังหวัดหรือโควตา, ชื่อผู้ประสานงาน"),
    ],
)
def test_missing_columns_are_named(headings: list[str], missing: str) -> None:
    data = csv_file([["x", "y"]], headings)
    assert refused(data) == ("columns_missing", {"columns": missing})


def test_an_empty_list_says_so() -> None:
    assert refused(csv_file([])) == ("no_contacts", {})
    assert refused(csv_file([["นครปฐม"], ["ตราด", "", "", "", ""]])) == ("no_contacts", {})
    assert refused(b"") == ("empty", {})


def test_a_long_list_is_refused_and_the_longest_is_not() -> None:
    lines = [["นครปฐม", f"คนที่ {number}"] for number in range(20_000)]
    assert refused(csv_file(lines)) == ("too_many_rows", {"rows": MOST_ROWS})
    sheet = Sheet("x", [Column(each) for each in HEADINGS], [[*each, "", "", ""] for each in lines])
    assert refused(xlsx([sheet])) == ("too_many_rows", {"rows": MOST_ROWS})
    assert len(read_contact_list(csv_file(lines[:MOST_ROWS])).rows) == MOST_ROWS


@pytest.mark.parametrize("data", [b"\x00" * 100, b"PK\x03\x04rubbish", b"%PDF-1.7", b"<html>"])
def test_what_is_no_table_is_refused(data: bytes) -> None:
    assert refused(data)[0]


# --- quotas ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("นครปฐม", "TH-73"),
        ("จังหวัดนครปฐม", "TH-73"),
        ("จ.นครปฐม", "TH-73"),
        ("Nakhon Pathom", "TH-73"),
        ("nakhonpathom", "TH-73"),
        ("TH-73", "TH-73"),
        ("th-73", "TH-73"),
        ("กทม.", "TH-10"),
        ("โคราช", "TH-30"),
        ("ส่วนกลาง", "central"),
        ("Central Agencies", "central"),
        ("press", "press"),
        (" สื่อ มวลชน ", "press"),
    ],
)
def test_a_quota_is_known_in_any_spelling(typed: str, code: str) -> None:
    (checked,) = check(row(quota=typed))
    assert (checked.faults, checked.plan and checked.plan.quota_code) == ((), code)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", ("quota", "quota_missing", "")),
        ("นครประถม", ("quota", "quota_unknown", "นครปฐม")),
        ("เชียงใหม", ("quota", "quota_unknown", "เชียงใหม่")),
        ("สือมวลชน", ("quota", "quota_unknown", "สื่อมวลชน")),
        ("ดาวอังคาร", ("quota", "quota_unknown", "")),
        (WITHOUT.name_th, ("quota", "quota_not_here", "")),
        ("ก" * 5000, ("quota", "quota_unknown", "")),
    ],
)
def test_a_quota_that_is_not_certain_is_asked_for(typed: str, fault: tuple[str, str, str]) -> None:
    assert faults(quota=typed) == [fault]


# --- cells -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "suggestion"),
    [
        ("somsri@example", ""),
        ("somsri", ""),
        ("som sri@example.go.th", "sri@example.go.th"),
        ("somsri@example,go.th", "somsri@example.go.th"),
        ("a@example.go.th, b@example.go.th", "a@example.go.th"),
        ("สมศรี <a@example.go.th>", "a@example.go.th"),
        ("mailto:a@example.go.th", "a@example.go.th"),
        ("a@example.go.th.", "a@example.go.th"),
        ("a" * 50_000, ""),
        ("@" * 5000, ""),
    ],
)
def test_an_address_that_is_none_gets_a_suggestion_where_one_is_sure(
    typed: str, suggestion: str
) -> None:
    assert faults(email=typed) == [("email", "email_form", suggestion)]


@pytest.mark.parametrize(
    "typed",
    ["", "02 000 0000", "08-1234-5678", "+66 2 000 0000", "๐๒ ๐๐๐ ๐๐๐๐", "1111", "020000000 ต่อ 12"],
)
def test_telephone_numbers_are_taken_as_people_write_them(typed: str) -> None:
    assert faults(phone=typed) == []


@pytest.mark.parametrize(
    ("typed", "suggestion"),
    [("โทรหาเลขา", ""), ("คุณหนึ่ง 081 234 5678", "081 234 5678"), ("12", ""), ("1" * 5000, "")],
)
def test_what_is_no_telephone_number_is_asked_for(typed: str, suggestion: str) -> None:
    ((cell, code, found),) = faults(phone=typed)
    assert (cell, code) == ("phone", "phone_form")
    assert found == suggestion or len(typed) > 1000


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"name": ""}, ("name", "name_missing", "")),
        ({"name": "12345"}, ("name", "name_form", "")),
        ({"name": "ก" * 201}, ("name", "too_long", "ก" * 200)),
        ({"office": "ก" * 201}, ("office", "too_long", "ก" * 200)),
    ],
)
def test_names_and_offices_have_bounds(cells: dict[str, str], fault: tuple[str, str, str]) -> None:
    assert faults(**cells) == [fault]


def test_every_fault_of_a_row_is_told_at_once() -> None:
    assert [each[:2] for each in faults(quota="x", name="", email="y", phone="z")] == [
        ("quota", "quota_unknown"),
        ("name", "name_missing"),
        ("email", "email_form"),
        ("phone", "phone_form"),
    ]


def test_the_same_person_twice_is_told_with_the_other_row() -> None:
    first, second, third = check(
        row(),
        TypedContact(5, "TH-73", "นาง สมศรี  สมมุติ"),
        TypedContact(6, "ตราด", "นางสมศรี สมมุติ"),
    )
    assert (first.faults, third.faults) == ((), ())
    assert second.faults == (ContactFault("name", "twice", params={"line": 2}),)


def test_who_is_there_already_is_changed_and_not_counted_twice() -> None:
    present = [("TH-73", name_key(f"คนที่ {letter}")) for letter in "กขคงจฉชซญดตถทนบปผฝพฟ"]
    assert len(present) == MOST_OF_A_QUOTA
    known, new = check_contacts(
        [row(name="คนที่ก"), TypedContact(3, "นครปฐม", "คนใหม่")], QUOTAS, present
    )
    assert (known.known, known.faults) == (True, ())
    assert [fault.code for fault in new.faults] == ["too_many"]


@pytest.mark.parametrize(
    "cells",
    [
        {"quota": "นครประถม"},
        {"email": "a@example,go.th"},
        {"phone": "คุณหนึ่ง 081 234 5678"},
        {"name": "ก" * 300},
        {"quota": "นครประถม", "email": "a@example.go.th; b@example.go.th", "office": "ก" * 999},
    ],
)
def test_a_suggestion_is_itself_without_fault(cells: dict[str, str]) -> None:
    (taken,) = with_suggestions(check(row(**cells)))
    assert check(taken)[0].faults == ()


HOSTILE = st.one_of(
    st.text(max_size=60),
    st.sampled_from(["=cmd|' /C calc'!A0", "@SUM(A1)", "\t", "a@b", "TH-73", "'; DROP TABLE--"]),
)


@given(st.lists(st.tuples(*[HOSTILE] * 5), max_size=6))
def test_whatever_a_list_holds_each_row_has_a_plan_or_a_fault(
    cells: list[tuple[str, str, str, str, str]],
) -> None:
    rows = [TypedContact(line, *each) for line, each in enumerate(cells, start=2)]
    checked = check(*rows)
    assert [each.typed for each in checked] == rows
    assert all((each.plan is None) == bool(each.faults) for each in checked)
    keys = [each.plan.key for each in checked if each.plan]
    assert len(keys) == len(set(keys))
    codes = {quota.code for quota in QUOTAS}
    for each in checked:
        assert each.plan is None or each.plan.quota_code in codes
        assert all(fault.cell in CELLS for fault in each.faults)
        assert isinstance(each.plan, ContactPlan | None)


@pytest.mark.parametrize("locale", ["th", "en"])
@pytest.mark.parametrize(
    "action", ["coordinator.enter", "coordinator_people.import", "registration.cancel", "x", ""]
)
def test_every_action_has_words(action: str, locale: str) -> None:
    assert activity_sentence(action, locale)
