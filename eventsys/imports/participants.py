"""Rows of people with their times, as every meeting program writes them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from eventsys.imports.columns import Column, cell, is_nothing
from eventsys.imports.report_times import ReportTimes, read_duration, zone_of_header
from eventsys.imports.tables import Row
from eventsys.rules.attendance_types import Rejected, ReportRow, Role

_NO = frozenset(("no", "n", "false", "0", "ไม่", "ไม่ใช่", "ไม่ได้เข้าร่วม", "ไม่เข้าร่วม"))
_YES = frozenset(("yes", "y", "true", "1", "ใช่"))


@dataclass(slots=True)
class Participants:
    """Collects what the rows of one file say.

    ``columns`` is the heading that holds at present; a file may have several.
    """

    times: ReportTimes
    columns: Mapping[Column, int] = field(default_factory=dict)
    zones: tuple[str, str] = ("", "")
    continuous: bool = True
    rows: list[ReportRow] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)

    def begin(self, header: Row, columns: Mapping[Column, int], *, continuous: bool = True) -> None:
        """Take a heading; the rows that follow are read by it."""
        self.columns = columns
        self.continuous = continuous
        self.zones = (
            zone_of_header(cell(header, columns, "join")),
            zone_of_header(cell(header, columns, "leave")),
        )

    def add(self, row: Row, role: Role) -> None:
        """Read one row; what cannot be counted is rejected with a reason."""
        name = self._name(row)
        email = cell(row, self.columns, "email")
        if is_nothing(name) and is_nothing(email):
            self._reject(row, "no_name")
            return
        if "join" in self.columns and "leave" in self.columns:
            self._add_interval(row, role, name, email)
        else:
            self._add_stated(row, role, name, email)

    def _name(self, row: Row) -> str:
        if "name" in self.columns:
            return cell(row, self.columns, "name")
        parts = (cell(row, self.columns, "first_name"), cell(row, self.columns, "last_name"))
        return " ".join(part for part in parts if part)

    def _add_interval(self, row: Row, role: Role, name: str, email: str) -> None:
        joined, left = (cell(row, self.columns, column) for column in ("join", "leave"))
        if is_nothing(joined) and is_nothing(left):
            self._add_without_times(row, role, name, email)
            return
        join = self.times.read(joined, self.zones[0])
        leave = self.times.read(left, self.zones[1])
        if _says(cell(row, self.columns, "waiting"), _YES):
            # The waiting room is before the door: its minutes are none of the meeting's.
            self._reject(row, "waiting_room")
            self._keep(row, role, name, email, minutes=0.0)
        elif join is None or leave is None:
            reason = "leave_missing" if join and is_nothing(left) else "time_unreadable"
            self._reject(row, reason)
            self._keep(row, role, name, email)
        elif leave < join:
            self._reject(row, "leave_before_join")
            self._keep(row, role, name, email, minutes=0.0)
        elif self.continuous:
            self._keep(row, role, name, email, times=(join, leave))
        else:
            minutes = read_duration(cell(row, self.columns, "minutes"))
            self._keep(row, role, name, email, minutes=minutes, times=(join, leave))

    def _add_without_times(self, row: Row, role: Role, name: str, email: str) -> None:
        if _says(cell(row, self.columns, "attended"), _YES):
            self._reject(row, "time_missing")
            self._keep(row, role, name, email)
        elif "attended" in self.columns:
            self.rows.append(
                ReportRow(row.line, role, attended=False, display_name=name, email=email)
            )
        else:
            self._reject(row, "time_missing")

    def _add_stated(self, row: Row, role: Role, name: str, email: str) -> None:
        stated = cell(row, self.columns, "minutes")
        minutes = read_duration(stated)
        if _says(cell(row, self.columns, "attended"), _NO):
            self.rows.append(
                ReportRow(row.line, role, attended=False, display_name=name, email=email)
            )
            return
        if minutes is None and "minutes" in self.columns:
            self._reject(row, "time_missing" if is_nothing(stated) else "minutes_unreadable")
        self._keep(row, role, name, email, minutes=minutes)

    def _keep(
        self,
        row: Row,
        role: Role,
        name: str,
        email: str,
        *,
        minutes: float | None = None,
        times: tuple[datetime, datetime] | None = None,
    ) -> None:
        join, leave = times or (None, None)
        self.rows.append(
            ReportRow(
                row.line,
                role,
                attended=True,
                display_name=name,
                email=email,
                join=join,
                leave=leave,
                minutes=minutes,
                continuous=self.continuous,
            )
        )

    def _reject(self, row: Row, reason: str) -> None:
        self.rejected.append(Rejected(row.line, reason))


def _says(text: str, words: frozenset[str]) -> bool:
    return text.strip().casefold() in words
