"""The list of registrations: filtered and paged for the screen, whole for a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, joinedload

from eventsys.models import Quota, Registration, RegistrationState
from eventsys.queries.paging import PAGE, Page, page_within
from eventsys.rules.namesakes import name_letters
from eventsys.rules.published import Text
from eventsys.rules.registration_row import RegistrationRow
from eventsys.rules.thai import to_arabic_digits
from eventsys.sentences.words import word

# how people write a telephone number apart
BETWEEN_DIGITS: Final = " -()+"
_BETWEEN_DIGITS: Final = str.maketrans("", "", BETWEEN_DIGITS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a list of registrations is narrowed to; empty means everything."""

    quota_code: str = ""
    state: str = ""
    text: str = ""


def registrations_page(
    session: Session, event_id: int, wanted: Filter, number: int
) -> Page[Registration]:
    """Return a page of an event's registrations, the newest first. Statements: 2."""
    narrowed = _narrowed(event_id, wanted)
    total = session.scalar(select(func.count()).select_from(narrowed.subquery())) or 0
    number = page_within(number, total)
    rows = session.scalars(
        narrowed.options(joinedload(Registration.quota))
        .order_by(Registration.id.desc())
        .limit(PAGE)
        .offset((number - 1) * PAGE)
    ).all()
    return Page(rows, total, number)


def registration_rows(
    session: Session, event_id: int, wanted: Filter, locale: str
) -> list[RegistrationRow]:
    """Return an event's registrations as plain values, in the order of arrival. Statements: 1."""
    rows = session.scalars(
        _narrowed(event_id, wanted)
        .options(joinedload(Registration.quota))
        .order_by(Registration.id)
    )
    return [
        RegistrationRow(
            state=row.state.value,
            quota_name=Text(row.quota.name_th, row.quota.name_en),
            title=row.title,
            first_name=row.first_name,
            last_name=row.last_name,
            agency=row.agency,
            position=row.position,
            sector=word("sector", row.sector, locale) if row.sector else "",
            email=row.email,
            phone=row.phone,
            display_name=row.display_name,
            registered_at=row.registered_at,
            confirmed_at=row.confirmed_at,
            cancelled_at=row.cancelled_at,
        )
        for row in rows
    ]


def _narrowed(event_id: int, wanted: Filter) -> Select[Registration]:
    query = select(Registration).where(Registration.event_id == event_id)
    if wanted.quota_code:
        query = query.join(Quota).where(Quota.code == wanted.quota_code)
    if wanted.state in set(RegistrationState):
        query = query.where(Registration.state == RegistrationState(wanted.state))
    if wanted.text:
        query = query.where(or_(*_meant(wanted.text)))
    return query


def _meant(text: str) -> Iterator[ColumnElement[bool]]:
    """Yield what a search may mean: a name, a display name, an address, a telephone number."""
    typed = text.lower()
    yield func.lower(Registration.display_name).contains(typed, autoescape=True)
    yield func.lower(Registration.email).contains(typed, autoescape=True)
    # the key of a name holds no spaces and signs, so any spelling of them finds it; its parts
    # stand side by side, so first and last name together find it too
    letters = name_letters(text)
    if letters:
        parts = func.replace(Registration.name_key, "|", "")
        yield parts.contains(letters, autoescape=True)
    digits = to_arabic_digits(text).translate(_BETWEEN_DIGITS)
    if digits.isascii() and digits.isdigit():
        phone: ColumnElement[str] = Registration.phone.expression
        for sign in BETWEEN_DIGITS:
            phone = func.replace(phone, sign, "")
        yield phone.contains(digits, autoescape=True)
