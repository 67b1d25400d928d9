"""What a rehearsal hands out: sentences of hers, and what she would say."""

from typing import NamedTuple

from simulator.practice.on_line import OnLine


class Spoken(NamedTuple):
    """One sentence of the persona, already on disk when it is handed out."""

    turn_id: str
    sentence: str
    """May be empty: the end of a streamed reply, or a notice alone."""
    final: bool
    """The reply is complete with this one."""
    notice: str | None = None
    """One line for the trainee, e.g. that the model went away."""


class Foreseen(NamedTuple):
    """What she would answer, were a turn to end here."""

    line: OnLine
    sentence: str
    """The first one."""
