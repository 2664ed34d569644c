"""Rows for tests: made-up people and events, with nothing that a test does not ask for."""

import itertools
from datetime import UTC, date, datetime, time, timedelta

from argon2 import PasswordHasher
from sqlalchemy.orm import Session

from eventsys.models import (
    Event,
    Meeting,
    MeetingDay,
    Organisation,
    Quota,
    QuotaKind,
    Registration,
    Role,
    RoleGrant,
    User,
)
from eventsys.rules.provinces import PROVINCES_BY_ISO
from eventsys.services.applicants import Applicant
from eventsys.services.publishing import publish
from eventsys.services.registrations import register

NOW = datetime(2027, 1, 4, 3, 0, tzinfo=UTC)
PASSWORD = "ใช้ทดสอบเท่านั้น ไม่ใช้จริง"
# as cheap as the library permits: tests sign in hundreds of times
PASSWORD_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
NAKHON_PATHOM = "TH-73"
RATCHABURI = "TH-70"

_numbers = itertools.count(1)


def organisation(session: Session, *, code: str | None = None) -> Organisation:
    """Make an office that runs events."""
    number = next(_numbers)
    row = Organisation(
        code=code or f"office-{number}",
        name_th=f"สำนักงานตัวอย่าง {number}",
        name_en=f"Example Office {number}",
    )
    session.add(row)
    session.flush()
    return row


def user(
    session: Session,
    organisation: Organisation,
    role: Role = Role.ORGANISER,
    *,
    event: Event | None = None,
) -> User:
    """Make a person with a role in an organisation, or in one event only."""
    number = next(_numbers)
    row = User(
        email=f"person{number}@example.go.th",
        name=f"บุคคลสมมุติ {number}",
        password_hash=PASSWORD_HASH,
        created_at=NOW,
    )
    row.grants = [
        RoleGrant(organisation=organisation, event_id=event.id if event else None, role=role)
    ]
    session.add(row)
    session.flush()
    return row


def event(
    session: Session,
    organisation: Organisation | None = None,
    *,
    slug: str | None = None,
    meetings: int = 1,
    published: bool = True,
) -> Event:
    """Make an event with meetings of one day each, a week apart, and publish it."""
    number = next(_numbers)
    row = Event(
        organisation=organisation or make_organisation(session),
        slug=slug or f"event-{number}",
        title_th=f"การประชุมตัวอย่าง {number}",
        consent_th="ยินยอมให้ใช้ข้อมูลเพื่อการประชุมนี้",
        created_at=NOW,
        updated_at=NOW,
    )
    session.add(row)
    session.flush()
    for index in range(1, meetings + 1):
        session.add(
            Meeting(
                event_id=row.id,
                uid=f"meeting-{row.id}-{index}",
                number=index,
                days=[
                    MeetingDay(
                        date=date(2027, 2, 1) + timedelta(weeks=index - 1),
                        starts=time(9),
                        ends=time(12),
                    )
                ],
            )
        )
    session.flush()
    if published:
        publish(session, event_id=row.id, actor="system", now=NOW)
        session.flush()
    return row


make_organisation = organisation


def quota(
    session: Session,
    event: Event,
    code: str = NAKHON_PATHOM,
    *,
    capacity: int = 25,
    waiting_list: bool = True,
) -> Quota:
    """Make a quota: of a province by its ISO code, of central agencies, or of its own."""
    province = PROVINCES_BY_ISO.get(code)
    row = Quota(
        event_id=event.id,
        code=code,
        kind=QuotaKind.PROVINCE
        if province
        else QuotaKind.CENTRAL
        if code == "central"
        else QuotaKind.OWN,
        province_code=province.iso if province else None,
        name_th=province.name_th if province else "ส่วนกลาง",
        name_en=province.name_en if province else "Central",
        capacity=capacity,
        waiting_list=waiting_list,
    )
    session.add(row)
    session.flush()
    return row


def applicant(number: int | None = None, **changes: str) -> Applicant:
    """Make what a made-up person types into the form; each number is another person."""
    number = next(_numbers) if number is None else number
    values = {
        "title": "นาย",
        "first_name": f"สมมุติ{_letters(number)}",
        "last_name": f"ตัวอย่าง{_letters(number)}",
        "agency": "พช.",
        "position": "นักวิเคราะห์นโยบายและแผน",
        "sector": "regional",
        "email": f"p{number}@example.go.th",
        "phone": "",
    } | changes
    return Applicant(**values)


def registration(
    session: Session,
    event: Event,
    quota: Quota,
    *,
    now: datetime = NOW,
    form_key: str | None = None,
    **changes: str,
) -> Registration:
    """Register a made-up person through the service."""
    row = register(
        session,
        event_id=event.id,
        quota_code=quota.code,
        applicant=applicant(None, **changes),
        now=now,
        form_key=form_key,
    ).registration
    session.flush()
    return row


def _letters(number: int) -> str:
    """Write a number in Thai letters, so that names hold no digits."""
    consonants = "กขคงจชซญดตถทนบปผพฟมยรลวสหอ"
    word = ""
    while True:
        number, rest = divmod(number, len(consonants))
        word += consonants[rest] + "า"
        if number == 0:
            return word
