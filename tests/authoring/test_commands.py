"""The commands about content: what they print, and their exit codes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.cli import main
from tests.authoring.desk import PERSONA, SCENARIO, changed
from tests.support.content import DATA, PERSONA_FILE, SCENARIO_FILE


@pytest.fixture
def own_content(monkeypatch: pytest.MonkeyPatch) -> Path:
    """Content of the working folder and nothing else."""
    monkeypatch.setattr("simulator.authoring.catalogue.shipped", lambda: Path("nowhere"))
    for sub, file in (("personas", PERSONA_FILE), ("scenarios", SCENARIO_FILE)):
        Path(sub).mkdir()
        (Path(sub) / file.name).write_text(file.read_text())
    return Path()


def test_list_as_json(own_content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "scenarios": [
            {
                "id": "clock-shop-call",
                "title": "A printed sheet for a clock shop",
                "channel": "phone",
                "difficulty": "easy",
                "personas": ["clock-shop-owner"],
                "path": str(Path("scenarios") / SCENARIO_FILE.name),
            }
        ],
        "personas": [
            {
                "id": "clock-shop-owner",
                "name": "Edda Marlow",
                "archetype": "sceptic",
                "path": str(Path("personas") / PERSONA_FILE.name),
            }
        ],
    }


def test_list_says_what_it_left_out(own_content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (own_content / "personas" / "bad.yaml").write_text("format: simulator.persona/1\na: 1\nb: 2")
    assert main(["list"]) == 0
    printed = capsys.readouterr()
    assert "clock-shop-owner" in printed.out
    assert "Edda Marlow" in printed.out
    assert printed.err.count("\n") == 1
    assert "bad.yaml:1:1" in printed.err


def test_list_of_nothing_says_where_to_put_content(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("simulator.authoring.catalogue.shipped", lambda: Path("nowhere"))
    assert main(["list"]) == 0
    assert "./personas" in capsys.readouterr().out


def test_check_without_a_path_checks_all_that_is_found(
    own_content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "2 files checked, nothing found.\n"
    scenario = own_content / "scenarios" / SCENARIO_FILE.name
    scenario.write_text(changed(SCENARIO, ("personas: [clock-shop-owner]", "personas: [nobody]")))
    assert main(["check"]) == 1
    first, last = capsys.readouterr().out.splitlines()
    assert first.startswith(f"{scenario}:8:12: there is no persona 'nobody'. Fix: ")
    assert last == "2 files checked: 1 finding in 1."


def test_check_as_json(own_content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = own_content / "personas" / PERSONA_FILE.name
    path.write_text(changed(PERSONA, ("warmth: 0.5", "warmth: 5")))
    assert main(["check", "--json", str(path)]) == 1
    assert json.loads(capsys.readouterr().out) == {
        "files": 1,
        "findings": [
            {
                "file": str(path),
                "line": 10,
                "column": 50,
                "message": "'warmth' must be a number from 0 to 1, not the number 5",
                "fix": "write a number from 0 to 1",
            }
        ],
    }


def test_check_of_files_and_folders(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(DATA), str(PERSONA_FILE)]) == 0
    assert capsys.readouterr().out == "2 files checked, nothing found.\n"
    assert main(["check", str(tmp_path / "none.yaml")]) == 1
    assert "none.yaml:1:1: can't be found" in capsys.readouterr().out
    (tmp_path / "empty").mkdir()
    assert main(["check", str(tmp_path / "empty")]) == 2


def test_check_of_one_file_uses_the_others_that_were_found(own_content: Path) -> None:
    assert main(["check", str(own_content / "scenarios" / SCENARIO_FILE.name)]) == 0
    assert main(["check", str(own_content / "personas")]) == 0


def test_schema_writes_the_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", str(tmp_path / "new" / "schemas")]) == 0
    printed = capsys.readouterr().out.split()
    assert all(json.loads(Path(path).read_text())["title"] for path in printed)
    (tmp_path / "file").write_text("")
    assert main(["schema", str(tmp_path / "file")]) == 2


def test_terminal_codes_in_a_file_do_not_reach_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31m.yaml"
    path.write_bytes(b'format: "simulator.persona/1"\n"\\e[31mkey": 1\nid: "\\e[2J"\n')
    done = subprocess.run(
        [sys.executable, "-c", "from simulator.cli import main; main()", "check", str(path)],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert b"is no key" in done.stdout
    assert b"\x1b" not in done.stdout
    assert b"Traceback" not in done.stderr
