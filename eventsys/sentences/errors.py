"""Sentences for what a use case refuses."""

from typing import Final

from eventsys.i18n import N_, translate

SENTENCES: Final = {
    "quota_unknown": N_("เลือกจังหวัดหรือหน่วยงานจากรายการ"),
    "quota_full": N_("ที่นั่งของ%(quota)sเต็มแล้ว (%(capacity)s ที่) และไม่เปิดรายชื่อสำรอง"),
    "event_not_public": N_("โครงการนี้ยังไม่เปิดให้ลงทะเบียน"),
    "registration_not_yet": N_("ยังไม่เปิดลงทะเบียน จะเปิดวันที่ %(moment)s"),
    "registration_closed": N_("ปิดลงทะเบียนแล้วเมื่อ %(moment)s"),
    "registration_ended": N_("การลงทะเบียนนี้ยกเลิกหรือไม่ได้รับอนุมัติไปแล้ว จึงแก้ไขไม่ได้"),
    "registration_unknown": N_("ไม่พบการลงทะเบียนนี้"),
    "person_known": N_("มีผู้ลงทะเบียนชื่อนี้ในหน่วยงานนี้แล้ว ตรวจสอบชื่อและนามสกุลอีกครั้ง"),
    "title_unknown": N_("คำนำหน้านี้ไม่รู้จัก ใช้คำนำหน้าหรือยศ เช่น นาย นาง นางสาว ดร. พ.ต.ท."),
    "first_name_form": N_("ใส่ชื่อจริงเป็นตัวอักษร"),
    "changed_meanwhile": N_(
        "มีผู้อื่นแก้ไขข้อมูลนี้ไปแล้วระหว่างที่คุณพิมพ์ สิ่งที่คุณพิมพ์ยังอยู่ในหน้านี้ "
        "ตรวจสอบกับข้อมูลปัจจุบัน แล้วกดบันทึกอีกครั้งเพื่อใช้ของคุณ"
    ),
    "slug_form": N_("ใช้ตัวอักษรอังกฤษตัวเล็ก ตัวเลข และขีด (-) 3 ถึง 62 ตัว เช่น sdg-workshop-2570"),
    "slug_taken": N_("มีโครงการที่ใช้ที่อยู่นี้แล้ว กรุณาใช้ที่อยู่อื่น"),
    "closes_before_opens": N_("เวลาปิดลงทะเบียนต้องอยู่หลังเวลาเปิด"),
    "day_missing": N_("ใส่วันประชุมอย่างน้อยหนึ่งวัน"),
    "day_twice": N_("มีวันซ้ำกัน ใส่แต่ละวันครั้งเดียว"),
    "ends_before_starts": N_("เวลาสิ้นสุดต้องอยู่หลังเวลาเริ่ม"),
    "day_has_items": N_("วันที่ %(date)s มีกำหนดการอยู่ ย้ายหรือลบรายการของวันนั้นก่อน จึงจะเอาวันออกได้"),
    "meeting_has_attendance": N_("การประชุมครั้งที่ %(number)s มีรายงานผู้เข้าร่วมแล้ว จึงลบไม่ได้"),
    "meeting_has_quotas": N_("มีโควตาที่ผูกกับการประชุมครั้งที่ %(number)s ลบโควตานั้นก่อน"),
    "link_missing": N_("ยังไม่มีลิงก์ประชุม ใส่ลิงก์ในข้อมูลการประชุมก่อนจึงจะเปิดเผยได้"),
    "quota_code_form": N_("ใช้ตัวอักษรอังกฤษตัวเล็ก ตัวเลข และขีด (-) เช่น press หรือ partners"),
    "quota_code_taken": N_("มีโควตาที่ใช้รหัสนี้แล้ว"),
    "capacity_below_taken": N_("มีผู้ได้ที่นั่งแล้ว %(taken)s คน จึงลดให้น้อยกว่านั้นไม่ได้"),
    "quota_code_reserved": N_("ระบบใช้รหัสนี้เอง ใช้รหัสอื่น เช่น press หรือ partners"),
    "quota_closes_before_opens": N_("เวลาปิดของโควตาต้องอยู่หลังเวลาเปิด"),
    "quota_meeting_fixed": N_("มีผู้ลงทะเบียนในโควตานี้แล้ว จึงเปลี่ยนการประชุมที่ใช้ไม่ได้"),
    "meeting_unknown": N_("ไม่พบการประชุมนี้ เลือกจากรายการ"),
    "quotas_refused": N_("ยังไม่ได้เปลี่ยนโควตาใด มี %(count)s โควตาที่เปลี่ยนแบบนี้ไม่ได้"),
    "quotas_not_chosen": N_("ทำเครื่องหมายโควตาที่จะเปลี่ยนก่อน อย่างน้อยหนึ่งโควตา"),
    "quotas_change_missing": N_("ใส่สิ่งที่จะเปลี่ยนอย่างน้อยหนึ่งอย่าง"),
    "unused_never": N_("ยังไม่ได้กำหนดว่าจะย้ายที่นั่งที่ไม่ได้ใช้ตั้งแต่เมื่อไร"),
    "unused_not_yet": N_("ยังไม่ถึงเวลาย้ายที่นั่งที่ไม่ได้ใช้ เริ่มได้ %(moment)s"),
    "unused_plan_changed": N_(
        "มีผู้ลงทะเบียนหรือยกเลิกหลังจากเปิดหน้านี้ แผนจึงเปลี่ยนไป ตรวจแผนใหม่ด้านล่างแล้วยืนยันอีกครั้ง"
    ),
    "room_missing": N_("การประชุมครั้งที่ %(number)s ไม่มีห้องประชุม เลือกเข้าร่วมทางไกล"),
    "room_full": N_("ที่นั่งในห้องประชุมครั้งที่ %(number)s เต็มแล้ว (%(capacity)s ที่)"),
    "room_full_online": N_(
        "ที่นั่งในห้องประชุมครั้งที่ %(number)s เต็มแล้ว (%(capacity)s ที่) ยังเลือกได้: %(alternatives)s"
    ),
    "talk_full": N_("ที่นั่งฟัง “%(talk)s” เต็มแล้ว (%(capacity)s ที่)"),
    "talk_full_others": N_("ที่นั่งฟัง “%(talk)s” เต็มแล้ว (%(capacity)s ที่) ยังเลือกได้: %(alternatives)s"),
    "room_below_taken": N_("มีผู้เลือกเข้าห้องประชุมแล้ว %(taken)s คน จึงลดให้น้อยกว่านั้นไม่ได้"),
    "talk_below_taken": N_("มีผู้เลือกฟัง “%(talk)s” แล้ว %(taken)s คน จึงลดให้น้อยกว่านั้นไม่ได้"),
    "talk_has_people": N_("มีผู้เลือกฟัง “%(talk)s” แล้ว %(taken)s คน จึงลบไม่ได้"),
    "registration_approved": N_("อนุมัติการลงทะเบียนนี้ไปแล้ว หากต้องการยกเลิก ให้ใช้ปุ่มยกเลิก"),
    "quota_in_use": N_("มีผู้ลงทะเบียนในโควตา %(quota)s แล้ว จึงลบไม่ได้ ลดจำนวนที่นั่งแทนได้"),
    "nothing_to_publish": N_("ยังไม่มีวันประชุม เพิ่มการประชุมและวันก่อน จึงจะเผยแพร่ได้"),
    "email_taken": N_("มีบัญชีที่ใช้อีเมลนี้แล้ว"),
    "password_short": N_("รหัสผ่านต้องมีอย่างน้อย %(least)s ตัวอักษร"),
    "password_long": N_("รหัสผ่านยาวได้ไม่เกิน %(most)s ตัวอักษร"),
    "password_wrong": N_("รหัสผ่านปัจจุบันไม่ถูกต้อง"),
    "agency_form": N_("ใส่ชื่อย่อหรือชื่อหน่วยงานเป็นตัวอักษร เช่น พช. หรือ มูลนิธิตัวอย่าง"),
    "agency_known": N_("มี %(agency)s ในรายการของโครงการแล้ว แก้ไขรายการนั้นแทน"),
    "agency_too_many": N_("เพิ่มได้ไม่เกิน %(most)s หน่วยงาน นำหน่วยงานที่ไม่ใช้ออกก่อน"),
    "contact_unknown": N_("เลือกผู้ประสานงานที่มีอีเมลในรายการ"),
    "codes_too_many": N_("ขอรหัสหลายครั้งแล้ว รอหนึ่งชั่วโมงแล้วขอใหม่ หรือใช้รหัสในอีเมลฉบับล่าสุด"),
    "speaker_email_form": N_("อีเมลของ %(name)s ใช้ส่งไม่ได้ ตรวจสอบตัวสะกด เช่น name@example.go.th"),
    "report_known": N_("ไฟล์นี้นำเข้าแล้ว จึงไม่มีอะไรเปลี่ยนแปลง"),
}


def error_sentence(code: str, locale: str, **parameters: object) -> str:
    """Return the sentence of a domain error's code.

    Args:
        code: as the services give it.
        locale: ``th`` or ``en``.
        parameters: values of the sentence's places, already in words of the locale.

    Raises:
        KeyError: the code has no sentence.
    """
    return translate(locale, SENTENCES[code], **parameters)
