"""A rehearsal: one trainee and the personas of one scenario, turn by turn, each turn on disk first."""

from collections.abc import AsyncIterator
from typing import NamedTuple, Self

from simulator.authoring.cast import Cast
from simulator.clock import Clock
from simulator.conversation.call import Call, OutcomeReached, Turn
from simulator.conversation.state import PersonaState
from simulator.llm.wording import Wording
from simulator.practice.journal import Journal
from simulator.vocabulary import Difficulty, Realiser

MAX_CHARACTERS = 20_000
"""The longest turn that is taken."""


class Spoken(NamedTuple):
    """One sentence of the persona, already on disk when it is handed out."""

    turn_id: str
    sentence: str
    """May be empty: a silence of hers, or a notice alone."""
    final: bool
    """The reply is complete with this one."""
    notice: str | None = None
    """One line for the trainee, e.g. that the model went away."""


class Rehearsal:
    """One call in progress.

    ``async for spoken in rehearsal.say("…")`` plays one exchange.  A turn handed to ``say`` is on
    disk before its reply is begun; each sentence is on disk before it is handed out.
    """

    @classmethod
    async def begin(
        cls,
        cast: Cast,
        *,
        seed: int,
        difficulty: Difficulty,
        journal: Journal,
        wording: Wording | None = None,
        realiser: Realiser | None = None,
        clock: Clock | None = None,
        call_id: str | None = None,
    ) -> Self:
        """Start a call; its opening turn is on disk when this returns.

        ``realiser`` is ``LINES`` unless given; ``BRIDGE`` and ``IMPROVISE`` need a ``wording``.
        ``clock`` is the wall for people and a virtual one for scripts.
        """
        raise NotImplementedError

    @classmethod
    async def resume(
        cls,
        call: Call,
        cast: Cast,
        *,
        journal: Journal,
        wording: Wording | None = None,
        realiser: Realiser | None = None,
        clock: Clock | None = None,
    ) -> Self:
        """Go on with a stored call, as if it had never been left.

        Raises:
            CallError: the call lacks what is needed (seed, states) or is of another scenario.
        """
        raise NotImplementedError

    @property
    def opening_turn(self) -> Turn:
        """The turn the call opens with; ``said`` is empty when the trainee speaks first."""
        raise NotImplementedError

    @property
    def ended(self) -> bool:
        """Whether the call has come to its outcome."""
        raise NotImplementedError

    @property
    def outcome(self) -> OutcomeReached | None:
        """How it ended, once it has."""
        raise NotImplementedError

    @property
    def state(self) -> PersonaState:
        """The state of whoever is on the line."""
        raise NotImplementedError

    @property
    def pending(self) -> bool:
        """Whether a turn of the trainee's still waits for its reply."""
        raise NotImplementedError

    def seconds_left(self) -> float:
        """Seconds the persona still gives, at this very moment; never below 0."""
        raise NotImplementedError

    def call(self) -> Call:
        """The call as it stands."""
        raise NotImplementedError

    def say(
        self, text: str, start_s: float | None = None, end_s: float | None = None
    ) -> AsyncIterator[Spoken]:
        """Say a turn, get the reply sentence by sentence; an empty turn is a silence.

        Raises:
            UsageError: the call is over, or the text is longer than ``MAX_CHARACTERS``.
        """
        raise NotImplementedError

    def finish_pending(self) -> AsyncIterator[Spoken]:
        """The reply to a turn that was stored without one; nothing if there is none."""
        raise NotImplementedError

    async def hang_up(self) -> None:
        """The trainee leaves; the outcome is that of a goodbye."""
        raise NotImplementedError

    async def stop(self) -> None:
        """The trainee stops the exercise: it ends kindly, without being counted as failed."""
        raise NotImplementedError
