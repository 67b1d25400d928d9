"""What a screen shows of a voice call while it goes on."""

from typing import Literal, NamedTuple, Protocol

from simulator.voice.floor import Phase


class PhaseShown(NamedTuple):
    """What the call is doing now."""

    phase: Phase
    at_s: float


class CaptionShown(NamedTuple):
    """Words of one side as far as they are known; the next caption of a turn replaces the last."""

    who: Literal["you", "them"]
    turn_id: str
    """Empty while the trainee's turn isn't over yet."""
    name: str
    text: str
    final: bool


class NoticeShown(NamedTuple):
    """One line for the trainee."""

    text: str


class EndedShown(NamedTuple):
    """The call is over."""


Shown = PhaseShown | CaptionShown | NoticeShown | EndedShown


class Screen(Protocol):
    """Where captions and phases go; a terminal, a page."""

    async def show(self, shown: Shown) -> None:
        """Show one thing; must not wait for a slow reader."""
