"""What understanding knows of the call before the trainee's turn."""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.conversation.call import Turn
from simulator.vocabulary import MoveKind

REMEMBERED = 12
"""Earlier turns of each side that are kept."""


@dataclass(frozen=True)
class Context:
    """The other person's last words and move, and what both have said so far."""

    persona: str | None = None
    """Id of the persona who spoke last; ``None`` if not known."""
    said: str = ""
    """Her last words."""
    move: MoveKind | None = None
    target: str | None = None
    """The objection, fact or outcome that her last move was about."""
    told: tuple[str, ...] = ()
    """Her turns, newest last, at most ``REMEMBERED``; the last one is ``said``."""
    earlier: tuple[str, ...] = ()
    """The trainee's turns before this one, newest last, at most ``REMEMBERED``."""
    turn: int = 1
    """1-based number of the trainee's turn that is to be read."""

    @classmethod
    def of(cls, turns: Sequence[Turn]) -> "Context":
        """The context of a trainee turn that comes after ``turns``."""
        hers = [turn for turn in turns if not turn.is_trainee]
        own = [turn for turn in turns if turn.is_trainee]
        last = hers[-1] if hers else None
        move = last.move if last else None
        return cls(
            persona=next((turn.persona for turn in reversed(hers) if turn.persona), None),
            said=last.text if last else "",
            move=move.meant if move else None,
            target=move.target if move else None,
            told=tuple(turn.text for turn in hers[-REMEMBERED:]),
            earlier=tuple(turn.text for turn in own[-REMEMBERED:]),
            turn=len(own) + 1,
        )

    @classmethod
    def after(cls, said: str) -> "Context":
        """The context when no more is known than the other person's last words."""
        told = (said,) if said.strip() else ()
        return cls(said=said, told=told, turn=2 if told else 1)
