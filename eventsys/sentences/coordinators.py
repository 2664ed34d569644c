"""Sentences about coordinators: what is wrong with a list of them, and what each of them did."""

from typing import Final

from eventsys.i18n import N_, translate
from eventsys.rules.coordinator_list import ContactFault

_FAULTS: Final = {
    "quota_missing": N_("ยังไม่มีจังหวัดหรือโควตา ใส่ชื่อจังหวัด หรือชื่อหรือรหัสของโควตา"),
    "quota_unknown": N_("ไม่รู้จักจังหวัดหรือโควตานี้ ตรวจสอบตัวสะกด"),
    "quota_not_here": N_("โครงการนี้ไม่มีโควตาของ%(province)s ตั้งโควตาก่อน หรือเอาแถวนี้ออก"),
    "too_many": N_("โควตานี้มีผู้ประสานงานเกิน %(most)s คน เอาแถวที่เกินออก"),
    "name_missing": N_("ยังไม่มีชื่อผู้ประสานงาน"),
    "name_form": N_("ใส่ชื่อเป็นตัวอักษร"),
    "too_long": N_("ยาวเกินไป ใช้ได้ไม่เกิน %(most)s ตัวอักษร"),
    "email_form": N_("อีเมลนี้ใช้ส่งไม่ได้ ใส่หนึ่งที่อยู่ เช่น name@example.go.th"),
    "phone_form": N_("ใส่หมายเลขโทรศัพท์เป็นตัวเลข เช่น 02 000 0000 ต่อ 12"),
    "twice": N_("ซ้ำกับแถวที่ %(line)s เอาแถวหนึ่งออก"),
}
# what the audit notes about a quota, in the words of the board
_DONE: Final = {
    "coordinator.enter": N_("เปิดลิงก์ครั้งแรกจากอุปกรณ์"),
    "coordinator.prove_code": N_("ยืนยันด้วยรหัสทางอีเมล"),
    "coordinator.renew_link": N_("ผู้จัดออกลิงก์ใหม่"),
    "coordinator.send_link": N_("ผู้จัดส่งลิงก์ทางอีเมล"),
    "coordinator.remind": N_("ผู้จัดส่งอีเมลเตือน"),
    "coordinator.told_otherwise": N_("ผู้จัดบันทึกว่าแจ้งลิงก์ทางอื่นแล้ว"),
    "coordinator_file.export": N_("ผู้จัดดาวน์โหลดไฟล์ที่มีลิงก์"),
    "coordinator_contact.add": N_("ผู้จัดเพิ่มผู้ประสานงาน"),
    "coordinator_contact.change": N_("ผู้จัดแก้ไขผู้ประสานงาน"),
    "coordinator_contact.remove": N_("ผู้จัดลบผู้ประสานงาน"),
}
# of what has no sentence of its own, the verb at the end of its name tells enough
_VERBS: Final = {
    "export": N_("ดาวน์โหลดไฟล์"),
    "download": N_("ดาวน์โหลดไฟล์"),
    "import": N_("นำเข้ารายชื่อจากไฟล์"),
    "upload": N_("นำเข้ารายชื่อจากไฟล์"),
    "create": N_("เพิ่มผู้เข้าร่วม"),
    "register": N_("เพิ่มผู้เข้าร่วม"),
    "add": N_("เพิ่มผู้เข้าร่วม"),
    "change": N_("แก้ไขผู้เข้าร่วม"),
    "replace": N_("เปลี่ยนตัวผู้เข้าร่วม"),
    "cancel": N_("ยกเลิกผู้เข้าร่วม"),
    "approve": N_("อนุมัติผู้เข้าร่วม"),
    "decline": N_("ไม่อนุมัติผู้เข้าร่วม"),
}
_OTHER: Final = N_("ใช้งานหน้าผู้ประสานงาน")


def contact_fault_sentence(fault: ContactFault, locale: str) -> str:
    """Return what is wrong with a cell of a list of coordinators, and what to write there.

    Raises:
        KeyError: the fault's code has no sentence.
    """
    return translate(locale, _FAULTS[fault.code], **fault.params)


def activity_sentence(action: str, locale: str) -> str:
    """Return what an action of the audit about a quota's coordinator is in words."""
    verb = action.rpartition(".")[2].partition("_")[0]
    return translate(locale, _DONE.get(action) or _VERBS.get(verb) or _OTHER)
