"""A model as second judge says the same again, whatever it was asked in between."""

import asyncio
from inspect import isawaitable
from pathlib import Path

import pytest

from simulator.authoring.rubric import Rubric
from simulator.conversation.call import Call
from simulator.grading.agreement import krippendorff_alpha
from simulator.grading.defaults import default_rubric
from simulator.grading.model_judge import part_for
from simulator.llm.catalogue import weights_called
from simulator.llm.chooser import choose
from simulator.llm.weights import file_of
from simulator.llm.wording import Wording
from simulator.settings import Settings
from simulator.vocabulary import Kind
from tests.grading.conftest import call_of, material_of
from tests.support.weights import tiny_model

PATIENCE_S = 600.0
BAR = 0.95


@pytest.fixture
def judge(tmp_path: Path) -> Wording:
    """The real 135M, patient enough for a busy machine."""
    settings = Settings(
        data=tmp_path,
        model="embedded:smollm2-135m",
        model_context=2048,
        model_first_s=PATIENCE_S,
        model_stall_s=PATIENCE_S,
    )
    target = file_of(settings, weights_called("smollm2-135m"))
    target.parent.mkdir(parents=True)
    target.symlink_to(tiny_model())
    wording = choose(settings)
    assert wording is not None
    return wording


def rubric() -> Rubric:
    """Three questions are enough here; the benchmark asks all, of a larger model."""
    whole = default_rubric(Kind.COLD_CALL)
    return whole.model_copy(update={"checks": whole.checks[:3]})


def answers(call: Call, wording: Wording) -> dict[str, float | None]:
    part = part_for(wording)

    async def ask() -> dict[str, float | None]:
        judged = part.judge(material_of(call, rubric=rubric()))
        found = await judged if isawaitable(judged) else judged
        return {score.id: score.value for score in found.scores}

    return asyncio.run(ask())


@pytest.mark.model
@pytest.mark.timeout(600)
def test_asked_again_it_answers_the_same(judge: Wording, cold_call: Call) -> None:
    first = answers(cold_call, judge)
    answers(call_of("persona: Yes?", "trainee: Buy now."), judge)
    again = answers(cold_call, judge)
    assert first.keys() == again.keys()
    same = sum(first[key] == again[key] for key in first) / len(first)
    scored = [
        (a, b) for key in first if (a := first[key]) is not None and (b := again[key]) is not None
    ]
    alpha = krippendorff_alpha(scored)
    # Answers that are all alike have no alpha: then they must all be the same.
    assert same == 1.0 if alpha is None else alpha >= BAR
