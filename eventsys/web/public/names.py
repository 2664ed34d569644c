"""Checking display names: type or paste some, see what is wrong, copy what is right."""

from flask import Blueprint, render_template, request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from eventsys.extensions import db, limiter
from eventsys.imports.errors import UnreadableReport
from eventsys.imports.name_lists import read_pasted_names
from eventsys.models import Event
from eventsys.queries.conventions import conventions_of
from eventsys.rules.display_names import DEFAULT, Conventions, check
from eventsys.rules.name_lists import CheckedName, summarise
from eventsys.rules.published import PublishedEvent
from eventsys.sentences.attendance import reason_sentence
from eventsys.sentences.names import problem_sentences
from eventsys.web.access import public
from eventsys.web.forms import BaseForm, LongTextField, at_most, required
from eventsys.web.language import chosen_locale
from eventsys.web.name_limits import MOST_NAMES, NAMES_A_MINUTE, cost_of
from eventsys.web.public.routes import public_or_404

names = Blueprint("public_names", __name__)

LONGEST = 80_000


class NamesForm(BaseForm):
    """Display names, one on each line."""

    names = LongTextField(
        _l("ชื่อที่จะตรวจ"),
        [required(_l("พิมพ์หรือวางชื่ออย่างน้อยหนึ่งชื่อ")), at_most(LONGEST)],
        render_kw={
            "rows": 4,
            "autocapitalize": "none",
            "autocomplete": "off",
            "spellcheck": "false",
        },
    )


def asked_names() -> int:
    """Return how many names a request counts as: limits count names, not requests."""
    text = request.form.get("names", "")
    return cost_of(names=1 + text.count("\n"), size=len(text.encode()))


limited = limiter.shared_limit(
    f"{NAMES_A_MINUTE} per minute", scope="names", cost=asked_names, methods=["POST"]
)


@names.route("/names", methods=["GET", "POST"])
@limited
@public
def page() -> str:
    """Check names by the convention itself."""
    return _checked(DEFAULT)


@names.route("/e/<slug>/names", methods=["GET", "POST"])
@limited
@public
def event_page(slug: str) -> str:
    """Check names by what an event allows; who is registered there does not matter."""
    event, picture = public_or_404(slug)
    return _checked(conventions_of(db.session(), event), event, picture)


def _checked(
    conventions: Conventions, event: Event | None = None, picture: PublishedEvent | None = None
) -> str:
    form = NamesForm()
    rows: list[CheckedName] = []
    if form.validate_on_submit():
        try:
            listed = read_pasted_names(form.names.data or "").names
        except UnreadableReport as unreadable:
            form.names.errors = [
                reason_sentence(unreadable.code, chosen_locale(), **unreadable.params)
            ]
        else:
            if len(listed) > MOST_NAMES:
                form.names.errors = [
                    gettext(
                        "ตรวจได้ครั้งละไม่เกิน %(most)s ชื่อ ตอนนี้มี %(count)s ชื่อ แบ่งวางเป็นหลายครั้ง",
                        most=MOST_NAMES,
                        count=len(listed),
                    )
                ]
            else:
                rows = [CheckedName(each.line, check(each.text, conventions)) for each in listed]
    return render_template(
        "public/names.html",
        event=event,
        picture=picture,
        conventions=conventions,
        form=form,
        rows=rows,
        summary=summarise([row.check for row in rows]),
        sentences=lambda row: problem_sentences(row.check, chosen_locale()),
    )
