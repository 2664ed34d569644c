"""Pages with which organisers build and publish an event."""

from eventsys.web.organiser.agenda import agenda
from eventsys.web.organiser.coordinator_links import coordinator_links
from eventsys.web.organiser.coordinator_lists import coordinator_lists
from eventsys.web.organiser.coordinators import coordinators
from eventsys.web.organiser.mails import mails
from eventsys.web.organiser.meetings import meetings
from eventsys.web.organiser.naming import naming
from eventsys.web.organiser.publishing import publishing
from eventsys.web.organiser.quotas import quotas
from eventsys.web.organiser.routes import organiser
from eventsys.web.organiser.texts import texts

blueprints = (
    organiser,
    texts,
    meetings,
    agenda,
    quotas,
    coordinators,
    coordinator_lists,
    coordinator_links,
    publishing,
    mails,
    naming,
)
