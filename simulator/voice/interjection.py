"""Words over her speech, or but a sign of listening: "mm-hm", "right", a laugh."""

import re
from typing import TYPE_CHECKING

from simulator.voice.sound import RATE
from simulator.voice.word_lists import words_of

if TYPE_CHECKING:
    from simulator.voice.sound import Samples

WORDS = words_of(
    """
    mm mhm mmhm hm hmm uh huh um ah aha oh ooh ok okay right yeah yes yep yup sure true exactly
    indeed absolutely definitely totally quite really wow gosh ha haha heh good great fine nice
    lovely brilliant perfect cool wonderful ach aye
    """
)
PHRASES = frozenset(
    {
        "i see",
        "i know",
        "i understand",
        "of course",
        "got it",
        "fair enough",
        "all right",
        "alright",
        "that's right",
        "that is right",
        "that's true",
        "makes sense",
        "that makes sense",
        "no way",
        "go on",
        "i get it",
        "i hear you",
        "i bet",
        "oh no",
        "oh dear",
        "oh my",
        "no problem",
        "thank you",
        "thanks",
    }
)
SAYS = re.compile(r"[a-z]+(?:'[a-z]+)?")
LONGEST = 6
"""Words of the longest back-channel; "yeah, yeah, right, okay, I see" is one."""


def is_back_channel(text: str) -> bool:
    """Whether the words are but a sign of listening."""
    words = SAYS.findall(text.lower().replace("’", "'").replace("-", " "))
    return len(words) <= LONGEST and _all_signs(words)


def _all_signs(words: list[str]) -> bool:
    if not words:
        return True
    if words[0] in WORDS and _all_signs(words[1:]):
        return True
    return any(
        " ".join(words[:length]) in PHRASES and _all_signs(words[length:])
        for length in range(1, min(4, len(words)) + 1)
    )


class Interjections:
    """Tells words from a sign of listening; see ``kit.Overlap``."""

    def real(self, samples: "Samples") -> float:
        """Probability that the sound is words that want her to stop: for now, by how long it is."""
        return min(1.0, len(samples) / RATE / 1.5)

    def is_back_channel(self, text: str) -> bool:
        """Whether the words are but a sign of listening."""
        return is_back_channel(text)
