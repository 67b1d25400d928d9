"""How loud speech is while somebody speaks: the active speech level of ITU-T P.56, method B."""

from typing import TYPE_CHECKING

import numpy as np

from simulator.voice.sound import RATE

if TYPE_CHECKING:
    from simulator.voice.sound import Samples

TIME_CONSTANT_S = 0.03
"""Of the envelope: the sound's magnitude, smoothed twice."""
HANGOVER_S = 0.2
"""Speech is active for so long after its envelope falls below the threshold."""
MARGIN_DB = 15.9
"""The threshold that counts lies this far below the level that it gives."""
STEP = 16
"""Samples for each value of the envelope: 1 ms."""
FAINTEST_DB = -90


def active_level_db(sound: "Samples") -> float:
    """Decibels of full scale, over the time in which there is speech.

    Raises:
        ValueError: there is none.
    """
    envelope_db = 20 * np.log10(_envelope(sound) + 1e-12)
    energy = float(np.sum(np.square(sound, dtype=np.float64)))
    for threshold_db in np.arange(0.0, FAINTEST_DB, -0.25):
        active = _active(envelope_db >= threshold_db)
        if active and _decibels(energy / (active * STEP)) - threshold_db >= MARGIN_DB:
            return _decibels(energy / (active * STEP))
    raise ValueError("there is no speech in it")


def _envelope(sound: "Samples") -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    keep = float(np.exp(-STEP / RATE / TIME_CONSTANT_S))
    once = twice = 0.0
    found = []
    for magnitude in np.abs(sound[: len(sound) // STEP * STEP]).reshape(-1, STEP).mean(axis=1):
        once = keep * once + (1 - keep) * float(magnitude)
        twice = keep * twice + (1 - keep) * once
        found.append(twice)
    return np.asarray(found)


def _active(above: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> int:
    """How many steps are above the threshold, or a hangover after it."""
    places = np.arange(len(above))
    last = np.maximum.accumulate(np.where(above, places, -len(above) - RATE))
    return int(np.sum(places - last < HANGOVER_S * RATE / STEP))


def _decibels(power: float) -> float:
    return 10 * float(np.log10(power))
