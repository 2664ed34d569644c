"""Sentences about agendas: what the check found, and why a text or a new time is refused."""

from collections.abc import Mapping

from eventsys.i18n import DEFAULT_LOCALE, N_, translate
from eventsys.rules.agenda_check import Finding
from eventsys.rules.thai_dates import WEEKDAYS_EN, WEEKDAYS_TH

_FINDINGS = {
    "overlap": N_(
        "“%(title)s” เวลา %(start)s น. ทับกับ “%(other)s” ในห้องเดียวกัน กรุณาปรับเวลา หรือระบุว่าอยู่คนละห้อง"
    ),
    "gap": N_(
        "ระหว่าง %(end)s–%(start)s น. (%(minutes)s นาที) ไม่มีรายการใด"
        " กรุณาเพิ่มรายการ หรือปรับเวลาของ “%(other)s” หรือ “%(title)s” ให้ต่อกัน"
    ),
    "end_before_start": N_(
        "“%(title)s” เริ่ม %(start)s น. แต่สิ้นสุด %(end)s น. กรุณาแก้เวลาสิ้นสุดให้อยู่หลังเวลาเริ่ม"
    ),
    "speaker_twice": N_(
        "%(speaker)s มีชื่ออยู่สองแห่งในเวลาเดียวกัน (“%(other)s” และ “%(title)s” เวลา %(start)s น.)"
        " กรุณาปรับเวลาหรือเปลี่ยนวิทยากร"
    ),
    "speaker_tbc": N_(
        "“%(talk)s” เวลา %(start)s น. ยังไม่ได้วิทยากรที่แน่นอน กรุณาประสานให้เรียบร้อยก่อนเผยแพร่"
    ),
    "lunch_short": N_(
        "พักกลางวันเวลา %(start)s น. มีเพียง %(minutes)s นาที"
        " กรุณาเผื่ออย่างน้อย 30 นาที หรือแก้ชื่อรายการถ้าไม่ใช่พักกลางวัน"
    ),
    "lunch_early": N_(
        "พักกลางวันเริ่ม %(start)s น. ซึ่งเร็วเกินไป กรุณาเริ่มตั้งแต่ 11:00 น. หรือแก้ชื่อรายการถ้าไม่ใช่พักกลางวัน"
    ),
    "lunch_late": N_("พักกลางวันเวลา %(start)s น. สิ้นสุดหลัง 13:30 น. กรุณาเลื่อนให้เร็วขึ้น"),
    "no_break": N_(
        "ตั้งแต่ %(start)s ถึง %(end)s น. (%(minutes)s นาที) ไม่มีช่วงพัก กรุณาแทรกช่วงพักไม่ให้นั่งนานเกินสองชั่วโมง"
    ),
    "weekday": N_("กำหนดการเขียนว่าวัน%(written)s แต่วันที่นี้ตรงกับวัน%(meant)s กรุณาตรวจสอบวันและวันที่"),
    "outside_hours": N_(
        "“%(title)s” เวลา %(start)s น. อยู่นอกเวลาประชุม (%(opens)s–%(closes)s น.)"
        " กรุณาปรับเวลาของรายการหรือเวลาประชุม"
    ),
    "no_speaker": N_("“%(talk)s” เวลา %(start)s น. ยังไม่มีชื่อวิทยากร กรุณาระบุ"),
}
_ERRORS = {
    "no_time": N_(
        "ไม่พบรายการที่ขึ้นต้นด้วยเวลาในข้อความนี้ จึงอ่านเป็นกำหนดการไม่ได้"
        " กรุณาวางกำหนดการที่แต่ละรายการขึ้นต้นด้วยเวลา เช่น 09.00 – 09.30 น. ลงทะเบียน"
    ),
    "end_before_start": N_("เวลาสิ้นสุด (%(end)s น.) ต้องอยู่หลังเวลาเริ่ม (%(start)s น.)"),
    "past_midnight": N_("เวลาที่เลื่อนทำให้มีรายการเลยเที่ยงคืน กรุณาเลื่อนน้อยลง"),
}


def finding_sentence(code: str, params: Mapping[str, object], locale: str = DEFAULT_LOCALE) -> str:
    """Return what a fault of an agenda is and what to do about it, in one or two sentences.

    Args:
        code: one of ``eventsys.rules.agenda_check.CODES``.
        params: those of the ``Finding``.
        locale: ``th`` or ``en``.

    Raises:
        KeyError: there is no such code.
    """
    told = dict(params)
    if code == "weekday" and locale == "en":
        for name in ("written", "meant"):
            told[name] = WEEKDAYS_EN[WEEKDAYS_TH.index(str(told[name]))]
    return translate(locale, _FINDINGS[code], **told)


def describe(finding: Finding, locale: str = DEFAULT_LOCALE) -> str:
    """Return the sentence of a finding."""
    return finding_sentence(finding.code, finding.params, locale)


def error_sentence(code: str, params: Mapping[str, object], locale: str = DEFAULT_LOCALE) -> str:
    """Return why a text is no agenda, or why an item cannot have its new times.

    Args:
        code: that of an ``eventsys.rules.agenda.AgendaError``.
        params: those of the error.
        locale: ``th`` or ``en``.

    Raises:
        KeyError: there is no such code.
    """
    return translate(locale, _ERRORS[code], **params)
