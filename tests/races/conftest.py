"""A database with real commits for tests in which several threads work at once."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_migrate import upgrade

from eventsys.extensions import db
from eventsys.web.app import create_app
from tests.conftest import BACKENDS, configuration, new_database


@pytest.fixture(params=BACKENDS)
def committing_app(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    worker_id_or_master: str,
) -> Iterator[Flask]:
    """Give an application on an empty database of its own."""
    folder = tmp_path_factory.mktemp("race")
    url = new_database(request.param, folder, f"races_{worker_id_or_master}")
    app = create_app(configuration(folder, url))
    with app.app_context():
        upgrade()
    yield app
    with app.app_context():
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()
