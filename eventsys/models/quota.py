"""Places: how many people of a province, of central agencies or of an office may take part."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsys.models.base import Model, enum_column
from eventsys.models.event import Event


class QuotaKind(enum.StrEnum):
    """Whose places a quota holds."""

    PROVINCE = "province"
    CENTRAL = "central"
    OWN = "own"


class Approval(enum.StrEnum):
    """Who must agree before a registration takes a place."""

    NOBODY = "nobody"
    COORDINATOR = "coordinator"
    ORGANISER = "organiser"


class Quota(Model):
    """Places for one group of people, in the whole event or in one of its meetings.

    ``taken`` counts confirmed registrations; the database refuses more than ``capacity``.
    """

    __tablename__ = "quota"
    __table_args__ = (
        UniqueConstraint("event_id", "code"),
        CheckConstraint("capacity >= 0", name="capacity_not_negative"),
        CheckConstraint("taken >= 0 AND taken <= capacity", name="taken_within_capacity"),
        CheckConstraint(
            "(kind = 'province') = (province_code IS NOT NULL)", name="province_of_its_kind"
        ),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    # what the form sends: ``TH-73``, ``central``, or the code of an own quota
    code: Mapped[str]
    kind: Mapped[QuotaKind] = mapped_column(enum_column(QuotaKind))
    province_code: Mapped[str | None]
    name_th: Mapped[str]
    name_en: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
    capacity: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)
    waiting_list: Mapped[bool] = mapped_column(default=True)
    approval: Mapped[Approval] = mapped_column(enum_column(Approval), default=Approval.NOBODY)
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    # since when there is no place left
    full_since: Mapped[datetime | None]
    # part of the coordinator's link; raising it ends the link that was given out
    link_generation: Mapped[int] = mapped_column(default=0)

    event: Mapped[Event] = relationship(back_populates="quotas")
