"""Call files from elsewhere: read if they can be, refused in one line if not."""

import json
from pathlib import Path

import pytest

from simulator.errors import CallError
from simulator.grading.call_file import MAX_BYTES, parse_call, read_call

TURN = '{"speaker": "trainee", "said": "Hello."}'


def refused(text: str) -> str:
    with pytest.raises(CallError) as caught:
        parse_call(text, "call.json")
    line = str(caught.value)
    assert "\n" not in line
    assert line.startswith("call.json")
    assert ". Fix: " in line
    return line


def test_speaker_and_said_are_enough() -> None:
    call = parse_call(f'{{"turns": [{TURN}, {{"speaker": "other", "said": "Yes."}}]}}', "c")
    assert [turn.id for turn in call.turns] == ["turn-1", "turn-2"]
    assert call.scenario is None


def test_ids_that_are_given_stay_and_are_never_given_again() -> None:
    named = '{"id": "turn-1", "speaker": "trainee", "said": "Hello."}'
    call = parse_call(f'{{"turns": [{TURN}, {named}]}}', "c")
    assert [turn.id for turn in call.turns] == ["turn-1-", "turn-1"]


def test_what_is_not_known_may_be_null() -> None:
    turn = {"speaker": "trainee", "said": "Hello.", "words": None, "latency_ms": None, "id": None}
    call = parse_call(json.dumps({"turns": [turn], "events": None, "seed": None}), "c")
    assert call.turns[0].latency_ms == {}


def test_appraisals_in_the_file_are_left_out() -> None:
    turn = {"speaker": "trainee", "said": "Hello.", "appraisal": {"acts": "all of them"}}
    assert parse_call(json.dumps({"turns": [turn]}), "c").turns[0].appraisal is None


def test_broken_json_is_placed() -> None:
    assert refused('{"turns": [\n  {"speaker": }]}').startswith("call.json:2:15: not JSON")


@pytest.mark.parametrize("literal", ["NaN", "-Infinity", "1e999", "9" * 5000])
def test_numbers_that_are_none_are_placed(literal: str) -> None:
    line = refused(f'{{"id": "NaN, 1e999", "seed": 5,\n "n": {literal}}}')
    assert line.startswith("call.json:2:7: ")
    assert len(line) < 200


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"turns": [{"speaker": "trainee"}]}, "turns.0.said"),
        ({"turns": [{"speaker": "trainee", "said": 5}]}, "turns.0.said"),
        ({"turns": [{"speaker": "", "said": "x"}]}, "turns.0.speaker"),
        ({"turns": ["hello"]}, "turns.0"),
        ({"turns": 5}, "turns"),
        ({"turns": [], "mood": "good"}, "mood"),
        ({"format": "simulator.scorecard/1"}, "format"),
        ({"kind": "party", "turns": []}, "kind"),
        ({"turns": [{"speaker": "trainee", "said": "x", "start_s": 1e300}]}, "turns.0.start_s"),
        ({"turns": [{"speaker": "trainee", "said": "x", "end_s": -1}]}, "turns.0.end_s"),
        ({"turns": [{"speaker": "trainee", "said": "x" * 20_001}]}, "turns.0.said"),
    ],
)
def test_a_wrong_shape_is_named_by_its_field(data: object, field: str) -> None:
    assert f"call.json: {field}: " in refused(json.dumps(data))


def test_turn_ids_must_differ() -> None:
    turn = {"id": "a", "speaker": "trainee", "said": "Hello."}
    assert "'a' is there twice" in refused(json.dumps({"turns": [turn, turn]}))


@pytest.mark.parametrize("text", ["[]", "5", '"x"', "null"])
def test_a_call_is_an_object(text: str) -> None:
    assert "is a JSON object" in refused(text)


def test_without_a_trainee_there_is_nothing_to_grade() -> None:
    assert "no turn's speaker is trainee" in refused('{"turns": [{"speaker": "a", "said": "x"}]}')


def test_half_a_character_is_placed() -> None:
    line = refused('{"turns": [\n{"speaker": "trainee", "said": "x\\uD800"}]}')
    assert line.startswith("call.json:2:34: ")


def test_deep_nesting_is_refused() -> None:
    assert "nested too deeply" in refused('{"turns":' + "[" * 200_000)


def test_files_that_are_no_call_files(tmp_path: Path) -> None:
    wav, latin, large = tmp_path / "a.wav", tmp_path / "latin.json", tmp_path / "large.json"
    latin.write_bytes(b'{"turns": "\xe9"}')
    with large.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    said = {
        wav: "can't grade a recording",
        latin: "byte 12 is not UTF-8",
        large: "too large",
        tmp_path: "no such call file",
        tmp_path / "nothing.json": "no such call file",
    }
    for path, words in said.items():
        with pytest.raises(CallError, match=words):
            read_call(path)


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "call.json"
    path.write_text(f'{{"turns": [{TURN}]}}', encoding="utf-8-sig")
    assert read_call(path).turns[0].said == "Hello."
