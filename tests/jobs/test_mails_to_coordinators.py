"""Mails to coordinators as the worker puts them into words."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.cli.worker import addresses_of
from eventsys.jobs.transport import to_folder
from eventsys.models import CoordinatorContact, Event, Job, JobState, Quota, Source
from eventsys.rules.coordinator_board import Reminder
from eventsys.services.coordinator_contacts import remove_contact
from eventsys.services.coordinator_mails import remind, send_links
from eventsys.services.coordinators import (
    CODE_LASTS,
    ask_for_code,
    digits_of,
    enter,
    renew_link,
)
from eventsys.services.publishing import publish
from eventsys.services.registrations import register
from tests import factories
from tests.conftest import SECRET
from tests.coordinators import contact as make_contact
from tests.coordinators import token
from tests.factories import NOW
from tests.jobs.test_sending import LATER, jobs, read, text_of, work_off


@pytest.fixture
def quota(session: Session) -> Quota:
    """Give a quota of a public event with a contact and a deadline."""
    event = factories.event(session)
    event.title_en = "Example workshop"
    event.contact_th = "โทร. 02 000 0000"
    event.registration_closes_at = NOW + timedelta(days=20)
    publish(session, event_id=event.id, actor="system", now=NOW)
    return factories.quota(session, event)


@pytest.fixture
def contact(session: Session, quota: Quota) -> CoordinatorContact:
    """Give the quota's coordinator."""
    return make_contact(session, quota, name="นางสมศรี สมมุติ", email="somsri@example.go.th")


def send(session: Session, contact: CoordinatorContact) -> None:
    send_links(
        session,
        event_id=contact.quota.event_id,
        contact_ids=[contact.id],
        form_key="k" * 22,
        actor="user:7",
        now=NOW,
    )


def sent(session: Session, folder: Path, now: datetime = LATER) -> list[str]:
    """Return what stands in the mails that go out."""
    work_off(session, to_folder(folder), now)
    return [
        text_of(read(folder, job)) for job in jobs(session) if (folder / f"{job.id}.eml").exists()
    ]


def outcome(session: Session) -> list[tuple[JobState, str | None]]:
    return [(job.state, job.error) for job in jobs(session)]


def open_link(session: Session, quota: Quota) -> int:
    device, _ = enter(
        session, quota_id=quota.id, generation=quota.link_generation, label="LINE", now=NOW
    )
    return device.id


def nominate(session: Session, quota: Quota) -> None:
    register(
        session,
        event_id=quota.event_id,
        quota_code=quota.code,
        applicant=factories.applicant(email=""),
        now=NOW,
        source=Source.COORDINATOR,
        actor=f"coordinator:{quota.id}",
        tell=False,
    )


def test_the_link_is_told_in_thai_and_english_with_all_that_is_needed(
    session: Session, quota: Quota, contact: CoordinatorContact, tmp_path: Path
) -> None:
    title = quota.event.title_th
    send(session, contact)
    (text,) = sent(session, tmp_path)
    (job,) = jobs(session)
    message = read(tmp_path, job)
    assert (message["To"], message["Message-ID"]) == (
        "somsri@example.go.th",
        f"<job-{job.id}@events.example.go.th>",
    )
    assert message["Subject"] == f"ขอเชิญเสนอชื่อผู้เข้าร่วมของจังหวัดนครปฐม: {title}"
    thai, english = text.split("-" * 40)
    assert thai.splitlines()[0] == "เรียน นางสมศรี สมมุติ"
    assert [line for line in thai.splitlines() if "http" in line] == [
        f"https://events.example.go.th/c/{quota.id}"
    ]
    assert "จำนวน ๒๕ ที่นั่ง" in thai
    assert "ภายในวันที่ ๒๔ มกราคม ๒๕๗๐ เวลา ๑๐.๐๐ น." in thai.splitlines()
    assert "โทร. 02 000 0000" in thai.splitlines()
    assert english.strip().splitlines()[0] == "Dear นางสมศรี สมมุติ"
    assert "Example workshop" in english.splitlines()
    assert f"https://events.example.go.th/c/{quota.id}" in english.splitlines()
    assert "by 24 January 2027, 10:00" in english.splitlines()


def test_the_worker_makes_the_link_of_the_moment_it_sends(
    app: Flask, session: Session, quota: Quota
) -> None:
    renew_link(session, quota_id=quota.id, actor="user:7", now=NOW)
    addresses = addresses_of(app)
    assert addresses.coordinator_link(quota) == f"https://events.example.go.th/c/{token(quota)}"
    with app.test_request_context():
        assert app.url_map.bind("").match(f"/c/{token(quota)}")[0] == "coordinator_entry.link"


def test_a_name_adds_nothing_to_the_head_of_a_mail(
    session: Session, quota: Quota, tmp_path: Path
) -> None:
    hostile = make_contact(session, quota, name="นาย ก\r\nBcc: x@example.com")
    quota.name_th = "นครปฐม\r\nBcc: x@example.com"
    send(session, hostile)
    assert len(sent(session, tmp_path)) == 1
    message = read(tmp_path, jobs(session)[0])
    assert (message["Bcc"], message["To"]) == (None, hostile.email)


def gone(session: Session, contact: CoordinatorContact) -> None:
    remove_contact(session, contact_id=contact.id, actor="user:7", now=NOW)


def without_address(session: Session, contact: CoordinatorContact) -> None:
    contact.email = ""
    session.flush()


def with_an_address_of_no_use(session: Session, contact: CoordinatorContact) -> None:
    contact.email = "a@b@example.go.th"
    session.flush()


def of_another_event(session: Session, contact: CoordinatorContact) -> None:
    other = factories.event(session)
    session.scalars(select(Job)).one().event_id = other.id
    assert contact.id


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (gone, "no address"),
        (without_address, "no address"),
        (with_an_address_of_no_use, "address not usable"),
        (of_another_event, "no address"),
    ],
)
def test_a_mail_that_nobody_can_get_is_given_up(
    session: Session,
    contact: CoordinatorContact,
    tmp_path: Path,
    spoil: Callable[[Session, CoordinatorContact], None],
    error: str,
) -> None:
    send(session, contact)
    session.flush()
    spoil(session, contact)
    assert sent(session, tmp_path) == []
    assert outcome(session) == [(JobState.FAILED, error)]


def test_after_the_event_no_link_goes_out(
    session: Session, contact: CoordinatorContact, tmp_path: Path
) -> None:
    send(session, contact)
    assert sent(session, tmp_path, NOW + timedelta(days=40)) == []
    assert outcome(session) == [(JobState.DONE, None)]


# --- reminders ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("about", "meanwhile", "goes"),
    [
        (Reminder.NOT_OPENED, None, True),
        (Reminder.NOT_OPENED, open_link, False),
        (Reminder.NOT_OPENED, nominate, False),
        (Reminder.NOT_NOMINATED, open_link, True),
        (Reminder.NOT_NOMINATED, nominate, False),
    ],
)
def test_a_reminder_is_sent_only_while_it_is_due(
    session: Session,
    quota: Quota,
    contact: CoordinatorContact,
    tmp_path: Path,
    about: Reminder,
    meanwhile: Callable[[Session, Quota], object] | None,
    *,
    goes: bool,
) -> None:
    contact.link_sent_at = NOW
    session.flush()
    remind(
        session,
        event_id=quota.event_id,
        contact_ids=[contact.id],
        about=about,
        actor="user:7",
        now=NOW,
    )
    if meanwhile:
        meanwhile(session, quota)
    texts = sent(session, tmp_path)
    assert len(texts) == goes
    assert outcome(session) == [(JobState.DONE, None)]
    if goes:
        assert "จึงขอส่งลิงก์มาให้อีกครั้ง" in texts[0]
        assert f"https://events.example.go.th/c/{quota.id}" in texts[0].splitlines()


# --- codes -------------------------------------------------------------------------------------


def ask(session: Session, contact: CoordinatorContact, device: int) -> int:
    code = ask_for_code(session, device_id=device, contact_id=contact.id, now=NOW)
    session.flush()
    return code.id


def test_the_code_is_made_as_it_is_sent(
    app: Flask, session: Session, quota: Quota, contact: CoordinatorContact, tmp_path: Path
) -> None:
    device = open_link(session, quota)
    code = ask_for_code(session, device_id=device, contact_id=contact.id, now=NOW)
    session.flush()
    assert addresses_of(app).coordinator_digits(code) == digits_of(SECRET.encode(), code)
    (text,) = sent(session, tmp_path, NOW + timedelta(minutes=1))
    message = read(tmp_path, jobs(session)[0])
    assert message["To"] == "somsri@example.go.th"
    thai, english = text.split("-" * 40)
    assert f"รหัสยืนยันของท่านคือ {code.id:06}" in thai.splitlines()
    assert "ใส่รหัสในหน้าที่เปิดอยู่ ใช้ได้ถึงเวลา 10.15 น." in thai.splitlines()
    assert f"Your code is {code.id:06}" in english.splitlines()
    assert "http" not in text
    assert f"{code.id:06}" not in message["Subject"]


def test_a_code_that_is_over_is_not_sent(
    session: Session, quota: Quota, contact: CoordinatorContact, tmp_path: Path
) -> None:
    ask(session, contact, open_link(session, quota))
    assert sent(session, tmp_path, NOW + CODE_LASTS) == []
    assert outcome(session) == [(JobState.DONE, None)]


def test_a_device_of_an_ended_link_gets_no_code(
    session: Session, quota: Quota, contact: CoordinatorContact, tmp_path: Path
) -> None:
    ask(session, contact, open_link(session, quota))
    renew_link(session, quota_id=quota.id, actor="user:7", now=NOW)
    assert sent(session, tmp_path, NOW) == []
    assert outcome(session) == [(JobState.DONE, None)]


def test_of_an_event_that_was_never_published_nobody_is_told(
    session: Session, tmp_path: Path
) -> None:
    event: Event = factories.event(session, published=False)
    quota = factories.quota(session, event)
    ask(session, make_contact(session, quota), open_link(session, quota))
    assert sent(session, tmp_path) == []
    assert outcome(session) == [(JobState.FAILED, "event not published")]
