"""What the database's errors mean to people: one line each, no passwords, no spoken words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from simulator.errors import StorageError
from simulator.storage.address import Address

# Primary result codes of SQLite (https://sqlite.org/rescode.html): {} is the file.
SQLITE = {
    5: ("the database {} is busy", "let the other program finish, or close it, and try again"),
    6: ("the database {} is busy", "let the other program finish, or close it, and try again"),
    8: (
        "the database {} can't be written to",
        "make the file and its folder writable, or set SIMULATOR_DATA to another folder",
    ),
    10: ("the disk refused to read or write {}", "check the disk"),
    11: ("the database {} is damaged", "put back a copy of it, or move it away to begin anew"),
    13: ("the disk is full; {} could not be written", "make room on it and try again"),
    14: (
        "the database {} can't be opened",
        "make its folder writable, or set SIMULATOR_DATA to another folder",
    ),
    26: ("{} is not a SQLite database", "move it away, or set SIMULATOR_DATABASE_URL to another"),
}
# Codes of PostgreSQL (its manual, appendix A); two letters stand for their whole class.
POSTGRES = {
    "53100": ("the disk of {} is full", "make room on the server and try again"),
    "53300": ("{} has no connection free", "close other programs or raise max_connections"),
    "55P03": ("{} is busy", "let the other program finish and try again"),
    "42501": ("{} does not let this user write", "GRANT this user CREATE and USAGE on its schema"),
    "25006": ("{} is read-only", "use the primary server"),
    "57": ("{} was shut down", "start the server and try again"),
    "08": ("the connection to {} broke", "check the server and the network, then try again"),
}
UNREACHED = ("{} can't be reached", "check SIMULATOR_DATABASE_URL and that the server runs")


@contextmanager
def told(address: Address) -> Iterator[None]:
    """Turn whatever the database raises into a StorageError of one line."""
    try:
        yield
    except NoConnectionFree:
        raise StorageError(
            f"{address.shown} is busy: no connection came free", "try again in a moment"
        ) from None
    except DBAPIError as error:
        raise _meaning(error, address) from None
    except SQLAlchemyError as error:
        kind = type(error).__name__
        raise StorageError(
            f"{address.shown} can't be used ({kind})", "check SIMULATOR_DATABASE_URL"
        ) from None


def _meaning(error: DBAPIError, address: Address) -> StorageError:
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
        message, fix = SQLITE.get(code, (f"{{}} refused: {cause}", "check the file"))
    else:
        message, fix = _postgres(cause)
    return StorageError(message.format(address.shown), fix)


def _postgres(cause: BaseException | None) -> tuple[str, str]:
    state = str(getattr(cause, "sqlstate", None) or "")
    for code in (state, state[:2]):
        if code in POSTGRES:
            return POSTGRES[code]
    if state:
        # The server's own words may quote a row, and a row may hold what was said: the code does.
        return (f"{{}} refused (PostgreSQL error {state})", "look it up in the server's log")
    return (f"{UNREACHED[0]}: {_reason(cause)}", UNREACHED[1])


def _reason(cause: BaseException | None) -> str:
    # libpq writes a line for every address it tried, and hints below some of them.
    lines = [line.strip() for line in str(cause).splitlines() if line.strip()]
    tried = [line for line in lines if "failed: " in line] or lines or ["no reason given"]
    reason = tried[-1].rpartition("failed: ")[2]
    return reason.replace("{", "{{").replace("}", "}}")
