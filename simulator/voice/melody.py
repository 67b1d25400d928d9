"""Whether speech sounds finished where it stops: by its spectrum and pitch up to there.

A small network of our own reads the last two and a half seconds; trained on neural voices stopped
between words, after fillers, between sentences and at the end of turns (``training/voice``).
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.voice.mel import BANDS, HOP, WINDOW, below_loudest
from simulator.voice.onnx import session
from simulator.voice.sound import RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from simulator.voice.onnx import Session
    from simulator.voice.sound import Samples

    Floats = NDArray[np.floating]

NETWORK = Path(__file__).parent / "melody.onnx"
FRAMES = 256
"""Frames that are looked at: 2.56 s."""
FAINT_DB = 70.0
"""Below the loudest band by this much, nothing is heard."""
PITCH_WINDOW, PITCH_BINS = 640, 1024
DEEPEST_HZ, SHRILLEST_HZ = 60, 400
PERIODIC = 0.5
"""Autocorrelation from which a frame is voiced."""
AUDIBLE_DB = 35.0
"""Below the loudest frame by this much, nothing is voiced."""
SILENT = 0.02
"""Share of the loudest sample below which sound is the room, not the voice."""
FEWEST = 20
"""Voiced frames that a judgement needs."""
UNKNOWN = 0.5


def sounds_finished(samples: "Samples") -> float:
    """Probability, from the sound alone, that a turn is finished where it ends."""
    seen = picture(voice_only(samples))
    if seen[:, BANDS + 1].sum() < FEWEST:
        return UNKNOWN
    return float(_network().run(None, {"picture": seen[None]})[0][0])


def voice_only(samples: "Samples") -> "Samples":
    """The sound up to where its voice ends."""
    import numpy as np

    if not len(samples):
        return samples
    loud = np.flatnonzero(np.abs(samples) > np.abs(samples).max() * SILENT)
    return samples[: loud[-1] + HOP] if len(loud) else samples[:0]


def picture(samples: "Samples") -> "NDArray[np.float32]":
    """What the network reads of the end of a sound, shape ``(FRAMES, BANDS + 3)``.

    Loudness in mel bands below the loudest, pitch in half octaves from its middle, whether a frame
    is voiced, and how periodic it is; all from about -3 to 3.
    """
    import numpy as np

    length = FRAMES * HOP + WINDOW
    cut = samples[-length:].astype(np.float32)
    heard = np.pad(cut, (length - len(cut), 0))
    hertz, periodic = _pitch(heard)
    voiced = hertz > 0
    middle = np.median(np.log2(hertz[voiced])) if voiced.any() else 0.0
    octaves = np.where(voiced, np.log2(np.maximum(hertz, 1.0)) - middle, 0.0)
    loudness = below_loudest(heard[: FRAMES * HOP + WINDOW - 1], FAINT_DB) / 20 + 1.5
    beside = (np.clip(2 * octaves, -3, 3), voiced, np.clip(periodic, 0, 1))
    seen: NDArray[np.float32] = np.column_stack([loudness, *beside]).astype(np.float32)
    return seen


def _pitch(samples: "Samples") -> "tuple[Floats, Floats]":
    """For each frame: its fundamental in hertz, 0 where it is unvoiced, and its periodicity."""
    import numpy as np

    padded = np.pad(samples, PITCH_WINDOW // 2)
    frames = np.lib.stride_tricks.sliding_window_view(padded, PITCH_WINDOW)[::HOP][:FRAMES]
    loud = 10 * np.log10((frames[:, HOP : HOP * 3] ** 2).mean(axis=1) + 1e-10)
    hann = np.hanning(PITCH_WINDOW).astype(np.float32)
    alike = _autocorrelation(frames * hann) / (_autocorrelation(hann[None]) + 1e-9)
    shortest, longest = RATE // SHRILLEST_HZ, RATE // DEEPEST_HZ
    within = alike[:, shortest:longest]
    lag, periodic = within.argmax(axis=1), within.max(axis=1)
    for parts in (2, 3):
        # Twice the true period fits as well; the shortest that nearly does is the true one.
        other = (lag + shortest) // parts
        fits = (other >= shortest) & (alike[np.arange(len(alike)), other] > 0.85 * periodic)
        lag = np.where(fits, other - shortest, lag)
    voiced = (periodic > PERIODIC) & (loud > loud.max() - AUDIBLE_DB)
    return np.where(voiced, RATE / (lag + shortest), 0.0), periodic


def _autocorrelation(frames: "Floats") -> "Floats":
    import numpy as np

    spectrum = np.abs(np.fft.rfft(frames, PITCH_BINS)) ** 2
    found = np.fft.irfft(spectrum)[:, : RATE // DEEPEST_HZ + 1]
    return found / (found[:, :1] + 1e-9)


@cache
def _network() -> "Session":
    return session(NETWORK)
