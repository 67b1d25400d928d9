"""Where the words of a spoken sentence stand: anchored at its pauses, spread by their letters."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from simulator.voice.sound import SpokenWord

if TYPE_CHECKING:
    from simulator.voice.sound import Samples

STEP_S = 0.01
QUIET = 0.02
"""Share of a sentence's loudest 10 ms below which it is silent."""
PAUSE_S = 0.09
"""A silence of this length inside a sentence is a pause, and no stop consonant."""
_PAUSES = re.compile(r"[.,;:!?…—][\"'”’)]*$")


class Gap(NamedTuple):
    """A silence, in seconds from the start."""

    from_s: float
    until_s: float


def placed(text: str, samples: "Samples", rate: int) -> tuple[SpokenWord, ...]:
    """The words of a sentence in its sound.

    Pauses in the sound are matched with the punctuation of the text when there are as many of
    each; otherwise the words are spread over all that sounds.
    """
    words = text.split()
    begins_s, ends_s, pauses = contour(samples, rate)
    phrases = phrases_of(words)
    if len(pauses) != len(phrases) - 1:
        return tuple(spread(words, begins_s, ends_s))
    starts = [begins_s, *(gap.until_s for gap in pauses)]
    stops = [*(gap.from_s for gap in pauses), ends_s]
    return tuple(
        word
        for phrase, start, stop in zip(phrases, starts, stops, strict=True)
        for word in spread(phrase, start, stop)
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
