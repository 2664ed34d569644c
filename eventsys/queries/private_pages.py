"""What a private page shows beside the registration itself."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.models import Meeting, Registration, RegistrationState


def links_of(session: Session, event_id: int) -> dict[int, Meeting]:
    """Return the meetings of an event whose link is released, by their numbers in the database."""
    rows = session.scalars(
        select(Meeting).where(
            Meeting.event_id == event_id,
            Meeting.link_released_at.is_not(None),
            Meeting.webinar_url != "",
        )
    )
    return {meeting.id: meeting for meeting in rows}


def waiting_place(session: Session, registration: Registration) -> int:
    """Return the place of a waiting registration in its queue, from 1."""
    ahead = session.scalar(
        select(func.count()).where(
            Registration.quota_id == registration.quota_id,
            Registration.state == RegistrationState.WAITING,
            (Registration.queue_key < registration.queue_key)
            | (
                (Registration.queue_key == registration.queue_key)
                & (Registration.id < registration.id)
            ),
        )
    )
    return (ahead or 0) + 1
