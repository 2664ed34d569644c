"""Reads documents back with other programs than those that wrote them."""

import shutil
import subprocess
from pathlib import Path


def pdf_text(content: bytes, folder: Path, *options: str) -> str:
    """The text of a PDF as pdftotext gives it."""
    return _run("pdftotext", content, folder, *options, after=("-",))


def pdf_facts(content: bytes, folder: Path) -> dict[str, str]:
    """What pdfinfo tells of a PDF: title, author, pages, paper."""
    lines = _run("pdfinfo", content, folder).splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def pdf_pictures(content: bytes, folder: Path) -> list[bytes]:
    """The pages of a PDF as pictures, grey, 100 dots an inch."""
    _run("pdftoppm", content, folder, "-r", "100", "-gray", after=(str(folder / "page"),))
    return [page.read_bytes() for page in sorted(folder.glob("page*"))]


def flat(text: str) -> str:
    """A text without its white space: lines break where a page ends, not where words do."""
    return "".join(text.split())


def _run(
    program: str, content: bytes, folder: Path, *options: str, after: tuple[str, ...] = ()
) -> str:
    path = shutil.which(program)
    assert path, f"{program} of poppler-utils is needed"
    file = folder / "document.pdf"
    file.write_bytes(content)
    done = subprocess.run(  # noqa: S603 (a program of ours with a file of ours)
        [path, *options, str(file), *after], capture_output=True, check=True
    )
    return done.stdout.decode()
