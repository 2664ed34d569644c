"""Adding people out of a spreadsheet: one upload, one preview, one button."""

import secrets
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as BaseResponse

from eventsys.documents.people_template import people_template_csv, people_template_xlsx
from eventsys.extensions import db, limiter
from eventsys.imports.errors import UnreadableReport
from eventsys.imports.people_lists import MOST_PEOPLE, read_people_list
from eventsys.models import ACTIVE_STATES, Approval, Quota, RegistrationState
from eventsys.queries.conventions import agencies_of
from eventsys.queries.coordinators import people_of
from eventsys.rules.people_list import (
    ADDED,
    BLOCKING,
    CELLS,
    CheckedPerson,
    Circumstances,
    Fate,
    TypedPerson,
    check_people,
    with_suggestions,
)
from eventsys.rules.provinces import PROVINCES_BY_ISO
from eventsys.rules.quota import Opening, Places
from eventsys.rules.thai import repair
from eventsys.sentences.attendance import reason_sentence
from eventsys.sentences.people_list import person_fault_sentence
from eventsys.services.applicants import Applicant
from eventsys.services.audit import record
from eventsys.services.nominations import Nominated, nominate_all
from eventsys.services.openings import nomination_opening
from eventsys.services.transaction import run_in_transaction
from eventsys.web.access import now, row_number, secret_key
from eventsys.web.coordinator.access import for_coordinator
from eventsys.web.coordinator.forms import PreviewForm, UploadForm, email_is_usable
from eventsys.web.coordinator.nominating import attempt, to_list
from eventsys.web.coordinator.people import actor_of
from eventsys.web.files import download
from eventsys.web.language import chosen_locale

uploading = Blueprint("uploading", __name__, url_prefix="/c/<slug>/<code>/upload")

# a clerk corrects a list some dozens of times; each may cause hundreds of mails
limiter.limit("200 per hour", key_func=lambda: request.path, methods=["POST"])(uploading)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST_CELL = 300


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A list between upload and button: its rows, their columns in the file, and its key."""

    rows: tuple[TypedPerson, ...]
    columns: dict[str, str]
    form_key: str


@uploading.route("", methods=["GET", "POST"])
@for_coordinator
def upload(quota: Quota) -> str:
    """Ask for a file, and show what would become of each row in it."""
    form = UploadForm()
    if not form.validate_on_submit():
        return _upload_page(quota, form)
    try:
        found = read_people_list(form.file.data.read())
    except UnreadableReport as unreadable:
        sentence = reason_sentence(unreadable.code, chosen_locale(), **unreadable.params)
        form.file.errors = [sentence]
        return _upload_page(quota, form)
    agency = form.agency.data or ""
    rows = tuple(replace(row, agency=row.agency or agency) for row in found.rows)
    columns = {str(cell): letter for cell, letter in found.columns.items()}
    return _preview(
        quota,
        PreviewForm(formdata=None),
        Uploaded(rows, columns, secrets.token_urlsafe(16)),
    )


@uploading.post("/preview")
@for_coordinator
def preview(quota: Quota) -> BaseResponse | str:
    """Check what was typed into a preview once more, or add the people: all of them, or nobody."""
    form = PreviewForm()
    sent = _opened(quota, form.rows.data or "")
    if sent is None:
        flash(gettext("ข้อมูลของหน้านี้ใช้ไม่ได้แล้ว เลือกไฟล์อีกครั้ง"), "warning")
        return redirect(_address(quota, "uploading.upload"), 303)
    sent = replace(sent, rows=tuple(_typed_over(sent.rows, request.form)))
    if not form.validate_on_submit():
        return _preview(quota, form, sent)
    wanted = request.form.get("do")
    if wanted == "suggest":
        checked = check_people(sent.rows, _circumstances(quota))
        sent = replace(sent, rows=tuple(with_suggestions(checked)))
    if wanted != "add":
        return _preview(quota, form, sent)
    added = _add(quota, form, sent)
    if added is None:
        return _preview(quota, form, sent)
    flash(*_told(added))
    return to_list(quota)


@uploading.get("/template.<any(xlsx, csv):kind>")
@for_coordinator
def template(quota: Quota, kind: str) -> Response:
    """Give an empty list with the headings that are understood; that it was taken is noted."""
    run_in_transaction(
        db.session(),
        lambda session: record(
            session,
            at=now(),
            actor=actor_of(quota),
            action="coordinator.download",
            subject=("quota", quota.id),
            event_id=quota.event_id,
            details={"kind": "template"},
        ),
    )
    name = f"{quota.event.slug}-{quota.code}-people.{kind}"
    if kind == "csv":
        return download(
            people_template_csv(locale=chosen_locale()), "text/csv; charset=utf-8", name
        )
    agencies = agencies_of(db.session(), quota.event_id)
    return download(people_template_xlsx(agencies=agencies, locale=chosen_locale()), XLSX, name)


def _add(quota: Quota, form: PreviewForm, sent: Uploaded) -> Nominated | None:
    """Add the people of a list where it says what the coordinator saw; else tell why not."""
    checked = check_people(sent.rows, _circumstances(quota))
    adding = [each for each in checked if each.fate in ADDED]
    if any(each.fate in BLOCKING for each in checked):
        return None
    if not adding:
        # the button pressed again, or a list in which everybody is there already
        return Nominated((), again=True)
    if _without_place(checked) > row_number(form.without_place.data or ""):
        form.form_errors.append(
            gettext("ที่นั่งว่างเปลี่ยนไปหลังจากเปิดหน้านี้ ตรวจดูผลของแต่ละแถวอีกครั้ง แล้วกดเพิ่ม")
        )
        return None
    return attempt(
        form,
        lambda session: nominate_all(
            session,
            quota_id=quota.id,
            applicants=[_applicant(each.meant) for each in adding],
            expected=[RegistrationState(each.fate.value) for each in adding],
            actor=actor_of(quota),
            now=now(),
            form_key=sent.form_key,
            locale=chosen_locale(),
        ),
    )


def _told(done: Nominated) -> tuple[str, str]:
    if done.again:
        return gettext("ทุกคนในไฟล์นี้อยู่ในรายชื่อแล้ว จึงไม่มีอะไรเปลี่ยนแปลง"), "info"
    counts = {state: sum(row.state is state for row in done.added) for state in RegistrationState}
    parts = [gettext("เพิ่ม %(count)s คนแล้ว", count=len(done.added))]
    if counts[RegistrationState.CONFIRMED]:
        parts.append(gettext("ได้ที่นั่ง %(count)s คน", count=counts[RegistrationState.CONFIRMED]))
    if counts[RegistrationState.WAITING]:
        parts.append(
            gettext("อยู่ในรายชื่อสำรอง %(count)s คน", count=counts[RegistrationState.WAITING])
        )
    if counts[RegistrationState.PENDING]:
        parts.append(gettext("รออนุมัติ %(count)s คน", count=counts[RegistrationState.PENDING]))
    return " ".join(parts), "success"


def _upload_page(quota: Quota, form: UploadForm) -> str:
    opening, moment = nomination_opening(quota, now())
    return render_template(
        "coordinator/upload.html",
        event=quota.event,
        quota=quota,
        form=form,
        open=quota.event.public and opening is Opening.OPEN,
        opening=opening.value,
        opening_moment=moment,
        most=MOST_PEOPLE,
    )


def _preview(quota: Quota, form: PreviewForm, sent: Uploaded) -> str:
    """Return the page that shows each row, its faults, and what would become of it."""
    checked = check_people(sent.rows, _circumstances(quota))
    form.rows.data = _signer(quota).dumps(
        {
            "key": sent.form_key,
            "columns": sent.columns,
            "rows": [[row.line, *(getattr(row, cell) for cell in CELLS)] for row in sent.rows],
        }
    )
    form.without_place.data = str(_without_place(checked))
    counts = {fate.value: sum(each.fate is fate for each in checked) for fate in Fate}
    return render_template(
        "coordinator/preview.html",
        event=quota.event,
        quota=quota,
        form=form,
        checked=checked,
        columns=sent.columns,
        cells=CELLS,
        counts=counts,
        adding=sum(each.fate in ADDED for each in checked),
        blocked=any(each.fate in BLOCKING for each in checked),
        faults_count=sum(len(each.faults) for each in checked),
        suggestions=any(
            found.suggestion for each in checked for found in (*each.faults, *each.notes)
        ),
        sentence=lambda fault: person_fault_sentence(fault, chosen_locale()),
    )


def _without_place(checked: list[CheckedPerson]) -> int:
    return sum(each.fate in {Fate.WAITING, Fate.PENDING} for each in checked)


def _circumstances(quota: Quota) -> Circumstances:
    """Return what a list is checked against, as it stands now."""
    session = db.session()
    return Circumstances(
        province=PROVINCES_BY_ISO[quota.province_code].name_th if quota.province_code else None,
        agencies=agencies_of(session, quota.event_id),
        present={
            row.name_key: row.display_name
            for row in people_of(session, quota.id)
            if row.state in ACTIVE_STATES
        },
        places=Places(
            capacity=quota.capacity,
            taken=quota.taken,
            waiting_list=quota.waiting_list,
            # whom the coordinator names the coordinator need not approve
            needs_approval=quota.approval is Approval.ORGANISER,
        ),
        email_is_usable=email_is_usable,
    )


def _typed_over(rows: tuple[TypedPerson, ...], sent: MultiDict[str, str]) -> list[TypedPerson]:
    """Return the rows with what was typed over in the preview, without those to be left out."""
    kept = []
    for index, row in enumerate(rows):
        if f"drop-{index}" in sent:
            continue
        typed: dict[str, Any] = {
            cell: repair(sent[f"cell-{index}-{cell}"])[:_LONGEST_CELL]
            for cell in CELLS
            if f"cell-{index}-{cell}" in sent
        }
        kept.append(replace(row, **typed))
    return kept


def _applicant(row: TypedPerson) -> Applicant:
    return Applicant(
        title=row.title,
        first_name=row.first_name,
        last_name=row.last_name,
        agency=row.agency,
        position=row.position,
        email=row.email,
        phone=row.phone,
    )


def _signer(quota: Quota) -> URLSafeSerializer:
    """Return what signs the rows of a preview, so that they are ours when they come back."""
    return URLSafeSerializer(secret_key(), salt=f"coordinator-upload:{quota.id}")


def _opened(quota: Quota, signed: str) -> Uploaded | None:
    """Return the list of a preview that was sent back, ``None`` where it is none of ours."""
    try:
        data = _signer(quota).loads(signed)
    except BadData:
        return None
    rows = tuple(
        TypedPerson(line, **dict(zip(CELLS, cells, strict=True))) for line, *cells in data["rows"]
    )
    return Uploaded(rows, data["columns"], data["key"])


def _address(quota: Quota, endpoint: str) -> str:
    return url_for(endpoint, slug=quota.event.slug, code=quota.code)
