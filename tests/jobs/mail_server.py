"""A mail server for tests, on this machine only: it answers as it is told to."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

# what it says to each command; END is the end of a mail
WELL = {
    "HELLO": "220 fake",
    "EHLO": "250-fake\r\n250-8BITMIME\r\n250 AUTH PLAIN",
    "AUTH": "235 welcome",
    "MAIL": "250 well",
    "RCPT": "250 well",
    "DATA": "354 go on",
    "END": "250 taken",
    "RSET": "250 well",
    "QUIT": "221 bye",
}


@dataclass
class MailServer:
    """Where it listens, what it was told, and which mails it took."""

    port: int
    commands: list[str] = field(default_factory=list)
    mails: list[bytes] = field(default_factory=list)


class _Handler(socketserver.StreamRequestHandler):
    """A conversation with somebody who hands over mails."""

    timeout = 10
    server: "_Listening"

    def handle(self) -> None:
        if not self.answer("HELLO"):
            return
        while line := self.rfile.readline().decode().strip():
            command = line.split()[0].upper()
            self.server.told.commands.append(line)
            if not self.answer(command) or command == "QUIT":
                return
            if command == "DATA" and self.says("DATA").startswith("354") and not self.mail():
                return

    def mail(self) -> bool:
        lines = []
        while (text := self.rfile.readline()) != b".\r\n":
            if not text:
                return False  # whoever hangs up before the end has sent nothing
            lines.append(text)
        if self.says("END").startswith("250"):
            self.server.told.mails.append(b"".join(lines))
        return self.answer("END")

    def says(self, to: str) -> str:
        return self.server.answers.get(to, "502 unknown") or ""

    def answer(self, to: str) -> bool:
        """Answer a command; false where the server hangs up instead."""
        text = self.says(to)
        if text:
            self.wfile.write(f"{text}\r\n".encode())
        return bool(text)


class _Listening(socketserver.TCPServer):
    def __init__(self, answers: dict[str, str | None]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers = answers
        self.told = MailServer(port=self.server_address[1])


@contextmanager
def mail_server(**answers: str | None) -> Iterator[MailServer]:
    """Run a server that answers some commands otherwise; ``None`` hangs up at the command."""
    with _Listening({**WELL, **answers}) as listening:
        thread = threading.Thread(
            target=listening.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )
        thread.start()
        try:
            yield listening.told
        finally:
            listening.shutdown()
            thread.join()
