"""Forms about coordinators: one of them, a list of them, and whether a code is asked for."""

import json
from collections.abc import Iterable, Mapping

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField

from eventsys.imports.coordinator_lists import MOST_ROWS
from eventsys.models import CoordinatorContact
from eventsys.rules.coordinator_list import CELLS, LONGEST, TypedContact
from eventsys.rules.thai import repair
from eventsys.services.coordinator_contacts import ContactDetails
from eventsys.web.forms import BaseForm, TextField, at_most, required

# of one field of a form that brings a list back
MOST_BYTES = 1_500_000


class ContactForm(BaseForm):
    """A coordinator."""

    name = TextField(_l("ชื่อผู้ประสานงาน"), [required(_l("ใส่ชื่อผู้ประสานงาน")), at_most(LONGEST)])
    office = TextField(_l("หน่วยงาน"), [at_most(LONGEST)])
    email = TextField(
        _l("อีเมล"),
        [at_most(254)],
        render_kw={"type": "email", "inputmode": "email", "autocapitalize": "none"},
    )
    phone = TextField(_l("โทรศัพท์"), [at_most(LONGEST)], render_kw={"type": "tel"})

    @classmethod
    def of(cls, contact: CoordinatorContact) -> "ContactForm":
        """Return the form with what is stored."""
        return cls(formdata=None, obj=contact, prefix=f"contact-{contact.id}")

    @property
    def details(self) -> ContactDetails:
        """What was typed, for the service."""
        return ContactDetails(
            name=self.name.data or "",
            office=self.office.data or "",
            email=self.email.data or "",
            phone=self.phone.data or "",
        )


class CodeSettingForm(BaseForm):
    """Whether coordinators show a code that is sent by mail."""

    wanted = BooleanField(_l("ให้ผู้ประสานงานยืนยันด้วยรหัสทางอีเมล"))


class ListForm(BaseForm):
    """A spreadsheet of coordinators."""

    file = FileField(
        _l("ไฟล์รายชื่อผู้ประสานงาน"),
        [FileRequired(_l("เลือกไฟล์ Excel หรือ CSV"))],
        render_kw={"accept": ".csv,.xlsx"},
    )


class PreviewForm(BaseForm):
    """A list that comes back from its preview; its rows are read apart."""

    columns = HiddenField()


class SendForm(BaseForm):
    """The button of a preview; the key makes a page that is sent twice count once."""

    form_key = HiddenField()


def rows_as_sent(rows: Iterable[TypedContact]) -> str:
    """Return the rows of a list as a form sends them back."""
    return json.dumps(
        [[row.line, *(getattr(row, cell) for cell in CELLS)] for row in rows],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def rows_sent(form: Mapping[str, str]) -> list[TypedContact]:
    """Return the rows that a preview sends back, with what was typed over and without the dropped.

    Raises:
        ValueError: no preview made this.
    """
    try:
        found = json.loads(form.get("rows", ""))
    except RecursionError:
        raise ValueError("not the rows of a preview") from None
    if not isinstance(found, list) or len(found) > MOST_ROWS:
        raise ValueError("not the rows of a preview")
    rows = []
    for place, cells in enumerate(found):
        if not isinstance(cells, list) or len(cells) != len(CELLS) + 1:
            raise ValueError("not a row of a preview")
        line, *texts = cells
        if not isinstance(line, int) or not all(isinstance(text, str) for text in texts):
            raise ValueError("not the cells of a preview")
        if form.get(f"row-{place}-drop"):
            continue
        typed = dict(zip(CELLS, texts, strict=True))
        typed |= {cell: repair(form.get(f"row-{place}-{cell}", typed[cell])) for cell in CELLS}
        rows.append(TypedContact(line=line, **typed))
    return rows
