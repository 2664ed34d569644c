"""Questions of an event's own, and what people answered."""

import enum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsys.models.base import Model, enum_column
from eventsys.models.registration import Registration


class QuestionKind(enum.StrEnum):
    """How a question is answered."""

    SHORT = "short"
    LONG = "long"
    ONE_OF = "one_of"
    SEVERAL_OF = "several_of"
    YES_NO = "yes_no"


class Question(Model):
    """A question of the registration form.

    ``options`` are objects with ``value``, ``th`` and ``en``, in order. A question for some quotas
    only names their codes; one that is no longer asked keeps its answers.
    """

    __tablename__ = "question"
    __table_args__ = (
        UniqueConstraint("event_id", "code"),
        CheckConstraint("length(code) > 0", name="code_not_empty"),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    code: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    kind: Mapped[QuestionKind] = mapped_column(enum_column(QuestionKind))
    label_th: Mapped[str]
    label_en: Mapped[str] = mapped_column(default="")
    hint_th: Mapped[str] = mapped_column(default="")
    hint_en: Mapped[str] = mapped_column(default="")
    required: Mapped[bool] = mapped_column(default=False)
    options: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    # empty means everybody
    quota_codes: Mapped[list[str]] = mapped_column(JSON, default=list)
    # whether the totals of its answers are shown per meeting day, as for food and lodging
    per_day: Mapped[bool] = mapped_column(default=False)
    asked: Mapped[bool] = mapped_column(default=True)
    row_version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 (SQLAlchemy's form)


class Answer(Model):
    """What one registration answers: a text, a value, a list of values, or true or false."""

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("registration_id", "question_id"),)

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"))
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), index=True)
    value: Mapped[Any] = mapped_column(JSON)

    registration: Mapped[Registration] = relationship(back_populates="answers")
    question: Mapped[Question] = relationship()
