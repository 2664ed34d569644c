"""The public pages of events."""

from flask import Blueprint, render_template

from eventsys.extensions import db
from eventsys.queries.events import public_events
from eventsys.web.access import public

public_pages = Blueprint("public", __name__)


@public_pages.get("/")
@public
def home() -> str:
    """Show the events that everybody may see."""
    return render_template("public/home.html", events=public_events(db.session))
