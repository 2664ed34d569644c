"""Each sentence on matching, with those who must not be taken for somebody else."""

import pytest

from eventsys.rules.agencies import Agency
from eventsys.rules.attendance import lasting, match
from eventsys.rules.attendance_types import (
    Decision,
    MatchResult,
    MeetingFacts,
    Registration,
    Report,
    ReportRow,
)
from eventsys.rules.display_names import Conventions

REGISTRATIONS = (
    Registration("somchai", "นาย", "สมชาย", "ใจดี", "ขอนแก่น", "พช.", "somchai@example.go.th"),
    Registration("ranong", "นาย", "สมชาย", "แสนดี", "ระนอง", "พช.", "ranong@example.go.th"),
    Registration("somchaiya", "นาย", "สมชัย", "ดีงาม", "ขอนแก่น", "พช.", "ya@example.go.th"),
    Registration("somsri", "นาง", "สมศรี", "วงศ์ใหญ่", "ขอนแก่น", "พช.", "somsri@example.go.th"),
    Registration("twin1", "นางสาว", "ขวัญใจ", "นาคสุข", "นนทบุรี", "พม.", "twin1@example.go.th"),
    Registration("twin2", "นางสาว", "ขวัญใจ", "เพชรดี", "นนทบุรี", "พม.", "twin2@example.go.th"),
    Registration("mr", "นาย", "กมล", "ทองคำ", "เลย", "อบจ.", "mr@example.go.th"),
    Registration("miss", "นางสาว", "กมล", "ชูศรี", "เลย", "อบจ.", "miss@example.go.th"),
    Registration("office1", "ดร.", "ดวงใจ", "คงทน", "ชัยนาท", "ทม.", "office@example.go.th"),
    Registration("office2", "นางสาว", "มงคล", "ศรีสุข", "แพร่", "สสจ.", "office@example.go.th"),
    Registration("central", "นาย", "ยินดี", "ปานทอง", "", "สศช.", "central@example.go.th"),
    Registration("david", "Mr.", "David", "Smith", "", "IPPD", "david@example.org"),
)


def row(name: str, email: str = "", minutes: float = 1.0) -> ReportRow:
    return ReportRow(1, "attendee", attended=True, display_name=name, email=email, minutes=minutes)


def matched(name: str, email: str = "", conventions: Conventions | None = None) -> str:
    """Return ``id by way`` of a match, else ``reason: candidates``."""
    report = Report("r.csv", "zoom_webinar", MeetingFacts(), (row(name, email),))
    result = match(REGISTRATIONS, [report], conventions=conventions or Conventions())
    if result.people:
        return f"{result.people[0].registration_id} by {result.people[0].identities[0].matched_by}"
    one = result.unmatched[0]
    return f"{one.reason}: {' '.join(one.candidates[:2])}".strip()


@pytest.mark.parametrize(
    ("name", "email", "expected"),
    [
        # case ignored, one registration has it
        ("ขอนแก่น พช. นายสมชาย", "SOMCHAI@Example.go.th", "somchai by email"),
        ("ขอนแก่น พช. นายสมชาย", " somchai@example.go.th ", "somchai by email"),
        # a device, or no name at all
        ("iPad", "somsri@example.go.th", "somsri by email"),
        ("Zoom User", "somsri@example.go.th", "somsri by email"),
        ("0812345678", "somsri@example.go.th", "somsri by email"),
        ("", "somsri@example.go.th", "somsri by email"),
        # a bare word is a nickname, even where it is another's first name
        ("หนุ่ย", "somsri@example.go.th", "somsri by email"),
        ("สมชาย", "somsri@example.go.th", "somsri by email"),
        ("หนุ่ย (iPad)", "somsri@example.go.th", "somsri by email"),
        # the same first name, something else amiss
        ("นางสมศรี", "somsri@example.go.th", "somsri by email"),
        ("ดร.สมศรี วงศ์ใหญ่", "somsri@example.go.th", "somsri by email"),
        ("ระนอง พช. นางสมศรี", "somsri@example.go.th", "somsri by email"),
        ("DAVID SMITH", "david@example.org", "david by email"),
        # a namesake's address decides between namesakes
        ("นนทบุรี พม. นางสาวขวัญใจ", "twin1@example.go.th", "twin1 by email"),
        # reads as another person
        ("นางวิภา", "somsri@example.go.th", "ambiguous: somsri"),
        ("วิภา แก้วมณี", "somsri@example.go.th", "ambiguous: somsri"),
        ("ขอนแก่น พช. นายวิภา", "somsri@example.go.th", "ambiguous: somsri somchai"),
        ("ระนอง พม. นางสาวสมชาย", "somchai@example.go.th", "ambiguous: somchai ranong"),
        ("นางสาวสมชาย แก้วมณี", "somchai@example.go.th", "ambiguous: somchai ranong"),
        # fits another registration
        ("ระนอง พช. นายสมชาย", "somchai@example.go.th", "ambiguous: somchai ranong"),
        ("ขอนแก่น พช. สมชาย", "somsri@example.go.th", "ambiguous: somsri somchai"),
        ("นนทบุรี พม. นางสาวขวัญใจ เพชรดี", "twin1@example.go.th", "ambiguous: twin1 twin2"),
        ("หนุ่ย (ขอนแก่น พช. นายสมชาย)", "somsri@example.go.th", "ambiguous: somsri somchai"),
        ("somchai@example.go.th", "somsri@example.go.th", "ambiguous: somsri somchai"),
        # one half is the owner's, the other nobody's
        ("ขอนแก่น พช. นางสมศรี (วิภา แก้วมณี)", "somsri@example.go.th", "somsri by email"),
        # one half is the owner's, the other another's
        ("ขอนแก่น พช. นางสมศรี (ระนอง พช. นายสมชาย)", "somsri@example.go.th", "ambiguous: somsri ranong"),  # noqa: E501
    ],
)  # fmt: skip
def test_an_address_of_one(name: str, email: str, expected: str) -> None:
    assert matched(name, email) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ชัยนาท ทม. ดร.ดวงใจ", "office1 by email"),
        ("ชัยนาท ทม. ดวงใจ คงทน", "office1 by email"),
        ("ดวงใจ", "office1 by email"),
        ("คุณดวงใจ", "office1 by email"),
        ("ดวงใจ (iPad)", "office1 by email"),
        # does not decide
        ("iPad", "ambiguous: office1 office2"),
        ("หนุ่ย", "ambiguous: office1 office2"),
        ("นายดวงใจ", "ambiguous: office1 office2"),
        ("ดวงใจ แสนดี", "ambiguous: office1 office2"),
        ("แพร่ สสจ. นางสาวดวงใจ", "ambiguous: office1 office2"),
        ("แพร่ สสจ. นางสาวมงคน", "ambiguous: office2 office1"),
        ("ดวงใจ (มงคล)", "ambiguous: office1 office2"),
        # fits a registration outside the group
        ("ขอนแก่น พช. นายสมชาย", "somchai by display_name"),
        ("ขอนแก่น พช. สมชาย ใจดี", "somchai by parts"),
        ("นนทบุรี พม. นางสาวขวัญใจ", "ambiguous: twin1 twin2"),
    ],
)
def test_a_shared_address_is_decided_by_name(name: str, expected: str) -> None:
    assert matched(name, "office@example.go.th") == expected


@pytest.mark.parametrize(
    "name",
    [
        "ขอนแก่น พช. นายสมชาย",
        "  ขอนแก่น  พช.\u00a0นายสมชาย\u200b ",
        "ขอนแก่น พช. นายสมชาย (Host)",
        "ขอนแก่น พช. นายสมชาย (Co-host, me)",
        "ขอนแก่น พช. นายสมชาย (somchai)",
        "iPad (ขอนแก่น พช. นายสมชาย)",
        "วิภา แก้วมณี (ขอนแก่น พช. นายสมชาย)",
    ],
)
def test_the_expected_display_name(name: str) -> None:
    assert matched(name) == "somchai by display_name"
    assert matched(name, "unknown@example.com") == "somchai by display_name"


@pytest.mark.parametrize(
    "name",
    [
        "ขอนแก่น พช. สมชาย",
        "ขอนแก่น พช. นายสมชาย ใจดี",
        "ขอนแก่น พช. สมชาย ใจดี",
        "ขอนแก่น พช. คุณสมชาย",
        "ขอนแก่น พช. Mr.สมชาย",
        "ขอนแก่น พช. นาย สมชาย",
        "ขอนแก่น_พช._นายสมชาย",
        "ขอนแก่น / พช. / นายสมชาย",
        "ขอนแก่น พช นายสมชาย",
        "ขอนแก่น กรมการพัฒนาชุมชน นายสมชาย",
        "พช.ขอนแก่น นายสมชาย",
        "นายสมชาย พช. ขอนแก่น",
        "นายสมชาย ใจดี พช. จ.ขอนแก่น",
        "จ.ขอนแก่น พช. นายสมชาย",
        "จังหวัดขอนแก่น พช. นายสมชาย",
        "Khon Kaen พช. นายสมชาย",
        "ขอน แก่น พช. นายสมชาย",
    ],
)
def test_the_parts_given_and_right(name: str) -> None:
    assert matched(name) == "somchai by parts"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("สภาพัฒน์ ยินดี", "central by parts"),
        ("ippd Mr David", "david by parts"),
        ("IPPD David John Smith", "david by parts"),
        ("เลย อบจ. นาย กมล", "mr by parts"),
        ("เลย อบจ. Ms.กมล", "miss by parts"),
        ("เลย อบจ. กมล ทองคำ", "mr by parts"),
        ("นนทบุรี พม. นางสาวขวัญใจ นาคสุข", "twin1 by parts"),
        # two fit
        ("นนทบุรี พม. นางสาวขวัญใจ", "ambiguous: twin1 twin2"),
        ("เลย อบจ. กมล", "ambiguous: mr miss"),
        ("เลย อบจ. คุณกมล", "ambiguous: mr miss"),
        ("ขอนแก่น พช. นายสมชาย (ขอนแก่น พช. นางสมศรี)", "ambiguous: somchai somsri"),
        # title or surname contradicts
        ("ขอนแก่น พช. ดร.สมชาย", "not_registered: somchai somchaiya"),
        ("ขอนแก่น พช. นางสาวสมชาย", "not_registered: somchai somchaiya"),
        ("ขอนแก่น พช. นายสมชาย แสนดี", "not_registered: somchai ranong"),
        ("ขอนแก่น พช. นายสมชาย ใจดี แสนดี", "not_registered: somchai ranong"),
        ("เลย อบจ. ดร.กมล", "not_registered: mr miss"),
        ("เลย อบจ. นายกมล ชูศรี", "not_registered: miss mr"),
        ("นนทบุรี พม. นางสาวขวัญใจ แสนดี", "not_registered: twin1 twin2"),
        # a part missing, misspelt or another
        ("พช. นายสมชาย", "not_registered: ranong somchai"),
        ("พช. นายสมชาย ใจดี", "not_registered: somchai ranong"),
        ("ขอนแก่น นายสมชาย", "not_registered: somchai somchaiya"),
        ("ขอนแก่น สสจ. นายสมชาย", "not_registered: somchai somchaiya"),
        ("ขอนแกน พช. นายสมชาย", "not_registered: somchai somchaiya"),
        ("ขขอนแก่น พช. นายสมชาย", "not_registered: somchai somchaiya"),
        ("จ.ขอนแก่ พช. นายสมชาย", "not_registered: somchai somchaiya"),
        ("ขอนแก่น พช. นายสมชา", "not_registered: somchai somchaiya"),
        ("สมชาย ใจดี", "not_registered: somchai ranong"),
        ("น่าน พช. นายสมชาย", "not_registered: somchai ranong"),
        ("สสส. นายยินดี", "not_registered: central"),
        ("ขอนแก่น สศช. นายยินดี", "not_registered: central"),
        ("น่าน สสจ. นายประหยัด", "not_registered:"),
        # not a name
        ("iPhone", "not_a_name:"),
        ("Zoom User 1", "not_a_name:"),
        ("", "not_a_name:"),
        ("ขอนแก่น พช. นายสมชาย " * 20, "not_a_name:"),
        ("somsri@example.go.th", "not_a_name: somsri"),
    ],
)
def test_without_an_address(name: str, expected: str) -> None:
    assert matched(name) == expected


def test_near_names_are_never_taken_for_each_other() -> None:
    assert matched("ขอนแก่น พช. นายสมชัย") == "somchaiya by display_name"
    assert matched("ขอนแก่น พช. สมชัย ดีงาม") == "somchaiya by parts"
    assert matched("ขอนแก่น พช. นายสมชัย ใจดี").startswith("not_registered:")


def test_a_province_behind_the_name_is_no_surname_of_somebody_central() -> None:
    central = [
        Registration("one", "นาย", "กนก", "คงทน", "", "พช."),
        Registration("two", "นาย", "ขจร", "", "", "พช."),
    ]
    for name in (
        "พช. นายกนก คงทน น่าน",
        "นายกนก คงทน อุตรดิตก์ พช.",
        "พช. นายขจร อุดรธานี",
        "นายขจร พช. ขอนแกนน",
    ):
        report = Report("r.csv", "zoom_webinar", MeetingFacts(), (row(name),))
        assert match(central, [report]).people == (), name


def test_an_agency_that_the_event_added() -> None:
    own = Agency("ชรล.", "ชมรมรักษ์โลก")
    event = Conventions(agencies=(own,))
    club = Registration("club", "นาย", "กนก", "ก", "", "ชรล.")
    report = Report("r.csv", "zoom_webinar", MeetingFacts(), (row("ชมรมรักษ์โลก นายกนก"),))
    result = match([*REGISTRATIONS, club], [report], conventions=event)
    assert [p.registration_id for p in result.people] == ["club"]
    assert match([*REGISTRATIONS, club], [report]).people == ()


def test_marks_tell_namesakes_apart() -> None:
    event = Conventions(mark="number")
    both = [
        Registration("one", "นาย", "กนก", "ก", "เลย", "พช."),
        Registration("two", "นาย", "กนก", "ข", "เลย", "พช.", mark="2"),
    ]

    def who(name: str) -> MatchResult:
        report = Report("r.csv", "zoom_webinar", MeetingFacts(), (row(name),))
        return match(both, [report], conventions=event)

    assert [p.registration_id for p in who("เลย พช. นายกนก 2").people] == ["two"]
    assert [p.registration_id for p in who("เลย พช. นาย กนก 2").people] == ["two"]
    assert [p.registration_id for p in who("เลย พช. นายกนก").people] == ["one"]
    assert who("เลย พช. นายกนก 3").people == ()
    assert who("เลย พช. กนก").unmatched[0].candidates == ("one", "two")


def remembering(decision: Decision, name: str, email: str = "") -> MatchResult:
    report = Report("r.csv", "zoom_webinar", MeetingFacts(), (row(name, email),))
    return match(REGISTRATIONS, [report], remembered=[decision])


def test_a_decision_is_honoured_before_everything_else() -> None:
    name, email = "ระนอง พช. นายสมชาย", "somchai@example.go.th"
    result = remembering(Decision(name, email, "somsri"), f" {name} ", email.upper())
    assert [p.registration_id for p in result.people] == ["somsri"]
    assert result.people[0].identities[0].matched_by == "remembered"
    assert remembering(Decision(name, "", "somsri"), name, email).unmatched[0].reason == "ambiguous"


def test_a_decision_for_a_walk_in() -> None:
    result = remembering(Decision("iPhone", "", walk_in="w7"), "iPhone")
    assert (result.people, result.unmatched) == ((), ())
    assert [(w.walk_in, w.minutes) for w in result.walk_ins] == [("w7", 1.0)]


def test_a_decision_on_somebody_who_is_gone_is_passed_over() -> None:
    result = remembering(Decision("ขอนแก่น พช. นายสมชาย", "", "gone"), "ขอนแก่น พช. นายสมชาย")
    assert [p.registration_id for p in result.people] == ["somchai"]


def test_a_device_without_an_address_is_somebody_else_next_time() -> None:
    assert not lasting(Decision("iPhone", "", "somchai"))
    assert lasting(Decision("iPhone", "a@example.go.th", "somchai"))
    assert lasting(Decision("สมชาย", "", "somchai"))
