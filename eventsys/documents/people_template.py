"""The empty list of people for a coordinator, with an example and the words that are known."""

from collections.abc import Sequence

from eventsys.documents.spreadsheet import Column, Sheet, Value, csv_bytes, xlsx
from eventsys.i18n import N_, translate
from eventsys.rules.agencies import AGENCIES, Agency
from eventsys.rules.people_list import EXAMPLE_SURNAME
from eventsys.rules.title_table import TITLE_ROWS

# each heading is one that the reader of such lists knows
_COLUMNS = (
    (N_("คำนำหน้า"), 12),
    (N_("ชื่อ"), 20),
    (N_("นามสกุล"), 22),
    (N_("หน่วยงาน"), 26),
    (N_("ตำแหน่ง"), 30),
    (N_("อีเมล"), 30),
    (N_("โทรศัพท์"), 18),
)
EXAMPLE = ("นาย", "ตัวอย่าง", EXAMPLE_SURNAME, "พช.", "", "", "")


def people_template_xlsx(*, agencies: Sequence[Agency] = (), locale: str = "th") -> bytes:
    """Return an empty list with one example row, and a sheet of known agencies and titles.

    Args:
        agencies: those that the event added, listed before the table's.
        locale: ``th`` or ``en``, of headings.
    """
    known = [
        (each.abbr, each.name_th) for each in (*agencies, *AGENCIES) if each.abbr != each.name_th
    ]
    titles = list(dict.fromkeys(text for text, _, _ in TITLE_ROWS))
    words: list[list[Value]] = [
        [
            *(known[index] if index < len(known) else (None, None)),
            titles[index] if index < len(titles) else None,
        ]
        for index in range(max(len(known), len(titles)))
    ]
    return xlsx(
        [
            Sheet(translate(locale, N_("รายชื่อ")), _columns(locale), [EXAMPLE]),
            Sheet(
                translate(locale, N_("คำที่ใช้ได้")),
                [
                    Column(translate(locale, N_("ชื่อย่อหน่วยงาน")), 18),
                    Column(translate(locale, N_("ชื่อเต็ม")), 52),
                    Column(translate(locale, N_("คำนำหน้า")), 18),
                ],
                words,
            ),
        ],
        locale=locale,
    )


def people_template_csv(*, locale: str = "th") -> bytes:
    """Return the same list as a CSV file."""
    return csv_bytes(_columns(locale), [EXAMPLE])


def _columns(locale: str) -> list[Column]:
    return [Column(translate(locale, text), width) for text, width in _COLUMNS]
