"""A checked list of display names as a spreadsheet and as a CSV file."""

from collections.abc import Sequence

from eventsys.documents.spreadsheet import Column, Kind, Sheet, Value, csv_bytes, xlsx
from eventsys.i18n import N_, translate
from eventsys.rules.name_lists import CheckedName, NameListSummary
from eventsys.sentences.names import group_label, problem_label, problem_sentences

_NAMES = (
    (N_("บรรทัดที่"), 9, Kind.INTEGER),
    (N_("ชื่อที่เขียนมา"), 36, Kind.TEXT),
    (N_("ชื่อที่ควรใช้"), 36, Kind.TEXT),
    (N_("ตรงตามแบบ"), 11, Kind.TEXT),
    (N_("สิ่งที่ต้องแก้ไข"), 56, Kind.TEXT),
    (N_("จังหวัด"), 18, Kind.TEXT),
    (N_("หน่วยงาน"), 18, Kind.TEXT),
    (N_("คำนำหน้า"), 12, Kind.TEXT),
    (N_("ชื่อ"), 16, Kind.TEXT),
)
_PROBLEMS = (
    (N_("ปัญหา"), 48, Kind.TEXT),
    (N_("จำนวนชื่อ"), 12, Kind.INTEGER),
    (N_("สัดส่วนของชื่อทั้งหมด"), 16, Kind.PERCENT),
)
_BY_PROVINCE = (
    (N_("จังหวัด/กลุ่ม"), 28, Kind.TEXT),
    (N_("จำนวนชื่อ"), 12, Kind.INTEGER),
    (N_("จำนวนที่ตรงตามแบบ"), 14, Kind.INTEGER),
    (N_("สัดส่วนที่ตรงตามแบบ"), 16, Kind.PERCENT),
)


def name_list_xlsx(
    rows: Sequence[CheckedName], summary: NameListSummary, locale: str = "th"
) -> bytes:
    """Return a checked list as a workbook: the names, the problems, the provinces.

    Args:
        rows: the names in the order of the list.
        summary: the figures of the same names.
        locale: ``th`` or ``en``.
    """
    sheets = (
        Sheet(translate(locale, N_("รายชื่อ")), _columns(_NAMES, locale), _names(rows, locale)),
        Sheet(
            translate(locale, N_("ปัญหาที่พบ")),
            _columns(_PROBLEMS, locale),
            _problems(summary, locale),
        ),
        Sheet(
            translate(locale, N_("รายจังหวัด")),
            _columns(_BY_PROVINCE, locale),
            _groups(summary, locale),
            totals=(
                translate(locale, N_("รวมทั้งสิ้น")),
                summary.total,
                summary.valid,
                summary.share if summary.total else None,
            ),
        ),
    )
    return xlsx(sheets, locale=locale)


def name_list_csv(rows: Sequence[CheckedName], locale: str = "th") -> bytes:
    """Return a checked list as a CSV file with the columns of the workbook's first sheet."""
    return csv_bytes(_columns(_NAMES, locale), _names(rows, locale))


def _columns(columns: Sequence[tuple[str, float, Kind]], locale: str) -> list[Column]:
    return [Column(translate(locale, heading), width, kind) for heading, width, kind in columns]


def _names(rows: Sequence[CheckedName], locale: str) -> list[list[Value]]:
    conforms, differs = translate(locale, N_("ใช่")), translate(locale, N_("ไม่ใช่"))
    return [
        [
            row.line,
            row.check.input,
            row.name_to_use,
            conforms if row.check.valid else differs,
            " ".join(problem_sentences(row.check, locale)),
            group_label(row.check.province, locale) if row.check.province else None,
            row.check.agency,
            row.check.title,
            row.check.first_name,
        ]
        for row in rows
    ]


def _problems(summary: NameListSummary, locale: str) -> list[list[Value]]:
    return [
        [problem_label(problem.code, locale), problem.count, problem.count / summary.total]
        for problem in summary.problems
    ]


def _groups(summary: NameListSummary, locale: str) -> list[list[Value]]:
    return [
        [group_label(group.group, locale), group.total, group.valid, group.share]
        for group in summary.groups
    ]
