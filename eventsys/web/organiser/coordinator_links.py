"""The links of coordinators go out: by mail, as letters, as spreadsheet, as texts for chats."""

import re
import secrets

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from eventsys.documents.coordinator_letters import coordinator_letters_pdf
from eventsys.documents.coordinator_mail import chat_text
from eventsys.documents.coordinator_sheet import links_xlsx
from eventsys.extensions import db
from eventsys.models import Event, Quota, Role
from eventsys.queries.coordinator_board import BoardRow, board_rows, to_remind
from eventsys.queries.coordinator_letters import letters_of
from eventsys.rules.coordinator_board import Reminder
from eventsys.rules.coordinator_letter import CoordinatorLetter
from eventsys.services.audit import record
from eventsys.services.coordinator_mails import note_told, remind, send_links
from eventsys.services.errors import DomainError
from eventsys.services.transaction import run_in_transaction
from eventsys.web.access import for_role, now, row_number
from eventsys.web.coordinator.access import coordinator_url
from eventsys.web.files import download
from eventsys.web.filters import local
from eventsys.web.forms import sentence_of
from eventsys.web.language import chosen_locale
from eventsys.web.organiser.coordinator_forms import SendForm
from eventsys.web.organiser.coordinators import quota_or_404
from eventsys.web.staff.registrations import XLSX

coordinator_links = Blueprint("coordinator_links", __name__, url_prefix="/o/e/<slug>/coordinators")

_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")


@coordinator_links.get("/send")
@for_role(Role.ORGANISER)
def send(event: Event) -> str:
    """Show to whom the link would be sent: the ticked quotas, or who was not told yet."""
    rows = board_rows(db.session(), event.id)
    ticked = set(request.args.getlist("quota"))
    if ticked:
        rows = [row for row in rows if row.quota.code in ticked]
        told = [(row, each) for row in rows for each in row.contacts if each.email]
    else:
        told = [
            (row, each)
            for row in rows
            for each in row.contacts
            if each.email and not each.link_sent_at
        ]
    return render_template(
        "organiser/coordinator_send.html",
        event=event,
        ticked=ticked,
        told=told,
        without=_without_address(rows) if ticked else [],
        quotas=[row.quota for row in rows] if ticked else [],
        form=SendForm(formdata=None, form_key=secrets.token_urlsafe(16)),
    )


@coordinator_links.post("/send")
@for_role(Role.ORGANISER)
def send_now(event: Event) -> BaseResponse:
    """Send the links that the preview showed, or note that they were told otherwise."""
    form = SendForm()
    form_key = str(form.form_key.data)
    if not form.validate_on_submit() or not _KEY.fullmatch(form_key):
        abort(400)
    if request.form.get("do") == "told":
        count = run_in_transaction(
            db.session(),
            lambda session: note_told(
                session,
                event_id=event.id,
                quota_codes=request.form.getlist("quota"),
                actor=current_user.actor,
                now=now(),
            ),
        )
        flash(gettext("บันทึกแล้วว่าแจ้งลิงก์ทางอื่น %(count)s คน", count=count), "success")
        return _to_board(event)
    try:
        count = run_in_transaction(
            db.session(),
            lambda session: send_links(
                session,
                event_id=event.id,
                contact_ids=_contacts_sent(),
                form_key=form_key,
                actor=current_user.actor,
                now=now(),
            ),
        )
    except DomainError as error:
        flash(sentence_of(error), "danger")
        return _to_board(event)
    _say_sent(count)
    return _to_board(event)


@coordinator_links.get("/remind/<any(not_opened, not_nominated):about>")
@for_role(Role.ORGANISER)
def remind_whom(event: Event, about: str) -> str:
    """Show who would be reminded, and who was reminded today."""
    rows = board_rows(db.session(), event.id)
    contacts = {each.id for each in to_remind(rows, Reminder(about))}
    today = local(now()).date()
    due: list[tuple[BoardRow, object]] = []
    done = 0
    for row in rows:
        for each in row.contacts:
            if each.id not in contacts:
                continue
            last = row.reminded.get(each.id)
            if last and local(last).date() == today:
                done += 1
            else:
                due.append((row, each))
    return render_template(
        "organiser/coordinator_remind.html",
        event=event,
        about=about,
        due=due,
        done=done,
        form=SendForm(formdata=None),
    )


@coordinator_links.post("/remind/<any(not_opened, not_nominated):about>")
@for_role(Role.ORGANISER)
def remind_now(event: Event, about: str) -> BaseResponse:
    """Remind those whom the preview showed, each once a day at most."""
    if not SendForm().validate_on_submit():
        abort(400)
    try:
        count = run_in_transaction(
            db.session(),
            lambda session: remind(
                session,
                event_id=event.id,
                contact_ids=_contacts_sent(),
                about=Reminder(about),
                actor=current_user.actor,
                now=now(),
            ),
        )
    except DomainError as error:
        flash(sentence_of(error), "danger")
        return _to_board(event)
    _say_sent(count)
    return _to_board(event)


@coordinator_links.get("/q/<code>/letter.pdf")
@for_role(Role.ORGANISER)
def letter(event: Event, code: str) -> Response:
    """Give the letter of one quota."""
    quota = quota_or_404(event, code)
    return _letters(event, _of(event, [quota.code]), f"{event.slug}-{quota.code}.pdf", quota)


@coordinator_links.get("/letters.pdf")
@for_role(Role.ORGANISER)
def letters(event: Event) -> Response:
    """Give the letters of the ticked quotas, or of all, in one file."""
    return _letters(event, _ticked(event), f"{event.slug}-coordinators.pdf")


@coordinator_links.get("/links.xlsx")
@for_role(Role.ORGANISER)
def links(event: Event) -> Response:
    """Give the links of the ticked quotas, or of all, for mail merge."""
    found = _ticked(event)
    _note(event, "links", len(found))
    content = links_xlsx(found, locale=chosen_locale())
    return download(content, XLSX, f"{event.slug}-coordinators.xlsx")


@coordinator_links.get("/links.txt")
@for_role(Role.ORGANISER)
def texts(event: Event) -> Response:
    """Give the texts for chats of the ticked quotas, or of all."""
    found = _ticked(event)
    _note(event, "texts", len(found))
    rule = f"\n\n{'-' * 20}\n\n"
    content = rule.join(chat_text(each, chosen_locale()) for each in found) + "\n"
    # with its mark, programs of Windows know the Thai in it
    return download(
        content.encode("utf-8-sig"),
        "text/plain; charset=utf-8",
        f"{event.slug}-coordinators.txt",
    )


def _letters(
    event: Event, found: list[CoordinatorLetter], filename: str, quota: Quota | None = None
) -> Response:
    _note(event, "letters", len(found), quota)
    content = coordinator_letters_pdf(found, made_at=now(), locale=chosen_locale())
    return download(content, "application/pdf", filename)


def _ticked(event: Event) -> list[CoordinatorLetter]:
    """Return the letters of the quotas that were ticked, of all where none was."""
    found = _of(event, request.args.getlist("quota") or None)
    if not found:
        abort(404)
    return found


def _of(event: Event, codes: list[str] | None) -> list[CoordinatorLetter]:
    return letters_of(db.session(), event, url_of=coordinator_url, now=now(), codes=codes)


def _without_address(rows: list[BoardRow]) -> list[Quota]:
    return [row.quota for row in rows if not any(each.email for each in row.contacts)]


def _contacts_sent() -> set[int]:
    return {row_number(each) for each in request.form.getlist("contact")}


def _note(event: Event, kind: str, count: int, quota: Quota | None = None) -> None:
    """Note in the audit who took a file with links."""
    subject = ("quota", quota.id) if quota else ("event", event.id)
    run_in_transaction(
        db.session(),
        lambda session: record(
            session,
            at=now(),
            actor=current_user.actor,
            action="coordinator_file.export",
            subject=subject,
            event_id=event.id,
            details={"kind": kind, "quotas": count},
        ),
    )


def _say_sent(count: int) -> None:
    if count:
        flash(gettext("ส่งอีเมล %(count)s ฉบับแล้ว ดูผลได้ในหน้าเมล", count=count), "success")
    else:
        flash(gettext("ไม่มีอีเมลที่ต้องส่ง ส่งไปแล้วก่อนหน้านี้"), "info")


def _to_board(event: Event) -> BaseResponse:
    return redirect(url_for("coordinators.board", slug=event.slug), 303)
