"""Pages with which organisers build and publish an event."""

from eventsys.web.organiser.routes import organiser

blueprints = (organiser,)
