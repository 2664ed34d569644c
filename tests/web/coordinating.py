"""Browsers of provincial coordinators."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventsys.models import Quota
from eventsys.services.coordinators import enter
from tests.factories import NOW


def coordinator_client(app: Flask, session: Session, quota: Quota) -> FlaskClient:
    """Return a browser that has the cookie of a quota's coordinator."""
    _, secret = enter(
        session, quota_id=quota.id, generation=quota.link_generation, label="Chrome", now=NOW
    )
    session.commit()
    client = app.test_client()
    client.set_cookie(f"coordinator-{quota.id}", secret)
    return client


def home(quota: Quota, way: str = "") -> str:
    """Return the address of a coordinator's page."""
    return f"/c/{quota.event.slug}/{quota.code}/{way}"
