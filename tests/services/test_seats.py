"""Seats in rooms and at talks side by side: full ones, others to choose, and lowering them."""

from dataclasses import replace
from datetime import time

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventsys.models import Event, ItemKind, Meeting, MeetingMode, ParallelTalk
from eventsys.rules.published import Text
from eventsys.services.agenda import ItemPlan, TalkPlan, add_item, change_item, remove_item
from eventsys.services.errors import DomainError
from eventsys.services.events import DayPlan, MeetingPlan, change_meeting
from eventsys.services.seats import release_seat, release_talk, take_seat, take_talk
from tests import factories
from tests.factories import NOW

PLAN = ItemPlan(
    starts=time(9),
    ends=time(10),
    kind=ItemKind.PARALLEL,
    title_th="บรรยายพร้อมกัน",
    talks=(
        TalkPlan(title_th="เรื่องหนึ่ง", title_en="One", capacity=1),
        TalkPlan(title_th="เรื่องสอง", title_en="Two", capacity=2),
        TalkPlan(title_th="เรื่องสาม", title_en="Three"),
    ),
)


def meeting_of(session: Session, mode: MeetingMode, seats: int | None) -> tuple[Event, Meeting]:
    event = factories.event(session)
    meeting = session.scalars(select(Meeting).where(Meeting.event_id == event.id)).one()
    meeting.mode = mode
    meeting.room_capacity = seats
    session.flush()
    return event, meeting


def talks_of(session: Session) -> tuple[int, list[ParallelTalk]]:
    _, meeting = meeting_of(session, MeetingMode.WEBINAR, None)
    item = add_item(session, day_id=meeting.days[0].id, plan=PLAN, actor="user:1", now=NOW)
    session.flush()
    return item.id, list(item.talks)


def taken(session: Session, row: Meeting | ParallelTalk) -> int:
    session.refresh(row)
    return row.room_taken if isinstance(row, Meeting) else row.taken


def test_seats_are_taken_until_the_room_is_full_and_given_back(session: Session) -> None:
    _, meeting = meeting_of(session, MeetingMode.HYBRID, 2)
    version = meeting.row_version
    for _ in range(2):
        take_seat(session, meeting_id=meeting.id)
    with pytest.raises(DomainError) as refused:
        take_seat(session, meeting_id=meeting.id)
    assert (refused.value.code, refused.value.parameters) == (
        "room_full_online",
        {"number": 1, "capacity": 2, "alternatives": (MeetingMode.WEBINAR,)},
    )
    release_seat(session, meeting_id=meeting.id)
    take_seat(session, meeting_id=meeting.id)
    assert taken(session, meeting) == 2
    # a form of the meeting that an organiser has open stays good
    assert meeting.row_version == version


def test_a_room_alone_has_no_other_way_and_a_webinar_has_no_room(session: Session) -> None:
    _, meeting = meeting_of(session, MeetingMode.ROOM, 0)
    with pytest.raises(DomainError) as refused:
        take_seat(session, meeting_id=meeting.id)
    assert (refused.value.code, refused.value.parameters["alternatives"]) == ("room_full", ())
    _, other = meeting_of(session, MeetingMode.WEBINAR, None)
    with pytest.raises(DomainError, match="room_missing"):
        take_seat(session, meeting_id=other.id)


def test_a_room_without_a_number_of_seats_takes_everybody(session: Session) -> None:
    _, meeting = meeting_of(session, MeetingMode.ROOM, None)
    for _ in range(30):
        take_seat(session, meeting_id=meeting.id)
    assert taken(session, meeting) == 30


def test_a_full_talk_names_those_beside_it_that_have_seats(session: Session) -> None:
    _, (one, two, three) = talks_of(session)
    take_talk(session, talk_id=one.id)
    take_talk(session, talk_id=two.id)
    with pytest.raises(DomainError) as refused:
        take_talk(session, talk_id=one.id)
    assert (refused.value.code, refused.value.parameters) == (
        "talk_full_others",
        {
            "talk": Text("เรื่องหนึ่ง", "One"),
            "capacity": 1,
            "alternatives": (Text("เรื่องสอง", "Two"), Text("เรื่องสาม", "Three")),
        },
    )
    release_talk(session, talk_id=one.id)
    take_talk(session, talk_id=one.id)
    assert [taken(session, talk) for talk in (one, two, three)] == [1, 1, 0]


def test_where_all_talks_are_full_none_is_named(session: Session) -> None:
    _, talks = talks_of(session)
    session.execute(update(ParallelTalk).values(capacity=0))
    with pytest.raises(DomainError) as refused:
        take_talk(session, talk_id=talks[0].id)
    assert (refused.value.code, refused.value.parameters["alternatives"]) == ("talk_full", ())


@pytest.mark.parametrize("wrong", [{"room_taken": 3}, {"room_taken": -1}])
def test_the_database_itself_refuses_a_room_with_more_people_than_seats(
    session: Session, wrong: dict[str, int]
) -> None:
    _, meeting = meeting_of(session, MeetingMode.ROOM, 2)
    by_hand = update(Meeting).where(Meeting.id == meeting.id).values(**wrong)
    with pytest.raises(IntegrityError, match="room_taken"), session.begin_nested():
        session.execute(by_hand)


def test_fewer_seats_in_the_room_than_are_taken_are_refused_with_the_number(
    session: Session,
) -> None:
    _, meeting = meeting_of(session, MeetingMode.ROOM, 5)
    for _ in range(3):
        take_seat(session, meeting_id=meeting.id)
    session.expire(meeting)
    plan = MeetingPlan(
        title_th="",
        title_en="",
        mode=MeetingMode.ROOM,
        place_th="",
        place_en="",
        webinar_url="",
        webinar_id="",
        webinar_passcode="",
        days=tuple(
            DayPlan(id=d.id, date=d.date, starts=d.starts, ends=d.ends) for d in meeting.days
        ),
        room_capacity=2,
    )

    def change(wanted: MeetingPlan) -> None:
        change_meeting(
            session,
            meeting_id=meeting.id,
            version=meeting.row_version,
            plan=wanted,
            actor="user:1",
            now=NOW,
        )
        session.flush()

    with pytest.raises(DomainError) as refused:
        change(plan)
    assert (refused.value.code, refused.value.field, refused.value.parameters) == (
        "room_below_taken",
        "room_capacity",
        {"taken": 3},
    )
    change(replace(plan, room_capacity=3))
    assert (meeting.room_capacity, taken(session, meeting)) == (3, 3)


def test_talks_that_people_chose_stay_and_keep_their_seats(session: Session) -> None:
    item_id, talks = talks_of(session)
    for _ in range(2):
        take_talk(session, talk_id=talks[1].id)
    version = talks[0].item.row_version

    def change(*plans: TalkPlan) -> None:
        change_item(
            session,
            item_id=item_id,
            version=version,
            plan=replace(PLAN, talks=plans),
            actor="user:1",
            now=NOW,
        )
        session.flush()

    kept = [replace(plan, uid=talk.uid) for plan, talk in zip(PLAN.talks, talks, strict=True)]
    told = {"talk": Text("เรื่องสอง", "Two"), "taken": 2}
    with pytest.raises(DomainError) as refused:
        change(kept[0], replace(kept[1], capacity=1))
    assert (refused.value.code, refused.value.parameters) == ("talk_below_taken", told)
    with pytest.raises(DomainError) as refused:
        change(kept[0], kept[2])
    assert (refused.value.code, refused.value.parameters) == ("talk_has_people", told)
    with pytest.raises(DomainError, match="talk_has_people"):
        remove_item(session, item_id=item_id, actor="user:1", now=NOW)
    # the others may go, and more seats are no harm
    change(replace(kept[1], capacity=9))
    left = session.scalars(select(ParallelTalk).where(ParallelTalk.item_id == item_id)).all()
    assert [(talk.title_en, talk.capacity, talk.taken) for talk in left] == [("Two", 9, 2)]
