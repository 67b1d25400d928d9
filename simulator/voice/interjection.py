"""Words over her speech, or but a sign of listening: "mm-hm", "right", a laugh, a cough.

By sound: a small network of our own looks at its beginning, a little more of it each time, and
gives the chance that these are words that want the floor; trained on neural voices
(``training/voice``).  By words, once there are any: ``is_back_channel``.
"""

import math
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.voice.mel import below_loudest
from simulator.voice.onnx import session
from simulator.voice.sound import RATE
from simulator.voice.word_lists import words_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from simulator.voice.onnx import Session
    from simulator.voice.sound import Samples

NETWORK = Path(__file__).parent / "interjection.onnx"
LOOKS_S = (0.24, 0.3, 0.36, 0.46, 0.62)
"""How much of the sound is seen at each look, in seconds from its beginning."""
FAINT_DB = 50.0
"""Below the loudest band by this much, nothing is heard."""

SIGNS = words_of(
    """
    mm mhm mmhm mmm hm hmm uh huh uhuh um ah aha oh ooh ok okay right yeah yes yep yup sure true
    exactly indeed absolutely definitely totally quite really wow gosh ha haha heh good great fine
    nice lovely brilliant perfect cool wonderful ach aye alright thanks
    """
)
CLAIMS = words_of(
    """
    no nope wait stop what why who when where how which sorry pardon hello hi hang hold but listen
    please excuse actually however help goodbye bye quiet enough never nothing wrong slower again
    repeat louder careful
    """
)
"""Single words that ask for the floor."""
PHRASES = frozenset(
    {
        *("i see", "i know", "i understand", "i get it", "i hear you", "i bet", "i agree"),
        *("of course", "got it", "fair enough", "all right", "go on", "no way", "no problem"),
        *("that's right", "that is right", "that's true", "makes sense", "that makes sense"),
        *("oh no", "oh dear", "oh my", "thank you"),
    }
)
SAYS = re.compile(r"[a-z]+(?:'[a-z]+)?")
LONGEST = 6
"""Words of the longest one; "yeah, yeah, right, okay, I see" is."""
LONGEST_PHRASE = 3


def is_back_channel(text: str) -> bool:
    """Whether the words are but a sign of listening; no words at all are one, too.

    A single word is one unless it asks for the floor, and so is a sign with one word beside it:
    recognisers make "Mama" of a "mm-hm", and "Right here" of a "right, yeah".
    """
    words = SAYS.findall(text.lower().replace("’", "'").replace("-", " "))
    if len(words) == 1 or (len(words) == 2 and SIGNS & set(words)):
        return not CLAIMS & set(words)
    return len(words) <= LONGEST and _all_signs(words)


def _all_signs(words: Sequence[str]) -> bool:
    if not words:
        return True
    if words[0] in SIGNS and _all_signs(words[1:]):
        return True
    return any(
        " ".join(words[:length]) in PHRASES and _all_signs(words[length:])
        for length in range(2, LONGEST_PHRASE + 1)
    )


class Interjections:
    """Tells words from a sign of listening; see ``kit.Overlap``."""

    def real(self, samples: "Samples") -> float:
        """Probability that the sound is words that want her to stop."""
        return verdict(samples)

    def is_back_channel(self, text: str) -> bool:
        """Whether the words are but a sign of listening."""
        return is_back_channel(text)


def verdict(samples: "Samples") -> float:
    """Probability that a sound, from its beginning on, is words that want the floor.

    Before ``LOOKS_S[0]`` seconds there is none, and 0 is given: she goes on.
    """
    seconds = len(samples) / RATE
    due = [at for at, look_s in enumerate(LOOKS_S) if seconds >= look_s - 1e-3]
    if not due:
        return 0.0
    seen = picture(samples[: round(LOOKS_S[due[-1]] * RATE)])
    odds = float(_network().run(None, {"picture": seen[None]})[0][0])
    return 1 / (1 + math.exp(-min(20.0, max(-20.0, odds))))


def picture(samples: "Samples") -> "NDArray[np.float32]":
    """Loudness in mel bands, shape ``(frames, BANDS)``, in 10 dB, at most 2 for the loudest."""
    import numpy as np

    return (below_loudest(samples, FAINT_DB) / 10 + 2).astype(np.float32)


@cache
def _network() -> "Session":
    return session(NETWORK)
