"""Names that look certain and are not, and names that look doubtful and are certain."""

import pytest

from eventsys.rules.attendance import match
from eventsys.rules.attendance_types import MeetingFacts, Registration, Report, ReportRow

REGISTRATIONS = (
    Registration("nosurname", "นาย", "กิตติ", "", "ระยอง", "พช.", "kitti@example.go.th"),
    Registration("water", "นางสาว", "น้ำฝน", "แก้วใส", "ระยอง", "พช.", "fon@example.go.th"),
    Registration("kin", "นาย", "พันธุ์", "ใจดี", "ระยอง", "พช.", "phan@example.go.th"),
    Registration("surin", "นาย", "สุรินทร์", "คงทน", "ตรัง", "อบจ.", "surin@example.go.th"),
    Registration("sakon", "นาย", "สกล", "ดีงาม", "", "ปม.", "sakon@example.go.th"),
    Registration("noi", "ดร.", "นางน้อย", "ทองดี", "ตรัง", "สสจ.", "noi@example.go.th"),
    Registration("virtue", "นาย", "คุณธรรม", "สุขใจ", "ตรัง", "สสจ.", "virtue@example.go.th"),
    Registration("phon", "", "พลเอก", "บุญมา", "แพร่", "ทสจ.", "phon@example.go.th"),
    Registration("mae", "นาง", "แม้น", "ชูศรี", "แพร่", "ทสจ.", "mae@example.go.th"),
    Registration("bare", "นาย", "ทวี", "สายบัว", "", "", "bare@example.go.th"),
    Registration("damrong", "นาย", "ดำรง", "ทองดี", "พะเยา", "สอจ."),
    Registration("ayutthaya", "นางสาว", "พิมพ์ใจ", "ณ อยุธยา", "พะเยา", "สอจ."),
    Registration("pim1", "นางสาว", "พิมพ์ใจ", "ศรีสุข", "น่าน", "สอจ."),
    Registration("pim2", "นางสาว", "พิมพ์ใจ", "มีทรัพย์", "เลย", "สอจ."),
    Registration("pim3", "นางสาว", "พิมพ์ใจ", "นาคสุข", "ตาก", "สอจ."),
)


def found(name: str, email: str = "") -> str:
    """Return ``id by way`` of a match, else ``reason: candidates``."""
    row = ReportRow(1, "attendee", attended=True, display_name=name, email=email, minutes=1.0)
    result = match(REGISTRATIONS, [Report("r.csv", "zoom_webinar", MeetingFacts(), (row,))])
    if result.people:
        return f"{result.people[0].registration_id} by {result.people[0].identities[0].matched_by}"
    one = result.unmatched[0]
    return f"{one.reason}: {' '.join(one.candidates[:1])}".strip()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ระยอง พช. นายกิตติ", "nosurname by display_name"),
        ("ระยอง พช. กิตติ", "nosurname by parts"),
        # a namesake of the office may bear this surname
        ("ระยอง พช. นายกิตติ แสนดี", "not_registered: nosurname"),
        ("ระยอง พช. นายกิตติ ก.", "not_registered: nosurname"),
    ],
)
def test_a_surname_that_nobody_can_compare_is_not_certain(name: str, expected: str) -> None:
    assert found(name) == expected
    assert found(name, "kitti@example.go.th") == "nosurname by email"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # what the rule for names calls the same
        ("ระยอง พช. นางสาวน\u0e4d\u0e49\u0e32ฝน", "water by display_name"),
        ("ระยอง พช. นางสาวน\u0e49\u0e4d\u0e32ฝน", "water by display_name"),
        # what is only mended
        ("ระยอง พช. นางสาวน\u0e33\u0e49ฝน", "not_registered: water"),
        ("ระยอง พช. นางสาวน\u0e4d\u0e32\u0e49ฝน", "not_registered: water"),
        ("ระยอง พช. นายพันธ\u0e4c\u0e38", "not_registered: kin"),
        ("ระยอง พช. พันธ\u0e4c\u0e38 ใจดี", "not_registered: kin"),
    ],
)
def test_marks_out_of_order_beyond_the_rule_only_propose(name: str, expected: str) -> None:
    assert found(name) == expected


def test_marks_out_of_order_match_where_they_were_registered() -> None:
    odd = "พันธ\u0e4c\u0e38"
    registered = Registration("odd", "นาย", odd, "ใจดี", "ระยอง", "พช.")

    def who(name: str) -> list[str]:
        row = ReportRow(1, "attendee", attended=True, display_name=name, email="")
        report = Report("r.csv", "zoom_webinar", MeetingFacts(), (row,))
        return [person.registration_id for person in match([registered], [report]).people]

    assert who(f"ระยอง พช. นาย{odd}") == ["odd"]
    assert who("ระยอง พช. นายพันธุ์") == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ตรัง อบจ. สุรินทร์ คงทน", "surin by parts"),
        ("ปม. สกล ดีงาม", "sakon by parts"),
        # the words may as well be an office in that province
        ("ปม. สกล", "not_a_name: sakon"),
        ("ตรัง อบจ. สุรินทร์ แสนดี", "not_registered: surin"),
    ],
)
def test_a_first_name_that_is_a_province_as_well(name: str, expected: str) -> None:
    assert found(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ดร.นางน้อย สสจ. ตรัง", "noi by parts"),
        ("ตรัง_สสจ._ดร.นางน้อย ทองดี", "noi by parts"),
        # another person, called น้อย or ธรรม
        ("ตรัง สสจ. นางน้อย", "not_registered: noi"),
        ("ตรัง สสจ. คุณธรรม", "not_registered: virtue"),
        ("ตรัง สสจ. ดร.นางน้อย แสนดี", "not_registered: noi"),
    ],
)
def test_a_first_name_that_begins_like_a_title(name: str, expected: str) -> None:
    assert found(name) == expected


@pytest.mark.parametrize(
    ("name", "email", "expected"),
    [
        # the owner's own first name, read as a title or a province
        ("คุณธรรม", "virtue@example.go.th", "virtue by email"),
        ("แพร่ ทสจ. พลเอก", "phon@example.go.th", "phon by email"),
        ("ปม. สกล", "sakon@example.go.th", "sakon by email"),
        ("ดร.นางน้อย สสจ. ตรัง", "noi@example.go.th", "noi by email"),
        # the office alone, a nickname
        ("แพร่ ทสจ.", "mae@example.go.th", "mae by email"),
        ("สกล", "mae@example.go.th", "mae by email"),
        # somebody else's first name or office
        ("ปม. สกล", "mae@example.go.th", "ambiguous: mae"),
        ("น่าน พมจ.", "mae@example.go.th", "ambiguous: mae"),
        ("แพร่ ทสจ. พันตรี", "mae@example.go.th", "ambiguous: mae"),
    ],
)
def test_an_address_and_a_name_that_reads_as_none(name: str, email: str, expected: str) -> None:
    assert found(name, email) == expected


def test_a_name_without_an_office_is_nobodys_for_certain() -> None:
    assert found("ทวี สายบัว") == "not_registered: bare"
    assert found("นายทวี สายบัว") == "not_registered: bare"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # a slip makes a title of what is none
        ("นายดรง สอจ. พะเยา", "not_registered: damrong"),
        ("นายดรง ทองดี", "not_registered: damrong"),
        # a surname that ends in a province
        ("นางสาวพิมพ์ใจ ณ อยุธยา", "not_registered: ayutthaya"),
        # the reading takes the first name for something else
        ("พะเหยา มูลนิธิรักษ์โลก ดำรง", "not_registered: damrong"),
        ("น่าน พช. พลเอก", "not_a_name: phon"),
        ("สกล ดีงาม", "not_registered: sakon"),
    ],
)
def test_the_likeliest_stands_first_whatever_was_read(name: str, expected: str) -> None:
    assert found(name) == expected
