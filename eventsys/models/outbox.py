"""The outbox: mail and other outside work, written in the transaction that caused it."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.models.base import Model, enum_column


class JobState(enum.StrEnum):
    """Where a piece of work stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(Model):
    """A piece of work for the worker; its payload names rows and holds no text and no link.

    A mail is put into words only when it is sent, so that a stolen database shows no working link.
    """

    __tablename__ = "job"
    __table_args__ = (
        UniqueConstraint("dedupe_key"),
        Index("ix_job_state_run_after", "state", "run_after", "id"),
    )

    kind: Mapped[str]
    event_id: Mapped[int | None] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), index=True
    )
    registration_id: Mapped[int | None] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), index=True
    )
    payload: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    # the same work asked for twice is done once
    dedupe_key: Mapped[str | None]
    state: Mapped[JobState] = mapped_column(enum_column(JobState), default=JobState.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    run_after: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    claimed_by: Mapped[str | None]
    error: Mapped[str | None]
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
