"""Slips of paper: what is on them, and that they are cut apart between people."""

from pathlib import Path

from eventsys.documents.slips_pdf import Slip, slips_pdf
from eventsys.rules.published import Text
from tests.documents.reading import flat, pdf_facts, pdf_text
from tests.documents.sample_event import EVENT


def slip(number: int, state: str = "confirmed") -> Slip:
    return Slip(
        name=f"นางสาวสมใจ ตัวอย่าง {number:02}",
        agency="พช.",
        display_name=f"นครปฐม พช. นางสาวสมใจ {number:02}",
        state=state,
        private_url=f"https://events.example.go.th/r/{number}-secret",
    )


def test_a_slip_says_who_and_which_name_and_never_prints_the_link(tmp_path: Path) -> None:
    content = slips_pdf(EVENT, [slip(1, "waiting")], quota_name=Text("นครปฐม", "Nakhon Pathom"))
    text = flat(pdf_text(content, tmp_path))
    for part in (
        "นางสาวสมใจ ตัวอย่าง 01",
        "นครปฐม พช. นางสาวสมใจ 01",
        "อยู่ในรายชื่อสำรอง ยังไม่ได้ที่นั่ง",
        EVENT.title.th,
    ):
        assert flat(part) in text
    assert "secret" not in text
    assert pdf_facts(content, tmp_path)["Title"] == "ใบแจ้งชื่อผู้เข้าร่วม นครปฐม"


def test_every_person_is_on_one_page_only(tmp_path: Path) -> None:
    content = slips_pdf(
        EVENT, [slip(number) for number in range(25)], quota_name=Text("นครปฐม"), locale="en"
    )
    pages = pdf_text(content, tmp_path).split("\f")
    for number in range(25):
        found = [page for page in pages if flat(f"นางสาวสมใจ {number:02}") in flat(page)]
        assert len(found) == 1
        assert flat(f"ตัวอย่าง {number:02}") in flat(found[0])
