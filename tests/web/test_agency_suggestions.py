"""The agencies that the form suggests: what an event knows, as data for the script."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from eventsys.models import Event
from eventsys.rules.agencies import AGENCIES, agency_keys, compact
from eventsys.services.naming import AgencyPlan, add_agency, remove_agency
from eventsys.services.publishing import withdraw
from tests import factories
from tests.factories import NOW
from tests.web.links import token
from tests.web.pages import Page

Statements = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def event(session: Session) -> Event:
    """Give an event with an agency of its own; another event has another."""
    for abbr, name in (("อื่น", "หน่วยงานของโครงการอื่น"), ("ทต.ตัวอย่าง", "เทศบาลตำบลตัวอย่าง")):
        event = factories.event(session)
        factories.quota(session, event)
        add(session, event, AgencyPlan(abbr=abbr, name_th=name, name_en=f"Town (of {event.id})"))
    session.commit()
    return event


def add(session: Session, event: Event, plan: AgencyPlan) -> int:
    return add_agency(session, event_id=event.id, plan=plan, actor="system", now=NOW).id


def lists_of(response: TestResponse) -> dict[str, list[dict[str, object]]]:
    assert response.status_code == 200
    lists: dict[str, list[dict[str, object]]] = json.loads(response.data)
    return lists


def address(event: Event) -> str:
    return f"/e/{event.slug}/agencies.json"


def test_the_event_s_own_agencies_stand_beside_those_of_the_table(
    client: FlaskClient, event: Event
) -> None:
    response = client.get(address(event))
    assert response.mimetype == "application/json"
    lists = lists_of(response)
    assert lists["own"] == [
        {
            "abbr": "ทต.ตัวอย่าง",
            "th": "เทศบาลตำบลตัวอย่าง",
            "en": f"Town (of {event.id})",
            "key": "ทตตัวอย่าง",
            "names": ["เทศบาลตำบลตัวอย่าง", f"town of {event.id}", "town"],
        }
    ]
    assert [(each["abbr"], each["th"], each["en"]) for each in lists["table"]] == [
        (agency.abbr, agency.name_th, agency.name_en) for agency in AGENCIES
    ]
    assert {
        "abbr": "พช.",
        "th": "กรมการพัฒนาชุมชน",
        "en": "Community Development Department",
        "key": "พช",
        "names": ["กรมการพัฒนาชุมชน", "community development department"],
    } in lists["table"]


def test_the_keys_tell_every_name_as_it_is_compared() -> None:
    for agency in AGENCIES:
        keys = agency_keys(agency)
        assert keys.abbr == compact(agency.abbr)
        assert {name.replace(" ", "") for name in keys.names} == {
            compact(name) for name in agency.full_names()
        }


def test_the_file_is_small_and_the_same_in_both_languages(
    client: FlaskClient, event: Event
) -> None:
    thai, english = (client.get(f"{address(event)}?lang={locale}") for locale in ("th", "en"))
    assert thai.data == english.data
    assert len(thai.data) < 30_000


def test_browsers_keep_it_for_some_minutes_and_ask_whether_it_changed(
    session: Session, client: FlaskClient, event: Event
) -> None:
    response = client.get(address(event))
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert "Set-Cookie" not in response.headers

    known = {"If-None-Match": response.headers["ETag"]}
    again = client.get(address(event), headers=known)
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == response.headers["ETag"]
    assert again.headers["Cache-Control"] == "public, max-age=300"

    added = add(session, event, AgencyPlan(abbr="ใหม่"))
    session.commit()
    changed = client.get(address(event), headers=known)
    assert [each["abbr"] for each in lists_of(changed)["own"]] == ["ทต.ตัวอย่าง", "ใหม่"]
    remove_agency(session, event_id=event.id, agency_id=added, actor="system", now=NOW)
    session.commit()
    assert client.get(address(event), headers=known).status_code == 304


def test_what_is_not_public_has_no_agencies(
    session: Session, client: FlaskClient, event: Event
) -> None:
    draft = factories.event(session, published=False)
    withdraw(session, event_id=event.id, actor="system", now=NOW)
    session.commit()
    assert client.get(address(draft)).status_code == 404
    assert client.get(address(event)).status_code == 404
    assert client.get("/e/no-such-event/agencies.json").status_code == 404


def test_it_takes_two_statements_whatever_the_event_knows(
    session: Session, client: FlaskClient, event: Event, statements: Statements
) -> None:
    for number in (0, 30):
        for each in range(number):
            add(session, event, AgencyPlan(abbr=f"หน่วย{each}", aliases=("ก", "ข")))
        session.commit()
        client.get(f"/e/{event.slug}/")  # what is published is read once in a process
        with statements() as run:
            assert len(lists_of(client.get(address(event)))["own"]) == number + 1
        assert len(run) == 2


def test_both_forms_tell_the_script_its_address_and_the_browser_its_list(
    app: Flask, session: Session, client: FlaskClient, event: Event
) -> None:
    row = factories.registration(session, event, event.quotas[0])
    session.commit()
    for path in (f"/e/{event.slug}/register", f"/r/{token(app, row)}/change"):
        page = Page(client.get(path))
        assert page.one("div", "agency-field").get("data-agencies") == address(event)
        assert page.one("input", id="agency").get("list") == "agencies"
        options = list(page.one("datalist", id="agencies").iter("option"))
        assert [each.get("value") for each in options] == [
            "ทต.ตัวอย่าง",
            *(agency.abbr for agency in AGENCIES),
        ]
        assert options[0].text == "เทศบาลตำบลตัวอย่าง"


@pytest.mark.parametrize(
    ("locale", "count", "offer"),
    [
        ("th", "หน่วยงานที่แนะนำ {} รายการ", "ใช้ชื่อย่อ {}"),
        ("en", "Suggested agencies: {}", "Use the abbreviation {}"),
    ],
)
def test_the_script_finds_its_sentences_in_the_reader_s_language(
    client: FlaskClient, event: Event, locale: str, count: str, offer: str
) -> None:
    box = Page(client.get(f"/e/{event.slug}/register?lang={locale}")).one("div", "agency-field")
    assert (box.get("data-count"), box.get("data-abbreviation")) == (count, offer)
