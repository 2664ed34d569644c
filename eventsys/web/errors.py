"""Error pages: a sentence that says what to do, in the reader's language."""

from flask import Flask, Response, g, make_response, render_template
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import NoResultFound, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError

from eventsys.extensions import db, login

CODES = (400, 403, 404, 405, 409, 410, 413, 429, 500, 503)


def init_app(app: Flask) -> None:
    """Show our own page for each error that a visitor can meet."""

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        if isinstance(error, InternalServerError):
            db.session.rollback()
        code = error.code or 500
        response = make_response(page("csrf" if isinstance(error, CSRFError) else str(code)), code)
        retry = getattr(error, "retry_after", None)
        if retry:
            response.headers["Retry-After"] = str(retry)
        return response

    @app.errorhandler(OperationalError)
    def database_error(error: OperationalError) -> Response:
        db.session.rollback()
        # the page must not ask the database who is signed in
        g._login_user = login.anonymous_user()  # noqa: SLF001 (Flask-Login's own place for it)
        app.logger.error("database refused: %s", type(error.orig).__name__)
        response = make_response(page("503"), 503)
        response.headers["Retry-After"] = "5"
        return response

    @app.errorhandler(NoResultFound)
    def gone_meanwhile(error: NoResultFound) -> Response:
        del error
        db.session.rollback()
        return make_response(page("404"), 404)

    @app.errorhandler(StaleDataError)
    def changed_meanwhile(error: StaleDataError) -> Response:
        del error
        db.session.rollback()
        return make_response(page("409"), 409)


def page(code: str) -> str:
    """Return the error page for a status code or ``csrf``."""
    known = code == "csrf" or int(code) in CODES
    return render_template("error.html", code=code if known else "500")
