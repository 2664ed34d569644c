"""Lists of coordinators are brought in: template, preview with every fault, then all or nothing."""

from collections.abc import Sequence

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from eventsys.documents.coordinator_sheet import contacts_csv, contacts_xlsx
from eventsys.extensions import db
from eventsys.imports.coordinator_lists import ContactList, read_contact_list
from eventsys.imports.errors import UnreadableReport
from eventsys.models import Event, Role
from eventsys.queries.coordinator_board import board_rows
from eventsys.queries.coordinator_letters import letters_of
from eventsys.rules.coordinator_list import (
    CELLS,
    CheckedContact,
    KnownQuota,
    TypedContact,
    check_contacts,
    name_key,
    with_suggestions,
)
from eventsys.sentences.attendance import reason_sentence
from eventsys.sentences.coordinators import contact_fault_sentence
from eventsys.services.audit import record
from eventsys.services.coordinator_contacts import import_contacts
from eventsys.services.errors import DomainError
from eventsys.services.transaction import run_in_transaction
from eventsys.web.access import for_role, now
from eventsys.web.files import download
from eventsys.web.forms import sentence_of
from eventsys.web.language import chosen_locale
from eventsys.web.organiser.coordinator_forms import (
    MOST_BYTES,
    ListForm,
    PreviewForm,
    rows_as_sent,
    rows_sent,
)
from eventsys.web.staff.registrations import XLSX

coordinator_lists = Blueprint(
    "coordinator_lists", __name__, url_prefix="/o/e/<slug>/coordinators/list"
)

# rows that a page shows; a longer list is mended in its own program
MOST_SHOWN = 200


@coordinator_lists.get("/template.<any(xlsx, csv):kind>")
@for_role(Role.ORGANISER)
def template(event: Event, kind: str) -> Response:
    """Give a list of all quotas with whom they have, to be filled in and brought back."""
    # the list holds no links
    letters = letters_of(db.session(), event, url_of=lambda _: "", now=now())
    run_in_transaction(
        db.session(),
        lambda session: record(
            session,
            at=now(),
            actor=current_user.actor,
            action="coordinator_contact.export",
            subject=("event", event.id),
            event_id=event.id,
            details={"people": sum(len(letter.people) for letter in letters)},
        ),
    )
    name = f"{event.slug}-coordinator-list.{kind}"
    if kind == "csv":
        content = contacts_csv(letters, locale=chosen_locale())
        return download(content, "text/csv; charset=utf-8", name)
    return download(contacts_xlsx(letters, locale=chosen_locale()), XLSX, name)


@coordinator_lists.route("", methods=["GET", "POST"])
@for_role(Role.ORGANISER)
def upload(event: Event) -> str:
    """Ask for a list, and show what it would change with every fault in it."""
    form = ListForm()
    if form.validate_on_submit():
        try:
            found = _read(form.file.data.read())
        except UnreadableReport as unreadable:
            form.file.errors = [
                reason_sentence(unreadable.code, chosen_locale(), **unreadable.params)
            ]
        else:
            columns = ",".join(found.columns.get(cell, "") for cell in CELLS)
            return _preview(
                event,
                PreviewForm(formdata=None, columns=columns),
                list(found.rows),
                unfilled=found.unfilled,
            )
    return render_template("organiser/coordinator_list.html", event=event, form=form)


@coordinator_lists.post("/preview")
@for_role(Role.ORGANISER)
def preview(event: Event) -> BaseResponse | str:
    """Check what was typed into a preview once more, or keep the list: all of it, or nothing."""
    form = PreviewForm()
    try:
        rows = rows_sent(request.form)
    except ValueError:
        abort(400)
    wanted = request.form.get("do")
    checked = _check(event, rows)
    if wanted == "suggest":
        rows = with_suggestions(checked)
    faulty = not rows or any(each.faults for each in checked)
    if not form.validate_on_submit() or wanted != "keep" or faulty:
        return _preview(event, form, rows)
    try:
        counts = run_in_transaction(
            db.session(),
            lambda session: import_contacts(
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
    flash(
        gettext(
            "นำเข้าผู้ประสานงานแล้ว เพิ่ม %(added)s คน แก้ไข %(changed)s คน เหมือนเดิม %(same)s คน",
            added=counts.added,
            changed=counts.changed,
            same=counts.same,
        ),
        "success",
    )
    return redirect(url_for("coordinators.board", slug=event.slug), 303)


def _read(content: bytes) -> ContactList:
    """Return the list of a file, where the preview's form can bring it back."""
    found = read_contact_list(content)
    if len(rows_as_sent(found.rows).encode()) > MOST_BYTES:
        raise UnreadableReport("text_too_large", megabytes=MOST_BYTES // 1_000_000)
    return found


def _check(event: Event, rows: Sequence[TypedContact]) -> list[CheckedContact]:
    board = board_rows(db.session(), event.id)
    quotas = [
        KnownQuota(
            row.quota.code, row.quota.province_code or "", row.quota.name_th, row.quota.name_en
        )
        for row in board
    ]
    present = {(row.quota.code, name_key(each.name)) for row in board for each in row.contacts}
    return check_contacts(rows, quotas, present)


def _preview(
    event: Event, form: PreviewForm, rows: Sequence[TypedContact], *, unfilled: int = 0
) -> str:
    """Return the page that shows what a list would change, and all of its faults."""
    checked = _check(event, rows)
    names = {row.quota.code: row.quota for row in board_rows(db.session(), event.id)}
    wrong = [(place, each) for place, each in enumerate(checked) if each.faults]
    right = [each for each in checked if each.plan]
    return render_template(
        "organiser/coordinator_preview.html",
        event=event,
        form=form,
        sent=rows_as_sent(rows),
        wrong=wrong,
        right=right,
        quotas=names,
        most=MOST_SHOWN,
        added=sum(not each.known for each in right),
        known=sum(each.known for each in right),
        faults_count=sum(len(each.faults) for _, each in wrong),
        suggestions=any(fault.suggestion for _, each in wrong for fault in each.faults),
        unfilled=unfilled,
        columns=dict(zip(CELLS, (form.columns.data or "").split(","), strict=False)),
        cells=CELLS,
        sentence=lambda fault: contact_fault_sentence(fault, chosen_locale()),
    )
