"""People who sign in: passwords, addresses, and the end of their sessions."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import AuditEntry, Role, User
from eventsys.services.accounts import authenticate, change_password, create_user
from eventsys.services.errors import DomainError
from tests import factories
from tests.factories import NOW, PASSWORD

NEW = "ประโยคใหม่ที่จำได้"


def make(session: Session, email: str = "A.Person@Example.go.th", password: str = NEW) -> User:
    return create_user(
        session,
        email=email,
        name=" บุคคล สมมุติ ",
        password=password,
        organisation=factories.organisation(session),
        role=Role.STAFF,
        now=NOW,
    )


def test_an_account_has_a_role_and_no_readable_password(session: Session) -> None:
    user = make(session)
    session.flush()
    assert (user.email, user.name, user.active) == ("a.person@example.go.th", "บุคคล สมมุติ", True)
    assert [(grant.role, grant.event_id) for grant in user.grants] == [(Role.STAFF, None)]
    assert user.password_hash.startswith("$argon2id$")
    assert NEW not in user.password_hash
    entry = session.scalars(select(AuditEntry).where(AuditEntry.subject_id == user.id)).one()
    assert (entry.action, entry.subject_type, entry.payload_id) == ("user.create", "user", None)


def test_an_address_has_one_account_however_it_is_spelt(session: Session) -> None:
    make(session)
    with pytest.raises(DomainError) as refused:
        make(session, " a.person@example.GO.TH ")
    assert (refused.value.code, refused.value.field) == ("email_taken", "email")


@pytest.mark.parametrize(
    ("password", "code", "parameters"),
    [
        ("ก" * 11, "password_short", {"least": 12}),
        ("ก" * 201, "password_long", {"most": 200}),
    ],
)
def test_a_password_has_a_sensible_length(
    session: Session, password: str, code: str, parameters: dict[str, int]
) -> None:
    with pytest.raises(DomainError) as refused:
        make(session, password=password)
    assert (refused.value.code, refused.value.field, refused.value.parameters) == (
        code,
        "new",
        parameters,
    )


@pytest.mark.parametrize("length", [12, 200])
def test_passwords_of_least_and_most_length_work(session: Session, length: int) -> None:
    user = make(session, password="ก" * length)
    assert authenticate(session, email=user.email, password="ก" * length) == user


def test_the_right_password_is_needed(session: Session) -> None:
    office = factories.organisation(session)
    user, other = factories.user(session, office), factories.user(session, office)
    assert authenticate(session, email=user.email, password=PASSWORD) == user
    assert authenticate(session, email=f" {user.email.upper()} ", password=PASSWORD) == user
    assert authenticate(session, email=user.email, password=PASSWORD + " ") is None
    assert authenticate(session, email=user.email, password="") is None
    assert authenticate(session, email="nobody@example.go.th", password=PASSWORD) is None
    other.active = False
    session.flush()
    assert authenticate(session, email=other.email, password=PASSWORD) is None


def test_a_damaged_hash_lets_nobody_in(session: Session) -> None:
    user = factories.user(session, factories.organisation(session))
    user.password_hash = "not a hash"
    session.flush()
    assert authenticate(session, email=user.email, password=PASSWORD) is None


def test_a_new_password_needs_the_present_one_and_ends_other_sessions(session: Session) -> None:
    user = factories.user(session, factories.organisation(session))
    with pytest.raises(DomainError) as refused:
        change_password(session, user_id=user.id, current="wrong", new=NEW, now=NOW)
    assert (refused.value.code, refused.value.field) == ("password_wrong", "current")
    assert user.session_generation == 0
    change_password(
        session, user_id=user.id, current=PASSWORD, new=NEW, now=NOW + timedelta(days=1)
    )
    session.flush()
    assert user.session_generation == 1
    assert authenticate(session, email=user.email, password=PASSWORD) is None
    assert authenticate(session, email=user.email, password=NEW) == user
    entry = session.scalars(select(AuditEntry).where(AuditEntry.subject_id == user.id)).one()
    assert (entry.action, entry.actor) == ("user.change_password", f"user:{user.id}")


def test_a_new_password_that_is_too_short_changes_nothing(session: Session) -> None:
    user = factories.user(session, factories.organisation(session))
    with pytest.raises(DomainError, match="password_short"):
        change_password(session, user_id=user.id, current=PASSWORD, new="short", now=NOW)
    assert user.session_generation == 0
    assert authenticate(session, email=user.email, password=PASSWORD) == user
