"""Checking display names through the interface for programs."""

import io
import json
import logging
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from eventsys.extensions import limiter
from eventsys.models import NamesakeMark, User
from eventsys.rules.display_names import Conventions, check
from eventsys.sentences.names import problem_sentences
from eventsys.services.naming import AgencyPlan, add_agency
from eventsys.services.publishing import withdraw
from eventsys.web.name_limits import cost_of
from tests import factories

PATH = "/api/v1/display-names/check"
NAMES = ["นครปฐม พช. นายมั่งมั่ง", "โคราช พช น.ส.สมมุติ ตัวอย่าง", "iPad", "", "สศช. นายยินดี"]
TYPES = "/api/v1/openapi.json#/components/examples/"

Statements = Callable[[], AbstractContextManager[list[str]]]


def ask(
    client: FlaskClient,
    body: object,
    *,
    language: str = "",
    content_type: str | None = "application/json",
    **options: Any,  # noqa: ANN401 (Werkzeug's own)
) -> TestResponse:
    """Send a body, or values as JSON."""
    raw = body if isinstance(body, str | bytes) else json.dumps(body)
    headers = {**options.pop("headers", {}), **({"Accept-Language": language} if language else {})}
    return client.post(PATH, data=raw, content_type=content_type, headers=headers, **options)


def results(response: TestResponse) -> list[dict[str, Any]]:
    assert (response.status_code, response.content_type) == (200, "application/json")
    content = json.loads(response.data)
    assert list(content) == ["results"]
    found: list[dict[str, Any]] = content["results"]
    return found


def problem(response: TestResponse) -> dict[str, Any]:
    """Return a problem document without its sentences."""
    content: dict[str, Any] = json.loads(response.data)
    assert response.content_type == "application/problem+json"
    assert response.headers["Cache-Control"] == "no-store"
    assert content["status"] == response.status_code
    assert content["title"]
    assert content["detail"]
    found = {"status": content["status"], "type": content["type"].removeprefix(TYPES)}
    if "errors" in content:
        assert all(each["detail"] for each in content["errors"])
        found["pointers"] = [each["pointer"] for each in content["errors"]]
    return found


def expected(
    names: list[str], locale: str = "th", conventions: Conventions | None = None
) -> list[dict[str, object]]:
    checks = [check(name, conventions or Conventions()) for name in names]
    return [each.as_dict(problem_sentences(each, locale)) for each in checks]


# --- answers -----------------------------------------------------------------------------------


def test_each_name_is_answered_in_order_as_the_command_does(client: FlaskClient) -> None:
    found = results(ask(client, {"names": NAMES}))
    assert found == expected(NAMES)
    assert [list(each) for each in found] == [
        [
            "input",
            "valid",
            "form",
            "province",
            "agency",
            "title",
            "first_name",
            "problems",
            "messages",
            "suggestion",
        ]
    ] * len(NAMES)
    assert found[1]["suggestion"] == "นครราชสีมา พช. นางสาวสมมุติ"


def test_no_names_have_no_results(client: FlaskClient) -> None:
    assert results(ask(client, {"names": []})) == []
    assert results(ask(client, {"names": [], "event": None})) == []


def test_thai_is_not_escaped(client: FlaskClient) -> None:
    response = ask(client, {"names": NAMES})
    assert "นครปฐม พช. นายมั่งมั่ง" in response.data.decode()
    assert b"\\u" not in response.data


@pytest.mark.parametrize(
    "name", ["\x00", "ก\x00ข", "\ud83d", "x\udc00", "\u2028", "\U0010ffff", "😀"]
)
def test_a_name_may_hold_any_sign_at_all(client: FlaskClient, name: str) -> None:
    assert results(ask(client, {"names": [name]})) == expected([name])


def test_a_byte_order_mark_is_no_part_of_the_body(client: FlaskClient) -> None:
    body = b"\xef\xbb\xbf" + json.dumps({"names": NAMES}, ensure_ascii=False).encode()
    assert results(ask(client, body)) == expected(NAMES)
    declared = ask(client, body, content_type="application/json; charset=utf-8")
    assert results(declared) == expected(NAMES)


def test_a_thousand_names_are_checked_and_one_more_is_refused(client: FlaskClient) -> None:
    names = [f"นครปฐม พช. นายมั่ง{'ก' * (number % 7)}" for number in range(1000)]
    assert results(ask(client, {"names": names})) == expected(names)
    refused = ask(client, {"names": [*names, ""]}, language="en")
    assert problem(refused) == {"status": 422, "type": "too-many-names"}
    assert refused.json is not None
    assert refused.json["detail"] == (
        "Send at most 1,000 names in a call; here were 1,001. Send them in several calls"
    )


# --- events ------------------------------------------------------------------------------------


def test_an_event_s_own_conventions_apply(session: Session, client: FlaskClient) -> None:
    event = factories.event(session)
    event.allow_surname = True
    event.namesake_mark = NamesakeMark.NUMBER
    plan = AgencyPlan(abbr="ศตย.", name_th="ศูนย์ตัวอย่าง")
    add_agency(session, event_id=event.id, plan=plan, actor="system", now=factories.NOW)
    session.commit()
    names = ["นครปฐม พช. นายมั่งมั่ง ตัวอย่าง", "ศตย นายยินดี", "พช. นายยินดี 2"]
    plain, own = (
        results(ask(client, {"names": names, "event": slug})) for slug in (None, event.slug)
    )
    assert [each["problems"] for each in plain] != [each["problems"] for each in own]
    assert [(each["problems"], each["suggestion"]) for each in own] == [
        ([], "นครปฐม พช. นายมั่งมั่ง ตัวอย่าง"),
        (["agency_form"], "ศตย. นายยินดี"),
        ([], "พช. นายยินดี 2"),
    ]


def test_an_event_that_is_not_public_cannot_be_told_from_none(
    session: Session, client: FlaskClient
) -> None:
    draft = factories.event(session, published=False)
    withdrawn = factories.event(session)
    withdraw(session, event_id=withdrawn.id, actor="system", now=factories.NOW)
    session.commit()
    slugs = (draft.slug, withdrawn.slug, "no-such-event", "", "a\x00b", "\ud800", "ก" * 5000)
    answers = [ask(client, {"names": NAMES, "event": slug}) for slug in slugs]
    assert problem(answers[0]) == {"status": 404, "type": "unknown-event"}
    assert {(each.data, str(each.headers)) for each in answers} == {
        (answers[0].data, str(answers[0].headers))
    }


def test_answers_do_not_depend_on_who_is_registered(session: Session, client: FlaskClient) -> None:
    event = factories.event(session)
    quota = factories.quota(session, event)
    session.commit()
    body = {"names": ["นครปฐม พช. นายสมมุติ", "นครปฐม พช. นายสมมุติ ต."], "event": event.slug}
    before = ask(client, body)
    for last_name in ("ตัวอย่าง", "ตัวเลือก"):
        factories.registration(session, event, quota, first_name="สมมุติ", last_name=last_name)
    session.commit()
    after = ask(client, body)
    assert (before.status_code, before.data) == (200, after.data)


def test_the_database_is_asked_as_little_for_many_names_as_for_one(
    session: Session, client: FlaskClient, statements: Statements
) -> None:
    event = factories.event(session)
    quota = factories.quota(session, event)
    factories.registration(session, event, quota)
    session.commit()
    counts = []
    for body in (
        {"names": NAMES},
        {"names": NAMES[:1], "event": event.slug},
        {"names": NAMES * 100, "event": event.slug},
    ):
        with statements() as seen:
            assert len(results(ask(client, body))) == len(body["names"])
        counts.append(len(seen))
    assert counts == [0, 2, 2]


# --- language ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accepted", "locale"),
    [
        ("", "th"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("EN-us", "en"),
        ("th,en;q=0.9", "th"),
        ("fr,en;q=0.2", "en"),
        ("en;q=0.1,th;q=0.2", "th"),
        ("fr", "th"),
        ("*", "th"),
        (";;q=,=x", "th"),
    ],
)
def test_messages_are_in_the_language_that_the_call_accepts(
    client: FlaskClient, accepted: str, locale: str
) -> None:
    response = ask(client, {"names": NAMES}, language=accepted)
    assert results(response) == expected(NAMES, locale)
    refused = ask(client, [], language=accepted)
    assert refused.json is not None
    assert (
        refused.json["title"]
        == {
            "th": "เนื้อหาไม่ตรงตามที่กำหนด",
            "en": "The body is not as described",
        }[locale]
    )
    for each in (response, refused):
        assert (each.headers["Content-Language"], each.headers["Vary"]) == (
            locale,
            "Accept-Language",
        )


def test_neither_the_language_cookie_nor_the_address_chooses(client: FlaskClient) -> None:
    client.set_cookie("language", "en")
    response = client.post(f"{PATH}?lang=en", json={"names": NAMES})
    assert results(response) == expected(NAMES)
    assert response.headers["Content-Language"] == "th"


# --- cookies, caches, logs ---------------------------------------------------------------------


def test_no_cookie_is_set_renewed_or_needed(
    session: Session, app: Flask, sign_in: Callable[[User], FlaskClient]
) -> None:
    person = factories.user(session, factories.organisation(session))
    session.commit()
    browser = sign_in(person)
    # a page renews the sign-in with each request; a call does not
    assert browser.get("/o/").headers.getlist("Set-Cookie") != []
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        for client in (browser, app.test_client()):
            for response in (
                ask(client, {"names": NAMES}),
                ask(client, "nonsense"),
                client.get("/api/v1/openapi.json"),
                client.get("/api/v1/nothing"),
            ):
                assert response.headers.getlist("Set-Cookie") == []
                assert response.headers.get("Vary") in ("Accept-Language", None)
        assert results(ask(app.test_client(), {"names": NAMES})) == expected(NAMES)
    finally:
        app.config["WTF_CSRF_ENABLED"] = False


def test_answers_are_kept_by_nobody_and_open_to_no_other_site(client: FlaskClient) -> None:
    response = ask(client, {"names": NAMES}, headers={"Origin": "https://other.example"})
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert [name for name in response.headers.keys() if name.startswith("Access-Control")] == []  # noqa: SIM118 (headers give pairs)


def test_nothing_of_the_names_is_logged(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(name: str, _: Conventions) -> None:
        raise KeyError(name)

    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", 0)
    with caplog.at_level(logging.DEBUG):
        results(ask(app.test_client(), {"names": ["นายลับสุดยอด"]}))
        ask(app.test_client(), {"names": ["นายลับสุดยอด", 1]})
        monkeypatch.setattr(sys.modules["eventsys.web.api.routes"], "check", fails)
        response = ask(app.test_client(), {"names": ["นายลับสุดยอด"]})
    assert problem(response) == {"status": 500, "type": "about:blank"}
    assert "POST /api/v1/display-names/check: KeyError" in caplog.text
    assert "in fails" in caplog.text
    assert "ลับสุดยอด" not in caplog.text
    assert "ลับสุดยอด" not in response.text


# --- refusals ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "status", "kind", "pointers"),
    [
        (b"", 400, "not-json", ["#"]),
        (b'{"names": [', 400, "not-json", ["#"]),
        (b"names=iPad", 400, "not-json", ["#"]),
        (b'{"names": ["a"]} {}', 400, "not-json", ["#"]),
        (b'{"names": [NaN]}', 400, "not-json", None),
        (b'{"names": [-Infinity]}', 400, "not-json", None),
        (b"[" * 200_000, 400, "not-json", None),
        (b'{"names": [' + b"1" * 5000 + b"]}", 400, "not-json", None),
        (b'{"names": ["\x00"]}', 400, "not-json", ["#"]),
        ("นาย".encode("cp874"), 400, "not-utf-8", None),
        ('{"names": []}'.encode("utf-16"), 400, "not-utf-8", None),
        (b'{"names": ["\xed\xa0\x80"]}', 400, "not-utf-8", None),
        (b"[]", 422, "not-as-described", ["#"]),
        (b"null", 422, "not-as-described", ["#"]),
        (b'"names"', 422, "not-as-described", ["#"]),
        (b"{}", 422, "not-as-described", ["#/names"]),
        (b'{"names": null}', 422, "not-as-described", ["#/names"]),
        (b'{"names": "iPad"}', 422, "not-as-described", ["#/names"]),
        (b'{"names": {"0": "iPad"}}', 422, "not-as-described", ["#/names"]),
        (
            b'{"names": ["a", null, 1, true, [], {}]}',
            422,
            "not-as-described",
            [f"#/names/{position}" for position in range(1, 6)],
        ),
        (
            b'{"names": [0], "event": 7, "person": 1}',
            422,
            "not-as-described",
            ["#/names/0", "#/event", "#/person"],
        ),
        (b'{"names": [], "event": false}', 422, "not-as-described", ["#/event"]),
        (
            '{"names": [], "a/b~c d%": 1, "ก": 1, "\\ud800\\u0000": 1}'.encode(),
            422,
            "not-as-described",
            ["#/a~1b~0c%20d%25", "#/%E0%B8%81", "#/%3F%00"],
        ),
        (
            json.dumps({"names": [0] * 900}).encode(),
            422,
            "not-as-described",
            [f"#/names/{position}" for position in range(20)],
        ),
    ],
)
def test_each_wrong_body_is_refused_with_the_place_to_correct(
    client: FlaskClient, body: bytes, status: int, kind: str, pointers: list[str] | None
) -> None:
    wanted: dict[str, object] = {"status": status, "type": kind}
    if pointers is not None:
        wanted["pointers"] = pointers
    assert problem(ask(client, body)) == wanted


def test_the_place_of_a_break_is_told(client: FlaskClient) -> None:
    refused = ask(client, b'{"names":\n [x]}', language="en")
    assert refused.json is not None
    assert refused.json["errors"] == [
        {"pointer": "#", "detail": "The JSON breaks at line 2, column 3"}
    ]


@pytest.mark.parametrize(
    "content_type",
    [None, "", "text/plain", "text/json", "application/jsonp", "application/problem+json"],
)
def test_only_json_is_read(client: FlaskClient, content_type: str | None) -> None:
    refused = ask(client, {"names": NAMES}, content_type=content_type)
    assert problem(refused) == {"status": 415, "type": "not-application-json"}


@pytest.mark.parametrize(
    "content_type", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
def test_forms_are_not_read_at_all(client: FlaskClient, content_type: str) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="names"\r\n\r\n\x00\r\n--x--\r\n'
    refused = ask(client, body, content_type=content_type)
    assert problem(refused) == {"status": 415, "type": "not-application-json"}


def test_a_compressed_body_is_not_read(client: FlaskClient) -> None:
    refused = ask(client, {"names": NAMES}, headers={"Content-Encoding": "gzip"})
    assert problem(refused) == {"status": 415, "type": "not-application-json"}
    plain = ask(client, {"names": NAMES}, headers={"Content-Encoding": "identity"})
    assert results(plain) == expected(NAMES)


def padded(size: int) -> bytes:
    """Return a body of one short name and spaces."""
    return b'{"names": ["iPad"]}'.ljust(size)


@pytest.mark.parametrize("way", ["with its length", "in chunks"])
def test_256_kilobytes_are_read_and_one_byte_more_is_refused(client: FlaskClient, way: str) -> None:
    def send(body: bytes) -> TestResponse:
        if way == "with its length":
            return ask(client, body)
        return client.post(
            PATH,
            input_stream=io.BytesIO(body),
            content_type="application/json",
            headers={"Transfer-Encoding": "chunked"},
            # what a server says that takes chunks apart
            environ_overrides={"wsgi.input_terminated": True},
        )

    assert results(send(padded(262_144))) == expected(["iPad"])
    assert problem(send(padded(262_145))) == {"status": 413, "type": "too-large"}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/", 404),
        ("GET", "/api/v1/nothing", 404),
        ("POST", "/api/v2/display-names/check", 404),
        ("POST", f"{PATH}/", 404),
        ("POST", f"{PATH}?x=%00", 400),
        ("GET", "/api/v1/%00", 400),
        ("GET", PATH, 405),
        ("DELETE", "/api/v1/openapi.json", 405),
    ],
)
def test_every_error_below_api_is_a_problem_document(
    client: FlaskClient, method: str, path: str, status: int
) -> None:
    response = client.open(path, method=method)
    assert problem(response) == {"status": status, "type": "about:blank"}
    if status == 405:
        assert set(response.allow) == (
            {"POST", "OPTIONS"} if path == PATH else {"GET", "HEAD", "OPTIONS"}
        )


def test_a_busy_database_asks_programs_to_come_again(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object) -> None:
        raise OperationalError("secret", {}, RuntimeError("secret"))

    monkeypatch.setattr(sys.modules["eventsys.web.api.routes"], "public_conventions", refuses)
    response = ask(app.test_client(), {"names": NAMES, "event": "some-event"})
    assert problem(response) == {"status": 503, "type": "about:blank"}
    assert response.headers["Retry-After"] == "5"
    assert "secret" not in response.text


# --- limits ------------------------------------------------------------------------------------


@pytest.fixture
def limited(limited_app: Flask) -> FlaskClient:
    """Give a program's access where limits are on, and which tells what is left."""

    @limited_app.after_request
    def tell_what_is_left(response: Response) -> Response:
        if limiter.current_limit is not None:
            response.headers["X-Left"] = str(limiter.current_limit.remaining)
        return response

    return limited_app.test_client()


def test_names_are_counted_and_not_calls(limited: FlaskClient) -> None:
    whole = {"names": [""] * 1000}
    for _ in range(59):
        assert ask(limited, whole).status_code == 200
    assert ask(limited, {"names": [""] * 900}).status_code == 200
    refused = ask(limited, {"names": [""] * 101}, language="en")
    assert problem(refused) == {"status": 429, "type": "too-many-requests"}
    seconds = int(refused.headers["Retry-After"])
    assert 1 <= seconds <= 61
    assert refused.json is not None
    assert refused.json["detail"] == (
        "This network address may have 60,000 names checked a minute: "
        f"try again after {seconds} seconds"
    )
    elsewhere = ask(limited, whole, environ_overrides={"REMOTE_ADDR": "192.0.2.7"})
    assert elsewhere.status_code == 200
    assert limited.get("/api/v1/openapi.json").status_code == 200


@pytest.mark.parametrize(
    ("body", "content_type", "status", "cost"),
    [
        (b'{"names": []}', "application/json", 200, 10),
        (json.dumps({"names": [""] * 11}).encode(), "application/json", 200, 11),
        (json.dumps({"names": ["a" * 25_600]}).encode(), "application/json", 200, 100),
        (b"", "application/json", 400, 10),
        (b"\xff", "application/json", 400, 10),
        (b"[" * 200_000, "application/json", 400, 781),
        (b'{"names": 7}', "application/json", 422, 10),
        (json.dumps({"names": [""] * 1001}).encode(), "application/json", 422, 15),
        (padded(262_144), "application/json", 200, 1024),
        (padded(300_000), "application/json", 413, 10),
        (b"names", "text/plain", 415, 10),
    ],
)
def test_no_call_is_free_and_no_body_breaks_the_count(
    limited: FlaskClient, body: bytes, content_type: str, status: int, cost: int
) -> None:
    response = ask(limited, body, content_type=content_type)
    assert (response.status_code, response.headers["X-Left"]) == (status, str(60_000 - cost))


def test_what_a_call_counts() -> None:
    assert [
        cost_of(names=names, size=size)
        for names, size in ((0, 0), (10, 100), (11, 100), (1000, 262_144), (1, 256_000))
    ] == [10, 10, 11, 1024, 1000]
