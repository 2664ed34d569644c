"""Forms for places: all provinces at once, central agencies, and the organiser's own quotas."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from eventsys.models import Quota, QuotaKind
from eventsys.web.forms import BaseForm, NumberField, TextField, at_most, required
from eventsys.web.organiser.forms import filled

MOST_PLACES = 100_000
_ENGLISH = {"lang": "en"}
_NUMBER = _l("ใส่จำนวนที่นั่งเป็นตัวเลข 0 ถึง 100,000")


class PlacesForm(BaseForm):
    """How many places, and whether people may wait for one."""

    capacity = NumberField(
        _l("จำนวนที่นั่ง"),
        [required(_l("ใส่จำนวนที่นั่ง"))],
        most=MOST_PLACES,
        wrong=_NUMBER,
        render_kw={"inputmode": "numeric"},
    )
    waiting_list = BooleanField(_l("รับรายชื่อสำรองเมื่อเต็ม"), default=True)


class ProvincesForm(PlacesForm):
    """Places of every province."""

    capacity = NumberField(
        _l("ที่นั่งต่อจังหวัด"),
        [required(_l("ใส่จำนวนที่นั่ง"))],
        most=MOST_PLACES,
        wrong=_NUMBER,
        render_kw={"inputmode": "numeric"},
    )


class NamedPlacesForm(PlacesForm):
    """Places with a name of their own."""

    name_th = TextField(_l("ชื่อโควตา"), [filled(_l("ใส่ชื่อโควตา")), at_most()])
    name_en = TextField(_l("ชื่อโควตา (ภาษาอังกฤษ)"), [at_most()], render_kw=_ENGLISH)


class OwnQuotaForm(NamedPlacesForm):
    """A new quota of the organiser's own."""

    code = TextField(
        _l("รหัสโควตา"),
        [filled(_l("ใส่รหัสโควตา"))],
        render_kw={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"},
    )


def form_of(quota: Quota) -> PlacesForm:
    """Return the form in which a quota is changed, with what is stored."""
    kind = form_kind(quota)
    return kind(formdata=None, obj=quota)


def form_kind(quota: Quota) -> type[PlacesForm]:
    """Return the form in which a quota is changed: only an own one has a name to change."""
    return NamedPlacesForm if quota.kind is QuotaKind.OWN else PlacesForm
