"""The scorecard: scores that quote what they rest on, or say why they are not scored."""

from datetime import datetime
from enum import StrEnum
from typing import Literal

from simulator.conversation.appraisal import Recorded
from simulator.conversation.call import OutcomeReached


class Grader(Recorded):
    """Who gave a score."""

    name: str
    version: str
    model: str | None = None


class Quote(Recorded):
    """Words of a turn: ``quote`` is a substring of what was heard there."""

    turn: str
    quote: str


class Override(Recorded):
    """A human's value for one score: it stands beside the machine's, which stays as it is."""

    value: float
    why: str
    by: str
    at: datetime


class Score(Recorded):
    """One thing that was judged."""

    id: str
    label: str
    value: float | None
    """``None`` means not scored; then ``unscored_reason`` says why."""
    scale: tuple[float, float] = (0.0, 1.0)
    weight: float = 0.0
    """What it weighs in the total; 0 is shown and not counted."""
    unscored_reason: str | None = None
    explanation: str
    evidence: tuple[Quote, ...] = ()
    grader: Grader
    spread: float | None = None
    override: Override | None = None


class Figure(Recorded):
    """One pacing figure with its unit; ``None`` when the call does not tell."""

    value: float | None
    unit: str
    says: str
    """What it means for the trainee, in one short sentence."""
    norm: tuple[float, float] | None = None
    source: str | None = None
    unscored_reason: str | None = None


class Answer(StrEnum):
    """What a cue was met with, in one dimension."""

    YES = "yes"
    NO = "no"
    NO_OPPORTUNITY = "no_opportunity"


class DimensionAnswer(Recorded):
    """Whether the words after a cue showed a dimension, with the words that did."""

    id: str
    answer: Answer
    evidence: tuple[Quote, ...] = ()


class CueAnswer(Recorded):
    """One turn of hers that gave a cue, and what the trainee's next turn did with it."""

    cue: str
    """Id of her turn."""
    turn: str
    """Id of the trainee's turn that came next."""
    dimensions: tuple[DimensionAnswer, ...]


class BlockingError(Recorded):
    """An error that fails the call whatever else it scored."""

    id: str
    label: str
    evidence: tuple[Quote, ...]
    better: str
    override: Override | None = None
    """1 says that the error stands, 0 that it doesn't."""


class Priority(Recorded):
    """The one thing to do next, with the turn it comes from."""

    id: str
    delta: str
    turn: str | None
    quote: str | None
    better: str
    suggested: str | None = None
    """A language model's line, kept only because our own graders score it above what was said."""


class Strength(Recorded):
    """A thing that worked."""

    id: str
    plus: str
    turn: str | None
    quote: str | None


class Overall(Recorded):
    """The total, 0 to 100, and how code came to it."""

    value: float | None
    how: str


class Scorecard(Recorded):
    """Everything that was judged of one call (``simulator.scorecard/1``)."""

    format: Literal["simulator.scorecard/1"] = "simulator.scorecard/1"
    call: str | None
    rubric: str
    rubric_digest: str | None = None
    """The first 16 hex digits of the rubric's SHA-256: tells two versions of one id apart."""
    outcome: OutcomeReached | None
    scores: tuple[Score, ...]
    pacing: dict[str, Figure]
    blocking: tuple[BlockingError, ...] = ()
    cues: tuple[CueAnswer, ...] = ()
    """How each cue of hers was answered, in six dimensions."""
    priority: Priority | None = None
    further: tuple[Priority, ...] = ()
    """What would come next; shown only to the skilled."""
    strengths: tuple[Strength, ...] = ()
    overall: Overall
    """The machine's total, whatever humans say."""
    reviewed: Overall | None = None
    """The total with the humans' values in place of the machine's; ``None`` if there are none."""
