"""Who may open which page: every route says so, and a route that does not is refused."""

import enum
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask_login import current_user
from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload
from werkzeug.routing import IntegerConverter, Map
from werkzeug.wrappers import Response as BaseResponse

from eventsys.extensions import db, login
from eventsys.models import Event, Meeting, Registration, Role, User
from eventsys.rules.links import Purpose, token_identifier, token_is_genuine

P = ParamSpec("P")
T = TypeVar("T")
View = Callable[P, T]

# each role may do what the roles after it may
ORDER = (Role.ADMINISTRATOR, Role.ORGANISER, Role.STAFF, Role.VIEWER)

# of a row: keys are 32 bits wide, and PostgreSQL refuses to look for more
LARGEST_NUMBER = 2**31 - 1

# made once: private pages are opened by everybody who registers, as soon as they have
_BY_NUMBER = (
    select(Registration)
    .where(Registration.id == bindparam("number"))
    .options(joinedload(Registration.quota), joinedload(Registration.event))
)

# served by Flask's own views, which cannot say so themselves
STATIC_FILES = frozenset({"static", "bootstrap.static"})


class RowNumber(IntegerConverter):
    """A number in an address; one that no row can have leads nowhere."""

    def __init__(self, url_map: Map, **limits: Any) -> None:  # noqa: ANN401 (as Werkzeug)
        """Take the limits that a route sets beside the greatest number of a row."""
        super().__init__(url_map, **({"max": LARGEST_NUMBER} | limits))


class Access(enum.StrEnum):
    """Who may use a route, beside the roles."""

    PUBLIC = "public"
    PRIVATE_LINK = "private link"
    COORDINATOR = "coordinator"
    SIGNED_IN = "signed in"


class SignedIn:
    """The person at work, as Flask-Login wants them."""

    is_authenticated = True
    is_anonymous = False

    def __init__(self, user: User) -> None:
        """Wrap the row of a person."""
        self.user = user
        self.is_active = user.active

    def get_id(self) -> str:
        """Return what the session keeps: number and generation, so that sessions can be ended."""
        return f"{self.user.id}:{self.user.session_generation}"

    @property
    def actor(self) -> str:
        """The person as the audit names them."""
        return f"user:{self.user.id}"


def declare(view: View[P, T], access: Access | Role) -> View[P, T]:
    """Note on a view function who may use it."""
    view.access = access  # type: ignore[attr-defined]
    return view


def public(view: View[P, T]) -> View[P, T]:
    """Declare that anybody may use a route."""
    return declare(view, Access.PUBLIC)


def signed_in(view: View[P, T]) -> View[P, T | BaseResponse]:
    """Declare that a route is for people who signed in, and send others to do so."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> T | BaseResponse:
        if not current_user.is_authenticated:
            return login.unauthorized()  # type: ignore[no-any-return]
        return view(*args, **kwargs)

    return declare(guarded, Access.SIGNED_IN)


def for_role(role: Role) -> Callable[[View[Concatenate[Event, P], T]], View[..., T | BaseResponse]]:
    """Declare the role that a route below ``<slug>`` needs, and hand its event to the view.

    Somebody without any role there cannot tell the event from one that does not exist.
    """

    def decorate(view: View[Concatenate[Event, P], T]) -> View[..., T | BaseResponse]:
        @wraps(view)
        def guarded(slug: str, *args: P.args, **kwargs: P.kwargs) -> T | BaseResponse:
            if not current_user.is_authenticated:
                return login.unauthorized()  # type: ignore[no-any-return]
            return view(event_for_role(slug, role), *args, **kwargs)

        return declare(guarded, role)

    return decorate


def event_for_role(slug: str, role: Role) -> Event:
    """Return an event where the person at work has the role there, or end the request.

    404 where the person has no role in the event at all, 403 where the role is too small.
    """
    event = db.session.scalar(
        select(Event).where(Event.slug == slug).options(joinedload(Event.organisation))
    )
    held = role_in(event) if event else None
    if event is None or held is None:
        abort(404)
    if not includes(held, role):
        abort(403)
    g.event = event
    g.role = held
    return event


def role_in(event: Event) -> Role | None:
    """Return the greatest role that the person at work has in an event, or ``None``."""
    held = [
        grant.role
        for grant in current_user.user.grants
        if grant.organisation_id == event.organisation_id and grant.event_id in (None, event.id)
    ]
    return min(held, key=ORDER.index, default=None)


def includes(held: Role, needed: Role) -> bool:
    """Tell whether one role may do what another may."""
    return ORDER.index(held) <= ORDER.index(needed)


def may(role: Role) -> bool:
    """Tell whether the person at work has a role in the event at hand."""
    held = g.get("role")
    return held is not None and includes(held, role)


def organisations_for(role: Role) -> list[int]:
    """Return the numbers of the organisations in which the person at work has a role as a whole."""
    return [
        grant.organisation_id
        for grant in current_user.user.grants
        if grant.event_id is None and includes(grant.role, role)
    ]


def row_number(sent: str) -> int:
    """Return the number of a row as a form sends it; 0, which no row has, for anything else."""
    number = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 11 else 0  # noqa: PLR2004 (digits)
    return number if number <= LARGEST_NUMBER else 0


def meeting_or_404(event: Event, number: int) -> Meeting:
    """Return the meeting with a number of an event, or end the request."""
    meeting = db.session.scalar(
        select(Meeting).where(Meeting.event_id == event.id, Meeting.number == number)
    )
    if meeting is None:
        abort(404)
    return meeting


def by_private_link(
    view: View[Concatenate[Registration, P], T],
) -> View[..., T]:
    """Declare that a route is for the bearer of a registration's private link."""

    @wraps(view)
    def guarded(token: str, *args: P.args, **kwargs: P.kwargs) -> T:
        return view(registration_by_token(token, Purpose.PRIVATE_PAGE), *args, **kwargs)

    return declare(guarded, Access.PRIVATE_LINK)


def registration_by_token(token: str, purpose: Purpose) -> Registration:
    """Return the registration of a private link, or end the request as if it did not exist."""
    number = token_identifier(token)
    found = (
        None
        if number is None or number > LARGEST_NUMBER
        else db.session.scalar(_BY_NUMBER, {"number": number})
    )
    if found is None or not token_is_genuine(
        secret_key(), purpose, token, found.id, found.link_generation
    ):
        abort(404)
    return found


def secret_key() -> bytes:
    """Return the installation's key for private links."""
    return str(current_app.config["SECRET_KEY"]).encode()


def is_public(endpoint: str | None) -> bool:
    """Tell whether anybody may use an endpoint; what is no endpoint tells nobody anything."""
    return access_of(endpoint) is Access.PUBLIC


def access_of(endpoint: str | None) -> Access | Role | None:
    """Return who may use an endpoint, ``None`` where it does not say so or is none."""
    if endpoint in STATIC_FILES:
        return Access.PUBLIC
    view = current_app.view_functions.get(endpoint or "")
    return getattr(view, "access", None)


def now() -> datetime:
    """Return the moment of the request, the same for all of its work."""
    if "now" not in g:
        g.now = datetime.now(UTC)
    return g.now  # type: ignore[no-any-return]


def init_app(app: Flask) -> None:
    """Set up signing in, and refuse routes that do not say who may use them."""
    login.login_view = "account.sign_in"
    login.login_message = None

    @login.user_loader
    def load(identifier: str) -> SignedIn | None:
        number, _, generation = identifier.partition(":")
        user = db.session.get(User, int(number)) if number.isdigit() else None
        if user is None or not user.active or str(user.session_generation) != generation:
            return None
        return SignedIn(user)

    @login.unauthorized_handler
    def send_to_sign_in() -> BaseResponse:
        target = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("account.sign_in", next=target))

    @app.before_request
    def refuse_undeclared() -> None:
        if request.endpoint is not None and access_of(request.endpoint) is None:
            abort(403)
