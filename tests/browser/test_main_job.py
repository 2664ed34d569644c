"""The whole way once: agenda, publication, registration, mail, link, report, summary, lists."""

import email
import email.policy
import io
import re
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from python_calamine import CalamineWorkbook

from tests import factories
from tests.browser.conftest import EMAIL, Site
from tests.documents.reading import pdf_text

SLUG = "sdg-localisation-next"
NAME = "นครปฐม พช. นายมั่งมั่ง"

pytestmark = pytest.mark.browser


@pytest.fixture
def organiser(browser: Browser, base_url: str) -> Page:
    page = browser.new_context(
        base_url=base_url, viewport={"width": 1280, "height": 900}, locale="th-TH"
    ).new_page()
    page.set_default_timeout(10_000)
    page.goto("/sign-in")
    page.get_by_label("อีเมล").fill(EMAIL)
    page.get_by_label("รหัสผ่าน").fill(factories.PASSWORD)
    page.get_by_role("button", name="เข้าสู่ระบบ").click()
    expect(page).to_have_url(re.compile(r"/o/$"))
    return page


@pytest.fixture
def telephone(browser: Browser, base_url: str) -> Page:
    return browser.new_context(
        base_url=base_url,
        viewport={"width": 390, "height": 844},
        locale="th-TH",
        has_touch=True,
        is_mobile=True,
    ).new_page()


def test_from_the_agenda_to_the_attendance_summary(
    site: Site, organiser: Page, telephone: Page, tmp_path: Path
) -> None:
    _change_the_agenda_and_publish(organiser, telephone)
    private_page = _register(telephone)
    _read_the_mail(site, organiser, private_page)
    _release_the_link(organiser, telephone, private_page)
    _bring_in_the_report(organiser)
    _take_the_summary(organiser, tmp_path)


def _change_the_agenda_and_publish(organiser: Page, telephone: Page) -> None:
    organiser.goto(f"/o/e/{SLUG}/meetings")
    organiser.get_by_role("link", name="การสรุปภาพรวมการประชุมฯ และการดำเนินการต่อไป").first.click()
    organiser.get_by_label("หัวข้อ", exact=True).fill("สรุปผลและนัดหมายครั้งต่อไป")
    organiser.get_by_role("button", name="บันทึก", exact=True).last.click()
    expect(organiser.get_by_role("link", name="สรุปผลและนัดหมายครั้งต่อไป", exact=True)).to_be_visible()

    telephone.goto(f"/e/{SLUG}/")
    expect(telephone.get_by_text("สรุปผลและนัดหมายครั้งต่อไป")).to_have_count(0)

    organiser.goto(f"/o/e/{SLUG}/")
    organiser.get_by_role("button", name="เผยแพร่ฉบับใหม่").click()
    telephone.reload()
    expect(telephone.get_by_text("สรุปผลและนัดหมายครั้งต่อไป")).to_be_visible()


def _register(telephone: Page) -> str:
    telephone.goto(f"/e/{SLUG}/")
    telephone.get_by_role("link", name="ลงทะเบียน", exact=True).click()
    telephone.get_by_label("จังหวัดหรือหน่วยงาน").select_option("TH-73")
    telephone.get_by_label("คำนำหน้า").fill("นาย")
    telephone.get_by_label("ชื่อ", exact=True).fill("มั่งมั่ง")
    telephone.get_by_label("นามสกุล").fill("สมมุติสุข")
    telephone.get_by_label("หน่วยงาน", exact=True).fill("กรมการพัฒนาชุมชน")
    telephone.get_by_label("อีเมล").fill("mangmang@example.go.th")
    telephone.get_by_role("button", name="ลงทะเบียน").click()

    expect(telephone.get_by_role("alert")).to_contain_text("ยินยอม")
    expect(telephone.get_by_label("ชื่อ", exact=True)).to_have_value("มั่งมั่ง")

    telephone.locator("#consent").check()
    telephone.get_by_role("button", name="ลงทะเบียน").click()
    expect(telephone.locator("main")).to_have_attribute("data-state", "confirmed")
    expect(telephone.locator("#display-name")).to_have_text(NAME)
    private_page = telephone.url

    telephone.go_back()
    telephone.get_by_role("button", name="ลงทะเบียน").click()
    expect(telephone).to_have_url(private_page)
    telephone.goto(f"/e/{SLUG}/")
    telephone.get_by_text("ดูที่นั่งของแต่ละจังหวัด").click()
    expect(telephone.get_by_role("listitem").filter(has_text="นครปฐม")).to_contain_text("เหลือ 24")
    return private_page


def _read_the_mail(site: Site, organiser: Page, private_page: str) -> None:
    site.run_worker()
    (mail,) = site.mails.glob("*.eml")
    message = email.message_from_bytes(mail.read_bytes(), policy=email.policy.default)
    body = message.get_body(("plain",))
    assert body is not None
    assert message["To"] == "mangmang@example.go.th"
    assert private_page in body.get_content()
    assert NAME in body.get_content()

    organiser.goto(f"/o/e/{SLUG}/mails")
    expect(organiser.get_by_role("row").filter(has_text="มั่งมั่ง")).to_contain_text("ส่งแล้ว")


def _release_the_link(organiser: Page, telephone: Page, private_page: str) -> None:
    telephone.goto(private_page)
    expect(telephone.get_by_role("link", name="เข้าห้องประชุม")).to_have_count(0)
    organiser.goto(f"/o/e/{SLUG}/meetings")
    organiser.get_by_role("button", name="เปิดเผยลิงก์ให้ผู้ที่ได้ที่นั่ง").first.click()
    telephone.reload()
    expect(telephone.get_by_role("link", name="เข้าห้องประชุม")).to_have_attribute(
        "href", "https://webinar.example.go.th/j/9000000001"
    )


def _bring_in_the_report(organiser: Page) -> None:
    lines = (files("eventsys.demonstration") / "report.csv").read_text(encoding="utf-8-sig")
    head = lines[: lines.index("Yes,ฉะเชิงเทรา")]
    times = '"Feb 15, 2022 08:30:00",approved,"Feb 18, 2022 09:00:00","Feb 18, 2022 11:30:00",150'
    rows = "".join(
        f"Yes,{name},{name},,,{times},Yes,Thailand\n"
        for name in (f"  {NAME} ", "iPad", "ไม่มีใครรู้จัก")
    )
    organiser.goto(f"/o/e/{SLUG}/attendance/meetings/1")
    for _ in range(2):  # the same file again changes nothing
        organiser.get_by_label("ไฟล์รายงาน").set_input_files(
            {
                "name": "attendee-report.csv",
                "mimeType": "text/csv",
                "buffer": (head + rows).encode("utf-8-sig"),
            }
        )
        organiser.get_by_role("button", name="นำเข้ารายงาน").click()
        people = organiser.get_by_role("region", name="ผู้เข้าร่วม").get_by_role("row")
        expect(people).to_have_count(2)
        expect(people.last).to_contain_text(NAME)
        expect(people.last).to_contain_text("150")
        open_names = organiser.get_by_role("region", name="ชื่อที่ยังจับคู่ไม่ได้")
        expect(open_names.get_by_role("rowheader")).to_have_text(["iPad", "ไม่มีใครรู้จัก"])

    organiser.get_by_label("ไฟล์รายงาน").set_input_files(
        {"name": "photo.csv", "mimeType": "text/csv", "buffer": bytes(range(256)) * 40}
    )
    organiser.get_by_role("button", name="นำเข้ารายงาน").click()
    expect(organiser.get_by_role("alert")).to_be_visible()


def _take_the_summary(organiser: Page, tmp_path: Path) -> None:
    organiser.goto(f"/o/e/{SLUG}/attendance")
    expect(organiser.get_by_role("row").filter(has_text="ครั้งที่ 1").first).to_contain_text("100%")
    pdf = organiser.request.get(f"/o/e/{SLUG}/attendance/summary.pdf").body()
    text = pdf_text(pdf, tmp_path)
    assert "นครปฐม" in text

    workbook = CalamineWorkbook.from_filelike(
        io.BytesIO(organiser.request.get(f"/o/e/{SLUG}/attendance/summary.xlsx").body())
    )
    first_meeting = workbook.get_sheet_by_index(0).to_python()[1]
    assert [first_meeting[0], *first_meeting[4:9]] == [1, 1, 1, 0, 0, 1]

    listed = organiser.request.get(f"/o/e/{SLUG}/registrations/list.csv").body()
    assert listed.decode("utf-8-sig").count("มั่งมั่ง") == 2
