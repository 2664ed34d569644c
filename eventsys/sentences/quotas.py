"""Sentences about lists of quotas: what is wrong with a cell, and what to write instead."""

from typing import Final

from eventsys.i18n import N_, translate
from eventsys.rules.quota_list import QuotaFault

_FAULTS: Final = {
    "name_missing": N_("ยังไม่มีชื่อ ใส่ชื่อจังหวัด หรือชื่อและรหัสของโควตาเฉพาะ"),
    "name_long": N_("ชื่อยาวเกินไป ใช้ได้ไม่เกิน 200 ตัวอักษร"),
    "province_unknown": N_("ไม่รู้จักจังหวัดนี้ แก้ชื่อจังหวัด หรือใส่รหัสถ้าเป็นโควตาเฉพาะ"),
    "code_missing": N_("ไม่ใช่ชื่อจังหวัด ถ้าเป็นโควตาเฉพาะให้ใส่รหัสภาษาอังกฤษ"),
    "code_form": N_("รหัสใช้ได้เฉพาะตัวอักษรอังกฤษตัวเล็ก ตัวเลข และขีด (-) ไม่เกิน 31 ตัว"),
    "code_reserved": N_("ระบบใช้รหัสนี้เอง ใช้รหัสอื่น"),
    "twice": N_("ซ้ำกับแถวที่ %(line)s ลบแถวหนึ่งออก"),
    "capacity_missing": N_("ยังไม่มีจำนวนที่นั่ง"),
    "capacity_form": N_("ใส่จำนวนที่นั่งเป็นตัวเลข 0 ถึง %(most)s"),
    "waiting_form": N_("ใส่ รับ หรือ ไม่รับ"),
    "moment_form": N_("อ่านวันและเวลานี้ไม่ได้ ใส่ เช่น 1 ก.พ. 2570 09.00"),
    "closes_before_opens": N_("เวลาปิดต้องอยู่หลังเวลาเปิด"),
}


def quota_fault_sentence(fault: QuotaFault, locale: str) -> str:
    """Return what is wrong with a cell of a list of quotas, and what to write there.

    Raises:
        KeyError: the fault's code has no sentence.
    """
    return translate(locale, _FAULTS[fault.code], **fault.params)
