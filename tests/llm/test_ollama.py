"""The Ollama road over real HTTP, with the real ``ollama`` and ``langchain-ollama`` clients."""

import asyncio
from collections.abc import Mapping

import pytest

from simulator.errors import (
    ModelError,
    ModelGarbled,
    ModelMissing,
    ModelStalled,
    ModelUnavailable,
)
from simulator.llm import ollama
from simulator.llm.chooser import available, choose
from simulator.llm.wording import Message, Wording
from simulator.settings import Settings
from tests.support.ollama_server import Fault, OllamaServer, Served, scripted

ASKED = [Message("system", "You are Dana."), Message("user", "Hello, is this Dana?")]
SCHEMA: Mapping[str, object] = {
    "type": "object",
    "properties": {"asked": {"type": "boolean"}},
    "required": ["asked"],
    "additionalProperties": False,
}


def chosen(settings: Settings) -> Wording:
    wording = choose(settings)
    assert wording is not None
    return wording


def say(wording: Wording) -> list[str]:
    async def collect() -> list[str]:
        return [chunk async for chunk in wording.stream(ASKED, stop=["\n"], seed=7)]

    return asyncio.run(collect())


def test_words_come_piece_by_piece(server: OllamaServer, settings: Settings) -> None:
    assert say(chosen(settings)) == ["Who", " is", " this?"]


def test_what_is_sent(server: OllamaServer, settings: Settings) -> None:
    say(chosen(settings))
    sent = server.chats()[0]
    assert sent["think"] is False
    assert sent["keep_alive"] == -1
    assert sent["options"] == {
        "num_ctx": settings.model_context,
        "num_predict": 96,
        "temperature": 0.7,
        "seed": 7,
        "stop": ["\n"],
    }
    assert sent["messages"] == [
        {"role": "system", "content": "You are Dana."},
        {"role": "user", "content": "Hello, is this Dana?"},
    ]


def test_one_wording_serves_many_event_loops(server: OllamaServer, settings: Settings) -> None:
    wording = chosen(settings)
    assert say(wording) == say(wording)


def test_the_digest_is_that_of_the_listing(server: OllamaServer, settings: Settings) -> None:
    wording = chosen(settings)
    assert (wording.name, wording.digest) == ("tiny:latest", "a" * 64)


def test_the_chance_of_a_yes_is_told(server: OllamaServer, settings: Settings) -> None:
    server.speaker = scripted(["Yes"])
    sure = asyncio.run(chosen(settings).probability_of_yes(ASKED))
    assert sure == pytest.approx(0.75)
    sent = server.chats()[0]
    assert (sent["logprobs"], sent["top_logprobs"]) == (True, 20)


def test_a_server_that_refuses_gives_no_chance(server: OllamaServer, settings: Settings) -> None:
    server.fault = Fault.REFUSES
    with pytest.raises(ModelUnavailable):
        asyncio.run(chosen(settings).probability_of_yes(ASKED))


def test_an_object_keeps_its_schema(server: OllamaServer, settings: Settings) -> None:
    server.speaker = scripted(objects=[{"asked": True}])
    assert asyncio.run(chosen(settings).structured(ASKED, SCHEMA)) == {"asked": True}
    assert server.chats()[0]["format"] == SCHEMA


@pytest.mark.parametrize("fault", [Fault.WRONG_SHAPE, Fault.NO_JSON, Fault.GARBAGE])
def test_a_wrong_object_is_garbled(server: OllamaServer, settings: Settings, fault: Fault) -> None:
    server.fault = fault
    with pytest.raises(ModelGarbled):
        asyncio.run(chosen(settings).structured(ASKED, SCHEMA))


FAULTS: list[tuple[Fault, type[ModelError], str]] = [
    (Fault.MISSING, ModelMissing, "ollama pull tiny"),
    (Fault.REFUSES, ModelUnavailable, "500"),
    (Fault.REFUSES_LATE, ModelUnavailable, "log"),
    (Fault.GARBAGE, ModelGarbled, "can't be read"),
    (Fault.HALF_LINE, ModelGarbled, "can't be read"),
    (Fault.CUT, ModelGarbled, "cut off"),
    (Fault.DROPS, ModelUnavailable, "went away"),
    (Fault.STALLS, ModelStalled, "0.25 seconds"),
    (Fault.SILENT, ModelStalled, "0.5 seconds"),
]


@pytest.mark.parametrize(("fault", "error", "says"), FAULTS, ids=[row[0] for row in FAULTS])
def test_each_fault_is_one_line_with_its_remedy(
    server: OllamaServer,
    settings: Settings,
    hasty: Settings,
    fault: Fault,
    error: type[ModelError],
    says: str,
) -> None:
    server.fault = fault
    with pytest.raises(error) as raised:
        say(chosen(hasty if error is ModelStalled else settings))
    text = str(raised.value)
    assert says in text
    assert "Fix: " in text
    assert "\n" not in text


@pytest.mark.parametrize("fault", [Fault.DROPS, Fault.CUT, Fault.HALF_LINE])
def test_what_was_said_before_the_fault_arrives(
    server: OllamaServer, settings: Settings, fault: Fault
) -> None:
    server.fault = fault
    wording = chosen(settings)

    heard: list[str] = []

    async def listen() -> None:
        async for chunk in wording.stream(ASKED):
            heard.append(chunk)  # noqa: PERF401 - what came before the error is the point

    with pytest.raises(ModelError):
        asyncio.run(listen())
    assert heard[0] == "Who"


def test_a_server_that_is_down_is_unavailable(server: OllamaServer, settings: Settings) -> None:
    wording = chosen(settings)
    server.stop()
    with pytest.raises(ModelUnavailable, match="ollama serve"):
        say(wording)


def test_nothing_to_say_is_no_error(server: OllamaServer, settings: Settings) -> None:
    server.speaker = scripted([""])
    assert say(chosen(settings)) == []


def test_closing_hangs_up_on_the_server(server: OllamaServer, settings: Settings) -> None:
    server.speaker = scripted(["word "] * 1_000_000)
    wording = chosen(settings)

    async def play() -> None:
        reply = wording.stream(ASKED)
        await anext(reply)
        await reply.aclose()

    asyncio.run(play())
    assert server.hung_up.wait(timeout=10)


def test_the_survey_lists_chat_models_only(server: OllamaServer, settings: Settings) -> None:
    server.models = [
        Served("llama3.1:8b"),
        Served("nomic-embed-text:latest", family="nomic-bert"),
        Served("huge:cloud"),
    ]
    survey = available(settings)[0]
    assert survey.ready
    assert [(model.name, model.speaks) for model in survey.models] == [
        ("llama3.1:8b", True),
        ("huge:cloud", False),
    ]
    assert "8.0B, Q4_K_M" in survey.models[0].note
    assert "not here" in survey.models[1].note


def test_automatic_takes_what_ollama_holds(server: OllamaServer, settings: Settings) -> None:
    wording = choose(settings.model_copy(update={"model": ""}))
    assert wording is not None
    assert wording.name == "tiny:latest"


def test_no_models_yet_is_one_line(server: OllamaServer, settings: Settings) -> None:
    server.models = []
    survey = available(settings)[0]
    assert not survey.ready
    assert survey.fix.startswith("run `ollama pull ")


def test_no_server_is_one_line(settings: Settings) -> None:
    survey = available(settings)[0]
    assert not survey.ready
    assert "OLLAMA_HOST" in survey.fix


@pytest.mark.parametrize(
    ("given", "means"),
    [
        ("", "http://127.0.0.1:11434"),
        ("box", "http://box:11434"),
        ("box:1234", "http://box:1234"),
        (":1234", "http://127.0.0.1:1234"),
        ("0.0.0.0", "http://127.0.0.1:11434"),
        ("0.0.0.0:8080", "http://127.0.0.1:8080"),
        ("http://box", "http://box:80"),
        ("https://box", "https://box:443"),
        ("HTTPS://box:9/ollama/", "https://box:9/ollama"),
        ("http://me:secret@box", "http://me:secret@box:80"),
        ("[::1]:5", "http://[::1]:5"),
        ('"box:1"', "http://box:1"),
    ],
)
def test_every_form_of_the_address(given: str, means: str) -> None:
    assert ollama.address({"OLLAMA_HOST": given}) == means


@pytest.mark.parametrize("given", ["ftp://box", "box:port", "box:99999"])
def test_an_address_that_is_none(given: str, settings: Settings) -> None:
    with pytest.raises(ModelUnavailable, match="OLLAMA_HOST"):
        ollama.address({"OLLAMA_HOST": given})


def test_a_password_is_not_shown(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    monkeypatch.setenv("OLLAMA_HOST", "http://me:secret@127.0.0.1:9")
    survey = available(settings)[0]
    assert "secret" not in survey.note


def test_a_proxy_never_sees_this_machine(
    server: OllamaServer, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert say(chosen(settings)) == ["Who", " is", " this?"]


def test_tracing_stays_off_whatever_the_environment_asks(
    server: OllamaServer, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"):
        monkeypatch.setenv(name, "true")
    wording = chosen(settings)
    from langsmith.utils import get_env_var, tracing_is_enabled

    get_env_var.cache_clear()  # type: ignore[attr-defined]
    say(wording)
    assert not tracing_is_enabled()
