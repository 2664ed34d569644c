"""What holds for every display name, whatever somebody types."""

import dataclasses
import sys
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from eventsys.rules.agencies import AGENCIES
from eventsys.rules.display_names import (
    DEFAULT,
    PROBLEM_CODES,
    Conventions,
    check,
    clean,
    compose,
    former_name,
)
from eventsys.rules.provinces import PROVINCES
from eventsys.rules.thai import repair
from eventsys.rules.title_words import CANONICAL_TITLES
from eventsys.sentences.names import problem_sentences

if TYPE_CHECKING:
    from _typeshed import TraceFunction

FIRST_NAMES = (
    *("มานพ", "ยินดี", "น้ำฝน", "นพดล", "ดรุณี", "คุณากร", "สุรินทร์", "เลย", "อรุณ", "พระนาย"),
    *("สาวิตรี", "ทศพล", "อภิชาติ", "คุณวุฒิ", "นพคุณ", "David", "Mary-Jane", "O'Neil", "เอมอร"),
)
WORDS = (
    *[p.name_th for p in PROVINCES[::5]],
    *[p.name_en for p in PROVINCES[::7]],
    *[a.abbr for a in AGENCIES[::4]],
    *[a.name_th for a in AGENCIES[::9]],
    *CANONICAL_TITLES[::3],
    *FIRST_NAMES,
    *(
        "กทม.",
        "กทม",
        "พช",
        "จ.",
        "จังหวัด",
        "จ",
        "ขก",
        "นพ",
        "นส",
        "ดร",
        "อ",
        "ศ",
        "น.ส.",
        "Mr",
        "Miss",
    ),
    *("มูลนิธิ", "บริษัท", "จำกัด", "(มหาชน)", "ใจดี", "ก.", "2", "๑", "iPad", "Samsung", "ของ", "Zoom"),
    *(
        "_",
        "-",
        "/",
        "★",
        "🌸",
        ".",
        ",",
        "(",
        ")",
        "'",
        "&",
        "@",
        "  ",
        "\u200b",
        "ํ",
        "า",
        "่",
        "ิ",
        "์",
    ),
    *("of", "University", "หญิง", "ว่าที่", "(พิเศษ)", "นคร", "นายก", "ขอน", "แก่น", "UN", "of", "ฯ"),
)
made_texts = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from(("", " ", " ", "_"))), max_size=8
).map(lambda parts: "".join(word + gap for word, gap in parts))
texts = st.one_of(st.text(max_size=60), made_texts, st.text(alphabet="ก.-_ าน่ิส์เ1A(' ", max_size=30))
conventions = st.one_of(
    st.just(DEFAULT),
    st.builds(
        Conventions,
        allow_surname=st.booleans(),
        allow_missing_title=st.booleans(),
        mark=st.sampled_from((None, "initial", "number")),
    ),
)
proper_names = st.builds(
    compose,
    province=st.one_of(st.none(), st.sampled_from([p.name_th for p in PROVINCES])),
    agency=st.one_of(
        st.sampled_from([a.abbr for a in AGENCIES]),
        st.sampled_from(("มูลนิธิตัวอย่าง", "บริษัทตัวอย่าง จำกัด", "อบต.วังไผ่", "World Bank", "ศูนย์ ICT")),
    ),
    title=st.sampled_from(CANONICAL_TITLES),
    first_name=st.sampled_from(FIRST_NAMES),
)


@given(texts, conventions)
@example("UN-UN-UN", DEFAULT)
def test_a_suggestion_is_valid_and_is_its_own_suggestion(
    text: str, conventions: Conventions
) -> None:
    result = check(text, conventions)
    if result.suggestion is None:
        assert not result.valid
        return
    again = check(result.suggestion, conventions)
    assert again.problems == ()
    assert again.suggestion == result.suggestion
    kept = ("form", "province", "agency", "title", "first_name", "mark")
    assert [getattr(again, part) for part in kept] == [getattr(result, part) for part in kept]


@given(texts, conventions)
def test_a_valid_name_is_its_own_suggestion(text: str, conventions: Conventions) -> None:
    result = check(text, conventions)
    if result.valid:
        assert result.suggestion == clean(text)


@given(texts, conventions)
def test_no_text_raises_and_every_result_is_whole(text: str, conventions: Conventions) -> None:
    result = check(text, conventions)
    assert list(result.problems) == sorted(set(result.problems))
    assert set(result.problems) <= set(PROBLEM_CODES)
    assert result.input == text
    assert len(problem_sentences(result, "th")) == len(result.problems)
    if "not_a_name" in result.problems:
        assert result.problems == ("not_a_name",)
        assert (result.form, result.province, result.agency) == (None, None, None)
        assert (result.title, result.first_name, result.suggestion) == (None, None, None)
    else:
        assert result.first_name
        assert result.form in {"regional", "central"}
        strict = dataclasses.replace(conventions, allow_missing_title=False)
        assert (result.title is None) == ("title_missing" in check(text, strict).problems)
        assert (result.agency is None) == ("agency_missing" in result.problems)
        assert result.province is None or result.form == "regional"


@given(proper_names)
def test_a_name_made_by_us_is_valid(name: str) -> None:
    result = check(name)
    assert (result.problems, result.suggestion) == ((), name)


@given(proper_names, st.sampled_from(("ก.", "จ.", "2", "3", "11")))
def test_a_name_made_by_us_with_a_mark_is_valid_for_an_event_that_has_such(
    name: str, mark: str
) -> None:
    result = check(f"{name} {mark}", Conventions(mark="initial"))
    assert (result.problems, result.mark, result.suggestion) == ((), mark, f"{name} {mark}")


def _decomposed(text: str) -> str:
    return text.replace("น้ำ", "น\u0e4d\u0e49า").replace("แ", "เเ")


NOISE: tuple[Callable[[str], str], ...] = (
    lambda text: f"  {text}\t",
    lambda text: text.replace(" ", "  "),
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: "\ufeff" + "\u200b".join(text),
    lambda text: f"{text} (Host)",
    lambda text: f"{text} (Co-host, me)",
    lambda text: f"{text}(namfon kaew)",
    _decomposed,
)


@given(st.one_of(proper_names, made_texts.map(clean)), st.sampled_from(NOISE))
def test_noise_that_is_never_a_problem_changes_nothing(
    text: str, noise: Callable[[str], str]
) -> None:
    noisy = noise(text)
    if not text or clean(noisy) != clean(text):
        return  # a bracket alone is no suffix
    plain, disturbed = check(text), check(noisy)
    assert disturbed.as_dict([]) | {"input": ""} == plain.as_dict([]) | {"input": ""}


@given(proper_names, st.sampled_from(NOISE))
def test_noise_leaves_a_proper_name_as_it_is(name: str, noise: Callable[[str], str]) -> None:
    result = check(noise(name))
    assert (result.problems, result.suggestion) == ((), name)


@given(texts)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert repair(repair(text)) == repair(text)
    former = former_name(text)
    assert former is None or former == former.strip()


UNITS = (
    *("ก", "นาย", "นายก ", "กทม. ", "พช.", "พช. ", "ขอนแก่น", "ขอนแก่น ", "ขอน แก่น ", ".", "(", ")"),
    *("(a)", "★", "-", "a-", "UN-", "นคร นายก ", "ศ.", "ผศ.ดร.", "of ", "มูลนิธิ ", "จ.", "จังหวัด"),
    *("๑ ", "🌸 ", "ํา", "่ิ", "เ", "a@b.c ", "@", "'s ", "อบต.ก ", "น. ส. ", "Mr.", "Miss ", "จำกัด "),
    *("iphone ", "ขก ", "ก.", "ก.ก", "\u200b ", "นา้", "ร.ต.", "U", "World Bank "),
)


def _steps(action: Callable[[], object]) -> int:
    """Count the lines of Python that an action runs."""
    count = 0

    def trace(frame: FrameType, event: str, argument: object) -> "TraceFunction | None":
        nonlocal count
        del frame, argument
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        action()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("unit", UNITS)
def test_the_work_grows_no_worse_than_linearly_with_the_length(unit: str) -> None:
    def work(times: int) -> int:
        text = f"มูลนิธิ {unit * times} นายมานพ"
        return _steps(lambda: check(text))

    work(40)  # what is met for the first time is classified once
    small, large = work(40), work(160)
    # Four times the text, at most a little more than four times the steps.
    assert large <= 4.6 * small + 2000
