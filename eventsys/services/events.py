"""Building an event: its texts, its meetings and their days."""

import re
import uuid
from dataclasses import asdict, dataclass
from datetime import date, datetime, time

from sqlalchemy import func, select
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
    """A day of a meeting; times are those of Asia/Bangkok."""

    date: date
    starts: time
    ends: time


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
    event = session.get_one(Event, event_id, with_for_update=True)
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

    Days are told apart by their order. A day that falls away must have no agenda.

    Raises:
        DomainError: ``changed_meanwhile``, ``day_missing``, ``day_twice``, ``ends_before_starts``
            or ``day_has_items``.
    """
    _check_days(plan.days)
    meeting = session.get_one(Meeting, meeting_id, with_for_update=True, populate_existing=True)
    if meeting.row_version != version:
        raise DomainError("changed_meanwhile")
    before = _apply(meeting, plan)
    # days are rows of their own: the meeting's version moves with them all the same
    meeting.row_version = version + 1
    old = list(meeting.days)
    before["days"] = [f"{day.date} {day.starts}-{day.ends}" for day in old]
    for dropped in old[len(plan.days) :]:
        if dropped.items:
            raise DomainError("day_has_items", date=dropped.date)
        meeting.days.remove(dropped)
    # dates of one meeting are unique, also while several of them move at once
    for index, day in enumerate(old[: len(plan.days)]):
        if day.date != plan.days[index].date:
            day.date = date.min.replace(day=index + 1)
    session.flush()
    for index, wanted in enumerate(plan.days):
        if index < len(old):
            old[index].date = wanted.date
            old[index].starts = wanted.starts
            old[index].ends = wanted.ends
        else:
            meeting.days.append(
                MeetingDay(date=wanted.date, starts=wanted.starts, ends=wanted.ends)
            )
    event = session.get_one(Event, meeting.event_id)
    event.updated_at = now
    audit.record_event(session, event, "meeting.change", actor, now, before)
    return meeting


def remove_meeting(session: Session, *, meeting_id: int, actor: str, now: datetime) -> None:
    """Remove a meeting with its agenda; those after it move up by one.

    Raises:
        DomainError: ``meeting_has_attendance`` or ``meeting_has_quotas``.
    """
    meeting = session.get_one(Meeting, meeting_id, with_for_update=True)
    for model in (AttendanceReport, Attendance):
        if session.scalar(select(model.id).where(model.meeting_id == meeting_id).limit(1)):
            raise DomainError("meeting_has_attendance", number=meeting.number)
    if session.scalar(select(Quota.id).where(Quota.meeting_id == meeting_id).limit(1)):
        raise DomainError("meeting_has_quotas", number=meeting.number)
    event = session.get_one(Event, meeting.event_id)
    number = meeting.number
    session.delete(meeting)
    session.flush()
    later = session.scalars(
        select(Meeting)
        .where(Meeting.event_id == event.id, Meeting.number > number)
        .order_by(Meeting.number)
    )
    for each in later:
        each.number -= 1
        session.flush()
    event.updated_at = now
    audit.record_event(session, event, "meeting.remove", actor, now, {"number": number})


def release_link(session: Session, *, meeting_id: int, actor: str, now: datetime) -> Meeting:
    """Show the meeting's link to all who are confirmed, from now on.

    Raises:
        DomainError: ``link_missing``.
    """
    meeting = session.get_one(Meeting, meeting_id, populate_existing=True)
    if not meeting.webinar_url:
        raise DomainError("link_missing", field="webinar_url")
    if meeting.link_released_at is None:
        meeting.link_released_at = now
        event = session.get_one(Event, meeting.event_id)
        audit.record_event(
            session, event, "meeting.release_link", actor, now, {"number": meeting.number}
        )
    return meeting


def withhold_link(session: Session, *, meeting_id: int, actor: str, now: datetime) -> Meeting:
    """Take the meeting's link off the private pages again."""
    meeting = session.get_one(Meeting, meeting_id, populate_existing=True)
    if meeting.link_released_at is not None:
        meeting.link_released_at = None
        event = session.get_one(Event, meeting.event_id)
        audit.record_event(
            session, event, "meeting.withhold_link", actor, now, {"number": meeting.number}
        )
    return meeting


def _event(session: Session, event_id: int, version: int) -> Event:
    event = session.get_one(Event, event_id, with_for_update=True, populate_existing=True)
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
    if [day.date for day in days] != sorted(day.date for day in days):
        raise DomainError("days_unordered", field="days")
    for day in days:
        if day.ends <= day.starts:
            raise DomainError("ends_before_starts", field="days")
