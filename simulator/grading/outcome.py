"""How far up the scenario's ladder the call came."""

from simulator.authoring.scenario import Scenario
from simulator.grading.judgement import GraderPart, Judgement, not_scored
from simulator.grading.material import Material
from simulator.grading.scorecard import Grader, Score

OUTCOME = Grader(name="outcome", version="1")
QUOTES = "\"'“”‘’"
LABEL = "How the call ended"


def _rungs(scenario: Scenario) -> tuple[str, ...]:
    # A rung that puts the call through is a step on the way: the call doesn't end there.
    return tuple(rung.id for rung in scenario.outcomes if rung.puts_through_to is None)


def _reason_against(material: Material) -> str | None:
    outcome, scenario = material.call.outcome, material.scenario
    if outcome is None:
        return "the call has not ended"
    if material.stopped:
        return "you stopped the exercise, and that is no failure"
    if scenario is None:
        return "without its scenario there is no ladder to place the ending on"
    if outcome.id not in _rungs(scenario):
        return "the ending is not a rung of this scenario's ladder"
    return None


def judge_outcome(material: Material) -> Judgement:
    """0 for the lowest rung, 1 for the highest, even steps between."""
    weight = material.rubric.outcome_weight
    reason = _reason_against(material)
    outcome, scenario = material.call.outcome, material.scenario
    if reason or outcome is None or scenario is None:
        return unscored_outcome(material, reason or "")
    rungs = _rungs(scenario)
    place = rungs.index(outcome.id)
    return Judgement(
        (
            Score(
                id="outcome",
                label=LABEL,
                value=round(place / max(1, len(rungs) - 1), 4),
                weight=weight,
                explanation=f"“{outcome.label.strip(QUOTES)}”: rung {place + 1} of {len(rungs)}.",
                grader=OUTCOME,
            ),
        )
    )


def unscored_outcome(material: Material, reason: str) -> Judgement:
    """The outcome without a value, and why."""
    weight = material.rubric.outcome_weight
    return Judgement((not_scored("outcome", LABEL, OUTCOME, reason, weight),))


OUTCOME_PART = GraderPart(OUTCOME, judge_outcome, unscored_outcome)
