"""The forms of a coordinator's pages."""

import secrets
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField
from wtforms.validators import Email, Optional

from eventsys.web.forms import BaseForm, TextField, at_most, required
from eventsys.web.public.forms import PersonForm, check_phone


class NominationForm(PersonForm):
    """What a coordinator says of somebody else; neither address nor telephone is asked for.

    Many people have no e-mail, and whoever has neither gets a slip of paper.
    """

    form_key = HiddenField(validators=[at_most(64)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (as WTForms)
        """Make a key for a new form; keep the browser from filling in the clerk's own name."""
        super().__init__(*args, **kwargs)
        if not self.form_key.data:
            self.form_key.data = secrets.token_urlsafe(16)
        for field in self:
            if field.render_kw and "autocomplete" in field.render_kw:
                field.render_kw = {**field.render_kw, "autocomplete": "off"}

    def validate_phone(self, field: TextField) -> None:
        """Accept a number as people write it."""
        check_phone(field)


class ContactForm(BaseForm):
    """How a person is reached."""

    email = TextField(
        _l("อีเมล"),
        [
            Optional(),
            at_most(254),
            Email(
                message=_l("อีเมลนี้ใช้ส่งไม่ได้ ตรวจสอบตัวสะกด เช่น name@example.go.th"),
                allow_smtputf8=False,
            ),
        ],
        render_kw={
            "type": "email",
            "inputmode": "email",
            "autocomplete": "off",
            "autocapitalize": "none",
        },
    )
    phone = TextField(
        _l("โทรศัพท์"),
        [at_most(40)],
        render_kw={"type": "tel", "inputmode": "tel", "autocomplete": "off"},
    )

    def validate_phone(self, field: TextField) -> None:
        """Accept a number as people write it."""
        check_phone(field)


class SubstituteForm(BaseForm):
    """Who comes to one meeting in a person's place."""

    title = TextField(
        _l("คำนำหน้า"),
        [required(_l("ใส่คำนำหน้า เช่น นาย นาง นางสาว")), at_most(40)],
        render_kw={"list": "titles", "autocomplete": "off"},
    )
    first_name = TextField(
        _l("ชื่อ"), [required(_l("ใส่ชื่อ")), at_most(80)], render_kw={"autocomplete": "off"}
    )
    last_name = TextField(
        _l("นามสกุล"), [required(_l("ใส่นามสกุล")), at_most(80)], render_kw={"autocomplete": "off"}
    )


class UploadForm(BaseForm):
    """A spreadsheet of people."""

    file = FileField(
        _l("ไฟล์ Excel หรือ CSV"),
        [FileRequired(_l("เลือกไฟล์ก่อน"))],
        render_kw={"accept": ".xlsx,.csv,.txt"},
    )
    agency = TextField(
        _l("หน่วยงานของแถวที่ไม่ได้ระบุ"), [at_most(160)], render_kw={"autocomplete": "off"}
    )


class PreviewForm(BaseForm):
    """A list of people that are about to be added: its signed rows, and what was told of them."""

    rows = HiddenField()
    # how many were said to get no place at once
    without_place = HiddenField(validators=[at_most(10)])


def email_is_usable(address: str) -> bool:
    """Tell whether the forms accept an address."""
    try:
        validate_email(address, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return False
    return True
