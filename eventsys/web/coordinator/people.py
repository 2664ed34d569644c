"""The coordinator's list: the places of a quota and the people in it."""

from flask import Blueprint, render_template

from eventsys.extensions import db
from eventsys.models import Quota
from eventsys.queries.coordinators import people_of
from eventsys.web.coordinator.access import for_coordinator

coordinator = Blueprint("coordinator", __name__, url_prefix="/c/<slug>/<code>")


@coordinator.get("/")
@for_coordinator
def people(quota: Quota) -> str:
    """Show the places of the quota and everybody in it."""
    return render_template(
        "coordinator/people.html",
        event=quota.event,
        quota=quota,
        people=people_of(db.session(), quota.id),
    )
