"""People who build the same event at the same moment wait for each other, and nobody is refused."""

from collections.abc import Callable
from datetime import date, time

from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from eventsys.extensions import db
from eventsys.models import AgendaItem, ItemKind, Meeting, MeetingDay, MeetingMode
from eventsys.services.agenda import ItemPlan, add_item, change_item, move_item, remove_item
from eventsys.services.events import (
    DayPlan,
    MeetingPlan,
    add_meeting,
    change_meeting,
    remove_meeting,
)
from tests import factories
from tests.races.together import together

ACTOR = "user:1"
ROUNDS = 5

Work = Callable[[Session], object]


def _plan(title: str, hour: int) -> ItemPlan:
    return ItemPlan(starts=time(hour), ends=time(hour, 30), kind=ItemKind.LECTURE, title_th=title)


def _adds(day_id: int, title: str, hour: int) -> Work:
    return lambda session: add_item(
        session, day_id=day_id, plan=_plan(title, hour), actor=ACTOR, now=factories.NOW
    )


def _moves(item_id: int, steps: int) -> Work:
    return lambda session: move_item(
        session, item_id=item_id, steps=steps, actor=ACTOR, now=factories.NOW
    )


def _removes(item_id: int) -> Work:
    return lambda session: remove_item(session, item_id=item_id, actor=ACTOR, now=factories.NOW)


def _changes(item_id: int, title: str) -> Work:
    return lambda session: change_item(
        session, item_id=item_id, version=1, plan=_plan(title, 9), actor=ACTOR, now=factories.NOW
    )


def _meeting_plan(*days: DayPlan) -> MeetingPlan:
    return MeetingPlan(
        title_th="",
        title_en="",
        mode=MeetingMode.WEBINAR,
        place_th="",
        place_en="",
        webinar_url="",
        webinar_id="",
        webinar_passcode="",
        days=days,
    )


def _event(app: Flask, *, meetings: int) -> tuple[int, list[int], list[int]]:
    """Make an event; return its number, and those of its meetings and of their days."""
    with app.app_context():
        session = db.session()
        event = factories.event(session, meetings=meetings)
        session.commit()
        return (
            event.id,
            [meeting.id for meeting in event.meetings],
            [meeting.days[0].id for meeting in event.meetings],
        )


def _items(app: Flask, day_id: int) -> list[tuple[int, int, str]]:
    with app.app_context():
        rows = db.session.execute(
            select(AgendaItem.id, AgendaItem.position, AgendaItem.title_th)
            .where(AgendaItem.day_id == day_id)
            .order_by(AgendaItem.position)
        )
        return [(number, position, title) for number, position, title in rows]


def _refused(answers: list[object]) -> list[object]:
    return [answer for answer in answers if isinstance(answer, BaseException)]


def test_a_day_s_items_are_added_moved_changed_and_removed_at_once(committing_app: Flask) -> None:
    _, _, (day_id,) = _event(committing_app, meetings=1)
    for round_ in range(ROUNDS):
        made = together(
            committing_app, [_adds(day_id, f"{round_}-{hour}", hour) for hour in range(9, 17)]
        )
        assert _refused(made) == []
        numbers = [item.id for item in made if isinstance(item, AgendaItem)]
        steps = (7, 5, -1, 2, -4, -7)
        answers = together(
            committing_app,
            [
                *(_moves(number, by) for number, by in zip(numbers[:6], steps, strict=True)),
                _adds(day_id, f"{round_}-เพิ่ม", 9),
                _removes(numbers[6]),
                _changes(numbers[7], f"{round_}-แก้"),
            ],
        )
        assert _refused(answers) == []
    items = _items(committing_app, day_id)
    assert len(items) == ROUNDS * 8
    # a removed item leaves a gap, but no two items stand at one place
    assert len({position for _, position, _ in items}) == len(items)


def test_meetings_are_added_changed_and_removed_while_agendas_are_written(
    committing_app: Flask,
) -> None:
    event_id, meetings, days = _event(committing_app, meetings=6)
    for day_id in days:
        together(committing_app, [_adds(day_id, "เดิม", 9)])

    def adds_meeting(session: Session) -> object:
        day = DayPlan(date=date(2027, 9, 1), starts=time(9), ends=time(12))
        return add_meeting(
            session, event_id=event_id, plan=_meeting_plan(day), actor=ACTOR, now=factories.NOW
        )

    def changes_meeting(session: Session) -> object:
        day = DayPlan(id=days[5], date=date(2027, 8, 1), starts=time(9), ends=time(12))
        return change_meeting(
            session,
            meeting_id=meetings[5],
            version=1,
            plan=_meeting_plan(day),
            actor=ACTOR,
            now=factories.NOW,
        )

    def removes_meeting(meeting_id: int) -> Work:
        return lambda session: remove_meeting(
            session, meeting_id=meeting_id, actor=ACTOR, now=factories.NOW
        )

    answers = together(
        committing_app,
        [
            *(removes_meeting(meeting_id) for meeting_id in meetings[:3]),
            *(_adds(day_id, "ใหม่", 10) for day_id in days[3:]),
            *(_adds(day_id, "ใหม่ด้วย", 10) for day_id in days[3:]),
            adds_meeting,
            changes_meeting,
        ],
    )

    assert _refused(answers) == []
    with committing_app.app_context():
        kept = db.session.execute(
            select(Meeting.number, MeetingDay.id)
            .join(MeetingDay)
            .where(Meeting.event_id == event_id)
            .order_by(Meeting.number)
        ).all()
    assert [number for number, _ in kept] == [1, 2, 3, 4]
    assert [day_id for _, day_id in kept][:3] == days[3:]
    assert [len(_items(committing_app, day_id)) for day_id in days] == [0, 0, 0, 3, 3, 3]


def test_an_agenda_that_is_written_while_its_meeting_is_removed_blocks_nobody(
    committing_app: Flask,
) -> None:
    _, meetings, days = _event(committing_app, meetings=4)
    for day_id in days:
        together(committing_app, [_adds(day_id, "เดิม", 9)])

    def adds_if_there(day_id: int) -> Work:
        def work(session: Session) -> object:
            if session.get(MeetingDay, day_id) is None:
                return None
            try:
                return _adds(day_id, "ใหม่", 10)(session)
            except NoResultFound:
                return None

        return work

    def removes_meeting(meeting_id: int) -> Work:
        return lambda session: remove_meeting(
            session, meeting_id=meeting_id, actor=ACTOR, now=factories.NOW
        )

    answers = together(
        committing_app,
        [
            *(removes_meeting(meeting_id) for meeting_id in meetings),
            *(adds_if_there(day_id) for day_id in days * 2),
        ],
    )

    assert _refused(answers) == []
    assert [_items(committing_app, day_id) for day_id in days] == [[], [], [], []]
