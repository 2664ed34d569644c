"""Telling coordinators: who is mailed, once, and who is not; the board that it is decided on."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import (
    AuditEntry,
    CoordinatorContact,
    Event,
    Job,
    JobState,
    Quota,
    Source,
)
from eventsys.queries.coordinator_board import (
    BoardRow,
    board_rows,
    coordination_of,
    devices_of,
    to_remind,
)
from eventsys.rules.coordinator_board import CoordinatorState, Progress, Reminder
from eventsys.services.audit import record
from eventsys.services.coordinator_mails import note_told, remind, send_links
from eventsys.services.coordinators import enter, renew_link
from eventsys.services.errors import DomainError
from eventsys.services.registrations import cancel, register
from tests import factories
from tests.coordinators import contact
from tests.factories import NOW, RATCHABURI

Statements = Callable[[], AbstractContextManager[list[str]]]
DAY = timedelta(days=1)
ACTOR = "user:7"


@pytest.fixture
def event(session: Session) -> Event:
    """Give a public event; one beside it has coordinators, devices and people of its own."""
    other = factories.event(session)
    quota = factories.quota(session, other)
    contact(session, quota)
    open_link(session, quota)
    nominate(session, quota)
    return factories.event(session)


@pytest.fixture
def quota(session: Session, event: Event) -> Quota:
    """Give a quota."""
    return factories.quota(session, event)


def open_link(session: Session, quota: Quota, label: str = "LINE", days: int = 0) -> None:
    enter(
        session,
        quota_id=quota.id,
        generation=quota.link_generation,
        label=label,
        now=NOW + days * DAY,
    )


def nominate(session: Session, quota: Quota) -> int:
    row = register(
        session,
        event_id=quota.event_id,
        quota_code=quota.code,
        applicant=factories.applicant(),
        now=NOW,
        source=Source.COORDINATOR,
        actor=f"coordinator:{quota.id}",
    ).registration
    session.flush()
    return row.id


def send(
    session: Session,
    event: Event,
    *contacts: CoordinatorContact,
    key: str = "k" * 22,
    days: int = 0,
) -> int:
    count = send_links(
        session,
        event_id=event.id,
        contact_ids=[each.id for each in contacts],
        form_key=key,
        actor=ACTOR,
        now=NOW + days * DAY,
    )
    session.flush()
    return count


def call(
    session: Session,
    event: Event,
    *contacts: CoordinatorContact,
    about: Reminder = Reminder.NOT_NOMINATED,
    hours: float = 0,
) -> int:
    count = remind(
        session,
        event_id=event.id,
        contact_ids=[each.id for each in contacts],
        about=about,
        actor=ACTOR,
        now=NOW + timedelta(hours=hours),
    )
    session.flush()
    return count


def jobs(session: Session, event: Event) -> list[tuple[str, dict[str, object]]]:
    rows = session.scalars(select(Job).where(Job.event_id == event.id).order_by(Job.id))
    return [(job.kind, job.payload) for job in rows if "coordinator" in job.kind]


def entries(session: Session, event: Event, action: str) -> list[tuple[int | None, object]]:
    rows = session.scalars(
        select(AuditEntry)
        .where(AuditEntry.event_id == event.id, AuditEntry.action == action)
        .order_by(AuditEntry.id)
    )
    return [(row.subject_id, row.payload and row.payload.data) for row in rows]


def row_of(session: Session, quota: Quota) -> BoardRow:
    rows = board_rows(session, quota.event_id)
    return next(each for each in rows if each.quota.id == quota.id)


# --- links -------------------------------------------------------------------------------------


def test_links_go_to_the_contacts_of_this_event_that_have_an_address(
    session: Session, event: Event, quota: Quota
) -> None:
    first, second, without = (
        contact(session, quota),
        contact(session, quota),
        contact(session, quota, email=""),
    )
    foreign = session.scalars(
        select(CoordinatorContact).join(Quota).where(Quota.event_id != event.id)
    ).one()
    assert send(session, event, first, second, without, foreign) == 2
    assert jobs(session, event) == [
        ("mail.coordinator_link", {"contact": first.id}),
        ("mail.coordinator_link", {"contact": second.id}),
    ]
    told = [each.link_sent_at for each in (first, second, without, foreign)]
    assert told == [NOW, NOW, None, None]
    assert entries(session, event, "coordinator.send_link") == [
        (quota.id, {"contacts": [first.id, second.id]})
    ]


def test_the_same_page_sent_twice_sends_once(session: Session, event: Event, quota: Quota) -> None:
    person = contact(session, quota)
    assert [send(session, event, person, days=day) for day in (0, 1)] == [1, 0]
    assert person.link_sent_at == NOW
    assert send(session, event, person, key="another" * 4, days=2) == 1
    assert person.link_sent_at == NOW + 2 * DAY
    assert len(jobs(session, event)) == 2


@pytest.mark.parametrize(
    ("days", "public", "code"), [(0, False, "links_before_publishing"), (40, True, "event_over")]
)
def test_nothing_is_sent_before_publishing_and_after_the_event(
    session: Session, event: Event, quota: Quota, days: int, code: str, *, public: bool
) -> None:
    person = contact(session, quota, sent_at=NOW)
    event.public = public
    with pytest.raises(DomainError) as error:
        send(session, event, person, days=days)
    assert error.value.code == code
    with pytest.raises(DomainError) as error:
        call(session, event, person, hours=24 * days)
    assert error.value.code == code
    assert jobs(session, event) == []


def test_who_was_told_otherwise_counts_as_told(
    session: Session, event: Event, quota: Quota
) -> None:
    other = factories.quota(session, event, RATCHABURI)
    new, told = contact(session, quota), contact(session, quota, sent_at=NOW)
    aside = contact(session, other)
    count = note_told(
        session, event_id=event.id, quota_codes=[quota.code], actor=ACTOR, now=NOW + DAY
    )
    session.expire_all()
    assert count == 1
    assert [each.link_sent_at for each in (new, told, aside)] == [NOW + DAY, NOW, None]
    assert entries(session, event, "coordinator.told_otherwise") == [
        (quota.id, {"contacts": [new.id]})
    ]


# --- reminders ---------------------------------------------------------------------------------


def test_only_who_was_told_and_did_not_do_it_is_reminded(session: Session, event: Event) -> None:
    quotas = [
        factories.quota(session, event, code) for code in ("TH-10", "TH-11", "TH-12", "TH-13")
    ]
    untold = contact(session, quotas[0])
    told, opened, done = (contact(session, each, sent_at=NOW) for each in quotas[1:])
    without = contact(session, quotas[1], email="", sent_at=NOW)
    open_link(session, quotas[2])
    nominate(session, quotas[3])
    everybody = (untold, told, opened, done, without)
    rows = board_rows(session, event.id)
    assert to_remind(rows, Reminder.NOT_OPENED) == [told]
    assert to_remind(rows, Reminder.NOT_NOMINATED) == [told, opened]
    assert call(session, event, *everybody, about=Reminder.NOT_OPENED) == 1
    assert jobs(session, event) == [
        ("mail.coordinator_reminder", {"contact": told.id, "about": "not_opened"})
    ]
    # what was shown in the preview is sent, and no more than that
    assert call(session, event, untold, opened, about=Reminder.NOT_NOMINATED) == 1
    assert entries(session, event, "coordinator.remind") == [
        (quotas[1].id, {"contacts": [told.id]}),
        (quotas[2].id, {"contacts": [opened.id]}),
    ]


def test_nobody_is_reminded_twice_on_one_day_of_thailand(
    session: Session, event: Event, quota: Quota
) -> None:
    # ten in the morning there; the day ends after fourteen hours
    person = contact(session, quota, sent_at=NOW)
    assert [call(session, event, person, hours=hours) for hours in (0, 0, 13.9, 14, 20)] == [
        1,
        0,
        0,
        1,
        0,
    ]
    assert call(session, event, person, about=Reminder.NOT_OPENED, hours=20) == 0
    assert row_of(session, quota).reminded == {person.id: NOW + timedelta(hours=14)}


# --- the board ---------------------------------------------------------------------------------


def test_the_board_knows_contacts_devices_and_people(
    session: Session, event: Event, quota: Quota
) -> None:
    other = factories.quota(session, event, RATCHABURI)
    factories.registration(session, event, quota)
    first, second = contact(session, quota, sent_at=NOW), contact(session, quota)
    for label, days in (("LINE", 1), ("Chrome", 2), ("LINE", 3)):
        open_link(session, quota, label, days)
    gone, _ = nominate(session, quota), nominate(session, quota)
    cancel(session, registration_id=gone, actor=f"coordinator:{quota.id}", now=NOW + 5 * DAY)
    session.flush()
    row, empty = row_of(session, quota), row_of(session, other)
    assert (row.contacts, row.devices) == ([first, second], {"Chrome": 1, "LINE": 2})
    assert (row.opened_first, row.opened_last) == (NOW + DAY, NOW + 3 * DAY)
    assert (row.nominated, row.sent_at, row.active_at) == (1, NOW, NOW + 5 * DAY)
    assert row.state is CoordinatorState.NOMINATED
    assert (empty.contacts, empty.devices, empty.opened_first, empty.active_at) == (
        [],
        {},
        None,
        None,
    )
    assert empty.state is CoordinatorState.NO_CONTACT


def test_devices_of_an_ended_link_count_no_more_but_are_listed(
    session: Session, event: Event, quota: Quota
) -> None:
    open_link(session, quota)
    renew_link(session, quota_id=quota.id, actor=ACTOR, now=NOW)
    assert row_of(session, quota).devices == {}
    open_link(session, quota, "Chrome", 1)
    assert row_of(session, quota).devices == {"Chrome": 1}
    assert [each.label for each in devices_of(session, quota.id, 10)] == ["Chrome", "LINE"]
    assert [each.label for each in devices_of(session, quota.id, 1)] == ["Chrome"]
    assert event.public


def test_a_mail_that_failed_is_seen_until_a_later_one_goes_out(
    session: Session, event: Event, quota: Quota
) -> None:
    person, other = contact(session, quota), contact(session, quota)
    send(session, event, person, other)
    job = session.scalars(select(Job).where(Job.payload["contact"].as_integer() == person.id)).one()
    job.state = JobState.FAILED
    assert row_of(session, quota).failed == {person.id}
    send(session, event, person, key="again" * 5, days=1)
    assert row_of(session, quota).failed == set()


def test_the_board_takes_as_many_statements_for_one_quota_as_for_many(
    session: Session, event: Event, quota: Quota, statements: Statements
) -> None:
    def fill(quota: Quota) -> None:
        send(session, event, contact(session, quota), key=f"key{quota.id}" * 5)
        open_link(session, quota)
        nominate(session, quota)

    fill(quota)
    session.commit()
    with statements() as for_one:
        board_rows(session, event.id)
    for number in range(30):
        fill(factories.quota(session, event, f"own-{number}"))
    session.commit()
    with statements() as for_many:
        assert len(board_rows(session, event.id)) == 31
    assert len(for_one) == len(for_many) == 6


def test_strange_actors_in_the_audit_do_no_harm(
    session: Session, event: Event, quota: Quota
) -> None:
    for actor in ("coordinator:x", "coordinator:", "coordinator:999999", "coordinator:²"):
        record(session, at=NOW, actor=actor, action="x", subject=("x", 1), event_id=event.id)
    session.flush()
    assert row_of(session, quota).active_at is None


def progress(**known: object) -> Progress:
    nothing = {"contacts": 0, "sent_at": None, "devices": 0, "nominated": 0, "active_at": None}
    return Progress(**{**nothing, **known})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("known", "state"),
    [
        ({}, "no_contact"),
        ({"contacts": 1}, "not_sent"),
        ({"contacts": 1, "sent_at": NOW}, "sent"),
        ({"contacts": 1, "sent_at": NOW, "devices": 1}, "opened"),
        # a letter reaches people whom nobody entered here
        ({"devices": 1}, "opened"),
        ({"contacts": 1, "devices": 1, "nominated": 1}, "nominated"),
    ],
)
def test_the_state_is_the_farthest_step(known: dict[str, object], state: str) -> None:
    assert progress(**known).state == state


@pytest.mark.parametrize(
    ("known", "silent"),
    [
        ({}, False),
        ({"sent_at": NOW - 6 * DAY}, False),
        ({"sent_at": NOW - 7 * DAY}, True),
        ({"sent_at": NOW - 9 * DAY, "active_at": NOW - 6 * DAY}, False),
        ({"sent_at": NOW - 9 * DAY, "active_at": NOW - 8 * DAY}, True),
        ({"sent_at": NOW - 9 * DAY, "nominated": 1}, False),
    ],
)
def test_a_week_without_anything_is_silence(known: dict[str, object], *, silent: bool) -> None:
    assert progress(**known).silent(NOW) is silent


def test_what_is_open_is_counted(session: Session, event: Event) -> None:
    # central and own quotas may do without a coordinator
    factories.quota(session, event, "central")
    for code in ("TH-10", "TH-11"):
        factories.quota(session, event, code)
    contact(session, factories.quota(session, event, "TH-12"))
    contact(session, factories.quota(session, event, "TH-13"), sent_at=NOW - 8 * DAY)
    found = coordination_of(board_rows(session, event.id), NOW)
    assert (found.without_contact, found.untold, found.silent) == (2, 1, 1)
