"""Errors: a sentence in the reader's language that says what to do, and nothing else."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import Conflict, Gone, TooManyRequests, UnsupportedMediaType
from werkzeug.test import TestResponse

from eventsys.models import Role
from eventsys.web.access import public
from tests import factories


@contextmanager
def home_that(app: Flask, fails: Callable[[], str]) -> Iterator[FlaskClient]:
    """Let the first page fail in some way, as a server in use would answer it."""
    good, testing = app.view_functions["public.home"], app.config["TESTING"]
    app.view_functions["public.home"] = public(fails)
    app.config["TESTING"] = False
    try:
        yield app.test_client()
    finally:
        app.view_functions["public.home"] = good
        app.config["TESTING"] = testing


def heading(response: TestResponse) -> str:
    return response.text.partition("<h1>")[2].partition("</h1>")[0]


def raising(error: Exception) -> Callable[[], str]:
    def view() -> str:
        raise error

    return view


@pytest.mark.parametrize(
    ("error", "code", "title"),
    [
        (Conflict("secret"), 409, "มีผู้อื่นแก้ไขข้อมูลเดียวกันไปแล้ว"),
        (Gone("secret"), 410, "หน้านี้สิ้นสุดแล้ว"),
        (TooManyRequests("secret"), 429, "มีการใช้งานถี่เกินไป"),
        (UnsupportedMediaType("secret"), 415, "ระบบขัดข้อง"),
        (ZeroDivisionError("secret"), 500, "ระบบขัดข้อง"),
        (OperationalError("secret", {}, RuntimeError("secret")), 503, "ระบบมีผู้ใช้มากในขณะนี้"),
        (StaleDataError("secret"), 409, "มีผู้อื่นแก้ไขข้อมูลเดียวกันไปแล้ว"),
    ],
)
def test_every_failure_has_a_page_that_tells_nothing_of_its_inside(
    app: Flask, error: Exception, code: int, title: str
) -> None:
    with home_that(app, raising(error)) as client:
        response = client.get("/")
    assert (response.status_code, heading(response)) == (code, title)
    assert "secret" not in response.text
    assert "Traceback" not in response.text


def test_a_database_that_refuses_asks_to_come_again(app: Flask) -> None:
    error = OperationalError("statement", {}, RuntimeError())
    with home_that(app, raising(error)) as client:
        assert client.get("/").headers["Retry-After"] == "5"


@pytest.mark.parametrize(
    ("method", "path", "code", "title"),
    [
        ("GET", "/nothing", 404, "ไม่พบหน้านี้"),
        ("POST", "/", 405, "คำขอไม่ถูกต้อง"),
        ("GET", "/e/a%00b/", 400, "คำขอไม่ถูกต้อง"),
        ("GET", "/nothing?lang=en", 404, "This page was not found"),
    ],
)
def test_what_is_not_there_is_said_in_the_reader_s_language(
    client: FlaskClient, method: str, path: str, code: int, title: str
) -> None:
    response = client.open(path, method=method)
    assert (response.status_code, heading(response)) == (code, title)


def test_an_address_without_its_last_stroke_leads_to_the_page(
    session: Session, client: FlaskClient
) -> None:
    event = factories.event(session)
    session.commit()
    response = client.get(f"/e/{event.slug}")
    assert response.status_code == 308
    assert response.location.endswith(f"/e/{event.slug}/")


def test_too_much_at_once_is_refused_in_a_sentence(
    session: Session, sign_in: Callable[..., FlaskClient], app: Flask
) -> None:
    event = factories.event(session)
    client = sign_in(factories.user(session, event.organisation, Role.STAFF))
    session.commit()
    head = b'--x\r\nContent-Disposition: form-data; name="report"; filename="report.csv"\r\n\r\n'
    content = b"a" * int(app.config["MAX_CONTENT_LENGTH"])
    response = client.post(
        f"/o/e/{event.slug}/attendance/meetings/1",
        data=head + content + b"\r\n--x--\r\n",
        content_type="multipart/form-data; boundary=x",
    )
    assert (response.status_code, heading(response)) == (413, "ไฟล์ใหญ่เกินไป")
    assert "8 เมกะไบต์" in response.text
