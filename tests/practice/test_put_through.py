"""A call that goes on with the next persona."""

import asyncio

from simulator.authoring.cast import Cast
from simulator.authoring.scenario import Outcome
from simulator.clock import VirtualClock
from simulator.conversation.call import Call, Turn
from simulator.practice.journal import MemoryJournal
from simulator.practice.rehearsal import Rehearsal
from simulator.vocabulary import Difficulty, MoveKind
from tests.practice.told import ToldReader, finish, say
from tests.support.content import minimal_persona, minimal_scenario

BOSS = minimal_persona().model_copy(update={"id": "the-boss", "name": "The Boss"})
ASKS = ("introduce reflect", "ask_meeting")
THEN = ("introduce state_purpose", "open_question ?late-parts", "close")


def cast() -> Cast:
    """The clock shop, whose owner puts everyone through who asks."""
    scenario, owner = minimal_scenario(), minimal_persona()
    worst, *others = scenario.outcomes
    door = Outcome.model_validate(
        {"id": "door", "label": "put through", "on": ("asked",), "puts_through_to": BOSS.id}
    )
    scenario = scenario.model_copy(
        update={"outcomes": (worst, door, *others), "personas": (owner.id, BOSS.id)}
    )
    return Cast(scenario, {owner.id: owner, BOSS.id: BOSS}, {})


def begin(journal: MemoryJournal) -> Rehearsal:
    return asyncio.run(
        Rehearsal.begin(
            cast(),
            seed=1,
            difficulty=Difficulty.MIDDLE,
            journal=journal,
            clock=VirtualClock(),
            reader=ToldReader(),
        )
    )


def resume(call: Call) -> Rehearsal:
    journal = MemoryJournal()
    journal.begin(call)
    return asyncio.run(
        Rehearsal.resume(call, cast(), journal=journal, clock=VirtualClock(), reader=ToldReader())
    )


def timeless(call: Call) -> list[Turn]:
    return [turn.model_copy(update={"latency_ms": {}}) for turn in call.turns]


def test_the_next_persona_answers_in_the_same_exchange() -> None:
    rehearsal = begin(MemoryJournal())
    heard = say(rehearsal, *ASKS)
    assert [spoken.final for spoken in heard][-2:] == [False, True]
    through, greeting = rehearsal.call().turns[-2:]
    assert through.move is not None
    assert (through.move.kind, through.move.target) == (MoveKind.PUT_THROUGH, BOSS.id)
    assert greeting.persona == BOSS.id
    assert rehearsal.state.persona == BOSS.id
    assert rehearsal.state.turn == 0
    assert not rehearsal.ended


def test_how_the_first_one_was_treated_reaches_the_next() -> None:
    rehearsal = begin(MemoryJournal())
    say(rehearsal, *ASKS)
    assert rehearsal.state.trust > minimal_persona().temperament.trust


def test_a_call_cut_off_at_any_turn_goes_on_the_same() -> None:
    whole = begin(MemoryJournal())
    say(whole, *ASKS, *THEN)
    said = [turn.said for turn in whole.call().trainee_turns()]
    for cut in range(1, len(whole.call().turns)):
        part = whole.call().model_copy(update={"turns": whole.call().turns[:cut], "outcome": None})
        again = resume(part)
        asyncio.run(finish(again))
        say(again, *said[len(part.trainee_turns()) :])
        assert timeless(again.call()) == timeless(whole.call()), cut
        assert again.outcome == whole.outcome
