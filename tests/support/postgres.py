"""PostgreSQL for tests: each in a schema of its own of the database the environment names."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, make_url, text

VARIABLE = "SIMULATOR_DATABASE_URL"


SERVER = os.environ.get(VARIABLE, "")
MARKS = (
    pytest.mark.postgres,
    # A mark and not a call of pytest.skip: those are summed up file by file.
    *(
        ()
        if SERVER.startswith("postgres")
        else (pytest.mark.skip(reason=f"{VARIABLE} does not point at PostgreSQL"),)
    ),
)
"""The marks of what needs a server."""


@contextmanager
def own_schema() -> Iterator[str]:
    """A URL whose tables are in a new schema, which is dropped afterwards."""
    name = f"test_{uuid.uuid4().hex}"
    url = make_url(SERVER).set(drivername="postgresql+psycopg")
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
