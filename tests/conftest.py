"""Every test runs offline, in folders of its own, without a language model unless it asks."""

import socket
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None)  # no test asserts a time
settings.load_profile("house")

LOOPBACK = ("127.", "::1", "localhost")


@pytest.fixture(autouse=True)
def _offline(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse connections that leave this machine."""
    if request.node.get_closest_marker("network") is not None:
        return
    real_connect = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and not str(address[0]).startswith(LOOPBACK):
            raise AssertionError(f"a test tried to reach {address[0]!r}; mark it `network`")
        real_connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture(autouse=True)
def _own_settings(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Keep the developer's data, settings and models out of the tests."""
    monkeypatch.setenv("SIMULATOR_DATA", str(tmp_path / "data"))
    for name in ("SIMULATOR_PATH", "SIMULATOR_REALISER", "SIMULATOR_OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    if request.node.get_closest_marker("postgres") is None:
        monkeypatch.delenv("SIMULATOR_DATABASE_URL", raising=False)
    if request.node.get_closest_marker("model") is None:
        monkeypatch.setenv("SIMULATOR_MODEL", "none")
        monkeypatch.setenv("OLLAMA_HOST", "http://127.0.0.1:9")  # the discard port: no one answers


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run in an empty folder: the checkout's ./scenarios and simulator.toml don't count."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
