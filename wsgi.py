"""The application that a WSGI server runs."""

import config
from eventsys.web.app import create_app

app = create_app(config.from_environment())
