"""``simulator appraise --jsonl``: one answer a line, bad lines named, the rest still read."""

import io
import json

import pytest

from simulator.cli import main
from simulator.commands.appraise_command import LONGEST, appraise_stream
from simulator.understanding.reader import Reader

READER = Reader(None, {})


def answers(source: bytes) -> tuple[int, list[dict[str, object]]]:
    out: list[str] = []
    code = appraise_stream(io.BytesIO(source), out.append, READER)
    return code, [json.loads(line) for line in out]


def test_each_line_gets_levels_probabilities_and_acts() -> None:
    code, (answer,) = answers(b'{"context": "Yes?", "text": "Is this a bad moment?"}\n')
    assert code == 0
    assert answer["line"] == 1
    for name in ("emotional_reactions", "interpretations", "explorations"):
        assert answer[name] in {0, 1, 2}
        assert 0 <= float(str(answer[f"{name}_probability"])) <= 1
    acts = answer["acts"]
    assert isinstance(acts, list)
    assert acts[0]["act"] == "ask_permission"
    assert 0 <= acts[0]["probability"] <= 1


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (b"oops", "not JSON"),
        (b"[1, 2]", "not a JSON object"),
        (b'{"context": "hm"}', "text"),
        (b'{"text": 3}', "text"),
        (b'{"text": "hi", "context": 5}', "context"),
        (b'{"text": "\xff"}', "UTF-8"),
        (b"[" * 100_000, "not JSON"),
        (b'{"text": "' + b"a" * LONGEST + b'"}', "longer"),
        (b'{"text": ' + b"9" * 5000 + b"}", "not JSON"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(bad: bytes, says: str) -> None:
    code, (first, second) = answers(bad + b'\n{"text": "Good morning"}\n')
    assert code == 1
    assert says in str(first["error"])
    assert first["line"] == 1
    assert first["fix"]
    assert second["line"] == 2
    assert second["acts"]


def test_blank_lines_count_and_are_skipped() -> None:
    code, (answer,) = answers(b'\n\n{"text": "Good morning"}')
    assert (code, answer["line"]) == (0, 3)


def test_context_may_be_all_her_turns() -> None:
    row = {
        "context": ["My husband Tom died.", "The letters keep coming."],
        "text": "Tom's letters.",
    }
    _, (answer,) = answers(json.dumps(row).encode())
    assert "name_loss" in json.dumps(answer["acts"])


def test_odd_characters_come_back_as_they_were() -> None:
    text = "\ud800 hello 👋 «bonjour»"
    _, (answer,) = answers(json.dumps({"text": text}).encode())
    acts = answer["acts"]
    assert isinstance(acts, list)
    assert all(hit["quote"] in text for hit in acts)


def test_the_mode_must_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["appraise"]) == 2
    assert "--jsonl" in capsys.readouterr().err
