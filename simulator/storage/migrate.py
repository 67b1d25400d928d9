"""Brings the schema up to date when a database is opened; cheap when it already is."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import Connection, inspect, text

from simulator.errors import StorageError
from simulator.storage.address import Address

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0003"
"""The newest revision in ``migrations/versions``."""
VERSION_TABLE = "alembic_version"
LOCK = 0x5349_4D55
"""Key of the advisory lock that PostgreSQL processes take turns by; any number of ours."""


class Opened(Protocol):
    """The part of a database that migrating needs."""

    address: Address

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that reads."""

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction that writes."""


def bring_up_to_date(database: Opened) -> None:
    """Run the migrations that are missing, all or none; processes that start together take turns.

    Raises:
        StorageError: the database is newer than this version, or can't be changed.
    """
    with database.reading() as connection:
        if revision(connection) == HEAD:
            return
    with database.writing() as connection:
        _take_turns(connection)
        found = revision(connection)
        if found != HEAD:
            _refuse_newer(found, database.address)
            upgrade(connection, HEAD)


def revision(connection: Connection) -> str | None:
    """The revision a database is at; ``None`` when it is empty."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608
    return None if found is None else str(found)


def upgrade(connection: Connection, to: str) -> None:
    """Run the migrations up to a revision, inside the connection's transaction."""
    # Alembic takes a while to load, and is needed only here.
    from alembic import command

    command.upgrade(config(connection), to)


def config(connection: Connection) -> "Config":
    """Alembic's configuration for one connection."""
    from alembic.config import Config

    made = Config()
    folder = str(Path(__file__).parent / "migrations")
    made.set_main_option("script_location", folder.replace("%", "%%"))
    made.attributes["connection"] = connection
    return made


def _take_turns(connection: Connection) -> None:
    # SQLite's writers take turns by themselves.
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})


def _refuse_newer(found: str | None, address: Address) -> None:
    if found is not None and found > HEAD:
        raise StorageError(
            f"the database {address.shown} was made by a newer version (revision {found})",
            "update the simulator: pip install --upgrade rehearsal-simulator",
        )
