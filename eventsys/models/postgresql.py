"""PostgreSQL: connections that are tried after a pause only."""

import time

from sqlalchemy import Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

# seconds after which a connection may have died while nobody used it; a server that was started
# again was away for longer
PAUSE = 1.0


def prepare(engine: Engine) -> None:
    """Set up an engine; one that is not PostgreSQL stays as it is.

    Trying a connection each time before it is used would be one question in five of a registration.
    """
    if engine.dialect.name != "postgresql":
        return

    def note(connection: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
        del connection
        entry.info["used"] = time.monotonic()

    def try_after_pause(
        connection: DBAPIConnection, entry: ConnectionPoolEntry, proxy: PoolProxiedConnection
    ) -> None:
        del proxy
        if time.monotonic() - entry.info.get("used", time.monotonic()) < PAUSE:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            # the pool lets it go and takes another
            raise DisconnectionError from error

    event.listen(engine, "checkin", note)
    event.listen(engine, "checkout", try_after_pause)
