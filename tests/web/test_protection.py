"""What keeps pages from strangers: headers, tokens of forms, and roles."""

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from eventsys.models import Event, Registration, Role, User
from eventsys.web.access import Access, access_of
from tests import factories
from tests.factories import PASSWORD
from tests.web.links import token
from tests.web.pages import Page

SignIn = Callable[[User], FlaskClient]

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)


@pytest.fixture
def row(session: Session) -> Registration:
    """Give a registration in a public event, with an office's staff."""
    event = factories.event(session)
    row = factories.registration(session, event, factories.quota(session, event))
    session.commit()
    return row


@pytest.fixture
def with_tokens(app: Flask) -> Iterator[Flask]:
    """Give the application as it runs, where every form needs its token."""
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        yield app
    finally:
        app.config["WTF_CSRF_ENABLED"] = False


# --- headers -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/e/{slug}/", "/r/{token}", "/o/", "/nothing", "/sign-in"])
def test_no_page_can_be_framed_sniffed_or_told_to_other_sites(
    app: Flask, client: FlaskClient, row: Registration, path: str
) -> None:
    response = client.get(
        path.format(slug=row.event.slug, token=token(app, row)), base_url="http://localhost"
    )
    assert {
        name: response.headers[name]
        for name in (
            "Content-Security-Policy",
            "Referrer-Policy",
            "X-Content-Type-Options",
            "Cross-Origin-Opener-Policy",
        )
    } == {
        "Content-Security-Policy": POLICY,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    assert "Strict-Transport-Security" not in response.headers


def test_pages_hold_nothing_that_the_policy_forbids(client: FlaskClient, row: Registration) -> None:
    for path in ("/", f"/e/{row.event.slug}/", f"/e/{row.event.slug}/register", "/sign-in"):
        page = Page(client.get(path))
        scripts = [each for each in page.all("script") if each.get("src") is None]
        styled = [each for each in page.root.iter() if each.get("style")]
        handlers = [
            name for each in page.root.iter() for name in each.attrib if name.startswith("on")
        ]
        away = [
            str(each.get(name))
            for each in page.root.iter()
            for name in ("src", "href")
            if each.tag in ("link", "script", "img") and "//" in str(each.get(name))
        ]
        assert (path, scripts, styled, page.all("style"), handlers, away) == (
            path,
            [],
            [],
            [],
            [],
            [],
        )


def test_over_tls_browsers_are_told_to_stay_with_it(client: FlaskClient) -> None:
    response = client.get("/", base_url="https://events.example.go.th")
    assert response.headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize("way", ["", "/change", "/cancel", "/calendar.ics"])
def test_private_pages_are_kept_by_nobody(
    app: Flask, client: FlaskClient, row: Registration, way: str
) -> None:
    response = client.get(f"/r/{token(app, row)}{way}")
    assert response.status_code == 200
    assert (response.headers["Cache-Control"], response.headers["X-Robots-Tag"]) == (
        "no-store",
        "noindex, nofollow",
    )


def test_staff_pages_are_kept_by_nobody_and_public_ones_may_be_found(
    session: Session, client: FlaskClient, row: Registration, sign_in: SignIn
) -> None:
    staff = sign_in(factories.user(session, row.event.organisation, Role.STAFF))
    session.commit()
    for path in ("", "/list.csv", f"/{row.id}"):
        response = staff.get(f"/o/e/{row.event.slug}/registrations{path}")
        assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-store")
    assert "X-Robots-Tag" not in client.get(f"/e/{row.event.slug}/").headers


# --- tokens of forms ---------------------------------------------------------------------------


def address(rule: Rule) -> str:
    """Return an address that a rule matches."""
    values = {}
    for name, converter in rule._converters.items():  # noqa: SLF001 (Werkzeug has no other way)
        kind = type(converter).__name__
        values[name] = (
            1
            if kind == "RowNumber"
            else min(getattr(converter, "items", ["x"]))
            if kind == "AnyConverter"
            else "x"
        )
    built = rule.build(values)
    assert built is not None
    return built[1]


def test_no_form_is_taken_without_its_token(with_tokens: Flask) -> None:
    client = with_tokens.test_client()
    posts = [
        rule
        for rule in with_tokens.url_map.iter_rules()
        if (rule.methods or set()) & {"POST", "PUT", "PATCH", "DELETE"}
        # programs send no form and no cookie, so that nobody's sign-in could be abused
        and not rule.endpoint.startswith("api.")
    ]
    assert len(posts) > 20
    answers = {}
    for rule in posts:
        response = client.post(address(rule), data={"csrf_token": "made up"})
        answers[rule.endpoint] = (response.status_code, "หน้านี้หมดอายุ" in response.text)
    assert answers == dict.fromkeys((rule.endpoint for rule in posts), (400, True))


def test_no_address_changes_anything_by_being_opened(app: Flask) -> None:
    changing = (
        "cancel",
        "remove",
        "release",
        "withhold",
        "publish",
        "withdraw",
        "sign_out",
        "decide",
    )
    opened = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or set())
        and any(word in rule.endpoint.split(".")[-1] for word in changing)
    }
    # all ask first, and change nothing until the answer is sent
    assert opened == {"private.cancel", "meetings.remove", "nominating.withdraw_person"}


@pytest.mark.parametrize("base_url", ["http://localhost", "https://events.example.go.th"])
def test_the_forms_of_the_pages_hold_the_token_that_they_need(
    session: Session, with_tokens: Flask, row: Registration, base_url: str
) -> None:
    person = factories.user(session, row.event.organisation, Role.ORGANISER)
    session.commit()
    client = with_tokens.test_client()

    def send(path: str, **data: str) -> int:
        token = Page(client.get(path, base_url=base_url)).value("csrf_token")
        sent = client.post(path, data={"csrf_token": token, **data}, base_url=base_url)
        return sent.status_code

    assert send(f"/r/{token(with_tokens, row)}/cancel") == 303
    filled = {
        name: getattr(factories.applicant(), name)
        for name in ("title", "first_name", "last_name", "agency", "email")
    }
    form = f"/e/{row.event.slug}/register"
    assert send(form, quota="TH-73", consent="y", **filled) == 303
    assert send("/sign-in", email=person.email, password=PASSWORD) == 303


def test_another_browser_s_token_is_of_no_use(with_tokens: Flask, row: Registration) -> None:
    path = f"/r/{token(with_tokens, row)}/cancel"
    foreign = Page(with_tokens.test_client().get(path)).value("csrf_token")
    client = with_tokens.test_client()
    client.get(path)
    assert client.post(path, data={"csrf_token": foreign}).status_code == 400


# --- roles -------------------------------------------------------------------------------------

STAFF_PAGES = {
    "registrations": Role.STAFF,
    "registrations/list.csv": Role.STAFF,
    "registrations/list.xlsx": Role.STAFF,
    "registrations/{row}": Role.STAFF,
    "attendance": Role.STAFF,
    "attendance/summary.xlsx": Role.STAFF,
    "attendance/summary.pdf": Role.STAFF,
    "attendance/meetings/1": Role.STAFF,
    "names": Role.STAFF,
    "names/meetings/1.csv": Role.STAFF,
    "names/meetings/1.xlsx": Role.STAFF,
    "coordinators": Role.STAFF,
    "coordinators/q/TH-73": Role.STAFF,
    "coordinators/q/TH-73/renew": Role.ORGANISER,
    "coordinators/q/TH-73/letter.pdf": Role.ORGANISER,
    "coordinators/letters.pdf": Role.ORGANISER,
    "coordinators/links.xlsx": Role.ORGANISER,
    "coordinators/links.txt": Role.ORGANISER,
    "coordinators/send": Role.ORGANISER,
    "coordinators/remind/not_opened": Role.ORGANISER,
    "coordinators/list": Role.ORGANISER,
    "coordinators/list/template.xlsx": Role.ORGANISER,
    "coordinators/list/template.csv": Role.ORGANISER,
}
STAFF_ACTIONS = {
    "registrations/{row}/cancel": Role.ORGANISER,
    "attendance/meetings/1": Role.STAFF,
    "attendance/meetings/1/reports/1/remove": Role.STAFF,
    "attendance/meetings/1/names/1/decide": Role.STAFF,
    "names": Role.STAFF,
    "names/corrected.csv": Role.STAFF,
    "names/corrected.xlsx": Role.STAFF,
    "coordinators/code": Role.ORGANISER,
    "coordinators/q/TH-73/contacts": Role.ORGANISER,
    "coordinators/q/TH-73/contacts/1": Role.ORGANISER,
    "coordinators/q/TH-73/contacts/1/remove": Role.ORGANISER,
    "coordinators/q/TH-73/renew": Role.ORGANISER,
    "coordinators/send": Role.ORGANISER,
    "coordinators/remind/not_nominated": Role.ORGANISER,
    "coordinators/list": Role.ORGANISER,
    "coordinators/list/preview": Role.ORGANISER,
}
TABLED = (
    "registrations.",
    "attendance.",
    "names.",
    "coordinators.",
    "coordinator_links.",
    "coordinator_lists.",
)
LARGER = (Role.VIEWER, Role.STAFF, Role.ORGANISER, Role.ADMINISTRATOR)


def test_the_tables_name_every_route_of_the_staff(app: Flask) -> None:
    endpoints = {
        rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint.startswith(TABLED)
    }
    adapter = app.url_map.bind("localhost")
    tested = {
        adapter.match(f"/o/e/x/{path.format(row=1)}", method=method)[0]
        for table, method in ((STAFF_PAGES, "GET"), (STAFF_ACTIONS, "POST"))
        for path in table
    }
    assert tested == endpoints


def answers(client: FlaskClient, event: Event, row: Registration) -> dict[str, int]:
    found = {
        path: client.get(f"/o/e/{event.slug}/{path.format(row=row.id)}").status_code
        for path in STAFF_PAGES
    }
    for path in STAFF_ACTIONS:
        sent = client.post(f"/o/e/{event.slug}/{path.format(row=row.id)}")
        found[f"POST {path}"] = sent.status_code
    return found


@pytest.mark.parametrize("role", LARGER)
def test_each_role_opens_its_own_pages_and_no_others(
    session: Session, sign_in: SignIn, row: Registration, role: Role
) -> None:
    client = sign_in(factories.user(session, row.event.organisation, role))
    session.commit()
    found = answers(client, row.event, row)
    allowed = {
        path: LARGER.index(role) >= LARGER.index(needed) for path, needed in STAFF_PAGES.items()
    } | {
        f"POST {path}": LARGER.index(role) >= LARGER.index(needed)
        for path, needed in STAFF_ACTIONS.items()
    }
    assert {path: code != 403 for path, code in found.items()} == allowed
    assert {path: found[path] for path in STAFF_PAGES} == {
        path: 200 if allowed[path] else 403 for path in STAFF_PAGES
    }


@pytest.mark.parametrize("who", ["another office", "another event", "no office"])
def test_strangers_cannot_tell_that_the_event_exists(
    session: Session, sign_in: SignIn, row: Registration, who: str
) -> None:
    elsewhere = factories.organisation(session)
    person = factories.user(session, elsewhere, Role.ADMINISTRATOR)
    if who == "another event":
        other = factories.event(session, row.event.organisation)
        person.grants[0].organisation = row.event.organisation
        person.grants[0].event_id = other.id
    elif who == "no office":
        session.delete(person.grants[0])
    session.commit()
    client = sign_in(person)
    assert set(answers(client, row.event, row).values()) == {404}
    missing = client.get("/o/e/no-such-event/registrations")
    hidden = client.get(f"/o/e/{row.event.slug}/registrations")
    said = [
        re.sub('name="csrf_token" value="[^"]*"', "", answer.text) for answer in (missing, hidden)
    ]
    assert said[0].replace("no-such-event", row.event.slug) == said[1]


def test_visitors_are_sent_to_sign_in(client: FlaskClient, row: Registration) -> None:
    assert set(answers(client, row.event, row).values()) == {302}


def test_a_role_in_one_event_is_enough_for_it(
    session: Session, sign_in: SignIn, row: Registration
) -> None:
    person = factories.user(session, row.event.organisation, Role.STAFF, event=row.event)
    session.commit()
    assert sign_in(person).get(f"/o/e/{row.event.slug}/registrations").status_code == 200


def test_public_routes_are_the_ones_that_are_meant_to_be(app: Flask) -> None:
    with app.app_context():
        open_to_all = {
            rule.endpoint
            for rule in app.url_map.iter_rules()
            if access_of(rule.endpoint) is Access.PUBLIC
        }
    assert open_to_all == {
        "static",
        "bootstrap.static",
        "account.sign_in",
        "language.choose",
        "public.home",
        "public.event",
        "public.calendar",
        "public.agenda",
        "public.qr",
        "public.quota_qr",
        "public_names.page",
        "public_names.event_page",
        "registering.form",
        "registering.sent",
        "api.check_display_names",
        "api.description",
        "suggestions.agencies",
    }
