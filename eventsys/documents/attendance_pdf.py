"""The attendance summary of an event on paper, to be signed."""

from dataclasses import dataclass
from typing import Final

from eventsys.documents.attendance_tables import REASONS, Row, blocks, grand_total
from eventsys.documents.pdf import render_pdf
from eventsys.documents.templates import render_template
from eventsys.i18n import translate
from eventsys.rules.attendance_summary import AttendanceSummary, Figures, GroupFigures

# with more meetings than this the table of provinces is set on paper turned sideways
MEETINGS_UPRIGHT: Final = 6


@dataclass(frozen=True, slots=True)
class Bar:
    """Lengths of a bar's parts in percent of the whole: attended and partly attended."""

    attended: float
    partly: float


@dataclass(frozen=True, slots=True)
class Absence:
    """Provinces of a region that have something in common."""

    region: str
    provinces: tuple[str, ...]


def attendance_summary_pdf(summary: AttendanceSummary, *, locale: str = "th") -> bytes:
    """Return the summary as a PDF on A4: figures by meeting and province, names, signatures.

    A meeting without a report says so and shows no figures of attendance. Names that were matched
    to nobody are listed without their e-mail addresses, which paper does not need; the spreadsheet
    has them.

    Args:
        summary: all figures; the sums below the tables are made from its groups.
        locale: ``th`` or ``en``.
    """
    provinces = [group for group in summary.groups if group.region_th]
    registered = [group for group in provinces if group.registered]
    reported = any(meeting.imported for meeting in summary.meetings)
    html = render_template(
        "pdf/attendance_summary.html",
        locale=locale,
        thai_digits=summary.thai_digits,
        summary=summary,
        blocks=blocks(summary, locale),
        total=grand_total(summary, locale),
        meeting_bar=_meeting_bar,
        row_bar=_row_bar,
        reported=reported,
        province_count=len(provinces),
        registered_count=len(registered),
        without_anybody=_absences([each for each in provinces if not each.registered], locale),
        without_attendance=_absences(
            [each for each in registered if not each.once] if reported else [], locale
        ),
        reasons={code: translate(locale, reason) for code, reason in REASONS.items()},
        sideways=len(summary.meetings) > MEETINGS_UPRIGHT,
    )
    return render_pdf(html, stylesheets=("page.css", "attendance.css"))


def _meeting_bar(figures: Figures) -> Bar:
    whole = figures.registered or 1
    return Bar(100 * figures.attended / whole, 100 * figures.partly / whole)


def _row_bar(row: Row) -> Bar:
    return Bar(100 * (row.share or 0), 0)


def _absences(groups: list[GroupFigures], locale: str) -> tuple[Absence, ...]:
    regions = dict.fromkeys(group.region_th for group in groups)
    return tuple(
        Absence(
            translate(locale, region),
            tuple(each.name.in_language(locale) for each in groups if each.region_th == region),
        )
        for region in regions
    )
