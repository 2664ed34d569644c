"""Provincial coordinators: whom a quota's link goes to, and the devices that opened it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsys.models.base import Model
from eventsys.models.quota import Quota


class CoordinatorContact(Model):
    """A person who nominates people for a quota; several may share an office's address."""

    __tablename__ = "coordinator_contact"

    quota_id: Mapped[int] = mapped_column(ForeignKey("quota.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    office: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    # when the link was last sent to this address
    link_sent_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    quota: Mapped[Quota] = relationship()


class CoordinatorDevice(Model):
    """A browser that exchanged a quota's private link for a cookie.

    Of the cookie only a hash is kept. ``generation`` is that of the link: when the link is renewed,
    its devices end with it.
    """

    __tablename__ = "coordinator_device"
    __table_args__ = (Index("ix_coordinator_device_quota_id_generation", "quota_id", "generation"),)

    quota_id: Mapped[int] = mapped_column(ForeignKey("quota.id", ondelete="CASCADE"))
    generation: Mapped[int]
    secret_hash: Mapped[str] = mapped_column(unique=True)
    # what kind of browser on what kind of device, for the organiser's eyes
    label: Mapped[str] = mapped_column(default="")
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    # when the code that was sent by mail was typed, where the event asks for one
    verified_at: Mapped[datetime | None]

    quota: Mapped[Quota] = relationship()


class CoordinatorCode(Model):
    """A code that was sent by mail to let one device in; its digits are made, never kept."""

    __tablename__ = "coordinator_code"

    device_id: Mapped[int] = mapped_column(
        ForeignKey("coordinator_device.id", ondelete="CASCADE"), index=True
    )
    contact_id: Mapped[int] = mapped_column(
        ForeignKey("coordinator_contact.id", ondelete="CASCADE"), index=True
    )
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
