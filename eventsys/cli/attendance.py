"""``eventsys attendance``: reports matched to registrations, without a database."""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NoReturn

import click

from eventsys.imports.errors import UnreadableReport
from eventsys.imports.registration_lists import read_registration_list
from eventsys.imports.reports import read_report
from eventsys.rules.attendance import match
from eventsys.rules.attendance_types import MatchResult, Registration, Report
from eventsys.sentences.attendance import reason_sentence

_UNUSABLE = 2
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def attendance() -> None:
    """Match reports of attendance to registrations."""


@attendance.command("match")
@click.option(
    "--registrations",
    "list_path",
    type=_FILE,
    required=True,
    metavar="REG.csv",
    help="CSV: id,title,first_name,last_name,province,agency,email",
)
@click.option(
    "--report",
    "report_paths",
    type=_FILE,
    required=True,
    multiple=True,
    metavar="REPORT",
    help="A report of the meeting; may be given several times.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
@click.option("--language", type=click.Choice(["th", "en"]), default="th", show_default=True)
def match_command(
    list_path: Path, report_paths: Sequence[Path], *, as_json: bool, language: str
) -> None:
    """Print who was there, for how long, and what a person has to decide.

    Exits with 2 where a file cannot be used.
    """
    registrations = _registrations(list_path, language)
    reports = [_report(path, language) for path in report_paths]
    result = match(registrations, reports)
    if as_json:
        click.echo(json.dumps(as_plain(result), ensure_ascii=False, indent=1))
    else:
        click.echo(_table(result, registrations, language))


def as_plain(result: MatchResult) -> dict[str, object]:
    """Return a result as JSON holds it: times ``YYYY-MM-DDTHH:MM:SS``, minutes with decimals."""
    return {
        "meeting": {
            "topic": result.meeting.topic,
            "id": result.meeting.id,
            "start": _moment(result.meeting.start),
            "minutes": result.meeting.minutes,
        },
        "people": [
            {
                "registration_id": person.registration_id,
                "minutes": person.minutes,
                "first_join": _moment(person.first_join),
                "last_leave": _moment(person.last_leave),
                "identities": [
                    {"display_name": i.display_name, "email": i.email, "matched_by": i.matched_by}
                    for i in person.identities
                ],
            }
            for person in result.people
        ],
        "unmatched": [
            {
                "display_name": one.display_name,
                "email": one.email,
                "minutes": one.minutes,
                "reason": one.reason,
                "candidates": list(one.candidates),
            }
            for one in result.unmatched
        ],
        "staff": [
            _known(one.display_name, one.email, one.registration_id) | {"role": one.role}
            for one in result.staff
        ],
        "absent": [
            _known(one.display_name, one.email, one.registration_id) for one in result.absent
        ],
        "rejected": [
            {"file": one.file, "line": one.line, "reason": one.reason} for one in result.rejected
        ],
    }


def _known(display_name: str, email: str, registration_id: str | None) -> dict[str, object]:
    plain: dict[str, object] = {"display_name": display_name, "email": email}
    return plain | ({"registration_id": registration_id} if registration_id else {})


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None


def _registrations(path: Path, language: str) -> tuple[Registration, ...]:
    try:
        return read_registration_list(path.read_bytes())
    except UnreadableReport as error:
        _refuse(path, error, language)


def _report(path: Path, language: str) -> Report:
    try:
        return read_report(path.read_bytes(), path.name)
    except UnreadableReport as error:
        _refuse(path, error, language)


def _refuse(path: Path, error: UnreadableReport, language: str) -> NoReturn:
    click.echo(f"{path}: {reason_sentence(error.code, language, **error.params)}", err=True)
    raise SystemExit(_UNUSABLE)


def _table(result: MatchResult, registrations: Sequence[Registration], language: str) -> str:
    """Return the result for a person to read, one line for each name."""
    names = {
        entry.id: f"{entry.title}{entry.first_name} {entry.last_name}" for entry in registrations
    }
    lines = [f"{result.meeting.topic}  {_moment(result.meeting.start) or ''}".strip(), ""]
    lines += [
        f"{_minutes(person.minutes)}  {person.registration_id}  {names[person.registration_id]}  ← "
        + ", ".join(f"{i.display_name} ({i.matched_by})" for i in person.identities)
        for person in result.people
    ]
    for one in result.unmatched:
        lines += ["", f"{_minutes(one.minutes)}  ?  {one.display_name} {one.email}".rstrip()]
        lines.append("           " + reason_sentence(one.reason, language))
        lines += [f"           {key}  {names[key]}" for key in one.candidates]
    for fault in result.rejected:
        sentence = reason_sentence(fault.reason, language)
        lines += ["", f"{fault.file}:{fault.line}: {sentence}"]
    counts = (
        f"people {len(result.people)}, unmatched {len(result.unmatched)}, "
        f"staff {len(result.staff)}, absent {len(result.absent)}, rejected {len(result.rejected)}"
    )
    return "\n".join([*lines, "", counts])


def _minutes(minutes: float | None) -> str:
    return "        –" if minutes is None else f"{minutes:9.2f}"
