"""The mails of an event: their states, those that failed, and reading those in files."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.documents.mail import Attachment, compose_mail
from eventsys.models import Event, Job, JobState, User
from eventsys.sentences.mails import mail_error_sentence
from tests import factories
from tests.web.pages import Page, words

SignIn = Callable[[User], FlaskClient]
Statements = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture(autouse=True)
def mail_folder(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setitem(app.config, "MAIL_FOLDER", tmp_path)
    return tmp_path


def organiser(
    session: Session, sign_in: SignIn, *, people: int
) -> tuple[Event, FlaskClient, str, list[int]]:
    event = factories.event(session)
    quota = factories.quota(session, event, capacity=200)
    for _ in range(people):
        factories.registration(session, event, quota)
    person = factories.user(session, event.organisation)
    session.commit()
    jobs = session.scalars(select(Job.id).where(Job.event_id == event.id).order_by(Job.id)).all()
    return event, sign_in(person), f"/o/e/{event.slug}/mails", list(jobs)


def set_state(session: Session, job_id: int, state: JobState, error: str | None = None) -> None:
    job = session.get_one(Job, job_id, populate_existing=True)
    job.state, job.error, job.attempts, job.finished_at = state, error, 8, factories.NOW
    session.commit()


def states(session: Session, jobs: list[int]) -> list[tuple[JobState, int]]:
    session.expire_all()
    return [(job.state, job.attempts) for job in (session.get_one(Job, each) for each in jobs)]


def write(folder: Path, job_id: int, text: str) -> None:
    message = compose_mail(
        sender="สำนักงานตัวอย่าง <no-reply@example.go.th>",
        recipient="p1@example.go.th",
        subject="ยืนยันการลงทะเบียน",
        text=text,
        attachments=[Attachment("meeting.ics", "text/calendar; method=PUBLISH", b"BEGIN")],
        message_id=f"<{job_id}@example.go.th>",
        date=datetime(2027, 1, 4, tzinfo=UTC),
    )
    (folder / f"{job_id}.eml").write_bytes(message.as_bytes())


def test_mails_are_listed_with_whom_they_are_for_and_how_they_stand(
    session: Session, sign_in: SignIn
) -> None:
    _, client, address, jobs = organiser(session, sign_in, people=2)
    other = factories.event(session)
    factories.registration(session, other, factories.quota(session, other))
    session.commit()
    set_state(session, jobs[0], JobState.FAILED, "recipient refused: 550")
    page = Page(client.get(address))
    rows = [[words(cell) for cell in each if cell.tag in ("th", "td")] for each in page.all("tr")]
    assert len(rows) == 3
    newest, oldest = rows[1], rows[2]
    assert newest[1:4] == ["ยืนยันการลงทะเบียน", "รอส่ง", "0"]
    assert oldest[1:4] == [
        "ยืนยันการลงทะเบียน",
        "ส่งไม่สำเร็จ ระบบอีเมลปลายทางไม่รับอีเมลถึงที่อยู่นี้ (รหัส 550) ตรวจสอบที่อยู่แล้วส่งใหม่",
        "8",
    ]
    assert oldest[4] == "4 ม.ค. 2570 10.00 น."
    assert [words(each) for each in page.one("nav", "filters").iter("a")] == [
        "ทั้งหมด 2",
        "ส่งไม่สำเร็จ 1",
        "รอส่ง 1",
    ]
    assert len(Page(client.get(f"{address}?state=failed")).all("tr")) == 2


REFUSED = "ระบบอีเมลปลายทางไม่รับอีเมลถึงที่อยู่นี้ ตรวจสอบที่อยู่แล้วส่งใหม่"
UNREACHED = "ติดต่อเครื่องส่งอีเมลไม่ได้ แจ้งผู้ดูแลระบบหากส่งใหม่แล้วยังไม่สำเร็จ"
GENERAL = "ส่งไม่ได้ด้วยเหตุที่ระบบไม่รู้จัก แจ้งผู้ดูแลระบบหากส่งใหม่แล้วยังไม่สำเร็จ"


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("no address", "ไม่มีที่อยู่อีเมลของผู้รับแล้ว"),
        ("address not usable", "ที่อยู่อีเมลของผู้รับใช้ส่งไม่ได้ ตรวจสอบการสะกดแล้วส่งใหม่"),
        ("event not published", "โครงการยังไม่ได้เผยแพร่ เผยแพร่แล้วจึงส่งใหม่"),
        ("unknown kind of work", "ระบบรุ่นนี้ไม่รู้จักอีเมลชนิดนี้ แจ้งผู้ดูแลระบบ"),
        ("worker died", "โปรแกรมส่งอีเมลหยุดทำงานกลางคันหลายครั้ง แจ้งผู้ดูแลระบบ"),
        ("mail folder: No space left on device", "เขียนอีเมลลงแฟ้มไม่ได้ แจ้งผู้ดูแลระบบ"),
        (
            "mail server: 535",
            "เครื่องส่งอีเมลไม่รับอีเมลนี้ (รหัส 535) แจ้งผู้ดูแลระบบหากส่งใหม่แล้วยังไม่สำเร็จ",
        ),
        ("mail server: ConnectionRefusedError", UNREACHED),
        ("mail server: -1", UNREACHED),
        ("recipient refused: what", REFUSED),
        ("recipient refused", REFUSED),
        ("something new", GENERAL),
        ("ไม่รู้จัก %(number)s", GENERAL),
        ("550", GENERAL),
    ],
)
def test_each_reason_is_told_in_a_sentence(reason: str, sentence: str) -> None:
    assert mail_error_sentence(reason, "th") == sentence


def test_a_failed_mail_is_sent_again_by_one_click_and_others_are_left_alone(
    session: Session, sign_in: SignIn
) -> None:
    _, client, address, jobs = organiser(session, sign_in, people=3)
    set_state(session, jobs[0], JobState.FAILED)
    set_state(session, jobs[1], JobState.FAILED)
    set_state(session, jobs[2], JobState.DONE)
    client.post(f"{address}/{jobs[0]}/retry")
    client.post(f"{address}/{jobs[2]}/retry")
    assert states(session, jobs) == [
        (JobState.QUEUED, 0),
        (JobState.FAILED, 8),
        (JobState.DONE, 8),
    ]


def test_all_failed_mails_of_the_event_are_sent_again_at_once(
    session: Session, sign_in: SignIn
) -> None:
    event, client, address, jobs = organiser(session, sign_in, people=2)
    other = factories.event(session, event.organisation)
    factories.registration(session, other, factories.quota(session, other))
    session.commit()
    foreign = session.scalars(select(Job.id).where(Job.event_id == other.id)).one()
    for job in (*jobs, foreign):
        set_state(session, job, JobState.FAILED)
    page = Page(client.post(f"{address}/retry", follow_redirects=True))
    assert page.notices() == ["นำอีเมล 2 ฉบับกลับเข้าคิวแล้ว ระบบจะส่งใหม่ภายในไม่กี่นาที"]
    assert states(session, [*jobs, foreign]) == [
        (JobState.QUEUED, 0),
        (JobState.QUEUED, 0),
        (JobState.FAILED, 8),
    ]


def test_a_mail_in_a_file_is_read_in_the_page(
    session: Session, sign_in: SignIn, mail_folder: Path
) -> None:
    _, client, address, jobs = organiser(session, sign_in, people=1)
    set_state(session, jobs[0], JobState.DONE)
    write(mail_folder, jobs[0], "เรียน คุณสมมุติ\n\n<b>ยืนยันแล้ว</b>\n")
    page = Page(client.get(f"{address}/{jobs[0]}"))
    facts = dict(zip(page.texts("dt"), page.texts("dd"), strict=True))
    assert facts == {
        "จาก": "สำนักงานตัวอย่าง <no-reply@example.go.th>",
        "ถึง": "p1@example.go.th",
        "หัวเรื่อง": "ยืนยันการลงทะเบียน",
        "ส่งเมื่อ": "4 ม.ค. 2570 10.00 น.",
        "ไฟล์แนบ": "meeting.ics",
    }
    assert "".join(page.one("div", "prose").itertext()) == "เรียน คุณสมมุติ\n\n<b>ยืนยันแล้ว</b>\n"


def test_only_mails_of_this_event_that_are_in_files_can_be_read(
    app: Flask,
    session: Session,
    sign_in: SignIn,
    mail_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    event, client, address, jobs = organiser(session, sign_in, people=2)
    other = factories.event(session, event.organisation)
    session.commit()
    write(mail_folder, jobs[0], "ข้อความ")
    assert client.get(f"{address}/{jobs[0]}").status_code == 200
    assert client.get(f"{address}/{jobs[1]}").status_code == 404
    assert client.get(f"/o/e/{other.slug}/mails/{jobs[0]}").status_code == 404
    assert client.post(f"/o/e/{other.slug}/mails/{jobs[0]}/retry").status_code == 404
    assert client.get(f"{address}/{2**70}").status_code == 404
    monkeypatch.setitem(app.config, "SMTP_URL", "smtp://mail.example.go.th")
    assert client.get(f"{address}/{jobs[0]}").status_code == 404


def test_a_long_list_is_paged_and_takes_as_many_statements_as_a_short_one(
    session: Session, sign_in: SignIn, statements: Statements
) -> None:
    event, client, address, _ = organiser(session, sign_in, people=1)
    client.get(address)
    with statements() as for_one:
        assert len(Page(client.get(address)).all("tr")) == 2
    quota = factories.quota(session, event, "TH-70", capacity=100)
    for _ in range(60):
        factories.registration(session, event, quota)
    session.commit()
    with statements() as for_many:
        assert len(Page(client.get(address)).all("tr")) == 51
    assert len(for_many) == len(for_one)
    assert len(Page(client.get(f"{address}?page=2")).all("tr")) == 12
    assert len(Page(client.get(f"{address}?page=99999999999")).all("tr")) == 12
