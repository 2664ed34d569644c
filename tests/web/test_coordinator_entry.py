"""The coordinator's way in: link, button, cookie, code; and everybody who is kept out."""

import logging
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from eventsys.extensions import limiter
from eventsys.models import (
    AuditEntry,
    CoordinatorCode,
    CoordinatorDevice,
    Job,
    MeetingDay,
    Quota,
)
from eventsys.rules.links import Purpose
from eventsys.services.coordinators import BANGKOK, digits_of, renew_link
from eventsys.web.access import Access, access_of
from eventsys.web.app import create_app
from eventsys.web.coordinator.entry import device_label, masked
from tests import factories
from tests.conftest import SECRET, configuration
from tests.coordinators import contact, token
from tests.factories import NOW, RATCHABURI
from tests.web.pages import Page

ANDROID_LINE = "Mozilla/5.0 (Linux; Android 14) Chrome/120 Mobile Safari/537.36 Line/14.0.0"


@pytest.fixture
def quota(session: Session) -> Quota:
    """Give a quota of an event that is still ahead."""
    quota = factories.quota(session, factories.event(session))
    put_ahead(session, quota)
    return quota


def put_ahead(session: Session, quota: Quota, days: int = 30) -> None:
    """Move the days of a quota's event, which the pages compare with today."""
    today = datetime.now(BANGKOK).date()
    for meeting in quota.event.meetings:
        for day in session.scalars(select(MeetingDay).where(MeetingDay.meeting_id == meeting.id)):
            day.date = today + timedelta(days=days)
    session.commit()


def path_of(quota: Quota, way: str = "") -> str:
    return f"/c/{quota.event.slug}/{quota.code}/{way}"


def counts(session: Session) -> list[int | None]:
    session.expire_all()
    return [
        session.scalar(select(func.count()).select_from(table))
        for table in (CoordinatorDevice, AuditEntry, Job)
    ]


def opened(app: Flask, quota: Quota, agent: str = ANDROID_LINE) -> FlaskClient:
    """Return a browser in which the link was opened and its button pressed."""
    client = app.test_client()
    sent = client.post(f"/c/{token(quota)}", headers={"User-Agent": agent})
    assert sent.status_code == 303
    return client


def with_code(session: Session, quota: Quota) -> None:
    quota.event.coordinator_code = True
    session.commit()


def sentence(response: TestResponse) -> str:
    return response.text.partition("<h1>")[2].partition("</h1>")[0]


# --- the link ----------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_opening_a_link_changes_nothing(
    client: FlaskClient, session: Session, quota: Quota, method: str
) -> None:
    before = counts(session)
    response = client.open(f"/c/{token(quota)}", method=method)
    assert response.status_code == 200
    assert "coordinator-" not in "".join(response.headers.getlist("Set-Cookie"))
    assert counts(session) == before
    assert client.get(path_of(quota)).status_code == 404


def test_the_page_says_whose_list_it_opens(client: FlaskClient, quota: Quota) -> None:
    page = Page(client.get(f"/c/{token(quota)}"))
    assert page.texts("h1") == ["ผู้ประสานงาน นครปฐม"]
    assert page.texts("button", "btn-primary") == ["เปิดรายชื่อ"]


def test_the_button_gives_a_cookie_and_an_address_without_the_secret(
    session: Session, client: FlaskClient, quota: Quota
) -> None:
    response = client.post(f"/c/{token(quota)}", headers={"User-Agent": ANDROID_LINE})
    assert (response.status_code, response.location) == (303, path_of(quota, "arrived"))
    (cookie,) = (each for each in response.headers.getlist("Set-Cookie") if "coordinator" in each)
    parts = {
        part.strip().partition("=")[0]: part.strip().partition("=")[2] for part in cookie.split(";")
    }
    secret = parts.pop(f"coordinator-{quota.id}")
    parts.pop("Expires")
    assert parts == {
        "HttpOnly": "",
        "SameSite": "Lax",
        "Path": f"/c/{quota.event.slug}/{quota.code}",
        "Max-Age": str(180 * 24 * 3600),
    }
    row = session.scalars(select(CoordinatorDevice)).one()
    assert (row.label, row.generation) == ("LINE · Android", 0)
    assert secret not in row.secret_hash
    assert token(quota) not in response.location
    page = client.get(response.location, follow_redirects=True)
    assert (page.status_code, page.request.path) == (200, path_of(quota))
    assert token(quota) not in page.text


def test_over_tls_the_cookie_stays_on_tls(
    app: Flask, quota: Quota, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SESSION_COOKIE_SECURE", "yes")
    sent = app.test_client().post(f"/c/{token(quota)}", base_url="https://localhost")
    (cookie,) = (each for each in sent.headers.getlist("Set-Cookie") if "coordinator" in each)
    assert "Secure" in [part.strip() for part in cookie.split(";")]


@pytest.mark.parametrize(
    "change",
    [
        {"purpose": Purpose.PRIVATE_PAGE},
        {"purpose": Purpose.CALENDAR},
        {"generation": 1},
        {"number": 2**31},
        {"number": 2**62},
        {"number": 999_999},
    ],
    ids=str,
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_link_that_is_wrong_anywhere_leads_nowhere(
    client: FlaskClient, session: Session, quota: Quota, change: dict[str, object], method: str
) -> None:
    before = counts(session)
    wrong = token(quota, **change)  # type: ignore[arg-type]
    assert client.open(f"/c/{wrong}", method=method).status_code == 404
    assert counts(session) == before


def test_the_signature_of_one_quota_opens_no_other(
    client: FlaskClient, session: Session, quota: Quota
) -> None:
    other = factories.quota(session, factories.event(session))
    session.commit()
    signature = token(quota).partition("-")[2]
    number = token(other).partition("-")[0]
    for wrong in (f"{number}-{signature}", signature, f"{number}-", "x", "0-" + "A" * 22):
        assert client.get(f"/c/{wrong}").status_code == 404


def test_the_cookie_of_one_quota_opens_no_other(app: Flask, session: Session, quota: Quota) -> None:
    sibling = factories.quota(session, quota.event, RATCHABURI)
    elsewhere = factories.quota(session, factories.event(session), quota.code)
    put_ahead(session, elsewhere)
    client = opened(app, quota)
    assert client.get(path_of(quota)).status_code == 200
    held = client.get_cookie(f"coordinator-{quota.id}", path=path_of(quota).rstrip("/"))
    assert held is not None
    for other in (sibling, elsewhere):
        client.set_cookie(f"coordinator-{other.id}", held.value, path="/")
        assert client.get(path_of(other)).status_code == 404


@pytest.mark.parametrize("secret", ["", "made up", "ก", "a" * 3000])
def test_a_made_up_cookie_opens_nothing(app: Flask, quota: Quota, secret: str) -> None:
    client = app.test_client()
    client.set_cookie(f"coordinator-{quota.id}", secret, path="/")
    for way in ("", "arrived", "code"):
        assert client.get(path_of(quota, way)).status_code == 404
    for way in ("code", "code/send"):
        assert client.post(path_of(quota, way)).status_code == 404


def test_after_the_last_day_link_and_devices_are_over(
    app: Flask, session: Session, quota: Quota
) -> None:
    client = opened(app, quota)
    put_ahead(session, quota, 0)
    assert client.get(path_of(quota)).status_code == 200
    put_ahead(session, quota, -2)
    before = counts(session)
    for method in ("GET", "POST"):
        response = client.open(f"/c/{token(quota)}", method=method)
        assert (response.status_code, sentence(response)) == (200, "ลิงก์นี้สิ้นสุดแล้ว")
    assert counts(session) == before
    assert client.get(path_of(quota)).status_code == 404


def test_a_new_link_ends_the_old_one_and_its_devices(
    app: Flask, session: Session, quota: Quota
) -> None:
    old, client = token(quota), opened(app, quota)
    renew_link(session, quota_id=quota.id, actor="user:7", now=NOW)
    session.commit()
    assert client.get(path_of(quota)).status_code == 404
    assert app.test_client().get(f"/c/{old}").status_code == 404
    assert opened(app, quota).get(path_of(quota)).status_code == 200


def test_each_new_device_is_noted_for_the_organiser(
    app: Flask, session: Session, quota: Quota
) -> None:
    opened(app, quota)
    opened(app, quota, "Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537.36 Edg/120")
    rows = session.scalars(
        select(AuditEntry).where(AuditEntry.action == "coordinator.enter").order_by(AuditEntry.id)
    ).all()
    assert [(row.actor, row.payload and row.payload.data) for row in rows] == [
        (f"coordinator:{quota.id}", {"device": "LINE · Android"}),
        (f"coordinator:{quota.id}", {"device": "Edge · Windows"}),
    ]


def test_a_device_that_comes_back_after_an_hour_is_seen_again(
    app: Flask, session: Session, quota: Quota
) -> None:
    client = opened(app, quota)
    row = session.scalars(select(CoordinatorDevice)).one()
    row.first_seen_at = row.last_seen_at = NOW - timedelta(days=900)
    session.commit()
    client.get(path_of(quota))
    session.expire_all()
    assert row.first_seen_at == NOW - timedelta(days=900)
    assert datetime.now(UTC) - row.last_seen_at < timedelta(minutes=5)


@pytest.mark.parametrize("way", ["", "arrived", "code"])
def test_pages_of_coordinators_are_kept_by_nobody(app: Flask, quota: Quota, way: str) -> None:
    response = opened(app, quota).get(path_of(quota, way))
    assert (response.headers["Cache-Control"], response.headers["X-Robots-Tag"]) == (
        "no-store",
        "noindex, nofollow",
    )
    assert response.headers["Referrer-Policy"] == "no-referrer"


def test_every_route_of_coordinators_says_so(app: Flask) -> None:
    with app.app_context():
        declared = {
            rule.endpoint: access_of(rule.endpoint)
            for rule in app.url_map.iter_rules()
            if rule.rule.startswith("/c/")
        }
    assert declared.pop("coordinator_entry.link") is Access.PRIVATE_LINK
    assert len(declared) > 3
    assert set(declared.values()) == {Access.COORDINATOR}


# --- the code ----------------------------------------------------------------------------------


def test_where_a_code_is_asked_for_nothing_is_shown_before_it(
    app: Flask, session: Session, quota: Quota
) -> None:
    person = factories.registration(session, quota.event, quota)
    with_code(session, quota)
    client = opened(app, quota)
    response = client.get(path_of(quota), follow_redirects=True)
    assert response.request.path == path_of(quota, "code")
    assert person.first_name not in response.text


def test_the_code_of_the_mail_lets_this_device_in_and_no_other(
    app: Flask, session: Session, quota: Quota
) -> None:
    person = contact(session, quota, email="somsri@example.go.th")
    with_code(session, quota)
    client, other = opened(app, quota), opened(app, quota)
    assert "somsri@" not in client.get(path_of(quota, "code")).text
    sent = client.post(path_of(quota, "code/send"), data={"contact": str(person.id)})
    assert sent.status_code == 200
    digits = digits_of(SECRET.encode(), session.scalars(select(CoordinatorCode)).one())
    assert digits not in sent.text
    typed = f"{digits[:3]} - {digits[3:]}".translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    shown = client.post(path_of(quota, "code"), data={"code_typed": typed})
    assert (shown.status_code, shown.location) == (303, path_of(quota, "arrived"))
    assert client.get(path_of(quota)).status_code == 200
    assert other.get(path_of(quota)).location == path_of(quota, "code")
    # the page is done with, whoever comes back to it
    assert client.get(path_of(quota, "code")).status_code == 303


def test_wrong_codes_are_told_apart_from_those_that_are_over(
    app: Flask, session: Session, quota: Quota
) -> None:
    person = contact(session, quota)
    with_code(session, quota)
    client = opened(app, quota)
    client.post(path_of(quota, "code/send"), data={"contact": str(person.id)})
    digits = digits_of(SECRET.encode(), session.scalars(select(CoordinatorCode)).one())
    wrong = f"{(int(digits) + 1) % 10**6:06}"
    said = [
        Page(client.post(path_of(quota, "code"), data={"code_typed": wrong})).errors()
        for _ in range(6)
    ]
    again = {"code_typed": "รหัสไม่ถูกต้อง ตรวจสอบในอีเมลฉบับล่าสุดแล้วใส่อีกครั้ง"}
    over = {"code_typed": "รหัสนี้หมดอายุหรือใส่ผิดหลายครั้งแล้ว กดส่งรหัสใหม่"}
    assert said == [*[again] * 5, over]
    assert client.get(path_of(quota)).status_code == 302


@pytest.mark.parametrize("sent", ["", "x", "0", "-1", str(2**70), "999999"])
def test_a_contact_that_is_none_gets_no_code(
    app: Flask, session: Session, quota: Quota, sent: str
) -> None:
    contact(session, quota)
    foreign = contact(session, factories.quota(session, quota.event, RATCHABURI))
    with_code(session, quota)
    client = opened(app, quota)
    for number in (sent, str(foreign.id)):
        response = client.post(path_of(quota, "code/send"), data={"contact": number})
        assert Page(response).errors() == {"contact": "เลือกผู้ประสานงานที่มีอีเมลในรายการ"}
    assert session.scalar(select(func.count()).select_from(CoordinatorCode)) == 0


def test_without_any_address_the_page_says_whom_to_ask(
    app: Flask, session: Session, quota: Quota
) -> None:
    contact(session, quota, email="")
    with_code(session, quota)
    page = Page(opened(app, quota).get(path_of(quota, "code")))
    assert page.texts("div", "notice-warning") == [
        "ยังไม่มีอีเมลของผู้ประสานงานในระบบ กรุณาแจ้งผู้จัดให้เพิ่ม แล้วเปิดหน้านี้อีกครั้ง"
    ]


@pytest.fixture
def limited(tmp_path: Path) -> Iterator[Flask]:
    """Give an application that counts requests, on a database without a single table."""
    config = configuration(tmp_path, f"sqlite:///{tmp_path / 'empty.sqlite'}")
    app = create_app(replace(config, ratelimit_enabled=True))
    try:
        yield app
    finally:
        limiter.reset()
        limiter.enabled = False


@pytest.mark.parametrize(
    ("way", "most"),
    [(f"/c/1-{'A' * 22}", 60), ("/c/event/TH-73/code", 60), ("/c/event/TH-73/code/send", 30)],
)
def test_buttons_and_codes_are_limited(limited: Flask, way: str, most: int) -> None:
    client = limited.test_client()
    answers = [client.post(way).status_code for _ in range(most + 1)]
    # the database has nothing to answer with; what counts is that the last was not even asked for
    assert answers == [*[503] * most, 429]
    assert client.get(way.removesuffix("/send")).status_code == 503


# --- what is logged, and labels ----------------------------------------------------------------


def test_logs_hold_neither_link_nor_cookie_nor_address(
    app: Flask,
    session: Session,
    quota: Quota,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    person = contact(session, quota)
    client = opened(app, quota)

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("what went wrong")

    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", 0)
    monkeypatch.setattr(sys.modules["eventsys.web.coordinator.entry"], "enter", fails)
    monkeypatch.setattr(sys.modules["eventsys.web.coordinator.access"], "link_ended", fails)
    with caplog.at_level(logging.DEBUG):
        assert client.post(f"/c/{token(quota)}").status_code == 500
        assert client.get(path_of(quota)).status_code == 500
    held = client.get_cookie(f"coordinator-{quota.id}", path=path_of(quota).rstrip("/"))
    assert held is not None
    assert "POST /c/<token>" in caplog.text
    for secret in (token(quota), held.value, person.email, person.name):
        assert secret not in caplog.text


@pytest.mark.parametrize(
    ("agent", "label"),
    [
        (ANDROID_LINE, "LINE · Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Firefox/120.0", "Firefox · Linux"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/17 Safari/605", "Safari · Mac"),
        ("<script>alert(1)</script>", "อุปกรณ์ไม่ทราบชนิด"),
        ("", "อุปกรณ์ไม่ทราบชนิด"),
    ],
)
def test_devices_have_names_of_ours(app: Flask, agent: str, label: str) -> None:
    with app.test_request_context("/"):
        assert device_label(agent) == label


@pytest.mark.parametrize(
    ("email", "shown"),
    [("somsri@example.go.th", "so…@example.go.th"), ("a@x.go.th", "a…@x.go.th")],
)
def test_an_address_is_shown_to_who_knows_it(email: str, shown: str) -> None:
    assert masked(email) == shown


def test_codes_are_compared_in_constant_time() -> None:
    source = sys.modules["eventsys.services.coordinators"].__loader__
    assert source is not None
    text = source.get_source("eventsys.services.coordinators")  # type: ignore[attr-defined]
    assert re.search(r"compare_digest\(digits_of\(", text)
