"""Pages for the places of an event."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from eventsys.extensions import db
from eventsys.models import Event, Quota, QuotaKind, Role
from eventsys.queries.quotas import quota_by_code, quota_lines
from eventsys.rules.provinces import PROVINCES
from eventsys.services.errors import DomainError
from eventsys.services.quotas import (
    CENTRAL,
    add_province_quotas,
    add_quota,
    change_quota,
    remove_quota,
)
from eventsys.services.transaction import run_in_transaction
from eventsys.web.access import for_role, now
from eventsys.web.forms import sentence_of
from eventsys.web.organiser.quota_forms import (
    NamedPlacesForm,
    OwnQuotaForm,
    PlacesForm,
    ProvincesForm,
    form_kind,
    form_of,
)
from eventsys.web.public.forms import in_order

quotas = Blueprint("quotas", __name__, url_prefix="/o/e/<slug>/quotas")

# names that the quota of central agencies gets, in Thai and English
CENTRAL_NAMES = ("หน่วยงานส่วนกลาง", "Central agencies")


@quotas.get("")
@for_role(Role.ORGANISER)
def all_quotas(event: Event) -> str:
    """Show all quotas, and what can be added."""
    return _page(event)


@quotas.post("/new/provinces")
@for_role(Role.ORGANISER)
def add_provinces(event: Event) -> Response | str:
    """Give every province that has no quota the same number of places."""
    form = ProvincesForm(prefix="provinces")
    if not form.validate_on_submit():
        return _page(event, provinces=form)
    made = run_in_transaction(
        db.session(),
        lambda session: add_province_quotas(
            session,
            event_id=event.id,
            capacity=form.capacity.data,
            waiting_list=form.waiting_list.data,
            actor=current_user.actor,
            now=now(),
        ),
    )
    flash(
        gettext(
            "ตั้งโควตา %(made)s จังหวัดแล้ว จังหวัดละ %(capacity)s ที่นั่ง",
            made=made,
            capacity=form.capacity.data,
        ),
        "success",
    )
    return _to_all(event)


@quotas.post("/new/central")
@for_role(Role.ORGANISER)
def add_central(event: Event) -> Response | str:
    """Add the places of central agencies."""
    form = PlacesForm(prefix="central")
    if form.validate_on_submit():
        try:
            _add(event, form, CENTRAL, *CENTRAL_NAMES)
        except DomainError as error:
            form.form_errors.append(sentence_of(error))
        else:
            return _to_all(event)
    return _page(event, central=form)


@quotas.post("/new/own")
@for_role(Role.ORGANISER)
def add_own(event: Event) -> Response | str:
    """Add a quota of the organiser's own."""
    form = OwnQuotaForm(prefix="own")
    if form.validate_on_submit():
        try:
            _add(
                event, form, form.code.data or "", form.name_th.data or "", form.name_en.data or ""
            )
        except DomainError as error:
            form.show(error)
        else:
            return _to_all(event)
    return _page(event, own=form)


@quotas.route("/<code>", methods=["GET", "POST"])
@for_role(Role.ORGANISER)
def change(event: Event, code: str) -> Response | str:
    """Change a quota."""
    quota = _quota_or_404(event, code)
    form = form_of(quota) if request.method == "GET" else form_kind(quota)()
    if form.validate_on_submit():
        try:
            promoted = run_in_transaction(
                db.session(), lambda session: _change(session, quota.id, form)
            )
        except DomainError as error:
            form.show(error)
            quota = _quota_or_404(event, code)
        else:
            flash(gettext("บันทึกโควตา %(name)s แล้ว", name=quota.name_th), "success")
            if promoted:
                flash(
                    gettext(
                        "เลื่อนรายชื่อสำรองขึ้นได้ที่นั่ง %(count)s คน ระบบส่งอีเมลแจ้งผู้ที่มีอีเมลแล้ว",
                        count=promoted,
                    ),
                    "success",
                )
            return _to_all(event, code)
    line = next(each for each in quota_lines(db.session(), event.id) if each.quota.code == code)
    return render_template("organiser/quota.html", event=event, form=form, line=line)


@quotas.post("/<code>/remove")
@for_role(Role.ORGANISER)
def remove(event: Event, code: str) -> Response:
    """Remove a quota in which nobody ever registered."""
    quota = _quota_or_404(event, code)
    try:
        run_in_transaction(
            db.session(),
            lambda session: remove_quota(
                session, quota_id=quota.id, actor=current_user.actor, now=now()
            ),
        )
    except DomainError as error:
        flash(sentence_of(error), "danger")
        return redirect(url_for("quotas.change", slug=event.slug, code=code), 303)
    flash(gettext("ลบโควตา %(name)s แล้ว", name=quota.name_th), "success")
    return _to_all(event)


def _page(
    event: Event,
    *,
    provinces: ProvincesForm | None = None,
    central: PlacesForm | None = None,
    own: OwnQuotaForm | None = None,
) -> str:
    """Return the page of all quotas; a form that was refused stands there as it was sent."""
    by_quota = {line.quota.id: line for line in quota_lines(db.session(), event.id)}
    lines = [by_quota[quota.id] for quota in in_order([each.quota for each in by_quota.values()])]
    kinds = [line.quota.kind for line in lines]
    return render_template(
        "organiser/quotas.html",
        event=event,
        lines=lines,
        provinces=provinces or ProvincesForm(formdata=None, prefix="provinces"),
        provinces_missing=len(PROVINCES) - kinds.count(QuotaKind.PROVINCE),
        central=central or PlacesForm(formdata=None, prefix="central"),
        central_missing=QuotaKind.CENTRAL not in kinds,
        own=own or OwnQuotaForm(formdata=None, prefix="own"),
    )


def _add(event: Event, form: PlacesForm, code: str, name_th: str, name_en: str) -> None:
    run_in_transaction(
        db.session(),
        lambda session: add_quota(
            session,
            event_id=event.id,
            code=code,
            name_th=name_th,
            name_en=name_en,
            capacity=form.capacity.data,
            waiting_list=form.waiting_list.data,
            actor=current_user.actor,
            now=now(),
        ),
    )
    flash(gettext("เพิ่มโควตา %(name)s แล้ว", name=name_th), "success")


def _change(session: Session, quota_id: int, form: PlacesForm) -> int:
    named = form if isinstance(form, NamedPlacesForm) else None
    promoted = change_quota(
        session,
        quota_id=quota_id,
        capacity=form.capacity.data,
        waiting_list=form.waiting_list.data,
        name_th=named.name_th.data if named else None,
        name_en=named.name_en.data if named else None,
        actor=current_user.actor,
        now=now(),
    )
    return len(promoted)


def _quota_or_404(event: Event, code: str) -> Quota:
    """Return the quota with a code of an event, or end the request."""
    quota = quota_by_code(db.session(), event.id, code)
    if quota is None:
        abort(404)
    return quota


def _to_all(event: Event, code: str | None = None) -> Response:
    anchor = f"quota-{code}" if code else None
    return redirect(url_for("quotas.all_quotas", slug=event.slug, _anchor=anchor), 303)
