"""What organisers answer to people who wait for approval."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext
from flask_login import current_user
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from eventsys.extensions import db
from eventsys.models import Event, Registration, RegistrationState, Role
from eventsys.rules.thai import repair
from eventsys.services.approvals import approve as approve_registration
from eventsys.services.approvals import decline as decline_registration
from eventsys.services.errors import DomainError
from eventsys.services.transaction import run_in_transaction
from eventsys.web.access import for_role, now
from eventsys.web.forms import sentence_of
from eventsys.web.staff.registrations import registration_or_404

approvals = Blueprint("approvals", __name__, url_prefix="/o/e/<slug>/registrations/<int:number>")

LONGEST_REASON = 500


@approvals.post("/approve")
@for_role(Role.ORGANISER)
def approve(event: Event, number: int) -> Response:
    """Agree to a registration."""
    found = registration_or_404(event, number)
    state = _done(
        lambda session: approve_registration(
            session, registration_id=found.id, actor=current_user.actor, now=now()
        )
    )
    if state is RegistrationState.WAITING:
        flash(gettext("อนุมัติแล้ว แต่ที่นั่งเต็ม จึงอยู่ในรายชื่อสำรอง"), "warning")
    elif state is not None:
        flash(gettext("อนุมัติแล้ว ได้ที่นั่ง"), "success")
    return _back(event, number)


@approvals.post("/decline")
@for_role(Role.ORGANISER)
def decline(event: Event, number: int) -> Response:
    """Decline a registration."""
    found = registration_or_404(event, number)
    reason = repair(request.form.get("reason", ""))[:LONGEST_REASON]
    state = _done(
        lambda session: decline_registration(
            session,
            registration_id=found.id,
            reason=reason,
            actor=current_user.actor,
            now=now(),
        )
    )
    if state is not None:
        flash(gettext("ไม่อนุมัติแล้ว"), "success")
    return _back(event, number)


def _done(answer: Callable[[Session], Registration]) -> RegistrationState | None:
    """Give an answer, and return where the registration stands then; ``None`` where refused."""
    try:
        return run_in_transaction(db.session(), lambda session: answer(session).state)
    except DomainError as error:
        flash(sentence_of(error), "danger")
        return None


def _back(event: Event, number: int) -> Response:
    return redirect(url_for("registrations.single", slug=event.slug, number=number), 303)
