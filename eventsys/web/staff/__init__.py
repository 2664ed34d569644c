"""Pages with which staff handle registrations, files for the webinar program and attendance."""

from eventsys.web.staff.attendance import attendance
from eventsys.web.staff.registrations import registrations
from eventsys.web.staff.webinar_files import webinar_files

blueprints = (registrations, webinar_files, attendance)
