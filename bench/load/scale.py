"""What a registration costs where a million are there already, beside a thousand.

Two databases, two servers that run beside each other and are asked in turns, one client at a time.
All rows are of one event, with a done job and an entry of the audit each. The statements of the
three requests are explained on the large database: none may look through a table that grows.
"""

import re
import statistics
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text

from bench.load import client
from bench.load.client import typed
from bench.load.databases import Databases
from bench.load.people import SLUG, Person, people, warming_up
from bench.load.processes import Server, environment, processor_seconds, running
from config import Config
from eventsys.extensions import db
from eventsys.web.app import create_app

SMALL = 1000
ROUNDS = 9
EACH = 60
GOAL = 1.3
GROWING = ("registration", "job", "audit_entry", "audit_payload")
# a plan that looks through such a table, or through all that belongs to the event in it
WIDE = "|".join(
    (
        *(f"SCAN {table}\\b" for table in GROWING),
        *(f"Seq Scan on {table}\\b" for table in GROWING),
        "ix_registration_event_id_state",
        "ix_job_event_id",
        "ix_audit_entry_event_id_at",
    )
)

# columns and values of the rows; ``i`` counts them
REGISTRATION = {
    "event_id": ":event_id",
    "quota_id": ":first_quota + i % :quotas",
    "state": "'confirmed'",
    "title": "'นาย'",
    "first_name": "'มีอยู่' || i",
    "last_name": "'ก่อนแล้ว' || i",
    "agency": "'พช.'",
    "position": "''",
    "sector": "''",
    "email": "'there' || i || '@example.go.th'",
    "phone": "''",
    "name_key": "'มีอยู่' || i || '|ก่อนแล้ว' || i || '|พช'",
    "name_tie": "0",
    "display_name": "'จังหวัด พช. นายมีอยู่' || i",
    "mark": "''",
    "form_key": "'form' || i",
    "source": "'person'",
    "locale": "'th'",
    "queue_key": "0",
    "registered_at": "'2026-11-01 02:00:00'",
    "link_generation": "0",
    "row_version": "1",
}
FILL = (
    f"""WITH RECURSIVE numbers(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < :rows)
    INSERT INTO registration ({", ".join(REGISTRATION)})
    SELECT {", ".join(REGISTRATION.values())} FROM numbers""",  # noqa: S608 (names of columns)
    """INSERT INTO job
    (kind, event_id, registration_id, payload, state, attempts, run_after, created_at, finished_at)
    SELECT 'mail.registration_confirmed', event_id, id, '{}', 'done', 1,
    registered_at, registered_at, registered_at FROM registration WHERE event_id = :event_id""",
    """INSERT INTO audit_payload (data)
    SELECT '{"state": "confirmed"}' FROM registration WHERE event_id = :event_id""",
    """INSERT INTO audit_entry (at, actor, event_id, action, subject_type, subject_id)
    SELECT registered_at, 'registrant', event_id, 'registration.create', 'registration', id
    FROM registration WHERE event_id = :event_id""",
    """UPDATE quota SET capacity = 10000000,
    taken = (SELECT count(*) FROM registration WHERE quota_id = quota.id)
    WHERE event_id = :event_id""",
)


def run(databases: Databases, rows: int) -> list[str]:
    """Measure registrations in a small and in a large database; return what is broken."""
    urls = {"small": databases.copy("small"), "large": databases.copy("large")}
    started = time.perf_counter()
    for name, count in (("small", SMALL), ("large", rows)):
        fill(urls[name], count)
    print(
        f"{databases.backend}: {SMALL:,} and {rows:,} registrations,"
        f" loaded in {time.perf_counter() - started:.0f} s"
    )
    broken = scans(databases, urls["large"])
    with ExitStack() as stack:
        servers = {
            name: stack.enter_context(running(environment(databases.folder, url)))
            for name, url in urls.items()
        }
        broken += compare(databases, servers)
    return broken


def compare(databases: Databases, servers: dict[str, Server]) -> list[str]:
    """Let people register in both databases in turns; print the ratios, and return errors."""
    everybody = people(ROUNDS * EACH)
    errors = []
    ratios: dict[str, list[float]] = {"CPU": [], "time": []}
    for server in servers.values():
        errors += client.run(client.Plan(server.port, SLUG, 8, warming_up(150))).errors
    for round_ in range(ROUNDS):
        some = everybody[round_ * EACH : (round_ + 1) * EACH]
        costs, times = {}, {}
        # the one that begins is another each time
        for name in sorted(servers, reverse=bool(round_ % 2)):
            costs[name], seen = cost(databases, servers[name], some)
            times[name] = statistics.median(seen.seconds)
            errors += seen.errors
        ratios["CPU"].append(costs["large"] / costs["small"])
        ratios["time"].append(times["large"] / times["small"])
    for name, found in ratios.items():
        middle = statistics.median(found)
        print(
            f"  {name} of a registration, large to small: {middle:.2f}"
            f" [{min(found):.2f}–{max(found):.2f}]"
            f" ({'met' if middle <= GOAL else 'NOT met'}: ≤ {GOAL:g})"
        )
    return [f"error: {each}" for each in errors]


def cost(databases: Databases, server: Server, some: list[Person]) -> tuple[float, client.Seen]:
    """Return the processor seconds that some registrations take, and what their clients saw."""
    watched = [server.process.pid]
    if database := databases.server_pid():
        watched.append(database)
    before = sum(map(processor_seconds, watched))
    seen = client.run(client.Plan(server.port, SLUG, 1, some))
    return sum(map(processor_seconds, watched)) - before, seen


def fill(url: str, rows: int) -> None:
    """Put rows into the event of the rush, with their jobs and entries of the audit."""
    engine = create_engine(url)
    with engine.begin() as connection:
        event_id = connection.scalar(text("SELECT id FROM event WHERE slug = :s"), {"s": SLUG})
        first, count = connection.execute(
            text("SELECT min(id), count(*) FROM quota WHERE event_id = :e AND kind = 'province'"),
            {"e": event_id},
        ).one()
        given = {"event_id": event_id, "first_quota": first, "quotas": count, "rows": rows}
        for statement in FILL:
            wanted = text(statement)
            names = {name for name in given if f":{name}" in statement}
            connection.execute(wanted, {name: given[name] for name in names})
    if engine.dialect.name == "postgresql":
        # as autovacuum does after a while
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))
    engine.dispose()


def scans(databases: Databases, url: str) -> list[str]:
    """Return the statements of a registration that look through a table which grows."""
    found = []
    how = "EXPLAIN QUERY PLAN" if databases.backend == "sqlite" else "EXPLAIN"
    statements = of_one_registration(databases.folder, url)
    engine = create_engine(url)
    with engine.connect() as connection:
        for statement, parameters in statements:
            if statement.startswith(("SELECT", "UPDATE")):
                rows = connection.exec_driver_sql(f"{how} {statement}", parameters).all()
                plan = "\n".join(str(row[-1]) for row in rows)
                if re.search(WIDE, plan):
                    found.append(f"looks through a table: {statement[:200]}\n{plan}")
    engine.dispose()
    print(f"  {len(statements)} statements in three requests, {len(found)} look through a table")
    return found


def of_one_registration(folder: Path, url: str) -> list[tuple[str, Any]]:
    """Register somebody, and return the statements that it took with their parameters."""
    statements: list[tuple[str, Any]] = []

    def note(
        connection: Connection,
        cursor: object,
        statement: str,
        parameters: Any,  # noqa: ANN401 (of any driver)
        *rest: object,
    ) -> None:
        del connection, cursor, rest
        statements.append((statement, parameters))

    app = create_app(
        Config(
            instance=folder,
            secret_key="of a bench that is thrown away",  # noqa: S106
            database_url=url,
            ratelimit_enabled=False,
            extra={"WTF_CSRF_ENABLED": False},
        )
    )
    person = Person(2_000_000, "TH-73")
    with app.app_context():
        engine: Engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    browser = app.test_client()
    path = f"/e/{SLUG}/register"
    page = browser.get(path).data
    sent = browser.post(
        path, data=typed(person, page), content_type="application/x-www-form-urlencoded"
    )
    browser.get(sent.location)
    engine.dispose()
    return statements
