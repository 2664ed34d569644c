"""What matching makes of whole reports: minutes, staff, no-shows, and that order never matters."""

import json
import random
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsys.imports.registration_lists import read_registration_list
from eventsys.imports.reports import read_report
from eventsys.rules.attendance import completes, match, presence
from eventsys.rules.attendance_minutes import spent, union_minutes
from eventsys.rules.attendance_types import (
    Absent,
    MatchResult,
    MeetingFacts,
    Registration,
    Rejected,
    RejectedRow,
    Report,
    ReportRow,
    Role,
)

SAMPLE = Path(__file__).parents[1] / "data" / "attendance-sample"
START = datetime(2022, 2, 18, 8, 30)  # noqa: DTZ001 (reports tell local times)
SOMCHAI = Registration("r1", "นาย", "สมชาย", "ใจดี", "ขอนแก่น", "พช.", "a@example.go.th")
SOMSRI = Registration("r2", "นาง", "สมศรี", "แสนดี", "ขอนแก่น", "พช.", "b@example.go.th")
NAME, OTHER = "ขอนแก่น พช. นายสมชาย", "ขอนแก่น พช. นางสมศรี"

Interval = tuple[datetime, datetime]
moments = st.integers(0, 300).map(lambda minutes: START + timedelta(minutes=minutes))
intervals = st.lists(st.tuples(moments, moments), max_size=12)


def came(
    name: str, start: float, end: float, *, email: str = "", role: Role = "attendee"
) -> ReportRow:
    """Return a row from one minute to another after the start."""
    return ReportRow(
        1,
        role,
        attended=True,
        display_name=name,
        email=email,
        join=START + timedelta(minutes=start),
        leave=START + timedelta(minutes=end),
    )


def missed(name: str, email: str = "") -> ReportRow:
    return ReportRow(1, "attendee", attended=False, display_name=name, email=email)


def stated(name: str, minutes: float | None, email: str = "") -> ReportRow:
    return ReportRow(1, "attendee", attended=True, display_name=name, email=email, minutes=minutes)


def report(*rows: ReportRow, file: str = "r.csv", meeting: MeetingFacts | None = None) -> Report:
    return Report(file, "zoom_webinar", meeting or MeetingFacts(), rows)


def matched(*reports: Report) -> MatchResult:
    return match([SOMCHAI, SOMSRI], reports)


def test_the_labelled_sample() -> None:
    registrations = read_registration_list((SAMPLE / "registrations.csv").read_bytes())
    result = match(registrations, [read_report((SAMPLE / "report.csv").read_bytes(), "report.csv")])
    people = {
        (i.display_name, i.email): person for person in result.people for i in person.identities
    }
    unmatched = {(one.display_name, one.email): one for one in result.unmatched}
    for case in json.loads((SAMPLE / "expected.json").read_text()):
        pair = (case["name"], case["email"])
        if case["verdict"] == "match":
            assert people[pair].registration_id == case["id"], case
            assert people[pair].minutes == case["minutes"], case
            continue
        assert unmatched[pair].minutes == case["minutes"], case
        if case["verdict"] == "propose":
            assert case["id"] in unmatched[pair].candidates[:3], case
        if case["verdict"] == "none_ambiguous":
            assert unmatched[pair].reason == "ambiguous", case
    assert len(result.rejected) == 3
    assert len(result.staff) == 1


def test_minutes_are_the_union_over_all_identities() -> None:
    result = matched(
        report(
            came(NAME, 0, 30),
            came(NAME, 20, 40.5),
            came("iPad", 35, 60, email="A@example.go.th"),
            came("สมชาย", 100, 110, email="a@example.go.th"),
        )
    )
    person = result.people[0]
    assert (person.registration_id, person.minutes) == ("r1", 70.0)
    assert person.first_join == START
    assert person.last_leave == START + timedelta(minutes=110)
    assert [(i.display_name, i.email, i.matched_by) for i in person.identities] == [
        ("iPad", "A@example.go.th", "email"),
        (NAME, "", "display_name"),
        ("สมชาย", "a@example.go.th", "email"),
    ]


def test_minutes_have_two_decimals() -> None:
    result = matched(report(came(NAME, 0, 1 / 3)))
    assert result.people[0].minutes == 0.33


def test_stated_minutes_count_only_without_intervals_and_are_never_added() -> None:
    rows = [stated(NAME, 50.0), stated("iPad", 40.0, "a@example.go.th")]
    person = matched(report(*rows)).people[0]
    assert (person.minutes, person.first_join, person.last_leave) == (50.0, None, None)
    assert matched(report(*rows, came(NAME, 0, 30))).people[0].minutes == 30.0
    assert matched(report(stated(NAME, None))).people[0].minutes is None


def test_a_summary_has_its_first_join_and_last_leave() -> None:
    row = ReportRow(
        1,
        "attendee",
        attended=True,
        display_name=NAME,
        email="",
        join=START,
        leave=START + timedelta(minutes=90),
        minutes=45.5,
        continuous=False,
    )
    assert spent([row]) == (45.5, START, START + timedelta(minutes=90))


def test_hosts_and_panellists_stand_apart() -> None:
    result = matched(report(came(NAME, 0, 30, role="panelist"), came("Host", 0, 30, role="host")))
    assert result.people == ()
    assert [(s.display_name, s.role, s.registration_id) for s in result.staff] == [
        ("Host", "host", None),
        (NAME, "panelist", "r1"),
    ]


def test_who_came_after_all_is_not_absent() -> None:
    result = matched(
        report(
            missed(NAME),
            missed("x", "a@example.go.th"),
            missed(OTHER),
            missed("น่าน พม. นายอื่น"),
            missed("iPhone"),
            came("iPhone", 0, 1),
            came("iPad", 0, 5, email="a@example.go.th"),
        )
    )
    assert result.absent == (
        Absent(OTHER, "", "r2"),
        Absent("น่าน พม. นายอื่น", "", None),
    )


def test_the_same_file_twice_changes_nothing() -> None:
    one = Report("a.csv", "zoom_webinar", MeetingFacts(), (came(NAME, 0, 9),), (Rejected(7, "x"),))
    again = Report("b.csv", one.source, one.meeting, one.rows, one.rejected)
    assert matched(one, one) == matched(one)
    assert matched(one, again) == matched(one)
    assert matched(one).rejected == (RejectedRow("a.csv", 7, "x"),)


def test_the_fullest_facts_of_the_meeting_are_taken() -> None:
    full = MeetingFacts("SDG", "9", START, 215.0)
    bare = report(came(NAME, 0, 9), file="a.csv")
    assert matched(bare, report(file="b.csv", meeting=full)).meeting == full


def test_an_empty_report_is_a_result() -> None:
    assert matched() == MatchResult()
    assert match([], [report(came(NAME, 0, 9))]).unmatched[0].reason == "not_registered"


@pytest.mark.parametrize(
    ("minutes", "meeting", "least", "expected"),
    [
        (107.5, 215.0, None, "attended"),
        (107.49, 215.0, None, "partly"),
        (60.0, 215.0, 60.0, "attended"),
        (59.99, 215.0, 60.0, "partly"),
        (0.0, 215.0, None, "absent"),
        (0.0, 215.0, 0.0, "absent"),
        (None, 215.0, None, "partly"),
        (1.0, None, None, "attended"),
        (1.0, None, 30.0, "partly"),
    ],
)
def test_presence(
    minutes: float | None, meeting: float | None, least: float | None, expected: str
) -> None:
    assert presence(minutes, meeting, least) == expected


def test_a_certificate_needs_k_of_n_meetings() -> None:
    assert completes(3, 5, 3)
    assert not completes(2, 5, 3)
    assert completes(5, 5, 9)
    assert not completes(0, 5, 0)
    assert not completes(0, 0, 0)


@given(intervals)
def test_a_union_is_at_most_the_sum_and_the_span(spans: list[Interval]) -> None:
    union = union_minutes(spans)
    forward = [(a, b) for a, b in spans if b > a]
    assert 0 <= union <= sum((b - a).total_seconds() for a, b in forward) / 60
    if forward:
        span = max(b for _, b in forward) - min(a for a, _ in forward)
        assert max((b - a).total_seconds() for a, b in forward) / 60 <= union
        assert union <= span.total_seconds() / 60
    # Minute by minute counted, the union of whole minutes is the same.
    whole = [(int((a - START).seconds // 60), int((b - START).seconds // 60)) for a, b in forward]
    counted = {minute for a, b in whole for minute in range(a, b)}
    assert union == len(counted)
    assert union_minutes([*spans, *spans]) == union


rows = st.lists(
    st.builds(
        came,
        st.sampled_from([NAME, OTHER, "iPad", "สมศรี", "นางสมศรี ใจดี", f"iPad ({NAME})"]),
        st.integers(0, 60),
        st.integers(60, 90),
        email=st.sampled_from(["", "a@example.go.th", "B@example.go.th", "c@example.go.th"]),
        role=st.sampled_from(["attendee", "attendee", "panelist"]),
    )
    | st.builds(missed, st.sampled_from([NAME, OTHER])),
    max_size=8,
)


@given(rows, st.randoms(use_true_random=False), st.integers(0, 8))
def test_the_order_of_rows_and_files_is_irrelevant(
    lines: list[ReportRow], chance: random.Random, cut: int
) -> None:
    expected = matched(report(*lines))
    shuffled = list(lines)
    chance.shuffle(shuffled)
    assert matched(report(*shuffled)) == expected
    parts = [report(*shuffled[:cut], file="a.csv"), report(*shuffled[cut:], file="b.csv")]
    assert matched(*parts) == expected
    assert matched(*reversed(parts), report(*lines)) == expected
