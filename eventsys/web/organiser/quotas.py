"""Pages for the places of an event: the board of all quotas, each quota, several at once."""

import hashlib

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from eventsys.documents.quota_sheet import board_xlsx
from eventsys.extensions import db
from eventsys.models import Event, Meeting, Quota, Role
from eventsys.queries.quota_board import board_rows
from eventsys.queries.quotas import quota_by_code, quota_lines
from eventsys.rules.quota_board import REGIONS, BoardRow, Standing, narrowed, totals_of
from eventsys.rules.unused_places import movable
from eventsys.services.errors import DomainError
from eventsys.services.quota_bulk import QuotasRefusedError, change_quotas
from eventsys.services.quotas import change_quota, is_used, remove_quota
from eventsys.services.transaction import run_in_transaction
from eventsys.web.access import for_role, now, row_number
from eventsys.web.files import download
from eventsys.web.filters import own
from eventsys.web.forms import sentence_of
from eventsys.web.language import chosen_locale
from eventsys.web.organiser.quota_forms import (
    BulkForm,
    NamedQuotaForm,
    QuotaForm,
    form_kind,
    form_of,
)
from eventsys.web.public.forms import in_order

quotas = Blueprint("quotas", __name__, url_prefix="/o/e/<slug>/quotas")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@quotas.get("")
@for_role(Role.STAFF)
def all_quotas(event: Event) -> str:
    """Show the board of all quotas, and what can be done with several of them."""
    return _page(event)


@quotas.get("/board")
@for_role(Role.STAFF)
def board(event: Event) -> BaseResponse:
    """Give the changing part of the page; nothing where it has not changed since."""
    content = render_template("organiser/_board.html", **_board(event, _rows(event)))
    answer = make_response(content)
    answer.set_etag(hashlib.sha256(content.encode()).hexdigest()[:32])
    return answer.make_conditional(request)


@quotas.get("/board.xlsx")
@for_role(Role.STAFF)
def file(event: Event) -> Response:
    """Give the quotas that the page shows as a workbook."""
    shown = narrowed(_rows(event), *_asked())
    content = board_xlsx(shown, locale=chosen_locale())
    return download(content, XLSX, f"{event.slug}-quotas.xlsx")


@quotas.post("/bulk")
@for_role(Role.ORGANISER)
def bulk(event: Event) -> BaseResponse | str:
    """Change several quotas at once."""
    form = BulkForm()
    faults: list[tuple[str, str]] = []
    if form.validate_on_submit():
        sent = request.form.getlist("shown" if form.scope.data == "shown" else "quota")
        try:
            result = run_in_transaction(
                db.session(),
                lambda session: change_quotas(
                    session,
                    event_id=event.id,
                    quota_ids={row_number(number) for number in sent},
                    change=form.change(),
                    actor=current_user.actor,
                    now=now(),
                ),
            )
        except QuotasRefusedError as refused:
            form.show(refused)
            faults = [(own(name), sentence_of(fault)) for name, fault in refused.faults]
        except DomainError as error:
            form.show(error)
        else:
            flash(gettext("เปลี่ยนแล้ว %(count)s โควตา", count=result.changed), "success")
            _say_promoted(result.promoted)
            region, standing = _asked()
            return redirect(
                url_for(
                    "quotas.all_quotas",
                    slug=event.slug,
                    region=region or None,
                    state=standing or None,
                ),
                303,
            )
    return _page(event, form=form, faults=faults)


@quotas.route("/<code>", methods=["GET", "POST"])
@for_role(Role.ORGANISER)
def change(event: Event, code: str) -> BaseResponse | str:
    """Change a quota."""
    quota = _quota_or_404(event, code)
    form = form_of(quota) if request.method == "GET" else form_kind(quota)()
    meetings = _meetings(event)
    used = is_used(db.session(), quota.id)
    form.offer(list(meetings.items()), fixed=used)
    if form.validate_on_submit():
        try:
            promoted = run_in_transaction(
                db.session(), lambda session: _change(session, quota, form)
            )
        except DomainError as error:
            form.show(error)
            quota = _quota_or_404(event, code)
        else:
            flash(gettext("บันทึกโควตา %(name)s แล้ว", name=quota.name_th), "success")
            _say_promoted(promoted)
            return _to_all(event, code)
    line = next(each for each in quota_lines(db.session(), event.id) if each.quota.code == code)
    return render_template(
        "organiser/quota.html",
        event=event,
        form=form,
        line=line,
        used=used,
        meeting=meetings.get(quota.meeting_id or 0),
    )


@quotas.post("/<code>/remove")
@for_role(Role.ORGANISER)
def remove(event: Event, code: str) -> BaseResponse:
    """Remove a quota in which nobody ever registered."""
    quota = _quota_or_404(event, code)
    try:
        run_in_transaction(
            db.session(),
            lambda session: remove_quota(
                session, quota_id=quota.id, actor=current_user.actor, now=now()
            ),
        )
    except DomainError as error:
        flash(sentence_of(error), "danger")
        return redirect(url_for("quotas.change", slug=event.slug, code=code), 303)
    flash(gettext("ลบโควตา %(name)s แล้ว", name=quota.name_th), "success")
    return _to_all(event)


def _page(
    event: Event,
    *,
    form: BulkForm | None = None,
    faults: list[tuple[str, str]] | None = None,
) -> str:
    """Return the page of all quotas; a change that was refused stands there as it was sent."""
    rows = _rows(event)
    since = event.unused_places_from
    due = since is not None and since <= now()
    return render_template(
        "organiser/quotas.html",
        form=form or BulkForm(formdata=None),
        faults=faults or [],
        regions=list(REGIONS),
        standings=[each.value for each in Standing],
        unused=movable((row.meeting_id, row.left, row.waiting) for row in rows) if due else 0,
        **_board(event, rows),
    )


def _rows(event: Event) -> list[BoardRow]:
    """Return the quotas in the order in which people look for them."""
    return in_order(board_rows(db.session(), event, now()))


def _board(event: Event, rows: list[BoardRow]) -> dict[str, object]:
    """Return what the changing part of the page shows."""
    region, standing = _asked()
    shown = narrowed(rows, region, standing)
    return {
        "event": event,
        "rows": shown,
        "totals": totals_of(shown),
        "all_count": len(rows),
        "region": region,
        "standing": standing,
        "ticked": {row_number(number) for number in request.form.getlist("quota")},
    }


def _asked() -> tuple[str, str]:
    """Return to which region and state the page is narrowed."""
    return request.args.get("region", "")[:40], request.args.get("state", "")[:40]


def _change(session: Session, quota: Quota, form: QuotaForm) -> int:
    named = form if isinstance(form, NamedQuotaForm) else None
    promoted = change_quota(
        session,
        quota_id=quota.id,
        capacity=form.capacity.data,
        waiting_list=form.waiting_list.data,
        name_th=named.name_th.data if named else None,
        name_en=named.name_en.data if named else None,
        rules=form.rules(quota),
        actor=current_user.actor,
        now=now(),
    )
    return len(promoted)


def _say_promoted(count: int) -> None:
    if count:
        flash(
            gettext(
                "เลื่อนรายชื่อสำรองขึ้นได้ที่นั่ง %(count)s คน ระบบส่งอีเมลแจ้งผู้ที่มีอีเมลแล้ว",
                count=count,
            ),
            "success",
        )


def _meetings(event: Event) -> dict[int, int]:
    """Return the numbers of an event's meetings, by those in the database."""
    found = db.session.execute(
        select(Meeting.id, Meeting.number)
        .where(Meeting.event_id == event.id)
        .order_by(Meeting.number)
    )
    return {row.id: row.number for row in found}


def _quota_or_404(event: Event, code: str) -> Quota:
    """Return the quota with a code of an event, or end the request."""
    quota = quota_by_code(db.session(), event.id, code)
    if quota is None:
        abort(404)
    return quota


def _to_all(event: Event, code: str | None = None) -> BaseResponse:
    anchor = f"quota-{code}" if code else None
    return redirect(url_for("quotas.all_quotas", slug=event.slug, _anchor=anchor), 303)
