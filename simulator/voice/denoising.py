"""Noise taken out of a stretch before it is recognised; what is clean is left as it is.

A Wiener filter: at each frequency, what stands little above the noise is turned down.  The noise is
what sounds when nobody speaks, taken from the quietest moments of the stretch itself.  How sure a
moment is of being speech is smoothed over time, so that no musical tones are left (the
"decision-directed" estimate of Ephraim and Malah, 1984).
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from simulator.voice.sound import Samples

    Spectra = NDArray[np.complex128]
    Powers = NDArray[np.float64]

WINDOW = 512
"""Samples of a moment: 32 ms."""
STEP = 128
NOISY_DB = 25.0
"""Speech that stands less than this above its noise is cleaned; Whisper minds nothing fainter."""
QUIETEST = 0.15
"""Share of the moments that is taken for noise alone: pauses, and the stops of consonants."""
LOUDEST = 0.5
"""Share of the moments that is taken for speech."""
SMOOTH = 0.95
"""Weight of the moment before in how far speech stands above the noise."""
LEAST_SNR = 10**-2.5
LEAST_GAIN = 0.1
LEFT_IN = 0.2
"""Share of the sound as it came that is mixed in: a recogniser likes noise better than holes."""
FAINTEST = 1e-12


def denoised(samples: "Samples") -> "Samples":
    """The same stretch with less noise; itself if there is little."""
    import numpy as np

    spectra = _spectra(samples)
    powers = np.abs(spectra) ** 2
    noise = _noise(powers)
    if _snr_db(powers, noise) > NOISY_DB:
        return samples
    gains = LEFT_IN + (1 - LEFT_IN) * _gains(powers / noise)
    return _sound(spectra * gains, len(samples))


def _snr_db(powers: "Powers", noise: "Powers") -> float:
    """How far the louder moments of a stretch stand above its noise, in decibels."""
    import numpy as np

    levels = np.sort(powers.sum(axis=1))
    loud = levels[int(len(levels) * LOUDEST) :].mean()
    return float(10 * np.log10((loud + FAINTEST) / noise.sum()))


def _noise(powers: "Powers") -> "Powers":
    import numpy as np

    levels = powers.sum(axis=1)
    noise: Powers = powers[levels <= np.quantile(levels, QUIETEST)].mean(axis=0) + FAINTEST
    return noise


def _gains(above_noise: "Powers") -> "Powers":
    """A factor for each moment and frequency, from powers in units of the noise's."""
    import numpy as np

    gains = np.empty_like(above_noise)
    speech = np.zeros(above_noise.shape[1])
    for at, power in enumerate(above_noise):
        snr = SMOOTH * speech + (1 - SMOOTH) * np.maximum(power - 1, 0)
        snr = np.maximum(snr, LEAST_SNR)
        gain = snr / (1 + snr)
        speech = gain**2 * power
        gains[at] = np.maximum(gain, LEAST_GAIN)
    return gains


def _window() -> "Samples":
    import numpy as np

    window: Samples = np.hanning(WINDOW + 1)[:WINDOW].astype(np.float32)
    return window


def _spectra(samples: "Samples") -> "Spectra":
    import numpy as np

    padded = np.pad(samples, (WINDOW, WINDOW + -len(samples) % STEP))
    moments = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::STEP]
    spectra: Spectra = np.fft.rfft(moments * _window())
    return spectra


def _sound(spectra: "Spectra", count: int) -> "Samples":
    """The moments laid over one another again."""
    import numpy as np

    window = _window()
    moments = np.fft.irfft(spectra, WINDOW) * window
    sound = np.zeros((len(moments) - 1) * STEP + WINDOW)
    for at, moment in enumerate(moments):
        sound[at * STEP : at * STEP + WINDOW] += moment
    whole = (window**2).sum() / STEP
    found: Samples = (sound[WINDOW : WINDOW + count] / whole).astype(np.float32)
    return found
