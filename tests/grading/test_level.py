"""How much is told to whom: one thing each way to a novice, three to the skilled."""

import re

from simulator.conversation.call import Call, OutcomeReached
from simulator.grading.chain import grade
from simulator.grading.debrief import as_text
from simulator.grading.level import RECENT, feedback, level_of
from simulator.grading.scorecard import Priority, Scorecard, Strength
from simulator.vocabulary import Level
from tests.grading.conftest import call_of

POOR = call_of(
    "persona: Tolan.",
    "trainee: Buy our platform today or you will lose out, it is a leveraged synergy.",
    "persona: No. I'm not interested.",
    "trainee: You have to. Everybody does.",
    "persona: No.",
    "trainee: Just sign, then.",
)


def outcome(reached: bool) -> OutcomeReached:
    return OutcomeReached(id="x", label="x", reached=reached)


def card(reached: bool) -> Scorecard:
    return grade(POOR).model_copy(update={"outcome": outcome(reached)})


def full() -> Scorecard:
    """A card with as much of each as a card can hold."""
    told = [Priority(id=f"p{n}", delta=f"Do {n}.", turn=None, quote=None, better="") for n in "123"]
    good = tuple(Strength(id=f"s{n}", plus=f"Did {n}.", turn=None, quote=None) for n in "123")
    return grade(POOR).model_copy(
        update={"priority": told[0], "further": tuple(told[1:]), "strengths": good}
    )


def test_a_novice_is_told_one_thing_each_way_and_the_skilled_three() -> None:
    for level, most in ((Level.NOVICE, 1), (Level.SKILLED, 3)):
        told = feedback(full(), level)
        assert (len(told.strengths), len(told.priorities)) == (most, most)
        text = as_text(full(), level)
        assert [len(re.findall(rf"{did} [123]\.", text)) for did in ("Do", "Did")] == [most, most]


def test_the_level_goes_by_ones_own_last_calls() -> None:
    good, poor = card(reached=True), card(reached=False)
    assert level_of([]) is Level.NOVICE
    assert level_of([good] * (RECENT - 1)) is Level.NOVICE
    assert level_of([good] * RECENT) is Level.SKILLED
    assert level_of([poor, good, good, good, poor]) is Level.SKILLED
    assert level_of([poor] * 3 + [good] * 9) is Level.NOVICE


def test_one_turn_is_spoken_of_once(cold_call: Call) -> None:
    for call in (POOR, cold_call):
        graded = grade(call)
        told = [*([graded.priority] if graded.priority else []), *graded.further]
        turns = [one.turn for one in told if one.turn]
        assert len(turns) == len(set(turns))
        assert len(told) <= 3
    assert grade(POOR).further
