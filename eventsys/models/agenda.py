"""Agenda items of a meeting's day, the talks that run side by side, and who speaks."""

import enum
from datetime import time

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsys.models.base import Model, enum_column
from eventsys.models.event import MeetingDay


class SpeakerRole(enum.StrEnum):
    """What a person does in an agenda item."""

    SPEAKER = "speaker"
    MODERATOR = "moderator"
    CHAIR = "chair"


class ItemKind(enum.StrEnum):
    """What happens in an agenda item."""

    REGISTRATION = "registration"
    OPENING = "opening"
    LECTURE = "lecture"
    PANEL = "panel"
    PARALLEL = "parallel"
    GROUP_WORK = "group_work"
    DISCUSSION = "discussion"
    BREAK = "break"
    LUNCH = "lunch"
    CLOSING = "closing"
    OTHER = "other"


class AgendaItem(Model):
    """A line of the agenda; its times are those of Asia/Bangkok."""

    __tablename__ = "agenda_item"
    __table_args__ = (
        Index("ix_agenda_item_day_id_position", "day_id", "position"),
        CheckConstraint("ends IS NULL OR ends > starts", name="ends_after_start"),
    )

    day_id: Mapped[int] = mapped_column(ForeignKey("meeting_day.id", ondelete="CASCADE"))
    uid: Mapped[str] = mapped_column(unique=True)
    position: Mapped[int]
    starts: Mapped[time]
    ends: Mapped[time | None]
    kind: Mapped[ItemKind] = mapped_column(enum_column(ItemKind))
    title_th: Mapped[str]
    title_en: Mapped[str] = mapped_column(default="")
    speaker_tbc: Mapped[bool] = mapped_column(default=False)
    private_note: Mapped[str] = mapped_column(default="")
    row_version: Mapped[int] = mapped_column(default=1)

    day: Mapped[MeetingDay] = relationship(back_populates="items")
    talks: Mapped[list["ParallelTalk"]] = relationship(
        back_populates="item", order_by="ParallelTalk.position", cascade="all, delete-orphan"
    )
    speakers: Mapped[list["AgendaSpeaker"]] = relationship(
        order_by="AgendaSpeaker.position",
        cascade="all, delete-orphan",
    )
    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 (SQLAlchemy's form)


class ParallelTalk(Model):
    """One of several talks that run side by side under an agenda item."""

    __tablename__ = "parallel_talk"
    __table_args__ = (
        CheckConstraint(
            "taken >= 0 AND (capacity IS NULL OR taken <= capacity)", name="taken_within_capacity"
        ),
    )

    item_id: Mapped[int] = mapped_column(
        ForeignKey("agenda_item.id", ondelete="CASCADE"), index=True
    )
    uid: Mapped[str] = mapped_column(unique=True)
    position: Mapped[int]
    title_th: Mapped[str]
    title_en: Mapped[str] = mapped_column(default="")
    room: Mapped[str] = mapped_column(default="")
    speaker_tbc: Mapped[bool] = mapped_column(default=False)
    capacity: Mapped[int | None]
    taken: Mapped[int] = mapped_column(default=0)

    item: Mapped[AgendaItem] = relationship(back_populates="talks")
    speakers: Mapped[list["AgendaSpeaker"]] = relationship(
        order_by="AgendaSpeaker.position", cascade="all, delete-orphan"
    )


class AgendaSpeaker(Model):
    """A person or group who speaks in an agenda item or in one of its talks, in order."""

    __tablename__ = "agenda_speaker"
    __table_args__ = (
        CheckConstraint("(item_id IS NULL) <> (talk_id IS NULL)", name="item_or_talk"),
    )

    item_id: Mapped[int | None] = mapped_column(
        ForeignKey("agenda_item.id", ondelete="CASCADE"), index=True
    )
    talk_id: Mapped[int | None] = mapped_column(
        ForeignKey("parallel_talk.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    name: Mapped[str]
    role: Mapped[SpeakerRole] = mapped_column(enum_column(SpeakerRole), default=SpeakerRole.SPEAKER)
