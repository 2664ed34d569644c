"""The command line: thin, as the routes are. A command is loaded when it is called."""

import importlib

import click


class LazyGroup(click.Group):
    """A group whose commands are imported only when they are called.

    A check of names must not wait for the PDF renderer to be imported.
    """

    commands_by_name = {  # noqa: RUF012 (read only)
        "agenda": "eventsys.cli.agenda:agenda",
        "attendance": "eventsys.cli.attendance:attendance",
        "assets": "eventsys.cli.assets:assets",
        "database": "eventsys.cli.database:database",
        "demo": "eventsys.cli.demo:demo",
        "names": "eventsys.cli.names:names",
        "secrets": "eventsys.cli.secrets:secrets",
        "user": "eventsys.cli.user:user",
        "worker": "eventsys.cli.worker:worker",
    }

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, sorted."""
        del ctx
        return sorted(self.commands_by_name)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command, or ``None`` where there is no such command."""
        del ctx
        where = self.commands_by_name.get(cmd_name)
        if where is None:
            return None
        module, name = where.split(":")
        command = getattr(importlib.import_module(module), name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{where} is no command")
        return command


@click.command(cls=LazyGroup)
@click.version_option(package_name="eventsys")
def main() -> None:
    """Run SDG capacity-building workshops: set-up, demonstration, checks and daily work."""
