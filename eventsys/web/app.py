"""The application factory."""

import traceback
from collections.abc import MutableMapping
from pathlib import Path
from types import TracebackType
from typing import Any

from flask import Flask, Request, Response, abort, request, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask.templating import Environment
from sqlalchemy.exc import DBAPIError
from werkzeug.middleware.proxy_fix import ProxyFix

from config import Config
from eventsys.extensions import babel, bootstrap, csrf, db, limiter, login, migrate
from eventsys.models import postgresql, sqlite
from eventsys.web import access, errors, filters, language
from eventsys.web.account.routes import account
from eventsys.web.api.answers import asked_of_api
from eventsys.web.api.routes import api
from eventsys.web.coordinator import blueprints as coordinator_blueprints
from eventsys.web.organiser import blueprints as organiser_blueprints
from eventsys.web.public import blueprints as public_blueprints
from eventsys.web.staff import blueprints as staff_blueprints

ExcInfo = tuple[type, BaseException, TracebackType | None] | tuple[None, None, None]

ROOT = Path(__file__).resolve().parents[2]

# images of data: are the arrows and ticks of Bootstrap's own style sheet
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)


class Templates(Environment):
    """An environment of templates in which imports of macros cost little.

    Jinja lays each template's own globals over the common ones and compares them at every import of
    every page. There are no such globals here, and the common ones are complete before a template
    is loaded.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of a template."""
        return {**self.globals, **(d or {})}


class PageSessions(SecureCookieSessionInterface):
    """Sessions of the pages; programs have none, so that no cookie is read or renewed for them."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return the session of a page's request."""
        return None if asked_of_api(request.path) else super().open_session(app, request)


class Eventsys(Flask):
    """A Flask application that logs no personal data and no secret of an address."""

    jinja_environment = Templates
    session_interface = PageSessions()

    def log_exception(self, exc_info: ExcInfo) -> None:
        """Log an unexpected error under its route's pattern, never under the path asked for.

        A database quotes the row that it refused, so of its errors only kind and constraint stay;
        of those that a program's call meets, which may quote a name, kind and place.
        """
        route = f"{request.method} {request.url_rule}"
        error = exc_info[1]
        if isinstance(error, DBAPIError):
            diagnosis = getattr(error.orig, "diag", None)
            constraint = getattr(diagnosis, "constraint_name", None) or ""
            self.logger.error("%s: %s %s", route, type(error.orig).__name__, constraint)
        elif asked_of_api(request.path):
            places = "".join(traceback.format_tb(exc_info[2]))
            self.logger.error("%s: %s\n%s", route, type(error).__name__, places)
        else:
            self.logger.error("%s", route, exc_info=exc_info)


def create_app(config: Config) -> Flask:
    """Make the application for one configuration.

    Reads no environment and changes no database.
    """
    app = Eventsys(
        "eventsys",
        root_path=str(ROOT / "eventsys"),
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "eventsys" / "static"),
    )
    app.config.from_mapping(config.as_flask())
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    if config.production:
        # one proxy in front, as deploy/ sets it up, tells the address and scheme of the visitor
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1)  # type: ignore[method-assign]

    db.init_app(app)
    with app.app_context():
        for engine in db.engines.values():
            sqlite.prepare(engine)
            postgresql.prepare(engine)
    migrate.init_app(
        app,
        db,
        directory=str(ROOT / "migrations"),
        render_as_batch=True,
        compare_type=True,
    )
    csrf.init_app(app)
    limiter.init_app(app)
    bootstrap.init_app(app)
    babel.init_app(app, locale_selector=language.chosen_locale)
    login.init_app(app)
    access.init_app(app)
    errors.init_app(app)
    filters.init_app(app)

    app.url_map.converters["int"] = access.RowNumber
    for blueprint in (
        account,
        language.blueprint,
        *public_blueprints,
        *coordinator_blueprints,
        *organiser_blueprints,
        *staff_blueprints,
        api,
    ):
        app.register_blueprint(blueprint)
    app.before_request(_refuse_nul)
    app.after_request(_protect)
    return app


def _refuse_nul() -> None:
    """Refuse a sign that no text has and PostgreSQL cannot keep, before anything looks at it."""
    # of a program's call only the address: its body is no form, and is read where its limit holds
    program = asked_of_api(request.path)
    typed = (request.args if program else request.values).items(multi=True)
    files = () if program else request.files.items(multi=True)
    texts = (request.path, *(value for _, value in typed), *(f.filename or "" for _, f in files))
    if any("\x00" in text for text in texts):
        abort(400)


def _protect(response: Response) -> Response:
    """Add what keeps a page from being framed, sniffed, or told to other sites."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "no-referrer")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
    if request.is_secure:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if not access.is_public(request.endpoint):
        headers["Cache-Control"] = "no-store"
        headers["X-Robots-Tag"] = "noindex, nofollow"
    elif session.accessed:
        # it may hold somebody's form token: for this browser only, and asked for again
        headers.setdefault("Cache-Control", "private, no-cache")
    return response
