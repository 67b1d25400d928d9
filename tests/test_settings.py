"""Settings: what is set wrongly is one line, what is set to nothing counts as unset."""

from pathlib import Path

import pytest

from simulator.errors import UsageError
from simulator.settings import DEFAULT_PORT, load_settings


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA", "HOST", "PORT", "MODEL", "REALISER", "MODEL_FIRST_S"):
        monkeypatch.setenv(f"SIMULATOR_{name}", "")
    settings = load_settings()
    assert settings.data.is_absolute()
    assert (settings.host, settings.port) == ("127.0.0.1", DEFAULT_PORT)
    assert (settings.model, settings.realiser) == ("", None)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"),
        ("PORT", "seven"),
        ("REALISER", "poet"),
        ("MODEL_FIRST_S", "-1"),
        ("MODEL_STALL_S", "soon"),
        ("MODEL_CONTEXT", "12"),
    ],
)
def test_a_wrong_variable_is_one_line_with_its_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"SIMULATOR_{name}", value)
    with pytest.raises(UsageError, match=f"correct SIMULATOR_{name} ") as error:
        load_settings()
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("text", ["port = ", "colour = 1", "port = 'x'", "[serve]\nport = 1"])
def test_a_wrong_file_is_one_line(text: str) -> None:
    Path("simulator.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"simulator\.toml"):
        load_settings()


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("simulator.toml").write_text("port = 8001\nhost = '127.0.0.2'\n", encoding="utf-8")
    monkeypatch.setenv("SIMULATOR_PORT", "8002")
    settings = load_settings()
    assert (settings.host, settings.port) == ("127.0.0.2", 8002)
