"""A whole rehearsal over HTTP while Ollama fails in every way: nothing is lost but the model."""

import asyncio
from collections.abc import Sequence

import pytest

from simulator.clock import VirtualClock
from simulator.conversation.call import Call
from simulator.llm.chooser import choose
from simulator.practice.journal import MemoryJournal
from simulator.practice.rehearsal import Rehearsal
from simulator.practice.spoken import Spoken
from simulator.settings import Settings
from simulator.vocabulary import Difficulty, Realiser
from tests.practice.told import ToldReader
from tests.support.content import minimal_cast
from tests.support.ollama_server import Fault, OllamaServer, scripted

TURNS = ("greet introduce", "state_purpose", "open_question")
REPLY = ("Hm.", " I don't see", " what that has to do", " with me.")

MODEL_FAULTS = [
    Fault.MISSING,
    Fault.REFUSES,
    Fault.REFUSES_LATE,
    Fault.GARBAGE,
    Fault.HALF_LINE,
    Fault.CUT,
    Fault.DROPS,
    Fault.STALLS,
    Fault.SILENT,
]


class Played:
    """One call of three turns, as the trainee and the journal saw it."""

    def __init__(self, settings: Settings, realiser: Realiser) -> None:
        self.journal = MemoryJournal()
        self.spoken: list[list[Spoken]] = []
        self._settings = settings
        self._realiser = realiser

    async def begin(self) -> Rehearsal:
        return await Rehearsal.begin(
            minimal_cast(),
            seed=4,
            difficulty=Difficulty.EASY,
            journal=self.journal,
            wording=choose(self._settings),
            realiser=self._realiser,
            clock=VirtualClock(),
            call_id="call",
            reader=ToldReader(),
        )

    async def say(self, rehearsal: Rehearsal, text: str) -> None:
        self.spoken.append([spoken async for spoken in rehearsal.say(text)])

    @property
    def call(self) -> Call:
        return self.journal.call()

    @property
    def notices(self) -> list[str]:
        return [spoken.notice for reply in self.spoken for spoken in reply if spoken.notice]


def play(settings: Settings, realiser: Realiser = Realiser.IMPROVISE) -> Played:
    played = Played(settings, realiser)

    async def go() -> None:
        rehearsal = await played.begin()
        for text in TURNS:
            await played.say(rehearsal, text)

    asyncio.run(go())
    return played


def nothing_is_lost(played: Played, turns: Sequence[str] = TURNS) -> None:
    call = played.call
    assert [turn.said for turn in call.trainee_turns()] == list(turns)
    answers = [turn for turn in call.turns if not turn.is_trainee][1:]
    assert len(answers) == len(turns)
    assert all(turn.said for turn in answers)
    for reply, turn in zip(played.spoken, answers, strict=True):
        assert " ".join(spoken.sentence for spoken in reply if spoken.sentence) == turn.said
        assert [spoken.final for spoken in reply][-1:] == [True]


def test_a_model_that_works_words_the_moves(server: OllamaServer, settings: Settings) -> None:
    server.speaker = scripted(REPLY)
    played = play(settings)
    nothing_is_lost(played)
    assert played.notices == []
    assert "what that has to do with me" in played.call.turns[2].said


@pytest.mark.parametrize("fault", MODEL_FAULTS)
def test_a_fault_costs_one_line_and_nothing_else(
    server: OllamaServer, settings: Settings, hasty: Settings, fault: Fault
) -> None:
    server.fault = fault
    server.speaker = scripted(["I don't"])  # no whole sentence before it breaks
    played = play(hasty if fault in (Fault.STALLS, Fault.SILENT) else settings)
    nothing_is_lost(played)
    assert len(played.notices) == 1
    assert "\n" not in played.notices[0]
    same = play(settings.model_copy(update={"model": "none"}), Realiser.LINES)
    assert [turn.said for turn in played.call.turns] == [turn.said for turn in same.call.turns]


@pytest.mark.parametrize("fault", [Fault.DROPS, Fault.GARBAGE])
def test_a_whole_sentence_that_came_before_stays(
    server: OllamaServer, settings: Settings, fault: Fault
) -> None:
    server.speaker = scripted(["I don't see that. And what "])
    server.fault = fault
    played = play(settings)
    nothing_is_lost(played)
    assert played.call.turns[2].said == "I don't see that."
    assert len(played.notices) == 1


def test_a_server_that_is_down_at_the_start(server: OllamaServer, settings: Settings) -> None:
    server.stop()
    played = play(settings)
    nothing_is_lost(played)
    assert len(played.notices) == 1
    assert "went away" in played.notices[0]


def test_a_server_that_dies_between_turns(server: OllamaServer, settings: Settings) -> None:
    server.speaker = scripted(REPLY)
    played = Played(settings, Realiser.IMPROVISE)

    async def go() -> None:
        rehearsal = await played.begin()
        await played.say(rehearsal, TURNS[0])
        await asyncio.to_thread(server.stop)
        for text in TURNS[1:]:
            await played.say(rehearsal, text)

    asyncio.run(go())
    nothing_is_lost(played)
    assert "what that has to do with me" in played.call.turns[2].said
    assert len(played.notices) == 1


def test_automatic_without_a_server_is_lines_from_the_start(
    server: OllamaServer, settings: Settings
) -> None:
    server.stop()
    played = play(settings.model_copy(update={"model": ""}))
    nothing_is_lost(played)
    assert played.notices == []
    assert played.call.model is not None
    assert played.call.model.realiser is Realiser.LINES


def test_a_bridge_that_fails_leaves_the_authored_line(
    server: OllamaServer, settings: Settings
) -> None:
    server.fault = Fault.DROPS
    played = play(settings, Realiser.BRIDGE)
    nothing_is_lost(played)
    assert len(played.notices) == len(server.chats()[:1])


def test_the_guard_stops_a_helper_over_http(server: OllamaServer, settings: Settings) -> None:
    server.speaker = scripted(["How can I help ", "you today? I'm happy to assist."])
    played = play(settings)
    nothing_is_lost(played)
    assert not any("help you" in turn.said for turn in played.call.turns)
    assert played.call.turns[2].guard
    assert played.notices == []
