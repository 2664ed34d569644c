"""Which WSGI server: registrations a second and processor time, on the same application.

Each person loads the form, sends it and opens their private page, as fast as answers come, over
one connection; the load generator shares the machine. Everything stays on the loopback address.
"""

import argparse
import http.client
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

BIN = Path(sys.executable).parent
PORT = 8971
SLUG = "sdg-localisation-next"
PROVINCES = (*range(10, 28), *range(30, 50), *range(50, 59), *range(60, 68))
HIDDEN = re.compile(r'name="(csrf_token|form_key)"[^>]*value="([^"]+)"')

SERVERS = {
    "granian 2 × 4": "granian --interface wsgi --host 127.0.0.1 --port {port} --workers 2 "
    "--blocking-threads 4 --no-access-log --log-level warning wsgi:app",
    "granian 2 × 1": "granian --interface wsgi --host 127.0.0.1 --port {port} --workers 2 "
    "--blocking-threads 1 --no-access-log --log-level warning wsgi:app",
    "gunicorn gthread 2 × 4": "gunicorn --bind 127.0.0.1:{port} --workers 2 --threads 4 "
    "--log-level warning wsgi:app",
    "gunicorn sync 2": "gunicorn --bind 127.0.0.1:{port} --workers 2 --log-level warning wsgi:app",
}


@dataclass
class Tally:
    """What the clients saw: seconds of each registration, and answers that were not as expected."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def main() -> None:
    """Print one line for each server."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--people", type=int, default=600)
    arguments.add_argument("--clients", type=int, default=16)
    asked = arguments.parse_args()
    print(f"{asked.people} people, {asked.clients} clients, SQLite")
    print(f"{'server':24}{'reg/s':>8}{'p50 ms':>8}{'p99 ms':>8}{'CPU ms':>8}{'errors':>8}")
    for name, command in SERVERS.items():
        with running(command) as server:
            before = processor_seconds(server)
            started = time.perf_counter()
            tally = rush(asked.people, asked.clients)
            took = time.perf_counter() - started
            used = processor_seconds(server) - before
        cuts = statistics.quantiles(tally.seconds or [0, 0], n=100)
        print(
            f"{name:24}{len(tally.seconds) / took:8.1f}{cuts[49] * 1000:8.1f}"
            f"{cuts[98] * 1000:8.1f}{used / max(len(tally.seconds), 1) * 1000:8.2f}"
            f"{len(tally.errors):8}"
        )
        for error in sorted(set(tally.errors))[:3]:
            print(f"    {error}")


@contextmanager
def running(command: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server on an instance of its own with the demonstration loaded."""
    with tempfile.TemporaryDirectory(prefix="eventsys-bench-") as folder:
        environment = os.environ | {
            "EVENTSYS_INSTANCE": folder,
            "DATABASE_URL": "",
            "RATELIMIT_ENABLED": "0",
        }
        for step in ("secrets", "database migrate", "demo"):
            subprocess.run(
                [BIN / "eventsys", *step.split()],
                env=environment,
                check=True,
                stdout=subprocess.DEVNULL,
            )
        program, *rest = command.format(port=PORT).split()
        server = subprocess.Popen([BIN / program, *rest], env=environment)
        try:
            wait_for(server)
            yield server
        finally:
            stop(server)


def stop(server: subprocess.Popen[bytes]) -> None:
    """End a server with all of its workers, by force where it does not go by itself."""
    family = [psutil.Process(server.pid), *psutil.Process(server.pid).children(recursive=True)]
    server.terminate()
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        print("    (did not stop when asked to)")
        for each in family:
            each.kill()
        server.wait()


def wait_for(server: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers."""
    for _ in range(200):
        if server.poll() is not None:
            raise SystemExit("the server ended at its start")
        try:
            ask(http.client.HTTPConnection("127.0.0.1", PORT, timeout=5), "GET", "/")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server did not start")


def processor_seconds(server: subprocess.Popen[bytes]) -> float:
    """Return the processor time of a server and its workers so far."""
    parent = psutil.Process(server.pid)
    times = [each.cpu_times() for each in (parent, *parent.children(recursive=True))]
    return sum(each.user + each.system for each in times)


def rush(people: int, clients: int) -> Tally:
    """Register people from several clients at once."""
    tally = Tally()
    numbers = iter(range(people))
    lock = threading.Lock()

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                return
            started = time.perf_counter()
            try:
                fault = one_person(connection, number)
            except (OSError, http.client.HTTPException) as error:
                fault = type(error).__name__
                connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
            if fault:
                tally.errors.append(fault)
            else:
                tally.seconds.append(time.perf_counter() - started)

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tally


def one_person(connection: http.client.HTTPConnection, number: int) -> str:
    """Register one person; return what went wrong, or nothing."""
    quota = f"TH-{PROVINCES[number % len(PROVINCES)]}"
    path = f"/e/{SLUG}/register?quota={quota}"
    status, headers, page = ask(connection, "GET", path)
    if status != http.HTTPStatus.OK:
        return f"form: {status}"
    fields = dict(HIDDEN.findall(page)) | {
        "quota": quota,
        "title": "นาย",
        "first_name": f"ทดสอบ{number}",
        "last_name": f"สมมุติ{number}",
        "agency": "พช.",
        "email": f"load{number}@example.go.th",
        "consent": "y",
    }
    cookie = headers.get("Set-Cookie", "").partition(";")[0]
    status, headers, page = ask(
        connection,
        "POST",
        path,
        urllib.parse.urlencode(fields),
        {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"},
    )
    if status != http.HTTPStatus.SEE_OTHER:
        return f"sending: {status}"
    status, _, page = ask(connection, "GET", headers["Location"], None, {"Cookie": cookie})
    return "" if 'data-state="confirmed"' in page else f"private page: {status}"


def ask(
    connection: http.client.HTTPConnection,
    method: str,
    path: str,
    body: str | None = None,
    headers: dict[str, str] | None = None,
) -> tuple[int, http.client.HTTPMessage, str]:
    """Send one request and return status, headers and text of the answer."""
    connection.request(method, path, body, headers or {})
    response = connection.getresponse()
    return response.status, response.headers, response.read().decode()


if __name__ == "__main__":
    main()
