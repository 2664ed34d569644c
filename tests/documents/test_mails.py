"""Mails: heads nobody can write into, Thai that arrives, and what each mail tells."""

from dataclasses import replace
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from typing import get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from eventsys.documents.mail import AddressError, Attachment, compose_mail, registration_mail
from eventsys.rules.published import Text
from eventsys.rules.registration_mail import RegistrationMail, RegistrationMailKind
from tests.documents.sample_event import EVENT, NOW, PAGE_URL

OFFICE = "สำนักงานสภาพัฒนาการเศรษฐกิจและสังคมแห่งชาติ <no-reply@example.go.th>"
PRIVATE_URL = "https://events.example.go.th/r/1a-abcdefghijklmnopqrstuv"
LINK = "https://zoom.example.com/j/91234567890"

DATA = RegistrationMail(
    event=EVENT,
    first_name="กานดา",
    display_name="นครปฐม พช. นางสาวกานดา",
    quota_name=Text("จังหวัดนครปฐม", "Nakhon Pathom"),
    private_url=PRIVATE_URL,
    event_url=PAGE_URL,
    made_at=NOW,
    links={1: LINK},
    waiting_place=3,
)
KINDS: tuple[RegistrationMailKind, ...] = get_args(RegistrationMailKind)


def compose(**changes: object) -> EmailMessage:
    values = {
        "sender": OFFICE,
        "recipient": "kanda@example.go.th",
        "subject": "ยืนยันการลงทะเบียน",
        "text": "น้ำ\n",
        "message_id": "<1@example.go.th>",
        "date": NOW,
        **changes,
    }
    return compose_mail(**values)  # type: ignore[arg-type]


def received(message: EmailMessage) -> EmailMessage:
    found = message_from_bytes(message.as_bytes(), policy=default)
    assert isinstance(found, EmailMessage)
    return found


def test_thai_arrives_in_heads_and_text() -> None:
    found = received(compose(subject=f"ยืนยัน: {EVENT.title.th}"))
    assert found["Subject"] == f"ยืนยัน: {EVENT.title.th}"
    # no space between encoded words (RFC 2047, 6.2); the newer parser of Python 3.11 adds one
    raw = message_from_bytes(compose().as_bytes())
    assert str(make_header(decode_header(raw["From"]))) == OFFICE
    assert found.get_content().splitlines() == ["น้ำ"]
    assert found["Message-ID"] == "<1@example.go.th>"
    assert found["Date"].datetime == NOW
    assert compose().as_bytes().isascii()


@settings(max_examples=60, deadline=None)
@example("::::::::::::::::กกกกกกกกกกกกกกกกกกกกกกกก ก ก")
@given(st.text(st.sampled_from("กาน้ำที่ ABC ๑๒:(SDGs)ปู่ฟื้“”"), max_size=160))
def test_any_subject_arrives(text: str) -> None:
    assert received(compose(subject=text))["Subject"] == " ".join(text.split())


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\x0b", "\u2028", "\x00", "\x85"])
def test_a_line_end_in_the_subject_adds_no_head(end: str) -> None:
    found = received(compose(subject=f"ก{end}Bcc: x@example.com{end}{end}body"))
    assert found["Bcc"] is None
    assert found["Subject"] == "ก Bcc: x@example.com body"
    assert found.get_content().splitlines() == ["น้ำ"]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "kanda",
        "kanda@",
        "@example.go.th",
        "a@example.go.th, b@example.go.th",
        "a@example.go.th b@example.go.th",
        "friends: a@example.go.th, b@example.go.th;",
        "a@example.go.th\nBcc: b@example.go.th",
        "ชื่อ\r\nBcc: b@example.go.th <a@example.go.th>",
        "กานดา@example.go.th",
        "a@example..th",
    ],
)
@pytest.mark.parametrize("head", ["sender", "recipient"])
def test_what_is_not_one_address_is_refused(head: str, address: str) -> None:
    with pytest.raises(AddressError):
        compose(**{head: address})


def test_an_identifier_with_a_line_end_is_refused() -> None:
    with pytest.raises(ValueError, match="linefeed"):
        compose(message_id="<1@x>\nBcc: x@example.com")


def test_a_thai_domain_is_written_in_ascii() -> None:
    assert compose(recipient="a@ไทย.ไทย")["To"] == "a@xn--o3cw4h.xn--o3cw4h"


def test_html_and_files_come_along() -> None:
    file = Attachment("กำหนดการ.pdf", "application/pdf", b"%PDF")
    found = received(compose(html="<p>น้ำ</p>", attachments=[file]))
    html = found.get_body(("html",))
    assert html is not None
    assert html.get_content().splitlines() == ["<p>น้ำ</p>"]
    (part,) = found.iter_attachments()
    assert (part.get_filename(), part.get_content()) == ("กำหนดการ.pdf", b"%PDF")


@pytest.mark.parametrize("kind", KINDS)
def test_each_mail_greets_tells_and_says_whom_to_ask(kind: RegistrationMailKind) -> None:
    mail = registration_mail(kind, DATA, "th")
    lines = mail.text.split("\n")
    assert lines[0] == "เรียน คุณกานดา"
    assert mail.subject.endswith(EVENT.title.th)
    assert EVENT.title.th in lines
    assert "- ครั้งที่ 1 วันศุกร์ที่ 18 กุมภาพันธ์ 2565 เวลา 09.00 – 12.00 น." in lines
    assert len([line for line in lines if line.startswith("- ครั้งที่")]) == 4
    assert "นางสาวมาลี ใจงาม โทร. 0 2000 0000 ต่อ 1234" in lines
    assert "\n\n\n" not in mail.text
    assert LINK not in mail.text
    assert not set(mail.text) & set("๐๑๒๓๔๕๖๗๘๙")


@pytest.mark.parametrize("kind", KINDS)
def test_link_name_and_calendar_go_with_the_right_mails(kind: RegistrationMailKind) -> None:
    mail = registration_mail(kind, DATA, "th")
    lines = mail.text.split("\n")
    ended = kind == "registration_cancelled"
    assert (PRIVATE_URL in lines) is not ended
    named = kind not in {
        "registration_cancelled",
        "registration_declined",
        "registration_pending",
        "registration_waiting",
    }
    assert (DATA.display_name in lines) is named
    files = [each.filename for each in mail.attachments]
    taken = kind in {"registration_confirmed", "registration_promoted"}
    assert files == (["sdg-localisation-2565.ics"] if taken else [])


def test_the_calendar_of_a_mail_arrives_whole() -> None:
    mail = registration_mail("registration_confirmed", DATA, "th")
    found = received(compose(subject=mail.subject, text=mail.text, attachments=mail.attachments))
    (part,) = found.iter_attachments()
    assert part.get_content_type() == "text/calendar"
    assert part.get_param("method") == "PUBLISH"
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    entry = Calendar.from_ical(content).walk("VEVENT")[0]
    assert entry["URL"] == LINK


def test_the_place_in_the_waiting_list_is_told_where_known() -> None:
    told = registration_mail("registration_waiting", DATA, "th").text
    assert "ลำดับที่ 3" in told
    untold = registration_mail("registration_waiting", replace(DATA, waiting_place=None), "th")
    assert "ลำดับที่" not in untold.text


def test_why_a_registration_was_declined_is_told_where_known() -> None:
    told = registration_mail("registration_declined", replace(DATA, reason="เต็มแล้ว"), "th").text
    assert "เหตุผล\nเต็มแล้ว\n" in told
    assert "เหตุผล" not in registration_mail("registration_declined", DATA, "th").text


def test_markup_of_a_template_in_a_title_is_text() -> None:
    title = "{{ 7 * 7 }} & <b> {% raw %}"
    event = replace(EVENT, title=Text(title))
    text = registration_mail("registration_link", replace(DATA, event=event), "th").text
    assert title in text.split("\n")


def test_an_english_mail_has_english_dates() -> None:
    text = registration_mail("registration_confirmed", DATA, "en").text
    assert "Friday 18 February 2022" in text
    assert "09:00–12:00" in text
