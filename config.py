"""Configuration: every setting with its default, read from the environment in one place."""

import contextlib
import os
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
MEGABYTE = 1024 * 1024


class MissingSettingError(RuntimeError):
    """A setting without which the program must not start."""


@dataclass(kw_only=True)
class Config:
    """Settings of one installation.

    ``instance`` is the folder of the secrets, of the SQLite file and of mails that no server takes.
    """

    instance: Path
    secret_key: str
    database_url: str
    public_url: str = "http://127.0.0.1:8000"
    production: bool = False
    testing: bool = False
    ratelimit_enabled: bool = True
    redis_url: str = ""
    smtp_url: str = ""
    mail_from: str = "eventsys@localhost"
    upload_limit: int = 8 * MEGABYTE
    extra: dict[str, Any] = field(default_factory=dict)

    def as_flask(self) -> dict[str, Any]:
        """Return the settings under the names that Flask and its extensions read."""
        return {
            "SECRET_KEY": self.secret_key,
            "TESTING": self.testing,
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            "SQLALCHEMY_ENGINE_OPTIONS": _engine_options(self.database_url),
            "PUBLIC_URL": self.public_url.rstrip("/"),
            "MAX_CONTENT_LENGTH": self.upload_limit,
            "MAX_FORM_MEMORY_SIZE": 2 * MEGABYTE,
            "MAX_FORM_PARTS": 2000,
            "SESSION_COOKIE_NAME": "eventsys",
            "SESSION_COOKIE_SECURE": self.production,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "REMEMBER_COOKIE_SECURE": self.production,
            "REMEMBER_COOKIE_HTTPONLY": True,
            "PERMANENT_SESSION_LIFETIME": timedelta(hours=12),
            "PREFERRED_URL_SCHEME": self.public_url.partition(":")[0],
            # a form stays good while somebody collects what to fill in
            "WTF_CSRF_TIME_LIMIT": None,
            # pages ask browsers to send no referrer, so none can be asked for; the token is proof
            "WTF_CSRF_SSL_STRICT": False,
            "RATELIMIT_ENABLED": self.ratelimit_enabled,
            "RATELIMIT_STORAGE_URI": self.redis_url or "memory://",
            "RATELIMIT_HEADERS_ENABLED": False,
            "BABEL_DEFAULT_LOCALE": "th",
            "BABEL_DEFAULT_TIMEZONE": "Asia/Bangkok",
            "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "eventsys" / "translations"),
            "BOOTSTRAP_SERVE_LOCAL": True,
            "SEND_FILE_MAX_AGE_DEFAULT": timedelta(days=30),
            "INSTANCE": self.instance,
            "MAIL_FOLDER": self.instance / "mail",
            "SMTP_URL": self.smtp_url,
            "MAIL_FROM": self.mail_from,
            **self.extra,
        }


def from_environment() -> Config:
    """Return the settings that the environment gives.

    Raises:
        MissingSettingError: there is no secret key, or in production no public address.
    """
    instance = Path(os.environ.get("EVENTSYS_INSTANCE") or ROOT / "instance").resolve()
    production = os.environ.get("EVENTSYS_ENV") == "production"
    database_url = os.environ.get("DATABASE_URL", "")
    public_url = os.environ.get("EVENTSYS_PUBLIC_URL", "")
    if production and not public_url:
        raise MissingSettingError(
            "EVENTSYS_PUBLIC_URL is not set: links in mails and QR codes need the address "
            "under which people reach this server, such as https://events.example.go.th"
        )
    port = os.environ.get("PORT") or "8000"
    return Config(
        instance=instance,
        secret_key=_secret_key(instance),
        database_url=_database_url(database_url, instance),
        public_url=public_url or f"http://127.0.0.1:{port}",
        production=production,
        ratelimit_enabled=os.environ.get("RATELIMIT_ENABLED", "1") != "0",
        redis_url=os.environ.get("REDIS_URL", ""),
        smtp_url=os.environ.get("EVENTSYS_SMTP_URL", ""),
        mail_from=os.environ.get("EVENTSYS_MAIL_FROM", "eventsys@localhost"),
    )


def write_secrets(instance: Path) -> None:
    """Make the installation's secret key where there is none; only its owner may read it."""
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = instance / "secret_key"
    draft = instance / f".secret_key-{secrets.token_hex(8)}"
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    # whole or not at all, and never over a key that is in use
    with contextlib.suppress(FileExistsError):
        path.hardlink_to(draft)
    draft.unlink()


def _secret_key(instance: Path) -> str:
    key = os.environ.get("EVENTSYS_SECRET_KEY", "")
    if not key:
        path = instance / "secret_key"
        key = path.read_text().strip() if path.exists() else ""
    if not key:
        raise MissingSettingError(
            "There is no secret key: run './dev setup', or set EVENTSYS_SECRET_KEY to a long "
            "random text and keep it"
        )
    if len(key) < 32:  # noqa: PLR2004 (half of what write_secrets makes)
        raise MissingSettingError("EVENTSYS_SECRET_KEY is too short: use at least 32 random signs")
    return key


def _database_url(given: str, instance: Path) -> str:
    if not given:
        return f"sqlite:///{instance / 'eventsys.sqlite'}"
    # the short forms that hosting services hand out mean the same driver
    for short in ("postgres://", "postgresql://"):
        if given.startswith(short):
            return "postgresql+psycopg://" + given.removeprefix(short)
    return given


def _engine_options(url: str) -> dict[str, Any]:
    if url.startswith("postgresql"):
        return {
            # what people typed stays out of errors, and so out of logs
            "hide_parameters": True,
            "pool_size": 10,
            "max_overflow": 10,
            "connect_args": {"options": "-c lock_timeout=15s -c timezone=UTC"},
        }
    return {"hide_parameters": True, "connect_args": {"timeout": 15}}
