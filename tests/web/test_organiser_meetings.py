"""Adding, changing and removing meetings, and releasing their links."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, time

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import Event, ItemKind, Meeting, MeetingDay, User
from eventsys.services.agenda import ItemPlan, add_item, remove_item
from tests import factories
from tests.web.pages import Page, words

SignIn = Callable[[User], FlaskClient]
Statements = Callable[[], AbstractContextManager[list[str]]]

LINK = "https://zoom.example.com/j/123"


def organiser(
    session: Session, sign_in: SignIn, *, meetings: int = 1
) -> tuple[Event, FlaskClient, str]:
    event = factories.event(session, meetings=meetings)
    person = factories.user(session, event.organisation)
    session.commit()
    return event, sign_in(person), f"/o/e/{event.slug}/meetings"


def meetings_of(session: Session, event: Event) -> list[Meeting]:
    session.expire_all()
    return list(
        session.scalars(
            select(Meeting).where(Meeting.event_id == event.id).order_by(Meeting.number)
        )
    )


def test_a_meeting_of_two_days_is_added_last_and_empty_rows_do_not_count(
    session: Session, sign_in: SignIn
) -> None:
    event, client, address = organiser(session, sign_in)
    data = {
        "mode": "hybrid",
        "place_th": "ห้องประชุม 1",
        "days-0-date": "18 กุมภาพันธ์ 2570",
        "days-0-starts": "9",
        "days-0-ends": "๑๒.๐๐ น.",
        "days-1-date": "",
        "days-1-starts": "",
        "days-1-ends": "",
        "days-2-date": "19/2/2570",
        "days-2-starts": "09.00",
        "days-2-ends": "16:30",
    }
    data = Page(client.get(f"{address}/new")).values() | data
    answer = client.post(f"{address}/new", data=data)
    assert (answer.status_code, answer.location) == (303, f"{address}#meeting-2")
    meeting = meetings_of(session, event)[1]
    assert (meeting.number, meeting.mode, meeting.place_th) == (2, "hybrid", "ห้องประชุม 1")
    assert [(day.date, day.starts, day.ends) for day in meeting.days] == [
        (date(2027, 2, 18), time(9), time(12)),
        (date(2027, 2, 19), time(9), time(16, 30)),
    ]


def test_buttons_add_and_remove_days_without_a_script_and_nothing_is_saved(
    session: Session, sign_in: SignIn
) -> None:
    event, client, address = organiser(session, sign_in)
    data = {
        "place_th": "พิมพ์ไว้",
        "days-0-date": "อ่านไม่ออก",
        "days-1-date": "19 ก.พ. 2570",
        "days-1-starts": "09.00",
    }
    page = Page(client.post(f"{address}/new", data={**data, "rows": "days:add"}))
    assert [page.value(f"days-{row}-date") for row in range(3)] == ["อ่านไม่ออก", "19 ก.พ. 2570", ""]
    assert (page.value("place_th"), page.errors()) == ("พิมพ์ไว้", {})
    page = Page(client.post(f"{address}/new", data={**data, "rows": "days:remove:0"}))
    assert page.value("days-0-date") == "19 ก.พ. 2570"
    assert page.value("days-0-starts") == "09.00"
    assert page.all("input", name="days-1-date") == []
    assert len(meetings_of(session, event)) == 1


def test_the_enter_key_saves_and_presses_no_row_button(session: Session, sign_in: SignIn) -> None:
    _, client, address = organiser(session, sign_in)
    page = Page(client.get(f"{address}/new"))
    assert next(page.one("main").iter("button")).get("name") is None


def test_wrong_days_are_refused_at_their_fields(session: Session, sign_in: SignIn) -> None:
    event, client, address = organiser(session, sign_in)
    data = {
        "mode": "webinar",
        "webinar_url": "zoom.example.com/j/1",
        "days-0-date": "30 กุมภาพันธ์ 2570",
        "days-0-starts": "09.00",
        "days-0-ends": "08.00",
        "days-1-date": "1 มีนาคม 2570",
        "days-1-starts": "",
        "days-1-ends": "12.00",
    }
    page = Page(client.post(f"{address}/new", data=data))
    assert page.errors() == {
        "days-0-date": "อ่านวันที่นี้ไม่ได้ ใส่ เช่น 18 ก.พ. 2570 หรือ 18/2/2570",
        "days-0-ends": "เวลาสิ้นสุดต้องอยู่หลังเวลาเริ่ม",
        "days-1-starts": "ใส่เวลาเริ่ม",
        "webinar_url": "คัดลอกลิงก์มาทั้งหมด ลิงก์ต้องขึ้นต้นด้วย https://",
    }
    assert {name: page.value(name) for name in data} == data
    assert len(meetings_of(session, event)) == 1


def test_a_meeting_needs_a_day_and_each_day_once(session: Session, sign_in: SignIn) -> None:
    _, client, address = organiser(session, sign_in)
    page = Page(client.post(f"{address}/new", data={"mode": "room"}))
    assert "ใส่วันประชุมอย่างน้อยหนึ่งวัน" in page.texts("div", "field-error")
    day = {"date": "1 มี.ค. 2570", "starts": "09.00", "ends": "12.00"}
    twice = {f"days-{row}-{name}": value for row in (0, 1) for name, value in day.items()}
    page = Page(client.post(f"{address}/new", data={"mode": "room", **twice}))
    assert page.texts("div", "field-error") == ["มีวันซ้ำกัน ใส่แต่ละวันครั้งเดียว"]


def test_more_days_than_fit_are_refused_with_everything_kept(
    session: Session, sign_in: SignIn
) -> None:
    event, client, address = organiser(session, sign_in)
    data = {"mode": "room"}
    for row in range(32):
        data[f"days-{row}-date"] = f"{row + 1} มี.ค. 2570" if row < 31 else "1 เม.ย. 2570"
        data[f"days-{row}-starts"] = "09.00"
        data[f"days-{row}-ends"] = "12.00"
    page = Page(client.post(f"{address}/new", data=data))
    sentence = "ใส่ได้ไม่เกิน 31 วันต่อครั้ง ตอนนี้มี 32 วัน ย้ายวันที่เกินไปเป็นการประชุมครั้งใหม่"
    assert page.texts("div", "field-error") == [sentence]
    assert {name: page.value(name) for name in data} == data
    assert len(meetings_of(session, event)) == 1
    # an empty row does not count
    data["days-31-date"] = data["days-31-starts"] = data["days-31-ends"] = ""
    assert client.post(f"{address}/new", data=data).status_code == 303
    assert len(meetings_of(session, event)[1].days) == 31


def of_two_days(session: Session, event: Event) -> Meeting:
    """Give the event's meeting a second day; each day has an agenda."""
    (meeting,) = meetings_of(session, event)
    meeting.days.append(MeetingDay(date=date(2027, 2, 2), starts=time(9), ends=time(12)))
    session.flush()
    for day, title in zip(meeting.days, ("วันแรก", "วันที่สอง"), strict=True):
        plan = ItemPlan(starts=time(9), ends=None, kind=ItemKind.OPENING, title_th=title)
        add_item(session, day_id=day.id, plan=plan, actor="system", now=factories.NOW)
    session.commit()
    return meeting


def agendas(session: Session, event: Event) -> list[tuple[date, list[str]]]:
    (meeting,) = meetings_of(session, event)
    return [(day.date, [item.title_th for item in day.items]) for day in meeting.days]


def test_a_day_whose_row_is_taken_out_loses_no_agenda_to_another_day(
    session: Session, sign_in: SignIn
) -> None:
    event, client, address = organiser(session, sign_in)
    of_two_days(session, event)
    data = Page(client.get(f"{address}/1")).values()
    page = Page(client.post(f"{address}/1", data={**data, "rows": "days:remove:0"}))
    assert page.value("days-0-date") == "2 ก.พ. 2570"
    page = Page(client.post(f"{address}/1", data=page.values()))
    assert page.texts("div", "field-error") == [
        "วันที่ 1 กุมภาพันธ์ 2570 มีกำหนดการอยู่ ย้ายหรือลบรายการของวันนั้นก่อน จึงจะเอาวันออกได้"
    ]
    (meeting,) = meetings_of(session, event)
    for item in meeting.days[0].items:
        remove_item(session, item_id=item.id, actor="system", now=factories.NOW)
    session.commit()
    assert client.post(f"{address}/1", data=page.values()).status_code == 303
    assert agendas(session, event) == [(date(2027, 2, 2), ["วันที่สอง"])]


def test_two_days_change_places_with_their_agendas(session: Session, sign_in: SignIn) -> None:
    event, client, address = organiser(session, sign_in)
    of_two_days(session, event)
    data = Page(client.get(f"{address}/1")).values()
    data |= {"days-0-date": data["days-1-date"], "days-1-date": data["days-0-date"]}
    assert client.post(f"{address}/1", data=data).status_code == 303
    assert agendas(session, event) == [
        (date(2027, 2, 1), ["วันที่สอง"]),
        (date(2027, 2, 2), ["วันแรก"]),
    ]


@pytest.mark.parametrize("number", ["", "x", "-1", "๑", "999999999", "99999999999999999999"])
def test_a_day_with_a_number_that_is_not_its_own_counts_as_new(
    session: Session, sign_in: SignIn, number: str
) -> None:
    event, client, address = organiser(session, sign_in)
    meeting = of_two_days(session, event)
    before = agendas(session, event)
    data = Page(client.get(f"{address}/1")).values()
    assert data["days-0-id"] == str(meeting.days[0].id)
    page = Page(client.post(f"{address}/1", data={**data, "days-0-id": number}))
    assert page.texts("div", "field-error") == [
        "วันที่ 1 กุมภาพันธ์ 2570 มีกำหนดการอยู่ ย้ายหรือลบรายการของวันนั้นก่อน จึงจะเอาวันออกได้"
    ]
    assert agendas(session, event) == before


def test_a_changed_meeting_keeps_its_agenda_when_its_day_moves(
    session: Session, sign_in: SignIn
) -> None:
    event, client, address = organiser(session, sign_in)
    (meeting,) = meetings_of(session, event)
    add_item(
        session,
        day_id=meeting.days[0].id,
        plan=ItemPlan(starts=time(9), ends=None, kind=ItemKind.OPENING, title_th="เปิด"),
        actor="system",
        now=factories.NOW,
    )
    session.commit()
    data = Page(client.get(f"{address}/1")).values()
    assert data["days-0-date"] == "1 ก.พ. 2570"
    assert (
        client.post(f"{address}/1", data={**data, "days-0-date": "2 ก.พ. 2570"}).status_code == 303
    )
    (meeting,) = meetings_of(session, event)
    assert [(day.date, [item.title_th for item in day.items]) for day in meeting.days] == [
        (date(2027, 2, 2), ["เปิด"])
    ]


def test_a_meeting_that_somebody_changed_meanwhile_keeps_what_was_typed(
    session: Session, sign_in: SignIn
) -> None:
    event, client, address = organiser(session, sign_in)
    data = Page(client.get(f"{address}/1")).values()
    client.post(f"{address}/1", data={**data, "days-0-ends": "16.00"})
    page = Page(client.post(f"{address}/1", data={**data, "place_th": "ห้องของฉัน"}))
    stored = page.one("div", "notice-warning")
    assert [words(each) for each in stored.iter("dt")] == ["วันประชุม", "สถานที่"]
    assert [words(each) for each in stored.iter("dd")] == ["1 ก.พ. 2570 09.00 16.00", "–"]
    assert page.value("place_th") == "ห้องของฉัน"
    assert client.post(f"{address}/1", data=page.values()).status_code == 303
    (meeting,) = meetings_of(session, event)
    assert (meeting.place_th, meeting.days[0].ends) == ("ห้องของฉัน", time(12))


def test_a_form_of_a_meeting_whose_number_moved_changes_no_other(
    session: Session, sign_in: SignIn
) -> None:
    event, client, address = organiser(session, sign_in, meetings=2)
    second = Page(client.get(f"{address}/2")).values()
    first = Page(client.get(f"{address}/1/remove")).values()
    assert client.post(f"{address}/1/remove", data=first).status_code == 303
    (left,) = meetings_of(session, event)
    assert (left.number, left.uid) == (1, second["uid"])
    # the page to remove the first was open in another window
    assert client.post(f"{address}/1/remove", data=first).status_code == 409
    assert client.post(f"{address}/1", data={**second, "uid": first["uid"]}).status_code == 409
    assert [each.id for each in meetings_of(session, event)] == [left.id]


def test_a_meeting_is_removed_only_after_a_page_that_says_what_goes(
    session: Session, sign_in: SignIn
) -> None:
    event, client, address = organiser(session, sign_in)
    page = Page(client.get(f"{address}/1/remove"))
    assert page.texts("li")[-1] == "วันจันทร์ที่ 1 กุมภาพันธ์ 2570 – กำหนดการ 0 รายการ"
    assert len(meetings_of(session, event)) == 1
    assert client.post(f"{address}/1/remove", data=page.values()).status_code == 303
    assert meetings_of(session, event) == []


def test_a_link_is_released_and_withheld(session: Session, sign_in: SignIn) -> None:
    event, client, address = organiser(session, sign_in, meetings=2)
    page = Page(client.post(f"{address}/2/release", follow_redirects=True))
    assert page.notices() == ["ยังไม่มีลิงก์ประชุม ใส่ลิงก์ในข้อมูลการประชุมก่อนจึงจะเปิดเผยได้"]
    for meeting in meetings_of(session, event):
        meeting.webinar_url = LINK
    session.commit()
    assert client.post(f"{address}/2/release").location == f"{address}#meeting-2"
    released = [each.link_released_at is not None for each in meetings_of(session, event)]
    assert released == [False, True]
    client.post(f"{address}/2/withhold")
    assert [each.link_released_at for each in meetings_of(session, event)] == [None, None]


def test_all_meetings_take_as_many_statements_with_thirty_items_as_with_one(
    session: Session, sign_in: SignIn, statements: Statements
) -> None:
    event, client, address = organiser(session, sign_in, meetings=3)
    days = [meeting.days[0].id for meeting in meetings_of(session, event)]

    def add(day: int, number: int) -> None:
        plan = ItemPlan(starts=time(9), ends=None, kind=ItemKind.LECTURE, title_th=f"เรื่อง {number}")
        add_item(session, day_id=day, plan=plan, actor="system", now=factories.NOW)

    add(days[0], 0)
    session.commit()
    client.get(address)
    with statements() as for_one:
        assert len(Page(client.get(address)).all("td", "when")) == 1
    for number in range(1, 30):
        add(days[number % 3], number)
    session.commit()
    with statements() as for_thirty:
        assert len(Page(client.get(address)).all("td", "when")) == 30
    assert len(for_thirty) == len(for_one)
