"""Making a PDF reaches neither network nor files, whatever stands in the document."""

import logging
import re
import zlib
from pathlib import Path

import pytest

from eventsys.documents.pdf import GivenOnly, RefusedAddressError, render_pdf
from eventsys.documents.qr import qr_png, qr_svg
from tests.documents.reading import pdf_facts, pdf_text

SECRET = b"a secret that must not leave"
REFUSED = (
    "file:///etc/passwd",
    "http://127.0.0.1:9/x.png",
    "https://example.com/x.png",
    "ftp://example.com/x",
    "data:image/png;base64,iVBORw0KGgo=",
    "image:other",
    "image:",
    "qr",
    "font:../../../etc/passwd",
    "font:400-oblique",
    "FILE:///etc/passwd",
)


@pytest.mark.parametrize("address", REFUSED)
def test_an_address_that_was_not_given_is_refused(address: str) -> None:
    with pytest.raises(RefusedAddressError):
        GivenOnly({"qr": b"<svg/>"}).fetch(address)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [("a", qr_png("x"), "image/png"), ("b", qr_svg("x"), "image/svg+xml")],
)
def test_a_given_image_is_handed_out(name: str, content: bytes, kind: str) -> None:
    answer = GivenOnly({name: content}).fetch(f"image:{name}")
    assert (answer.read(), answer.content_type) == (content, kind)


def test_a_given_image_stands_in_the_document() -> None:
    # the control of the test below: this is what an image looks like
    assert b"/Image" in render_pdf('<img src="image:a">', images={"a": qr_png("x")})


def hostile(file: Path) -> dict[str, str]:
    address = file.as_uri()
    return {
        "image": f'<img src="{address}">',
        "relative": f'<base href="{file.parent.as_uri()}/"><img src="{file.name}">',
        "object": f'<object data="{address}"></object>',
        "attachment": f'<link rel="attachment" href="{address}">',
        "attached link": f'<a rel="attachment" href="{address}">x</a>',
        "stylesheet": f'<link rel="stylesheet" href="{address}">',
        "import": f'<style>@import url("{address}")</style>',
        "background": f'<p style="background: url({address})">x',
        "content": f'<style>p::before {{ content: url("{address}") }}</style><p>x',
        "font": f'<style>@font-face {{ font-family: F; src: url("{address}") }}</style><p>x',
        "drawing": f'<svg><image href="{address}"/><use href="{address}#x"/></svg>',
        "network": '<img src="http://127.0.0.1:9/x"><link rel=stylesheet href="//127.0.0.1:9/x">',
    }


@pytest.mark.parametrize("name", hostile(Path("/x")))
def test_a_hostile_document_gets_nothing(
    tmp_path: Path, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "secret.png"
    file.write_bytes(qr_png(SECRET.decode()))
    caplog.set_level(logging.CRITICAL, "weasyprint")
    content = render_pdf(f"<title>t</title>{hostile(file)[name]}<p>after")
    assert b"/Image" not in content
    assert b"/EmbeddedFile" not in content
    assert pdf_text(content, tmp_path).split()[-1] == "after"


def test_title_author_language_and_paper_are_told(tmp_path: Path) -> None:
    html = (
        "<html lang=th><title>กำหนดการ น้ำ</title><meta name=author content='กองแผน'>"
        "<p style='font-family: Sarabun'>ก"
    )
    content = render_pdf(html, stylesheets=("page.css",))
    facts = pdf_facts(content, tmp_path)
    assert (facts["Title"], facts["Author"]) == ("กำหนดการ น้ำ", "กองแผน")
    assert facts["Page size"] == "595.276 x 841.89 pts (A4)"
    packed = re.findall(rb"stream\n(.*?)\nendstream", content, re.DOTALL)
    assert any(b"/Lang (th)" in zlib.decompress(each) for each in packed)
