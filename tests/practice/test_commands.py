"""The commands that rehearse: talk and run."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.conversation.call_file import read_call

SCENARIO = "clock-shop-call"
CONTENT = Path(__file__).parent.parent / "authoring" / "data"
LINES = """\
Good morning, Mrs Marlow, my name is Jo Reed from Ledgerleaf.
I'm calling because you've been open for 30 years and I'd like to learn how you keep your books.
Goodbye.
"""


@pytest.fixture(autouse=True)
def _content(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SIMULATOR_PATH", str(CONTENT))
    monkeypatch.setenv("SIMULATOR_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SIMULATOR_MODEL", "none")
    monkeypatch.chdir(tmp_path)


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def play(script: Path, out: Path, *more: str) -> int:
    return main(["run", SCENARIO, "--script", str(script), "--out", str(out), *more])


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "lines.txt"
    path.write_text(LINES, encoding="utf-8")
    return path


def test_a_script_becomes_a_call_file(script: Path, tmp_path: Path) -> None:
    assert play(script, tmp_path / "call.json") == 0
    call = read_call(tmp_path / "call.json")
    assert [turn.said for turn in call.trainee_turns()] == LINES.splitlines()
    assert call.outcome is not None
    assert call.outcome.id == "no-time"


def test_the_same_script_and_seed_give_the_same_bytes(script: Path, tmp_path: Path) -> None:
    one, other, third = (tmp_path / name for name in ("1.json", "2.json", "3.json"))
    play(script, one, "--seed", "4")
    play(script, other, "--seed", "4")
    play(script, third, "--seed", "5")
    assert one.read_bytes() == other.read_bytes()
    assert one.read_bytes() != third.read_bytes()


def test_a_script_that_ends_first_hangs_up(script: Path, tmp_path: Path) -> None:
    script.write_text("Good morning.\n", encoding="utf-8")
    play(script, tmp_path / "call.json")
    call = read_call(tmp_path / "call.json")
    assert call.events[-1].kind == "left"
    assert call.ended


def test_a_folder_of_scripts_is_played_with_the_same_names(
    script: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "scripts"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(LINES, encoding="utf-8")
    assert play(folder, tmp_path / "calls", "--json") == 0
    assert sorted(path.name for path in (tmp_path / "calls").iterdir()) == ["a.json", "b.json"]
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["turns"] for one in told] == [3, 3]
    assert told[0]["outcome"]["id"] == "no-time"


def test_a_bad_script_is_one_line_and_exit_code_1(
    script: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script.write_text("\n", encoding="utf-8")
    assert play(script, tmp_path / "call.json") == 1
    assert "lines.txt:1:1: the script holds no line." in capsys.readouterr().err


def test_an_unknown_scenario_is_exit_code_2(
    script: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "call.json")
    assert main(["run", "clock-shop-cal", "--script", str(script), "--out", out]) == 2
    assert "clock-shop-call" in capsys.readouterr().err


def test_talk_shows_the_briefing_answers_and_keeps_the_call(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, LINES)
    assert main(["talk", SCENARIO]) == 0
    shown = capsys.readouterr().out
    assert "Your goal: Twenty minutes in her shop" in shown
    assert "Marlow Clocks, good morning." in shown
    assert "How it ended: no time" in shown
    assert "gossip" not in shown, "a decoy is not told"


def test_ctrl_d_hangs_up(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "Good morning.\n")
    assert main(["talk", SCENARIO]) == 0
    assert "How it ended: no time" in capsys.readouterr().out


def interrupted(lines: list[str]) -> Callable[[str], str]:
    """Someone who types the lines, then Ctrl-C."""
    left = iter(lines)

    def asked(prompt: str) -> str:
        for line in left:
            return line
        raise KeyboardInterrupt

    return asked


def test_a_call_that_was_left_can_be_gone_on_with(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("builtins.input", interrupted(["Good morning, Jo Reed from Ledgerleaf."]))
    assert main(["talk", SCENARIO]) == 130
    hint = capsys.readouterr().out.strip().splitlines()[-1]
    assert "simulator talk --resume" in hint
    monkeypatch.setattr("builtins.input", interrupted(["/stop"]))
    assert main(["talk", "--resume", hint.rsplit(" ", 1)[-1]]) == 0
    shown = capsys.readouterr().out
    assert "Good morning, Jo Reed from Ledgerleaf." in shown
    assert "How it ended: Stopped by you" in shown


def test_a_call_never_takes_the_place_of_its_script(
    script: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert play(script, script) == 2
    assert "would replace the script" in capsys.readouterr().err
    assert script.read_text(encoding="utf-8") == LINES


def test_two_scripts_of_one_name_are_refused_before_a_call_is_lost(
    script: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "scripts"
    folder.mkdir()
    for name in ("a.txt", "a.script"):
        (folder / name).write_text(LINES, encoding="utf-8")
    assert play(folder, tmp_path / "calls") == 2
    assert "would replace the call of a.script" in capsys.readouterr().err
    assert not (tmp_path / "calls").exists()


def test_a_bad_script_in_a_folder_leaves_the_others_their_turn(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "scripts"
    folder.mkdir()
    (folder / "bad.yaml").write_text("- [1]\n", encoding="utf-8")
    (folder / "good.txt").write_text(LINES, encoding="utf-8")
    assert play(folder, tmp_path / "calls") == 1
    assert "bad.yaml:1:3: this is neither a text nor an object." in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "calls").iterdir()] == ["good.json"]


def test_a_json_list_is_a_script(tmp_path: Path) -> None:
    (tmp_path / "lines.json").write_text('["Hello", {"text": "Goodbye."}]', encoding="utf-8")
    assert play(tmp_path / "lines.json", tmp_path / "call.json") == 0
    call = read_call(tmp_path / "call.json")
    assert [turn.said for turn in call.trainee_turns()] == ["Hello", "Goodbye."]


def test_a_device_is_written_to_and_not_replaced(script: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to("/dev/null")
    assert play(script, link) == 0
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("out", ["lines.txt/call.json", "a" * 300 + ".json"])
def test_a_place_where_no_call_can_go_is_one_line(
    script: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], out: str
) -> None:
    assert play(script, tmp_path / out) != 0
    told = capsys.readouterr().err
    assert "Fix: " in told
    assert told.count("\n") == 1
    assert "itself made a mistake" not in told


def test_a_mistyped_word_of_command_is_not_said_to_her(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "/help\n/bye\n")
    assert main(["talk", SCENARIO]) == 0
    shown = capsys.readouterr().out
    assert shown.count("/stop ends the exercise") == 2


def test_a_call_is_graded_by_its_id(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, LINES)
    main(["talk", SCENARIO])
    command = capsys.readouterr().out.splitlines()[-1].partition("simulator ")[2]
    assert main([*command.split(), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["format"] == "simulator.scorecard/1"


def test_every_turn_tells_what_was_heard(script: Path, tmp_path: Path) -> None:
    play(script, tmp_path / "call.json")
    turns = json.loads((tmp_path / "call.json").read_text(encoding="utf-8"))["turns"]
    assert turns
    assert all(turn["heard"] == turn["said"] for turn in turns)


def test_a_moment_is_tried_again_in_a_new_call(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "Buy now, or lose out.\nNo?\n/bye\n")
    main(["talk", SCENARIO])
    call = capsys.readouterr().out.rpartition("simulator grade ")[2].strip()
    typed(monkeypatch, f"{LINES.splitlines()[0]}\n/bye\n")
    assert main(["talk", "--branch", f"{call}:t2"]) == 0
    shown = capsys.readouterr().out
    assert "Buy now" not in shown
    branched = shown.rpartition("simulator grade ")[2].strip()
    assert main(["grade", branched]) == 0
    shown = capsys.readouterr().out
    assert shown.index("That moment, both times (t2)") < shown.index("First: “Buy now")
    for wrong in ("t2", f"{call}:t1", "nobody:t2"):
        assert main(["talk", "--branch", wrong]) in (1, 2)
    assert len(capsys.readouterr().err.splitlines()) == 3
