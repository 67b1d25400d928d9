"""The end of a turn: how long a pause must be, after these words and this melody."""

import re
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.voice.smart_turn import SmartTurn
    from simulator.voice.sound import Samples


def _all(text: str) -> frozenset[str]:
    return frozenset(text.split())


OPEN_WORDS = _all(
    "a an the and but or so because if that which who when where while as than to of in on at for "
    "with from by about into over my your our his her its their is are was were be been am do does "
    "did have has had can could will would shall should may might must i we you he she they it um "
    "uh er like just really very not wondering"
)
"""Words that want another one after them."""


class Patience(StrEnum):
    """How much thinking time she grants."""

    USUAL = "usual"
    MORE = "more"
    AMPLE = "ample"


WAITS: dict[Patience, tuple[float, float, float]] = {
    Patience.USUAL: (0.45, 0.75, 1.4),
    Patience.MORE: (0.7, 1.2, 2.0),
    Patience.AMPLE: (1.2, 1.7, 2.6),
}
"""Seconds after words that are surely finished, that may be, that surely aren't."""


class SpokenTurnEnd:
    """Weighs the last words and the melody before the pause."""

    def __init__(self, network: "SmartTurn", patience: Patience) -> None:
        self._network = network
        self._waits = WAITS[patience]

    def hint(self, samples: "Samples") -> float:
        """Probability, from the sound alone, that the turn is finished."""
        return self._network(samples)

    def wait_s(self, hint: float, text: str, last_words: str) -> float:
        """Seconds of silence after which the turn is over."""
        sure, perhaps, open_s = self._waits
        if is_open(text):
            return open_s
        return sure if hint > 0.5 else perhaps


def is_open(text: str) -> bool:
    """Whether the words want to go on."""
    words = re.findall(r"[a-z'-]+", text.lower())
    stops = text.rstrip()[-1:]
    unfinished = stops not in {".", "?", "!"} or text.rstrip().endswith("...")
    return bool(words) and (words[-1] in OPEN_WORDS or unfinished)
