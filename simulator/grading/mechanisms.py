"""The graded mechanisms of a rubric, each with whoever computes it."""

from collections.abc import Callable

from simulator.authoring.rubric import Mechanism
from simulator.grading import craft, empathy
from simulator.grading.judgement import GraderPart, Judgement, not_scored
from simulator.grading.material import Material
from simulator.grading.scorecard import Grader, Score


def _part(
    grader: Grader, labels: dict[str, str], judge: Callable[[str, float, Material], Score]
) -> GraderPart:
    def mine(material: Material) -> list[Mechanism]:
        return [mechanism for mechanism in material.rubric.mechanisms if mechanism.id in labels]

    def judge_mine(material: Material) -> Judgement:
        return Judgement(
            tuple(judge(mechanism.id, mechanism.weight, material) for mechanism in mine(material))
        )

    def unscored(material: Material, reason: str) -> Judgement:
        return Judgement(
            tuple(
                not_scored(mechanism.id, labels[mechanism.id], grader, reason, mechanism.weight)
                for mechanism in mine(material)
            )
        )

    return GraderPart(grader, judge_mine, unscored)


EMPATHY_PART = _part(empathy.EMPATHY, empathy.LABELS, empathy.judge)
CRAFT_PART = _part(craft.CRAFT, craft.LABELS, craft.judge)
