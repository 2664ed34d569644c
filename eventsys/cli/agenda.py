"""`eventsys agenda`: read the pasted text of an agenda, and check it."""

import json
from typing import IO, Any

import click

from eventsys.i18n import DEFAULT_LOCALE, LOCALES
from eventsys.rules.agenda import Agenda, AgendaError, Item, MeetingDay, Talk, as_plain
from eventsys.rules.agenda_check import check as check_days
from eventsys.rules.agenda_text import parse as parse_text
from eventsys.rules.thai_dates import format_date
from eventsys.sentences.agenda import describe, error_sentence

_UNREADABLE = 2
_BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}

_file = click.argument("file", type=click.File("rb"))
_as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
_locale = click.option(
    "--locale", type=click.Choice(LOCALES), default=DEFAULT_LOCALE, help="Language of sentences."
)


@click.group()
def agenda() -> None:
    """Read and check an agenda that stands in a text file; `-` is standard input."""


@agenda.command()
@_file
@_as_json
@_locale
def parse(file: IO[bytes], as_json: bool, locale: str) -> None:  # noqa: FBT001 (click passes names)
    """Print the agenda in FILE as days and items. Exits 1 where FILE has no time."""
    try:
        found = parse_text(_text(file.read()))
    except AgendaError as error:
        raise click.ClickException(error_sentence(error.code, error.params, locale)) from error
    if as_json:
        _print_json(as_plain(found))
    else:
        click.echo(_readable(found))


@agenda.command()
@_file
@_as_json
@_locale
@click.pass_context
def check(ctx: click.Context, file: IO[bytes], as_json: bool, locale: str) -> None:  # noqa: FBT001
    """Print what is wrong with the agenda in FILE. Exits 1 with findings, 2 where none is read."""
    try:
        found = parse_text(_text(file.read()))
    except AgendaError as error:
        click.echo(f"Error: {error_sentence(error.code, error.params, locale)}", err=True)
        ctx.exit(_UNREADABLE)
    findings = check_days(found.meetings)
    if as_json:
        _print_json(
            [
                {
                    "code": each.code,
                    "date": each.date.isoformat() if each.date else None,
                    "start": each.start.strftime("%H:%M") if each.start else None,
                    "message": describe(each, locale),
                }
                for each in findings
            ]
        )
    else:
        for each in findings:
            where = format_date(each.date, locale=locale) if each.date else "–"
            at = each.start.strftime(" %H:%M") if each.start else ""
            click.echo(f"{where}{at}  {each.code}\n    {describe(each, locale)}")
    ctx.exit(1 if findings else 0)


def _text(data: bytes) -> str:
    """Return the text of a file: UTF-8, UTF-16 with its mark, or older Thai programs' code."""
    encoding = _BYTE_ORDER_MARKS.get(data[:2])
    if encoding:
        return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp874", errors="replace")


def _print_json(value: Any) -> None:  # noqa: ANN401 (whatever JSON holds)
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def _readable(found: Agenda) -> str:
    lines: list[str] = []
    for day in found.meetings:
        lines += [_day_line(day), *(line for item in day.items for line in _item_lines(item)), ""]
    lines += [f"{note.line:>4}: {note.text}" for note in found.notes]
    return "\n".join(lines).rstrip()


def _day_line(day: MeetingDay) -> str:
    number = f"ครั้งที่ {day.number}" if day.number else None
    weekday = f"วัน{day.weekday}" if day.weekday else None
    when = format_date(day.date) if day.date else "–"
    return " · ".join(part for part in (when, weekday, number, day.title, day.place) if part)


def _item_lines(item: Item) -> list[str]:
    times = f"{item.start:%H:%M}–{item.end:%H:%M}" if item.end else f"{item.start:%H:%M}      "
    lines = [f"  {times}  {item.kind:<12}  {_said(item)}"]
    lines += [f"{'':29}• {_said(talk)}" for talk in item.parallel]
    return lines


def _said(said: Item | Talk) -> str:
    parts = [said.title, *(f"[{name}]" for name in said.speakers)]
    return " ".join([*parts, "(TBC)"] if said.tbc else parts)
