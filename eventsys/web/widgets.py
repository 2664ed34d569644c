"""Inputs of forms as HTML: what WTForms writes, at a tenth of its cost.

A form of registration offers 77 provinces, and the whole country asks for it in the same minute;
WTForms formats each attribute of each option through several layers.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from babel.support import NullTranslations, Translations
from markupsafe import Markup, escape
from wtforms import Field, SelectField, SelectFieldBase
from wtforms.i18n import messages_path
from wtforms.meta import DefaultMeta
from wtforms.widgets import CheckboxInput, HiddenInput, Input, Select, TextInput

from eventsys.rules.agencies import AGENCIES, Agency
from eventsys.web.language import chosen_locale

if TYPE_CHECKING:
    from _typeshed import SupportsItems

QUOTE = '"'
PAIR = 2


@cache
def _cleaned(name: str) -> str:
    """Return the name of an attribute as HTML has it: ``class_``, ``data_url``, ``aria_label``."""
    plain = name.rstrip("_")
    return plain.replace("_", "-") if plain.startswith(("data_", "aria_")) else plain


def attributes(values: dict[str, Any]) -> str:
    """Write attributes in the order of their names, ``True`` by its name alone, ``False`` not."""
    return " ".join(_written(values))


def _written(values: dict[str, Any]) -> Iterator[str]:
    for name in sorted(values):
        value = values[name]
        if value is True:
            yield _cleaned(name)
        elif value is not False:
            # what is marked as HTML already may hold quotes still
            yield f'{_cleaned(name)}="{str(escape(value)).replace(QUOTE, "&quot;")}"'


def _flags(field: Field, known: list[str]) -> dict[str, Any]:
    """Return what validators tell the browser of a field."""
    return {
        name: value() if callable(value) else value
        for name, value in vars(field.flags).items()
        if name in known
    }


# provinces with their places left: each is written once for each number
@lru_cache(maxsize=16384)
def option(value: object, label: str, *, selected: bool = False) -> Markup:
    """Write one of the options of a list."""
    mark = " selected" if selected else ""
    return Markup(f'<option{mark} value="{escape(value)}">{escape(label)}</option>')  # noqa: S704


@lru_cache(maxsize=64)
def agency_options(own: tuple[Agency, ...]) -> Markup:
    """Write the agencies that are suggested while somebody types: an event's own, then the table's.

    Args:
        own: agencies that the event knows besides those of the table.
    """
    return Markup().join(option(each.abbr, each.name_th) for each in (*own, *AGENCIES))


class PlainInput(Input):
    """An input of any type."""

    def __call__(self, field: Field, **given: Any) -> Markup:  # noqa: ANN401 (as WTForms)
        """Write the input."""
        values = _flags(field, self.validation_attrs) | {
            "id": field.id,
            "type": self.input_type,
            "name": field.name,
        }
        values |= given
        if "value" not in given:
            values["value"] = field._value()  # type: ignore[attr-defined]  # noqa: SLF001 (WTForms's own way)
        return Markup(f"<input {attributes(values)}>")  # noqa: S704 (escaped above)


class Line(TextInput, PlainInput):
    """A line of text."""


class Hidden(HiddenInput, PlainInput):
    """A value that nobody sees."""


class Box(CheckboxInput, PlainInput):
    """A box to tick."""


class Options(Select):
    """A list of options that are pairs of value and label."""

    def __call__(self, field: SelectFieldBase, **given: Any) -> Markup:  # noqa: ANN401 (as WTForms)
        """Write the list; one of another kind is left to WTForms."""
        offered = getattr(field, "choices", None)
        if (
            not isinstance(field, SelectField)
            or not isinstance(offered, list)
            or any(not isinstance(each, tuple) or len(each) != PAIR for each in offered)
        ):
            return super().__call__(field, **given)
        values = _flags(field, self.validation_attrs) | {"id": field.id, "name": field.name} | given
        options = "".join(
            option(value, str(label), selected=field.coerce(value) == field.data)
            for value, label in offered
        )
        return Markup(f"<select {attributes(values)}>{options}</select>")  # noqa: S704 (escaped)


_QUICK: dict[type, Any] = {
    TextInput: Line(),
    HiddenInput: Hidden(),
    CheckboxInput: Box(),
    Select: Options(),
}


@cache
def _sentences(locale: str) -> NullTranslations:
    """Return WTForms's own sentences in a language, where it has them."""
    return Translations.load(messages_path(), [locale], domain="wtforms")


class QuickMeta(DefaultMeta):
    """Writes the common inputs in our own way, all others as WTForms does."""

    def get_translations(self, form: object) -> NullTranslations:
        """Return WTForms's sentences; Flask-WTF would look for their file at each request."""
        del form
        return _sentences(chosen_locale())

    def render_field(self, field: Field, render_kw: "SupportsItems[str, Any]") -> Markup:
        """Write a field."""
        widget = _QUICK.get(type(field.widget), field.widget)
        values = {_cleaned(name): value for name, value in (field.render_kw or {}).items()}
        values |= {_cleaned(name): value for name, value in render_kw.items()}
        return widget(field, **values)  # type: ignore[no-any-return]
