"""Pages for the mails of an event: what was sent to whom, and what failed."""

from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from pathlib import Path

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from eventsys.extensions import db
from eventsys.models import Event, JobState, Role
from eventsys.queries.outbox import failed_mails, mail_of, mail_page
from eventsys.sentences.mails import mail_error_sentence
from eventsys.services.outbox import retry as retry_job
from eventsys.services.transaction import run_in_transaction
from eventsys.web.access import for_role, now
from eventsys.web.language import chosen_locale

mails = Blueprint("mails", __name__, url_prefix="/o/e/<slug>/mails")

JOB = "/<int(max=2147483647):job_id>"
HEADERS = ("From", "To", "Subject")


@mails.get("")
@for_role(Role.ORGANISER)
def all_mails(event: Event) -> str:
    """Show the mails of an event, the newest first."""
    wanted = request.args.get("state", "")
    state = JobState(wanted) if wanted in set(JobState) else None
    page, counts = mail_page(
        db.session(), event.id, state=state, number=request.args.get("page", 1, type=int)
    )
    return render_template(
        "organiser/mails.html",
        event=event,
        state=state,
        page=page,
        counts=counts,
        readable=_go_to_files(),
        mail_error=_mail_error,
    )


@mails.get(JOB)
@for_role(Role.ORGANISER)
def message(event: Event, job_id: int) -> str:
    """Show a mail that was written to a file, as its recipient would read it."""
    line = mail_of(db.session(), event.id, job_id)
    if line is None or not _go_to_files():
        abort(404)
    try:
        content = _file_of(job_id).read_bytes()
    except FileNotFoundError:
        abort(404)
    mail = message_from_bytes(content, policy=policy.default)
    return render_template(
        "organiser/mail.html",
        event=event,
        line=line,
        headers=_headers_of(mail),
        text=_text_of(mail),
        attachments=[each.get_filename() or "" for each in mail.iter_attachments()],
    )


@mails.post(f"{JOB}/retry")
@for_role(Role.ORGANISER)
def retry(event: Event, job_id: int) -> Response:
    """Send a mail again that was given up."""
    if mail_of(db.session(), event.id, job_id) is None:
        abort(404)
    run_in_transaction(db.session(), lambda session: retry_job(session, job_id=job_id, now=now()))
    flash(gettext("นำอีเมลกลับเข้าคิวแล้ว ระบบจะส่งใหม่ภายในไม่กี่นาที"), "success")
    return _back(event)


@mails.post("/retry")
@for_role(Role.ORGANISER)
def retry_all(event: Event) -> Response:
    """Send all mails again that were given up."""
    count = run_in_transaction(db.session(), lambda session: _retry_all(session, event.id))
    flash(gettext("นำอีเมล %(count)s ฉบับกลับเข้าคิวแล้ว ระบบจะส่งใหม่ภายในไม่กี่นาที", count=count), "success")
    return _back(event)


def _retry_all(session: Session, event_id: int) -> int:
    failed = failed_mails(session, event_id)
    for job_id in failed:
        retry_job(session, job_id=job_id, now=now())
    return len(failed)


def _mail_error(reason: str) -> str:
    return mail_error_sentence(reason, chosen_locale())


def _go_to_files() -> bool:
    """Tell whether mails are written to files, since no mail server is set up."""
    return not current_app.config["SMTP_URL"]


def _file_of(job_id: int) -> Path:
    return Path(current_app.config["MAIL_FOLDER"]) / f"{job_id}.eml"


def _headers_of(mail: EmailMessage) -> list[tuple[str, str]]:
    """Return the heads that a reader looks at.

    They are decoded here: the parser leaves a space where a name was cut into encoded words.
    """
    written = {name: str(value) for name, value in mail.raw_items()}
    return [(name, str(make_header(decode_header(written.get(name, ""))))) for name in HEADERS]


def _text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    return str(body.get_content()) if body else ""


def _back(event: Event) -> Response:
    return redirect(url_for("mails.all_mails", slug=event.slug), 303)
