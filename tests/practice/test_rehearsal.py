"""A rehearsal from the first ring to its outcome, and again after it was cut off."""

import asyncio
from dataclasses import replace

import pytest

from simulator.clock import VirtualClock
from simulator.conversation.call import STOPPED, Call, Turn
from simulator.errors import CallError, UsageError
from simulator.practice.journal import MemoryJournal
from simulator.practice.rehearsal import MAX_CHARACTERS, Rehearsal
from simulator.vocabulary import Act, Difficulty, MoveKind
from tests.practice.told import ToldReader, begin, finish, resume, say
from tests.support.content import minimal_cast

GOOD = (
    "greet introduce",
    "state_purpose",
    "open_question +thirty-years",
    "open_question ?late-parts",
    "pitch",
    "reflect +paper-report",
    "reflect handle_objection",
    "ask_meeting",
)


def without_time(call: Call) -> list[Turn]:
    return [turn.model_copy(update={"latency_ms": {}}) for turn in call.turns]


def test_a_good_call_reaches_its_goal() -> None:
    rehearsal = begin()
    say(rehearsal, *GOOD)
    assert rehearsal.outcome is not None
    assert rehearsal.outcome.reached, [turn.move for turn in rehearsal.call().turns]


def test_what_was_said_is_in_the_journal_as_it_is_in_the_call() -> None:
    journal = MemoryJournal()
    rehearsal = begin(journal)
    say(rehearsal, *GOOD)
    assert journal.call() == rehearsal.call()
    assert [turn.id for turn in rehearsal.call().turns[:3]] == ["t1", "t2", "t3"]


def test_the_same_seed_gives_the_same_words() -> None:
    one, other = begin(seed=3), begin(seed=3)
    assert say(one, *GOOD) == say(other, *GOOD)
    assert without_time(one.call()) == without_time(other.call())


def test_a_resumed_call_goes_on_as_it_would_have() -> None:
    whole = begin()
    say(whole, *GOOD)
    journal = MemoryJournal()
    begin(journal)
    for text in GOOD:
        say(resume(journal), text)
    assert without_time(journal.call()) == without_time(whole.call())
    assert journal.call().outcome == whole.outcome


def test_a_turn_stored_without_its_reply_is_answered_on_resuming() -> None:
    whole = begin()
    say(whole, *GOOD[:2])
    journal = MemoryJournal()
    say(begin(journal), *GOOD[:2])
    cut = MemoryJournal()
    cut.begin(journal.call().model_copy(update={"turns": journal.call().turns[:-1]}))
    resumed = resume(cut)
    assert resumed.pending
    assert asyncio.run(finish(resumed))[-1].final
    assert not resumed.pending
    assert without_time(resumed.call()) == without_time(whole.call())


def test_an_outcome_that_was_reached_but_not_written_is_written_on_resuming() -> None:
    journal = MemoryJournal()
    whole = begin(journal)
    say(whole, *GOOD)
    cut = MemoryJournal()
    cut.begin(journal.call().model_copy(update={"outcome": None}))
    assert resume(cut).outcome == whole.outcome
    assert cut.call().outcome == whole.outcome


def test_an_empty_turn_is_a_silence() -> None:
    rehearsal = begin()
    say(rehearsal, "introduce state_purpose", "  ")
    silent = rehearsal.call().trainee_turns()[-1]
    assert silent.said == ""
    assert silent.appraisal is not None
    assert silent.appraisal.does(Act.SILENCE)


def test_a_turn_that_is_too_long_is_refused_and_nothing_is_lost() -> None:
    rehearsal = begin()
    before = rehearsal.call()
    with pytest.raises(UsageError, match=r"20,000 characters.*Fix: say it in fewer words"):
        say(rehearsal, "a" * (MAX_CHARACTERS + 1))
    assert rehearsal.call() == before
    assert say(rehearsal, "a " * (MAX_CHARACTERS // 2))


def test_the_trainee_can_stop_the_exercise_kindly() -> None:
    rehearsal = begin()
    (spoken,) = say(rehearsal, "Stop the exercise!")
    assert spoken.notice
    assert rehearsal.outcome is not None
    assert rehearsal.outcome.id == STOPPED
    assert rehearsal.call().events[-1].kind == STOPPED


def test_hanging_up_is_a_goodbye() -> None:
    rehearsal = begin()
    asyncio.run(rehearsal.hang_up())
    assert rehearsal.outcome is not None
    assert rehearsal.outcome.id == "no-time"


def test_nothing_can_be_said_once_the_call_is_over() -> None:
    rehearsal = begin()
    say(rehearsal, "close")
    with pytest.raises(UsageError, match="the call is over"):
        asyncio.run(one(rehearsal))


async def one(rehearsal: Rehearsal) -> None:
    async for _ in rehearsal.say("hello"):
        pass


def test_a_call_of_another_scenario_is_refused() -> None:
    stranger = Call(id="x", seed=1)
    with pytest.raises(CallError, match="not of the scenario"):
        asyncio.run(
            Rehearsal.resume(stranger, minimal_cast(), journal=MemoryJournal(), reader=ToldReader())
        )


def test_a_second_insult_ends_the_call() -> None:
    rehearsal = begin()
    say(rehearsal, "insult", "insult")
    moves = [turn.move.kind for turn in rehearsal.call().turns if turn.move]
    assert moves[-1] is MoveKind.HANG_UP
    assert rehearsal.outcome is not None
    assert rehearsal.outcome.id == "hung-up"


def test_on_a_bad_line_the_persona_mishears_now_and_then_and_the_same_each_time() -> None:
    cast = minimal_cast()
    noisy = cast.scenario.model_copy(
        update={"dials": cast.scenario.dials.model_copy(update={"noise": 0.5})}
    )
    calls = [begin(cast=replace(cast, scenario=noisy)) for _ in range(2)]
    for rehearsal in calls:
        say(rehearsal, "greet introduce", *["agree"] * 7)
    one, other = (
        [turn.move.kind for turn in rehearsal.call().turns if turn.move] for rehearsal in calls
    )
    assert one == other
    assert MoveKind.CLARIFY in one
    assert MoveKind.GO_ON in one


def test_what_she_said_is_said_again_and_a_resumed_call_goes_on_the_same() -> None:
    def asking() -> Rehearsal:
        journal = MemoryJournal()
        return asyncio.run(
            Rehearsal.begin(
                minimal_cast(),
                seed=1,
                difficulty=Difficulty.MIDDLE,
                journal=journal,
                clock=VirtualClock(),
            )
        )

    whole = asking()
    turns = ("Good morning, Jo Reed from Ledgerleaf.", "Pardon?", "Sorry, what was that?", "Hm.")
    say(whole, *turns)
    said = [turn.said for turn in whole.call().turns if not turn.is_trainee]
    moves = [turn.move for turn in whole.call().turns if turn.move]
    assert said[1] == said[2] == said[3] != said[4]
    assert [move.kind for move in moves[2:4]] == [MoveKind.CLARIFY] * 2
    assert {move.again for move in moves[2:4]} == {moves[1].kind}
    for cut in range(1, len(whole.call().turns)):
        part = whole.call().model_copy(update={"turns": whole.call().turns[:cut]})
        journal = MemoryJournal()
        journal.begin(part)
        again = asyncio.run(
            Rehearsal.resume(part, minimal_cast(), journal=journal, clock=VirtualClock())
        )
        asyncio.run(finish(again))
        say(again, *turns[len(part.trainee_turns()) :])
        assert [turn.said for turn in again.call().turns] == [
            turn.said for turn in whole.call().turns
        ]
