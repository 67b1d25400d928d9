import json
import os
from pathlib import Path

import pytest
from hypothesis import given

from simulator.conversation.call import Call, Turn
from simulator.conversation.transcript import from_json, read_call, to_json
from simulator.errors import CallError
from tests.conversation.strategies import calls


@given(calls)
def test_what_is_written_is_read_back_equal(call: Call) -> None:
    text = to_json(call)
    assert from_json(text) == call
    assert from_json(text.encode()) == call
    assert to_json(from_json(text)) == text


def test_a_call_from_elsewhere_needs_no_more_than_speakers_and_words() -> None:
    call = from_json(
        '{"turns": [{"speaker": "trainee", "said": "Hello?"},'
        ' {"id": "t2b", "speaker": "x", "said": "Yes"}, {"speaker": "trainee", "said": "Good."}]}'
    )
    assert [turn.id for turn in call.turns] == ["t1", "t2b", "t3"]
    assert call.turns[0].text == "Hello?"


def test_ids_that_are_given_out_do_not_collide() -> None:
    call = from_json(
        '{"turns": [{"speaker": "a", "said": ""}, {"speaker": "a", "said": "", "id": "t1"}]}'
    )
    assert [turn.id for turn in call.turns] == ["t1b", "t1"]


def test_null_counts_as_left_out() -> None:
    call = from_json(
        '{"id": null, "events": null, "turns": [{"id": "a", "speaker": "x", "said": "y",'
        ' "words": null, "guard": null, "latency_ms": {"stt": null, "total": 3}}]}'
    )
    assert call == Call(turns=(Turn(id="a", speaker="x", said="y", latency_ms={"total": 3.0}),))


def test_a_byte_order_mark_is_no_harm() -> None:
    assert from_json(b'\xef\xbb\xbf{"turns": []}') == Call()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "c.json:1:1: broken JSON"),
        ('{\n "turns": [,]}', "c.json:2:12: broken JSON"),
        ('{"id": "a"', "c.json:1:11: broken JSON"),
        (b'{\n\xff', "c.json:2:1: not UTF-8"),
        ("[]", "c.json: a call file holds one object"),
        ("3", "c.json: a call file holds one object"),
        ('{"seed": NaN}', "NaN is not a number that JSON knows"),
        ('{"seed": -Infinity}', "-Infinity is not a number"),
        ('{"turns": [{"start_s": 1e999}]}', "the number 1e999 is too large"),
        ('{"seed": %s}' % ("9" * 5000), "c.json: "),
        ("[" * 100_000, "nested deeper"),
        ('{"a":' * 30 + "1" + "}" * 30, "nested deeper than 20 levels"),
        ('{"id": "a", "id": "b"}', "the key 'id' is there twice"),
        ('{"format": "simulator.call/2"}', "simulator.call/2, which is newer than this version"),
        ('{"format": "simulator.scorecard/1"}', "is not the format of a call"),
        ('{"format": {"a": 1}}', "is not the format of a call"),
        ('{"trunks": []}', "c.json: trunks: is not a field of a call. Fix: remove it"),
        ('{"turns": [{"speaker": "x"}]}', "c.json: turns[0].said: is missing. Fix: add it"),
        ('{"turns": [{"said": 3}]}', "c.json: turns[0].speaker: is missing (and 1 more)"),
        ('{"turns": [3]}', "c.json: turns[0]: should be an object"),
        ('{"turns": {}}', "c.json: turns: should be a list"),
        ('{"turns": [{"id": 1, "speaker": "x", "said": "y"}]}', "turns[0].id: should be text"),
        ('{"channel": "pigeon"}', "c.json: channel: should be 'phone', 'video', 'chat' or 'email'"),
        ('{"events": [{"kind": "ring"}]}', "events[0].at_s: is missing"),
        (
            '{"turns": [{"id": "a", "speaker": "x", "said": ""},'
            ' {"id": "a", "speaker": "x", "said": ""}]}',
            "turns[1].id: 'a' is there already",
        ),
        ('{"turns": [{"id": "a\\nb", "speaker": "x", "said": ""}]}', "not one plain line"),
        ('{"turns": [{"id": "", "speaker": "x", "said": ""}]}', "turns[0].id: ''"),
        ('{"\\u001b[31m\\n\\u202e": 1}', "is not a field of a call"),
    ],
)  # fmt: skip
def test_what_is_no_call_is_told_in_one_line(text: str | bytes, says: str) -> None:
    with pytest.raises(CallError) as error:
        from_json(text, "c.json")
    shown = str(error.value)
    assert says in shown
    assert " Fix: " in shown
    assert shown.isprintable()
    assert len(shown) < 500


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "c.json"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(CallError, match="larger than 20 MB"):
        read_call(path)


def test_a_file_is_read_and_a_missing_one_told(tmp_path: Path) -> None:
    (tmp_path / "c.json").write_text(to_json(Call(id="x")))
    assert read_call(tmp_path / "c.json") == Call(id="x")
    with pytest.raises(CallError, match=r"none.json: No such file"):
        read_call(tmp_path / "none.json")
    with pytest.raises(CallError, match="is a folder"):
        read_call(tmp_path)


def test_a_number_that_is_not_finite_is_never_written() -> None:
    with pytest.raises(CallError, match="isn't finite"):
        to_json(Call(turns=(Turn(id="a", speaker="x", said="", start_s=float("inf")),)))


def test_everything_of_a_turn_is_written_even_what_is_not_known() -> None:
    written = json.loads(to_json(Call(turns=(Turn(id="a", speaker="x", said="y"),))))
    assert written["format"] == "simulator.call/1"
    assert set(written["turns"][0]) == set(Turn.model_fields)


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "call.json")
    with pytest.raises(CallError, match="a folder, a device or a pipe"):
        read_call(tmp_path / "call.json")
