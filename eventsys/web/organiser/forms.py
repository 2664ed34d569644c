"""What the organisers' forms share: versions, rows, links; and the forms of an event itself."""

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime, time
from typing import ClassVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, FieldList, Form, HiddenField, SelectField
from wtforms.validators import DataRequired, ValidationError

from eventsys.models import Event
from eventsys.rules.moments import parse_moment
from eventsys.services.events import EventSettings, EventTexts
from eventsys.web.forms import (
    LONG,
    BaseForm,
    LongTextField,
    MomentField,
    NumberField,
    TextField,
    at_most,
)

TITLE = 500
MOST_MINUTES = 24 * 60
MOST_MEETINGS = 100

_VERSION = re.compile("[0-9]{1,9}")
_WEB_ADDRESS = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)
_ENGLISH = {"lang": "en"}


def filled(message: str) -> DataRequired:
    """Return a validator for texts that also refuses one of nothing but spaces."""
    return DataRequired(message=message)


def web_address(form: Form, field: Field) -> None:
    """Refuse what no browser can open; a link without its beginning is the usual slip."""
    del form
    if field.data and not _WEB_ADDRESS.fullmatch(field.data):
        raise ValidationError(gettext("คัดลอกลิงก์มาทั้งหมด ลิงก์ต้องขึ้นต้นด้วย https://"))


class VersionedForm(BaseForm):
    """A form that knows which version of its rows it shows.

    Where somebody else saved meanwhile, it keeps what was typed, tells what is stored now, and is
    accepted when it is sent once more.
    """

    version = HiddenField()
    # label and stored text of each field that differs from what was typed
    stored: tuple[tuple[str, str], ...] = ()

    def show_stored(self, stored: "VersionedForm") -> None:
        """Take over the version that is stored now, and tell where its content differs."""
        self.version.data = stored.version.data
        self.stored = tuple(
            (str(field.label.text), as_text(stored[field.name]) or "–")
            for field in self
            if not isinstance(field, HiddenField) and as_text(field) != as_text(stored[field.name])
        )

    @property
    def version_shown(self) -> int:
        """The version that the form was made from; none at all counts as an old one."""
        typed = str(self.version.data or "")
        return int(typed) if _VERSION.fullmatch(typed) else 0


def as_text(field: Field) -> str:
    """Return what a field holds as its reader sees it."""
    if isinstance(field, FieldList):
        rows = (" ".join(_row_texts(entry)) for entry in field.entries)
        return "\n".join(row for row in rows if row)
    if isinstance(field, BooleanField):
        return str(gettext("ใช่") if field.data else gettext("ไม่ใช่"))
    if isinstance(field, SelectField):
        labels = {value: label for value, label, *_ in field.iter_choices()}
        return str(labels.get(field.data, ""))
    return str(field._value())  # type: ignore[attr-defined] # noqa: SLF001 (WTForms's name for it)


def _row_texts(entry: Field) -> Iterator[str]:
    """Give the texts of a row; a box that is not ticked says nothing."""
    row = getattr(entry, "form", None)
    if not isinstance(row, Row) or row.blank:
        return
    for field in row:
        if isinstance(field, BooleanField):
            if field.data:
                yield f"({field.label.text})"
        elif not isinstance(field, HiddenField):
            yield as_text(field).replace("\n", ", ")


class Row(Form):
    """A row of a list in a form; one in which nothing was typed does not count."""

    # the fields that make a row count
    content: ClassVar[tuple[str, ...]]

    @property
    def blank(self) -> bool:
        """True where all fields that matter are empty."""
        return not any(str(self[name]._value()).strip() for name in self.content)  # type: ignore[attr-defined] # noqa: SLF001

    def validate(self, extra_validators: object = None) -> bool:
        """Check the row unless it is blank."""
        del extra_validators
        return self.blank or super().validate()


class NewEventForm(BaseForm):
    """The little that an event needs to begin with."""

    organisation = SelectField(_l("หน่วยงานเจ้าของโครงการ"), coerce=int)
    title_th = TextField(_l("ชื่อโครงการ"), [filled(_l("ใส่ชื่อโครงการ")), at_most(TITLE)])
    slug = TextField(
        _l("ที่อยู่ของหน้าเว็บ"),
        [filled(_l("ใส่ที่อยู่ของหน้าเว็บเป็นภาษาอังกฤษ เช่น sdg-workshop-2570")), at_most()],
        render_kw={
            "autocapitalize": "none",
            "autocomplete": "off",
            "spellcheck": "false",
            **_ENGLISH,
        },
    )


def _long(label: str, rows: int, language: dict[str, str]) -> LongTextField:
    return LongTextField(label, [at_most(LONG)], render_kw={"rows": rows, **language})


class TextsForm(VersionedForm):
    """All texts of an event in Thai and English."""

    title_th = TextField(_l("ชื่อโครงการ"), [filled(_l("ใส่ชื่อโครงการ")), at_most(TITLE)])
    title_en = TextField(_l("ชื่อโครงการ (ภาษาอังกฤษ)"), [at_most(TITLE)], render_kw=_ENGLISH)
    subtitle_th = TextField(_l("ชื่อรอง"), [at_most(TITLE)])
    subtitle_en = TextField(_l("ชื่อรอง (ภาษาอังกฤษ)"), [at_most(TITLE)], render_kw=_ENGLISH)
    background_th = _long(_l("ที่มา"), 10, {})
    background_en = _long(_l("ที่มา (ภาษาอังกฤษ)"), 10, _ENGLISH)
    objectives_th = _long(_l("วัตถุประสงค์"), 5, {})
    objectives_en = _long(_l("วัตถุประสงค์ (ภาษาอังกฤษ)"), 5, _ENGLISH)
    audience_th = _long(_l("กลุ่มเป้าหมาย"), 6, {})
    audience_en = _long(_l("กลุ่มเป้าหมาย (ภาษาอังกฤษ)"), 6, _ENGLISH)
    how_to_join_th = _long(_l("วิธีเข้าร่วมการประชุม"), 5, {})
    how_to_join_en = _long(_l("วิธีเข้าร่วมการประชุม (ภาษาอังกฤษ)"), 5, _ENGLISH)
    contact_th = _long(_l("ติดต่อสอบถาม"), 4, {})
    contact_en = _long(_l("ติดต่อสอบถาม (ภาษาอังกฤษ)"), 4, _ENGLISH)
    notes_th = _long(_l("หมายเหตุท้ายกำหนดการ"), 3, {})
    notes_en = _long(_l("หมายเหตุท้ายกำหนดการ (ภาษาอังกฤษ)"), 3, _ENGLISH)

    @classmethod
    def of(cls, event: Event) -> "TextsForm":
        """Return the form with what is stored."""
        return cls(formdata=None, obj=event, version=event.row_version)

    def texts(self) -> EventTexts:
        """Return what was typed."""
        return EventTexts(**{each.name: self[each.name].data or "" for each in fields(EventTexts)})


class ClosingField(MomentField):
    """The moment at which something ends; a date alone means the whole of that day."""

    def read(self, typed: str) -> datetime:
        """Return the moment, the last minute of the day where no time was typed."""
        return parse_moment(typed, without_time=time(23, 59))


_MOMENT = _l("ใส่วันและเวลา เช่น 1 ก.พ. 2570 09.00")


class SettingsForm(VersionedForm):
    """How an event is run."""

    registration_opens_at = MomentField(_l("เปิดลงทะเบียน"), wrong=_MOMENT)
    registration_closes_at = ClosingField(_l("ปิดลงทะเบียน"), wrong=_MOMENT)
    consent_th = _long(_l("ข้อความขอความยินยอม"), 5, {})
    consent_en = _long(_l("ข้อความขอความยินยอม (ภาษาอังกฤษ)"), 5, _ENGLISH)
    chat_name = TextField(_l("ชื่อกลุ่ม"), [at_most()])
    chat_url = TextField(
        _l("ลิงก์เข้ากลุ่ม"), [at_most(TITLE), web_address], render_kw={"inputmode": "url"}
    )
    chat_code = TextField(_l("รหัสเข้ากลุ่ม"), [at_most()], render_kw={"autocapitalize": "none"})
    thai_digits = BooleanField(_l("ใช้เลขไทยในเอกสาร PDF และอีเมล"))
    agenda_may_change = BooleanField(_l("แสดงหมายเหตุว่ากำหนดการอาจมีการเปลี่ยนแปลงตามความเหมาะสม"))
    least_minutes = NumberField(
        _l("เวลาขั้นต่ำต่อครั้ง (นาที)"),
        least=1,
        most=MOST_MINUTES,
        wrong=_l("ใส่จำนวนนาทีเป็นตัวเลข 1 ถึง 1440 หรือเว้นว่าง"),
    )
    least_meetings = NumberField(
        _l("จำนวนครั้งขั้นต่ำ"),
        least=1,
        most=MOST_MEETINGS,
        wrong=_l("ใส่จำนวนครั้งเป็นตัวเลข 1 ถึง 100 หรือเว้นว่าง"),
    )

    @classmethod
    def of(cls, event: Event) -> "SettingsForm":
        """Return the form with what is stored."""
        return cls(formdata=None, obj=event, version=event.row_version)

    def settings(self) -> EventSettings:
        """Return what was typed."""
        return EventSettings(**{each.name: self[each.name].data for each in fields(EventSettings)})
