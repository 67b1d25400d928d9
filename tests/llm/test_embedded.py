"""The embedded engine with real weights of 135M: what it streams, refuses and lets go of."""

import asyncio
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from simulator.errors import ModelError, ModelUnavailable
from simulator.llm import engine
from simulator.llm.catalogue import weights_called
from simulator.llm.chooser import available, choose
from simulator.llm.weights import file_of
from simulator.llm.wording import Message, Wording
from simulator.settings import Settings
from tests.support.weights import tiny_model

ASKED = [Message("system", "You are Dana."), Message("user", "Hello, who is this?")]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    found = Settings(data=tmp_path, model="embedded:smollm2-135m", model_context=1024)
    target = file_of(found, weights_called("smollm2-135m"))
    target.parent.mkdir(parents=True)
    target.symlink_to(tiny_model())
    return found


def chosen(settings: Settings) -> Wording:
    wording = choose(settings)
    assert wording is not None
    return wording


def say(
    wording: Wording, messages: Sequence[Message] = ASKED, stop: Sequence[str] = ()
) -> list[str]:
    async def collect() -> list[str]:
        reply = wording.stream(messages, stop=stop, max_tokens=12, seed=5)
        return [chunk async for chunk in reply]

    return asyncio.run(collect())


@pytest.mark.model
def test_it_streams_and_repeats_itself_with_a_seed(settings: Settings) -> None:
    wording = chosen(settings)
    first = say(wording)
    assert len(first) > 1
    assert say(wording) == first


@pytest.mark.model
def test_it_stops_where_it_is_told(settings: Settings) -> None:
    wording = chosen(settings)
    whole = "".join(say(wording))
    mark = whole[5:8]
    assert "".join(say(wording, stop=[mark])) == whole.partition(mark)[0]


@pytest.mark.model
def test_it_goes_on_with_a_begun_answer(settings: Settings) -> None:
    begun = [Message("user", "Count from one."), Message("assistant", "one, two, three,")]
    assert not "".join(say(chosen(settings), begun)).startswith("one, two, three,")


@pytest.mark.model
def test_it_tells_how_probable_a_yes_is(settings: Settings) -> None:
    asked = [Message("user", "Is water wet? Answer yes or no.")]
    sure = asyncio.run(chosen(settings).probability_of_yes(asked))
    assert sure is not None
    assert 0.0 < sure < 1.0
    assert sure == asyncio.run(chosen(settings).probability_of_yes(asked))


@pytest.mark.model
def test_an_object_keeps_its_schema(settings: Settings) -> None:
    schema: Mapping[str, object] = {
        "type": "object",
        "properties": {"mood": {"enum": ["calm", "cross"]}},
        "required": ["mood"],
        "additionalProperties": False,
    }
    found = asyncio.run(chosen(settings).structured(ASKED, schema, seed=1))
    assert found["mood"] in ("calm", "cross")


@pytest.mark.model
def test_too_long_a_call_is_one_line(settings: Settings) -> None:
    with pytest.raises(ModelUnavailable, match="SIMULATOR_MODEL_CONTEXT"):
        say(chosen(settings), [Message("user", "word " * 3000)])


@pytest.mark.model
def test_closing_frees_the_engine_for_the_next(settings: Settings) -> None:
    wording = chosen(settings)

    async def play() -> str:
        story = wording.stream([Message("user", "Tell a long story.")], max_tokens=900)
        await anext(story)
        await story.aclose()
        return await anext(wording.stream(ASKED, max_tokens=4))

    assert asyncio.run(play())


@pytest.mark.model
def test_one_engine_is_shared(settings: Settings) -> None:
    say(chosen(settings))
    path = str(file_of(settings, weights_called("smollm2-135m")))
    assert engine.engine_for(path, 1024) is engine.engine_for(path, 1024)


@pytest.mark.model
def test_its_port_is_locked(settings: Settings) -> None:
    import httpx

    say(chosen(settings))
    path = str(file_of(settings, weights_called("smollm2-135m")))
    address = engine.engine_for(path, 1024).address
    assert address.startswith("http://127.0.0.1:")
    assert httpx.get(f"{address}/v1/models").status_code == 401


def test_broken_weights_are_one_line(tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp")
    bad = tmp_path / "bad.gguf"
    bad.write_bytes(b"GGUF nothing more")
    with pytest.raises(ModelUnavailable, match="can't be loaded"):
        engine.Engine(str(bad), 512)


def test_a_missing_runtime_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    with pytest.raises(ModelError, match=r"pip install 'rehearsal-simulator\[embedded\]'"):
        engine.Engine(str(tmp_path / "any.gguf"), 512)


def test_the_survey_says_what_is_missing(tmp_path: Path) -> None:
    survey = available(Settings(data=tmp_path))[1]
    assert not survey.ready
    assert survey.fix.startswith("run `")


def test_the_small_one_is_never_taken_by_itself(tmp_path: Path) -> None:
    found = Settings(data=tmp_path)
    target = file_of(found, weights_called("smollm2-135m"))
    target.parent.mkdir(parents=True)
    target.write_bytes(b"")
    assert choose(found) is None
