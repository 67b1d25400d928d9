from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from simulator.storage.store import Store
from tests.support.postgres import MARKS, own_schema

BOTH = ["sqlite", pytest.param("postgresql", marks=MARKS)]


class Calendar:
    """A clock of dates that moves on by a minute each time it is read."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of either kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/calls.db"
        return
    with own_schema() as url:
        yield url


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    with Store(database_url, now=Calendar()) as opened:
        yield opened
