"""Lines of a pasted text, freed from what HTML, PDF, Markdown and spreadsheets leave behind.

Only the form changes: words stay, and each line knows where it came from.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from eventsys.rules.thai import repair_letters

_LINE_END = re.compile(r"\r\n|\r|\n")
# Signs that break a line inside one line of the file: form feed, Word's soft break, separators.
_BREAK = re.compile("[\x0b\x0c\x85\u2028\u2029\x1c-\x1e]")
_INVISIBLE = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0e-\x1b\x7f]"
)
_OTHER_SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000\x1f]")
_WIDE_GAP = re.compile(" {2,}")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31}\d{0,2});")
_COMMENT = re.compile(r"<!--[^<>]*-->|<![^<>]*>")
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]{0,15})(?:[\s/:][^<>]*)?>")
_CELL_TAGS = frozenset({"td", "th"})
_BREAK_TAGS = re.compile(
    r"address|article|blockquote|body|br|caption|center|dd|div|dl|dt|footer|form|h[1-6]|head"
    r"|header|hr|html|li|main|ol|p|pre|section|table|tbody|tfoot|thead|title|tr|ul"
)
_INLINE_TAGS = re.compile(
    r"a|abbr|b|big|cite|code|col|colgroup|em|font|i|img|input|ins|label|link|mark|meta|nobr|o|s"
    r"|script|small|span|strike|strong|style|sub|sup|tt|u|wbr"
)
# A pipe parts cells only in a row of a table: after a leading pipe, a time or a heading `เวลา`.
_PIPE_ROW = re.compile(r" ?(?:\||(?:เวลา|[0-9๐-๙]{1,2}[.:])[^|]{0,40}\|)")
# What stands before an item of a list, pictures of clocks and ticks among them.
BULLET = "(?:[-–—•●○▪◦*·‣+>\u2043\u2190-\u2bff\U0001f000-\U0001faff]\ufe0f?)"
_MARKDOWN = re.compile(r"\*\*|__(?:(?<!\w__)|(?!\w))")
_LEADING_MARK = re.compile(r"^\s*(?:#{1,6}\s+|>\s+)+")
_BOX_BULLET = re.compile("[\uf000-\uf0ff]")
_HAS_TEXT = re.compile(r"[^\W_]")
_TAB = re.compile(r" ?\t ?")
_CLOSES_CELL = re.compile(r"[^\"]\"(?:\t|$)")
_LONGEST_CELL = 30  # rows


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a piece of one.

    ``number`` counts the lines of the text from 1; pieces of one line share it. ``raw`` is the
    whole line as written, without outer spaces, or the piece where there are several. ``text`` is
    the cleaned piece: cells separated by tabs, other spaces single or, where the text left a wide
    gap, double. ``after_blank`` says that an empty line comes before, ``in_cell`` that the line
    goes on with a cell of a spreadsheet that began in a line above.
    """

    number: int
    raw: str
    text: str
    after_blank: bool
    in_cell: bool = False

    @property
    def cells(self) -> list[str]:
        """The cells of a table's row; one cell where it is no row."""
        return [cell.strip() for cell in self.text.split("\t")]

    @property
    def plain(self) -> str:
        """The text with each run of spaces and tabs as one space."""
        return " ".join(self.text.split())


def lines_of(text: str) -> Iterator[Line]:
    """Yield the lines of a text that hold a letter or a digit, cleaned.

    Args:
        text: as pasted or read, of any size; work grows linearly with it.
    """
    after_blank = False
    rows = _LINE_END.split(text)
    # Signs and spaces are cleaned in the whole text at once, which is much faster than by line.
    cleaned_rows = _LINE_END.split(_cleaned(text))
    closed_at = -1
    for index, raw in enumerate(rows):
        row = cleaned_rows[index]
        opens = "\t" in row and closed_at < index
        if opens:
            row, closed_at = _without_cell_quotes(cleaned_rows, index)
        in_cell = index <= closed_at and not opens
        if in_cell:
            row = row.replace('""', "”").replace('"', "").replace("”", '"')
        empty = True
        pieces = [piece for piece in _pieces(row) if _HAS_TEXT.search(piece)]
        for piece in pieces:
            written = raw.strip() if len(pieces) == 1 else piece.strip()
            yield Line(index + 1, written, piece, after_blank, in_cell)
            after_blank = empty = False
        if empty and not raw.strip(" \t\u00a0"):
            after_blank = True


def _cleaned(text: str) -> str:
    text = repair_letters(_INVISIBLE.sub("", _BOX_BULLET.sub("•", text)))
    text = _WIDE_GAP.sub("  ", _OTHER_SPACE.sub(" ", _MARKDOWN.sub("", text)))
    return text.replace(" \t", "\t").replace("\t ", "\t")


def _pieces(row: str) -> list[str]:
    pieces = [row]
    if "<" in row or "&" in row or _BREAK.search(row):
        pieces = _cleaned(_BREAK.sub("\n", _without_html(row))).split("\n")
    return [_in_cells(piece) for piece in pieces]


def _in_cells(piece: str) -> str:
    text = _LEADING_MARK.sub("", piece) if piece.lstrip()[:1] in {"#", ">"} else piece
    if "|" in text and "\t" not in text and _PIPE_ROW.match(text):
        text = text.strip().removeprefix("|").removesuffix("|").replace("|", "\t")
        text = _TAB.sub("\t", text)
    return text.strip(" ").rstrip("\t")


def _without_html(text: str) -> str:
    # Twice: text that was pasted into a form and read out again is escaped once more.
    for _ in range(2):
        text = _TAG.sub(_instead_of_tag, _COMMENT.sub("", text))
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    return text


def _instead_of_tag(found: re.Match[str]) -> str:
    name = found[1].lower()
    if name in _CELL_TAGS:
        return "\t" if found[0].startswith("</") else ""
    if _BREAK_TAGS.fullmatch(name):
        return "\n"
    return "" if _INLINE_TAGS.fullmatch(name) else found[0]


def _without_cell_quotes(rows: list[str], index: int) -> tuple[str, int]:
    """Take away the quotes that spreadsheets put around a cell with line breaks or quotes in it.

    Returns the row, and the index of the row in which its last cell ends, -1 where in this one.
    """
    cells = rows[index].split("\t")
    for place, cell in enumerate(cells):
        if len(cell) > 1 and cell[0] == cell[-1] == '"' and '""' in cell[1:-1]:
            cells[place] = cell[1:-1].replace('""', '"')
    last = cells[-1]
    closed_at = -1
    if last.startswith('"') and last.count('"') % 2 == 1:
        for ahead in range(index + 1, min(index + _LONGEST_CELL, len(rows))):
            if rows[ahead].count('"') % 2 == 1:
                if _CLOSES_CELL.search(rows[ahead]):
                    closed_at = ahead
                    cells[-1] = last[1:].replace('""', '"')
                break
    return "\t".join(cells), closed_at
