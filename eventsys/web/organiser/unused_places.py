"""The page on which unused places go to people who wait elsewhere: shown, then confirmed."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from eventsys.extensions import db
from eventsys.models import Event, Role
from eventsys.queries.quota_board import board_rows, people_of
from eventsys.rules.unused_places import Plan
from eventsys.services.errors import DomainError
from eventsys.services.transaction import run_in_transaction
from eventsys.services.unused_places import (
    move_unused_places,
    planned,
    set_unused_places_from,
)
from eventsys.web.access import for_role, now
from eventsys.web.forms import sentence_of
from eventsys.web.organiser.quota_forms import UnusedForm

unused_places = Blueprint("unused_places", __name__, url_prefix="/o/e/<slug>/quotas/unused")


@unused_places.get("")
@for_role(Role.ORGANISER)
def page(event: Event) -> str:
    """Show which places are unused, who waits where, and what would be moved."""
    return _page(event, UnusedForm(formdata=None, obj=event))


@unused_places.post("/from")
@for_role(Role.ORGANISER)
def set_from(event: Event) -> Response | str:
    """Set from when on unused places may be moved."""
    form = UnusedForm()
    if not form.validate_on_submit():
        return _page(event, form)
    run_in_transaction(
        db.session(),
        lambda session: set_unused_places_from(
            session,
            event_id=event.id,
            moment=form.unused_places_from.data,
            actor=current_user.actor,
            now=now(),
        ),
    )
    flash(gettext("บันทึกเวลาแล้ว"), "success")
    return _back(event)


@unused_places.post("/move")
@for_role(Role.ORGANISER)
def move(event: Event) -> Response:
    """Move the places as they were shown."""
    try:
        plan = run_in_transaction(
            db.session(),
            lambda session: move_unused_places(
                session,
                event_id=event.id,
                shown=request.form.get("plan", ""),
                actor=current_user.actor,
                now=now(),
            ),
        )
    except DomainError as error:
        flash(sentence_of(error), "danger")
        return _back(event)
    flash(
        gettext(
            "ย้าย %(places)s ที่นั่งแล้ว มีผู้ได้ที่นั่ง %(people)s คน ระบบส่งอีเมลแจ้งผู้ที่มีอีเมลแล้ว",
            places=plan.places,
            people=len(plan.promoted),
        ),
        "success",
    )
    return redirect(url_for("quotas.all_quotas", slug=event.slug), 303)


def _page(event: Event, form: UnusedForm) -> str:
    session = db.session()
    rows = {row.id: row for row in board_rows(session, event, now())}
    since = event.unused_places_from
    due = since is not None and since <= now()
    plan = planned(session, event.id) if due else Plan()
    return render_template(
        "organiser/quotas_unused.html",
        event=event,
        form=form,
        due=due,
        rows=rows,
        unused=[row for row in rows.values() if row.left],
        waiting=[row for row in rows.values() if row.waiting],
        pending=sum(row.pending for row in rows.values()),
        plan=plan,
        people=people_of(session, plan.promoted),
    )


def _back(event: Event) -> Response:
    return redirect(url_for("unused_places.page", slug=event.slug), 303)
