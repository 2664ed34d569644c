"""What an event adds to the convention of display names, and where its speakers are reached."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.models.base import Model


class EventAgency(Model):
    """An agency that an event knows besides those of the table.

    ``abbr`` is what stands in a display name; an agency without an abbreviation has its full name
    there. ``name_key`` is ``abbr`` as names are compared, so that no agency stands there twice.
    """

    __tablename__ = "event_agency"
    __table_args__ = (
        UniqueConstraint("event_id", "name_key"),
        CheckConstraint("length(name_key) > 0", name="name_key_not_empty"),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    abbr: Mapped[str]
    name_key: Mapped[str]
    name_th: Mapped[str] = mapped_column(default="")
    name_en: Mapped[str] = mapped_column(default="")
    # other ways in which people write it
    aliases: Mapped[list[str]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime]


class SpeakerAddress(Model):
    """The e-mail address of a speaker of an event, by the name in the agenda; never published."""

    __tablename__ = "speaker_address"
    __table_args__ = (UniqueConstraint("event_id", "name"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    name: Mapped[str]
    email: Mapped[str]
