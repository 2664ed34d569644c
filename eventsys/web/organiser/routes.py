"""The organiser's list of events, a new event, and the first page of each."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from eventsys.extensions import db
from eventsys.models import Event, Organisation, Role
from eventsys.queries.coordinator_board import board_rows, coordination_of
from eventsys.queries.events import counts_of, events_of
from eventsys.queries.naming import naming_state
from eventsys.queries.readiness import readiness
from eventsys.services.coordinators import event_ended
from eventsys.services.errors import DomainError
from eventsys.services.events import EventTexts, create_event
from eventsys.services.transaction import run_in_transaction
from eventsys.web.access import for_role, now, organisations_for, signed_in
from eventsys.web.filters import local, of
from eventsys.web.organiser.forms import NewEventForm
from eventsys.web.organiser.tasks import tasks_of

organiser = Blueprint("organiser", __name__, url_prefix="/o")


@organiser.get("/")
@signed_in
def events() -> str:
    """Show the events in which the person at work has a role."""
    grants = current_user.user.grants
    single = [grant.event_id for grant in grants if grant.event_id is not None]
    return render_template(
        "organiser/events.html",
        lines=events_of(db.session(), organisations_for(Role.VIEWER), single),
        organisations={grant.organisation_id: grant.organisation for grant in grants},
        may_create=bool(organisations_for(Role.ORGANISER)),
    )


@organiser.route("/new", methods=["GET", "POST"])
@signed_in
def new() -> Response | str:
    """Make a new event in an organisation of the person at work."""
    organisations = _own_organisations()
    if not organisations:
        abort(403)
    form = NewEventForm()
    form.organisation.choices = [(each.id, of(each, "name")) for each in organisations]
    if form.organisation.data is None:
        form.organisation.data = organisations[0].id
    if form.validate_on_submit():
        try:
            event = run_in_transaction(
                db.session(),
                lambda session: create_event(
                    session,
                    organisation_id=form.organisation.data,
                    slug=form.slug.data or "",
                    texts=EventTexts(title_th=form.title_th.data or ""),
                    actor=current_user.actor,
                    now=now(),
                ),
            )
        except DomainError as error:
            form.show(error)
        else:
            flash(gettext("สร้างโครงการแล้ว ทำตามรายการด้านล่างทีละข้อ แล้วจึงเผยแพร่"), "success")
            return redirect(url_for("organiser.overview", slug=event.slug), 303)
    return render_template("organiser/new.html", form=form, organisations=organisations)


@organiser.get("/e/<slug>/")
@for_role(Role.VIEWER)
def overview(event: Event) -> str:
    """Show how an event stands and what is to be done next."""
    counts = counts_of(db.session(), event.id)
    ready = readiness(db.session(), event, local(now()))
    coordination = coordination_of(board_rows(db.session(), event.id), now())
    ended = event_ended(db.session(), event_id=event.id, now=now())
    return render_template(
        "organiser/overview.html",
        event=event,
        counts=counts,
        ready=ready,
        tasks=tasks_of(
            event,
            counts,
            ready,
            naming_state(db.session(), event),
            None if ended else coordination,
        ),
    )


def _own_organisations() -> list[Organisation]:
    """Return the organisations in which the person at work may make events."""
    numbers = organisations_for(Role.ORGANISER)
    held = {grant.organisation_id: grant.organisation for grant in current_user.user.grants}
    return sorted((held[number] for number in numbers), key=lambda each: each.name_th)
