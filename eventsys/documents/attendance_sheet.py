"""The attendance summary as a spreadsheet."""

from eventsys.documents.attendance_tables import NO_REPORT, REASONS, Row, blocks, grand_total
from eventsys.documents.spreadsheet import Column, Kind, Sheet, Value, xlsx
from eventsys.documents.wording import Wording
from eventsys.i18n import N_, translate
from eventsys.rules.attendance_summary import AttendanceSummary, MeetingFigures


def attendance_summary_xlsx(summary: AttendanceSummary, *, locale: str = "th") -> bytes:
    """Return the summary as a workbook: a sheet by meeting, one by province, one of open names.

    Where no report was brought in the cells of attendance are empty, not zero.

    Args:
        summary: all figures.
        locale: ``th`` or ``en``.
    """
    sheets = (_meetings(summary, locale), _groups(summary, locale), _names(summary, locale))
    return xlsx(sheets, locale=locale)


def _columns(locale: str, *columns: tuple[str, float, Kind]) -> list[Column]:
    return [Column(translate(locale, heading), width, kind) for heading, width, kind in columns]


def _meetings(summary: AttendanceSummary, locale: str) -> Sheet:
    columns = _columns(
        locale,
        (N_("ครั้งที่"), 9, Kind.INTEGER),
        (N_("วันที่"), 20, Kind.TEXT),
        (N_("ชื่อการประชุม"), 36, Kind.TEXT),
        (N_("รายงาน"), 16, Kind.TEXT),
        (N_("ลงทะเบียน"), 12, Kind.INTEGER),
        (N_("เข้าร่วม"), 12, Kind.INTEGER),
        (N_("เข้าร่วมบางส่วน"), 14, Kind.INTEGER),
        (N_("ไม่เข้าร่วม"), 12, Kind.INTEGER),
        (N_("สัดส่วนที่เข้าร่วม"), 14, Kind.PERCENT),
        (N_("ไม่ได้ลงทะเบียนล่วงหน้า"), 16, Kind.INTEGER),
        (N_("ชื่อที่รอตรวจสอบ"), 14, Kind.INTEGER),
    )
    rows = [_meeting(meeting, locale) for meeting in summary.meetings]
    return Sheet(translate(locale, N_("รายครั้ง")), columns, rows)


def _meeting(meeting: MeetingFigures, locale: str) -> list[Value]:
    dates = ", ".join(Wording(locale).short_date(day) for day in meeting.dates)
    figures = meeting.figures
    known: list[Value] = [
        figures.attended,
        figures.partly,
        figures.absent,
        figures.share,
        meeting.walk_ins,
        meeting.unmatched,
    ]
    return [
        meeting.number,
        dates,
        meeting.title.in_language(locale),
        translate(locale, N_("นำเข้าแล้ว") if meeting.imported else NO_REPORT),
        figures.registered,
        *(known if meeting.imported else [None] * len(known)),
    ]


def _groups(summary: AttendanceSummary, locale: str) -> Sheet:
    columns = _columns(
        locale,
        (N_("ภาค"), 24, Kind.TEXT),
        (N_("จังหวัด/กลุ่ม"), 24, Kind.TEXT),
        (N_("ที่นั่ง"), 10, Kind.INTEGER),
        (N_("ลงทะเบียน"), 12, Kind.INTEGER),
        (N_("เข้าร่วมอย่างน้อย 1 ครั้ง"), 16, Kind.INTEGER),
        (N_("สัดส่วนที่เข้าร่วม"), 14, Kind.PERCENT),
    )
    columns += [
        Column(
            translate(locale, N_("เข้าร่วมครั้งที่ %(number)s"), number=meeting.number),
            12,
            Kind.INTEGER,
        )
        for meeting in summary.meetings
    ]
    rows = [_group(row, block.name) for block in blocks(summary, locale) for row in block.rows]
    total = grand_total(summary, locale)
    return Sheet(translate(locale, N_("รายจังหวัด")), columns, rows, totals=_group(total, total.name))


def _group(row: Row, region: str) -> list[Value]:
    name = "" if row.name == region else row.name
    return [region, name, row.capacity, row.registered, row.once, row.share, *row.attended]


def _names(summary: AttendanceSummary, locale: str) -> Sheet:
    columns = _columns(
        locale,
        (N_("ครั้งที่"), 9, Kind.INTEGER),
        (N_("ชื่อที่แสดงในรายงาน"), 40, Kind.TEXT),
        (N_("อีเมล"), 30, Kind.TEXT),
        (N_("นาที"), 10, Kind.NUMBER),
        (N_("เหตุผล"), 26, Kind.TEXT),
    )
    rows: list[list[Value]] = [
        [
            name.meeting_number,
            name.display_name,
            name.email,
            name.minutes,
            translate(locale, REASONS.get(name.reason, name.reason)),
        ]
        for name in summary.unmatched
    ]
    return Sheet(translate(locale, N_("ชื่อที่ยังจับคู่ไม่ได้")), columns, rows)
