"""How coordinators get in: devices, codes and links that end."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.models import (
    AuditEntry,
    CoordinatorCode,
    CoordinatorContact,
    CoordinatorDevice,
    Event,
    Job,
    Quota,
)
from eventsys.services.coordinators import (
    CODE_LASTS,
    MOST_ATTEMPTS,
    MOST_CODES,
    MOST_CODES_TO_CONTACT,
    CodeAnswer,
    ask_for_code,
    digits_of,
    enter,
    hash_of,
    link_ended,
    prove_code,
    renew_link,
    see_device,
    set_coordinator_code,
)
from eventsys.services.errors import DomainError
from tests import factories
from tests.conftest import SECRET
from tests.coordinators import contact as make_contact
from tests.factories import NOW, RATCHABURI

KEY = SECRET.encode()


@pytest.fixture
def quota(session: Session) -> Quota:
    """Give a quota; one beside it has a coordinator as well."""
    event = factories.event(session)
    make_contact(session, factories.quota(session, event, RATCHABURI))
    return factories.quota(session, event)


@pytest.fixture
def contact(session: Session, quota: Quota) -> CoordinatorContact:
    """Give the quota's coordinator."""
    return make_contact(session, quota)


def device(session: Session, quota: Quota) -> CoordinatorDevice:
    row, _ = enter(
        session, quota_id=quota.id, generation=quota.link_generation, label="LINE", now=NOW
    )
    return row


def code(
    session: Session, device: CoordinatorDevice, contact: CoordinatorContact, now: datetime = NOW
) -> CoordinatorCode:
    return ask_for_code(session, device_id=device.id, contact_id=contact.id, now=now)


def prove(
    session: Session, device: CoordinatorDevice, typed: str, now: datetime = NOW
) -> CodeAnswer:
    return prove_code(session, secret_key=KEY, device_id=device.id, typed=typed, now=now)


def refused(
    session: Session, device: CoordinatorDevice, contact: CoordinatorContact, now: datetime = NOW
) -> tuple[str, str | None]:
    with pytest.raises(DomainError) as error:
        code(session, device, contact, now)
    return error.value.code, error.value.field


def entries(session: Session, action: str) -> list[tuple[str, int | None, object]]:
    rows = session.scalars(
        select(AuditEntry).where(AuditEntry.action == action).order_by(AuditEntry.id)
    )
    return [(row.actor, row.subject_id, row.payload and row.payload.data) for row in rows]


def wrong(digits: str) -> str:
    return f"{(int(digits) + 1) % 10**6:06}"


def test_a_device_is_kept_without_its_secret_and_noted(session: Session, quota: Quota) -> None:
    row, secret = enter(session, quota_id=quota.id, generation=0, label="LINE · Android", now=NOW)
    session.expire_all()
    assert (row.quota_id, row.generation, row.label) == (quota.id, 0, "LINE · Android")
    assert (row.first_seen_at, row.last_seen_at, row.verified_at) == (NOW, NOW, None)
    assert row.secret_hash == hash_of(secret)
    assert secret not in (row.secret_hash, row.label)
    assert entries(session, "coordinator.enter") == [
        (f"coordinator:{quota.id}", quota.id, {"device": "LINE · Android"})
    ]


def test_no_two_devices_have_the_same_secret(session: Session, quota: Quota) -> None:
    secrets = {
        enter(session, quota_id=quota.id, generation=0, label="", now=NOW)[1] for _ in range(5)
    }
    assert len(secrets) == 5


def test_a_device_is_seen_again(session: Session, quota: Quota) -> None:
    row, other = device(session, quota), device(session, quota)
    later = NOW + timedelta(hours=2)
    see_device(session, device_id=row.id, now=later)
    assert (row.first_seen_at, row.last_seen_at) == (NOW, later)
    assert other.last_seen_at == NOW


def test_a_new_link_ends_the_old_one_and_who_was_told_counts_as_not_told(
    session: Session, quota: Quota, contact: CoordinatorContact
) -> None:
    contact.link_sent_at = NOW
    other = make_contact(session, factories.quota(session, quota.event, "central"), sent_at=NOW)
    renew_link(session, quota_id=quota.id, actor="user:7", now=NOW)
    session.expire_all()
    told = {row.id: row.link_sent_at for row in session.scalars(select(CoordinatorContact))}
    assert (quota.link_generation, told[contact.id], told[other.id]) == (1, None, NOW)
    assert entries(session, "coordinator.renew_link") == [("user:7", quota.id, None)]


@pytest.mark.parametrize(
    ("hours", "ended"),
    [
        # the event's last day is the first of February; midnight there is 17.00 UTC
        (0, False),
        (28 * 24 + 13.99, False),
        (28 * 24 + 14, True),
    ],
)
def test_a_link_ends_with_the_last_day_in_thailand(
    session: Session, quota: Quota, hours: float, *, ended: bool
) -> None:
    factories.event(session, meetings=3)
    assert link_ended(session, quota=quota, now=NOW + timedelta(hours=hours)) is ended


def test_of_an_event_without_days_no_link_ends(session: Session) -> None:
    event = factories.event(session, meetings=0, published=False)
    quota = factories.quota(session, event)
    assert link_ended(session, quota=quota, now=NOW + timedelta(days=9999)) is False


# --- codes -------------------------------------------------------------------------------------


def test_a_code_is_mailed_by_the_worker_and_its_digits_are_nowhere(
    session: Session, quota: Quota, contact: CoordinatorContact
) -> None:
    row = code(session, device(session, quota), contact)
    job = session.scalars(select(Job)).one()
    assert (job.kind, job.event_id, job.payload) == (
        "mail.coordinator_code",
        quota.event_id,
        {"code": row.id, "contact": contact.id},
    )
    digits = digits_of(KEY, row)
    assert len(digits) == 6
    assert digits.isdigit()
    stored = [str(getattr(row, each.name)) for each in row.__table__.columns]
    assert digits not in stored
    assert row.expires_at == NOW + CODE_LASTS


def test_digits_depend_on_key_code_and_device(
    session: Session, quota: Quota, contact: CoordinatorContact
) -> None:
    first, second = device(session, quota), device(session, quota)
    codes = [code(session, each, contact) for each in (first, first, second)]
    made = [digits_of(KEY, each) for each in codes]
    made += [digits_of(b"another secret key of sixteen", codes[0])]
    assert len(set(made)) == 4
    assert made[0] == digits_of(KEY, codes[0])


def test_the_right_code_lets_the_device_in_and_is_noted(
    session: Session, quota: Quota, contact: CoordinatorContact
) -> None:
    row, other = device(session, quota), device(session, quota)
    found = code(session, row, contact)
    assert prove(session, row, digits_of(KEY, found)) is CodeAnswer.RIGHT
    assert (row.verified_at, other.verified_at) == (NOW, None)
    assert entries(session, "coordinator.prove_code") == [
        (f"coordinator:{quota.id}", quota.id, {"device": "LINE"})
    ]


@pytest.mark.parametrize("typed", ["", "1", "abcdef", "๑๒๓๔๕๖", "0" * 5000, "รหัส"])
def test_what_is_no_code_is_wrong_and_counts(
    session: Session, quota: Quota, contact: CoordinatorContact, typed: str
) -> None:
    row = device(session, quota)
    found = code(session, row, contact)
    assert prove(session, row, typed) is CodeAnswer.WRONG
    assert (found.attempts, row.verified_at) == (1, None)


def test_after_five_wrong_ones_even_the_right_code_is_over(
    session: Session, quota: Quota, contact: CoordinatorContact
) -> None:
    row = device(session, quota)
    digits = digits_of(KEY, code(session, row, contact))
    answers = [prove(session, row, wrong(digits)) for _ in range(MOST_ATTEMPTS)]
    assert answers == [CodeAnswer.WRONG] * 5
    assert prove(session, row, digits) is CodeAnswer.OVER
    assert row.verified_at is None


def test_a_code_runs_out_by_the_clock(
    session: Session, quota: Quota, contact: CoordinatorContact
) -> None:
    row = device(session, quota)
    digits = digits_of(KEY, code(session, row, contact))
    assert prove(session, row, digits, NOW + CODE_LASTS) is CodeAnswer.OVER
    just_before = NOW + CODE_LASTS - timedelta(seconds=1)
    assert prove(session, row, digits, just_before) is CodeAnswer.RIGHT


def test_only_the_newest_code_of_the_device_itself_counts(
    session: Session, quota: Quota, contact: CoordinatorContact
) -> None:
    row, other = device(session, quota), device(session, quota)
    assert prove(session, row, "000000") is CodeAnswer.OVER
    old = digits_of(KEY, code(session, row, contact))
    foreign = digits_of(KEY, code(session, other, contact))
    new = digits_of(KEY, code(session, row, contact))
    assert [prove(session, row, each) for each in (old, foreign)] == [CodeAnswer.WRONG] * 2
    assert prove(session, row, new) is CodeAnswer.RIGHT


def test_codes_go_only_to_contacts_of_the_quota_that_have_an_address(
    session: Session, quota: Quota
) -> None:
    row = device(session, quota)
    foreign = make_contact(session, factories.quota(session, quota.event, "central"))
    without = make_contact(session, quota, email="")
    assert refused(session, row, foreign) == ("contact_unknown", "contact")
    assert refused(session, row, without) == ("contact_unknown", "contact")
    assert session.scalar(select(func.count()).select_from(Job)) == 0


def test_a_device_asks_five_times_an_hour(
    session: Session, quota: Quota, contact: CoordinatorContact
) -> None:
    row = device(session, quota)
    for _ in range(MOST_CODES):
        code(session, row, contact)
    assert refused(session, row, contact) == ("codes_too_many", None)
    code(session, row, contact, NOW + timedelta(hours=1))


def test_many_devices_cannot_fill_a_mailbox(
    session: Session, quota: Quota, contact: CoordinatorContact
) -> None:
    for _ in range(MOST_CODES_TO_CONTACT):
        code(session, device(session, quota), contact)
    assert refused(session, device(session, quota), contact) == ("codes_too_many", None)
    code(session, device(session, quota), make_contact(session, quota))


def test_the_setting_is_noted_where_it_changes(session: Session, quota: Quota) -> None:
    event: Event = quota.event
    for wanted in (False, True, True):
        set_coordinator_code(session, event_id=event.id, wanted=wanted, actor="user:7", now=NOW)
    assert event.coordinator_code is True
    assert entries(session, "event.coordinator_code") == [("user:7", event.id, {"wanted": True})]
