"""An event's own agencies and marks, and registrations that follow them on request."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import (
    AuditEntry,
    Event,
    EventAgency,
    Job,
    NamesakeMark,
    Quota,
    Registration,
)
from eventsys.queries.conventions import agencies_of, conventions_of
from eventsys.queries.naming import naming_state
from eventsys.rules.display_names import check
from eventsys.services.display_names import follow_convention, names_to_follow
from eventsys.services.errors import DomainError
from eventsys.services.naming import (
    MOST_AGENCIES,
    AgencyPlan,
    NamingRules,
    add_agency,
    change_agency,
    change_naming,
    remove_agency,
)
from eventsys.services.registrations import cancel
from tests import factories
from tests.factories import NOW

ACTOR = "user:1"


@pytest.fixture
def event(session: Session) -> Event:
    """Give an event; one beside it has people of the same agencies."""
    other = factories.event(session)
    elsewhere = factories.quota(session, other)
    factories.registration(session, other, elsewhere, agency="มูลนิธิตัวอย่าง")
    return factories.event(session, other.organisation)


@pytest.fixture
def quota(session: Session, event: Event) -> Quota:
    """Give the places of Nakhon Pathom."""
    return factories.quota(session, event)


def add(session: Session, event: Event, abbr: str, *aliases: str, **names: str) -> EventAgency:
    plan = AgencyPlan(abbr=abbr, aliases=aliases, **names)
    row = add_agency(session, event_id=event.id, plan=plan, actor=ACTOR, now=NOW)
    session.flush()
    return row


def follow(session: Session, event: Event) -> list[tuple[str, str]]:
    changes = follow_convention(session, event_id=event.id, actor=ACTOR, now=NOW)
    return [(each.agency, each.display_name) for each in changes]


def person(session: Session, event: Event, quota: Quota, **typed: str) -> Registration:
    return factories.registration(session, event, quota, now=NOW, form_key=None, **typed)


def names(session: Session, event: Event) -> list[str]:
    return list(
        session.scalars(
            select(Registration.display_name)
            .where(Registration.event_id == event.id)
            .order_by(Registration.id)
        )
    )


def mails(session: Session) -> list[int | None]:
    return list(
        session.scalars(
            select(Job.registration_id)
            .where(Job.kind == "mail.registration_changed")
            .order_by(Job.id)
        )
    )


# --- agencies of an event ----------------------------------------------------------------------


def test_an_agency_of_the_event_is_known_to_its_form_and_checks_only(
    session: Session, event: Event, quota: Quota
) -> None:
    add(session, event, "มตย.", "มูลนิธิตัวอย่าง", name_en="Example Foundation")
    row = person(session, event, quota, first_name="มั่งมั่ง", agency="example  foundation")
    assert (row.agency, row.display_name) == ("มตย.", "นครปฐม มตย. นายมั่งมั่ง")
    conventions = conventions_of(session, event)
    assert check("นครปฐม มูลนิธิตัวอย่าง นายมั่งมั่ง", conventions).suggestion == row.display_name
    assert check(row.display_name, conventions).problems == ()
    stranger = factories.event(session)
    assert agencies_of(session, stranger.id) == ()


def test_an_agency_stands_there_once_and_gains_the_names_given_again(
    session: Session, event: Event
) -> None:
    first = add(session, event, "มตย.", "มูลนิธิตัวอย่าง")
    again = add(session, event, " มตย ", "มูลนิธิ ตัวอย่าง", "กลุ่มตัวอย่าง")
    assert (again.id, again.abbr) == (first.id, "มตย.")
    assert again.aliases == ["มูลนิธิตัวอย่าง", "กลุ่มตัวอย่าง"]


def test_names_added_to_an_agency_of_the_table_lead_to_its_abbreviation(
    session: Session, event: Event, quota: Quota
) -> None:
    known = add(session, event, "พช", "งานพัฒนาชุมชนบ้านเรา")
    assert known.abbr == "พช."
    row = person(session, event, quota, agency="งานพัฒนาชุมชน บ้านเรา")
    assert row.agency == "พช."


@pytest.mark.parametrize("abbr", ["", " ", "123", "★"])
def test_an_agency_without_a_letter_is_refused(session: Session, event: Event, abbr: str) -> None:
    with pytest.raises(DomainError) as refused:
        add(session, event, abbr)
    assert (refused.value.code, refused.value.field) == ("agency_form", "abbr")


def test_no_event_has_agencies_without_end(session: Session, event: Event) -> None:
    session.add_all(
        EventAgency(
            event_id=event.id, abbr=f"ก{number}", name_key=f"ก{number}", aliases=[], created_at=NOW
        )
        for number in range(MOST_AGENCIES)
    )
    session.flush()
    with pytest.raises(DomainError, match="agency_too_many"):
        add(session, event, "มตย.")


def test_an_agency_is_changed_and_removed_and_the_audit_keeps_what_it_was(
    session: Session, event: Event
) -> None:
    row = add(session, event, "มตย.", "มูลนิธิตัวอย่าง")
    add(session, event, "สตย.")
    plan = AgencyPlan(abbr="มตอ.", name_th="มูลนิธิตัวอย่าง", aliases=("มตย.", "", "มตอ"))
    changed = change_agency(
        session, event_id=event.id, agency_id=row.id, plan=plan, actor=ACTOR, now=NOW
    )
    assert (changed.abbr, changed.aliases) == ("มตอ.", ["มตย."])
    with pytest.raises(DomainError, match="agency_known"):
        change_agency(
            session,
            event_id=event.id,
            agency_id=row.id,
            plan=AgencyPlan(abbr="สตย"),
            actor=ACTOR,
            now=NOW,
        )
    remove_agency(session, event_id=event.id, agency_id=row.id, actor=ACTOR, now=NOW)
    session.flush()
    assert [each.abbr for each in agencies_of(session, event.id)] == ["สตย."]
    entries = session.scalars(
        select(AuditEntry)
        .where(AuditEntry.subject_type == "event_agency", AuditEntry.subject_id == row.id)
        .order_by(AuditEntry.id)
    ).all()
    kept = [(each.action, each.payload.data["abbr"]) for each in entries if each.payload]  # type: ignore[index]
    assert kept == [
        ("event_agency.create", "มตย."),
        ("event_agency.change", "มตย."),
        ("event_agency.remove", "มตอ."),
    ]


# --- what people typed -------------------------------------------------------------------------


def test_unknown_agencies_are_counted_however_spelt_the_most_typed_first(
    session: Session, event: Event, quota: Quota
) -> None:
    for agency in ("มูลนิธิ รักษ์ป่า", "มูลนิธิรักษ์ป่า", "มูลนิธิรักษ์ป่า", "กลุ่ม ก", "พช.", "มตย."):
        person(session, event, quota, agency=agency)
    gone = person(session, event, quota, agency="กลุ่ม ข")
    cancel(session, registration_id=gone.id, actor=ACTOR, now=NOW)
    add(session, event, "มตย.")
    state = naming_state(session, event)
    assert [(each.text, each.spellings, each.people) for each in state.typed] == [
        ("มูลนิธิรักษ์ป่า", ("มูลนิธิรักษ์ป่า", "มูลนิธิ รักษ์ป่า"), 3),
        ("กลุ่ม ก", ("กลุ่ม ก",), 1),
    ]
    assert (state.behind, [row.abbr for row in state.agencies]) == (0, ["มตย."])


# --- registrations that follow -----------------------------------------------------------------


def test_registrations_follow_a_new_agency_on_request_and_are_told(
    session: Session, event: Event, quota: Quota
) -> None:
    known = person(session, event, quota, first_name="หนึ่ง", agency="พช.")
    typed = person(session, event, quota, first_name="สอง", agency="มูลนิธิรักษ์ป่า")
    silent = person(
        session, event, quota, first_name="สาม", agency="มูลนิธิ รักษ์ป่า", email="", phone="08 1234 5678"
    )
    add(session, event, "มรป.", "มูลนิธิรักษ์ป่า")
    assert naming_state(session, event).behind == 2
    assert names(session, event)[1] == "นครปฐม มูลนิธิรักษ์ป่า นายสอง"
    assert follow(session, event) == [
        ("มรป.", "นครปฐม มรป. นายสอง"),
        ("มรป.", "นครปฐม มรป. นายสาม"),
    ]
    session.flush()
    assert names(session, event) == [known.display_name, "นครปฐม มรป. นายสอง", "นครปฐม มรป. นายสาม"]
    assert mails(session) == [typed.id]
    assert silent.name_key.endswith("มรป")
    assert follow(session, event) == []
    assert naming_state(session, event).behind == 0


def test_two_who_get_one_name_are_told_apart_by_the_mark_of_the_event(
    session: Session, event: Event, quota: Quota
) -> None:
    who = {"first_name": "มั่งมั่ง"}
    person(session, event, quota, last_name="ขาวดี", agency="มรป.", **who)
    person(session, event, quota, last_name="งามดี", agency="มูลนิธิรักษ์ป่า", **who)
    person(session, event, quota, last_name="งามมาก", agency="รักษ์ป่า", **who)
    add(session, event, "มรป.", "มูลนิธิรักษ์ป่า", "รักษ์ป่า")
    follow(session, event)
    assert names(session, event) == [
        "นครปฐม มรป. นายมั่งมั่ง",
        "นครปฐม มรป. นายมั่งมั่ง ง.",
        "นครปฐม มรป. นายมั่งมั่ง 2",
    ]


def test_one_person_under_two_spellings_stays_twice_and_is_pointed_out(
    session: Session, event: Event, quota: Quota
) -> None:
    who = {"first_name": "มั่งมั่ง", "last_name": "ขาวดี"}
    first = person(session, event, quota, agency="มรป.", **who)
    second = person(session, event, quota, agency="มูลนิธิรักษ์ป่า", **who)
    add(session, event, "มรป.", "มูลนิธิรักษ์ป่า")
    preview = names_to_follow(session, event)
    assert [(each.registration.id, each.perhaps_twice) for each in preview] == [(second.id, True)]
    follow(session, event)
    assert first.name_key == second.name_key
    assert (first.name_tie, second.name_tie) == (0, 1)


def test_another_kind_of_mark_reaches_those_who_have_one(
    session: Session, event: Event, quota: Quota
) -> None:
    for last_name in ("ขาวดี", "งามดี", "งามมาก"):
        person(session, event, quota, first_name="มั่งมั่ง", last_name=last_name)
    before = names(session, event)
    assert before == [
        "นครปฐม พช. นายมั่งมั่ง",
        "นครปฐม พช. นายมั่งมั่ง ง.",
        "นครปฐม พช. นายมั่งมั่ง 2",
    ]
    rules = NamingRules(
        allow_surname=True, allow_missing_title=False, namesake_mark=NamesakeMark.NUMBER
    )
    change_naming(
        session, event_id=event.id, version=event.row_version, rules=rules, actor=ACTOR, now=NOW
    )
    session.flush()
    assert names(session, event) == before
    assert naming_state(session, event).behind == 1
    assert follow(session, event) == [("พช.", "นครปฐม พช. นายมั่งมั่ง 3")]


def test_rules_that_somebody_else_changed_meanwhile_are_not_overwritten(
    session: Session, event: Event
) -> None:
    rules = NamingRules(
        allow_surname=True, allow_missing_title=True, namesake_mark=NamesakeMark.INITIAL
    )
    version = event.row_version
    change_naming(session, event_id=event.id, version=version, rules=rules, actor=ACTOR, now=NOW)
    with pytest.raises(DomainError, match="changed_meanwhile"):
        change_naming(
            session, event_id=event.id, version=version, rules=rules, actor=ACTOR, now=NOW
        )


# --- names that are made -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "first_name", "display_name"),
    [
        ({"title": "นาย", "first_name": "นายมั่งมั่ง"}, "มั่งมั่ง", "นครปฐม พช. นายมั่งมั่ง"),
        ({"title": "น.ส.", "first_name": "นางสาว จริงใจ"}, "จริงใจ", "นครปฐม พช. นางสาวจริงใจ"),
        ({"title": "นาย", "first_name": "นายก"}, "นายก", "นครปฐม พช. นายนายก"),
        ({"title": "นาง", "first_name": "นายิกา"}, "นายิกา", "นครปฐม พช. นางนายิกา"),
        ({"title": "ดร.", "first_name": "ดรุณี"}, "ดรุณี", "นครปฐม พช. ดร.ดรุณี"),
        ({"title": "นาย", "first_name": "ก้อง★"}, "ก้อง★", "นครปฐม พช. นายก้อง"),
        (
            {"title": "นาย", "first_name": "ก้อง", "agency": "ทีม ★ ดาว"},
            "ก้อง",
            "นครปฐม ทีม ดาว นายก้อง",
        ),
    ],
)
def test_what_people_type_too_much_does_not_reach_the_display_name(
    session: Session,
    event: Event,
    quota: Quota,
    typed: dict[str, str],
    first_name: str,
    display_name: str,
) -> None:
    row = person(session, event, quota, **typed)
    assert (row.first_name, row.display_name) == (first_name, display_name)
    assert check(row.display_name).problems == ()


@pytest.mark.parametrize(
    ("typed", "names_made"),
    [
        (
            {"first_name": "สมชาย2"},
            ["นครปฐม พช. นายสมชาย", "นครปฐม พช. นายสมชาย ต.", "นครปฐม พช. นายสมชาย 2"],
        ),
        (
            {"first_name": "สมชาย", "agency": "พช. นายเอก"},
            [
                "นครปฐม พช. นายเอก นายสมชาย",
                "นครปฐม พช. นายเอก นายสมชาย ต.",
                "นครปฐม พช. นายเอก นายสมชาย 2",
            ],
        ),
    ],
)
def test_what_reads_as_somebody_else_keeps_its_own_name_and_namesakes_their_marks(
    session: Session, event: Event, quota: Quota, typed: dict[str, str], names_made: list[str]
) -> None:
    for last_name in ("ตัวอย่าง", "ตัวเลข", "ตัวหนังสือ"):
        person(session, event, quota, last_name=last_name, **typed)
    assert names(session, event) == names_made
    add(session, event, "กตย.")
    assert follow(session, event) == []


def test_the_hundredth_namesake_has_a_name_too(
    session: Session, event: Event, quota: Quota
) -> None:
    for number in range(103):
        person(session, event, quota, first_name="สมชาย", last_name=f"ก{'ข' * number}")
    made = names(session, event)
    assert len(set(made)) == len(made) == 103
    assert made[-1] == "นครปฐม พช. นายสมชาย 102"
