"""The list of events, a new one, and an event's first page."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, time
from zoneinfo import ZoneInfo

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import Event, ItemKind, Meeting, MeetingMode, Role, RoleGrant, User
from eventsys.queries.readiness import readiness
from eventsys.services.agenda import ItemPlan, TalkPlan, add_item
from tests import factories
from tests.web.pages import Page, words

SignIn = Callable[[User], FlaskClient]
Statements = Callable[[], AbstractContextManager[list[str]]]


def titles(page: Page) -> list[str]:
    return page.texts("h2", "card-title")


def test_the_list_shows_the_office_s_events_and_single_ones_and_no_other(
    session: Session, sign_in: SignIn
) -> None:
    office, elsewhere = factories.organisation(session), factories.organisation(session)
    ours = factories.event(session, office)
    shared = factories.event(session, elsewhere, published=False)
    factories.event(session, elsewhere)
    building = factories.event(session, office, meetings=0, published=False)
    factories.quota(session, ours, capacity=25)
    person = factories.user(session, office)
    person.grants.append(RoleGrant(organisation=elsewhere, role=Role.STAFF, event_id=shared.id))
    session.commit()
    page = Page(sign_in(person).get("/o/"))
    assert titles(page)[0] == building.title_th
    assert sorted(titles(page)) == sorted([ours.title_th, shared.title_th, building.title_th])
    card = next(each for each in page.all("article") if ours.title_th in words(each))
    assert "เผยแพร่อยู่ 1 กุมภาพันธ์ 2570 · ประชุม 1 ครั้ง" in words(card)
    assert words(card).endswith("0 จาก 25 ที่นั่ง")


def test_the_list_runs_as_many_statements_for_thirty_events_as_for_one(
    session: Session, sign_in: SignIn, statements: Statements
) -> None:
    office = factories.organisation(session)
    factories.event(session, office)
    client = sign_in(factories.user(session, office))
    session.commit()
    client.get("/o/")
    with statements() as for_one:
        assert len(titles(Page(client.get("/o/")))) == 1
    for _ in range(29):
        factories.event(session, office)
    session.commit()
    with statements() as for_thirty:
        assert len(titles(Page(client.get("/o/")))) == 30
    assert len(for_thirty) == len(for_one)


def test_an_empty_list_says_how_to_begin(session: Session, sign_in: SignIn) -> None:
    person = factories.user(session, factories.organisation(session))
    session.commit()
    page = Page(sign_in(person).get("/o/"))
    assert page.texts("p", "empty-title") == ["ยังไม่มีโครงการ"]
    assert page.texts("a", href="/o/new") == ["สร้างโครงการแรก"]


def test_a_new_event_belongs_to_the_office_and_is_not_public(
    session: Session, sign_in: SignIn
) -> None:
    office = factories.organisation(session)
    person = factories.user(session, office)
    session.commit()
    client = sign_in(person)
    answer = client.post("/o/new", data={"title_th": " การประชุม  ใหม่ ", "slug": "new-event"})
    assert (answer.status_code, answer.location) == (303, "/o/e/new-event/")
    event = session.scalars(select(Event).where(Event.slug == "new-event")).one()
    assert (event.title_th, event.organisation_id, event.public) == (
        "การประชุม ใหม่",
        office.id,
        False,
    )
    assert client.get("/e/new-event/").status_code == 404


def test_a_slug_that_is_taken_or_malformed_is_refused_at_its_field_with_everything_kept(
    session: Session, sign_in: SignIn
) -> None:
    office = factories.organisation(session)
    factories.event(session, slug="taken-event")
    client = sign_in(factories.user(session, office))
    session.commit()
    page = Page(client.post("/o/new", data={"title_th": "ชื่อที่พิมพ์", "slug": "taken-event"}))
    assert page.errors() == {"slug": "มีโครงการที่ใช้ที่อยู่นี้แล้ว กรุณาใช้ที่อยู่อื่น"}
    assert (page.value("title_th"), page.value("slug")) == ("ชื่อที่พิมพ์", "taken-event")
    page = Page(client.post("/o/new", data={"title_th": "   ", "slug": "ไทย"}))
    assert page.errors() == {"title_th": "ใส่ชื่อโครงการ"}
    page = Page(client.post("/o/new", data={"title_th": "ชื่อ", "slug": "ไทย"}))
    assert page.errors()["slug"].startswith("ใช้ตัวอักษรอังกฤษตัวเล็ก")
    assert page.value("slug") == "ไทย"


def test_an_event_cannot_be_made_in_an_office_where_one_only_looks(
    session: Session, sign_in: SignIn
) -> None:
    office, elsewhere = factories.organisation(session), factories.organisation(session)
    person = factories.user(session, office)
    person.grants.append(RoleGrant(organisation=elsewhere, role=Role.VIEWER))
    session.commit()
    data = {"title_th": "ชื่อ", "slug": "new-event", "organisation": str(elsewhere.id)}
    assert sign_in(person).post("/o/new", data=data).status_code == 200
    assert session.scalars(select(Event)).all() == []


def test_a_new_event_lists_what_is_to_be_done(session: Session, sign_in: SignIn) -> None:
    event = factories.event(session, meetings=0, published=False)
    event.consent_th = ""
    person = factories.user(session, event.organisation)
    session.commit()
    page = Page(sign_in(person).get(f"/o/e/{event.slug}/"))
    assert [words(each) for each in page.one("ul", "tasks").iter("span")] == [
        "ยังไม่มีการประชุม",
        "ยังไม่มีที่นั่ง จึงยังไม่มีใครลงทะเบียนได้",
        "ยังไม่มีข้อความขอความยินยอม ซึ่งผู้ลงทะเบียนทุกคนต้องเห็น",
    ]


def test_the_overview_shows_the_figures_of_this_event_alone(
    session: Session, sign_in: SignIn
) -> None:
    event, other = factories.event(session), factories.event(session)
    quota = factories.quota(session, event, capacity=2)
    for _ in range(3):
        factories.registration(session, event, quota)
    elsewhere = factories.quota(session, other, capacity=50)
    factories.registration(session, other, elsewhere)
    person = factories.user(session, event.organisation)
    session.commit()
    page = Page(sign_in(person).get(f"/o/e/{event.slug}/"))
    assert dict(
        zip(page.texts("div", "figure-label"), page.texts("div", "figure-value"), strict=True)
    ) == {"ได้ที่นั่งแล้ว": "2", "ที่นั่งว่าง": "0", "รายชื่อสำรอง": "1", "ยกเลิก": "0"}


def test_the_overview_runs_as_many_statements_for_four_meetings_as_for_one(
    session: Session, sign_in: SignIn, statements: Statements
) -> None:
    office = factories.organisation(session)
    small, large = factories.event(session, office), factories.event(session, office, meetings=4)
    client = sign_in(factories.user(session, office))
    session.commit()
    counts = []
    for event in (small, large):
        client.get(f"/o/e/{event.slug}/")
        with statements() as seen:
            client.get(f"/o/e/{event.slug}/")
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_links_are_asked_for_a_week_before_and_only_where_people_take_part_online(
    session: Session,
) -> None:
    event = factories.event(session, meetings=4)
    first, second, third, fourth = session.scalars(
        select(Meeting).where(Meeting.event_id == event.id).order_by(Meeting.number)
    )
    # 1, 8, 15 and 22 February 2027
    second.webinar_url = third.webinar_url = "https://zoom.example.com/j/1"
    third.link_released_at = factories.NOW
    fourth.mode = MeetingMode.ROOM
    session.flush()

    def open_links(day: int, month: int = 2) -> tuple[tuple[int, ...], tuple[int, ...]]:
        now = datetime(2027, month, day, 8, 0, tzinfo=ZoneInfo("Asia/Bangkok"))
        found = readiness(session, event, now)
        return found.link_missing, found.link_withheld

    assert first.number == 1
    assert open_links(24, 1) == ((), ())
    assert open_links(25, 1) == ((1,), ())
    assert open_links(1) == ((1,), (2,))
    assert open_links(8) == ((), (2,))
    assert open_links(9) == ((), ())
    assert open_links(22) == ((), ())


def test_speakers_to_be_confirmed_are_counted_by_meeting_and_missing_agendas_named(
    session: Session,
) -> None:
    event = factories.event(session, meetings=3)
    days = [meeting.days[0].id for meeting in session.scalars(select(Meeting))]
    open_talk = TalkPlan(title_th="เรื่อง", speaker_tbc=True)
    for day, tbc, talks in (
        (days[0], True, ()),
        (days[0], False, (open_talk, open_talk)),
        (days[0], False, ()),
        (days[2], False, ()),
    ):
        plan = ItemPlan(
            starts=time(9),
            ends=None,
            kind=ItemKind.LECTURE,
            title_th="เรื่อง",
            speaker_tbc=tbc,
            talks=talks,
        )
        add_item(session, day_id=day, plan=plan, actor="system", now=factories.NOW)
    found = readiness(session, event, factories.NOW)
    assert (found.speaker_open, found.without_agenda) == (((1, 2),), (2,))
    assert found.changed
