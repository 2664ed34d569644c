"""Words for the values of enumerations, one word for one thing."""

from typing import Final

from eventsys.i18n import N_, translate

WORDS: Final = {
    "registration_state": {
        "pending": N_("รออนุมัติ"),
        "confirmed": N_("ได้ที่นั่งแล้ว"),
        "waiting": N_("รายชื่อสำรอง"),
        "declined": N_("ไม่อนุมัติ"),
        "cancelled": N_("ยกเลิก"),
    },
    "meeting_mode": {
        "webinar": N_("ประชุมทางไกล"),
        "room": N_("ในห้องประชุม"),
        "hybrid": N_("ในห้องประชุมและทางไกล"),
    },
    "meeting_state": {
        "scheduled": N_("ตามกำหนด"),
        "postponed": N_("เลื่อน"),
        "called_off": N_("ยกเลิกการประชุม"),
    },
    "item_kind": {
        "registration": N_("รับลงทะเบียน"),
        "opening": N_("พิธีเปิด"),
        "lecture": N_("บรรยาย"),
        "panel": N_("เสวนา"),
        "parallel": N_("บรรยายพร้อมกันหลายเรื่อง"),
        "group_work": N_("แบ่งกลุ่ม/ฝึกปฏิบัติ"),
        "discussion": N_("แลกเปลี่ยนความคิดเห็น"),
        "break": N_("พัก"),
        "lunch": N_("อาหารกลางวัน"),
        "closing": N_("สรุป/ปิดการประชุม"),
        "other": N_("อื่น ๆ"),
    },
    "speaker_role": {
        "speaker": N_("วิทยากร"),
        "moderator": N_("ผู้ดำเนินรายการ"),
        "chair": N_("ประธาน"),
    },
    "quota_kind": {
        "province": N_("จังหวัด"),
        "central": N_("ส่วนกลาง"),
        "own": N_("โควตาเฉพาะ"),
    },
    "quota_set": {
        "provinces": N_("ทุกจังหวัด (77 จังหวัด)"),
        "provinces_without_bangkok": N_("ทุกจังหวัด ยกเว้นกรุงเทพมหานคร (76 จังหวัด)"),
        "pilot_areas": N_("พื้นที่นำร่อง SDGs (9 จังหวัดและ 5 องค์กรปกครองส่วนท้องถิ่น)"),
        "environment_offices": N_("สำนักงานสิ่งแวดล้อมภาคที่ 1–16"),
    },
    "approval": {
        "nobody": N_("ไม่ต้องอนุมัติ ได้ที่นั่งทันที"),
        "coordinator": N_("ผู้ประสานงานอนุมัติ"),
        "organiser": N_("ผู้จัดอนุมัติ"),
    },
    "region": {
        "central": N_("ภาคกลาง"),
        "north": N_("ภาคเหนือ"),
        "northeast": N_("ภาคตะวันออกเฉียงเหนือ"),
        "east": N_("ภาคตะวันออก"),
        "west": N_("ภาคตะวันตก"),
        "south": N_("ภาคใต้"),
        "none": N_("ส่วนกลางและโควตาเฉพาะ"),
    },
    "quota_standing": {
        "free": N_("มีที่ว่าง"),
        "full": N_("เต็ม"),
        "waiting": N_("มีรายชื่อสำรอง"),
        "pending": N_("มีผู้รออนุมัติ"),
        "not_open": N_("ไม่เปิดรับขณะนี้"),
    },
    "role": {
        "administrator": N_("ผู้ดูแลระบบ"),
        "organiser": N_("ผู้จัด"),
        "staff": N_("เจ้าหน้าที่"),
        "viewer": N_("ผู้ดู"),
    },
    "job_state": {
        "queued": N_("รอส่ง"),
        "running": N_("กำลังส่ง"),
        "done": N_("ส่งแล้ว"),
        "failed": N_("ส่งไม่สำเร็จ"),
    },
    "presence": {
        "attended": N_("เข้าร่วม"),
        "partly": N_("เข้าร่วมบางส่วน"),
        "absent": N_("ไม่เข้าร่วม"),
    },
    "sector": {
        "provincial_office": N_("สำนักงานจังหวัด (งานแผนและโครงการ)"),
        "regional": N_("หน่วยงานราชการส่วนภูมิภาค"),
        "district": N_("อำเภอ ตำบล หมู่บ้าน"),
        "local": N_("องค์กรปกครองส่วนท้องถิ่น"),
        "private": N_("ภาคเอกชน"),
        "civil_society": N_("ภาคประชาสังคม"),
        "education": N_("ภาคการศึกษา"),
        "youth": N_("เด็กและเยาวชน"),
        "central": N_("หน่วยงานส่วนกลาง"),
        "other": N_("ภาคส่วนอื่น"),
    },
    "mail": {
        "mail.registration_confirmed": N_("ยืนยันการลงทะเบียน"),
        "mail.registration_waiting": N_("แจ้งรายชื่อสำรอง"),
        "mail.registration_pending": N_("แจ้งรออนุมัติ"),
        "mail.registration_declined": N_("แจ้งไม่ได้รับอนุมัติ"),
        "mail.registration_promoted": N_("แจ้งได้ที่นั่งจากรายชื่อสำรอง"),
        "mail.registration_changed": N_("แจ้งการแก้ไข"),
        "mail.registration_cancelled": N_("แจ้งการยกเลิก"),
        "mail.registration_link": N_("ส่งลิงก์ส่วนตัวอีกครั้ง"),
        "mail.coordinator_link": N_("ส่งลิงก์ให้ผู้ประสานงาน"),
        "mail.coordinator_reminder": N_("เตือนผู้ประสานงาน"),
        "mail.coordinator_code": N_("ส่งรหัสให้ผู้ประสานงาน"),
    },
    "coordinator_state": {
        "no_contact": N_("ยังไม่มีผู้ประสานงาน"),
        "not_sent": N_("ยังไม่ได้ส่งลิงก์"),
        "sent": N_("ส่งแล้ว ยังไม่เปิด"),
        "opened": N_("เปิดแล้ว ยังไม่เสนอชื่อ"),
        "nominated": N_("เสนอชื่อแล้ว"),
    },
}


def word(kind: str, value: str, locale: str) -> str:
    """Return the word for a value.

    Args:
        kind: the enumeration, a key of ``WORDS``.
        value: its value.
        locale: ``th`` or ``en``.

    Raises:
        KeyError: there is no such kind or value.
    """
    return translate(locale, WORDS[kind][value])
