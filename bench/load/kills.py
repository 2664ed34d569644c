"""A rush during which everything is killed: nothing that was answered may be lost.

Web server and worker get SIGKILL, all of their processes at once, and are started again. People
whose connection breaks send the same request again. The mails go to a server of the bench's own.
"""

import re
import subprocess
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Engine, create_engine, func, select, update

from bench.load import client
from bench.load.databases import Databases
from bench.load.outcome import faults_of
from bench.load.people import SLUG, Person, people
from bench.load.processes import (
    BIN,
    environment,
    family,
    free_port,
    kill,
    start_server,
    start_worker,
    stop,
)
from eventsys.models import Job, JobState, Registration
from eventsys.services.outbox import CLAIM_LASTS
from tests.jobs.mail_server import mail_server

KILLS = 3
CLIENTS = 16
RECIPIENT = re.compile(rb"^To: .*?(\S+@\S+)\s*$", re.MULTILINE)


def run(databases: Databases, count: int) -> list[str]:
    """Let people register while everything is killed now and then; return what is broken."""
    everybody = people(count)
    url = databases.copy("kills")
    engine = create_engine(url)
    started = time.perf_counter()
    with mail_server() as mails:
        settings = environment(databases.folder, url) | {
            "EVENTSYS_SMTP_URL": f"smtp://127.0.0.1:{mails.port}"
        }
        seen, recovered = _killed_rush(settings, engine, everybody)
        _send_the_rest(settings, engine)
        sent = Counter(_recipients(mails.mails))
    doubles = sum(sent.values()) - len(sent)
    print(
        f"{databases.backend}: {count} people, {CLIENTS} clients, {KILLS} kills; answered again "
        f"after {', '.join(f'{each:.1f}' for each in recovered)} s; {len(seen.answered)} answers "
        f"of success, {len(seen.errors)} errors, {sum(sent.values())} mails, {doubles} of them "
        f"twice; {time.perf_counter() - started:.0f} s"
    )
    broken = faults_of(url, everybody)
    broken += _lost(engine, everybody, seen.answered)
    broken += [f"no mail for {each.email}" for each in everybody if not sent[each.email]]
    broken += [f"error: {each}" for each in seen.errors]
    if doubles > KILLS:
        broken.append(f"{doubles} mails were sent twice after {KILLS} kills")
    engine.dispose()
    return broken


def _killed_rush(
    settings: dict[str, str], engine: Engine, everybody: list[Person]
) -> tuple[client.Seen, list[float]]:
    """Run the rush with its kills; return what the clients saw, and seconds until each return."""
    port = free_port()
    server, worker = start_server(settings, port=port), start_worker(settings)
    clients = client.start(client.Plan(port, SLUG, CLIENTS, everybody, patient=True))
    recovered = []
    for number in range(1, KILLS + 1):
        _wait_for(engine, clients, len(everybody) * number // (KILLS + 1))
        killed = time.perf_counter()
        kill([*family(server.process.pid), *family(worker.pid)])
        server.process.wait()
        worker.wait()
        worker = start_worker(settings)
        server = start_server(settings, port=port)
        recovered.append(time.perf_counter() - killed)
    seen = client.finish(clients)
    stop(server.process)
    stop(worker)
    return seen, recovered


def _wait_for(engine: Engine, clients: subprocess.Popen[bytes], count: int) -> None:
    """Wait until so many people of the rush are registered."""
    counted = select(func.count()).where(Registration.email.like("load%"))
    while clients.poll() is None:
        with engine.connect() as connection:
            if (connection.scalar(counted) or 0) >= count:
                return
        time.sleep(0.05)


def _send_the_rest(settings: dict[str, str], engine: Engine) -> None:
    """Send what is left, after the claims of the workers that were killed ran out."""
    with engine.begin() as connection:
        connection.execute(
            update(Job)
            .where(Job.state == JobState.RUNNING)
            .values(claimed_at=datetime.now(UTC) - CLAIM_LASTS)
        )
    subprocess.run([BIN / "eventsys", "worker", "--once"], env=settings, check=True)


def _recipients(mails: Sequence[bytes]) -> list[str]:
    found = [RECIPIENT.search(mail) for mail in mails]
    return [each[1].decode() for each in found if each]


def _lost(engine: Engine, everybody: list[Person], answered: list[int]) -> list[str]:
    """Return whose registration was answered with success and is not there."""
    with engine.connect() as connection:
        there = set(connection.scalars(select(Registration.email)))
    emails = {person.number: person.email for person in everybody}
    return [f"answered and lost: {number}" for number in answered if emails[number] not in there]
