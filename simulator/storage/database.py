"""The open database: its connections, short transactions, and the schema brought up to date."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from simulator.errors import StorageError
from simulator.settings import Settings
from simulator.storage.address import Address, address_of
from simulator.storage.faults import told
from simulator.storage.migrate import bring_up_to_date

WAIT_S = 10
"""How long to wait for another program's lock."""
CONNECT_S = 10
"""How long to wait for a PostgreSQL server to answer."""

SQLITE_PRAGMAS = (
    f"PRAGMA busy_timeout = {WAIT_S * 1000}",
    "PRAGMA journal_mode = WAL",
    # FULL: a commit is on the disk, not only with the operating system, when it returns.
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    # What is deleted is overwritten, not just unlinked.
    "PRAGMA secure_delete = ON",
)
POSTGRES_SETTINGS = ("SET TIME ZONE 'UTC'", f"SET lock_timeout = '{WAIT_S}s'")


class Database:
    """Connections to one database; safe to share between threads.

    Raises:
        StorageError: it can't be opened, or was made by a newer version.
    """

    def __init__(self, where: Settings | str) -> None:
        self.address = address_of(where)
        if self.address.sqlite:
            _make_file(self.address)
        with told(self.address):
            self._engine = _engine(self.address)
            self._writer = self._engine.execution_options(writes=True)
            self._reader = self._engine
            if not self.address.sqlite:
                self._reader = self._engine.execution_options(isolation_level="REPEATABLE READ")
        try:
            bring_up_to_date(self)
        except BaseException:
            self.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one moment of the database and changes nothing."""
        with told(self.address), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is on the disk when this returns, or did not happen."""
        with told(self.address), self._writer.begin() as connection:
            yield connection

    def forget(self) -> None:
        """Take what was deleted out of SQLite's write-ahead log too, if nobody is reading."""
        if not self.address.sqlite:
            return
        with told(self.address), self._engine.connect() as connection:
            # Past SQLAlchemy: inside a transaction there is no checkpoint.
            cursor = connection.connection.cursor()
            with suppress(sqlite3.OperationalError):
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.close()

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()


def _engine(address: Address) -> Engine:
    # hide_parameters: what was said stays out of errors and logs.
    if address.sqlite:
        engine = create_engine(address.url, hide_parameters=True)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        engine = create_engine(
            address.url,
            hide_parameters=True,
            pool_pre_ping=True,
            connect_args={"connect_timeout": CONNECT_S},
        )
    except ImportError:
        raise StorageError(
            "PostgreSQL's driver is not installed",
            'pip install "rehearsal-simulator[postgres]"',
        ) from None
    event.listen(engine, "connect", _set_up_postgres)
    return engine


def _set_up_sqlite(connection: sqlite3.Connection, entry: ConnectionPoolEntry) -> None:
    # Transactions are begun by us (below): Python's own way begins them too late to lock.
    connection.isolation_level = None
    for pragma in SQLITE_PRAGMAS:
        connection.execute(pragma).close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes its lock at once: one that first reads and then writes can't wait for it.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _set_up_postgres(connection: Any, entry: ConnectionPoolEntry) -> None:  # noqa: ANN401 - DBAPI
    with connection.cursor() as cursor:
        for setting in POSTGRES_SETTINGS:
            cursor.execute(setting)
    connection.commit()


def _make_file(address: Address) -> None:
    # Calls are private: only their owner may read the folder and the file.
    path = Path(address.shown)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise StorageError(
            f"the database {path} can't be opened: {error.strerror}",
            "make its folder writable, or set SIMULATOR_DATA to another folder",
        ) from None
