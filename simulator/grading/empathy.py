"""Empathy as acts: what the trainee answered a feeling with, asked about, and gave back.

EPITOME's three mechanisms (Sharma et al., EMNLP 2020) come from the levels of the single turns.
*Understanding* beside them is ours: credit only for restating what the other really gave.
"""

import math
from math import fsum

from simulator.grading.credits import credit, debit, level_of
from simulator.grading.judgement import not_scored
from simulator.grading.material import Material, Reading
from simulator.grading.quotes import quote_of, quotes
from simulator.grading.scorecard import Grader, Quote, Score

EMPATHY = Grader(name="empathy", version="1")
LABELS = {
    "emotional_reactions": "Answers feelings with warmth",
    "interpretations": "Says what she may be feeling",
    "explorations": "Asks about her side",
    "understanding": "Gives back what she really said",
}
MOST_WANTED = 3
"""More good answers than this are never asked for: warmth in every turn is no better."""


def judge(mechanism: str, weight: float, material: Material) -> Score:
    """One mechanism over the call: what half of the occasions earned, less what faults cost."""
    occasions = _occasions(mechanism, material)
    if not occasions:
        reason = f"no opportunity: {_ABSENT[mechanism]}"
        return not_scored(mechanism, LABELS[mechanism], EMPATHY, reason, weight)
    eligible = material.spoken[material.spoken.index(occasions[0]) :]
    wanted = min(MOST_WANTED, math.ceil(len(occasions) / 2))
    best = sorted(eligible, key=lambda reading: -credit(mechanism, reading))[:wanted]
    paid = [reading for reading in best if credit(mechanism, reading)]
    earned = fsum(credit(mechanism, reading) for reading in paid) / wanted
    cost, costly = debit(mechanism, eligible)
    return Score(
        id=mechanism,
        label=LABELS[mechanism],
        value=round(min(1.0, max(0.0, earned - cost)), 4),
        weight=weight,
        explanation=_explain(len(occasions), wanted, len(paid), cost),
        evidence=quotes(*(_quote(mechanism, reading) for reading in _in_order(paid)), *costly),
        grader=EMPATHY,
    )


_ABSENT = {
    "emotional_reactions": "no feeling or loss was named before a turn of yours",
    "interpretations": "no feeling or loss was named before a turn of yours",
    "explorations": "nothing was said to you that you could have asked about",
    "understanding": "nothing was said to you that you could have given back",
}


def _occasions(mechanism: str, material: Material) -> list[Reading]:
    if mechanism in {"emotional_reactions", "interpretations"}:
        return [reading for reading in material.spoken if reading.after_feeling]
    return [reading for reading in material.spoken if reading.after_substance]


def _explain(occasions: int, wanted: int, paid: int, cost: float) -> str:
    text = f"There was room for it in {_turns(occasions)}; {wanted} make full marks, {paid} had it"
    return f"{text}; faults take off {cost:.2f}." if cost else f"{text}."


def _turns(count: int) -> str:
    return "1 turn" if count == 1 else f"{count} turns"


def _quote(mechanism: str, reading: Reading) -> Quote | None:
    return quote_of(reading.turn, level_of(reading.appraisal, mechanism).quote)


def _in_order(readings: list[Reading]) -> list[Reading]:
    return sorted(readings, key=lambda reading: reading.number)
