"""Whether speech sounds finished where it stops: pitch, loudness and length of its last syllables.

A small network of our own on 23 measures; trained on neural voices cut between words, after
fillers and at sentence ends (``training/voice``).  It takes about 5 ms.
"""

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from simulator.voice.sound import RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from simulator.voice.sound import Samples

    Floats = NDArray[np.floating]
    Places = NDArray[np.intp]

SEEN_S = 2.5
"""Seconds before the end that are looked at."""
HOP, WINDOW, BINS = 160, 640, 2048
LOWEST_HZ, HIGHEST_HZ = 60, 400
PERIODIC = 0.5
"""Autocorrelation from which a frame is voiced."""
AUDIBLE_DB = 35.0
"""Below the loudest frame by this much, nothing is voiced."""
SILENT = 0.02
"""Share of the loudest sample below which sound is the room, not the voice."""
FEWEST = 30
"""Voiced frames that a judgement needs."""
SURE = 8.0
"""Largest log-odds that are given."""
UNKNOWN = 0.5


def sounds_finished(samples: "Samples") -> float:
    """Probability, from the sound alone, that a turn is finished where it ends."""
    heard = _voice_only(samples)
    found = measures(heard) if len(heard) > WINDOW else None
    if found is None:
        return UNKNOWN
    return 1 / (1 + math.exp(-_log_odds(found)))


def measures(samples: "Samples") -> "Floats | None":
    """The network's input; ``None`` if there is too little voice in it."""
    import numpy as np

    hertz, periodic, loud = _tracks(samples[-int(SEEN_S * RATE) :])
    at = np.flatnonzero(hertz)
    if len(at) < FEWEST:
        return None
    pitch = 12 * np.log2(np.maximum(hertz, 1) / 100)
    return np.concatenate(
        [
            _pitch_measures(pitch, at),
            _loudness_measures(loud, float(np.median(loud[at]))),
            _voicing_measures(hertz > 0, at),
            _rhythm_measures(loud, float(np.median(loud[at]))),
            [math.log(len(samples[-int(SEEN_S * RATE) :]) / RATE)],
            [float(np.std(pitch[at])) + 0.5, float(periodic[-10:].mean())],
        ]
    )


def _voice_only(samples: "Samples") -> "Samples":
    import numpy as np

    if not len(samples):
        return samples
    loud = np.flatnonzero(np.abs(samples) > np.abs(samples).max() * SILENT)
    return samples[: loud[-1] + HOP] if len(loud) else samples[:0]


def _tracks(samples: "Samples") -> "tuple[Floats, Floats, Floats]":
    """Every 10 ms: fundamental in hertz (0 unvoiced), periodicity, loudness in decibels."""
    import numpy as np

    padded = np.pad(samples, WINDOW // 2)
    frames = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP]
    loud = 10 * np.log10((frames[:, HOP : HOP * 3] ** 2).mean(axis=1) + 1e-10)
    hann = np.hanning(WINDOW)
    alike = _autocorrelation(frames * hann) / (_autocorrelation(hann[None]) + 1e-9)
    shortest, longest = RATE // HIGHEST_HZ, RATE // LOWEST_HZ
    within = alike[:, shortest:longest]
    lag, periodic = within.argmax(axis=1), within.max(axis=1)
    for parts in (2, 3):
        # Twice the true period fits as well; the shortest that nearly does is the true one.
        other = (lag + shortest) // parts
        fits = (other >= shortest) & (alike[np.arange(len(alike)), other] > 0.85 * periodic)
        lag = np.where(fits, other - shortest, lag)
    voiced = (periodic > PERIODIC) & (loud > loud.max() - AUDIBLE_DB)
    return np.where(voiced, RATE / (lag + shortest), 0.0), periodic, loud


def _autocorrelation(frames: "Floats") -> "Floats":
    import numpy as np

    found = np.fft.irfft(np.abs(np.fft.rfft(frames, BINS)) ** 2)[:, : RATE // LOWEST_HZ + 1]
    return found / (found[:, :1] + 1e-9)


def _pitch_measures(pitch: "Floats", at: "Places") -> list[float]:
    """In semitones: the end against the middle and the bottom; before the end; two slopes."""
    import numpy as np

    heard = pitch[at]
    middle, bottom = float(np.median(heard)), float(np.percentile(heard, 10))
    end = float(np.median(heard[-5:]))
    before = float(np.median(heard[-20:-10])) if len(at) >= 20 else middle
    last, longer = at[-12:], at[-30:]
    slope = np.polyfit(last - last[-1], pitch[last], 1)[0] if len(last) > 3 else 0.0
    slow = np.polyfit(longer - longer[-1], pitch[longer], 1)[0] if len(longer) > 8 else 0.0
    spread = float(np.std(heard)) + 0.5
    return [end - middle, end - bottom, (end - bottom) / spread, before - middle, slope, slow]


def _loudness_measures(loud: "Floats", middle: float) -> list[float]:
    """Loudness of the last 30, 60, 120 and 250 ms, in decibels against the middle."""
    spans = ((3, 0), (6, 3), (12, 6), (25, 12))
    count = len(loud)
    return [
        float(loud[max(0, count - first) : count - last or None].mean()) - middle
        for first, last in spans
    ]


def _voicing_measures(voiced: "NDArray[np.bool_]", at: "Places") -> list[float]:
    """How much of the last 50, 100, 300 ms is voiced; frames since; length of the last run."""
    run = 0
    while at[-1] - run >= 0 and voiced[at[-1] - run]:
        run += 1
    shares = [float(voiced[-count:].mean()) for count in (5, 10, 30)]
    return [*shares, min(len(voiced) - int(at[-1]), 40), min(run, 60)]


def _rhythm_measures(loud: "Floats", middle: float) -> list[float]:
    """Frames since the last loud peak, between the last two; both by the usual; its height."""
    import numpy as np

    smooth = np.convolve(loud, np.ones(5) / 5, "same")
    peaks = [
        at
        for at in range(2, len(loud) - 2)
        if smooth[at] == smooth[max(0, at - 5) : at + 6].max() and smooth[at] > middle - 12
    ]
    since = len(loud) - peaks[-1] if peaks else 40
    between = peaks[-1] - peaks[-2] if len(peaks) > 1 else 20
    usual = float(np.median(np.diff(peaks))) if len(peaks) > 3 else 18.0
    height = float(smooth[peaks[-1]]) - middle if peaks else 0.0
    return [since, between, since / usual, between / usual, height]


@cache
def _network() -> "Mapping[str, Floats]":
    import numpy as np

    text = (files("simulator.voice") / "melody.json").read_text(encoding="utf-8")
    return {name: np.asarray(values) for name, values in json.loads(text).items()}


def _log_odds(found: "Floats") -> float:
    import numpy as np

    net = _network()
    hidden = np.tanh((found - net["mean"]) / net["spread"] @ net["inner"] + net["inner_bias"])
    return float(np.clip(hidden @ net["outer"] + net["outer_bias"], -SURE, SURE))
