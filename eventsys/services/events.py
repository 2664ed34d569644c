"""Building an event: its texts, its meetings and their days."""

import re
import uuid
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from eventsys.models import (
    Attendance,
    AttendanceReport,
    Event,
    Meeting,
    MeetingDay,
    MeetingMode,
    Quota,
)
from eventsys.services import audit
from eventsys.services.errors import DomainError
from eventsys.services.presence import refresh_presence

SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{1,60})[a-z0-9]")


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTexts:
    """What organisers write about an event, in Thai and optionally in English."""

    title_th: str
    title_en: str = ""
    subtitle_th: str = ""
    subtitle_en: str = ""
    background_th: str = ""
    background_en: str = ""
    objectives_th: str = ""
    objectives_en: str = ""
    audience_th: str = ""
    audience_en: str = ""
    how_to_join_th: str = ""
    how_to_join_en: str = ""
    contact_th: str = ""
    contact_en: str = ""
    notes_th: str = ""
    notes_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSettings:
    """How an event is run: when registration is open, the chat group, documents, presence."""

    registration_opens_at: datetime | None
    registration_closes_at: datetime | None
    consent_th: str
    consent_en: str
    chat_name: str
    chat_url: str
    chat_code: str
    thai_digits: bool
    agenda_may_change: bool
    least_minutes: int | None
    least_meetings: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlan:
    """A day of a meeting; times are those of Asia/Bangkok.

    ``id`` names a day that the meeting has already; any other counts as a new day.
    """

    date: date
    starts: time
    ends: time
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPlan:
    """What organisers set for a meeting."""

    title_th: str
    title_en: str
    mode: MeetingMode
    place_th: str
    place_en: str
    webinar_url: str
    webinar_id: str
    webinar_passcode: str
    days: tuple[DayPlan, ...]
    # seats in the room, where there is one; ``None`` is as many as come
    room_capacity: int | None = None


def create_event(
    session: Session,
    *,
    organisation_id: int,
    slug: str,
    texts: EventTexts,
    actor: str,
    now: datetime,
) -> Event:
    """Make an event that nobody but its organisers sees.

    Raises:
        DomainError: ``slug_form`` or ``slug_taken``.
    """
    if not SLUG.fullmatch(slug):
        raise DomainError("slug_form", field="slug")
    if session.scalar(select(Event.id).where(Event.slug == slug)):
        raise DomainError("slug_taken", field="slug")
    event = Event(
        organisation_id=organisation_id,
        slug=slug,
        created_at=now,
        updated_at=now,
        **asdict(texts),
    )
    session.add(event)
    session.flush()
    audit.record_event(session, event, "event.create", actor, now)
    return event


def change_texts(
    session: Session, *, event_id: int, version: int, texts: EventTexts, actor: str, now: datetime
) -> Event:
    """Change the texts of an event; people see them once a version is published.

    Raises:
        DomainError: ``changed_meanwhile``.
    """
    event = _event(session, event_id, version)
    before = _assign(event, asdict(texts))
    if before:
        event.row_version += 1
        event.updated_at = now
        audit.record_event(session, event, "event.change_texts", actor, now, before)
    return event


def change_settings(
    session: Session,
    *,
    event_id: int,
    version: int,
    settings: EventSettings,
    actor: str,
    now: datetime,
) -> Event:
    """Change how an event is run; it takes effect at once.

    Raises:
        DomainError: ``changed_meanwhile`` or ``closes_before_opens``.
    """
    opens, closes = settings.registration_opens_at, settings.registration_closes_at
    if opens and closes and closes <= opens:
        raise DomainError("closes_before_opens", field="registration_closes_at")
    event = _event(session, event_id, version)
    before = _assign(event, asdict(settings))
    if before.keys() & {"consent_th", "consent_en"}:
        event.consent_version += 1
    if "least_minutes" in before:
        session.flush()
        refresh_presence(session, event)
    if before:
        event.row_version += 1
        event.updated_at = now
        audit.record_event(session, event, "event.change_settings", actor, now, before)
    return event


def add_meeting(
    session: Session, *, event_id: int, plan: MeetingPlan, actor: str, now: datetime
) -> Meeting:
    """Add a meeting as the last round of an event.

    Raises:
        DomainError: ``day_missing``, ``day_twice`` or ``ends_before_starts``.
    """
    _check_days(plan.days)
    event = lock_event(session, event_id)
    last = session.scalar(select(func.max(Meeting.number)).where(Meeting.event_id == event_id))
    meeting = Meeting(event_id=event_id, uid=str(uuid.uuid4()), number=(last or 0) + 1)
    _apply(meeting, plan)
    meeting.days = [
        MeetingDay(date=day.date, starts=day.starts, ends=day.ends) for day in plan.days
    ]
    session.add(meeting)
    session.flush()
    event.updated_at = now
    audit.record_event(session, event, "meeting.create", actor, now, {"number": meeting.number})
    return meeting


def change_meeting(
    session: Session,
    *,
    meeting_id: int,
    version: int,
    plan: MeetingPlan,
    actor: str,
    now: datetime,
) -> Meeting:
    """Change a meeting; a day keeps its agenda when its date moves.

    Days are told apart by their numbers. A day that the plan leaves out must have no agenda.

    Raises:
        DomainError: ``changed_meanwhile``, ``day_missing``, ``day_twice``, ``ends_before_starts``
            ``day_has_items`` or ``room_below_taken``.
    """
    _check_days(plan.days)
    event, meeting = _locked_meeting(session, meeting_id)
    if meeting.row_version != version:
        raise DomainError("changed_meanwhile")
    if plan.room_capacity is not None and plan.room_capacity < meeting.room_taken:
        raise DomainError("room_below_taken", field="room_capacity", taken=meeting.room_taken)
    before = _apply(meeting, plan)
    before["days"] = [f"{day.date} {day.starts}-{day.ends}" for day in meeting.days]
    # days are rows of their own: the meeting's version moves with them all the same
    meeting.row_version = version + 1
    _apply_days(session, meeting, plan.days)
    # its hours may be others now
    session.flush()
    refresh_presence(session, event)
    event.updated_at = now
    audit.record_event(session, event, "meeting.change", actor, now, before)
    return meeting


def _apply_days(session: Session, meeting: Meeting, plans: tuple[DayPlan, ...]) -> None:
    unclaimed = {day.id: day for day in meeting.days}
    # a number that comes twice is the day of the first who names it
    days = [None if plan.id is None else unclaimed.pop(plan.id, None) for plan in plans]
    for dropped in unclaimed.values():
        if dropped.items:
            raise DomainError("day_has_items", field="days", date=dropped.date)
        meeting.days.remove(dropped)
    # dates of one meeting are unique, also while several of them move at once
    for index, (day, plan) in enumerate(zip(days, plans, strict=True)):
        if day is not None and day.date != plan.date:
            day.date = date.min + timedelta(days=index)
    session.flush()
    for day, plan in zip(days, plans, strict=True):
        if day is None:
            meeting.days.append(MeetingDay(date=plan.date, starts=plan.starts, ends=plan.ends))
        else:
            day.date, day.starts, day.ends = plan.date, plan.starts, plan.ends


def remove_meeting(session: Session, *, meeting_id: int, actor: str, now: datetime) -> None:
    """Remove a meeting with its agenda; those after it move up by one.

    Raises:
        DomainError: ``meeting_has_attendance`` or ``meeting_has_quotas``.
    """
    event, meeting = _locked_meeting(session, meeting_id)
    for model in (AttendanceReport, Attendance):
        if session.scalar(select(model.id).where(model.meeting_id == meeting_id).limit(1)):
            raise DomainError("meeting_has_attendance", number=meeting.number)
    if session.scalar(select(Quota.id).where(Quota.meeting_id == meeting_id).limit(1)):
        raise DomainError("meeting_has_quotas", number=meeting.number)
    number = meeting.number
    session.delete(meeting)
    session.flush()
    later = session.scalars(
        select(Meeting.id)
        .where(Meeting.event_id == event.id, Meeting.number > number)
        .order_by(Meeting.number)
    ).all()
    for moved, meeting_after in enumerate(later, start=number):
        _write_unversioned(session, meeting_after, number=moved)
    event.updated_at = now
    audit.record_event(session, event, "meeting.remove", actor, now, {"number": number})


def release_link(session: Session, *, meeting_id: int, actor: str, now: datetime) -> Meeting:
    """Show the meeting's link to all who are confirmed, from now on.

    Raises:
        DomainError: ``link_missing``.
    """
    event, meeting = _locked_meeting(session, meeting_id)
    if not meeting.webinar_url:
        raise DomainError("link_missing", field="webinar_url")
    if meeting.link_released_at is None:
        _write_unversioned(session, meeting.id, link_released_at=now)
        audit.record_event(
            session, event, "meeting.release_link", actor, now, {"number": meeting.number}
        )
    return meeting


def withhold_link(session: Session, *, meeting_id: int, actor: str, now: datetime) -> Meeting:
    """Take the meeting's link off the private pages again."""
    event, meeting = _locked_meeting(session, meeting_id)
    if meeting.link_released_at is not None:
        _write_unversioned(session, meeting.id, link_released_at=None)
        audit.record_event(
            session, event, "meeting.withhold_link", actor, now, {"number": meeting.number}
        )
    return meeting


def lock_event(session: Session, event_id: int) -> Event:
    """Return an event as it is once nobody else is at building it.

    What builds an event locks it first, and its meetings, days and items after it. People register
    meanwhile: their rows only need the event to stay.
    """
    return session.get_one(
        Event, event_id, with_for_update={"key_share": True}, populate_existing=True
    )


def _locked_meeting(session: Session, meeting_id: int) -> tuple[Event, Meeting]:
    event_id = session.scalars(select(Meeting.event_id).where(Meeting.id == meeting_id)).one()
    event = lock_event(session, event_id)
    meeting = session.get_one(Meeting, meeting_id, with_for_update=True, populate_existing=True)
    return event, meeting


def _write_unversioned(session: Session, meeting_id: int, **values: object) -> None:
    """Write what is in no form, so that a form of the meeting that somebody has open stays good."""
    session.execute(update(Meeting).where(Meeting.id == meeting_id).values(values))


def _event(session: Session, event_id: int, version: int) -> Event:
    event = lock_event(session, event_id)
    if event.row_version != version:
        raise DomainError("changed_meanwhile")
    return event


def _assign(row: Event | Meeting, values: dict[str, object]) -> dict[str, object]:
    """Set the values that differ, and return what they were, fit for the audit."""
    before: dict[str, object] = {}
    for name, value in values.items():
        old = getattr(row, name)
        if old != value:
            before[name] = old if isinstance(old, str | int | bool | None) else str(old)
            setattr(row, name, value)
    return before


def _apply(meeting: Meeting, plan: MeetingPlan) -> dict[str, object]:
    values = asdict(plan)
    del values["days"]
    return _assign(meeting, values)


def _check_days(days: tuple[DayPlan, ...]) -> None:
    if not days:
        raise DomainError("day_missing", field="days")
    if len({day.date for day in days}) < len(days):
        raise DomainError("day_twice", field="days")
    for day in days:
        if day.ends <= day.starts:
            raise DomainError("ends_before_starts", field="days")
