"""People who sign in: their accounts, passwords and roles."""

from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import Organisation, Role, RoleGrant, User
from eventsys.services import audit
from eventsys.services.errors import DomainError

LEAST_PASSWORD = 12
MOST_PASSWORD = 200

_hasher = PasswordHasher()
# checked where nobody has the address, so that the answer takes as long as for one who exists
_NOBODY = _hasher.hash("nobody has this password")


def hash_password(password: str) -> str:
    """Return the argon2 hash of a password, with a salt of its own."""
    return _hasher.hash(password)


def create_user(
    session: Session,
    *,
    email: str,
    name: str,
    password: str,
    organisation: Organisation,
    role: Role,
    now: datetime,
) -> User:
    """Make an account with a role in a whole organisation.

    Raises:
        DomainError: ``password_short``, ``password_long`` or ``email_taken``.
    """
    _check_password(password)
    address = email.strip().lower()
    if session.scalar(select(User.id).where(User.email == address)):
        raise DomainError("email_taken", field="email")
    user = User(
        email=address, name=name.strip(), password_hash=hash_password(password), created_at=now
    )
    user.grants = [RoleGrant(organisation=organisation, role=role)]
    session.add(user)
    session.flush()
    audit.record(
        session,
        at=now,
        actor="system",
        action="user.create",
        subject=("user", user.id),
        event_id=None,
    )
    return user


def authenticate(session: Session, *, email: str, password: str) -> User | None:
    """Return the active person with this address and password, or ``None``.

    Takes as long for an address that nobody has.
    """
    user = session.scalar(select(User).where(User.email == email.strip().lower()))
    stored = user.password_hash if user else _NOBODY
    try:
        _hasher.verify(stored, password[:MOST_PASSWORD])
    except (VerificationError, InvalidHashError):
        return None
    if user is None or not user.active:
        return None
    return user


def change_password(
    session: Session, *, user_id: int, current: str, new: str, now: datetime
) -> User:
    """Give a person a new password and end their other sessions.

    Raises:
        DomainError: ``password_wrong``, ``password_short`` or ``password_long``.
    """
    user = session.get_one(User, user_id)
    try:
        _hasher.verify(user.password_hash, current[:MOST_PASSWORD])
    except (VerificationError, InvalidHashError):
        raise DomainError("password_wrong", field="current") from None
    _check_password(new)
    user.password_hash = hash_password(new)
    user.session_generation += 1
    audit.record(
        session,
        at=now,
        actor=f"user:{user.id}",
        action="user.change_password",
        subject=("user", user.id),
        event_id=None,
    )
    return user


def _check_password(password: str) -> None:
    if len(password) < LEAST_PASSWORD:
        raise DomainError("password_short", field="new", least=LEAST_PASSWORD)
    if len(password) > MOST_PASSWORD:
        raise DomainError("password_long", field="new", most=MOST_PASSWORD)
