"""The page that checks display names, as a participant meets it on a telephone."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PATH = "/e/sdg-localisation-next/names"
WRONG = "จ.นครปฐม พช นาย มั่งมั่ง ใจดี"
RIGHT = "นครปฐม พช. นายมั่งมั่ง"


@pytest.fixture
def phone(
    browser: Browser, base_url: str, at_width: Callable[[int], dict[str, Any]]
) -> Callable[..., Page]:
    """Give a function that opens the page on a telephone."""

    def open_page(**settings: Any) -> Page:  # noqa: ANN401 (as Playwright)
        page = browser.new_context(**{**at_width(390), **settings}).new_page()
        page.goto(base_url + PATH)
        return page

    return open_page


def test_a_name_is_checked_while_it_is_typed_and_the_right_one_copied(
    phone: Callable[..., Page],
) -> None:
    page = phone(permissions=["clipboard-read", "clipboard-write"])
    page.get_by_label("ชื่อที่จะตรวจ").fill(WRONG)
    expect(page.locator("#results-head")).to_have_text("ชื่อนี้ต้องแก้ไข")
    expect(page.locator("#results-said")).to_have_text("ชื่อนี้ต้องแก้ไข")
    page.get_by_role("button", name="คัดลอกชื่อ").click()
    expect(page.get_by_role("button", name="คัดลอกแล้ว")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == RIGHT
    page.get_by_label("ชื่อที่จะตรวจ").fill(RIGHT)
    expect(page.locator("#results-head")).to_have_text("ชื่อนี้ถูกต้อง")
    page.get_by_label("ชื่อที่จะตรวจ").fill("")
    expect(page.locator("#results-head")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_without_scripts_the_button_checks(phone: Callable[..., Page]) -> None:
    page = phone(java_script_enabled=False)
    page.get_by_label("ชื่อที่จะตรวจ").fill(f"{WRONG}\n{RIGHT}")
    page.get_by_role("button", name="ตรวจชื่อ").click()
    expect(page.locator("#results-head")).to_have_text("ถูกต้อง 1 จาก 2 ชื่อ")
    expect(page.locator("#name-1")).to_have_text(RIGHT)


@pytest.mark.parametrize("language", ["th", "en"])
def test_everybody_can_use_it(phone: Callable[..., Page], base_url: str, language: str) -> None:
    page = phone()
    page.goto(f"{base_url}{PATH}?lang={language}")
    page.locator("textarea").fill(f"{WRONG}\n{RIGHT}\niPad")
    expect(page.locator(".name-card")).to_have_count(3)
    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
