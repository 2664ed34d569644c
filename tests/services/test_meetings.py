"""Building an event's meetings: their days, numbers, links, and who may be at one together."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import (
    AgendaItem,
    Attendance,
    AuditEntry,
    Event,
    ItemKind,
    Meeting,
    MeetingDay,
    MeetingMode,
    Presence,
)
from eventsys.services.agenda import ItemPlan, add_item
from eventsys.services.errors import DomainError
from eventsys.services.events import (
    DayPlan,
    MeetingPlan,
    add_meeting,
    change_meeting,
    release_link,
    remove_meeting,
    withhold_link,
)
from tests import factories
from tests.factories import NOW

LATER = NOW + timedelta(hours=1)
ACTOR = "user:1"


def days(*dates: date) -> tuple[DayPlan, ...]:
    return tuple(DayPlan(date=day, starts=time(9), ends=time(12)) for day in dates)


def moved(meeting: Meeting, *dates: date | None) -> tuple[DayPlan, ...]:
    """Plan a date for each day that the meeting has; ``None`` leaves the day out."""
    return tuple(
        DayPlan(id=day.id, date=wanted, starts=day.starts, ends=day.ends)
        for day, wanted in zip(meeting.days, dates, strict=True)
        if wanted is not None
    )


def plan(*dates: date, **changes: object) -> MeetingPlan:
    values: dict[str, object] = {
        "title_th": "",
        "title_en": "",
        "mode": MeetingMode.WEBINAR,
        "place_th": "",
        "place_en": "",
        "webinar_url": "",
        "webinar_id": "",
        "webinar_passcode": "",
        "days": days(*dates),
    }
    return MeetingPlan(**(values | changes))  # type: ignore[arg-type]


def save(session: Session, meeting: Meeting, wanted: MeetingPlan, version: int = 0) -> None:
    change_meeting(
        session,
        meeting_id=meeting.id,
        version=version or meeting.row_version,
        plan=wanted,
        actor=ACTOR,
        now=LATER,
    )
    session.flush()
    session.expire_all()


def item(session: Session, day: MeetingDay, title: str) -> None:
    add_item(
        session,
        day_id=day.id,
        plan=ItemPlan(starts=time(9), ends=time(10), kind=ItemKind.LECTURE, title_th=title),
        actor=ACTOR,
        now=NOW,
    )
    session.flush()


def agendas(session: Session, meeting: Meeting) -> dict[date, list[str]]:
    rows = session.execute(
        select(MeetingDay.date, AgendaItem.title_th)
        .outerjoin(AgendaItem)
        .where(MeetingDay.meeting_id == meeting.id)
        .order_by(MeetingDay.date, AgendaItem.position)
    )
    found: dict[date, list[str]] = {}
    for day, title in rows:
        found.setdefault(day, []).extend([title] if title else [])
    return found


def actions(session: Session, event: Event) -> list[str]:
    return list(
        session.scalars(
            select(AuditEntry.action).where(AuditEntry.event_id == event.id).order_by(AuditEntry.id)
        )
    )


@pytest.fixture
def event(session: Session) -> Event:
    """Give an event with one meeting; another one stands beside it."""
    factories.event(session, meetings=3)
    return factories.event(session)


def only_meeting(session: Session, event: Event) -> Meeting:
    return session.scalars(select(Meeting).where(Meeting.event_id == event.id)).one()


def test_meetings_are_numbered_as_they_are_added(session: Session, event: Event) -> None:
    first = only_meeting(session, event)
    second = add_meeting(
        session,
        event_id=event.id,
        plan=plan(date(2027, 3, 1), date(2027, 3, 2), title_th="ครั้งสอง"),
        actor=ACTOR,
        now=LATER,
    )
    assert (first.number, second.number, second.title_th) == (1, 2, "ครั้งสอง")
    assert [day.date for day in second.days] == [date(2027, 3, 1), date(2027, 3, 2)]
    assert second.uid != first.uid
    assert event.updated_at == LATER


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ((), "day_missing"),
        (days(date(2027, 3, 1), date(2027, 3, 1)), "day_twice"),
        ((DayPlan(date=date(2027, 3, 1), starts=time(9), ends=time(9)),), "ends_before_starts"),
    ],
)
def test_days_must_make_sense(
    session: Session, event: Event, wanted: tuple[DayPlan, ...], code: str
) -> None:
    meeting = only_meeting(session, event)
    with pytest.raises(DomainError) as refused:
        add_meeting(session, event_id=event.id, plan=plan(days=wanted), actor=ACTOR, now=LATER)
    assert (refused.value.code, refused.value.field) == (code, "days")
    with pytest.raises(DomainError, match=code):
        save(session, meeting, plan(days=wanted))


FIRST, SECOND, THIRD = date(2027, 3, 1), date(2027, 3, 2), date(2027, 3, 3)


@pytest.fixture
def of_two_days(session: Session, event: Event) -> Meeting:
    """Give a meeting of two days with an agenda each."""
    meeting = only_meeting(session, event)
    save(session, meeting, plan(FIRST, SECOND))
    for day, title in zip(meeting.days, ("วันแรก", "วันที่สอง"), strict=True):
        item(session, day, title)
    session.commit()
    session.expire_all()
    return meeting


@pytest.mark.parametrize(
    "dates",
    [
        (date(2027, 4, 1), date(2027, 4, 2)),
        (SECOND, THIRD),
        (date(2027, 2, 28), FIRST),
        (FIRST, THIRD),
        (FIRST, SECOND),
        (SECOND, FIRST),
        (THIRD, FIRST),
    ],
)
def test_days_keep_their_agendas_when_dates_move(
    session: Session, of_two_days: Meeting, dates: tuple[date, date]
) -> None:
    save(session, of_two_days, plan(days=moved(of_two_days, *dates)))
    assert agendas(session, of_two_days) == {dates[0]: ["วันแรก"], dates[1]: ["วันที่สอง"]}


def test_days_keep_their_agendas_in_whatever_order_they_are_given(
    session: Session, of_two_days: Meeting
) -> None:
    first, second = moved(of_two_days, SECOND, FIRST)
    new = DayPlan(date=date(2027, 2, 28), starts=time(9), ends=time(12))
    save(session, of_two_days, plan(days=(second, new, first)))
    assert agendas(session, of_two_days) == {
        new.date: [],
        FIRST: ["วันที่สอง"],
        SECOND: ["วันแรก"],
    }


def test_a_day_may_be_added_and_an_empty_one_taken_away(session: Session, event: Event) -> None:
    meeting = only_meeting(session, event)
    save(session, meeting, plan(SECOND))
    (kept,) = moved(meeting, SECOND)
    item(session, meeting.days[0], "วันแรก")
    session.expire_all()
    save(session, meeting, plan(days=(*days(FIRST), kept, *days(THIRD))))
    assert agendas(session, meeting) == {FIRST: [], SECOND: ["วันแรก"], THIRD: []}
    save(session, meeting, plan(days=moved(meeting, None, THIRD, None)))
    assert agendas(session, meeting) == {THIRD: ["วันแรก"]}


@pytest.mark.parametrize(
    ("dates", "refused"),
    [((FIRST, None), SECOND), ((None, SECOND), FIRST), ((None, FIRST), FIRST)],
)
def test_a_day_with_an_agenda_is_not_lost_by_taking_it_away(
    session: Session, of_two_days: Meeting, dates: tuple[date | None, ...], refused: date
) -> None:
    with pytest.raises(DomainError) as error:
        save(session, of_two_days, plan(days=moved(of_two_days, *dates)))
    session.rollback()
    assert (error.value.code, error.value.parameters) == ("day_has_items", {"date": refused})
    assert agendas(session, of_two_days) == {FIRST: ["วันแรก"], SECOND: ["วันที่สอง"]}


def test_a_day_of_another_meeting_or_of_none_counts_as_new(
    session: Session, of_two_days: Meeting
) -> None:
    foreign = session.scalars(
        select(MeetingDay).where(MeetingDay.meeting_id != of_two_days.id).limit(1)
    ).one()
    before = (foreign.meeting_id, foreign.date)
    kept = moved(of_two_days, FIRST, SECOND)
    new = tuple(
        DayPlan(id=number, date=date(2027, 6, place), starts=time(9), ends=time(12))
        for place, number in enumerate((foreign.id, 2**31 - 1, kept[0].id), start=1)
    )
    save(session, of_two_days, plan(days=(*kept, *new)))
    assert agendas(session, of_two_days) == {
        FIRST: ["วันแรก"],
        SECOND: ["วันที่สอง"],
        **{day.date: [] for day in new},
    }
    assert (foreign.meeting_id, foreign.date) == before


@pytest.mark.parametrize(
    "theirs",
    [
        {"title_th": "ของเขา"},
        {"days": days(date(2027, 5, 5))},
        {"days": (DayPlan(date=date(2027, 2, 1), starts=time(9), ends=time(16)),)},
        {"days": days(date(2027, 2, 1), date(2027, 5, 5))},
    ],
    ids=["title", "date", "hours", "another day"],
)
def test_of_two_people_at_the_same_meeting_the_second_is_told(
    session: Session, event: Event, theirs: dict[str, object]
) -> None:
    meeting = only_meeting(session, event)
    seen = meeting.row_version
    save(session, meeting, plan(date(2027, 2, 1), **theirs))
    with pytest.raises(DomainError, match="changed_meanwhile"):
        save(session, meeting, plan(date(2027, 2, 1), title_th="ของฉัน"), version=seen)
    session.expire_all()
    assert meeting.title_th == theirs.get("title_th", "")


def test_a_form_of_a_meeting_stays_good_while_its_number_or_link_changes(
    session: Session,
) -> None:
    first, second = factories.event(session, meetings=2).meetings
    second.webinar_url = "https://webinar.example.go.th/j/1"
    session.flush()
    seen = second.row_version
    wanted = plan(title_th="ของฉัน", days=moved(second, second.days[0].date))
    remove_meeting(session, meeting_id=first.id, actor=ACTOR, now=LATER)
    release_link(session, meeting_id=second.id, actor=ACTOR, now=LATER)
    assert (second.number, second.link_released_at) == (1, LATER)
    withhold_link(session, meeting_id=second.id, actor=ACTOR, now=LATER)
    release_link(session, meeting_id=second.id, actor=ACTOR, now=LATER)
    session.flush()
    save(session, second, wanted, version=seen)
    assert (second.number, second.link_released_at, second.title_th) == (1, LATER, "ของฉัน")


def test_after_a_removal_the_later_meetings_move_up(session: Session) -> None:
    event = factories.event(session, meetings=4)
    other = factories.event(session, meetings=2)
    meetings = list(event.meetings)
    for meeting in meetings:
        item(session, meeting.days[0], f"รายการ {meeting.number}")
    remove_meeting(session, meeting_id=meetings[1].id, actor=ACTOR, now=LATER)
    session.flush()
    rows = session.execute(
        select(Meeting.number, Meeting.uid)
        .where(Meeting.event_id == event.id)
        .order_by(Meeting.number)
    )
    assert [(number, uid) for number, uid in rows] == [
        (1, meetings[0].uid),
        (2, meetings[2].uid),
        (3, meetings[3].uid),
    ]
    titles = session.scalars(select(AgendaItem.title_th).order_by(AgendaItem.id)).all()
    assert titles == ["รายการ 1", "รายการ 3", "รายการ 4"]
    assert [meeting.number for meeting in other.meetings] == [1, 2]
    added = add_meeting(session, event_id=event.id, plan=plan(FIRST), actor=ACTOR, now=LATER)
    assert added.number == 4


def test_a_meeting_that_was_attended_stays(session: Session, event: Event) -> None:
    meeting = only_meeting(session, event)
    row = factories.registration(session, event, factories.quota(session, event))
    session.add(
        Attendance(meeting_id=meeting.id, registration_id=row.id, presence=Presence.ATTENDED)
    )
    session.flush()
    with pytest.raises(DomainError) as refused:
        remove_meeting(session, meeting_id=meeting.id, actor=ACTOR, now=LATER)
    assert (refused.value.code, refused.value.parameters) == (
        "meeting_has_attendance",
        {"number": 1},
    )


def test_a_meeting_with_places_of_its_own_stays(session: Session, event: Event) -> None:
    meeting = only_meeting(session, event)
    factories.quota(session, event).meeting_id = meeting.id
    session.flush()
    with pytest.raises(DomainError, match="meeting_has_quotas"):
        remove_meeting(session, meeting_id=meeting.id, actor=ACTOR, now=LATER)


def test_a_link_is_released_once_and_withheld_again(session: Session, event: Event) -> None:
    meeting = only_meeting(session, event)
    with pytest.raises(DomainError) as refused:
        release_link(session, meeting_id=meeting.id, actor=ACTOR, now=NOW)
    assert (refused.value.code, refused.value.field) == ("link_missing", "webinar_url")
    meeting.webinar_url = "https://webinar.example.go.th/j/1"
    session.flush()
    release_link(session, meeting_id=meeting.id, actor=ACTOR, now=NOW)
    release_link(session, meeting_id=meeting.id, actor=ACTOR, now=LATER)
    assert meeting.link_released_at == NOW
    withhold_link(session, meeting_id=meeting.id, actor=ACTOR, now=LATER)
    withhold_link(session, meeting_id=meeting.id, actor=ACTOR, now=LATER)
    session.flush()
    assert meeting.link_released_at is None
    assert actions(session, event)[1:] == ["meeting.release_link", "meeting.withhold_link"]
