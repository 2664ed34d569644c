"""The list of registrations, its files, and what staff do with a single one."""

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response as BaseResponse

from eventsys.documents.registration_sheet import registrations_csv, registrations_xlsx
from eventsys.extensions import db
from eventsys.models import Event, Registration, RegistrationState, Role
from eventsys.queries.private_pages import declined_reason
from eventsys.queries.quotas import quotas_of
from eventsys.queries.registrations import Filter, registration_rows, registrations_page
from eventsys.rules.thai import repair
from eventsys.services.audit import record
from eventsys.services.registrations import cancel as cancel_registration
from eventsys.services.transaction import run_in_transaction
from eventsys.web.access import for_role, includes, now
from eventsys.web.files import download
from eventsys.web.filters import private_token, public_url
from eventsys.web.language import chosen_locale

registrations = Blueprint("registrations", __name__, url_prefix="/o/e/<slug>/registrations")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def asked_filter() -> Filter:
    """Return what the address of the page narrows the list to."""
    return Filter(
        quota_code=request.args.get("quota", "")[:40],
        state=request.args.get("state", "")[:40],
        text=repair(request.args.get("q", "")[:100]),
    )


@registrations.get("")
@for_role(Role.STAFF)
def listing(event: Event) -> str:
    """Show the registrations of an event, a page at a time."""
    wanted = asked_filter()
    number = request.args.get("page", 1, type=int)
    return render_template(
        "staff/registrations.html",
        event=event,
        wanted=wanted,
        page=registrations_page(db.session(), event.id, wanted, number),
        quotas=quotas_of(db.session(), event.id),
    )


@registrations.get("/list.<any(xlsx, csv):kind>")
@for_role(Role.STAFF)
def file(event: Event, kind: str) -> Response:
    """Give the registrations as a file; who took it is noted."""
    locale = chosen_locale()
    rows = registration_rows(db.session(), event.id, asked_filter(), locale)
    run_in_transaction(
        db.session(),
        lambda session: record(
            session,
            at=now(),
            actor=current_user.actor,
            action="registration.export",
            subject=("event", event.id),
            event_id=event.id,
            details={"kind": kind, "rows": len(rows)},
        ),
    )
    name = f"{event.slug}-registrations.{kind}"
    if kind == "csv":
        return download(registrations_csv(rows, locale=locale), "text/csv; charset=utf-8", name)
    return download(registrations_xlsx(rows, locale=locale), XLSX, name)


@registrations.get("/<int:number>")
@for_role(Role.STAFF)
def single(event: Event, number: int) -> str:
    """Show one registration."""
    registration = registration_or_404(event, number)
    token = private_token(registration)
    return render_template(
        "staff/registration.html",
        event=event,
        registration=registration,
        reason=declined_reason(db.session(), registration)
        if registration.state is RegistrationState.DECLINED
        else "",
        # for those who gave no address, or lost their link: it is theirs, so organisers only
        private_url=public_url("private.page", token=token)
        if includes(g.role, Role.ORGANISER)
        else None,
    )


@registrations.post("/<int:number>/cancel")
@for_role(Role.ORGANISER)
def cancel(event: Event, number: int) -> BaseResponse:
    """Cancel a registration for a person; the next who waits gets the place."""
    registration = registration_or_404(event, number)
    run_in_transaction(
        db.session(),
        lambda session: cancel_registration(
            session, registration_id=registration.id, actor=current_user.actor, now=now()
        ),
    )
    flash(gettext("ยกเลิกการลงทะเบียนแล้ว"), "success")
    return redirect(url_for("registrations.single", slug=event.slug, number=number), 303)


def registration_or_404(event: Event, number: int) -> Registration:
    """Return a registration of an event with its quota, or end the request."""
    found = db.session.scalar(
        select(Registration)
        .where(Registration.id == number, Registration.event_id == event.id)
        .options(joinedload(Registration.quota))
    )
    if found is None:
        abort(404)
    return found
