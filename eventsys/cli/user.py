"""Commands for the people who sign in."""

import secrets
from datetime import UTC, datetime

import click
from sqlalchemy import select

from eventsys.cli.application import application
from eventsys.extensions import db
from eventsys.models import Organisation, Role, User
from eventsys.sentences.errors import error_sentence
from eventsys.services.accounts import create_user
from eventsys.services.errors import DomainError
from eventsys.services.transaction import transaction


@click.group()
def user() -> None:
    """Look after the people who sign in."""


@user.command("first")
@click.option("--email", envvar="EVENTSYS_ADMIN_EMAIL", default="organiser@example.go.th")
@click.option("--password", envvar="EVENTSYS_ADMIN_PASSWORD", default="")
def first(email: str, password: str) -> None:
    """Make the first administrator where nobody can sign in yet, and show the sign-in once."""
    with application():
        session = db.session()
        known = session.scalar(select(User.email).order_by(User.id).limit(1))
        if known is not None:
            click.echo(f"sign-in: {known} (password as set before)")
            return
        shown = "(from EVENTSYS_ADMIN_PASSWORD)" if password else secrets.token_urlsafe(15)
        try:
            with transaction(session):
                organisation = session.scalar(
                    select(Organisation).order_by(Organisation.id).limit(1)
                )
                if organisation is None:
                    organisation = Organisation(code="office", name_th="หน่วยงานของเรา")
                    session.add(organisation)
                create_user(
                    session,
                    email=email,
                    name="ผู้จัดการประชุม",
                    password=password or shown,
                    organisation=organisation,
                    role=Role.ADMINISTRATOR,
                    now=datetime.now(UTC),
                )
        except DomainError as error:
            raise click.ClickException(
                error_sentence(error.code, "en", **error.parameters)
            ) from None
        click.echo(f"sign-in: {email}")
        click.echo(f"password: {shown}")
