"""Fixtures of the web room: a house over a folder of its own, with the smallest content."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.authoring.catalogue import Catalogue
from simulator.settings import Settings
from simulator.storage.store import Store
from simulator.web.house import House, open_house
from simulator.web.sessions import Sessions, Words
from tests.support.content import DATA


class NoModel:
    """Authored lines, without looking for a model."""

    def words(self) -> Words:
        return Words(None, None)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", path=str(DATA), model="none")


@pytest.fixture
def house(settings: Settings) -> Iterator[House]:
    opened = open_house(settings)
    yield opened
    opened.store.close()


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with Store(settings) as opened:
        yield opened


@pytest.fixture
def sessions(store: Store) -> Sessions:
    return Sessions(store, Catalogue.find([DATA]), NoModel())
