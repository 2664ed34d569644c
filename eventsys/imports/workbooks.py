"""Sheets of an XLSX workbook as text, read only after its true size is known.

A workbook is a ZIP archive of XML. A few kilobytes can unpack to gigabytes, two cells far apart
can ask for a table of billions, and one long text can be used a million times; each is looked for
before the file goes to the reader.
"""

import io
import re
import zipfile
import zlib
from datetime import date, datetime, timedelta

import python_calamine

from eventsys.imports.errors import UnreadableReport

MAX_UNPACKED = 128 * 1024 * 1024
MAX_MEMBERS = 2_000
MAX_TEXT = 256 * 1024 * 1024

_ZIP = b"PK\x03\x04"
_CHUNK = 1024 * 1024
_PLACE = re.compile(rb"""\sr\s{0,9}=\s{0,9}["']([A-Za-z]{0,3})(\d{1,10})["']""")
_SHARED_TEXT_USED = re.compile(rb"<(?:\w{1,9}:)?v>(\d{1,9})<")
_CELL = re.compile(rb"<(?:\w{1,9}:)?c[\s>/]")


def is_workbook(data: bytes) -> bool:
    """Tell whether a file is a ZIP archive, as every XLSX workbook is."""
    return data.startswith(_ZIP)


def read_workbook(data: bytes, max_cells: int) -> list[list[list[str]]]:
    """Return the sheets of a workbook: for each its rows, from the first, as text.

    Dates become ``YYYY-MM-DD HH:MM:SS``, whole numbers lose their decimals. Formulas are not
    computed; the value stored with them is taken.

    Args:
        data: the file.
        max_cells: how many cells a sheet may span, from its first row and column.

    Raises:
        UnreadableReport: ``not_a_workbook``, ``damaged_workbook``, ``protected_workbook``,
            ``workbook_too_large``.
    """
    _check(data, max_cells)
    try:
        with python_calamine.load_workbook(io.BytesIO(data)) as workbook:
            return [
                [[_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
                for sheet in (workbook.get_sheet_by_name(name) for name in workbook.sheet_names)
            ]
    except python_calamine.PasswordError as error:
        raise UnreadableReport("protected_workbook") from error
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # a panic of the reader's is no Exception
        raise UnreadableReport("damaged_workbook") from error


def _text(value: object) -> str:
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        # A spreadsheet stores days as a fraction: seconds come back a little off.
        rounded = value + timedelta(milliseconds=500)
        return rounded.replace(microsecond=0, tzinfo=None).isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _check(data: bytes, max_cells: int) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _check_directory(members)
            unpacked = 0
            shared: list[int] = []
            for member in members:
                if member.filename.casefold().endswith((".xml", ".rels")):
                    content = _unpacked(archive, member, MAX_UNPACKED - unpacked)
                    unpacked += len(content)
                    if member.filename.casefold().endswith("sharedstrings.xml"):
                        shared = [len(part) for part in content.split(b"</si>")]
            for member in members:
                if "worksheets/" in member.filename.casefold():
                    content = _unpacked(archive, member, MAX_UNPACKED)
                    _check_sheet(content, shared, max_cells)
    except UnreadableReport:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        KeyError,
    ) as error:
        raise UnreadableReport("damaged_workbook") from error


def _check_directory(members: list[zipfile.ZipInfo]) -> None:
    names = {member.filename.casefold() for member in members}
    if not any(name.endswith("workbook.xml") for name in names):
        raise UnreadableReport("not_a_workbook")
    if len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > MAX_UNPACKED:
        raise UnreadableReport("workbook_too_large")
    if any(member.flag_bits & 0x1 for member in members):
        raise UnreadableReport("protected_workbook")
    if len(names) != len(members):
        # Two members of one name: what is looked at here need not be what is read later.
        raise UnreadableReport("damaged_workbook")


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> bytes:
    """Return a member's content; the directory's size may be a lie, so what comes is counted."""
    parts = []
    with archive.open(member) as stream:
        while part := stream.read(_CHUNK):
            limit -= len(part)
            if limit < 0:
                raise UnreadableReport("workbook_too_large")
            parts.append(part)
    return b"".join(parts)


def _check_sheet(content: bytes, shared: list[int], max_cells: int) -> None:
    if b"\0" in content[:200]:
        raise UnreadableReport("damaged_workbook")  # not UTF-8: the looks below see nothing
    last_row = last_column = 0
    for found in _PLACE.finditer(content):
        last_row = max(last_row, int(found[2]))
        if found[1]:
            last_column = max(last_column, _column(found[1]))
    cells = sum(1 for _ in _CELL.finditer(content))
    if last_row * max(last_column, 1) > max_cells or cells > max_cells:
        raise UnreadableReport("workbook_too_large")
    if cells * max(shared, default=0) > MAX_TEXT:
        used = sum(
            shared[index]
            for found in _SHARED_TEXT_USED.finditer(content)
            if (index := int(found[1])) < len(shared)
        )
        if used > MAX_TEXT:
            raise UnreadableReport("workbook_too_large")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
