"""The real program in a real browser: server, worker's work and database on this machine."""

import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select
from werkzeug.serving import make_server

from config import Config
from eventsys.cli.worker import addresses_of, transport_of
from eventsys.demonstration.load import load
from eventsys.extensions import db
from eventsys.jobs.runner import run_next
from eventsys.models import Organisation, Role
from eventsys.services.accounts import create_user
from eventsys.web.app import create_app
from tests import factories

EMAIL = "organiser@example.go.th"
# what keeps the system's browser from looking for its maker's servers
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Use the browser that the system installed."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    assert program, "Chromium is missing: ./dev setup dev installs it"
    return {**browser_type_launch_args, "executable_path": program, "args": ARGUMENTS}


class Site:
    """A running installation with the demonstration."""

    def __init__(self, app: Flask, address: str, mails: Path) -> None:
        """Take what a test needs to know of it."""
        self.app = app
        self.address = address
        self.mails = mails

    def run_worker(self) -> None:
        """Do all work that is due, as the worker does."""
        with self.app.app_context():
            while run_next(
                db.session(),
                worker="test",
                addresses=addresses_of(self.app),
                transport=transport_of(self.app),
                clock=lambda: datetime.now(UTC),
            ):
                db.session.remove()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Run the program with the demonstration and an organiser's account."""
    folder = tmp_path_factory.mktemp("site")
    app = create_app(
        Config(
            instance=folder,
            secret_key="a secret of the browser tests, used nowhere else",
            database_url=f"sqlite:///{folder / 'site.sqlite'}",
            ratelimit_enabled=False,
        )
    )
    with app.app_context():
        upgrade()
        session = db.session()
        load(session, now=datetime.now(UTC))
        office = session.scalars(select(Organisation)).one()
        create_user(
            session,
            email=EMAIL,
            name="ผู้จัดสมมุติ",
            password=factories.PASSWORD,
            organisation=office,
            role=Role.ORGANISER,
            now=datetime.now(UTC),
        )
        session.commit()
        db.session.remove()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    app.config["PUBLIC_URL"] = address = f"http://127.0.0.1:{server.server_port}"
    yield Site(app, address, Path(app.config["MAIL_FOLDER"]))
    server.shutdown()
    thread.join()
    server.server_close()
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()


@pytest.fixture(scope="session")
def base_url(site: Site) -> str:
    """Let pages be named by their path."""
    return site.address


@pytest.fixture
def at_width(browser_context_args: dict[str, Any]) -> Callable[[int], dict[str, Any]]:
    """Give a function that returns the settings of a browser window of a width."""
    return lambda width: {**browser_context_args, "viewport": {"width": width, "height": 844}}
