"""What a coordinator does for people: naming, lists, replacing, correcting, withdrawing."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import (
    Approval,
    AuditEntry,
    Event,
    Job,
    MeetingMode,
    Participation,
    Quota,
    Registration,
    RegistrationState,
    Source,
)
from eventsys.services.consents import give_consent
from eventsys.services.errors import DomainError
from eventsys.services.nominations import (
    Nominated,
    correct_contact,
    nominate,
    nominate_all,
    replace_person,
)
from eventsys.services.registrations import Registered, change, withdraw
from tests import factories
from tests.factories import NOW

CONFIRMED = RegistrationState.CONFIRMED
WAITING = RegistrationState.WAITING
PENDING = RegistrationState.PENDING
CANCELLED = RegistrationState.CANCELLED
ACTOR = "coordinator:9"


@pytest.fixture
def event(session: Session) -> Event:
    """Give a public event; another one with people of the same names makes the noise."""
    other = factories.event(session)
    factories.registration(session, other, factories.quota(session, other), first_name="สมมุติกา")
    return factories.event(session, meetings=2)


def name(
    session: Session,
    quota: Quota,
    number: int,
    *,
    form_key: str | None = None,
    locale: str = "th",
) -> Registered:
    done = nominate(
        session,
        quota_id=quota.id,
        applicant=factories.applicant(number),
        actor=ACTOR,
        now=NOW,
        form_key=form_key,
        locale=locale,
    )
    session.flush()
    return done


def mails(session: Session, row: Registration) -> list[str]:
    wanted = select(Job.kind).where(Job.registration_id == row.id).order_by(Job.id)
    return list(session.scalars(wanted))


def audit_of(session: Session, row: Registration) -> list[tuple[str, str]]:
    rows = session.scalars(
        select(AuditEntry)
        .where(AuditEntry.subject_type == "registration", AuditEntry.subject_id == row.id)
        .order_by(AuditEntry.id)
    )
    return [(each.action, each.actor) for each in rows]


def refusal(error: pytest.ExceptionInfo[DomainError]) -> tuple[str, dict[str, object]]:
    return error.value.code, error.value.parameters


def test_a_named_person_has_a_place_and_has_not_consented(session: Session, event: Event) -> None:
    quota = factories.quota(session, event)
    row = name(session, quota, 1, locale="en").registration
    assert (row.state, row.source, row.consent_version, row.consented_at, row.locale) == (
        CONFIRMED,
        Source.COORDINATOR,
        None,
        None,
        "en",
    )
    assert quota.taken == 1
    assert audit_of(session, row) == [("registration.create", ACTOR)]
    assert mails(session, row) == ["mail.registration_confirmed"]


def test_naming_follows_the_hours_of_the_quota_and_not_of_registration(
    session: Session, event: Event
) -> None:
    quota = factories.quota(session, event)
    event.registration_closes_at = NOW - timedelta(days=1)
    assert name(session, quota, 1).registration.state is CONFIRMED
    quota.opens_at = NOW + timedelta(days=1)
    with pytest.raises(DomainError) as early:
        name(session, quota, 2)
    quota.opens_at, quota.closes_at = None, NOW
    with pytest.raises(DomainError) as late:
        name(session, quota, 2)
    quota.closes_at = None
    event.public = False
    with pytest.raises(DomainError) as hidden:
        name(session, quota, 2)
    assert [refusal(early), refusal(late), refusal(hidden)] == [
        ("nomination_not_yet", {"moment": NOW + timedelta(days=1)}),
        ("nomination_closed", {"moment": NOW}),
        ("event_not_public", {}),
    ]


def test_the_same_person_is_refused_by_name_and_gets_no_mail(
    session: Session, event: Event
) -> None:
    quota = factories.quota(session, event)
    row = factories.registration(session, event, quota, first_name="ก้อง", last_name="ใจดี")
    before = mails(session, row)
    session.commit()
    with pytest.raises(DomainError) as refused, session.begin_nested():
        nominate(
            session,
            quota_id=quota.id,
            applicant=factories.applicant(None, first_name=" ก้อง", last_name="ใจดี"),
            actor=ACTOR,
            now=NOW + timedelta(days=1),
        )
    assert refusal(refused) == (
        "person_nominated",
        {"name": "นายก้อง ใจดี", "display_name": "นครปฐม พช. นายก้อง"},
    )
    assert mails(session, row) == before


def test_the_same_form_again_changes_nothing(session: Session, event: Event) -> None:
    quota = factories.quota(session, event)
    first = name(session, quota, 1, form_key="form")
    again = nominate(
        session,
        quota_id=quota.id,
        applicant=factories.applicant(1, position="อื่น", email="other@example.go.th"),
        actor=ACTOR,
        now=NOW,
        form_key="form",
    )
    assert (first.again, again) == (False, Registered(first.registration, again=True))
    assert (again.registration.email, quota.taken) == ("p1@example.go.th", 1)


@pytest.mark.parametrize(
    ("approval", "state"), [(Approval.COORDINATOR, CONFIRMED), (Approval.ORGANISER, PENDING)]
)
def test_whom_the_coordinator_names_the_coordinator_need_not_approve(
    session: Session, event: Event, approval: Approval, state: RegistrationState
) -> None:
    quota = factories.quota(session, event)
    quota.approval = approval
    assert name(session, quota, 1).registration.state is state


def add_all(session: Session, quota: Quota, *expected: RegistrationState, key: str) -> Nominated:
    return nominate_all(
        session,
        quota_id=quota.id,
        applicants=[factories.applicant(number) for number in range(len(expected))],
        expected=expected,
        actor=ACTOR,
        now=NOW,
        form_key=key,
    )


def test_a_list_is_added_in_its_order_and_sent_again_adds_nobody(
    session: Session, event: Event
) -> None:
    quota = factories.quota(session, event, capacity=2)
    done = add_all(session, quota, CONFIRMED, CONFIRMED, WAITING, WAITING, key="list")
    assert [row.state for row in done.added] == [CONFIRMED, CONFIRMED, WAITING, WAITING]
    assert [row.queue_key for row in done.added] == [0, 0, 1, 2]
    again = add_all(session, quota, CONFIRMED, CONFIRMED, WAITING, WAITING, key="list")
    assert (again, quota.taken) == (Nominated((), again=True), 2)
    entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "coordinator.upload"))
    assert [(each.actor, each.payload and each.payload.data) for each in entries] == [
        (ACTOR, {"rows": 4, "states": {"confirmed": 2, "waiting": 2}})
    ]


def test_a_list_that_no_longer_fits_adds_nobody(session: Session, event: Event) -> None:
    quota = factories.quota(session, event, capacity=1)
    session.commit()
    with pytest.raises(DomainError) as refused, session.begin_nested():
        add_all(session, quota, CONFIRMED, CONFIRMED, key="list")
    assert refused.value.code == "list_outdated"
    rows = session.scalars(select(Registration).where(Registration.quota_id == quota.id)).all()
    session.refresh(quota)
    assert (list(rows), quota.taken) == ([], 0)


def test_a_list_with_somebody_who_is_there_adds_nobody(session: Session, event: Event) -> None:
    quota = factories.quota(session, event)
    name(session, quota, 1)
    session.commit()
    with pytest.raises(DomainError) as refused, session.begin_nested():
        add_all(session, quota, CONFIRMED, CONFIRMED, CONFIRMED, key="list")
    session.refresh(quota)
    assert (refused.value.code, quota.taken) == ("person_nominated", 1)


def test_a_replacement_takes_the_very_place_and_passes_nobody_who_waits(
    session: Session, event: Event
) -> None:
    quota = factories.quota(session, event, capacity=1)
    former = factories.registration(session, event, quota)
    waiting = factories.registration(session, event, quota)
    way = Participation(
        registration_id=former.id,
        meeting_id=event.meetings[0].id,
        mode=MeetingMode.ROOM,
        substitute_title="นาง",
        substitute_first_name="แทนใจ",
        substitute_last_name="ดีงาม",
    )
    session.add(way)
    session.flush()
    follower = replace_person(
        session,
        registration_id=former.id,
        applicant=factories.applicant(900),
        actor=ACTOR,
        now=NOW,
    )
    assert (former.state, former.cancelled_at) == (CANCELLED, NOW)
    assert (follower.state, follower.confirmed_at, follower.replaces_id, follower.source) == (
        CONFIRMED,
        NOW,
        former.id,
        Source.COORDINATOR,
    )
    assert (waiting.state, quota.taken) == (WAITING, 1)
    (own,) = session.scalars(
        select(Participation).where(Participation.registration_id == follower.id)
    )
    assert (own.meeting_id, own.mode, own.substitute_first_name) == (
        way.meeting_id,
        MeetingMode.ROOM,
        "",
    )
    assert way.substitute_first_name == "แทนใจ"
    assert audit_of(session, former)[-1] == ("registration.cancel", ACTOR)
    assert audit_of(session, follower) == [("registration.replace", ACTOR)]
    assert mails(session, former)[-1] == "mail.registration_cancelled"
    assert mails(session, follower) == ["mail.registration_confirmed"]
    again = replace_person(
        session,
        registration_id=former.id,
        applicant=factories.applicant(900),
        actor=ACTOR,
        now=NOW,
    )
    assert again is follower


def test_a_replacement_in_the_waiting_list_keeps_its_place_there(
    session: Session, event: Event
) -> None:
    quota = factories.quota(session, event, capacity=1)
    holder = factories.registration(session, event, quota)
    first = factories.registration(session, event, quota)
    second = factories.registration(session, event, quota)
    follower = replace_person(
        session,
        registration_id=first.id,
        applicant=factories.applicant(900),
        actor=ACTOR,
        now=NOW,
    )
    assert (follower.state, follower.queue_key) == (WAITING, first.queue_key)
    assert withdraw(session, registration_id=holder.id, actor=ACTOR, now=NOW) == [follower]
    assert (follower.state, second.state, quota.taken) == (CONFIRMED, WAITING, 1)


def test_who_cannot_replace_whom(session: Session, event: Event) -> None:
    quota = factories.quota(session, event)
    one, two = name(session, quota, 1).registration, name(session, quota, 2).registration

    def refused(row: Registration, number: int) -> str:
        with pytest.raises(DomainError) as refusal:
            replace_person(
                session,
                registration_id=row.id,
                applicant=factories.applicant(number),
                actor=ACTOR,
                now=NOW,
            )
        return refusal.value.code

    assert refused(one, 1) == "replaced_by_same"
    assert refused(one, 2) == "person_nominated"
    withdraw(session, registration_id=two.id, actor=ACTOR, now=NOW)
    assert refused(two, 3) == "registration_ended"
    assert (one.state, quota.taken) == (CONFIRMED, 1)


def test_another_address_ends_the_private_link(session: Session, event: Event) -> None:
    row = name(session, factories.quota(session, event), 1).registration
    before = mails(session, row)

    def correct(email: str, phone: str) -> None:
        correct_contact(
            session, registration_id=row.id, email=email, phone=phone, actor=ACTOR, now=NOW
        )
        session.flush()

    correct("p1@example.go.th", "08 0000 0000")
    assert (row.link_generation, row.phone, mails(session, row)) == (0, "08 0000 0000", before)
    correct("right@example.go.th", "08 0000 0000")
    assert (row.link_generation, row.email) == (1, "right@example.go.th")
    assert mails(session, row) == [*before, "mail.registration_link"]
    correct("", "08 0000 0000")
    assert (row.link_generation, mails(session, row)) == (2, [*before, "mail.registration_link"])
    assert audit_of(session, row)[1:] == [
        ("registration.change", ACTOR),
        ("registration.change", ACTOR),
        ("registration.renew_link", ACTOR),
        ("registration.change", ACTOR),
        ("registration.renew_link", ACTOR),
    ]


def test_a_change_with_another_address_ends_the_link_as_well(
    session: Session, event: Event
) -> None:
    row = name(session, factories.quota(session, event), 1).registration
    wanted = factories.applicant(1, first_name="ใหม่")
    change(session, registration_id=row.id, applicant=wanted, actor=ACTOR, now=NOW, renew_link=True)
    session.flush()
    assert (row.display_name, row.link_generation) == ("นครปฐม พช. นายใหม่", 0)
    change(
        session,
        registration_id=row.id,
        applicant=replace(wanted, email="right@example.go.th"),
        actor=ACTOR,
        now=NOW,
        renew_link=True,
    )
    session.flush()
    assert (row.link_generation, mails(session, row)[-1]) == (1, "mail.registration_link")


def test_consent_is_given_once_in_the_wording_that_was_read(session: Session, event: Event) -> None:
    row = name(session, factories.quota(session, event), 1).registration
    event.consent_version = 2
    with pytest.raises(DomainError) as refused:
        give_consent(session, registration_id=row.id, version=1, now=NOW)
    assert refused.value.code == "consent_changed"
    give_consent(session, registration_id=row.id, version=2, now=NOW)
    give_consent(session, registration_id=row.id, version=2, now=NOW + timedelta(days=1))
    assert (row.consent_version, row.consented_at) == (2, NOW)
