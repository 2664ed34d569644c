"""Letters that bring coordinators the links of their quotas, one page each, with a QR code."""

from collections.abc import Sequence
from datetime import datetime

from eventsys.documents.pdf import render_pdf
from eventsys.documents.qr import qr_svg
from eventsys.documents.templates import render_template
from eventsys.rules.coordinator_letter import CoordinatorLetter


def coordinator_letters_pdf(
    letters: Sequence[CoordinatorLetter], *, made_at: datetime, locale: str = "th"
) -> bytes:
    """Return letters as a PDF on A4, each on one page of its own.

    Args:
        letters: at least one; all of the same event.
        made_at: the day that the letters bear.
        locale: ``th`` or ``en``.
    """
    html = render_template(
        "pdf/coordinator_letters.html",
        locale=locale,
        thai_digits=letters[0].event.thai_digits,
        event=letters[0].event,
        letters=letters,
        made_at=made_at,
    )
    images = {f"qr-{number}": qr_svg(letter.url) for number, letter in enumerate(letters, start=1)}
    return render_pdf(html, stylesheets=("page.css", "letters.css"), images=images)
