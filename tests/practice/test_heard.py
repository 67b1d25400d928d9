"""In a call by voice only what was heard counts: for her, for what follows, and for the grade."""

import asyncio
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from simulator.conversation.appraisal import Appraisal
from simulator.practice.journal import MemoryJournal
from simulator.practice.rehearsal import Rehearsal
from simulator.understanding.context import Context
from simulator.vocabulary import Difficulty, MoveKind
from simulator.voice.partner import Sounded
from tests.practice.told import ToldReader
from tests.support.content import minimal_cast

TURNS = ("greet introduce", "open_question ?springs", "acknowledge_feeling", "pitch", "inform")


class Listener(ToldReader):
    """Notes in what context each turn was read."""

    def __init__(self) -> None:
        self.contexts: list[Context] = []

    def appraise(self, text: str, context: Context) -> Appraisal:
        self.contexts.append(context)
        return super().appraise(text, context)


def heard_of(turn_id: str, said: str, share: float, end_s: float) -> Sounded:
    words = said.split()
    heard = " ".join(words[: round(len(words) * share)])
    return Sounded(turn_id, heard, end_s - 1, end_s, (), share < 1, {"first_sound": 480.0})


async def call(shares: Sequence[float]) -> tuple[Rehearsal, Listener]:
    """A call in which only those shares of her turns are heard."""
    listener = Listener()
    rehearsal = await Rehearsal.begin(
        minimal_cast(),
        seed=1,
        difficulty=Difficulty.MIDDLE,
        journal=MemoryJournal(),
        reader=listener,
    )
    rehearsal.on_air(lambda: 0.0)
    for number, share in enumerate(shares):
        if rehearsal.ended:
            break
        start = number * 10.0
        async for _ in rehearsal.say(TURNS[number], start, start + 2):
            pass
        last = rehearsal.turns[-1]
        await rehearsal.sounded(heard_of(last.id, last.said, share, start + 5))
    return rehearsal, listener


SHARES = st.lists(st.sampled_from([0.0, 0.3, 0.6, 1.0]), min_size=1, max_size=len(TURNS))


@given(SHARES)
def test_only_what_was_heard_is_what_the_next_turn_follows(shares: list[float]) -> None:
    rehearsal, listener = asyncio.run(call(shares))
    hers = [turn for turn in rehearsal.turns if not turn.is_trainee]
    for turn, context in zip(hers, listener.contexts, strict=False):
        assert context.said == turn.text
    for context in listener.contexts:
        assert set(context.told) <= {turn.text for turn in hers}


@given(SHARES)
def test_what_was_not_heard_was_not_told(shares: list[float]) -> None:
    rehearsal, _ = asyncio.run(call(shares))
    told = {
        turn.move.target
        for turn in rehearsal.turns
        if turn.move
        and turn.move.kind is MoveKind.DISCLOSE
        and len(turn.text.split()) * 2 >= len(turn.said.split())
    }
    assert set(rehearsal.state.disclosed) == told


@given(SHARES)
def test_words_on_record_are_kept_as_said_and_as_heard(shares: list[float]) -> None:
    rehearsal, _ = asyncio.run(call(shares))
    hers = [turn for turn in rehearsal.turns if not turn.is_trainee][1:]
    for turn, share in zip(hers, shares, strict=False):
        assert turn.said.startswith(turn.heard or "")
        assert turn.interrupted == (share < 1)
        assert turn.latency_ms["first_sound"] == 480.0
        assert "understanding" in turn.latency_ms


def test_a_turn_that_is_taken_back_is_replaced_by_the_whole() -> None:
    journal = MemoryJournal()

    async def go() -> Rehearsal:
        rehearsal = await Rehearsal.begin(
            minimal_cast(),
            seed=1,
            difficulty=Difficulty.MIDDLE,
            journal=journal,
            reader=ToldReader(),
        )
        rehearsal.on_air(lambda: 0.0)
        started = asyncio.create_task(anext(rehearsal.say("greet", 3.0, 4.0)))
        for _ in range(10_000):
            if rehearsal.turns[-1].is_trainee:
                break
            await asyncio.sleep(0)
        started.cancel()
        await asyncio.gather(started, return_exceptions=True)
        if rehearsal.take_back():
            async for _ in rehearsal.say("greet introduce", 3.0, 6.0):
                pass
        return rehearsal

    rehearsal = asyncio.run(go())
    mine = [turn for turn in journal.call().turns if turn.is_trainee]
    assert [turn.text for turn in mine] == ["greet introduce"]
    assert mine[0].end_s == 6.0
    assert rehearsal.turns[-1].speaker == "persona"
