"""Texts of mails that an event writes itself, and messages to a selection of its people."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.models.base import Model


class MailText(Model):
    """An event's own words for one kind of mail in one language, with checked placeholders."""

    __tablename__ = "mail_text"
    __table_args__ = (
        UniqueConstraint("event_id", "kind", "locale"),
        CheckConstraint("locale IN ('th', 'en')", name="locale_known"),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    kind: Mapped[str]
    locale: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    updated_at: Mapped[datetime]


class Message(Model):
    """A message from the organisers to a selection of an event's people.

    ``selection`` is how the recipients were chosen, as the list of registrations was narrowed.
    """

    __tablename__ = "message"
    __table_args__ = (Index("ix_message_event_id_created_at", "event_id", "created_at"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    subject_th: Mapped[str]
    body_th: Mapped[str]
    subject_en: Mapped[str] = mapped_column(default="")
    body_en: Mapped[str] = mapped_column(default="")
    selection: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    recipients: Mapped[int]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL")
    )
