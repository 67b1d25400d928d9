"""How far two sets of ratings agree: Krippendorff's α, ICC(2,1), QWK, with bootstrap intervals.

Own code, since the one light library for α is under the GPL and those for the others bring a whole
statistics package; each figure is tested against the worked example of the paper it comes from.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import fsum
from typing import NamedTuple

RESAMPLES = 1_000
"""Bootstrap samples of calls."""
FEWEST = 5
"""Calls below which no interval is given: resampling fewer says nothing."""
LEVEL = 0.95


class Pair(NamedTuple):
    """One score of one call: what the grader and what a person gave, as shares of the scale."""

    call: str
    machine: float
    human: float
    words: int | None = None
    """How much the trainee said in the call: the length baseline goes by it."""


class Estimate(NamedTuple):
    """A figure with its interval; ``None`` where the ratings don't tell."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Agreement:
    """Three figures of agreement over the same pairs."""

    pairs: int
    calls: int
    alpha: Estimate
    icc: Estimate
    qwk: Estimate


def krippendorff_alpha(units: Sequence[Sequence[float]]) -> float | None:
    """Krippendorff's α with the interval metric; on yes and no it equals the nominal one.

    After K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011.

    Args:
        units: for each thing rated its ratings, as many as there are; single ones don't count.

    Returns:
        1 for perfect agreement, 0 for chance; ``None`` if all ratings are the same, or none pair.
    """
    paired = [unit for unit in units if len(unit) > 1]
    values = [value for unit in paired for value in unit]
    expected = _differences(values)
    if expected <= 0:
        return None
    observed = fsum(_differences(unit) / (len(unit) - 1) for unit in paired)
    return 1 - (len(values) - 1) * observed / expected


def _differences(values: Sequence[float]) -> float:
    """The squared differences of all ordered pairs, summed; exactly 0 for equal values."""
    if len(set(values)) < 2:
        return 0.0
    mean = fsum(values) / len(values)
    return 2 * len(values) * fsum((value - mean) ** 2 for value in values)


def icc_2_1(rows: Sequence[Sequence[float]]) -> float | None:
    """ICC(2,1): two-way random effects, absolute agreement, single rater (Shrout & Fleiss 1979).

    Args:
        rows: for each thing rated one rating of every rater, in the raters' order.

    Returns:
        The coefficient; ``None`` for fewer than two rows or raters, or without any variance.
    """
    n, k = len(rows), len(rows[0]) if rows else 0
    if n < 2 or k < 2:
        return None
    grand = fsum(value for row in rows for value in row) / (n * k)
    between = k * fsum((fsum(row) / k - grand) ** 2 for row in rows) / (n - 1)
    columns = list(zip(*rows, strict=True))
    judges = n * fsum((fsum(column) / n - grand) ** 2 for column in columns) / (k - 1)
    whole = fsum((value - grand) ** 2 for row in rows for value in row)
    error = (whole - between * (n - 1) - judges * (k - 1)) / ((n - 1) * (k - 1))
    spread = between + (k - 1) * error + k * (judges - error) / n
    return (between - error) / spread if spread > 0 else None


def weighted_kappa(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Quadratic weighted kappa (Cohen 1968; Fleiss & Cohen 1973), for values on any scale.

    Without categories: a disagreement weighs the square of the difference, so it is the usual
    figure where values are category numbers, and Cohen's kappa on yes and no.

    Returns:
        The coefficient; ``None`` without pairs or without any difference to expect.
    """
    n = len(pairs)
    if not n:
        return None
    observed = fsum((one - other) ** 2 for one, other in pairs) / n
    means = [fsum(column) / n for column in zip(*pairs, strict=True)]
    spread = fsum((v - means[at]) ** 2 for pair in pairs for at, v in enumerate(pair)) / n
    expected = spread + (means[0] - means[1]) ** 2
    return 1 - observed / expected if expected > 0 else None


def agreement(pairs: Sequence[Pair], seed: int = 1) -> Agreement:
    """Three figures, each with an interval from resampling whole calls; the same for one seed."""
    by_call: dict[str, list[Pair]] = {}
    for pair in pairs:
        by_call.setdefault(pair.call, []).append(pair)
    samples = _samples(list(by_call.values()), seed)
    alpha, icc, qwk = (_estimate(pairs, samples, figure) for figure in (_alpha, _icc, _qwk))
    return Agreement(len(pairs), len(by_call), alpha, icc, qwk)


def _alpha(pairs: Sequence[Pair]) -> float | None:
    return krippendorff_alpha([(pair.machine, pair.human) for pair in pairs])


def _icc(pairs: Sequence[Pair]) -> float | None:
    return icc_2_1([(pair.machine, pair.human) for pair in pairs])


def _qwk(pairs: Sequence[Pair]) -> float | None:
    return weighted_kappa([(pair.machine, pair.human) for pair in pairs])


def _samples(calls: list[list[Pair]], seed: int) -> list[list[Pair]]:
    if len(calls) < FEWEST:
        return []
    draw = random.Random(seed)  # noqa: S311 - a resample, no secret
    return [
        [pair for call in draw.choices(calls, k=len(calls)) for pair in call]
        for _ in range(RESAMPLES)
    ]


def _estimate(
    pairs: Sequence[Pair],
    samples: Sequence[Sequence[Pair]],
    figure: Callable[[Sequence[Pair]], float | None],
) -> Estimate:
    found = sorted(value for value in map(figure, samples) if value is not None)
    if not found:
        return Estimate(figure(pairs), None, None)
    edge = (1 - LEVEL) / 2
    low, high = (found[round(share * (len(found) - 1))] for share in (edge, 1 - edge))
    return Estimate(figure(pairs), low, high)


def by_length(pairs: Sequence[Pair]) -> list[Pair]:
    """The length baseline: the human's value guessed from how much was said, call by call.

    Each guess is read off a straight line through the other calls, so that no call helps to guess
    itself.  Pairs of unknown length are left out; so is a guess that has no other call to go by.
    """
    known = [pair for pair in pairs if pair.words is not None]
    guesses = ((pair, _guess(pair, known)) for pair in known)
    return [pair._replace(machine=value) for pair, value in guesses if value is not None]


def _guess(pair: Pair, known: Sequence[Pair]) -> float | None:
    others = [(float(p.words or 0), p.human) for p in known if p.call != pair.call]
    if not others:
        return None
    x, y = (fsum(column) / len(others) for column in zip(*others, strict=True))
    spread = fsum((length - x) ** 2 for length, _ in others)
    slope = fsum((length - x) * (human - y) for length, human in others) / spread if spread else 0.0
    return min(1.0, max(0.0, y + slope * ((pair.words or 0) - x)))
