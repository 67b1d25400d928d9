"""The persona's state after a turn, and what moved it: all that policy needs to go on from here."""

from typing import Annotated

from pydantic import Field

from simulator.conversation.appraisal import Recorded
from simulator.vocabulary import Act, Fault, MoveKind, Variable

Share = Annotated[float, Field(ge=0.0, le=1.0)]


class StateChange(Recorded):
    """One step of one variable, with its reason and the words it rests on."""

    variable: Variable
    by: Annotated[float, Field(ge=-1.0, le=1.0)]
    because: str
    quote: str | None = None
    """The trainee's words that moved it; ``None`` when time did."""


class PersonaState(Recorded):
    """A snapshot; the whole trace of a call is the states of its persona turns."""

    persona: str
    trust: Share
    patience: Share
    interest: Share
    distress: Share
    seconds_left: float
    turn: int = 0
    """Trainee turns so far."""
    done: dict[Act, int] = Field(default_factory=dict)
    """How often each trainee act has happened."""
    faults: dict[Fault, int] = Field(default_factory=dict)
    used: tuple[str, ...] = ()
    """Items used rightly, in order of first use."""
    disclosed: tuple[str, ...] = ()
    raised: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    """Objections that a turn answered, each as often as it was; some take two answers."""
    met: tuple[str, ...] = ()
    moves: dict[MoveKind, int] = Field(default_factory=dict)
    """How often each of her moves has happened."""
    changes: tuple[StateChange, ...] = ()
    """What this turn moved."""


class Move(Recorded):
    """What policy decided, and why."""

    kind: MoveKind
    reason: str
    target: str | None = None
    """The fact, objection, outcome or persona that the move is about."""
    ends: bool = False
    """The call is over after this move."""
    eases: str | None = None
    """The objection that she says was met, in the same breath."""
    again: MoveKind | None = None
    """The earlier move whose words she says once more, because she was asked to."""

    @property
    def meant(self) -> MoveKind:
        """What the trainee is to answer: the move itself, or the one that is said again."""
        return self.again or self.kind
