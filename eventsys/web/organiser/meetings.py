"""Pages for the meetings of an event: when, where, and the link that leads in."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from eventsys.extensions import db
from eventsys.models import Event, Meeting, Role
from eventsys.queries.events import meetings_of
from eventsys.services.errors import DomainError
from eventsys.services.events import (
    add_meeting,
    change_meeting,
    release_link,
    remove_meeting,
    withhold_link,
)
from eventsys.services.transaction import run_in_transaction
from eventsys.web.access import for_role, meeting_or_404, now
from eventsys.web.forms import sentence_of
from eventsys.web.organiser.meeting_forms import MeetingForm
from eventsys.web.organiser.rows import rearranged

meetings = Blueprint("meetings", __name__, url_prefix="/o/e/<slug>/meetings")

NUMBER = "/<int(max=9999):number>"


@meetings.get("")
@for_role(Role.ORGANISER)
def all_meetings(event: Event) -> str:
    """Show all meetings with their agenda."""
    return render_template(
        "organiser/meetings.html",
        event=event,
        meetings=meetings_of(db.session(), event.id),
        now=now(),
    )


@meetings.route("/new", methods=["GET", "POST"])
@for_role(Role.ORGANISER)
def add(event: Event) -> Response | str:
    """Add a meeting."""
    arranged = rearranged(request.form)
    form = MeetingForm(formdata=arranged) if arranged else MeetingForm()
    if arranged is None and form.validate_on_submit():
        try:
            meeting = run_in_transaction(
                db.session(),
                lambda session: add_meeting(
                    session,
                    event_id=event.id,
                    plan=form.plan(),
                    actor=current_user.actor,
                    now=now(),
                ),
            )
        except DomainError as error:
            form.show(error)
        else:
            flash(
                gettext("เพิ่มการประชุมครั้งที่ %(number)s แล้ว ต่อไปเพิ่มกำหนดการ", number=meeting.number),
                "success",
            )
            return _to_meeting(event, meeting.number)
    return render_template("organiser/meeting_form.html", event=event, form=form, meeting=None)


@meetings.route(NUMBER, methods=["GET", "POST"])
@for_role(Role.ORGANISER)
def change(event: Event, number: int) -> Response | str:
    """Change a meeting."""
    meeting = meeting_or_404(event, number)
    arranged = rearranged(request.form)
    if request.method == "GET":
        form = MeetingForm.of(meeting)
    else:
        form = MeetingForm(formdata=arranged) if arranged else MeetingForm()
        _check_same(form.uid.data, meeting)
    if arranged is None and form.validate_on_submit():
        try:
            run_in_transaction(
                db.session(),
                lambda session: change_meeting(
                    session,
                    meeting_id=meeting.id,
                    version=form.version_shown,
                    plan=form.plan(),
                    actor=current_user.actor,
                    now=now(),
                ),
            )
        except DomainError as error:
            form.show(error)
            meeting = meeting_or_404(event, number)
            if error.code == "changed_meanwhile":
                form.show_stored(MeetingForm.of(meeting))
        else:
            flash(gettext("บันทึกการประชุมครั้งที่ %(number)s แล้ว", number=number), "success")
            return _to_meeting(event, number)
    return render_template("organiser/meeting_form.html", event=event, form=form, meeting=meeting)


@meetings.route(f"{NUMBER}/remove", methods=["GET", "POST"])
@for_role(Role.ORGANISER)
def remove(event: Event, number: int) -> Response | str:
    """Remove a meeting, once the organiser has seen what goes with it."""
    meeting = meeting_or_404(event, number)
    if request.method == "POST":
        _check_same(request.form.get("uid"), meeting)
        try:
            run_in_transaction(
                db.session(),
                lambda session: remove_meeting(
                    session, meeting_id=meeting.id, actor=current_user.actor, now=now()
                ),
            )
        except DomainError as error:
            flash(sentence_of(error), "danger")
        else:
            flash(gettext("ลบการประชุมครั้งที่ %(number)s แล้ว", number=number), "success")
        return redirect(url_for("meetings.all_meetings", slug=event.slug), 303)
    shown = next(each for each in meetings_of(db.session(), event.id) if each.number == number)
    return render_template("organiser/meeting_remove.html", event=event, meeting=shown)


@meetings.post(f"{NUMBER}/release")
@for_role(Role.ORGANISER)
def release(event: Event, number: int) -> Response:
    """Show the link to all who are confirmed."""
    meeting = meeting_or_404(event, number)
    try:
        run_in_transaction(
            db.session(),
            lambda session: release_link(
                session, meeting_id=meeting.id, actor=current_user.actor, now=now()
            ),
        )
    except DomainError as error:
        flash(sentence_of(error), "danger")
    else:
        flash(
            gettext("เปิดเผยลิงก์แล้ว ผู้ที่ได้ที่นั่งเห็นลิงก์การประชุมครั้งที่ %(number)s ในหน้าส่วนตัว", number=number),
            "success",
        )
    return _to_meeting(event, number)


@meetings.post(f"{NUMBER}/withhold")
@for_role(Role.ORGANISER)
def withhold(event: Event, number: int) -> Response:
    """Take the link off the private pages."""
    meeting = meeting_or_404(event, number)
    run_in_transaction(
        db.session(),
        lambda session: withhold_link(
            session, meeting_id=meeting.id, actor=current_user.actor, now=now()
        ),
    )
    flash(gettext("ซ่อนลิงก์การประชุมครั้งที่ %(number)s แล้ว", number=number), "success")
    return _to_meeting(event, number)


def _check_same(uid: str | None, meeting: Meeting) -> None:
    """End the request where the number in the address has come to mean another meeting."""
    if uid != meeting.uid:
        abort(409)


def _to_meeting(event: Event, number: int) -> Response:
    return redirect(
        url_for("meetings.all_meetings", slug=event.slug, _anchor=f"meeting-{number}"), 303
    )
