"""Seats in rooms and at parallel talks: taken and given back under a lock, never oversold.

Locks are taken in one order everywhere: the quota first, then meetings by their numbers, then talks
by theirs. Who takes several seats at once takes them with ``lock_seats``.
"""

from collections.abc import Collection

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from eventsys.models import Meeting, MeetingMode, ParallelTalk
from eventsys.rules.published import Text
from eventsys.services.errors import DomainError


def lock_seats(
    session: Session, *, meeting_ids: Collection[int] = (), talk_ids: Collection[int] = ()
) -> None:
    """Lock rooms and talks in the order in which everything locks them, after the quota."""
    for model, numbers in ((Meeting, meeting_ids), (ParallelTalk, talk_ids)):
        if numbers:
            session.scalars(
                select(model.id).where(model.id.in_(numbers)).order_by(model.id).with_for_update()
            ).all()


def take_seat(session: Session, *, meeting_id: int) -> None:
    """Take a seat in the room of a meeting.

    Raises:
        DomainError: ``room_full``, or ``room_full_online`` where the meeting can be joined from
            elsewhere: its parameters say how. ``room_missing`` where the meeting has no room.
        sqlalchemy.exc.NoResultFound: the meeting was removed meanwhile.
    """
    # columns and not the row itself: its version, which the organisers' forms know, must stay
    number, mode, capacity, taken = session.execute(
        select(Meeting.number, Meeting.mode, Meeting.room_capacity, Meeting.room_taken)
        .where(Meeting.id == meeting_id)
        .with_for_update()
    ).one()
    if mode is MeetingMode.WEBINAR:
        raise DomainError("room_missing", number=number)
    if capacity is not None and taken >= capacity:
        others = (MeetingMode.WEBINAR,) if mode is MeetingMode.HYBRID else ()
        raise DomainError(
            "room_full_online" if others else "room_full",
            number=number,
            capacity=capacity,
            alternatives=others,
        )
    _add_to_room(session, meeting_id, 1)


def release_seat(session: Session, *, meeting_id: int) -> None:
    """Give back a seat in the room of a meeting."""
    lock_seats(session, meeting_ids=[meeting_id])
    _add_to_room(session, meeting_id, -1)


def take_talk(session: Session, *, talk_id: int) -> None:
    """Take a seat at one of several talks side by side.

    Raises:
        DomainError: ``talk_full``, or ``talk_full_others`` where talks beside it have seats: its
            parameters name them.
        sqlalchemy.exc.NoResultFound: the talk was removed meanwhile.
    """
    item_id, title_th, title_en, capacity, taken = session.execute(
        select(
            ParallelTalk.item_id,
            ParallelTalk.title_th,
            ParallelTalk.title_en,
            ParallelTalk.capacity,
            ParallelTalk.taken,
        )
        .where(ParallelTalk.id == talk_id)
        .with_for_update()
    ).one()
    if capacity is not None and taken >= capacity:
        others = _talks_with_seats(session, item_id)
        raise DomainError(
            "talk_full_others" if others else "talk_full",
            talk=Text(title_th, title_en),
            capacity=capacity,
            alternatives=others,
        )
    _add_to_talk(session, talk_id, 1)


def release_talk(session: Session, *, talk_id: int) -> None:
    """Give back a seat at a talk."""
    lock_seats(session, talk_ids=[talk_id])
    _add_to_talk(session, talk_id, -1)


def _add_to_room(session: Session, meeting_id: int, seats: int) -> None:
    session.execute(
        update(Meeting)
        .where(Meeting.id == meeting_id)
        .values(room_taken=Meeting.room_taken + seats)
    )


def _add_to_talk(session: Session, talk_id: int, seats: int) -> None:
    session.execute(
        update(ParallelTalk)
        .where(ParallelTalk.id == talk_id)
        .values(taken=ParallelTalk.taken + seats)
    )


def _talks_with_seats(session: Session, item_id: int) -> tuple[Text, ...]:
    rows = session.execute(
        select(ParallelTalk.title_th, ParallelTalk.title_en)
        .where(
            ParallelTalk.item_id == item_id,
            or_(ParallelTalk.capacity.is_(None), ParallelTalk.taken < ParallelTalk.capacity),
        )
        .order_by(ParallelTalk.position, ParallelTalk.id)
    )
    return tuple(Text(title_th, title_en) for title_th, title_en in rows)
