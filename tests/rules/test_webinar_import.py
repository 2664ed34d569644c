"""Who goes into the files for webinar programs, under which name, and who is listed apart."""

import csv
from io import StringIO
from itertools import chain

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from eventsys.rules.formula_signs import FORMULA_SIGNS
from eventsys.rules.webinar_import import (
    HEADER,
    LONGEST_FIELD,
    MOST_BYTES,
    MOST_PEOPLE,
    Guest,
    Reason,
    Registrant,
    Speaker,
    address_key,
    csv_line,
    divide_guests,
    divide_speakers,
    is_address,
    lots,
    parts,
    split_name,
)


def guest(number: int, email: str, display_name: str = "นครปฐม พช. นายมั่งมั่ง") -> Guest:
    return Guest(id=number, display_name=display_name, email=email)


LONG = "ก" * 64

SPLITS = {
    "นครปฐม พช. นายมั่งมั่ง": ("นครปฐม", "พช. นายมั่งมั่ง"),
    "สศช. นายยินดี": ("สศช.", "นายยินดี"),
    "IPPD Mr.David": ("IPPD", "Mr.David"),
    f"{LONG} {LONG}": (LONG, LONG),
    f"ก {LONG} ข": None,
    f"นครปฐม พช. {LONG}": ("นครปฐม พช.", LONG),
    f"{LONG}ก ข": None,
    f"ก {LONG}ข": None,
    "นายมั่งมั่ง": None,
    "": None,
    " ": None,
    " พช. นายก": None,
    "พช.  นายก": None,
    "=cmd|' /C calc'!A0 นายก": None,
    "นครปฐม =1+1 นายก": ("นครปฐม =1+1", "นายก"),
    "นครปฐม @พช. นายก": ("นครปฐม @พช.", "นายก"),
    "พช.\nนายก ข": None,
    "นครปฐม\u00a0พช. นายก": None,
}


@pytest.mark.parametrize(("name", "halves"), SPLITS.items())
def test_a_name_is_cut_at_the_first_space_where_both_halves_fit(
    name: str, halves: tuple[str, str] | None
) -> None:
    assert split_name(name) == halves


NAMES = st.one_of(
    st.text(max_size=150),
    st.lists(
        st.sampled_from(["นครปฐม", "พช.", "นายก", "", LONG, "=x", "a,b", '"ก"', "ก" * 30]),
        max_size=7,
    ).map(" ".join),
)


@given(NAMES)
@example(f"{LONG} {LONG}")
def test_the_halves_joined_by_one_space_are_the_display_name(name: str) -> None:
    halves = split_name(name)
    if halves is None:
        return
    assert " ".join(halves) == name
    for half in halves:
        assert 0 < len(half) <= LONGEST_FIELD
        assert half == half.strip()
        assert not half.startswith(FORMULA_SIGNS)
    # no earlier space would have done
    earlier = halves[0].rfind(" ")
    while earlier >= 0:
        assert split_name_at(name, earlier) is False
        earlier = halves[0].rfind(" ", 0, earlier)


def split_name_at(name: str, at: int) -> bool:
    """Tell whether a name may be cut at a place, by the rule as it is written."""
    return all(
        0 < len(half) <= 64
        and half.isprintable()
        and half == half.strip()
        and half[0] not in FORMULA_SIGNS
        for half in (name[:at], name[at + 1 :])
    )


@given(NAMES)
def test_a_name_is_left_only_where_no_space_would_do(name: str) -> None:
    spaces = [at for at, sign in enumerate(name) if sign == " "]
    assert (split_name(name) is not None) == any(split_name_at(name, at) for at in spaces)


ADDRESSES = {
    "a@example.go.th": True,
    "A.b+c@sub.example.go.th": True,
    "+plan@example.go.th": True,
    "ก@example.go.th": False,
    "a@ตัวอย่าง.ไทย": True,
    "a@example": False,
    "a@b@example.go.th": False,
    "a b@example.go.th": False,
    "a@example.go.th;b@example.go.th": False,
    "a@example.go.th, b@example.go.th": False,
    '"a"@example.go.th': False,
    "a@example.go.th\r\nb@example.go.th": False,
    "a@example.go.th\n": False,
    "ไม่มี": False,
    "-": False,
    "": False,
    "a" * 243 + "@example.th": True,
    "a" * 244 + "@example.th": False,
}


@pytest.mark.parametrize(("text", "address"), ADDRESSES.items())
def test_an_address_is_one_address_and_nothing_else(text: str, address: bool) -> None:  # noqa: FBT001 (a table's column)
    assert is_address(text) is address


def test_everybody_apart_has_the_reason_that_stands_first() -> None:
    long_name = f"นครปฐม {'ก' * 70}"
    people = [
        guest(1, "one@example.go.th"),
        guest(2, ""),
        guest(3, "Shared@example.go.th"),
        guest(4, "two@example.go.th", long_name),
        guest(5, "shared@EXAMPLE.go.th"),
        guest(6, "+six@example.go.th"),
        guest(7, "  "),
        guest(8, "ไม่มี"),
        guest(9, "ไม่มี"),
        guest(10, "shared@example.go.th", long_name),
        guest(11, "=cmd@example.go.th"),
        guest(12, "twelve@example.go.th", "นายเดี่ยว"),
        guest(13, "", long_name),
        guest(14, "last@example.go.th", "สศช. นายยินดี"),
    ]
    divided = divide_guests(people)
    assert [(each.guest.id, each.first_name, each.last_name) for each in divided.registrants] == [
        (1, "นครปฐม", "พช. นายมั่งมั่ง"),
        (14, "สศช.", "นายยินดี"),
    ]
    assert [(each.guest.id, each.reason) for each in divided.apart] == [
        (2, Reason.NO_EMAIL),
        (7, Reason.NO_EMAIL),
        (13, Reason.NO_EMAIL),
        (3, Reason.SHARED_EMAIL),
        (5, Reason.SHARED_EMAIL),
        (10, Reason.SHARED_EMAIL),
        (8, Reason.EMAIL_FORM),
        (9, Reason.EMAIL_FORM),
        (6, Reason.EMAIL_SIGN),
        (11, Reason.EMAIL_SIGN),
        (4, Reason.NAME_TOO_LONG),
        (12, Reason.NAME_FORM),
    ]
    assert divided.reasons == {
        Reason.NO_EMAIL: 3,
        Reason.SHARED_EMAIL: 3,
        Reason.EMAIL_FORM: 2,
        Reason.EMAIL_SIGN: 2,
        Reason.NAME_TOO_LONG: 1,
        Reason.NAME_FORM: 1,
    }


EMAILS = st.one_of(
    st.sampled_from(
        ["", " ", "-", "a@x.th", "A@x.th", " a@x.th", "b@x.th", "+c@x.th", "=d@x.th", "ß@x.th"]
    ),
    st.emails(),
    st.text(max_size=20),
)
PEOPLE = st.lists(st.tuples(EMAILS, NAMES), max_size=30).map(
    lambda rows: [guest(number, *row) for number, row in enumerate(rows)]
)


@given(PEOPLE)
def test_nobody_is_lost_and_no_two_share_an_address(people: list[Guest]) -> None:
    divided = divide_guests(people)
    inside = [each.guest for each in divided.registrants]
    outside = [each.guest for each in divided.apart]
    assert sorted(each.id for each in inside + outside) == [each.id for each in people]
    assert sum(divided.reasons.values()) == len(outside)
    keys = [address_key(each.email) for each in inside]
    assert len(keys) == len(set(keys))
    assert not set(keys) & {address_key(each.email) for each in outside}
    # what is in the file is what was known, to the letter
    shown = [f"{each.first_name} {each.last_name}" for each in divided.registrants]
    assert shown == [each.display_name for each in inside]
    assert [each.id for each in inside] == sorted(each.id for each in inside)


@given(PEOPLE)
def test_no_field_of_the_file_is_a_formula_and_every_line_is_read_back(people: list[Guest]) -> None:
    registrants = divide_guests(people).registrants
    content = b"".join(each.line for each in registrants).decode()
    rows = list(csv.reader(StringIO(content, newline="")))
    assert rows == [[each.guest.email, each.first_name, each.last_name] for each in registrants]
    assert not [cell for row in rows for cell in row if cell.startswith(FORMULA_SIGNS)]


def registrants(count: int, size: int = 1) -> list[Registrant]:
    """Make registrants whose lines grow with ``size``, 64 at most."""
    return [
        Registrant(guest(number, f"p{number:07}@example.go.th"), "ก" * size, "ข" * size)
        for number in range(count)
    ]


def bytes_of(part: list[Registrant]) -> int:
    return len(csv_line(HEADER)) + sum(len(each.line) for each in part)


@given(
    st.lists(st.integers(min_value=1, max_value=64), max_size=60),
    st.integers(min_value=1, max_value=200),
)
def test_every_file_is_within_the_limits_and_holds_everybody_in_order(
    sizes: list[int], times: int
) -> None:
    people = [
        Registrant(guest(number, f"p{number}@example.go.th"), "ก" * size, "ข" * size)
        for number, size in enumerate(sizes * times)
    ]
    files = parts(people)
    assert list(chain.from_iterable(files)) == people
    assert all(0 < len(part) <= MOST_PEOPLE and bytes_of(part) <= MOST_BYTES for part in files)


def test_a_file_is_full_before_the_next_begins() -> None:
    assert parts([]) == []
    assert [len(part) for part in parts(registrants(9_999))] == [9_999]
    assert [len(part) for part in parts(registrants(10_000))] == [9_999, 1]
    assert [len(part) for part in parts(registrants(19_999))] == [9_999, 9_999, 1]
    people = registrants(9_999, size=64)
    files = parts(people)
    (line,) = {len(each.line) for each in people}
    room = (MOST_BYTES - len(csv_line(HEADER))) // line
    assert [len(part) for part in files] == [room, room, 9_999 - 2 * room]
    assert 2_000_000 - line - 1 < bytes_of(files[0]) < 2_000_000


def test_speakers_are_divided_in_the_order_of_the_agenda() -> None:
    speakers = [
        Speaker("นายแรก ใจดี", "one@example.go.th"),
        Speaker("ผู้แทน สศช.", ""),
        Speaker("นายสอง ร่วมใจ", "both@example.go.th"),
        Speaker("นางสาม ร่วมใจ", "BOTH@example.go.th"),
        Speaker("=นายสี่", "four@example.go.th"),
        Speaker("ก" * 65, "five@example.go.th"),
        Speaker("ก" * 64, "six@example.go.th"),
        Speaker("นายเจ็ด", "@seven"),
        Speaker("นายแปด", "-eight@example.go.th"),
    ]
    divided = divide_speakers(speakers)
    assert divided.panelists == (speakers[0], speakers[6])
    assert [(speakers.index(each.speaker), each.reason) for each in divided.apart] == [
        (1, Reason.NO_EMAIL),
        (2, Reason.SHARED_EMAIL),
        (3, Reason.SHARED_EMAIL),
        (4, Reason.NAME_FORM),
        (5, Reason.NAME_TOO_LONG),
        (7, Reason.EMAIL_FORM),
        (8, Reason.EMAIL_SIGN),
    ]


def test_teams_gets_every_usable_address_once_in_lots_of_500() -> None:
    people = [guest(number, f"p{number}@example.go.th") for number in range(1_001)]
    people[7:7] = [guest(2_000, "P3@example.go.th"), guest(2_001, ""), guest(2_002, "ไม่มี")]
    found = lots(people)
    assert [len(lot) for lot in found] == [500, 500, 1]
    assert list(chain.from_iterable(found)) == [
        f"p{number}@example.go.th" for number in range(1_001)
    ]
    assert lots([]) == []
