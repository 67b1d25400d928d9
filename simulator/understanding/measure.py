"""Sizes of a turn: how long it is for its channel, and how hard it pushes."""

from collections.abc import Sequence
from typing import NamedTuple

from simulator.understanding.faults import says
from simulator.understanding.moment import Moment
from simulator.vocabulary import Act, Channel

BORNE = {Channel.PHONE: 45, Channel.VIDEO: 45, Channel.CHAT: 40, Channel.EMAIL: 125}
"""Words that a busy person bears at once; ours: 45 words are 17 s of speech at 160 a minute,
125 words are an e-mail read without scrolling on a phone."""
WORN_OUT = 4.0
"""Times that length at which concision is 0."""
TOO_LONG = 2.0
"""Times that length at which a turn is a monologue."""
PUSH, NUDGE = 0.7, 0.5


class Lengths:
    """What is short and what is long on one channel."""

    def __init__(self, channel: Channel | None) -> None:
        self._borne = BORNE[channel or Channel.PHONE]

    def concision(self, words: int) -> float:
        """1 up to the length that is borne, falling evenly to 0 at ``WORN_OUT`` times that."""
        over = (words / self._borne - 1.0) / (WORN_OUT - 1.0)
        return round(min(1.0, max(0.0, 1.0 - over)), 3)

    def monologue(self, words: int) -> bool:
        """Whether the turn is too long for the patience in the room."""
        return words > TOO_LONG * self._borne


class Push(NamedTuple):
    """How hard the turn pushes, 0 to 1, and the sentence that pushes most."""

    level: float
    quote: str | None


def pressure(moments: Sequence[Moment]) -> Push:
    """Urgency, guilt and threats add up; so does asking again straight after a no."""
    pushing = [at for at in moments if says("pressure", at.sentence)]
    pushing = [at for at in pushing if not says("no_pressure", at.sentence)]
    again = _asks_again(moments)
    level = 1.0 - (1.0 - PUSH) ** len(pushing) * ((1.0 - PUSH) if again else 1.0)
    quote = pushing[0].sentence.text if pushing else again
    return Push(round(level, 3), quote)


def _asks_again(moments: Sequence[Moment]) -> str | None:
    """The sentence that asks for the same once more after a no, with nothing conceded."""
    if not moments or not moments[0].hers.refused or not moments[0].context.earlier:
        return None
    asking = [at for at in moments if Act.ASK_MEETING in at.acts and at.asks]
    conceded = any(
        {Act.AGREE, Act.THANK} & at.acts or at.heart & {"apologise", "feeling"} for at in moments
    )
    return asking[0].sentence.text if asking and not conceded else None
