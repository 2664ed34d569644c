"""Loading the demonstration: the series as held in 2565, and the next one, still open."""

import csv
import io
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.demonstration.agenda import FIRST_DAY, MEETINGS
from eventsys.demonstration.texts import CONSENT_EN, CONSENT_TH, TEXTS
from eventsys.models import Event, Meeting, MeetingMode, Organisation, Source
from eventsys.rules.provinces import PROVINCES_BY_NAME
from eventsys.rules.quota_list import CENTRAL
from eventsys.services.agenda import add_item
from eventsys.services.applicants import Applicant
from eventsys.services.attendance import import_report
from eventsys.services.events import (
    DayPlan,
    EventSettings,
    MeetingPlan,
    add_meeting,
    change_settings,
    create_event,
)
from eventsys.services.publishing import publish
from eventsys.services.quotas import add_province_quotas, add_quota
from eventsys.services.registrations import register
from eventsys.services.transaction import transaction

BANGKOK = ZoneInfo("Asia/Bangkok")
HELD = "sdg-localisation-2565"
NEXT = "sdg-localisation-next"
PROVINCE_PLACES = 25
CENTRAL_PLACES = 50
ACTOR = "system"
# time for people to be invited before the first meeting of the next series
LEAD = timedelta(days=30)


def load(session: Session, *, now: datetime) -> list[str]:
    """Load what is missing of the demonstration, each event in a transaction of its own.

    Returns:
        The slugs of the events that were loaded; none where all are there.
    """
    with transaction(session):
        organisation_id = _organisation(session).id
        present = set(session.scalars(select(Event.slug).where(Event.slug.in_([HELD, NEXT]))))
    loaded = []
    if HELD not in present:
        with transaction(session):
            _load_held(session, organisation_id)
        loaded.append(HELD)
    if NEXT not in present:
        with transaction(session):
            _load_next(session, organisation_id, now)
        loaded.append(NEXT)
    return loaded


def first_day_of_next(today: date) -> date:
    """Return the first day of the next series: the same weekday, at least thirty days ahead."""
    earliest = today + LEAD
    return earliest + timedelta(days=(FIRST_DAY.weekday() - earliest.weekday()) % 7)


def _organisation(session: Session) -> Organisation:
    found = session.scalar(select(Organisation).where(Organisation.code == "nesdc"))
    if found is None:
        found = Organisation(
            code="nesdc",
            name_th="สำนักงานสภาพัฒนาการเศรษฐกิจและสังคมแห่งชาติ",
            name_en="Office of the National Economic and Social Development Council",
            unit_th="กองยุทธศาสตร์และประสานความร่วมมือระหว่างประเทศ",
            unit_en="International Strategy and Coordination Division",
        )
        session.add(found)
        session.flush()
    return found


def _load_held(session: Session, organisation_id: int) -> None:
    opened = datetime(2022, 1, 24, 9, 0, tzinfo=BANGKOK)
    event = _build(session, organisation_id, HELD, FIRST_DAY, opened)
    for number, person in enumerate(_people()):
        province = person["province"]
        register(
            session,
            event_id=event.id,
            quota_code=PROVINCES_BY_NAME[province].iso if province else CENTRAL,
            applicant=Applicant(
                title=person["title"],
                first_name=person["first_name"],
                last_name=person["last_name"],
                agency=person["agency"],
                sector="regional" if province else "central",
                email=person["email"],
                # somebody must be reachable: those without an address gave a telephone
                phone="" if person["email"] else f"08000{number:05}",
            ),
            now=opened + timedelta(hours=3 * number),
            source=Source.IMPORT,
            actor=ACTOR,
            tell=False,
        )
    session.flush()
    first = session.scalars(
        select(Meeting).where(Meeting.event_id == event.id, Meeting.number == 1)
    ).one()
    import_report(
        session,
        meeting_id=first.id,
        filename="attendee-report.csv",
        content=(files(__package__) / "report.csv").read_bytes(),
        actor=ACTOR,
        user_id=None,
        now=datetime(2022, 2, 18, 14, 0, tzinfo=BANGKOK),
    )


def _load_next(session: Session, organisation_id: int, now: datetime) -> None:
    first_day = first_day_of_next(now.astimezone(BANGKOK).date())
    _build(session, organisation_id, NEXT, first_day, now.astimezone(UTC))


def _build(
    session: Session, organisation_id: int, slug: str, first_day: date, now: datetime
) -> Event:
    event = create_event(
        session, organisation_id=organisation_id, slug=slug, texts=TEXTS, actor=ACTOR, now=now
    )
    closes = datetime.combine(first_day - timedelta(days=1), time(16, 30), BANGKOK)
    change_settings(
        session,
        event_id=event.id,
        version=event.row_version,
        settings=EventSettings(
            registration_opens_at=now,
            registration_closes_at=closes,
            consent_th=CONSENT_TH,
            consent_en=CONSENT_EN,
            chat_name="SDG Local Network",
            chat_url="https://line.example.go.th/sdg-local-network",
            chat_code="localsdg",
            thai_digits=True,
            agenda_may_change=True,
            least_minutes=None,
            least_meetings=3,
        ),
        actor=ACTOR,
        now=now,
    )
    for number, (offset, items) in enumerate(MEETINGS, start=1):
        meeting = add_meeting(
            session,
            event_id=event.id,
            plan=MeetingPlan(
                title_th="",
                title_en="",
                mode=MeetingMode.WEBINAR,
                place_th="Zoom Webinar",
                place_en="Zoom Webinar",
                webinar_url=f"https://webinar.example.go.th/j/900000000{number}",
                webinar_id=f"900 0000 000{number}",
                webinar_passcode=f"demo{number}",
                days=(
                    DayPlan(
                        date=first_day + timedelta(days=offset),
                        starts=items[0].starts,
                        ends=items[-1].ends or items[-1].starts,
                    ),
                ),
            ),
            actor=ACTOR,
            now=now,
        )
        for item in items:
            add_item(session, day_id=meeting.days[0].id, plan=item, actor=ACTOR, now=now)
    add_province_quotas(
        session,
        event_id=event.id,
        capacity=PROVINCE_PLACES,
        waiting_list=True,
        actor=ACTOR,
        now=now,
    )
    add_quota(
        session,
        event_id=event.id,
        code=CENTRAL,
        name_th="หน่วยงานส่วนกลาง",
        name_en="Central agencies",
        capacity=CENTRAL_PLACES,
        waiting_list=True,
        actor=ACTOR,
        now=now,
    )
    session.flush()
    publish(session, event_id=event.id, actor=ACTOR, now=now)
    return event


def _people() -> list[dict[str, str]]:
    text = (files(__package__) / "registrations.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))
