"""The public pages and files of events; all read the published picture."""

from functools import lru_cache

from flask import Blueprint, Response, abort, render_template, request

from eventsys.documents.agenda_pdf import agenda_pdf
from eventsys.documents.ical import event_calendar
from eventsys.documents.qr import qr_png, qr_svg
from eventsys.extensions import db
from eventsys.models import Event, QuotaKind
from eventsys.queries.pictures import public_event, public_pictures
from eventsys.queries.quotas import by_kind, quota_by_code, quotas_of
from eventsys.rules.published import PublishedEvent
from eventsys.rules.quota import Opening
from eventsys.services.openings import registration_opening
from eventsys.web.access import now, public
from eventsys.web.files import download
from eventsys.web.filters import public_url
from eventsys.web.language import chosen_locale

public_pages = Blueprint("public", __name__)


def public_or_404(slug: str) -> tuple[Event, PublishedEvent]:
    """Return a public event with its picture; what is not public does not exist."""
    found = public_event(db.session(), slug)
    if found is None:
        abort(404)
    return found


@public_pages.get("/")
@public
def home() -> str:
    """Show the events that everybody may see."""
    return render_template("public/home.html", pictures=public_pictures(db.session()))


@public_pages.get("/e/<slug>/")
@public
def event(slug: str) -> str:
    """Show an event: what, when, how to join, agenda, places left, names."""
    row, picture = public_or_404(slug)
    quotas = quotas_of(db.session(), row.id)
    opening, moment = registration_opening(row, None, now())
    return render_template(
        "public/event.html",
        event=row,
        picture=picture,
        quotas=quotas,
        # quotas of their own hours
        shut={
            quota.id: state.value
            for quota in quotas
            if (state := registration_opening(row, quota, now())[0]) is not Opening.OPEN
        },
        provinces=by_kind(quotas, QuotaKind.PROVINCE),
        opening=opening.value if quotas else "no_places",
        opening_moment=moment,
    )


@public_pages.get("/e/<slug>/calendar.ics")
@public
def calendar(slug: str) -> Response:
    """Give the meetings as a calendar file."""
    row, picture = public_or_404(slug)
    content = event_calendar(
        picture,
        url=public_url("public.event", slug=row.slug),
        locale=chosen_locale(),
        now=picture.published_at,
    )
    return download(content, "text/calendar; charset=utf-8", f"{row.slug}.ics", inline=True)


@public_pages.get("/e/<slug>/agenda.pdf")
@public
def agenda(slug: str) -> Response:
    """Give the agenda as a PDF; with ``?form=full`` the whole invitation."""
    row, picture = public_or_404(slug)
    content = _agenda_file(
        picture,
        chosen_locale(),
        public_url("registering.form", slug=row.slug),
        full=request.args.get("form") == "full",
    )
    return download(content, "application/pdf", f"{row.slug}.pdf", inline=True)


@public_pages.get("/e/<slug>/qr.<any(png, svg):kind>")
@public
def qr(slug: str, kind: str) -> Response:
    """Give a QR code of the registration address."""
    row, _ = public_or_404(slug)
    return _code(public_url("registering.form", slug=row.slug), kind, row.slug)


@public_pages.get("/e/<slug>/qr/<code>.<any(png, svg):kind>")
@public
def quota_qr(slug: str, code: str, kind: str) -> Response:
    """Give a QR code of the registration address with a quota chosen."""
    row, _ = public_or_404(slug)
    quota = quota_by_code(db.session(), row.id, code)
    if quota is None:
        abort(404)
    address = public_url("registering.form", slug=row.slug, quota=quota.code)
    return _code(address, kind, f"{row.slug}-{quota.code}")


@lru_cache(maxsize=64)
def _agenda_file(picture: PublishedEvent, locale: str, url: str, *, full: bool) -> bytes:
    """Render the agenda once for each version that people see."""
    return agenda_pdf(
        picture, locale=locale, form="full" if full else "short", registration_url=url
    )


def _code(address: str, kind: str, name: str) -> Response:
    if kind == "svg":
        return download(qr_svg(address), "image/svg+xml", f"{name}.svg", inline=True)
    return download(qr_png(address), "image/png", f"{name}.png", inline=True)
