"""Where a voice truly begins and ends in a recording: a detector's spans, set right by loudness.

A detector that listens live is late, and unsure where speech fades into noise; a recording can be
looked at as a whole, so its noise is known.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from simulator.voice.sound import RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from simulator.voice.sound import Samples

    Levels = NDArray[np.float64]

STEP_S = 0.01
SMOOTH = 5
"""Steps over which loudness is averaged, so that noise doesn't flicker."""
ABOVE_NOISE_DB = 1.5
BELOW_SPEECH_DB = 36.0
"""What is more than this below loud speech is breath, or the room answering."""
OUT_S = 0.3
"""How far a span may grow at either end."""
IN_S = 0.12
"""How far it may shrink."""
DIP = 13
"""Steps below the threshold that are no end yet: the stop before a last consonant."""
FADES_S = 0.004
"""Seconds that the end of speech takes to fade by a decibel: what noise hides of it is added.
Measured on sentences whose end is known, at 12 to 20 dB."""
FAINTEST = 1e-10


class Span(NamedTuple):
    """Where a voice sounds, in seconds."""

    from_s: float
    until_s: float


def refined(spans: Sequence[Span], samples: "Samples") -> list[Span]:
    """The spans with their edges where the sound rises above its noise; overlapping ones joined."""
    if not spans:
        return []
    levels = _levels(samples)
    threshold, hidden_db = _threshold(levels, spans)
    loud = levels > threshold
    found: list[Span] = []
    for span in spans:
        until_s = _edge(loud, span.until_s, 1) + FADES_S * hidden_db
        grown = Span(_edge(loud, span.from_s, -1), until_s)
        if found and grown.from_s <= found[-1].until_s:
            found[-1] = Span(found[-1].from_s, max(found[-1].until_s, grown.until_s))
        elif grown.until_s > grown.from_s:
            found.append(grown)
    return found


def _levels(samples: "Samples") -> "Levels":
    """Decibels, one for each step."""
    import numpy as np

    step = round(STEP_S * RATE)
    power = np.square(samples[: len(samples) // step * step], dtype=np.float64)
    smooth = np.convolve(power.reshape(-1, step).mean(axis=1), np.ones(SMOOTH) / SMOOTH, "same")
    levels: Levels = 10 * np.log10(smooth + FAINTEST)
    return levels


def _threshold(levels: "Levels", spans: Sequence[Span]) -> tuple[float, float]:
    """The loudness above which there is speech, and how much of its fading noise hides."""
    import numpy as np

    at_s = np.arange(len(levels)) * STEP_S
    near = np.zeros(len(levels), bool)
    for span in spans:
        first, last = np.searchsorted(at_s, [span.from_s - OUT_S, span.until_s + OUT_S])
        near[first:last] = True
    noise = float(np.median(levels[~near])) if not near.all() else float(levels.min())
    faint = float(np.percentile(levels[near], 95)) - BELOW_SPEECH_DB if near.any() else noise
    threshold = max(noise + ABOVE_NOISE_DB, faint)
    return threshold, threshold - faint


def _edge(loud: "NDArray[np.bool_]", at_s: float, outward: int) -> float:
    """Where sound ends, looked for from inside the span outwards."""
    at = min(max(0, round(at_s / STEP_S)), len(loud) - 1)
    # From a little inside, past what is loud: a dip of a few steps is no end.
    place = at - outward * round(IN_S / STEP_S)
    last, dip = place, 0
    limit = at + outward * round(OUT_S / STEP_S)
    while 0 <= place < len(loud) and (limit - place) * outward > 0 and dip < DIP:
        dip = 0 if loud[place] else dip + 1
        last = place if loud[place] else last
        place += outward
    return max(0.0, (last + (1 if outward > 0 else 0)) * STEP_S)
