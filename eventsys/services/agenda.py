"""Building the agenda of a meeting's day: items in order, talks side by side, speakers."""

import uuid
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from eventsys.models import (
    AgendaItem,
    AgendaSpeaker,
    Event,
    ItemKind,
    Meeting,
    MeetingDay,
    ParallelTalk,
    SpeakerRole,
)
from eventsys.rules.published import Text
from eventsys.services import audit
from eventsys.services.errors import DomainError
from eventsys.services.events import lock_event


@dataclass(frozen=True, slots=True)
class SpeakerPlan:
    """Somebody who speaks."""

    name: str
    role: SpeakerRole = SpeakerRole.SPEAKER


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkPlan:
    """A talk that runs beside others; ``uid`` names one that is there already."""

    title_th: str
    title_en: str = ""
    room: str = ""
    speakers: tuple[SpeakerPlan, ...] = ()
    speaker_tbc: bool = False
    uid: str | None = None
    # seats; ``None`` is as many as come
    capacity: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPlan:
    """What organisers set for a line of the agenda."""

    starts: time
    ends: time | None
    kind: ItemKind
    title_th: str
    title_en: str = ""
    speakers: tuple[SpeakerPlan, ...] = ()
    speaker_tbc: bool = False
    talks: tuple[TalkPlan, ...] = ()
    private_note: str = ""


def add_item(
    session: Session, *, day_id: int, plan: ItemPlan, actor: str, now: datetime
) -> AgendaItem:
    """Add an item to a day, at the place that its beginning gives it.

    Raises:
        DomainError: ``ends_before_starts``.
    """
    _check(plan)
    _lock_day(session, day_id)
    # after the last item that begins no later, so that a day in order stays in order
    after = session.scalar(
        select(func.max(AgendaItem.position)).where(
            AgendaItem.day_id == day_id, AgendaItem.starts <= plan.starts
        )
    )
    position = 0 if after is None else after + 1
    # not through the items themselves, which would raise their version: a form in which somebody
    # writes about a later item stays good
    session.execute(
        update(AgendaItem)
        .where(AgendaItem.day_id == day_id, AgendaItem.position >= position)
        .values(position=AgendaItem.position + 1)
    )
    item = AgendaItem(day_id=day_id, uid=str(uuid.uuid4()), position=position)
    _apply(item, plan)
    session.add(item)
    session.flush()
    _note(session, item, "item.create", actor, now)
    return item


def change_item(
    session: Session, *, item_id: int, version: int, plan: ItemPlan, actor: str, now: datetime
) -> AgendaItem:
    """Change an item, with its talks and speakers.

    Raises:
        DomainError: ``changed_meanwhile``, ``ends_before_starts``, ``talk_below_taken`` or
            ``talk_has_people``.
    """
    _check(plan)
    item = _locked_item(session, item_id)
    if item.row_version != version:
        raise DomainError("changed_meanwhile")
    _check_seats(_locked_talks(session, item_id), plan.talks)
    before: dict[str, object] = {
        "starts": str(item.starts),
        "ends": str(item.ends),
        "title_th": item.title_th,
        "speakers": [speaker.name for speaker in item.speakers],
        "talks": [talk.title_th for talk in item.talks],
    }
    _apply(item, plan)
    # speakers and talks are rows of their own: the item's version moves with them all the same
    item.row_version = version + 1
    session.flush()
    _note(session, item, "item.change", actor, now, before)
    return item


def move_item(
    session: Session, *, item_id: int, steps: int, actor: str, now: datetime
) -> AgendaItem:
    """Move an item up (negative) or down within its day; at an end it stays."""
    item = _locked_item(session, item_id)
    places = [
        (number, position)
        for number, position in session.execute(
            select(AgendaItem.id, AgendaItem.position)
            .where(AgendaItem.day_id == item.day_id)
            .order_by(AgendaItem.position, AgendaItem.id)
        )
    ]
    old = next(index for index, (number, _) in enumerate(places) if number == item_id)
    new = min(max(old + steps, 0), len(places) - 1)
    if new != old:
        places.insert(new, places.pop(old))
        for position, (number, before) in enumerate(places):
            if before != position:
                # as above: the item keeps its version
                session.execute(
                    update(AgendaItem).where(AgendaItem.id == number).values(position=position)
                )
        _note(session, item, "item.move", actor, now, {"from": old, "to": new})
    return item


def remove_item(session: Session, *, item_id: int, actor: str, now: datetime) -> None:
    """Remove an item with its talks and speakers.

    Raises:
        DomainError: ``talk_has_people`` where people chose one of its talks.
    """
    item = _locked_item(session, item_id)
    _check_seats(_locked_talks(session, item_id), ())
    _note(
        session,
        item,
        "item.remove",
        actor,
        now,
        {"title_th": item.title_th, "starts": str(item.starts)},
    )
    session.delete(item)


def _lock_day(session: Session, day_id: int) -> None:
    """Keep others from the event and the day, in the order in which everything locks them.

    The event comes first, since each change of an agenda writes when the event was changed.
    """
    event_id = session.scalars(
        select(Meeting.event_id).join(Meeting.days).where(MeetingDay.id == day_id)
    ).one()
    lock_event(session, event_id)
    session.get_one(MeetingDay, day_id, with_for_update=True, populate_existing=True)


def _locked_item(session: Session, item_id: int) -> AgendaItem:
    """Return an item as it is once nobody else is at its day; an item never leaves its day."""
    day_id = session.scalars(select(AgendaItem.day_id).where(AgendaItem.id == item_id)).one()
    _lock_day(session, day_id)
    return session.get_one(AgendaItem, item_id, populate_existing=True)


def _locked_talks(session: Session, item_id: int) -> list[ParallelTalk]:
    """Return the talks of an item once nobody else takes a seat there."""
    return list(
        session.scalars(
            select(ParallelTalk)
            .where(ParallelTalk.item_id == item_id)
            .order_by(ParallelTalk.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )


def _check_seats(talks: list[ParallelTalk], plans: tuple[TalkPlan, ...]) -> None:
    """Refuse what would take a seat from somebody who has chosen a talk."""
    wanted = {plan.uid: plan for plan in plans}
    for talk in talks:
        plan = wanted.get(talk.uid)
        told = {"talk": Text(talk.title_th, talk.title_en), "taken": talk.taken}
        if plan is None and talk.taken:
            raise DomainError("talk_has_people", field="talks", **told)
        if plan and plan.capacity is not None and plan.capacity < talk.taken:
            raise DomainError("talk_below_taken", field="talks", **told)


def _check(plan: ItemPlan) -> None:
    if plan.ends is not None and plan.ends <= plan.starts:
        raise DomainError("ends_before_starts", field="ends")


def _apply(item: AgendaItem, plan: ItemPlan) -> None:
    item.starts = plan.starts
    item.ends = plan.ends
    item.kind = plan.kind
    item.title_th = plan.title_th
    item.title_en = plan.title_en
    item.speaker_tbc = plan.speaker_tbc
    item.private_note = plan.private_note
    item.speakers = _speakers(plan.speakers)
    known = {talk.uid: talk for talk in item.talks}
    talks = []
    for position, wanted in enumerate(plan.talks):
        talk = known.get(wanted.uid or "") or ParallelTalk(uid=str(uuid.uuid4()))
        talk.position = position
        talk.title_th = wanted.title_th
        talk.title_en = wanted.title_en
        talk.room = wanted.room
        talk.speaker_tbc = wanted.speaker_tbc
        talk.capacity = wanted.capacity
        talk.speakers = _speakers(wanted.speakers)
        talks.append(talk)
    item.talks = talks


def _speakers(plans: tuple[SpeakerPlan, ...]) -> list[AgendaSpeaker]:
    return [
        AgendaSpeaker(position=position, name=plan.name, role=plan.role)
        for position, plan in enumerate(plans)
    ]


def _note(
    session: Session,
    item: AgendaItem,
    action: str,
    actor: str,
    now: datetime,
    details: dict[str, object] | None = None,
) -> None:
    event = session.scalars(
        select(Event).join(Meeting).join(MeetingDay).where(MeetingDay.id == item.day_id)
    ).one()
    event.updated_at = now
    audit.record(
        session,
        at=now,
        actor=actor,
        action=action,
        subject=("agenda_item", item.id),
        event_id=event.id,
        details=details,
    )
