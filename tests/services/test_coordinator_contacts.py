"""Keeping coordinators: one by one, and whole lists, all or nothing."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import AuditEntry, CoordinatorContact, Event, Quota
from eventsys.rules.coordinator_list import MOST_OF_A_QUOTA, ContactPlan
from eventsys.sentences.errors import error_sentence
from eventsys.services.coordinator_contacts import (
    ContactDetails,
    ImportCounts,
    add_contact,
    change_contact,
    import_contacts,
    remove_contact,
)
from eventsys.services.errors import DomainError
from tests import factories
from tests.coordinators import contact as make_contact
from tests.factories import NOW, RATCHABURI

ACTOR = "user:7"
SOMSRI = ContactDetails(
    name="นางสมศรี สมมุติ", office="สำนักงาน", email="somsri@example.go.th", phone="02 000 0000"
)


@pytest.fixture
def quota(session: Session) -> Quota:
    """Give a quota; one of another event has a coordinator of the same name."""
    other = factories.quota(session, factories.event(session))
    make_contact(session, other, name=SOMSRI.name)
    return factories.quota(session, factories.event(session))


def add(session: Session, quota: Quota, details: ContactDetails = SOMSRI) -> CoordinatorContact:
    return add_contact(session, quota_id=quota.id, details=details, actor=ACTOR, now=NOW)


def change(session: Session, row: CoordinatorContact, details: ContactDetails) -> None:
    change_contact(session, contact_id=row.id, details=details, actor=ACTOR, now=NOW)


def bring(session: Session, event: Event, *plans: ContactPlan) -> ImportCounts:
    return import_contacts(session, event_id=event.id, plans=plans, actor=ACTOR, now=NOW)


def plan(
    name: str = SOMSRI.name, code: str = "TH-73", office: str = "", email: str = "", phone: str = ""
) -> ContactPlan:
    return ContactPlan(code, name, office, email, phone)


def kept(session: Session, event: Event) -> list[tuple[str, str, str, str, str]]:
    session.expire_all()
    rows = session.execute(
        select(CoordinatorContact, Quota.code)
        .join(Quota, Quota.id == CoordinatorContact.quota_id)
        .where(Quota.event_id == event.id)
        .order_by(CoordinatorContact.id)
    )
    return [(code, each.name, each.office, each.email, each.phone) for each, code in rows]


def noted(session: Session, event: Event) -> list[tuple[str, str, object]]:
    rows = session.scalars(
        select(AuditEntry)
        .where(AuditEntry.event_id == event.id, AuditEntry.action.startswith("coordinator"))
        .order_by(AuditEntry.id)
    )
    return [(row.actor, row.action, row.payload and row.payload.data) for row in rows]


def refused(work: Callable[[], object]) -> tuple[str, str | None]:
    with pytest.raises(DomainError) as error:
        work()
    for locale in ("th", "en"):
        assert error_sentence(error.value.code, locale, **error.value.parameters)
    return error.value.code, error.value.field


def test_contacts_are_added_changed_and_removed_and_noted_without_names(
    session: Session, quota: Quota
) -> None:
    event = quota.event
    row = add(session, quota)
    other = add(session, quota, ContactDetails(name=" นาย  ร่วมงาน ", phone="๐๒ ๐๐๐"))
    change(session, row, ContactDetails(name=SOMSRI.name, office="ใหม่"))
    change(session, row, ContactDetails(name=SOMSRI.name, office="ใหม่"))
    remove_contact(session, contact_id=other.id, actor=ACTOR, now=NOW)
    session.flush()
    assert kept(session, event) == [("TH-73", SOMSRI.name, "ใหม่", "", "")]
    assert noted(session, event) == [
        (ACTOR, "coordinator_contact.add", {"contact": row.id}),
        (ACTOR, "coordinator_contact.add", {"contact": other.id}),
        (ACTOR, "coordinator_contact.change", {"contact": row.id}),
        (ACTOR, "coordinator_contact.remove", {"contact": other.id}),
    ]


@pytest.mark.parametrize(
    ("details", "error"),
    [
        (ContactDetails(name="123"), ("contact_name_form", "name")),
        (ContactDetails(name="ก", email="x"), ("contact_email_form", "email")),
        (ContactDetails(name="ก", email="a@b.th\nBcc: c@d.th"), ("contact_email_form", "email")),
        (ContactDetails(name="ก", phone="x"), ("contact_phone_form", "phone")),
        (ContactDetails(name="นาง สมศรี  สมมุติ"), ("contact_twice", "name")),
    ],
)
def test_what_cannot_be_kept_is_refused(
    session: Session, quota: Quota, details: ContactDetails, error: tuple[str, str]
) -> None:
    add(session, quota)
    row = add(session, quota, ContactDetails(name="นายอื่น"))
    assert refused(lambda: add(session, quota, details)) == error
    assert refused(lambda: change(session, row, details)) == error
    assert len(kept(session, quota.event)) == 2


def test_a_quota_has_a_bounded_number_of_coordinators(session: Session, quota: Quota) -> None:
    for _ in range(MOST_OF_A_QUOTA):
        make_contact(session, quota)
    assert refused(lambda: add(session, quota)) == ("contacts_too_many", None)
    add(session, factories.quota(session, quota.event, RATCHABURI))


@pytest.mark.parametrize(
    ("email", "told"),
    [("SOMSRI@example.go.th", True), ("other@example.go.th", False), ("", False)],
)
def test_who_has_another_address_was_not_told_there(
    session: Session, quota: Quota, email: str, *, told: bool
) -> None:
    row = add(session, quota)
    row.link_sent_at = NOW
    change(session, row, ContactDetails(name=SOMSRI.name, email=email))
    assert row.link_sent_at == (NOW if told else None)


def test_who_was_told_otherwise_stays_told_when_an_address_is_added(
    session: Session, quota: Quota
) -> None:
    row = make_contact(session, quota, name=SOMSRI.name, email="", sent_at=NOW)
    change(session, row, SOMSRI)
    assert row.link_sent_at == NOW


# --- lists -------------------------------------------------------------------------------------


def test_a_list_adds_and_changes_and_the_same_list_again_changes_nothing(
    session: Session, quota: Quota
) -> None:
    event = quota.event
    factories.quota(session, event, RATCHABURI)
    add(session, quota)
    plans = (
        plan("นาง สมศรี สมมุติ", email="new@example.go.th"),
        plan("นายใหม่", RATCHABURI, office="สำนักงาน"),
    )
    assert bring(session, event, *plans) == ImportCounts(1, 1, 0)
    after = [
        # an empty cell forgets nothing
        ("TH-73", "นาง สมศรี สมมุติ", "สำนักงาน", "new@example.go.th", "02 000 0000"),
        (RATCHABURI, "นายใหม่", "สำนักงาน", "", ""),
    ]
    assert kept(session, event) == after
    assert bring(session, event, *plans) == ImportCounts(0, 0, 2)
    assert kept(session, event) == after
    assert [each for each in noted(session, event) if each[1].endswith("import")] == [
        (ACTOR, "coordinator_contact.import", {"added": 1, "changed": 1, "same": 0}),
        (ACTOR, "coordinator_contact.import", {"added": 0, "changed": 0, "same": 2}),
    ]


def test_a_list_removes_nobody(session: Session, quota: Quota) -> None:
    add(session, quota)
    bring(session, quota.event, plan("นายใหม่"))
    assert [name for _, name, *_ in kept(session, quota.event)] == [SOMSRI.name, "นายใหม่"]


@pytest.mark.parametrize(
    ("bad", "error"),
    [
        (plan("นายใหม่", "TH-96"), "quota_unknown"),
        (plan("นายใหม่", email="x"), "contact_email_form"),
        (plan("นายใหม่", phone="x"), "contact_phone_form"),
        (plan("1"), "contact_name_form"),
    ],
)
def test_of_a_list_with_a_fault_nothing_is_kept(
    session: Session, quota: Quota, bad: ContactPlan, error: str
) -> None:
    session.commit()
    assert refused(lambda: bring(session, quota.event, plan("นายดี"), bad))[0] == error
    session.rollback()
    assert kept(session, quota.event) == []


def test_a_list_cannot_pass_the_bound_either(session: Session, quota: Quota) -> None:
    plans = [plan(f"คน{letter}") for letter in "กขคงจฉชซญดตถทนบปผฝพฟม"]
    assert len(plans) == MOST_OF_A_QUOTA + 1
    assert refused(lambda: bring(session, quota.event, *plans)) == ("contacts_too_many", None)
