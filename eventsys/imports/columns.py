"""What a column of a report holds, told from its heading in English or Thai, or from its cells."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Literal

from eventsys.imports.report_times import ReportTimes, read_duration
from eventsys.imports.tables import Row

Column = Literal[
    "attended", "name", "first_name", "last_name", "email", "join", "leave", "minutes", "guest",
    "role", "action", "timestamp", "registration", "approval", "waiting", "consent", "topic",
    "meeting_id", "start", "end", "host", "participants", "viewers", "user_id", "country",
]  # fmt: skip

_ENGLISH: tuple[tuple[Column, str], ...] = (
    ("attended", "attended"),
    ("name", "name|user name|username|full name|participant|participant name|display name"),
    ("first_name", "first name|given name"),
    ("last_name", "last name|surname|family name"),
    ("email", "email|e-mail|user email|email address|e-mail address|mail"),
    ("join", "join time|first join|first join time|join|joined|joined at"),
    ("leave", "leave time|last leave|last leave time|leave|left|left at"),
    (
        "minutes",
        (
            "duration|time in session|total duration|in-meeting duration|meeting duration"
            "|actual duration|attendance duration|total minutes"
        ),
    ),
    ("guest", "guest|is guest"),
    ("role", "role"),
    ("action", "user action|action"),
    ("timestamp", "timestamp"),
    ("registration", "registration time"),
    ("approval", "approval status"),
    ("waiting", "in waiting room"),
    ("consent", "recording consent|recording disclaimer response"),
    ("topic", "topic|meeting title|meeting topic|webinar topic"),
    ("meeting_id", "meeting id|webinar id|id"),
    ("start", "start time|actual start time|meeting start time"),
    ("end", "end time|meeting end time"),
    ("host", "host|host name|host email"),
    ("participants", "participants|attended participants|total number of participants"),
    ("viewers", "unique viewers|total users|max concurrent views|# registered"),
    ("user_id", "participant id|upn"),
    ("country", "country/region name|country/region|country"),
)
_BY_HEADING = {text: column for column, texts in _ENGLISH for text in texts.split("|")}

# Programs change their Thai wording; what stays is the word that says what is meant. The first
# pattern found decides, so the narrower ones stand first.
_THAI: tuple[tuple[str, Column], ...] = (
    (r"อีเมล|e-?mail", "email"),
    (r"ประทับเวลา", "timestamp"),
    (r"เวลา.{0,10}ลงทะเบียน|ลงทะเบียนเมื่อ", "registration"),
    (r"อนุมัติ", "approval"),
    (r"ห้องรอ|ห้องพักรอ", "waiting"),
    (r"ยินยอม|ข้อจำกัดความรับผิด|ข้อสงวนสิทธิ์|คำปฏิเสธ", "consent"),
    (r"ระยะเวลา|นาที|เวลารวม|เวลาในเซสชัน|เวลาในการ", "minutes"),
    (r"เวลา(?:ที่)?ออก|ออกเมื่อ|ออกล่าสุด|ออกครั้งสุดท้าย|ออกจาก", "leave"),
    (r"เวลา(?:ที่)?เข้า|เข้าร่วมเมื่อ|เข้าร่วมครั้งแรก|เข้าเมื่อ", "join"),
    (r"เวลา.{0,10}เริ่ม|เริ่มต้น", "start"),
    (r"สิ้นสุด", "end"),
    (r"หัวข้อ|ชื่อการประชุม|ชื่อเรื่อง|ชื่อสัมมนา|ชื่อการสัมมนา", "topic"),
    (r"(?:รหัส|หมายเลข|id|ไอดี).{0,10}(?:ผู้เข้าร่วม|ผู้ใช้)", "user_id"),
    (r"รหัส|หมายเลข|ไอดี|\bid\b", "meeting_id"),
    (r"บทบาท", "role"),
    (r"การกระทำ|การดำเนินการ", "action"),
    (r"จำนวน|ผู้ชม", "viewers"),
    (r"ชื่อ.{0,5}สกุล", "name"),
    (r"สกุล", "last_name"),
    (r"ชื่อจริง|ชื่อต้น|ชื่อแรก", "first_name"),
    (r"ประเทศ|ภูมิภาค", "country"),
    (r"ผู้เยี่ยมชม|แขก|บุคคลทั่วไป", "guest"),
    (r"ชื่อ", "name"),
    (r"โฮสต์|เจ้าภาพ|ผู้จัด", "host"),
    (r"^ผู้เข้าร่วม", "participants"),
    (r"เข้าร่วม", "attended"),
)
_THAI_PATTERNS = tuple((re.compile(pattern), column) for pattern, column in _THAI)
_BEHIND = frozenset(("email", "user_id", "role", "guest", "consent", "waiting", "country"))
_BRACKETS = re.compile(r"\([^()]*\)")
_NOTHING = re.compile(r"[\s-]*\Z|n/?a\Z", re.IGNORECASE)
_SAMPLE = 40
_LONGEST_HEADING = 60
_ROUNDING = 1.5  # minutes
_MOSTLY = 0.8


def column_of(heading: str) -> Column | None:
    """Return what a column with this heading holds, or ``None`` where the heading is not known."""
    text = unicodedata.normalize("NFC", heading).replace("\ufeff", "").replace("\u200b", "")
    text = " ".join(text.casefold().split()).strip(" :*")
    if not text or len(text) > _LONGEST_HEADING:
        return None
    bare = " ".join(_BRACKETS.sub(" ", text).split())
    known = _BY_HEADING.get(bare)
    if known:
        return known
    return next((column for pattern, column in _THAI_PATTERNS if pattern.search(text)), None)


def columns_of(row: Row) -> dict[Column, int]:
    """Return which column stands where; of two of one kind the first counts.

    Behind the length of the stay stand the organiser's own questions, which ask for names and
    times as well: there only what a program itself puts there is taken.
    """
    columns: dict[Column, int] = {}
    for index, heading in enumerate(row.cells):
        column = column_of(heading)
        own_question = "leave" in columns and "minutes" in columns and column not in _BEHIND
        if column and column not in columns and not own_question:
            columns[column] = index
    return columns


def lists_people(columns: Mapping[Column, int]) -> bool:
    """Tell whether a heading is one of a list of people with the time they were there."""
    named = "name" in columns or ("first_name" in columns and "last_name" in columns)
    timed = "minutes" in columns or "attended" in columns or "action" in columns
    return named and timed and ("join" in columns or "minutes" in columns or "action" in columns)


def is_facts(columns: Mapping[Column, int]) -> bool:
    """Tell whether a heading is the one over the meeting's own topic, number and start."""
    return "topic" in columns and ("meeting_id" in columns or "start" in columns)


def cell(row: Row, columns: Mapping[Column, int], column: Column) -> str:
    """Return a cell of a row as it stands, or ``""`` where the row is shorter."""
    index = columns.get(column)
    return row.cells[index] if index is not None and index < len(row.cells) else ""


def is_nothing(text: str) -> bool:
    """Tell whether a cell says that there is nothing: empty, ``--`` or ``n/a``."""
    return bool(_NOTHING.match(text.strip()))


def inferred_columns(
    rows: Sequence[Row], times: ReportTimes, *, attended_first: bool = False
) -> dict[Column, int]:
    """Return columns told from the cells alone, for headings in a language not known here.

    In every such list the last two columns of times are join and leave, and the number after them
    is the length of just that interval; the column with ``@`` is the address, and of the columns
    before them the first with many different texts is the name.

    Args:
        rows: the first rows below the heading.
        times: reads the file's times.
        attended_first: whether the first column says yes or no.

    Returns:
        An empty dictionary where the cells do not look like a list of people.
    """
    sample = [[None if is_nothing(text) else text for text in row.cells] for row in rows[:_SAMPLE]]
    kinds = {
        index: _kind([values[index] for values in sample if index < len(values)], times)
        for index in range(max((len(values) for values in sample), default=0))
    }
    moments = [index for index, kind in kinds.items() if kind == "moment"]
    texts = [index for index, kind in kinds.items() if kind == "text"]
    addresses = [index for index, kind in kinds.items() if kind == "address"]
    # With no other text before the times, the first column is the name, of one or two people.
    attended_first = attended_first and any(0 < i < min(moments, default=0) for i in texts)
    if attended_first:
        texts = [index for index in texts if index]
    if len(moments) < 2 or not texts or texts[0] > moments[-2]:  # noqa: PLR2004 (join and leave)
        return {}
    join, leave = moments[-2:]
    if not _lengths_agree(sample, (join, leave, leave + 1), times):
        return {}
    columns: dict[Column, int] = {
        "name": texts[0],
        "join": join,
        "leave": leave,
        "minutes": leave + 1,
    }
    if addresses:
        columns["email"] = addresses[0]
    if attended_first:
        columns["attended"] = 0
    return columns


def _kind(cells: Sequence[str | None], times: ReportTimes) -> str:
    values = [text for text in cells if text is not None]
    if not values:
        return "nothing"
    if all(times.read(value) for value in values):
        return "moment"
    if all("@" in value for value in values):
        return "address"
    # A column of two words says yes and no.
    return "text" if len(set(values)) > 2 or len(values) < 3 else "word"  # noqa: PLR2004


def _lengths_agree(
    sample: Sequence[Sequence[str | None]], where: tuple[int, int, int], times: ReportTimes
) -> bool:
    agreeing = seen = 0
    for values in sample:
        if len(values) <= where[2]:
            continue
        joined, left, length = (values[index] for index in where)
        join, leave = times.read(joined or ""), times.read(left or "")
        if join is None or leave is None:
            continue
        minutes = read_duration(length or "")
        seen += 1
        agreeing += (
            minutes is not None and abs((leave - join).total_seconds() / 60 - minutes) < _ROUNDING
        )
    return seen > 0 and agreeing >= seen * _MOSTLY
