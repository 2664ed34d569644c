"""What somebody can do with a form over and over."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.models import Job, Registration
from eventsys.services.registrations import change, register
from tests import factories
from tests.factories import NOW


def test_a_form_floods_no_address_with_mails(session: Session) -> None:
    event = factories.event(session)
    person = factories.registration(session, event, factories.quota(session, event))

    def change_position(turn: int, hours: int = 0) -> None:
        change(
            session,
            registration_id=person.id,
            applicant=factories.applicant(
                None,
                first_name=person.first_name,
                last_name=person.last_name,
                email=person.email,
                position=f"ตำแหน่ง {turn}",
            ),
            actor="registrant:1",
            now=NOW + timedelta(hours=hours, minutes=1),
        )
        session.flush()

    def mails() -> int | None:
        return session.scalar(
            select(func.count())
            .select_from(Job)
            .where(Job.registration_id == person.id, Job.kind == "mail.registration_changed")
        )

    for turn in range(9):
        change_position(turn)
    assert (mails(), person.position) == (5, "ตำแหน่ง 8")
    change_position(10, hours=2)
    assert mails() == 6


def test_one_form_gives_one_place_also_where_the_province_was_changed(session: Session) -> None:
    event = factories.event(session)
    first = factories.quota(session, event)
    second = factories.quota(session, event, factories.RATCHABURI)
    person = factories.applicant()
    answers = [
        register(
            session,
            event_id=event.id,
            quota_code=code,
            applicant=person,
            now=NOW,
            form_key="one form",
        ).registration
        for code in (first.code, second.code)
    ]
    session.flush()
    assert answers[0] is answers[1]
    assert (first.taken, second.taken) == (1, 0)
    assert session.scalars(
        select(Registration.quota_id).where(Registration.event_id == event.id)
    ).all() == [first.id]
