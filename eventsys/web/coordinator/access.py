"""Who may open a coordinator's pages: the bearer of a cookie that a quota's link was given for."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from flask import abort, current_app, g, redirect, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from eventsys.extensions import db
from eventsys.models import CoordinatorDevice, Event, Quota
from eventsys.rules.links import Purpose, make_token, token_identifier, token_is_genuine
from eventsys.services.coordinators import hash_of, link_ended, see_device
from eventsys.services.transaction import run_in_transaction
from eventsys.web.access import LARGEST_NUMBER, Access, declare, now, secret_key
from eventsys.web.filters import public_url

P = ParamSpec("P")
T = TypeVar("T")

# a coordinator who comes back after the summer holidays asks for the link again
COOKIE_LASTS = timedelta(days=180)
SEEN_AGAIN = timedelta(hours=1)


def coordinator_url(quota: Quota) -> str:
    """Return the whole address of a quota's private link; whoever has it is let in."""
    token = make_token(secret_key(), Purpose.COORDINATOR, quota.id, quota.link_generation)
    return public_url("coordinator_entry.link", token=token)


def cookie_name(quota: Quota) -> str:
    """Return the name of the cookie of a quota's coordinator; each quota has its own."""
    return f"coordinator-{quota.id}"


def cookie_path(quota: Quota) -> str:
    """Return the address below which a coordinator's cookie is sent."""
    return f"/c/{quota.event.slug}/{quota.code}"


def set_cookie(response: Response, quota: Quota, secret: str) -> None:
    """Give a device its cookie, for the pages of its quota alone."""
    response.set_cookie(
        cookie_name(quota),
        secret,
        max_age=COOKIE_LASTS,
        path=cookie_path(quota),
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )


def by_link(view: Callable[Concatenate[Quota, P], T]) -> Callable[..., T]:
    """Declare that a route is for the bearer of a quota's private link."""

    @wraps(view)
    def guarded(token: str, *args: P.args, **kwargs: P.kwargs) -> T:
        return view(_quota_by_link(token), *args, **kwargs)

    return declare(guarded, Access.PRIVATE_LINK)


def for_coordinator(
    view: Callable[Concatenate[Quota, P], T],
) -> Callable[..., T | Response]:
    """Declare that a route below ``/c/<slug>/<code>`` is for the quota's coordinator.

    Without a good cookie the quota cannot be told from one that does not exist. Where the event
    asks for a code by mail, the device shows it first.
    """

    @wraps(view)
    def guarded(slug: str, code: str, *args: P.args, **kwargs: P.kwargs) -> T | Response:
        quota, device = device_or_404(slug, code)
        if quota.event.coordinator_code and device.verified_at is None:
            return redirect(url_for("coordinator_entry.code", slug=slug, code=code))
        return view(quota, *args, **kwargs)

    return declare(guarded, Access.COORDINATOR)


def for_device(
    view: Callable[Concatenate[Quota, CoordinatorDevice, P], T],
) -> Callable[..., T]:
    """Declare that a route is for a device that has the cookie, its code shown or not."""

    @wraps(view)
    def guarded(slug: str, code: str, *args: P.args, **kwargs: P.kwargs) -> T:
        return view(*device_or_404(slug, code), *args, **kwargs)

    return declare(guarded, Access.COORDINATOR)


def device_or_404(slug: str, code: str) -> tuple[Quota, CoordinatorDevice]:
    """Return the quota of an address and the device at hand, or end the request."""
    quota = db.session.scalar(
        select(Quota)
        .join(Event, Event.id == Quota.event_id)
        .where(Event.slug == slug, Quota.code == code)
        .options(joinedload(Quota.event).joinedload(Event.organisation))
    )
    secret = request.cookies.get(cookie_name(quota)) if quota else None
    if quota is None or not secret:
        abort(404)
    device = db.session.scalar(
        select(CoordinatorDevice).where(
            CoordinatorDevice.secret_hash == hash_of(secret),
            CoordinatorDevice.quota_id == quota.id,
            CoordinatorDevice.generation == quota.link_generation,
        )
    )
    if device is None or link_ended(db.session(), quota=quota, now=now()):
        abort(404)
    if now() - device.last_seen_at > SEEN_AGAIN:
        run_in_transaction(
            db.session(), lambda session: see_device(session, device_id=device.id, now=now())
        )
    g.quota = quota
    g.device = device
    return quota, device


def _quota_by_link(token: str) -> Quota:
    """Return the quota of a coordinator's link, or end the request as if it did not exist."""
    number = token_identifier(token)
    quota = (
        None
        if number is None or number > LARGEST_NUMBER
        else db.session.scalar(
            select(Quota)
            .where(Quota.id == number)
            .options(joinedload(Quota.event).joinedload(Event.organisation))
        )
    )
    if quota is None or not token_is_genuine(
        secret_key(), Purpose.COORDINATOR, token, quota.id, quota.link_generation
    ):
        abort(404)
    return quota
