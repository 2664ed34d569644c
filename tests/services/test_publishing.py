"""What people see: versions that never change, and sequences that tell calendars of a change."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import AuditEntry, Event, EventVersion, ItemKind, Meeting
from eventsys.queries.pictures import draft, newest_version, public_event, same_content
from eventsys.rules.published import PublishedEvent
from eventsys.services.agenda import ItemPlan, SpeakerPlan, TalkPlan, add_item
from eventsys.services.errors import DomainError
from eventsys.services.events import remove_meeting
from eventsys.services.publishing import publish, withdraw
from tests import factories
from tests.factories import NOW

LATER = NOW + timedelta(days=1)
LATEST = NOW + timedelta(days=2)


def show(session: Session, event: Event, now: datetime = LATER) -> EventVersion | None:
    version = publish(session, event_id=event.id, actor="system", now=now)
    session.flush()
    session.expire_all()
    return version


def seen(session: Session, event: Event) -> PublishedEvent:
    picture = newest_version(session, event.id)
    assert picture is not None
    return picture


def sequences(session: Session, event: Event) -> list[tuple[int, str, int, datetime]]:
    return [
        (meeting.number, meeting.state, meeting.sequence, meeting.changed_at)
        for meeting in seen(session, event).meetings
    ]


@pytest.fixture
def event(session: Session) -> Event:
    """Give a published event of three meetings; another one has newer versions."""
    event = factories.event(session, meetings=3)
    other = factories.event(session)
    other.title_th = "โครงการอื่น"
    show(session, other)
    session.expire_all()
    return event


def test_a_draft_is_seen_by_nobody(session: Session) -> None:
    event = factories.event(session, published=False)
    assert newest_version(session, event.id) is None
    assert public_event(session, event.slug) is None


def test_without_a_day_there_is_nothing_to_publish(session: Session) -> None:
    event = factories.event(session, meetings=0, published=False)
    session.add(Meeting(event_id=event.id, uid="without-days", number=1))
    session.flush()
    with pytest.raises(DomainError, match="nothing_to_publish"):
        show(session, event)
    assert event.public is False


def test_what_is_published_is_what_people_see(session: Session, event: Event) -> None:
    add_item(
        session,
        day_id=event.meetings[0].days[0].id,
        plan=ItemPlan(
            starts=time(9),
            ends=None,
            kind=ItemKind.PARALLEL,
            title_th="แบ่งห้อง",
            title_en="Parallel",
            speakers=(SpeakerPlan("ก"), SpeakerPlan("ข")),
            talks=(TalkPlan(title_th="เรื่องหนึ่ง", room="ห้อง 1", speaker_tbc=True),),
            private_note="โทรหาวิทยากร",
        ),
        actor="system",
        now=NOW,
    )
    session.flush()
    before = draft(session, event, LATER)
    show(session, event)
    picture = seen(session, event)
    assert picture == before
    found = public_event(session, event.slug)
    assert found == (event, picture)
    item = picture.meetings[0].days[0].items[0]
    assert (item.starts, item.ends, item.title.en) == (time(9), None, "Parallel")
    assert [speaker.name for speaker in item.speakers] == ["ก", "ข"]
    assert (item.talks[0].room, item.talks[0].speaker_tbc) == ("ห้อง 1", True)
    versions = session.scalars(
        select(EventVersion.snapshot).where(EventVersion.event_id == event.id)
    ).all()
    assert "โทรหาวิทยากร" not in str(versions)


def test_a_change_is_seen_only_once_it_is_published(session: Session, event: Event) -> None:
    old = event.title_th
    event.title_th = "ชื่อใหม่"
    session.flush()
    assert seen(session, event).title.th == old
    assert draft(session, event, LATER).title.th == "ชื่อใหม่"
    show(session, event)
    assert seen(session, event).title.th == "ชื่อใหม่"


def test_a_version_never_changes(session: Session, event: Event) -> None:
    def stored() -> list[tuple[int, Any, str]]:
        rows = session.execute(
            select(EventVersion.number, EventVersion.snapshot, EventVersion.digest)
            .where(EventVersion.event_id == event.id)
            .order_by(EventVersion.number)
        )
        return [(number, snapshot, digest) for number, snapshot, digest in rows]

    first = stored()
    event.title_th = "ชื่อใหม่"
    event.meetings[0].days[0].date = date(2027, 1, 31)
    session.flush()
    second = show(session, event)
    assert second is not None
    assert (second.number, second.published_at, len(stored())) == (2, LATER, 2)
    assert stored()[:1] == first
    assert len({digest for *_, digest in stored()}) == 2


def test_publishing_without_a_change_makes_no_version(session: Session, event: Event) -> None:
    assert show(session, event) is None
    versions = session.scalars(select(EventVersion.number).where(EventVersion.event_id == event.id))
    assert versions.all() == [1]


def test_the_sequence_grows_for_the_changed_meeting_alone(session: Session, event: Event) -> None:
    assert sequences(session, event) == [
        (1, "scheduled", 0, NOW),
        (2, "scheduled", 0, NOW),
        (3, "scheduled", 0, NOW),
    ]
    event.meetings[1].days[0].starts = time(10)
    session.flush()
    show(session, event, LATER)
    event.title_th = "ชื่อใหม่"
    event.meetings[1].place_th = "ห้องประชุม"
    session.flush()
    show(session, event, LATEST)
    assert sequences(session, event) == [
        (1, "scheduled", 0, NOW),
        (2, "scheduled", 2, LATEST),
        (3, "scheduled", 0, NOW),
    ]


def test_a_removed_meeting_is_told_to_calendars_as_called_off(
    session: Session, event: Event
) -> None:
    gone = event.meetings[1]
    uid, last = gone.uid, event.meetings[2].uid
    remove_meeting(session, meeting_id=gone.id, actor="system", now=LATER)
    session.flush()
    show(session, event, LATER)
    picture = seen(session, event)
    after = {meeting.uid: meeting for meeting in (*picture.meetings, *picture.gone)}
    assert (after[uid].state, after[uid].sequence, after[uid].changed_at) == (
        "called_off",
        1,
        LATER,
    )
    assert [day.date for day in after[uid].days] == [date(2027, 2, 8)]
    # the one after it is the second now, and calendars are told so
    assert (after[last].number, after[last].sequence) == (2, 1)
    assert [meeting.number for meeting in picture.meetings] == [1, 2]
    assert [meeting.uid for meeting in picture.gone] == [uid]
    # and it stays so, without growing further
    event.title_th = "ชื่อใหม่"
    session.flush()
    show(session, event, LATEST)
    assert seen(session, event).gone == (after[uid],)


def test_a_meeting_that_nobody_saw_goes_without_a_trace(session: Session, event: Event) -> None:
    session.add(Meeting(event_id=event.id, uid="never-seen", number=4))
    session.flush()
    draft_uids = [meeting.uid for meeting in draft(session, event, LATER).meetings]
    assert draft_uids[-1] == "never-seen"
    unseen = session.scalars(select(Meeting).where(Meeting.uid == "never-seen")).one()
    remove_meeting(session, meeting_id=unseen.id, actor="system", now=LATER)
    session.flush()
    assert show(session, event) is None


def test_a_withdrawn_event_is_not_public_and_its_version_stays(
    session: Session, event: Event
) -> None:
    picture = seen(session, event)
    for _ in range(2):
        withdraw(session, event_id=event.id, actor="system", now=LATER)
    session.flush()
    assert (event.public, public_event(session, event.slug)) == (False, None)
    assert seen(session, event) == picture
    # and comes back as it was, without a new version
    assert show(session, event, LATEST) is None
    assert public_event(session, event.slug) == (event, picture)
    actions = session.scalars(
        select(AuditEntry.action).where(AuditEntry.event_id == event.id).order_by(AuditEntry.id)
    )
    assert actions.all() == ["event.publish", "event.withdraw", "event.show"]


def test_who_published_is_kept(session: Session, event: Event) -> None:
    person = factories.user(session, event.organisation)
    event.title_th = "ชื่อใหม่"
    session.flush()
    version = publish(session, event_id=event.id, actor=f"user:{person.id}", now=LATER)
    assert version is not None
    assert version.published_by_id == person.id


def test_number_and_moment_make_no_difference_to_what_is_seen(
    session: Session, event: Event
) -> None:
    now = datetime(2030, 1, 1, tzinfo=UTC)
    assert same_content(draft(session, event, now), seen(session, event))
    event.thai_digits = not event.thai_digits
    session.flush()
    assert not same_content(draft(session, event, now), seen(session, event))


def test_a_draft_takes_as_many_statements_for_thirty_meetings_as_for_one(
    session: Session, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    counts = []
    for number in (1, 30):
        event = factories.event(session, meetings=number)
        for meeting in event.meetings:
            add_item(
                session,
                day_id=meeting.days[0].id,
                plan=ItemPlan(
                    starts=time(9),
                    ends=None,
                    kind=ItemKind.PARALLEL,
                    title_th="แบ่งห้อง",
                    speakers=(SpeakerPlan("ก"),),
                    talks=(TalkPlan(title_th="เรื่อง", speakers=(SpeakerPlan("ข"),)),),
                ),
                actor="system",
                now=NOW,
            )
        session.flush()
        session.expire_all()
        event.organisation  # noqa: B018 (loaded before counting)
        newest_version(session, event.id)
        with statements() as run:
            draft(session, event, LATER)
        counts.append(len(run))
    assert counts[0] == counts[1]
