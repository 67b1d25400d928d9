"""What she makes of a turn: understanding, with the noise on the line."""

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from simulator.conversation.appraisal import ActHit, Appraisal
from simulator.conversation.call import Turn
from simulator.practice.on_line import OnLine
from simulator.understanding.context import Context
from simulator.vocabulary import Act, MoveKind

REMEMBERED = 26
"""Turns that a reply looks back on: understanding reads at most twelve of each side."""
PICKED_UP = 2
"""The opening and the trainee's first turn."""
SILENCE = Appraisal(acts=(ActHit(act=Act.SILENCE, probability=1.0, quote=""),))


class Reads(Protocol):
    """What a rehearsal needs of understanding."""

    def appraise(self, text: str, context: Context) -> Appraisal:
        """What the turn did."""


class Hearing:
    """Reads the turns of one call; the last reading is kept, for a turn that was foreseen."""

    def __init__(self, reader: Reads, seed: int) -> None:
        self._reader = reader
        self._seed = seed
        self._last: tuple[str, int, Appraisal] | None = None

    def appraise(self, text: str, turns: Sequence[Turn]) -> Appraisal:
        """What a turn after ``turns`` does."""
        if not text:
            return SILENCE
        if self._last is None or self._last[:2] != (text, len(turns)):
            context = Context.of(turns[-REMEMBERED:])
            number = sum(turn.is_trainee for turn in turns) + 1
            read = self._reader.appraise(text, replace(context, turn=number))
            self._last = (text, len(turns), read)
        return self._last[2]

    def misheard(self, appraisal: Appraisal, turn: int, line: OnLine) -> Appraisal:
        """The appraisal, or what a bad line or a wandering thought leaves of it.

        Args:
            appraisal: of what was said.
            turn: the number of turns so far, this one included.
            line: who hears it, before she answers.
        """
        draw = random.Random(f"{self._seed}/{turn}/noise")  # noqa: S311
        if draw.random() >= line.part.preset.noise or _listens(turn, line):
            return appraisal
        return Appraisal(words=appraisal.words, sentences=appraisal.sentences, unsure=True)


def _listens(turn: int, line: OnLine) -> bool:
    # Whoever has just picked up listens, and so does whoever has asked what was meant.
    return turn <= PICKED_UP or (line.move is not None and line.move.kind is MoveKind.CLARIFY)
