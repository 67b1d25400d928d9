"""``simulator grade``: files, folders, and what is said when a call can't be graded."""

import json
from pathlib import Path

import pytest

from simulator.cli import main

LINES = (
    ("persona", "Tolan. Who is this?"),
    ("trainee", "It's Sam Reed from Northgate. May I have half a minute?"),
    ("persona", "Go on then, I'm busy."),
    ("trainee", "How do you handle late returns at the depots?"),
    ("persona", "Badly. It goes wrong every month end."),
)


def call_file(path: Path, **more: object) -> Path:
    turns = [{"speaker": speaker, "said": said} for speaker, said in LINES]
    path.write_text(json.dumps({"kind": "cold_call", "turns": turns, **more}), encoding="utf-8")
    return path


def test_a_debrief_says_what_to_do_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["grade", str(call_file(tmp_path / "a.json"))]) == 0
    shown = capsys.readouterr().out
    assert shown.index("Work on next") < shown.index("What worked") < shown.index("Scores")
    assert "Total: " in shown


def test_json_and_out_give_the_same_scorecard(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call, out = call_file(tmp_path / "a.json"), tmp_path / "deep" / "card.json"
    assert main(["grade", str(call), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["format"] == "simulator.scorecard/1"
    assert main(["grade", str(call), "--out", str(out)]) == 0
    assert json.loads(out.read_text(encoding="utf-8")) == printed
    assert [file.name for file in out.parent.iterdir()] == ["card.json"]


def test_every_quote_is_the_trainees_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["grade", str(call_file(tmp_path / "a.json")), "--json"]) == 0
    card = json.loads(capsys.readouterr().out)
    said = {f"t{n}": said for n, (who, said) in enumerate(LINES, start=1) if who == "trainee"}
    quotes = [quote for score in card["scores"] for quote in score["evidence"]]
    assert quotes
    assert all(quote["quote"] in said[quote["turn"]] for quote in quotes)


def test_a_folder_grades_what_it_can(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, out = tmp_path / "calls", tmp_path / "cards"
    folder.mkdir()
    call_file(folder / "good.json")
    (folder / "broken.json").write_text('{"turns": [', encoding="utf-8")
    (folder / "shape.json").write_text('{"turns": [{"speaker": "trainee"}]}', encoding="utf-8")
    (folder / "sound.wav").write_bytes(b"RIFF")
    (folder / "notes.txt").write_text("not a call", encoding="utf-8")
    assert main(["grade", str(folder), "--out", str(out)]) == 1
    assert [file.name for file in out.iterdir()] == ["good.json"]
    errors = capsys.readouterr().err.splitlines()
    assert len(errors) == 4
    assert "broken.json:1:" in errors[0]
    assert "turns[0].said" in errors[1]
    assert "sound.wav: this is no WAV file" in errors[2]
    assert errors[3] == "Graded 1 of 4."


def test_a_folder_as_json_is_one_scorecard_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.json", "b.json"):
        call_file(tmp_path / name)
    assert main(["grade", str(tmp_path), "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["file"] for line in lines] == ["a.json", "b.json"]
    assert lines[0]["scorecard"] == lines[1]["scorecard"]


@pytest.mark.parametrize(
    ("options", "words", "code"),
    [
        (["--scenario", "nowhere"], "nowhere", 2),
        (["--rubric", "nothing.yaml"], "there is no rubric", 2),
        (["--model", "oracle"], "model", 2),
        (["--out", "CALL"], "would replace the call", 2),
    ],
)
def test_an_option_that_names_nothing_is_a_usage_error(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    words: str,
    code: int,
) -> None:
    call = str(call_file(tmp_path / "a.json"))
    named = [call if option == "CALL" else option for option in options]
    assert main(["grade", call, *named]) == code
    errors = capsys.readouterr().err
    assert words in errors
    assert len(errors.splitlines()) == 1


def test_a_rubric_of_a_kind_can_be_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = str(call_file(tmp_path / "a.json"))
    assert main(["grade", call, "--rubric", "service", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rubric"] == "service-call"


def test_a_call_of_an_unknown_scenario_and_kind_says_how_it_was_graded(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = call_file(tmp_path / "a.json", kind=None, scenario={"id": "from-elsewhere"})
    assert main(["grade", str(call), "--json"]) == 0
    how = json.loads(capsys.readouterr().out)["overall"]["how"]
    assert "from-elsewhere is not here" in how
    assert "graded as a cold call" in how


def test_words_of_a_call_cannot_command_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = tmp_path / "a.json"
    said = "How do you \u001b[2J\u202ehandle returns, and what goes wrong with them?"
    turns = [{"speaker": "persona", "said": "Yes?"}, {"speaker": "trainee", "said": said}] * 2
    call.write_text(json.dumps({"kind": "cold_call", "turns": turns}), encoding="utf-8")
    assert main(["grade", str(call)]) == 0
    shown = capsys.readouterr().out
    assert "handle returns" in shown
    assert not {"\u001b", "\u202e"} & set(shown)


def test_half_a_character_does_no_harm(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = tmp_path / "a.json"
    turns = [{"speaker": "trainee", "said": f"How do you do that \ud83d {n}?"} for n in range(3)]
    call.write_text(json.dumps({"kind": "cold_call", "turns": turns}), encoding="utf-8")
    for options in ([], ["--json"], ["--out", str(tmp_path / "card.json")]):
        assert main(["grade", str(call), *options]) == 0
        assert "Traceback" not in capsys.readouterr().err
