"""Which WSGI server: registrations a second and processor time, on the same application.

Each person loads the form, sends it and opens their private page, as fast as answers come, over
one connection; the load generator shares the machine. Everything stays on the loopback address.
"""

import argparse
import tempfile
from pathlib import Path

from bench.load import client
from bench.load.databases import Databases
from bench.load.figures import HEAD, figures, line
from bench.load.people import SLUG, people, warming_up
from bench.load.processes import GRANIAN, environment, processor_seconds, running

GUNICORN = "gunicorn --bind 127.0.0.1:{port} --log-level warning {options} {application}"
SERVERS = {
    "granian 2 × 4": GRANIAN,
    "granian 2 × 1": GRANIAN.replace("--blocking-threads 4", "--blocking-threads 1"),
    "gunicorn gthread 2 × 4": GUNICORN.replace("{options}", "--workers 2 --threads 4"),
    "gunicorn sync 2": GUNICORN.replace("{options}", "--workers 2"),
}


def main() -> None:
    """Print one line for each server."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--people", type=int, default=600)
    arguments.add_argument("--clients", type=int, default=16)
    asked = arguments.parse_args()
    print(f"{asked.people} people, {asked.clients} clients, SQLite")
    print(HEAD)
    with tempfile.TemporaryDirectory(prefix="eventsys-bench-") as folder:
        databases = Databases("sqlite", Path(folder))
        databases.prepare()
        for number, (name, template) in enumerate(SERVERS.items()):
            settings = environment(databases.folder, databases.copy(f"server{number}"))
            with running(settings, template=template) as server:
                client.run(client.Plan(server.port, SLUG, asked.clients, warming_up(40)))
                before = processor_seconds(server.process.pid)
                plan = client.Plan(server.port, SLUG, asked.clients, people(asked.people))
                seen = client.run(plan)
                used = processor_seconds(server.process.pid) - before
            print(line(name, figures(seen, web=used, database=0.0)))
            for error in sorted(set(seen.errors))[:3]:
                print(f"    {error}")


if __name__ == "__main__":
    main()
