"""What the trainee has said so far in this turn, recognised stretch by stretch."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from simulator.conversation.call import Word
from simulator.voice.seams import Recognised

SETTLED_S = 7.0
"""A stretch of this length that ended in a pause isn't recognised again: the rest follows it.
A shorter one is, with what follows: whole sentences are recognised better than their pieces."""

LONG_S = 10.0
"""A tail of this length is settled in part while the trainee still talks."""
OPEN_S = 1.0
"""Seconds at the end of a tail that may still change as more is said."""
GAP_S = 0.06
"""Words that stand this far apart can be told apart by a cut."""


class Stretch(NamedTuple):
    """A stretch of the audio clock and its words."""

    from_s: float
    until_s: float
    recognised: Recognised


@dataclass(frozen=True)
class Transcript:
    """A turn as it grows; every step gives a new one."""

    settled: tuple[Stretch, ...] = ()
    tail: Stretch | None = None
    """The newest stretch; it is recognised again, with what follows, while it is short."""

    @property
    def text(self) -> str:
        """All words so far."""
        return " ".join(filter(None, (one.recognised.text.strip() for one in self._stretches())))

    @property
    def from_s(self) -> float | None:
        """Where its first word begins; ``None`` before there is one."""
        words = self.words
        return words[0].start_s if words else None

    @property
    def before(self) -> str:
        """The words that are settled: what came before the tail."""
        return replace(self, tail=None).text

    @property
    def words(self) -> tuple[Word, ...]:
        """All words, on the audio clock."""
        return tuple(
            Word(
                text=word.text,
                start_s=round(one.from_s + word.start_s, 2),
                end_s=round(one.from_s + word.end_s, 2),
            )
            for one in self._stretches()
            for word in one.recognised.words
        )

    def next_from(self, turn_from_s: float) -> float:
        """Where the stretch that is to be recognised next begins."""
        return self.settled[-1].until_s if self.settled else turn_from_s

    def heard(self, stretch: Stretch) -> "Transcript":
        """With a newly recognised stretch; it takes the place of a tail that it covers."""
        return replace(self, tail=stretch)

    def went_on(self) -> "Transcript":
        """As it stands when the trainee goes on after a pause."""
        tail = self.tail
        if tail is None or tail.until_s - tail.from_s < SETTLED_S:
            return self
        return Transcript((*self.settled, tail))

    def closed(self) -> "Transcript":
        """With all of it settled: what follows is recognised by itself."""
        return Transcript(self._stretches())

    def split(self) -> "Transcript":
        """With the early words of a long tail settled, cut where two words stand apart."""
        tail = self.tail
        if tail is None or tail.until_s - tail.from_s < LONG_S:
            return self
        words = tail.recognised.words
        latest = tail.until_s - tail.from_s - OPEN_S
        gaps = [
            at
            for at in range(1, len(words))
            if words[at].start_s - words[at - 1].end_s >= GAP_S and words[at].start_s <= latest
        ]
        if not gaps:
            return self
        kept = words[: gaps[-1]]
        middle_s = (words[gaps[-1] - 1].end_s + words[gaps[-1]].start_s) / 2
        text = " ".join(word.text.strip() for word in kept)
        early = Recognised(text, kept, tail.recognised.sure)
        return Transcript((*self.settled, Stretch(tail.from_s, tail.from_s + middle_s, early)))

    def _stretches(self) -> tuple[Stretch, ...]:
        return (*self.settled, self.tail) if self.tail else self.settled
