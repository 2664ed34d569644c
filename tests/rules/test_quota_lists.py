"""Sets of quotas, and lists of them: who is meant, and what is wrong in which cell."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventsys.rules.provinces import PROVINCES
from eventsys.rules.quota_list import (
    CELLS,
    CODE,
    RESERVED,
    TypedQuota,
    check_quotas,
    typed_members,
    with_capacity,
    with_suggestions,
)
from eventsys.rules.quota_sets import SETS


def one(**cells: str) -> TypedQuota:
    return TypedQuota(line=7, **({"capacity": "5"} | cells))


def faults(row: TypedQuota, present: frozenset[str] = frozenset()) -> list[tuple[str, str, str]]:
    (checked,) = check_quotas([row], present)
    assert (checked.plan is None) is bool(checked.faults)
    return [(fault.cell, fault.code, fault.suggestion) for fault in checked.faults]


def code_of(**cells: str) -> str:
    (checked,) = check_quotas([one(**cells)], ())
    assert checked.plan is not None
    return checked.plan.code


def test_each_set_has_the_members_that_its_name_says() -> None:
    assert {key: len(members) for key, members in SETS.items()} == {
        "provinces": 77,
        "provinces_without_bangkok": 76,
        "pilot_areas": 14,
        "environment_offices": 16,
    }
    pilot = SETS["pilot_areas"]
    assert [member.name_th for member in pilot if member.is_province] == [
        "กาฬสินธุ์",
        "นครราชสีมา",
        "น่าน",
        "ยโสธร",
        "เลย",
        "ลพบุรี",
        "เพชรบุรี",
        "สุราษฎร์ธานี",
        "ฉะเชิงเทรา",
    ]
    assert [member.code for member in pilot if not member.is_province] == [
        "sisaket-town",
        "ban-rai-sao",
        "krabi-pao",
        "wang-phai-subdistrict",
        "surat-thani-city",
    ]
    offices = SETS["environment_offices"]
    assert (offices[15].code, offices[15].name_th) == ("office-16", "สำนักงานสิ่งแวดล้อมภาคที่ 16")
    assert "TH-10" not in {member.code for member in SETS["provinces_without_bangkok"]}


@pytest.mark.parametrize("key", SETS)
def test_a_set_is_a_list_without_faults_that_makes_its_own_members(key: str) -> None:
    members = SETS[key]
    checked = check_quotas(typed_members(members, capacity=25, waiting_list=False), ())
    assert [
        each.plan and (each.plan.code, each.plan.name_th, each.plan.name_en) for each in checked
    ] == [(member.code, member.name_th, member.name_en) for member in members]
    assert {(each.plan.capacity, each.plan.waiting_list) for each in checked if each.plan} == {
        (25, False)
    }


def test_what_the_event_has_already_is_told_and_stays() -> None:
    rows = typed_members(SETS["pilot_areas"], capacity=5, waiting_list=True)
    checked = check_quotas(rows, {"TH-30", "krabi-pao", "press"})
    assert [each.plan.code for each in checked if each.kept and each.plan] == ["TH-30", "krabi-pao"]


@pytest.mark.parametrize(
    "name", ["นครปฐม", "จ.นครปฐม", "จังหวัด นครปฐม", "Nakhon Pathom", "TH-73", "th-73", " นครปฐม "]
)
def test_a_province_may_be_written_in_any_way(name: str) -> None:
    assert code_of(name=name) == "TH-73"


def test_own_and_central_quotas() -> None:
    assert code_of(name="ส่วนกลาง") == "central"
    assert code_of(name="อื่น", code="central") == "central"
    assert code_of(name="สื่อมวลชน", code="press") == "press"
    # a province's name with a code is an office of that name
    assert code_of(name="กระบี่", code="krabi-pao") == "krabi-pao"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"name": "สุราษฏธานี"}, ("name", "province_unknown", "สุราษฎร์ธานี")),
        ({"name": "จ.ขอนแกน"}, ("name", "province_unknown", "ขอนแก่น")),
        ({"name": "สื่อมวลชน"}, ("code", "code_missing", "quota-7")),
        ({"name": "ภาคี", "name_en": "Our Partners"}, ("code", "code_missing", "our-partners")),
        ({"name": "สื่อ", "code": "Press & TV"}, ("code", "code_form", "press-tv")),
        ({"name": "สื่อ", "code": "new"}, ("code", "code_reserved", "new-quota")),
        ({"name": ""}, ("name", "name_missing", "")),
        ({"name": "น่าน", "capacity": ""}, ("capacity", "capacity_missing", "")),
        ({"name": "น่าน", "capacity": "25 คน"}, ("capacity", "capacity_form", "25")),
        ({"name": "น่าน", "capacity": "-3"}, ("capacity", "capacity_form", "")),
        ({"name": "น่าน", "capacity": "100,001"}, ("capacity", "capacity_form", "")),
        ({"name": "น่าน", "waiting": "ไม่แน่ใจ"}, ("waiting", "waiting_form", "ไม่รับ")),
        ({"name": "น่าน", "opens": "เมื่อพร้อม"}, ("opens", "moment_form", "")),
        (
            {"name": "น่าน", "opens": "2 ก.พ. 2570", "closes": "1 ก.พ. 2570"},
            ("closes", "closes_before_opens", ""),
        ),
    ],
)
def test_a_fault_stands_at_its_cell_with_what_may_be_meant(
    cells: dict[str, str], expected: tuple[str, str, str]
) -> None:
    assert faults(one(**cells)) == [expected]


def test_several_faults_of_a_row_are_all_told() -> None:
    row = one(name="", capacity="มาก", waiting="?", opens="x", closes="y")
    assert [cell for cell, _, _ in faults(row)] == [
        "name",
        "capacity",
        "waiting",
        "opens",
        "closes",
    ]


def test_a_suggested_code_is_free() -> None:
    row = one(name="สื่อ", code="Press")
    assert faults(row, frozenset({"press", "press-2"})) == [("code", "code_form", "press-3")]


def test_the_same_quota_twice_is_a_fault_of_the_second_with_the_line_of_the_first() -> None:
    rows = [
        TypedQuota(2, name="นครปฐม", capacity="5"),
        TypedQuota(5, name="จ.นครปฐม", capacity="6"),
    ]
    first, second = check_quotas(rows, ())
    assert first.faults == ()
    assert [(fault.code, fault.params) for fault in second.faults] == [("twice", {"line": 2})]


def test_hours_are_those_of_bangkok_and_a_closing_date_means_the_whole_day() -> None:
    (checked,) = check_quotas(
        [one(name="น่าน", opens="๑ ก.พ. ๒๕๗๐ ๐๙.๐๐ น.", closes="2027-02-15 00:00:00")], ()
    )
    assert checked.plan is not None
    assert checked.plan.opens_at == datetime(2027, 2, 1, 2, 0, tzinfo=UTC)
    # a time that was written counts
    assert checked.plan.closes_at == datetime(2027, 2, 14, 17, 0, tzinfo=UTC)
    (checked,) = check_quotas([one(name="น่าน", closes="15 ก.พ. 2570")], ())
    assert checked.plan is not None
    assert checked.plan.closes_at == datetime(2027, 2, 15, 16, 59, tzinfo=UTC)


def test_one_capacity_for_all() -> None:
    rows = with_capacity([one(name="น่าน"), one(name="เลย", capacity="มาก")], 12)
    plans = [each.plan for each in check_quotas(rows, ())]
    assert [plan and plan.capacity for plan in plans] == [12, 12]


WORDS = st.one_of(
    st.sampled_from([province.name_th for province in PROVINCES]),
    st.sampled_from(["สื่อ", "press", "New", "central", "TH-73", "25 คน", "๒๕", "รับ", "ไม่", "/", ""]),
    st.text(max_size=12),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.builds(TypedQuota, st.just(3), **dict.fromkeys(CELLS, WORDS)), max_size=4))
def test_what_would_be_made_is_fit_to_be_made_and_suggestions_help(rows: list[TypedQuota]) -> None:
    checked = check_quotas(rows, {"TH-10"})
    plans = [each.plan for each in checked if each.plan]
    codes = [plan.code for plan in plans]
    assert len(set(codes)) == len(codes)
    for plan in plans:
        assert plan.code.startswith("TH-") or CODE.fullmatch(plan.code)
        assert plan.code not in RESERVED
        assert plan.name_th
        assert 0 <= plan.capacity <= 100_000
    suggested = check_quotas(with_suggestions(checked), {"TH-10"})
    for before, after in zip(checked, suggested, strict=True):
        mended = {fault.cell for fault in before.faults if fault.suggestion}
        left = {(fault.cell, fault.code) for fault in after.faults if fault.code != "twice"}
        assert not {cell for cell, _ in left} & mended - {"name"}
