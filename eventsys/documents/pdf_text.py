"""The text behind the glyphs of a PDF, so that Thai is found, copied and read aloud as written.

A PDF draws glyphs and says for each of them which letters it stands for. Three things go wrong with
Thai in WeasyPrint 70:

- ``ำ`` is drawn as a ring and an ``า``. WeasyPrint gives the letters of the whole to the last of
  them, for the whole document: after one ``น้ำ`` every ``า`` reads ``้ำ``.
- Readers order letters by their place on the page, and a mark may begin left of the one that is
  written before it: ``ครั้ง`` reads ``ครัง้``.
- A mark that hangs over the next letter makes readers see a space between words.

Here each glyph gets its own letters, and what has marks is wrapped in a span that says how it reads
(``ActualText``, ISO 32000-1, 14.9.4): a phrase as a whole, which Chromium's reader takes best, but
where there is an ``ำ`` in it letter by letter, since MuPDF would read the end of such a phrase
twice. The drawing itself stays WeasyPrint's own: what it writes is taken apart between the glyphs
where a span begins or ends. This leans on the function ``draw_first_line`` as WeasyPrint 70 has it;
tests read documents back word by word, and compare their pages with those drawn without spans.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby, pairwise, zip_longest
from operator import itemgetter
from typing import Any, Final

import pydyf  # type: ignore[import-untyped]
from weasyprint.draw import text as drawing
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

_log = logging.getLogger(__name__)

_RING, _SARA_AA, _SARA_AM = "\u0e4d", "\u0e32", "\u0e33"
# marks above and below a letter, and the vowel that is drawn half above it
_MARK: Final = "[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]"
_HAS_MARK: Final = re.compile(_MARK)
# glyphs between < and >, four hexadecimal digits each, and the shifts between them
_SHOWN: Final = re.compile(r"<([0-9a-f]*)>|([^<>]+)")
_DIGITS_OF_GLYPH: Final = 4
# from this part of the type size on readers take a gap for a space
_GAP: Final = 0.1

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
    """Glyphs that stand for some letters together, mostly one for one.

    ``gap`` is how far the last glyph is set back, as a part of the type size.
    """

    font: Any
    text: str
    glyphs: list[int] = field(default_factory=list)
    gap: float = 0

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
    pango.pango_layout_set_single_paragraph_mode(textbox.pango_layout.layout, 1)
    line, _ = textbox.pango_layout.get_first_line()
    text = textbox.pango_layout.text.encode()
    size = textbox.style["font_size"] / FROM_UNITS
    run = line.runs[0]
    while run != ffi.NULL:
        item, string = run.data.item, run.data.glyphs
        run = run.next
        font, _ = stream.add_font(item.analysis.font)
        starts = [string.log_clusters[place] for place in range(string.num_glyphs)]
        ends = dict(pairwise([*sorted(set(starts)), item.length]))
        places = zip(starts, string.glyphs[0 : string.num_glyphs], strict=True)
        for start, glyphs in groupby(places, key=itemgetter(0)):
            letters = text[item.offset + start : item.offset + ends[start]]
            cluster = _Cluster(font, letters.decode())
            for _, glyph in glyphs:
                cluster.gap = -glyph.geometry.x_offset / size
                if glyph.glyph != pango.PANGO_GLYPH_EMPTY:  # such a one only takes room
                    cluster.glyphs.append(glyph.glyph)
            yield cluster


def _spans(clusters: list[_Cluster]) -> list[_Span]:
    """Return spans that take in all glyphs of a line, what stands between spaces by itself."""
    spans: list[_Span] = []
    for is_space, part in groupby(clusters, key=lambda cluster: cluster.text.isspace()):
        word = list(part)
        letters = "".join(cluster.text for cluster in word)
        if is_space or not _HAS_MARK.search(letters):
            spans.append(_Span("", sum(len(cluster.glyphs) for cluster in word)))
        elif _SARA_AM not in letters:
            spans.append(_Span(letters, sum(len(cluster.glyphs) for cluster in word)))
        else:
            spans += _spans_by_letter(word)
    return [span for span in spans if span.glyphs]


def _spans_by_letter(clusters: list[_Cluster]) -> list[_Span]:
    """Return a span for each letter with its marks, and one for what stands between without any.

    Where the last mark is set far back the span takes in the letter that follows, so that it ends
    where that begins.
    """
    spans = [_Span("", 0)]
    reaches_on = False
    for cluster, following in zip_longest(clusters, clusters[1:]):
        count = len(cluster.glyphs)
        is_mark = bool(_HAS_MARK.match(cluster.text))
        has_mark = following is not None and bool(_HAS_MARK.match(following.text))
        if spans[-1].text and (is_mark or reaches_on):
            spans[-1].text += cluster.text
            spans[-1].glyphs += count
        elif is_mark or has_mark:
            spans.append(_Span(cluster.text, count))
        elif not spans[-1].text:
            spans[-1].glyphs += count
        else:
            spans.append(_Span("", count))
        reaches_on = (is_mark and cluster.gap > _GAP) or (reaches_on and has_mark)
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
        for shown, shift in _SHOWN.findall(string):
            # two shifts may meet where nothing is shown between them
            self._part += f"{shift} " if shift else ""
            glyphs = shown
            while glyphs:
                if not self._left:
                    self._next_span(len(glyphs) // _DIGITS_OF_GLYPH)
                end = self._left * _DIGITS_OF_GLYPH
                self._left -= len(glyphs[:end]) // _DIGITS_OF_GLYPH
                self._part += f"<{glyphs[:end]}>"
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
        self._left, self._open = span.glyphs, bool(span.text)
        if span.text:
            reads = pydyf.Dictionary({"ActualText": pydyf.String(span.text)})
            self._stream.begin_marked_content("Span", reads)

    def _show_part(self) -> None:
        if self._part:
            self._stream.show_text(self._part)
            self._part = ""
