"""Forms for meetings with their days, and for the lines of their agenda."""

import re
from collections.abc import Mapping
from datetime import time
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, Form, FormField, HiddenField, SelectField
from wtforms.validators import ValidationError

from eventsys.models import AgendaItem, ItemKind, Meeting, MeetingMode, SpeakerRole
from eventsys.rules.thai import repair
from eventsys.services.agenda import ItemPlan, SpeakerPlan, TalkPlan
from eventsys.services.events import DayPlan, MeetingPlan
from eventsys.web.filters import say
from eventsys.web.forms import (
    LONG,
    SHORT,
    ClockField,
    DayField,
    LongTextField,
    NumberField,
    TextField,
    at_most,
    required,
)
from eventsys.web.organiser.forms import TITLE, Row, VersionedForm, filled, web_address

MOST_DAYS = 31
MOST_SPEAKERS = 50
MOST_TALKS = 20
MOST_SEATS = 100_000

_NUMBER = re.compile("[0-9]{1,10}")
_SEATS = _l("ใส่จำนวนที่นั่งเป็นตัวเลข 0 ถึง 100,000 หรือเว้นว่าง")
_CLOCK = _l("ใส่เวลาเป็นตัวเลข เช่น 09.00")
_ENGLISH = {"lang": "en"}


def _words(kind: str, values: type[MeetingMode | ItemKind | SpeakerRole]) -> list[tuple[str, str]]:
    return [(each.value, say(kind, each.value)) for each in values]


class AtMostRows:
    """A validator that limits how many rows of a list count.

    A limit of the list itself would leave out the rows beyond it without a word.
    """

    def __init__(self, most: int, message: str) -> None:
        """Take the limit, and the sentence with its place ``%(most)s``."""
        self.most = most
        self.message = message

    def __call__(self, form: Form, field: "FieldList[Any]") -> None:
        """Refuse more rows than the limit; empty ones do not count."""
        del form
        count = len(_rows(field))
        if count > self.most:
            raise ValidationError(self.message % {"most": self.most, "count": count})


class DayRow(Row):
    """A day of a meeting; its hidden number names the one that is stored."""

    content = ("date", "starts", "ends")

    id = HiddenField()
    date = DayField(
        _l("วันที่"),
        [required(_l("ใส่วันที่ เช่น 18 ก.พ. 2570"))],
        wrong=_l("อ่านวันที่นี้ไม่ได้ ใส่ เช่น 18 ก.พ. 2570 หรือ 18/2/2570"),
    )
    starts = ClockField(_l("เริ่ม"), [required(_l("ใส่เวลาเริ่ม"))], wrong=_CLOCK)
    ends = ClockField(_l("สิ้นสุด"), [required(_l("ใส่เวลาสิ้นสุด"))], wrong=_CLOCK)

    def validate_ends(self, field: ClockField) -> None:
        """Refuse an end that is not after the beginning."""
        if self.starts.data and field.data <= self.starts.data:
            raise ValidationError(gettext("เวลาสิ้นสุดต้องอยู่หลังเวลาเริ่ม"))

    @property
    def number(self) -> int | None:
        """The number of the stored day, ``None`` for a new one."""
        typed = str(self.id.data or "")
        return int(typed) if _NUMBER.fullmatch(typed) else None


class MeetingForm(VersionedForm):
    """A meeting: what, where, and on which days."""

    # the number in the address moves when an earlier meeting is removed; this never does
    uid = HiddenField()
    title_th = TextField(_l("ชื่อการประชุมครั้งนี้"), [at_most(TITLE)])
    title_en = TextField(_l("ชื่อการประชุมครั้งนี้ (ภาษาอังกฤษ)"), [at_most(TITLE)], render_kw=_ENGLISH)
    mode = SelectField(_l("รูปแบบ"), default=MeetingMode.WEBINAR.value)
    days = FieldList(
        FormField(DayRow),
        _l("วันประชุม"),
        [
            AtMostRows(
                MOST_DAYS,
                _l("ใส่ได้ไม่เกิน %(most)s วันต่อครั้ง ตอนนี้มี %(count)s วัน ย้ายวันที่เกินไปเป็นการประชุมครั้งใหม่"),
            )
        ],
        min_entries=1,
    )
    place_th = TextField(_l("สถานที่"), [at_most(TITLE)])
    place_en = TextField(_l("สถานที่ (ภาษาอังกฤษ)"), [at_most(TITLE)], render_kw=_ENGLISH)
    room_capacity = NumberField(
        _l("ที่นั่งในห้อง"), most=MOST_SEATS, wrong=_SEATS, render_kw={"inputmode": "numeric"}
    )
    webinar_url = TextField(
        _l("ลิงก์เข้าประชุม"), [at_most(2000), web_address], render_kw={"inputmode": "url"}
    )
    webinar_id = TextField(_l("หมายเลขห้องประชุม"), [at_most()])
    webinar_passcode = TextField(
        _l("รหัสผ่านห้องประชุม"), [at_most()], render_kw={"autocomplete": "off"}
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.mode.choices = _words("meeting_mode", MeetingMode)

    @classmethod
    def of(cls, meeting: Meeting) -> "MeetingForm":
        """Return the form with what is stored."""
        return cls(formdata=None, obj=meeting, version=meeting.row_version)

    def plan(self) -> MeetingPlan:
        """Return what was typed; rows left empty do not count."""
        mode = MeetingMode(self.mode.data)
        return MeetingPlan(
            title_th=self.title_th.data or "",
            title_en=self.title_en.data or "",
            mode=mode,
            # a meeting without a room has no seats in it
            room_capacity=None if mode is MeetingMode.WEBINAR else self.room_capacity.data,
            place_th=self.place_th.data or "",
            place_en=self.place_en.data or "",
            webinar_url=self.webinar_url.data or "",
            webinar_id=self.webinar_id.data or "",
            webinar_passcode=self.webinar_passcode.data or "",
            days=tuple(
                DayPlan(
                    id=row.number,
                    date=row.date.data,
                    starts=row.starts.data,
                    ends=row.ends.data,
                )
                for row in _rows(self.days)
            ),
        )


class SpeakerRow(Row):
    """Somebody who speaks."""

    content = ("name",)

    name = TextField(_l("ชื่อวิทยากร"), [at_most(SHORT)])
    role = SelectField(_l("บทบาท"), default=SpeakerRole.SPEAKER.value)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.role.choices = _words("speaker_role", SpeakerRole)


class TalkRow(Row):
    """One of several talks side by side."""

    content = ("title_th", "title_en", "room", "capacity", "speaker_names")

    uid = HiddenField()
    title_th = TextField(_l("ชื่อเรื่อง"), [filled(_l("ใส่ชื่อเรื่อง")), at_most(TITLE)])
    title_en = TextField(_l("ชื่อเรื่อง (ภาษาอังกฤษ)"), [at_most(TITLE)], render_kw=_ENGLISH)
    room = TextField(_l("ห้อง"), [at_most()])
    capacity = NumberField(
        _l("ที่นั่ง"), most=MOST_SEATS, wrong=_SEATS, render_kw={"inputmode": "numeric"}
    )
    speaker_names = LongTextField(_l("วิทยากร บรรทัดละหนึ่งคน"), [at_most(LONG)], render_kw={"rows": 2})
    speaker_tbc = BooleanField(_l("รอยืนยันวิทยากร (TBC)"))

    def names(self) -> tuple[str, ...]:
        """Return the speakers in the order of their lines."""
        lines = (repair(line) for line in (self.speaker_names.data or "").splitlines())
        return tuple(line for line in lines if line)


class ItemForm(VersionedForm):
    """A line of the agenda with its speakers and the talks side by side."""

    starts = ClockField(_l("เริ่ม"), [required(_l("ใส่เวลาเริ่ม เช่น 09.00"))], wrong=_CLOCK)
    ends = ClockField(_l("สิ้นสุด"), wrong=_CLOCK)
    kind = SelectField(_l("ประเภท"), default=ItemKind.LECTURE.value)
    title_th = TextField(_l("หัวข้อ"), [filled(_l("ใส่หัวข้อ")), at_most(1000)])
    title_en = TextField(_l("หัวข้อ (ภาษาอังกฤษ)"), [at_most(1000)], render_kw=_ENGLISH)
    speakers = FieldList(
        FormField(SpeakerRow),
        _l("วิทยากร"),
        [AtMostRows(MOST_SPEAKERS, _l("ใส่วิทยากรได้ไม่เกิน %(most)s คนต่อรายการ ตอนนี้มี %(count)s คน"))],
        min_entries=1,
    )
    speaker_tbc = BooleanField(_l("รอยืนยันวิทยากร (TBC)"))
    talks = FieldList(
        FormField(TalkRow),
        _l("เรื่องที่บรรยายพร้อมกัน"),
        [
            AtMostRows(
                MOST_TALKS,
                _l("ใส่เรื่องที่บรรยายพร้อมกันได้ไม่เกิน %(most)s เรื่องต่อรายการ ตอนนี้มี %(count)s เรื่อง"),
            )
        ],
        min_entries=1,
    )
    private_note = LongTextField(_l("บันทึกของผู้จัด"), [at_most(LONG)], render_kw={"rows": 2})

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = _words("item_kind", ItemKind)

    @classmethod
    def of(cls, item: AgendaItem) -> "ItemForm":
        """Return the form with what is stored."""
        return cls(
            formdata=None,
            version=item.row_version,
            starts=item.starts,
            ends=item.ends,
            kind=item.kind.value,
            title_th=item.title_th,
            title_en=item.title_en,
            speakers=[{"name": each.name, "role": each.role.value} for each in item.speakers],
            speaker_tbc=item.speaker_tbc,
            talks=[
                {
                    "uid": talk.uid,
                    "title_th": talk.title_th,
                    "title_en": talk.title_en,
                    "room": talk.room,
                    "capacity": talk.capacity,
                    "speaker_names": "\n".join(each.name for each in talk.speakers),
                    "speaker_tbc": talk.speaker_tbc,
                }
                for talk in item.talks
            ],
            private_note=item.private_note,
        )

    @classmethod
    def beginning(cls, starts: time) -> "ItemForm":
        """Return the form of a new item that begins at a time."""
        return cls(formdata=None, starts=starts)

    def plan(self, roles: Mapping[str, SpeakerRole] | None = None) -> ItemPlan:
        """Return what was typed; rows left empty do not count.

        Args:
            roles: roles of those who speak in the item's talks already; their lines name nobody's.
        """
        known = roles or {}
        return ItemPlan(
            starts=self.starts.data,
            ends=self.ends.data,
            kind=ItemKind(self.kind.data),
            title_th=self.title_th.data or "",
            title_en=self.title_en.data or "",
            speakers=tuple(
                SpeakerPlan(row.name.data, SpeakerRole(row.role.data))
                for row in _rows(self.speakers)
            ),
            speaker_tbc=bool(self.speaker_tbc.data),
            talks=tuple(
                TalkPlan(
                    title_th=row.title_th.data,
                    title_en=row.title_en.data or "",
                    room=row.room.data or "",
                    capacity=row.capacity.data,
                    speakers=tuple(
                        SpeakerPlan(name, known.get(name, SpeakerRole.SPEAKER))
                        for name in row.names()
                    ),
                    speaker_tbc=bool(row.speaker_tbc.data),
                    uid=row.uid.data or None,
                )
                for row in _rows(self.talks)
            ),
            private_note=self.private_note.data or "",
        )


def _rows(rows: "FieldList[Any]") -> list[Any]:
    """Return the rows in which something was typed; each is of the form of its list."""
    return [entry.form for entry in rows.entries if not entry.form.blank]
