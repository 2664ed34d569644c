"""Pages with which organisers build and publish an event."""

from eventsys.web.organiser.agenda import agenda
from eventsys.web.organiser.coordinator_links import coordinator_links
from eventsys.web.organiser.coordinator_lists import coordinator_lists
from eventsys.web.organiser.coordinators import coordinators
from eventsys.web.organiser.mails import mails
from eventsys.web.organiser.meetings import meetings
from eventsys.web.organiser.naming import naming
from eventsys.web.organiser.new_quotas import new_quotas
from eventsys.web.organiser.publishing import publishing
from eventsys.web.organiser.quotas import quotas
from eventsys.web.organiser.routes import organiser
from eventsys.web.organiser.texts import texts
from eventsys.web.organiser.unused_places import unused_places

blueprints = (
    organiser,
    texts,
    meetings,
    agenda,
    quotas,
    new_quotas,
    unused_places,
    coordinators,
    coordinator_lists,
    coordinator_links,
    publishing,
    mails,
    naming,
)
