"""Conduct of the whole call in the six dimensions, 1 to 5 as experts rate, and their composite.

A merit is rated against the occasions that the other person gave; a fault against the turns there
were.  Both saturate: warmth in every turn is no better than warmth in most.
"""

from collections.abc import Sequence
from math import exp, fsum

from simulator.grading.answers import answers
from simulator.grading.dimensions import COMPOSITE, LABELS, Dimension, Sign, sign
from simulator.grading.judgement import GraderPart, Judgement, not_scored
from simulator.grading.material import Material, Reading
from simulator.grading.quotes import quotes
from simulator.grading.scorecard import Grader, Score
from simulator.vocabulary import Kind

CONDUCT = Grader(name="conduct", version="1")
COMPOSITE_LABEL = "Empathy: the six dimensions together"
SCALE = (1.0, 5.0)
STEEPNESS = 2.2
"""How fast a rating rises: 3.7 when half of the occasions were met, 4.6 when all were."""
SHARES = {Dimension.UNDERSTANDING: 1.5, Dimension.ADVICE: 1.5}
"""What weighs more than 1 in the composite: reflections less information given told good from poor
counselling calls best of all simple measures (AnnoMI's development part)."""
WEIGHTS = {Kind.SERVICE: 2.0, Kind.COLD_CALL: 1.0}
"""What the composite weighs in every total."""
MOST_QUOTES = 4
MURMURED, MURMUR = 2, 0.3
"""Words up to which a turn is a sign of listening rather than a turn, and what it counts."""


def judge_conduct(material: Material) -> Judgement:
    """The six ratings, their composite, and the answer to each cue."""
    rated = {dimension: _rate(dimension, material) for dimension in Dimension}
    return Judgement(
        (*rated.values(), _composite(rated, material)),
        cues=answers(material),
    )


def _rate(dimension: Dimension, material: Material) -> Score:
    occasions = _occasions(dimension, material)
    if not occasions:
        return not_scored(dimension, LABELS[dimension], CONDUCT, _absent(dimension, material))
    eligible = material.spoken[material.spoken.index(occasions[0]) :]
    signs = [sign(dimension, reading) for reading in eligible]
    room = max(fsum(map(_room, occasions)), fsum(map(_room, eligible)) / 2)
    rating = 1.0 + 4.0 * _saturated(fsum(found.strength for found in signs) / room)
    return Score(
        id=dimension,
        label=LABELS[dimension],
        value=round(rating, 2),
        scale=SCALE,
        explanation=_explain(signs, len(occasions)),
        evidence=quotes(*(found.quote for found in _strongest(signs))),
        grader=CONDUCT,
    )


def _room(reading: Reading) -> float:
    """How much of a turn it is: a "mm-hmm" while she goes on is hardly one."""
    return MURMUR if reading.words <= MURMURED else 1.0


def _saturated(share: float) -> float:
    return 1.0 - exp(-STEEPNESS * share)


def _occasions(dimension: Dimension, material: Material) -> list[Reading]:
    """Turns after something of hers; for validation, from the first feeling that she named on."""
    told = [reading for reading in material.spoken if reading.after_substance]
    if dimension is not Dimension.VALIDATING:
        return told
    felt = next((at for at, reading in enumerate(told) if reading.after_feeling), len(told))
    return told[felt:]


def _absent(dimension: Dimension, material: Material) -> str:
    if not material.spoken:
        return "no words of yours were heard"
    if dimension is Dimension.VALIDATING:
        return "no opportunity: no feeling or loss was named before a turn of yours"
    return "no opportunity: nothing was told to you that could be answered"


def _strongest(signs: Sequence[Sign]) -> list[Sign]:
    """The signs that were shown, the strongest few, in the order of the call."""
    shown = [found for found in signs if found.shown]
    best = sorted(shown, key=lambda found: -found.strength)[:MOST_QUOTES]
    return [found for found in shown if found in best][:MOST_QUOTES]


def _explain(signs: Sequence[Sign], occasions: int) -> str:
    shown = sum(found.shown for found in signs)
    return f"Shown in {shown} of {len(signs)} turns; there was room for it {occasions} times."


def _composite(rated: dict[Dimension, Score], material: Material) -> Score:
    """The mean of what was rated, faults reversed."""
    weight = WEIGHTS[material.rubric.kind]
    scored = {name: score.value for name, score in rated.items() if score.value is not None}
    if not scored:
        reason = "none of the six dimensions could be rated"
        return not_scored(COMPOSITE, COMPOSITE_LABEL, CONDUCT, reason, weight)
    merits = [
        (SHARES.get(name, 1.0), 6.0 - value if name.is_fault else value)
        for name, value in scored.items()
    ]
    return Score(
        id=COMPOSITE,
        label=COMPOSITE_LABEL,
        value=round(_mean(merits), 3),
        scale=SCALE,
        weight=weight,
        explanation=f"Weighted mean of {len(merits)} of 6 dimensions, faults reversed.",
        evidence=quotes(*(quote for score in rated.values() for quote in score.evidence[:1])),
        grader=CONDUCT,
    )


def _mean(weighed: Sequence[tuple[float, float]]) -> float:
    return fsum(weight * value for weight, value in weighed) / fsum(one for one, _ in weighed)


def unscored_conduct(material: Material, reason: str) -> Judgement:
    """All seven without a value, and why."""
    six = [not_scored(one, LABELS[one], CONDUCT, reason) for one in Dimension]
    weight = WEIGHTS[material.rubric.kind]
    whole = not_scored(COMPOSITE, COMPOSITE_LABEL, CONDUCT, reason, weight)
    return Judgement((*six, whole))


CONDUCT_PART = GraderPart(CONDUCT, judge_conduct, unscored_conduct)
