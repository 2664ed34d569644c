"""Handing a mail over: to a mail server, or to a file where there is none."""

import os
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote, urlsplit

TIMEOUT = 30
# the mail server refuses for good; trying again cannot help
FINAL = 500

Transport = Callable[[int, EmailMessage], None]


class DeliveryError(Exception):
    """A mail was not handed over.

    Attributes:
        reason: a short text without personal data.
        final: whether trying again cannot help.
    """

    def __init__(self, reason: str, *, final: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.final = final


def to_folder(folder: Path) -> Transport:
    """Return a transport that writes each mail to ``<job>.eml``, whole or not at all."""

    def write(job_id: int, message: EmailMessage) -> None:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft = folder / f".{job_id}.part"
            draft.write_bytes(message.as_bytes())
            draft.chmod(0o600)
            os.replace(draft, folder / f"{job_id}.eml")  # noqa: PTH105 (atomic, and says so)
        except OSError as error:
            raise DeliveryError(f"mail folder: {error.strerror}") from None

    return write


def to_server(url: str) -> Transport:
    """Return a transport that hands each mail to a mail server.

    Args:
        url: ``smtp://``, ``smtps://`` (TLS from the start) or ``smtp+starttls://``, with user,
            password and port where needed.

    Raises:
        ValueError: the address is none of these.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps", "smtp+starttls"} or not parts.hostname:
        raise ValueError(
            "the mail server's address begins with smtp://, smtps:// or smtp+starttls://"
        )
    host = parts.hostname
    port = parts.port or {"smtp": 25, "smtps": 465}.get(parts.scheme, 587)

    @contextmanager
    def connected() -> Iterator[smtplib.SMTP]:
        context = ssl.create_default_context()
        server = (
            smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=context)
            if parts.scheme == "smtps"
            else smtplib.SMTP(host, port, timeout=TIMEOUT)
        )
        try:
            if parts.scheme == "smtp+starttls":
                server.starttls(context=context)
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            yield server
            # what was taken is sent, however the server takes leave
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
        finally:
            server.close()

    def send(job_id: int, message: EmailMessage) -> None:
        del job_id
        try:
            with connected() as server:
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as refused:
            codes = [code for code, _ in refused.recipients.values()]
            final = all(code >= FINAL for code in codes)
            raise DeliveryError(f"recipient refused: {codes[0]}", final=final) from None
        except smtplib.SMTPResponseException as answer:
            # the sender's account or policy may be mended, so these are tried again
            raise DeliveryError(f"mail server: {answer.smtp_code}") from None
        except (smtplib.SMTPException, OSError) as error:
            raise DeliveryError(f"mail server: {type(error).__name__}") from None

    return send
