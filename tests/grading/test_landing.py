"""The learned figure of how turns land: a mean with its best and worst turn, or nothing."""

from simulator.conversation.appraisal import Appraisal
from simulator.grading.landing import WEIGHT, judge_landing
from simulator.vocabulary import Kind
from tests.grading.conftest import call_of, material_of

WARM, COLD, MURMUR = "Forty years. I'm sorry.", "You'll get over it.", "Mm."
CALL = call_of(
    "persona: My husband died.",
    f"trainee: {WARM}",
    "persona: Forty years we had.",
    f"trainee: {MURMUR}",
    "persona: And now this letter.",
    f"trainee: {COLD}",
    kind=Kind.SERVICE,
)


def test_it_is_the_mean_of_the_turns_that_were_read() -> None:
    known = {WARM: Appraisal(lands=0.9), COLD: Appraisal(lands=0.2)}
    (score,) = judge_landing(material_of(CALL, known)).scores
    assert score.value == 0.55
    assert score.weight == WEIGHT
    assert [quote.quote for quote in score.evidence] == [WARM, COLD]
    assert "highest 0.90 in turn 1, lowest 0.20 in turn 3" in score.explanation


def test_without_a_network_it_is_not_scored() -> None:
    (score,) = judge_landing(material_of(CALL, {})).scores
    assert score.value is None
    assert score.unscored_reason == "no turn of yours could be read for it"
