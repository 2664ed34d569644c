"""Mails: messages whose heads nobody can write into, and the texts about a registration."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.errors import HeaderParseError
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final

from eventsys.documents.ical import CONTENT_TYPE, event_calendar
from eventsys.documents.templates import render_template
from eventsys.i18n import N_, translate
from eventsys.rules.registration_mail import RegistrationMail, RegistrationMailKind

_SUBJECTS: Final[dict[RegistrationMailKind, str]] = {
    "registration_confirmed": N_("ยืนยันการลงทะเบียน: %(title)s"),
    "registration_waiting": N_("รายชื่อสำรอง: %(title)s"),
    "registration_pending": N_("ได้รับการลงทะเบียนแล้ว รออนุมัติ: %(title)s"),
    "registration_declined": N_("การลงทะเบียนไม่ได้รับอนุมัติ: %(title)s"),
    "registration_promoted": N_("ท่านได้รับที่นั่งแล้ว: %(title)s"),
    "registration_changed": N_("แก้ไขข้อมูลการลงทะเบียนแล้ว: %(title)s"),
    "registration_cancelled": N_("ยกเลิกการลงทะเบียนแล้ว: %(title)s"),
    "registration_link": N_("ลิงก์การลงทะเบียนของท่าน: %(title)s"),
}
_WITH_CALENDAR: Final = frozenset({"registration_confirmed", "registration_promoted"})

# fits a line beside the header's name
_SHORT: Final = 60

# line and paragraph ends, control and format signs, lone surrogates
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


class AddressError(ValueError):
    """A text that is not one e-mail address."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a mail; ``content_type`` may have parameters (``text/calendar; method=…``)."""

    filename: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class MailText:
    """Subject, plain text and files of a mail that is not yet addressed."""

    subject: str
    text: str
    attachments: tuple[Attachment, ...] = ()


def compose_mail(
    *,
    sender: str,
    recipient: str,
    subject: str,
    text: str,
    html: str | None = None,
    attachments: Sequence[Attachment] = (),
    message_id: str,
    date: datetime,
) -> EmailMessage:
    """Return a message that is ready to be sent or written to a file.

    Line ends and other signs that nobody sees become spaces in the subject, so that no text of a
    person adds a line to the head of the message.

    Args:
        sender: one address, with or without a name: ``สำนักงาน <no-reply@example.go.th>``.
        recipient: one address in the same form; several are refused.
        subject: may be Thai, of any length.
        text: the mail as plain text.
        html: the same as HTML, where wanted.
        attachments: files in order.
        message_id: ``<…@…>``, kept over repeated attempts so that a mail is known again.
        date: when it was written, with its zone.

    Raises:
        AddressError: sender or recipient is not one e-mail address.
        ValueError: the message's identifier holds a line end.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = _address(sender)
    message["To"] = _address(recipient)
    message.set_raw("Subject", _encoded(_one_line(subject)))
    message["Date"] = date
    message["Message-ID"] = message_id
    # asks automatic answers to stay away
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text, cte="base64")
    if html is not None:
        message.add_alternative(html, subtype="html", cte="base64")
    for attachment in attachments:
        _attach(message, attachment)
    return message


def registration_mail(kind: RegistrationMailKind, data: RegistrationMail, locale: str) -> MailText:
    """Return subject and text of a mail about a registration, with the calendar where it helps.

    The calendar file goes with ``registration_confirmed`` and ``registration_promoted``.

    Args:
        kind: what happened.
        data: whom it concerns.
        locale: ``th`` or ``en``.
    """
    title = data.event.title.in_language(locale)
    text = render_template(
        f"email/{kind}.txt",
        locale=locale,
        event=data.event,
        data=data,
    )
    files: tuple[Attachment, ...] = ()
    if kind in _WITH_CALENDAR:
        content = event_calendar(
            data.event, url=data.event_url, locale=locale, now=data.made_at, links=data.links
        )
        files = (Attachment(f"{data.event.slug}.ics", CONTENT_TYPE, content),)
    return MailText(translate(locale, _SUBJECTS[kind], title=title), f"{text.strip()}\n", files)


def _address(text: str) -> Address:
    """Return the one address that a text holds, its domain in ASCII."""
    if any(unicodedata.category(sign) in _UNSEEN for sign in text):
        raise AddressError("an address holds no line ends")
    try:
        header = SMTP.header_factory("To", text)
    except IndexError as wrong:  # the parser's answer to "a@"
        raise AddressError("not one e-mail address") from wrong
    if header.defects or len(header.addresses) != 1 or not header.addresses[0].domain:
        raise AddressError("not one e-mail address")
    found = header.addresses[0]
    try:
        domain = found.domain.encode("idna").decode("ascii")
        username = found.username.encode("ascii").decode()
        return Address(found.display_name, username, domain)
    except (UnicodeError, HeaderParseError, ValueError, IndexError) as wrong:
        raise AddressError("not one e-mail address") from wrong


def _encoded(subject: str) -> str:
    """Return a subject in encoded words of its own lines (RFC 2047).

    The header classes that fold by themselves lose a space where it falls between two of them.
    """
    if subject.isascii() and len(subject) < _SHORT and "=?" not in subject:
        return subject
    return Header(subject, "utf-8", maxlinelen=75, header_name="Subject").encode()


def _one_line(text: str) -> str:
    """Return a text with each run of white space and unseen signs as one space."""
    seen = "".join(" " if unicodedata.category(sign) in _UNSEEN else sign for sign in text)
    return " ".join(seen.split())


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    kind, *parameters = (part.strip() for part in attachment.content_type.split(";"))
    main, _, sub = kind.partition("/")
    named = dict(parameter.split("=", 1) for parameter in parameters)
    message.add_attachment(
        attachment.content,
        maintype=main,
        subtype=sub,
        filename=attachment.filename,
        params=named,
    )
