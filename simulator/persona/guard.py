"""The guard: every sentence of a model's is checked before it is shown."""

from collections.abc import Sequence

from simulator.persona.inventions import Inventions
from simulator.persona.leaks import Leaks
from simulator.persona.lines import Moment
from simulator.persona.overreach import Overreach
from simulator.persona.part import Part
from simulator.persona.slips import slip
from simulator.vocabulary import MoveKind

LONG = 2.5
"""How many times her usual sentence a sentence of hers may be…"""
LONG_AT_LEAST = 28
"""…and the words it may always have."""


class Guard:
    """What may be said in one part."""

    def __init__(self, part: Part) -> None:
        self._leaks = Leaks(part)
        self._inventions = Inventions(part)
        self._overreach = Overreach(part)
        self._longest = max(LONG_AT_LEAST, LONG * part.persona.speech.sentence_words)

    def fault(self, sentence: str, moment: Moment, heard: Sequence[str]) -> str | None:
        """Why the sentence can't be shown; ``None`` if it can.

        Args:
            sentence: one sentence of the model's.
            moment: the move it words; the facts told so far, and the one it tells, are open.
            heard: what both sides have heard of late.
        """
        told = moment.state.disclosed
        found = slip(sentence) or self._overreach.overreached(sentence, moment)
        if found:
            return found
        if len(sentence.split()) > self._longest:
            return "too long"
        if self._leaks.leaked(sentence, told):
            return "locked fact"
        if self._inventions.invented(sentence, told, heard):
            return "invented"
        return None

    def tells(self, sentence: str, moment: Moment) -> bool:
        """Whether the sentence says what the move has to say; moves without such a thing do."""
        if moment.move.kind is not MoveKind.DISCLOSE or moment.move.target is None:
            return True
        return self._leaks.conveys(sentence, moment.move.target)
