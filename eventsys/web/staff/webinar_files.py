"""The files with which names arrive right in Zoom and Teams, and who is in none of them."""

from dataclasses import dataclass

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from eventsys.documents.webinar_files import (
    addresses_text,
    apart_xlsx,
    panelists_csv,
    registrants_csv,
)
from eventsys.extensions import db
from eventsys.models import Event, Role
from eventsys.queries.webinar_files import MeetingFiles
from eventsys.queries.webinar_files import webinar_files as files_of
from eventsys.rules.webinar_import import LOT, MOST_PEOPLE, parts
from eventsys.sentences.webinar_files import what_to_do, what_to_do_about_speaker, why_apart
from eventsys.services.audit import record
from eventsys.services.errors import DomainError
from eventsys.services.speaker_addresses import set_speaker_addresses
from eventsys.services.transaction import run_in_transaction
from eventsys.web.access import for_role, now
from eventsys.web.files import download
from eventsys.web.language import chosen_locale
from eventsys.web.staff.registrations import XLSX
from eventsys.web.staff.speaker_forms import SpeakersForm, speakers_form

webinar_files = Blueprint("webinar_files", __name__, url_prefix="/o/e/<slug>/names/files")

NUMBER = "/m<int(max=9999):number>"
CSV = "text/csv; charset=utf-8"
# a page shows so many who are apart; all of them stand in the spreadsheet
MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class _Section:
    """What the page shows of a meeting: its files, how many people each has, and a form."""

    files: MeetingFiles
    parts: list[int]
    form: SpeakersForm


@webinar_files.get("")
@for_role(Role.STAFF)
def page(event: Event) -> str:
    """Show the files of all meetings with an online part, and how to use them."""
    return _page(event)


@webinar_files.post(f"{NUMBER}/speakers")
@for_role(Role.ORGANISER)
def save_speakers(event: Event, number: int) -> BaseResponse | str:
    """Keep the addresses of a meeting's speakers."""
    form = speakers_form(number, _meeting(event, number).addresses, sent=True)
    if not form.validate_on_submit():
        return _page(event, number, form)
    try:
        run_in_transaction(
            db.session(),
            lambda session: set_speaker_addresses(
                session,
                event_id=event.id,
                addresses=form.changed,
                actor=current_user.actor,
                now=now(),
            ),
        )
    except DomainError as error:
        form.show(error)
        return _page(event, number, form)
    flash(gettext("บันทึกอีเมลวิทยากรแล้ว"), "success")
    return redirect(
        url_for("webinar_files.page", slug=event.slug, _anchor=f"meeting-{number}"), 303
    )


@webinar_files.get(f"{NUMBER}/zoom-registrants-<int(max=9999):part>.csv")
@for_role(Role.STAFF)
def registrants(event: Event, number: int, part: int) -> Response:
    """Give a part of Zoom's file of registrants."""
    divided = parts(_meeting(event, number).guests.registrants)
    if not 1 <= part <= len(divided):
        abort(404)
    rows = divided[part - 1]
    _note(event, number, "zoom-registrants", len(rows), part=part)
    return download(
        registrants_csv(rows), CSV, f"{event.slug}-m{number}-zoom-registrants-{part}.csv"
    )


@webinar_files.get(f"{NUMBER}/zoom-panelists.csv")
@for_role(Role.STAFF)
def panelists(event: Event, number: int) -> Response:
    """Give Zoom's file of panellists."""
    rows = _meeting(event, number).speakers.panelists
    if not rows:
        abort(404)
    _note(event, number, "zoom-panelists", len(rows))
    return download(panelists_csv(rows), CSV, f"{event.slug}-m{number}-zoom-panelists.csv")


@webinar_files.get(f"{NUMBER}/apart.xlsx")
@for_role(Role.STAFF)
def apart(event: Event, number: int) -> Response:
    """Give the list of those who are in no file, with what to do about each."""
    rows = _meeting(event, number).guests.apart
    if not rows:
        abort(404)
    _note(event, number, "apart", len(rows))
    content = apart_xlsx(rows, locale=chosen_locale())
    return download(content, XLSX, f"{event.slug}-m{number}-apart.xlsx")


@webinar_files.get(f"{NUMBER}/teams-addresses.txt")
@for_role(Role.STAFF)
def teams(event: Event, number: int) -> Response:
    """Give the addresses to paste into an invitation of Microsoft Teams."""
    lots = _meeting(event, number).lots
    if not lots:
        abort(404)
    _note(event, number, "teams-addresses", sum(map(len, lots)))
    return download(
        addresses_text(lots),
        "text/plain; charset=utf-8",
        f"{event.slug}-m{number}-teams-addresses.txt",
    )


def _page(event: Event, number: int = 0, form: SpeakersForm | None = None) -> str:
    """Show the page, with the form of one meeting as it was sent, where it was."""
    locale = chosen_locale()
    sections = [
        _Section(
            files=files,
            parts=[len(part) for part in parts(files.guests.registrants)],
            form=form
            if form is not None and files.meeting.number == number
            else speakers_form(files.meeting.number, files.addresses),
        )
        for files in files_of(db.session(), event)
    ]
    return render_template(
        "staff/webinar_files.html",
        event=event,
        sections=sections,
        most_shown=MOST_SHOWN,
        most_people=MOST_PEOPLE,
        lot=LOT,
        why=lambda reason: why_apart(reason, locale),
        to_do=lambda reason: what_to_do(reason, locale),
        to_do_about_speaker=lambda reason: what_to_do_about_speaker(reason, locale),
    )


def _meeting(event: Event, number: int) -> MeetingFiles:
    """Return the files of a meeting, or end the request where it needs none."""
    found = files_of(db.session(), event, number=number)
    if not found or found[0].called_off:
        abort(404)
    return found[0]


def _note(event: Event, number: int, kind: str, rows: int, **more: int) -> None:
    """Note in the audit who took a file."""
    run_in_transaction(
        db.session(),
        lambda session: record(
            session,
            at=now(),
            actor=current_user.actor,
            action="webinar_file.export",
            subject=("event", event.id),
            event_id=event.id,
            details={"kind": kind, "meeting": number, "rows": rows, **more},
        ),
    )
