"""Files made to harm: each is read or refused, soon, and what is read is sound."""

import io
import random
import time
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import xlsxwriter

from eventsys.imports.errors import UnreadableReport
from eventsys.imports.reports import read_report
from eventsys.rules.attendance import match
from eventsys.rules.attendance_types import MatchResult, Person, Registration, Unmatched
from eventsys.sentences.attendance import reason_sentence

GOLDEN = Path(__file__).parents[1] / "data" / "attendance-golden"
REGISTRATIONS = (Registration("R1", "นาย", "สมชาย", "ใจดี", "ขอนแก่น", "พช.", "r1@example.go.th"),)
HEADER = ("Name (original name)", "Email", "Total duration (minutes)", "Guest")
MEETING = "Name (original name),Email,Join time,Leave time,Duration (minutes),Guest\n"
TIMES = "02/18/2022 08:30:00 AM,02/18/2022 09:30:00 AM,60,Yes\n"
DAMAGES = 400
LONG = 90_000
SOON = 4.0  # seconds of computing; what costs its square takes five times that and more

Damage = Callable[[bytearray, int, int, random.Random], None]


def judged(data: bytes) -> MatchResult | str:
    """Return what comes of a file, or the code of the sentence that refuses it."""
    try:
        report = read_report(data, "r.csv")
    except UnreadableReport as error:
        # Without a sentence for it this raises.
        return error.code if reason_sentence(error.code, "th", **error.params) else ""
    result = match(REGISTRATIONS, [report])
    seen: tuple[Person | Unmatched, ...] = (*result.people, *result.unmatched)
    for one in seen:
        assert one.minutes is None or one.minutes >= 0
        if one.first_join and one.last_leave and one.minutes is not None:
            assert timedelta(minutes=one.minutes - 1) <= one.last_leave - one.first_join
    return result


def reports() -> list[bytes]:
    """Return the reports of the meetings judged by hand, as text in two codes and as a workbook."""
    found = []
    for path in sorted(GOLDEN.glob("*.txt")):
        text = path.read_bytes().decode().partition("\n== report ")[2].partition("\n== ")[0]
        text = text.partition("\n")[2]
        found += [text.encode("utf-8-sig"), text.encode("utf-16")]
        if "\t" not in text:
            found.append(workbook([line.split(",") for line in text.splitlines()]))
    return found


def workbook(rows: list[list[str]]) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"strings_to_formulas": False})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return stream.getvalue()


def with_member(name: str, content: bytes) -> bytes:
    """Return a workbook with one member exchanged."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook([list(HEADER)]))) as before,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for member in before.namelist():
            after.writestr(member, content if member == name else before.read(member))
    return stream.getvalue()


def _flip(data: bytearray, start: int, _: int, chance: random.Random) -> None:
    data[start] ^= 1 << chance.randrange(8)


def _cut(data: bytearray, start: int, end: int, _: random.Random) -> None:
    del data[start:end]


def _end(data: bytearray, start: int, _: int, __: random.Random) -> None:
    del data[start:]


def _scramble(data: bytearray, start: int, end: int, chance: random.Random) -> None:
    data[start:end] = chance.randbytes(end - start)


def _repeat(data: bytearray, start: int, end: int, chance: random.Random) -> None:
    data[start:start] = data[start:end] * chance.choice([1, 50])


SIGNS = (
    *(b"\0", b'"', b"\n", b"\r", b"\t", b";", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1a", b"\x85"),
    *(b"=1+1", b'=HYPERLINK("http://x")', b"((((", b"))))", b"(Host)", b"-5", b"1e999"),
    *(b"9999-12-31T23:59:59-14:00", b"0001-01-01T00:00:00+14:00", "ำ้์ิ".encode()),
)


def _insert(data: bytearray, start: int, _: int, chance: random.Random) -> None:
    data[start:start] = chance.choice(SIGNS)


def _fill(data: bytearray, start: int, _: int, chance: random.Random) -> None:
    data[start:start] = chance.choice((b"A", b",", b"\0", b"(", "ก".encode())) * 5000


def _other_year(data: bytearray, _: int, __: int, chance: random.Random) -> None:
    data[:] = data.replace(b"2022", chance.choice((b"2565", b"0000", b"9999", b"-")))


def _other_lines(data: bytearray, _: int, __: int, chance: random.Random) -> None:
    lines = bytes(data).split(b"\n")
    chance.shuffle(lines)
    data[:] = b"\n".join(lines)


DAMAGE: tuple[Damage, ...] = (
    *(_flip, _cut, _end, _scramble, _repeat, _insert, _fill, _other_year, _other_lines),
)


def test_damaged_files_are_refused_or_read_soundly() -> None:
    chance = random.Random(11)  # noqa: S311 (the same files at every run)
    files = reports()
    outcomes: set[str] = set()
    for _ in range(DAMAGES):
        data = bytearray(chance.choice(files))
        for _ in range(chance.choice((1, 1, 2, 5))):
            start = chance.randrange(len(data) or 1)
            end = min(len(data), start + chance.choice((1, 3, 10, 100)))
            if data:
                chance.choice(DAMAGE)(data, start, end, chance)
        result = judged(bytes(data))
        outcomes.add(result if isinstance(result, str) else "read")
    assert {"read", "damaged_text", "damaged_workbook", "unknown_report"} <= outcomes


@pytest.mark.parametrize(
    "name",
    [
        *("x" + " " * LONG + "x", "x" + "\u200b" * LONG, "(" * LONG, "(x) " * (LONG // 4)),
        *("x (" + " " * LONG, "จ. " * (LONG // 3), "น. ส." * (LONG // 5), "ก" + "่ิ" * (LONG // 2)),
        *("a@" * (LONG // 2), "iPhone " * (LONG // 7), "ขอนแก่น พช. นาย" + "ก" * LONG),
    ],
    ids=lambda name: repr(name[:6]),
)
def test_a_name_of_a_hundred_thousand_letters_takes_no_time(name: str) -> None:
    began = time.process_time()
    result = judged(f'{MEETING}"{name}",,{TIMES}'.encode())
    assert time.process_time() - began < SOON
    assert isinstance(result, MatchResult)
    assert (result.people, len(result.unmatched)) == ((), 1)


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    "{}</sheetData></worksheet>"
)
HEADING = '<row r="1">{}</row>'.format(
    "".join(
        f'<c r="{letter}1" t="inlineStr"><is><t>{text}</t></is></c>'
        for letter, text in zip("ABCD", HEADER, strict=True)
    )
)
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE l [%s]><sst><si><t>&m;</t></si></sst>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (ENTITIES % b'<!ENTITY a "aaaa"><!ENTITY m "&a;&a;&a;&a;">', "damaged_workbook"),
        (ENTITIES % b'<!ENTITY m SYSTEM "file:///etc/hostname">', "damaged_workbook"),
    ],
    ids=["entities", "outside"],
)
def test_texts_of_a_workbook_that_unfold(content: bytes, code: str) -> None:
    assert judged(with_member("xl/sharedStrings.xml", content)) == code


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "workbook_too_large"),
        ('<row r="0"><c r="A0"><v>1</v></c></row>', "damaged_workbook"),
    ],
)
def test_cells_where_none_can_be(rows: str, code: str) -> None:
    sheet = SHEET.format(HEADING + rows).encode()
    assert judged(with_member("xl/worksheets/sheet1.xml", sheet)) == code


def test_a_formula_counts_as_the_value_stored_with_it() -> None:
    cells = (
        '<row r="2"><c r="A2" t="str"><f>1+1</f><v>ขอนแก่น พช. นายสมชาย</v></c>'
        '<c r="C2"><f>A1</f><v>12.5</v></c></row>'
    )
    result = judged(with_member("xl/worksheets/sheet1.xml", SHEET.format(HEADING + cells).encode()))
    assert isinstance(result, MatchResult)
    assert [(p.registration_id, p.minutes) for p in result.people] == [("R1", 12.5)]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ((",".join(["a"] * 5000) + "\n").encode() * 3, "too_many_columns"),
        (f"{MEETING}{'ก' * 200_000},,{TIMES}".encode(), "damaged_table"),
        ((MEETING + '"' * 9001 + "\n").encode(), "open_quote"),
        (b"\xff\xfe", "empty"),
        (b"\0" * 100, "empty"),
    ],
    ids=["columns", "cell", "quotes", "mark", "nothing"],
)
def test_tables_that_no_program_writes(data: bytes, code: str) -> None:
    assert judged(data) == code
