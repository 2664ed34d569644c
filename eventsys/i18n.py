"""Translations for everything that is not a web page: sentences, mails, PDFs, spreadsheets.

Thai is the language of the sources: a message's identifier is its Thai text, and the Thai
catalogue may put other words in its place. Pages go through Flask-Babel, which reads the same
catalogues.
"""

from functools import cache
from pathlib import Path

from babel.support import NullTranslations, Translations

LOCALES = ("th", "en")
DEFAULT_LOCALE = "th"
CATALOGUES = Path(__file__).parent / "translations"


def N_(message: str) -> str:  # noqa: N802 (gettext's customary name for a marked message)
    """Mark a message for the catalogues and give it back unchanged."""
    return message


@cache
def catalogue(locale: str) -> NullTranslations:
    """Return the catalogue of a locale.

    Args:
        locale: ``th`` or ``en``; any other gives the sources' own Thai.
    """
    return Translations.load(CATALOGUES, [locale])


def translate(locale: str, message: str, **parameters: object) -> str:
    """Return a message in a locale, its ``%(name)s`` places filled.

    Args:
        locale: ``th`` or ``en``.
        message: Thai text as it stands in the sources, marked with ``N_``.
        parameters: what the places of the message are filled with.
    """
    text = catalogue(locale).gettext(message)
    return text % parameters if parameters else text
