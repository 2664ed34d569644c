"""Damaged files are refused or read, and nothing else ever happens."""

import io
import random
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st

from eventsys.imports.errors import UnreadableReport
from eventsys.imports.registration_lists import read_registration_list
from eventsys.imports.reports import read_report
from eventsys.sentences.attendance import CODES

SAMPLE = (Path(__file__).parents[1] / "data" / "attendance-sample" / "report.csv").read_bytes()
TEAMS = (
    "1. Summary\nMeeting title\tSDG\n\n2. Participants\nName\tFirst Join\tLast Leave\t"
    "In-Meeting Duration\tEmail\tRole\nนายตัวอย่าง\t2/18/22, 8:30:00 AM\t2/18/22, 9:00:00 AM\t30m\t\t"
    "Attendee\n"
).encode("utf-16")


def workbook() -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Name (original name)", "Email", "Total duration (minutes)", "Guest"])
    sheet.write_row(1, 0, ["นายตัวอย่าง", "", 30, "No"])
    book.close()
    return stream.getvalue()


WORKBOOK = workbook()
FILES = {"sample": SAMPLE[:4000], "teams": TEAMS, "workbook": WORKBOOK}


def outcome(data: bytes) -> None:
    """Read a file in every way; only the one error may come."""
    for read in (lambda d: read_report(d, "r.csv"), read_registration_list):
        code = None
        try:
            read(data)
        except UnreadableReport as error:
            code = error.code
        assert code is None or code in CODES


@given(st.binary(max_size=400))
@example(b"")
@example(b"PK\x03\x04")
@example(b"\xff\xfe")
@example(b"sep=")
@example(b'"')
@example(b"\xef\xbb\xbf,\n")
def test_any_bytes(data: bytes) -> None:
    outcome(data)


@given(st.text(max_size=300))
@example("Timestamp,\n,")
@example("1. Summary\n2. Participants\n")
@example("Host Details,\nAttendee Details,")
@example("Full Name,User Action,Timestamp\n,,")
@example("Topic,Webinar ID,Unique Viewers\n")
def test_any_text(text: str) -> None:
    outcome(text.encode(errors="replace"))


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Return a file cut, repeated, exchanged and overwritten at a few places."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(changed) or 1)
        end = min(len(changed), start + chance.choice([1, 1, 2, 40, 400]))
        kind = chance.randrange(5)
        if kind == 0:
            del changed[start:end]
        elif kind == 1:
            changed[start:start] = changed[start:end]
        elif kind == 2:
            changed[start:end] = chance.randbytes(end - start)
        elif kind == 3:
            changed[start:start] = chance.choice([b'"', b"\0", b"\r", b",", b"\t", b"\xe0", b"--"])
        else:
            del changed[end:]
    return bytes(changed)


@pytest.mark.parametrize("kind", FILES)
@settings(max_examples=150)
@given(chance=st.randoms(use_true_random=False))
def test_damaged_reports(kind: str, chance: random.Random) -> None:
    outcome(damaged(FILES[kind], chance))


def test_a_report_cut_anywhere() -> None:
    for end in range(0, 4000, 97):
        outcome(SAMPLE[:end])
    for end in range(0, len(WORKBOOK), 61):
        outcome(WORKBOOK[:end])
    for end in range(len(TEAMS)):
        outcome(TEAMS[:end])
