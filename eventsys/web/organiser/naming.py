"""Pages for how an event names people: rules, agencies of its own, names that follow them."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user
from sqlalchemy import select
from werkzeug.wrappers import Response

from eventsys.extensions import db
from eventsys.models import Event, EventAgency, Role
from eventsys.queries.naming import naming_state
from eventsys.rules.agencies import AGENCIES
from eventsys.services.display_names import follow_convention, names_to_follow
from eventsys.services.errors import DomainError
from eventsys.services.naming import (
    AgencyPlan,
    add_agency,
    change_agency,
    change_naming,
    remove_agency,
)
from eventsys.services.transaction import run_in_transaction
from eventsys.web.access import event_for_role, for_role, now
from eventsys.web.organiser.naming_forms import AgencyForm, NamingForm, TypedAgenciesForm

naming = Blueprint("naming", __name__, url_prefix="/o/e/<slug>/names")

# a page shows so many names that would change; all of them change
MOST_SHOWN = 200


@naming.route("/rules", methods=["GET", "POST"])
@for_role(Role.ORGANISER)
def rules(event: Event) -> Response | str:
    """Show how the event names people, and change what it allows."""
    form = NamingForm() if request.method == "POST" else NamingForm.of(event)
    if form.validate_on_submit():
        try:
            run_in_transaction(
                db.session(),
                lambda session: change_naming(
                    session,
                    event_id=event.id,
                    version=form.version_shown,
                    rules=form.rules(),
                    actor=current_user.actor,
                    now=now(),
                ),
            )
        except DomainError as error:
            form.show(error)
            if error.code == "changed_meanwhile":
                form.show_stored(NamingForm.of(event_for_role(event.slug, Role.ORGANISER)))
        else:
            flash(gettext("บันทึกกติกาของชื่อแล้ว"), "success")
            return _to_rules(event)
    return _page(event, form=form)


@naming.post("/agencies/new")
@for_role(Role.ORGANISER)
def add(event: Event) -> Response | str:
    """Add an agency to those that the event knows."""
    form = AgencyForm(prefix="new")
    if form.validate_on_submit():
        try:
            return _added(event, form.plan())
        except DomainError as error:
            form.show(error)
    return _page(event, agency=form)


@naming.post("/agencies/typed")
@for_role(Role.ORGANISER)
def take(event: Event) -> Response | str:
    """Add an agency that people typed, with every spelling that was chosen."""
    form = TypedAgenciesForm(naming_state(db.session(), event).typed, prefix="typed")
    if form.validate_on_submit():
        plan = form.plan(request.form.get("single", ""))
        if plan is None:
            form.keys.errors = [gettext("เลือกหน่วยงานอย่างน้อยหนึ่งรายการ แล้วกดเพิ่มอีกครั้ง")]
        else:
            try:
                return _added(event, plan)
            except DomainError as error:
                form.show(error)
    return _page(event, typed=form)


@naming.route("/agencies/<int:agency_id>", methods=["GET", "POST"])
@for_role(Role.ORGANISER)
def change(event: Event, agency_id: int) -> Response | str:
    """Change an agency of the event's own."""
    agency = _agency_or_404(event, agency_id)
    form = AgencyForm() if request.method == "POST" else AgencyForm.of(agency)
    if form.validate_on_submit():
        try:
            run_in_transaction(
                db.session(),
                lambda session: change_agency(
                    session,
                    event_id=event.id,
                    agency_id=agency_id,
                    plan=form.plan(),
                    actor=current_user.actor,
                    now=now(),
                ),
            )
        except DomainError as error:
            form.show(error)
        else:
            flash(gettext("บันทึกหน่วยงานแล้ว"), "success")
            return _to_rules(event, "agencies")
    return render_template("organiser/agency.html", event=event, agency=agency, form=form)


@naming.post("/agencies/<int:agency_id>/remove")
@for_role(Role.ORGANISER)
def remove(event: Event, agency_id: int) -> Response:
    """Take an agency off the event's list."""
    agency = _agency_or_404(event, agency_id)
    run_in_transaction(
        db.session(),
        lambda session: remove_agency(
            session, event_id=event.id, agency_id=agency_id, actor=current_user.actor, now=now()
        ),
    )
    flash(gettext("นำ %(agency)s ออกจากรายการแล้ว", agency=agency.abbr), "success")
    return _to_rules(event, "agencies")


@naming.route("/follow", methods=["GET", "POST"])
@for_role(Role.ORGANISER)
def follow(event: Event) -> Response | str:
    """Show which names would change by the rules of now, and change them on request."""
    if request.method == "POST":
        changes = run_in_transaction(
            db.session(),
            lambda session: follow_convention(
                session, event_id=event.id, actor=current_user.actor, now=now()
            ),
        )
        flash(gettext("ปรับชื่อตามกติกาแล้ว %(count)s คน", count=len(changes)), "success")
        return _to_rules(event)
    changes = names_to_follow(db.session(), event)
    return render_template(
        "organiser/names_follow.html",
        event=event,
        changes=changes[:MOST_SHOWN],
        total=len(changes),
        renamed=sum(each.renamed for each in changes),
        told=sum(bool(each.renamed and each.registration.email) for each in changes),
    )


def _page(
    event: Event,
    *,
    form: NamingForm | None = None,
    agency: AgencyForm | None = None,
    typed: TypedAgenciesForm | None = None,
) -> str:
    """Return the page of rules; a form that was refused stands there as it was sent."""
    state = naming_state(db.session(), event)
    return render_template(
        "organiser/naming.html",
        event=event,
        state=state,
        known=AGENCIES,
        form=form or NamingForm.of(event),
        agency=agency or AgencyForm(formdata=None, prefix="new"),
        typed=typed or TypedAgenciesForm(state.typed, formdata=None, prefix="typed"),
    )


def _added(event: Event, plan: AgencyPlan) -> Response:
    added = run_in_transaction(
        db.session(),
        lambda session: add_agency(
            session, event_id=event.id, plan=plan, actor=current_user.actor, now=now()
        ),
    )
    flash(gettext("เพิ่ม %(agency)s ในรายการของโครงการแล้ว", agency=added.abbr), "success")
    return _to_rules(event, "agencies")


def _agency_or_404(event: Event, agency_id: int) -> EventAgency:
    found = db.session.scalar(
        select(EventAgency).where(EventAgency.id == agency_id, EventAgency.event_id == event.id)
    )
    if found is None:
        abort(404)
    return found


def _to_rules(event: Event, anchor: str | None = None) -> Response:
    return redirect(url_for("naming.rules", slug=event.slug, _anchor=anchor), 303)
