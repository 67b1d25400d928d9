"""WAV files of 16-bit samples, in and out."""

import struct
import wave
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.voice.sound import Samples


def read_mono(path: Path) -> "tuple[Samples, int]":
    """The samples of a file with several channels folded into one, and their rate.

    Raises:
        wave.Error: it is no WAV file of 16-bit samples.
    """
    import numpy as np

    with wave.open(str(path), "rb") as file:
        if file.getsampwidth() != 2:
            raise wave.Error("16-bit samples are wanted")
        raw = np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float32)
        folded: Samples = raw.reshape(-1, file.getnchannels()).mean(axis=1) / np.float32(32768)
        return folded, file.getframerate()


def write_mono(path: Path, samples: "Samples", rate: int) -> None:
    """Write samples as 16-bit, one channel."""
    _write(path, as_bytes(samples), 1, rate)


def write_stereo(path: Path, left: "Samples", right: "Samples", rate: int) -> None:
    """Write two channels of equal length as 16-bit."""
    import numpy as np

    _write(path, as_bytes(np.column_stack([left, right])), 2, rate)


def as_bytes(samples: "Samples") -> bytes:
    """Samples from -1 to 1 as 16-bit numbers, little end first."""
    import numpy as np

    return (np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()


def _write(path: Path, data: bytes, channels: int, rate: int) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(data)


HEADER = 44
"""Bytes in front of the samples."""


def header(size: int, channels: int, rate: int) -> bytes:
    """The head of a file with so many bytes of 16-bit samples."""
    width = 2 * channels
    size = min(size, 2**32 - HEADER)  # what a WAV file can tell; players take the rest all the same
    head = struct.pack("<4sI4s4sI", b"RIFF", size + HEADER - 8, b"WAVE", b"fmt ", 16)
    form = struct.pack("<HHIIHH", 1, channels, rate, rate * width, width, 16)
    return head + form + struct.pack("<4sI", b"data", size)


def repair(path: Path) -> bool:
    """Set a head right that a crash left behind the samples; whether the file is one of ours."""
    with path.open("r+b") as file:
        head = file.read(HEADER)
        if len(head) < HEADER or not head.startswith(b"RIFF") or head[36:40] != b"data":
            return False
        channels, rate = struct.unpack_from("<HI", head, 22)
        size = path.stat().st_size - HEADER
        size -= size % (2 * channels)
        right = header(size, channels, rate)
        if head != right:
            file.seek(0)
            file.write(right)
    return True
