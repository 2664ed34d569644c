"""The floor: a bare Flask application that does the same three requests with one row.

No session, no form library, no object-relational mapping: one small compiled template, one row in
one durable transaction, through the drivers that the product uses. Nothing that does this work on
Flask can be much cheaper.
"""

import os
import secrets
import sqlite3
import threading
from typing import Any

import psycopg
from flask import Flask, redirect, request
from werkzeug.wrappers import Response

from eventsys.models.sqlite import PRAGMAS

TABLE = """CREATE TABLE person (
  id {key}, quota TEXT NOT NULL, title TEXT NOT NULL, first_name TEXT NOT NULL,
  last_name TEXT NOT NULL, agency TEXT NOT NULL, email TEXT NOT NULL, form_key TEXT UNIQUE
)"""
FIELDS = ("quota", "title", "first_name", "last_name", "agency", "email", "form_key")
INSERT = (
    f"INSERT INTO person ({', '.join(FIELDS)}) "  # noqa: S608 (names of columns)
    f"VALUES ({', '.join('?' * len(FIELDS))}) RETURNING id"
)
SELECT = "SELECT title, first_name, last_name FROM person WHERE id = ?"
PAGE = """<!doctype html><html lang="th"><title>{{ title }}</title>
{% if row %}<main data-state="confirmed">{{ row[0] }}{{ row[1] }} {{ row[2] }}</main>{% else %}
<form method="post">
<input type="hidden" name="form_key" value="{{ form_key }}">
<select name="quota"><option value="{{ quota }}">{{ quota }}</option></select>
{% for name in fields %}<label>{{ name }} <input name="{{ name }}"></label>
{% endfor %}<button>OK</button></form>{% endif %}</html>"""

URL = os.environ.get("DATABASE_URL", "")
POSTGRESQL = URL.startswith("postgresql")
PLACE = "%s" if POSTGRESQL else "?"

application = Flask(__name__)
page = application.jinja_env.from_string(PAGE)
local = threading.local()


def connection() -> Any:  # noqa: ANN401 (of one driver or the other)
    """Return this thread's connection."""
    if not hasattr(local, "connection"):
        local.connection = connected(URL)
    return local.connection


def connected(url: str) -> Any:  # noqa: ANN401
    """Connect to the database of the floor, as durable as the product's."""
    if url.startswith("postgresql"):
        return psycopg.connect(url.replace("+psycopg", ""))
    opened = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    for pragma in PRAGMAS:
        opened.execute(f"PRAGMA {pragma}")
    return opened


def prepare(url: str) -> None:
    """Make the table of the floor in an empty database."""
    key = "SERIAL PRIMARY KEY" if url.startswith("postgresql") else "INTEGER PRIMARY KEY"
    opened = connected(url)
    opened.execute(TABLE.format(key=key))
    opened.commit()
    opened.close()


@application.get("/")
def home() -> str:
    """Answer that the server is there."""
    return "ready"


@application.get("/e/<slug>/register")
def form(slug: str) -> str:
    """Show the form."""
    return page.render(
        title=slug,
        quota=request.args.get("quota", ""),
        form_key=secrets.token_urlsafe(16),
        fields=FIELDS[1:-1],
    )


@application.post("/e/<slug>/register")
def send(slug: str) -> Response:
    """Write one row, and lead to its page."""
    del slug
    database = connection()
    if not POSTGRESQL:
        database.execute("BEGIN IMMEDIATE")
    values = tuple(request.form[name] for name in FIELDS)
    row = database.execute(INSERT.replace("?", PLACE), values).fetchone()
    database.commit()
    return redirect(f"/r/{row[0]}", 303)


@application.get("/r/<int:number>")
def private(number: int) -> str:
    """Show the row."""
    database = connection()
    row = database.execute(SELECT.replace("?", PLACE), (number,)).fetchone()
    database.commit()
    return page.render(title="registered", row=row)
