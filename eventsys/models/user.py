"""Organisations, the people who work in them, and what each may do."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsys.models.base import Model, enum_column


class Role(enum.StrEnum):
    """What a person may do in an organisation or in one event, each including the next."""

    ADMINISTRATOR = "administrator"
    ORGANISER = "organiser"
    STAFF = "staff"
    VIEWER = "viewer"


class Organisation(Model):
    """A government office or other body that runs events."""

    __tablename__ = "organisation"

    code: Mapped[str] = mapped_column(unique=True)
    name_th: Mapped[str]
    name_en: Mapped[str] = mapped_column(default="")
    unit_th: Mapped[str] = mapped_column(default="")
    unit_en: Mapped[str] = mapped_column(default="")


class User(Model):
    """A person who signs in; the e-mail address is kept in lower case."""

    __tablename__ = "user_account"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_lower"),)

    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)
    # raised when all sessions of the person are to end, as after a new password
    session_generation: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]

    grants: Mapped[list["RoleGrant"]] = relationship(back_populates="user", lazy="selectin")


class RoleGrant(Model):
    """A role of a person: in the whole organisation, or in one of its events."""

    __tablename__ = "role_grant"
    __table_args__ = (
        UniqueConstraint("user_id", "organisation_id", "event_id"),
        # NULLs are distinct in a unique constraint, so the whole-organisation role needs its own
        Index(
            "uq_role_grant_whole_organisation",
            "user_id",
            "organisation_id",
            unique=True,
            sqlite_where=text("event_id IS NULL"),
            postgresql_where=text("event_id IS NULL"),
        ),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    event_id: Mapped[int | None] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), index=True
    )
    role: Mapped[Role] = mapped_column(enum_column(Role))

    user: Mapped[User] = relationship(back_populates="grants")
    organisation: Mapped[Organisation] = relationship(lazy="joined")
