"""Publishing an event, withdrawing it, and seeing what the next version would show."""

from typing import Literal

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from eventsys.documents.agenda_pdf import agenda_pdf
from eventsys.extensions import db
from eventsys.models import Event, Role
from eventsys.queries.pictures import draft
from eventsys.queries.readiness import readiness
from eventsys.services.errors import DomainError
from eventsys.services.publishing import publish as publish_event
from eventsys.services.publishing import withdraw as withdraw_event
from eventsys.services.transaction import run_in_transaction
from eventsys.web.access import for_role, now
from eventsys.web.files import download
from eventsys.web.filters import local, public_url
from eventsys.web.forms import sentence_of
from eventsys.web.language import chosen_locale

publishing = Blueprint("publishing", __name__, url_prefix="/o/e/<slug>")


@publishing.post("/publish")
@for_role(Role.ORGANISER)
def publish(event: Event) -> Response:
    """Show the event to everybody as it is now."""
    try:
        version = run_in_transaction(
            db.session(),
            lambda session: publish_event(
                session, event_id=event.id, actor=current_user.actor, now=now()
            ),
        )
    except DomainError as error:
        flash(sentence_of(error), "danger")
    else:
        if version:
            text = gettext("เผยแพร่ฉบับที่ %(number)s แล้ว ทุกคนเห็นได้ทันที", number=version.number)
        elif event.public:
            text = gettext("ไม่มีอะไรเปลี่ยนจากฉบับที่เผยแพร่อยู่")
        else:
            text = gettext("เปิดหน้าเว็บอีกครั้งแล้ว ด้วยฉบับที่เผยแพร่ไว้ล่าสุด")
        flash(text, "success")
    return _to_overview(event)


@publishing.post("/withdraw")
@for_role(Role.ORGANISER)
def withdraw(event: Event) -> Response:
    """Take the event off the public pages."""
    run_in_transaction(
        db.session(),
        lambda session: withdraw_event(
            session, event_id=event.id, actor=current_user.actor, now=now()
        ),
    )
    flash(gettext("ถอนโครงการจากหน้าเว็บแล้ว ข้อมูลและการลงทะเบียนยังอยู่ครบ"), "success")
    return _to_overview(event)


@publishing.get("/preview")
@for_role(Role.VIEWER)
def preview(event: Event) -> str:
    """Show what the next version would show."""
    return render_template(
        "organiser/preview.html",
        event=event,
        ready=readiness(db.session(), event, local(now())),
    )


@publishing.get("/agenda.pdf")
@for_role(Role.VIEWER)
def draft_pdf(event: Event) -> Response:
    """Give the agenda of the draft as a PDF, marked as a draft."""
    form: Literal["short", "full"] = "full" if request.args.get("form") == "full" else "short"
    content = agenda_pdf(
        draft(db.session(), event, now()),
        locale=chosen_locale(),
        form=form,
        registration_url=public_url("registering.form", slug=event.slug),
        draft=True,
    )
    return download(content, "application/pdf", f"{event.slug}-draft.pdf", inline=True)


def _to_overview(event: Event) -> Response:
    return redirect(url_for("organiser.overview", slug=event.slug), 303)
