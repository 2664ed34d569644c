"""Who may open the organisers' pages."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventsys.models import Role, User
from tests import factories
from tests.web.pages import Page

SignIn = Callable[[User], FlaskClient]

PAGES = (
    "",
    "texts",
    "settings",
    "meetings",
    "meetings/new",
    "meetings/1",
    "meetings/1/remove",
    "quotas",
    "quotas/TH-73",
    "quotas/board",
    "quotas/board.xlsx",
    "quotas/new",
    "quotas/new/template.csv",
    "quotas/unused",
    "mails",
    "preview",
    "agenda.pdf",
)
ACTIONS = (
    "publish",
    "withdraw",
    "meetings/1/release",
    "meetings/1/withhold",
    "meetings/1/remove",
    "quotas/bulk",
    "quotas/new/set",
    "quotas/new/list",
    "quotas/new/preview",
    "quotas/unused/from",
    "quotas/unused/move",
    "quotas/new/central",
    "quotas/new/own",
    "quotas/TH-73/remove",
    "mails/retry",
)
FOR_ALL = {"", "preview", "agenda.pdf"}
FOR_STAFF = FOR_ALL | {"quotas", "quotas/board", "quotas/board.xlsx"}


@pytest.mark.parametrize("page", PAGES)
def test_people_of_another_office_cannot_tell_that_the_event_exists(
    session: Session, sign_in: SignIn, page: str
) -> None:
    event = factories.event(session)
    factories.quota(session, event)
    stranger = factories.user(session, factories.organisation(session), Role.ADMINISTRATOR)
    session.commit()
    assert sign_in(stranger).get(f"/o/e/{event.slug}/{page}").status_code == 404


@pytest.mark.parametrize("action", ACTIONS)
def test_people_of_another_office_change_nothing(
    session: Session, sign_in: SignIn, action: str
) -> None:
    event = factories.event(session)
    factories.quota(session, event)
    stranger = factories.user(session, factories.organisation(session), Role.ADMINISTRATOR)
    session.commit()
    assert sign_in(stranger).post(f"/o/e/{event.slug}/{action}").status_code == 404


@pytest.mark.parametrize(("role", "may_read"), [(Role.VIEWER, FOR_ALL), (Role.STAFF, FOR_STAFF)])
def test_smaller_roles_see_the_overview_and_the_preview_and_staff_the_quotas(
    session: Session, sign_in: SignIn, role: Role, may_read: set[str]
) -> None:
    event = factories.event(session)
    factories.quota(session, event)
    person = factories.user(session, event.organisation, role)
    session.commit()
    client = sign_in(person)
    answers = {page: client.get(f"/o/e/{event.slug}/{page}").status_code for page in PAGES}
    assert answers == {page: 200 if page in may_read else 403 for page in PAGES}
    refused = {action: client.post(f"/o/e/{event.slug}/{action}").status_code for action in ACTIONS}
    assert refused == dict.fromkeys(ACTIONS, 403)


def test_a_viewer_gets_no_buttons_and_no_tabs_that_would_be_refused(
    session: Session, sign_in: SignIn
) -> None:
    event = factories.event(session)
    viewer = factories.user(session, event.organisation, Role.VIEWER)
    session.commit()
    client = sign_in(viewer)
    page = Page(client.get(f"/o/e/{event.slug}/"))
    assert [form.get("action") for form in page.one("main").iter("form")] == []
    tabs = [str(link.get("href")) for link in page.one("nav", "tabs").iter("a")]
    assert tabs[0] == f"/o/e/{event.slug}/"
    assert [client.get(tab).status_code for tab in tabs] == [200] * len(tabs)


def test_an_organiser_of_one_event_has_no_role_in_the_office_s_others(
    session: Session, sign_in: SignIn
) -> None:
    office = factories.organisation(session)
    own, other = factories.event(session, office), factories.event(session, office)
    person = factories.user(session, office, event=own)
    session.commit()
    client = sign_in(person)
    assert client.get(f"/o/e/{own.slug}/texts").status_code == 200
    assert client.get(f"/o/e/{other.slug}/texts").status_code == 404
    assert client.get("/o/new").status_code == 403


def test_a_visitor_is_sent_to_sign_in_and_back(app: Flask, session: Session) -> None:
    event = factories.event(session)
    session.commit()
    answer = app.test_client().get(f"/o/e/{event.slug}/quotas")
    assert answer.status_code == 302
    assert answer.location == f"/sign-in?next=/o/e/{event.slug}/quotas"
