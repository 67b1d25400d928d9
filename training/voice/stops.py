"""Voices stopped at known places: what a melody learns from.

A turn is read and heard up to its end, up to a silence inside it, up to a quiet moment within a
phrase, and up to a filler; through room, telephone and pauses made before.
"""

import random
from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from simulator.persona.sentences import split
from simulator.voice.melody import picture, voice_only
from simulator.voice.placing import contour
from simulator.voice.sound import RATE
from training.voice.readers import Read, Readers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from simulator.voice.sound import Samples

FILLERS = ("um", "uh", "er", "erm")
PIECE = RATE // 100
SHORTEST_S = 0.25
"""Sound that is worth a look."""
SILENCES = 4
"""Inside a turn, at most so many are learned from."""
ENDS = 2
"""Times that the end of a turn is heard, each in another room."""


class Place(IntEnum):
    """Where a voice stopped."""

    WITHIN = 0
    SILENCE = 1
    """At a comma or between two sentences."""
    FILLER = 2
    END = 3


class Stop(NamedTuple):
    """What is heard up to there."""

    seen: "NDArray[np.float16]"
    place: Place


def stops(texts: Sequence[str], count: int, seed: int) -> Iterator[Stop]:
    """So many turns, each read by another voice."""
    chance, noise = random.Random(seed), np.random.default_rng(seed)
    readers, rooms = Readers(chance), Rooms(chance, noise)
    single = [text for text in texts if len(split(text)) < 2]
    several = [text for text in texts if len(split(text)) > 1]
    for _ in range(count):
        text = _picked(single, several, chance)
        read = readers.another()
        for samples, place in _stopped(read(text), chance):
            yield from rooms.heard(samples, place)
        if len(text.split()) > 2 and chance.random() < 0.4:
            yield from rooms.heard(*_held(read, text, chance))


def _picked(single: Sequence[str], several: Sequence[str], chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.65:
        return chance.choice(single if kind < 0.25 else several)
    return " ".join(chance.sample(single, chance.choice([2, 3, 3, 4])))


def _stopped(voice: "Samples", chance: random.Random) -> "Iterator[tuple[Samples, Place]]":
    for _ in range(ENDS):
        yield voice, Place.END
    silences = [gap for gap in contour(voice, RATE)[2] if gap.from_s > 0.3]
    for gap in chance.sample(silences, min(SILENCES, len(silences))):
        late_s = chance.uniform(0, min(0.08, (gap.until_s - gap.from_s) / 2))
        yield voice[: round((gap.from_s + late_s) * RATE) + PIECE // 2], Place.SILENCE
    within = [
        at
        for at in quiet_moments(voice)
        if not any(gap.from_s - 0.03 <= at / RATE <= gap.until_s + 0.03 for gap in silences)
    ]
    for at in chance.sample(within, min(1, len(within))):
        yield voice[: at + chance.randrange(40, 160)], Place.WITHIN
        if chance.random() < 0.3:
            yield voice[at:], Place.END


def quiet_moments(voice: "Samples") -> list[int]:
    """Samples at which a word or the stop of a consonant ends."""
    pieces = voice[: len(voice) // PIECE * PIECE].reshape(-1, PIECE)
    smooth = np.convolve(np.sqrt((pieces**2).mean(axis=1)), np.ones(3) / 3, "same")
    return [
        at * PIECE
        for at in range(25, len(smooth) - 8)
        if smooth[at] == smooth[at - 4 : at + 5].min() and smooth[at] < 0.6 * np.median(smooth)
    ]


def _held(read: Read, text: str, chance: random.Random) -> "tuple[Samples, Place]":
    """Broken off after a word, with a filler or with the tone of a comma."""
    words = text.split()
    start = " ".join(words[: chance.randrange(1, len(words))]).rstrip(",;:.?!")
    if chance.random() < 0.2:
        return read(f"{start},"), Place.SILENCE
    return read(f"{start}, {chance.choice(FILLERS)},"), Place.FILLER


class Rooms:
    """Makes each sound another one that means the same."""

    def __init__(self, chance: random.Random, noise: np.random.Generator) -> None:
        self._chance = chance
        self._noise = noise

    def heard(self, samples: "Samples", place: Place) -> Iterator[Stop]:
        """A stopped voice as it reaches the judge; nothing if there is too little of it."""
        if len(samples) < SHORTEST_S * RATE:
            return
        for share in (0.3, 0.15):
            if self._chance.random() < share and len(samples) > RATE:
                samples = self._with_pause(samples)
        placed = self._in_room(self._through(self._faded(samples)))
        yield Stop(picture(self._edged(voice_only(placed))).astype(np.float16), place)

    def _with_pause(self, samples: "Samples") -> "Samples":
        moments = quiet_moments(samples[: -int(0.4 * RATE)])
        if not moments:
            return samples
        at = self._chance.choice(moments)
        pause = np.zeros(int(self._chance.uniform(0.15, 1.4) * RATE), np.float32)
        return np.concatenate([samples[:at], pause, samples[at:]])

    def _faded(self, samples: "Samples") -> "Samples":
        """With the last moments fading, half of the time: no cut is to be known by its click."""
        if self._chance.random() < 0.5:
            return samples
        length = min(len(samples), int(self._chance.uniform(0.005, 0.05) * RATE))
        faded = samples.copy()
        faded[-length:] *= np.linspace(1, 0, length, dtype=np.float32)
        return faded

    def _through(self, samples: "Samples") -> "Samples":
        """Through a telephone, now and then."""
        whole = np.pad(samples, (0, RATE // 10))
        if self._chance.random() < 0.85:
            return whole
        spectrum, hertz = np.fft.rfft(whole), np.fft.rfftfreq(len(whole), 1 / RATE)
        spectrum[(hertz < 300) | (hertz > 3400)] = 0
        return np.fft.irfft(spectrum, len(whole)).astype(np.float32)

    def _in_room(self, samples: "Samples") -> "Samples":
        room = self._noise.normal(0, 1, len(samples))
        if self._chance.random() < 0.3:
            room = np.convolve(room, np.ones(8) / np.sqrt(8), "same")
        loud = self._chance.uniform(0.3, 1.2)
        return (loud * samples + 10 ** self._noise.uniform(-4.3, -2.3) * room).astype(np.float32)

    def _edged(self, samples: "Samples") -> "Samples":
        """With the end a little early or late, as a detector has it."""
        off = round(self._chance.uniform(-0.02, 0.03) * RATE)
        return np.pad(samples, (0, off)) if off > 0 else samples[: len(samples) + off]
