"""Reports of attendance matched to registrations: who was there, and for how long.

Only what is certain is matched here; everything else is proposed to a person. A wrong match is
worse than an open one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from eventsys.rules.attendance_index import Index
from eventsys.rules.attendance_match import Matcher, Verdict
from eventsys.rules.attendance_minutes import completes, presence, spent
from eventsys.rules.attendance_names import email_key, read_name
from eventsys.rules.attendance_types import (
    Absent,
    Decision,
    Identity,
    MatchedBy,
    MatchResult,
    MeetingFacts,
    Person,
    Registration,
    RejectedRow,
    Report,
    ReportRow,
    Staff,
    Unmatched,
    WalkIn,
)
from eventsys.rules.display_names import DEFAULT, Conventions, clean

__all__ = ["completes", "lasting", "match", "presence"]

Pair = tuple[str, str]


def match(
    registrations: Sequence[Registration],
    reports: Sequence[Report],
    *,
    conventions: Conventions = DEFAULT,
    remembered: Iterable[Decision] = (),
) -> MatchResult:
    """Return what the reports of one meeting say of the registered people.

    Rows of one name and address are one identity; identities of one registration are one person,
    whose minutes are the union over all of them. A report that is given twice counts once.

    Args:
        registrations: everybody who may have come.
        reports: the files of one meeting, in any order.
        conventions: what the event allows in names.
        remembered: what people decided earlier; of two on one name and address the later counts.
            A decision on a registration that is not among ``registrations`` is passed over.
    """
    index = Index(registrations, conventions)
    decisions = _Decisions(remembered, index)
    matcher = Matcher(index, conventions)
    reports = _once(reports)
    came: dict[Pair, list[ReportRow]] = defaultdict(list)
    staff: dict[Pair, list[ReportRow]] = defaultdict(list)
    missed: set[Pair] = set()
    for report in reports:
        for row in report.rows:
            pair = (row.display_name, row.email)
            if not row.attended:
                missed.add(pair)
            else:
                (came if row.role == "attendee" else staff)[pair].append(row)
    verdicts: dict[Pair, Verdict | str] = {
        pair: decisions.of(pair) or matcher.decide(*pair)
        for pair in sorted({*came, *staff, *missed})
    }
    ids = {p: v.registration_id for p, v in verdicts.items() if isinstance(v, Verdict)}
    seen = {ids.get(pair) for pair in (*came, *staff)} - {None}
    return MatchResult(
        meeting=_facts(reports),
        people=_people(index, came, verdicts),
        walk_ins=_walk_ins(came, verdicts),
        unmatched=_unmatched(came, verdicts),
        staff=tuple(
            Staff(*pair, rows[0].role, spent(rows)[0], ids.get(pair))
            for pair, rows in sorted(staff.items())
        ),
        absent=tuple(
            Absent(*pair, ids.get(pair))
            for pair in sorted(missed)
            if pair not in came and pair not in staff and ids.get(pair) not in seen
        ),
        rejected=tuple(
            RejectedRow(report.file, fault.line, fault.reason)
            for report in reports
            for fault in sorted(report.rejected, key=lambda fault: (fault.line, fault.reason))
        ),
    )


def lasting(decision: Decision, conventions: Conventions = DEFAULT) -> bool:
    """Tell whether a decision may be remembered for other meetings of the event.

    ``iPad`` without an address is somebody else next time: such a decision holds for the report
    in which it was made. Everything else is remembered for the rest of the event.
    """
    if email_key(decision.email):
        return True
    return read_name(clean(decision.display_name), conventions).is_name


class _Decisions:
    """Earlier decisions by name and address, as cleaned."""

    def __init__(self, remembered: Iterable[Decision], index: Index) -> None:
        self._verdicts: dict[Pair, Verdict | str] = {}
        for decision in remembered:
            pair = self._key((decision.display_name, decision.email))
            if decision.registration_id in index.by_id:
                self._verdicts[pair] = Verdict(decision.registration_id, "remembered")
            elif decision.walk_in:
                self._verdicts[pair] = decision.walk_in

    def of(self, pair: Pair) -> Verdict | str | None:
        """Return a verdict, a walk-in's key, or ``None`` where nothing was decided."""
        return self._verdicts.get(self._key(pair)) if self._verdicts else None

    @staticmethod
    def _key(pair: Pair) -> Pair:
        # The former name is part of the identity: who renamed themselves may be somebody else.
        return " ".join(pair[0].split()), email_key(pair[1])


def _once(reports: Sequence[Report]) -> list[Report]:
    """Return the reports in a fixed order, one that stands there twice only once."""
    different = {
        (r.source, r.meeting, r.rows, r.rejected): r
        for r in sorted(reports, key=lambda r: r.file, reverse=True)
    }
    return sorted(different.values(), key=lambda r: (r.file, str(r.meeting.start), len(r.rows)))


def _facts(reports: Sequence[Report]) -> MeetingFacts:
    """Return what the reports know of the meeting: the fullest, and of those the earliest."""

    def rank(meeting: MeetingFacts) -> tuple[int, str, str]:
        facts = (meeting.topic, meeting.id, meeting.start, meeting.minutes)
        return -sum(1 for fact in facts if fact), str(meeting.start or "9"), str(meeting)

    return min((report.meeting for report in reports), key=rank, default=MeetingFacts())


def _people(
    index: Index, came: Mapping[Pair, list[ReportRow]], verdicts: Mapping[Pair, Verdict | str]
) -> tuple[Person, ...]:
    pairs: dict[str, list[tuple[Pair, MatchedBy]]] = defaultdict(list)
    for pair in sorted(came):
        verdict = verdicts[pair]
        if isinstance(verdict, Verdict) and verdict.registration_id and verdict.matched_by:
            pairs[verdict.registration_id].append((pair, verdict.matched_by))
    return tuple(
        Person(
            known.id,
            *spent([row for pair, _ in pairs[known.id] for row in came[pair]]),
            tuple(Identity(*pair, matched_by) for pair, matched_by in pairs[known.id]),
        )
        for known in index.known
        if known.id in pairs
    )


def _walk_ins(
    came: Mapping[Pair, list[ReportRow]], verdicts: Mapping[Pair, Verdict | str]
) -> tuple[WalkIn, ...]:
    pairs: dict[str, list[Pair]] = defaultdict(list)
    for pair in sorted(came):
        verdict = verdicts[pair]
        if isinstance(verdict, str):
            pairs[verdict].append(pair)
    return tuple(
        WalkIn(
            key,
            *spent([row for pair in of_key for row in came[pair]]),
            tuple(Identity(*pair, "remembered") for pair in of_key),
        )
        for key, of_key in sorted(pairs.items())
    )


def _unmatched(
    came: Mapping[Pair, list[ReportRow]], verdicts: Mapping[Pair, Verdict | str]
) -> tuple[Unmatched, ...]:
    unmatched = []
    for pair in sorted(came):
        verdict = verdicts[pair]
        if isinstance(verdict, Verdict) and verdict.reason:
            minutes, first, last = spent(came[pair])
            unmatched.append(
                Unmatched(*pair, minutes, first, last, verdict.reason, verdict.candidates)
            )
    return tuple(unmatched)
