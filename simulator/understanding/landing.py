"""Landing: how like the better of two answers a turn reads, by all that the network half believes.

Thresholds lose what the network is only half sure of, and of two answers that half tells which is
the better.  So the log-odds of every label are weighed, at their surest sentence and on average
over the turn, by weights that were fitted to pairs of a better and a worse answer to one line.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import exp, fsum, log
from statistics import fmean
from typing import NamedTuple

from simulator.understanding.learned import FOLDER, Opinion
from simulator.understanding.weights import LANDING

SUREST = 0.98
"""The farthest from a half that a probability counts: beyond it, it is rounding."""


class Weighing(NamedTuple):
    """What each label's log-odds weigh; a label that isn't there weighs nothing."""

    surest: Mapping[str, float]
    """At the sentence that shows it most."""
    mean: Mapping[str, float]
    """On average over the sentences."""
    start: float
    """The sum at which a turn is as likely the better as the worse."""


@cache
def weighing() -> Weighing:
    """The weights that ship."""
    return Weighing(**json.loads((FOLDER / LANDING).read_text(encoding="utf-8")))


def log_odds(probability: float, surest: float = SUREST) -> float:
    """How far a probability, at most ``surest``, speaks for (above 0) or against."""
    bounded = min(surest, max(1.0 - surest, probability))
    return log(bounded / (1.0 - bounded))


def lands(opinions: Iterable[Opinion]) -> float | None:
    """0 to 1, a half where nothing speaks for or against the turn; none if nothing was read."""
    read = [opinion.read for opinion in opinions if opinion.read]
    if not read:
        return None
    return round(1.0 / (1.0 + exp(-weighed(weighing(), read))), 4)


def weighed(by: Weighing, read: Sequence[Mapping[str, float]]) -> float:
    """The weighed sum over a turn's sentences."""
    odds = [{label: log_odds(sure) for label, sure in one.items()} for one in read]
    surest = fsum(
        weight * max(one.get(label, 0.0) for one in odds) for label, weight in by.surest.items()
    )
    mean = fsum(
        weight * fmean(one.get(label, 0.0) for one in odds) for label, weight in by.mean.items()
    )
    return surest + mean - by.start
