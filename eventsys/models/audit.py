"""The audit: who did what to what, when; what is personal in it can be erased by itself."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsys.models.base import Model


class AuditPayload(Model):
    """Before and after of an audited change, erasable while the fact stays."""

    __tablename__ = "audit_payload"

    data: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    erased_at: Mapped[datetime | None]


class AuditEntry(Model):
    """One change: who made it, to what, when."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_event_id_at", "event_id", "at"),
        Index("ix_audit_entry_subject", "subject_type", "subject_id"),
    )

    at: Mapped[datetime]
    # ``user:7``, ``registrant:12``, ``coordinator:3`` or ``system``
    actor: Mapped[str]
    # without a foreign key: the entry outlives what it tells of
    event_id: Mapped[int | None]
    action: Mapped[str]
    subject_type: Mapped[str]
    subject_id: Mapped[int | None]
    payload_id: Mapped[int | None] = mapped_column(
        ForeignKey("audit_payload.id", ondelete="SET NULL")
    )

    payload: Mapped[AuditPayload | None] = relationship()
