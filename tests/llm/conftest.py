"""Fixtures of the llm room: a fake Ollama, and settings that don't wait long for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.settings import Settings
from tests.support.ollama_server import OllamaServer, ollama_server, scripted


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        data=tmp_path / "data", model="ollama:tiny", model_first_s=0.5, model_stall_s=0.25
    )


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[OllamaServer]:
    with ollama_server(scripted(["Who", " is", " this?"])) as running:
        monkeypatch.setenv("OLLAMA_HOST", running.host)
        yield running
