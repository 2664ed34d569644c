"""The agenda check: what a careful organiser would notice before an agenda goes out.

The days may come from pasted text or from the builder; nothing is changed, every fault is told.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Final, Literal, get_args

from eventsys.rules.agenda import Item, MeetingDay, end_minute, minute_of_end, start_minute
from eventsys.rules.agenda_speakers import person_key
from eventsys.rules.thai_dates import WEEKDAYS_TH

Code = Literal[
    "overlap",
    "gap",
    "end_before_start",
    "speaker_twice",
    "speaker_tbc",
    "lunch_short",
    "lunch_early",
    "lunch_late",
    "no_break",
    "weekday",
    "outside_hours",
    "no_speaker",
]
CODES: tuple[Code, ...] = get_args(Code)

LUNCH_MINUTES: Final = 30
LUNCH_FROM: Final = 11 * 60
LUNCH_UNTIL: Final = 13 * 60 + 30
LONGEST_SITTING: Final = 120
# A gap as long as the shortest break on a programme lets people rest, planned or not.
_REST: Final = 10
_PAUSES = {"break", "lunch"}
_TALKS = {"lecture", "panel"}
_NO_TALKS = {"group_work", "discussion", "break", "lunch", "registration"}


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault.

    ``date`` is the day it is on, ``None`` where the day has no date. ``start`` is when the item
    concerned starts (of two, the later one; of a sitting without a break, the first), ``None``
    where it concerns the whole day. ``params`` are what the sentence about it mentions: texts and
    numbers. ``items`` are the places of the items concerned in the day's list, ``day`` that of the
    day.
    """

    code: Code
    date: date | None
    start: time | None
    params: Mapping[str, str | int] = field(default_factory=dict)
    items: tuple[int, ...] = ()
    day: int = 0


@dataclass(frozen=True, slots=True)
class _Timed:
    """An item with its times in minutes; the end of an open one is where the next starts."""

    index: int
    item: Item
    start: int
    end: int | None
    told_end: int | None

    @property
    def until(self) -> int:
        return self.start if self.end is None else self.end


def check(days: Sequence[MeetingDay]) -> list[Finding]:
    """Return every fault of an agenda, day by day, in the order of starts.

    Args:
        days: as ``eventsys.rules.agenda_text.parse`` returns them in ``Agenda.meetings``, or made
            from the database. Items need not be in order. ``hours`` are checked where they are
            known; two items are in one room where their ``room`` is the same, ``None`` being the
            main room, and so are two talks with the same room's name.
    """
    found: list[Finding] = []
    timed_days = [_timed(day.items) for day in days]
    for place, (day, timed) in enumerate(zip(days, timed_days, strict=True)):
        faults = list(_of_day(day, timed))
        faults.sort(
            key=lambda each: (each.start is not None, each.start or time(0), CODES.index(each.code))
        )
        found.extend(
            Finding(each.code, day.date, each.start, each.params, each.items, place)
            for each in faults
        )
    found.extend(_speakers_across(days, timed_days))
    return found


def _of_day(day: MeetingDay, timed: Sequence[_Timed]) -> Iterator[Finding]:
    if day.weekday and day.date and WEEKDAYS_TH[day.date.weekday()] != day.weekday:
        meant = WEEKDAYS_TH[day.date.weekday()]
        yield Finding("weekday", None, None, {"written": day.weekday, "meant": meant})
    lasting = [each for each in timed if each.told_end is None or each.told_end > each.start]
    for each in timed:
        if each.told_end is not None and each.told_end <= each.start:
            yield _finding("end_before_start", each, end=_clock(each.told_end))
        yield from _speakers_missing(each)
    for each in lasting:
        yield from _lunch(each)
        yield from _outside(each, day.hours)
    yield from _overlaps(lasting)
    yield from _gaps(lasting)
    yield from _sittings(lasting)
    yield from _speakers_twice(lasting)


def _timed(items: Sequence[Item]) -> list[_Timed]:
    order = sorted(range(len(items)), key=lambda index: (start_minute(items[index]), index))
    result: list[_Timed] = []
    following: int | None = None  # the next later start
    for place in range(len(order) - 1, -1, -1):
        index = order[place]
        item = items[index]
        start, told = start_minute(item), end_minute(item)
        if place + 1 < len(order):
            later = start_minute(items[order[place + 1]])
            following = later if later > start else following
        result.append(_Timed(index, item, start, following if told is None else told, told))
    result.reverse()
    return result


def _finding(code: Code, *concerned: _Timed, **params: str | int) -> Finding:
    """Return a finding at the last of the items concerned."""
    at = concerned[-1]
    named = {"title": at.item.title, "start": _clock(at.start), **params}
    return Finding(code, None, at.item.start, named, tuple(each.index for each in concerned))


def _overlaps(timed: Sequence[_Timed]) -> Iterator[Finding]:
    """Yield each use of a room that begins before an earlier one in it has ended."""
    busy: dict[str | None, _Timed] = {}
    for each in timed:
        rooms = _rooms(each.item)
        repeated = next((room for room in rooms if rooms.count(room) > 1), None)
        if repeated is not None:
            yield _finding("overlap", each, other=each.item.title, room=repeated)
        for room in dict.fromkeys(rooms):
            earlier = busy.get(room)
            # An open item lasts until the next one: only a told end can run into it.
            if earlier is not None and (
                earlier.until > each.start
                or (earlier.start == each.start and earlier.index != each.index)
            ):
                yield _finding("overlap", earlier, each, other=earlier.item.title, room=room or "")
                break
        for room in rooms:
            earlier = busy.get(room)
            if earlier is None or earlier.until <= each.until:
                busy[room] = each


def _rooms(item: Item) -> list[str | None]:
    """Return the rooms that an item takes: those of its talks where they have names."""
    named: list[str | None] = [talk.room for talk in item.parallel if talk.room]
    return named if named and len(named) == len(item.parallel) else [item.room, *named]


def _gaps(timed: Sequence[_Timed]) -> Iterator[Finding]:
    last: _Timed | None = None
    for each in timed:
        if last is not None and last.until < each.start:
            minutes = each.start - last.until
            if last.end is not None:
                yield _finding(
                    "gap",
                    last,
                    each,
                    minutes=minutes,
                    end=_clock(last.until),
                    other=last.item.title,
                )
        if last is None or each.until >= last.until:
            last = each


def _lunch(each: _Timed) -> Iterator[Finding]:
    if each.item.kind != "lunch":
        return
    if each.end is not None and each.end - each.start < LUNCH_MINUTES:
        yield _finding("lunch_short", each, minutes=each.end - each.start)
    if each.start < LUNCH_FROM:
        yield _finding("lunch_early", each)
    if each.start >= LUNCH_UNTIL or (each.end is not None and each.end > LUNCH_UNTIL):
        yield _finding("lunch_late", each, end=_clock(each.until))


def _sittings(timed: Sequence[_Timed]) -> Iterator[Finding]:
    """Yield each run of items of more than two hours; registration is no sitting."""
    run: list[_Timed] = []
    until = 0
    for each in timed:
        pause = each.item.kind in _PAUSES
        if run and (pause or each.start - until >= _REST):
            yield from _too_long(run, min(until, each.start) if pause else until)
            run = []
        if pause:
            until = max(until, each.until)
            continue
        if not run and each.item.kind == "registration":
            continue
        run.append(each)
        until = max(until, each.until) if len(run) > 1 else each.until
    if run:
        yield from _too_long(run, until)


def _too_long(run: Sequence[_Timed], until: int) -> Iterator[Finding]:
    minutes = until - run[0].start
    if minutes > LONGEST_SITTING:
        first = run[0]
        yield Finding(
            "no_break",
            None,
            first.item.start,
            {
                "title": first.item.title,
                "start": _clock(first.start),
                "end": _clock(until),
                "minutes": minutes,
            },
            tuple(each.index for each in run),
        )


def _outside(each: _Timed, hours: tuple[time, time] | None) -> Iterator[Finding]:
    if hours is None:
        return
    opens, closes = hours[0].hour * 60 + hours[0].minute, minute_of_end(hours[1])
    if opens >= closes:
        return
    ends = each.start if each.told_end is None else each.told_end
    # What has no end may begin when the meeting ends: `๑๖.๓๐ น. ปิดการประชุม`.
    if each.start < opens or ends > closes:
        yield _finding("outside_hours", each, opens=_clock(opens), closes=_clock(closes))


def _speakers_missing(each: _Timed) -> Iterator[Finding]:
    item = each.item
    if item.tbc:
        yield _finding("speaker_tbc", each, talk=item.title)
    elif item.kind in _TALKS and not item.speakers and not item.parallel:
        yield _finding("no_speaker", each, talk=item.title)
    for talk in item.parallel:
        if talk.tbc:
            yield _finding("speaker_tbc", each, talk=talk.title or item.title)
        elif not talk.speakers and item.kind not in _NO_TALKS:
            yield _finding("no_speaker", each, talk=talk.title or item.title)


def _speakers_twice(timed: Sequence[_Timed]) -> Iterator[Finding]:
    """Yield persons in two talks of one item, or in two items that overlap."""
    busy: dict[str, _Timed] = {}
    for each in timed:
        names = _persons(each.item)
        told: set[str] = set()
        for key, name in names:
            earlier = busy.get(key)
            if key in told:
                continue
            if earlier is not None and earlier.until > each.start:
                told.add(key)
                yield _finding(
                    "speaker_twice", earlier, each, speaker=name, other=earlier.item.title
                )
        for key, name in _in_two_talks(each.item):
            if key not in told:
                told.add(key)
                yield _finding("speaker_twice", each, speaker=name, other=each.item.title)
        for key, _ in names:
            known = busy.get(key)
            if known is None or known.until <= each.until:
                busy[key] = each


def _speakers_across(
    days: Sequence[MeetingDay], timed_days: Sequence[Sequence[_Timed]]
) -> Iterator[Finding]:
    """Yield persons who are in two meetings at once, where two run on one date."""
    seen: dict[date, list[int]] = {}
    for place, day in enumerate(days):
        if day.date is None:
            continue
        for other in seen.get(day.date, ()):
            for each in timed_days[place]:
                persons = dict(_persons(each.item))
                for earlier in timed_days[other]:
                    if earlier.until <= each.start or each.until <= earlier.start:
                        continue
                    for key, name in _persons(earlier.item):
                        if key in persons:
                            params: dict[str, str | int] = {
                                "title": each.item.title,
                                "start": _clock(each.start),
                                "speaker": name,
                                "other": earlier.item.title,
                            }
                            start = each.item.start
                            yield Finding(
                                "speaker_twice", day.date, start, params, (each.index,), place
                            )
        seen.setdefault(day.date, []).append(place)


def _persons(item: Item) -> list[tuple[str, str]]:
    """Return the key and the name of each person in an item, its talks included, each once."""
    speakers = [*item.speakers, *(name for talk in item.parallel for name in talk.speakers)]
    return list(_keyed(speakers).items())


def _in_two_talks(item: Item) -> list[tuple[str, str]]:
    seen: set[str] = set()
    twice: dict[str, str] = {}
    for talk in item.parallel:
        keyed = _keyed(talk.speakers)
        twice.update({key: name for key, name in keyed.items() if key in seen})
        seen.update(keyed)
    return list(twice.items())


def _keyed(speakers: Iterable[str]) -> dict[str, str]:
    return {key: name for name in speakers if (key := person_key(name))}


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
