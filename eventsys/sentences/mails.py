"""Sentences for why a mail was not sent."""

import re
from typing import Final

from eventsys.i18n import N_, translate

# what the worker notes as the reason: a code, and where there is one an SMTP answer or the
# name of what went wrong, as in "recipient refused: 550"
_REASON: Final = re.compile(r"(?P<code>[a-z][a-z_ ]*[a-z])(?:: *(?P<detail>.+))?", re.DOTALL)
_NUMBER: Final = re.compile(r"[0-9]{3}")

GENERAL: Final = N_("ส่งไม่ได้ด้วยเหตุที่ระบบไม่รู้จัก แจ้งผู้ดูแลระบบหากส่งใหม่แล้วยังไม่สำเร็จ")

SENTENCES: Final = {
    "no address": N_("ไม่มีที่อยู่อีเมลของผู้รับแล้ว"),
    "address not usable": N_("ที่อยู่อีเมลของผู้รับใช้ส่งไม่ได้ ตรวจสอบการสะกดแล้วส่งใหม่"),
    "event not published": N_("โครงการยังไม่ได้เผยแพร่ เผยแพร่แล้วจึงส่งใหม่"),
    "unknown kind of work": N_("ระบบรุ่นนี้ไม่รู้จักอีเมลชนิดนี้ แจ้งผู้ดูแลระบบ"),
    "worker died": N_("โปรแกรมส่งอีเมลหยุดทำงานกลางคันหลายครั้ง แจ้งผู้ดูแลระบบ"),
    "mail folder": N_("เขียนอีเมลลงแฟ้มไม่ได้ แจ้งผู้ดูแลระบบ"),
    "mail server": N_("ติดต่อเครื่องส่งอีเมลไม่ได้ แจ้งผู้ดูแลระบบหากส่งใหม่แล้วยังไม่สำเร็จ"),
    "recipient refused": N_("ระบบอีเมลปลายทางไม่รับอีเมลถึงที่อยู่นี้ ตรวจสอบที่อยู่แล้วส่งใหม่"),
}

# the same where the mail server's answer has a number, which helps whoever looks after it
NUMBERED: Final = {
    "mail server": N_("เครื่องส่งอีเมลไม่รับอีเมลนี้ (รหัส %(number)s) แจ้งผู้ดูแลระบบหากส่งใหม่แล้วยังไม่สำเร็จ"),
    "recipient refused": N_("ระบบอีเมลปลายทางไม่รับอีเมลถึงที่อยู่นี้ (รหัส %(number)s) ตรวจสอบที่อยู่แล้วส่งใหม่"),
}


def mail_error_sentence(reason: str, locale: str) -> str:
    """Return the sentence of the reason why a mail was not sent.

    Args:
        reason: as the worker noted it; one that is not known gives a general sentence.
        locale: ``th`` or ``en``.
    """
    found = _REASON.fullmatch(reason)
    code, detail = (found["code"].replace("_", " "), found["detail"] or "") if found else ("", "")
    if code in NUMBERED and _NUMBER.fullmatch(detail):
        return translate(locale, NUMBERED[code], number=detail)
    return translate(locale, SENTENCES.get(code, GENERAL))
