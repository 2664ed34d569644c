"""Errors: a sentence that says what to do, in the reader's language; JSON for programs."""

import time

from flask import Flask, Response, g, make_response, render_template, request
from flask_limiter.errors import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import NoResultFound, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed

from eventsys.extensions import db, limiter, login
from eventsys.web.api.answers import asked_of_api
from eventsys.web.api.problems import problem_of_status

CODES = (400, 403, 404, 405, 409, 410, 413, 429, 500, 503)


def init_app(app: Flask) -> None:
    """Show our own page for each error that a visitor can meet."""

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        if isinstance(error, InternalServerError):
            db.session.rollback()
        code = error.code or 500
        sentence = "csrf" if isinstance(error, CSRFError) else str(code)
        response = _answer(code, sentence=sentence, retry_after=_seconds_to_wait(error))
        if isinstance(error, MethodNotAllowed):
            response.allow.update(error.valid_methods or ())
        return response

    @app.errorhandler(OperationalError)
    def database_error(error: OperationalError) -> Response:
        db.session.rollback()
        # the page must not ask the database who is signed in
        g._login_user = login.anonymous_user()  # noqa: SLF001 (Flask-Login's own place for it)
        app.logger.error("database refused: %s", type(error.orig).__name__)
        return _answer(503, retry_after=5)

    @app.errorhandler(NoResultFound)
    def gone_meanwhile(error: NoResultFound) -> Response:
        del error
        db.session.rollback()
        return _answer(404)

    @app.errorhandler(StaleDataError)
    def changed_meanwhile(error: StaleDataError) -> Response:
        del error
        db.session.rollback()
        return _answer(409)


def _answer(code: int, *, sentence: str = "", retry_after: int | None = None) -> Response:
    """Return the answer for a status: a page for people, a problem document for programs."""
    if asked_of_api(request.path):
        response = problem_of_status(code, retry_after=retry_after)
    else:
        response = make_response(page(sentence or str(code)), code)
    if retry_after:
        response.headers["Retry-After"] = str(retry_after)
    return response


def _seconds_to_wait(error: HTTPException) -> int | None:
    """Return when it may be tried again, where that is known."""
    if isinstance(error, RateLimitExceeded) and limiter.current_limit is not None:
        return max(1, limiter.current_limit.reset_at - int(time.time()))
    given = getattr(error, "retry_after", None)
    return given if isinstance(given, int) else None


def page(code: str) -> str:
    """Return the error page for a status code or ``csrf``."""
    known = code == "csrf" or int(code) in CODES
    return render_template("error.html", code=code if known else "500")
