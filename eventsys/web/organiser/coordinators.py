"""The board of coordinators, and the page of one quota: contacts, link, devices."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from eventsys.documents.coordinator_mail import chat_text
from eventsys.extensions import db
from eventsys.models import CoordinatorContact, Event, Quota, Role
from eventsys.queries.coordinator_board import (
    activity_of,
    board_rows,
    contact_in,
    devices_of,
    to_remind,
)
from eventsys.queries.coordinator_letters import letters_of
from eventsys.queries.quotas import quota_by_code
from eventsys.rules.coordinator_board import CoordinatorState, Reminder
from eventsys.sentences.coordinators import activity_sentence
from eventsys.services.coordinator_contacts import add_contact, change_contact, remove_contact
from eventsys.services.coordinators import renew_link, set_coordinator_code
from eventsys.services.errors import DomainError
from eventsys.services.transaction import run_in_transaction
from eventsys.web.access import for_role, may, now
from eventsys.web.coordinator.access import coordinator_url
from eventsys.web.language import chosen_locale
from eventsys.web.organiser.coordinator_forms import (
    CodeSettingForm,
    ContactForm,
    ListForm,
    SendForm,
)
from eventsys.web.public.forms import in_order

coordinators = Blueprint("coordinators", __name__, url_prefix="/o/e/<slug>/coordinators")

ONE = "/q/<code>"
MOST_DEVICES = 100
MOST_ACTIVITY = 50


@coordinators.get("")
@for_role(Role.STAFF)
def board(event: Event) -> str:
    """Show all quotas with their coordinators and what they did."""
    rows = board_rows(db.session(), event.id)
    wanted = request.args.get("state", "")
    state = CoordinatorState(wanted) if wanted in set(CoordinatorState) else None
    states = [row.state for row in rows]
    by_quota = {row.quota.id: row for row in rows if state in (None, row.state)}
    shown = [by_quota[quota.id] for quota in in_order([row.quota for row in by_quota.values()])]
    return render_template(
        "organiser/coordinators.html",
        event=event,
        rows=shown,
        total=len(rows),
        state=state,
        counts={each: states.count(each) for each in CoordinatorState},
        contacts=sum(len(row.contacts) for row in rows),
        reminders={about: len(to_remind(rows, about)) for about in Reminder},
        code_form=CodeSettingForm(formdata=None, wanted=event.coordinator_code),
        list_form=ListForm(formdata=None),
    )


@coordinators.post("/code")
@for_role(Role.ORGANISER)
def set_code(event: Event) -> Response:
    """Set whether coordinators show a code that is sent by mail."""
    wanted = bool(CodeSettingForm().wanted.data)
    run_in_transaction(
        db.session(),
        lambda session: set_coordinator_code(
            session, event_id=event.id, wanted=wanted, actor=current_user.actor, now=now()
        ),
    )
    flash(
        gettext("ตั้งแต่นี้ผู้ประสานงานต้องยืนยันด้วยรหัสทางอีเมล")
        if wanted
        else gettext("ตั้งแต่นี้ผู้ประสานงานเปิดลิงก์ได้โดยไม่ต้องใส่รหัส"),
        "success",
    )
    return redirect(url_for("coordinators.board", slug=event.slug), 303)


@coordinators.get(ONE)
@for_role(Role.STAFF)
def one(event: Event, code: str) -> str:
    """Show the coordinators of a quota, its link, its devices and what was done."""
    return _page(event, quota_or_404(event, code))


@coordinators.post(f"{ONE}/contacts")
@for_role(Role.ORGANISER)
def add(event: Event, code: str) -> Response | str:
    """Add a coordinator to a quota."""
    quota = quota_or_404(event, code)
    form = ContactForm(prefix="new")
    if form.validate_on_submit():
        try:
            run_in_transaction(
                db.session(),
                lambda session: add_contact(
                    session,
                    quota_id=quota.id,
                    details=form.details,
                    actor=current_user.actor,
                    now=now(),
                ),
            )
        except DomainError as error:
            form.show(error)
            # what the transaction began with is let go
            quota = quota_or_404(event, code)
        else:
            flash(gettext("เพิ่มผู้ประสานงานแล้ว"), "success")
            return _to_one(event, code)
    return _page(event, quota, new=form)


@coordinators.post(f"{ONE}/contacts/<int:contact_id>")
@for_role(Role.ORGANISER)
def change(event: Event, code: str, contact_id: int) -> Response | str:
    """Change a coordinator."""
    quota, contact = _contact_or_404(event, code, contact_id)
    form = ContactForm(prefix=f"contact-{contact.id}")
    if form.validate_on_submit():
        try:
            run_in_transaction(
                db.session(),
                lambda session: change_contact(
                    session,
                    contact_id=contact_id,
                    details=form.details,
                    actor=current_user.actor,
                    now=now(),
                ),
            )
        except DomainError as error:
            form.show(error)
            quota = quota_or_404(event, code)
        else:
            flash(gettext("บันทึกผู้ประสานงานแล้ว"), "success")
            return _to_one(event, code)
    return _page(event, quota, changed={contact_id: form})


@coordinators.post(f"{ONE}/contacts/<int:contact_id>/remove")
@for_role(Role.ORGANISER)
def remove(event: Event, code: str, contact_id: int) -> Response:
    """Remove a coordinator; the quota's link stays good."""
    _contact_or_404(event, code, contact_id)
    run_in_transaction(
        db.session(),
        lambda session: remove_contact(
            session, contact_id=contact_id, actor=current_user.actor, now=now()
        ),
    )
    flash(gettext("ลบผู้ประสานงานแล้ว ลิงก์เดิมยังใช้ได้ หากไม่ต้องการให้คนเดิมใช้ ให้ออกลิงก์ใหม่"), "success")
    return _to_one(event, code)


@coordinators.route(f"{ONE}/renew", methods=["GET", "POST"])
@for_role(Role.ORGANISER)
def renew(event: Event, code: str) -> Response | str:
    """Ask whether the link and its devices shall end, and end them."""
    quota = quota_or_404(event, code)
    form = SendForm()
    if not form.validate_on_submit():
        devices = devices_of(db.session(), quota.id, MOST_DEVICES)
        return render_template(
            "organiser/coordinator_renew.html",
            event=event,
            quota=quota,
            form=form,
            devices=[each for each in devices if each.generation == quota.link_generation],
        )
    run_in_transaction(
        db.session(),
        lambda session: renew_link(session, quota_id=quota.id, actor=current_user.actor, now=now()),
    )
    flash(gettext("ออกลิงก์ใหม่แล้ว ลิงก์เดิมและอุปกรณ์เดิมใช้ไม่ได้อีก ส่งลิงก์ใหม่ให้ผู้ประสานงาน"), "success")
    return _to_one(event, code)


def quota_or_404(event: Event, code: str) -> Quota:
    """Return the quota with a code of an event, or end the request."""
    quota = quota_by_code(db.session(), event.id, code)
    if quota is None:
        abort(404)
    return quota


def _contact_or_404(event: Event, code: str, contact_id: int) -> tuple[Quota, CoordinatorContact]:
    quota = quota_or_404(event, code)
    contact = contact_in(db.session(), quota.id, contact_id)
    if contact is None:
        abort(404)
    return quota, contact


def _page(
    event: Event,
    quota: Quota,
    *,
    new: ContactForm | None = None,
    changed: dict[int, ContactForm] | None = None,
) -> str:
    """Return the page of a quota; a form that was refused stands there as it was sent.

    Only who may change something sees the link.
    """
    row = next(each for each in board_rows(db.session(), event.id) if each.quota.id == quota.id)
    url = text = ""
    if may(Role.ORGANISER):
        (letter,) = letters_of(
            db.session(), event, url_of=coordinator_url, now=now(), codes=[quota.code]
        )
        url, text = letter.url, chat_text(letter, chosen_locale())
    return render_template(
        "organiser/coordinator.html",
        event=event,
        quota=quota,
        row=row,
        url=url,
        chat_text=text,
        new=new or ContactForm(formdata=None, prefix="new"),
        forms={each.id: ContactForm.of(each) for each in row.contacts} | (changed or {}),
        devices=devices_of(db.session(), quota.id, MOST_DEVICES),
        activity=activity_of(db.session(), quota, MOST_ACTIVITY),
        did=lambda action: activity_sentence(action, chosen_locale()),
    )


def _to_one(event: Event, code: str) -> Response:
    return redirect(url_for("coordinators.one", slug=event.slug, code=code), 303)
