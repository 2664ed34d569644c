"""Seats in a room and at a talk are never given twice, however many people ask at once."""

import contextlib
import threading
from collections.abc import Callable
from datetime import time

import pytest
from flask import Flask
from sqlalchemy import Select, select, update
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from eventsys.extensions import db
from eventsys.models import ItemKind, Meeting, MeetingMode, ParallelTalk
from eventsys.services import seats
from eventsys.services.agenda import ItemPlan, TalkPlan, add_item
from eventsys.services.errors import DomainError
from eventsys.services.seats import lock_seats, take_seat, take_talk
from eventsys.services.transaction import transaction
from tests import factories
from tests.races.together import together

Take = Callable[[Session], object]


def _event(app: Flask, seats_free: int) -> tuple[int, list[int]]:
    """Make an event with a room and two talks; the second talk has seats for everybody."""
    with app.app_context():
        session = db.session()
        event = factories.event(session)
        meeting = session.scalars(select(Meeting).where(Meeting.event_id == event.id)).one()
        meeting.mode = MeetingMode.HYBRID
        meeting.room_capacity = seats_free
        item = add_item(
            session,
            day_id=meeting.days[0].id,
            plan=ItemPlan(
                starts=time(9),
                ends=time(10),
                kind=ItemKind.PARALLEL,
                title_th="พร้อมกัน",
                talks=(
                    TalkPlan(title_th="หนึ่ง", capacity=seats_free),
                    TalkPlan(title_th="สอง", capacity=100),
                ),
            ),
            actor="system",
            now=factories.NOW,
        )
        session.flush()
        numbers = [talk.id for talk in item.talks]
        session.commit()
        return meeting.id, numbers


def _taken(app: Flask, meeting_id: int, talk_id: int) -> tuple[int, int]:
    with app.app_context():
        session = db.session()
        room = session.scalars(select(Meeting.room_taken).where(Meeting.id == meeting_id)).one()
        talk = session.scalars(select(ParallelTalk.taken).where(ParallelTalk.id == talk_id)).one()
        return room, talk


def _without_lock(monkeypatch: pytest.MonkeyPatch, readers: int) -> None:
    """Let everybody read how many seats are taken before anybody writes, as without a lock."""
    read = threading.Barrier(readers)

    def wait() -> None:
        with contextlib.suppress(threading.BrokenBarrierError):
            read.wait(timeout=1)

    def add(model: type[Meeting | ParallelTalk], column: str) -> Callable[..., None]:
        def write(session: Session, number: int, more: int) -> None:
            wanted = select(getattr(model, column)).where(model.id == number)
            known = session.scalars(wanted).one()
            wait()
            session.execute(update(model).where(model.id == number).values({column: known + more}))

        return write

    monkeypatch.setattr(seats, "_add_to_room", add(Meeting, "room_taken"))
    monkeypatch.setattr(seats, "_add_to_talk", add(ParallelTalk, "taken"))
    monkeypatch.setattr(Select, "with_for_update", lambda self: self)
    monkeypatch.setattr("eventsys.services.transaction.WRITES", "eventsys_reads_first")


@pytest.mark.parametrize("what", ["room", "talk"])
def test_without_the_lock_a_seat_is_given_twice_or_somebody_is_lost(
    committing_app: Flask, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    meeting_id, talks = _event(committing_app, 1)
    takes: dict[str, Take] = {
        "room": lambda session: take_seat(session, meeting_id=meeting_id),
        "talk": lambda session: take_talk(session, talk_id=talks[0]),
    }
    _without_lock(monkeypatch, 2)

    answers = together(committing_app, [takes[what]] * 2)

    lost = [answer for answer in answers if isinstance(answer, OperationalError)]
    given = [answer for answer in answers if answer is None]
    if committing_app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        # SQLite lets the second one fail: somebody is turned away without an answer
        assert (len(lost), len(given)) == (1, 1)
    else:
        # PostgreSQL lets both have the one seat
        assert (len(lost), len(given)) == (0, 2)


def test_many_people_ask_for_few_seats(committing_app: Flask) -> None:
    meeting_id, talks = _event(committing_app, 3)

    def both(session: Session) -> None:
        lock_seats(session, meeting_ids=[meeting_id], talk_ids=talks)
        take_seat(session, meeting_id=meeting_id)
        take_talk(session, talk_id=talks[0])

    answers = together(committing_app, [_answered(both)] * 8)

    assert sorted(answers, key=str) == ["given"] * 3 + ["room_full_online"] * 5
    assert _taken(committing_app, meeting_id, talks[0]) == (3, 3)


def test_talks_in_any_order_end_in_no_deadlock(committing_app: Flask) -> None:
    meeting_id, talks = _event(committing_app, 100)

    def take(numbers: list[int]) -> Take:
        def work(session: Session) -> None:
            lock_seats(session, meeting_ids=[meeting_id], talk_ids=numbers)
            for number in numbers:
                take_talk(session, talk_id=number)
            take_seat(session, meeting_id=meeting_id)

        return work

    answers = together(committing_app, [take(talks), take(talks[::-1])] * 4)

    assert answers == [None] * 8
    assert _taken(committing_app, meeting_id, talks[0]) == (8, 8)


def test_the_constraint_stands_behind_the_lock(committing_app: Flask) -> None:
    meeting_id, talks = _event(committing_app, 0)
    with committing_app.app_context():
        for add, number in ((seats._add_to_room, meeting_id), (seats._add_to_talk, talks[0])):  # noqa: SLF001
            with pytest.raises(IntegrityError, match="taken"), transaction(db.session()) as session:
                add(session, number, 1)


def _answered(work: Take) -> Callable[[Session], str]:
    def answer(session: Session) -> str:
        try:
            work(session)
        except DomainError as refused:
            return refused.code
        return "given"

    return answer
