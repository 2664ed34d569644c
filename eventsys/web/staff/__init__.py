"""Pages with which staff handle registrations and attendance."""

from eventsys.web.staff.approvals import approvals
from eventsys.web.staff.attendance import attendance
from eventsys.web.staff.registrations import registrations

blueprints = (registrations, approvals, attendance)
