"""What templates may use beside Flask's own: dates, times, links, addresses, words for states."""

from collections.abc import Hashable, Iterable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import Flask, current_app, g, request, url_for
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from eventsys.models import Meeting, Registration, Role
from eventsys.rules.display_names import EXAMPLE_NAMES
from eventsys.rules.links import Purpose, make_token
from eventsys.rules.published import Text
from eventsys.rules.thai_dates import (
    format_date,
    format_date_range,
    format_date_short,
    format_time,
    format_time_range,
)
from eventsys.rules.thai_sorting import thai_order
from eventsys.sentences.words import word
from eventsys.web.access import Access, access_of, includes, secret_key
from eventsys.web.language import chosen_locale, gettext, pgettext
from eventsys.web.widgets import agency_options

T = TypeVar("T")

BANGKOK = ZoneInfo("Asia/Bangkok")

_addresses: dict[tuple[str, str], str] = {}

MOST_WRITTEN = 256
_written: dict[tuple[Hashable, ...], str] = {}


def local(moment: datetime) -> datetime:
    """Return a moment in the time of Asia/Bangkok."""
    return moment.astimezone(BANGKOK)


def day(value: date | datetime, *, weekday: bool = False) -> str:
    """Write a date in the reader's language: ``วันศุกร์ที่ 18 กุมภาพันธ์ 2565``."""
    if isinstance(value, datetime):
        value = local(value)
    return format_date(value, locale=chosen_locale(), weekday=weekday)


def short_day(value: date | datetime) -> str:
    """Write a date with a short month: ``18 ก.พ. 2565``."""
    if isinstance(value, datetime):
        value = local(value)
    return format_date_short(value, locale=chosen_locale())


def day_range(first: date, last: date) -> str:
    """Write a stretch of days."""
    return format_date_range(first, last, locale=chosen_locale())


def clock(value: time) -> str:
    """Write a time of day: ``09.00 น.``."""
    return format_time(value, locale=chosen_locale(), suffix=True)


def clock_range(starts: time, ends: time | None) -> str:
    """Write a stretch of time: ``09.00–09.30 น.``."""
    return format_time_range(starts, ends, locale=chosen_locale(), suffix=True)


def moment(value: datetime) -> str:
    """Write a moment: ``18 ก.พ. 2565 09.00 น.``."""
    here = local(value)
    return f"{short_day(here)} {clock(here.time())}"


def own(text: Text) -> str:
    """Return an organiser's text in the reader's language."""
    return text.in_language(chosen_locale())


def of(row: object, name: str) -> str:
    """Return a column pair such as ``name_th``/``name_en`` of a row in the reader's language."""
    thai, english = getattr(row, f"{name}_th"), getattr(row, f"{name}_en")
    return str((english or thai) if chosen_locale() == "en" else (thai or english))


def sort_by_name(rows: Iterable[T]) -> list[T]:
    """Return rows with ``name_th``/``name_en`` in the order of the reader's dictionary."""
    if chosen_locale() == "en":
        return sorted(rows, key=lambda row: of(row, "name").casefold())
    return sorted(rows, key=lambda row: thai_order(of(row, "name")))


def say(kind: str, value: object) -> str:
    """Return the word for a value of one of the enumerations."""
    return word(kind, str(value), chosen_locale())


def percent(share: float | None) -> str:
    """Write a share as whole percents; a dash where there is none."""
    return "–" if share is None else f"{share:.0%}"


def lines(text: str) -> Markup:
    """Return a text with its line breaks, everything else escaped."""
    return Markup("<br>").join(escape(line) for line in text.splitlines())


def asset(filename: str) -> str:
    """Return the address of a file of ours, which changes when the file does."""
    # under a prefix that the proxy names, the same file has another address
    key = (request.script_root, filename)
    address = _addresses.get(key)
    if address is None or current_app.debug:
        path = Path(current_app.static_folder or "") / filename
        version = f"{path.stat().st_mtime_ns // 1_000_000:x}"
        address = _addresses[key] = url_for("static", filename=filename, v=version)
    return address


def language_url(locale: str) -> str:
    """Return the link that shows this page in another language and remembers it."""
    # a language in the address would win over the one that is chosen now
    asked = urlencode([each for each in request.args.items(multi=True) if each[0] != "lang"])
    rule = request.url_rule
    shown_again = rule is not None and "GET" in (rule.methods or ())
    back = f"{request.path}?{asked}".rstrip("?") if shown_again else "/"
    return url_for("language.choose", locale=locale, back=back)


def public_url(endpoint: str, **values: Any) -> str:  # noqa: ANN401 (as url_for)
    """Return an address as people outside use it, for QR codes and mails."""
    return str(current_app.config["PUBLIC_URL"]) + url_for(endpoint, **values)


def private_token(registration: Registration, purpose: Purpose = Purpose.PRIVATE_PAGE) -> str:
    """Return the secret part of a registration's link."""
    return make_token(secret_key(), purpose, registration.id, registration.link_generation)


def link_is_released(meeting: Meeting) -> bool:
    """Tell whether people who are confirmed may see the meeting's link."""
    return meeting.link_released_at is not None and bool(meeting.webinar_url)


def may_open(endpoint: str) -> bool:
    """Tell whether the person at work may use a page of the event at hand."""
    needed = access_of(endpoint)
    held = g.get("role")
    if isinstance(needed, Role):
        return held is not None and includes(held, needed)
    return needed is Access.PUBLIC


def aria(described: str, errors: object) -> dict[str, str]:
    """Return the attributes that tie an input to its hint and its error."""
    attributes = {}
    if described:
        attributes["aria-describedby"] = described
    if errors:
        attributes["aria-invalid"] = "true"
    return attributes


def written_once(macro: Macro, form: object, *given: Hashable) -> str:
    """Return what a macro writes for a form; for a blank form it is written once and kept.

    The macro may depend on the form, on the values given to it and on the language, and on nothing
    else of the request. A form says by its attribute ``blank`` that nobody has typed anything.
    """
    if not getattr(form, "blank", False):
        return macro(form, *given)
    key = (macro.name, type(form).__name__, chosen_locale(), request.script_root, *given)
    text = _written.get(key)
    if text is None:
        if len(_written) >= MOST_WRITTEN:
            _written.clear()
        text = _written[key] = macro(form, *given)
    return text


def init_app(app: Flask) -> None:
    """Give the templates these functions."""
    for function in (day, short_day, day_range, clock, moment, own, percent, lines, sort_by_name):
        app.add_template_filter(function)
    app.jinja_env.globals.update(
        agency_options=agency_options,
        _=gettext,
        gettext=gettext,
        pgettext=pgettext,
        locale=chosen_locale,
        asset=asset,
        language_url=language_url,
        clock_range=clock_range,
        of=of,
        say=say,
        aria=aria,
        private_token=private_token,
        link_is_released=link_is_released,
        may_open=may_open,
        public_url=public_url,
        written_once=written_once,
        example_names=EXAMPLE_NAMES,
    )
