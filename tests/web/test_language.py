"""The language of a page: Thai, English by link, remembered."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventsys.models import Event
from eventsys.services.publishing import publish
from tests import factories
from tests.factories import NOW
from tests.web.pages import Page


@pytest.fixture
def event(session: Session) -> Event:
    """Give a public event with an English title."""
    event = factories.event(session)
    event.title_en = "Example workshop"
    factories.quota(session, event)
    session.flush()
    publish(session, event_id=event.id, actor="system", now=NOW)
    session.commit()
    return event


def shown(client: FlaskClient, path: str) -> tuple[str | None, str]:
    page = Page(client.get(path))
    return page.one("html").get("lang"), page.texts("h1")[0]


def switch(client: FlaskClient, path: str) -> str:
    """Follow the link to the other language, as a click does."""
    page = Page(client.get(path))
    tools = page.one("nav", "site-tools")
    (link,) = (str(each.get("href")) for each in tools.iter("a") if each.get("hreflang"))
    answer = client.get(link)
    assert answer.status_code == 302
    return str(answer.location)


def test_pages_are_thai_until_somebody_chooses(client: FlaskClient, event: Event) -> None:
    path = f"/e/{event.slug}/"
    assert shown(client, path) == ("th", event.title_th)
    assert shown(client, f"{path}?lang=en") == ("en", "Example workshop")
    assert shown(client, path) == ("th", event.title_th)
    assert shown(client, f"{path}?lang=xx") == ("th", event.title_th)


def test_a_browser_s_own_language_does_not_decide(client: FlaskClient, event: Event) -> None:
    answer = client.get(f"/e/{event.slug}/", headers={"Accept-Language": "en-GB,en;q=0.9"})
    assert Page(answer).one("html").get("lang") == "th"


def test_the_switch_leads_back_to_the_page_and_is_remembered(
    client: FlaskClient, event: Event
) -> None:
    path = f"/e/{event.slug}/register?quota=TH-73"
    assert switch(client, path) == path
    assert shown(client, path)[0] == "en"
    assert shown(client, "/")[0] == "en"
    assert switch(client, path) == path
    assert shown(client, path)[0] == "th"


def test_the_switch_wins_over_the_language_of_the_address(
    client: FlaskClient, event: Event
) -> None:
    back = switch(client, f"/e/{event.slug}/register?lang=en&quota=TH-73")
    assert back == f"/e/{event.slug}/register?quota=TH-73"
    assert shown(client, back)[0] == "th"


def test_only_languages_that_exist_can_be_chosen(client: FlaskClient) -> None:
    assert [client.get(f"/language/{code}").status_code for code in ("th", "en", "fr", "")] == [
        302,
        302,
        404,
        404,
    ]


def test_the_choice_is_kept_from_scripts(client: FlaskClient) -> None:
    (cookie,) = client.get("/language/en").headers.getlist("Set-Cookie")
    parts = cookie.split("; ")
    assert parts[0] == "language=en"
    assert {"HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=31536000"} <= set(parts)


def test_a_form_that_was_sent_can_be_switched(client: FlaskClient, event: Event) -> None:
    page = Page(client.post(f"/e/{event.slug}/register", data={}))
    (link,) = (
        str(each.get("href"))
        for each in page.one("nav", "site-tools").iter("a")
        if each.get("hreflang")
    )
    assert client.get(link).location == f"/e/{event.slug}/register"
