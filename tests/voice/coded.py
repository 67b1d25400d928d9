"""Sound in which each word is a level of its own, so that a fake ear reads it without a doubt."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from simulator.voice.events import Began, Ceased
from simulator.voice.manner import Manner
from simulator.voice.seams import Recognised
from simulator.voice.sound import FRAME_S, RATE, Frame, Speech, SpokenWord

if TYPE_CHECKING:
    from simulator.voice.sound import Samples

WORD_S = 0.3
GAP_S = 0.04
"""Between two words; too short to be taken for a pause."""
SCALE = 4096


def spoken(text: str, pause_s: float = 0.0, after: int = 0) -> "Samples":
    """The words as sound, with a pause after the first ``after`` of them."""
    parts: list[Samples] = []
    for number, word in enumerate(text.split()):
        if number == after and pause_s:
            parts.append(np.zeros(round(pause_s * RATE), np.float32))
        level = np.float32(CODE.number(word) / SCALE)
        parts.append(np.full(round((WORD_S - GAP_S) * RATE), level, np.float32))
        parts.append(np.full(round(GAP_S * RATE), np.float32(1e-4), np.float32))
    return np.concatenate(parts)


class Code:
    """Words by number."""

    def __init__(self) -> None:
        self._words: list[str] = ["" for _ in range(8)]

    def number(self, word: str) -> int:
        if word not in self._words:
            self._words.append(word)
        return self._words.index(word)

    def word(self, number: int) -> str:
        return self._words[number] if 0 < number < len(self._words) else ""


CODE = Code()


class CodedEar:
    """Reads the levels."""

    name = "coded"

    def hear(self, samples: "Samples", hints: Sequence[str] = (), before: str = "") -> Recognised:
        numbers = np.rint(samples * SCALE).astype(int)
        edges = np.flatnonzero(np.diff(numbers)) + 1
        bounds = [0, *edges.tolist(), len(numbers)]
        words = tuple(
            SpokenWord(CODE.word(int(numbers[start])), start / RATE, end / RATE)
            for start, end in itertools.pairwise(bounds)
            if end > start and CODE.word(int(numbers[start])) and end - start > RATE * WORD_S / 2
        )
        return Recognised(" ".join(word.text for word in words), words, 1.0)


@dataclass
class LevelDetector:
    """A voice is any sound; it has ceased after 60 ms without one."""

    voiced: bool = False
    last_s: float = 0.0

    def feed(self, frame: Frame) -> Sequence[Began | Ceased]:
        loud = bool(np.any(frame.samples))
        if loud:
            self.last_s = frame.at_s + FRAME_S
            if not self.voiced:
                self.voiced = True
                return [Began(frame.at_s)]
        elif self.voiced and frame.at_s + FRAME_S - self.last_s >= 0.06:
            self.voiced = False
            return [Ceased(self.last_s)]
        return []


@dataclass
class EvenMouth:
    """Every word as long as the next."""

    name: str = "even"
    spoken: list[str] = field(default_factory=list)

    def speak(self, text: str, manner: Manner) -> Speech:
        self.spoken.append(text)
        each = 60 / manner.wpm
        words = tuple(
            SpokenWord(word, at * each, (at + 1) * each) for at, word in enumerate(text.split())
        )
        return Speech(np.full(round(len(words) * each * RATE), 0.1, np.float32), RATE, words)


class PlainTurnEnd:
    """A pause of 0.5 s ends a turn, unless the last word is "and"."""

    def hint(self, samples: "Samples") -> float:
        return 0.5

    def wait_s(self, hint: float, text: str, last_words: str) -> float:
        return 1.5 if text.endswith(" and") else 0.5


class PlainOverlap:
    """Only "mhm" is no word."""

    def real(self, samples: "Samples") -> float:
        heard = CodedEar().hear(samples).text
        return 0.0 if heard in {"", "mhm"} else 1.0

    def is_back_channel(self, text: str) -> bool:
        return text == "mhm"
