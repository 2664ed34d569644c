"""Slips of paper for people without e-mail: display name, private link, meetings."""

from collections.abc import Sequence
from dataclasses import dataclass

from eventsys.documents.pdf import render_pdf
from eventsys.documents.qr import qr_svg
from eventsys.documents.templates import render_template
from eventsys.rules.published import PublishedEvent, Text


@dataclass(frozen=True, slots=True)
class Slip:
    """What one person is handed: their name, the name to use, where they stand, their own page.

    ``state`` is ``confirmed``, ``waiting`` or ``pending``.
    """

    name: str
    agency: str
    display_name: str
    state: str
    private_url: str


def slips_pdf(
    event: PublishedEvent, slips: Sequence[Slip], *, quota_name: Text, locale: str = "th"
) -> bytes:
    """Return slips as a PDF on A4, with lines to cut along; five on a page where meetings are few.

    Args:
        event: with the meetings that these people take part in.
        slips: at least one.
        quota_name: province or group.
        locale: ``th`` or ``en``.
    """
    html = render_template(
        "pdf/slips.html",
        locale=locale,
        thai_digits=event.thai_digits,
        event=event,
        slips=slips,
        quota_name=quota_name,
    )
    images = {f"qr-{index}": qr_svg(slip.private_url) for index, slip in enumerate(slips)}
    return render_pdf(html, stylesheets=("page.css", "slips.css"), images=images)
