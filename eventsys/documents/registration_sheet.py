"""The list of registrations as a spreadsheet and as a CSV file."""

from collections.abc import Sequence

from eventsys.documents.spreadsheet import Column, Kind, Sheet, Value, csv_bytes, xlsx
from eventsys.i18n import N_, translate
from eventsys.rules.registration_row import RegistrationRow

STATES = {
    "pending": N_("รอการพิจารณา"),
    "confirmed": N_("ยืนยันแล้ว"),
    "waiting": N_("รายชื่อสำรอง"),
    "declined": N_("ไม่ได้รับการคัดเลือก"),
    "cancelled": N_("ยกเลิกแล้ว"),
}

_COLUMNS = (
    (N_("ลำดับ"), 7, Kind.INTEGER),
    (N_("สถานะ"), 14, Kind.TEXT),
    (N_("จังหวัด/กลุ่ม"), 18, Kind.TEXT),
    (N_("คำนำหน้า"), 10, Kind.TEXT),
    (N_("ชื่อ"), 16, Kind.TEXT),
    (N_("นามสกุล"), 18, Kind.TEXT),
    (N_("หน่วยงาน"), 24, Kind.TEXT),
    (N_("ตำแหน่ง"), 24, Kind.TEXT),
    (N_("ภาคส่วน"), 16, Kind.TEXT),
    (N_("อีเมล"), 26, Kind.TEXT),
    (N_("โทรศัพท์"), 14, Kind.TEXT),
    (N_("ชื่อที่ใช้แสดงในการประชุม"), 30, Kind.TEXT),
    (N_("วันที่ลงทะเบียน"), 20, Kind.DATETIME),
    (N_("วันที่ยืนยัน"), 20, Kind.DATETIME),
    (N_("วันที่ยกเลิก"), 20, Kind.DATETIME),
)


def registrations_xlsx(rows: Sequence[RegistrationRow], *, locale: str = "th") -> bytes:
    """Return the list of registrations as an Excel workbook of one sheet, in the order given."""
    sheet = Sheet(translate(locale, N_("ผู้ลงทะเบียน")), _columns(locale), _values(rows, locale))
    return xlsx([sheet], locale=locale)


def registrations_csv(rows: Sequence[RegistrationRow], *, locale: str = "th") -> bytes:
    """Return the list of registrations as a CSV file with the same columns as the workbook."""
    return csv_bytes(_columns(locale), _values(rows, locale))


def _columns(locale: str) -> list[Column]:
    return [Column(translate(locale, heading), width, kind) for heading, width, kind in _COLUMNS]


def _values(rows: Sequence[RegistrationRow], locale: str) -> list[list[Value]]:
    return [
        [
            number,
            translate(locale, STATES[row.state]),
            row.quota_name.in_language(locale),
            row.title,
            row.first_name,
            row.last_name,
            row.agency,
            row.position,
            row.sector,
            row.email,
            row.phone,
            row.display_name,
            row.registered_at,
            row.confirmed_at,
            row.cancelled_at,
        ]
        for number, row in enumerate(rows, start=1)
    ]
