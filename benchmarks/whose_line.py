"""Whose line is this: a linear classifier of two speakers, each line judged without itself.

Ridge regression to ±1 on TF-IDF of characters (2 to 5) and words (1 and 2), both speakers weighing
the same, with the closed form of leave-one-out (Hastie, Tibshirani and Friedman, The Elements of
Statistical Learning, 2nd ed., 7.10).  Only how rare a feature is was counted over all the lines.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

CHARACTERS = range(2, 6)
PENALTY = 0.5
"""Of the ridge, in units of a line's own squared length, which is 1."""

Numbers = NDArray[np.float64]


def verdicts(one: Sequence[str], other: Sequence[str]) -> Numbers:
    """How surely each line is given to its own speaker; below 0 it is given to the other one."""
    wanted = np.array([1.0] * len(one) + [-1.0] * len(other))
    middle = len(wanted) / 2
    weights = np.array([middle / len(one)] * len(one) + [middle / len(other)] * len(other))
    return wanted * left_out(_tf_idf([*one, *other]), wanted, weights)


def left_out(lines: Numbers, wanted: Numbers, weights: Numbers) -> Numbers:
    """What a classifier that learned from all the other lines, one a row, says of each."""
    alike = lines @ lines.T + 1  # the 1 lets the classifier lean to a side
    inverse = np.linalg.inv(alike + PENALTY * np.diag(1 / weights))
    found: Numbers = wanted - (inverse @ wanted) / np.diag(inverse)
    return found


def _tf_idf(lines: Sequence[str]) -> Numbers:
    counts = [_features(line) for line in lines]
    spread = Counter(feature for count in counts for feature in count)
    place = {feature: at for at, feature in enumerate(spread)}
    table = np.zeros((len(lines), len(place)))
    for row, count in enumerate(counts):
        for feature, times in count.items():
            idf = math.log((1 + len(lines)) / (1 + spread[feature])) + 1
            table[row, place[feature]] = (1 + math.log(times)) * idf
    table /= np.linalg.norm(table, axis=1, keepdims=True)
    return table


def _features(line: str) -> Counter[str]:
    text = f" {line} "
    characters = [text[at : at + n] for n in CHARACTERS for at in range(len(text) - n + 1)]
    words = re.findall(r"[\w'’]+|[^\w\s]", line.lower())
    pairs = [" ".join(pair) for pair in pairwise(words)]
    return Counter(
        [*characters, *(f"w:{word}" for word in words), *(f"w:{pair}" for pair in pairs)]
    )
