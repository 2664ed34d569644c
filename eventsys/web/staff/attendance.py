"""Bringing in reports of attendance, what is open in them, and the summary."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user
from sqlalchemy import select
from werkzeug.wrappers import Response as BaseResponse

from eventsys.documents.attendance_pdf import attendance_summary_pdf
from eventsys.documents.attendance_sheet import attendance_summary_xlsx
from eventsys.extensions import db
from eventsys.imports.errors import UnreadableReport
from eventsys.models import AttendanceIdentity, AttendanceReport, Event, Meeting, Role
from eventsys.queries.attendance import meeting_attendance
from eventsys.queries.attendance_summary import attendance_summary
from eventsys.sentences.attendance import reason_sentence
from eventsys.services.attendance import decide, import_report
from eventsys.services.attendance import remove_report as take_back
from eventsys.services.errors import DomainError
from eventsys.services.transaction import run_in_transaction
from eventsys.web.access import for_role, meeting_or_404, now, row_number
from eventsys.web.files import download
from eventsys.web.forms import sentence_of
from eventsys.web.language import chosen_locale
from eventsys.web.staff.forms import ReportForm
from eventsys.web.staff.registrations import XLSX

attendance = Blueprint("attendance", __name__, url_prefix="/o/e/<slug>/attendance")


@attendance.get("")
@for_role(Role.STAFF)
def summary(event: Event) -> str:
    """Show the figures of the whole event, and lead to each meeting's reports."""
    return render_template(
        "staff/attendance.html",
        event=event,
        summary=attendance_summary(db.session(), event, now()),
    )


@attendance.get("/summary.<any(pdf, xlsx):kind>")
@for_role(Role.STAFF)
def summary_file(event: Event, kind: str) -> Response:
    """Give the summary as a PDF to sign, or as a spreadsheet."""
    figures = attendance_summary(db.session(), event, now())
    name = f"{event.slug}-attendance.{kind}"
    locale = chosen_locale()
    if kind == "pdf":
        content = attendance_summary_pdf(figures, locale=locale)
        return download(content, "application/pdf", name, inline=True)
    return download(attendance_summary_xlsx(figures, locale=locale), XLSX, name)


@attendance.route("/meetings/<int:number>", methods=["GET", "POST"])
@for_role(Role.STAFF)
def meeting(event: Event, number: int) -> BaseResponse | str:
    """Show what is known of a meeting's attendance, and bring in another report."""
    found = meeting_or_404(event, number)
    form = ReportForm()
    if form.validate_on_submit():
        upload = form.report.data
        content = upload.read()
        try:
            run_in_transaction(
                db.session(),
                lambda session: import_report(
                    session,
                    meeting_id=found.id,
                    filename=upload.filename or "report",
                    content=content,
                    actor=current_user.actor,
                    user_id=current_user.user.id,
                    now=now(),
                ),
            )
        except UnreadableReport as unreadable:
            form.report.errors = [
                reason_sentence(unreadable.code, chosen_locale(), **unreadable.params)
            ]
        except DomainError as error:
            # the same file again is no fault: everything stays as it is
            flash(sentence_of(error), "info")
            return _back(event, number)
        else:
            flash(gettext("นำเข้ารายงานแล้ว"), "success")
            return _back(event, number)
    return render_template(
        "staff/meeting_attendance.html",
        event=event,
        meeting=found,
        form=form,
        known=meeting_attendance(db.session(), found.id, request.args.get("page", 1, type=int)),
        reason=lambda code: reason_sentence(code, chosen_locale()),
    )


@attendance.post("/meetings/<int:number>/reports/<int:report_id>/remove")
@for_role(Role.STAFF)
def remove_report(event: Event, number: int, report_id: int) -> BaseResponse:
    """Take back a report that does not belong to the meeting."""
    found = db.session.scalar(
        select(AttendanceReport)
        .join(Meeting, Meeting.id == AttendanceReport.meeting_id)
        .where(
            AttendanceReport.id == report_id,
            Meeting.event_id == event.id,
            Meeting.number == number,
        )
    )
    if found is None:
        abort(404)
    run_in_transaction(
        db.session(),
        lambda session: take_back(
            session, report_id=report_id, actor=current_user.actor, now=now()
        ),
    )
    flash(gettext("นำรายงานออกแล้ว"), "success")
    return _back(event, number)


@attendance.post("/meetings/<int:number>/names/<int:identity_id>/decide")
@for_role(Role.STAFF)
def decide_name(event: Event, number: int, identity_id: int) -> BaseResponse:
    """Take a name in a report for a registered person, or take that back."""
    found = db.session.scalar(
        select(AttendanceIdentity.id)
        .join(Meeting, Meeting.id == AttendanceIdentity.meeting_id)
        .where(
            AttendanceIdentity.id == identity_id,
            Meeting.event_id == event.id,
            Meeting.number == number,
        )
    )
    if found is None:
        abort(404)
    sent = request.form.get("registration", "")
    registration_id = row_number(sent) if sent else None
    try:
        run_in_transaction(
            db.session(),
            lambda session: decide(
                session,
                identity_id=found,
                registration_id=registration_id,
                actor=current_user.actor,
                user_id=current_user.user.id,
                now=now(),
            ),
        )
    except DomainError as error:
        flash(sentence_of(error), "warning")
    else:
        flash(gettext("บันทึกการจับคู่แล้ว"), "success")
    return _back(event, number)


def _back(event: Event, number: int) -> BaseResponse:
    return redirect(url_for("attendance.meeting", slug=event.slug, number=number), 303)
