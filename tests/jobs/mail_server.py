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


@contextmanager
def mail_server(**answers: str | None) -> Iterator[MailServer]:
    """Run a server that answers some commands otherwise; ``None`` hangs up at the command."""
    says: dict[str, str | None] = {**WELL, **answers}

    class Handler(socketserver.StreamRequestHandler):
        timeout = 10

        def answer(self, to: str) -> bool:
            text = says.get(to, "502 unknown")
            if text is not None:
                self.wfile.write(f"{text}\r\n".encode())
            return text is not None

        def handle(self) -> None:
            if not self.answer("HELLO"):
                return
            while line := self.rfile.readline():
                command = line.decode().split()[0].upper()
                server.commands.append(line.decode().strip())
                if not self.answer(command) or command == "QUIT":
                    return
                if command == "DATA" and str(says["DATA"]).startswith("354"):
                    lines = []
                    while (text := self.rfile.readline()) not in (b".\r\n", b""):
                        lines.append(text)
                    if str(says["END"]).startswith("250"):
                        server.mails.append(b"".join(lines))
                    if not self.answer("END"):
                        return

    with socketserver.TCPServer(("127.0.0.1", 0), Handler) as listening:
        server = MailServer(port=listening.server_address[1])
        thread = threading.Thread(
            target=listening.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )
        thread.start()
        try:
            yield server
        finally:
            listening.shutdown()
            thread.join()
