"""Pages for the lines of a meeting's agenda."""

from datetime import time

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import contains_eager, selectinload
from werkzeug.wrappers import Response

from eventsys.extensions import db
from eventsys.models import AgendaItem, Event, Meeting, MeetingDay, ParallelTalk, Role, SpeakerRole
from eventsys.services.agenda import add_item, change_item, move_item, remove_item
from eventsys.services.errors import DomainError
from eventsys.services.transaction import run_in_transaction
from eventsys.web.access import for_role, now
from eventsys.web.forms import sentence_of
from eventsys.web.organiser.meeting_forms import ItemForm
from eventsys.web.organiser.rows import rearranged

agenda = Blueprint(
    "agenda",
    __name__,
    url_prefix="/o/e/<slug>/meetings/<int(max=9999):number>"
    "/days/<int(max=2147483647):day_id>/items",
)

ITEM = "/<int(max=2147483647):item_id>"
STEPS = {"up": -1, "down": 1}


@agenda.route("/new", methods=["GET", "POST"])
@for_role(Role.ORGANISER)
def add(event: Event, number: int, day_id: int) -> Response | str:
    """Add a line to the agenda of a day; it begins where the last one ends."""
    day = _day_or_404(event, number, day_id)
    arranged = rearranged(request.form)
    if request.method == "GET":
        form = ItemForm.beginning(_free_from(day))
    else:
        form = ItemForm(formdata=arranged) if arranged else ItemForm()
    if arranged is None and form.validate_on_submit():
        try:
            item = run_in_transaction(
                db.session(),
                lambda session: add_item(
                    session, day_id=day.id, plan=form.plan(), actor=current_user.actor, now=now()
                ),
            )
        except DomainError as error:
            form.show(error)
        else:
            flash(gettext("เพิ่ม “%(title)s” แล้ว", title=item.title_th), "success")
            return _next_page(event, number, day_id, item.id)
    return render_template("organiser/item_form.html", event=event, day=day, form=form, item=None)


@agenda.route(ITEM, methods=["GET", "POST"])
@for_role(Role.ORGANISER)
def change(event: Event, number: int, day_id: int, item_id: int) -> Response | str:
    """Change a line of the agenda."""
    day = _day_or_404(event, number, day_id)
    item = _item_or_404(day, item_id)
    arranged = rearranged(request.form)
    if request.method == "GET":
        form = ItemForm.of(item)
    else:
        form = ItemForm(formdata=arranged) if arranged else ItemForm()
    if arranged is None and form.validate_on_submit():
        plan = form.plan(_roles_in_talks(item))
        try:
            run_in_transaction(
                db.session(),
                lambda session: change_item(
                    session,
                    item_id=item_id,
                    version=form.version_shown,
                    plan=plan,
                    actor=current_user.actor,
                    now=now(),
                ),
            )
        except DomainError as error:
            form.show(error)
            if error.code == "changed_meanwhile":
                form.show_stored(ItemForm.of(_item_or_404(day, item_id)))
        else:
            flash(gettext("บันทึก “%(title)s” แล้ว", title=plan.title_th), "success")
            return _next_page(event, number, day_id, item_id)
    return render_template("organiser/item_form.html", event=event, day=day, form=form, item=item)


@agenda.post(f"{ITEM}/move")
@for_role(Role.ORGANISER)
def move(event: Event, number: int, day_id: int, item_id: int) -> Response:
    """Move a line of the agenda up or down within its day."""
    item = _item_or_404(_day_or_404(event, number, day_id), item_id)
    steps = STEPS.get(request.form.get("direction", ""))
    if steps is None:
        abort(400)
    run_in_transaction(
        db.session(),
        lambda session: move_item(
            session, item_id=item.id, steps=steps, actor=current_user.actor, now=now()
        ),
    )
    return _to_item(event, item_id)


@agenda.post(f"{ITEM}/remove")
@for_role(Role.ORGANISER)
def remove(event: Event, number: int, day_id: int, item_id: int) -> Response:
    """Remove a line from the agenda."""
    item = _item_or_404(_day_or_404(event, number, day_id), item_id)
    try:
        run_in_transaction(
            db.session(),
            lambda session: remove_item(
                session, item_id=item.id, actor=current_user.actor, now=now()
            ),
        )
    except DomainError as error:
        flash(sentence_of(error), "danger")
        return _to_item(event, item_id)
    flash(gettext("ลบ “%(title)s” แล้ว", title=item.title_th), "success")
    return redirect(url_for("meetings.all_meetings", slug=event.slug, _anchor=f"day-{day_id}"), 303)


def _day_or_404(event: Event, number: int, day_id: int) -> MeetingDay:
    """Return a day of a meeting of the event with its items, or end the request."""
    day = db.session().scalar(
        select(MeetingDay)
        .join(MeetingDay.meeting)
        .where(MeetingDay.id == day_id, Meeting.number == number, Meeting.event_id == event.id)
        .options(contains_eager(MeetingDay.meeting), selectinload(MeetingDay.items))
    )
    if day is None:
        abort(404)
    return day


def _item_or_404(day: MeetingDay, item_id: int) -> AgendaItem:
    """Return an item of a day with its speakers and talks, or end the request."""
    item = db.session().scalar(
        select(AgendaItem)
        .where(AgendaItem.id == item_id, AgendaItem.day_id == day.id)
        .options(
            selectinload(AgendaItem.speakers),
            selectinload(AgendaItem.talks).selectinload(ParallelTalk.speakers),
        )
        .execution_options(populate_existing=True)
    )
    if item is None:
        abort(404)
    return item


def _free_from(day: MeetingDay) -> time:
    """Return when the last item of a day ends, or when the day begins."""
    ends = [item.ends or item.starts for item in day.items]
    return max(ends, default=day.starts)


def _roles_in_talks(item: AgendaItem) -> dict[str, SpeakerRole]:
    return {speaker.name: speaker.role for talk in item.talks for speaker in talk.speakers}


def _next_page(event: Event, number: int, day_id: int, item_id: int) -> Response:
    """Go on with the next line where that was asked for, else back to the agenda."""
    if "another" in request.form:
        return redirect(url_for("agenda.add", slug=event.slug, number=number, day_id=day_id), 303)
    return _to_item(event, item_id)


def _to_item(event: Event, item_id: int) -> Response:
    return redirect(
        url_for("meetings.all_meetings", slug=event.slug, _anchor=f"item-{item_id}"), 303
    )
