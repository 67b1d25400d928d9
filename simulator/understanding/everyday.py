"""Everyday questions: what anybody may be asked, whoever she is and whatever she knows."""

from collections.abc import Sequence

from simulator.understanding.moment import Moment
from simulator.understanding.phrases import phrasebook
from simulator.vocabulary import Everyday


def everyday(moments: Sequence[Moment]) -> Everyday | None:
    """The last such question of the turn; a turn that goes on to another question asks that one."""
    asking = [at for at in moments if at.sentence.asks or at.asks]
    found = [asked for at in asking if (asked := _asked(at)) is not None]
    return found[-1] if found and _asked(asking[-1]) is not None else None


def _asked(at: Moment) -> Everyday | None:
    book = phrasebook("everyday")
    return next((one for one in Everyday if book[one.value].within(at.sentence)), None)
