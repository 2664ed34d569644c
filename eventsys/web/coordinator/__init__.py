"""Pages with which a provincial coordinator nominates people by a quota's private link."""

from eventsys.web.coordinator.entry import entry
from eventsys.web.coordinator.people import coordinator

blueprints = (entry, coordinator)
