"""A learner's skills over her calls: against her own start, with intervals, never against others.

The start and the latest calls are compared by the difference of their means with a 95 % interval
after Welch ("The generalization of Student's problem", 1947).  It is wide for few calls, as it
should be: three good calls are no proof.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import fsum, sqrt
from typing import NamedTuple

from simulator.grading.checks import CHECKS
from simulator.grading.dimensions import FAULTY
from simulator.grading.scorecard import Score, Scorecard

WINDOW = 5
"""Calls that the start, and the latest state, are taken from at most."""
FEWEST = 3
"""Calls that each needs at least."""
LEFT_OUT = frozenset({CHECKS.name, "second-opinion"})
"""Graders whose scores are no skill: a scenario's own questions, and what isn't counted."""
TOTAL = "total"
# Student's t, two-sided 95 %, for 1 to 10 degrees of freedom (any table of the distribution).
STUDENT = (12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228)


class Graded(NamedTuple):
    """One of the learner's calls."""

    call: str
    title: str
    at: datetime
    card: Scorecard


class Point(NamedTuple):
    """One skill in one call, as a share of its scale."""

    number: int
    """Which of the learner's calls it is, from 1, the oldest."""
    call: str
    title: str
    at: datetime
    share: float


class Mean(NamedTuple):
    """A mean, or a difference of two, with its interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Skill:
    """One skill over the calls in which it was scored, oldest first."""

    id: str
    label: str
    fault: bool
    """Less of it is better."""
    points: tuple[Point, ...]
    start: Mean | None
    """``None`` with fewer calls than it takes."""
    latest: Mean | None
    change: Mean | None

    @property
    def window(self) -> int:
        """How many calls the start was taken from, and the latest state."""
        return _window(self.points)

    @property
    def says(self) -> str:
        """What it comes to, in one sentence."""
        if self.change is None:
            missing = 2 * FEWEST - len(self.points)
            calls = "call" if missing == 1 else "calls"
            return f"Too few calls to tell: {missing} more {calls} needed."
        if self.change.low <= 0 <= self.change.high:
            return "No change that could be told from chance."
        rose = self.change.value > 0
        return f"{'Higher' if rose else 'Lower'} than at your start" + (
            "." if rose != self.fault else "; look at what differs in those calls."
        )


def skills(calls: Sequence[Graded]) -> tuple[Skill, ...]:
    """Every skill that was scored more than once, the total first.

    Args:
        calls: newest first, as the store has them.
    """
    found: dict[str, list[Point]] = {}
    labels: dict[str, str] = {}
    for number, graded in enumerate(reversed(calls), start=1):
        for identifier, label, share in _shares(graded.card):
            labels[identifier] = label
            point = Point(number, graded.call, graded.title, graded.at, share)
            found.setdefault(identifier, []).append(point)
    return tuple(
        _skill(identifier, labels[identifier], tuple(points))
        for identifier, points in found.items()
        if len(points) > 1
    )


def _shares(card: Scorecard) -> Iterator[tuple[str, str, float]]:
    if card.overall.value is not None:
        yield TOTAL, "The whole call", card.overall.value / 100
    for score in card.scores:
        if score.value is not None and score.grader.name not in LEFT_OUT:
            yield score.id, score.label, _share(score, score.value)


def _share(score: Score, value: float) -> float:
    low, high = score.scale
    return (value - low) / (high - low)


def _window(points: Sequence[Point]) -> int:
    return min(WINDOW, len(points) // 2)


def _skill(identifier: str, label: str, points: tuple[Point, ...]) -> Skill:
    shares, window = [point.share for point in points], _window(points)
    enough = window >= FEWEST
    first, last = shares[:window], shares[-window:]
    return Skill(
        id=identifier,
        label=label,
        fault=identifier in FAULTY,
        points=points,
        start=mean(first) if enough else None,
        latest=mean(last) if enough else None,
        change=difference(first, last) if enough else None,
    )


def mean(values: Sequence[float]) -> Mean:
    """The mean of two or more shares, with its 95 % interval kept between 0 and 1."""
    middle, error = _mean(values), sqrt(_variance(values) / len(values))
    reach = _student(len(values) - 1) * error
    return Mean(middle, max(0.0, middle - reach), min(1.0, middle + reach))


def difference(first: Sequence[float], last: Sequence[float]) -> Mean:
    """How much higher the mean of ``last`` is, with Welch's interval kept between -1 and 1."""
    parts = [_variance(values) / len(values) for values in (first, last)]
    error, change = fsum(parts), _mean(last) - _mean(first)
    if not error:
        return Mean(change, change, change)
    counts = (len(first), len(last))
    freedom = error**2 / fsum(part**2 / (n - 1) for part, n in zip(parts, counts, strict=True))
    reach = _student(freedom) * sqrt(error)
    return Mean(change, max(-1.0, change - reach), min(1.0, change + reach))


def _mean(values: Sequence[float]) -> float:
    return fsum(values) / len(values)


def _variance(values: Sequence[float]) -> float:
    middle = _mean(values)
    return fsum((value - middle) ** 2 for value in values) / (len(values) - 1)


def _student(freedom: float) -> float:
    # Rounded down, which makes the interval wider, never narrower.
    return STUDENT[min(len(STUDENT), max(1, int(freedom + 1e-9))) - 1]


def as_text(found: Sequence[Skill]) -> str:
    """The trends for a terminal."""
    if not found:
        return "Too few graded calls to tell anything: rehearse and grade at least two."
    return "\n".join(line for skill in found for line in _lines(skill))


def _lines(skill: Skill) -> Iterator[str]:
    values = " ".join(f"{point.share:.2f}" for point in skill.points)
    yield f"{skill.label}: {skill.says}"
    yield f"    call by call, oldest first: {values}"
    if skill.start and skill.latest and skill.change:
        yield (
            f"    first {skill.window}: {in_words(skill.start)}; latest {skill.window}: "
            f"{in_words(skill.latest)}; change {in_words(skill.change, signed=True)}"
        )


def in_words(found: Mean, *, signed: bool = False) -> str:
    """The mean with its interval: "0.42 (0.20 to 0.64)"."""
    form = "+.2f" if signed else ".2f"
    # Adding nothing turns a "-0.00" into a "0.00".
    value, low, high = (f"{round(figure, 2) + 0.0:{form}}" for figure in found)
    return f"{value} ({low} to {high})".replace("-", "−")
