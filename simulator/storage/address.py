"""Where the database is: the URL made whole, and a way to name it that shows no password."""

import os
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from simulator.errors import StorageError
from simulator.settings import Settings

FILE = "simulator.db"
"""The SQLite file in the data folder, when no URL is set."""
FORMS = "sqlite:///FILE or postgresql://USER@HOST/NAME"


class Address(NamedTuple):
    """A database of one of the two kinds that are known."""

    url: URL
    shown: str
    """For people: the file, or the URL without its password."""

    @property
    def sqlite(self) -> bool:
        """Whether it is a SQLite file."""
        return self.url.get_backend_name() == "sqlite"


def address_of(where: Settings | str) -> Address:
    """Read a URL, or the one of the settings (SQLite in the data folder if there is none).

    Raises:
        StorageError: the URL can't be read, or is of another kind of database.
    """
    text = where if isinstance(where, str) else where.database_url
    if not text and isinstance(where, Settings):
        return _file(where.data / FILE)
    url = _parsed(text)
    if url.get_backend_name() == "sqlite":
        return _file(_path(url), url)
    # psycopg 3 is the one driver this package asks for, whatever the URL says.
    return Address(url.set(drivername="postgresql+psycopg"), _without_password(url))


def _parsed(text: str) -> URL:
    try:
        url = make_url(text.replace("postgres://", "postgresql://", 1))
    except (ArgumentError, ValueError):
        # The text may hold a password: it is not repeated.
        raise StorageError("the database URL can't be read", f"write it as {FORMS}") from None
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        kind = url.get_backend_name()
        raise StorageError(f"{kind!r} is not a database this can use", f"use {FORMS}")
    return url


def _path(url: URL) -> Path:
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        raise StorageError(
            "a database in memory would lose every call", "name a file: sqlite:///calls.db"
        )
    return Path(url.database).expanduser()


def _file(path: Path, url: URL | None = None) -> Address:
    whole = path.absolute()
    base = url or URL.create("sqlite")
    return Address(base.set(drivername="sqlite+pysqlite", database=os.fspath(whole)), str(whole))


def _without_password(url: URL) -> str:
    return url.set(query={}).render_as_string(hide_password=True)
