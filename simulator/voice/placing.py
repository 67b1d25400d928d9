"""Where the words of a spoken sentence stand: anchored at its pauses, spread by their letters."""

import re
from collections.abc import Sequence
from itertools import combinations, islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from simulator.voice.sound import SpokenWord

if TYPE_CHECKING:
    from simulator.voice.sound import Samples

STEP_S = 0.01
QUIET = 0.02
"""Share of a sentence's loudest 10 ms below which it is silent."""
PAUSE_S = 0.09
"""A silence of this length inside a sentence is a pause, and no stop consonant."""
MOST_WAYS = 5_000
"""Ways of matching pauses and marks that are tried; a sentence has few of either."""
_PAUSES = re.compile(r"[.,;:!?…—][\"'”’)]*$")


class Gap(NamedTuple):
    """A silence, in seconds from the start."""

    from_s: float
    until_s: float


def placed(text: str, samples: "Samples", rate: int) -> tuple[SpokenWord, ...]:
    """The words of a sentence in its sound.

    The longest pauses are taken for those of the punctuation, each for the mark that it is
    nearest to; between two pauses words are spread by their letters.
    """
    begins_s, ends_s, pauses = contour(samples, rate)
    phrases = phrases_of(text.split())
    even = spread([" ".join(phrase) for phrase in phrases], begins_s, ends_s)
    kept = _longest(pauses, len(phrases) - 1)
    marks = _nearest(kept, [one.end_s for one in even[:-1]])
    starts = [begins_s, *(gap.until_s for gap in kept)]
    stops = [*(gap.from_s for gap in kept), ends_s]
    edges = [0, *(mark + 1 for mark in marks), len(phrases)]
    return tuple(
        word
        for (first, last), start, stop in zip(pairwise(edges), starts, stops, strict=True)
        for word in spread([w for phrase in phrases[first:last] for w in phrase], start, stop)
    )


def _longest(pauses: Sequence["Gap"], count: int) -> list["Gap"]:
    by_length = sorted(pauses, key=lambda gap: gap.from_s - gap.until_s)
    return sorted(by_length[:count])


def _nearest(pauses: Sequence["Gap"], ends: Sequence[float]) -> tuple[int, ...]:
    """For each pause the mark it stands for, in order, each as near as can be to its place."""
    ways = islice(combinations(range(len(ends)), len(pauses)), MOST_WAYS)
    return min(
        ways,
        key=lambda way: sum(
            abs(ends[at] - gap.from_s) for at, gap in zip(way, pauses, strict=True)
        ),
    )


def contour(samples: "Samples", rate: int) -> tuple[float, float, list[Gap]]:
    """Where a sentence begins and ends to sound, and the pauses between."""
    import numpy as np

    step = int(rate * STEP_S)
    steps = len(samples) // step
    if not steps:
        return 0.0, len(samples) / rate, []
    level = np.abs(samples[: steps * step]).reshape(steps, step).max(axis=1)
    loud = np.flatnonzero(level > QUIET * max(float(level.max()), 1e-9))
    if not len(loud):
        return 0.0, len(samples) / rate, []
    jumps = np.flatnonzero(np.diff(loud) * STEP_S > PAUSE_S)
    gaps = [Gap(float(loud[at] + 1) * STEP_S, float(loud[at + 1]) * STEP_S) for at in jumps]
    return float(loud[0] * STEP_S), float((loud[-1] + 1) * STEP_S), gaps


def phrases_of(words: Sequence[str]) -> list[list[str]]:
    """Words in runs that end with punctuation."""
    phrases: list[list[str]] = [[]]
    for word in words:
        phrases[-1].append(word)
        if _PAUSES.search(word):
            phrases.append([])
    return [phrase for phrase in phrases if phrase]


def spread(words: Sequence[str], from_s: float, until_s: float) -> list[SpokenWord]:
    """Words over a stretch of speech, each as long as it has letters."""
    weights = [2 + len(re.sub(r"\W", "", word)) for word in words]
    found, at_s = [], from_s
    for word, weight in zip(words, weights, strict=True):
        length = (until_s - from_s) * weight / sum(weights)
        found.append(SpokenWord(word, at_s, at_s + length))
        at_s += length
    return found
