"""The command that makes the web fonts from the packaged ones."""

from pathlib import Path

import click
import fontpkg
from fontTools import subset

FOLDER = Path(__file__).resolve().parents[1] / "static" / "fonts"
WEIGHTS = (400, 700)
# Latin, the Thai block, and the punctuation and signs that the pages use
SIGNS = (
    "U+0020-007E,U+00A0-00FF,U+0E00-0E7F,U+200B-200D,U+2010-2014,U+2018-201D,"
    "U+2022,U+2026,U+2190-2193,U+25CC"
)


@click.command()
def assets() -> None:
    """Make the web fonts: small files of the signs that Thai and English pages need."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for weight in WEIGHTS:
        target = FOLDER / f"sarabun-{weight}.woff2"
        if target.exists():
            continue
        source = fontpkg.path("Sarabun", weight=weight, style="normal")
        subset.main(
            [
                str(source),
                f"--output-file={target}",
                "--flavor=woff2",
                f"--unicodes={SIGNS}",
                "--layout-features=*",
            ]
        )
        click.echo(f"{target.name}: {target.stat().st_size // 1024} kB")
