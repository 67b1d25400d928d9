"""Asking again: whether a turn only asks the other person to repeat her last words."""

from collections.abc import Sequence

from simulator.understanding.moment import Moment
from simulator.understanding.phrases import says
from simulator.vocabulary import Act

KEPT = frozenset({Act.CLOSED_QUESTION, Act.GREET, Act.THANK, Act.INSULT, Act.META_TALK})
"""Acts that a request to repeat may be besides; its "sorry" is no apology."""
_BESIDES = frozenset({"open_lead", "invite", "open"})


def asks_again(at: Moment) -> bool:
    """Whether the sentence asks for her last words once more."""
    asked = at.says("again") or (at.sentence.asks and at.says("again_asked"))
    return asked and bool(at.hers.last)


def only_asks_again(moments: Sequence[Moment]) -> bool:
    """Whether the turn asks for that, and for nothing else."""
    asking = [asks_again(at) for at in moments]
    others = (at for at, asks in zip(moments, asking, strict=True) if not asks)
    return any(asking) and not any(at.sentence.asks or at.heart & _BESIDES for at in others)


def reopens_a_wound(at: Moment) -> bool:
    """Whether what is to be said again is that somebody died."""
    return any(says(sentence, "heart", "death") for sentence in at.hers.last)
