"""The coordinator's way in: the private link, its exchange for a cookie, the code by mail."""

import re

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from werkzeug.wrappers import Response
from wtforms import RadioField

from eventsys.extensions import db, limiter
from eventsys.models import CoordinatorContact, CoordinatorDevice, Quota
from eventsys.rules.thai import to_arabic_digits
from eventsys.services.coordinators import (
    CodeAnswer,
    ask_for_code,
    enter,
    link_ended,
    prove_code,
)
from eventsys.services.errors import DomainError
from eventsys.services.transaction import run_in_transaction
from eventsys.web.access import now, row_number, secret_key
from eventsys.web.coordinator.access import by_link, for_device, set_cookie
from eventsys.web.forms import BaseForm, TextField, required

entry = Blueprint("coordinator_entry", __name__)

# whoever guesses links meets 404 after 404; an office that opens its own never does
limiter.limit(
    "120 per minute",
    deduct_when=lambda response: response.status_code == 404,  # noqa: PLR2004
)(entry)

_BROWSERS = (
    ("Line/", "LINE"),
    ("Edg/", "Edge"),
    ("FBAN", "Facebook"),
    ("SamsungBrowser", "Samsung Internet"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


class EnterForm(BaseForm):
    """Nothing but the button: opening a link must change nothing."""


class AskForm(BaseForm):
    """To which contact the code is sent."""

    contact = RadioField(_l("ส่งรหัสไปที่"), coerce=int, validate_choice=False)


class CodeForm(BaseForm):
    """The code out of the mail."""

    code_typed = TextField(
        _l("รหัส 6 หลัก"),
        [required(_l("ใส่รหัส 6 หลักที่ได้รับทางอีเมล"))],
        render_kw={"inputmode": "numeric", "autocomplete": "one-time-code"},
    )

    @property
    def digits(self) -> str:
        """The digits that were typed, whatever stood between them."""
        return re.sub(r"\D", "", to_arabic_digits(self.code_typed.data or ""))


@entry.route("/c/<token>", methods=["GET", "POST"])
@limiter.limit("60 per hour", methods=["POST"])
@by_link
def link(quota: Quota) -> Response | str:
    """Show whose list the link opens; its button exchanges the link for a cookie.

    Chat programs fetch links that are sent through them: opening one changes nothing.
    """
    if link_ended(db.session(), quota=quota, now=now()):
        return render_template("coordinator/ended.html", event=quota.event, quota=quota)
    if EnterForm().validate_on_submit():
        _, secret = run_in_transaction(
            db.session(),
            lambda session: enter(
                session,
                quota_id=quota.id,
                generation=quota.link_generation,
                label=device_label(request.headers.get("User-Agent", "")),
                now=now(),
            ),
        )
        home = url_for("coordinator_entry.arrived", slug=quota.event.slug, code=quota.code)
        response = redirect(home, 303)
        set_cookie(response, quota, secret)
        return response
    return render_template("coordinator/link.html", event=quota.event, quota=quota)


@entry.get("/c/<slug>/<code>/arrived")
@for_device
def arrived(quota: Quota, device: CoordinatorDevice) -> Response:
    """Lead a device that has its cookie to where it goes on."""
    if quota.event.coordinator_code and device.verified_at is None:
        return redirect(url_for("coordinator_entry.code", slug=quota.event.slug, code=quota.code))
    return redirect(url_for("coordinator.people", slug=quota.event.slug, code=quota.code))


@entry.get("/c/<slug>/<code>/code")
@for_device
def code(quota: Quota, device: CoordinatorDevice) -> Response | str:
    """Ask to which contact the code goes, and for the code."""
    return _code_page(quota, device)


@entry.post("/c/<slug>/<code>/code/send")
@limiter.limit("30 per hour")
@for_device
def send_code(quota: Quota, device: CoordinatorDevice) -> Response | str:
    """Send a code to the contact that was chosen."""
    form = AskForm()
    contact_id = row_number(request.form.get("contact", ""))
    try:
        run_in_transaction(
            db.session(),
            lambda session: ask_for_code(
                session, device_id=device.id, contact_id=contact_id, now=now()
            ),
        )
    except DomainError as error:
        form.show(error)
        return _code_page(quota, device, ask=form)
    return _code_page(quota, device, sent=True)


@entry.post("/c/<slug>/<code>/code")
@limiter.limit("60 per hour")
@for_device
def show_code(quota: Quota, device: CoordinatorDevice) -> Response | str:
    """Take the code out of the mail."""
    form = CodeForm()
    if form.validate_on_submit():
        answer = run_in_transaction(
            db.session(),
            lambda session: prove_code(
                session, secret_key=secret_key(), device_id=device.id, typed=form.digits, now=now()
            ),
        )
        if answer is CodeAnswer.RIGHT:
            home = url_for("coordinator_entry.arrived", slug=quota.event.slug, code=quota.code)
            return redirect(home, 303)
        form.code_typed.errors = [
            gettext("รหัสไม่ถูกต้อง ตรวจสอบในอีเมลฉบับล่าสุดแล้วใส่อีกครั้ง")
            if answer is CodeAnswer.WRONG
            else gettext("รหัสนี้หมดอายุหรือใส่ผิดหลายครั้งแล้ว กดส่งรหัสใหม่")
        ]
    return _code_page(quota, device, typed=form, sent=True)


def _code_page(
    quota: Quota,
    device: CoordinatorDevice,
    *,
    ask: AskForm | None = None,
    typed: CodeForm | None = None,
    sent: bool = False,
) -> Response | str:
    if device.verified_at is not None or not quota.event.coordinator_code:
        home = url_for("coordinator_entry.arrived", slug=quota.event.slug, code=quota.code)
        return redirect(home, 303)
    contacts = db.session.scalars(
        select(CoordinatorContact)
        .where(CoordinatorContact.quota_id == quota.id, CoordinatorContact.email != "")
        .order_by(CoordinatorContact.id)
    ).all()
    form = ask or AskForm(formdata=None, contact=contacts[0].id if len(contacts) == 1 else None)
    form.contact.choices = [
        (contact.id, f"{contact.name} ({masked(contact.email)})") for contact in contacts
    ]
    return render_template(
        "coordinator/code.html",
        event=quota.event,
        quota=quota,
        contacts=contacts,
        ask=form,
        typed=typed or CodeForm(formdata=None),
        sent=sent,
    )


def masked(email: str) -> str:
    """Return an address so that its owner knows it and nobody learns it: ``so…@example.go.th``."""
    name, at, domain = email.partition("@")
    return f"{name[:2]}…{at}{domain}"


def device_label(agent: str) -> str:
    """Return what kind of browser on what kind of device sent a request."""
    browser = next((name for sign, name in _BROWSERS if sign in agent), "")
    system = next((name for sign, name in _SYSTEMS if sign in agent), "")
    return " · ".join(part for part in (browser, system) if part) or gettext("อุปกรณ์ไม่ทราบชนิด")
