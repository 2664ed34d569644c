"""Pages on which quotas are made: sets and spreadsheets with a preview, central and own ones."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from eventsys.documents.quota_sheet import template_csv, template_xlsx
from eventsys.extensions import db
from eventsys.imports.errors import UnreadableReport
from eventsys.imports.quota_lists import read_quota_list
from eventsys.models import Event, Role
from eventsys.queries.quotas import quotas_of
from eventsys.rules.quota_list import (
    CELLS,
    CENTRAL,
    CENTRAL_NAMES,
    NO,
    CheckedQuota,
    TypedQuota,
    check_quotas,
    typed_members,
    with_capacity,
    with_suggestions,
)
from eventsys.rules.quota_sets import SETS
from eventsys.sentences.attendance import reason_sentence
from eventsys.sentences.quotas import quota_fault_sentence
from eventsys.services.errors import DomainError
from eventsys.services.quotas import add_quota, add_quotas
from eventsys.services.transaction import run_in_transaction
from eventsys.web.access import for_role, now
from eventsys.web.files import download
from eventsys.web.forms import sentence_of
from eventsys.web.language import chosen_locale
from eventsys.web.organiser.quota_forms import (
    YES,
    ListForm,
    OwnQuotaForm,
    PlacesForm,
    PreviewForm,
    SetForm,
    typed_rows,
)

new_quotas = Blueprint("new_quotas", __name__, url_prefix="/o/e/<slug>/quotas/new")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@new_quotas.get("")
@for_role(Role.ORGANISER)
def choose(event: Event) -> str:
    """Show the ways in which quotas are made."""
    return _page(event)


@new_quotas.post("/set")
@for_role(Role.ORGANISER)
def from_set(event: Event) -> str:
    """Show what a set would make."""
    form = SetForm(prefix="set")
    if not form.validate_on_submit():
        return _page(event, from_set=form)
    rows = typed_members(
        SETS[form.members.data],
        capacity=form.capacity.data,
        waiting_list=form.waiting_list.data,
    )
    return _preview(event, PreviewForm(formdata=None, fixed=YES), rows)


@new_quotas.post("/list")
@for_role(Role.ORGANISER)
def from_list(event: Event) -> str:
    """Show what a spreadsheet would make, with every fault in it."""
    form = ListForm(prefix="list")
    if not form.validate_on_submit():
        return _page(event, from_list=form)
    try:
        found = read_quota_list(form.file.data.read())
    except UnreadableReport as unreadable:
        sentence = reason_sentence(unreadable.code, chosen_locale(), **unreadable.params)
        form.file.errors = [sentence]
        return _page(event, from_list=form)
    capacity = "" if form.capacity.data is None else str(form.capacity.data)
    waiting = "yes" if form.waiting_list.data else "no"
    rows = [
        TypedQuota(
            line=row.line,
            name=row.name,
            code=row.code,
            name_en=row.name_en,
            capacity=row.capacity or capacity,
            waiting=row.waiting or waiting,
            opens=row.opens,
            closes=row.closes,
        )
        for row in found.rows
    ]
    columns = ",".join(found.columns.get(cell, "") for cell in CELLS)
    return _preview(event, PreviewForm(formdata=None, columns=columns), rows)


@new_quotas.post("/preview")
@for_role(Role.ORGANISER)
def preview(event: Event) -> BaseResponse | str:
    """Check what was typed into a preview once more, or make the quotas: all, or none."""
    form = PreviewForm()
    rows = typed_rows(request.form)
    if not form.validate_on_submit():
        return _preview(event, form, rows)
    wanted = request.form.get("do")
    if wanted == "fill" and form.everywhere.data is not None:
        rows = with_capacity(rows, form.everywhere.data)
    checked = check_quotas(rows, _present(event))
    if wanted == "suggest":
        rows = with_suggestions(checked)
    if wanted != "make" or not rows or any(each.faults for each in checked):
        return _preview(event, form, rows)
    try:
        made = run_in_transaction(
            db.session(),
            lambda session: add_quotas(
                session,
                event_id=event.id,
                plans=[each.plan for each in checked if each.plan],
                actor=current_user.actor,
                now=now(),
            ),
        )
    except DomainError as error:
        form.form_errors.append(sentence_of(error))
        return _preview(event, form, rows)
    if made:
        places = sum(quota.capacity for quota in made)
        flash(
            gettext(
                "ตั้งโควตา %(made)s รายการแล้ว รวม %(places)s ที่นั่ง",
                made=len(made),
                places=f"{places:,}",
            ),
            "success",
        )
    else:
        flash(gettext("มีโควตาเหล่านี้อยู่แล้ว จึงไม่มีอะไรเปลี่ยน"), "info")
    return _to_all(event)


@new_quotas.get("/template.<any(xlsx, csv):kind>")
@for_role(Role.ORGANISER)
def template(event: Event, kind: str) -> Response:
    """Give an empty list with the headings that are understood."""
    name = f"{event.slug}-quotas-template.{kind}"
    if kind == "csv":
        return download(template_csv(locale=chosen_locale()), "text/csv; charset=utf-8", name)
    return download(template_xlsx(locale=chosen_locale()), XLSX, name)


@new_quotas.post("/central")
@for_role(Role.ORGANISER)
def central(event: Event) -> BaseResponse | str:
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


@new_quotas.post("/own")
@for_role(Role.ORGANISER)
def own_quota(event: Event) -> BaseResponse | str:
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


def _page(
    event: Event,
    *,
    from_set: SetForm | None = None,
    from_list: ListForm | None = None,
    central: PlacesForm | None = None,
    own: OwnQuotaForm | None = None,
) -> str:
    """Return the page of all ways; a form that was refused stands there as it was sent."""
    present = _present(event)
    return render_template(
        "organiser/quotas_new.html",
        event=event,
        from_set=from_set or SetForm(formdata=None, prefix="set"),
        from_list=from_list or ListForm(formdata=None, prefix="list"),
        central=central or PlacesForm(formdata=None, prefix="central"),
        central_missing=CENTRAL not in present,
        own=own or OwnQuotaForm(formdata=None, prefix="own"),
    )


def _preview(event: Event, form: PreviewForm, rows: list[TypedQuota]) -> str:
    """Return the page that shows what would be made of a list, and all of its faults."""
    present = {quota.code: quota.capacity for quota in quotas_of(db.session(), event.id)}
    checked = check_quotas(rows, present)
    new = [each.plan for each in checked if each.plan and not each.kept]
    return render_template(
        "organiser/quotas_preview.html",
        event=event,
        form=form,
        checked=checked,
        cells=_cells_shown(form, checked),
        columns=dict(zip(CELLS, (form.columns.data or "").split(","), strict=False)),
        new_count=len(new),
        new_places=sum(plan.capacity for plan in new),
        kept_count=sum(each.kept for each in checked),
        faults_count=sum(len(each.faults) for each in checked),
        suggestions=any(fault.suggestion for each in checked for fault in each.faults),
        present=present,
        no_words=NO,
        sentence=lambda fault: quota_fault_sentence(fault, chosen_locale()),
    )


def _cells_shown(form: PreviewForm, checked: list[CheckedQuota]) -> list[str]:
    """Return which cells can be typed over: a set has its names, few lists have hours."""
    shown = ["capacity", "waiting"]
    if form.fixed.data != YES:
        shown = ["name", "code", "name_en", *shown]
    if any(each.typed.opens or each.typed.closes for each in checked):
        shown += ["opens", "closes"]
    return shown


def _present(event: Event) -> frozenset[str]:
    return frozenset(quota.code for quota in quotas_of(db.session(), event.id))


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


def _to_all(event: Event) -> BaseResponse:
    return redirect(url_for("quotas.all_quotas", slug=event.slug), 303)
