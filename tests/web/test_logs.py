"""Logs hold no personal data and no secret of an address."""

import logging
import sys

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventsys.rules.links import Purpose, make_token
from tests import factories
from tests.conftest import SECRET


def test_an_error_is_logged_under_the_pattern_of_its_route(
    app: Flask,
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    event = factories.event(session)
    person = factories.registration(session, event, factories.quota(session, event))
    session.commit()
    token = make_token(SECRET.encode(), Purpose.PRIVATE_PAGE, person.id, 0)

    def fails(*_: object) -> None:
        raise IntegrityError("INSERT", {"email": person.email}, ValueError(person.email))

    monkeypatch.setattr(sys.modules["eventsys.web.public.private"], "newest_version", fails)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", 0)
    with caplog.at_level(logging.DEBUG):
        answer = app.test_client().get(f"/r/{token}")

    assert answer.status_code == 500
    assert "GET /r/<token>: ValueError" in caplog.text
    assert token not in caplog.text
    assert person.email not in caplog.text
