"""Answering people who registered themselves and wait for the coordinator's approval."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, request
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from eventsys.extensions import db
from eventsys.models import Approval, Quota, Registration, RegistrationState
from eventsys.rules.thai import repair
from eventsys.services.approvals import approve as approve_registration
from eventsys.services.approvals import decline as decline_registration
from eventsys.services.errors import DomainError
from eventsys.services.transaction import run_in_transaction
from eventsys.web.access import now
from eventsys.web.coordinator.access import for_coordinator
from eventsys.web.coordinator.nominating import to_list
from eventsys.web.coordinator.people import actor_of, person_or_404
from eventsys.web.forms import sentence_of

approving = Blueprint("approving", __name__, url_prefix="/c/<slug>/<code>/people/<int:number>")

LONGEST_REASON = 500


@approving.post("/approve")
@for_coordinator
def approve(quota: Quota, number: int) -> Response:
    """Agree to a registration."""
    name = _asked(quota, number).display_name
    state = _done(
        lambda session: approve_registration(
            session, registration_id=number, actor=actor_of(quota), now=now()
        )
    )
    if state is RegistrationState.WAITING:
        flash(gettext("อนุมัติ %(name)s แล้ว แต่ที่นั่งเต็ม จึงอยู่ในรายชื่อสำรอง", name=name), "warning")
    elif state is not None:
        flash(gettext("อนุมัติ %(name)s แล้ว ได้ที่นั่ง", name=name), "success")
    return to_list(quota)


@approving.post("/decline")
@for_coordinator
def decline(quota: Quota, number: int) -> Response:
    """Decline a registration."""
    name = _asked(quota, number).display_name
    reason = repair(request.form.get("reason", ""))[:LONGEST_REASON]
    state = _done(
        lambda session: decline_registration(
            session, registration_id=number, reason=reason, actor=actor_of(quota), now=now()
        )
    )
    if state is not None:
        flash(gettext("ไม่อนุมัติ %(name)s แล้ว", name=name), "success")
    return to_list(quota)


def _asked(quota: Quota, number: int) -> Registration:
    """Return a registration that the coordinator may answer; where organisers do, there is none."""
    if quota.approval is not Approval.COORDINATOR:
        abort(404)
    return person_or_404(quota, number)


def _done(answer: Callable[[Session], Registration]) -> RegistrationState | None:
    """Give an answer, and return where the registration stands then; ``None`` where refused."""
    try:
        return run_in_transaction(db.session(), lambda session: answer(session).state)
    except DomainError as error:
        flash(sentence_of(error), "danger")
        return None
