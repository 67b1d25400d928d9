"""Mechanisms: earned by acts, once, where there was occasion; faults cost."""

import pytest

from simulator.conversation.appraisal import Appraisal
from simulator.conversation.call import Call
from simulator.grading import craft, empathy
from simulator.grading.harm import judge_harm
from simulator.grading.scorecard import Score
from simulator.vocabulary import Act, Fault
from tests.grading.conftest import call_of, does, material_of

SORRY, AGAIN, CARE = "I am so sorry about Tom.", "I am so sorry about Tom.", "There is no hurry."
GRIEF = call_of(
    "persona: My husband died in March.",
    f"trainee: {SORRY}",
    "persona: The letters keep coming with his name on them, it is awful.",
    f"trainee: {CARE}",
    "persona: I don't know what to do now, I'm so tired.",
    "trainee: What would help?",
)


def empathic(mechanism: str, call: Call, known: dict[str, Appraisal]) -> Score:
    return empathy.judge(mechanism, 1.0, material_of(call, known))


def reactions(*marked: tuple[str, int], faults: tuple[Fault, ...] = ()) -> dict[str, Appraisal]:
    return {text: does(text, reaction=level, faults=faults) for text, level in marked}


def test_half_of_the_occasions_want_an_answer() -> None:
    score = empathic("emotional_reactions", GRIEF, reactions((SORRY, 2)))
    assert score.value == 0.5
    assert score.explanation == ("There was room for it in 3 turns; 2 make full marks, 1 had it.")
    assert [quote.quote for quote in score.evidence] == [SORRY]
    assert empathic("emotional_reactions", GRIEF, reactions((SORRY, 2), (CARE, 2))).value == 1.0


def test_no_feeling_named_is_no_opportunity() -> None:
    call = call_of("persona: Tolan speaking.", f"trainee: {SORRY}")
    score = empathic("emotional_reactions", call, reactions((SORRY, 2)))
    assert score.value is None
    assert "no opportunity" in (score.unscored_reason or "")


def test_the_same_words_again_earn_nothing() -> None:
    call = call_of(*(f"{t.speaker}: {AGAIN if t.is_trainee else t.said}" for t in GRIEF.turns))
    assert empathic("emotional_reactions", call, reactions((AGAIN, 2))).value == 0.5


@pytest.mark.parametrize(
    "fault", [Fault.CONDOLENCE_THEN_DEMAND, Fault.EMPTY_EMPATHY, Fault.UPSELL, Fault.SELF_ORIENTED]
)
def test_hollow_words_earn_nothing_and_cost(fault: Fault) -> None:
    clean = empathic("emotional_reactions", GRIEF, reactions((CARE, 2)))
    known = reactions((CARE, 2)) | reactions((SORRY, 2), faults=(fault,))
    spoilt = empathic("emotional_reactions", GRIEF, known)
    assert clean.value is not None
    assert spoilt.value is not None
    assert spoilt.value < clean.value
    assert SORRY in [quote.quote for quote in spoilt.evidence]


def test_understanding_is_what_the_reading_credits() -> None:
    none = empathic("understanding", GRIEF, {})
    some = empathic("understanding", GRIEF, {CARE: does(CARE, understanding=2)})
    assert none.value == 0.0
    assert some.value == 0.5


def test_listening_counts_turns_that_take_up_what_was_said() -> None:
    known = {CARE: does(CARE, understanding=1)}
    score = craft.judge("listening", 1.0, material_of(GRIEF, known))
    assert score.value == 0.5
    assert [quote.turn for quote in score.evidence] == ["t4"]


def test_concision_is_the_mean_of_the_turns() -> None:
    long = does(SORRY).model_copy(update={"concision": 0.25})
    score = craft.judge("concision", 1.0, material_of(GRIEF, {SORRY: long}))
    assert score.value == 0.75


def test_relevance_needs_a_dossier() -> None:
    score = craft.judge("relevance", 1.0, material_of(GRIEF))
    assert score.value is None
    assert "no dossier" in (score.unscored_reason or "")


def test_values_stay_within_the_scale() -> None:
    every = {
        turn.said: does(turn.said, reaction=2, exploration=2, faults=tuple(Fault))
        for turn in GRIEF.turns
    }
    for mechanism in empathy.LABELS:
        value = empathic(mechanism, GRIEF, every).value
        assert value is not None
        assert 0.0 <= value <= 1.0


def test_a_fault_costs_even_where_nothing_was_earned() -> None:
    clean = judge_harm(material_of(GRIEF)).scores[0]
    known = {CARE: does(CARE, faults=(Fault.DISMISSAL, Fault.JARGON))}
    harmed = judge_harm(material_of(GRIEF, known)).scores[0]
    assert clean.value == 1.0
    assert clean.evidence == ()
    assert harmed.value == 0.35
    assert [quote.quote for quote in harmed.evidence] == [CARE]
    assert "dismissal, jargon" in harmed.explanation


def test_the_words_of_a_question_without_one_explore_nothing() -> None:
    asked = {CARE: does(CARE, Act.OPEN_QUESTION, exploration=2)}
    unasked = {CARE: does(CARE, Act.OFFER, exploration=2)}
    assert empathic("explorations", GRIEF, asked).value == 0.5
    narrow = {CARE: does(CARE, Act.CLOSED_QUESTION, exploration=2)}
    assert empathic("explorations", GRIEF, narrow).value == 0.25
    assert empathic("explorations", GRIEF, unasked).value == 0.0
