"""Fields and the form that all forms build on: Thai digits accepted, everything typed is kept."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, StringField, TextAreaField
from wtforms.form import BaseForm as AnyForm
from wtforms.validators import Length, StopValidation
from wtforms.widgets import TextInput

from eventsys.models import MeetingMode
from eventsys.rules.clock import TimeError, parse_time
from eventsys.rules.moments import parse_moment
from eventsys.rules.published import Text
from eventsys.rules.thai import repair, to_arabic_digits
from eventsys.rules.thai_dates import DateError, format_date_short, format_time, parse_date
from eventsys.sentences.errors import error_sentence
from eventsys.services.errors import DomainError
from eventsys.web.filters import clock, day, local, moment, own, say
from eventsys.web.language import chosen_locale, gettext, lazy_gettext
from eventsys.web.widgets import QuickMeta

SHORT = 200
LONG = 20_000


class BaseForm(FlaskForm):
    """A form of a page, with errors that are sentences in the reader's language."""

    class Meta(QuickMeta):
        """How its inputs are written."""

    def show(self, error: DomainError) -> None:
        """Show the sentence of a domain error at its field, or above the form."""
        sentence = sentence_of(error)
        target = self._fields.get(error.field or "")
        if target is None:
            self.form_errors.append(sentence)
        else:
            target.errors = [*target.errors, sentence]


def sentence_of(error: DomainError) -> str:
    """Return the sentence of a domain error in the reader's language."""
    parameters = {name: _in_words(value) for name, value in error.parameters.items()}
    return error_sentence(error.code, chosen_locale(), **parameters)


def _in_words(value: object) -> object:
    if isinstance(value, tuple):
        return ", ".join(str(_in_words(each)) for each in value)
    for kind, write in _WRITERS:
        if isinstance(value, kind):
            return write(value)
    return value


# a moment is a date as well, so it stands before
_WRITERS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (Text, own),
    (datetime, moment),
    (date, day),
    (time, clock),
    (MeetingMode, lambda mode: say("meeting_mode", mode.value)),
)


class Required:
    """A validator that asks for a value, and takes spaces for none."""

    # the browser and a reader of the screen are told of it
    field_flags = {"required": True}  # noqa: RUF012 (WTForms's form)

    def __init__(self, message: str) -> None:
        """Take the sentence that asks for the value."""
        self.message = message

    def __call__(self, form: AnyForm, field: Field) -> None:
        """Refuse an empty value; zero is a value."""
        del form
        if field.data is None or (isinstance(field.data, str) and not field.data.strip()):
            raise StopValidation(self.message)


def required(message: str) -> Required:
    """Return a validator that asks for a value with a sentence of the form's own."""
    return Required(message)


def at_most(length: int = SHORT) -> Length:
    """Return a validator that limits the length of a text."""
    return Length(max=length, message=lazy_gettext("ยาวเกินไป ใช้ได้ไม่เกิน %(max)d ตัวอักษร"))


class TextField(StringField):
    """A line of text; stray spaces, invisible signs and misordered Thai marks are repaired."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep the repaired text."""
        self.data = repair(valuelist[0]) if valuelist else ""


class LongTextField(TextAreaField):
    """Several lines of text; line ends as the program keeps them."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep the text with plain line ends."""
        text = valuelist[0] if valuelist else ""
        self.data = text.replace("\r\n", "\n").replace("\r", "\n").strip()


class TypedField(Field, ABC):
    """A line of text with a meaning; what was typed is shown again where it has none."""

    widget = TextInput()
    data: Any

    def __init__(
        self,
        label: str | None = None,
        validators: Any = None,  # noqa: ANN401 (as WTForms)
        *,
        wrong: str = "",
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        """Take the sentence for a text without meaning beside WTForms's own arguments."""
        super().__init__(label, validators, **kwargs)
        self.wrong = wrong

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.write(self.data)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the text, or refuse it with the field's sentence."""
        self.data = None
        typed = repair(to_arabic_digits(valuelist[0])) if valuelist else ""
        if not typed:
            return
        try:
            self.data = self.read(typed)
        except ValueError:
            raise ValueError(self.wrong or gettext("อ่านค่านี้ไม่ได้ กรุณาพิมพ์ใหม่")) from None

    def pre_validate(self, form: AnyForm) -> None:
        """Keep "is required" from hiding why a value was refused."""
        del form
        if self.process_errors:
            raise StopValidation

    @abstractmethod
    def read(self, typed: str) -> Any:  # noqa: ANN401 (each field has its own)
        """Return the meaning of a text.

        Raises:
            ValueError: it has none.
        """

    def write(self, value: Any) -> str:  # noqa: ANN401
        """Return the text of a value."""
        return str(value)


class NumberField(TypedField):
    """A whole number within limits, in Thai or Arabic digits."""

    def __init__(
        self,
        label: str | None = None,
        validators: Any = None,  # noqa: ANN401
        *,
        least: int = 0,
        most: int = 1_000_000,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        """Take the limits, both included."""
        super().__init__(label, validators, **kwargs)
        self.least = least
        self.most = most

    def read(self, typed: str) -> int:
        """Return the number; commas and spaces between digits do not matter."""
        plain = typed.replace(",", "").replace(" ", "")
        if not plain.isascii() or not plain.isdigit() or len(plain) > 9:  # noqa: PLR2004 (digits)
            raise ValueError(typed)
        number = int(plain)
        if not self.least <= number <= self.most:
            raise ValueError(typed)
        return number


class DayField(TypedField):
    """A date, typed and shown with its Buddhist year."""

    def read(self, typed: str) -> date:
        """Return the date."""
        try:
            return parse_date(typed)
        except DateError as error:
            raise ValueError(str(error)) from None

    def write(self, value: date) -> str:
        """Write the date so that it can be typed over."""
        return format_date_short(value, locale=chosen_locale())


class ClockField(TypedField):
    """A time of day, typed as ``09.00``."""

    def read(self, typed: str) -> time:
        """Return the time."""
        try:
            return parse_time(typed)
        except TimeError as error:
            raise ValueError(str(error)) from None

    def write(self, value: time) -> str:
        """Write the time so that it can be typed over."""
        return format_time(value, locale=chosen_locale())


class MomentField(TypedField):
    """A date with a time of day in Asia/Bangkok, typed as ``1 ก.พ. 2570 09.00``."""

    def read(self, typed: str) -> datetime:
        """Return the moment; a date alone means its first minute."""
        return parse_moment(typed)

    def write(self, value: datetime) -> str:
        """Write the moment so that it can be typed over."""
        here = local(value)
        locale = chosen_locale()
        return f"{format_date_short(here, locale=locale)} {format_time(here.time(), locale=locale)}"
