"""Pages with which staff handle registrations and attendance."""

from eventsys.web.staff.attendance import attendance
from eventsys.web.staff.names import names
from eventsys.web.staff.registrations import registrations

blueprints = (registrations, attendance, names)
