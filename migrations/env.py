"""Runs migrations on the database of the current application."""

from alembic import context
from flask import current_app

from eventsys.models.base import UtcDateTime

database = current_app.extensions["migrate"].db
options = current_app.extensions["migrate"].configure_args


def render_item(kind: str, item: object, autogenerate_context: object) -> str | bool:
    """Write our own column type as the plain one that it is in the database."""
    del autogenerate_context
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def run() -> None:
    """Run each migration in a transaction of its own, on the application's own connection."""
    with database.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            render_item=render_item,
            transaction_per_migration=True,
            **options,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
