"""Servers and workers of a bench: started, measured, stopped, and killed."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

BIN = Path(sys.executable).parent
PRODUCT = "wsgi:app"
FLOOR = "bench.load.floor:application"
GRANIAN = (
    "granian --interface wsgi --host 127.0.0.1 --port {port} --workers 2 "
    "--blocking-threads 4 --no-access-log --log-level warning {application}"
)


@dataclass(frozen=True)
class Server:
    """A server that runs, and where."""

    process: subprocess.Popen[bytes]
    port: int


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(folder: Path, database_url: str) -> dict[str, str]:
    """Return the environment of an instance; its limits on requests are off, as load needs it."""
    return os.environ | {
        "EVENTSYS_INSTANCE": str(folder),
        "DATABASE_URL": database_url,
        "RATELIMIT_ENABLED": "0",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }


def command(words: str, settings: Mapping[str, str]) -> None:
    """Run one of the product's commands to its end."""
    subprocess.run(
        [BIN / "eventsys", *words.split()], env=settings, check=True, stdout=subprocess.DEVNULL
    )


def start_server(
    settings: Mapping[str, str],
    *,
    application: str = PRODUCT,
    template: str = GRANIAN,
    port: int = 0,
) -> Server:
    """Start a server and wait until it answers."""
    port = port or free_port()
    program, *rest = template.format(port=port, application=application).split()
    server = Server(subprocess.Popen([BIN / program, *rest], env=settings), port)
    for _ in range(300):
        if server.process.poll() is not None:
            raise SystemExit("the server ended at its start")
        if answers(port):
            return server
        time.sleep(0.1)
    raise SystemExit("the server did not start")


def answers(port: int) -> bool:
    """Tell whether a server answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/")
        connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


@contextmanager
def running(
    settings: Mapping[str, str], *, application: str = PRODUCT, template: str = GRANIAN
) -> Iterator[Server]:
    """Run a server for a block."""
    server = start_server(settings, application=application, template=template)
    try:
        yield server
    finally:
        stop(server.process)


def start_worker(settings: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start a worker, which sends mails."""
    return subprocess.Popen([BIN / "eventsys", "worker"], env=settings)


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process with all of its own, by force where it does not go by itself."""
    everybody = family(process.pid)
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        print("    (did not stop when asked to)")
        kill(everybody)
        process.wait()


def kill(processes: list[psutil.Process]) -> None:
    """End processes at once, as a power cut would."""
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.kill()


def family(pid: int) -> list[psutil.Process]:
    """Return a process with all that it started."""
    parent = psutil.Process(pid)
    return [parent, *parent.children(recursive=True)]


def processor_seconds(pid: int) -> float:
    """Return the processor time of a process and all of its own so far."""
    parent, *children = family(pid)
    times = parent.cpu_times()
    spent = times.user + times.system + times.children_user + times.children_system
    for child in children:
        with suppress(psutil.NoSuchProcess):
            spent += sum(child.cpu_times()[:2])
    return spent
