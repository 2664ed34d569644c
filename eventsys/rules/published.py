"""What people see of an event: the published picture as plain values.

Page, PDF and calendar read these values and nothing else, so that they cannot differ. The picture
is kept as JSON; ``to_json`` and ``from_json`` are each other's inverse.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Text:
    """A text in Thai and, where the organiser wrote one, in English."""

    th: str = ""
    en: str = ""

    def in_language(self, locale: str) -> str:
        """Return the text in a language; Thai stands in for a missing English one."""
        return (self.en or self.th) if locale == "en" else (self.th or self.en)

    def __bool__(self) -> bool:
        return bool(self.th or self.en)


@dataclass(frozen=True, slots=True)
class PublishedSpeaker:
    """Who speaks, in which role (``speaker``, ``moderator``, ``chair``)."""

    name: str
    role: str = "speaker"


@dataclass(frozen=True, slots=True)
class PublishedTalk:
    """One of several talks side by side."""

    uid: str
    title: Text
    room: str
    speakers: tuple[PublishedSpeaker, ...]
    speaker_tbc: bool


@dataclass(frozen=True, slots=True)
class PublishedItem:
    """A line of the agenda; times are those of Asia/Bangkok, ``ends`` may be open."""

    uid: str
    starts: time
    ends: time | None
    kind: str
    title: Text
    speakers: tuple[PublishedSpeaker, ...]
    speaker_tbc: bool
    talks: tuple[PublishedTalk, ...]


@dataclass(frozen=True, slots=True)
class PublishedDay:
    """One day of a meeting with its items in order."""

    date: date
    starts: time
    ends: time
    items: tuple[PublishedItem, ...]


@dataclass(frozen=True, slots=True)
class PublishedMeeting:
    """One round of the event.

    ``sequence`` grows and ``changed_at`` moves with each published change of the meeting (RFC 5545,
    SEQUENCE and LAST-MODIFIED). ``mode`` is ``webinar``, ``room`` or ``hybrid``; ``state`` is
    ``scheduled``, ``postponed`` or ``called_off``.
    """

    id: int
    uid: str
    number: int
    title: Text
    mode: str
    state: str
    place: Text
    days: tuple[PublishedDay, ...]
    sequence: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class PublishedEvent:
    """An event as people see it, with the number of the version and when it was published."""

    slug: str
    title: Text
    subtitle: Text
    background: Text
    objectives: Text
    audience: Text
    how_to_join: Text
    contact: Text
    notes: Text
    organisation: Text
    unit: Text
    thai_digits: bool
    agenda_may_change: bool
    meetings: tuple[PublishedMeeting, ...]
    version: int
    published_at: datetime
    # meetings of earlier versions that are no more: only calendars, which have them, tell of them
    gone: tuple[PublishedMeeting, ...] = ()

    @property
    def days(self) -> Iterator[PublishedDay]:
        """All days of all meetings in order."""
        for meeting in self.meetings:
            yield from meeting.days

    def of_meeting(self, meeting_id: int | None) -> Self:
        """Return the event as it is for people of one of its meetings; ``None`` means of all."""
        if meeting_id is None:
            return self
        return replace(
            self,
            meetings=tuple(each for each in self.meetings if each.id == meeting_id),
            gone=tuple(each for each in self.gone if each.id == meeting_id),
        )

    def to_json(self) -> dict[str, Any]:
        """Return the picture as values that JSON can hold."""
        return {key: _plain(value) for key, value in asdict(self).items()}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return the picture that ``to_json`` wrote."""
        texts = {
            name: Text(**data[name])
            for name in (
                "title",
                "subtitle",
                "background",
                "objectives",
                "audience",
                "how_to_join",
                "contact",
                "notes",
                "organisation",
                "unit",
            )
        }
        return cls(
            slug=data["slug"],
            **texts,
            thai_digits=data["thai_digits"],
            agenda_may_change=data["agenda_may_change"],
            meetings=tuple(_meeting(each) for each in data["meetings"]),
            version=data["version"],
            published_at=datetime.fromisoformat(data["published_at"]),
            gone=tuple(_meeting(each) for each in data["gone"]),
        )


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return value


def _meeting(data: Mapping[str, Any]) -> PublishedMeeting:
    return PublishedMeeting(
        id=data["id"],
        uid=data["uid"],
        number=data["number"],
        title=Text(**data["title"]),
        mode=data["mode"],
        state=data["state"],
        place=Text(**data["place"]),
        days=tuple(
            PublishedDay(
                date=date.fromisoformat(day["date"]),
                starts=time.fromisoformat(day["starts"]),
                ends=time.fromisoformat(day["ends"]),
                items=tuple(_item(each) for each in day["items"]),
            )
            for day in data["days"]
        ),
        sequence=data["sequence"],
        changed_at=datetime.fromisoformat(data["changed_at"]),
    )


def _item(data: Mapping[str, Any]) -> PublishedItem:
    return PublishedItem(
        uid=data["uid"],
        starts=time.fromisoformat(data["starts"]),
        ends=time.fromisoformat(data["ends"]) if data["ends"] else None,
        kind=data["kind"],
        title=Text(**data["title"]),
        speakers=_speakers(data),
        speaker_tbc=data["speaker_tbc"],
        talks=tuple(
            PublishedTalk(
                uid=talk["uid"],
                title=Text(**talk["title"]),
                room=talk["room"],
                speakers=_speakers(talk),
                speaker_tbc=talk["speaker_tbc"],
            )
            for talk in data["talks"]
        ),
    )


def _speakers(data: Mapping[str, Any]) -> tuple[PublishedSpeaker, ...]:
    return tuple(PublishedSpeaker(**each) for each in data["speakers"])
