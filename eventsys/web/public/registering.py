"""Registering: one page, one form."""

from functools import partial

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from eventsys.extensions import db, limiter
from eventsys.queries.conventions import agencies_of
from eventsys.queries.registering import event_to_register_for, has_quota, quotas_to_offer
from eventsys.rules.quota import Opening
from eventsys.services.errors import DomainError
from eventsys.services.openings import registration_opening
from eventsys.services.registrations import register
from eventsys.services.transaction import run_in_transaction
from eventsys.web.access import now, public
from eventsys.web.filters import of, private_token
from eventsys.web.language import chosen_locale, gettext
from eventsys.web.public.forms import RegistrationForm
from eventsys.web.public.routes import public_or_404

registering = Blueprint("registering", __name__)

# offered while typing; anything else may be typed as well
COMMON_TITLES = (
    "นาย",
    "นาง",
    "นางสาว",
    "ดร.",
    "ผศ.ดร.",
    "รศ.ดร.",
    "ว่าที่ ร.ต.",
    "พ.ต.อ.",
    "Mr.",
    "Ms.",
)


@registering.route("/e/<slug>/register", methods=["GET", "POST"])
@limiter.limit("1200 per minute", methods=["POST"])
@public
def form(slug: str) -> Response | str:
    """Show the form; register the person and lead to their private page."""
    found = event_to_register_for(db.session(), slug)
    if found is None:
        abort(404)
    event, picture = found
    opening, moment = registration_opening(event, None, now())
    asked = request.args.get("quota", "")
    entered = RegistrationForm(
        partial(has_quota, db.session(), event.id), event.consent_version, data={"quota": asked}
    )
    if entered.validate_on_submit():
        try:
            result = run_in_transaction(
                db.session(),
                lambda session: register(
                    session,
                    event_id=event.id,
                    quota_code=entered.quota.data,
                    applicant=entered.applicant,
                    now=now(),
                    form_key=entered.form_key.data,
                    consent_version=event.consent_version,
                    locale=chosen_locale(),
                ),
            )
        except DomainError as error:
            entered.show(error)
        else:
            if result.known:
                return redirect(url_for("registering.sent", slug=slug), 303)
            if result.registration.quota.code != entered.quota.data:
                flash(
                    gettext(
                        "ท่านลงทะเบียนไว้แล้วในโควตา %(name)s หากต้องการเปลี่ยน "
                        "ให้ยกเลิกการลงทะเบียนนี้ก่อน แล้วลงทะเบียนใหม่",
                        name=of(result.registration.quota, "name"),
                    ),
                    "warning",
                )
            token = private_token(result.registration)
            return redirect(url_for("private.page", token=token), 303)
    quotas = quotas_to_offer(db.session(), event.id)
    # a form that was sent may be one that was answered before the closing: the service decides
    if not quotas or (opening is not Opening.OPEN and request.method != "POST"):
        return render_template(
            "public/register_closed.html",
            event=event,
            picture=picture,
            opening=opening.value if quotas else "no_places",
            opening_moment=moment,
        )
    openings = {quota.id: registration_opening(event, quota, now()) for quota in quotas}
    entered.offer(quotas, openings, {each.id: each.number for each in picture.meetings})
    chosen = next((quota for quota in quotas if quota.code == entered.quota.data), None)
    return render_template(
        "public/register.html",
        event=event,
        picture=picture,
        form=entered,
        chosen=chosen,
        chosen_opening=openings[chosen.id] if chosen else None,
        titles=COMMON_TITLES,
        agencies=agencies_of(db.session(), event.id),
    )


@registering.get("/e/<slug>/register/sent")
@public
def sent(slug: str) -> str:
    """Say that the person was registered already, without telling anything of it."""
    event, picture = public_or_404(slug)
    return render_template("public/register_sent.html", event=event, picture=picture)
