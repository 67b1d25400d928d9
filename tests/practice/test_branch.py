"""A branch: the same call up to a moment, and from there whatever is said anew."""

import asyncio
from datetime import UTC, datetime

import pytest

from simulator.clock import VirtualClock
from simulator.conversation.call import BranchPoint, Call
from simulator.errors import CallError
from simulator.practice.branch import branch
from simulator.practice.journal import MemoryJournal
from simulator.practice.rehearsal import Rehearsal
from tests.practice.told import ToldReader, begin, say
from tests.support.content import minimal_cast

LINES = ("greet introduce", "state_purpose", "open_question +thirty-years", "pitch", "ask_meeting")
AT = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


@pytest.fixture
def first() -> Call:
    rehearsal = begin(seed=5)
    say(rehearsal, *LINES)
    asyncio.run(rehearsal.hang_up())
    return rehearsal.call()


def go_on(call: Call) -> Rehearsal:
    return asyncio.run(
        Rehearsal.resume(
            call,
            minimal_cast(),
            journal=MemoryJournal(),
            clock=VirtualClock(),
            reader=ToldReader(),
        )
    )


def turns(call: Call) -> list[object]:
    return [turn.model_copy(update={"latency_ms": {}}) for turn in call.turns]


@pytest.mark.parametrize("at", range(len(LINES)))
def test_the_same_words_go_on_as_they_did(first: Call, at: int) -> None:
    turn = first.trainee_turns()[at]
    again = go_on(branch(first, turn.id, "again", AT))
    say(again, *LINES[at:])
    assert turns(again.call()) == turns(first)


def test_other_words_leave_the_first_call_as_it_was(first: Call) -> None:
    turn = first.trainee_turns()[2]
    again = go_on(branch(first, turn.id, "again", AT))
    say(again, "insult")
    shared = first.turns.index(turn)
    assert turns(again.call())[:shared] == turns(first)[:shared]
    assert again.call().turns[shared].id == turn.id
    assert again.call().turns[shared + 1].state != first.turns[shared + 1].state


def test_a_branch_knows_where_it_comes_from_and_has_not_ended(first: Call) -> None:
    turn = first.trainee_turns()[1]
    made = branch(first, turn.id, "again", AT)
    assert made.branch_of == BranchPoint(call="call", turn=turn.id)
    assert (made.id, made.started_at, made.seed) == ("again", AT, first.seed)
    assert made.outcome is None
    assert {event.kind for event in made.events} == {"scene"}


def test_only_a_turn_of_the_trainees_can_be_tried_again(first: Call) -> None:
    hers = next(turn.id for turn in first.turns if not turn.is_trainee)
    for wrong in (hers, "t99", ""):
        with pytest.raises(CallError, match="no turn"):
            branch(first, wrong, "again", AT)
    with pytest.raises(CallError, match="no scenario"):
        branch(first.model_copy(update={"seed": None}), "t2", "again", AT)
