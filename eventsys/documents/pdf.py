"""HTML into PDF, in the government's typeface, out of reach of network and files.

The typeface is Sarabun, one full font file for each style: two partial fonts under one family name
collide in WeasyPrint and show Latin letters as Thai ones.
"""

import logging
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import fontpkg
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from eventsys.documents.pdf_text import mended_text_layer

FAMILY = "Sarabun"
STYLESHEETS = Path(__file__).parents[2] / "templates" / "pdf"

_STYLES = ((400, "normal"), (400, "italic"), (700, "normal"), (700, "italic"))
_FONT_SCHEME = "font:"
_IMAGE_SCHEME = "image:"
_IMAGE_TYPES = {b"\x89PNG": "image/png", b"<svg": "image/svg+xml", b"<?xm": "image/svg+xml"}

_log = logging.getLogger(__name__)
# Pango's font map, kept between documents, is not made for several threads at once
_one_at_a_time = threading.Lock()


class RefusedAddressError(ValueError):
    """A document asked for something that it was not given."""


class GivenOnly(URLFetcher):  # type: ignore[misc]
    """Hands out the typeface's files and the images given with a document, nothing else.

    Neither network nor file system is reached by an address that stands in a document: fonts are
    known by name, ``font:700-italic``, and images by the name they were given, ``image:qr``.
    """

    def __init__(self, images: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=())
        self._images = images

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Return what an address names.

        Raises:
            RefusedAddressError: it is neither a font of ours nor a given image.
        """
        del headers
        if url.startswith(_FONT_SCHEME) and (path := _font_files().get(url)):
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": "font/ttf"})
        content = self._images.get(url.removeprefix(_IMAGE_SCHEME))
        if url.startswith(_IMAGE_SCHEME) and content is not None:
            kind = _IMAGE_TYPES.get(content[:4], "application/octet-stream")
            return URLFetcherResponse(url, content, {"Content-Type": kind})
        _log.warning("a document asked for %.80r and was refused", url)
        raise RefusedAddressError(f"a document may not reach {url:.80}")


def render_pdf(
    html: str, *, stylesheets: tuple[str, ...] = (), images: Mapping[str, bytes] | None = None
) -> bytes:
    """Return a PDF of an HTML document.

    Title, language and author of the file come from ``<title>``, ``<html lang>`` and
    ``<meta name=author>``. Thai in it can be searched and copied: what stands on paper reads back
    word for word.

    Args:
        html: the whole document. An address in it reaches nothing but ``images``.
        stylesheets: names of files in ``templates/pdf``, applied in order.
        images: PNG or SVG by name, shown by ``<img src="image:NAME">``. No Thai in SVG text: its
            marks would lie on top of each other.
    """
    with _one_at_a_time:
        fonts = _fonts()
        document = HTML(string=html, url_fetcher=GivenOnly(images or {}))
        styles = [_stylesheet(name) for name in stylesheets]
        with mended_text_layer():
            content: bytes = document.write_pdf(
                font_config=fonts, stylesheets=[_typeface(), *styles], counter_style=None
            )
    return content


@cache
def _font_files() -> dict[str, Path]:
    """Files of the typeface by their address within a document."""
    return {
        f"{_FONT_SCHEME}{weight}-{style}": fontpkg.path(FAMILY, weight=weight, style=style)
        for weight, style in _STYLES
    }


@cache
def _fonts() -> Any:  # noqa: ANN401 (WeasyPrint has no types)
    """The font configuration, kept: loading the typeface takes longer than a page."""
    return FontConfiguration()


@cache
def _typeface() -> Any:  # noqa: ANN401 (WeasyPrint has no types)
    faces = "\n".join(
        f"@font-face {{ font-family: {FAMILY}; font-weight: {weight}; font-style: {style};"
        f" src: url({_FONT_SCHEME}{weight}-{style}) }}"
        for weight, style in _STYLES
    )
    return CSS(string=faces, font_config=_fonts(), url_fetcher=GivenOnly({}))


@cache
def _stylesheet(name: str) -> Any:  # noqa: ANN401 (WeasyPrint has no types)
    """A stylesheet of ours, kept after its first reading."""
    text = (STYLESHEETS / name).read_text(encoding="utf-8")
    return CSS(string=text, font_config=_fonts(), url_fetcher=GivenOnly({}))
