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
    rest: str = ""
    """What is known already of the sentences that follow."""
    guard: tuple[GuardEvent, ...] = ()
    """What the guard stopped on the way to it."""
    notice: str | None = None
    """One line for the trainee."""
    failure: ModelError | None = None
    """The error behind the notice."""
    model_ms: float = 0.0
    """Milliseconds spent waiting for the model since the piece before."""


CLOSING = Piece("", last=True)


@dataclass
class Attempt:
    """How far a model has come with one reply."""

    shown: int = 0
    told: bool = False
    stopped: list[str] = field(default_factory=list)
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
        said = said_last(turns) if moment.move.again else ""
        if said:
            pieces = self._once_more(said)
        elif wording and self._realiser is Realiser.IMPROVISE and moment.move.kind in WORDABLE:
            pieces = self._improvised(wording, moment, turns)
        elif wording and self._realiser is Realiser.BRIDGE and bridges(moment):
            pieces = self._bridged(wording, moment, turns)
        else:
            pieces = self._authored(moment)
        async with aclosing(pieces) as reply:
            async for piece in reply:
                yield piece

    def forecast(self, moment: Moment, turns: Sequence[Turn]) -> str:
        """The first sentence of an authored reply to the moment; no line is used up by it."""
        said = said_last(turns) if moment.move.again else self.book.copy().word(moment)
        return next(iter(split(said)), WORDLESS)

    async def _authored(self, moment: Moment) -> AsyncGenerator[Piece, None]:
        for piece in self._line(moment):
            yield piece

    async def _once_more(self, said: str) -> AsyncGenerator[Piece, None]:
        for piece in _pieces(split(said)):
            yield piece

    def _line(self, moment: Moment, *, closes: bool = True) -> list[Piece]:
        return _pieces(split(self.book.word(moment)) or [WORDLESS], closes=closes)

    async def _improvised(
        self, wording: Wording, moment: Moment, turns: Sequence[Turn]
    ) -> AsyncGenerator[Piece, None]:
        attempt = Attempt()
        stream = improvise(wording, moment, turns, self._model_seed(moment))
        async with aclosing(self._guarded(stream, moment, turns, attempt)) as sentences:
            async for sentence in sentences:
                yield Piece(sentence, model_ms=attempt.waited())
        complete = attempt.shown > 0 and attempt.told
        first, *rest = [CLOSING] if complete else self._line(moment)
        yield self._accounted(first, attempt, moment, replaced=not complete)
        for piece in rest:
            yield piece

    async def _bridged(
        self, wording: Wording, moment: Moment, turns: Sequence[Turn]
    ) -> AsyncGenerator[Piece, None]:
        attempt = Attempt()
        line = self._line(moment, closes=False)
        for piece in line:
            yield piece
        said = " ".join(piece.sentence for piece in line)
        stream = bridge(wording, moment, turns, said, self._model_seed(moment))
        async with aclosing(self._guarded(stream, moment, turns, attempt)) as sentences:
            async for sentence in sentences:
                yield Piece(sentence, model_ms=attempt.waited())
        yield self._accounted(CLOSING, attempt, moment, replaced=False)

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
                    attempt.stopped.append(reason)
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

    def _accounted(
        self, piece: Piece, attempt: Attempt, moment: Moment, *, replaced: bool
    ) -> Piece:
        """The piece with what became of the model's attempt."""
        name = moment.part.persona.name
        failure = attempt.failure
        return piece._replace(
            guard=tuple(GuardEvent(reason=why, replaced=replaced) for why in attempt.stopped),
            notice=f"{failure.message}; {name} goes on with written lines" if failure else None,
            failure=failure,
            model_ms=attempt.waited(),
        )

    def _guard(self, part: Part) -> Guard:
        if part.persona.id not in self._guards:
            self._guards[part.persona.id] = Guard(part)
        return self._guards[part.persona.id]

    def _model_seed(self, moment: Moment) -> int:
        # Another seed each turn, or a model would answer alike things with the same words.
        return (self._seed * 1009 + moment.number) % 2**31


def said_last(turns: Sequence[Turn]) -> str:
    """Her last words before the trainee's turn; empty if she has said nothing."""
    return next((turn.text.strip() for turn in reversed(turns) if not turn.is_trainee), "")


def _pieces(sentences: Sequence[str], *, closes: bool = True) -> list[Piece]:
    rests = [" ".join(sentences[at + 1 :]) for at in range(len(sentences))]
    return [
        Piece(sentence, last=closes and not rest, rest=rest)
        for sentence, rest in zip(sentences, rests, strict=True)
    ]
