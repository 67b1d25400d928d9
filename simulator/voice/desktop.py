"""The machine's own microphone and loudspeaker, through sounddevice."""

import asyncio
import threading
from collections import deque
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.errors import VoiceError
from simulator.voice.resampling import Resampler, resampled
from simulator.voice.seams import Heard
from simulator.voice.sound import FRAME, FRAME_S, RATE, Frame, Speech

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from simulator.voice.sound import Samples

WAITING = 150
"""Frames that may wait to be heard: three seconds; then the oldest are given up as silence."""
STARTS_S, GONE_S = 15.0, 3.0
"""A microphone that says nothing for this long at first, or later, has vanished."""
DUCKED = 0.2
"""What is left of her loudness while the trainee talks over her: -14 dB."""
RAMP_S = 0.03
"""How long it takes to get there; a jump would click."""
BLOCK_S = 0.02
OUT_S = 0.1
"""What the loudspeaker keeps in hand: with less, a busy machine crackles."""
FIX = "check it with `simulator doctor`; the call goes on by text"


def _sounddevice() -> Any:  # noqa: ANN401 - the package has no types
    try:
        import sounddevice
    except ImportError:
        raise VoiceError(
            "sound devices aren't installed", "pip install 'rehearsal-simulator[voice]'"
        ) from None
    except OSError:
        raise VoiceError(
            "PortAudio isn't installed", "on Debian: apt install libportaudio2"
        ) from None
    return sounddevice


class DeskIn:
    """The default microphone."""

    def __init__(self) -> None:
        self._frames: asyncio.Queue[Samples] = asyncio.Queue(WAITING)
        self._loop = asyncio.get_running_loop()
        self._rest: list[Samples] = []
        self._resampler: Resampler | None = None
        self._lost = 0
        self._taken = 0
        self._stream: Any = None

    @property
    def now_s(self) -> float:
        """Where the audio clock stands: what has been captured."""
        return self._taken * FRAME_S

    async def frames(self) -> AsyncIterator[Frame]:
        """Frames as they come, until the stream is closed.

        Raises:
            VoiceError: the microphone was refused, or has vanished.
        """
        import numpy as np

        self._open()
        number = 0
        try:
            while True:
                patience_s = GONE_S if number else STARTS_S
                samples = await asyncio.wait_for(self._frames.get(), patience_s)
                for _ in range(self._lost):
                    yield Frame(np.zeros(FRAME, np.float32), number * FRAME_S)
                    number += 1
                self._lost = 0
                yield Frame(samples, number * FRAME_S)
                number += 1
        except TimeoutError:
            raise VoiceError("the microphone has gone silent", FIX) from None
        finally:
            self.close()

    def close(self) -> None:
        """Let the device go."""
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.close()

    def _open(self) -> None:
        device = _sounddevice()
        for rate in dict.fromkeys((RATE, _rate_of(device, "input"))):
            try:
                self._resampler = Resampler(rate, RATE)
                self._stream = device.InputStream(
                    samplerate=rate,
                    channels=1,
                    dtype="float32",
                    blocksize=round(rate * BLOCK_S),
                    callback=self._captured,
                )
                self._stream.start()
            except (device.PortAudioError, ValueError):
                continue
            return
        raise VoiceError("the microphone can't be opened", FIX)

    def _captured(self, data: "NDArray[np.float32]", *_: object) -> None:
        """On PortAudio's thread: nothing here may wait."""
        import numpy as np

        if self._resampler is None:
            return
        heard = np.concatenate([*self._rest, self._resampler.feed(data[:, 0].copy())])
        while len(heard) >= FRAME:
            frame, heard = heard[:FRAME], heard[FRAME:]
            self._taken += 1
            self._loop.call_soon_threadsafe(self._put, frame)
        self._rest = [heard]

    def _put(self, frame: "Samples") -> None:
        if self._frames.full():
            self._frames.get_nowait()
            self._lost += 1
        self._frames.put_nowait(frame)


@dataclass
class _Playing:
    piece: int
    samples: "Samples"
    at: int = 0
    """Samples that were played."""
    begun_at_s: float | None = None


class DeskOut:
    """The default loudspeaker, on a microphone's clock."""

    def __init__(self, now_s: Callable[[], float]) -> None:
        self._now_s = now_s
        self._loop = asyncio.get_running_loop()
        self._news: asyncio.Queue[Heard] = asyncio.Queue()
        self._queue: deque[_Playing] = deque()
        self._lock = threading.Lock()
        self._gain = self._wanted = 1.0
        self._stream: Any = None
        self._rate = RATE

    async def play(self, piece: int, speech: Speech) -> None:
        """Queue a piece.

        Raises:
            VoiceError: the loudspeaker can't be opened.
        """
        if self._stream is None:
            self._open()
        samples = resampled(speech.samples, speech.rate, self._rate)
        with self._lock:
            self._queue.append(_Playing(piece, samples))

    async def duck(self, *, on: bool) -> None:
        """Turn her down, or up again."""
        self._wanted = DUCKED if on else 1.0

    async def stop(self) -> None:
        """Drop all; a block that is in the device already is still heard."""
        with self._lock:
            dropped = list(self._queue)
            self._queue.clear()
        self._wanted = 1.0
        for one in dropped:
            self._tell(one, done=True)

    async def heard(self) -> AsyncIterator[Heard]:
        """What has sounded."""
        while True:
            yield await self._news.get()

    def close(self) -> None:
        """Let the device go."""
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.close()

    def _open(self) -> None:
        device = _sounddevice()
        self._rate = _rate_of(device, "output")
        try:
            self._stream = device.OutputStream(
                samplerate=self._rate,
                channels=1,
                dtype="float32",
                blocksize=round(self._rate * BLOCK_S),
                latency=OUT_S,
                callback=self._wanted_now,
            )
            self._stream.start()
        except (device.PortAudioError, ValueError):
            raise VoiceError("the loudspeaker can't be opened", FIX) from None

    def _wanted_now(
        self,
        out: "NDArray[np.float32]",
        count: int,
        times: Any,  # noqa: ANN401 - the package has no types
        _: object,
    ) -> None:
        """On PortAudio's thread: fill one block."""
        out.fill(0.0)
        delay_s = max(0.0, times.outputBufferDacTime - times.currentTime)
        with self._lock:
            filled = 0
            while self._queue and filled < count:
                one = self._queue[0]
                if one.begun_at_s is None:
                    one.begun_at_s = self._now_s() + delay_s + filled / self._rate
                    self._loop.call_soon_threadsafe(self._tell, one)
                part = one.samples[one.at : one.at + count - filled]
                out[filled : filled + len(part), 0] = part
                one.at += len(part)
                filled += len(part)
                if one.at >= len(one.samples):
                    self._queue.popleft()
                    self._loop.call_soon_threadsafe(self._finish, one)
        self._fade(out, count)

    def _fade(self, out: "NDArray[np.float32]", count: int) -> None:
        import numpy as np

        step = count / (RAMP_S * self._rate)
        ends = self._gain + max(-step, min(step, self._wanted - self._gain))
        out[:, 0] *= np.linspace(self._gain, ends, count, dtype=np.float32)
        self._gain = ends

    def _finish(self, one: _Playing) -> None:
        self._tell(one, done=True)

    def _tell(self, one: _Playing, *, done: bool = False) -> None:
        self._news.put_nowait(Heard(one.piece, one.begun_at_s, one.at / self._rate, done))


def _rate_of(device: Any, kind: str) -> int:  # noqa: ANN401 - the package has no types
    try:
        return round(float(device.query_devices(kind=kind)["default_samplerate"]))
    except (device.PortAudioError, ValueError):
        thing = "microphone" if kind == "input" else "loudspeaker"
        raise VoiceError(f"there is no {thing}", FIX) from None
