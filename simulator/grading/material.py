"""The material of a grade: one call, read once, so that every grader judges the same thing."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from simulator.authoring.cast import Cast
from simulator.authoring.persona import Persona
from simulator.authoring.rubric import Rubric
from simulator.authoring.scenario import Scenario
from simulator.conversation.appraisal import Appraisal
from simulator.conversation.call import STOPPED, Call, Turn, words_in
from simulator.grading import cues
from simulator.understanding.context import Context
from simulator.vocabulary import MoveKind

SAME_WORDS = 0.8
"""Two turns that share this much of their words say the same thing again."""


class Reads(Protocol):
    """Whoever turns words into an appraisal; ``understanding.Reader`` does."""

    def appraise(self, text: str, context: Context) -> Appraisal:
        """What the text does, in its context."""


@dataclass(frozen=True)
class Reading:
    """One turn of the trainee's: the words that were heard, and what they did."""

    turn: Turn
    number: int
    """1 for the trainee's first turn."""
    appraisal: Appraisal
    before: tuple[Turn, ...]
    """What the other side said since the trainee's last turn."""
    repeats: bool
    """It says again what an earlier turn of the trainee's said."""
    after_stop: bool = False
    """She has asked before to be left alone."""

    @property
    def text(self) -> str:
        """The words as heard."""
        return self.turn.text

    @cached_property
    def words(self) -> int:
        """How many words were heard."""
        return words_in(self.text)

    @cached_property
    def answers(self) -> frozenset[MoveKind]:
        """The moves this turn comes straight after."""
        return frozenset().union(*(cues.moves_of(turn) for turn in self.before))

    @cached_property
    def after_feeling(self) -> bool:
        """It comes straight after a feeling or a loss was named."""
        return any(cues.shows_feeling(turn) for turn in self.before)

    @cached_property
    def after_substance(self) -> bool:
        """It comes straight after something that could be restated."""
        return any(cues.gives_substance(turn) for turn in self.before)


@dataclass(frozen=True)
class Material:
    """What the graders judge; built once by ``prepare``."""

    call: Call
    rubric: Rubric
    readings: tuple[Reading, ...]
    """The trainee's turns, silent ones too."""
    scenario: Scenario | None = None
    notes: tuple[str, ...] = ()
    """What whoever reads the total should know about how it came to be."""

    @property
    def stopped(self) -> bool:
        """The trainee stopped the exercise: what was still to come is nobody's failure."""
        return self.call.outcome is not None and self.call.outcome.id == STOPPED

    @cached_property
    def spoken(self) -> tuple[Reading, ...]:
        """The trainee's turns of which something was heard."""
        return tuple(reading for reading in self.readings if reading.words)

    @cached_property
    def opportunities(self) -> frozenset[MoveKind]:
        """Every move that the trainee had a turn to answer."""
        return frozenset().union(*(reading.answers for reading in self.readings))


def prepare(
    call: Call, rubric: Rubric, cast: Cast | None, reader: Reads, notes: tuple[str, ...] = ()
) -> Material:
    """Read every turn of the trainee's anew, from the words that were heard.

    Appraisals that stand in the call are ignored: a file from elsewhere may claim anything.
    """
    readings: list[Reading] = []
    spoken: list[frozenset[str]] = []
    start, stopped = 0, False
    for index, turn in enumerate(call.turns):
        if not turn.is_trainee:
            continue
        said = frozenset(turn.text.casefold().split())
        before = tuple(other for other in call.turns[start:index] if not other.is_trainee)
        stopped = stopped or any(map(cues.asks_to_stop, before))
        readings.append(
            Reading(
                turn=turn,
                number=len(readings) + 1,
                appraisal=reader.appraise(turn.text, Context.of(call.turns[:index])),
                before=before,
                repeats=any(_same(said, earlier) for earlier in spoken),
                after_stop=stopped,
            )
        )
        spoken.append(said)
        start = index + 1
    return Material(call, rubric, tuple(readings), cast.scenario if cast else None, notes)


def cast_personas(cast: Cast | None) -> Mapping[str, Persona]:
    """The personas of the cast; none without one."""
    return cast.personas if cast else {}


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and len(one & other) >= SAME_WORDS * len(one | other)
