"""The files with which names arrive right in Zoom, and the list of those who are in none."""

from collections.abc import Sequence

from eventsys.documents.spreadsheet import Column, Sheet, xlsx
from eventsys.i18n import N_, translate
from eventsys.rules.webinar_import import (
    HEADER,
    PANELISTS_HEADER,
    GuestApart,
    Registrant,
    Speaker,
    csv_line,
)
from eventsys.sentences.webinar_files import what_to_do, why_apart

_COLUMNS = (
    (N_("ชื่อที่ใช้แสดงในการประชุม"), 30),
    (N_("คำนำหน้า"), 10),
    (N_("ชื่อ-นามสกุล"), 26),
    (N_("หน่วยงาน"), 24),
    (N_("จังหวัด/กลุ่ม"), 18),
    (N_("โทรศัพท์"), 16),
    (N_("เหตุผล"), 34),
    (N_("สิ่งที่ต้องทำ"), 60),
)


def registrants_csv(registrants: Sequence[Registrant]) -> bytes:
    """Return a file for Zoom's import of registrants.

    UTF-8 without a byte order mark: the file is for Zoom's reader, to which the mark would be part
    of the first heading. Values stand as they are, for Zoom would show an apostrophe before them;
    ``rules.webinar_import`` lets nothing in that a spreadsheet program takes for a formula.
    """
    return csv_line(HEADER) + b"".join(each.line for each in registrants)


def panelists_csv(speakers: Sequence[Speaker]) -> bytes:
    """Return a file for Zoom's import of panellists, made as the one of registrants."""
    lines = (csv_line((each.name, each.email)) for each in speakers)
    return csv_line(PANELISTS_HEADER) + b"".join(lines)


def addresses_text(lots: Sequence[Sequence[str]]) -> bytes:
    """Return addresses to paste: each lot a line, an empty line between two.

    Lines end as the oldest Windows editor wants them.
    """
    return "\r\n".join("; ".join(lot) + "\r\n" for lot in lots).encode()


def apart_xlsx(apart: Sequence[GuestApart], *, locale: str = "th") -> bytes:
    """Return those who are in no file as an Excel workbook: who, why, and what to do."""
    columns = [Column(translate(locale, heading), width) for heading, width in _COLUMNS]
    rows = [
        [
            each.guest.display_name,
            each.guest.title,
            each.guest.name,
            each.guest.agency,
            each.guest.quota.in_language(locale),
            each.guest.phone,
            why_apart(each.reason, locale),
            what_to_do(each.reason, locale),
        ]
        for each in apart
    ]
    return xlsx([Sheet(translate(locale, N_("รายชื่อที่แยกไว้")), columns, rows)], locale=locale)
