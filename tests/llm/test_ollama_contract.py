"""What we ask of any Ollama: a server of our own over real weights, and yours if there is one.

Set ``OLLAMA_HOST`` to run these against a real server too; it needs a chat model.
"""

import asyncio
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from simulator.errors import ModelMissing
from simulator.llm.chooser import available, choose
from simulator.llm.wording import Message, Wording
from simulator.settings import Settings
from tests.support.ollama_server import ollama_server, weights
from tests.support.weights import tiny_model

pytestmark = [pytest.mark.model, pytest.mark.network]

ASKED = [Message("system", "You are Dana. You answer in one sentence."), Message("user", "Hello?")]
SCHEMA: Mapping[str, object] = {
    "type": "object",
    "properties": {"mood": {"enum": ["calm", "cross"]}},
    "required": ["mood"],
    "additionalProperties": False,
}


@pytest.fixture(params=["ours", "yours"])
def host(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    if request.param == "yours":
        if not os.environ.get("OLLAMA_HOST"):
            pytest.skip("set OLLAMA_HOST to test against a real server")
        yield os.environ["OLLAMA_HOST"]
        return
    with ollama_server(weights(str(tiny_model()))) as server:
        monkeypatch.setenv("OLLAMA_HOST", server.host)
        yield server.host


@pytest.fixture
def settings(host: str, tmp_path: Path) -> Settings:
    return Settings(data=tmp_path, model="", model_context=2048, model_first_s=110)


def chosen(settings: Settings) -> Wording:
    wording = choose(settings)
    assert wording is not None
    return wording


def say(wording: Wording, max_tokens: int = 96) -> str:
    async def collect() -> str:
        reply = wording.stream(ASKED, seed=3, temperature=0.0, max_tokens=max_tokens)
        return "".join([chunk async for chunk in reply])

    return asyncio.run(collect())


def test_its_models_are_listed_with_their_digests(settings: Settings) -> None:
    survey = available(settings)[0]
    assert survey.ready
    assert all(model.digest for model in survey.models)


def test_the_same_seed_says_the_same(settings: Settings) -> None:
    wording = chosen(settings)
    assert say(wording, max_tokens=8) == say(wording, max_tokens=8)


def test_a_limit_of_tokens_is_kept(settings: Settings) -> None:
    assert len(say(chosen(settings), max_tokens=4)) < 60


def test_stop_strings_are_kept_out(settings: Settings) -> None:
    async def count() -> str:
        asked = [Message("user", "Write the alphabet with spaces: A B C D E F")]
        reply = chosen(settings).stream(asked, stop=["D"], max_tokens=40, seed=1)
        return "".join([chunk async for chunk in reply])

    assert "D" not in asyncio.run(count())


def test_an_object_keeps_its_schema(settings: Settings) -> None:
    found = asyncio.run(chosen(settings).structured(ASKED, SCHEMA, seed=1))
    assert found["mood"] in ("calm", "cross")


def test_closing_early_lets_the_next_in(settings: Settings) -> None:
    wording = chosen(settings)

    async def play() -> str:
        story = wording.stream([Message("user", "Tell a long story.")], max_tokens=800)
        await anext(story)
        await story.aclose()
        return await anext(wording.stream(ASKED, max_tokens=8))

    assert asyncio.run(play())


def test_a_model_that_is_not_there_names_the_pull(settings: Settings) -> None:
    wording = chosen(settings.model_copy(update={"model": "ollama:no-such-model:1b"}))
    with pytest.raises(ModelMissing, match="ollama pull no-such-model:1b"):
        say(wording)
