"""The coordinator's list: the places of a quota, the people in it, and each of them."""

from flask import Blueprint, abort, render_template
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from eventsys.extensions import db
from eventsys.models import (
    ACTIVE_STATES,
    Approval,
    Meeting,
    MeetingState,
    Quota,
    Registration,
    RegistrationState,
)
from eventsys.queries.coordinators import (
    neighbours_of,
    person_of,
    quota_people,
    substitutes_of,
)
from eventsys.rules.quota import Opening
from eventsys.services.openings import nomination_opening
from eventsys.web.access import now
from eventsys.web.coordinator.access import for_coordinator

coordinator = Blueprint("coordinator", __name__, url_prefix="/c/<slug>/<code>")


@coordinator.get("/")
@for_coordinator
def people(quota: Quota) -> str:
    """Show the places of the quota and everybody in it."""
    opening, moment = nomination_opening(quota, now())
    return render_template(
        "coordinator/people.html",
        event=quota.event,
        quota=quota,
        people=quota_people(db.session(), quota.event, quota),
        may_add=quota.event.public and opening is Opening.OPEN,
        opening=opening.value,
        opening_moment=moment,
        may_approve=quota.approval is Approval.COORDINATOR,
    )


@coordinator.get("/people/<int:number>")
@for_coordinator
def person(quota: Quota, number: int) -> str:
    """Show one person and what can be done for them."""
    registration = person_or_404(quota, number)
    replaces, replaced_by = neighbours_of(db.session(), registration)
    substitutes = substitutes_of(db.session(), quota.event, quota, registration_id=number)
    return render_template(
        "coordinator/person.html",
        event=quota.event,
        quota=quota,
        registration=registration,
        active=registration.state in ACTIVE_STATES,
        replaces=replaces,
        replaced_by=replaced_by,
        meetings=meetings_with_place(quota, registration),
        substitutes={line.meeting_id: line for line in substitutes.get(number, ())},
        may_approve=quota.approval is Approval.COORDINATOR,
    )


def person_or_404(quota: Quota, number: int) -> Registration:
    """Return a registration of the coordinator's own quota, or end the request."""
    found = person_of(db.session(), quota.id, number)
    if found is None:
        abort(404)
    return found


def meetings_with_place(quota: Quota, registration: Registration) -> list[Meeting]:
    """Return the meetings in which a person has a place, so that somebody may come for them."""
    if registration.state is not RegistrationState.CONFIRMED:
        return []
    wanted = select(Meeting).where(
        Meeting.event_id == quota.event_id, Meeting.state != MeetingState.CALLED_OFF
    )
    if quota.meeting_id is not None:
        wanted = wanted.where(Meeting.id == quota.meeting_id)
    return list(
        db.session.scalars(wanted.order_by(Meeting.number).options(selectinload(Meeting.days)))
    )


def actor_of(quota: Quota) -> str:
    """Return the coordinator of a quota as the audit names them."""
    return f"coordinator:{quota.id}"
