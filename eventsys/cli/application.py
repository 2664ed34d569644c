"""The application for commands that need the database."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import Flask

from config import MissingSettingError, from_environment
from eventsys.web.app import create_app


@contextmanager
def application() -> Iterator[Flask]:
    """Give the application of this installation, inside its context.

    Raises:
        click.ClickException: a setting is missing; the message names it.
    """
    try:
        config = from_environment()
    except MissingSettingError as missing:
        raise click.ClickException(str(missing)) from None
    app = create_app(config)
    with app.app_context():
        yield app
