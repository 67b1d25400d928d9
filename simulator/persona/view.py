"""The view: all that a decision of hers looks at."""

from dataclasses import dataclass

from simulator.conversation.appraisal import Appraisal
from simulator.conversation.state import Move, PersonaState
from simulator.persona.part import Part
from simulator.persona.situation import Here
from simulator.vocabulary import MoveKind


@dataclass(frozen=True)
class View:
    """What a decision looks at; nothing else can sway it."""

    part: Part
    state: PersonaState
    """After the turn."""
    appraisal: Appraisal
    here: Here
    met_now: tuple[str, ...]
    """Objections she had raised that this turn has met."""
    half_met: tuple[str, ...]
    """Objections that this turn has answered, and that she isn't done with."""
    previous: Move | None
    """Her last move."""

    def last(self, kind: MoveKind) -> bool:
        """Whether her last move was of this kind."""
        return self.previous is not None and self.previous.meant is kind

    def times(self, kind: MoveKind) -> int:
        """How often she has made this move."""
        return self.state.moves.get(kind, 0)
