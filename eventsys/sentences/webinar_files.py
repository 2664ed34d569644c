"""Sentences on those who cannot be imported into a webinar program: why, and what to do."""

from typing import Final

from eventsys.i18n import N_, translate
from eventsys.rules.webinar_import import LONGEST_FIELD, Reason

_WHY: Final = {
    Reason.NO_EMAIL: N_("ไม่มีอีเมล"),
    Reason.SHARED_EMAIL: N_("ใช้อีเมลร่วมกับผู้อื่น"),
    Reason.EMAIL_FORM: N_("อีเมลไม่ถูกต้อง"),
    Reason.EMAIL_SIGN: N_("อีเมลขึ้นต้นด้วยเครื่องหมายที่โปรแกรมตารางอ่านเป็นสูตร"),
    Reason.NAME_TOO_LONG: N_("ชื่อยาวเกินไป Zoom รับช่องละไม่เกิน %(most)s ตัวอักษร"),
    Reason.NAME_FORM: N_("ชื่อแบ่งลงสองช่องของ Zoom ไม่ได้"),
}
_TO_DO: Final = {
    Reason.NO_EMAIL: N_(
        "ขอให้ใส่อีเมลของตนเองในหน้าแก้ไขข้อมูล แล้วดาวน์โหลดไฟล์ใหม่ "
        "หรือให้เข้าด้วยลิงก์กลางของ webinar แล้วพิมพ์ชื่อที่ใช้แสดงให้ตรงทุกตัวอักษร"
    ),
    Reason.SHARED_EMAIL: N_(
        "ขอให้แต่ละคนใส่อีเมลของตนเองในหน้าแก้ไขข้อมูล แล้วดาวน์โหลดไฟล์ใหม่ "
        "หากเข้าด้วยลิงก์กลางของ webinar ต้องใช้คนละอีเมล แล้วพิมพ์ชื่อที่ใช้แสดงให้ตรงทุกตัวอักษร"
    ),
    Reason.EMAIL_FORM: N_("ขอให้แก้อีเมลในหน้าแก้ไขข้อมูล แล้วดาวน์โหลดไฟล์ใหม่"),
    Reason.EMAIL_SIGN: N_("ขอให้ใส่อีเมลอื่นในหน้าแก้ไขข้อมูล แล้วดาวน์โหลดไฟล์ใหม่ หรือเพิ่มคนนี้ใน Zoom ด้วยมือ"),
    Reason.NAME_TOO_LONG: N_("ขอให้ใช้ชื่อย่อของหน่วยงานแทนชื่อเต็มในหน้าแก้ไขข้อมูล แล้วดาวน์โหลดไฟล์ใหม่"),
    Reason.NAME_FORM: N_("ขอให้แก้ชื่อหรือหน่วยงานในหน้าแก้ไขข้อมูล แล้วดาวน์โหลดไฟล์ใหม่"),
}
_SPEAKER_TO_DO: Final = {
    Reason.NO_EMAIL: N_("ใส่อีเมลของวิทยากร"),
    Reason.SHARED_EMAIL: N_("ใส่อีเมลของแต่ละคน Zoom รับวิทยากรหนึ่งคนต่อหนึ่งอีเมล"),
    Reason.EMAIL_FORM: N_("แก้อีเมลของวิทยากร"),
    Reason.EMAIL_SIGN: N_("ใส่อีเมลอื่น หรือเพิ่มคนนี้ใน Zoom ด้วยมือ"),
    Reason.NAME_TOO_LONG: N_("เพิ่มคนนี้ใน Zoom ด้วยมือ โดยใช้ชื่อที่สั้นลง"),
    Reason.NAME_FORM: N_("แก้ชื่อในกำหนดการ หรือเพิ่มคนนี้ใน Zoom ด้วยมือ"),
}


def why_apart(reason: Reason, locale: str) -> str:
    """Return why somebody is in no file, in a few words.

    Args:
        reason: as the rule gives it.
        locale: ``th`` or ``en``.
    """
    return translate(locale, _WHY[reason], most=LONGEST_FIELD)


def what_to_do(reason: Reason, locale: str) -> str:
    """Return what is to be done about a registered person who is in no file."""
    return translate(locale, _TO_DO[reason])


def what_to_do_about_speaker(reason: Reason, locale: str) -> str:
    """Return what is to be done about a speaker who is in no file."""
    return translate(locale, _SPEAKER_TO_DO[reason])
