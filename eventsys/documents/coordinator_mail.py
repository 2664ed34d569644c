"""Mails and short texts for coordinators: the link of their quota, a reminder, a code."""

from datetime import datetime
from typing import Final, Literal

from eventsys.documents.mail import MailText
from eventsys.documents.templates import render_template
from eventsys.i18n import LOCALES, N_, translate
from eventsys.rules.coordinator_letter import CoordinatorLetter
from eventsys.rules.published import PublishedEvent, Text

CoordinatorMailKind = Literal["link", "reminder"]

_SUBJECTS: Final[dict[CoordinatorMailKind, str]] = {
    "link": N_("ขอเชิญเสนอชื่อผู้เข้าร่วมของ%(quota)s: %(title)s"),
    "reminder": N_("เตือน ยังรอรายชื่อผู้เข้าร่วมของ%(quota)s: %(title)s"),
}
_CODE_SUBJECT: Final = N_("รหัสยืนยันผู้ประสานงาน: %(title)s")
# between the Thai and the English text of one mail
_RULE: Final = "\n\n" + "-" * 40 + "\n\n"


def coordinator_mail(kind: CoordinatorMailKind, letter: CoordinatorLetter) -> MailText:
    """Return a mail that tells one person a quota's link, in Thai and then in English.

    Its subject is Thai: nobody knows in which language a coordinator reads.
    """
    texts = [
        render_template(
            "email/coordinator_link.txt",
            locale=locale,
            thai_digits=letter.event.thai_digits,
            letter=letter,
            event=letter.event,
            reminder=kind == "reminder",
        ).strip()
        for locale in LOCALES
    ]
    subject = translate(
        "th",
        _SUBJECTS[kind],
        quota=letter.group.in_language("th"),
        title=letter.event.title.in_language("th"),
    )
    return MailText(subject, _RULE.join(texts) + "\n")


def code_mail(event: PublishedEvent, group: Text, *, digits: str, expires_at: datetime) -> MailText:
    """Return a mail with the code that lets a device in, in Thai and then in English."""
    texts = [
        render_template(
            "email/coordinator_code.txt",
            locale=locale,
            event=event,
            group=group,
            digits=digits,
            expires_at=expires_at,
        ).strip()
        for locale in LOCALES
    ]
    subject = translate("th", _CODE_SUBJECT, title=event.title.in_language("th"))
    return MailText(subject, _RULE.join(texts) + "\n")


def chat_text(letter: CoordinatorLetter, locale: str) -> str:
    """Return a short text about a quota's link, ready to be sent in a chat."""
    return render_template(
        "email/coordinator_chat.txt", locale=locale, letter=letter, event=letter.event
    ).strip()
