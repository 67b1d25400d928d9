"""Manner: how much of a turn is about oneself, advises or informs, by small words and not by hits.

Rates that are normalised by length see a drift that no single phrase shows; each is 0 to 1 and
saturates, so that saying more of it never counts without end.
"""

from itertools import pairwise
from typing import NamedTuple

from simulator.grading.material import Reading
from simulator.understanding.text import Sentence, sentences
from simulator.understanding.words import listed

FULL_SHARE = 0.12
"""Share of small words of oneself at which a turn is all about oneself: about one in eight."""
_OWN = frozenset({"i", "me", "my", "mine", "myself"})
_HER = frozenset({"you", "your", "yours", "yourself"})
_LISTENS = listed("listens")
_ADVISES = listed("advises")
_MODALS = frozenset({"should", "could", "might", "need", "ought", "can"})
_MAYBE = frozenset({"maybe", "perhaps", "why"})
_HELPS = frozenset({"will", "can", "have", "would", "could", "shall"})


class Manner(NamedTuple):
    """Rates of one turn, each 0 to 1."""

    own: float
    """Words of oneself, except those of listening and helping: "I'm sorry", "I hear", "I'll"."""
    advising: float
    """Words that steer: should, try, maybe you could."""
    informing: float
    """Words in statements that neither speak of her nor ask."""


def manner_of(reading: Reading) -> Manner:
    """The rates of a turn of the trainee's."""
    read = sentences(reading.text)
    total = sum(len(sentence.tokens) for sentence in read)
    if not total:
        return Manner(0.0, 0.0, 0.0)
    own = sum(_own(sentence) for sentence in read) / total
    steering = sum(map(_steers, read)) / total
    stated = sum(len(sentence.tokens) for sentence in read if _states(sentence)) / total
    return Manner(min(1.0, own / FULL_SHARE), min(1.0, steering / FULL_SHARE), stated)


def _steers(sentence: Sentence) -> int:
    """Words of advice, and each "you could", "you need", "maybe you"."""
    pairs = pairwise(sentence.tokens)
    turned = sum(
        (one == "you" and two in _MODALS) or (one in _MAYBE and two in _HER) for one, two in pairs
    )
    return len(sentence.words & _ADVISES) + turned


def _own(sentence: Sentence) -> int:
    """Words of oneself that no listening or helping verb follows."""
    tokens = sentence.tokens
    after = [*tokens[1:], ""]
    further = [*tokens[2:], "", ""]
    return sum(
        token in _OWN and not ({one, two} & (_LISTENS | _HELPS))
        for token, one, two in zip(tokens, after, further, strict=False)
    )


def _states(sentence: Sentence) -> bool:
    spoken_to = bool(sentence.words & _HER)
    return not sentence.asks and not spoken_to and len(sentence.tokens) >= 6
