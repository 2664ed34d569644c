"""The summary of a checked list agrees with a count made by hand and with one made another way."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsys.rules.display_names import PROBLEM_CODES, NameCheck, check
from eventsys.rules.name_lists import (
    CENTRAL,
    UNREADABLE,
    CheckedName,
    GroupCount,
    NameListSummary,
    ProblemCount,
    group_of,
    summarise,
)
from eventsys.rules.provinces import PROVINCES
from eventsys.sentences.names import PROBLEM_LABELS, group_label, problem_label

NAMES = (
    "นราธิวาส พช. นายมั่งมั่ง",
    "นครปฐม พช. นายมั่งมั่ง",
    "นครปฐม พช. นาย จริงใจ",
    "จ.นครปฐม พช. นางสาวจริงใจ ใจดี",
    "สศช. นายยินดี",
    "สศช. ยินดี",
    "iPhone",
    "กขคง พช. นายมั่งมั่ง",
)


def test_a_list_is_counted_by_problem_and_by_province() -> None:
    assert summarise([check(name) for name in NAMES]) == NameListSummary(
        total=8,
        valid=3,
        problems=(
            ProblemCount("not_a_name", 1),
            ProblemCount("province_alias", 1),
            ProblemCount("province_misspelt", 1),
            ProblemCount("surname_present", 1),
            ProblemCount("title_missing", 1),
            ProblemCount("title_spacing", 1),
        ),
        groups=(
            GroupCount("นครปฐม", 3, 1),
            GroupCount("นราธิวาส", 1, 1),
            GroupCount(CENTRAL, 2, 1),
            GroupCount(UNREADABLE, 2, 0),
        ),
    )


def test_the_most_frequent_problem_comes_first() -> None:
    names = ("สศช. ยินดี", "สศช. จริงใจ", "สศช. นาย มั่งมั่ง", "iPad", "Zoom User", "สศช. นายก้อง ใจดี")
    problems = summarise([check(name) for name in names]).problems
    assert problems == (
        ProblemCount("not_a_name", 2),
        ProblemCount("title_missing", 2),
        ProblemCount("surname_present", 1),
        ProblemCount("title_spacing", 1),
    )


def test_shares_are_fractions_and_nothing_has_none() -> None:
    summary = summarise([check(name) for name in NAMES])
    assert summary.share == pytest.approx(3 / 8)
    assert [group.share for group in summary.groups] == pytest.approx([1 / 3, 1, 1 / 2, 0])
    assert summarise([]) == NameListSummary(0, 0, (), ())
    assert summarise([]).share == 0


@given(st.lists(st.sampled_from(NAMES) | st.text(max_size=30)))
def test_a_count_made_another_way_agrees(names: list[str]) -> None:
    checks = [check(name) for name in names]
    summary = summarise(checks)
    assert summary.total == len(names)
    assert summary.valid == sum(not one.problems for one in checks)
    assert {problem.code: problem.count for problem in summary.problems} == {
        code: found
        for code in PROBLEM_CODES
        if (found := sum(code in one.problems for one in checks))
    }
    order = [province.name_th for province in PROVINCES]
    recount = [
        (name, [one for one in checks if one.form == "regional" and one.province == name])
        for name in order
    ]
    recount.append((CENTRAL, [one for one in checks if one.form == "central"]))
    recount.append(
        (UNREADABLE, [one for one in checks if one.form != "central" and one.province is None])
    )
    assert [(group.group, group.total, group.valid) for group in summary.groups] == [
        (name, len(group), sum(one.valid for one in group)) for name, group in recount if group
    ]


def test_the_name_to_use_is_the_suggestion_or_the_name_itself() -> None:
    used = [CheckedName(1, check(name)).name_to_use for name in (*NAMES[:3], NAMES[6])]
    assert used == [NAMES[0], NAMES[1], "นครปฐม พช. นายจริงใจ", ""]
    hosting = CheckedName(1, check("นครปฐม  พช. นายมั่งมั่ง (Host, me)"))
    assert hosting.name_to_use == NAMES[1]
    unsuggested = replace(check("สศช. นายยินดี"), suggestion=None)
    assert CheckedName(1, unsuggested).name_to_use == "สศช. นายยินดี"


def test_a_text_that_is_no_name_is_unreadable() -> None:
    assert group_of(NameCheck("?", problems=("not_a_name",))) == UNREADABLE


def test_every_problem_and_group_has_a_label_in_both_languages() -> None:
    assert set(PROBLEM_LABELS) == set(PROBLEM_CODES)
    for locale in ("th", "en"):
        labels = {problem_label(code, locale) for code in PROBLEM_CODES}
        assert len(labels) == len(PROBLEM_CODES)
    assert group_label("นครปฐม", "th") == "นครปฐม"
    assert group_label("นครปฐม", "en") == "Nakhon Pathom"
    assert group_label(CENTRAL, "en") == "Central agencies"
    assert group_label(UNREADABLE, "th") == "อ่านชื่อหรือจังหวัดไม่ได้"
