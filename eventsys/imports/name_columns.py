"""Which column of a table holds the display names: told by its heading, else by its cells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from eventsys.imports.columns import columns_of, is_facts
from eventsys.imports.mapped import heading_key
from eventsys.imports.tables import Row
from eventsys.rules.agencies import AGENCIES
from eventsys.rules.display_names import check
from eventsys.rules.name_lists import ListedName, SkippedLine
from eventsys.rules.not_names import is_address, is_placeholder

# Headings of names, the likeliest to be display names first. First name and surname in two
# columns come before a bare "name", which may be the first name or anything.
_RANKED: Final = tuple(
    re.compile(pattern)
    for pattern in (
        (
            r"display ?name.*|(?:zoom|teams|webex|webinar|meeting|screen) (?:display )?name.*"
            r"|.{0,40}\bname (?:shown|displayed|to be (?:shown|used)|in (?:zoom|teams|the)).*"
            r"|ชื่อที่(?:จะ|ใช้|แสดง|ปรากฏ|ให้แสดง|เขียน).*|ชื่อ(?:สำหรับ)?แสดง.*|ชื่อใน(?:ห้อง|การ|ที่)?ประชุม.*"
            r"|ชื่อ.{0,20}(?:zoom|teams|webex|ซูม).*"
        ),
        r"(?:user ?)?name \(original name\)|ชื่อ(?:ผู้ใช้)? ?\(ชื่อ.{1,20}\)",
        (
            r"(?:คำนำหน้า(?:ชื่อ|นาม)? ?(?:[-–/,]|และ)? ?)?"
            r"ชื่อ(?:ตัว)? ?(?:[-–—/,]|และ)? ?(?:ชื่อ|นาม)?สกุล.*"
            r"|full ?name.*|name(?: and |[- /&]+)surname|first (?:name )?and last name"
            r"|ชื่อเต็ม|(?:ราย)?ชื่อ(?:ของ)?ผู้(?:เข้า|ร่วม|สมัคร|ลงทะเบียน|แทน).*|รายชื่อ"
            r"|(?:names? of )?(?:participants?|attendees?|registrants?)(?: names?)?"
        ),
    )
)
_FIRST = re.compile(r"ชื่อ(?:ตัว|จริง|ต้น|แรก)?|first ?names?|given ?names?|forename")
_LAST = re.compile(r"(?:ชื่อ|นาม)?สกุล|last ?names?|surname|family ?names?")
_BARE = re.compile(r"(?:user ?)?names?|ชื่อ(?:ผู้ใช้(?:งาน)?)?|ผู้เข้าร่วม(?:ประชุม|การประชุม)?")
# Headings of other columns, which tell that a row is a heading.
_OTHERS = re.compile(
    r"ลำดับ(?:ที่)?|ที่|no|#|จังหวัด|province|หน่วยงาน.{0,30}|สังกัด.{0,30}|agency|organi[sz]ation|ตำแหน่ง.{0,30}"
    r"|position|e-?mail(?: address)?|(?:ที่อยู่)?อีเมล.{0,20}|(?:เบอร์|หมายเลข)?โทร(?:ศัพท์)?.{0,20}"
    r"|phone(?: number)?|tel"
    r"|หมายเหตุ|remarks?|วันที่.{0,20}|date|เวลา.{0,20}|time|สถานะ|status|คำนำหน้า.{0,10}|title"
    r"|ภาค|ภาคส่วน|sector|ประทับเวลา|timestamp"
)
_BRACKETS = re.compile(r"\([^()]*\)")
_LONGEST_HEADING: Final = 160
_HEADING_WITHIN: Final = 40
_CERTAIN_RANKS: Final = 2
_SAMPLE: Final = 40
_MOST_COLUMNS: Final = 60
_LONGEST_NAME: Final = 300
_KNOWN_AGENCIES: Final = frozenset(agency.abbr for agency in AGENCIES)

Score = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class NameColumn:
    """Where a table holds its names.

    Attributes:
        places: the column, or the two of first name and surname.
        label: its heading, or its letter.
        begins: the number of the first row below the heading.
        by_heading: whether a heading told, and not the cells.
    """

    places: tuple[int, ...]
    label: str
    begins: int
    by_heading: bool


def find_name_column(table: Sequence[Row]) -> NameColumn | None:
    """Return where the names stand, or ``None`` where no column has any."""
    return find_headed_column(table) or _find_by_cells(table)


def find_headed_column(table: Sequence[Row]) -> NameColumn | None:
    """Return the column that a heading tells, or ``None``.

    A heading stands in one of the first rows, below titles and a report's preamble.
    """
    for alone in (False, True):
        for index, row in enumerate(table[:_HEADING_WITHIN]):
            if (row.filled == 1) is not alone or is_facts(columns_of(row)):
                continue
            for places in _headed(row, most=_CERTAIN_RANKS if alone else None):
                if _holds_texts(table[index + 1 :], places):
                    label = " + ".join(row.cells[place].strip() for place in places)
                    return NameColumn(places, label, index + 1, by_heading=True)
    return None


def is_name_heading(text: str) -> bool:
    """Tell whether a line is the heading of a list of names.

    ``Participant`` alone is none: somebody may have entered under it.
    """
    keys = _keys(text)
    if not keys or is_placeholder(keys[0].split()):
        return False
    return any(pattern.fullmatch(key) for key in keys for pattern in (*_RANKED, _BARE))


def names_in(
    table: Sequence[Row], column: NameColumn
) -> tuple[list[ListedName], list[SkippedLine]]:
    """Return the names in a column and the rows that have none."""
    heading = table[column.begins - 1].cells if column.begins else None
    names: list[ListedName] = []
    skipped: list[SkippedLine] = []
    for index, row in enumerate(table):
        text = text_of(row, column.places)
        if index < column.begins or row.cells == heading:
            skipped.append(SkippedLine(row.line, whole(row), "heading"))
        elif text:
            names.append(ListedName(row.line, text))
        else:
            skipped.append(SkippedLine(row.line, whole(row), "empty_cell"))
    return names, skipped


def text_of(row: Row, places: Sequence[int]) -> str:
    """Return the text of one column, or of several joined by one space each."""
    cells = (row.cells[place].strip() for place in places if place < len(row.cells))
    return " ".join(cell for cell in cells if cell)


def whole(row: Row) -> str:
    """Return all that a row says."""
    return " ".join(cell.strip() for cell in row.cells if cell.strip())


def letter_of(place: int) -> str:
    """Return how a spreadsheet calls a column: ``A``, ``Z``, ``AA``."""
    letters = ""
    number = place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _keys(heading: str) -> tuple[str, ...]:
    """Return a heading as it is compared, with and without its notes in brackets."""
    if len(heading) > _LONGEST_HEADING:
        return ()
    key = heading_key(heading.replace("_", " ")).strip(" :*.")
    bare = " ".join(_BRACKETS.sub(" ", key).split()).strip(" :*.")
    return (key, bare) if bare != key else (key,)


def _headed(row: Row, *, most: int | None) -> Iterator[tuple[int, ...]]:
    """Yield what columns of names a row's headings tell, the likeliest first."""
    keys = [_keys(text) for text in row.cells]

    def matching(pattern: re.Pattern[str]) -> list[int]:
        return [i for i, texts in enumerate(keys) if any(pattern.fullmatch(t) for t in texts)]

    first, last = matching(_FIRST), matching(_LAST)
    for pattern in _RANKED[:most]:
        for place in matching(pattern):
            # ชื่อสกุล beside ชื่อ is the surname alone.
            if not (first and place in last):
                yield (place,)
    if most is None:
        if first and last:
            yield first[0], last[0]
        yield from ((place,) for place in (*matching(_BARE), *first))


def _holds_texts(rows: Sequence[Row], places: Sequence[int]) -> bool:
    texts = [text for row in _sampled(rows) if (text := text_of(row, places))]
    return sum(_is_text(text) for text in texts) * 2 > len(texts)


def _is_text(text: str) -> bool:
    return any(letter.isalpha() for letter in text) and not is_address(text)


def _sampled(rows: Sequence[Row]) -> Sequence[Row]:
    step = max(1, len(rows) // _SAMPLE)
    return rows[::step][: _SAMPLE + 1]


def _find_by_cells(table: Sequence[Row]) -> NameColumn | None:
    """Return the column whose cells read best as display names; of equals the left-most."""
    sample = _sampled(table)
    width = max((len(row.cells) for row in sample), default=0)
    columns = [
        place
        for place in range(width)
        if sum(_is_text(text_of(row, (place,))) for row in sample) * 4 >= len(sample)
    ]
    scores = {place: _score(sample, place) for place in columns[:_MOST_COLUMNS]}
    if not scores:
        return None
    best = max(scores, key=lambda place: (scores[place], -place))
    begins = 1 if _is_heading(table[0], best) else 0
    heading = text_of(table[0], (best,)) if begins else ""
    return NameColumn((best,), heading or letter_of(best), begins, by_heading=False)


def _score(sample: Sequence[Row], place: int) -> Score:
    """Return how well a column's cells read as display names, compared from the left.

    A cell counts where a first name stands beside a province or a known agency, and where it
    stands behind a title, so that a column of offices, which has no titles, stays behind.
    """
    placed = titled = several = named = 0
    for row in sample:
        text = text_of(row, (place,))
        if not 0 < len(text) <= _LONGEST_NAME:
            continue
        found = check(text)
        if found.first_name:
            placed += bool(found.province) or found.agency in _KNOWN_AGENCIES
            titled += bool(found.title)
            several += bool(found.surname)
            named += 1
    return placed + titled, several, named


def _is_heading(row: Row, place: int) -> bool:
    """Tell whether a row whose names' heading is not known is a heading all the same."""
    cells = [i for i, text in enumerate(row.cells) if text.strip()]
    known = [i for i in cells if any(_OTHERS.fullmatch(key) for key in _keys(row.cells[i]))]
    if not known or len(known) * 2 < len(cells):
        return False
    found = check(text_of(row, (place,))[:_LONGEST_NAME])
    return not (found.title or found.province or found.agency in _KNOWN_AGENCIES)
