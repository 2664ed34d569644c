"""Building an event: its address, texts and settings."""

from dataclasses import asdict, replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import AuditEntry, Event
from eventsys.services.errors import DomainError
from eventsys.services.events import (
    EventSettings,
    EventTexts,
    change_settings,
    change_texts,
    create_event,
)
from tests import factories
from tests.factories import NOW

LATER = NOW + timedelta(hours=1)
ACTOR = "user:1"


def actions(session: Session, event: Event) -> list[str]:
    return list(
        session.scalars(
            select(AuditEntry.action).where(AuditEntry.event_id == event.id).order_by(AuditEntry.id)
        )
    )


@pytest.fixture
def event(session: Session) -> Event:
    """Give an event; another one stands beside it."""
    factories.event(session)
    return factories.event(session)


@pytest.mark.parametrize(
    ("slug", "code"),
    [
        ("ab", "slug_form"),
        ("-abc", "slug_form"),
        ("Abc", "slug_form"),
        ("a b c", "slug_form"),
        ("a" * 63, "slug_form"),
        ("abc\n", "slug_form"),
        ("taken-one", "slug_taken"),
    ],
)
def test_an_address_must_be_fit_and_free(session: Session, slug: str, code: str) -> None:
    event = factories.event(session, slug="taken-one")
    with pytest.raises(DomainError) as refused:
        create_event(
            session,
            organisation_id=event.organisation_id,
            slug=slug,
            texts=EventTexts(title_th="ชื่อ"),
            actor=ACTOR,
            now=NOW,
        )
    assert (refused.value.code, refused.value.field) == (code, "slug")


def test_a_new_event_is_seen_by_nobody(session: Session) -> None:
    office = factories.organisation(session)
    event = create_event(
        session,
        organisation_id=office.id,
        slug="new-one",
        texts=EventTexts(title_th="ชื่อ"),
        actor=ACTOR,
        now=NOW,
    )
    session.flush()
    assert (event.public, event.row_version, event.organisation_id) == (False, 1, office.id)
    assert actions(session, event) == ["event.create"]


def test_of_two_people_at_the_same_text_the_second_is_told(session: Session, event: Event) -> None:
    seen = event.row_version
    mine, theirs = EventTexts(title_th="ของฉัน"), EventTexts(title_th="ของเขา")
    change_texts(session, event_id=event.id, version=seen, texts=theirs, actor="user:2", now=LATER)
    with pytest.raises(DomainError, match="changed_meanwhile"):
        change_texts(session, event_id=event.id, version=seen, texts=mine, actor=ACTOR, now=LATER)
    assert (event.title_th, event.row_version) == ("ของเขา", seen + 1)
    change_texts(session, event_id=event.id, version=seen + 1, texts=mine, actor=ACTOR, now=LATER)
    assert event.title_th == "ของฉัน"


def test_saving_the_same_text_makes_nobody_s_form_stale(session: Session, event: Event) -> None:
    texts = EventTexts(title_th=event.title_th)
    before = (event.row_version, actions(session, event))
    change_texts(
        session, event_id=event.id, version=event.row_version, texts=texts, actor=ACTOR, now=LATER
    )
    assert (event.row_version, actions(session, event)) == before


def settings_of(event: Event) -> EventSettings:
    return EventSettings(
        **{name: getattr(event, name) for name in EventSettings.__dataclass_fields__}
    )


def test_a_new_wording_of_the_consent_is_a_new_version_of_it(
    session: Session, event: Event
) -> None:
    versions = []
    settings = settings_of(event)
    for changed in (
        replace(settings, chat_name="กลุ่ม"),
        replace(settings, chat_name="กลุ่ม", consent_th="ใหม่"),
        replace(settings, chat_name="กลุ่ม", consent_th="ใหม่", consent_en="new"),
    ):
        change_settings(
            session,
            event_id=event.id,
            version=event.row_version,
            settings=changed,
            actor=ACTOR,
            now=LATER,
        )
        versions.append((event.row_version, event.consent_version))
    assert versions == [(2, 1), (3, 2), (4, 3)]


@pytest.mark.parametrize("apart", [timedelta(0), timedelta(minutes=-1)])
def test_registration_closes_after_it_opens(
    session: Session, event: Event, apart: timedelta
) -> None:
    settings = replace(
        settings_of(event), registration_opens_at=NOW, registration_closes_at=NOW + apart
    )
    with pytest.raises(DomainError) as refused:
        change_settings(
            session, event_id=event.id, version=1, settings=settings, actor=ACTOR, now=LATER
        )
    assert (refused.value.code, refused.value.field) == (
        "closes_before_opens",
        "registration_closes_at",
    )


def test_texts_are_kept_as_they_were_written(session: Session) -> None:
    office = factories.organisation(session)
    texts = EventTexts(**{name: f"{name} ก" for name in EventTexts.__dataclass_fields__})
    event = create_event(
        session, organisation_id=office.id, slug="all-texts", texts=texts, actor=ACTOR, now=NOW
    )
    session.flush()
    session.expire_all()
    assert {name: getattr(event, name) for name in asdict(texts)} == asdict(texts)
