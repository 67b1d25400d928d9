"""Talk over her: a sign of listening, or words that want her to stop."""

import re
from typing import TYPE_CHECKING

from simulator.voice.sound import RATE

if TYPE_CHECKING:
    from simulator.voice.sound import Samples


def _all(text: str) -> frozenset[str]:
    return frozenset(text.split())


BACK_CHANNELS = _all(
    "mm mhm mmhm mm-hm mmm hm hmm uh-huh uhuh huh yeah yes yep yup right okay ok oh ah aha sure "
    "really wow true exactly quite"
)
PHRASES = frozenset(["i see", "of course", "oh no", "oh dear", "go on", "got it", "i know"])
LONGEST_S = 0.6
"""A sign of listening that is longer is rare (ours)."""


def is_back_channel(text: str) -> bool:
    """Whether the words are but a sign of listening."""
    plain = " ".join(re.findall(r"[a-z'-]+", text.lower()))
    return plain in PHRASES or all(word in BACK_CHANNELS for word in plain.split())


class LexicalOverlap:
    """Tells by length while nothing is recognised, and by the words once something is."""

    def real(self, samples: "Samples") -> float:
        """Probability that the sound is words; certain only of what is long."""
        return min(1.0, len(samples) / RATE / LONGEST_S / 2 + 0.05)

    def is_back_channel(self, text: str) -> bool:
        """Whether the words are but a sign of listening."""
        return is_back_channel(text)
