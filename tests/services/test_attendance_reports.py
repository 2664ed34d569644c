"""Bringing in reports: who was there and for how long, from all files of a meeting together."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.event import listen, remove
from sqlalchemy.orm import Session

from eventsys.imports.errors import UnreadableReport
from eventsys.models import (
    Attendance,
    AttendanceIdentity,
    AttendanceInterval,
    AttendanceReport,
    AuditEntry,
    Event,
    IdentityRole,
    MatchedBy,
    Meeting,
    MeetingDay,
    Presence,
    Registration,
)
from eventsys.services.attendance import (
    decide,
    import_report,
    remove_report,
)
from eventsys.services.errors import DomainError
from eventsys.services.presence import planned_minutes
from eventsys.services.registrations import cancel
from tests import factories
from tests.factories import NOW
from tests.reports import teams_report, zoom_report


@pytest.fixture
def event(session: Session) -> Event:
    """Give an event of two meetings, three hours each; one beside it has the same people."""
    other = factories.event(session)
    elsewhere = factories.quota(session, other)
    factories.registration(session, other, elsewhere, first_name="สมชาย", last_name="ใจดี")
    return factories.event(session, meetings=2)


@pytest.fixture
def people(session: Session, event: Event) -> dict[str, Registration]:
    """Give three people of Nakhon Pathom."""
    quota = factories.quota(session, event)
    return {
        name: factories.registration(
            session, event, quota, first_name=name, last_name="ใจดี", email=f"{number}@example.go.th"
        )
        for number, name in enumerate(("สมชาย", "สมหญิง", "วิชัย"))
    }


def bring_in(
    session: Session, event: Event, content: bytes, number: int = 1, name: str = "report.csv"
) -> AttendanceReport:
    report = import_report(
        session,
        meeting_id=meeting(session, event, number).id,
        filename=name,
        content=content,
        actor="user:1",
        user_id=None,
        now=NOW,
    )
    session.flush()
    return report


def meeting(session: Session, event: Event, number: int = 1) -> Meeting:
    return session.scalars(
        select(Meeting).where(Meeting.event_id == event.id, Meeting.number == number)
    ).one()


def attended(
    session: Session, event: Event, number: int = 1
) -> dict[str, tuple[str, float | None]]:
    rows = session.execute(
        select(Registration.first_name, Attendance.presence, Attendance.minutes)
        .join(Registration, Registration.id == Attendance.registration_id)
        .where(Attendance.meeting_id == meeting(session, event, number).id)
    )
    return {name: (presence.value, minutes) for name, presence, minutes in rows}


def open_names(session: Session, event: Event) -> dict[str, str | None]:
    rows = session.execute(
        select(AttendanceIdentity.display_name, AttendanceIdentity.reason).where(
            AttendanceIdentity.meeting_id == meeting(session, event).id,
            AttendanceIdentity.role == IdentityRole.ATTENDEE,
            AttendanceIdentity.registration_id.is_(None),
        )
    )
    return {row[0]: row[1] for row in rows}


NAME = "นครปฐม พช. นาย{}"
MORNING = zoom_report(
    [
        (NAME.format("สมชาย"), "", "09:00", "10:00"),
        ("iPad", "0@example.go.th", "09:30", "10:30"),
        (NAME.format("สมหญิง"), "", "09:00", "09:20"),
        ("ใครไม่รู้", "", "09:00", "12:00"),
    ]
)
LATER_FILE = zoom_report(
    [
        (NAME.format("สมชาย"), "", "10:15", "11:00"),
        (NAME.format("วิชัย"), "", "09:00", "10:30"),
    ],
    topic="SDG 2",
)


def test_people_are_matched_by_name_and_address_and_their_times_are_united(
    session: Session, event: Event, people: dict[str, Registration]
) -> None:
    report = bring_in(session, event, MORNING)
    assert attended(session, event) == {"สมชาย": ("attended", 90.0), "สมหญิง": ("partly", 20.0)}
    assert list(open_names(session, event)) == ["ใครไม่รู้"]
    ways = session.execute(
        select(AttendanceIdentity.display_name, AttendanceIdentity.matched_by).where(
            AttendanceIdentity.registration_id == people["สมชาย"].id
        )
    )
    assert {row[0]: row[1] for row in ways} == {
        NAME.format("สมชาย"): MatchedBy.DISPLAY_NAME,
        "iPad": MatchedBy.EMAIL,
    }
    assert (report.filename, report.content, report.rejected, report.source) == (
        "report.csv",
        MORNING,
        [],
        "zoom_webinar",
    )
    assert report.facts == {
        "topic": "SDG",
        "id": "912 3456 7890",
        "start": "2027-02-01T09:00:00",
        "minutes": 180.0,
        "rows": 5,
    }
    row = session.scalars(
        select(Attendance).where(Attendance.registration_id == people["สมชาย"].id)
    ).one()
    assert row.first_join is not None
    assert row.last_leave is not None
    assert (row.last_leave - row.first_join, row.first_join.isoformat()) == (
        timedelta(minutes=90),
        "2027-02-01T02:00:00+00:00",
    )
    entry = session.scalars(
        select(AuditEntry).where(AuditEntry.action == "attendance.import")
    ).one()
    assert entry.payload is not None
    assert entry.payload.data == {"report": report.id, "rows": 5}


def counts(session: Session) -> list[int]:
    session.flush()
    return [
        session.scalars(select(func.count()).select_from(model)).one()
        for model in (AttendanceReport, AttendanceIdentity, AttendanceInterval, Attendance)
    ]


def test_the_same_file_again_changes_nothing(
    session: Session, event: Event, people: dict[str, Registration]
) -> None:
    assert people
    bring_in(session, event, MORNING)
    before = (counts(session), attended(session, event))
    with pytest.raises(DomainError) as refused:
        bring_in(session, event, MORNING, name="another name.csv")
    assert (refused.value.code, refused.value.field) == ("report_known", "report")
    assert (counts(session), attended(session, event)) == before
    # another meeting may have it
    bring_in(session, event, MORNING, number=2)
    assert attended(session, event, 2) == attended(session, event)


def test_two_files_that_overlap_count_once(
    session: Session, event: Event, people: dict[str, Registration]
) -> None:
    assert people
    bring_in(session, event, MORNING)
    bring_in(session, event, LATER_FILE)
    assert attended(session, event) == {
        "สมชาย": ("attended", 120.0),
        "สมหญิง": ("partly", 20.0),
        "วิชัย": ("attended", 90.0),
    }


def test_the_order_of_the_files_makes_no_difference(
    session: Session, event: Event, people: dict[str, Registration]
) -> None:
    assert people
    for number, files in ((1, (MORNING, LATER_FILE)), (2, (LATER_FILE, MORNING))):
        for content in files:
            bring_in(session, event, content, number)
    assert attended(session, event, 1) == attended(session, event, 2)


def test_what_a_removed_file_told_is_forgotten_and_nothing_else(
    session: Session, event: Event, people: dict[str, Registration]
) -> None:
    assert people
    first = bring_in(session, event, MORNING)
    alone = (counts(session), attended(session, event), open_names(session, event))
    second = bring_in(session, event, LATER_FILE)
    remove_report(session, report_id=second.id, actor="user:1", now=NOW)
    assert (counts(session), attended(session, event), open_names(session, event)) == alone
    remove_report(session, report_id=first.id, actor="user:1", now=NOW)
    assert (counts(session), attended(session, event)) == ([0, 0, 0, 0], {})
    # and it may come again
    bring_in(session, event, MORNING)
    assert attended(session, event) == alone[1]


def test_a_file_that_is_no_report_leaves_nothing(session: Session, event: Event) -> None:
    with pytest.raises(UnreadableReport):
        bring_in(session, event, b"a,b\n1,2\n")
    assert counts(session) == [0, 0, 0, 0]


def test_the_cancelled_are_not_looked_for(
    session: Session, event: Event, people: dict[str, Registration]
) -> None:
    cancel(session, registration_id=people["สมหญิง"].id, actor="system", now=NOW)
    session.flush()
    bring_in(session, event, MORNING)
    assert attended(session, event) == {"สมชาย": ("attended", 90.0)}
    assert sorted(open_names(session, event)) == sorted([NAME.format("สมหญิง"), "ใครไม่รู้"])


@pytest.mark.parametrize(
    ("least", "expected"), [(None, "attended"), (91, "partly"), (90, "attended")]
)
def test_the_event_says_how_many_minutes_count(
    session: Session,
    event: Event,
    people: dict[str, Registration],
    least: int | None,
    expected: str,
) -> None:
    assert people
    event.least_minutes = least
    session.flush()
    bring_in(session, event, MORNING)
    assert attended(session, event)["สมชาย"] == (expected, 90.0)


def test_the_length_of_a_meeting_is_that_of_all_its_days(session: Session, event: Event) -> None:
    found = meeting(session, event)
    day = found.days[0]
    found.days.append(
        MeetingDay(date=date(2027, 2, 2), starts=day.starts, ends=day.ends.replace(minute=30))
    )
    assert planned_minutes(found) == 180 + 210


def test_times_with_gaps_are_no_interval(
    session: Session, event: Event, people: dict[str, Registration]
) -> None:
    assert people
    bring_in(session, event, teams_report(NAME.format("สมชาย"), 45))
    assert attended(session, event) == {"สมชาย": ("partly", 45.0)}
    assert counts(session)[2] == 0


def test_intervals_are_cleared_without_naming_each_person(
    session: Session, event: Event, people: dict[str, Registration]
) -> None:
    # a report may hold more names than a statement may hold parameters
    assert people
    widest = 0

    def note(_c: object, _k: object, statement: str, parameters: object, *_rest: object) -> None:
        nonlocal widest
        if statement.startswith("DELETE"):
            widest = max(widest, len(parameters))  # type: ignore[arg-type]

    connection = session.connection()
    listen(connection, "before_cursor_execute", note)
    bring_in(session, event, MORNING)
    remove(connection, "before_cursor_execute", note)
    assert widest == 1


# --- decisions of people -----------------------------------------------------------------------


def identity(session: Session, event: Event, name: str, number: int = 1) -> AttendanceIdentity:
    return session.scalars(
        select(AttendanceIdentity).where(
            AttendanceIdentity.meeting_id == meeting(session, event, number).id,
            AttendanceIdentity.display_name == name,
        )
    ).one()


def take(session: Session, found: AttendanceIdentity, row: Registration | None) -> None:
    decide(
        session,
        identity_id=found.id,
        registration_id=row.id if row else None,
        actor="user:1",
        user_id=None,
        now=NOW,
    )
    session.flush()


def test_a_decision_counts_and_stays_when_more_files_come(
    session: Session, event: Event, people: dict[str, Registration]
) -> None:
    bring_in(session, event, MORNING)
    found = identity(session, event, "ใครไม่รู้")
    take(session, found, people["วิชัย"])
    assert attended(session, event)["วิชัย"] == ("attended", 180.0)
    assert (found.matched_by, found.decided_at) == (MatchedBy.PERSON, NOW)
    bring_in(session, event, LATER_FILE)
    assert attended(session, event)["วิชัย"] == ("attended", 180.0)
    assert open_names(session, event) == {}


def test_a_decision_can_be_taken_back(
    session: Session, event: Event, people: dict[str, Registration]
) -> None:
    bring_in(session, event, MORNING)
    before = (attended(session, event), open_names(session, event))
    found = identity(session, event, "ใครไม่รู้")
    take(session, found, people["วิชัย"])
    take(session, found, None)
    assert (attended(session, event), open_names(session, event)) == before
    assert (found.registration_id, found.matched_by, found.decided_at) == (None, None, None)


def test_only_somebody_active_in_the_event_can_be_meant(
    session: Session, event: Event, people: dict[str, Registration]
) -> None:
    bring_in(session, event, MORNING)
    found = identity(session, event, "ใครไม่รู้")
    cancel(session, registration_id=people["วิชัย"].id, actor="system", now=NOW)
    session.flush()
    foreign = session.scalars(select(Registration).where(Registration.event_id != event.id)).one()
    for row in (people["วิชัย"], foreign):
        with pytest.raises(DomainError, match="registration_unknown"):
            take(session, found, row)
    assert found.registration_id is None


def test_nobody_is_absent_and_present_at_once(
    session: Session, event: Event, people: dict[str, Registration]
) -> None:
    assert people
    bring_in(session, event, MORNING)
    assert Presence.ABSENT not in session.scalars(select(Attendance.presence)).all()
