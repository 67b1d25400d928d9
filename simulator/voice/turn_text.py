"""Whether words are a whole turn: what hangs in the air, and what hands over the floor; pure."""

import re

from simulator.voice.word_lists import words_of

FILLERS = frozenset({"um", "uh", "er", "erm", "uhm", "hmm", "mm", "ah", "eh"})
HANGING = words_of(
    """
    a an the and but or so because if when that which who while although though unless until
    since than as whether of to in on at for with by from into my your our his her their its
    this these those every each some i we they he she i'm we're you're they're i've we've i'd
    i'll we'll is are was were am be been have has had do does did will would can could should
    may might must not very just really quite also only even like
    """
)
WORD = re.compile(r"[a-z0-9]+(?:['’-][a-z0-9]+)*")


def finished(text: str, last_words: str, hint: float) -> float:
    """Probability that the turn is finished.

    Args:
        text: the turn so far, as recognised.
        last_words: what the other said before it.
        hint: the probability by melody alone.
    """
    words = WORD.findall(text.lower().replace("’", "'"))
    if not words or words[-1] in FILLERS:
        return 0.05
    if words[-1] in HANGING and not text.rstrip().endswith("?"):
        return 0.1
    if text.rstrip().endswith("?"):
        return 0.75 + 0.2 * hint
    return 0.3 + 0.5 * hint
