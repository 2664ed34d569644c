"""Naming who comes to one meeting in a person's place."""

from flask import Blueprint, abort, flash, render_template
from flask_babel import gettext
from werkzeug.wrappers import Response

from eventsys.extensions import db
from eventsys.models import Meeting, Quota, Registration
from eventsys.queries.coordinators import substitutes_of
from eventsys.services.substitutes import remove_substitute, set_substitute
from eventsys.services.transaction import run_in_transaction
from eventsys.web.access import now
from eventsys.web.coordinator.access import for_coordinator
from eventsys.web.coordinator.forms import SubstituteForm
from eventsys.web.coordinator.nominating import attempt, to_person
from eventsys.web.coordinator.people import actor_of, meetings_with_place, person_or_404
from eventsys.web.public.registering import COMMON_TITLES

substituting = Blueprint(
    "substituting",
    __name__,
    url_prefix="/c/<slug>/<code>/people/<int:number>/substitute/<int:meeting_number>",
)


@substituting.route("", methods=["GET", "POST"])
@for_coordinator
def substitute(quota: Quota, number: int, meeting_number: int) -> Response | str:
    """Ask who comes in a person's place, and keep it."""
    registration = person_or_404(quota, number)
    meeting = _meeting_or_404(quota, registration, meeting_number)
    form = SubstituteForm()
    if form.validate_on_submit():
        way = attempt(
            form,
            lambda session: set_substitute(
                session,
                registration_id=number,
                meeting_id=meeting.id,
                title=form.title.data or "",
                first_name=form.first_name.data or "",
                last_name=form.last_name.data or "",
                actor=actor_of(quota),
                now=now(),
            ),
        )
        if way is not None:
            lines = substitutes_of(db.session(), quota.event, quota, registration_id=number)
            name = next(
                line.display_name for line in lines[number] if line.meeting_id == meeting.id
            )
            flash(
                gettext(
                    "บันทึกผู้แทนในการประชุมครั้งที่ %(number)s แล้ว ผู้แทนใช้ชื่อ %(name)s",
                    number=meeting.number,
                    name=name,
                ),
                "success",
            )
            return to_person(quota, number)
    return render_template(
        "coordinator/substitute.html",
        event=quota.event,
        quota=quota,
        registration=registration,
        meeting=meeting,
        form=form,
        titles=COMMON_TITLES,
    )


@substituting.post("/remove")
@for_coordinator
def remove(quota: Quota, number: int, meeting_number: int) -> Response:
    """Let the person come themselves again."""
    registration = person_or_404(quota, number)
    meeting = _meeting_or_404(quota, registration, meeting_number)
    run_in_transaction(
        db.session(),
        lambda session: remove_substitute(
            session,
            registration_id=number,
            meeting_id=meeting.id,
            actor=actor_of(quota),
            now=now(),
        ),
    )
    flash(
        gettext("เอาผู้แทนออกแล้ว %(name)s เข้าประชุมเอง", name=registration.display_name),
        "success",
    )
    return to_person(quota, number)


def _meeting_or_404(quota: Quota, registration: Registration, number: int) -> Meeting:
    """Return the meeting with a number in which the person has a place, or end the request."""
    meetings = meetings_with_place(quota, registration)
    found = next((each for each in meetings if each.number == number), None)
    if found is None:
        abort(404)
    return found
