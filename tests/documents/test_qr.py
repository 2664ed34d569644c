"""QR codes: their form, and that both drawings show the same modules."""

import re
from io import BytesIO

import png
import pytest

from eventsys.documents.qr import QUIET_ZONE, qr_png, qr_svg
from tests.documents.sample_event import REGISTRATION_URL


def png_modules(content: bytes, module: int) -> list[list[bool]]:
    width, height, rows, _ = png.Reader(file=BytesIO(content)).asDirect()
    assert width == height
    grid = [list(row) for row in rows]
    return [[grid[y][x] == 0 for x in range(0, width, module)] for y in range(0, height, module)]


def svg_modules(content: bytes) -> list[list[bool]]:
    text = content.decode()
    found = re.search(r'viewBox="0 0 (\d+) \1"', text)
    assert found
    side = int(found[1])
    grid = [[False] * side for _ in range(side)]
    bars = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", text)
    for x, y, length in (map(int, bar) for bar in bars):
        grid[y][x : x + length] = [True] * length
    return grid


@pytest.mark.parametrize("text", [REGISTRATION_URL, f"{REGISTRATION_URL}?quota=TH-73", "น้ำ"])
def test_both_drawings_show_the_same_code(text: str) -> None:
    modules = svg_modules(qr_svg(text))
    assert modules == png_modules(qr_png(text, module=5), 5)
    side = len(modules)
    assert (side - 2 * QUIET_ZONE - 17) % 4 == 0
    edge = [*range(QUIET_ZONE), *range(side - QUIET_ZONE, side)]
    assert not any(modules[y][x] or modules[x][y] for y in edge for x in range(side))
    # the three finders, and the level of correction: bits 00 of the format stand for M
    for x, y in ((4, 4), (side - 11, 4), (4, side - 11)):
        assert modules[y][x : x + 7] == [True] * 7
        assert modules[y + 3][x : x + 7] == [True, False, True, True, True, False, True]
    row = QUIET_ZONE + 8
    assert [modules[row][QUIET_ZONE], modules[row][QUIET_ZONE + 1]] == [True, False]


def test_the_drawing_is_small() -> None:
    assert len(qr_svg(REGISTRATION_URL)) < 6_000
    assert len(qr_png(REGISTRATION_URL)) < 1_000


def test_too_much_text_is_refused() -> None:
    for draw in (qr_png, qr_svg):
        with pytest.raises(ValueError, match="version"):
            draw("x" * 2_400)
