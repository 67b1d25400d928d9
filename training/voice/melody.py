"""Train the melody's half of the turn-end model, on neural voices stopped at known places.

    python -m training.voice.melody

Sentences of our own are read by many voices scaled out of one, and some by speakers of Kokoro's
whom no benchmark hears; each is stopped between words, after a filler, after a comma and at its
end.  Writes ``simulator/voice/melody.json``.
"""

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from benchmarks.trainees import kokoro_trainees, resampled, trimmed
from simulator.persona.sentences import split
from simulator.voice.hibari_mouth import HibariMouth
from simulator.voice.manner import Manner
from simulator.voice.melody import measures
from simulator.voice.sound import RATE
from training.voice.network import Shape, train
from training.voice.turn_text import turns

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from simulator.voice.sound import Samples

TARGET = Path(__file__).parent.parent.parent / "simulator" / "voice" / "melody.json"
SENTENCES, BY_OTHERS = 1000, 140
OTHERS = (
    *("af_sarah", "am_adam", "bf_isabella", "bm_lewis", "af_kore", "am_eric", "af_jessica"),
    *("am_liam", "bf_alice", "bm_daniel"),
)
TIMES = 4
"""How often what they say counts: they are few, and more like people."""
SHORTEST, LONGEST = 4, 20
"""Words of the sentences that are read."""
PIECE = RATE // 100


class Example(NamedTuple):
    """Measures of a stopped voice, and whether it was finished."""

    found: "NDArray[np.floating]"
    finished: bool


def examples(chance: random.Random, noise: np.random.Generator) -> Iterator[Example]:
    """All that the network learns from."""
    sentences = [
        sentence
        for turn in turns(chance)
        for sentence in split(turn.text)
        if SHORTEST <= len(sentence.split()) <= LONGEST
    ]
    mouth = HibariMouth()
    picked = chance.sample(sorted(set(sentences)), SENTENCES)
    for sentence in picked:
        read = _scaled(mouth, _manner(chance))
        yield from _of(read, sentence, noise, chance)
    speakers = kokoro_trainees(OTHERS)
    for number, sentence in enumerate(picked[:BY_OTHERS]):
        read = speakers[number % len(speakers)].say
        yield from list(_of(read, sentence, noise, chance)) * TIMES


Read = Callable[[str], "Samples"]


def _scaled(mouth: HibariMouth, manner: Manner) -> Read:
    def read(text: str) -> "Samples":
        speech = mouth.speak(text, manner)
        return trimmed(resampled(speech.samples, speech.rate))

    return read


def _of(
    read: Read, sentence: str, noise: np.random.Generator, chance: random.Random
) -> Iterator[Example]:
    room = 10 ** noise.uniform(-4, -2.7)

    def heard(text: str) -> "Samples":
        voice = read(text)
        return (voice + noise.normal(0, room, len(voice))).astype(np.float32)

    yield from _stopped(heard(sentence), chance)
    yield from _held(heard, sentence, chance)


def _manner(chance: random.Random) -> Manner:
    return Manner(
        chance.choice(["female", "male"]),  # type: ignore[arg-type]  # mypy widens the choice
        chance.choice(["low", "middle", "high"]),  # type: ignore[arg-type]
        chance.choice([150, 165, 175, 190, 205]),
        chance.choice([0.6, 0.8, 1.0, 1.0, 1.2]),
    )


def _stopped(voice: "Samples", chance: random.Random) -> Iterator[Example]:
    """At its end, and at up to three of its quiet moments, where a word or a stop ends."""
    loud = np.sqrt((voice[: len(voice) // PIECE * PIECE].reshape(-1, PIECE) ** 2).mean(axis=1))
    smooth = np.convolve(loud, np.ones(3) / 3, "same")
    quiet = [
        at
        for at in range(30, len(loud) - 15)
        if smooth[at] == smooth[at - 4 : at + 5].min() and smooth[at] < 0.5 * np.median(smooth)
    ]
    for at in chance.sample(quiet, min(3, len(quiet))):
        yield from _example(trimmed(voice[: (at + 1) * PIECE]), finished=False)
    yield from _example(voice, finished=True)


def _held(heard: Read, sentence: str, chance: random.Random) -> Iterator[Example]:
    """Broken off with a filler or with the tone of a comma."""
    words = sentence.split()
    count = chance.randrange(2, len(words))
    start = " ".join(words[:count]).rstrip(",;:.?!")
    ending = chance.choice([", um,", ", uh,", ", er,", ",", ",", ""])
    if ending:
        yield from _example(heard(start + ending), finished=False)


def _example(voice: "Samples", *, finished: bool) -> Iterator[Example]:
    found = measures(voice) if len(voice) > RATE // 4 else None
    if found is not None:
        yield Example(found, finished)


def main() -> None:
    """Train, and write."""
    noise = np.random.default_rng(3)
    rows = list(examples(random.Random(3), noise))
    found = np.array([row.found for row in rows])
    finished = np.array([row.finished for row in rows], float)
    network = train(found, finished, Shape(hidden=8, steps=2500, decay=3e-3), noise)
    TARGET.write_text(json.dumps(network) + "\n", encoding="utf-8")
    print(f"{len(rows)} stops of {SENTENCES} sentences; {TARGET.name} written")


if __name__ == "__main__":
    main()
