"""Running several use cases at the same moment."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from flask import Flask
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from eventsys.extensions import db
from eventsys.services.transaction import run_in_transaction

T = TypeVar("T")


def together(app: Flask, works: list[Callable[[Session], T]]) -> list[T | BaseException]:
    """Run several use cases at the same moment, each in a thread and transaction of its own."""
    start = threading.Barrier(len(works))

    def one(work: Callable[[Session], T]) -> T | BaseException:
        with app.app_context():
            start.wait(timeout=30)
            try:
                return run_in_transaction(db.session(), work)
            except OperationalError as refused:
                return refused
            finally:
                db.session.remove()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(one, works))
