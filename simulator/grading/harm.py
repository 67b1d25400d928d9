"""What cost trust: every fault of the call, with the words that made it, as one score.

Graded beside the mechanisms, because a mechanism that earned nothing has nothing to lose.
"""

from math import fsum

from simulator.grading.credits import COSTS
from simulator.grading.judgement import GraderPart, Judgement, not_scored
from simulator.grading.material import Material, Reading
from simulator.grading.quotes import quote_of, quotes
from simulator.grading.scorecard import Grader, Score
from simulator.vocabulary import Fault

HARM = Grader(name="harm", version="1")
ID, LABEL = "no_harm", "Leaves out what costs trust"
WEIGHT = 2.0
"""What it weighs in every total; as much as the outcome does unless a rubric says otherwise."""


def judge_harm(material: Material) -> Judgement:
    """1 without a fault; each fault of each turn takes off what it costs, down to 0."""
    if not material.spoken:
        return unscored_harm(material, "no words of yours were heard")
    made = [(reading, fault) for reading in material.spoken for fault in _faults(reading)]
    cost = fsum(COSTS[fault] for _, fault in made)
    evidence = quotes(*(quote_of(reading.turn, _words(reading, fault)) for reading, fault in made))
    return Judgement(
        (
            Score(
                id=ID,
                label=LABEL,
                value=round(max(0.0, 1.0 - cost), 4),
                weight=WEIGHT,
                explanation=_explain([fault for _, fault in made], cost),
                evidence=evidence,
                grader=HARM,
            ),
        )
    )


def _faults(reading: Reading) -> list[Fault]:
    found = {hit.fault for hit in reading.appraisal.faults}
    return [fault for fault in Fault if fault in found]


def _words(reading: Reading, fault: Fault) -> str:
    return next(hit.quote for hit in reading.appraisal.faults if hit.fault is fault)


def _explain(made: list[Fault], cost: float) -> str:
    if not made:
        return "None was found."
    names = ", ".join(fault.value.replace("_", " ") for fault in dict.fromkeys(made))
    return f"Found {len(made)}: {names}; together they take off {cost:.2f}."


def unscored_harm(_material: Material, reason: str) -> Judgement:
    """The score without a value, and why."""
    return Judgement((not_scored(ID, LABEL, HARM, reason, WEIGHT),))


HARM_PART = GraderPart(HARM, judge_harm, unscored_harm)
