import json
import sqlite3
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.commands.checkup import check_up, works
from simulator.commands.finding import Finding, State
from simulator.settings import Settings
from tests.support.content import DATA
from tests.support.ollama_server import ollama_server


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", path=str(DATA), model="none")


def by_id(settings: Settings) -> dict[str, Finding]:
    return {finding.id: finding for finding in check_up(settings)}


def test_a_fresh_machine_works_by_text(settings: Settings) -> None:
    found = check_up(settings)
    assert works(found)
    assert all(finding.fix for finding in found if finding.state is not State.OK)


def test_it_changes_nothing(settings: Settings) -> None:
    check_up(settings)
    assert not settings.data.exists()


def test_every_line_is_one_line(settings: Settings) -> None:
    for finding in check_up(settings):
        assert "\n" not in finding.says + finding.fix


def test_models_and_the_one_in_use(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    with ollama_server() as server:
        monkeypatch.setenv("OLLAMA_HOST", server.host)
        found = by_id(settings.model_copy(update={"model": ""}))
    assert "tiny:latest" in found["ollama"].says
    assert "realiser bridge" in found["model"].says
    assert "simulator model audition ollama:tiny:latest" in found["model"].says


def test_a_named_model_that_is_gone(settings: Settings) -> None:
    found = by_id(settings.model_copy(update={"model": "ollama:gone"}))
    assert found["model"].state is State.MISSING
    assert "simulator model list" in found["model"].fix


@pytest.mark.parametrize("model", ["nonsense", "openai:any"])
def test_a_model_that_no_rehearsal_would_take_breaks_the_road(
    settings: Settings, model: str
) -> None:
    found = by_id(settings.model_copy(update={"model": model}))
    assert found["model"].state is State.BROKEN
    assert found["model"].fix


def test_data_in_the_place_of_a_file_breaks_the_road(settings: Settings) -> None:
    settings.data.write_text("a file", encoding="utf-8")
    assert by_id(settings)["database"].state is State.BROKEN


def test_a_broken_database_breaks_the_road(settings: Settings) -> None:
    settings.data.mkdir()
    (settings.data / "simulator.db").write_bytes(b"no database at all, but long enough" * 50)
    found = by_id(settings)
    assert found["database"].state is State.BROKEN
    assert not works(list(found.values()))


def test_an_empty_database_is_brought_up_to_date_later(settings: Settings) -> None:
    settings.data.mkdir()
    sqlite3.connect(settings.data / "simulator.db").close()
    (settings.data / "simulator.db").touch()
    assert "brought up to date" in by_id(settings)["database"].says


def test_a_database_that_is_down_shows_no_password(settings: Settings) -> None:
    url = "postgresql://me:secret@127.0.0.1:9/calls"
    database = by_id(settings.model_copy(update={"database_url": url}))["database"]
    assert database.state is State.BROKEN
    assert "secret" not in database.says + database.fix


def test_the_report_as_data_and_its_exit_code(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIMULATOR_PATH", str(DATA))
    assert main(["doctor", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["text_road"] is True
    assert {"python", "content", "ollama", "embedded", "database", "disk"} <= {
        finding["id"] for finding in found["findings"]
    }


def test_the_report_for_people(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIMULATOR_DATABASE_URL", "mysql://x")
    assert main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert "broken   Database" in said
    assert "doesn't work yet" in said


def test_voice_says_what_is_missing_and_the_line_that_mends_it(settings: Settings) -> None:
    found = by_id(settings)
    for name, weights in (("ear", "tiny.en"), ("detector", "silero")):
        assert found[f"voice-{name}"].state is State.MISSING
        assert f"`simulator voice get {weights}`" in found[f"voice-{name}"].fix


def test_a_recogniser_that_is_not_there_is_told(settings: Settings) -> None:
    found = by_id(settings.model_copy(update={"ear": "no-such-ear"}))["voice-ear"]
    assert found.state is State.MISSING
    assert "SIMULATOR_EAR" in found.fix


def test_a_folder_of_one_s_own_is_an_ear(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"weights")
    found = by_id(settings.model_copy(update={"ear": str(tmp_path)}))["voice-ear"]
    assert found.state is State.OK
