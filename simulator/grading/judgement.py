"""What a grader is: a name, a version, a judgement, and what it owes when it can't give one."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from simulator.grading.material import Material
from simulator.grading.scorecard import BlockingError, CueAnswer, Figure, Grader, Score


@dataclass(frozen=True)
class Judgement:
    """A grader's share of the scorecard."""

    scores: tuple[Score, ...] = ()
    pacing: dict[str, Figure] = field(default_factory=dict)
    blocking: tuple[BlockingError, ...] = ()
    cues: tuple[CueAnswer, ...] = ()


@dataclass(frozen=True)
class GraderPart:
    """One grader of the chain."""

    grader: Grader
    judge: Callable[[Material], Judgement | Awaitable[Judgement]]
    unscored: Callable[[Material, str], Judgement]
    """What it owes, each without a value and with the reason given."""
    limit_s: float = 20.0
    """Seconds after which it counts as failed."""


def not_scored(
    identifier: str, label: str, grader: Grader, reason: str, weight: float = 0.0
) -> Score:
    """A score without a value, and why."""
    return Score(
        id=identifier,
        label=label,
        value=None,
        weight=weight,
        unscored_reason=reason,
        explanation=f"Not scored: {reason}",
        grader=grader,
    )
