"""QR codes: an address that a telephone reads from paper or screen."""

from io import BytesIO

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.pure import PyPNGImage

# the margin that the standard (ISO/IEC 18004) asks for, in modules
QUIET_ZONE = 4


def qr_png(text: str, *, module: int = 8) -> bytes:
    """Return a QR code as a black and white PNG, error correction M.

    Args:
        text: what is read from the code, mostly an address; up to 2,331 bytes.
        module: side of one module in pixels.

    Raises:
        ValueError: there is more text than a code can hold.
    """
    image = _code(text, module).make_image()
    content = BytesIO()
    image.save(content)
    return content.getvalue()


def qr_svg(text: str) -> bytes:
    """Return a QR code as an SVG of one path, error correction M.

    Modules that touch in a row are drawn as one bar: the file is small, and no hairlines show
    between them in print. Its size is left to the page; one module is one unit of its view box.

    Raises:
        ValueError: there is more text than a code can hold.
    """
    matrix = _code(text, 1).get_matrix()
    side = len(matrix)
    path = "".join(
        f"M{start} {y}h{length}v1h-{length}z"
        for y, row in enumerate(matrix)
        for start, length in _bars(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"'
        f' shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}H0z"/>'
        f'<path d="{path}"/></svg>'
    ).encode()


def _code(text: str, module: int) -> "qrcode.QRCode[PyPNGImage]":
    code = qrcode.QRCode[PyPNGImage](
        error_correction=ERROR_CORRECT_M,
        box_size=module,
        border=QUIET_ZONE,
        image_factory=PyPNGImage,
    )
    code.add_data(text)
    code.make(fit=True)
    return code


def _bars(row: list[bool]) -> list[tuple[int, int]]:
    """Return start and length of each run of dark modules."""
    bars: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if dark and bars and sum(bars[-1]) == x:
            bars[-1] = (bars[-1][0], bars[-1][1] + 1)
        elif dark:
            bars.append((x, 1))
    return bars
