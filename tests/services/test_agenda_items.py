"""Building a day's agenda: add, change, move, remove; speakers and talks in order."""

from dataclasses import replace
from datetime import time

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import (
    AgendaItem,
    AgendaSpeaker,
    AuditEntry,
    ItemKind,
    MeetingDay,
    ParallelTalk,
    SpeakerRole,
)
from eventsys.services.agenda import (
    ItemPlan,
    SpeakerPlan,
    TalkPlan,
    add_item,
    change_item,
    move_item,
    remove_item,
)
from eventsys.services.errors import DomainError
from tests import factories
from tests.factories import NOW

ACTOR = "user:1"


@pytest.fixture
def day(session: Session) -> MeetingDay:
    """Give a day without items; a day beside it has one."""
    first, second = factories.event(session, meetings=2).meetings
    add(session, second.days[0], "รายการของวันอื่น", 9)
    return first.days[0]


def add(session: Session, day: MeetingDay, title: str, hour: int) -> AgendaItem:
    plan = ItemPlan(starts=time(hour), ends=time(hour + 1), kind=ItemKind.LECTURE, title_th=title)
    item = add_item(session, day_id=day.id, plan=plan, actor=ACTOR, now=NOW)
    session.flush()
    return item


def titles(session: Session, day: MeetingDay) -> list[str]:
    rows = session.scalars(
        select(AgendaItem.title_th).where(AgendaItem.day_id == day.id).order_by(AgendaItem.position)
    )
    return list(rows)


def change(
    session: Session, item: AgendaItem, plan: ItemPlan, version: int | None = None
) -> AgendaItem:
    changed = change_item(
        session,
        item_id=item.id,
        version=item.row_version if version is None else version,
        plan=plan,
        actor=ACTOR,
        now=NOW,
    )
    session.flush()
    return changed


PLAN = ItemPlan(
    starts=time(10, 40),
    ends=time(11, 40),
    kind=ItemKind.PARALLEL,
    title_th="แบ่งห้อง",
    speakers=(
        SpeakerPlan("ประธาน", SpeakerRole.CHAIR),
        SpeakerPlan("ผู้ดำเนิน", SpeakerRole.MODERATOR),
    ),
    speaker_tbc=True,
    talks=(
        TalkPlan(title_th="เรื่องหนึ่ง", room="ห้อง 1", speakers=(SpeakerPlan("ก"), SpeakerPlan("ข"))),
        TalkPlan(title_th="เรื่องสอง", speaker_tbc=True),
    ),
)


def told(item: AgendaItem) -> ItemPlan:
    """Read an item back as the plan that would make it."""

    def speakers(rows: list[AgendaSpeaker]) -> tuple[SpeakerPlan, ...]:
        return tuple(SpeakerPlan(row.name, row.role) for row in rows)

    return ItemPlan(
        starts=item.starts,
        ends=item.ends,
        kind=item.kind,
        title_th=item.title_th,
        title_en=item.title_en,
        speakers=speakers(item.speakers),
        speaker_tbc=item.speaker_tbc,
        talks=tuple(
            TalkPlan(
                title_th=talk.title_th,
                title_en=talk.title_en,
                room=talk.room,
                speakers=speakers(talk.speakers),
                speaker_tbc=talk.speaker_tbc,
            )
            for talk in item.talks
        ),
        private_note=item.private_note,
    )


def test_items_stand_where_their_beginning_puts_them(session: Session, day: MeetingDay) -> None:
    for title, hour in (("สิบโมง", 10), ("แปดโมง", 8), ("เก้าโมง", 9), ("เก้าโมงด้วย", 9)):
        add(session, day, title, hour)
    assert titles(session, day) == ["แปดโมง", "เก้าโมง", "เก้าโมงด้วย", "สิบโมง"]


def test_an_item_is_kept_with_its_talks_and_speakers_in_order(
    session: Session, day: MeetingDay
) -> None:
    item = add_item(session, day_id=day.id, plan=PLAN, actor=ACTOR, now=NOW)
    session.flush()
    session.expire_all()
    assert told(item) == PLAN
    assert item.row_version == 1


def test_a_changed_talk_keeps_its_identity_and_a_dropped_one_goes(
    session: Session, day: MeetingDay
) -> None:
    item = add_item(session, day_id=day.id, plan=PLAN, actor=ACTOR, now=NOW)
    session.flush()
    first, second = item.talks
    gone, uids = first.uid, (item.uid, second.uid)
    wanted = replace(
        PLAN,
        talks=(
            TalkPlan(title_th="เรื่องสองใหม่", uid=second.uid),
            TalkPlan(title_th="เรื่องสาม"),
        ),
    )
    change(session, item, wanted)
    session.expire_all()
    assert [talk.title_th for talk in item.talks] == ["เรื่องสองใหม่", "เรื่องสาม"]
    assert (item.uid, item.talks[0].uid) == uids
    assert (
        session.scalars(select(ParallelTalk.title_th).where(ParallelTalk.uid == gone)).all() == []
    )


def test_a_talk_of_another_item_is_not_taken_over(session: Session, day: MeetingDay) -> None:
    other = add_item(session, day_id=day.id, plan=PLAN, actor=ACTOR, now=NOW)
    item = add(session, day, "รายการ", 9)
    foreign = other.talks[0].uid
    change(session, item, replace(PLAN, talks=(TalkPlan(title_th="ของฉัน", uid=foreign),)))
    session.expire_all()
    assert [talk.title_th for talk in other.talks] == ["เรื่องหนึ่ง", "เรื่องสอง"]
    assert item.talks[0].uid != foreign


@pytest.mark.parametrize(
    "theirs",
    [
        {"title_th": "ของเขา"},
        {"speakers": (SpeakerPlan("ของเขา"),)},
        {"talks": ()},
    ],
    ids=["title", "speakers", "talks"],
)
def test_of_two_people_at_the_same_item_the_second_is_told(
    session: Session, day: MeetingDay, theirs: dict[str, str]
) -> None:
    item = add_item(session, day_id=day.id, plan=PLAN, actor=ACTOR, now=NOW)
    session.flush()
    change(session, item, replace(PLAN, **theirs), version=1)  # type: ignore[arg-type]
    with pytest.raises(DomainError, match="changed_meanwhile"):
        change(session, item, PLAN, version=1)
    session.expire_all()
    assert (item.row_version, told(item)) == (2, replace(PLAN, **theirs))  # type: ignore[arg-type]


@pytest.mark.parametrize("ends", [time(9), time(8, 59)])
def test_an_item_ends_after_it_begins(session: Session, day: MeetingDay, ends: time) -> None:
    plan = ItemPlan(starts=time(9), ends=ends, kind=ItemKind.BREAK, title_th="พัก")
    with pytest.raises(DomainError) as refused:
        add_item(session, day_id=day.id, plan=plan, actor=ACTOR, now=NOW)
    assert (refused.value.code, refused.value.field) == ("ends_before_starts", "ends")
    item = add(session, day, "รายการ", 9)
    with pytest.raises(DomainError, match="ends_before_starts"):
        change(session, item, plan)


def test_an_item_may_have_an_open_end(session: Session, day: MeetingDay) -> None:
    plan = ItemPlan(starts=time(9), ends=None, kind=ItemKind.OTHER, title_th="เปิด")
    item = add_item(session, day_id=day.id, plan=plan, actor=ACTOR, now=NOW)
    session.flush()
    assert item.ends is None


@pytest.mark.parametrize(
    ("which", "steps", "expected"),
    [
        (0, 1, "bac"),
        (2, -1, "acb"),
        (0, 2, "bca"),
        (0, -1, "abc"),
        (2, 5, "abc"),
        (1, 0, "abc"),
        (2, -99, "cab"),
    ],
)
def test_an_item_moves_within_its_day(
    session: Session, day: MeetingDay, which: int, steps: int, expected: str
) -> None:
    items = [add(session, day, letter, 9 + hour) for hour, letter in enumerate("abc")]
    move_item(session, item_id=items[which].id, steps=steps, actor=ACTOR, now=NOW)
    session.flush()
    assert "".join(titles(session, day)) == expected
    noted = session.scalars(select(AuditEntry).where(AuditEntry.action == "item.move")).all()
    assert len(noted) == (expected != "abc")


def test_a_form_of_an_item_stays_good_while_others_are_added_moved_and_removed_beside_it(
    session: Session, day: MeetingDay
) -> None:
    items = [add(session, day, letter, 9 + hour) for hour, letter in enumerate("abc")]
    seen = [each.row_version for each in items]
    add(session, day, "ก่อน", 8)
    move_item(session, item_id=items[0].id, steps=2, actor=ACTOR, now=NOW)
    move_item(session, item_id=items[2].id, steps=-1, actor=ACTOR, now=NOW)
    assert [each.position for each in items] == [3, 2, 1]
    session.flush()
    remove_item(session, item_id=items[1].id, actor=ACTOR, now=NOW)
    for each, version in ((items[0], seen[0]), (items[2], seen[2])):
        change(session, each, replace(told(each), title_en="mine"), version=version)
    session.expire_all()
    assert titles(session, day) == ["ก่อน", "c", "a"]
    assert [items[0].title_en, items[2].title_en] == ["mine", "mine"]


def test_moving_works_also_where_positions_have_gaps_or_are_equal(
    session: Session, day: MeetingDay
) -> None:
    items = [add(session, day, letter, 9 + hour) for hour, letter in enumerate("abcd")]
    remove_item(session, item_id=items[1].id, actor=ACTOR, now=NOW)
    items[0].position = items[2].position = 7
    session.flush()
    move_item(session, item_id=items[3].id, steps=-5, actor=ACTOR, now=NOW)
    session.flush()
    assert sorted(titles(session, day)) == ["a", "c", "d"]
    move_item(session, item_id=items[3].id, steps=1, actor=ACTOR, now=NOW)
    session.flush()
    assert titles(session, day)[1] == "d"


def test_a_removed_item_goes_with_its_talks_and_speakers_and_nothing_else(
    session: Session, day: MeetingDay
) -> None:
    item = add_item(session, day_id=day.id, plan=PLAN, actor=ACTOR, now=NOW)
    stays = add(session, day, "รายการ", 9)
    session.flush()
    remove_item(session, item_id=item.id, actor=ACTOR, now=NOW)
    session.flush()
    assert titles(session, day) == [stays.title_th]
    assert session.scalars(select(ParallelTalk)).all() == []
    assert session.scalars(select(AgendaSpeaker)).all() == []
    assert session.scalars(
        select(AgendaItem.title_th).where(AgendaItem.day_id != day.id)
    ).all() == ["รายการของวันอื่น"]
    noted = session.scalars(select(AuditEntry).where(AuditEntry.action == "item.remove")).one()
    assert noted.payload is not None
    assert noted.payload.data == {"title_th": "แบ่งห้อง", "starts": "10:40:00"}
