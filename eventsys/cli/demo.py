"""The command that loads the demonstration."""

from datetime import UTC, datetime

import click

from eventsys.cli.application import application
from eventsys.demonstration.load import load
from eventsys.extensions import db


@click.command()
def demo() -> None:
    """Load the demonstration: one series that was held, and the next. Again, it changes nothing."""
    with application():
        loaded = load(db.session(), now=datetime.now(UTC))
    for slug in loaded:
        click.echo(f"loaded {slug}")
