"""Who reads for the training: hibari's voice turned into ever other ones, and some of Kokoro's."""

import random
from collections.abc import Callable
from typing import TYPE_CHECKING

from benchmarks.trainees import Trainee, kokoro_trainees, resampled, trimmed
from simulator.voice.hibari_mouth import HibariMouth, Timbre
from simulator.voice.manner import Manner

if TYPE_CHECKING:
    from simulator.voice.sound import Samples

OTHERS = (
    *("af_sarah", "am_adam", "bf_isabella", "bm_lewis", "af_kore", "am_eric", "af_jessica"),
    *("am_liam", "bf_alice", "bm_daniel"),
)
"""Speakers of Kokoro's whom no benchmark hears."""
LIVELY = (0.5, 0.7, 0.9, 1.0, 1.1, 1.3)
"""Factors on the range of the melody; few people are flat."""

Read = Callable[[str], "Samples"]


class Readers:
    """Any number of readers, no two alike."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._timbres = {("female", "middle"): Timbre(1.0, 1.0)}
        self._mouth = HibariMouth(self._timbres)

    def another(self) -> Read:
        """A woman or a man of another voice, pace and liveliness; the one before is gone."""
        chance = self._chance
        woman = Timbre(chance.uniform(0.8, 1.2), chance.uniform(0.94, 1.06))
        man = Timbre(chance.uniform(0.5, 0.7), chance.uniform(0.81, 0.91))
        self._timbres["female", "middle"] = chance.choice([woman, man])
        manner = Manner("female", "middle", chance.uniform(140, 215), chance.choice(LIVELY))

        def read(text: str) -> "Samples":
            speech = self._mouth.speak(text, manner)
            return trimmed(resampled(speech.samples, speech.rate))

        return read


def others() -> list[Trainee]:
    """Kokoro's speakers that may be learned from."""
    return kokoro_trainees(OTHERS)
