"""The rows of an attendance summary, grouped and added up, for paper and spreadsheet alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from eventsys.i18n import N_, translate
from eventsys.rules.attendance_summary import AttendanceSummary, GroupFigures

# the regions of the province list by their names; any other name stands as it is
REGIONS = (
    N_("ภาคกลาง"),
    N_("ภาคตะวันตก"),
    N_("ภาคตะวันออก"),
    N_("ภาคตะวันออกเฉียงเหนือ"),
    N_("ภาคเหนือ"),
    N_("ภาคใต้"),
)
OTHERS = N_("ส่วนกลางและกลุ่มอื่น")

# why a name in a report was matched to nobody
REASONS = {
    "ambiguous": N_("ตรงกับหลายคน"),
    "not_a_name": N_("ไม่ใช่ชื่อบุคคล"),
    "not_registered": N_("ไม่พบในผู้ลงทะเบียน"),
}
NO_REPORT = N_("ยังไม่มีรายงาน")


@dataclass(frozen=True, slots=True)
class Row:
    """Figures of one group or of several together.

    ``attended`` has one entry for each meeting, and ``once`` counts people who attended at least
    one; both are ``None`` where no report was brought in, since nothing is known then.
    """

    name: str
    capacity: int
    registered: int
    once: int | None
    attended: tuple[int | None, ...]

    @property
    def share(self) -> float | None:
        """Attended at least once over registered, 0 to 1; ``None`` where that says nothing."""
        return self.once / self.registered if self.once is not None and self.registered else None


@dataclass(frozen=True, slots=True)
class Block:
    """The groups of a region with their sum."""

    name: str
    rows: tuple[Row, ...]
    total: Row


def blocks(summary: AttendanceSummary, locale: str) -> tuple[Block, ...]:
    """Return the groups by region in the order in which the regions first occur, others last."""
    regions = list(dict.fromkeys(group.region_th for group in summary.groups))
    regions.sort(key=lambda region: not region)  # stable: what has no region goes to the end
    found = []
    for region in regions:
        groups = [group for group in summary.groups if group.region_th == region]
        name = translate(locale, region or OTHERS)
        rows = tuple(add_up(summary, [group], group.name.in_language(locale)) for group in groups)
        total = add_up(summary, groups, translate(locale, N_("รวม%(region)s"), region=name))
        found.append(Block(name, rows, total))
    return tuple(found)


def grand_total(summary: AttendanceSummary, locale: str) -> Row:
    """Return the sum over all groups."""
    return add_up(summary, summary.groups, translate(locale, N_("รวมทั้งสิ้น")))


def add_up(summary: AttendanceSummary, groups: Sequence[GroupFigures], name: str) -> Row:
    """Return the figures of groups together: nobody is in two groups."""
    reported = [meeting.imported for meeting in summary.meetings]
    return Row(
        name=name,
        capacity=sum(group.capacity for group in groups),
        registered=sum(group.registered for group in groups),
        once=sum(group.once for group in groups) if any(reported) else None,
        attended=tuple(
            sum(group.per_meeting[place].attended for group in groups) if known else None
            for place, known in enumerate(reported)
        ),
    )
