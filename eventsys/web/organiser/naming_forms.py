"""Forms for how an event names people: what it allows, and its own agencies."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from eventsys.models import Event, EventAgency, NamesakeMark
from eventsys.queries.naming import TypedAgency
from eventsys.services.naming import AgencyPlan, NamingRules
from eventsys.web.forms import BaseForm, LongTextField, TextField, at_most, required
from eventsys.web.organiser.forms import VersionedForm

AGENCY = 160


class NamingForm(VersionedForm):
    """What an event allows in display names."""

    namesake_mark = RadioField(_l("เมื่อมีคนชื่อซ้ำกันทั้งจังหวัด หน่วยงาน และชื่อ"))
    allow_surname = BooleanField(_l("ให้มีนามสกุลต่อท้ายชื่อได้"))
    allow_missing_title = BooleanField(_l("ให้ไม่มีคำนำหน้าชื่อได้"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Offer the marks with an example of each."""
        super().__init__(*args, **kwargs)
        self.namesake_mark.choices = [
            (NamesakeMark.INITIAL.value, gettext("อักษรแรกของนามสกุล เช่น นายมั่งมั่ง ก.")),
            (NamesakeMark.NUMBER.value, gettext("ตัวเลข เช่น นายมั่งมั่ง 2")),
        ]

    @classmethod
    def of(cls, event: Event) -> "NamingForm":
        """Return the form with what is stored."""
        return cls(
            formdata=None,
            version=event.row_version,
            namesake_mark=event.namesake_mark.value,
            allow_surname=event.allow_surname,
            allow_missing_title=event.allow_missing_title,
        )

    def rules(self) -> NamingRules:
        """Return what was chosen."""
        return NamingRules(
            namesake_mark=NamesakeMark(self.namesake_mark.data),
            allow_surname=bool(self.allow_surname.data),
            allow_missing_title=bool(self.allow_missing_title.data),
        )


class AgencyForm(BaseForm):
    """An agency that an event knows besides those of the table."""

    abbr = TextField(
        _l("ชื่อย่อ"),
        [required(_l("ใส่ชื่อย่อที่จะใช้ในชื่อ หรือชื่อเต็มถ้าไม่มีชื่อย่อ")), at_most(AGENCY)],
    )
    name_th = TextField(_l("ชื่อเต็ม"), [at_most(AGENCY)])
    name_en = TextField(_l("ชื่อภาษาอังกฤษ"), [at_most(AGENCY)], render_kw={"lang": "en"})
    aliases = LongTextField(_l("ชื่ออื่นที่คนเขียน"), [at_most(4000)], render_kw={"rows": 3})

    @classmethod
    def of(cls, agency: EventAgency) -> "AgencyForm":
        """Return the form with what is stored."""
        return cls(
            formdata=None,
            abbr=agency.abbr,
            name_th=agency.name_th,
            name_en=agency.name_en,
            aliases="\n".join(agency.aliases),
        )

    def plan(self) -> AgencyPlan:
        """Return what was typed."""
        return AgencyPlan(
            abbr=self.abbr.data or "",
            name_th=self.name_th.data or "",
            name_en=self.name_en.data or "",
            aliases=tuple((self.aliases.data or "").splitlines()),
        )


class TypedAgenciesForm(BaseForm):
    """Agencies that people typed, taken over as one: some ticked, or one by its own button."""

    keys = SelectMultipleField(
        _l("หน่วยงานที่พิมพ์เข้ามา"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    abbr = TextField(_l("ชื่อย่อที่ให้ใช้"), [at_most(AGENCY)], render_kw={"list": "known-agencies"})

    def __init__(self, typed: tuple[TypedAgency, ...], **kwargs: object) -> None:
        """Offer the agencies that are typed now."""
        super().__init__(**kwargs)
        self.typed = {each.key: each for each in typed}
        self.keys.choices = [(each.key, each.text) for each in typed]

    def plan(self, single: str) -> AgencyPlan | None:
        """Return the agency that stands for those chosen, or ``None`` where none of them is left.

        Args:
            single: the key of a row's own button, empty where the ticked ones are meant.
        """
        keys = [single] if single else self.keys.data or []
        chosen = [self.typed[key] for key in keys if key in self.typed]
        if not chosen:
            return None
        abbr = "" if single else self.abbr.data or ""
        return AgencyPlan(
            abbr=abbr or chosen[0].text,
            aliases=tuple(text for each in chosen for text in each.spellings),
        )
