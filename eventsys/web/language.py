"""The language of a page: by link, remembered in a cookie, Thai otherwise."""

from urllib.parse import urlsplit

from flask import Blueprint, abort, g, redirect, request, url_for
from flask_babel.speaklater import LazyString
from werkzeug.wrappers import Response

from eventsys.i18n import DEFAULT_LOCALE, LOCALES, catalogue, translate
from eventsys.web.access import public

COOKIE = "language"
YEAR = 365 * 24 * 3600

blueprint = Blueprint("language", __name__)


def chosen_locale() -> str:
    """Return ``th`` or ``en`` for this request: ``?lang=`` first, then what was chosen before."""
    chosen: str | None = g.get("locale")
    if chosen is None:
        wanted = request.args.get("lang") or request.cookies.get(COOKIE)
        chosen = g.locale = wanted if wanted in LOCALES else DEFAULT_LOCALE
    return chosen


def gettext(message: str, **parameters: object) -> str:
    """Return a message in the reader's language, its ``%(name)s`` places filled.

    The same as Flask-Babel's, without asking anew for each message where its catalogue is.
    """
    return translate(chosen_locale(), message, **parameters)


def pgettext(context: str, message: str, **parameters: object) -> str:
    """Return a message that means what its context says; otherwise as ``gettext``."""
    text = str(catalogue(chosen_locale()).pgettext(context, message))
    return text % parameters if parameters else text


def lazy_gettext(message: str, **parameters: object) -> LazyString:
    """Return a message that is put into the reader's language where it is used."""
    return LazyString(gettext, message, **parameters)


def local_path(target: str | None) -> str | None:
    """Return a target of a redirect where it is a path of this server, else ``None``."""
    if not target or not target.startswith("/") or target.startswith("//"):
        return None
    if "\\" in target or not target.isprintable():
        return None
    parts = urlsplit(target)
    return target if not parts.scheme and not parts.netloc else None


@blueprint.get("/language/<locale>")
@public
def choose(locale: str) -> Response:
    """Remember a language and go back to the page."""
    if locale not in LOCALES:
        abort(404)
    response = redirect(local_path(request.args.get("back")) or url_for("public.home"))
    response.set_cookie(
        COOKIE, locale, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure
    )
    return response
