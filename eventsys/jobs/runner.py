"""Taking work out of the outbox, doing it, and noting what came of it."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from eventsys.jobs.coordinator_mails import COORDINATOR_KINDS, compose_for_coordinator
from eventsys.jobs.mails import Addresses, NoLongerTrueError, NothingToSendError, compose
from eventsys.jobs.transport import DeliveryError, Transport
from eventsys.services.outbox import claim_next, mark_done, mark_failed
from eventsys.services.transaction import transaction


def run_next(
    session: Session,
    *,
    worker: str,
    addresses: Addresses,
    transport: Transport,
    clock: Callable[[], datetime],
) -> bool:
    """Do the next piece of work that is due.

    Each step is a transaction of its own: what is claimed stays claimed when the worker dies, and
    is taken up again later; what was handed over is noted at once.

    Returns:
        False where nothing is due.
    """
    with transaction(session):
        job = claim_next(session, worker=worker, now=clock())
        claimed = None if job is None else job.id
    if job is None or claimed is None:
        return False
    words = compose_for_coordinator if job.kind in COORDINATOR_KINDS else compose
    try:
        message = words(session, job=job, addresses=addresses, now=clock())
        # no transaction stays open while a mail server takes its time
        session.close()
        transport(claimed, message)
    except NothingToSendError as reason:
        _failed(session, claimed, str(reason), clock(), final=True)
    except NoLongerTrueError:
        with transaction(session):
            mark_done(session, job_id=claimed, now=clock())
    except DeliveryError as refused:
        _failed(session, claimed, refused.reason, clock(), final=refused.final)
    else:
        with transaction(session):
            mark_done(session, job_id=claimed, now=clock())
    return True


def _failed(session: Session, job_id: int, error: str, now: datetime, *, final: bool) -> None:
    with transaction(session):
        mark_failed(session, job_id=job_id, error=error, now=now, final=final)
