"""The road to any OpenAI-compatible server, over real HTTP with the real client."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.errors import ModelError, ModelGarbled, ModelMissing, ModelStalled, ModelUnavailable
from simulator.llm.chooser import available, choose
from simulator.llm.wording import Message, Wording
from simulator.settings import Settings
from tests.support.openai_server import OpenAIServer, openai_server

ASKED = [Message("user", "Hello?")]
SCHEMA = {"type": "object", "properties": {"yes": {"type": "boolean"}}, "required": ["yes"]}


@pytest.fixture
def server() -> Iterator[OpenAIServer]:
    with openai_server() as running:
        yield running


@pytest.fixture
def settings(server: OpenAIServer, tmp_path: Path) -> Settings:
    return Settings(
        data=tmp_path,
        model="openai:local-7b",
        openai_base_url=server.base_url,
        model_first_s=60,
        model_stall_s=60,
    )


def chosen(settings: Settings) -> Wording:
    wording = choose(settings)
    assert wording is not None
    return wording


def say(wording: Wording) -> str:
    async def collect() -> str:
        return "".join([chunk async for chunk in wording.stream(ASKED, stop=["\n"], seed=7)])

    return asyncio.run(collect())


def test_words_come_and_go_as_asked(server: OpenAIServer, settings: Settings) -> None:
    assert say(chosen(settings)) == "Who is this?"
    path, body, _ = server.requests[-1]
    assert path == "/v1/chat/completions"
    assert (body["stop"], body["seed"], body["temperature"]) == (["\n"], 7, 0.7)
    assert body["max_tokens"] == 96
    assert "max_completion_tokens" not in body


def test_one_wording_serves_many_event_loops(settings: Settings) -> None:
    wording = chosen(settings)
    assert say(wording) == say(wording)


def test_the_key_of_the_environment_stays_here(
    server: OpenAIServer, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-private")
    say(chosen(settings))
    available(settings)
    assert not any("private" in key for _, _, key in server.requests)


def test_an_own_key_is_sent(server: OpenAIServer, settings: Settings) -> None:
    say(chosen(settings.model_copy(update={"openai_api_key": "mine"})))
    assert server.requests[-1][2] == "Bearer mine"


def test_nothing_is_sent_until_an_address_is_set(
    server: OpenAIServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
    survey = available(Settings(data=tmp_path))[2]
    assert not survey.ready
    assert server.requests == []


def test_its_models_are_listed(settings: Settings) -> None:
    survey = available(settings)[2]
    assert survey.ready
    assert [model.id for model in survey.models] == ["openai:local-7b"]


def test_an_object_keeps_its_schema(server: OpenAIServer, settings: Settings) -> None:
    server.pieces = ['{"yes":', " true}"]
    assert asyncio.run(chosen(settings).structured(ASKED, SCHEMA)) == {"yes": True}
    sent = server.requests[-1][1]["response_format"]
    assert isinstance(sent, dict)
    assert sent["json_schema"]["schema"] == SCHEMA


def test_a_wrong_object_is_garbled(server: OpenAIServer, settings: Settings) -> None:
    server.pieces = ['{"no": 1}']
    with pytest.raises(ModelGarbled):
        asyncio.run(chosen(settings).structured(ASKED, SCHEMA))


@pytest.mark.parametrize(
    ("status", "error"),
    [(404, ModelMissing), (401, ModelUnavailable), (500, ModelUnavailable)],
)
def test_a_refusal_is_one_line(
    server: OpenAIServer, settings: Settings, status: int, error: type[ModelError]
) -> None:
    wording = chosen(settings)
    server.status = status
    with pytest.raises(error, match="Fix: "):
        say(wording)


def test_a_cut_stream_is_garbled(server: OpenAIServer, settings: Settings) -> None:
    server.cut = True
    with pytest.raises(ModelGarbled, match="cut off"):
        say(chosen(settings))


def test_silence_is_noticed(server: OpenAIServer, settings: Settings) -> None:
    server.silent = True
    with pytest.raises(ModelStalled):
        say(chosen(settings.model_copy(update={"model_first_s": 0.5})))


def test_no_server_there_is_one_line(tmp_path: Path) -> None:
    away = Settings(data=tmp_path, model="openai:x", openai_base_url="http://127.0.0.1:9/v1")
    assert "SIMULATOR_OPENAI_BASE_URL" in available(away)[2].fix
    with pytest.raises(ModelUnavailable):
        say(chosen(away))
