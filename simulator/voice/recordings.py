"""Recordings of real calls: WAV files, read as one or two channels at the rate that ears hear."""

import wave
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from simulator.errors import CallError
from simulator.voice.resampling import Resampler
from simulator.voice.sound import RATE

if TYPE_CHECKING:
    from simulator.voice.sound import Samples

BLOCK = 1 << 16
"""Samples of each channel that are read at once."""
LONGEST_S = 4 * 3600.0
"""Longest recording that is taken: an hour of two channels takes 460 MB of memory."""
RATES = (4_000, 192_000)
SAME = 0.999
"""Correlation from which two channels are one that was written twice."""


class Channels(NamedTuple):
    """What was recorded, at ``sound.RATE``."""

    you: "Samples"
    """The trainee: the left channel, or the only one."""
    them: "Samples | None"
    """The other party: the right channel."""

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.you) / RATE


def read_channels(path: Path) -> Channels:
    """Read a WAV file of whole numbers (8, 16, 24 or 32 bits), one or two channels, any rate.

    Raises:
        CallError: it is none, or too long; one line with the remedy.
    """
    if path.suffix.lower() != ".wav":
        _wrong(path, f"a {path.suffix[1:]} file is no recording that can be read")
    if not path.is_file():
        raise CallError(f"{path}: there is no such recording", "name a WAV file")
    try:
        with wave.open(str(path), "rb") as file:
            _check(path, file)
            return _channels(_read(file))
    except (wave.Error, EOFError):
        _wrong(path, "this is no WAV file of whole numbers (PCM)")


def _check(path: Path, file: wave.Wave_read) -> None:
    if file.getnchannels() > 2:
        _wrong(path, f"{file.getnchannels()} channels are more than two")
    if not RATES[0] <= file.getframerate() <= RATES[1]:
        _wrong(path, f"{file.getframerate()} Hz is no rate of speech")
    if file.getnframes() == 0:
        raise CallError(f"{path}: the recording is empty", "name one with speech in it")
    if file.getnframes() / file.getframerate() > LONGEST_S:
        raise CallError(f"{path}: longer than {LONGEST_S / 3600:.0f} hours", "cut it into pieces")


def _wrong(path: Path, what: str) -> NoReturn:
    fix = f"make one: ffmpeg -i {path.name} -ac 2 -c:a pcm_s16le {path.stem}-16.wav"
    raise CallError(f"{path}: {what}", f"{fix} (-ac 1 if it has only the trainee's voice)")


def _read(file: wave.Wave_read) -> "list[Samples]":
    import numpy as np

    count, width = file.getnchannels(), file.getsampwidth()
    resamplers = [Resampler(file.getframerate(), RATE) for _ in range(count)]
    pieces: list[list[Samples]] = [[] for _ in range(count)]
    while raw := file.readframes(BLOCK):
        whole = raw[: len(raw) // (count * width) * count * width]
        block = _numbers(whole, width).reshape(-1, count)
        for at in range(count):
            pieces[at].append(resamplers[at].feed(np.ascontiguousarray(block[:, at])))
    for at in range(count):
        pieces[at].append(resamplers[at].rest())
    return [np.concatenate(piece) for piece in pieces]


def _numbers(raw: bytes, width: int) -> "Samples":
    """Bytes of a WAV file as numbers from -1 to 1."""
    import numpy as np

    if width == 3:
        padded = np.zeros((len(raw) // 3, 4), np.uint8)
        padded[:, 1:] = np.frombuffer(raw, np.uint8).reshape(-1, 3)
        return _numbers(padded.tobytes(), 4)
    whole = np.frombuffer(raw, {1: "u1", 2: "<i2", 4: "<i4"}[width]).astype(np.float32)
    middle = 128 if width == 1 else 0  # one byte is the only width without a sign
    numbers: Samples = (whole - np.float32(middle)) / np.float32(2 ** (8 * width - 1))
    return numbers


def _channels(found: "list[Samples]") -> Channels:
    if len(found) == 1 or _same(found[0], found[1]):
        return Channels(found[0], None)
    return Channels(found[0], found[1])


def _same(left: "Samples", right: "Samples") -> bool:
    import numpy as np

    strength = float(np.sqrt(np.dot(left, left) * np.dot(right, right)))
    return strength > 0 and float(np.dot(left, right)) / strength > SAME
