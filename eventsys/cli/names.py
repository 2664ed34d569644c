"""``eventsys names``: display names checked before a webinar, without a database."""

import json
import sys
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from eventsys.i18n import N_, translate
from eventsys.rules.display_names import Conventions, NameCheck, check
from eventsys.sentences.names import problem_sentences

_FAULTY = 1
_UNUSABLE = 2
_STANDARD_INPUT = "-"
_HEADINGS = (N_("ชื่อที่แสดง"), N_("ชื่อที่ควรใช้"), N_("ปัญหา"))
_NUMBER = N_("จำนวน")
_CONFORMS = N_("ถูกต้อง")
_WIDEST = 44
# JSON leaves these as they are; some readers would end a line there.
_LINE_ENDS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\x85\u2028\u2029"}


@click.group()
def names() -> None:
    """Check webinar display names."""


@names.command("check")
@click.argument("source", metavar="FILE|-")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line.")
@click.option("--allow-surname", is_flag=True, help="Words after the first name are no problem.")
@click.option("--allow-missing-title", is_flag=True, help="A name without a title is no problem.")
@click.option(
    "--mark",
    type=click.Choice(["initial", "number"]),
    help="How the event tells namesakes apart after the first name.",
)
@click.option("--language", type=click.Choice(["th", "en"]), default="th", show_default=True)
def check_command(
    source: str,
    *,
    as_json: bool,
    allow_surname: bool,
    allow_missing_title: bool,
    mark: str | None,
    language: str,
) -> None:
    """Check the display names of FILE, one on each line; - reads standard input.

    Exits with 0 where all conform, 1 where some do not, 2 where FILE cannot be used.
    """
    conventions = Conventions(
        allow_surname=allow_surname,
        allow_missing_title=allow_missing_title,
        mark="initial" if mark == "initial" else "number" if mark == "number" else None,
    )
    results = [check(line, conventions) for line in _lines(source)]
    if as_json:
        for result in results:
            fields = result.as_dict(problem_sentences(result, language))
            click.echo(json.dumps(fields, ensure_ascii=False).translate(_LINE_ENDS))
    else:
        click.echo(_table(results, language))
    if not all(result.valid for result in results):
        raise SystemExit(_FAULTY)


def _lines(source: str) -> list[str]:
    """Return the lines of a UTF-8 text, with or without byte order mark, without line ends."""
    try:
        raw = sys.stdin.buffer.read() if source == _STANDARD_INPUT else Path(source).read_bytes()
    except (OSError, ValueError) as wrong:
        reason = getattr(wrong, "strerror", None) or wrong
        _give_up(f"cannot read {source}: {reason}")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        _give_up(f"{source} is not UTF-8 text: byte {wrong.start + 1} cannot be read")
    # Only real line ends count: splitlines() would also split at signs inside a name.
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[:-1] if lines[-1] == "" else lines


def _give_up(message: str) -> NoReturn:
    click.echo(f"eventsys names check: {message}", err=True)
    sys.exit(_UNUSABLE)


def _table(results: Sequence[NameCheck], language: str) -> str:
    """Return a table that a person can read, and below it how often each problem occurs."""
    rows = [
        (
            _shown(result.input),
            _shown(result.suggestion or ""),
            "\n".join(problem_sentences(result, language)) or translate(language, _CONFORMS),
        )
        for result in results
    ]
    headings = [translate(language, heading) for heading in _HEADINGS]
    widths = [
        min(_WIDEST, max(_width(row[column]) for row in [headings, *rows])) for column in (0, 1)
    ]
    lines = [_row(headings, widths), "─" * (sum(widths) + 4 + _width(headings[2]))]
    lines.extend(_row(row, widths) for row in rows)
    counts = Counter(code for result in results for code in result.problems)
    valid = sum(result.valid for result in results)
    lines += ["", f"{translate(language, _CONFORMS)}: {valid}/{len(results)}"]
    if counts:
        lines += ["", f"{translate(language, _NUMBER):>6}  {headings[2]}"]
        lines.extend(f"{number:>6}  {code}" for code, number in sorted(counts.items()))
    return "\n".join(lines)


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    """Return one row; sentences after the first stand below it in the same column."""
    first, *others = cells[2].split("\n")
    start = "  ".join(
        cell + " " * (width - _width(cell)) for cell, width in zip(cells[:2], widths, strict=True)
    )
    margin = " " * (sum(widths) + 4)
    return "\n".join([f"{start}  {first}", *(f"{margin}{other}" for other in others)])


def _shown(text: str) -> str:
    """Return a text for a terminal: no control characters, and cut where it is very long."""
    plain = "".join(c if c.isprintable() else "·" for c in text)
    return plain if len(plain) <= 4 * _WIDEST else f"{plain[: 4 * _WIDEST]}…"


def _width(text: str) -> int:
    """Return how many columns a text takes: Thai marks above and below take none."""
    return sum(
        0
        if unicodedata.category(c) in {"Mn", "Me", "Cf"}
        else 2
        if unicodedata.east_asian_width(c) in {"W", "F"}
        else 1
        for c in text
    )
