"""The board of quotas as a workbook, and the empty list in which quotas are brought in."""

from collections.abc import Sequence

from eventsys.documents.spreadsheet import Column, Kind, Sheet, Value, csv_bytes, xlsx
from eventsys.i18n import N_, translate
from eventsys.rules.quota_board import BoardRow, totals_of
from eventsys.sentences.words import word

_BOARD = (
    (N_("จังหวัดหรือหน่วยงาน"), 28, Kind.TEXT),
    (N_("รหัส"), 14, Kind.TEXT),
    (N_("ภาค"), 22, Kind.TEXT),
    (N_("การประชุมครั้งที่"), 10, Kind.TEXT),
    (N_("ที่นั่ง"), 9, Kind.INTEGER),
    (N_("ได้แล้ว"), 9, Kind.INTEGER),
    (N_("ว่าง"), 9, Kind.INTEGER),
    (N_("สำรอง"), 9, Kind.INTEGER),
    (N_("รออนุมัติ"), 9, Kind.INTEGER),
    (N_("เต็มตั้งแต่"), 20, Kind.DATETIME),
    (N_("เปิดรับ"), 20, Kind.DATETIME),
    (N_("ปิดรับ"), 20, Kind.DATETIME),
    (N_("รับรายชื่อสำรอง"), 12, Kind.TEXT),
    (N_("การอนุมัติ"), 24, Kind.TEXT),
)
# in the order of the cells of a list; each heading is one that the reader of lists knows
_TEMPLATE = (
    (N_("จังหวัดหรือชื่อโควตา"), 34),
    (N_("รหัส"), 16),
    (N_("ชื่อภาษาอังกฤษ"), 34),
    (N_("จำนวนที่นั่ง"), 14),
    (N_("รับรายชื่อสำรอง"), 16),
    (N_("เปิดลงทะเบียน"), 24),
    (N_("ปิดลงทะเบียน"), 24),
)
_EXAMPLES: tuple[tuple[str, ...], ...] = (
    (N_("นครปฐม"), "", "", "25", N_("รับ"), "", ""),
    (N_("หน่วยงานส่วนกลาง"), "", "", "50", N_("รับ"), "", ""),
    (
        N_("สื่อมวลชน"),
        "press",
        "Press",
        "10",
        N_("ไม่รับ"),
        N_("1 ก.พ. 2570 09.00"),
        N_("15 ก.พ. 2570 16.30"),
    ),
)


def board_xlsx(rows: Sequence[BoardRow], *, locale: str = "th") -> bytes:
    """Return the quotas of a board as a workbook of one sheet, their totals below them."""
    totals = totals_of(rows)
    sums: list[Value] = [
        translate(locale, N_("รวมทั้งสิ้น")),
        None,
        None,
        None,
        totals.capacity,
        totals.taken,
        totals.left,
        totals.waiting,
        totals.pending,
    ]
    columns = [Column(translate(locale, text), width, kind) for text, width, kind in _BOARD]
    sheet = Sheet(
        translate(locale, N_("โควตา")),
        columns,
        [_values(row, locale) for row in rows],
        totals=[*sums, *[None] * (len(columns) - len(sums))],
    )
    return xlsx([sheet], locale=locale)


def template_xlsx(*, locale: str = "th") -> bytes:
    """Return an empty list of quotas, with examples on a second sheet, which is not read."""
    columns = _template(locale)
    examples = [[translate(locale, text) if text else "" for text in row] for row in _EXAMPLES]
    return xlsx(
        [
            Sheet(translate(locale, N_("โควตา")), columns, []),
            Sheet(translate(locale, N_("ตัวอย่าง")), columns, examples),
        ],
        locale=locale,
    )


def template_csv(*, locale: str = "th") -> bytes:
    """Return an empty list of quotas as a CSV file."""
    return csv_bytes(_template(locale), [])


def _template(locale: str) -> list[Column]:
    return [Column(translate(locale, text), width) for text, width in _TEMPLATE]


def _values(row: BoardRow, locale: str) -> list[Value]:
    return [
        row.name.in_language(locale),
        row.code,
        word("region", row.region, locale),
        None if row.meeting is None else str(row.meeting),
        row.capacity,
        row.taken,
        row.left,
        row.waiting,
        row.pending,
        row.full_since,
        row.opens_at,
        row.closes_at,
        translate(locale, N_("รับ") if row.waiting_list else N_("ไม่รับ")),
        word("approval", row.approval, locale),
    ]
