"""Sentences on attendance reports: why a file, a row or a name could not be taken as it is."""

from eventsys.i18n import N_, translate

# Why a name is left to a person.
_UNMATCHED = {
    "ambiguous": N_(
        "ชื่อหรืออีเมลนี้ตรงกับผู้ลงทะเบียนมากกว่าหนึ่งคน หรือชื่อกับอีเมลเป็นของคนละคน โปรดเลือกว่าเป็นใครจากรายชื่อที่เสนอ"
    ),
    "not_a_name": N_("ไม่ใช่ชื่อบุคคล เช่น ชื่อเครื่องหรือหมายเลขโทรศัพท์ โปรดสอบถามว่าเป็นใคร"),
    "not_registered": N_("ไม่พบผู้ลงทะเบียนที่ตรงกับชื่อนี้อย่างแน่นอน หากสะกดผิด โปรดเลือกจากรายชื่อที่เสนอ"),
}
# Why a row of a report could not be counted.
_REJECTED = {
    "leave_before_join": N_("เวลาออกอยู่ก่อนเวลาเข้า จึงนับเป็นศูนย์นาที โปรดตรวจเวลาในแถวนี้"),
    "time_unreadable": N_(
        "อ่านเวลาเข้าหรือเวลาออกไม่ได้ จึงไม่ได้นับเวลาของแถวนี้ โปรดแก้เวลาในไฟล์แล้วนำเข้าอีกครั้ง"
    ),
    "time_missing": N_(
        "ไม่มีเวลาเข้าและเวลาออก จึงไม่ได้นับเวลาของแถวนี้ โปรดดาวน์โหลดรายงานใหม่หลังจบการประชุม"
    ),
    "leave_missing": N_("ไม่มีเวลาออก จึงไม่ได้นับเวลาของแถวนี้ โปรดดาวน์โหลดรายงานใหม่หลังจบการประชุม"),
    "leave_without_join": N_("มีเวลาออกแต่ไม่มีเวลาเข้า จึงไม่ได้นับเวลาของแถวนี้ โปรดตรวจรายงานต้นฉบับ"),
    "action_unknown": N_("ไม่ทราบว่าแถวนี้หมายถึงการเข้าหรือการออก จึงไม่ได้นับ โปรดตรวจรายงานต้นฉบับ"),
    "minutes_unreadable": N_(
        "อ่านจำนวนนาทีไม่ได้ จึงไม่ได้นับเวลาของแถวนี้ โปรดแก้จำนวนนาทีในไฟล์แล้วนำเข้าอีกครั้ง"
    ),
    "no_name": N_("ไม่มีทั้งชื่อและอีเมล จึงไม่ทราบว่าเป็นใคร แถวนี้ไม่ถูกนำเข้า"),
    "waiting_room": N_("เป็นเวลาในห้องรอ ยังไม่ได้เข้าประชุม จึงไม่นับเวลาของแถวนี้"),
}
# Why a file could not be read at all.
_UNREADABLE = {
    "empty": N_("ไฟล์ว่างเปล่า โปรดดาวน์โหลดรายงานใหม่"),
    "too_large": N_("ไฟล์ใหญ่กว่า %(megabytes)s เมกะไบต์ โปรดตรวจว่าเลือกไฟล์รายงานถูกต้อง"),
    "too_many_rows": N_("ไฟล์มีมากกว่า %(rows)s แถว โปรดแบ่งเป็นหลายไฟล์"),
    "too_many_columns": N_(
        "บรรทัดที่ %(line)s มีมากกว่า %(columns)s คอลัมน์ โปรดตรวจว่าเลือกไฟล์รายงานถูกต้อง"
    ),
    "old_excel": N_("เป็นไฟล์ Excel รุ่นเก่าหรือมีรหัสผ่าน โปรดบันทึกเป็น .xlsx หรือ .csv ที่ไม่มีรหัสผ่าน"),
    "other_format": N_("ไม่ใช่ไฟล์ตาราง โปรดใช้ไฟล์ .csv หรือ .xlsx ที่ดาวน์โหลดจากโปรแกรมประชุม"),
    "web_page": N_("เป็นหน้าเว็บ ไม่ใช่รายงาน โปรดเข้าสู่ระบบของโปรแกรมประชุมแล้วดาวน์โหลดไฟล์ .csv ใหม่"),
    "damaged_text": N_("ไฟล์เสียหาย มีตัวอักษรที่อ่านไม่ได้ โปรดดาวน์โหลดรายงานใหม่"),
    "unknown_encoding": N_("อ่านรหัสตัวอักษรของไฟล์ไม่ได้ โปรดบันทึกไฟล์เป็น CSV UTF-8"),
    "open_quote": N_("ไฟล์เสียหายหรือมาไม่ครบ มีเครื่องหมายคำพูดที่ไม่ปิด โปรดดาวน์โหลดรายงานใหม่"),
    "damaged_table": N_("ไฟล์เสียหาย แบ่งเป็นแถวและคอลัมน์ไม่ได้ โปรดดาวน์โหลดรายงานใหม่"),
    "not_a_workbook": N_("เป็นไฟล์บีบอัดที่ไม่ใช่ Excel โปรดแตกไฟล์แล้วเลือกไฟล์ .csv หรือ .xlsx"),
    "damaged_workbook": N_("ไฟล์ Excel เสียหาย โปรดเปิดด้วย Excel แล้วบันทึกใหม่ หรือบันทึกเป็น CSV UTF-8"),
    "protected_workbook": N_("ไฟล์ Excel มีรหัสผ่าน โปรดบันทึกโดยไม่ใส่รหัสผ่าน"),
    "workbook_too_large": N_(
        "ไฟล์ Excel มีเนื้อหาใหญ่เกินไปเมื่อคลายออก โปรดคัดเฉพาะตารางรายงานไปไว้ในไฟล์ใหม่"
    ),
    "unknown_report": N_(
        "ไม่รู้จักรูปแบบของรายงานนี้ ใช้ได้กับรายงานของ Zoom, Microsoft Teams และ Google Forms "
        "โปรดดาวน์โหลดรายงานใหม่และนำเข้าโดยไม่แก้ไข"
    ),
    "form_without_name": N_("ไม่พบคำถามที่เป็นชื่อในแบบฟอร์มนี้ โปรดตั้งหัวคอลัมน์ของชื่อเป็น ชื่อ-นามสกุล"),
    "columns_missing": N_("ไม่พบคอลัมน์ %(columns)s โปรดตรวจหัวตารางในบรรทัดแรก"),
    "name_not_mapped": N_("ยังไม่ได้ระบุว่าคอลัมน์ใดคือชื่อ"),
    "doubled_id": N_("รหัส %(id)s ซ้ำกันในบรรทัดที่ %(line)s โปรดแก้ให้แต่ละคนมีรหัสของตนเอง"),
}
_SENTENCES = {**_UNMATCHED, **_REJECTED, **_UNREADABLE}

CODES = frozenset(_SENTENCES)


def reason_sentence(code: str, locale: str, **params: object) -> str:
    """Return why a file, a row or a name could not be taken, and what to do.

    Args:
        code: a reason of an unmatched name or a rejected row, or an ``UnreadableReport``'s code.
        locale: ``th`` or ``en``.
        params: what the sentence mentions.

    Raises:
        KeyError: where there is no such code.
    """
    return translate(locale, _SENTENCES[code], **params)
