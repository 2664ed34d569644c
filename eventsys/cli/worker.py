"""The command that runs the worker: mail and other outside work."""

import os
import signal
import socket
import time
from datetime import UTC, datetime
from types import FrameType
from urllib.parse import urlsplit

import click
from flask import Flask
from sqlalchemy.exc import OperationalError

from eventsys.cli.application import application
from eventsys.extensions import db
from eventsys.jobs.mails import Addresses
from eventsys.jobs.runner import run_next
from eventsys.jobs.transport import Transport, to_folder, to_server
from eventsys.models import Quota, Registration
from eventsys.rules.links import Purpose, make_token
from eventsys.services.coordinators import digits_of

IDLE_PAUSE = 1.0
TROUBLE_PAUSE = 5.0


@click.command()
@click.option("--once", is_flag=True, help="Do what is due and end.")
def worker(*, once: bool) -> None:
    """Send mails and do other outside work, until stopped."""
    stop = _stop_on_signals()
    name = f"{socket.gethostname()}:{os.getpid()}"
    with application() as app:
        addresses = addresses_of(app)
        transport = transport_of(app)
        while not stop:
            try:
                busy = run_next(
                    db.session(),
                    worker=name,
                    addresses=addresses,
                    transport=transport,
                    clock=lambda: datetime.now(UTC),
                )
            except OperationalError as error:
                # a restarted or locked database comes back; the claim runs out by itself
                db.session.remove()
                click.echo(f"worker: database: {type(error.orig).__name__}", err=True)
                time.sleep(TROUBLE_PAUSE)
                continue
            db.session.remove()
            if busy:
                continue
            if once:
                break
            time.sleep(IDLE_PAUSE)


def addresses_of(app: Flask) -> Addresses:
    """Return what mails need to know of an installation."""
    base = str(app.config["PUBLIC_URL"])
    secret = str(app.config["SECRET_KEY"]).encode()
    routes = app.url_map.bind("")

    def private_page(registration: Registration) -> str:
        token = make_token(
            secret, Purpose.PRIVATE_PAGE, registration.id, registration.link_generation
        )
        return base + routes.build("private.page", {"token": token})

    def coordinator_link(quota: Quota) -> str:
        token = make_token(secret, Purpose.COORDINATOR, quota.id, quota.link_generation)
        return base + routes.build("coordinator_entry.link", {"token": token})

    return Addresses(
        sender=str(app.config["MAIL_FROM"]),
        message_domain=urlsplit(base).hostname or "localhost",
        private_page=private_page,
        event_page=lambda slug: base + routes.build("public.event", {"slug": slug}),
        coordinator_link=coordinator_link,
        coordinator_digits=lambda code: digits_of(secret, code),
    )


def transport_of(app: Flask) -> Transport:
    """Return the way that mails take out of an installation.

    Raises:
        click.ClickException: the mail server's address cannot be used.
    """
    if not app.config["SMTP_URL"]:
        return to_folder(app.config["MAIL_FOLDER"])
    try:
        return to_server(app.config["SMTP_URL"])
    except ValueError as error:
        raise click.ClickException(f"EVENTSYS_SMTP_URL: {error}") from None


def _stop_on_signals() -> list[int]:
    """Return a list that a signal to stop fills; the work in hand is finished first."""
    received: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        del frame
        received.append(number)

    signal.signal(signal.SIGTERM, note)
    signal.signal(signal.SIGINT, note)
    return received
