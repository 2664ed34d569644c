"""Adding, changing, moving and removing lines of the agenda."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import AgendaItem, Event, ItemKind, MeetingDay, SpeakerRole, User
from eventsys.services.agenda import ItemPlan, SpeakerPlan, TalkPlan, add_item
from tests import factories
from tests.web.pages import Page, words

SignIn = Callable[[User], FlaskClient]


@dataclass
class Desk:
    """An organiser at work on the only day of an event."""

    session: Session
    client: FlaskClient
    event: Event
    day_id: int

    @property
    def address(self) -> str:
        return f"/o/e/{self.event.slug}/meetings/1/days/{self.day_id}/items"

    def items(self) -> list[AgendaItem]:
        self.session.expire_all()
        return list(
            self.session.scalars(
                select(AgendaItem)
                .where(AgendaItem.day_id == self.day_id)
                .order_by(AgendaItem.position)
            )
        )

    def titles(self) -> list[str]:
        return [item.title_th for item in self.items()]

    def add(self, title: str, starts: time, ends: time | None = None, **more: object) -> int:
        plan = ItemPlan(
            starts=starts,
            ends=ends,
            kind=ItemKind.LECTURE,
            title_th=title,
            **more,  # type: ignore[arg-type]
        )
        item = add_item(
            self.session, day_id=self.day_id, plan=plan, actor="system", now=factories.NOW
        )
        self.session.commit()
        return item.id


@pytest.fixture
def desk(session: Session, sign_in: SignIn) -> Desk:
    event = factories.event(session)
    person = factories.user(session, event.organisation)
    day_id = day_of(session, event)
    session.commit()
    return Desk(session, sign_in(person), event, day_id)


def day_of(session: Session, event: Event) -> int:
    return session.scalars(
        select(MeetingDay.id).join(MeetingDay.meeting).filter_by(event_id=event.id)
    ).one()


def test_a_new_item_begins_where_the_last_one_ends(desk: Desk) -> None:
    assert Page(desk.client.get(f"{desk.address}/new")).value("starts") == "09.00"
    desk.add("เปิด", time(9), time(9, 30))
    desk.add("บรรยาย", time(9, 30), time(10, 45))
    assert Page(desk.client.get(f"{desk.address}/new")).value("starts") == "10.45"


def test_an_item_is_added_with_its_speakers_in_order(desk: Desk) -> None:
    data = {
        "starts": "๐๙.๓๐",
        "ends": "10:30 น.",
        "kind": "panel",
        "title_th": "เสวนา",
        "speakers-0-name": "นางสาวหนึ่ง สมมุติ",
        "speakers-0-role": "moderator",
        "speakers-1-name": "",
        "speakers-1-role": "speaker",
        "speakers-2-name": "ดร.สอง  ตัวอย่าง",
        "speakers-2-role": "speaker",
        "speaker_tbc": "y",
        "private_note": "โทรยืนยัน",
    }
    data = Page(desk.client.get(f"{desk.address}/new")).values() | data
    answer = desk.client.post(f"{desk.address}/new", data=data)
    (item,) = desk.items()
    assert (answer.status_code, answer.location) == (
        303,
        f"/o/e/{desk.event.slug}/meetings#item-{item.id}",
    )
    assert (item.starts, item.ends, item.kind) == (time(9, 30), time(10, 30), ItemKind.PANEL)
    assert [(each.name, each.role) for each in item.speakers] == [
        ("นางสาวหนึ่ง สมมุติ", SpeakerRole.MODERATOR),
        ("ดร.สอง ตัวอย่าง", SpeakerRole.SPEAKER),
    ]
    assert (item.speaker_tbc, item.private_note, item.talks) == (True, "โทรยืนยัน", [])


def test_save_and_add_another_leads_to_the_next_item(desk: Desk) -> None:
    data = {"starts": "9", "kind": "opening", "title_th": "เปิด", "another": "1"}
    assert desk.client.post(f"{desk.address}/new", data=data).location == f"{desk.address}/new"


def test_parallel_talks_have_speakers_line_by_line(desk: Desk) -> None:
    data = {
        "starts": "10.40",
        "ends": "11.40",
        "kind": "parallel",
        "title_th": "บรรยายพร้อมกัน",
        "talks-0-title_th": "ภัยพิบัติ",
        "talks-0-room": "ห้อง 1",
        "talks-0-speaker_names": "นางหนึ่ง สมมุติ\r\n\r\n  นายสอง   สมมุติ ",
        "talks-1-title_th": "การศึกษา",
        "talks-1-speaker_tbc": "y",
        "talks-2-title_th": "",
        "talks-2-room": "",
    }
    assert desk.client.post(f"{desk.address}/new", data=data).status_code == 303
    (item,) = desk.items()
    assert [
        (talk.title_th, talk.room, [each.name for each in talk.speakers], talk.speaker_tbc)
        for talk in item.talks
    ] == [
        ("ภัยพิบัติ", "ห้อง 1", ["นางหนึ่ง สมมุติ", "นายสอง สมมุติ"], False),
        ("การศึกษา", "", [], True),
    ]


def test_an_unchanged_form_changes_nothing_of_an_item(desk: Desk) -> None:
    moderator = SpeakerPlan("นางหนึ่ง สมมุติ", SpeakerRole.MODERATOR)
    number = desk.add(
        "บรรยาย",
        time(9),
        time(10),
        title_en="Lecture",
        speakers=(SpeakerPlan("นายสอง สมมุติ"), moderator),
        talks=(TalkPlan(title_th="เรื่อง", title_en="Talk", room="1", speakers=(moderator,)),),
    )
    (before,) = desk.items()
    uid, talk_uid, talk_id = before.uid, before.talks[0].uid, before.talks[0].id
    data = Page(desk.client.get(f"{desk.address}/{number}")).values()
    assert desk.client.post(f"{desk.address}/{number}", data=data).status_code == 303
    (item,) = desk.items()
    assert (item.uid, item.title_en, item.ends) == (uid, "Lecture", time(10))
    assert [(each.name, each.role) for each in item.speakers] == [
        ("นายสอง สมมุติ", SpeakerRole.SPEAKER),
        ("นางหนึ่ง สมมุติ", SpeakerRole.MODERATOR),
    ]
    (talk,) = item.talks
    assert (talk.uid, talk.id, talk.title_en, talk.room) == (talk_uid, talk_id, "Talk", "1")
    assert [(each.name, each.role) for each in talk.speakers] == [
        ("นางหนึ่ง สมมุติ", SpeakerRole.MODERATOR)
    ]


def test_rows_are_reordered_without_a_script_and_nothing_is_saved(desk: Desk) -> None:
    data = {
        "starts": "9",
        "title_th": "พิมพ์ไว้",
        "speakers-0-name": "หนึ่ง",
        "speakers-0-role": "chair",
        "speakers-1-name": "สอง",
        "speakers-1-role": "speaker",
        "talks-0-title_th": "เรื่องเดียว",
        "talks-0-speaker_tbc": "y",
    }

    def after(button: str) -> list[tuple[str, str]]:
        page = Page(desk.client.post(f"{desk.address}/new", data={**data, "rows": button}))
        assert (page.value("title_th"), page.errors()) == ("พิมพ์ไว้", {})
        count = len([each for each in page.all("input") if "-name" in str(each.get("name"))])
        return [
            (page.value(f"speakers-{row}-name"), page.value(f"speakers-{row}-role"))
            for row in range(count)
        ]

    one, two = ("หนึ่ง", "chair"), ("สอง", "speaker")
    assert after("speakers:down:0") == [two, one]
    assert after("speakers:up:1") == [two, one]
    assert after("speakers:up:0") == [one, two]
    assert after("speakers:down:1") == [one, two]
    assert after("speakers:remove:0") == [two]
    assert after("speakers:add") == [one, two, ("", "speaker")]
    assert after("speakers:remove:9") == [one, two]
    assert after("talks:add") == [one, two]
    assert desk.items() == []


def test_wrong_values_are_refused_at_their_fields_with_everything_kept(desk: Desk) -> None:
    data = {
        "starts": "เก้าโมง",
        "ends": "25.00",
        "title_th": " ",
        "speakers-0-name": "ก" * 201,
        "talks-0-speaker_names": "นายสอง สมมุติ",
        "private_note": "ยังอยู่",
    }
    page = Page(desk.client.post(f"{desk.address}/new", data={**data, "kind": "lecture"}))
    assert page.errors() == {
        "starts": "ใส่เวลาเป็นตัวเลข เช่น 09.00",
        "ends": "ใส่เวลาเป็นตัวเลข เช่น 09.00",
        "title_th": "ใส่หัวข้อ",
        "speakers-0-name": "ยาวเกินไป ใช้ได้ไม่เกิน 200 ตัวอักษร",
        "talks-0-title_th": "ใส่ชื่อเรื่อง",
    }
    kept = {name: page.value(name) for name in data}
    assert kept == {**data, "title_th": ""}
    page = Page(
        desk.client.post(
            f"{desk.address}/new",
            data={"starts": "10.00", "ends": "09.00", "kind": "lecture", "title_th": "ก"},
        )
    )
    assert page.errors() == {"ends": "เวลาสิ้นสุดต้องอยู่หลังเวลาเริ่ม"}
    assert desk.items() == []


@pytest.mark.parametrize(
    ("most", "row", "sentence"),
    [
        (
            20,
            {"title_th": "เรื่อง", "speaker_names": "นายสอง สมมุติ"},
            "ใส่เรื่องที่บรรยายพร้อมกันได้ไม่เกิน 20 เรื่องต่อรายการ ตอนนี้มี 25 เรื่อง",
        ),
        (50, {"name": "นายสอง สมมุติ"}, "ใส่วิทยากรได้ไม่เกิน 50 คนต่อรายการ ตอนนี้มี 55 คน"),
    ],
    ids=["talks", "speakers"],
)
def test_more_rows_than_fit_are_refused_with_everything_kept(
    desk: Desk, most: int, row: dict[str, str], sentence: str
) -> None:
    head = {"starts": "09.00", "kind": "parallel", "title_th": "แบ่งห้อง"}
    name = "speakers" if "name" in row else "talks"
    role = {"role": "speaker"} if "name" in row else {}

    def rows(count: int) -> dict[str, str]:
        return {
            f"{name}-{number}-{key}": f"{value} {number}" if key != "role" else value
            for number in range(count)
            for key, value in (row | role).items()
        }

    data = head | rows(most + 5)
    page = Page(desk.client.post(f"{desk.address}/new", data=data))
    assert page.texts("div", "field-error") == [sentence]
    assert {each: page.value(each) for each in data} == data
    assert desk.items() == []
    assert desk.client.post(f"{desk.address}/new", data=head | rows(most)).status_code == 303
    (item,) = desk.items()
    assert len(item.speakers if name == "speakers" else item.talks) == most


def test_what_was_typed_wins_the_second_time_where_somebody_saved_meanwhile(desk: Desk) -> None:
    number = desk.add("เดิม", time(9), speakers=(SpeakerPlan("เดิม"),))
    address = f"{desk.address}/{number}"
    data = Page(desk.client.get(address)).values()
    desk.client.post(address, data={**data, "speakers-0-name": "ของคนอื่น"})
    page = Page(desk.client.post(address, data={**data, "title_th": "ของฉัน"}))
    stored = page.one("div", "notice-warning")
    assert [words(each) for each in stored.iter("dt")] == ["หัวข้อ", "วิทยากร"]
    assert [words(each) for each in stored.iter("dd")] == ["เดิม", "ของคนอื่น วิทยากร"]
    assert desk.titles() == ["เดิม"]
    assert desk.client.post(address, data=page.values()).status_code == 303
    (item,) = desk.items()
    assert (item.title_th, [each.name for each in item.speakers]) == ("ของฉัน", ["เดิม"])


def test_items_move_up_and_down_within_their_day(desk: Desk) -> None:
    first = desk.add("หนึ่ง", time(9))
    desk.add("สอง", time(10))
    third = desk.add("สาม", time(11))
    answer = desk.client.post(f"{desk.address}/{third}/move", data={"direction": "up"})
    assert answer.location == f"/o/e/{desk.event.slug}/meetings#item-{third}"
    assert desk.titles() == ["หนึ่ง", "สาม", "สอง"]
    desk.client.post(f"{desk.address}/{first}/move", data={"direction": "down"})
    assert desk.titles() == ["สาม", "หนึ่ง", "สอง"]
    assert desk.client.post(f"{desk.address}/{first}/move", data={}).status_code == 400
    assert desk.titles() == ["สาม", "หนึ่ง", "สอง"]


def test_an_item_is_removed_by_a_post_only(desk: Desk) -> None:
    number = desk.add("ลบ", time(9))
    desk.add("อยู่", time(10))
    assert desk.client.get(f"{desk.address}/{number}/remove").status_code == 405
    page = Page(desk.client.post(f"{desk.address}/{number}/remove", follow_redirects=True))
    assert page.notices() == ["ลบ “ลบ” แล้ว"]
    assert desk.titles() == ["อยู่"]


@pytest.mark.parametrize("action", ["", "/move", "/remove"])
def test_items_of_another_event_or_day_cannot_be_reached_by_their_numbers(
    desk: Desk, action: str
) -> None:
    number = desk.add("ของเรา", time(9))
    other = factories.event(desk.session, meetings=2)
    own_second = factories.event(desk.session, desk.event.organisation)
    foreign = day_of(desk.session, own_second)
    desk.session.commit()
    slug, day, client = desk.event.slug, desk.day_id, desk.client
    data = {"direction": "up", "starts": "9", "title_th": "ก", "kind": "lecture", "version": "1"}
    for address in (
        f"/o/e/{other.slug}/meetings/1/days/{day}/items/{number}",
        f"/o/e/{own_second.slug}/meetings/1/days/{day}/items/{number}",
        f"/o/e/{own_second.slug}/meetings/1/days/{foreign}/items/{number}",
        f"/o/e/{slug}/meetings/2/days/{day}/items/{number}",
        f"/o/e/{slug}/meetings/1/days/{foreign}/items/{number}",
        f"/o/e/{slug}/meetings/1/days/{day}/items/{number + 1000}",
        f"/o/e/{slug}/meetings/1/days/{day}/items/{2**70}",
    ):
        assert client.post(f"{address}{action}", data=data).status_code == 404
    assert desk.titles() == ["ของเรา"]
