"""The chain: side by side, in fixed order, and one grader's failure is nobody else's."""

import asyncio
import time
from dataclasses import replace

import pytest

from simulator.conversation.call import Call
from simulator.grading import chain
from simulator.grading.judgement import GraderPart, Judgement
from simulator.grading.material import Material
from simulator.grading.scorecard import Scorecard
from simulator.vocabulary import Act
from tests.grading.conftest import call_of, does, material_of


def judged(material: Material, parts: tuple[GraderPart, ...] = chain.PARTS) -> Scorecard:
    return asyncio.run(chain.judge(material, parts))


def read(call: Call) -> Material:
    opening, asking = call.turns[1].said, call.turns[3].said
    return material_of(
        call,
        {
            opening: does(opening, Act.INTRODUCE, Act.ASK_PERMISSION),
            asking: does(asking, Act.OPEN_QUESTION, exploration=2),
        },
    )


def killed(part: GraderPart) -> GraderPart:
    def fail(_material: Material) -> Judgement:
        raise RuntimeError("the lights went out")

    return replace(part, judge=fail)


def garbled(part: GraderPart) -> GraderPart:
    return replace(part, judge=lambda _material: "excellent")  # type: ignore[arg-type, return-value]


def stalled(part: GraderPart) -> GraderPart:
    def sleep(_material: Material) -> Judgement:
        time.sleep(2)
        return Judgement()

    return replace(part, judge=sleep, limit_s=0.02)


def test_a_call_gets_scores_pacing_and_a_total(cold_call: Call) -> None:
    card = judged(read(cold_call))
    values = {score.id: score.value for score in card.scores}
    assert values["asks-leave"] == 1.0
    assert values["one-clear-ask"] == 0.0
    assert card.overall.value is not None
    assert "100 × (" in card.overall.how
    assert card.pacing["turns"].value == 3


@pytest.mark.parametrize("victim", range(len(chain.PARTS)))
@pytest.mark.parametrize("harm", [killed, garbled, stalled])
def test_one_grader_down_leaves_the_others_standing(
    cold_call: Call, victim: int, harm: object
) -> None:
    assert callable(harm)
    whole = judged(read(cold_call))
    parts = list(chain.PARTS)
    parts[victim] = harm(parts[victim])
    hurt = judged(read(cold_call), tuple(parts))
    name = parts[victim].grader.name
    for before, after in zip(
        [score for score in whole.scores if score.grader.name != name],
        [score for score in hurt.scores if score.grader.name != name],
        strict=True,
    ):
        assert before == after
    lost = [score for score in hurt.scores if score.grader.name == name]
    assert all(score.value is None and score.unscored_reason for score in lost)
    if name == "pacing":
        assert all(figure.value is None for figure in hurt.pacing.values())
    else:
        gave = [score.id for score in whole.scores if score.grader.name == name]
        owed = gave or (["blocking"] if name == "blocking" else [])  # of mails, a call owes none
        assert [score.id for score in lost] == owed
        assert hurt.pacing == whole.pacing


def test_a_failed_graders_message_is_the_reason(cold_call: Call) -> None:
    parts = (killed(chain.PARTS[1]), *chain.PARTS[2:])
    card = judged(read(cold_call), parts)
    assert card.scores[0].unscored_reason == "the grader failed: the lights went out"


def test_the_same_material_gives_the_same_bytes(cold_call: Call) -> None:
    cards = {judged(read(cold_call)).model_dump_json() for _ in range(5)}
    assert len(cards) == 1


def test_no_total_for_too_little() -> None:
    card = judged(material_of(call_of("persona: Tolan.", "trainee: Hello.")))
    assert card.overall.value is None
    assert "fewer than 2 turns" in card.overall.how
