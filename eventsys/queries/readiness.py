"""What an event still needs before and while it runs."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import Event, Meeting, MeetingMode, MeetingState
from eventsys.queries.pictures import draft, newest_version, same_content
from eventsys.rules.published import PublishedEvent, PublishedItem, PublishedMeeting

# from then on a meeting's link should be out
SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Readiness:
    """What stands, and what is open; meetings are named by their numbers.

    Attributes:
        picture: the event as its organisers have it now.
        published: what people see, or saw before it was withdrawn; ``None`` before the first time.
        changed: whether the two differ.
        without_agenda: meetings with a day that has no item.
        speaker_open: meetings with a speaker who is not confirmed, and how many such items.
        link_missing: meetings of the next days that have no link to take part by.
        link_withheld: meetings of the next days whose link people do not see yet.
    """

    picture: PublishedEvent
    published: PublishedEvent | None
    changed: bool
    without_agenda: tuple[int, ...]
    speaker_open: tuple[tuple[int, int], ...]
    link_missing: tuple[int, ...]
    link_withheld: tuple[int, ...]


def readiness(session: Session, event: Event, now: datetime) -> Readiness:
    """Return what is open in an event. Statements: 10, whatever its size.

    Args:
        session: the session.
        event: the event, with its organisation.
        now: the moment of the request, with the zone in which the days of meetings are meant.
    """
    picture = draft(session, event, now)
    published = newest_version(session, event.id)
    scheduled = [each for each in picture.meetings if each.state == MeetingState.SCHEDULED]
    soon = {
        each.id
        for each in scheduled
        if any(now.date() <= day.date <= (now + SOON).date() for day in each.days)
    }
    links = session.execute(
        select(Meeting.number, Meeting.webinar_url, Meeting.link_released_at)
        .where(Meeting.event_id == event.id, Meeting.id.in_(soon), Meeting.mode != MeetingMode.ROOM)
        .order_by(Meeting.number)
    ).all()
    return Readiness(
        picture=picture,
        published=published,
        changed=published is None or not same_content(picture, published),
        without_agenda=tuple(
            each.number for each in scheduled if any(not day.items for day in each.days)
        ),
        speaker_open=tuple(
            (each.number, count) for each in scheduled if (count := _speakers_open(each))
        ),
        link_missing=tuple(number for number, url, _ in links if not url),
        link_withheld=tuple(number for number, url, at in links if url and at is None),
    )


def _speakers_open(meeting: PublishedMeeting) -> int:
    return sum(_is_open(item) for day in meeting.days for item in day.items)


def _is_open(item: PublishedItem) -> bool:
    return item.speaker_tbc or any(talk.speaker_tbc for talk in item.talks)
