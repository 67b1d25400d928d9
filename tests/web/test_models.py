"""The choice of who words the personas, as the pages show and change it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.llm.weights import Progress, Source, Tell
from simulator.settings import Settings
from simulator.vocabulary import Realiser
from simulator.web import models as room
from simulator.web.models import Models
from tests.support.ollama_server import OllamaServer, ollama_server, scripted


@pytest.fixture
def ollama(monkeypatch: pytest.MonkeyPatch) -> Iterator[OllamaServer]:
    with ollama_server(scripted(["Yes", "?"])) as running:
        monkeypatch.setenv("OLLAMA_HOST", running.host)
        yield running


def test_without_a_model_authored_lines_carry_it(settings: Settings) -> None:
    models = Models(settings.model_copy(update={"model": ""}))
    standing = models.standing(models.surveys())
    assert standing.line == "Authored lines (no language model found)."
    assert any("ollama" in fix.lower() for fix in standing.fixes)
    assert models.words() == (None, None)


def test_ollama_models_are_listed_and_can_be_chosen(
    settings: Settings, ollama: OllamaServer
) -> None:
    models = Models(settings.model_copy(update={"model": ""}))
    held = [found.id for survey in models.surveys() for found in survey.models]
    assert held
    models.choose(held[0], Realiser.IMPROVISE)
    words = models.words()
    assert words.wording is not None
    assert words.realiser is Realiser.IMPROVISE
    assert models.model == held[0]
    assert held[0].partition(":")[2] in models.standing(models.surveys()).line


def test_no_model_can_be_chosen(settings: Settings, ollama: OllamaServer) -> None:
    models = Models(settings.model_copy(update={"model": ""}))
    models.choose("none", None)
    assert models.words().wording is None
    assert "as chosen" in models.standing(models.surveys()).line


def test_weights_are_fetched_one_at_a_time(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    models = Models(settings)
    seen: list[str] = []

    def get(where: Settings, weights: object, found: tuple[Source, ...], tell: Tell) -> Path:
        tell(Progress("a test", 1, 2))
        seen.append(models.fetch_weights(lambda _: None))
        return where.data

    monkeypatch.setattr(room, "get", get)
    told: list[Progress] = []
    assert "is here" in models.fetch_weights(told.append)
    assert told == [Progress("a test", 1, 2)]
    assert seen == ["They are being fetched already."]
    assert not models.has_weights()
