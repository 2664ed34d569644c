"""Events, their meetings and days, and the versions of them that people see."""

import enum
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsys.models.base import Model, enum_column
from eventsys.models.user import Organisation

if TYPE_CHECKING:
    from eventsys.models.agenda import AgendaItem
    from eventsys.models.quota import Quota


class MeetingMode(enum.StrEnum):
    """How people take part in a meeting."""

    WEBINAR = "webinar"
    ROOM = "room"
    HYBRID = "hybrid"


class MeetingState(enum.StrEnum):
    """Whether a meeting takes place."""

    SCHEDULED = "scheduled"
    POSTPONED = "postponed"
    CALLED_OFF = "called_off"


class NamesakeMark(enum.StrEnum):
    """How two people of one event with the same display name are told apart."""

    INITIAL = "initial"
    NUMBER = "number"


class Event(Model):
    """A series of meetings that people register for once."""

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("slug = lower(slug) AND length(slug) >= 3", name="slug_form"),
        CheckConstraint("row_version > 0", name="row_version_positive"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    slug: Mapped[str] = mapped_column(unique=True)
    title_th: Mapped[str]
    title_en: Mapped[str] = mapped_column(default="")
    subtitle_th: Mapped[str] = mapped_column(default="")
    subtitle_en: Mapped[str] = mapped_column(default="")
    background_th: Mapped[str] = mapped_column(default="")
    background_en: Mapped[str] = mapped_column(default="")
    objectives_th: Mapped[str] = mapped_column(default="")
    objectives_en: Mapped[str] = mapped_column(default="")
    audience_th: Mapped[str] = mapped_column(default="")
    audience_en: Mapped[str] = mapped_column(default="")
    how_to_join_th: Mapped[str] = mapped_column(default="")
    how_to_join_en: Mapped[str] = mapped_column(default="")
    contact_th: Mapped[str] = mapped_column(default="")
    contact_en: Mapped[str] = mapped_column(default="")
    notes_th: Mapped[str] = mapped_column(default="")
    notes_en: Mapped[str] = mapped_column(default="")
    consent_th: Mapped[str] = mapped_column(default="")
    consent_en: Mapped[str] = mapped_column(default="")
    # raised with each change of the text, and kept with each registration that agreed to it
    consent_version: Mapped[int] = mapped_column(default=1)
    chat_name: Mapped[str] = mapped_column(default="")
    chat_url: Mapped[str] = mapped_column(default="")
    chat_code: Mapped[str] = mapped_column(default="")
    thai_digits: Mapped[bool] = mapped_column(default=True)
    agenda_may_change: Mapped[bool] = mapped_column(default=True)
    allow_surname: Mapped[bool] = mapped_column(default=False)
    allow_missing_title: Mapped[bool] = mapped_column(default=False)
    namesake_mark: Mapped[NamesakeMark] = mapped_column(
        enum_column(NamesakeMark), default=NamesakeMark.INITIAL
    )
    registration_opens_at: Mapped[datetime | None]
    registration_closes_at: Mapped[datetime | None]
    # until when people may change and cancel their registrations themselves
    change_until: Mapped[datetime | None]
    # from when on places that a quota does not use may go to people who wait elsewhere
    unused_places_from: Mapped[datetime | None]
    # how many hours before each meeting its people are reminded, the earliest first
    reminder_hours: Mapped[list[int] | None] = mapped_column(JSON)
    # whether a coordinator's link asks for a code that is sent by mail
    coordinator_code: Mapped[bool] = mapped_column(default=False, server_default=false())
    # least minutes that count as attending one meeting; empty means half of its length
    least_minutes: Mapped[int | None]
    # how many meetings of the series somebody must attend
    least_meetings: Mapped[int | None]
    # false before the first version is published, and while the event is withdrawn
    public: Mapped[bool] = mapped_column(default=False)
    # of the texts and settings only: work on the agenda must not make an open form of texts stale
    row_version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    organisation: Mapped[Organisation] = relationship()
    meetings: Mapped[list["Meeting"]] = relationship(
        back_populates="event", order_by="Meeting.number", cascade="all, delete-orphan"
    )
    quotas: Mapped[list["Quota"]] = relationship(
        back_populates="event", order_by="Quota.position, Quota.id"
    )


class Meeting(Model):
    """One round of an event, on one or more days."""

    __tablename__ = "meeting"
    __table_args__ = (
        UniqueConstraint("event_id", "number"),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint(
            "room_taken >= 0 AND (room_capacity IS NULL OR room_taken <= room_capacity)",
            name="room_taken_within_capacity",
        ),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    # permanent: calendars know the meeting by it
    uid: Mapped[str] = mapped_column(unique=True)
    number: Mapped[int]
    title_th: Mapped[str] = mapped_column(default="")
    title_en: Mapped[str] = mapped_column(default="")
    mode: Mapped[MeetingMode] = mapped_column(enum_column(MeetingMode), default=MeetingMode.WEBINAR)
    state: Mapped[MeetingState] = mapped_column(
        enum_column(MeetingState), default=MeetingState.SCHEDULED
    )
    place_th: Mapped[str] = mapped_column(default="")
    place_en: Mapped[str] = mapped_column(default="")
    # seats in the room; empty means as many as come
    room_capacity: Mapped[int | None]
    room_taken: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    webinar_url: Mapped[str] = mapped_column(default="")
    webinar_id: Mapped[str] = mapped_column(default="")
    webinar_passcode: Mapped[str] = mapped_column(default="")
    # from then on people who are confirmed see the link
    link_released_at: Mapped[datetime | None]
    row_version: Mapped[int] = mapped_column(default=1)

    event: Mapped[Event] = relationship(back_populates="meetings")
    days: Mapped[list["MeetingDay"]] = relationship(
        back_populates="meeting", order_by="MeetingDay.date", cascade="all, delete-orphan"
    )
    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 (SQLAlchemy's form)


class MeetingDay(Model):
    """One day of a meeting; its times are those of Asia/Bangkok."""

    __tablename__ = "meeting_day"
    __table_args__ = (
        UniqueConstraint("meeting_id", "date"),
        CheckConstraint("ends > starts", name="ends_after_start"),
    )

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    date: Mapped[date]
    starts: Mapped[time]
    ends: Mapped[time]

    meeting: Mapped[Meeting] = relationship(back_populates="days")
    items: Mapped[list["AgendaItem"]] = relationship(
        back_populates="day", order_by="AgendaItem.position", cascade="all, delete-orphan"
    )


class EventVersion(Model):
    """What people see of an event: an unchangeable picture of its texts, meetings and agenda.

    Page, PDF and calendar read the newest one; an event without any is not public.
    """

    __tablename__ = "event_version"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    number: Mapped[int]
    published_at: Mapped[datetime]
    published_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL")
    )
    snapshot: Mapped[dict[str, Any]] = mapped_column(JSON)
    # SHA-256 of the snapshot: names its content in caches
    digest: Mapped[str] = mapped_column(unique=True)
