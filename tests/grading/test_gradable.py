"""Call files from elsewhere: graded if they can be, refused in one line if not."""

import json
from pathlib import Path

import pytest

from simulator.errors import CallError
from simulator.grading.gradable import MAX_TURNS, read_gradable

HELLO = {"speaker": "trainee", "said": "Hello."}


def written(folder: Path, data: object) -> Path:
    path = folder / "call.json"
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return path


def test_speaker_and_said_are_enough(tmp_path: Path) -> None:
    path = written(tmp_path, {"turns": [HELLO, {"speaker": "other", "said": "Yes."}]})
    assert len({turn.id for turn in read_gradable(path).turns}) == 2


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ('{"turns": [\n  {"speaker": }]}', "call.json:2:15: "),
        ('{"turns": [], "seed": NaN}', "NaN"),
        ('{"turns": [{"speaker": "trainee", "said": "x", "start_s": 1e999}]}', "too large"),
        ({"turns": [{**HELLO, "start_s": 1e300}]}, "turns[0].start_s: 1e+300 is no time"),
        ({"turns": [HELLO, {**HELLO, "end_s": -1}]}, "turns[1].end_s: -1 is no time"),
        ({"turns": [{**HELLO, "said": "x" * 20_001}]}, "turns[0].said: longer than"),
        ({"turns": [{**HELLO, "id": "a"}, {**HELLO, "id": "a"}]}, "turns[1].id"),
        ({"turns": [{"speaker": "trainee"}]}, "turns[0].said"),
        ({"turns": [{"speaker": "trainee", "said": 5}]}, "turns[0].said"),
        ({"turns": [HELLO], "mood": "good"}, "mood"),
        ({"turns": [HELLO] * (MAX_TURNS + 1)}, "turns: more than"),
        ({"turns": [{"speaker": "a", "said": "x"}]}, "no turn's speaker is trainee"),
        ({"turns": []}, "no turn's speaker is trainee"),
        ({"format": "simulator.scorecard/1", "turns": [HELLO]}, "format"),
        ('{"turns": ' + "[" * 100_000, "nested"),
        ('{"seed": ' + "9" * 5000 + "}", "call.json"),
        ("[]", "call.json"),
        ("", "call.json"),
    ],
)
def test_a_bad_file_is_one_line_with_its_place(tmp_path: Path, data: object, words: str) -> None:
    with pytest.raises(CallError) as caught:
        read_gradable(written(tmp_path, data))
    line = str(caught.value)
    assert words in line
    assert "call.json" in line
    assert "\n" not in line
    assert ". Fix: " in line
    assert len(line) < 500


def test_files_that_are_no_call_files(tmp_path: Path) -> None:
    latin = tmp_path / "latin.json"
    latin.write_bytes(b'{"turns": "\xe9"}')
    said = {
        tmp_path / "call.wav": "this is a recording",
        tmp_path: "no such call file",
        tmp_path / "nothing.json": "no such call file",
        latin: "not UTF-8",
    }
    for path, words in said.items():
        with pytest.raises(CallError, match=words):
            read_gradable(path)
