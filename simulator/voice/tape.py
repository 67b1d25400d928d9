"""The recording of a voice call: two tracks on the call's clock, on disk as the call goes.

The trainee is on the left, the persona on the right, where each really sounded: what she was cut
off from isn't there.  Nothing of it is kept in memory for longer than a second.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from simulator.voice.resampling import resampled
from simulator.voice.seams import AudioIn, AudioOut, Heard
from simulator.voice.shown import NoticeShown, Screen
from simulator.voice.sound import FRAME_S, RATE, Frame, Speech
from simulator.voice.wave_file import HEADER, header, repair

if TYPE_CHECKING:
    from simulator.voice.sound import Samples

YOU, THEM = 0, 1
"""The channels."""
WRITES_S = 0.5
"""Seconds of the trainee's sound that are gathered before they are written."""
BYTES = 4
"""Bytes of one moment: two channels of 16 bits."""

Work = Callable[[], None]


class Tape:
    """One call's recording; a resumed call goes on with the file it has."""

    def __init__(self, path: Path) -> None:
        """Nothing is written before ``start``."""
        self.path = path
        self.trouble = ""
        """One line, once the disk refused; from then on nothing is recorded."""
        self._told = False
        self._file: BinaryIO | None = None
        self._hand = ThreadPoolExecutor(1, thread_name_prefix="tape")

    def news(self) -> str:
        """The trouble, the first time that it is asked for; else nothing."""
        if not self.trouble or self._told:
            return ""
        self._told = True
        return self.trouble

    async def start(self) -> None:
        """Open the file, or make it."""
        await self._do(self._open)

    def write(self, channel: int, at_s: float, samples: "Samples") -> None:
        """Put sound at a place of a channel; returns at once."""
        self._hand.submit(self._safely, lambda: self._put(channel, at_s, samples))

    async def close(self) -> None:
        """Have all of it on disk."""
        await self._do(self._close)
        self._hand.shutdown(wait=False)

    async def _do(self, work: Work) -> None:
        await asyncio.get_running_loop().run_in_executor(self._hand, self._safely, work)

    def _safely(self, work: Work) -> None:
        if self.trouble:
            return
        try:
            work()
        except OSError as error:
            reason = error.strerror or "the disk refused"
            self.trouble = f"The recording stopped ({reason}); the call goes on without it."
            with suppress(OSError):
                self._close()

    def _open(self) -> None:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        known = self.path.exists() and repair(self.path)
        flags = os.O_RDWR | os.O_CREAT | (0 if known else os.O_TRUNC)
        self._file = os.fdopen(os.open(self.path, flags, 0o600), "r+b")
        if not known:
            self._file.write(header(0, 2, RATE))
            self._file.flush()

    def _put(self, channel: int, at_s: float, samples: "Samples") -> None:
        """Lay samples into their channel, and leave the other as it is."""
        import numpy as np

        file = self._file
        if file is None or not len(samples):
            return
        at = HEADER + BYTES * max(0, round(at_s * RATE))
        block = np.zeros((len(samples), 2), "<i2")
        end = file.seek(0, os.SEEK_END)
        if end < at:  # silence up to here, so that no hole of old bytes is left
            file.truncate(at)
        file.seek(at)
        there = np.frombuffer(file.read(BYTES * len(samples)), "<i2")
        block.reshape(-1)[: len(there)] = there
        block[:, channel] = np.clip(samples, -1, 1) * 32767
        file.seek(at)
        file.write(block.tobytes())
        file.seek(0)
        file.write(header(max(end, at + block.nbytes) - HEADER, 2, RATE))
        file.flush()

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
        self._file = None


class TapedIn:
    """A microphone whose sound goes on tape, too."""

    def __init__(self, microphone: AudioIn, tape: Tape, from_s: float, screen: Screen) -> None:
        self._microphone = microphone
        self._tape = tape
        self._from_s = from_s
        self._screen = screen
        self._kept: list[Frame] = []

    async def frames(self) -> AsyncIterator[Frame]:
        """The microphone's frames.

        Raises:
            VoiceError: whatever the microphone raises.
        """
        try:
            async for frame in self._microphone.frames():
                self._kept.append(frame)
                if len(self._kept) >= WRITES_S / FRAME_S:
                    self._write()
                if news := self._tape.news():
                    await self._screen.show(NoticeShown(news))
                yield frame
        finally:
            self._write()

    def _write(self) -> None:
        import numpy as np

        if self._kept:
            joined = np.concatenate([frame.samples for frame in self._kept])
            self._tape.write(YOU, self._from_s + self._kept[0].at_s, joined)
        self._kept = []


class TapedOut:
    """A loudspeaker of which goes on tape what really sounded."""

    def __init__(self, loudspeaker: AudioOut, tape: Tape, from_s: float) -> None:
        self._loudspeaker = loudspeaker
        self._tape = tape
        self._from_s = from_s
        self._playing: dict[int, Speech] = {}

    async def play(self, piece: int, speech: Speech) -> None:
        """Queue a piece."""
        self._playing[piece] = speech
        await self._loudspeaker.play(piece, speech)

    async def duck(self, *, on: bool) -> None:
        """Turn what is playing down, or up again; on tape it stays as loud as it was."""
        await self._loudspeaker.duck(on=on)

    async def stop(self) -> None:
        """Drop all that is queued or playing."""
        await self._loudspeaker.stop()

    async def heard(self) -> AsyncIterator[Heard]:
        """What has sounded."""
        async for heard in self._loudspeaker.heard():
            if heard.done:
                self._write(heard)
            yield heard

    def _write(self, heard: Heard) -> None:
        speech = self._playing.pop(heard.piece, None)
        if speech is None or heard.begun_at_s is None:
            return
        sounded = speech.samples[: round(heard.seconds * speech.rate)]
        samples = resampled(sounded, speech.rate, RATE)
        self._tape.write(THEM, self._from_s + heard.begun_at_s, samples)


class Taped(NamedTuple):
    """A line whose sound goes on tape."""

    sound_in: AudioIn
    sound_out: AudioOut


def taped(
    tape: Tape | None, sound_in: AudioIn, sound_out: AudioOut, from_s: float, screen: Screen
) -> Taped:
    """The line as it is, or with a tape on it.

    Args:
        tape: the recording that the trainee agreed to; ``None`` if she didn't.
        sound_in: the microphone.
        sound_out: the loudspeaker.
        from_s: where the call stands when the microphone opens.
        screen: is told when the disk refuses.
    """
    if tape is None:
        return Taped(sound_in, sound_out)
    return Taped(TapedIn(sound_in, tape, from_s, screen), TapedOut(sound_out, tape, from_s))
