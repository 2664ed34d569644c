"""One upload, one preview, one button."""

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.models import AuditEntry, Quota, Registration
from eventsys.services.nominations import nominate
from tests import factories
from tests.factories import NOW
from tests.web.coordinating import coordinator_client, home
from tests.web.pages import Page

HEADINGS = "คำนำหน้า,ชื่อ,นามสกุล,หน่วยงาน,อีเมล,โทรศัพท์,จังหวัด"
GOOD = ["นาย,กา,ดี,พช.,,,นครปฐม", "นาง,ขา,ดี,พช.,a@example.go.th,,", "ดร.,คา,ดี,พช.,,812345678,"]


@pytest.fixture
def quota(session: Session) -> Quota:
    """Give three places."""
    return factories.quota(session, factories.event(session), capacity=3)


@pytest.fixture
def client(app: Flask, session: Session, quota: Quota) -> FlaskClient:
    """Give the browser of the quota's coordinator."""
    return coordinator_client(app, session, quota)


def uploaded(client: FlaskClient, quota: Quota, *rows: str, agency: str = "") -> Page:
    content = "\n".join((HEADINGS, *rows)).encode()
    data = {"file": (BytesIO(content), "list.csv"), "agency": agency}
    return Page(client.post(home(quota, "upload"), data=data))


def sent(client: FlaskClient, quota: Quota, page: Page, do: str, **changes: str) -> Page:
    data = {**page.values(), **changes, "do": do}
    answer = client.post(home(quota, "upload/preview"), data=data)
    if answer.status_code == 303:
        answer = client.get(answer.location)
    return Page(answer)


def people(session: Session, quota: Quota) -> list[tuple[str, str, str]]:
    rows = session.scalars(
        select(Registration).where(Registration.quota_id == quota.id).order_by(Registration.id)
    )
    return [(row.display_name, row.state.value, row.phone) for row in rows]


def fates(page: Page) -> list[str]:
    return page.texts("span", "state")


def test_a_list_without_fault_is_added_with_one_button_and_only_once(
    session: Session, client: FlaskClient, quota: Quota
) -> None:
    page = uploaded(client, quota, *GOOD)
    assert fates(page) == ["ได้ที่นั่ง"] * 3
    assert people(session, quota) == []
    done = sent(client, quota, page, "add")
    assert done.notices() == ["เพิ่ม 3 คนแล้ว ได้ที่นั่ง 3 คน"]
    expected = [
        ("นครปฐม พช. นายกา", "confirmed", ""),
        ("นครปฐม พช. นางขา", "confirmed", ""),
        ("นครปฐม พช. ดร.คา", "confirmed", "0812345678"),
    ]
    assert people(session, quota) == expected
    again = sent(client, quota, page, "add")
    assert again.notices() == ["ทุกคนในไฟล์นี้อยู่ในรายชื่อแล้ว จึงไม่มีอะไรเปลี่ยนแปลง"]
    assert people(session, quota) == expected
    actor = f"coordinator:{quota.id}"
    noted = session.scalars(select(AuditEntry.action).where(AuditEntry.actor == actor)).all()
    assert sorted(noted) == sorted(
        ["coordinator.enter", *["registration.create"] * 3, "coordinator.upload"]
    )


def test_every_fault_stands_at_its_row_and_cell_and_nobody_is_added(
    session: Session, client: FlaskClient, quota: Quota
) -> None:
    page = uploaded(client, quota, *GOOD, 'นสาว,งา,,,"b@example,go.th",12,ราชบุรี', "นาย,กา,ดี,พช.,,,")
    summary = page.one("div", id="faults")
    assert [link.get("href") for link in summary.iter("a")] == [
        "#cell-3-title",
        "#cell-3-last_name",
        "#cell-3-agency",
        "#cell-3-email",
        "#cell-3-phone",
        "#cell-3-province",
    ]
    assert [link.text for link in summary.iter("a")] == [
        "ช่อง A5 (คำนำหน้า)",
        "ช่อง C5 (นามสกุล)",
        "ช่อง D5 (หน่วยงาน)",
        "ช่อง E5 (อีเมล)",
        "ช่อง F5 (โทรศัพท์)",
        "ช่อง G5 (จังหวัด)",
    ]
    assert fates(page)[3:] == ["ต้องแก้", "ซ้ำกับแถวที่ 2 ไม่เพิ่มซ้ำ"]
    refused = sent(client, quota, page, "add")
    assert people(session, quota) == []
    suggested = sent(client, quota, refused, "suggest")
    assert "นางสาวงา" in suggested.texts("strong")
    mended = {"cell-3-last_name": "ดี", "cell-3-agency": "พช.", "cell-3-phone": ""}
    done = sent(client, quota, suggested, "add", **mended, **{"drop-3": "on"})
    assert done.notices() == ["เพิ่ม 3 คนแล้ว ได้ที่นั่ง 3 คน"]


def test_an_agency_for_all_rows_and_mending_in_the_preview(
    session: Session, client: FlaskClient, quota: Quota
) -> None:
    page = uploaded(client, quota, "นสาว,กา,ดี,,,,", agency="พช.")
    assert page.value("cell-0-title") == "นสาว"
    done = sent(client, quota, page, "add", **{"cell-0-title": "นางสาว"})
    assert done.notices() == ["เพิ่ม 1 คนแล้ว ได้ที่นั่ง 1 คน"]
    assert people(session, quota) == [("นครปฐม พช. นางสาวกา", "confirmed", "")]


def test_more_rows_than_places_wait_or_are_refused_as_was_said(
    session: Session, client: FlaskClient, quota: Quota
) -> None:
    quota.capacity = 2
    session.commit()
    page = uploaded(client, quota, *GOOD)
    assert fates(page) == ["ได้ที่นั่ง", "ได้ที่นั่ง", "รายชื่อสำรอง"]
    quota.waiting_list = False
    session.commit()
    full = sent(client, quota, page, "add")
    assert fates(full) == ["ได้ที่นั่ง", "ได้ที่นั่ง", "ที่นั่งเต็ม"]
    assert people(session, quota) == []
    done = sent(client, quota, full, "add", **{"drop-0": "on"})
    assert done.notices() == ["เพิ่ม 2 คนแล้ว ได้ที่นั่ง 2 คน"]


def test_places_that_went_meanwhile_are_shown_before_anybody_waits(
    session: Session, client: FlaskClient, quota: Quota
) -> None:
    page = uploaded(client, quota, *GOOD)
    nominate(
        session,
        quota_id=quota.id,
        applicant=factories.applicant(),
        actor="coordinator:0",
        now=NOW,
    )
    session.commit()
    shown = sent(client, quota, page, "add")
    assert fates(shown) == ["ได้ที่นั่ง", "ได้ที่นั่ง", "รายชื่อสำรอง"]
    assert len(people(session, quota)) == 1
    done = sent(client, quota, shown, "add")
    assert done.notices() == ["เพิ่ม 3 คนแล้ว ได้ที่นั่ง 2 คน อยู่ในรายชื่อสำรอง 1 คน"]


def test_whoever_is_there_already_is_passed_over(
    session: Session, client: FlaskClient, quota: Quota
) -> None:
    sent(client, quota, uploaded(client, quota, GOOD[0]), "add")
    page = uploaded(client, quota, *GOOD)
    assert fates(page) == ["มีอยู่แล้ว ไม่เพิ่มซ้ำ", "ได้ที่นั่ง", "ได้ที่นั่ง"]
    sent(client, quota, page, "add")
    assert len(people(session, quota)) == 3


def test_rows_that_are_not_ours_are_refused(
    app: Flask, session: Session, client: FlaskClient, quota: Quota
) -> None:
    other = factories.quota(session, quota.event, factories.RATCHABURI)
    other_client = coordinator_client(app, session, other)
    foreign = uploaded(other_client, other, "นาย,กา,ดี,พช.,,,").value("rows")
    page = uploaded(client, quota, *GOOD)
    for rows in (foreign, page.value("rows")[:-1], ""):
        refused = sent(client, quota, page, "add", rows=rows)
        assert refused.notices() == ["ข้อมูลของหน้านี้ใช้ไม่ได้แล้ว เลือกไฟล์อีกครั้ง"]
    assert people(session, quota) == []


def test_what_is_no_list_is_said_at_the_file(client: FlaskClient, quota: Quota) -> None:
    data = {"file": (BytesIO(b"PNG"), "picture.png")}
    page = Page(client.post(home(quota, "upload"), data=data))
    assert page.errors()["file"].startswith("ไม่พบหัวตารางของรายชื่อ")
    empty = Page(client.post(home(quota, "upload"), data={}))
    assert empty.errors() == {"file": "เลือกไฟล์ก่อน"}


def test_the_largest_list_comes_through_the_preview(
    session: Session, client: FlaskClient, quota: Quota
) -> None:
    quota.capacity = 500
    session.commit()
    letters = "กขคงจชซญดตถทนบปผพฟมยรลวสห"
    rows = [f"นาย,{one}า{two}า,ดี,พช.,,," for one in letters for two in letters][:500]
    page = uploaded(client, quota, *rows)
    assert len(fates(page)) == 500
    done = sent(client, quota, page, "add")
    assert done.notices() == ["เพิ่ม 500 คนแล้ว ได้ที่นั่ง 500 คน"]
