"""The live rehearsals of this server, one per call id, rebuilt from the store when absent."""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import NamedTuple, Protocol

from simulator.authoring.cast import Cast
from simulator.authoring.catalogue import Catalogue
from simulator.clock import Clock, WallClock
from simulator.conversation.call import Call
from simulator.errors import CallError, UserError
from simulator.llm.wording import Wording
from simulator.practice.branch import branch
from simulator.practice.rehearsal import Rehearsal
from simulator.practice.spoken import Spoken
from simulator.storage.store import Store
from simulator.vocabulary import Difficulty, Realiser

LOG = logging.getLogger(__name__)
AWAY_S = 20
"""A page opened again after this long is a return: the time away isn't charged to the call."""
MOST_LIVE = 200
"""Rehearsals kept in memory; the one idle longest goes first, and the store has it all."""


class Words(NamedTuple):
    """Who words the personas from now on."""

    wording: Wording | None
    realiser: Realiser | None


class Chooser(Protocol):
    """Tells who words the next rehearsal."""

    def words(self) -> Words:
        """The choice as it stands; may look at the network, so call it in a thread."""


class Moved(UserError):
    """The call is no longer where this page thinks it is: another tab, or a doubled submit."""


class Piece(NamedTuple):
    """A bit of a reply on its way to the page."""

    spoken: Spoken | None
    trouble: str | None = None


class Exchange:
    """One reply in the making; it goes on whether or not anybody listens."""

    def __init__(self) -> None:
        self._pieces: list[Piece] = []
        self._done = False
        self._bell = asyncio.Event()

    @property
    def done(self) -> bool:
        """Whether the reply is complete, or has failed."""
        return self._done

    def put(self, piece: Piece) -> None:
        """Add a piece and wake the listeners."""
        self._pieces.append(piece)
        self._ring()

    def finish(self) -> None:
        """No more pieces follow."""
        self._done = True
        self._ring()

    def _ring(self) -> None:
        self._bell.set()
        self._bell = asyncio.Event()

    async def listen(self) -> AsyncIterator[Piece]:
        """Every piece from the first, as they come."""
        at = 0
        while True:
            bell = self._bell
            while at < len(self._pieces):
                yield self._pieces[at]
                at += 1
            if self._done:
                return
            await bell.wait()


class Line(Protocol):
    """A call that is being spoken."""

    async def run(self) -> None:
        """Play it until it is over, or nobody is there any more."""

    async def hang_up(self) -> None:
        """The trainee leaves; all that was said is on disk when this returns."""

    async def stop(self) -> None:
        """The trainee stops the exercise."""


class Live:
    """One rehearsal in memory: one exchange at a time, in order."""

    def __init__(self, rehearsal: Rehearsal, cast: Cast) -> None:
        self.rehearsal = rehearsal
        self.cast = cast
        self.broken = False
        self.touched_s = 0.0
        """When a page last asked for it, on the sessions' clock."""
        self._exchange: Exchange | None = None
        self._task: asyncio.Task[None] | None = None
        self._line: Line | None = None
        self._lock = asyncio.Lock()

    @property
    def busy(self) -> bool:
        """Whether a reply, or an ending, is in the making."""
        answering = self._exchange is not None and not self._exchange.done
        return answering or self._lock.locked()

    @property
    def spoken(self) -> bool:
        """Whether it is being played by voice."""
        return self._line is not None

    def last_turn(self) -> str:
        """The id of the last turn, the mark by which a page shows that it is up to date."""
        turns = self.rehearsal.call().turns
        return turns[-1].id if turns else ""

    def say(self, text: str, after: str) -> Exchange:
        """Begin an exchange.

        Args:
            text: the trainee's words; none for a silence.
            after: the last turn that the page knows.

        Raises:
            Moved: a reply is in the making, the call has gone on elsewhere, or it is over.
        """
        if self.rehearsal.ended:
            raise Moved("This call is over.", "see how it went")
        if self.spoken:
            raise Moved("This call is being spoken in another tab.", "go on there")
        if self.busy or after != self.last_turn():
            raise Moved("This call has gone on meanwhile. Here is where it stands.", "go on there")
        return self._start(self.rehearsal.say(text))

    def finish_pending(self) -> None:
        """Answer a turn that was stored without its reply, in the background."""
        if self.rehearsal.pending and not self.busy:
            self._start(self.rehearsal.finish_pending())

    async def hang_up(self) -> None:
        """The trainee leaves, once the reply in the making is complete."""
        if self._line is not None:
            await self._line.hang_up()
        async with self._lock:
            if not self.rehearsal.ended:
                await self.rehearsal.hang_up()

    async def stop(self) -> None:
        """The trainee stops the exercise."""
        if self._line is not None:
            await self._line.stop()
        async with self._lock:
            if not self.rehearsal.ended:
                await self.rehearsal.stop()

    async def speak(self, line: Line) -> None:
        """Play the rehearsal by voice until the line is done; no other turn comes between."""
        async with self._lock:
            self._line = line
            try:
                await line.run()
            finally:
                self._line = None
                self.rehearsal.off_air()

    def _start(self, speech: AsyncIterator[Spoken]) -> Exchange:
        exchange = Exchange()
        self._exchange = exchange
        self._task = asyncio.create_task(self._play(speech, exchange))
        return exchange

    async def _play(self, speech: AsyncIterator[Spoken], exchange: Exchange) -> None:
        try:
            async with self._lock:
                async for spoken in speech:
                    exchange.put(Piece(spoken))
        except UserError as error:
            self.broken = True
            exchange.put(Piece(None, str(error)))
        except Exception as error:
            # Its message may hold words of the call, and logs hold none: the kind must do.
            LOG.error("a reply failed with %s", type(error).__name__)
            self.broken = True
            exchange.put(Piece(None, "Something went wrong here. Your words are kept."))
        finally:
            exchange.finish()

    async def rest(self) -> None:
        """Wait for the reply in the making."""
        if self._task is not None:
            await self._task


class Sessions:
    """Live rehearsals by call id; all of them run on one event loop."""

    def __init__(
        self, store: Store, catalogue: Catalogue, chooser: Chooser, clock: Clock | None = None
    ) -> None:
        self._clock = clock or WallClock()
        self._store = store
        self._catalogue = catalogue
        self._chooser = chooser
        self._live: dict[str, Live] = {}
        self._opening: dict[str, asyncio.Lock] = {}

    async def begin(self, scenario: str, difficulty: Difficulty, seed: int | None) -> str:
        """Start a call.

        Returns:
            Its id.

        Raises:
            UserError: the scenario isn't there, or the call can't be stored.
        """
        cast = await asyncio.to_thread(self._catalogue.cast, scenario)
        words = await asyncio.to_thread(self._chooser.words)
        call_id = secrets.token_hex(8)
        rehearsal = await Rehearsal.begin(
            cast,
            seed=secrets.randbelow(100_000) if seed is None else seed,
            difficulty=difficulty,
            journal=self._store.journal(call_id),
            wording=words.wording,
            realiser=words.realiser,
            call_id=call_id,
            past=await asyncio.to_thread(self._store.said_before, call_id, cast.personas),
        )
        self._keep(call_id, Live(rehearsal, cast))
        return call_id

    async def branch(self, call_id: str, turn_id: str) -> str:
        """A new call that shares that one's turns before a turn of the trainee's.

        Returns:
            Its id.

        Raises:
            CallError: there is no such call or turn, or it can't be gone on with.
        """
        call = await asyncio.to_thread(self._store.call, call_id)
        branched = branch(call, turn_id, secrets.token_hex(8), datetime.now(UTC))
        return (await asyncio.to_thread(self._store.import_call, branched)).id

    async def live(self, call_id: str) -> Live:
        """The rehearsal of that id; a turn left without its reply is being answered.

        Raises:
            CallError: there is no such call, or it can't be gone on with.
            UserError: its scenario is gone or broken, or the store fails.
        """
        async with self._opening.setdefault(call_id, asyncio.Lock()):
            found = self._live.get(call_id)
            if found is None or (found.broken and not found.busy):
                found = await self._reopen(call_id)
            self._keep(call_id, found)
        self._opening.pop(call_id, None)
        found.finish_pending()
        return found

    async def come_back(self, call_id: str) -> Live:
        """The rehearsal for a page that was just opened; errors as for ``live``."""
        known = self._live.get(call_id)
        if known and not known.busy and self._clock.now() - known.touched_s > AWAY_S:
            # Rebuilt from the store, its clock goes on from the last turn.
            del self._live[call_id]
        return await self.live(call_id)

    async def close(self) -> None:
        """Let the replies in the making come to their end."""
        await asyncio.gather(*(live.rest() for live in self._live.values()))

    async def _reopen(self, call_id: str) -> Live:
        call: Call = await asyncio.to_thread(self._store.call, call_id)
        if call.scenario is None:
            raise CallError("this call was brought in from elsewhere", "look at its debrief")
        cast = await asyncio.to_thread(self._catalogue.cast, call.scenario.id)
        words = await asyncio.to_thread(self._chooser.words)
        rehearsal = await Rehearsal.resume(
            call,
            cast,
            journal=self._store.journal(call_id),
            wording=words.wording,
            realiser=words.realiser,
            past=await asyncio.to_thread(self._store.said_before, call_id, cast.personas),
        )
        return Live(rehearsal, cast)

    def _keep(self, call_id: str, live: Live) -> None:
        live.touched_s = self._clock.now()
        self._live.pop(call_id, None)
        self._live[call_id] = live
        idle = [name for name, other in self._live.items() if not other.busy and name != call_id]
        for name in idle[: max(0, len(self._live) - MOST_LIVE)]:
            del self._live[name]
