"""Sentences about lists of people: what is wrong with a cell, and what to write instead."""

from typing import Final

from eventsys.i18n import N_, translate
from eventsys.rules.people_list import PersonFault

_FAULTS: Final = {
    "title_missing": N_("ยังไม่มีคำนำหน้า ใส่ เช่น นาย นาง นางสาว"),
    "title_unknown": N_("ไม่รู้จักคำนำหน้านี้ ใส่ เช่น นาย นาง นางสาว ดร. พ.ต.ท."),
    "two_titles": N_("ช่องคำนำหน้าเป็น “%(title)s” แต่ช่องชื่อขึ้นต้นด้วย “%(other)s” เลือกอย่างเดียว"),
    "first_name_missing": N_("ยังไม่มีชื่อ"),
    "first_name_form": N_("ใส่ชื่อจริงเป็นตัวอักษร"),
    "last_name_missing": N_("ยังไม่มีนามสกุล"),
    "agency_missing": N_("ยังไม่มีหน่วยงาน ใส่ชื่อย่อ เช่น พช. หรือชื่อเต็มถ้าไม่มีชื่อย่อ"),
    "email_form": N_("อีเมลนี้ใช้ส่งไม่ได้ แก้ตัวสะกด หรือลบออกถ้าไม่มี"),
    "phone_form": N_("หมายเลขโทรศัพท์ไม่ถูกต้อง ใส่หมายเลขเดียว เช่น 08 1234 5678 หรือลบออกถ้าไม่มี"),
    "province_other": N_("แถวนี้เป็นของจังหวัด%(other)s แต่รายชื่อนี้เป็นของจังหวัด%(province)s เอาแถวออก"),
    "province_unknown": N_("ไม่รู้จักจังหวัด “%(typed)s” รายชื่อนี้เป็นของจังหวัด%(province)s"),
    "too_long": N_("ยาวเกินไป ใช้ได้ไม่เกิน %(most)s ตัวอักษร"),
}
_NOTES: Final = {
    "title_inside": N_("แยกคำนำหน้า “%(title)s” ออกจากชื่อแล้ว"),
    "surname_inside": N_("แยกนามสกุล “%(surname)s” ออกจากชื่อแล้ว"),
    "phone_mended": N_("จะบันทึกเป็น %(phone)s"),
    "email_near": N_("สะกดถูกหรือไม่ อาจหมายถึง %(email)s"),
}


def person_fault_sentence(fault: PersonFault, locale: str) -> str:
    """Return what is wrong with a cell of a list of people, or worth a look there.

    Raises:
        KeyError: the code has no sentence.
    """
    message = _FAULTS.get(fault.code) or _NOTES[fault.code]
    return translate(locale, message, **fault.params)
