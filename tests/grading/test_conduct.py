"""The six dimensions over a call and for each cue: what earns, what costs, what can't be asked."""

import pytest

from simulator.conversation.call import Call
from simulator.grading.chain import grade
from simulator.grading.conduct import SHARES, judge_conduct, unscored_conduct
from simulator.grading.dimensions import COMPOSITE, Dimension
from simulator.grading.scorecard import Answer, Score, Scorecard
from simulator.vocabulary import Kind
from tests.grading.conftest import call_of, material_of

LOSS = "persona: My mum died on Sunday, and I can't sleep. Her letters keep coming."
MORE = "persona: I found her glasses in the drawer and just sat on the carpet."
WARM = "trainee: She only died on Sunday. I'm so sorry, that must be so hard."
ASKS = "trainee: You found her glasses. What was she like?"


def talk(*lines: str) -> Call:
    return call_of(*lines, kind=Kind.SERVICE)


def scores(card: Scorecard) -> dict[str, Score]:
    return {score.id: score for score in card.scores}


def rated(*lines: str) -> dict[str, float | None]:
    return {name: score.value for name, score in scores(grade(talk(*lines))).items()}


def test_all_six_and_the_composite_stand_on_the_scorecard_with_their_scale() -> None:
    found = scores(grade(talk(LOSS, WARM, MORE, ASKS)))
    for name in (*Dimension, COMPOSITE):
        assert found[name].scale == (1.0, 5.0)
        assert 1.0 <= (found[name].value or 0.0) <= 5.0


def test_an_answer_to_the_feeling_beats_a_story_of_ones_own() -> None:
    kind = rated(LOSS, WARM, MORE, ASKS)
    own = rated(LOSS, "trainee: When my dad died I was a mess for weeks.", MORE, "trainee: Me too.")
    assert kind[COMPOSITE] > own[COMPOSITE]  # type: ignore[operator]
    assert own["self_oriented"] > kind["self_oriented"]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("dimension", "line"),
    [
        ("advice_giving", "trainee: Make sure you eat well and get some sleep."),
        ("advice_giving", "trainee: Have you thought about joining a club?"),
        ("dismissing_emotions", "trainee: I'm sure it will all be fine in the end."),
        ("dismissing_emotions", "trainee: I'm sorry, but the fee still applies."),
        ("self_oriented", "trainee: My sister had just the same, it took her years."),
    ],
)
def test_a_fault_is_rated_and_quoted(dimension: str, line: str) -> None:
    found = scores(grade(talk(LOSS, line, MORE, ASKS)))[dimension]
    assert found.value is not None
    assert found.value > 2.0
    assert line.endswith(found.evidence[0].quote)


def test_understanding_is_for_what_she_told_and_not_for_the_words_of_understanding() -> None:
    hers = rated(LOSS, "trainee: She died on Sunday, and still her letters come.", MORE, ASKS)
    stock = rated(LOSS, "trainee: I completely understand how you feel.", MORE, "trainee: I see.")
    name = "demonstrating_understanding"
    assert hers[name] > stock[name] == 1.0  # type: ignore[operator]


def test_the_same_words_again_earn_nothing_more() -> None:
    once = rated(LOSS, WARM, MORE, "trainee: The form is on the second page of it.")
    again = rated(LOSS, WARM, MORE, WARM)
    for name in ("validating_emotions", "demonstrating_understanding", COMPOSITE):
        assert again[name] <= once[name]  # type: ignore[operator]


def test_without_a_feeling_validation_is_not_scored_and_costs_nothing() -> None:
    plain = grade(talk("persona: Please change my address to 14 Elm Road.", "trainee: Done."))
    found = scores(plain)["validating_emotions"]
    assert found.value is None
    assert "no feeling" in (found.unscored_reason or "")


def test_each_cue_is_answered_in_six_dimensions_with_quotes_from_the_next_turn() -> None:
    call = talk(LOSS, WARM, "persona: The new address is 14 Elm Road, in Leeds.", ASKS)
    rows = grade(call).cues
    assert [(row.cue, row.turn) for row in rows] == [("t1", "t2"), ("t3", "t4")]
    first = {answer.id: answer for answer in rows[0].dimensions}
    assert first["validating_emotions"].answer is Answer.YES
    assert first["advice_giving"].answer is Answer.NO
    said = {turn.id: turn.text for turn in call.turns}
    for row in rows:
        for answer in row.dimensions:
            assert (answer.answer is Answer.YES) == bool(answer.evidence)
            assert all(quote.quote in said[row.turn] for quote in answer.evidence)
    second = {answer.id: answer.answer for answer in rows[1].dimensions}
    assert second["validating_emotions"] is Answer.NO_OPPORTUNITY


def test_advice_that_she_asks_for_is_no_opportunity_for_the_fault() -> None:
    call = talk("persona: I can't sleep since he died. What should I do?", "trainee: Ring me.")
    answers = {answer.id: answer.answer for answer in grade(call).cues[0].dimensions}
    assert answers["advice_giving"] is Answer.NO_OPPORTUNITY


def test_a_composite_reverses_faults() -> None:
    material = material_of(talk(LOSS, "trainee: Hm.", MORE, "trainee: Hm."))
    found = {score.id: score for score in judge_conduct(material).scores}
    weighed = [
        (SHARES.get(name, 1.0), 6 - value if name.is_fault else value)
        for name in Dimension
        if (value := found[name].value) is not None
    ]
    mean = sum(weight * value for weight, value in weighed) / sum(weight for weight, _ in weighed)
    assert found[COMPOSITE].value == pytest.approx(mean, abs=1e-3)


def test_a_grader_that_failed_owes_all_seven() -> None:
    owed = unscored_conduct(material_of(talk(LOSS, WARM)), "it broke").scores
    assert [score.id for score in owed] == [*Dimension, COMPOSITE]
    assert all(score.value is None and "it broke" in score.explanation for score in owed)
