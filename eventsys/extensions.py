"""The Flask extensions, made once and bound to an application in ``create_app``."""

from functools import lru_cache
from typing import Any

from flask_babel import Babel
from flask_bootstrap import Bootstrap5
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from flask_wtf import CSRFProtect
from sqlalchemy import Connection, Engine

from eventsys.models import Model
from eventsys.models.sqlite import WRITES


class ReadingSession(Session):
    """The session of a request, command or worker: it reads, and writes in ``transaction`` only.

    On PostgreSQL what it reads outside of one is not wrapped into a transaction, whose end would
    make the server forget all prepared statements. Nothing is written there by mistake either,
    since it does not flush by itself.
    """

    def get_bind(self, *args: Any, **options: Any) -> Engine | Connection:  # noqa: ANN401 (as SQLAlchemy)
        """Return where to read or write."""
        bind = super().get_bind(*args, **options)
        if (
            isinstance(bind, Engine)
            and bind.dialect.name == "postgresql"
            and WRITES not in self.info
        ):
            return _reading(bind)
        return bind


@lru_cache(maxsize=8)
def _reading(engine: Engine) -> Engine:
    return engine.execution_options(isolation_level="AUTOCOMMIT")


db = SQLAlchemy(
    metadata=Model.metadata,
    session_options={"class_": ReadingSession, "expire_on_commit": False, "autoflush": False},
)
migrate = Migrate()
csrf = CSRFProtect()
login = LoginManager()
# a whole office shares one address: limits per address stop floods, not colleagues
limiter = Limiter(get_remote_address)
babel = Babel()
bootstrap = Bootstrap5()
