"""A line without devices: a trainee played from samples, on a clock of its own or in real time."""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from simulator.voice.seams import Heard
from simulator.voice.sound import FRAME, FRAME_S, RATE, Frame, Speech

if TYPE_CHECKING:
    from simulator.voice.sound import Samples

YIELDS = 6
"""Turns of the event loop that are given away at each frame, when the clock isn't the wall's."""


class Moment(NamedTuple):
    """What a trainee on the line notices."""

    at_s: float
    she_speaks_s: float | None
    """Seconds since she began to sound; ``None`` while she is silent."""
    quiet_s: float
    """Seconds since either was last heard."""
    replies: int
    """How often she has begun to speak after a silence."""


Trainee = Callable[[Moment], "Samples | None"]
"""Asked at each frame while the trainee is silent; gives what the trainee now says, at 16 kHz."""


@dataclass
class _Playing:
    piece: int
    speech: Speech
    begun_at_s: float | None = None


@dataclass
class StudioLine:
    """Sound in and out of a call that needs no sound card; both tracks are kept.

    In the studio she is heard without delay, and the trainee hears her without an echo.
    """

    trainee: Trainee
    seconds: float
    """How long the microphone stays open; may be shortened while it is."""
    real_time: bool = False
    spoken: list["Samples"] = field(default_factory=list)
    """Frames of the trainee's track, one for each 20 ms."""
    sounded: list[tuple[float, Speech]] = field(default_factory=list)
    """Her pieces and where each began, in seconds of the audio clock."""
    stops: list[float] = field(default_factory=list)
    """Where she was stopped."""
    ducks: list[tuple[float, bool]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._queue: deque[_Playing] = deque()
        self._news: asyncio.Queue[Heard] = asyncio.Queue()
        self._now_s = 0.0
        self._quiet_from_s = 0.0
        self._began_s: float | None = None
        self._replies = 0
        self._saying: Samples | None = None

    async def frames(self) -> AsyncIterator[Frame]:
        """The trainee's sound, frame by frame."""
        started = time.monotonic()
        for number in count():
            at_s = number * FRAME_S
            if at_s >= self.seconds:
                return
            self._advance(at_s)
            samples = self._next(at_s)
            self.spoken.append(samples)
            await self._pass(started + at_s + FRAME_S)
            yield Frame(samples, at_s)

    async def play(self, piece: int, speech: Speech) -> None:
        """Queue a piece; it begins when the one before is over."""
        self._queue.append(_Playing(piece, speech))
        self._advance(self._now_s)

    async def duck(self, *, on: bool) -> None:
        """Note it."""
        self.ducks.append((self._now_s, on))

    async def stop(self) -> None:
        """Drop what is queued, and tell how far it came."""
        self.stops.append(self._now_s)
        while self._queue:
            one = self._queue.popleft()
            begun = one.begun_at_s
            seconds = 0.0 if begun is None else self._now_s - begun
            self._news.put_nowait(Heard(one.piece, begun, seconds, done=True))
        self._fall_silent(self._now_s)

    async def heard(self) -> AsyncIterator[Heard]:
        """What has sounded."""
        while True:
            yield await self._news.get()

    def _advance(self, now_s: float) -> None:
        self._now_s = now_s
        starts_s = now_s
        while self._queue:
            one = self._queue[0]
            if one.begun_at_s is None:
                self._begin(one, starts_s)
            ends_s = (one.begun_at_s or 0.0) + one.speech.seconds
            if ends_s > now_s:
                return
            self._queue.popleft()
            starts_s = ends_s
            self._news.put_nowait(Heard(one.piece, one.begun_at_s, one.speech.seconds, done=True))
            self._fall_silent(ends_s)

    def _begin(self, one: _Playing, at_s: float) -> None:
        one.begun_at_s = at_s
        self.sounded.append((at_s, one.speech))
        if self._began_s is None:
            self._began_s = at_s
            self._replies += 1
        self._news.put_nowait(Heard(one.piece, at_s, 0.0, done=False))

    def _fall_silent(self, at_s: float) -> None:
        self._began_s = None
        self._quiet_from_s = at_s

    def _next(self, at_s: float) -> "Samples":
        import numpy as np

        if self._saying is None:
            self._saying = self.trainee(self._moment(at_s))
        if self._saying is None:
            return np.zeros(FRAME, np.float32)
        frame, rest = self._saying[:FRAME], self._saying[FRAME:]
        self._saying = rest if len(rest) else None
        self._quiet_from_s = at_s + len(frame) / RATE
        return np.pad(frame, (0, FRAME - len(frame)))

    def _moment(self, at_s: float) -> Moment:
        speaks = None if self._began_s is None else at_s - self._began_s
        quiet = 0.0 if speaks is not None else at_s - self._quiet_from_s
        return Moment(at_s, speaks, quiet, self._replies)

    async def _pass(self, until: float) -> None:
        if self.real_time:
            await asyncio.sleep(max(0.0, until - time.monotonic()))
            return
        for _ in range(YIELDS):
            await asyncio.sleep(0)
