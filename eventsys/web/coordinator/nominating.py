"""Adding a person, changing, withdrawing and replacing one."""

from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from eventsys.extensions import db, limiter
from eventsys.models import ACTIVE_STATES, Quota, Registration, RegistrationState
from eventsys.queries.conventions import agencies_of
from eventsys.rules.agencies import AGENCIES
from eventsys.rules.quota import Opening
from eventsys.services.errors import DomainError
from eventsys.services.nominations import correct_contact, nominate, replace_person
from eventsys.services.openings import nomination_opening
from eventsys.services.registrations import change as change_registration
from eventsys.services.registrations import withdraw
from eventsys.services.transaction import run_in_transaction
from eventsys.web.access import now
from eventsys.web.coordinator.access import for_coordinator
from eventsys.web.coordinator.forms import ContactForm, NominationForm
from eventsys.web.coordinator.people import actor_of, person_or_404
from eventsys.web.forms import BaseForm, sentence_of
from eventsys.web.language import chosen_locale
from eventsys.web.public.registering import COMMON_TITLES

T = TypeVar("T")

nominating = Blueprint("nominating", __name__, url_prefix="/c/<slug>/<code>")

# a clerk types some dozens of people; mails to strange addresses are not sent by the thousand
limiter.limit("600 per hour", key_func=lambda: request.path.split("/people/")[0], methods=["POST"])(
    nominating
)


@nominating.route("/add", methods=["GET", "POST"])
@for_coordinator
def add(quota: Quota) -> Response | str:
    """Add one person to the quota."""
    form = NominationForm()
    if form.validate_on_submit():
        done = attempt(
            form,
            lambda session: nominate(
                session,
                quota_id=quota.id,
                applicant=form.applicant,
                actor=actor_of(quota),
                now=now(),
                form_key=form.form_key.data,
                locale=chosen_locale(),
            ),
        )
        if done is not None:
            if done.again:
                flash(gettext("เพิ่มคนนี้ไว้แล้ว หากต้องการแก้ไข ให้กดแก้ไขข้อมูลด้านล่าง"), "info")
            else:
                flash(*_added(done.registration))
            return to_person(quota, done.registration.id)
    opening, moment = nomination_opening(quota, now())
    return _form_page(
        quota,
        "coordinator/add.html",
        form,
        open=quota.event.public and opening is Opening.OPEN,
        opening=opening.value,
        opening_moment=moment,
    )


@nominating.route("/people/<int:number>/change", methods=["GET", "POST"])
@for_coordinator
def change(quota: Quota, number: int) -> Response | str:
    """Change what is known of a person; another e-mail address renews their private link."""
    registration = person_or_404(quota, number)
    if registration.state not in ACTIVE_STATES:
        return to_person(quota, number)
    form = NominationForm(obj=registration)
    if form.validate_on_submit():
        changed = attempt(
            form,
            lambda session: change_registration(
                session,
                registration_id=number,
                applicant=form.applicant,
                actor=actor_of(quota),
                now=now(),
                renew_link=True,
            ),
        )
        if changed is not None:
            flash(_changed(registration, changed), "success")
            return to_person(quota, number)
    return _form_page(quota, "coordinator/change.html", form, registration=registration)


@nominating.route("/people/<int:number>/contact", methods=["GET", "POST"])
@for_coordinator
def contact(quota: Quota, number: int) -> Response | str:
    """Correct how a person is reached, and nothing else."""
    registration = person_or_404(quota, number)
    if registration.state not in ACTIVE_STATES:
        return to_person(quota, number)
    form = ContactForm(obj=registration)
    if form.validate_on_submit():
        corrected = attempt(
            form,
            lambda session: correct_contact(
                session,
                registration_id=number,
                email=form.email.data or "",
                phone=form.phone.data or "",
                actor=actor_of(quota),
                now=now(),
            ),
        )
        if corrected is not None:
            flash(_changed(registration, corrected), "success")
            return to_person(quota, number)
    return render_template(
        "coordinator/contact.html",
        event=quota.event,
        quota=quota,
        registration=registration,
        form=form,
    )


@nominating.route("/people/<int:number>/withdraw", methods=["GET", "POST"])
@for_coordinator
def withdraw_person(quota: Quota, number: int) -> Response | str:
    """Ask whether a person is really to be withdrawn, and say who gets the place."""
    registration = person_or_404(quota, number)
    if registration.state not in ACTIVE_STATES:
        return to_person(quota, number)
    if request.method == "POST":
        promoted = run_in_transaction(
            db.session(),
            lambda session: withdraw(
                session, registration_id=number, actor=actor_of(quota), now=now()
            ),
        )
        if promoted:
            flash(
                gettext(
                    "ถอนชื่อ %(name)s แล้ว ที่นั่งเป็นของผู้ที่รออยู่ถัดไป: %(next)s",
                    name=registration.display_name,
                    next=", ".join(row.display_name for row in promoted),
                ),
                "success",
            )
        elif registration.state is RegistrationState.CONFIRMED:
            flash(
                gettext("ถอนชื่อ %(name)s แล้ว ไม่มีผู้รออยู่ ที่นั่งจึงว่าง", name=registration.display_name),
                "success",
            )
        else:
            flash(gettext("ถอนชื่อ %(name)s แล้ว", name=registration.display_name), "success")
        return to_list(quota)
    return render_template(
        "coordinator/withdraw.html", event=quota.event, quota=quota, registration=registration
    )


@nominating.route("/people/<int:number>/replace", methods=["GET", "POST"])
@for_coordinator
def replace(quota: Quota, number: int) -> Response | str:
    """Put another person into a person's very place."""
    registration = person_or_404(quota, number)
    # a page that was sent twice leads to whom it made
    if registration.state not in ACTIVE_STATES and request.method != "POST":
        return to_person(quota, number)
    form = NominationForm()
    if request.method != "POST":
        form.agency.data = registration.agency
    if form.validate_on_submit():
        follower = attempt(
            form,
            lambda session: replace_person(
                session,
                registration_id=number,
                applicant=form.applicant,
                actor=actor_of(quota),
                now=now(),
                locale=chosen_locale(),
            ),
        )
        if follower is not None:
            flash(
                gettext(
                    "เปลี่ยนตัวแล้ว %(name)s ใช้สิทธิ์เดิมของ %(former)s",
                    name=follower.display_name,
                    former=registration.display_name,
                ),
                "success",
            )
            return to_person(quota, follower.id)
    return _form_page(quota, "coordinator/replace.html", form, registration=registration)


def attempt(form: BaseForm, work: Callable[[Session], T]) -> T | None:
    """Run a use case in a transaction; show what it refuses at the form, and return ``None``."""
    try:
        return run_in_transaction(db.session(), work)
    except DomainError as error:
        if error.field == "quota":
            # the form has no such field: the quota is the coordinator's own
            form.form_errors.append(sentence_of(error))
        else:
            form.show(error)
        return None


def to_person(quota: Quota, number: int) -> Response:
    """Lead to the page of a person."""
    address = url_for("coordinator.person", slug=quota.event.slug, code=quota.code, number=number)
    return redirect(address, 303)


def to_list(quota: Quota) -> Response:
    """Lead to the list."""
    return redirect(url_for("coordinator.people", slug=quota.event.slug, code=quota.code), 303)


def _form_page(quota: Quota, template: str, form: NominationForm, **values: object) -> str:
    return render_template(
        template,
        event=quota.event,
        quota=quota,
        form=form,
        titles=COMMON_TITLES,
        agencies=(*agencies_of(db.session(), quota.event_id), *AGENCIES),
        **values,
    )


def _added(registration: Registration) -> tuple[str, str]:
    """Return what became of a person, and how good news that is."""
    name = registration.display_name
    if registration.state is RegistrationState.CONFIRMED:
        return gettext("เพิ่ม %(name)s แล้ว ได้ที่นั่ง", name=name), "success"
    if registration.state is RegistrationState.WAITING:
        return gettext("เพิ่ม %(name)s แล้ว แต่ที่นั่งเต็ม จึงอยู่ในรายชื่อสำรอง", name=name), "warning"
    return gettext("เพิ่ม %(name)s แล้ว รอผู้จัดอนุมัติ", name=name), "warning"


def _changed(before: Registration, after: Registration) -> str:
    sentence = gettext("บันทึกข้อมูลใหม่แล้ว")
    if before.link_generation != after.link_generation:
        sentence = (
            gettext(
                "บันทึกแล้ว ลิงก์ส่วนตัวเดิมใช้ไม่ได้อีก ส่งลิงก์ใหม่ไปที่ %(email)s แล้ว",
                email=after.email,
            )
            if after.email
            else gettext("บันทึกแล้ว ลิงก์ส่วนตัวเดิมใช้ไม่ได้อีก พิมพ์ใบแจ้งใหม่ให้เจ้าของชื่อ")
        )
    return str(sentence)
