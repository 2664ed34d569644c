"""The public page that checks display names."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventsys.models import Event, NamesakeMark
from eventsys.services.naming import AgencyPlan, add_agency
from tests import factories
from tests.factories import NOW
from tests.web.pages import Page, words

Statements = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def event(session: Session) -> Event:
    """Give a public event that knows an agency of its own and allows surnames."""
    event = factories.event(session)
    event.allow_surname = True
    event.namesake_mark = NamesakeMark.NUMBER
    add_agency(
        session,
        event_id=event.id,
        plan=AgencyPlan(abbr="มรป.", aliases=("มูลนิธิรักษ์ป่า",)),
        actor="user:1",
        now=NOW,
    )
    session.commit()
    return event


def checked(client: FlaskClient, names: str, path: str = "/names", **headers: str) -> Page:
    return Page(client.post(path, data={"names": names}, headers=headers))


def cards(page: Page) -> list[list[str]]:
    """Return for each name its verdict with the name, what to change, and the name to use."""
    found = []
    for card in page.all("li", "name-card"):
        verdict = next(each for each in card.iter("p") if each.get("class") == "name-verdict")
        use = [words(each) for each in card.iter("output")]
        found.append(
            [words(verdict), *(words(each) for each in card.iter("li") if each is not card), *use]
        )
    return found


def test_one_name_is_judged_with_what_to_write_instead(client: FlaskClient) -> None:
    page = checked(client, "จ.นครปฐม พช นาย มั่งมั่ง ใจดี")
    assert page.texts("h2", id="results-head") == ["ชื่อนี้ต้องแก้ไข"]
    assert cards(page) == [
        [
            "ต้องแก้ไข จ.นครปฐม พช นาย มั่งมั่ง ใจดี",
            "เขียน “พช.” แทน “พช”",
            "เขียนชื่อจังหวัดว่า “นครปฐม” แทน “จ.นครปฐม”",
            "ตัด “ใจดี” ที่อยู่หลังชื่อออก ให้เหลือเพียง “นายมั่งมั่ง”",
            "เขียนคำนำหน้าติดกับชื่อโดยไม่เว้นวรรค เป็น “นายมั่งมั่ง”",
            "นครปฐม พช. นายมั่งมั่ง",
        ]
    ]
    assert page.value("names") == "จ.นครปฐม พช นาย มั่งมั่ง ใจดี"


def test_a_right_name_is_said_to_be_right(client: FlaskClient) -> None:
    page = checked(client, "นครปฐม พช. นายมั่งมั่ง")
    assert page.texts("h2", id="results-head") == ["ชื่อนี้ถูกต้อง"]
    assert cards(page) == [["ถูกต้อง นครปฐม พช. นายมั่งมั่ง", "นครปฐม พช. นายมั่งมั่ง"]]


def test_many_names_are_judged_each_and_copied_together(client: FlaskClient) -> None:
    page = checked(client, "นครปฐม พช. นายมั่งมั่ง\n\nUNDP Mr David\niPad")
    assert page.texts("h2", id="results-head") == ["ถูกต้อง 1 จาก 3 ชื่อ"]
    assert [card[0] for card in cards(page)] == [
        "ถูกต้อง นครปฐม พช. นายมั่งมั่ง",
        "ต้องแก้ไข UNDP Mr David",
        "ต้องแก้ไข iPad",
    ]
    together = page.one("output", id="all-names")
    assert "".join(together.itertext()).splitlines() == ["นครปฐม พช. นายมั่งมั่ง", "UNDP Mr.David"]


def test_it_speaks_english(client: FlaskClient) -> None:
    page = checked(client, "นครปฐม พช. นาย มั่งมั่ง", "/names?lang=en")
    (card,) = cards(page)
    assert card[1:] == [
        "Write title and first name together without a space, as “นายมั่งมั่ง”",
        "นครปฐม พช. นายมั่งมั่ง",
    ]


def test_an_event_adds_what_it_allows(client: FlaskClient, event: Event) -> None:
    path = f"/e/{event.slug}/names"
    name = "นครปฐม มูลนิธิรักษ์ป่า นายมั่งมั่ง ใจดี"
    assert cards(checked(client, name, path)) == [
        [f"ต้องแก้ไข {name}", "ใช้ชื่อย่อ “มรป.” แทน “มูลนิธิรักษ์ป่า”", "นครปฐม มรป. นายมั่งมั่ง ใจดี"]
    ]
    assert [
        card[0].split()[0] for card in cards(checked(client, "นครปฐม พช. นายมั่งมั่ง 2", path))
    ] == ["ถูกต้อง"]
    assert cards(checked(client, name))[0][-1] == "นครปฐม มูลนิธิรักษ์ป่า นายมั่งมั่ง"


def test_an_event_that_is_not_public_has_no_page(client: FlaskClient, session: Session) -> None:
    hidden = factories.event(session, published=False)
    session.commit()
    for path in (f"/e/{hidden.slug}/names", "/e/there-is-none/names"):
        assert client.get(path).status_code == 404
        assert client.post(path, data={"names": "ก"}).status_code == 404


def test_the_answer_does_not_depend_on_who_is_registered(
    client: FlaskClient, session: Session, event: Event, statements: Statements
) -> None:
    path = f"/e/{event.slug}/names"
    name = "นครปฐม พช. นายมั่งมั่ง"
    before = client.post(path, data={"names": name}).data
    quota = factories.quota(session, event)
    factories.registration(session, event, quota, first_name="มั่งมั่ง")
    session.commit()
    with statements() as seen:
        after = client.post(path, data={"names": name}).data
    assert after == before
    assert [statement for statement in seen if "FROM registration" in statement] == []


def test_nothing_is_kept_of_what_was_typed(
    client: FlaskClient, statements: Statements, caplog: pytest.LogCaptureFixture
) -> None:
    with statements() as seen:
        checked(client, "นครปฐม พช. นายความลับ")
    assert seen == []
    assert "ความลับ" not in caplog.text


@pytest.mark.parametrize("names", ["", "  \n \n"])
def test_nothing_typed_is_asked_for(client: FlaskClient, names: str) -> None:
    page = checked(client, names)
    assert page.errors() == {"names": "พิมพ์หรือวางชื่ออย่างน้อยหนึ่งชื่อ"}
    assert cards(page) == []


def test_more_names_than_a_page_takes_are_refused_and_stay(client: FlaskClient) -> None:
    many = "\n".join(["นครปฐม พช. นายก้อง"] * 1001)
    page = checked(client, many)
    assert page.errors() == {"names": "ตรวจได้ครั้งละไม่เกิน 1000 ชื่อ ตอนนี้มี 1001 ชื่อ แบ่งวางเป็นหลายครั้ง"}
    assert page.value("names") == many
    assert len(cards(checked(client, "\n".join(["นครปฐม พช. นายก้อง"] * 1000)))) == 1000


@pytest.mark.parametrize(
    "text",
    ["\ufeff", "\u200b", "<script>alert(1)</script>", "'\"><img src=x>", "\u202e", "🌸" * 200],
)
def test_hostile_text_is_only_text(client: FlaskClient, text: str) -> None:
    page = checked(client, f"นครปฐม พช. นายก้อง {text}\n{text}")
    assert [each for each in page.all("script") if each.get("src") is None] == []
    assert page.all("img") == []


def test_the_limit_counts_names_and_not_requests(limited_app: Flask) -> None:
    client = limited_app.test_client()
    many = {"names": "\n".join(["ก"] * 1000)}
    answers = [client.post("/names", data=many).status_code for _ in range(61)]
    assert answers == [200] * 60 + [429]
    assert client.get("/names").status_code == 200
