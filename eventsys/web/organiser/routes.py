"""The organiser's list of events."""

from flask import Blueprint

from eventsys.web.access import signed_in

organiser = Blueprint("organiser", __name__, url_prefix="/o")


@organiser.get("/")
@signed_in
def events() -> str:
    """Show the events of the person's organisations."""
    return ""
