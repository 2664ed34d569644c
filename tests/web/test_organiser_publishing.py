"""Publishing, withdrawing, and the preview of the next version."""

from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventsys.models import Event, Role, User
from tests import factories
from tests.web.pages import Page

SignIn = Callable[[User], FlaskClient]


def organiser(
    session: Session, sign_in: SignIn, *, meetings: int = 1, published: bool = False
) -> tuple[Event, FlaskClient]:
    event = factories.event(session, meetings=meetings, published=published)
    person = factories.user(session, event.organisation)
    session.commit()
    return event, sign_in(person)


def act(client: FlaskClient, event: Event, action: str) -> list[str]:
    return Page(client.post(f"/o/e/{event.slug}/{action}", follow_redirects=True)).notices()


def test_publishing_shows_the_event_and_each_version_has_its_number(
    session: Session, sign_in: SignIn
) -> None:
    event, client = organiser(session, sign_in)
    assert client.get(f"/e/{event.slug}/").status_code == 404
    assert act(client, event, "publish") == ["เผยแพร่ฉบับที่ 1 แล้ว ทุกคนเห็นได้ทันที"]
    assert client.get(f"/e/{event.slug}/").status_code == 200
    assert act(client, event, "publish") == ["ไม่มีอะไรเปลี่ยนจากฉบับที่เผยแพร่อยู่"]
    client.post(f"/o/e/{event.slug}/texts", data={"version": "1", "title_th": "ชื่อที่สอง"})
    assert Page(client.get(f"/e/{event.slug}/")).texts("h1") == [event.title_th]
    assert act(client, event, "publish") == ["เผยแพร่ฉบับที่ 2 แล้ว ทุกคนเห็นได้ทันที"]
    assert Page(client.get(f"/e/{event.slug}/")).texts("h1") == ["ชื่อที่สอง"]


def test_an_event_without_a_day_is_not_published(session: Session, sign_in: SignIn) -> None:
    event, client = organiser(session, sign_in, meetings=0)
    assert act(client, event, "publish") == ["ยังไม่มีวันประชุม เพิ่มการประชุมและวันก่อน จึงจะเผยแพร่ได้"]
    assert client.get(f"/e/{event.slug}/").status_code == 404


def test_a_withdrawn_event_is_gone_until_it_is_published_again(
    session: Session, sign_in: SignIn
) -> None:
    event, client = organiser(session, sign_in, published=True)
    assert act(client, event, "withdraw") == ["ถอนโครงการจากหน้าเว็บแล้ว ข้อมูลและการลงทะเบียนยังอยู่ครบ"]
    assert client.get(f"/e/{event.slug}/").status_code == 404
    page = Page(client.get(f"/o/e/{event.slug}/"))
    assert page.texts("h2", id="publication") == ["ถอนจากหน้าเว็บอยู่"]
    assert act(client, event, "publish") == ["เปิดหน้าเว็บอีกครั้งแล้ว ด้วยฉบับที่เผยแพร่ไว้ล่าสุด"]
    assert client.get(f"/e/{event.slug}/").status_code == 200


def test_a_change_that_is_not_published_is_said_on_the_overview_and_seen_in_the_preview(
    session: Session, sign_in: SignIn
) -> None:
    event, client = organiser(session, sign_in, published=True)
    old = event.title_th
    address = f"/o/e/{event.slug}"
    assert Page(client.get(f"{address}/")).texts("h2", id="publication") == ["เผยแพร่อยู่"]
    client.post(f"{address}/texts", data={"version": "1", "title_th": "ชื่อใหม่"})
    page = Page(client.get(f"{address}/"))
    assert page.texts("h2", id="publication") == ["เผยแพร่อยู่ แต่มีการแก้ไขที่ยังไม่เผยแพร่"]
    assert Page(client.get(f"{address}/preview")).texts("h1") == ["ชื่อใหม่"]
    assert Page(client.get(f"/e/{event.slug}/")).texts("h1") == [old]


def test_the_draft_s_agenda_comes_as_a_pdf(session: Session, sign_in: SignIn) -> None:
    event, client = organiser(session, sign_in)
    answer = client.get(f"/o/e/{event.slug}/agenda.pdf")
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    assert answer.data.startswith(b"%PDF-")
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_viewer_sees_the_preview_without_a_button_to_publish(
    session: Session, sign_in: SignIn
) -> None:
    event = factories.event(session, published=False)
    viewer = factories.user(session, event.organisation, Role.VIEWER)
    session.commit()
    page = Page(sign_in(viewer).get(f"/o/e/{event.slug}/preview"))
    assert list(page.one("main").iter("form")) == []
