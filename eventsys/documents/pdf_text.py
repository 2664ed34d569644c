"""The text behind the glyphs of a PDF, so that Thai is found, copied and read aloud as written.

A PDF draws glyphs and says for each of them which letters it stands for. Three things go wrong with
Thai in WeasyPrint 70:

- ``ำ`` is drawn as a ring and an ``า``. WeasyPrint gives the letters of the whole to the last of
  them, for the whole document: after one ``น้ำ`` every ``า`` reads ``้ำ``.
- Readers order letters by their place on the page, and a mark may begin left of the one that is
  written before it: ``ครั้ง`` reads ``ครัง้``.
- A mark that hangs over the next letter makes readers see a space between words.

Here each glyph gets its own letters, and a letter is wrapped together with its marks in a span that
says what it reads (``ActualText``, ISO 32000-1, 14.9.4). The drawing itself stays WeasyPrint's own:
what it writes is taken apart between the glyphs where a span begins or ends. This leans on the
function ``draw_first_line`` as WeasyPrint 70 has it; a test reads documents back word by word.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import Any, Final

import pydyf
from weasyprint.draw import text as drawing
from weasyprint.text.ffi import ffi, pango

_log = logging.getLogger(__name__)

_RING, _SARA_AA, _SARA_AM = "\u0e4d", "\u0e32", "\u0e33"
# marks above and below a letter, and the vowel that is drawn half above it
_MARK: Final = "[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]"
_HAS_MARK: Final = re.compile(_MARK)
# glyphs between < and >, four hexadecimal digits each, and the shifts between them
_SHOWN: Final = re.compile(r"<([0-9a-f]*)>|([^<>]+)")
_DIGITS_OF_GLYPH: Final = 4

_draw_first_line = drawing.draw_first_line


@contextmanager
def mended_text_layer() -> Iterator[None]:
    """Have WeasyPrint draw Thai so that it reads back as written, for the time being.

    One thread at a time: the function is exchanged for the whole process.
    """
    drawing.draw_first_line = _draw_mended
    try:
        yield
    finally:
        drawing.draw_first_line = _draw_first_line


def _draw_mended(
    stream: Any,  # noqa: ANN401 (WeasyPrint has no types)
    textbox: Any,  # noqa: ANN401
    text_overflow: str,
    block_ellipsis: Any,  # noqa: ANN401
    matrix: Any,  # noqa: ANN401
) -> Any:  # noqa: ANN401
    """Draw a line as WeasyPrint does, with spans around letters that have marks."""
    rest = (textbox, text_overflow, block_ellipsis, matrix)
    cut_short = text_overflow == "ellipsis" or block_ellipsis != "none"
    if cut_short or not _HAS_MARK.search(textbox.text):
        return _draw_first_line(stream, *rest)
    clusters = list(_clusters(stream, textbox))
    if any(cluster.font.bitmap for cluster in clusters):
        return _draw_first_line(stream, *rest)
    for cluster in clusters:
        cluster.give_letters()
    marked = _MarkedStream(stream, _spans(clusters))
    emojis = _draw_first_line(marked, *rest)
    marked.finish()
    return emojis


@dataclass(slots=True)
class _Cluster:
    """Glyphs that stand for some letters together, mostly one for one."""

    font: Any
    text: str
    glyphs: list[int]

    def give_letters(self) -> None:
        """Tell the font which letters its glyphs stand for, before WeasyPrint guesses."""
        letters = [self.text]
        if len(self.glyphs) > 1:
            if not self.text.endswith(_SARA_AM):
                return
            # the shaping engine draws the ring first, joined with a tone mark or apart from it
            tone = self.text[:-1]
            joined = len(self.glyphs) == 2  # noqa: PLR2004
            letters = [_RING + tone, _SARA_AA] if joined else [_RING, *tone, _SARA_AA]
        if len(letters) == len(self.glyphs):
            for glyph, letter in zip(self.glyphs, letters, strict=True):
                self.font.to_unicode.setdefault(glyph, letter)


@dataclass(slots=True)
class _Span:
    """Glyphs that follow each other; ``text`` is empty where they speak for themselves."""

    text: str
    glyphs: int


def _clusters(stream: Any, textbox: Any) -> Iterator[_Cluster]:  # noqa: ANN401
    """Yield the clusters of a line in the order in which they are drawn."""
    line, _ = textbox.pango_layout.get_first_line()
    text = textbox.pango_layout.text.encode()
    run = line.runs[0]
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        run = run.next
        font, _ = stream.add_font(item.analysis.font)
        starts = [glyphs.log_clusters[place] for place in range(glyphs.num_glyphs)]
        ends = {start: end for start, end in pairwise([*sorted(set(starts)), item.length])}
        cluster, last = None, -1
        for place, start in enumerate(starts):
            if cluster is None or start != last:
                if cluster is not None:
                    yield cluster
                letters = text[item.offset + start : item.offset + ends[start]]
                cluster, last = _Cluster(font, letters.decode(), []), start
            number = glyphs.glyphs[place].glyph
            if number != pango.PANGO_GLYPH_EMPTY:  # such a one only takes room
                cluster.glyphs.append(number)
        if cluster is not None:
            yield cluster


def _spans(clusters: list[_Cluster]) -> list[_Span]:
    """Return spans: a letter with its marks, and between them whatever has none."""
    spans: list[_Span] = []
    plain = True
    for cluster, following in zip_longest(clusters, clusters[1:]):
        count = len(cluster.glyphs)
        if spans and _HAS_MARK.match(cluster.text):
            spans[-1].text += cluster.text
            spans[-1].glyphs += count
            plain = False
        elif following and _HAS_MARK.match(following.text):
            spans.append(_Span(cluster.text, count))
            plain = False
        elif spans and plain:
            spans[-1].glyphs += count
        else:
            spans.append(_Span("", count))
            plain = True
    return spans


class _MarkedStream:
    """A page's stream that begins and ends spans between the glyphs which it is given to show."""

    def __init__(self, stream: Any, spans: list[_Span]) -> None:  # noqa: ANN401
        self._stream = stream
        self._spans = iter(spans)
        self._left = 0
        self._open = False
        self._part = ""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        """Hand on everything else to the page's own stream."""
        return getattr(self._stream, name)

    def show_text(self, string: str) -> None:
        """Show glyphs and shifts, cut where a span begins or ends."""
        for glyphs, shift in _SHOWN.findall(string):
            self._part += shift
            while glyphs:
                if not self._left:
                    self._next_span(len(glyphs) // _DIGITS_OF_GLYPH)
                end = min(self._left * _DIGITS_OF_GLYPH, len(glyphs))
                self._part += f"<{glyphs[:end]}>"
                self._left -= end // _DIGITS_OF_GLYPH
                glyphs = glyphs[end:]
        self._show_part()

    def finish(self) -> None:
        """End the last span of the line."""
        if self._left or next(self._spans, None):
            _log.error("WeasyPrint drew other glyphs than it had laid out: text may read wrong")
        if self._open:
            self._stream.end_marked_content()

    def _next_span(self, shown: int) -> None:
        self._show_part()
        if self._open:
            self._stream.end_marked_content()
        span = next(self._spans, None) or _Span("", shown)
        while not span.glyphs:  # a text that nothing is drawn for
            span = next(self._spans, None) or _Span("", shown)
        self._left, self._open = span.glyphs, bool(span.text)
        if span.text:
            reads = pydyf.Dictionary({"ActualText": pydyf.String(span.text)})
            self._stream.begin_marked_content("Span", reads)

    def _show_part(self) -> None:
        if self._part:
            self._stream.show_text(self._part)
            self._part = ""
