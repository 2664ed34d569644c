"""Pages for the texts of an event and for how it is run."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from eventsys.extensions import db
from eventsys.models import Event, Role
from eventsys.services.errors import DomainError
from eventsys.services.events import change_settings, change_texts
from eventsys.services.transaction import run_in_transaction
from eventsys.web.access import event_for_role, for_role, now
from eventsys.web.organiser.forms import SettingsForm, TextsForm

texts = Blueprint("texts", __name__, url_prefix="/o/e/<slug>")


@texts.route("/texts", methods=["GET", "POST"])
@for_role(Role.ORGANISER)
def event_texts(event: Event) -> Response | str:
    """Change the texts of an event."""
    form = TextsForm() if request.method == "POST" else TextsForm.of(event)
    if form.validate_on_submit():
        try:
            run_in_transaction(
                db.session(),
                lambda session: change_texts(
                    session,
                    event_id=event.id,
                    version=form.version_shown,
                    texts=form.texts(),
                    actor=current_user.actor,
                    now=now(),
                ),
            )
        except DomainError as error:
            form.show(error)
            if error.code == "changed_meanwhile":
                form.show_stored(TextsForm.of(event_for_role(event.slug, Role.ORGANISER)))
        else:
            flash(gettext("บันทึกข้อความแล้ว ผู้เข้าร่วมจะเห็นเมื่อเผยแพร่ฉบับใหม่"), "success")
            return redirect(url_for("texts.event_texts", slug=event.slug), 303)
    return render_template("organiser/texts.html", event=event, form=form)


@texts.route("/settings", methods=["GET", "POST"])
@for_role(Role.ORGANISER)
def settings(event: Event) -> Response | str:
    """Change how an event is run."""
    form = SettingsForm() if request.method == "POST" else SettingsForm.of(event)
    if form.validate_on_submit():
        try:
            run_in_transaction(
                db.session(),
                lambda session: change_settings(
                    session,
                    event_id=event.id,
                    version=form.version_shown,
                    settings=form.settings(),
                    actor=current_user.actor,
                    now=now(),
                ),
            )
        except DomainError as error:
            form.show(error)
            if error.code == "changed_meanwhile":
                form.show_stored(SettingsForm.of(event_for_role(event.slug, Role.ORGANISER)))
        else:
            flash(gettext("บันทึกการตั้งค่าแล้ว"), "success")
            return redirect(url_for("texts.settings", slug=event.slug), 303)
    return render_template("organiser/settings.html", event=event, form=form)
