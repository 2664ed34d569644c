"""Forms for places: one quota, several at once, sets, lists, and when unused ones may move."""

from collections.abc import Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, HiddenField, RadioField, SelectField

from eventsys.imports.quota_lists import MOST_ROWS
from eventsys.models import Approval, Quota, QuotaKind
from eventsys.rules.quota_list import CELLS, MOST_PLACES, TypedQuota
from eventsys.rules.quota_sets import SETS
from eventsys.services.quota_bulk import BulkChange
from eventsys.services.quotas import QuotaRules
from eventsys.web.access import row_number
from eventsys.web.filters import say
from eventsys.web.forms import BaseForm, MomentField, NumberField, TextField, at_most, required
from eventsys.web.organiser.forms import ClosingField, filled

_ENGLISH = {"lang": "en"}
_NUMBER = _l("ใส่จำนวนที่นั่งเป็นตัวเลข 0 ถึง 100,000")
_MOMENT = _l("ใส่วันและเวลา เช่น 1 ก.พ. 2570 09.00")
_DIGITS = {"inputmode": "numeric"}

YES, NO = "yes", "no"


def _places(label: str, *, needed: bool = True) -> NumberField:
    return NumberField(
        label,
        [required(_l("ใส่จำนวนที่นั่ง"))] if needed else [],
        most=MOST_PLACES,
        wrong=_NUMBER,
        render_kw=_DIGITS,
    )


class PlacesForm(BaseForm):
    """How many places, and whether people may wait for one."""

    capacity = _places(_l("จำนวนที่นั่ง"))
    waiting_list = BooleanField(_l("รับรายชื่อสำรองเมื่อเต็ม"), default=True)


class OwnQuotaForm(PlacesForm):
    """A new quota of the organiser's own."""

    name_th = TextField(_l("ชื่อโควตา"), [filled(_l("ใส่ชื่อโควตา")), at_most()])
    name_en = TextField(_l("ชื่อโควตา (ภาษาอังกฤษ)"), [at_most()], render_kw=_ENGLISH)
    code = TextField(
        _l("รหัสโควตา"),
        [filled(_l("ใส่รหัสโควตา"))],
        render_kw={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"},
    )


class SetForm(PlacesForm):
    """A set of quotas, with the same number of places for each."""

    members = RadioField(_l("ชุดโควตา"), default=next(iter(SETS)))
    capacity = _places(_l("ที่นั่งต่อโควตา"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.members.choices = [(key, say("quota_set", key)) for key in SETS]


class ListForm(BaseForm):
    """A spreadsheet of quotas."""

    file = FileField(_l("ไฟล์โควตา"), [FileRequired(_l("เลือกไฟล์ก่อน"))])
    capacity = _places(_l("ที่นั่งของแถวที่ไม่ได้ระบุ"), needed=False)
    waiting_list = BooleanField(_l("รับรายชื่อสำรองในแถวที่ไม่ได้ระบุ"), default=True)


class PreviewForm(BaseForm):
    """A list of quotas that are about to be made, each cell to be typed over."""

    # ``yes`` where names and codes are those of a set
    fixed = HiddenField()
    # in which column of the file each cell stands: ``A,,,B``
    columns = HiddenField(validators=[at_most()])
    everywhere = _places(_l("ที่นั่งเท่ากันทุกแถว"), needed=False)


def typed_rows(sent: MultiDict[str, str]) -> list[TypedQuota]:
    """Return the rows of a sent preview, without those that are to be left out."""
    return [
        TypedQuota(
            line=row_number(sent[f"row-{index}-line"]),
            **{cell: sent.get(f"row-{index}-{cell}", "")[:1000] for cell in CELLS},
        )
        for index in range(MOST_ROWS)
        if f"row-{index}-line" in sent and f"row-{index}-drop" not in sent
    ]


class QuotaForm(PlacesForm):
    """How a quota works: places, waiting list, hours, approval, meeting."""

    opens_at = MomentField(_l("เปิดรับ"), wrong=_MOMENT)
    closes_at = ClosingField(_l("ปิดรับ"), wrong=_MOMENT)
    approval = SelectField(_l("การอนุมัติ"), default=Approval.NOBODY.value)
    meeting = SelectField(_l("ใช้กับ"), default="")

    def offer(self, meetings: Sequence[tuple[int, int]], *, fixed: bool) -> None:
        """Offer who may approve, and the meetings: their numbers in the database and the event's.

        Args:
            meetings: of the event.
            fixed: whether somebody registered, so that the meeting stays as it is.
        """
        self.approval.choices = [(each.value, say("approval", each.value)) for each in Approval]
        self.meeting.choices = [("", gettext("ทั้งโครงการ"))] + [
            (str(identity), gettext("เฉพาะการประชุมครั้งที่ %(number)s", number=number))
            for identity, number in meetings
        ]
        if fixed or not meetings:
            del self.meeting

    def rules(self, quota: Quota) -> QuotaRules:
        """Return what was typed; the meeting of the quota where the form does not ask for it."""
        meeting_id = quota.meeting_id
        if self.meeting is not None:
            meeting_id = int(self.meeting.data) if self.meeting.data else None
        return QuotaRules(
            opens_at=self.opens_at.data,
            closes_at=self.closes_at.data,
            approval=Approval(self.approval.data),
            meeting_id=meeting_id,
        )


class NamedQuotaForm(QuotaForm):
    """A quota with a name of its own."""

    name_th = TextField(_l("ชื่อโควตา"), [filled(_l("ใส่ชื่อโควตา")), at_most()])
    name_en = TextField(_l("ชื่อโควตา (ภาษาอังกฤษ)"), [at_most()], render_kw=_ENGLISH)


def form_of(quota: Quota) -> QuotaForm:
    """Return the form in which a quota is changed, with what is stored."""
    return form_kind(quota)(
        formdata=None,
        obj=quota,
        data={"meeting": "" if quota.meeting_id is None else str(quota.meeting_id)},
    )


def form_kind(quota: Quota) -> type[QuotaForm]:
    """Return the form in which a quota is changed: only an own one has a name to change."""
    return NamedQuotaForm if quota.kind is QuotaKind.OWN else QuotaForm


class BulkForm(BaseForm):
    """What becomes of several quotas; an empty field leaves it as it is in each."""

    scope = RadioField(_l("โควตาที่จะเปลี่ยน"), default="ticked")
    capacity = _places(_l("จำนวนที่นั่ง"), needed=False)
    waiting_list = SelectField(_l("รายชื่อสำรอง"), default="")
    closes_at = ClosingField(_l("ปิดรับ"), wrong=_MOMENT)
    no_closing = BooleanField(_l("ยกเลิกเวลาปิดของโควตา ใช้เวลาปิดของโครงการ"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.scope.choices = [
            ("ticked", gettext("ที่ทำเครื่องหมายในตาราง")),
            ("shown", gettext("ทุกโควตาที่แสดงในตาราง")),
        ]
        self.waiting_list.choices = [
            ("", gettext("ไม่เปลี่ยน")),
            (YES, gettext("รับ")),
            (NO, gettext("ไม่รับ")),
        ]

    def change(self) -> BulkChange:
        """Return what was typed."""
        closes, waiting = self.closes_at.data, self.waiting_list.data
        return BulkChange(
            capacity=self.capacity.data,
            waiting_list=waiting == YES if waiting else None,
            set_closing=closes is not None or bool(self.no_closing.data),
            closes_at=closes,
        )


class UnusedForm(BaseForm):
    """From when on unused places may go to people who wait elsewhere."""

    unused_places_from = MomentField(_l("ย้ายที่นั่งที่ไม่ได้ใช้ได้ตั้งแต่"), wrong=_MOMENT)
