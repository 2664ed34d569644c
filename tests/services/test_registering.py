"""Registering, changing and cancelling: who gets a place, and what is written and mailed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import (
    AuditEntry,
    Event,
    Job,
    JobState,
    NamesakeMark,
    Quota,
    Registration,
    RegistrationState,
    Source,
)
from eventsys.rules.published import Text
from eventsys.services.applicants import Applicant
from eventsys.services.errors import DomainError
from eventsys.services.registrations import Registered, cancel, change, register
from eventsys.services.transaction import run_in_transaction
from tests import factories
from tests.factories import NOW

CONFIRMED = RegistrationState.CONFIRMED
WAITING = RegistrationState.WAITING
CANCELLED = RegistrationState.CANCELLED
HOUR = timedelta(hours=1)


def ask(
    session: Session,
    quota: Quota,
    applicant: Applicant,
    *,
    now: datetime = NOW,
    form_key: str | None = None,
) -> Registered:
    done = register(
        session,
        event_id=quota.event_id,
        quota_code=quota.code,
        applicant=applicant,
        now=now,
        form_key=form_key,
        consent_version=1,
    )
    session.flush()
    return done


def mails(session: Session, since: int = 0) -> list[tuple[str, int | None]]:
    rows = session.execute(
        select(Job.kind, Job.registration_id).where(Job.id > since).order_by(Job.id)
    )
    return [(kind, number) for kind, number in rows]


def last_job(session: Session) -> int:
    return max(session.scalars(select(Job.id)), default=0)


def audit_of(session: Session, registration: Registration) -> list[tuple[str, str, Any]]:
    rows = session.scalars(
        select(AuditEntry)
        .where(AuditEntry.subject_type == "registration", AuditEntry.subject_id == registration.id)
        .order_by(AuditEntry.id)
    )
    return [(row.action, row.actor, row.payload.data if row.payload else None) for row in rows]


def states(registrations: Sequence[Registration]) -> list[str]:
    return [registration.state.value for registration in registrations]


@pytest.fixture
def event(session: Session) -> Event:
    """Give a public event; a second one with people of its own makes the noise."""
    other = factories.event(session)
    elsewhere = factories.quota(session, other, capacity=1)
    for _ in range(2):
        factories.registration(session, other, elsewhere)
    return factories.event(session)


def test_the_first_person_gets_the_place_and_everything_is_kept_as_it_is_meant(
    session: Session, event: Event
) -> None:
    quota = factories.quota(session, event)
    before = last_job(session)
    typed = Applicant(
        title=" ด็อกเตอร์ ",
        first_name="มั่ง  มั่ง\u200b",
        last_name=" มีสุข",
        agency="กรมการพัฒนาชุมชน",
        position=" นักวิชาการ ",
        sector="regional",
        email=" Mang@example.go.th ",
        phone="08 0000 0000 ",
    )
    done = ask(session, quota, typed)
    row = done.registration
    assert done == Registered(row, known=False)
    assert {name: getattr(row, name) for name in Applicant.__slots__} == {
        "title": "ดร.",
        "first_name": "มั่ง มั่ง",
        "last_name": "มีสุข",
        "agency": "พช.",
        "position": "นักวิชาการ",
        "sector": "regional",
        "email": "Mang@example.go.th",
        "phone": "08 0000 0000",
    }
    assert (row.state, row.display_name, row.mark, row.source, row.locale) == (
        CONFIRMED,
        "นครปฐม พช. ดร.มั่ง",
        "",
        Source.PERSON,
        "th",
    )
    assert (row.consent_version, row.consented_at, row.registered_at, row.confirmed_at) == (
        1,
        NOW,
        NOW,
        NOW,
    )
    assert (quota.taken, row.cancelled_at, row.form_key) == (1, None, None)
    assert mails(session, before) == [("mail.registration_confirmed", row.id)]
    assert audit_of(session, row) == [
        (
            "registration.create",
            f"registrant:{row.id}",
            {"state": "confirmed", "quota": "TH-73"},
        )
    ]


def test_a_mail_is_asked_for_at_once_and_its_row_holds_nothing_personal(
    session: Session, event: Event
) -> None:
    row = factories.registration(session, event, factories.quota(session, event))
    job = session.scalars(select(Job).where(Job.registration_id == row.id)).one()
    assert (job.event_id, job.payload, job.state, job.run_after, job.attempts) == (
        event.id,
        {},
        JobState.QUEUED,
        NOW,
        0,
    )


def test_nobody_is_mailed_who_gave_no_address(session: Session, event: Event) -> None:
    quota = factories.quota(session, event)
    before = last_job(session)
    row = factories.registration(session, event, quota, email="", phone="08 0000 0000")
    cancel(session, registration_id=row.id, actor="system", now=NOW)
    session.flush()
    assert mails(session, before) == []


def test_when_the_places_are_gone_people_wait_in_order(session: Session, event: Event) -> None:
    quota = factories.quota(session, event, capacity=2)
    other = factories.quota(session, event, factories.RATCHABURI, capacity=2)
    before = last_job(session)
    people = [factories.registration(session, event, quota) for _ in range(4)]
    assert states(people) == ["confirmed", "confirmed", "waiting", "waiting"]
    assert [row.confirmed_at for row in people] == [NOW, NOW, None, None]
    assert (quota.taken, other.taken) == (2, 0)
    assert [kind for kind, _ in mails(session, before)] == [
        "mail.registration_confirmed",
        "mail.registration_confirmed",
        "mail.registration_waiting",
        "mail.registration_waiting",
    ]


def test_without_a_waiting_list_the_next_one_is_refused_and_nothing_is_written(
    session: Session, event: Event
) -> None:
    quota = factories.quota(session, event, capacity=1, waiting_list=False)
    first = factories.registration(session, event, quota)
    before = last_job(session)
    with pytest.raises(DomainError) as refused:
        ask(session, quota, factories.applicant())
    assert (refused.value.code, refused.value.field, refused.value.parameters) == (
        "quota_full",
        "quota",
        {"quota": Text("นครปฐม", "Nakhon Pathom"), "capacity": 1},
    )
    session.flush()
    rows = session.scalars(select(Registration).where(Registration.event_id == event.id)).all()
    assert rows == [first]
    assert (quota.taken, mails(session, before)) == (1, [])


def test_a_quota_without_any_place_lets_people_wait(session: Session, event: Event) -> None:
    quota = factories.quota(session, event, capacity=0)
    assert factories.registration(session, event, quota).state is WAITING
    assert quota.taken == 0


# --- the same form, the same person ------------------------------------------------------------


def test_the_same_form_sent_twice_is_one_registration(session: Session, event: Event) -> None:
    quota = factories.quota(session, event)
    person = factories.applicant()
    before = last_job(session)
    first = ask(session, quota, person, form_key="a form")
    again = ask(session, quota, person, form_key="a form", now=NOW + HOUR)
    assert again == Registered(first.registration, again=True)
    assert quota.taken == 1
    assert mails(session, before) == [("mail.registration_confirmed", first.registration.id)]
    assert len(audit_of(session, first.registration)) == 1


def test_the_same_form_leads_back_also_when_registration_has_closed_or_is_full(
    session: Session, event: Event
) -> None:
    quota = factories.quota(session, event, capacity=1, waiting_list=False)
    person = factories.applicant()
    first = ask(session, quota, person, form_key="a form")
    event.registration_closes_at = NOW + HOUR
    session.flush()
    again = ask(session, quota, person, form_key="a form", now=NOW + 2 * HOUR)
    assert again == Registered(first.registration, again=True)


def test_the_same_form_with_a_corrected_address_corrects_the_registration(
    session: Session, event: Event
) -> None:
    quota = factories.quota(session, event)
    person = factories.applicant(email="wrong@example.go.th")
    row = ask(session, quota, person, form_key="a form").registration
    before = last_job(session)
    corrected = replace(person, email="right@example.go.th")
    assert ask(session, quota, corrected, form_key="a form").registration.id == row.id
    assert (row.email, quota.taken) == ("right@example.go.th", 1)
    assert mails(session, before) == [("mail.registration_changed", row.id)]
    assert audit_of(session, row)[1:] == [
        (
            "registration.change",
            f"registrant:{row.id}",
            {
                "before": {"email": "wrong@example.go.th"},
                "after": {"email": "right@example.go.th"},
            },
        )
    ]


def test_the_same_form_with_a_colleague_s_name_registers_the_colleague_too(
    session: Session, event: Event
) -> None:
    quota = factories.quota(session, event)
    clerk, colleague = factories.applicant(), factories.applicant()
    first = ask(session, quota, clerk, form_key="a form")
    second = ask(session, quota, colleague, form_key="a form")
    assert second.registration.id != first.registration.id
    assert (first.registration.first_name, second.registration.first_name) == (
        clerk.first_name,
        colleague.first_name,
    )
    assert (quota.taken, second.known) == (2, False)
    # and each of the two is found again by the form
    assert ask(session, quota, clerk, form_key="a form").registration == first.registration
    assert ask(session, quota, colleague, form_key="a form").registration == second.registration


def test_the_same_form_with_another_quota_keeps_the_first_place(
    session: Session, event: Event
) -> None:
    quota = factories.quota(session, event)
    other = factories.quota(session, event, factories.RATCHABURI)
    person = factories.applicant()
    first = ask(session, quota, person, form_key="a form")
    changed = replace(person, email="x@example.go.th")
    again = ask(session, other, changed, form_key="a form")
    assert again == Registered(first.registration, again=True)
    assert (quota.taken, other.taken, first.registration.email) == (1, 0, person.email)


def test_nobody_is_flooded_with_mails_about_changes(session: Session, event: Event) -> None:
    quota = factories.quota(session, event)
    person = factories.applicant()
    row = ask(session, quota, person).registration
    before = last_job(session)
    for number in range(8):
        change(
            session,
            registration_id=row.id,
            applicant=replace(person, phone=f"08 0000 000{number}"),
            actor="system",
            now=NOW + timedelta(minutes=number),
        )
        session.flush()
    assert mails(session, before) == [("mail.registration_changed", row.id)] * 5
    change(
        session,
        registration_id=row.id,
        applicant=person,
        actor="system",
        now=NOW + timedelta(minutes=61),
    )
    session.flush()
    assert len(mails(session, before)) == 6


def test_the_same_form_after_a_cancellation_shows_the_cancelled_one_and_changes_nothing(
    session: Session, event: Event
) -> None:
    quota = factories.quota(session, event)
    person = factories.applicant()
    row = ask(session, quota, person, form_key="a form").registration
    cancel(session, registration_id=row.id, actor="system", now=NOW)
    again = ask(session, quota, replace(person, email="x@example.go.th"), form_key="a form")
    assert again.registration.id == row.id
    assert (row.state, row.email, quota.taken) == (CANCELLED, person.email, 0)


@pytest.mark.parametrize(
    "otherwise",
    [
        {},
        {"title": "ดร."},
        {"email": "other@example.go.th", "phone": "08 1111 1111", "position": "อื่น"},
        {"first_name": " สม มุติ", "last_name": "ตัว-อย่าง"},
        {"agency": "กรมการพัฒนาชุมชน"},
    ],
)
def test_the_same_person_otherwise_is_known_and_nothing_changes(
    session: Session, event: Event, otherwise: dict[str, str]
) -> None:
    quota = factories.quota(session, event)
    person = factories.applicant(first_name="สมมุติ", last_name="ตัวอย่าง", email="me@example.go.th")
    row = ask(session, quota, person, form_key="a form").registration
    before = last_job(session)
    again = ask(session, quota, replace(person, **otherwise), form_key="another")
    assert again == Registered(row, known=True)
    assert (row.email, row.title, row.phone, quota.taken) == ("me@example.go.th", "นาย", "", 1)
    assert (mails(session, before), len(audit_of(session, row))) == ([], 1)


def test_the_link_is_mailed_again_at_most_once_an_hour_and_to_the_stored_address(
    session: Session, event: Event
) -> None:
    quota = factories.quota(session, event)
    person = factories.applicant()
    row = ask(session, quota, person).registration
    before = last_job(session)
    stranger = replace(person, email="stranger@example.go.th")
    sent = []
    for minutes in (1, 59, 60, 61, 119, 120, 121):
        ask(session, quota, stranger, now=NOW + timedelta(minutes=minutes))
        sent.append(len(mails(session, before)))
    assert sent == [0, 0, 1, 1, 1, 2, 2]
    assert set(mails(session, before)) == {("mail.registration_link", row.id)}
    assert row.email == person.email


def test_a_known_person_without_an_address_gets_no_mail(session: Session, event: Event) -> None:
    quota = factories.quota(session, event)
    person = factories.applicant(email="", phone="08 0000 0000")
    ask(session, quota, person)
    before = last_job(session)
    again = ask(session, quota, replace(person, email="x@example.go.th"), now=NOW + 3 * HOUR)
    assert (again.known, mails(session, before)) == (True, [])


def test_the_same_person_may_register_anew_after_cancelling(session: Session, event: Event) -> None:
    quota = factories.quota(session, event)
    person = factories.applicant()
    first = ask(session, quota, person).registration
    cancel(session, registration_id=first.id, actor="system", now=NOW)
    second = ask(session, quota, person)
    assert (second.known, second.registration.state, quota.taken) == (False, CONFIRMED, 1)
    assert second.registration.id != first.id
    assert second.registration.display_name == first.display_name


@pytest.mark.parametrize(
    "different", [{"last_name": "อื่น"}, {"first_name": "อื่น"}, {"agency": "ปค."}]
)
def test_another_name_or_agency_is_another_person(
    session: Session, event: Event, different: dict[str, str]
) -> None:
    quota = factories.quota(session, event)
    person = factories.applicant(email="office@example.go.th")
    ask(session, quota, person)
    assert ask(session, quota, replace(person, **different)).known is False
    assert quota.taken == 2


# --- namesakes ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        (NamesakeMark.INITIAL, ["", "ต.", "ม.", "2", "3", "4"]),
        (NamesakeMark.NUMBER, ["", "2", "3", "4", "5", "6"]),
    ],
)
def test_namesakes_are_told_apart_by_a_mark(
    session: Session, event: Event, mark: NamesakeMark, expected: list[str]
) -> None:
    event.namesake_mark = mark
    quota = factories.quota(session, event)
    people = [
        factories.registration(session, event, quota, first_name="สมชาย", last_name=last)
        for last in ("ใจดี", "ตรงไป", "เมืองใหม่", "ตั้งใจ", "-", "มานะ")
    ]
    assert [row.mark for row in people] == expected
    assert [row.display_name for row in people] == [
        f"นครปฐม พช. นายสมชาย {sign}".rstrip() for sign in expected
    ]


def test_a_namesake_of_another_province_or_event_needs_no_mark(
    session: Session, event: Event
) -> None:
    quota = factories.quota(session, event)
    next_door = factories.quota(session, event, factories.RATCHABURI)
    other = factories.event(session)
    there = factories.quota(session, other)
    rows = [
        factories.registration(session, where.event, where, first_name="สมชาย", last_name="ใจดี")
        for where in (quota, next_door, there)
    ]
    assert [row.display_name for row in rows] == [
        "นครปฐม พช. นายสมชาย",
        "ราชบุรี พช. นายสมชาย",
        "นครปฐม พช. นายสมชาย",
    ]


def test_a_name_that_a_cancelled_person_had_is_free(session: Session, event: Event) -> None:
    quota = factories.quota(session, event)
    gone = factories.registration(session, event, quota, first_name="สมชาย", last_name="ใจดี")
    cancel(session, registration_id=gone.id, actor="system", now=NOW)
    after = factories.registration(session, event, quota, first_name="สมชาย", last_name="ตรงไป")
    assert (after.display_name, after.mark) == ("นครปฐม พช. นายสมชาย", "")


# --- cancelling --------------------------------------------------------------------------------


def test_cancelling_gives_the_place_to_the_next_in_order_and_tells_both(
    session: Session, event: Event
) -> None:
    quota = factories.quota(session, event, capacity=2)
    other = factories.quota(session, event, factories.RATCHABURI, capacity=0)
    stranger = factories.registration(session, event, other)
    first, second, third, fourth = (factories.registration(session, event, quota) for _ in range(4))
    before = last_job(session)
    later = NOW + HOUR
    cancel(session, registration_id=first.id, actor=f"registrant:{first.id}", now=later)
    session.flush()
    assert states([first, second, third, fourth, stranger]) == [
        "cancelled",
        "confirmed",
        "confirmed",
        "waiting",
        "waiting",
    ]
    assert (first.cancelled_at, third.confirmed_at, fourth.confirmed_at) == (later, later, None)
    assert (quota.taken, other.taken) == (2, 0)
    assert sorted(mails(session, before)) == [
        ("mail.registration_cancelled", first.id),
        ("mail.registration_promoted", third.id),
    ]
    assert audit_of(session, first)[1:] == [
        ("registration.cancel", f"registrant:{first.id}", {"state": "confirmed"})
    ]
    assert audit_of(session, third)[1:] == [("registration.promote", "system", None)]


def test_the_organiser_s_order_of_the_waiting_list_counts(session: Session, event: Event) -> None:
    quota = factories.quota(session, event, capacity=1)
    first, second, third = (factories.registration(session, event, quota) for _ in range(3))
    third.queue_key = -1
    session.flush()
    cancel(session, registration_id=first.id, actor="system", now=NOW)
    assert states([second, third]) == ["waiting", "confirmed"]


def test_cancelling_twice_gives_no_second_place(session: Session, event: Event) -> None:
    quota = factories.quota(session, event, capacity=1)
    people = [factories.registration(session, event, quota) for _ in range(3)]
    cancel(session, registration_id=people[0].id, actor="system", now=NOW)
    session.flush()
    before = last_job(session)
    cancel(session, registration_id=people[0].id, actor="system", now=NOW + HOUR)
    session.flush()
    assert states(people) == ["cancelled", "confirmed", "waiting"]
    assert (quota.taken, people[0].cancelled_at, mails(session, before)) == (1, NOW, [])
    assert len(audit_of(session, people[0])) == 2


def test_somebody_who_waited_and_cancels_moves_nobody(session: Session, event: Event) -> None:
    quota = factories.quota(session, event, capacity=1)
    people = [factories.registration(session, event, quota) for _ in range(3)]
    cancel(session, registration_id=people[1].id, actor="system", now=NOW)
    assert states(people) == ["confirmed", "cancelled", "waiting"]
    assert quota.taken == 1


def test_with_nobody_waiting_the_place_is_free_again(session: Session, event: Event) -> None:
    quota = factories.quota(session, event, capacity=1, waiting_list=False)
    first = factories.registration(session, event, quota)
    cancel(session, registration_id=first.id, actor="system", now=NOW)
    assert quota.taken == 0
    assert factories.registration(session, event, quota).state is CONFIRMED


# --- changing ----------------------------------------------------------------------------------


def test_a_change_keeps_the_place_and_makes_the_display_name_anew(
    session: Session, event: Event
) -> None:
    quota = factories.quota(session, event, capacity=1)
    row = factories.registration(session, event, quota, first_name="สมชาย", last_name="ใจดี")
    factories.registration(session, event, quota)
    before = last_job(session)
    person = Applicant(
        title="ดร.",
        first_name="สมหมาย",
        last_name="ใจดี",
        agency="ปค.",
        position=row.position,
        sector="district",
        email=row.email,
        phone="08 0000 0000",
    )
    changed = change(
        session, registration_id=row.id, applicant=person, actor="user:1", now=NOW + HOUR
    )
    session.flush()
    assert changed.id == row.id
    assert (row.state, row.display_name, row.sector, row.phone, row.registered_at) == (
        CONFIRMED,
        "นครปฐม ปค. ดร.สมหมาย",
        "district",
        "08 0000 0000",
        NOW,
    )
    assert (quota.taken, mails(session, before)) == (1, [("mail.registration_changed", row.id)])
    assert audit_of(session, row)[1:] == [
        (
            "registration.change",
            "user:1",
            {
                "before": {
                    "title": "นาย",
                    "first_name": "สมชาย",
                    "agency": "พช.",
                    "sector": "regional",
                    "phone": "",
                },
                "after": {
                    "title": "ดร.",
                    "first_name": "สมหมาย",
                    "agency": "ปค.",
                    "sector": "district",
                    "phone": "08 0000 0000",
                },
            },
        )
    ]


def test_a_change_keeps_the_place_in_the_waiting_list(session: Session, event: Event) -> None:
    quota = factories.quota(session, event, capacity=1)
    first, second, third = (factories.registration(session, event, quota) for _ in range(3))
    change(
        session,
        registration_id=second.id,
        applicant=factories.applicant(),
        actor="system",
        now=NOW + HOUR,
    )
    cancel(session, registration_id=first.id, actor="system", now=NOW + 2 * HOUR)
    assert states([second, third]) == ["confirmed", "waiting"]


def test_saving_what_stands_there_already_tells_nobody(session: Session, event: Event) -> None:
    quota = factories.quota(session, event)
    person = factories.applicant()
    row = ask(session, quota, person).registration
    before, name = last_job(session), row.display_name
    change(session, registration_id=row.id, applicant=person, actor="system", now=NOW + HOUR)
    session.flush()
    assert (mails(session, before), len(audit_of(session, row)), row.display_name) == ([], 1, name)


def test_a_change_of_contact_leaves_the_display_name_and_its_mark(
    session: Session, event: Event
) -> None:
    quota = factories.quota(session, event)
    gone = factories.registration(session, event, quota, first_name="สมชาย", last_name="ใจดี")
    person = factories.applicant(first_name="สมชาย", last_name="ตรงไป")
    row = ask(session, quota, person).registration
    cancel(session, registration_id=gone.id, actor="system", now=NOW)
    change(
        session,
        registration_id=row.id,
        applicant=replace(person, phone="08 0000 0000"),
        actor="system",
        now=NOW,
    )
    assert (row.display_name, row.mark) == ("นครปฐม พช. นายสมชาย ต.", "ต.")


def test_nobody_becomes_somebody_else_who_is_registered(session: Session, event: Event) -> None:
    quota = factories.quota(session, event)
    person = factories.applicant()
    ask(session, quota, person)
    row = ask(session, quota, factories.applicant()).registration
    with pytest.raises(DomainError) as refused:
        change(session, registration_id=row.id, applicant=person, actor="system", now=NOW)
    assert (refused.value.code, refused.value.field) == ("person_known", "first_name")


def test_what_was_cancelled_cannot_be_changed(session: Session, event: Event) -> None:
    row = factories.registration(session, event, factories.quota(session, event))
    cancel(session, registration_id=row.id, actor="system", now=NOW)
    with pytest.raises(DomainError, match="registration_ended"):
        change(
            session,
            registration_id=row.id,
            applicant=factories.applicant(),
            actor="system",
            now=NOW,
        )


def test_a_registration_that_does_not_exist_is_refused(session: Session) -> None:
    with pytest.raises(DomainError, match="registration_unknown"):
        cancel(session, registration_id=10**9, actor="system", now=NOW)


# --- when and where ----------------------------------------------------------------------------


@pytest.mark.parametrize("of_quota", [False, True], ids=["event", "quota"])
@pytest.mark.parametrize(
    ("opens", "closes", "code"),
    [
        (timedelta(seconds=1), None, "registration_not_yet"),
        (timedelta(0), timedelta(seconds=1), None),
        (None, timedelta(0), "registration_closed"),
        (-2 * HOUR, -HOUR, "registration_closed"),
    ],
)
def test_people_register_themselves_only_while_registration_is_open(
    session: Session,
    event: Event,
    *,
    of_quota: bool,
    opens: timedelta | None,
    closes: timedelta | None,
    code: str | None,
) -> None:
    quota = factories.quota(session, event)
    first = None if opens is None else NOW + opens
    last = None if closes is None else NOW + closes
    if of_quota:
        quota.opens_at, quota.closes_at = first, last
    else:
        event.registration_opens_at, event.registration_closes_at = first, last
    session.flush()
    if code is None:
        assert ask(session, quota, factories.applicant()).registration.state is CONFIRMED
        return
    with pytest.raises(DomainError) as refused:
        ask(session, quota, factories.applicant())
    assert (refused.value.code, refused.value.parameters) == (
        code,
        {"moment": first if code == "registration_not_yet" else last},
    )
    assert quota.taken == 0


def test_an_event_that_is_not_public_takes_nobody(session: Session) -> None:
    event = factories.event(session, published=False)
    quota = factories.quota(session, event)
    with pytest.raises(DomainError, match="event_not_public"):
        ask(session, quota, factories.applicant())
    assert quota.taken == 0


def test_a_list_from_elsewhere_is_taken_in_whenever_and_without_mail(session: Session) -> None:
    event = factories.event(session, published=False)
    event.registration_closes_at = NOW - HOUR
    quota = factories.quota(session, event, capacity=1)
    before = last_job(session)
    rows = [
        register(
            session,
            event_id=event.id,
            quota_code=quota.code,
            applicant=factories.applicant(),
            now=NOW,
            source=Source.IMPORT,
            actor="user:7",
            tell=False,
        ).registration
        for _ in range(2)
    ]
    session.flush()
    # also an import takes no place that is not there
    assert (states(rows), quota.taken, mails(session, before)) == (
        ["confirmed", "waiting"],
        1,
        [],
    )
    assert (rows[0].source, rows[0].consented_at, rows[0].consent_version) == (
        Source.IMPORT,
        None,
        None,
    )
    assert audit_of(session, rows[0])[0][:2] == ("registration.create", "user:7")


@pytest.mark.parametrize("code", ["TH-99", "", "th-73", "TH-70"])
def test_a_quota_that_the_event_does_not_have_is_refused(
    session: Session, event: Event, code: str
) -> None:
    factories.quota(session, event)
    factories.quota(session, factories.event(session), factories.RATCHABURI)
    with pytest.raises(DomainError) as refused:
        register(
            session,
            event_id=event.id,
            quota_code=code,
            applicant=factories.applicant(),
            now=NOW,
        )
    assert (refused.value.code, refused.value.field) == ("quota_unknown", "quota")


@pytest.mark.parametrize(
    ("typed", "code", "field"),
    [
        ({"title": "เก้าอี้"}, "title_unknown", "title"),
        ({"title": ""}, "title_unknown", "title"),
        ({"first_name": "123"}, "first_name_form", "first_name"),
        ({"first_name": "..."}, "first_name_form", "first_name"),
    ],
)
def test_a_title_or_first_name_that_makes_no_display_name_is_refused(
    session: Session, event: Event, typed: dict[str, str], code: str, field: str
) -> None:
    quota = factories.quota(session, event)
    with pytest.raises(DomainError) as refused:
        ask(session, quota, replace(factories.applicant(), **typed))
    assert (refused.value.code, refused.value.field) == (code, field)
    assert quota.taken == 0


def test_nothing_is_mailed_or_noted_for_what_was_rolled_back(
    session: Session, event: Event
) -> None:
    quota = factories.quota(session, event)
    session.commit()
    before = last_job(session)
    audits = session.scalars(select(AuditEntry.id)).all()

    def broken(inside: Session) -> None:
        factories.registration(inside, event, quota)
        raise RuntimeError("the power went out")

    with pytest.raises(RuntimeError):
        run_in_transaction(session, broken)
    assert session.scalars(select(Quota.taken).where(Quota.id == quota.id)).one() == 0
    assert mails(session, before) == []
    assert session.scalars(select(AuditEntry.id)).all() == audits
    rows = session.scalars(select(Registration).where(Registration.event_id == event.id))
    assert rows.all() == []
