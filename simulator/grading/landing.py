"""How the turns land: a learned figure beside what rules can point at, mean over the call.

Rules see what somebody foresaw.  A network that has read thousands of good and poor answers half
believes much more, and of two answers that half mostly tells which is better; so it is a score of
its own, which names the turns that read best and worst and never fails a call.
"""

from statistics import fmean

from simulator.grading.judgement import GraderPart, Judgement, not_scored
from simulator.grading.material import Material, Reading
from simulator.grading.quotes import quote_of, quotes
from simulator.grading.scorecard import Grader, Score

LANDING = Grader(name="landing", version="1")
ID, LABEL = "landing", "Reads like answers that land well (learned)"
WEIGHT = 8.0
"""What it weighs in every total: chosen on pairs, where more hurt those that rules see and less
those that they don't."""


def judge_landing(material: Material) -> Judgement:
    """The mean over all turns that say more than that somebody listens."""
    read = [reading for reading in material.spoken if reading.appraisal.lands is not None]
    if not read:
        return unscored_landing(material, "no turn of yours could be read for it")
    best, worst = max(read, key=_lands), min(read, key=_lands)
    text = (
        f"mean of {len(read)} turns, by weights learned from pairs of a better and a worse answer;"
        f" highest {_lands(best):.2f} in turn {best.number}, lowest {_lands(worst):.2f} in turn"
        f" {worst.number}."
    )
    return Judgement(
        (
            Score(
                id=ID,
                label=LABEL,
                value=round(fmean(map(_lands, read)), 4),
                weight=WEIGHT,
                explanation=text,
                evidence=quotes(quote_of(best.turn), quote_of(worst.turn)),
                grader=LANDING,
            ),
        )
    )


def _lands(reading: Reading) -> float:
    return reading.appraisal.lands or 0.0


def unscored_landing(_material: Material, reason: str) -> Judgement:
    """The score without a value, and why."""
    return Judgement((not_scored(ID, LABEL, LANDING, reason, WEIGHT),))


LANDING_PART = GraderPart(LANDING, judge_landing, unscored_landing)
