"""Checking whole lists of display names, before a meeting and after it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, abort, render_template, request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from sqlalchemy import select

from eventsys.documents.name_list_sheet import name_list_csv, name_list_xlsx
from eventsys.extensions import db
from eventsys.imports.errors import UnreadableReport
from eventsys.imports.name_lists import read_name_file, read_pasted_names
from eventsys.models import AttendanceReport, Event, Meeting, Role
from eventsys.queries.attendance import meeting_names
from eventsys.queries.conventions import conventions_of
from eventsys.rules.display_names import Conventions, check
from eventsys.rules.name_lists import (
    CENTRAL,
    CheckedName,
    ListedName,
    NameListSummary,
    SkippedLine,
    summarise,
)
from eventsys.rules.provinces import PROVINCES_BY_ISO
from eventsys.sentences.attendance import reason_sentence
from eventsys.sentences.names import group_label, problem_label, problem_sentences
from eventsys.web.access import for_role, meeting_or_404
from eventsys.web.files import download
from eventsys.web.forms import BaseForm, LongTextField, at_most
from eventsys.web.language import chosen_locale
from eventsys.web.staff.registrations import XLSX

names = Blueprint("names", __name__, url_prefix="/o/e/<slug>/names")

LONGEST = 500_000
# a page shows so many names of each kind; all of them stand in the files
MOST_SHOWN = 500
# the names of a long list come back once more when its file is asked for
MOST_SENT_BACK = 8 * 1024 * 1024


class ListForm(BaseForm):
    """A list of display names, pasted or as a file."""

    names = LongTextField(
        _l("วางรายชื่อ"),
        [at_most(LONGEST)],
        render_kw={"rows": 8, "autocomplete": "off", "spellcheck": "false"},
    )
    file = FileField(_l("หรือเลือกไฟล์"), render_kw={"accept": ".csv,.txt,.xlsx"})


@dataclass(frozen=True, slots=True)
class CheckedList:
    """A list of names with what their checks found, and how it was read."""

    rows: Sequence[CheckedName]
    summary: NameListSummary
    skipped: Sequence[SkippedLine] = ()
    source: str = "pasted"
    column: str | None = None
    meeting: Meeting | None = None

    @property
    def wrong(self) -> list[CheckedName]:
        """The names that do not conform."""
        return [row for row in self.rows if not row.check.valid]

    @property
    def right(self) -> list[CheckedName]:
        """The names that conform."""
        return [row for row in self.rows if row.check.valid]


@names.route("", methods=["GET", "POST"])
@for_role(Role.STAFF)
def check_names(event: Event) -> str:
    """Check a list that is pasted or uploaded, or the names in a meeting's reports."""
    form = ListForm()
    checked = None
    number = request.args.get("meeting", 0, type=int)
    if request.method == "GET" and number:
        checked = _of_meeting(event, meeting_or_404(event, number))
    elif form.validate_on_submit():
        checked = _of_form(form, conventions_of(db.session(), event))
    return render_template(
        "staff/names.html",
        event=event,
        form=form,
        checked=checked,
        meetings=_reported(event),
        most=MOST_SHOWN,
        as_sent=as_sent,
        sentences=_sentences(),
        problem_label=lambda code: problem_label(code, chosen_locale()),
        group_label=lambda group: group_label(group, chosen_locale()),
        reason=lambda code: reason_sentence(code, chosen_locale()),
    )


@names.post("/corrected.<any(xlsx, csv):kind>")
@for_role(Role.STAFF)
def corrected(event: Event, kind: str) -> Response:
    """Give the list that was checked with the names as they should be."""
    request.max_form_memory_size = MOST_SENT_BACK
    listed = _sent_back(request.form.get("checked", ""))
    if not listed:
        abort(400)
    conventions = conventions_of(db.session(), event)
    rows = [CheckedName(each.line, check(each.text, conventions)) for each in listed]
    return _file(event, kind, rows, summarise([row.check for row in rows]), "names")


@names.get("/meetings/<int:number>.<any(xlsx, csv):kind>")
@for_role(Role.STAFF)
def meeting_file(event: Event, number: int, kind: str) -> Response:
    """Give the names in a meeting's reports with the names as they should be."""
    found = _of_meeting(event, meeting_or_404(event, number))
    return _file(event, kind, found.rows, found.summary, f"names-{number}")


def as_sent(rows: Sequence[CheckedName]) -> str:
    """Return names with their lines as a form sends them back for a file."""
    return "\n".join(f"{row.line}\t{' '.join(row.check.input.split())}" for row in rows)


def _sent_back(sent: str) -> list[ListedName]:
    listed = []
    for line in sent.splitlines():
        number, tab, text = line.partition("\t")
        if tab and number.isascii() and number.isdigit():
            listed.append(ListedName(int(number[:9]), text))
    return listed


def _of_form(form: ListForm, conventions: Conventions) -> CheckedList | None:
    """Return the list that a form brings, checked; ``None`` where it brings none, which it says."""
    upload = form.file.data
    try:
        if upload:
            listed = read_name_file(upload.read(), upload.filename or "names")
        elif form.names.data:
            listed = read_pasted_names(form.names.data)
        else:
            form.names.errors = [gettext("วางรายชื่อในช่องนี้ หรือเลือกไฟล์ แล้วกดตรวจ")]
            return None
    except UnreadableReport as unreadable:
        sentence = reason_sentence(unreadable.code, chosen_locale(), **unreadable.params)
        (form.file if upload else form.names).errors = [sentence]
        return None
    rows = [CheckedName(each.line, check(each.text, conventions)) for each in listed.names]
    return CheckedList(
        rows,
        summarise([row.check for row in rows]),
        listed.skipped,
        listed.source,
        listed.column,
    )


def _of_meeting(event: Event, meeting: Meeting) -> CheckedList:
    conventions = conventions_of(db.session(), event)
    found = meeting_names(db.session(), meeting.id)
    rows = [
        CheckedName(line, check(name, conventions)) for line, (name, _) in enumerate(found, start=1)
    ]
    groups = [_group(province) for _, province in found]
    summary = summarise([row.check for row in rows], groups)
    return CheckedList(rows, summary, source="meeting", meeting=meeting)


def _group(province: str | None) -> str | None:
    """Return the group of a registration's name; ``None`` where the name itself must tell."""
    if province is None:
        return None
    return PROVINCES_BY_ISO[province].name_th if province else CENTRAL


def _reported(event: Event) -> Sequence[Meeting]:
    """Return the meetings of an event that have a report."""
    return db.session.scalars(
        select(Meeting)
        .where(
            Meeting.event_id == event.id,
            select(AttendanceReport.id).where(AttendanceReport.meeting_id == Meeting.id).exists(),
        )
        .order_by(Meeting.number)
    ).all()


def _sentences() -> Callable[[CheckedName], list[str]]:
    locale = chosen_locale()
    return lambda row: problem_sentences(row.check, locale)


def _file(
    event: Event, kind: str, rows: Sequence[CheckedName], summary: NameListSummary, name: str
) -> Response:
    locale = chosen_locale()
    filename = f"{event.slug}-{name}.{kind}"
    if kind == "csv":
        return download(name_list_csv(rows, locale), "text/csv; charset=utf-8", filename)
    return download(name_list_xlsx(rows, summary, locale), XLSX, filename)
