"""Substitutes for one meeting: the place stays, both names are kept."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import AuditEntry, Event, MeetingState, Participation, Quota, Registration
from eventsys.queries.coordinators import quota_people, substitutes_of
from eventsys.services.errors import DomainError
from eventsys.services.substitutes import remove_substitute, set_substitute
from tests import factories
from tests.factories import NOW

ACTOR = "coordinator:9"


@pytest.fixture
def event(session: Session) -> Event:
    """Give an event of two meetings."""
    return factories.event(session, meetings=2)


@pytest.fixture
def quota(session: Session, event: Event) -> Quota:
    """Give two places."""
    return factories.quota(session, event, capacity=2)


def send(
    session: Session, row: Registration, meeting: int, first_name: str, last_name: str = "ดีงาม"
) -> Participation:
    return set_substitute(
        session,
        registration_id=row.id,
        meeting_id=row.event.meetings[meeting - 1].id,
        title="น.ส.",
        first_name=first_name,
        last_name=last_name,
        actor=ACTOR,
        now=NOW,
    )


def test_a_substitute_is_kept_beside_the_person_and_can_be_removed(
    session: Session, event: Event, quota: Quota
) -> None:
    row = factories.registration(session, event, quota)
    other = factories.registration(session, event, quota)
    way = send(session, row, 2, "นางสาวแทนใจ")
    assert (way.substitute_title, way.substitute_first_name, way.substitute_last_name) == (
        "นางสาว",
        "แทนใจ",
        "ดีงาม",
    )
    (line,) = substitutes_of(session, event, quota)[row.id]
    assert (line.meeting_number, line.name, line.display_name) == (
        2,
        "นางสาวแทนใจ ดีงาม",
        "นครปฐม พช. นางสาวแทนใจ",
    )
    listed = {
        each.registration.id: each.substitutes
        for each in quota_people(session, event, quota).confirmed
    }
    assert listed == {row.id: (line,), other.id: ()}
    remove_substitute(
        session, registration_id=row.id, meeting_id=event.meetings[1].id, actor=ACTOR, now=NOW
    )
    session.flush()
    assert (dict(substitutes_of(session, event, quota)), quota.taken) == ({}, 2)
    entries = session.scalars(
        select(AuditEntry)
        .where(AuditEntry.subject_id == row.id, AuditEntry.action.contains("substitute"))
        .order_by(AuditEntry.id)
    ).all()
    assert [(each.action, each.actor) for each in entries] == [
        ("registration.set_substitute", ACTOR),
        ("registration.remove_substitute", ACTOR),
    ]


def test_the_name_must_be_free_among_those_who_come_to_the_meeting(
    session: Session, event: Event, quota: Quota
) -> None:
    one = factories.registration(session, event, quota)
    two = factories.registration(
        session, event, quota, title="นางสาว", first_name="ก้อง", last_name="ใจดี"
    )
    waiting = factories.registration(
        session, event, quota, title="นางสาว", first_name="รอคิว", last_name="ดีงาม"
    )
    assert waiting.state.value == "waiting"
    with pytest.raises(DomainError) as refused:
        send(session, one, 1, "ก้อง")
    assert (refused.value.code, refused.value.parameters) == (
        "substitute_name_taken",
        {"display_name": "นครปฐม พช. นางสาวก้อง"},
    )
    send(session, one, 1, "รอคิว")
    with pytest.raises(DomainError) as twice:
        send(session, two, 1, "รอคิว")
    assert twice.value.code == "substitute_name_taken"
    # another meeting is another matter
    send(session, two, 2, "รอคิว")


def test_who_can_send_nobody(session: Session, event: Event, quota: Quota) -> None:
    row = factories.registration(session, event, quota, first_name="ก้อง", last_name="ใจดี")
    factories.registration(session, event, quota)
    waiting = factories.registration(session, event, quota)
    elsewhere = factories.event(session)

    def refused(row: Registration, meeting_id: int, first: str = "แทนใจ", last: str = "ดี") -> str:
        with pytest.raises(DomainError) as refusal:
            set_substitute(
                session,
                registration_id=row.id,
                meeting_id=meeting_id,
                title="นาย",
                first_name=first,
                last_name=last,
                actor=ACTOR,
                now=NOW,
            )
        return refusal.value.code

    first, second = event.meetings
    assert refused(waiting, first.id) == "substitute_needs_place"
    assert refused(row, elsewhere.meetings[0].id) == "substitute_needs_place"
    assert refused(row, first.id, "ก้อง", "ใจดี") == "substitute_is_person"
    second.state = MeetingState.CALLED_OFF
    session.flush()
    assert refused(row, second.id) == "substitute_needs_place"
    quota.meeting_id = second.id
    session.flush()
    assert refused(row, first.id) == "substitute_needs_place"
