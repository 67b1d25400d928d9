import json
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.conversation.transcript import from_json, to_json
from simulator.settings import load_settings
from simulator.storage.export import debrief
from simulator.storage.store import Store
from tests.storage.calls import WHOLE, scorecard, turn


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "call.json"
    path.write_text(to_json(WHOLE))
    return path


def printed(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    out, err = capsys.readouterr()
    return out, err


def test_a_call_goes_in_and_comes_out_equal(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(file)]) == 0
    assert printed(capsys) == (f"{file}: taken in as call-1\n", "")
    assert main(["export", "call-1", "--to", "json"]) == 0
    assert from_json(printed(capsys)[0]) == WHOLE


@pytest.mark.parametrize(
    ("to", "begins"), [("vtt", "WEBVTT\n"), ("html", "<!doctype html>"), ("md", "# Freight")]
)
def test_a_file_is_exported_without_a_database(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], to: str, begins: str
) -> None:
    out = tmp_path / "out"
    assert main(["export", str(file), "--to", to]) == 0
    shown = printed(capsys)[0]
    assert main(["export", str(file), "--to", to, "--out", str(out)]) == 0
    assert out.read_text() == shown
    assert shown.startswith(begins)
    assert not (tmp_path / "data").exists()


def test_the_grade_goes_along(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", str(file)])
    with Store(load_settings()) as store:
        store.put_scorecard(scorecard(value=0.61))
    capsys.readouterr()
    main(["export", "call-1", "--to", "md"])
    shown = printed(capsys)[0]
    assert "61 of 100. mean" in shown
    assert "Leave: 0.61 (0 to 1). asked" in shown


def test_what_is_not_scored_is_said_to_be() -> None:
    card = scorecard()
    unscored = card.scores[0].model_copy(update={"value": None, "unscored_reason": "too short"})
    bare = card.model_copy(
        update={
            "scores": (unscored,),
            "overall": card.overall.model_copy(update={"value": None, "how": "nothing was scored"}),
        }
    )
    lines = [line for section in debrief(bare) for line in section.lines]
    assert lines == ["Not scored. nothing was scored", "Leave: not scored. too short"]


def test_bringing_in_again_and_renaming_are_told(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.json"
    other.write_text(to_json(WHOLE.model_copy(update={"turns": (turn(1),)})))
    assert main(["import", "--json", str(file), str(file), str(other)]) == 0
    calls = json.loads(printed(capsys)[0])["calls"]
    assert [call["became"] for call in calls] == ["added", "known", "renamed"]
    assert [call["id"] for call in calls[:2]] == ["call-1", "call-1"]
    assert calls[2]["id"].startswith("import-")


def test_good_files_go_in_although_another_is_bad(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text("{")
    assert main(["import", str(bad), str(file)]) == 1
    out, err = printed(capsys)
    assert "taken in as call-1" in out
    assert err.startswith(f"{bad}:1:2: broken JSON")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["export", "nobody", "--to", "vtt"], 1, "there is no call 'nobody'"),
        (["export", "none.json", "--to", "vtt"], 1, "none.json: No such file"),
        (["export", "call-1", "--to", "xapi"], 2, "xAPI is not in this version"),
        (["import", "none.json"], 1, "none.json: No such file"),
    ],
)
def test_what_can_not_be_done_is_one_line(
    arguments: list[str], code: int, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == code
    out, err = printed(capsys)
    assert out == ""
    assert says in err
    assert err.count("\n") == 1


def test_a_place_that_can_not_be_written_is_told(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = file / "x.vtt"
    assert main(["export", str(file), "--to", "vtt", "--out", str(out)]) == 2
    assert "can't be written: File exists. Fix: name another --out" in printed(capsys)[1]


def test_an_export_never_takes_the_place_of_its_call(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = file.read_bytes()
    assert main(["export", str(file), "--to", "md", "--out", str(file)]) == 2
    assert "would replace the call" in printed(capsys)[1]
    assert file.read_bytes() == before


def test_folders_above_an_export_are_made(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "new" / "x.vtt"
    assert main(["export", str(file), "--to", "vtt", "--out", str(out)]) == 0
    assert [path.name for path in out.parent.iterdir()] == ["x.vtt"]
