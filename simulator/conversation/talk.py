"""A call as sound: who spoke when, by its words' times; pauses, gaps and overlaps follow; pure.

Silence of one speaker's between two of her own spurts is a *pause*, between two speakers' a *gap*
(Heldner and Edlund, Journal of Phonetics 38, 2010).
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from simulator.conversation.call import Call, Turn, Word, words_in

PAUSE_S = 0.25
"""Silence of this length is a pause; a shorter one is the stop of a consonant (Goldman-Eisler,
*Psycholinguistics*, 1968, and most since)."""
OVERLAP_S = 0.1
"""Less than this together is a change of turns that came a little early."""
PATIENCE_S = 5.0
"""Longer silence of one's own is no pause in what one says, but the end of it."""
CLAUSE_ENDS = ".,;:?!…—"


class Spurt(NamedTuple):
    """Speech without a pause."""

    from_s: float
    until_s: float
    words: tuple[Word, ...]

    @property
    def seconds(self) -> float:
        """How long it is."""
        return self.until_s - self.from_s

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(word.text.strip() for word in self.words)


class Pause(NamedTuple):
    """Silence inside what one says, in seconds of the call."""

    from_s: float
    until_s: float
    inside_clause: bool
    """No punctuation stands before it: it parts what belongs together."""

    @property
    def seconds(self) -> float:
        """How long it is."""
        return self.until_s - self.from_s


class Overlap(NamedTuple):
    """Both speak."""

    from_s: float
    until_s: float
    by_you: bool
    """The trainee began while the other spoke; else the other did."""
    spurt: Spurt
    """What the one who began says."""
    yielded: bool
    """The one who spoke first fell silent before the other did."""


class Run(NamedTuple):
    """What one says until the other speaks, or for long says nothing."""

    spurts: tuple[Spurt, ...]

    @property
    def from_s(self) -> float:
        """Where it begins."""
        return self.spurts[0].from_s

    @property
    def seconds(self) -> float:
        """How long it is, pauses and all."""
        return self.spurts[-1].until_s - self.from_s

    @property
    def sounding_s(self) -> float:
        """How long it is without the pauses."""
        return sum(spurt.seconds for spurt in self.spurts)

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(spurt.text for spurt in self.spurts)

    @property
    def words(self) -> int:
        """How many words it has."""
        return words_in(self.text)


class Talk(NamedTuple):
    """Both sides of a call."""

    you: tuple[Spurt, ...]
    them: tuple[Spurt, ...]
    """Empty if only the trainee's side was recorded."""

    @property
    def until_s(self) -> float:
        """Where the last word ends."""
        return max((spurt.until_s for spurt in (*self.you, *self.them)), default=0.0)


def talk_of(call: Call) -> Talk:
    """Who spoke when, as far as the call has times of words."""
    return Talk(
        spurts_of(_words(turn for turn in call.turns if turn.is_trainee)),
        spurts_of(_words(turn for turn in call.turns if not turn.is_trainee)),
    )


def _words(turns: Iterable[Turn]) -> list[Word]:
    words = [word for turn in turns for word in turn.words or () if words_in(word.text)]
    return sorted(words, key=lambda word: word.start_s)


def spurts_of(words: Sequence[Word]) -> tuple[Spurt, ...]:
    """One speaker's words, in order, parted where a pause lies between them."""
    runs: list[list[Word]] = []
    for word in words:
        if runs and word.start_s - max(one.end_s for one in runs[-1]) < PAUSE_S:
            runs[-1].append(word)
        else:
            runs.append([word])
    return tuple(Spurt(run[0].start_s, max(word.end_s for word in run), tuple(run)) for run in runs)


def runs_of(mine: Sequence[Spurt], others: Sequence[Spurt]) -> tuple[Run, ...]:
    """One speaker's spurts, joined where only a pause lies between them."""
    runs: list[list[Spurt]] = []
    for spurt in mine:
        if runs and _goes_on(runs[-1][-1], spurt, others):
            runs[-1].append(spurt)
        else:
            runs.append([spurt])
    return tuple(Run(tuple(run)) for run in runs)


def _goes_on(before: Spurt, after: Spurt, others: Sequence[Spurt]) -> bool:
    spoken = any(
        one.from_s < after.from_s and one.until_s > before.until_s + OVERLAP_S for one in others
    )
    return not spoken and after.from_s - before.until_s < PATIENCE_S


def pauses(mine: Sequence[Spurt], others: Sequence[Spurt]) -> tuple[Pause, ...]:
    """The pauses of one speaker, in order."""
    return tuple(
        Pause(before.until_s, after.from_s, not _ends_clause(before))
        for run in runs_of(mine, others)
        for before, after in pairwise(run.spurts)
    )


def _ends_clause(spurt: Spurt) -> bool:
    return spurt.text.rstrip("\"'”’)")[-1:] in CLAUSE_ENDS


def overlaps(talk: Talk) -> tuple[Overlap, ...]:
    """Where both speak, in order."""
    found = [
        overlap
        for yours in talk.you
        for theirs in talk.them
        if (overlap := _overlap(yours, theirs)) is not None
    ]
    return tuple(sorted(found, key=lambda overlap: overlap.from_s))


def _overlap(yours: Spurt, theirs: Spurt) -> Overlap | None:
    from_s, until_s = max(yours.from_s, theirs.from_s), min(yours.until_s, theirs.until_s)
    if until_s - from_s < OVERLAP_S:
        return None
    by_you = yours.from_s > theirs.from_s
    first, second = (theirs, yours) if by_you else (yours, theirs)
    return Overlap(from_s, until_s, by_you, second, first.until_s < second.until_s)
