"""What a simulated trainee hears and is: a policy that hears her last move, answers in text."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

from simulator.vocabulary import MoveKind


class TraineeKind(StrEnum):
    """The trainees that can rehearse a scenario."""

    SKILLED = "skilled"  # listens, asks, answers what was said
    AVERAGE = "average"  # has heard of it; half of the turns are a beginner's
    ROBOT = "robot"  # reads a script whatever is said
    PUSHY = "pushy"  # presses for a yes
    OVER_EMPATHIC = "over_empathic"  # stock feeling, and nothing else
    SILENT = "silent"  # hardly says a word
    HOSTILE = "hostile"  # rude
    FLATTERER = "flatterer"  # praise and requests
    INJECTOR = "injector"  # orders the machine about


class Heard(NamedTuple):
    """Her last turn, as the trainee has it."""

    persona: str
    """Who is on the line, by id."""
    kind: MoveKind | None
    """Her move; ``None`` where the trainee begins."""
    target: str | None
    text: str
    time_left: float
    """The share of her time that is left, 1 at the start; the clock is on the trainee's screen."""


class Trainee(Protocol):
    """Somebody who rehearses; made anew for each call."""

    def says(self, heard: Heard) -> str | None:
        """The next turn; ``None`` hangs up."""


@dataclass
class Scripted:
    """A trainee who says his lines in their order, whatever he hears, and then hangs up."""

    lines: list[str]

    def says(self, heard: Heard) -> str | None:
        """The next line."""
        return self.lines.pop(0) if self.lines else None
