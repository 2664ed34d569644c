"""People who register as fast as answers come: a process of its own, and cheap beside a server.

One thread drives all connections with bare sockets; HTTP is read just as far as needed. Started
with a plan as JSON on its input, it writes what it saw as JSON to its output.
"""

import json
import re
import selectors
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Callable, Generator
from dataclasses import asdict, dataclass, field

from bench.load.people import Person

PATIENCE = 60
CONSONANTS = "กขคงจชซญดตถทนบปผพฟมยรลวสหอ"
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
LOCATION = re.compile(rb"\r\nlocation: *([^\r]+)", re.IGNORECASE)
COOKIE = re.compile(rb"\r\nset-cookie: *([^;\r]+)", re.IGNORECASE)
CLOSES = re.compile(rb"\r\nconnection: *close", re.IGNORECASE)
STATE = re.compile(rb'data-state="(confirmed|waiting)"')


@dataclass
class Plan:
    """Who registers where, on how many connections at once.

    ``patient`` clients connect again after a broken connection, and send the same request again.
    """

    port: int
    slug: str
    clients: int
    people: list[Person]
    patient: bool = False


@dataclass
class Seen:
    """What the clients saw.

    Attributes:
        seconds: how long each registration took, its three requests together.
        answered: numbers of the people whose form was answered with success.
        errors: answers that were not as expected.
        took: seconds from the first request to the last answer.
        processor: processor seconds of the clients themselves.
    """

    seconds: list[float] = field(default_factory=list)
    answered: list[int] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    took: float = 0.0
    processor: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of the server: status, head and body."""

    status: int
    head: bytes
    body: bytes


Steps = Generator[bytes, Answer, None]


def start(plan: Plan) -> subprocess.Popen[bytes]:
    """Start the clients of a plan in a process of their own."""
    with tempfile.TemporaryFile() as given:
        given.write(json.dumps(asdict(plan)).encode())
        given.seek(0)
        return subprocess.Popen(
            [sys.executable, "-m", "bench.load.client"], stdin=given, stdout=subprocess.PIPE
        )


def finish(process: subprocess.Popen[bytes]) -> Seen:
    """Wait for clients and return what they saw."""
    output, _ = process.communicate()
    if process.returncode:
        raise SystemExit("the clients failed")
    return Seen(**json.loads(output))


def run(plan: Plan) -> Seen:
    """Run the clients of a plan to their end."""
    return finish(start(plan))


def main() -> None:
    """Run the plan that is given as JSON."""
    given = json.load(sys.stdin)
    people = [Person(*each) for each in given.pop("people")]
    seen = drive(Plan(people=people, **given))
    json.dump(asdict(seen), sys.stdout)


def drive(plan: Plan) -> Seen:
    """Let everybody of a plan register, one after the other on each connection."""
    seen = Seen()
    waiting = iter(plan.people)
    selector = selectors.DefaultSelector()
    started = time.perf_counter()

    def next_person() -> Steps | None:
        person = next(waiting, None)
        return None if person is None else registering(plan, person, seen)

    for _ in range(plan.clients):
        connection = Connection(plan, selector, next_person, seen)
        connection.begin()
    while selector.get_map():
        for key, _ in selector.select():
            key.data.read()
    seen.took = time.perf_counter() - started
    seen.processor = time.process_time()
    return seen


class Connection:
    """One connection, which people use one after the other."""

    def __init__(
        self,
        plan: Plan,
        selector: selectors.BaseSelector,
        next_person: Callable[[], Steps | None],
        seen: Seen,
    ) -> None:
        """Connect; ``begin`` sends the first request."""
        self.plan = plan
        self.selector = selector
        self.next_person = next_person
        self.seen = seen
        self.steps: Steps
        self.request = b""
        self.received = bytearray()
        self.socket = self.connected()

    def connected(self) -> socket.socket:
        """Return a new connection; a patient client waits for the server to come back."""
        ends = time.monotonic() + PATIENCE
        while True:
            try:
                connection = socket.create_connection(("127.0.0.1", self.plan.port), timeout=60)
            except OSError:
                if not self.plan.patient or time.monotonic() > ends:
                    raise
                time.sleep(0.05)
            else:
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self.selector.register(connection, selectors.EVENT_READ, self)
                return connection

    def begin(self) -> None:
        """Let the next person register, or hang up where nobody is left."""
        steps = self.next_person()
        if steps is None:
            self.selector.unregister(self.socket)
            self.socket.close()
        else:
            self.steps = steps
            self.send(next(steps))

    def send(self, request: bytes) -> None:
        """Send a request, which is kept until it is answered."""
        self.request = request
        self.received.clear()
        try:
            self.socket.sendall(request)
        except OSError as error:
            self.broken(type(error).__name__)

    def read(self) -> None:
        """Take what has come; a whole answer leads to the next request."""
        try:
            chunk = self.socket.recv(1 << 17)
        except OSError as error:
            self.broken(type(error).__name__)
            return
        if not chunk:
            self.broken("hung up")
            return
        self.received += chunk
        answer = whole_answer(self.received)
        if answer is None:
            return
        if CLOSES.search(answer.head):
            self.connect_again()
        try:
            request = self.steps.send(answer)
        except StopIteration:
            self.begin()
        else:
            self.send(request)

    def connect_again(self) -> None:
        """Take a new connection in place of this one."""
        self.selector.unregister(self.socket)
        self.socket.close()
        self.socket = self.connected()

    def broken(self, why: str) -> None:
        """Connect again; the patient send the same request again, others give up the person."""
        self.connect_again()
        if self.plan.patient:
            self.send(self.request)
        else:
            self.seen.errors.append(why)
            self.begin()


def whole_answer(received: bytearray) -> Answer | None:
    """Return the answer that was received, ``None`` while it is not complete."""
    end = received.find(b"\r\n\r\n")
    if end < 0:
        return None
    head = bytes(received[:end])
    length = LENGTH.search(head)
    body = end + 4
    if length is None or len(received) < body + int(length[1]):
        return None
    return Answer(int(head[9:12]), head, bytes(received[body:]))


def registering(plan: Plan, person: Person, seen: Seen) -> Steps:
    """Load the form, send it, and open the private page that the answer leads to."""
    started = time.perf_counter()
    path = f"/e/{plan.slug}/register?quota={person.quota}".encode()
    host = b" HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    page = yield b"GET " + path + host + b"\r\n"
    if page.status != 200:  # noqa: PLR2004 (HTTP's number)
        seen.errors.append(f"form: {page.status}")
        return
    found = COOKIE.search(page.head)
    cookie = b"Cookie: " + found[1] + b"\r\n" if found else b""
    body = typed(person, page.body)
    sent = yield (
        b"POST "
        + path
        + host
        + cookie
        + b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
        + str(len(body)).encode()
        + b"\r\n\r\n"
        + body
    )
    location = LOCATION.search(sent.head)
    if sent.status != 303 or location is None:  # noqa: PLR2004
        seen.errors.append(f"sending: {sent.status}")
        return
    seen.answered.append(person.number)
    private = yield b"GET " + location[1] + host + cookie + b"\r\n"
    if private.status != 200 or not STATE.search(private.body):  # noqa: PLR2004
        seen.errors.append(f"private page: {private.status}")
        return
    seen.seconds.append(time.perf_counter() - started)


def typed(person: Person, page: bytes) -> bytes:
    """Return the form as a person sends it, with the hidden values of the page."""
    letters = in_letters(person.number)
    return urllib.parse.urlencode(
        {
            "csrf_token": hidden(page, b"csrf_token"),
            "form_key": hidden(page, b"form_key"),
            "consent_version": hidden(page, b"consent_version"),
            "quota": person.quota,
            "title": "นาย",
            "first_name": f"สมมุติ{letters}",
            "last_name": f"ตัวอย่าง{letters}",
            "agency": "พช.",
            "position": "นักวิเคราะห์นโยบายและแผน",
            "sector": "regional",
            "email": person.email,
            "consent": "y",
        }
    ).encode()


def hidden(page: bytes, name: bytes) -> bytes:
    """Return the value of a hidden field, empty where the page has none of that name."""
    at = page.find(b'name="' + name + b'"')
    if at < 0:
        return b""
    begins = page.index(b'value="', at) + 7
    return page[begins : page.index(b'"', begins)]


def in_letters(number: int) -> str:
    """Write a number in Thai letters: names hold no digits."""
    word = ""
    while True:
        number, rest = divmod(number, len(CONSONANTS))
        word += CONSONANTS[rest] + "า"
        if number == 0:
            return word


if __name__ == "__main__":
    main()
