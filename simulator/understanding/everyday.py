"""Everyday questions: what anybody may be asked, whoever she is and whatever she knows."""

from collections.abc import Sequence

from simulator.understanding.moment import Moment
from simulator.understanding.phrases import phrasebook
from simulator.vocabulary import Everyday


def everyday(moments: Sequence[Moment]) -> Everyday | None:
    """The turn's last question, if it is such a one: that is what is asked."""
    last = next((at for at in reversed(moments) if at.asks), None)
    if last is None:
        return None
    book = phrasebook("everyday")
    return next((one for one in Everyday if book[one.value].within(last.sentence)), None)
