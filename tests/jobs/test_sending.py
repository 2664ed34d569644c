"""The worker: mails put into words as they are sent, handed over, and what came of it."""

import socket
from collections.abc import Callable
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventsys.jobs.mails import Addresses
from eventsys.jobs.runner import run_next
from eventsys.jobs.transport import DeliveryError, Transport, to_folder, to_server
from eventsys.models import (
    Approval,
    Event,
    Job,
    JobState,
    Meeting,
    Quota,
    Registration,
    Source,
)
from eventsys.services.approvals import approve, decline
from eventsys.services.events import release_link
from eventsys.services.outbox import CLAIM_LASTS, FIRST_PAUSE, enqueue
from eventsys.services.publishing import publish
from eventsys.services.registrations import cancel, register
from tests import factories
from tests.factories import NOW
from tests.jobs.mail_server import mail_server

LATER = NOW + timedelta(minutes=10)
ADDRESSES = Addresses(
    sender="ผู้จัด <no-reply@example.go.th>",
    message_domain="events.example.go.th",
    private_page=lambda registration: f"https://events.example.go.th/r/{registration.id}",
    event_page=lambda slug: f"https://events.example.go.th/e/{slug}/",
    coordinator_link=lambda quota: f"https://events.example.go.th/c/{quota.id}",
    coordinator_digits=lambda code: f"{code.id:06}",
)
LINK = "https://webinar.example.go.th/j/1"


def work(session: Session, transport: Transport, now: datetime = LATER) -> bool:
    """Do the next piece of work as the worker does."""
    session.commit()
    return run_next(
        session, worker="test", addresses=ADDRESSES, transport=transport, clock=lambda: now
    )


def work_off(session: Session, transport: Transport, now: datetime = LATER) -> int:
    done = 0
    while work(session, transport, now):
        done += 1
    return done


def read(folder: Path, job: Job) -> EmailMessage:
    message = message_from_bytes((folder / f"{job.id}.eml").read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def text_of(message: EmailMessage) -> str:
    body = message.get_body()
    assert body is not None
    return str(body.get_content())


def jobs(session: Session) -> list[Job]:
    session.expire_all()
    return list(session.scalars(select(Job).order_by(Job.id)))


@pytest.fixture
def event(session: Session) -> Event:
    """Give a public event with one meeting."""
    return factories.event(session)


@pytest.fixture
def quota(session: Session, event: Event) -> Quota:
    """Give one place."""
    return factories.quota(session, event, capacity=1)


def test_a_mail_is_written_whole_and_read_back(
    session: Session, event: Event, quota: Quota, tmp_path: Path
) -> None:
    folder = tmp_path / "mail"
    row = factories.registration(session, event, quota, email="me@example.go.th")
    assert work_off(session, to_folder(folder)) == 1
    (job,) = jobs(session)
    assert (job.state, job.error, job.attempts, job.finished_at) == (
        JobState.DONE,
        None,
        1,
        LATER,
    )
    message = read(folder, job)
    assert (message["To"], message["From"], message["Message-ID"]) == (
        "me@example.go.th",
        "ผู้จัด <no-reply@example.go.th>",
        f"<job-{job.id}@events.example.go.th>",
    )
    assert message["Subject"] == f"ยืนยันการลงทะเบียน: {event.title_th}"
    lines = text_of(message).splitlines()
    assert lines[0] == f"เรียน คุณ{row.first_name}"
    assert row.display_name in lines
    assert f"https://events.example.go.th/r/{row.id}" in lines
    assert [part.get_filename() for part in message.iter_attachments()] == [f"{event.slug}.ics"]
    assert [path.name for path in folder.iterdir()] == [f"{job.id}.eml"]
    assert (folder / f"{job.id}.eml").stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


def test_each_is_told_in_order_what_happened(
    session: Session, event: Event, quota: Quota, tmp_path: Path
) -> None:
    first, second = (factories.registration(session, event, quota) for _ in range(2))
    assert work_off(session, to_folder(tmp_path)) == 2
    cancel(session, registration_id=first.id, actor="system", now=NOW)
    assert work_off(session, to_folder(tmp_path)) == 2
    told = [(read(tmp_path, job)["To"], read(tmp_path, job)["Subject"]) for job in jobs(session)]
    assert told[:2] == [
        (first.email, f"ยืนยันการลงทะเบียน: {event.title_th}"),
        (second.email, f"รายชื่อสำรอง: {event.title_th}"),
    ]
    assert sorted(told[2:]) == sorted(
        [
            (first.email, f"ยกเลิกการลงทะเบียนแล้ว: {event.title_th}"),
            (second.email, f"ท่านได้รับที่นั่งแล้ว: {event.title_th}"),
        ]
    )


def test_the_mail_is_in_the_person_s_language(
    session: Session, event: Event, quota: Quota, tmp_path: Path
) -> None:
    event.title_en = "Example"
    publish(session, event_id=event.id, actor="system", now=NOW)
    register(
        session,
        event_id=event.id,
        quota_code=quota.code,
        applicant=factories.applicant(),
        now=NOW,
        locale="en",
    )
    work_off(session, to_folder(tmp_path))
    (job,) = jobs(session)
    message = read(tmp_path, job)
    assert message["Subject"].endswith(": Example")
    assert "1 February 2027" in text_of(message)


@pytest.mark.parametrize("released", [False, True])
def test_the_link_of_the_meeting_goes_out_only_once_released_and_to_the_confirmed(
    session: Session, event: Event, quota: Quota, tmp_path: Path, *, released: bool
) -> None:
    meeting = session.scalars(select(Meeting).where(Meeting.event_id == event.id)).one()
    meeting.webinar_url = LINK
    session.flush()
    if released:
        release_link(session, meeting_id=meeting.id, actor="system", now=NOW)
    for _ in range(2):
        factories.registration(session, event, quota)
    work_off(session, to_folder(tmp_path))
    confirmed, waiting = (
        "".join(
            part.get_content() if part.get_content_maintype() == "text" else ""
            for part in read(tmp_path, job).walk()
        ).replace("\r\n ", "")
        for job in jobs(session)
    )
    assert ((LINK in confirmed), (LINK in waiting)) == (released, False)


def test_a_mail_is_put_into_words_only_when_it_is_sent(
    session: Session, event: Event, quota: Quota, tmp_path: Path
) -> None:
    row = factories.registration(session, event, quota, email="wrong@example.go.th")
    row.email = "right@example.go.th"
    work_off(session, to_folder(tmp_path))
    (job,) = jobs(session)
    assert read(tmp_path, job)["To"] == "right@example.go.th"


def test_a_mail_that_is_no_longer_true_is_not_sent(
    session: Session, event: Event, quota: Quota, tmp_path: Path
) -> None:
    first, second = (factories.registration(session, event, quota) for _ in range(2))
    cancel(session, registration_id=first.id, actor="system", now=NOW)
    # the first was confirmed and the second waited, until a moment ago
    assert work_off(session, to_folder(tmp_path)) == 4
    assert {job.state for job in jobs(session)} == {JobState.DONE}
    sent = [job for job in jobs(session) if (tmp_path / f"{job.id}.eml").exists()]
    assert sorted((job.kind, job.registration_id) for job in sent) == [
        ("mail.registration_cancelled", first.id),
        ("mail.registration_promoted", second.id),
    ]


def without_address(session: Session, row: Registration) -> None:
    row.email = ""
    session.flush()


def with_an_address_of_no_use(session: Session, row: Registration) -> None:
    row.email = "a@b@example.go.th"
    session.flush()


def without_registration(session: Session, row: Registration) -> None:
    session.execute(update(Job).values(registration_id=None))
    assert row.id


def of_another_kind(session: Session, row: Registration) -> None:
    session.execute(update(Job).values(kind="mail.of_the_future"))
    assert row.id


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (without_address, "no address"),
        (with_an_address_of_no_use, "address not usable"),
        (without_registration, "no address"),
        (of_another_kind, "unknown kind of work"),
    ],
)
def test_a_mail_that_nobody_can_get_is_given_up_at_once(
    session: Session,
    event: Event,
    quota: Quota,
    tmp_path: Path,
    spoil: Callable[[Session, Registration], None],
    error: str,
) -> None:
    spoil(session, factories.registration(session, event, quota))
    assert work_off(session, to_folder(tmp_path)) == 1
    (job,) = jobs(session)
    assert (job.state, job.error, job.attempts) == (JobState.FAILED, error, 1)
    assert list(tmp_path.iterdir()) == []


def test_of_an_event_that_was_never_published_nobody_is_told(
    session: Session, tmp_path: Path
) -> None:
    event = factories.event(session, published=False)
    quota = factories.quota(session, event)
    register(
        session,
        event_id=event.id,
        quota_code=quota.code,
        applicant=factories.applicant(),
        now=NOW,
        source=Source.ORGANISER,
    )
    assert work_off(session, to_folder(tmp_path)) == 1
    (job,) = jobs(session)
    assert (job.state, job.error) == (JobState.FAILED, "event not published")


def test_without_work_the_worker_says_so(session: Session, tmp_path: Path) -> None:
    enqueue(session, kind="mail.registration_confirmed", now=LATER + timedelta(seconds=1))
    assert work(session, to_folder(tmp_path)) is False
    assert [job.attempts for job in jobs(session)] == [0]


def test_a_folder_that_cannot_be_written_is_tried_again_later(
    session: Session, event: Event, quota: Quota, tmp_path: Path
) -> None:
    in_the_way = tmp_path / "mail"
    in_the_way.write_text("a file")
    factories.registration(session, event, quota)
    assert work(session, to_folder(in_the_way)) is True
    (job,) = jobs(session)
    assert (job.state, job.error, job.run_after) == (
        JobState.QUEUED,
        "mail folder: File exists",
        LATER + FIRST_PAUSE,
    )
    in_the_way.unlink()
    assert work(session, to_folder(in_the_way), LATER + FIRST_PAUSE) is True
    assert [job.state for job in jobs(session)] == [JobState.DONE]


def test_a_worker_that_dies_while_sending_leaves_the_mail_to_the_next(
    session: Session, event: Event, quota: Quota, tmp_path: Path
) -> None:
    factories.registration(session, event, quota)

    def killed(job_id: int, message: EmailMessage) -> None:
        del job_id, message
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work(session, killed)
    assert [(job.state, job.attempts) for job in jobs(session)] == [(JobState.RUNNING, 1)]
    assert work(session, to_folder(tmp_path), LATER) is False
    assert work(session, to_folder(tmp_path), LATER + CLAIM_LASTS) is True
    assert [(job.state, job.attempts) for job in jobs(session)] == [(JobState.DONE, 2)]


# --- mail servers ------------------------------------------------------------------------------


def test_a_mail_server_gets_the_mail(session: Session, event: Event, quota: Quota) -> None:
    factories.registration(session, event, quota, email="me@example.go.th")
    with mail_server() as server:
        url = f"smtp://user:p%40ss@127.0.0.1:{server.port}"
        assert work_off(session, to_server(url)) == 1
    (job,) = jobs(session)
    (taken,) = server.mails
    message = message_from_bytes(taken, policy=policy.default)
    assert (job.state, message["To"]) == (JobState.DONE, "me@example.go.th")
    assert [line.split()[0].upper() for line in server.commands] == [
        "EHLO",
        "AUTH",
        "MAIL",
        "RCPT",
        "DATA",
        "QUIT",
    ]
    assert "rcpt TO:<me@example.go.th>" in server.commands


AGAIN, GIVEN_UP = JobState.QUEUED, JobState.FAILED


@pytest.mark.parametrize(
    ("answers", "state", "error"),
    [
        ({"RCPT": "550 no me@example.go.th here"}, GIVEN_UP, "recipient refused: 550"),
        ({"RCPT": "451 me@example.go.th later"}, AGAIN, "recipient refused: 451"),
        ({"MAIL": "550 no-reply@example.go.th unknown"}, AGAIN, "mail server: 550"),
        ({"DATA": "451 later"}, AGAIN, "mail server: 451"),
        ({"END": "554 me@example.go.th is spam"}, AGAIN, "mail server: 554"),
        ({"HELLO": "421 busy"}, AGAIN, "mail server: 421"),
        ({"AUTH": "535 wrong password"}, AGAIN, "mail server: 535"),
        ({"HELLO": None}, AGAIN, "mail server: SMTPServerDisconnected"),
        ({"RCPT": None}, AGAIN, "mail server: SMTPServerDisconnected"),
        ({"END": None}, AGAIN, "mail server: SMTPServerDisconnected"),
    ],
)
def test_what_a_mail_server_refuses_is_tried_again_or_given_up(
    session: Session,
    event: Event,
    quota: Quota,
    answers: dict[str, str | None],
    state: JobState,
    error: str,
) -> None:
    factories.registration(session, event, quota, email="me@example.go.th")
    with mail_server(**answers) as server:
        url = f"smtp://user:pass@127.0.0.1:{server.port}"
        assert work(session, to_server(url)) is True
    (job,) = jobs(session)
    assert (job.state, job.error, job.attempts) == (state, error, 1)
    assert server.mails == []


@pytest.mark.parametrize("goodbye", ["421 closing", "500 what", None])
def test_what_was_taken_is_sent_however_the_server_takes_leave(
    session: Session, event: Event, quota: Quota, goodbye: str | None
) -> None:
    factories.registration(session, event, quota)
    with mail_server(QUIT=goodbye) as server:
        assert work(session, to_server(f"smtp://127.0.0.1:{server.port}")) is True
    assert [(job.state, job.error) for job in jobs(session)] == [(JobState.DONE, None)]
    assert len(server.mails) == 1


def test_a_mail_server_that_is_down_is_tried_again(
    session: Session, event: Event, quota: Quota
) -> None:
    factories.registration(session, event, quota)
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
        assert work(session, to_server(f"smtp://127.0.0.1:{port}")) is True
    (job,) = jobs(session)
    assert (job.state, job.error) == (AGAIN, "mail server: ConnectionRefusedError")


def test_a_server_without_the_tls_that_was_asked_for_gets_nothing() -> None:
    message = EmailMessage()
    message["To"] = "me@example.go.th"
    message["From"] = "no-reply@example.go.th"
    with mail_server() as server:
        send = to_server(f"smtp+starttls://user:pass@127.0.0.1:{server.port}")
        with pytest.raises(DeliveryError) as refused:
            send(1, message)
    assert (refused.value.reason, refused.value.final) == (
        "mail server: SMTPNotSupportedError",
        False,
    )
    assert [line.split()[0] for line in server.commands] == ["ehlo"]


@pytest.mark.parametrize("url", ["", "http://x", "smtp://", "mail.example.go.th:25", "smtp:25"])
def test_an_address_that_is_no_mail_server_s_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="begins with smtp://"):
        to_server(url)


def test_who_is_declined_reads_why_and_an_answer_that_changed_is_not_sent(
    session: Session, tmp_path: Path
) -> None:
    event = factories.event(session)
    quota = factories.quota(session, event)
    quota.approval = Approval.ORGANISER
    asked, agreed = (factories.registration(session, event, quota) for _ in range(2))
    approve(session, registration_id=agreed.id, actor="user:1", now=NOW)
    decline(session, registration_id=asked.id, reason="เฉพาะสำนักงานจังหวัด", actor="user:1", now=NOW)
    work_off(session, to_folder(tmp_path))
    session.expire_all()
    sent = {
        (job.registration_id, job.kind): text_of(read(tmp_path, job))
        for job in session.scalars(select(Job).order_by(Job.id))
        if (tmp_path / f"{job.id}.eml").exists()
    }
    # that they wait for an answer is no longer true
    assert list(sent) == [
        (agreed.id, "mail.registration_confirmed"),
        (asked.id, "mail.registration_declined"),
    ]
    declined = sent[asked.id, "mail.registration_declined"]
    assert "เหตุผล\nเฉพาะสำนักงานจังหวัด\n" in declined.replace("\r\n", "\n")
