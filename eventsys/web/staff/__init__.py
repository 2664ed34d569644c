"""Pages with which staff handle registrations, names, files for webinars and attendance."""

from eventsys.web.staff.approvals import approvals
from eventsys.web.staff.attendance import attendance
from eventsys.web.staff.names import names
from eventsys.web.staff.registrations import registrations
from eventsys.web.staff.webinar_files import webinar_files

blueprints = (registrations, approvals, names, webinar_files, attendance)
