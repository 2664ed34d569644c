"""Signing in and out, and the password; where a redirect may lead."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventsys.models import User
from tests import factories
from tests.factories import PASSWORD
from tests.web.pages import Page

SignIn = Callable[[User], FlaskClient]

NEW = "ประโยคใหม่ที่จำได้"
REFUSED = "อีเมลหรือรหัสผ่านไม่ถูกต้อง ตรวจสอบแล้วลองใหม่อีกครั้ง"
# what browsers would take for another server, or a header would be broken by
ELSEWHERE = [
    "https://evil.example.com/",
    "//evil.example.com",
    "///evil.example.com",
    "/\\evil.example.com",
    "\\\\evil.example.com",
    "/\t/evil.example.com",
    "/\n/evil.example.com",
    "\t//evil.example.com",
    "javascript:alert(1)",
    "evil.example.com",
    "http:/o/",
    "/o/\r\nSet-Cookie: a=b",
    "",
]


@pytest.fixture
def person(session: Session) -> User:
    """Give somebody who may sign in; a colleague stands beside them."""
    office = factories.organisation(session)
    factories.user(session, office)
    person = factories.user(session, office)
    session.commit()
    return person


def said(page: Page) -> list[str]:
    return [
        text
        for each in page.all("div", "error-summary")
        for text in each.itertext()
        if text.strip()
    ][1:]


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("right", "wrong"),
        ("nobody@example.go.th", PASSWORD),
        ("right", PASSWORD.upper() + "."),
        ("' OR 1=1 --", "x"),
    ],
)
def test_a_wrong_address_or_password_is_refused_in_the_same_words(
    session: Session, client: FlaskClient, person: User, email: str, password: str
) -> None:
    typed = person.email if email == "right" else email
    session.commit()
    page = Page(client.post("/sign-in", data={"email": typed, "password": password}))
    assert [text.strip() for text in said(page)] == [REFUSED]
    assert (page.value("email"), page.value("password")) == (typed, "")
    assert client.get("/o/").status_code == 302


def test_the_fields_are_asked_for(client: FlaskClient, person: User) -> None:
    assert person
    assert Page(client.post("/sign-in", data={})).errors() == {
        "email": "ใส่อีเมลที่ใช้เข้าระบบ",
        "password": "ใส่รหัสผ่าน",
    }


def test_somebody_who_left_cannot_sign_in_and_is_signed_out(
    session: Session, client: FlaskClient, person: User, sign_in: SignIn
) -> None:
    signed_in = sign_in(person)
    assert signed_in.get("/o/").status_code == 200
    person.active = False
    session.commit()
    assert signed_in.get("/o/").status_code == 302
    page = Page(client.post("/sign-in", data={"email": person.email, "password": PASSWORD}))
    assert [text.strip() for text in said(page)] == [REFUSED]


def test_who_signs_in_gets_to_where_they_wanted(client: FlaskClient, person: User) -> None:
    asked = client.get("/account/password?a=1")
    assert (asked.status_code, asked.location) == (302, "/sign-in?next=/account/password?a%3D1")
    answer = client.post(asked.location, data={"email": person.email, "password": PASSWORD})
    assert (answer.status_code, answer.location) == (303, "/account/password?a=1")
    assert client.get("/account/password").status_code == 200
    again = client.get("/sign-in")
    assert (again.status_code, again.location) == (302, "/o/")


def test_signing_in_leads_to_no_other_server(app: Flask, person: User) -> None:
    data = {"email": person.email, "password": PASSWORD}
    for target in ELSEWHERE:
        client = app.test_client()
        answer = client.post("/sign-in", query_string={"next": target}, data=data)
        again = client.get("/sign-in", query_string={"next": target})
        assert (target, answer.status_code, answer.location) == (target, 303, "/o/")
        assert (target, again.status_code, again.location) == (target, 302, "/o/")


def test_choosing_a_language_leads_to_no_other_server(client: FlaskClient) -> None:
    for target in ELSEWHERE:
        answer = client.get("/language/en", query_string={"back": target})
        assert (target, answer.status_code, answer.location) == (target, 302, "/")


def test_a_new_session_begins_with_signing_in(client: FlaskClient, person: User) -> None:
    with client.session_transaction() as before:
        before["planted"] = "by somebody else"
    client.post("/sign-in", data={"email": person.email, "password": PASSWORD})
    with client.session_transaction() as after:
        assert "planted" not in after


def test_the_cookie_is_kept_from_scripts_and_other_sites(client: FlaskClient, person: User) -> None:
    answer = client.post("/sign-in", data={"email": person.email, "password": PASSWORD})
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))


def test_signing_out_ends_the_session(person: User, sign_in: SignIn) -> None:
    client = sign_in(person)
    answer = client.post("/sign-out")
    assert (answer.status_code, answer.location) == (303, "/")
    assert client.get("/o/").status_code == 302
    assert client.get("/sign-out").status_code == 405


def test_a_new_password_ends_the_sessions_elsewhere(
    client: FlaskClient, person: User, sign_in: SignIn
) -> None:
    here, elsewhere = sign_in(person), sign_in(person)
    answer = here.post("/account/password", data={"current": PASSWORD, "new": NEW})
    assert (answer.status_code, answer.location) == (303, "/o/")
    assert Page(here.get("/o/")).notices() == ["เปลี่ยนรหัสผ่านแล้ว เครื่องอื่นที่เข้าระบบไว้ต้องเข้าใหม่"]
    assert elsewhere.get("/o/").status_code == 302
    old = client.post("/sign-in", data={"email": person.email, "password": PASSWORD})
    new = client.post("/sign-in", data={"email": person.email, "password": NEW})
    assert (old.status_code, new.status_code) == (200, 303)


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        ({"current": "wrong", "new": NEW}, {"current": "รหัสผ่านปัจจุบันไม่ถูกต้อง"}),
        ({"current": PASSWORD, "new": "สั้น"}, {"new": "รหัสผ่านต้องมีอย่างน้อย 12 ตัวอักษร"}),
        ({"current": PASSWORD, "new": "ก" * 201}, {"new": "รหัสผ่านยาวได้ไม่เกิน 200 ตัวอักษร"}),
        ({}, {"current": "ใส่รหัสผ่านปัจจุบัน", "new": "ใส่รหัสผ่านใหม่"}),
    ],
)
def test_a_password_that_cannot_be_changed_says_why(
    person: User, sign_in: SignIn, data: dict[str, str], errors: dict[str, str]
) -> None:
    client = sign_in(person)
    page = Page(client.post("/account/password", data=data))
    assert page.errors() == errors
    assert (page.value("current"), page.value("new")) == ("", "")
    assert client.get("/o/").status_code == 200


def test_a_session_of_nobody_is_no_session(app: Flask, person: User) -> None:
    for forged in ("", "x", ":", f"{person.id}", f"{person.id}:7", f"{10**9}:0"):
        client = app.test_client()
        with client.session_transaction() as inside:
            inside["_user_id"] = forged
        assert (forged, client.get("/o/").status_code) == (forged, 302)


def test_a_session_ends_after_twelve_hours(app: Flask) -> None:
    assert app.permanent_session_lifetime == timedelta(hours=12)
