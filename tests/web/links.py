"""Private links of registrations, as the application makes them."""

from flask import Flask

from eventsys.models import Registration
from eventsys.rules.links import Purpose, make_token


def token(
    app: Flask,
    row: Registration,
    purpose: Purpose = Purpose.PRIVATE_PAGE,
    *,
    number: int | None = None,
    generation: int | None = None,
) -> str:
    """Return the secret part of a registration's link, or of one that is wrong somewhere."""
    return make_token(
        str(app.config["SECRET_KEY"]).encode(),
        purpose,
        row.id if number is None else number,
        row.link_generation if generation is None else generation,
    )
