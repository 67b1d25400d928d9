"""``simulator agreement``: from an empty table to figures, and what is said of a wrong one."""

import csv
import json
from pathlib import Path

import pytest

from simulator.cli import main
from tests.grading.test_grade_command import call_file

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    folder = tmp_path / "calls"
    folder.mkdir()
    for number in range(6):
        path = call_file(folder / f"{number}.json")
        call = json.loads(path.read_text(encoding="utf-8"))
        call["turns"] = call["turns"][: 2 + number]
        call["turns"][1]["said"] += " Please." * number
        path.write_text(json.dumps(call), encoding="utf-8")
    return folder


@pytest.fixture
def table(calls: Path, tmp_path: Path, capsys: Capture) -> Path:
    path = tmp_path / "ratings.csv"
    assert main(["agreement", "--template", str(calls), "--out", str(path)]) == 0
    capsys.readouterr()
    return path


def rows(table: Path) -> list[dict[str, str]]:
    with table.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def fill(table: Path, filled: list[dict[str, str]]) -> None:
    with table.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, filled[0].keys())
        writer.writeheader()
        writer.writerows(filled)


def as_the_machine(table: Path, capsys: Capture) -> list[dict[str, str]]:
    """The table, filled in with what the machine itself gives."""
    found = rows(table)
    for row in found:
        main(["grade", row["call"], "--json"])
        scores = json.loads(capsys.readouterr().out)["scores"]
        value = next(score["value"] for score in scores if score["id"] == row["score"])
        row["value"] = "" if value is None else str(value)
    return found


def test_the_template_asks_without_telling_the_machines_values(table: Path) -> None:
    found = rows(table)
    assert {row["call"].rpartition("/")[2] for row in found} == {f"{n}.json" for n in range(6)}
    assert all(row["question"] and row["value"] == "" for row in found)
    assert "outcome" not in {row["score"] for row in found}


def test_whoever_rates_like_the_machine_agrees_with_it(table: Path, capsys: Capture) -> None:
    fill(table, as_the_machine(table, capsys))
    assert main(["agreement", "--ratings", str(table), "--json"]) == 0
    whole, *questions = json.loads(capsys.readouterr().out)["questions"]
    assert whole["machine"]["alpha"]["value"] == pytest.approx(1.0)
    assert whole["machine"]["calls"] == 6
    assert whole["length"]["n"] > 0
    assert whole["people"] is None
    assert questions
    assert main(["agreement", "--ratings", str(table)]) == 0
    assert "all of them" in capsys.readouterr().out


def test_two_raters_show_the_ceiling(table: Path, capsys: Capture) -> None:
    found = as_the_machine(table, capsys)
    both = [{**row, "rater": rater} for row in found for rater in ("Lee", "Poe")]
    fill(table, both)
    main(["agreement", "--ratings", str(table), "--json"])
    whole = json.loads(capsys.readouterr().out)["questions"][0]
    assert whole["people"]["alpha"]["value"] == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("value", "lots", "no number"),
        ("value", "7", "not on the scale"),
        ("score", "warmth", "no score 'warmth'"),
        ("call", "gone.json", "no such call file"),
    ],
)
def test_a_wrong_cell_is_one_line_with_its_place(
    table: Path, capsys: Capture, column: str, cell: str, said: str
) -> None:
    found = rows(table)
    found[0].update({"value": "1", column: cell})
    fill(table, found)
    assert main(["agreement", "--ratings", str(table)]) == 1
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert column == "call" or f"{table}:2" in error


def test_an_empty_table_or_gold_set_says_what_to_do(
    table: Path, tmp_path: Path, capsys: Capture
) -> None:
    assert main(["agreement", "--ratings", str(table)]) == 1
    assert "no row has a value" in capsys.readouterr().err
    assert main(["agreement", "--gold", "stored"]) == 1
    assert "simulator disputes" in capsys.readouterr().err
    other = tmp_path / "gold.jsonl"
    other.write_text("{}\n")
    assert main(["agreement", "--gold", str(other)]) == 1
    assert f"{other}:1" in capsys.readouterr().err
    assert main(["agreement", "--template", str(tmp_path / "calls")]) == 2


def test_a_cell_that_a_spreadsheet_would_run_is_kept_from_running(
    calls: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(calls)
    call_file(calls / "=cmd.json")
    out = tmp_path / "table.csv"
    main(["agreement", "--template", "=cmd.json", "--out", str(out)])
    found = rows(out)
    assert {row["call"] for row in found} == {"'=cmd.json"}
    found[-1]["value"] = "1"
    fill(out, found)
    assert main(["agreement", "--ratings", str(out)]) == 0
