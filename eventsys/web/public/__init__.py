"""Pages that anybody or the bearer of a private link may open."""

from eventsys.web.public.names import names
from eventsys.web.public.private import private
from eventsys.web.public.registering import registering
from eventsys.web.public.routes import public_pages
from eventsys.web.public.suggestions import suggestions

blueprints = (public_pages, registering, suggestions, private, names)
