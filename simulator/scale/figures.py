"""The figures of many tryouts: shares and means by kind of trainee, each with its 95 % interval."""

from collections import Counter
from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist, fmean, stdev
from typing import NamedTuple

from simulator.scale.trainee import TraineeKind
from simulator.scale.tryout import Tried

_Z = NormalDist().inv_cdf(0.975)
BEST_GRADE = 100.0
SHORTCUTS = frozenset(TraineeKind) - {TraineeKind.SKILLED, TraineeKind.AVERAGE}
"""Kinds that try to get there without the skill."""


class Interval(NamedTuple):
    """An estimate and the bounds of its 95 % interval."""

    value: float
    low: float
    high: float


class KindFigures(NamedTuple):
    """What calls of one kind of trainee came to."""

    kind: TraineeKind
    calls: int
    reached: Interval
    """The share of calls that reached the goal, 0 to 1."""
    grade: Interval | None
    """0 to 100; ``None`` where fewer than two calls could be graded."""
    ungraded: int
    turns: float
    """Of the trainee's, on average."""
    outcomes: dict[str, int]
    """How often each rung was reached, worst rung first."""


def wilson(hits: int, calls: int) -> Interval:
    """A share with its Wilson score interval (Wilson, 1927), which also serves near 0 and 1."""
    share = hits / calls
    scale = 1 + _Z**2 / calls
    centre = (share + _Z**2 / (2 * calls)) / scale
    half = _Z * sqrt(share * (1 - share) / calls + _Z**2 / (4 * calls**2)) / scale
    return Interval(share, max(0.0, min(share, centre - half)), min(1.0, max(share, centre + half)))


def mean(values: Sequence[float]) -> Interval | None:
    """A mean of grades with Student's interval, within 0 and 100; ``None`` below two values."""
    if len(values) < 2:
        return None
    half = _student(len(values) - 1) * stdev(values) / sqrt(len(values))
    middle = fmean(values)
    return Interval(middle, max(0.0, middle - half), min(BEST_GRADE, middle + half))


def figures(tried: Sequence[Tried]) -> tuple[KindFigures, ...]:
    """The figures of each kind that was tried, in the order of ``TraineeKind``."""
    kinds = [kind for kind in TraineeKind if any(one.kind is kind for one in tried)]
    return tuple(_of_kind(kind, [one for one in tried if one.kind is kind]) for kind in kinds)


def skill_pays(found: Sequence[KindFigures]) -> bool | None:
    """Whether skill gets there more often than every shortcut, beyond what chance explains.

    ``None`` where there is nothing to compare.
    """
    by_kind = {one.kind: one.reached for one in found}
    others = [reached for kind, reached in by_kind.items() if kind in SHORTCUTS]
    if TraineeKind.SKILLED not in by_kind or not others:
        return None
    return all(by_kind[TraineeKind.SKILLED].low > other.high for other in others)


def _of_kind(kind: TraineeKind, tried: list[Tried]) -> KindFigures:
    graded = [one.grade for one in tried if one.grade is not None]
    counted = Counter((one.rung, one.outcome) for one in tried)
    return KindFigures(
        kind=kind,
        calls=len(tried),
        reached=wilson(sum(one.reached for one in tried), len(tried)),
        grade=mean(graded),
        ungraded=len(tried) - len(graded),
        turns=fmean(one.turns for one in tried),
        outcomes={outcome: many for (_, outcome), many in sorted(counted.items())},
    )


def _student(freedom: int) -> float:
    """The 97.5 % point of Student's t, by its expansion around the normal one.

    Abramowitz and Stegun, 26.7.5, to the third term; exact below 3 degrees of freedom.
    """
    exact = {1: 12.7062, 2: 4.3027}
    if freedom in exact:
        return exact[freedom]
    first = (_Z**3 + _Z) / 4
    second = (5 * _Z**5 + 16 * _Z**3 + 3 * _Z) / 96
    third = (3 * _Z**7 + 19 * _Z**5 + 17 * _Z**3 - 15 * _Z) / 384
    return _Z + first / freedom + second / freedom**2 + third / freedom**3
