"""An agenda as text in the form that offices send, to be read again by `agenda_text.parse`."""

from collections.abc import Iterator
from datetime import date, time

from eventsys.rules.agenda import Agenda, Item, MeetingDay, Talk
from eventsys.rules.agenda_speakers import follows_by
from eventsys.rules.thai import to_thai_digits
from eventsys.rules.thai_dates import format_date, format_time, format_time_range


def to_text(agenda: Agenda) -> str:
    """Return an agenda in the official form, Thai digits in dates and times.

    ``parse`` of the result is the agenda again where no text holds a mark of the grammar (a time,
    a date, `โดย`, a number in brackets, ...). Left out are rooms of items, which no office writes
    there, and the numbers of source lines.

    Args:
        agenda: at least one day; each day has a date of its own, or none where it is the only one
            or differs in number from the day before, and at least one item.
    """
    return "\n".join(_lines(agenda)) + "\n"


def _lines(agenda: Agenda) -> Iterator[str]:
    days = agenda.meetings
    # What all days share stands once at the top; otherwise each day has its own.
    titles = {day.title for day in days}
    places = {day.place for day in days}
    title = days[0].title if len(titles) == 1 else None
    place = days[0].place if len(places) == 1 else None
    if title:
        yield _heading(title)
    if place:
        yield f"ณ {place}"
    previous: int | None = None
    for day in days:
        yield ""
        if day.number is not None:
            yield f"ครั้งที่ {to_thai_digits(str(day.number))}"
        elif previous is not None:
            yield "ครั้งที่ –"
        previous = day.number
        yield from _day_lines(day)
        if title is None and day.title:
            yield f"เรื่อง {day.title}"
        if place is None and day.place:
            yield f"ณ {day.place}"
        yield ""
        for item in day.items:
            yield from _item_lines(item)
    if agenda.notes:
        yield ""
        yield from (note.text for note in agenda.notes)


def _heading(title: str) -> str:
    return f"กำหนด{title}" if title.startswith("การประชุม") else f"กำหนดการ {title}"


def _day_lines(day: MeetingDay) -> Iterator[str]:
    parts = []
    if day.date is not None:
        parts.append(_date(day.date, day.weekday))
    elif day.weekday:
        parts.append(f"วัน{day.weekday}")
    if day.hours is not None:
        parts.append(f"เวลา {_times(*day.hours)}")
    if parts:
        yield " ".join(parts)


def _date(day: date, weekday: str | None) -> str:
    written = format_date(day, digits="thai")
    return f"วัน{weekday}ที่ {written}" if weekday else f"วันที่ {written}"


def _times(start: time, end: time | None) -> str:
    if end is None:
        return format_time(start, digits="thai", suffix=True)
    return format_time_range(start, end, digits="thai", suffix=True).replace("–", " – ")


def _item_lines(item: Item) -> Iterator[str]:
    yield f"{_times(item.start, item.end)}\t{_text(item)}".rstrip()
    for number, talk in enumerate(item.parallel, start=1):
        named = talk.room is not None and talk.room.startswith("ห้อง")
        mark = f"{talk.room}:" if named else f"({to_thai_digits(str(number))})"
        yield f"\t{mark} {_text(talk)}".rstrip()


def _text(said: Item | Talk) -> str:
    """Return title and speakers; a name that `โดย` would not introduce stands behind a label."""
    tbc = " (TBC)" if said.tbc else ""
    if not said.speakers:
        return f"{said.title}{tbc}".strip()
    names = " และ ".join(said.speakers)
    if follows_by(said.speakers[0], apart=True):
        return f"{said.title} โดย {names}{tbc}".strip()
    return f"{said.title} (วิทยากร: {names}{tbc})".strip()
