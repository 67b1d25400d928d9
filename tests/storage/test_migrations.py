import sqlite3
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from simulator.errors import StorageError
from simulator.storage import database as opening
from simulator.storage import migrate
from simulator.storage.database import Database
from simulator.storage.store import Store
from simulator.storage.tables import Stored
from tests.storage.calls import WHOLE, scorecard


def migrate_to(url: str, revision: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave a database as an earlier version made it."""
    with monkeypatch.context() as patch:
        patch.setattr(opening, "bring_up_to_date", lambda database: None)
        database = Database(url)
    with database.writing() as connection:
        migrate.upgrade(connection, revision)
    database.close()


def revision_of(database: Database) -> str | None:
    with database.reading() as connection:
        return migrate.revision(connection)


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, Stored.metadata))


def test_head_is_the_newest_migration_and_they_are_in_one_line() -> None:
    folder = Path(migrate.__file__).parent / "migrations"
    scripts = ScriptDirectory(str(folder))
    assert scripts.get_heads() == [migrate.HEAD]
    assert [script.revision for script in scripts.walk_revisions()] == ["0003", "0002", "0001"]


def test_an_empty_database_is_brought_to_the_head(database_url: str) -> None:
    database = Database(database_url)
    assert revision_of(database) == migrate.HEAD
    database.close()


def test_models_and_migrations_agree(database_url: str) -> None:
    database = Database(database_url)
    with database.reading() as connection:
        assert differences(connection) == []
    database.close()


def test_the_first_revision_is_brought_to_the_head_with_what_it_holds(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate_to(database_url, "0001", monkeypatch)
    with monkeypatch.context() as patch:
        patch.setattr(opening, "bring_up_to_date", lambda database: None)
        with Store(database_url) as old:
            old.import_call(WHOLE)
    with Store(database_url) as store:
        assert store.call("call-1") == WHOLE
        store.put_scorecard(scorecard())
        assert store.scorecard("call-1") == scorecard()


def test_a_current_database_opens_without_alembic(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Database(database_url).close()
    monkeypatch.setitem(sys.modules, "alembic", None)
    Database(database_url).close()


def test_a_database_newer_than_the_code_is_left_alone(database_url: str) -> None:
    database = Database(database_url)
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageError, match=r"made by a newer version \(revision 9999\)"):
        Database(database_url)
    assert revision_of(database) == "9999"
    database.close()


def test_a_migration_that_fails_leaves_nothing_behind(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(connection: Connection, to: str) -> None:
        migrate_really(connection, "0001")
        raise RuntimeError("the power went")

    migrate_really = migrate.upgrade
    monkeypatch.setattr(migrate, "upgrade", breaks)
    with pytest.raises(RuntimeError):
        Database(database_url)
    monkeypatch.undo()
    database = Database(database_url)
    assert revision_of(database) == migrate.HEAD
    database.close()


def test_a_database_of_someone_else_is_refused_in_one_line(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "calls.db") as connection:
        connection.execute("CREATE TABLE calls (number TEXT)")
    connection.close()
    with pytest.raises(StorageError, match="refused: table calls already exists"):
        Database(f"sqlite:///{tmp_path}/calls.db")
