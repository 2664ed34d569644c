"""Names that follow the convention while people register, change and cancel."""

from collections.abc import Callable

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.extensions import db
from eventsys.models import ACTIVE_STATES, Registration
from eventsys.services.applicants import Applicant
from eventsys.services.display_names import follow_convention
from eventsys.services.naming import AgencyPlan, add_agency
from eventsys.services.registrations import cancel, register
from eventsys.services.transaction import transaction
from tests import factories
from tests.factories import NOW
from tests.races.together import together

FULL, SHORT = "มูลนิธิรักษ์ป่า", "มรป."
FIRST_NAMES = ("หนึ่ง", "สอง", "สาม", "สี่", "ห้า")


def applicant(first_name: str, last_name: str, agency: str) -> Applicant:
    return factories.applicant(None, first_name=first_name, last_name=last_name, agency=agency)


def test_names_stay_different_while_registrations_follow_and_others_come_and_go(
    committing_app: Flask,
) -> None:
    with committing_app.app_context(), transaction(db.session()) as session:
        event = factories.event(session)
        quota = factories.quota(session, event, capacity=50)
        typed = [
            factories.registration(
                session, event, quota, now=NOW, form_key=None, first_name=name, agency=FULL
            )
            for name in FIRST_NAMES
        ]
        add_agency(
            session,
            event_id=event.id,
            plan=AgencyPlan(abbr=SHORT, aliases=(FULL,)),
            actor="user:1",
            now=NOW,
        )
        event_id, code, gone = event.id, quota.code, typed[0].id

    def follow(session: Session) -> object:
        return follow_convention(session, event_id=event_id, actor="user:1", now=NOW)

    def come(first_name: str) -> Callable[[Session], object]:
        return lambda session: register(
            session,
            event_id=event_id,
            quota_code=code,
            applicant=applicant(first_name, f"มาใหม่{first_name}", SHORT),
            now=NOW,
        )

    def leave(session: Session) -> object:
        return cancel(session, registration_id=gone, actor="registrant", now=NOW)

    done = together(committing_app, [follow, leave, follow, *(come(name) for name in FIRST_NAMES)])
    assert [each for each in done if isinstance(each, BaseException)] == []
    with committing_app.app_context():
        rows = db.session.scalars(
            select(Registration).where(Registration.state.in_(ACTIVE_STATES))
        ).all()
        names = [row.display_name for row in rows]
        assert len(names) == len(set(names)) == 9
        assert {row.agency for row in rows} == {SHORT}
