"""Pages with which a provincial coordinator nominates people by a quota's private link."""

from eventsys.web.coordinator.approving import approving
from eventsys.web.coordinator.entry import entry
from eventsys.web.coordinator.nominating import nominating
from eventsys.web.coordinator.people import coordinator
from eventsys.web.coordinator.sharing import sharing
from eventsys.web.coordinator.substituting import substituting
from eventsys.web.coordinator.uploading import uploading

blueprints = (entry, coordinator, nominating, approving, substituting, uploading, sharing)
