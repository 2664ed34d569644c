"""What a rush must leave behind: every quota filled to its places, nobody lost or double."""

from collections import Counter, defaultdict

from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from bench.load.people import SLUG, Person
from eventsys.models import AuditEntry, Event, Job, Quota, Registration, RegistrationState


def faults_of(url: str, everybody: list[Person]) -> list[str]:
    """Return what is wrong after everybody has registered; nothing where all is well.

    Within a quota the numbers of registrations rise with the order in which its lock was held, so
    those who wait must be the last of them.
    """
    engine = create_engine(url)
    with Session(engine) as session:
        event_id = session.scalars(select(Event.id).where(Event.slug == SLUG)).one()
        quotas = session.scalars(select(Quota).where(Quota.event_id == event_id)).all()
        rows = session.execute(
            select(
                Registration.quota_id,
                Registration.state,
                Registration.email,
                Registration.queue_key,
            )
            .where(Registration.event_id == event_id)
            .order_by(Registration.id)
        ).all()
        audited = session.scalar(
            select(func.count(AuditEntry.subject_id.distinct())).where(
                AuditEntry.event_id == event_id, AuditEntry.action == "registration.create"
            )
        )
        told = session.scalar(
            select(func.count(Job.registration_id.distinct())).where(Job.event_id == event_id)
        )
    engine.dispose()
    faults = []
    states: dict[int, list[RegistrationState]] = defaultdict(list)
    queues: dict[int, list[int]] = defaultdict(list)
    codes = {quota.id: quota.code for quota in quotas}
    for row in rows:
        states[row.quota_id].append(row.state)
        if row.state is RegistrationState.WAITING:
            queues[row.quota_id].append(row.queue_key)
    for quota in quotas:
        here = states[quota.id]
        places = min(quota.capacity, len(here))
        waiting = len(here) - places
        confirmed = [RegistrationState.CONFIRMED] * places
        if here != confirmed + [RegistrationState.WAITING] * waiting or quota.taken != places:
            faults.append(f"{quota.code}: {Counter(here)}, {quota.taken} of {quota.capacity} taken")
        if queues[quota.id] != sorted(queues[quota.id]):
            faults.append(f"{quota.code}: the waiting list is not in the order of arrival")
    wanted = Counter((person.quota, person.email) for person in everybody)
    found = Counter((codes[row.quota_id], row.email) for row in rows)
    faults += [f"lost: {each}" for each in (wanted - found)]
    faults += [f"double or unknown: {each}" for each in (found - wanted)]
    if audited != len(rows) or told != len(rows):
        faults.append(f"{len(rows)} registrations, {audited} in the audit, {told} mails asked for")
    return faults
