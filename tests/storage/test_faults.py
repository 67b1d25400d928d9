import os
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from simulator.errors import StorageError
from simulator.settings import Settings
from simulator.storage import database as opening
from simulator.storage.database import Database
from simulator.storage.store import Store
from tests.storage.calls import ASKED, HEADER, turn
from tests.support.postgres import MARKS, SERVER

SECRET = "correct-horse"


@pytest.fixture
def unprivileged() -> Iterator[None]:
    """Root may write anywhere: be nobody for a while."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def one_line(error: pytest.ExceptionInfo[StorageError]) -> str:
    shown = str(error.value)
    assert "\n" not in shown
    assert " Fix: " in shown
    assert error.value.__context__ is None or error.value.__suppress_context__
    return shown


def test_a_folder_that_may_not_be_written(tmp_path: Path, unprivileged: None) -> None:
    with pytest.raises(StorageError) as error:
        Store("sqlite:////usr/lib/nowhere/calls.db")
    assert "can't be opened: Permission denied" in one_line(error)


def test_a_file_where_a_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(StorageError, match="can't be opened: "):
        Store(Settings(data=tmp_path / "data"))


def test_a_read_only_database(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/calls.db"
    Store(url).close()
    database = Database(url)
    with database.reading() as connection:
        connection.execute(text("PRAGMA query_only = ON"))
    with pytest.raises(StorageError) as error, database.writing() as connection:
        connection.execute(text("DELETE FROM calls"))
    assert "can't be written to" in one_line(error)
    database.close()


def test_a_full_disk_loses_nothing_that_was_there(tmp_path: Path) -> None:
    with Store(f"sqlite:///{tmp_path}/calls.db") as store:
        journal = store.journal("x")
        journal.begin(HEADER)
        journal.put_turn(ASKED)
        with store._database.writing() as connection:
            pages = connection.execute(text("PRAGMA page_count")).scalar()
        with store._database.reading() as connection:
            connection.execute(text(f"PRAGMA max_page_count = {pages}"))
        with pytest.raises(StorageError) as error:
            journal.put_turn(turn(2, "word " * 10_000))
        assert "the disk is full" in one_line(error)
        assert store.call("x").turns == (ASKED,)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "calls.db").write_bytes(b"not a database at all " * 100)
    with pytest.raises(StorageError) as error:
        Store(f"sqlite:///{tmp_path}/calls.db")
    assert "is not a SQLite database" in one_line(error)


def test_a_damaged_database(tmp_path: Path) -> None:
    path = tmp_path / "calls.db"
    with Store(f"sqlite:///{path}") as store:
        store.journal("x").begin(HEADER)
    data = bytearray(path.read_bytes())
    data[100:] = b"\xff" * (len(data) - 100)
    path.write_bytes(data)
    with pytest.raises(StorageError) as error:
        Store(f"sqlite:///{path}")
    assert "is damaged" in one_line(error)


def test_a_locked_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pragmas = ("PRAGMA busy_timeout = 20", *opening.SQLITE_PRAGMAS[1:])
    monkeypatch.setattr(opening, "SQLITE_PRAGMAS", pragmas)
    with Store(f"sqlite:///{tmp_path}/calls.db") as store:
        other = sqlite3.connect(tmp_path / "calls.db")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError) as error:
            store.journal("x").begin(HEADER)
        assert store.calls() == ()
        other.close()
    assert "is busy" in one_line(error)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("", "can't be read"),
        ("calls.db", "can't be read"),
        (f"postgresql://me:{SECRET}@host:port/x", "can't be read"),
        (f"mysql://me:{SECRET}@host/x", "'mysql' is not a database this can use"),
        ("sqlite://", "in memory"),
        ("sqlite:///:memory:", "in memory"),
    ],
)
def test_a_url_that_can_not_be_used(url: str, says: str) -> None:
    with pytest.raises(StorageError, match=says) as error:
        Database(url)
    assert SECRET not in one_line(error)


def test_a_server_that_does_not_answer_is_told_without_the_password() -> None:
    with pytest.raises(StorageError) as error:
        Database(f"postgresql://me:{SECRET}@127.0.0.1:9/calls?application_name={SECRET}")
    shown = one_line(error)
    assert "postgresql://me:***@127.0.0.1:9/calls can't be reached: " in shown
    assert "refused" in shown
    assert SECRET not in shown


def test_a_missing_driver_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StorageError, match=r'pip install "rehearsal-simulator\[postgres\]"'):
        Database("postgresql://127.0.0.1:9/calls")


@pytest.mark.parametrize("server", [pytest.param(SERVER, marks=MARKS)])
def test_a_wrong_password_is_told_without_it(server: str) -> None:
    with pytest.raises(StorageError) as error:
        Database(f"postgresql://simulator:{SECRET}@{server.partition('@')[2]}")
    shown = one_line(error)
    assert "password authentication failed" in shown
    assert SECRET not in shown


def test_errors_of_the_database_hold_no_words_of_a_call(database_url: str) -> None:
    database = Database(database_url)
    words = {"id": "x", "header": SECRET}
    with pytest.raises(StorageError) as error, database.writing() as connection:
        connection.execute(text("INSERT INTO calls (id, header) VALUES (:id, :header)"), words)
    assert SECRET not in one_line(error)
    database.close()
