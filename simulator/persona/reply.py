"""One reply: a decided move becomes sentences, from the author's lines or through a model."""

import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import NamedTuple

from simulator.conversation.call import GuardEvent, Turn
from simulator.errors import ModelError
from simulator.llm.wording import Wording
from simulator.persona.bridge import bridge, bridges
from simulator.persona.direction import WORDABLE
from simulator.persona.guard import Guard
from simulator.persona.improvise import improvise
from simulator.persona.lines import WORDLESS, LineBook, Moment
from simulator.persona.part import Part
from simulator.persona.sentences import split
from simulator.vocabulary import Realiser

REST = 6
"""Turns of the call for which a model that failed isn't asked again: three exchanges."""
HEARD = 12
"""Turns whose numbers and names a model may take up."""


class Piece(NamedTuple):
    """One sentence of a reply, ready to be shown."""

    sentence: str
    """Empty at the end of a streamed reply."""
    last: bool = False
    """The reply is complete with it."""
    guard: tuple[GuardEvent, ...] = ()
    """What the guard stopped on the way to it."""
    notice: str | None = None
    """One line for the trainee."""
    failure: ModelError | None = None
    """The error behind the notice."""
    model_ms: float = 0.0
    """Milliseconds spent waiting for the model since the piece before."""


@dataclass
class Attempt:
    """How far a model has come with one reply."""

    shown: int = 0
    told: bool = False
    stopped: list[GuardEvent] = field(default_factory=list)
    failure: ModelError | None = None
    model_ms: float = 0.0

    def waited(self) -> float:
        """The milliseconds waited since this was last asked."""
        waited, self.model_ms = self.model_ms, 0.0
        return waited


class Speaker:
    """Words the moves of one call."""

    def __init__(self, seed: int, realiser: Realiser, wording: Wording | None = None) -> None:
        self.book = LineBook(seed)
        self._seed = seed
        self._realiser = Realiser.LINES if wording is None else realiser
        self._wording = wording
        self._rests_until = 0
        self._guards: dict[str, Guard] = {}

    async def reply(self, moment: Moment, turns: Sequence[Turn]) -> AsyncGenerator[Piece, None]:
        """The sentences of one reply, as they come; at least one, the last one marked.

        Args:
            moment: the move to word.
            turns: the last turns of the call, oldest first.
        """
        wording = self._wording if moment.number >= self._rests_until else None
        if wording and self._realiser is Realiser.IMPROVISE and moment.move.kind in WORDABLE:
            pieces = self._improvised(wording, moment, turns)
        elif wording and self._realiser is Realiser.BRIDGE and bridges(moment):
            pieces = self._bridged(wording, moment, turns)
        else:
            pieces = self._authored(moment)
        async with aclosing(pieces) as reply:
            async for piece in reply:
                yield piece

    async def _authored(self, moment: Moment) -> AsyncGenerator[Piece, None]:
        for sentence, last in self._line(moment):
            yield Piece(sentence, last)

    def _line(self, moment: Moment) -> list[tuple[str, bool]]:
        sentences = split(self.book.word(moment)) or [WORDLESS]
        return [(sentence, at == len(sentences) - 1) for at, sentence in enumerate(sentences)]

    async def _improvised(
        self, wording: Wording, moment: Moment, turns: Sequence[Turn]
    ) -> AsyncGenerator[Piece, None]:
        attempt = Attempt()
        stream = improvise(wording, moment, turns, self._model_seed(moment))
        async with aclosing(self._guarded(stream, moment, turns, attempt)) as sentences:
            async for sentence in sentences:
                yield Piece(sentence, model_ms=attempt.waited())
        complete = attempt.shown > 0 and attempt.told
        ending = [("", True)] if complete else self._line(moment)
        for piece in self._ended(ending, attempt, moment, replaced=not complete):
            yield piece

    async def _bridged(
        self, wording: Wording, moment: Moment, turns: Sequence[Turn]
    ) -> AsyncGenerator[Piece, None]:
        attempt = Attempt()
        line = self._line(moment)
        for sentence, _ in line:
            yield Piece(sentence)
        said = " ".join(sentence for sentence, _ in line)
        stream = bridge(wording, moment, turns, said, self._model_seed(moment))
        async with aclosing(self._guarded(stream, moment, turns, attempt)) as sentences:
            async for sentence in sentences:
                yield Piece(sentence, model_ms=attempt.waited())
        for piece in self._ended([("", True)], attempt, moment, replaced=False):
            yield piece

    async def _guarded(
        self,
        stream: AsyncGenerator[str, None],
        moment: Moment,
        turns: Sequence[Turn],
        attempt: Attempt,
    ) -> AsyncGenerator[str, None]:
        """The sentences that pass, up to the first that doesn't or a failure of the model."""
        guard = self._guard(moment.part)
        heard = [turn.text for turn in turns[-HEARD:]]
        started = time.perf_counter()
        try:
            async for sentence in stream:
                attempt.model_ms += (time.perf_counter() - started) * 1000
                reason = guard.fault(sentence, moment, heard)
                if reason:
                    attempt.stopped.append(GuardEvent(reason=reason, replaced=False))
                    return
                attempt.shown += 1
                attempt.told = attempt.told or guard.tells(sentence, moment)
                yield sentence
                started = time.perf_counter()
        except ModelError as error:
            attempt.failure = error
            self._rests_until = moment.number + REST
        finally:
            await stream.aclose()

    def _ended(
        self, ending: list[tuple[str, bool]], attempt: Attempt, moment: Moment, *, replaced: bool
    ) -> list[Piece]:
        failure = attempt.failure
        notice = None
        if failure is not None:
            name = moment.part.persona.name
            notice = f"{failure.message}; {name} goes on with written lines for now."
        stopped = tuple(
            event.model_copy(update={"replaced": replaced}) for event in attempt.stopped
        )
        first, *rest = [Piece(sentence, last) for sentence, last in ending]
        told = first._replace(
            guard=stopped, notice=notice, failure=failure, model_ms=attempt.waited()
        )
        return [told, *rest]

    def _guard(self, part: Part) -> Guard:
        if part.persona.id not in self._guards:
            self._guards[part.persona.id] = Guard(part)
        return self._guards[part.persona.id]

    def _model_seed(self, moment: Moment) -> int:
        # Another seed each turn, or a model would answer alike things with the same words.
        return (self._seed * 1009 + moment.number) % 2**31
