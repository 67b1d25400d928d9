"""Sound in and out of a voice call whose microphone and loudspeaker are in a browser."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from simulator.clock import Clock
from simulator.voice.seams import Heard
from simulator.voice.sound import FRAME, FRAME_S, RATE, Frame, Speech
from simulator.web.voice_wire import Played, garbled, piece_body, piece_head, read_frame

if TYPE_CHECKING:
    from simulator.voice.sound import Samples

WAITING = 500
"""Frames that may wait for the loop; behind them the socket itself waits, and then the page."""
CHUNK_S = 0.2
"""Seconds of her speech that are sent at once: a stop must not wait behind a whole sentence."""


class SocketIn:
    """A microphone in a browser; its clock goes on through every connection and tab of a call."""

    def __init__(self, patience_s: float, clock: Clock) -> None:
        """Open it.

        Args:
            patience_s: how long no sound may come before it counts as closed.
            clock: tells how long a tab's successor came after it.
        """
        self._patience_s = patience_s
        self._clock = clock
        self._queue: asyncio.Queue[Frame | None] = asyncio.Queue(WAITING)
        self._closed = False
        self._base = 0
        self._next = 0
        self._came_s = clock.now()

    def change_tab(self, captured: int) -> None:
        """From here on a tab is heard that has captured so many frames; the gap becomes silence."""
        away = min(self._clock.now() - self._came_s, self._patience_s)
        self._base = self._next + round(away / FRAME_S) - captured if self._next else -captured

    def wanted(self) -> int:
        """The number of the next frame, as the tab counts."""
        return self._next - self._base

    def at_s(self, captured_samples: int) -> float:
        """Where a sample that the tab counts stands on this clock."""
        return captured_samples / RATE + self._base * FRAME_S

    async def take(self, data: bytes) -> None:
        """Take a frame; what is missing before it was lost and becomes silence.

        Raises:
            CallError: it is no frame, or far from the last one.
        """
        sent = read_frame(data)
        place = sent.number + self._base
        if place - self._next > self._patience_s / FRAME_S + WAITING:
            raise garbled()
        while self._next < place:
            await self._put(_silence())
        if place == self._next:
            await self._put(sent.samples)

    async def frames(self) -> AsyncIterator[Frame]:
        """The trainee's sound, until it is closed or none came for too long."""
        while not self._closed:
            try:
                async with asyncio.timeout(self._patience_s):
                    frame = await self._queue.get()
            except TimeoutError:
                self._closed = True
                return
            if frame is not None:
                yield frame

    def close(self) -> None:
        """End it; what waits is no longer heard."""
        self._closed = True
        if not self._queue.full():
            self._queue.put_nowait(None)

    async def _put(self, samples: "Samples") -> None:
        self._came_s = self._clock.now()
        frame = Frame(samples, round(self._next * FRAME_S, 6))
        self._next += 1
        if not self._closed:
            await self._queue.put(frame)


def _silence() -> "Samples":
    import numpy as np

    return np.zeros(FRAME, np.float32)


class Outgoing(NamedTuple):
    """The next bit of her speech for the page."""

    head: dict[str, object] | None
    """Goes first, when a piece begins or goes on after a lost connection."""
    body: bytes


@dataclass
class _Piece:
    number: int
    speech: Speech
    sent: int = 0
    """Samples that are on their way."""
    announced: bool = False
    begun_at_s: float | None = None
    seconds: float = 0.0

    @property
    def untouched(self) -> bool:
        return not self.announced and self.begun_at_s is None

    def heard(self, *, done: bool) -> Heard:
        return Heard(self.number, self.begun_at_s, self.seconds, done)


class SocketOut:
    """A loudspeaker in a browser; tells what was heard as the page tells it."""

    def __init__(self, sound_in: SocketIn) -> None:
        self._in = sound_in
        self._pieces: dict[int, _Piece] = {}
        self._news: asyncio.Queue[Heard] = asyncio.Queue()
        self._orders: list[dict[str, object]] = []
        self._stopping = False
        self._attached = False
        self.ring = asyncio.Event()
        """Set when there is something to send."""

    # ---- the seam

    async def play(self, piece: int, speech: Speech) -> None:
        """Queue a piece; it is sent chunk by chunk, as fast as the page takes it."""
        if self._stopping:
            self.drop()  # a page that hasn't said by now how far it came won't
        self._pieces[piece] = _Piece(piece, speech)
        self.ring.set()

    async def duck(self, *, on: bool) -> None:
        """Have the page lower her voice, or raise it again."""
        self._order({"kind": "duck", "on": on})

    async def stop(self) -> None:
        """Have the page fall silent; what it never got is done with at once."""
        for piece in list(self._pieces.values()):
            if piece.untouched or not self._attached:
                self._finish(piece)
        self._stopping = bool(self._pieces)
        self._order({"kind": "stop"})

    async def heard(self) -> AsyncIterator[Heard]:
        """When pieces begin to sound and when they are done."""
        while True:
            yield await self._news.get()

    # ---- the page's side

    def attach(self, known: Iterable[Played]) -> None:
        """A connection is there; ``known`` is what its page has of her speech already."""
        self._attached = True
        told = {one.piece: one for one in known}
        for piece in list(self._pieces.values()):
            one = told.get(piece.number)
            piece.sent, piece.announced = (one.received if one else 0), False
            if one:
                self.played(one)
        self.ring.set()

    def detach(self) -> None:
        """The connection is gone; the page may be playing on all the same."""
        self._attached = False
        self._orders.clear()
        if self._stopping:
            self.drop()

    def drop(self) -> None:
        """The page is gone: what had begun to sound is over."""
        for piece in list(self._pieces.values()):
            if self._stopping or not piece.untouched:
                self._finish(piece)

    def played(self, told: Played) -> None:
        """Note how far the page has come."""
        piece = self._pieces.get(told.piece)
        if piece is None:
            return
        piece.seconds = min(max(piece.seconds, told.sounded), piece.speech.seconds)
        if piece.begun_at_s is None and told.begun is not None:
            piece.begun_at_s = self._in.at_s(told.begun)
            self._news.put_nowait(piece.heard(done=False))
        if told.done:
            self._finish(piece)

    def next_order(self) -> dict[str, object] | None:
        """What the page must do now, if anything."""
        return self._orders.pop(0) if self._orders else None

    def next_chunk(self) -> Outgoing | None:
        """The next bit of her speech, if any; none while she is being stopped."""
        for piece in () if self._stopping else self._pieces.values():
            if not piece.announced or piece.sent < len(piece.speech.samples):
                return _chunk(piece)
        return None

    def _order(self, order: dict[str, object]) -> None:
        if self._attached:
            self._orders.append(order)
            self.ring.set()

    def _finish(self, piece: _Piece) -> None:
        del self._pieces[piece.number]
        self._news.put_nowait(piece.heard(done=True))
        if not self._pieces:
            self._stopping = False


def _chunk(piece: _Piece) -> Outgoing:
    head = None if piece.announced else piece_head(piece.number, piece.speech, piece.sent)
    piece.announced = True
    end = piece.sent + round(CHUNK_S * piece.speech.rate)
    body = piece_body(piece.number, piece.speech.samples[piece.sent : end])
    piece.sent = end
    return Outgoing(head, body)
