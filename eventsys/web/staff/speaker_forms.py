"""The form in which the addresses of a meeting's speakers are typed."""

import hashlib
from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import Email, Optional

from eventsys.web.forms import BaseForm, TextField, at_most

LONGEST = 254


class SpeakersForm(BaseForm):
    """One field for each speaker; ``names`` has the speakers by the names of their fields.

    Beside each field stands hidden what was in it when the page was made, so that an old page
    changes only what was typed into it, and takes nothing away that others typed meanwhile.
    """

    names: Mapping[str, str] = {}

    @property
    def changed(self) -> dict[str, str]:
        """Return the addresses that are not what the page showed, by the speakers' names."""
        return {
            name: self[key].data or ""
            for key, name in self.names.items()
            if (self[key].data or "") != (self[before(key)].data or "")
        }


def before(key: str) -> str:
    """Return the name of the hidden field that belongs to a speaker's field."""
    return f"{key}-before"


def speakers_form(number: int, addresses: Mapping[str, str], *, sent: bool = False) -> SpeakersForm:
    """Return the form for the speakers of a meeting.

    Args:
        number: of the meeting, of which there are several on the page.
        addresses: what is stored, by the speakers' names; they are the labels.
        sent: whether the form shows and judges what the request brings.
    """
    # named after the person, not the place: the agenda may change while the page is open
    names = {f"s{hashlib.sha256(name.encode()).hexdigest()[:16]}": name for name in addresses}
    fields: dict[str, Any] = {"names": names}
    for key, name in names.items():
        fields[key] = _address_field(name)
        fields[before(key)] = HiddenField(validators=[at_most(LONGEST)])
    kind: type[SpeakersForm] = type("MeetingSpeakersForm", (SpeakersForm,), fields)
    if sent:
        return kind(prefix=f"m{number}")
    stored = {key: addresses[name] for key, name in names.items()}
    shown = stored | {before(key): email for key, email in stored.items()}
    return kind(formdata=None, prefix=f"m{number}", data=shown)


def _address_field(name: str) -> TextField:
    return TextField(
        name,
        [
            Optional(),
            at_most(LONGEST),
            Email(
                # the list of faults above the page stands apart from the fields
                message=_l(
                    "อีเมลของ %(name)s ใช้ส่งไม่ได้ ตรวจสอบตัวสะกด เช่น name@example.go.th", name=name
                ),
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
