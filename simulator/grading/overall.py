"""The total: a weighted mean of what was scored, by code, with its arithmetic spelt out."""

from math import fsum

from simulator.grading.judgement import Judgement
from simulator.grading.material import Material
from simulator.grading.scorecard import Overall, Score

MIN_TURNS = 2
"""Fewer turns of the trainee's than this are no call to judge as a whole."""
MIN_COVERAGE = 0.5
"""At least this share of the rubric's weight must have been scored."""
BLOCKED_SHARE = 0.4
"""What a blocking error leaves of the total: failed, and a better call still shows as better."""


def total(material: Material, judgement: Judgement) -> Overall:
    """0 to 100, or why there is no total."""
    counted = [score for score in judgement.scores if score.weight > 0]
    scored = [score for score in counted if score.value is not None]
    reason = _reason_against(material, judgement, counted, scored)
    if reason:
        return Overall(value=None, how=_sentences(f"No total: {reason}.", *material.notes))
    weight = fsum(score.weight for score in scored)
    points = 100 * fsum(_share(score) * score.weight for score in scored) / weight
    how = [_arithmetic(scored, weight, points), _left_out(counted, scored)]
    if judgement.blocking:
        names = ", ".join(f"“{error.label}”" for error in judgement.blocking)
        how.append(f"{names} fails the call: {BLOCKED_SHARE:.0%} of {points:.1f} stays.")
        points *= BLOCKED_SHARE
    return Overall(value=round(points, 1), how=_sentences(*how, *material.notes))


def _reason_against(
    material: Material, judgement: Judgement, counted: list[Score], scored: list[Score]
) -> str | None:
    if len(material.spoken) < MIN_TURNS:
        return f"fewer than {MIN_TURNS} turns of yours were heard"
    if material.stopped:
        return "you stopped the exercise, so it isn't added up"
    blocking = [score for score in judgement.scores if score.id == "blocking"]
    if blocking:
        return f"errors that fail a call could not be looked for ({blocking[0].unscored_reason})"
    whole, there = (fsum(score.weight for score in part) for part in (counted, scored))
    if there < MIN_COVERAGE * whole or not there:
        return f"only {there:g} of the rubric's weight of {whole:g} could be scored"
    return None


def _share(score: Score) -> float:
    low, high = score.scale
    return ((score.value or 0.0) - low) / (high - low)


def _arithmetic(scored: list[Score], weight: float, points: float) -> str:
    parts = " + ".join(f"{score.id} {_share(score):.2f}×{score.weight:g}" for score in scored)
    return f"100 × ({parts}) / {weight:g} = {points:.1f}."


def _left_out(counted: list[Score], scored: list[Score]) -> str:
    names = ", ".join(score.id for score in counted if score not in scored)
    return f"Not scored and not counted: {names}." if names else ""


def _sentences(*parts: str) -> str:
    return " ".join(part for part in parts if part)
