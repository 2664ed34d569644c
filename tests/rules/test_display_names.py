import json
from collections import Counter
from pathlib import Path

import pytest

from eventsys.rules.agencies import AGENCIES, Agency
from eventsys.rules.display_names import (
    PROBLEM_CODES,
    Conventions,
    canonical_agency,
    canonical_title,
    check,
    clean,
    compose,
    former_name,
    search_agencies,
    thai_equivalent,
)
from eventsys.rules.name_province import guess_province
from eventsys.rules.provinces import PROVINCES, Province
from eventsys.sentences.names import problem_sentence, problem_sentences

HERE = Path(__file__).parent


def load(name: str) -> list[dict[str, object]]:
    with (HERE / name).open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


LABELLED = load("names_labelled.jsonl")
EXAMPLES = load("names_examples.jsonl")


@pytest.mark.parametrize("expected", EXAMPLES + LABELLED, ids=lambda case: str(case["input"])[:60])
def test_a_labelled_name_is_judged_as_a_careful_clerk_would(expected: dict[str, object]) -> None:
    result = check(str(expected["input"])).as_dict([])
    del result["messages"]
    assert result == {key: value for key, value in expected.items() if key != "labelled"}


def test_the_labelled_set_covers_every_code_and_every_province() -> None:
    codes = Counter(code for case in LABELLED for code in as_list(case["problems"]))
    assert sorted(codes) == sorted(PROBLEM_CODES)
    assert {case["province"] for case in LABELLED} - {None} == {p.name_th for p in PROVINCES}
    assert len(LABELLED) >= 300
    by_specification = [case for case in LABELLED if case["labelled"] == "specification"]
    assert len(by_specification) * 3 >= len(LABELLED)
    assert len({case["input"] for case in LABELLED}) == len(LABELLED)


def as_list(value: object) -> list[str]:
    assert isinstance(value, list)
    return value


# --- provinces ------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["นฐ", "นธ", "นท", "นน.", "นฐ."])
def test_two_letters_are_never_guessed_to_be_a_province(text: str) -> None:
    assert guess_province(text, "generous") is None


@pytest.mark.parametrize("place", PROVINCES, ids=lambda place: place.abbr_th)
def test_a_short_form_never_stands_for_another_province(place: Province) -> None:
    short = place.abbr_th
    for text in (
        f"{short} พช. นายเอก",
        f"{short}. พช. นายเอก",
        f"{short} มูลนิธิตัวอย่าง นายเอก",
        f"{short} นายเอก",
        f"จ.{short} พช. นายเอก",
        f"จังหวัด{short} พช. นายเอก",
        f"พช.{short} นายเอก",
        f"พช. {short} นายเอก",
        f"พช.จ.{short} นายเอก",
        f"นายเอก พช. {short}",
        f"นายเอก {short}",
    ):
        assert check(text).province in {None, place.name_th}, text


# --- agencies -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "province", "agency"),
    [
        ("ส.อ.ท. นายเอก", None, "ส.อ.ท."),
        ("น่าน ส.อ.ท. นายเอก", "น่าน", "ส.อ.ท."),
        ("ส.ต.ง. นายเอก", None, "ส.ต.ง."),
        ("ศ.อ.บ.ต. นายเอก", None, "ศ.อ.บ.ต."),
        ("น่าน อบจ. ส.อบจ. นายเอก", "น่าน", "อบจ. ส.อบจ."),
        ("น่าน ส.อ.ท. ศูนย์ ผศ.ดร.เอก", "น่าน", "ส.อ.ท. ศูนย์"),
    ],
)
def test_an_abbreviation_that_begins_like_a_rank_is_an_agency_before_a_person(
    text: str, province: str | None, agency: str
) -> None:
    result = check(text)
    assert (result.problems, result.province, result.agency) == ((), province, agency)
    assert result.first_name == "เอก"


def test_a_rank_before_initials_is_a_rank_where_nobody_else_follows() -> None:
    result = check("น่าน พช. ส.อ.ท.")
    assert (result.title, result.first_name) == ("ส.อ.", "ท")


# --- what an event allows ------------------------------------------------------------------


def test_an_event_may_allow_surnames_which_then_stay() -> None:
    result = check("น่าน พช. นายมานพ ใจดี", Conventions(allow_surname=True))
    assert (result.problems, result.surname) == ((), "ใจดี")
    assert result.suggestion == "น่าน พช. นายมานพ ใจดี"


def test_an_allowed_surname_does_not_excuse_other_problems() -> None:
    result = check("น่าน พช. นาย มานพ ใจดี", Conventions(allow_surname=True))
    assert result.problems == ("title_spacing",)
    assert result.suggestion == "น่าน พช. นายมานพ ใจดี"


def test_an_event_may_allow_a_missing_title() -> None:
    result = check("น่าน พช. มานพ", Conventions(allow_missing_title=True))
    assert (result.problems, result.suggestion) == ((), "น่าน พช. มานพ")


def test_an_event_may_add_agencies_of_its_own() -> None:
    own = Conventions(agencies=(Agency("ศคร.", "ศูนย์คนรุ่นใหม่", "New Generation Centre"),))
    assert check("น่าน ศคร. นายมานพ", own).problems == ()
    assert check("น่าน ศคร นายมานพ", own).problems == ("agency_form",)
    assert check("น่าน ศูนย์คนรุ่นใหม่ นายมานพ", own).suggestion == "น่าน ศคร. นายมานพ"
    assert check("New Generation Centre Mr.David", own).agency == "ศคร."
    assert check("น่าน ศคร นายมานพ").agency == "ศคร"


def test_the_table_comes_before_an_events_own_agency_of_the_same_name() -> None:
    own = Conventions(agencies=(Agency("ม.ท.ใหม่", "กระทรวงมหาดไทย"),))
    assert check("กระทรวงมหาดไทย นายมานพ", own).agency == "มท."


@pytest.mark.parametrize(
    ("text", "mark", "found", "problems"),
    [
        ("น่าน พช. นายมานพ ก.", "initial", "ก.", ()),
        ("น่าน พช. นายมานพ 2", "initial", "2", ()),
        ("น่าน พช. นายมานพ 2", "number", "2", ()),
        ("น่าน พช. นายมานพ ๒", "number", "๒", ()),
        ("น่าน พช. นายมานพ2", "number", "2", ("separator",)),
        ("UNDP Mr.David S.", "initial", "S.", ()),
        ("น่าน พช. นายมานพ ก.", "number", None, ("surname_present",)),
        ("น่าน พช. นายมานพ ก. ใจดี", "initial", "ก.", ("surname_present",)),
        ("น่าน พช. นายมานพ ใจดี", "initial", None, ("surname_present",)),
        ("น่าน พช. นายมานพ_ก.", "initial", None, ("separator", "surname_present")),
        ("น่าน พช. นายมานพ ก.", None, None, ("surname_present",)),
        ("น่าน พช. นายมานพ 2", None, None, ("illegal_character",)),
    ],
)
def test_a_mark_that_the_event_chose_is_no_problem_and_stays(
    text: str, mark: str | None, found: str | None, problems: tuple[str, ...]
) -> None:
    conventions = Conventions(mark=mark)  # type: ignore[arg-type]
    result = check(text, conventions)
    assert (result.mark, result.problems, result.first_name) == (
        found,
        problems,
        "David" if "David" in text else "มานพ",
    )
    if found:
        assert result.suggestion is not None
        assert result.suggestion.endswith(f" {found}")


# --- cleaning -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "cleaned", "former"),
    [
        ("  น่าน\u00a0พช.  นางน้ำฝน ", "น่าน พช. นางน้ำฝน", None),
        ("น่าน พช. นางน้ำฝน (namfon kaew)", "น่าน พช. นางน้ำฝน", "namfon kaew"),
        ("น่าน พช. นางน้ำฝน (namfon) (Host, me)", "น่าน พช. นางน้ำฝน", "namfon"),
        ("น่าน พช. นางน้ำฝน(Co-host, me)", "น่าน พช. นางน้ำฝน", None),
        ("น่าน พช. นางน้ำฝน (Guest)", "น่าน พช. นางน้ำฝน", None),
        ("namfon (น่าน พช. นางน้ำฝน (มหาชน))", "namfon", "น่าน พช. นางน้ำฝน (มหาชน)"),
        ("(namfon)", "(namfon)", None),
        ("น่าน (พช.) นางน้ำฝน", "น่าน (พช.) นางน้ำฝน", None),
        ("น่าน ★ พช.", "น่าน ★ พช.", None),
        ("เเพร่ นํ้า ก่ิง", "แพร่ น้ำ กิ่ง", None),
    ],
)
def test_cleaning_takes_away_what_is_never_a_problem_and_nothing_else(
    text: str, cleaned: str, former: str | None
) -> None:
    assert (clean(text), former_name(text)) == (cleaned, former)


# --- composing ------------------------------------------------------------------------------


def test_a_composed_name_has_the_form_of_the_invitation() -> None:
    assert (
        compose(province="นครปฐม", agency="กรมการพัฒนาชุมชน", title="นาย", first_name="มั่งมั่ง")
        == "นครปฐม พช. นายมั่งมั่ง"
    )
    assert compose(province=None, agency="ippd", title="Mr", first_name="David") == "IPPD Mr.David"
    assert compose(province="", agency="UNDP", title="miss", first_name="Jane") == "UNDP Miss Jane"
    assert (
        compose(province=None, agency="สศช.", title="น.ส.", first_name="ยินดี", mark="ก.")
        == "สศช. นางสาวยินดี ก."
    )


@pytest.mark.parametrize("agency", AGENCIES, ids=lambda agency: agency.abbr)
def test_a_known_agency_is_known_by_every_name(agency: Agency) -> None:
    canonical = canonical_agency(agency.name_th)
    assert canonical_agency(agency.abbr) == agency.abbr
    assert {canonical_agency(name) for name in agency.full_names()} == {canonical}
    # Where two rows share a name, the first is canonical.
    assert canonical == next(a.abbr for a in AGENCIES if a.name_th == agency.name_th)
    assert check(f"ตาก {agency.abbr} นายมานพ").problems == ()


def test_an_unknown_agency_is_taken_as_written() -> None:
    assert canonical_agency("  มูลนิธิ  ตัวอย่าง ") == "มูลนิธิ ตัวอย่าง"
    assert canonical_agency("NESDC") == "NESDC"


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("ผู้ช่วยศาสตราจารย์ ดร.", "ผศ.ดร."),
        ("ว่าที่ ร.ต.", "ว่าที่ร.ต."),
        ("น.ส.", "นางสาว"),
        ("Mr", "Mr."),
        ("พ.ต.ท. หญิง", "พ.ต.ท.หญิง"),
        ("นาย", "นาย"),
        ("ที่ปรึกษา", "ที่ปรึกษา"),
        ("", ""),
    ],
)
def test_a_title_has_one_canonical_form(text: str, canonical: str) -> None:
    assert canonical_title(text) == canonical


def test_foreign_titles_say_the_same_as_thai_ones() -> None:
    said = [thai_equivalent(title) for title in ("Mr.", "Mrs.", "Ms.", "Miss", "คุณ", "ดร.")]
    assert said == ["นาย", "นาง", "นางสาว", "นางสาว", "", "ดร."]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("พช", "พช."),
        ("กรมการพัฒ", "พช."),
        ("community dev", "พช."),
        ("มหาดไทย", "มท."),
        ("un", "UN"),
        ("undp", "UNDP"),
        ("สภาพัฒน์", "สศช."),
    ],
)
def test_agencies_are_suggested_while_typing(typed: str, first: str) -> None:
    assert search_agencies(typed)[0].abbr == first


def test_nothing_typed_suggests_nothing() -> None:
    assert search_agencies("  .") == ()
    assert len(search_agencies("ส", limit=3)) == 3


# --- sentences ------------------------------------------------------------------------------


@pytest.mark.parametrize("code", PROBLEM_CODES)
def test_every_problem_says_in_one_sentence_what_to_write(code: str) -> None:
    cases = [check(str(c["input"])) for c in LABELLED if code in as_list(c["problems"])]
    for case in cases:
        sentence = problem_sentence(code, case, "th")
        assert "%(" not in sentence
        assert "None" not in sentence
        assert "“”" not in sentence
        assert "\n" not in sentence


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("ขอนแก่น พช นายมานพ", ["เขียน “พช.” แทน “พช”"]),
        ("กระทรวงมหาดไทย นายมานพ", ["ใช้ชื่อย่อ “มท.” แทน “กระทรวงมหาดไทย”"]),
        ("จ.ขอนแก่น พช. นายมานพ", ["เขียนชื่อจังหวัดว่า “ขอนแก่น” แทน “จ.ขอนแก่น”"]),
        ("ขอนแก่น พช. น.ส.มาลี", ["เขียน “นางสาว” แทน “น.ส.”"]),
        ("ขอนแก่น พช. นาย มานพ", ["เขียนคำนำหน้าติดกับชื่อโดยไม่เว้นวรรค เป็น “นายมานพ”"]),
        ("UNDP MissJane", ["เว้นวรรคหนึ่งช่องหลังคำนำหน้า เป็น “Miss Jane”"]),
        ("ขอนแก่น นายมานพ", ["เติมชื่อย่อหน่วยงานหน้าชื่อ เช่น “ขอนแก่น พช. นายมานพ”"]),
        ("ขอนแก่น พช. นายมานพ", []),
    ],
)
def test_a_sentence_quotes_what_was_written_and_what_to_write(
    text: str, sentences: list[str]
) -> None:
    assert problem_sentences(check(text), "th") == sentences


def test_a_name_that_is_none_has_every_part_null() -> None:
    fields = check("iPad").as_dict(["x"])
    assert list(fields) == [
        "input",
        "valid",
        "form",
        "province",
        "agency",
        "title",
        "first_name",
        "problems",
        "messages",
        "suggestion",
    ]
    assert [fields[key] for key in ("form", "province", "agency", "title", "first_name")] == (
        [None] * 5
    )
    assert fields["suggestion"] is None
