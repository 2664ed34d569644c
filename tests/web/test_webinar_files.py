"""The page of files for Zoom and Teams: who is in them, byte for byte, and who may take them."""

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import time

import pytest
from flask import Flask
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from eventsys.models import (
    AuditEntry,
    Event,
    ItemKind,
    Meeting,
    MeetingMode,
    MeetingState,
    Participation,
    Registration,
    RegistrationState,
    Role,
    SpeakerAddress,
    User,
)
from eventsys.rules.webinar_import import Reason
from eventsys.sentences.webinar_files import what_to_do
from eventsys.services.agenda import ItemPlan, SpeakerPlan, TalkPlan, add_item
from eventsys.services.registrations import cancel
from tests import factories
from tests.factories import NOW, RATCHABURI
from tests.web.pages import Page, words

SignIn = Callable[[User], FlaskClient]
Statements = Callable[[], AbstractContextManager[list[str]]]

HEADER = "email,first_name,last_name\r\n"
FILES = (
    "zoom-registrants-1.csv",
    "zoom-panelists.csv",
    "apart.xlsx",
    "teams-addresses.txt",
)


@pytest.fixture
def event(session: Session) -> Event:
    """Give an event of two meetings; one beside it, of the same office, has people as well."""
    event = factories.event(session, meetings=2)
    other = factories.event(session, event.organisation)
    factories.registration(session, other, factories.quota(session, other))
    session.add(SpeakerAddress(event_id=other.id, name="นายแรก ใจดี", email="no@example.go.th"))
    session.commit()
    return event


def meeting(event: Event, number: int = 1) -> Meeting:
    return next(each for each in event.meetings if each.number == number)


@pytest.fixture
def people(session: Session, event: Event) -> dict[str, Registration]:
    """Give people who are in the file, apart for each reason, and not expected at all."""
    nakhon = factories.quota(session, event)
    central = factories.quota(session, event, "central")
    ratchaburi = factories.quota(session, event, RATCHABURI, capacity=1)

    def person(quota: object, first_name: str, email: str, **more: str) -> Registration:
        typed = {"first_name": first_name, "last_name": "ใจดี", "email": email, **more}
        return factories.registration(session, event, quota, **typed)  # type: ignore[arg-type]

    found = {
        "regional": person(nakhon, "มั่งมั่ง", "Mang@example.go.th"),
        "central": person(central, "ยินดี", "yindee@example.go.th", agency="สศช."),
        "quoted": person(central, "คำพูด", "quote@example.go.th", agency='มูลนิธิ "ก, ข" เพื่อชุมชน'),
        "none": person(nakhon, "ไร้เมล", "", phone="08 1234 5678"),
        "shared": person(nakhon, "ร่วมหนึ่ง", "office@example.go.th"),
        "SHARED": person(nakhon, "ร่วมสอง", "OFFICE@example.go.th"),
        "sign": person(nakhon, "บวก", "+plus@example.go.th"),
        "long": person(central, "ยาว", "long@example.go.th", agency="สมาคม" + "ก" * 70),
        "gone": person(nakhon, "ลาออก", "gone@example.go.th"),
        "last": person(ratchaburi, "จริงใจ", "jing@example.go.th", title="นางสาว", agency="พม."),
        "waits": person(ratchaburi, "รอคอย", "waits@example.go.th"),
    }
    cancel(session, registration_id=found["gone"].id, actor="system", now=NOW)
    session.commit()
    return found


@pytest.fixture
def speakers(session: Session, event: Event) -> None:
    """Give the first meeting speakers in items and talks, some of them twice, some not settled."""
    add_item(
        session,
        day_id=meeting(event).days[0].id,
        plan=ItemPlan(
            starts=time(10),
            ends=time(11),
            kind=ItemKind.PARALLEL,
            title_th="ห้องย่อย",
            talks=(
                TalkPlan(title_th="หนึ่ง", speakers=(SpeakerPlan("นางสอง ร่วมใจ"),)),
                TalkPlan(
                    title_th="สอง", speakers=(SpeakerPlan("นายแรก ใจดี"), SpeakerPlan("ผู้แทน สศช."))
                ),
                TalkPlan(title_th="สาม", speaker_tbc=True),
            ),
        ),
        actor="system",
        now=NOW,
    )
    add_item(
        session,
        day_id=meeting(event).days[0].id,
        plan=ItemPlan(
            starts=time(9),
            ends=time(10),
            kind=ItemKind.OPENING,
            title_th="เปิด",
            speakers=(SpeakerPlan("นายแรก ใจดี"),),
        ),
        actor="system",
        now=NOW,
    )
    add_item(
        session,
        day_id=meeting(event).days[0].id,
        plan=ItemPlan(
            starts=time(11), ends=None, kind=ItemKind.LECTURE, title_th="รอ", speaker_tbc=True
        ),
        actor="system",
        now=NOW,
    )
    session.commit()


def browser(session: Session, sign_in: SignIn, event: Event, role: Role) -> FlaskClient:
    person = factories.user(session, event.organisation, role)
    session.commit()
    return sign_in(person)


@pytest.fixture
def staff(session: Session, event: Event, sign_in: SignIn) -> FlaskClient:
    """Give the browser of somebody on the event's staff."""
    return browser(session, sign_in, event, Role.STAFF)


@pytest.fixture
def organiser(session: Session, event: Event, sign_in: SignIn) -> FlaskClient:
    """Give the browser of an organiser."""
    return browser(session, sign_in, event, Role.ORGANISER)


def address(event: Event, file: str = "", number: int = 1) -> str:
    root = f"/o/e/{event.slug}/names/files"
    return f"{root}/m{number}/{file}" if file else root


def taken(client: FlaskClient, event: Event, file: str, number: int = 1) -> bytes:
    """Take a file, whose name and kind are the ones that are promised."""
    response = client.get(address(event, file, number))
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    kinds = {
        "csv": "text/csv; charset=utf-8",
        "txt": "text/plain; charset=utf-8",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
    assert response.headers["Content-Type"] == kinds[file.rpartition(".")[2]]
    disposition = response.headers["Content-Disposition"]
    assert f'attachment; filename="{event.slug}-m{number}-{file}"' in disposition
    return bytes(response.data)


def in_file(client: FlaskClient, event: Event, number: int = 1) -> list[str]:
    """Return the addresses in the first file of registrants, none where there is no file."""
    response = client.get(address(event, "zoom-registrants-1.csv", number))
    if response.status_code == 404:
        return []
    return [line.split(",")[0] for line in response.text.splitlines()[1:]]


# --- contents ------------------------------------------------------------------------------------


def test_the_file_of_registrants_byte_for_byte(
    staff: FlaskClient, event: Event, people: dict[str, Registration]
) -> None:
    assert people
    assert taken(staff, event, "zoom-registrants-1.csv").decode() == (
        HEADER + "Mang@example.go.th,นครปฐม,พช. นายมั่งมั่ง\r\n"
        "yindee@example.go.th,สศช.,นายยินดี\r\n"
        "quote@example.go.th,มูลนิธิ,ก ข เพื่อชุมชน นายคำพูด\r\n"
        "jing@example.go.th,ราชบุรี,พม. นางสาวจริงใจ\r\n"
    )


def test_commas_and_quotes_in_a_name_are_quoted_as_csv_has_it(
    session: Session, staff: FlaskClient, event: Event
) -> None:
    row = factories.registration(session, event, factories.quota(session, event))
    row.display_name, row.email = 'นครปฐม มูลนิธิ "ก, ข" นายมั่ง', "a@example.go.th"
    session.commit()
    assert taken(staff, event, "zoom-registrants-1.csv").decode() == (
        HEADER + 'a@example.go.th,นครปฐม,"มูลนิธิ ""ก, ข"" นายมั่ง"\r\n'
    )


def test_those_apart_stand_in_a_workbook_with_what_to_do(
    session: Session, staff: FlaskClient, event: Event, people: dict[str, Registration]
) -> None:
    people["none"].agency = '=HYPERLINK("http://example.go.th", "ก")'
    session.commit()
    content = taken(staff, event, "apart.xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[0] == [
        "ชื่อที่ใช้แสดงในการประชุม",
        "คำนำหน้า",
        "ชื่อ-นามสกุล",
        "หน่วยงาน",
        "จังหวัด/กลุ่ม",
        "โทรศัพท์",
        "เหตุผล",
        "สิ่งที่ต้องทำ",
    ]
    assert rows[1] == [
        "นครปฐม พช. นายไร้เมล",
        "นาย",
        "ไร้เมล ใจดี",
        '=HYPERLINK("http://example.go.th", "ก")',
        "นครปฐม",
        "08 1234 5678",
        "ไม่มีอีเมล",
        what_to_do(Reason.NO_EMAIL, "th"),
    ]
    assert [(row[2], row[6]) for row in rows[1:]] == [
        ("ไร้เมล ใจดี", "ไม่มีอีเมล"),
        ("ร่วมหนึ่ง ใจดี", "ใช้อีเมลร่วมกับผู้อื่น"),
        ("ร่วมสอง ใจดี", "ใช้อีเมลร่วมกับผู้อื่น"),
        ("บวก ใจดี", "อีเมลขึ้นต้นด้วยเครื่องหมายที่โปรแกรมตารางอ่านเป็นสูตร"),
        ("ยาว ใจดี", "ชื่อยาวเกินไป Zoom รับช่องละไม่เกิน 64 ตัวอักษร"),
    ]
    # no address leaves the file of Zoom by this one
    assert not [cell for row in rows for cell in row if "@" in str(cell)]


def test_teams_gets_each_address_once(
    staff: FlaskClient, event: Event, people: dict[str, Registration]
) -> None:
    assert people
    assert taken(staff, event, "teams-addresses.txt").decode() == (
        "Mang@example.go.th; yindee@example.go.th; quote@example.go.th; office@example.go.th; "
        "+plus@example.go.th; long@example.go.th; jing@example.go.th\r\n"
    )


def test_the_file_of_panelists_byte_for_byte(
    session: Session, staff: FlaskClient, event: Event, speakers: None
) -> None:
    del speakers
    session.add_all(
        [
            SpeakerAddress(event_id=event.id, name="นางสอง ร่วมใจ", email="two@example.go.th"),
            SpeakerAddress(event_id=event.id, name="นายแรก ใจดี", email="one@example.go.th"),
            SpeakerAddress(event_id=event.id, name="ไม่ได้พูด", email="none@example.go.th"),
        ]
    )
    session.commit()
    assert taken(staff, event, "zoom-panelists.csv").decode() == (
        "name,email\r\nนายแรก ใจดี,one@example.go.th\r\nนางสอง ร่วมใจ,two@example.go.th\r\n"
    )
    page = Page(staff.get(address(event)))
    (section,) = page.all("section", id="meeting-1")
    assert "ผู้แทน สศช. – ไม่มีอีเมล" in words(section)
    # who speaks in another meeting only has nothing to do with this one
    assert staff.get(address(event, "zoom-panelists.csv", 2)).status_code == 404


def test_a_long_list_is_divided_below_two_megabytes(
    session: Session, staff: FlaskClient, event: Event
) -> None:
    quota = factories.quota(session, event, capacity=10_000)
    session.execute(
        insert(Registration),
        [
            {
                "event_id": event.id,
                "quota_id": quota.id,
                "state": RegistrationState.CONFIRMED,
                "title": "นาย",
                "first_name": "ก",
                "last_name": "ข",
                "agency": "พช.",
                "email": f"p{number:05}@example.go.th",
                "name_key": f"{number}",
                "display_name": f"{number:05}{'ก' * 59} {'ข' * 64}",
                "registered_at": NOW,
            }
            for number in range(5_200)
        ],
    )
    session.commit()
    parts = [taken(staff, event, f"zoom-registrants-{part}.csv") for part in (1, 2)]
    assert staff.get(address(event, "zoom-registrants-3.csv")).status_code == 404
    assert staff.get(address(event, "zoom-registrants-0.csv")).status_code == 404
    assert [part.decode().startswith(HEADER) for part in parts] == [True, True]
    lines = [line for part in parts for line in part.decode().splitlines()[1:]]
    assert [line.split(",")[0] for line in lines] == [
        f"p{number:05}@example.go.th" for number in range(5_200)
    ]
    assert len(parts[0]) < 2_000_000
    assert len(parts[0]) + len(f"{lines[0]}\r\n".encode()) >= 2_000_000
    links = [words(link) for link in Page(staff.get(address(event))).all("a", "btn-primary")]
    sizes = [len(part.decode().splitlines()) - 1 for part in parts]
    assert links[:2] == [
        f"ไฟล์ผู้เข้าร่วมสำหรับ Zoom ส่วนที่ {number} จาก 2 ({size:,} คน)"
        for number, size in enumerate(sizes, start=1)
    ]


# --- who is expected -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        # without a row, away, in the room, online, in the meeting's own mode, both ways
        (MeetingMode.WEBINAR, ["without", "online", "own", "hybrid"]),
        (MeetingMode.HYBRID, ["without", "online", "own", "hybrid"]),
        (MeetingMode.ROOM, []),
    ],
)
def test_who_takes_part_online_is_in_the_file(
    session: Session, staff: FlaskClient, event: Event, mode: MeetingMode, expected: list[str]
) -> None:
    quota = factories.quota(session, event)
    meeting(event).mode = mode
    ways = {
        "without": None,
        "away": Participation(takes_part=False, mode=MeetingMode.WEBINAR),
        "room": Participation(mode=MeetingMode.ROOM),
        "online": Participation(mode=MeetingMode.WEBINAR),
        "own": Participation(),
        "hybrid": Participation(mode=MeetingMode.HYBRID),
    }
    for name, way in ways.items():
        row = factories.registration(session, event, quota, email=f"{name}@example.go.th")
        if way is not None:
            way.registration_id, way.meeting_id = row.id, meeting(event).id
            session.add(way)
    session.commit()
    assert [each.partition("@")[0] for each in in_file(staff, event)] == expected
    # a row counts for its meeting only
    assert len(in_file(staff, event, 2)) == len(ways)


def test_a_substitute_is_in_the_file_under_their_own_name(
    session: Session, staff: FlaskClient, event: Event
) -> None:
    rows = [
        factories.registration(session, event, quota, agency=agency, email=email)
        for quota, agency, email in (
            (factories.quota(session, event), "พช.", "a@example.go.th"),
            (factories.quota(session, event, "central"), "สศช.", "b@example.go.th"),
        )
    ]
    for row in rows:
        session.add(
            Participation(
                registration_id=row.id,
                meeting_id=meeting(event).id,
                substitute_title="นางสาว",
                substitute_first_name="แทนใจ",
                substitute_last_name="ดีงาม",
            )
        )
    rows[0].phone = "08 1234 5678"
    session.commit()
    assert taken(staff, event, "zoom-registrants-1.csv").decode() == (
        HEADER + "a@example.go.th,นครปฐม,พช. นางสาวแทนใจ\r\nb@example.go.th,สศช.,นางสาวแทนใจ\r\n"
    )
    rows[0].email = ""
    session.commit()
    content = taken(staff, event, "apart.xlsx")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert sheet[1][:6] == [
        "นครปฐม พช. นางสาวแทนใจ",
        "นางสาว",
        "แทนใจ ดีงาม",
        "พช.",
        "นครปฐม",
        "08 1234 5678",
    ]


def test_places_of_one_meeting_are_for_that_meeting(
    session: Session, staff: FlaskClient, event: Event
) -> None:
    quota = factories.quota(session, event, "press")
    quota.meeting_id = meeting(event, 2).id
    factories.registration(session, event, quota, email="press@example.go.th")
    session.commit()
    assert in_file(staff, event) == []
    assert in_file(staff, event, 2) == ["press@example.go.th"]


def test_an_address_shared_in_one_meeting_only_is_no_fault_in_the_other(
    session: Session, staff: FlaskClient, event: Event
) -> None:
    quota = factories.quota(session, event)
    rows = [
        factories.registration(session, event, quota, email=email)
        for email in ("both@example.go.th", "BOTH@example.go.th")
    ]
    session.add(
        Participation(registration_id=rows[1].id, meeting_id=meeting(event).id, takes_part=False)
    )
    session.commit()
    assert in_file(staff, event) == ["both@example.go.th"]
    assert in_file(staff, event, 2) == []


HOSTILE = [
    ("=cmd|'/C calc'!A0@example.go.th", "นครปฐม พช. นายก"),
    ("=1+1@example.go.th", "นครปฐม พช. นายก"),
    ("-a@example.go.th", "นครปฐม พช. นายก"),
    ("@example.go.th", "นครปฐม พช. นายก"),
    ("a@example.go.th\r\nevil@example.go.th,x,y", "นครปฐม พช. นายก"),
    ("a@example.go.th", "=cmd|'/C calc'!A0 นายก"),
    ("a@example.go.th", "นครปฐม\nพช. นายก"),
]


@pytest.mark.parametrize(("email", "display_name"), HOSTILE)
def test_what_could_do_harm_is_apart_and_not_in_the_file(
    session: Session, staff: FlaskClient, event: Event, email: str, display_name: str
) -> None:
    row = factories.registration(session, event, factories.quota(session, event))
    row.email, row.display_name = email, display_name
    session.commit()
    assert staff.get(address(event, "zoom-registrants-1.csv")).status_code == 404
    content = taken(staff, event, "apart.xlsx")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    # the workbook keeps a text as text, whatever it begins with
    assert sheet.to_python()[1][0] == display_name


@pytest.mark.parametrize(
    ("display_name", "line"),
    [
        ("นครปฐม +66 พช. นายก", "a@example.go.th,นครปฐม +66,พช. นายก"),
        ("<b>นครปฐม</b> พช. นายก", "a@example.go.th,<b>นครปฐม</b>,พช. นายก"),
    ],
)
def test_nothing_is_altered_to_be_harmless(
    session: Session, staff: FlaskClient, event: Event, display_name: str, line: str
) -> None:
    row = factories.registration(session, event, factories.quota(session, event))
    row.email, row.display_name = "a@example.go.th", display_name
    session.commit()
    assert taken(staff, event, "zoom-registrants-1.csv").decode() == f"{HEADER}{line}\r\n"


def test_what_people_typed_is_text_on_the_page(
    session: Session, staff: FlaskClient, event: Event
) -> None:
    row = factories.registration(session, event, factories.quota(session, event), email="")
    row.display_name = row.agency = row.first_name = "<script>alert(1)</script>"
    session.commit()
    page = staff.get(address(event))
    assert "<script>alert" not in page.text
    (section,) = Page(page).all("section", id="meeting-1")
    assert words(section).count("<script>alert(1)</script>") == 3


# --- the page ------------------------------------------------------------------------------------


def test_the_page_has_a_section_for_each_meeting_with_an_online_part(
    session: Session, staff: FlaskClient, people: dict[str, Registration]
) -> None:
    event = people["regional"].event
    for number, mode, state in (
        (3, MeetingMode.ROOM, MeetingState.SCHEDULED),
        (4, MeetingMode.HYBRID, MeetingState.POSTPONED),
        (5, MeetingMode.WEBINAR, MeetingState.CALLED_OFF),
    ):
        session.add(
            Meeting(
                event_id=event.id,
                uid=f"more-{event.id}-{number}",
                number=number,
                mode=mode,
                state=state,
            )
        )
    session.commit()
    page = Page(staff.get(address(event)))
    assert page.texts("h1") == ["ไฟล์ให้ชื่อตรงใน Zoom และ Teams"]
    sections = {
        str(each.get("id")): each
        for each in page.all("section")
        if str(each.get("id")).startswith("meeting-")
    }
    assert list(sections) == ["meeting-1", "meeting-2", "meeting-4", "meeting-5"]
    figures = [
        words(each)
        for each in sections["meeting-1"].iter("div")
        if each.get("class") in ("figure-value", "figure-note")
    ]
    assert figures == ["4", "5", "0", "จาก 0 คนในกำหนดการ"]
    reasons = [words(each) for each in sections["meeting-1"].iter("li")]
    assert reasons == [
        "ไม่มีอีเมล 1 คน",
        "ใช้อีเมลร่วมกับผู้อื่น 2 คน",
        "อีเมลขึ้นต้นด้วยเครื่องหมายที่โปรแกรมตารางอ่านเป็นสูตร 1 คน",
        "ชื่อยาวเกินไป Zoom รับช่องละไม่เกิน 64 ตัวอักษร 1 คน",
    ]
    links = [str(each.get("href")) for each in sections["meeting-1"].iter("a")]
    assert links == [
        address(event, "zoom-registrants-1.csv"),
        address(event, "apart.xlsx"),
        address(event, "teams-addresses.txt"),
    ]
    assert [staff.get(link).status_code for link in links] == [200] * 3
    table = [[words(cell) for cell in row] for row in sections["meeting-1"].iter("tr")]
    assert table[1] == [
        "นครปฐม พช. นายไร้เมล",
        "นายไร้เมล ใจดี",
        "พช.นครปฐม",
        "08 1234 5678",
        "ไม่มีอีเมล",
    ]
    assert "เลื่อน" in words(sections["meeting-4"])
    assert "การประชุมครั้งนี้ยกเลิกแล้ว จึงไม่มีไฟล์" in words(sections["meeting-5"])
    assert list(sections["meeting-5"].iter("a")) == []
    for number in (3, 5, 6, 9999, 10**9):
        assert [staff.get(address(event, file, number)).status_code for file in FILES] == [404] * 4


def test_the_page_shows_fifty_of_those_apart_and_how_many_there_are(
    session: Session, staff: FlaskClient, event: Event
) -> None:
    quota = factories.quota(session, event, capacity=60)
    for _ in range(53):
        factories.registration(session, event, quota, email="", phone="08 1234 5678")
    session.commit()
    page = Page(staff.get(address(event)))
    (section,) = page.all("section", id="meeting-1")
    assert len(list(section.iter("tr"))) == 51
    assert "แสดง 50 จาก 53 คน ทั้งหมดอยู่ในไฟล์ Excel" in words(section)
    assert "ยังไม่มีใครอยู่ในไฟล์ได้ ดูเหตุผลด้านล่าง" in words(section)
    content = taken(staff, event, "apart.xlsx")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    assert len(sheet.to_python()) == 54


def test_the_page_says_what_zoom_does_with_the_file(staff: FlaskClient, event: Event) -> None:
    said = words(Page(staff.get(address(event))).one("main"))
    for sentence in (
        "เปิดการลงทะเบียน (Registration) และไม่ตั้งเป็นการประชุมซ้ำ (Recurring)",
        "อย่าเปิดด้วย Excel แล้วบันทึกใหม่",
        "Zoom อนุมัติทุกคนทันที และส่งอีเมลยืนยันพร้อมลิงก์ส่วนตัวให้แต่ละคน",
        "ชื่อของอีเมลที่เคยนำเข้าแล้วไม่เปลี่ยน",
        "ชื่อและอีเมลของวิทยากรแก้ใน Zoom ไม่ได้ ต้องลบออกแล้วเพิ่มใหม่",
        "Teams นำเข้าไฟล์รายชื่อไม่ได้",
        "ยังไม่มีผู้ได้ที่นั่งที่จะเข้าร่วมทางไกล",
    ):
        assert sentence in said


def test_an_event_without_online_meetings_says_so(
    session: Session, staff: FlaskClient, event: Event
) -> None:
    for each in event.meetings:
        each.mode = MeetingMode.ROOM
    session.commit()
    page = Page(staff.get(address(event)))
    assert page.texts("p", "empty-title") == ["ไม่มีการประชุมทางไกล"]


def test_the_page_is_english_for_who_reads_english(
    staff: FlaskClient, event: Event, people: dict[str, Registration]
) -> None:
    assert people
    page = Page(staff.get(f"{address(event)}?lang=en"))
    assert page.texts("h1") == ["Files for right names in Zoom and Teams"]
    (section,) = page.all("section", id="meeting-1")
    assert next(words(each) for each in section.iter("li")) == "No e-mail address: 1"


def test_as_many_statements_for_many_people_and_meetings_as_for_one(
    session: Session, organiser: FlaskClient, event: Event, speakers: None, statements: Statements
) -> None:
    del speakers
    quota = factories.quota(session, event, capacity=100)
    counts: dict[str, list[int]] = {}
    for number in (1, 29):
        for index in range(number):
            # some are apart, some come with a substitute
            email = "" if index % 3 == 1 or number == 1 else f"s{index}@example.go.th"
            for mail in (email, f"p{number}-{index}@example.go.th"):
                row = factories.registration(
                    session, event, quota, email=mail, phone="08 1234 5678"
                )
            session.add(
                Participation(
                    registration_id=row.id,
                    meeting_id=meeting(event).id,
                    substitute_first_name=f"แทน{index}",
                )
            )
            session.add(
                SpeakerAddress(
                    event_id=event.id,
                    name="นายแรก ใจดี" if number == 1 else f"คน{index}",
                    email=f"s{index}@example.go.th",
                )
            )
            if number > 1:
                session.add(
                    Meeting(event_id=event.id, uid=f"n-{event.id}-{index}", number=10 + index)
                )
        session.commit()
        for path in ("", *(f"/m1/{file}" for file in FILES)):
            organiser.get(address(event) + path)
            with statements() as run:
                assert organiser.get(address(event) + path).status_code == 200
            counts.setdefault(path, []).append(len(run))
    assert [pair[0] == pair[1] > 0 for pair in counts.values()] == [True] * 5
    # who is at work, the event, and seven of the page's own
    assert counts[""][0] <= 11


# --- who may, and who did ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "reads", "writes"),
    [
        (Role.VIEWER, 403, 403),
        (Role.STAFF, 200, 403),
        (Role.ORGANISER, 200, 303),
        (Role.ADMINISTRATOR, 200, 303),
    ],
)
def test_each_role_does_what_it_may(
    session: Session,
    sign_in: SignIn,
    event: Event,
    people: dict[str, Registration],
    speakers: None,
    role: Role,
    reads: int,
    writes: int,
) -> None:
    del speakers
    assert people
    session.add(SpeakerAddress(event_id=event.id, name="นายแรก ใจดี", email="1@example.go.th"))
    client = browser(session, sign_in, event, role)
    pages = ["", *(f"/m1/{file}" for file in FILES)]
    assert [client.get(address(event) + page).status_code for page in pages] == [reads] * 5
    assert client.post(address(event, "speakers")).status_code == writes
    if reads == 200:
        forms = list(Page(client.get(address(event))).one("main").iter("form"))
        assert [form.get("action") for form in forms] == (
            [address(event, "speakers")] if writes == 303 else []
        )


def test_other_offices_and_visitors_learn_nothing(
    app: Flask,
    session: Session,
    sign_in: SignIn,
    event: Event,
    people: dict[str, Registration],
) -> None:
    assert people
    stranger = factories.user(session, factories.organisation(session), Role.ADMINISTRATOR)
    session.commit()
    pages = ["", *(f"/m1/{file}" for file in FILES)]
    for client, code in ((sign_in(stranger), 404), (app.test_client(), 302)):
        assert [client.get(address(event) + page).status_code for page in pages] == [code] * 5
        assert client.post(address(event, "speakers")).status_code == code


def test_who_took_which_file_is_noted(
    session: Session,
    sign_in: SignIn,
    event: Event,
    people: dict[str, Registration],
    speakers: None,
) -> None:
    del speakers
    assert people
    session.add(SpeakerAddress(event_id=event.id, name="นายแรก ใจดี", email="1@example.go.th"))
    person = factories.user(session, event.organisation, Role.STAFF)
    session.commit()
    client = sign_in(person)
    client.get(address(event))
    for file in FILES:
        taken(client, event, file)
    client.get(address(event, "zoom-registrants-2.csv"))
    entries = session.scalars(
        select(AuditEntry).where(AuditEntry.action == "webinar_file.export").order_by(AuditEntry.id)
    ).all()
    assert {(each.actor, each.event_id) for each in entries} == {(f"user:{person.id}", event.id)}
    assert [each.payload and each.payload.data for each in entries] == [
        {"kind": "zoom-registrants", "meeting": 1, "rows": 4, "part": 1},
        {"kind": "zoom-panelists", "meeting": 1, "rows": 1},
        {"kind": "apart", "meeting": 1, "rows": 5},
        {"kind": "teams-addresses", "meeting": 1, "rows": 7},
    ]


# --- addresses of speakers -----------------------------------------------------------------------


def stored(session: Session, event: Event) -> dict[str, str]:
    session.expire_all()
    rows = session.scalars(select(SpeakerAddress).where(SpeakerAddress.event_id == event.id))
    return {row.name: row.email for row in rows}


def speaker_fields(page: Page) -> dict[str, str]:
    """Return the names of the speakers' fields on a page, by their labels."""
    return {
        words(label).removesuffix(" (ไม่บังคับ)"): str(label.get("for"))
        for label in page.all("label", "form-label")
    }


def test_an_organiser_types_the_addresses_of_speakers(
    session: Session, organiser: FlaskClient, event: Event, speakers: None
) -> None:
    del speakers
    page = Page(organiser.get(address(event)))
    fields = speaker_fields(page)
    assert list(fields) == ["นายแรก ใจดี", "นางสอง ร่วมใจ", "ผู้แทน สศช."]
    sent = page.values() | {
        fields["นายแรก ใจดี"]: " One@example.go.th ",
        fields["นางสอง ร่วมใจ"]: "two@example.go.th",
    }
    answer = organiser.post(address(event, "speakers"), data=sent)
    assert (answer.status_code, answer.location) == (303, f"{address(event)}#meeting-1")
    assert stored(session, event) == {
        "นายแรก ใจดี": "One@example.go.th",
        "นางสอง ร่วมใจ": "two@example.go.th",
    }
    page = Page(organiser.get(address(event)))
    assert page.notices() == ["บันทึกอีเมลวิทยากรแล้ว"]
    assert page.value(fields["นายแรก ใจดี"]) == "One@example.go.th"
    organiser.post(address(event, "speakers"), data=page.values() | {fields["นายแรก ใจดี"]: ""})
    assert stored(session, event) == {"นางสอง ร่วมใจ": "two@example.go.th"}


def test_what_was_typed_stays_where_something_is_wrong(
    session: Session, organiser: FlaskClient, event: Event, speakers: None
) -> None:
    del speakers
    page = Page(organiser.get(address(event)))
    fields = speaker_fields(page)
    typed = {fields["นายแรก ใจดี"]: "one@example", fields["นางสอง ร่วมใจ"]: "two@example.go.th"}
    page = Page(organiser.post(address(event, "speakers"), data=page.values() | typed))
    assert page.errors() == {
        fields["นายแรก ใจดี"]: ("อีเมลของ นายแรก ใจดี ใช้ส่งไม่ได้ ตรวจสอบตัวสะกด เช่น name@example.go.th")
    }
    assert {name: page.value(name) for name in typed} == typed
    assert len(page.all("div", "error-summary")) == 1
    # the fields are in sight
    assert [
        each for each in page.all("details") if "open" in each.attrib and list(each.iter("form"))
    ]
    assert stored(session, event) == {}


def test_an_old_page_takes_nothing_away_that_others_typed(
    session: Session, organiser: FlaskClient, event: Event, speakers: None
) -> None:
    del speakers
    old = Page(organiser.get(address(event)))
    fields = speaker_fields(old)
    session.add(SpeakerAddress(event_id=event.id, name="นางสอง ร่วมใจ", email="2@example.go.th"))
    session.commit()
    sent = old.values() | {fields["นายแรก ใจดี"]: "one@example.go.th"}
    assert organiser.post(address(event, "speakers"), data=sent).status_code == 303
    assert stored(session, event) == {
        "นายแรก ใจดี": "one@example.go.th",
        "นางสอง ร่วมใจ": "2@example.go.th",
    }


def test_nobody_but_speakers_of_the_meeting_gets_an_address(
    session: Session, organiser: FlaskClient, event: Event, speakers: None
) -> None:
    del speakers
    fields = speaker_fields(Page(organiser.get(address(event))))
    sent = dict.fromkeys(fields.values(), "x@example.go.th") | {"m1-s0": "x@example.go.th"}
    # the second meeting has no speakers, and fields of the first are none of its own
    assert organiser.post(address(event, "speakers", 2), data=sent).status_code == 303
    assert stored(session, event) == {}
    assert organiser.post(address(event, "speakers", 3), data=sent).status_code == 404


def test_addresses_of_speakers_are_never_public(
    app: Flask, session: Session, event: Event, speakers: None
) -> None:
    del speakers
    session.add(SpeakerAddress(event_id=event.id, name="นายแรก ใจดี", email="secret@example.go.th"))
    session.commit()
    visitor = app.test_client()
    for path in (f"/e/{event.slug}", f"/e/{event.slug}/", f"/e/{event.slug}/calendar.ics"):
        assert b"secret@" not in visitor.get(path, follow_redirects=True).data
