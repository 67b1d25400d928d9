"""PostgreSQL for tests: each in a schema of its own of the database the environment names."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, make_url, text

VARIABLE = "SIMULATOR_DATABASE_URL"


def server_url() -> str:
    """The URL of the server to test against; skips the test when there is none."""
    url = os.environ.get(VARIABLE, "")
    if not url.startswith("postgres"):
        pytest.skip(f"{VARIABLE} does not point at PostgreSQL")
    return url


@contextmanager
def own_schema(server: str) -> Iterator[str]:
    """A URL whose tables are in a new schema, which is dropped afterwards."""
    name = f"test_{uuid.uuid4().hex}"
    url = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    try:
        own = url.update_query_dict({"options": f"-csearch_path={name}"})
        yield own.render_as_string(hide_password=False)
    finally:
        with engine.begin() as connection:
            connection.execute(text(f"DROP SCHEMA {name} CASCADE"))
        engine.dispose()
