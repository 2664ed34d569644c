"""Templates of documents and mails: Jinja without a web server, in the reader's language.

Everything that a template shows is escaped in HTML and left as it is in plain text; a name that a
template does not know is an error, not an empty place.
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context, select_autoescape
from jinja2.runtime import Context
from markupsafe import Markup, escape

from eventsys.documents.wording import Wording
from eventsys.i18n import catalogue
from eventsys.rules.published import Text

TEMPLATES = Path(__file__).parents[2] / "templates"


_LONG_WITH_BRACKET = re.compile(r"(.{40,}\S)\s+(\([^()]{1,30}\))")
# how numbers, dates and times are written: each a filter of the same name
_WORDINGS = (
    "digits",
    "count",
    "decimal",
    "day",
    "day_of",
    "long_date",
    "short_date",
    "times",
    "time_of",
)


def render_template(name: str, *, locale: str, thai_digits: bool = False, **values: object) -> str:
    """Return a template filled in.

    Besides the values a template has ``locale``, ``words`` (``Wording``) with its methods as
    filters, and the filter ``written`` for a text of the organiser; ``title_lines`` sets a
    long title.

    Args:
        name: path below ``templates``, such as ``pdf/agenda.html`` or ``email/signature.txt``.
        locale: ``th`` or ``en``.
        thai_digits: whether numbers of a Thai document are written in Thai digits.
        values: what the template shows.
    """
    words = Wording(locale, thai_digits)
    return _environment(locale).get_template(name).render(values, locale=locale, words=words)


@cache
def _environment(locale: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"], default=False),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    words = catalogue(locale)
    # newstyle: a message's places are filled and escaped by the template, not before
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        words.gettext, words.ngettext, newstyle=True
    )
    environment.filters.update({name: _filter(name) for name in _WORDINGS})
    environment.filters["written"] = _written
    environment.filters["title_lines"] = _title_lines
    return environment


def _title_lines(title: str) -> Markup:
    """Put a short text in brackets at the end of a long title on a line of its own.

    WeasyPrint breaks the line at a wrong word where the bracket is only kept from being torn.
    """
    found = _LONG_WITH_BRACKET.fullmatch(title)
    return Markup("{}<br>{}").format(found[1], found[2]) if found else escape(title)


@pass_context
def _written(context: Context, text: Text) -> str:
    """A text of the organiser in the document's language."""
    return text.in_language(context["locale"])


def _filter(name: str) -> Callable[..., str]:
    """A filter that asks the document's own wording."""

    @pass_context
    def in_words(context: Context, *values: Any) -> str:  # noqa: ANN401 (dates, times, numbers)
        text: str = getattr(context["words"], name)(*values)
        return text

    return in_words
