"""The default mouth: hibari's voice, turned into many by scaling its melody and its spectrum."""

import threading
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING, NamedTuple, Protocol

from simulator.errors import VoiceError
from simulator.voice.manner import Manner
from simulator.voice.placing import contour, placed
from simulator.voice.sound import Speech

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from simulator.voice.sound import Samples

NATURAL_WPM = 186
"""Words a minute at speed 1, measured over two dozen authored lines of 5 to 16 words."""
SLOWEST, FASTEST = 0.6, 1.35
"""Speeds between which it is understood (1.5 isn't any more)."""
BINS = 601
PAUSE_S = 0.6
"""Silence that faltering adds to a pause, at its most."""
MARGIN_S = 0.04
"""Silence that is left before and after a sentence."""


class Timbre(NamedTuple):
    """What makes a voice another one: factors on fundamental and formants."""

    pitch: float
    formants: float


TIMBRES: Mapping[tuple[str, str], Timbre] = {
    ("female", "low"): Timbre(0.86, 0.96),
    ("female", "middle"): Timbre(1.0, 1.0),
    ("female", "high"): Timbre(1.13, 1.04),
    ("male", "low"): Timbre(0.52, 0.83),
    ("male", "middle"): Timbre(0.58, 0.86),
    ("male", "high"): Timbre(0.66, 0.89),
}
"""By ear, about the one male setting that was measured to be well understood (0.58, 0.86)."""


class _Session(Protocol):
    def run(
        self, outputs: None, feed: "Mapping[str, NDArray[np.generic]]"
    ) -> "Sequence[NDArray[np.float32]]": ...


class _Engine(Protocol):
    sess: _Session
    sample_rate: int

    def phonemize(self, text: str) -> Sequence[str]: ...

    def ids(self, phonemes: str) -> Sequence[int]: ...


class HibariMouth:
    """Speaks with ``hibari-tts``; loads when it first speaks."""

    def __init__(self, timbres: Mapping[tuple[str, str], Timbre] = TIMBRES) -> None:
        """Make it; ``timbres`` are its voices, by sex and pitch."""
        self._timbres = timbres
        self._engine: _Engine | None = None
        self._loading = threading.Lock()

    @property
    def name(self) -> str:
        """The package and its version, and our own for what we make of it."""
        return f"hibari {version('hibari-tts')}/1"

    def speak(self, text: str, manner: Manner) -> Speech:
        """Say one sentence.

        Raises:
            VoiceError: the package is missing or its model can't be loaded.
        """
        import numpy as np

        engine = self._loaded()
        timbre = self._timbres[manner.sex, manner.pitch]
        said = engine.phonemize(text)
        sounds = [_sound(engine, phonemes, manner, timbre) for phonemes in said]
        whole = np.concatenate(sounds) if sounds else np.zeros(0, np.float32)
        paced = _faltering(_trimmed(whole, engine.sample_rate), engine.sample_rate, manner.breaks)
        return Speech(paced, engine.sample_rate, placed(text, paced, engine.sample_rate))

    def _loaded(self) -> _Engine:
        with self._loading:
            if self._engine is None:
                self._engine = _engine()
            return self._engine


def _engine() -> _Engine:
    try:
        from hibari import Hibari
    except ImportError:
        raise VoiceError(
            "the voice isn't installed", "pip install 'rehearsal-simulator[voice]'"
        ) from None
    engine: _Engine = Hibari()
    return engine


def _sound(engine: _Engine, phonemes: str, manner: Manner, timbre: Timbre) -> "Samples":
    import numpy as np
    from hibari import dsp

    speed = min(FASTEST, max(SLOWEST, manner.wpm / NATURAL_WPM))
    feed: Mapping[str, NDArray[np.generic]] = {
        "ids": np.asarray([engine.ids(phonemes)], np.int64),
        "speed": np.asarray([speed], np.float32),
    }
    lh, th, ln, lr, phi, f0 = (part[0] for part in engine.sess.run(None, feed))
    shaped = (_warped(part, timbre.formants) for part in (lh, th, ln, lr, phi))
    melody = _melody(f0, timbre.pitch, manner.range)
    # A seed for the breath in the voice: equal words sound the same.
    sound: Samples = dsp.synth(*shaped, melody, np.random.default_rng(0))
    return sound


def _trimmed(samples: "Samples", rate: int) -> "Samples":
    begins_s, ends_s, _ = contour(samples, rate)
    first = max(0, round((begins_s - MARGIN_S) * rate))
    return samples[first : round((ends_s + MARGIN_S) * rate)]


def _faltering(samples: "Samples", rate: int, breaks: float) -> "Samples":
    """With longer pauses where there are pauses."""
    import numpy as np

    if not breaks:
        return samples
    pieces, at = [], 0
    for gap in contour(samples, rate)[2]:
        middle = round((gap.from_s + gap.until_s) / 2 * rate)
        pieces += [samples[at:middle], np.zeros(round(PAUSE_S * breaks * rate), np.float32)]
        at = middle
    return np.concatenate([*pieces, samples[at:]])


def _warped(part: "NDArray[np.float32]", factor: float) -> "NDArray[np.float32]":
    """The spectrum with its formants moved: bin ``k`` takes what stood at ``k / factor``."""
    import numpy as np

    if factor == 1.0:
        return part
    source = np.minimum(np.round(np.arange(BINS) / factor).astype(int), BINS - 1)
    return np.ascontiguousarray(part[source])


def _melody(f0: "NDArray[np.float32]", factor: float, lively: float) -> "NDArray[np.float32]":
    """The fundamental in hertz per frame, moved by a factor and stretched about its middle."""
    import numpy as np

    voiced = f0 > 40
    if not voiced.any():
        return f0
    middle = np.exp(np.mean(np.log(f0[voiced])))
    stretched = np.where(voiced, middle * (f0.clip(1) / middle) ** lively, f0)
    return np.where(voiced, np.maximum(stretched * factor, 55.0), f0).astype(np.float32)
