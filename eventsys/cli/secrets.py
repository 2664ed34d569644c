"""The command that makes an installation's secrets."""

from pathlib import Path

import click

from config import ROOT, write_secrets


@click.command()
@click.option(
    "--instance",
    type=click.Path(path_type=Path),
    default=ROOT / "instance",
    envvar="EVENTSYS_INSTANCE",
    help="Folder of the installation's secrets and files.",
)
def secrets(instance: Path) -> None:
    """Make the secret key where there is none; only the owner may read it."""
    write_secrets(instance)
