"""The private page of a registration: state, display name, link, change, cancel."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from eventsys.documents.ical import event_calendar
from eventsys.extensions import db, limiter
from eventsys.models import ACTIVE_STATES, Registration, RegistrationState, Source
from eventsys.queries.conventions import agencies_of
from eventsys.queries.coordinators import substitutes_of
from eventsys.queries.pictures import newest_version
from eventsys.queries.private_pages import declined_reason, links_of, waiting_place
from eventsys.rules.published import PublishedEvent
from eventsys.services.consents import give_consent
from eventsys.services.errors import DomainError
from eventsys.services.registrations import cancel as cancel_registration
from eventsys.services.registrations import change as change_registration
from eventsys.services.transaction import run_in_transaction
from eventsys.web.access import by_private_link, now, row_number
from eventsys.web.files import download
from eventsys.web.filters import private_token, public_url
from eventsys.web.forms import sentence_of
from eventsys.web.language import chosen_locale, gettext
from eventsys.web.public.forms import PersonForm
from eventsys.web.public.registering import COMMON_TITLES

private = Blueprint("private", __name__)

# whoever guesses links meets 404 after 404; an office that opens its own never does
limiter.limit(
    "120 per minute",
    deduct_when=lambda response: response.status_code == 404,  # noqa: PLR2004
)(private)


@private.get("/r/<token>")
@by_private_link
def page(registration: Registration) -> str:
    """Show where the registration stands, and everything the person needs."""
    picture = _picture(registration)
    confirmed = registration.state is RegistrationState.CONFIRMED
    waiting = registration.state is RegistrationState.WAITING
    declined = registration.state is RegistrationState.DECLINED
    return render_template(
        "public/private.html",
        registration=registration,
        event=registration.event,
        picture=picture,
        token=private_token(registration),
        links=links_of(db.session(), registration.event_id) if confirmed else {},
        place=waiting_place(db.session(), registration) if waiting else None,
        reason=declined_reason(db.session(), registration) if declined else "",
        substitutes={
            line.meeting_id: line
            for line in substitutes_of(
                db.session(),
                registration.event,
                registration.quota,
                registration_id=registration.id,
            ).get(registration.id, ())
        }
        if confirmed
        else {},
        # whoever was registered by somebody else has not been asked yet
        consent_missing=registration.consent_version is None
        and registration.source is Source.COORDINATOR
        and registration.state in ACTIVE_STATES,
    )


@private.post("/r/<token>/consent")
@by_private_link
def consent(registration: Registration) -> BaseResponse:
    """Note that the person agrees to the use of their data, in the wording that they read."""
    try:
        run_in_transaction(
            db.session(),
            lambda session: give_consent(
                session,
                registration_id=registration.id,
                version=row_number(request.form.get("version", "")),
                now=now(),
            ),
        )
    except DomainError as error:
        flash(sentence_of(error), "warning")
    else:
        flash(gettext("บันทึกความยินยอมแล้ว ขอบคุณ"), "success")
    return redirect(url_for("private.page", token=private_token(registration)), 303)


@private.get("/r/<token>/calendar.ics")
@by_private_link
def calendar(registration: Registration) -> Response:
    """Give the person's meetings as a calendar file, with the links that are released."""
    confirmed = registration.state is RegistrationState.CONFIRMED
    links = links_of(db.session(), registration.event_id) if confirmed else {}
    content = event_calendar(
        _picture(registration),
        url=public_url("public.event", slug=registration.event.slug),
        locale=chosen_locale(),
        now=now(),
        links={number: meeting.webinar_url for number, meeting in links.items()},
    )
    filename = f"{registration.event.slug}.ics"
    return download(content, "text/calendar; charset=utf-8", filename, inline=True)


@private.route("/r/<token>/change", methods=["GET", "POST"])
@limiter.limit("30 per hour", key_func=lambda: request.path, methods=["POST"])
@by_private_link
def change(registration: Registration) -> BaseResponse | str:
    """Change what the person said of themselves."""
    token = private_token(registration)
    if registration.state not in ACTIVE_STATES:
        return redirect(url_for("private.page", token=token))
    form = PersonForm(obj=registration)
    if form.validate_on_submit():
        try:
            run_in_transaction(
                db.session(),
                lambda session: change_registration(
                    session,
                    registration_id=registration.id,
                    applicant=form.applicant,
                    actor=f"registrant:{registration.id}",
                    now=now(),
                ),
            )
        except DomainError as error:
            form.show(error)
        else:
            flash(gettext("บันทึกข้อมูลใหม่แล้ว"), "success")
            return redirect(url_for("private.page", token=token), 303)
    return render_template(
        "public/private_change.html",
        registration=registration,
        picture=_picture(registration),
        form=form,
        token=token,
        titles=COMMON_TITLES,
        agencies=agencies_of(db.session(), registration.event_id),
    )


@private.route("/r/<token>/cancel", methods=["GET", "POST"])
@by_private_link
def cancel(registration: Registration) -> BaseResponse | str:
    """Ask whether the person really wants to cancel, and cancel."""
    token = private_token(registration)
    if request.method == "POST":
        run_in_transaction(
            db.session(),
            lambda session: cancel_registration(
                session,
                registration_id=registration.id,
                actor=f"registrant:{registration.id}",
                now=now(),
            ),
        )
        return redirect(url_for("private.page", token=token), 303)
    if registration.state not in ACTIVE_STATES:
        return redirect(url_for("private.page", token=token))
    return render_template(
        "public/private_cancel.html",
        registration=registration,
        picture=_picture(registration),
        token=token,
    )


def _picture(registration: Registration) -> PublishedEvent:
    """Return the event as published, as far as the person takes part in it.

    Nobody registers before it is published.
    """
    picture = newest_version(db.session(), registration.event_id)
    if picture is None:
        abort(404)
    return picture.of_meeting(registration.quota.meeting_id)
