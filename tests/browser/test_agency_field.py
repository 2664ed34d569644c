"""The agency field suggests while somebody types, and takes what it does not know."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from eventsys.extensions import db
from eventsys.queries.conventions import agencies_of
from eventsys.rules.agencies import Agency, canonical_agency, search_agencies
from eventsys.rules.thai import repair
from eventsys.services.naming import AgencyPlan, add_agency
from tests import factories
from tests.browser.conftest import Site
from tests.factories import NOW

pytestmark = pytest.mark.browser

SLUG = "agency-field"
OWN = (
    AgencyPlan(
        abbr="ทต.ตัวอย่าง",
        name_th="เทศบาลตำบลตัวอย่าง",
        name_en="Example Subdistrict Municipality",
        aliases=("เทศบาลตัวอย่าง", "กรมตัวอย่าง"),
    ),
    AgencyPlan(abbr="มูลนิธิสมมุติเพื่อการพัฒนา", name_en="Made-up Foundation", aliases=("มสพ.",)),
    AgencyPlan(abbr="RDX", name_en="Regional Data eXchange (RDX-2), Café Straße"),
)

QUERIES = (
    # abbreviations, with and without stops, whole and begun
    *("พช.", "พช", "พ.ช.", "พ ช", "พ", "ส", "สศช", "ส.ศ.ช.", "อบจ", "มท.", "นร", "ESCAP", "escap"),
    *("UNDP", "un", "Un", "u", "SDG", "sdg move", "SDGMove"),
    # beginnings of names, in both languages
    *(
        "กรม",
        "กรมการ",
        "กรมการพัฒนา",
        "กรมการพัฒนาชุมชน",
        "กระทรวงมหาดไทย",
        "สำนักงานสถิติ",
        "กระทรวงการ",
    ),
    *("ministry of", "MINISTRY OF INTERIOR", "Ministryofint", "Department of", "Office of the"),
    # words within, and parts of words
    *("of", "Interior", "development", "DEVELOPMENT and", "and human security", "nesdc", "(NESDC)"),
    *("พัฒนา", "ชุมชน", "จังหวัด", "วิจัย", "สภาพัฒน์", "terior", "ity"),
    # as old keyboards and other programs write
    *(
        "กรม\u200bการ\u200bพัฒนา",
        "  กรมการ   พัฒนา  ",
        "\ufeffพช\u00a0.",
        "กรมเเพทย์",
        "เเรงงาน",
        "เเ",
    ),
    *("กระทรวงสาธารณสุข\u200d", "สํานักงาน", "สํานักนายก", "ส ำนัก", "สำนั้กงาน", "กระทรวงพาณิชย์", "ทีี่"),
    *("สภาพัฒ์น", "ที่ดิน", "ท่ีดิน", "นํ้า", "น้ํา", "น้ำ", "ความมั่นคง", "ความม่ันคง"),
    # the event's own agencies
    *("ทต", "ทต.", "ทต.ตัวอย่าง", "เทศบาล", "ตัวอย่าง", "example", "มสพ", "มูลนิธิ", "Made", "foundation"),
    *("RDX", "rdx2", "exchange", "cafe\u0301", "CAFÉ", "STRASSE", "straße", "กรมตัวอย่าง"),
    # nonsense, and what has no letters
    *("", " ", ".", "()", "\u200b", "ๆ", "ฯ", "%", "<b>", "qqqq", "ไม่มีหน่วยงานนี้", "๑", "12", "กกกก"),
    *("ก" * 300, "กรม" + "\u200b" * 197 + "การ", "😀", "พช😀", "İ", "ΟΔΟΣ", "ี", "กิ้์ํา", "e\u0301้ำ"),
)


@pytest.fixture(scope="module")
def own(site: Site) -> tuple[Agency, ...]:
    """Make an event that knows agencies of its own."""
    with site.app.app_context():
        session = db.session()
        event = factories.event(session, slug=SLUG)
        factories.quota(session, event)
        for plan in OWN:
            add_agency(session, event_id=event.id, plan=plan, actor="system", now=NOW)
        session.commit()
        found = agencies_of(session, event.id)
        db.session.remove()
    return found


@pytest.fixture
def open_form(
    browser: Browser, base_url: str, own: tuple[Agency, ...]
) -> Iterator[Callable[..., Page]]:
    """Give a function that opens the form of registration in a window of its own."""
    assert len(own) == len(OWN)
    contexts = []

    def opened(width: int = 1280, language: str = "th", **settings: Any) -> Page:  # noqa: ANN401
        context = browser.new_context(
            base_url=base_url, viewport={"width": width, "height": 844}, **settings
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.goto(f"/e/{SLUG}/register?lang={language}")
        return page

    yield opened
    for context in contexts:
        context.close()


def ready(page: Page) -> None:
    """Go to the field and wait for what it suggests."""
    page.locator("#agency").focus()
    expect(page.locator("#agency")).to_have_attribute("role", "combobox")


def write(page: Page, text: str) -> None:
    """Write a text as a keyboard does, sign by sign, over what stands there."""
    ready(page)
    page.locator("#agency").fill("")
    page.locator("#agency").press_sequentially(text)


def fill_in(page: Page, first_name: str) -> None:
    """Fill in everything but the agency."""
    page.locator("#quota").select_option("TH-73")
    for field, text in {
        "title": "นาย",
        "first_name": first_name,
        "last_name": "สมมุติสุข",
        "phone": "08 1234 5678",
    }.items():
        page.locator(f"#{field}").fill(text)
    page.locator("#consent").check()


def names(page: Page) -> list[str]:
    return [
        " ".join(text.split())
        for text in page.locator("#agency-list").get_by_role("option").all_inner_texts()
    ]


def chosen(page: Page) -> str:
    """Return the text of the suggestion at which the keyboard is, "" where it is at none."""
    number = page.locator("#agency").get_attribute("aria-activedescendant")
    if number is None:
        expect(page.locator("[role=option][aria-selected=true]")).to_have_count(0)
        return ""
    expect(page.locator("[role=option][aria-selected=true]")).to_have_id(number)
    return page.locator(f"#{number} b").inner_text()


def test_the_script_suggests_and_offers_what_the_rules_do(
    page: Page, base_url: str, own: tuple[Agency, ...]
) -> None:
    page.goto(base_url)
    lists, offers = page.evaluate(
        """async ([address, queries]) => {
            const { search, agencyToOffer } = await import("/static/js/agency.js");
            const known = await (await fetch(address)).json();
            const shown = ({ abbr, th, en }) => [abbr, th, en];
            return [
                queries.map((text) => search(known, text).map(shown)),
                queries.map((text) => (agencyToOffer(known, text) || { abbr: null }).abbr),
            ];
        }""",
        [f"/e/{SLUG}/agencies.json", QUERIES],
    )

    expected = [
        [[each.abbr, each.name_th, each.name_en] for each in search_agencies(text, added=own)]
        for text in QUERIES
    ]
    assert len(set(QUERIES)) == len(QUERIES) >= 40
    assert 40 < sum(map(bool, expected)) < len(QUERIES)
    assert dict(zip(QUERIES, lists, strict=True)) == dict(zip(QUERIES, expected, strict=True))

    canonical = [canonical_agency(text, own) for text in QUERIES]
    assert dict(zip(QUERIES, offers, strict=True)) == {
        text: abbr if abbr != repair(text) else None
        for text, abbr in zip(QUERIES, canonical, strict=True)
    }


def test_a_suggestion_is_chosen_by_keyboard(open_form: Callable[..., Page]) -> None:
    page = open_form()
    field = page.locator("#agency")
    expect(field).to_have_attribute("list", "agencies")
    write(page, "กรมการพ")
    assert field.get_attribute("list") is None
    expect(page.get_by_role("combobox", name="หน่วยงาน", exact=True)).to_have_id("agency")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("listbox", name="หน่วยงานที่แนะนำ")).to_have_id(
        str(field.get_attribute("aria-controls"))
    )
    assert names(page) == ["พช. กรมการพัฒนาชุมชน"]
    assert page.locator("[role=option] b").all_inner_texts() == ["พช."]
    expect(page.get_by_role("status")).to_have_text("หน่วยงานที่แนะนำ 1 รายการ")

    assert chosen(page) == ""
    field.press("ArrowDown")
    assert chosen(page) == "พช."
    field.press("Enter")
    expect(field).to_have_value("พช.")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.get_by_role("status")).to_have_text("ใส่ พช. แล้ว")
    expect(page).to_have_url(re.compile(r"register\?lang=th$"))


def test_the_arrows_go_round_past_what_was_typed(open_form: Callable[..., Page]) -> None:
    page = open_form()
    field = page.locator("#agency")
    write(page, "ก")
    shown = page.locator("[role=option] b").all_inner_texts()
    assert len(shown) == 8
    walked = []
    for _ in range(10):
        field.press("ArrowDown")
        walked.append(chosen(page))
    assert walked == [*shown, "", shown[0]]
    field.press("ArrowUp")
    field.press("ArrowUp")
    assert chosen(page) == shown[-1]
    box, item = (
        page.locator(where).bounding_box()
        for where in (".suggestions", "[role=option][aria-selected=true]")
    )
    assert box
    assert item
    assert box["y"] <= item["y"]
    assert item["y"] + item["height"] <= box["y"] + box["height"]
    field.press("Home")
    assert chosen(page) == ""

    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("ก")
    field.press("ArrowUp")
    assert chosen(page) == shown[-1]
    field.press("Escape")
    field.press("Alt+ArrowDown")
    assert (chosen(page), page.get_by_role("listbox").is_visible()) == ("", True)
    field.press("ArrowDown")
    field.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.locator("#position")).to_be_focused()
    expect(field).to_have_value("ก")


def test_a_suggestion_is_chosen_by_touch(open_form: Callable[..., Page]) -> None:
    page = open_form(390, has_touch=True, is_mobile=True)
    page.locator("#agency").tap()
    write(page, "พัฒนา")
    for option in page.locator("#agency-list").get_by_role("option").all():
        box = option.bounding_box()
        assert box
        assert box["height"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    # the list lies over what follows, and within sight
    box = page.get_by_role("listbox").bounding_box()
    assert box
    assert box["y"] + box["height"] <= 844
    assert page.locator("#position").evaluate(
        """field => {
            const { left, top, width, height } = field.getBoundingClientRect();
            const there = document.elementFromPoint(left + width / 2, top + height / 2);
            return there.closest("[role=listbox]") !== null;
        }"""
    )
    page.locator("#agency-list").get_by_role("option", name="พช. กรมการพัฒนาชุมชน").tap()
    expect(page.locator("#agency")).to_have_value("พช.")
    expect(page.locator("#agency")).to_be_focused()
    expect(page.get_by_role("listbox")).to_be_hidden()

    write(page, "มหาดไทย")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.locator("#last_name").tap()
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.locator("#agency")).to_have_value("มหาดไทย")


def test_a_full_name_offers_its_abbreviation(open_form: Callable[..., Page]) -> None:
    page = open_form(390, has_touch=True, is_mobile=True)
    field = page.locator("#agency")
    for typed, offer, abbreviation in (
        ("กรมการพัฒนาชุมชน", "ใช้ชื่อย่อ พช.", "พช."),
        ("community development DEPARTMENT", "ใช้ชื่อย่อ พช.", "พช."),
        ("พ.ช.", "ใช้ชื่อย่อ พช.", "พช."),
        ("เทศบาลตัวอย่าง", "ใช้ชื่อย่อ ทต.ตัวอย่าง", "ทต.ตัวอย่าง"),
        ("มสพ", "ใช้ชื่อย่อ มูลนิธิสมมุติเพื่อการพัฒนา", "มูลนิธิสมมุติเพื่อการพัฒนา"),
    ):
        write(page, typed)
        button = page.get_by_role("button", name=offer, exact=True)
        expect(page.get_by_role("status")).to_contain_text(offer)
        box = button.bounding_box()
        assert box
        assert box["height"] >= 44
        button.tap()
        expect(field).to_have_value(abbreviation)
        expect(button).to_be_hidden()
        expect(page.get_by_role("listbox")).to_be_hidden()

    write(page, "กรมการพัฒนาชุมชน")
    field.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.get_by_role("button", name="ใช้ชื่อย่อ พช.")).to_be_focused()
    page.keyboard.press("Enter")
    expect(field).to_have_value("พช.")
    expect(field).to_be_focused()


def test_an_unknown_agency_is_taken_and_the_change_form_suggests_as_well(
    open_form: Callable[..., Page],
) -> None:
    page = open_form(390)
    fill_in(page, "ยินดี")
    write(page, "กลุ่มรักษ์สมมุติ")
    expect(page.get_by_role("status")).to_have_text("ไม่มีหน่วยงานแนะนำ ใช้ตามที่พิมพ์ได้")
    expect(page.locator("#agency")).to_have_attribute("aria-expanded", "false")
    expect(page.locator(".agency-offer")).to_be_hidden()
    expect(page.locator("#agency")).to_have_attribute("autocomplete", "off")
    page.locator("#agency").press("Enter")
    expect(page.locator("#display-name")).to_have_text("นครปฐม กลุ่มรักษ์สมมุติ นายยินดี")

    # where a field is still to remember nothing when the page is left, it comes back empty
    private_page = page.url
    page.go_back()
    expect(page.locator("#agency")).to_have_value("กลุ่มรักษ์สมมุติ")
    page.goto(f"{private_page}/change")
    write(page, "example sub")
    page.locator("#agency-list").get_by_role("option").click()
    page.get_by_role("button", name="บันทึก").click()
    expect(page.locator("#display-name")).to_have_text("นครปฐม ทต.ตัวอย่าง นายยินดี")


def test_without_scripts_a_full_name_becomes_its_abbreviation(
    open_form: Callable[..., Page],
) -> None:
    page = open_form(java_script_enabled=False)
    expect(page.locator("#agency")).to_have_attribute("list", "agencies")
    assert page.locator("#agencies option[value='ทต.ตัวอย่าง']").count() == 1
    fill_in(page, "มั่งมี")
    page.locator("#agency").fill("Example Subdistrict Municipality")
    page.get_by_role("button", name="ลงทะเบียน").click()
    expect(page.locator("#display-name")).to_have_text("นครปฐม ทต.ตัวอย่าง นายมั่งมี")


def test_where_the_agencies_do_not_come_the_browser_s_list_stays(
    open_form: Callable[..., Page],
) -> None:
    page = open_form()
    asked: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=503, body="{}")

    page.route("**/agencies.json", refuse)
    with page.expect_response("**/agencies.json"):
        page.locator("#agency").focus()
    page.locator("#agency").press_sequentially("กรม")
    expect(page.locator("#agency")).to_have_attribute("list", "agencies")
    assert page.locator("#agency").get_attribute("role") is None
    expect(page.get_by_role("listbox")).to_be_hidden()

    page.unroute("**/agencies.json")
    page.locator("#position").focus()
    write(page, "กรมการพ")
    assert names(page) == ["พช. กรมการพัฒนาชุมชน"]
    assert len(asked) == 1


def test_the_agencies_are_fetched_once_and_not_before_they_are_needed(
    open_form: Callable[..., Page],
) -> None:
    page = open_form()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.locator("#first_name").focus()
    assert "agencies.json" not in asked
    for _ in range(3):
        write(page, "พ")
        page.locator("#position").focus()
    assert asked.count("agencies.json") == 1


@pytest.mark.parametrize(
    ("width", "language", "offer"),
    [(390, "th", "ใช้ชื่อย่อ พช."), (1280, "en", "Use the abbreviation พช.")],
)
def test_nobody_is_shut_out_while_the_list_is_open(
    open_form: Callable[..., Page], width: int, language: str, offer: str
) -> None:
    page = open_form(width, language)
    write(page, "พช")
    page.locator("#agency").press("ArrowDown")
    expect(page.get_by_role("button", name=offer, exact=True)).to_be_visible()
    name = {"th": "กรมการพัฒนาชุมชน", "en": "Community Development Department"}[language]
    assert names(page)[0] == f"พช. {name}"
    assert Axe().run(page).response["violations"] == []
    write(page, "ก")
    expect(page.locator("#agency-list").get_by_role("option")).to_have_count(8)
    assert Axe().run(page).response["violations"] == []
