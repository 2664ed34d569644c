"""Registrations: a person within one event, and how they take part in its meetings."""

import enum
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsys.models.agenda import ParallelTalk
from eventsys.models.base import Model, enum_column
from eventsys.models.event import Event, Meeting, MeetingMode
from eventsys.models.quota import Quota

if TYPE_CHECKING:
    from eventsys.models.question import Answer


class RegistrationState(enum.StrEnum):
    """Where a registration stands; only a confirmed one takes a place."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    WAITING = "waiting"
    DECLINED = "declined"
    CANCELLED = "cancelled"


class Source(enum.StrEnum):
    """Who made a registration."""

    PERSON = "person"
    COORDINATOR = "coordinator"
    ORGANISER = "organiser"
    IMPORT = "import"


ACTIVE_STATES = (
    RegistrationState.PENDING,
    RegistrationState.CONFIRMED,
    RegistrationState.WAITING,
)
# the condition of the partial indexes; a database uses one only where a statement has the same
# condition in its text, not as parameters
ACTIVE = text("state IN ('pending', 'confirmed', 'waiting')")


class Registration(Model):
    """A person within one event, never known by an e-mail address, which offices share."""

    __tablename__ = "registration"
    __table_args__ = (
        UniqueConstraint("event_id", "form_key"),
        # one person has one active registration; the tie-breaker admits true namesakes
        Index(
            "uq_registration_active_name",
            "event_id",
            "quota_id",
            "name_key",
            "name_tie",
            unique=True,
            sqlite_where=ACTIVE,
            postgresql_where=ACTIVE,
        ),
        Index(
            "uq_registration_active_display_name",
            "event_id",
            "display_name",
            unique=True,
            sqlite_where=ACTIVE,
            postgresql_where=ACTIVE,
        ),
        Index("ix_registration_queue", "quota_id", "state", "queue_key", "id"),
        Index("ix_registration_event_id_state", "event_id", "state"),
        CheckConstraint("row_version > 0", name="row_version_positive"),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    quota_id: Mapped[int] = mapped_column(ForeignKey("quota.id"))
    state: Mapped[RegistrationState] = mapped_column(enum_column(RegistrationState))
    title: Mapped[str]
    first_name: Mapped[str]
    last_name: Mapped[str]
    agency: Mapped[str]
    position: Mapped[str] = mapped_column(default="")
    sector: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    name_key: Mapped[str]
    name_tie: Mapped[int] = mapped_column(default=0)
    display_name: Mapped[str]
    # the sign after the first name that tells namesakes apart, if any
    mark: Mapped[str] = mapped_column(default="")
    # random value of the form that was sent: the same form sent again finds its registration
    form_key: Mapped[str | None]
    source: Mapped[Source] = mapped_column(enum_column(Source), default=Source.PERSON)
    locale: Mapped[str] = mapped_column(default="th")
    consent_version: Mapped[int | None]
    consented_at: Mapped[datetime | None]
    # place in the waiting list: the smaller, the earlier
    queue_key: Mapped[int] = mapped_column(default=0)
    registered_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    # the registration whose place this one took over, where a coordinator replaced a person
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id"), index=True)
    # when the private link was last sent on the request of a second form
    link_sent_at: Mapped[datetime | None]
    # part of the private links; raising it ends those that were given out
    link_generation: Mapped[int] = mapped_column(default=0)
    row_version: Mapped[int] = mapped_column(default=1)

    event: Mapped[Event] = relationship()
    quota: Mapped[Quota] = relationship()
    participations: Mapped[list["Participation"]] = relationship(
        back_populates="registration", cascade="all, delete-orphan"
    )
    talk_choices: Mapped[list["TalkChoice"]] = relationship(
        back_populates="registration", cascade="all, delete-orphan"
    )
    answers: Mapped[list["Answer"]] = relationship(
        back_populates="registration", cascade="all, delete-orphan"
    )
    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 (SQLAlchemy's form)


class Participation(Model):
    """How a person takes part in one meeting, where it differs from the event's own way.

    Without a row somebody takes part in every meeting in the meeting's own mode, so that a meeting
    which is added later needs no rows for those who are registered already.
    """

    __tablename__ = "participation"
    __table_args__ = (UniqueConstraint("registration_id", "meeting_id"),)

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"))
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), index=True
    )
    takes_part: Mapped[bool] = mapped_column(default=True)
    mode: Mapped[MeetingMode | None] = mapped_column(enum_column(MeetingMode))
    substitute_title: Mapped[str] = mapped_column(default="")
    substitute_first_name: Mapped[str] = mapped_column(default="")
    substitute_last_name: Mapped[str] = mapped_column(default="")

    registration: Mapped[Registration] = relationship(back_populates="participations")
    meeting: Mapped[Meeting] = relationship()


class TalkChoice(Model):
    """The talk that a person chose among those side by side under one agenda item."""

    __tablename__ = "talk_choice"
    __table_args__ = (UniqueConstraint("registration_id", "item_id"),)

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"))
    item_id: Mapped[int] = mapped_column(
        ForeignKey("agenda_item.id", ondelete="CASCADE"), index=True
    )
    talk_id: Mapped[int] = mapped_column(
        ForeignKey("parallel_talk.id", ondelete="CASCADE"), index=True
    )

    registration: Mapped[Registration] = relationship(back_populates="talk_choices")
    talk: Mapped[ParallelTalk] = relationship()
