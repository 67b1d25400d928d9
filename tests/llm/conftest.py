"""Fixtures of the llm room: a fake Ollama, patient settings and hasty ones."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.settings import Settings
from tests.support.ollama_server import OllamaServer, ollama_server, scripted


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    # Patient: a busy machine must not make a working model look stalled.
    return Settings(data=tmp_path / "data", model="ollama:tiny", model_first_s=60, model_stall_s=60)


@pytest.fixture
def hasty(settings: Settings) -> Settings:
    """For models that stall anyway."""
    return settings.model_copy(update={"model_first_s": 0.5, "model_stall_s": 0.25})


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[OllamaServer]:
    with ollama_server(scripted(["Who", " is", " this?"])) as running:
        monkeypatch.setenv("OLLAMA_HOST", running.host)
        yield running
