"""The picture of an event that people see: the published one, and the draft that would be next."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, aliased, selectinload

from eventsys.models import (
    AgendaItem,
    AgendaSpeaker,
    Event,
    EventVersion,
    Meeting,
    MeetingDay,
    MeetingState,
    ParallelTalk,
    table_of,
)
from eventsys.rules.published import (
    PublishedDay,
    PublishedEvent,
    PublishedItem,
    PublishedMeeting,
    PublishedSpeaker,
    PublishedTalk,
    Text,
)

MOST_KEPT = 256
_pictures: dict[str, PublishedEvent] = {}

_version = table_of(EventVersion).c
_NEWEST = (
    select(_version.digest)
    .where(_version.event_id == bindparam("event_id"))
    .order_by(_version.number.desc())
    .limit(1)
)

_TEXTS = (
    "title",
    "subtitle",
    "background",
    "objectives",
    "audience",
    "how_to_join",
    "contact",
    "notes",
)


def newest_version(session: Session, event_id: int) -> PublishedEvent | None:
    """Return the newest published picture of an event, also while it is withdrawn, or ``None``.

    A version never changes, so each process reads it once.
    """
    digest = session.scalar(_NEWEST, {"event_id": event_id})
    return None if digest is None else picture_of(session, digest)


def public_event(session: Session, slug: str) -> tuple[Event, PublishedEvent] | None:
    """Return an event that is public, with its newest picture; ``None`` for any other."""
    found = session.execute(
        select(Event, EventVersion.digest)
        .join(EventVersion, EventVersion.event_id == Event.id)
        .where(Event.slug == slug, Event.public)
        .order_by(EventVersion.number.desc())
        .limit(1)
    ).first()
    return None if found is None else (found[0], picture_of(session, found[1]))


def picture_of(session: Session, digest: str) -> PublishedEvent:
    """Return the picture with a digest. Statements: at most 1."""
    return _pictures.get(digest) or _versions(session, [digest])[0]


def public_pictures(session: Session) -> list[PublishedEvent]:
    """Return the events that everybody may see, as published, the newest first."""
    versions = aliased(EventVersion)
    newest = (
        select(func.max(versions.number))
        .where(versions.event_id == EventVersion.event_id)
        .scalar_subquery()
    )
    digests = session.scalars(
        select(EventVersion.digest)
        .join(Event, Event.id == EventVersion.event_id)
        .where(Event.public, EventVersion.number == newest)
    ).all()
    pictures = _versions(session, digests)
    return sorted(pictures, key=lambda picture: max(day.date for day in picture.days), reverse=True)


def draft(session: Session, event: Event, now: datetime) -> PublishedEvent:
    """Return the picture of an event as its organisers have it now.

    Meetings that changed since the newest version get the next sequence number; a meeting that was
    published and is no longer there stays in the picture as gone, for calendars to follow.

    Statements: 7, whatever the size of the agenda.
    """
    before = newest_version(session, event.id)
    meetings = session.scalars(
        select(Meeting)
        .where(Meeting.event_id == event.id)
        .order_by(Meeting.number)
        .options(
            selectinload(Meeting.days)
            .selectinload(MeetingDay.items)
            .options(
                selectinload(AgendaItem.speakers),
                selectinload(AgendaItem.talks).selectinload(ParallelTalk.speakers),
            )
        )
        .execution_options(populate_existing=True)
    ).all()
    earlier = {meeting.uid: meeting for meeting in before.meetings} if before else {}
    shown = [_sequenced(_meeting(each, now), earlier.get(each.uid)) for each in meetings]
    present = {each.uid for each in shown}
    gone = (
        [
            _sequenced(replace(each, state=MeetingState.CALLED_OFF.value, changed_at=now), each)
            for each in (*before.meetings, *before.gone)
            if each.uid not in present
        ]
        if before
        else []
    )
    organisation = event.organisation
    return PublishedEvent(
        slug=event.slug,
        **{name: _text(event, name) for name in _TEXTS},
        organisation=Text(organisation.name_th, organisation.name_en),
        unit=Text(organisation.unit_th, organisation.unit_en),
        thai_digits=event.thai_digits,
        agenda_may_change=event.agenda_may_change,
        meetings=tuple(shown),
        gone=tuple(gone),
        version=before.version + 1 if before else 1,
        published_at=now,
    )


def same_content(one: PublishedEvent, other: PublishedEvent) -> bool:
    """Tell whether two pictures show the same, whatever their numbers and moments."""
    return replace(one, version=0, published_at=other.published_at) == replace(other, version=0)


def _versions(session: Session, digests: Sequence[str]) -> list[PublishedEvent]:
    """Return the pictures with these digests; each process reads one once, it never changes.

    Statements: at most 1.
    """
    missing = [digest for digest in digests if digest not in _pictures]
    if missing:
        if len(_pictures) + len(missing) > MOST_KEPT:
            _pictures.clear()
            missing = list(digests)
        rows = session.execute(
            select(EventVersion.digest, EventVersion.snapshot).where(
                EventVersion.digest.in_(missing)
            )
        ).all()
        _pictures.update({digest: PublishedEvent.from_json(data) for digest, data in rows})
    return [_pictures[digest] for digest in digests]


def _meeting(meeting: Meeting, now: datetime) -> PublishedMeeting:
    return PublishedMeeting(
        id=meeting.id,
        uid=meeting.uid,
        number=meeting.number,
        title=_text(meeting, "title"),
        mode=meeting.mode.value,
        state=meeting.state.value,
        place=_text(meeting, "place"),
        days=tuple(
            PublishedDay(
                date=day.date,
                starts=day.starts,
                ends=day.ends,
                items=tuple(_item(item) for item in day.items),
            )
            for day in meeting.days
        ),
        sequence=0,
        changed_at=now,
    )


def _item(item: AgendaItem) -> PublishedItem:
    return PublishedItem(
        uid=item.uid,
        starts=item.starts,
        ends=item.ends,
        kind=item.kind.value,
        title=_text(item, "title"),
        speakers=_speakers(item.speakers),
        speaker_tbc=item.speaker_tbc,
        talks=tuple(
            PublishedTalk(
                uid=talk.uid,
                title=_text(talk, "title"),
                room=talk.room,
                speakers=_speakers(talk.speakers),
                speaker_tbc=talk.speaker_tbc,
            )
            for talk in item.talks
        ),
    )


def _speakers(speakers: list[AgendaSpeaker]) -> tuple[PublishedSpeaker, ...]:
    return tuple(PublishedSpeaker(each.name, each.role.value) for each in speakers)


def _sequenced(meeting: PublishedMeeting, before: PublishedMeeting | None) -> PublishedMeeting:
    """Give a meeting the sequence number and moment of its last change (RFC 5545)."""
    if before is None:
        return meeting
    same = replace(meeting, sequence=before.sequence, changed_at=before.changed_at)
    return same if same == before else replace(meeting, sequence=before.sequence + 1)


def _text(row: object, name: str) -> Text:
    return Text(getattr(row, f"{name}_th"), getattr(row, f"{name}_en"))
