"""The public pages of an event: what is published, and nothing that is not."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import Event, ItemKind, Meeting
from eventsys.services.agenda import ItemPlan, SpeakerPlan, TalkPlan, add_item
from eventsys.services.events import remove_meeting
from eventsys.services.publishing import publish, withdraw
from tests import factories
from tests.documents.reading import flat, pdf_text
from tests.factories import NOW
from tests.web.pages import Page, words

Statements = Callable[[], AbstractContextManager[list[str]]]

ADDRESSES = (
    "",
    "calendar.ics",
    "agenda.pdf",
    "agenda.pdf?form=full",
    "qr.png",
    "qr.svg",
    "qr/TH-73.png",
    "qr/TH-73.svg",
    "register",
    "register/sent",
)


def answers(client: FlaskClient, event: Event) -> dict[str, int]:
    return {path: client.get(f"/e/{event.slug}/{path}").status_code for path in ADDRESSES}


def test_nothing_unpublished_is_public(session: Session, client: FlaskClient) -> None:
    factories.event(session)
    draft = factories.event(session, published=False)
    factories.quota(session, draft)
    session.commit()
    assert answers(client, draft) == dict.fromkeys(ADDRESSES, 404)
    assert client.post(f"/e/{draft.slug}/register", data={}).status_code == 404
    assert draft.title_th not in client.get("/").text


def test_what_is_withdrawn_is_not_public_and_comes_back(
    session: Session, client: FlaskClient
) -> None:
    event = factories.event(session)
    factories.quota(session, event)
    session.commit()
    assert answers(client, event) == dict.fromkeys(ADDRESSES, 200)
    withdraw(session, event_id=event.id, actor="system", now=NOW)
    session.commit()
    assert answers(client, event) == dict.fromkeys(ADDRESSES, 404)
    assert client.post(f"/e/{event.slug}/register", data={}).status_code == 404
    publish(session, event_id=event.id, actor="system", now=NOW)
    session.commit()
    assert answers(client, event) == dict.fromkeys(ADDRESSES, 200)


@pytest.mark.parametrize("slug", ["no-such-event", "EVENT", "ก" * 300, "a%20b"])
def test_an_event_that_does_not_exist_is_not_found(
    session: Session, client: FlaskClient, slug: str
) -> None:
    factories.event(session)
    session.commit()
    assert client.get(f"/e/{slug}/").status_code == 404


def test_the_home_page_lists_what_is_public_the_newest_first(
    session: Session, client: FlaskClient
) -> None:
    one, four = factories.event(session), factories.event(session, meetings=4)
    shown = four.title_th
    # what is changed without being published shows nowhere
    four.title_th = "ชื่อที่ยังไม่เผยแพร่"
    four.meetings[0].days[0].date += timedelta(days=1)
    factories.event(session, published=False)
    factories.quota(session, one)
    session.commit()
    page = Page(client.get("/"))
    assert page.texts("h2", "card-title") == [shown, one.title_th]
    assert [words(each) for each in page.all("article")] == [
        f"{shown} 1–22 กุมภาพันธ์ 2570 · 4 ครั้ง",
        f"{one.title_th} 1 กุมภาพันธ์ 2570 · 1 ครั้ง",
    ]


def test_the_home_page_without_events_says_so(session: Session, client: FlaskClient) -> None:
    factories.event(session, published=False)
    session.commit()
    assert Page(client.get("/")).texts("p", "empty-title") == ["ยังไม่มีโครงการที่เผยแพร่"]


@pytest.fixture
def event(session: Session) -> Event:
    """Give an event whose first meeting has an agenda, and a draft that goes on."""
    event = factories.event(session, meetings=2)
    event.subtitle_th = "ผ่านระบบทางไกล"
    event.meetings[0].place_th = "ห้องประชุม"
    event.meetings[1].webinar_url = "https://webinar.example.go.th/secret"
    event.meetings[1].webinar_passcode = "secret-passcode"
    event.meetings[1].link_released_at = NOW
    add_item(
        session,
        day_id=event.meetings[0].days[0].id,
        plan=ItemPlan(
            starts=time(9),
            ends=time(9, 30),
            kind=ItemKind.PARALLEL,
            title_th="แบ่งห้อง <b>สี่</b>",
            speakers=(SpeakerPlan("นางสาวก"), SpeakerPlan("นายข")),
            talks=(
                TalkPlan(title_th="เรื่องหนึ่ง", room="ห้อง 1", speakers=(SpeakerPlan("ดร.ค"),)),
                TalkPlan(title_th="เรื่องสอง", speaker_tbc=True),
            ),
            private_note="บันทึกภายใน",
        ),
        actor="system",
        now=NOW,
    )
    session.flush()
    publish(session, event_id=event.id, actor="system", now=NOW)
    event.title_th = "ร่างที่ยังไม่เผยแพร่"
    session.flush()
    return event


def test_page_and_calendar_show_what_was_published_and_not_the_draft(
    session: Session, client: FlaskClient, event: Event
) -> None:
    session.commit()
    response = client.get(f"/e/{event.slug}/")
    page = Page(response)
    assert page.texts("li", id=f"item-{event.meetings[0].days[0].items[0].uid}") == [
        (
            "09.00–09.30 น. แบ่งห้อง <b>สี่</b> โดย นางสาวก, นายข"
            " เรื่องหนึ่ง [ห้อง 1] โดย ดร.ค เรื่องสอง รอยืนยันวิทยากร"
        )
    ]
    calendar = Calendar.from_ical(client.get(f"/e/{event.slug}/calendar.ics").data)
    assert [str(entry["uid"]) for entry in calendar.walk("VEVENT")] == [
        meeting.uid for meeting in event.meetings
    ]
    for text in (response.text, calendar.to_ical().decode()):
        for hidden in ("ร่างที่ยังไม่เผยแพร่", "บันทึกภายใน", "webinar.example.go.th", "passcode"):
            assert hidden not in text


def test_the_pdf_shows_the_agenda_and_no_link(
    session: Session, client: FlaskClient, event: Event, tmp_path: Path
) -> None:
    session.commit()
    response = client.get(f"/e/{event.slug}/agenda.pdf")
    assert (response.status_code, response.mimetype) == (200, "application/pdf")
    text = flat(pdf_text(response.data, tmp_path))
    assert "เรื่องหนึ่ง" in text
    assert "ดร.ค" in text
    assert "ร่างที่ยังไม่เผยแพร่" not in text
    assert "webinar.example" not in text


def test_the_page_says_how_many_places_are_left(session: Session, client: FlaskClient) -> None:
    event, other = factories.event(session), factories.event(session)
    quotas = {
        code: factories.quota(session, event, code, capacity=capacity, waiting_list=waiting)
        for code, capacity, waiting in (
            ("TH-73", 25, True),
            ("TH-70", 1, True),
            ("TH-71", 1, False),
            ("central", 50, True),
        )
    }
    elsewhere = factories.quota(session, other)
    for quota in (*quotas.values(), quotas["TH-70"]):
        factories.registration(session, event, quota)
    for _ in range(5):
        factories.registration(session, other, elsewhere)
    session.commit()
    page = Page(client.get(f"/e/{event.slug}/"))
    assert [words(each) for each in page.one("ul", "places").iter("li")] == [
        "กาญจนบุรี เต็ม",
        "นครปฐม เหลือ 24",
        "ราชบุรี เต็ม มีรายชื่อสำรอง",
    ]
    section = page.one("section", **{"aria-labelledby": "places"})
    assert [words(each) for each in section.findall("p")] == ["ส่วนกลาง: เหลือ 49 จาก 50 ที่"]


@pytest.mark.parametrize(
    ("opens", "closes", "sentence"),
    [
        (None, None, None),
        (timedelta(days=1), None, "เปิดลงทะเบียน"),
        (None, timedelta(days=-1), "ปิดลงทะเบียนแล้วเมื่อ"),
    ],
)
def test_the_page_says_when_registration_is_open(
    session: Session,
    client: FlaskClient,
    opens: timedelta | None,
    closes: timedelta | None,
    sentence: str | None,
) -> None:
    event = factories.event(session)
    factories.quota(session, event)
    now = datetime.now(UTC)
    event.registration_opens_at = now + opens if opens else None
    event.registration_closes_at = now + closes if closes else None
    session.commit()
    page = Page(client.get(f"/e/{event.slug}/"))
    buttons = [str(link.get("href")) for link in page.all("a", "btn-primary")]
    said = [words(each) for each in page.one("section", "panel-key").iter("strong")]
    form = Page(client.get(f"/e/{event.slug}/register"))
    if sentence is None:
        assert (buttons, said) == ([f"/e/{event.slug}/register"], [])
        assert form.one("main").get("data-state") is None
        return
    assert buttons == []
    assert [text.startswith(sentence) for text in said] == [True]
    assert form.one("main").get("data-state") == "closed"
    assert form.all("form") == []


def test_without_quotas_nobody_can_register(session: Session, client: FlaskClient) -> None:
    event = factories.event(session)
    factories.quota(session, factories.event(session))
    session.commit()
    page = Page(client.get(f"/e/{event.slug}/"))
    assert [words(each) for each in page.one("section", "panel-key").iter("strong")] == [
        "ยังไม่เปิดลงทะเบียน"
    ]
    form = Page(client.get(f"/e/{event.slug}/register"))
    assert form.one("main").get("data-state") == "closed"


def test_a_removed_meeting_leaves_the_page_and_is_called_off_in_calendars(
    session: Session, client: FlaskClient, event: Event
) -> None:
    removed = session.scalars(
        select(Meeting).where(Meeting.event_id == event.id, Meeting.number == 1)
    ).one()
    remove_meeting(session, meeting_id=removed.id, actor="system", now=NOW)
    publish(session, event_id=event.id, actor="system", now=NOW)
    session.commit()
    page = Page(client.get(f"/e/{event.slug}/"))
    assert page.texts("span", "state-called_off") == []
    ids = [str(each.get("id")) for each in page.root.iter() if each.get("id")]
    assert sorted(ids) == sorted(set(ids))
    targets = {
        str(link.get("href"))[1:]
        for link in page.one("main").iter("a")
        if str(link.get("href")).startswith("#")
    }
    assert targets <= set(ids)
    calendar = Calendar.from_ical(client.get(f"/e/{event.slug}/calendar.ics").data)
    assert sorted(str(entry["status"]) for entry in calendar.walk("VEVENT")) == [
        "CANCELLED",
        "CONFIRMED",
    ]


def test_a_code_for_a_quota_leads_to_the_form_with_it_chosen(
    session: Session, client: FlaskClient
) -> None:
    event = factories.event(session)
    factories.quota(session, event)
    session.commit()
    kinds = {
        path: client.get(f"/e/{event.slug}/{path}").mimetype
        for path in ("qr.png", "qr.svg", "qr/TH-73.png", "qr/TH-73.svg")
    }
    assert kinds == {
        "qr.png": "image/png",
        "qr.svg": "image/svg+xml",
        "qr/TH-73.png": "image/png",
        "qr/TH-73.svg": "image/svg+xml",
    }
    assert client.get(f"/e/{event.slug}/qr/TH-70.png").status_code == 404


def test_page_and_form_take_as_many_statements_for_77_quotas_as_for_one(
    session: Session, client: FlaskClient, statements: Statements
) -> None:
    small, large = factories.event(session), factories.event(session, meetings=4)
    factories.quota(session, small)
    for number in range(30):
        quota = factories.quota(session, large, f"own-{number}")
        factories.registration(session, large, quota)
    session.commit()
    for path in ("", "register", "calendar.ics"):
        counts = []
        for event in (small, large):
            client.get(f"/e/{event.slug}/{path}")
            with statements() as run:
                assert client.get(f"/e/{event.slug}/{path}").status_code == 200
            counts.append(len(run))
        assert counts[0] == counts[1] > 0


def test_the_home_page_takes_as_many_statements_for_thirty_events_as_for_one(
    session: Session, client: FlaskClient, statements: Statements
) -> None:
    counts = []
    for number in (1, 29):
        for _ in range(number):
            factories.quota(session, factories.event(session))
        session.commit()
        with statements() as run:
            shown = Page(client.get("/")).texts("h2", "card-title")
        counts.append((len(shown), len(run)))
    assert [shown for shown, _ in counts] == [1, 30]
    assert counts[0][1] == counts[1][1]
