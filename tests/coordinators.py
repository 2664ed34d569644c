"""Coordinators for tests: contacts of quotas, and links as the application makes them."""

import itertools
from datetime import datetime

from sqlalchemy.orm import Session

from eventsys.models import CoordinatorContact, Quota
from eventsys.rules.links import Purpose, make_token
from tests.conftest import SECRET
from tests.factories import NOW

_numbers = itertools.count(1)


def contact(
    session: Session,
    quota: Quota,
    *,
    name: str = "",
    email: str | None = None,
    sent_at: datetime | None = None,
) -> CoordinatorContact:
    """Make a made-up coordinator of a quota."""
    number = next(_numbers)
    row = CoordinatorContact(
        quota_id=quota.id,
        name=name or f"นางสาวสมมุติ ตัวอย่าง{number}",
        office="สำนักงานตัวอย่าง",
        email=f"coordinator{number}@example.go.th" if email is None else email,
        phone="",
        link_sent_at=sent_at,
        created_at=NOW,
    )
    session.add(row)
    session.flush()
    return row


def token(
    quota: Quota,
    purpose: Purpose = Purpose.COORDINATOR,
    *,
    number: int | None = None,
    generation: int | None = None,
) -> str:
    """Return the secret part of a quota's link, or of one that is wrong somewhere."""
    return make_token(
        SECRET.encode(),
        purpose,
        quota.id if number is None else number,
        quota.link_generation if generation is None else generation,
    )
