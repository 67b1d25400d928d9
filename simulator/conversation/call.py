"""A call: what was said and heard, with all that is needed to resume, replay and grade it."""

import re
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from simulator.conversation.appraisal import Appraisal, Recorded
from simulator.conversation.state import Move, PersonaState
from simulator.vocabulary import Channel, Difficulty, Kind, Realiser

TRAINEE = "trainee"
PERSONA = "persona"
STOPPED = "stopped"
"""The outcome of a call that the trainee stopped; it is on no ladder, and no failure."""

Speaker = Annotated[str, Field(min_length=1, max_length=64)]
"""``trainee``, ``persona``, or the name of another voice on the line."""


class Reference(Recorded):
    """Content that a call was made with: its id, and the hash of the file as it was then."""

    id: str
    sha256: str | None = None


class Word(Recorded):
    """One word and its place on the call's clock, in seconds."""

    text: str
    start_s: float
    end_s: float


class GuardEvent(Recorded):
    """A model's sentence that the guard stopped, by reason; the sentence itself is not kept."""

    reason: str
    replaced: bool
    """Whether an authored line took its place."""


class Turn(Recorded):
    """One turn of one speaker."""

    id: str
    speaker: Speaker
    said: str
    heard: str | None = None
    """What the other side really heard; ``None`` means all of ``said``."""
    start_s: float | None = None
    end_s: float | None = None
    words: tuple[Word, ...] | None = None
    interrupted: bool = False
    persona: str | None = None
    """Which persona speaks, on a persona's turn."""
    move: Move | None = None
    appraisal: Appraisal | None = None
    state: PersonaState | None = None
    latency_ms: dict[str, float] = Field(default_factory=dict)
    guard: tuple[GuardEvent, ...] = ()

    @property
    def text(self) -> str:
        """What counts: the words that were heard."""
        return self.said if self.heard is None else self.heard

    @property
    def is_trainee(self) -> bool:
        """Whether the trainee speaks."""
        return self.speaker == TRAINEE


class Event(Recorded):
    """Something that happened besides talk: a ring, a model that failed, a stop word."""

    at_s: float
    kind: str
    detail: str = ""


class ModelUsed(Recorded):
    """Who worded the persona."""

    realiser: Realiser
    name: str | None = None
    digest: str | None = None


class OutcomeReached(Recorded):
    """How the call ended: a rung of the scenario's ladder."""

    id: str
    label: str
    reached: bool
    minutes_granted: int = 0


class BranchPoint(Recorded):
    """Where a call branched off: the call whose beginning it shares, and the turn tried again."""

    call: str
    turn: str


class Call(Recorded):
    """One conversation, as stored and as exchanged (``simulator.call/1``)."""

    format: Literal["simulator.call/1"] = "simulator.call/1"
    id: str | None = None
    scenario: Reference | None = None
    persona: Reference | None = None
    kind: Kind | None = None
    channel: Channel | None = None
    difficulty: Difficulty | None = None
    seed: int | None = None
    model: ModelUsed | None = None
    started_at: datetime | None = None
    turns: tuple[Turn, ...] = ()
    events: tuple[Event, ...] = ()
    outcome: OutcomeReached | None = None
    branch_of: BranchPoint | None = None

    @property
    def ended(self) -> bool:
        """Whether the call has come to its outcome."""
        return self.outcome is not None

    def trainee_turns(self) -> tuple[Turn, ...]:
        """The trainee's turns, in order."""
        return tuple(turn for turn in self.turns if turn.is_trainee)


def words_in(text: str) -> int:
    """How many words a text has: runs of letters or digits, with inner apostrophes and hyphens."""
    return len(re.findall(r"\w+(?:['’-]\w+)*", text))
