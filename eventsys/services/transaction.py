"""The transaction around a use case; only routes, commands and the worker open it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventsys.models.sqlite import WRITES

T = TypeVar("T")


@contextmanager
def transaction(session: Session) -> Iterator[Session]:
    """Run a block in one write transaction: all of it is kept, or nothing.

    What the session read before is let go, so that the block decides on what it reads under its
    own lock; the rows that were read stay readable as they were. On SQLite the transaction takes
    the write lock as it begins.
    """
    session.close()
    session.info[WRITES] = True
    autoflush, session.autoflush = session.autoflush, True
    try:
        session.connection(execution_options={WRITES: True})
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.autoflush = autoflush
        del session.info[WRITES]


def run_in_transaction(session: Session, work: Callable[[Session], T], *, attempts: int = 3) -> T:
    """Run a use case in a transaction of its own, and again where another was quicker.

    Two people who take the same name or send the same form at the same moment meet in a unique
    constraint; the second run then sees what the first has written, and decides on that.

    Args:
        session: the session of the request or command.
        work: the use case; called with the session inside the transaction.
        attempts: how often it may meet a constraint before the error is passed on.
    """
    for last in (False,) * (attempts - 1) + (True,):
        try:
            with transaction(session):
                return work(session)
        except IntegrityError:
            if last:
                raise
    raise AssertionError("the last attempt returns or raises")
