"""The form with which a person registers, and changes what they said."""

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol, TypeVar

from wtforms import BooleanField, HiddenField, SelectField
from wtforms.validators import Email, Optional, ValidationError

from eventsys.models import Approval, QuotaKind
from eventsys.queries.registering import FormQuota
from eventsys.rules.contacts import phone_is_usable
from eventsys.rules.quota import Opening
from eventsys.rules.thai import to_arabic_digits
from eventsys.rules.thai_sorting import thai_order
from eventsys.sentences.words import WORDS, word
from eventsys.services.applicants import Applicant
from eventsys.web.filters import moment, of
from eventsys.web.forms import BaseForm, TextField, at_most, required
from eventsys.web.language import chosen_locale, gettext
from eventsys.web.language import lazy_gettext as _l


class PersonForm(BaseForm):
    """What a person says of themselves."""

    title = TextField(
        _l("คำนำหน้า"),
        [required(_l("ใส่คำนำหน้า เช่น นาย นาง นางสาว")), at_most(40)],
        render_kw={"list": "titles", "autocomplete": "honorific-prefix"},
    )
    first_name = TextField(
        _l("ชื่อ"),
        [required(_l("ใส่ชื่อ")), at_most(80)],
        render_kw={"autocomplete": "given-name"},
    )
    last_name = TextField(
        _l("นามสกุล"),
        [required(_l("ใส่นามสกุล")), at_most(80)],
        render_kw={"autocomplete": "family-name"},
    )
    agency = TextField(
        _l("หน่วยงาน"),
        [required(_l("ใส่ชื่อย่อหน่วยงาน หรือชื่อเต็มถ้าไม่มีชื่อย่อ")), at_most(160)],
        render_kw={"list": "agencies", "autocomplete": "organization"},
    )
    position = TextField(
        _l("ตำแหน่ง"),
        [at_most(160)],
        render_kw={"autocomplete": "organization-title"},
    )
    sector = SelectField(_l("ภาคส่วน"), validate_choice=False)
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
            "autocomplete": "email",
            "autocapitalize": "none",
        },
    )
    phone = TextField(
        _l("โทรศัพท์"),
        [at_most(40)],
        render_kw={"type": "tel", "inputmode": "tel", "autocomplete": "tel"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (as WTForms)
        """Offer the sectors in the reader's language."""
        super().__init__(*args, **kwargs)
        locale = chosen_locale()
        self.sector.choices = [("", gettext("เลือกภาคส่วน"))] + [
            (value, word("sector", value, locale)) for value in WORDS["sector"]
        ]

    def validate_phone(self, field: TextField) -> None:
        """Accept a number as people write it; ask for it where there is no e-mail."""
        check_phone(field)
        if not field.data and not self.email.data:
            raise ValidationError(gettext("ใส่อีเมลหรือโทรศัพท์อย่างน้อยหนึ่งอย่าง เพื่อให้ติดต่อกลับได้"))

    @property
    def applicant(self) -> Applicant:
        """Return what was typed, for the service."""
        return Applicant(
            title=self.title.data or "",
            first_name=self.first_name.data or "",
            last_name=self.last_name.data or "",
            agency=self.agency.data or "",
            position=self.position.data or "",
            sector=known_sector(self.sector.data),
            email=self.email.data or "",
            phone=self.phone.data or "",
        )


def check_phone(field: TextField) -> None:
    """Keep a telephone number in Arabic digits, and refuse what is none."""
    field.data = to_arabic_digits(field.data or "")
    if field.data and not phone_is_usable(field.data):
        raise ValidationError(gettext("หมายเลขโทรศัพท์ไม่ถูกต้อง ใส่เป็นตัวเลข เช่น 08 1234 5678"))


def known_sector(sent: str | None) -> str:
    """Return the sector that was chosen; one that the form does not offer counts as other.

    Nobody is kept from registering by a question that may stay empty.
    """
    if not sent:
        return ""
    return sent if sent in WORDS["sector"] else "other"


class RegistrationForm(PersonForm):
    """The form of registration; ``form_key`` lets the same form be known when it comes again."""

    quota = SelectField(_l("จังหวัดหรือหน่วยงาน"), validate_choice=False)
    consent = BooleanField(_l("ยินยอม"))
    # which text of the consent the person read
    consent_version = HiddenField(validators=[at_most(20)])
    form_key = HiddenField(validators=[at_most(64)])

    def __init__(
        self,
        known: Callable[[str], bool],
        consent_version: int,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        """Take what tells a quota of the event by its code; ``offer`` makes choices of them all."""
        super().__init__(**kwargs)
        self.known = known
        self.read_version = self.consent_version.data or str(consent_version)
        self.consent_version.data = str(consent_version)
        if not self.form_key.data:
            self.form_key.data = secrets.token_urlsafe(16)

    @property
    def blank(self) -> bool:
        """Tell whether nobody has typed anything; a quota may be chosen."""
        return not self.is_submitted()

    def offer(
        self,
        quotas: Sequence[FormQuota],
        openings: Mapping[int, tuple[Opening, datetime | None]],
        meetings: Mapping[int, int],
    ) -> None:
        """Offer the quotas with the places that are left, central and own ones first.

        Args:
            quotas: of the event.
            openings: whether each is open, by its number in the database.
            meetings: the numbers of the event's meetings, by those in the database.
        """
        # the sentences are looked up once, not for each of 77 provinces
        sentences = {
            "free": gettext("%(name)s (เหลือ %(left)s ที่)"),
            "approval": gettext("%(name)s (เหลือ %(left)s ที่ ต้องรออนุมัติ)"),
            "waiting": gettext("%(name)s (เต็ม – ลงรายชื่อสำรองได้)"),
            "full": gettext("%(name)s (เต็ม)"),
            "not_yet": gettext("%(name)s (เปิดลงทะเบียน %(moment)s)"),
            "closed": gettext("%(name)s (ปิดลงทะเบียนแล้ว)"),
        }
        for_meeting = gettext("%(name)s เฉพาะครั้งที่ %(number)s")
        self.quota.choices = [("", gettext("เลือกจังหวัด หรือส่วนกลาง"))]
        for quota in in_order(quotas):
            state, when = openings[quota.id]
            name = of(quota, "name")
            number = meetings.get(quota.meeting_id or 0)
            told = {
                "name": for_meeting % {"name": name, "number": number} if number else name,
                "left": quota.capacity - quota.taken,
                "moment": moment(when) if when else "",
            }
            self.quota.choices.append((quota.code, sentences[_offered(quota, state)] % told))

    def validate_quota(self, field: SelectField) -> None:
        """Ask for a quota of this event."""
        if not field.data or not self.known(field.data):
            raise ValidationError(gettext("เลือกจังหวัดของหน่วยงาน หรือส่วนกลาง"))

    def validate_consent(self, field: BooleanField) -> None:
        """Ask for the consent."""
        if not field.data:
            raise ValidationError(gettext("ทำเครื่องหมายยินยอมก่อน จึงจะลงทะเบียนได้"))
        if self.read_version != self.consent_version.data:
            field.data = False
            raise ValidationError(
                gettext("ข้อความยินยอมเปลี่ยนไปแล้ว กรุณาอ่านข้อความใหม่ แล้วทำเครื่องหมายอีกครั้ง")
            )


def _offered(quota: FormQuota, state: Opening) -> str:
    """Return what is said of a quota among those that can be chosen."""
    if state is not Opening.OPEN:
        return state.value
    if quota.capacity > quota.taken:
        return "free" if quota.approval is Approval.NOBODY else "approval"
    return "waiting" if quota.waiting_list else "full"


class Named(Protocol):
    """What is listed as a quota: of a kind, with a name."""

    @property
    def kind(self) -> str:
        """``central``, ``own`` or ``province``."""

    @property
    def name_th(self) -> str:
        """The Thai name."""

    @property
    def name_en(self) -> str:
        """The English name, which may be empty."""


N = TypeVar("N", bound=Named)


def in_order(quotas: Iterable[N]) -> list[N]:
    """Return quotas as people look for them: central, own, then provinces as in a dictionary."""
    rank: dict[str, int] = {QuotaKind.CENTRAL: 0, QuotaKind.OWN: 1, QuotaKind.PROVINCE: 2}
    english = chosen_locale() == "en"
    return sorted(
        quotas,
        key=lambda quota: (
            rank[quota.kind],
            of(quota, "name") if english else thai_order(quota.name_th),
        ),
    )
