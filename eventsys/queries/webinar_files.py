"""Who is expected online in the meetings of an event, and who speaks in them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session, selectinload

from eventsys.models import (
    AgendaItem,
    AgendaSpeaker,
    Event,
    Meeting,
    MeetingDay,
    MeetingMode,
    MeetingState,
    ParallelTalk,
    Participation,
    Quota,
    Registration,
    RegistrationState,
    SpeakerAddress,
)
from eventsys.queries.conventions import conventions_of
from eventsys.rules.display_names import Conventions
from eventsys.rules.published import Text
from eventsys.rules.substitutes import substitute_name
from eventsys.rules.thai import repair
from eventsys.rules.webinar_import import (
    Guest,
    Guests,
    Speaker,
    Speakers,
    divide_guests,
    divide_speakers,
    lots,
)

ONLINE: Final = (MeetingMode.WEBINAR, MeetingMode.HYBRID)


@dataclass(frozen=True, slots=True)
class MeetingFiles:
    """What the files of a meeting hold; nobody and nothing where it is called off.

    ``lots`` are addresses for Microsoft Teams. ``addresses`` are all that are known of the
    meeting's speakers, by name; a speaker without one has an empty text there.
    """

    meeting: Meeting
    guests: Guests
    speakers: Speakers
    lots: list[list[str]]
    addresses: dict[str, str]

    @property
    def called_off(self) -> bool:
        """Tell whether the meeting does not take place, so that it needs no files."""
        return self.meeting.state is MeetingState.CALLED_OFF

    @property
    def expected(self) -> int:
        """How many people are expected online."""
        return len(self.guests.registrants) + len(self.guests.apart)


def webinar_files(
    session: Session, event: Event, *, number: int | None = None
) -> list[MeetingFiles]:
    """Return the files of an event's meetings that have an online part, in their order.

    Statements: 7, whatever the number of meetings, people and speakers.

    Args:
        session: the session.
        event: the event.
        number: of the one meeting that is wanted; all of them without it.
    """
    wanted = select(Meeting).where(Meeting.event_id == event.id, Meeting.mode.in_(ONLINE))
    if number is not None:
        wanted = wanted.where(Meeting.number == number)
    meetings = session.scalars(
        wanted.order_by(Meeting.number).options(selectinload(Meeting.days))
    ).all()
    numbers = [meeting.id for meeting in meetings]
    conventions = conventions_of(session, event)
    people = _confirmed(session, event.id)
    own_ways = _participations(session, numbers)
    names = _speaker_names(session, numbers)
    known = {
        row.name: row.email
        for row in session.execute(
            select(SpeakerAddress.name, SpeakerAddress.email).where(
                SpeakerAddress.event_id == event.id
            )
        )
    }
    found = []
    for meeting in meetings:
        held = meeting.state is not MeetingState.CALLED_OFF
        guests = _guests(meeting, people, own_ways, conventions) if held else []
        addresses = {name: known.get(name, "") for name in names[meeting.id]} if held else {}
        found.append(
            MeetingFiles(
                meeting=meeting,
                guests=divide_guests(guests),
                speakers=divide_speakers([Speaker(*each) for each in addresses.items()]),
                lots=lots(guests),
                addresses=addresses,
            )
        )
    return found


def _confirmed(session: Session, event_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return who has a place, in the order of arrival, as columns: there may be thousands."""
    return session.execute(
        select(
            Registration.id,
            Registration.display_name,
            Registration.email,
            Registration.title,
            Registration.first_name,
            Registration.last_name,
            Registration.agency,
            Registration.phone,
            Quota.name_th,
            Quota.name_en,
            Quota.province_code,
            Quota.meeting_id,
        )
        .join(Quota, Quota.id == Registration.quota_id)
        .where(Registration.event_id == event_id, Registration.state == RegistrationState.CONFIRMED)
        .order_by(Registration.id)
    ).all()


def _participations(
    session: Session, meeting_ids: Sequence[int]
) -> dict[tuple[int, int], Participation]:
    """Return how people take part in some meetings, by meeting and registration."""
    rows = session.scalars(select(Participation).where(Participation.meeting_id.in_(meeting_ids)))
    return {(row.meeting_id, row.registration_id): row for row in rows}


def _speaker_names(session: Session, meeting_ids: Sequence[int]) -> dict[int, list[str]]:
    """Return who speaks in each meeting as its agenda stands now, each once, the first first."""
    talk = ParallelTalk
    rows = session.execute(
        select(MeetingDay.meeting_id, AgendaSpeaker.name)
        .outerjoin(talk, talk.id == AgendaSpeaker.talk_id)
        .join(AgendaItem, AgendaItem.id == func.coalesce(AgendaSpeaker.item_id, talk.item_id))
        .join(MeetingDay, MeetingDay.id == AgendaItem.day_id)
        .where(MeetingDay.meeting_id.in_(meeting_ids))
        .order_by(
            MeetingDay.date,
            AgendaItem.position,
            AgendaItem.id,
            # those of the item itself before those of its talks
            func.coalesce(talk.position, -1),
            func.coalesce(talk.id, -1),
            AgendaSpeaker.position,
            AgendaSpeaker.id,
        )
    )
    names: dict[int, dict[str, None]] = defaultdict(dict)
    for meeting_id, name in rows:
        if plain := repair(name):
            names[meeting_id].setdefault(plain)
    return defaultdict(list, {meeting_id: list(found) for meeting_id, found in names.items()})


def _guests(
    meeting: Meeting,
    people: Sequence[Row[*tuple[Any, ...]]],
    own_ways: dict[tuple[int, int], Participation],
    conventions: Conventions,
) -> list[Guest]:
    """Return who is expected online in a meeting, in the order of arrival."""
    guests = []
    for row in people:
        # the places of some quotas are in one meeting only
        if row.meeting_id not in (None, meeting.id):
            continue
        way = own_ways.get((meeting.id, row.id))
        if way and not _online(way):
            continue
        guest = Guest(
            id=row.id,
            display_name=row.display_name,
            email=row.email,
            title=row.title,
            name=f"{row.first_name} {row.last_name}".strip(),
            agency=row.agency,
            quota=Text(row.name_th, row.name_en),
            phone=row.phone,
        )
        guests.append(
            _substitute(guest, way, row.province_code, conventions)
            if way and way.substitute_first_name
            else guest
        )
    return guests


def _online(way: Participation) -> bool:
    """Tell whether somebody may come online.

    Who did not say how they come to a meeting that is held in both ways is expected online as
    well: a mail too many does no harm, but whoever has no link cannot come in under their name.
    """
    return way.takes_part and way.mode is not MeetingMode.ROOM


def _substitute(
    guest: Guest, way: Participation, province_code: str | None, conventions: Conventions
) -> Guest:
    """Return the person who comes for a registered one, reached as that one is."""
    return replace(
        guest,
        display_name=substitute_name(
            province_code=province_code,
            agency=guest.agency,
            title=way.substitute_title,
            first_name=way.substitute_first_name,
            conventions=conventions,
        ),
        title=way.substitute_title,
        name=f"{way.substitute_first_name} {way.substitute_last_name}".strip(),
    )
