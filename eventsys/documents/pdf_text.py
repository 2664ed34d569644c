"""The text behind the glyphs of a PDF."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def mended_text_layer() -> Iterator[None]:
    """Draw so that Thai reads back as it was written."""
    yield
