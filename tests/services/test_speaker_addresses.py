"""Keeping the addresses of an event's speakers."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import AuditEntry, Event, SpeakerAddress
from eventsys.sentences.errors import error_sentence
from eventsys.services.errors import DomainError
from eventsys.services.speaker_addresses import set_speaker_addresses
from tests import factories
from tests.factories import NOW

ACTOR = "user:7"


@pytest.fixture
def event(session: Session) -> Event:
    """Give an event; one beside it has a speaker of the same name."""
    other = factories.event(session)
    session.add(SpeakerAddress(event_id=other.id, name="นายแรก", email="other@example.go.th"))
    session.flush()
    return factories.event(session)


def put(session: Session, event: Event, **addresses: str) -> None:
    set_speaker_addresses(session, event_id=event.id, addresses=addresses, actor=ACTOR, now=NOW)
    session.flush()


def kept(session: Session, event: Event) -> dict[str, str]:
    rows = session.scalars(select(SpeakerAddress).where(SpeakerAddress.event_id == event.id))
    return {row.name: row.email for row in rows}


def noted(session: Session, event: Event) -> list[object]:
    entries = session.scalars(
        select(AuditEntry)
        .where(
            AuditEntry.event_id == event.id,
            AuditEntry.action == "event.change_speaker_addresses",
        )
        .order_by(AuditEntry.id)
    )
    return [(entry.actor, entry.at, entry.payload and entry.payload.data) for entry in entries]


def test_addresses_are_added_changed_and_removed_by_name(session: Session, event: Event) -> None:
    put(session, event, นายแรก="One@Example.go.th", นางสอง="two@example.go.th")
    assert kept(session, event) == {"นายแรก": "One@Example.go.th", "นางสอง": "two@example.go.th"}
    put(session, event, นายแรก=" first@example.go.th ", นางสาม="three@example.go.th")
    put(session, event, นางสอง="")
    assert kept(session, event) == {
        "นายแรก": "first@example.go.th",
        "นางสาม": "three@example.go.th",
    }
    others = session.scalars(select(SpeakerAddress).where(SpeakerAddress.event_id != event.id))
    assert [row.email for row in others] == ["other@example.go.th"]


def test_the_audit_tells_whose_address_changed_and_no_address(
    session: Session, event: Event
) -> None:
    put(session, event, นายแรก="one@example.go.th", นางสอง="two@example.go.th")
    put(session, event, นายแรก="one@example.go.th", นางสอง="", นางสาม=" ")
    # nothing changed, nothing to note
    put(session, event, นายแรก="one@example.go.th", นางสอง="")
    put(session, event)
    assert noted(session, event) == [
        (ACTOR, NOW, {"changed": ["นายแรก", "นางสอง"], "removed": []}),
        (ACTOR, NOW, {"changed": [], "removed": ["นางสอง"]}),
    ]


@pytest.mark.parametrize(
    "email",
    ["x", "x@y", "a@example.go.th, b@example.go.th", "a@example.go.th\nb", "ก@example.go.th", "@"],
)
def test_what_is_no_address_is_refused_as_a_whole(
    session: Session, event: Event, email: str
) -> None:
    put(session, event, นายแรก="one@example.go.th")
    with pytest.raises(DomainError) as refused:
        put(session, event, นายแรก="new@example.go.th", นางสอง=email)
    assert (refused.value.code, refused.value.parameters) == (
        "speaker_email_form",
        {"name": "นางสอง"},
    )
    assert error_sentence("speaker_email_form", "th", name="นางสอง") == (
        "อีเมลของ นางสอง ใช้ส่งไม่ได้ ตรวจสอบตัวสะกด เช่น name@example.go.th"
    )
    session.expire_all()
    assert kept(session, event) == {"นายแรก": "one@example.go.th"}


def test_an_address_that_a_spreadsheet_would_take_for_a_formula_is_kept_as_it_is(
    session: Session, event: Event
) -> None:
    put(session, event, นายแรก="+one@example.go.th")
    assert kept(session, event) == {"นายแรก": "+one@example.go.th"}


def test_names_are_compared_without_stray_spaces(session: Session, event: Event) -> None:
    set_speaker_addresses(
        session,
        event_id=event.id,
        addresses={" นายแรก  ใจดี ": "one@example.go.th"},
        actor=ACTOR,
        now=NOW,
    )
    session.flush()
    assert kept(session, event) == {"นายแรก ใจดี": "one@example.go.th"}
