"""The meetings of an event as a calendar file (RFC 5545), one entry for each day of a meeting."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from icalendar import Calendar, Event, vDuration, vText

from eventsys.documents.wording import BANGKOK, Wording
from eventsys.i18n import N_, translate
from eventsys.rules.published import (
    PublishedDay,
    PublishedEvent,
    PublishedItem,
    PublishedMeeting,
    PublishedSpeaker,
)

PRODUCT: Final = "-//eventsys//eventsys//TH"
CONTENT_TYPE: Final = "text/calendar; charset=utf-8; method=PUBLISH"
# how often a calendar that has subscribed looks again
REFRESH: Final = timedelta(hours=6)

_STATUS = {"scheduled": "CONFIRMED", "postponed": "TENTATIVE", "called_off": "CANCELLED"}
# what stands before the title of a meeting that does not take place as announced
_PREFIX = {"postponed": N_("[เลื่อน]"), "called_off": N_("[ยกเลิก]")}
_ONLINE = N_("ประชุมทางไกล")
MAY_CHANGE = N_("กำหนดการอาจมีการเปลี่ยนแปลงตามความเหมาะสม")


def event_calendar(
    event: PublishedEvent,
    *,
    url: str,
    locale: str = "th",
    now: datetime,
    links: Mapping[int, str] | None = None,
) -> bytes:
    """Return a calendar of all meetings, for a file or a subscription.

    An entry keeps its UID over every change, also when its meeting moves to another date: it is
    the meeting's own, and from a meeting's second day on the number of the day follows it. SEQUENCE
    and LAST-MODIFIED are those of the meeting; what was called off stays, as CANCELLED, so that
    calendars which have it strike it out.

    Args:
        event: what is published.
        url: page of the event, which each entry names.
        locale: ``th`` or ``en``.
        now: moment for DTSTAMP, with its zone.
        links: addresses at which meetings are joined, by the meeting's number in the database, for
            the calendar of somebody who may have them.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    # as text, whose commas and the like are escaped: icalendar writes names it does not know raw
    title = vText(_one_line(event.title.in_language(locale)))
    calendar.add("x-wr-calname", title)
    calendar.add("name", title)
    calendar.add("x-wr-timezone", BANGKOK.key)
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    reader = _Reader(event, locale, url, links or {})
    for meeting in (*event.meetings, *event.gone):
        for number in range(1, len(meeting.days) + 1):
            entry = _entry(reader, meeting, number)
            entry.add("dtstamp", now.astimezone(UTC))
            calendar.add_component(entry)
    calendar.add_missing_timezones()
    content: bytes = calendar.to_ical()
    return content


@dataclass(frozen=True, slots=True)
class _Reader:
    """Who reads which event: what all entries of a calendar have in common."""

    event: PublishedEvent
    locale: str
    url: str
    links: Mapping[int, str]

    def say(self, message: str, **parameters: object) -> str:
        return translate(self.locale, message, **parameters)

    def link(self, meeting: PublishedMeeting) -> str:
        return self.links.get(meeting.id, "")


def _entry(reader: _Reader, meeting: PublishedMeeting, number: int) -> Event:
    """Return the entry of a meeting's day; ``number`` counts its days from 1."""
    day = meeting.days[number - 1]
    entry = Event()
    entry.add("uid", meeting.uid if number == 1 else f"{meeting.uid}-{number}")
    entry.add("dtstart", datetime.combine(day.date, day.starts, BANGKOK))
    entry.add("dtend", datetime.combine(day.date, day.ends, BANGKOK))
    entry.add("sequence", meeting.sequence)
    entry.add("last-modified", meeting.changed_at.astimezone(UTC))
    entry.add("status", _STATUS[meeting.state])
    entry.add("summary", _summary(reader, meeting, number))
    entry.add("location", _one_line(_location(reader, meeting)))
    entry.add("url", reader.link(meeting) or reader.url)
    entry.add("description", _description(reader, meeting, day))
    if meeting.state == "called_off":
        entry.add("transp", "TRANSPARENT")
    return entry


def _summary(reader: _Reader, meeting: PublishedMeeting, number: int) -> str:
    parts = []
    if prefix := _PREFIX.get(meeting.state):
        parts.append(reader.say(prefix))
    parts.append(reader.event.title.in_language(reader.locale))
    if len(reader.event.meetings) > 1:
        parts.append(reader.say(N_("ครั้งที่ %(number)s"), number=meeting.number))
    if len(meeting.days) > 1:
        parts.append(reader.say(N_("(วันที่ %(number)s)"), number=number))
    return _one_line(" ".join(parts))


def _location(reader: _Reader, meeting: PublishedMeeting) -> str:
    place = meeting.place.in_language(reader.locale)
    if meeting.mode == "room":
        return place
    link = reader.link(meeting)
    if meeting.mode == "hybrid" and place:
        return f"{place} / {link or reader.say(_ONLINE)}"
    return link or place or reader.say(_ONLINE)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _description(reader: _Reader, meeting: PublishedMeeting, day: PublishedDay) -> str:
    """Return the day's agenda as plain text, what was typed as typed, times in Arabic digits."""
    locale = reader.locale
    heads = (meeting.title.in_language(locale), reader.event.subtitle.in_language(locale))
    lines = [head for head in heads if head]
    if link := reader.link(meeting):
        lines += ["", reader.say(N_("ลิงก์เข้าร่วมประชุม: %(link)s"), link=link)]
    lines.append("")
    for item in day.items:
        lines += _item_lines(item, locale)
    lines.append("")
    if reader.event.agenda_may_change:
        lines.append(reader.say(MAY_CHANGE))
    lines.append(reader.say(N_("รายละเอียด: %(url)s"), url=reader.url))
    return "\n".join(lines).strip()


def _item_lines(item: PublishedItem, locale: str) -> list[str]:
    times = Wording(locale).times(item.starts, item.ends)
    people = _people(item.speakers, locale, tbc=item.speaker_tbc)
    lines = [f"{times} {item.title.in_language(locale)}{people}"]
    for number, talk in enumerate(item.talks, start=1):
        room = f" [{talk.room}]" if talk.room else ""
        people = _people(talk.speakers, locale, tbc=talk.speaker_tbc)
        lines.append(f"  ({number}) {talk.title.in_language(locale)}{room}{people}")
    return lines


def _people(speakers: tuple[PublishedSpeaker, ...], locale: str, *, tbc: bool) -> str:
    mark = translate(locale, N_("(TBC)"))
    if not speakers:
        return f" {mark}" if tbc else ""
    names = ", ".join(speaker.name for speaker in speakers)
    by = translate(locale, N_("โดย"))
    return f" {by} {names}" + (f" {mark}" if tbc else "")
