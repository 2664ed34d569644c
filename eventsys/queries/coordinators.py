"""What a coordinator sees of a quota."""

from collections.abc import Sequence

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from eventsys.models import Registration, RegistrationState

_ORDER = (
    RegistrationState.CONFIRMED,
    RegistrationState.PENDING,
    RegistrationState.WAITING,
    RegistrationState.DECLINED,
    RegistrationState.CANCELLED,
)


def people_of(session: Session, quota_id: int) -> Sequence[Registration]:
    """Return everybody of a quota: who has a place first, then who waits. Statements: 1."""
    return session.scalars(
        select(Registration)
        .where(Registration.quota_id == quota_id)
        .order_by(
            case(
                {state.value: rank for rank, state in enumerate(_ORDER)}, value=Registration.state
            ),
            Registration.queue_key,
            Registration.id,
        )
    ).all()
