"""Attendance: the reports that staff bring in, who is in them, and whom they were matched to."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsys.models.base import Model, enum_column
from eventsys.models.registration import Registration


class IdentityRole(enum.StrEnum):
    """Whether a name in a report belongs to a participant or to those who ran the meeting."""

    ATTENDEE = "attendee"
    STAFF = "staff"
    ABSENT = "absent"


class MatchedBy(enum.StrEnum):
    """How a name in a report was matched to a registration."""

    EMAIL = "email"
    DISPLAY_NAME = "display_name"
    PARTS = "parts"
    REMEMBERED = "remembered"
    PERSON = "person"


class AttendanceReport(Model):
    """A file that staff brought in for a meeting; the same file counts once."""

    __tablename__ = "attendance_report"
    __table_args__ = (UniqueConstraint("meeting_id", "file_hash"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    filename: Mapped[str]
    file_hash: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    source: Mapped[str]
    # topic, webinar number, start and length as the report states them
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    rejected: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    imported_at: Mapped[datetime]
    imported_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL")
    )


class AttendanceIdentity(Model):
    """A distinct pair of display name and e-mail in a meeting's reports, and its decision."""

    __tablename__ = "attendance_identity"
    __table_args__ = (
        UniqueConstraint("meeting_id", "display_name", "email"),
        CheckConstraint(
            "(registration_id IS NULL) = (matched_by IS NULL)", name="match_has_its_way"
        ),
    )

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    display_name: Mapped[str]
    email: Mapped[str] = mapped_column(default="")
    role: Mapped[IdentityRole] = mapped_column(enum_column(IdentityRole))
    # minutes that a source without times states
    stated_minutes: Mapped[float | None]
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id"), index=True)
    matched_by: Mapped[MatchedBy | None] = mapped_column(enum_column(MatchedBy))
    reason: Mapped[str | None]
    candidates: Mapped[list[int]] = mapped_column(JSON, default=list)
    decided_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL")
    )
    decided_at: Mapped[datetime | None]

    registration: Mapped[Registration | None] = relationship()
    intervals: Mapped[list["AttendanceInterval"]] = relationship(
        back_populates="identity",
        order_by="AttendanceInterval.joined_at",
        cascade="all, delete-orphan",
    )


class AttendanceInterval(Model):
    """A stretch of time that an identity was in the meeting, according to one report."""

    __tablename__ = "attendance_interval"

    identity_id: Mapped[int] = mapped_column(
        ForeignKey("attendance_identity.id", ondelete="CASCADE"), index=True
    )
    report_id: Mapped[int] = mapped_column(
        ForeignKey("attendance_report.id", ondelete="CASCADE"), index=True
    )
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime]

    identity: Mapped[AttendanceIdentity] = relationship(back_populates="intervals")


class Presence(enum.StrEnum):
    """How far somebody attended a meeting."""

    ATTENDED = "attended"
    PARTLY = "partly"
    ABSENT = "absent"


class Attendance(Model):
    """How one person attended one meeting: the sum of all that is known, kept for the figures.

    A row without a registration is a walk-in. ``minutes`` is the length of the union of all
    intervals of the person; empty where a source gives none.
    """

    __tablename__ = "attendance"
    __table_args__ = (
        Index(
            "uq_attendance_registration",
            "meeting_id",
            "registration_id",
            unique=True,
            sqlite_where=text("registration_id IS NOT NULL"),
            postgresql_where=text("registration_id IS NOT NULL"),
        ),
        CheckConstraint("minutes IS NULL OR minutes >= 0", name="minutes_not_negative"),
    )

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id"), index=True)
    walk_in_name: Mapped[str] = mapped_column(default="")
    presence: Mapped[Presence] = mapped_column(enum_column(Presence))
    minutes: Mapped[float | None]
    first_join: Mapped[datetime | None]
    last_leave: Mapped[datetime | None]
    online: Mapped[bool] = mapped_column(default=True)

    registration: Mapped[Registration | None] = relationship()
