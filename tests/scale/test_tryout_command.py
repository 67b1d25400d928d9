"""`simulator tryout` prints a table, JSON and a plot, and refuses what it can't do in one line."""

import json
from pathlib import Path

import pytest

from simulator.cli import main

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
PERSONAS = Path(__file__).resolve().parents[2] / "personas"
CALL = "exec-ninety-seconds"


@pytest.fixture(autouse=True)
def _shipped_content(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIMULATOR_PATH", f"{SCENARIOS}:{PERSONAS}")


def test_a_table_has_a_line_for_each_kind(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tryout", CALL, "-n", "2", "--trainees", "skilled,hostile"]) == 0
    out = capsys.readouterr().out
    assert "2 calls a kind, seed 1" in out
    assert [line.split()[0] for line in out.splitlines()[3:5]] == ["skilled", "hostile"]
    assert "95 % intervals" in out


def test_json_is_the_same_for_the_same_seed(capsys: pytest.CaptureFixture[str]) -> None:
    found = []
    for _ in range(2):
        assert main(["tryout", CALL, "-n", "2", "--trainees", "average", "--json"]) == 0
        found.append(json.loads(capsys.readouterr().out))
    assert found[0] == found[1]
    assert found[0]["trainees"][0]["calls"] == 2
    assert found[0]["skill_pays"] is None


def test_a_plot_stands_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plot = tmp_path / "plot.html"
    assert main(["tryout", CALL, "-n", "2", "--trainees", "silent", "--plot", str(plot)]) == 0
    page = plot.read_text(encoding="utf-8")
    assert "Ninety seconds in the yard" in page
    assert '<script src="http' not in page


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([CALL, "--trainees", "skiled"], "did you mean 'skilled'?"),
        ([CALL, "-n", "0"], "give 1 or more"),
        (["exec-ninety"], "exec-ninety"),
        ([CALL, "--plot", "nowhere/at/all.html"], "name a file in a folder"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["tryout", *arguments]) == 2
    error = capsys.readouterr().err
    assert says in error
    assert len(error.splitlines()) == 1
