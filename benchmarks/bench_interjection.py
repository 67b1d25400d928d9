"""Talk over her: does a "mm-hm" leave her talking, and do words stop her in time?

    python -m benchmarks.bench_interjection [--held-out]

Each sound is heard through the detector and judged when a call would judge it; what ended before
is judged by its words.  Coughs and laughs are bursts of noise.  ``--held-out`` has Kokoro's
speakers say them, whom nothing was made with.  Writes ``benchmarks/results/interjection.json``;
exits 1 if a sign of listening cut her off.
"""

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from benchmarks.report import report
from benchmarks.trainees import CACHE, Trainee, hibari_trainees, kokoro_trainees
from simulator.conversation.call import words_in
from simulator.settings import Settings
from simulator.voice.events import Began, Ceased
from simulator.voice.floor import Knobs
from simulator.voice.kit import VoiceKit
from simulator.voice.kits import voice_kit
from simulator.voice.sound import FRAME, RATE, Frame

if TYPE_CHECKING:
    from simulator.voice.sound import Samples

SIGNS = (
    *("Mm-hm.", "Right.", "Yeah.", "Okay.", "Uh-huh.", "Oh.", "I see.", "Yes.", "Sure.", "Hm."),
    *("Oh, okay.", "Right, yeah.", "Of course.", "Mm.", "Really?", "Yeah, yeah.", "Got it."),
    *("I know.", "Ah, okay.", "True."),
)
SPOKEN_SIGNS, NOISES = 44, 6
WORDS = (
    *("Sorry, could I come in there?", "Hold on, I never agreed to that.", "Which month was that?"),
    *("No, that can't be the same invoice.", "Would you mind going back a step?", "Please stop."),
    *("Who signed it?", "We've been through this before.", "I'd rather you listened first."),
    *("Can you give me the number?", "That isn't why I rang.", "Hang on a moment.", "But why?"),
    *("Is there somebody else I could ask?", "You said Tuesday.", "My father lives there, too."),
    *("How much would that be?", "Let me explain.", "The van was full.", "Could we start again?"),
)
SPOKEN_WORDS = 50
IN_TIME_S = 0.35
ROOM = 3e-4
LEAD_S, TAIL_S = 0.6, 0.8


class Heard(NamedTuple):
    """One sound over her speech."""

    name: str
    stopped_after_s: float | None
    """From its true beginning; ``None`` if she talked on."""


def main() -> int:
    """Measure both."""
    wanted = _arguments()
    kit = voice_kit(Settings(data=CACHE))
    speakers = kokoro_trainees() if wanted.held_out else hibari_trainees()
    signs = [heard(name, sound, kit) for name, sound in _signs(speakers)]
    words = [heard(name, sound, kit) for name, sound in _said(WORDS, SPOKEN_WORDS, speakers)]
    cut = [one.name for one in signs if one.stopped_after_s is not None]
    times = [one.stopped_after_s for one in words if one.stopped_after_s is not None]
    report(
        "interjection",
        {
            "signs of listening": len(signs),
            "signs that cut her off": len(cut),
            "words": len(words),
            "words that stopped her": len(times),
            "words that stopped her in 350 ms": sum(time <= IN_TIME_S for time in times),
            "stopped after s, median": round(float(np.median(times)), 3),
            "stopped after s, p95": round(float(np.percentile(times, 95)), 3),
        },
    )
    print(f"cut off by: {', '.join(cut)}" if cut else "No sign of listening cut her off.")
    return 1 if cut else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--held-out", action="store_true", help="Kokoro's speakers instead")
    return parser.parse_args()


def _signs(speakers: Sequence[Trainee]) -> "Iterator[tuple[str, Samples]]":
    yield from _said(SIGNS, SPOKEN_SIGNS, speakers)
    chance = np.random.default_rng(11)
    for number in range(NOISES):
        yield f"noise {number}", _burst(chance)


def _said(
    texts: Sequence[str], count: int, speakers: Sequence[Trainee]
) -> "Iterator[tuple[str, Samples]]":
    chance = random.Random(3)
    for number in range(count):
        text, speaker = texts[number % len(texts)], chance.choice(list(speakers))
        yield f"{text} ({speaker.name})", speaker.say(text)


def _burst(chance: np.random.Generator) -> "Samples":
    """A cough or a laugh, roughly: one to three bursts of noise through a throat's resonance."""
    parts = []
    for _ in range(int(chance.integers(1, 4))):
        length = int(chance.uniform(0.08, 0.2) * RATE)
        noise = np.convolve(chance.normal(0, 1, length), np.hanning(24), "same")
        parts += [noise * np.exp(-np.linspace(0, 4, length)), np.zeros(RATE // 14)]
    whole = np.concatenate(parts)
    sound: Samples = (0.2 * whole / np.abs(whole).max()).astype(np.float32)
    return sound


def heard(name: str, voice: "Samples", kit: VoiceKit, knobs: Knobs = Knobs()) -> Heard:  # noqa: B008
    """Follow a sound frame by frame, as the floor does while she speaks."""
    lead, tail = (np.zeros(round(seconds * RATE), np.float32) for seconds in (LEAD_S, TAIL_S))
    sound = np.concatenate([lead, voice, tail])
    sound = (sound + np.random.default_rng(1).normal(0, ROOM, len(sound))).astype(np.float32)
    detector, began_s, looks, real = kit.detector(), None, 0, 1.0
    for at in range(0, len(sound) - FRAME, FRAME):
        now_s = (at + FRAME) / RATE
        for event in detector.feed(Frame(sound[at : at + FRAME], at / RATE)):
            if isinstance(event, Began):
                began_s, looks, real = event.at_s, 0, 1.0
            elif isinstance(event, Ceased) and began_s is not None:
                text = kit.ear.hear(_cut(sound, began_s - 0.2, event.at_s + 0.1)).text
                murmured = real <= knobs.sign and words_in(text) <= knobs.sign_words
                if text and not murmured and not kit.overlap.is_back_channel(text):
                    return Heard(f"{name} heard as {text!r}", now_s - LEAD_S)
                began_s = None
        if began_s is None:
            continue
        due = sum(now_s - began_s >= mark for mark in knobs.judge_after_s)
        if due > looks:
            looks = due
            real = kit.overlap.real(_cut(sound, began_s, now_s))
            if real >= knobs.real:
                return Heard(name, now_s - LEAD_S)
        if now_s - began_s >= knobs.stop_after_s:
            return Heard(f"{name} for its length", now_s - LEAD_S)
    return Heard(name, None)


def _cut(sound: "Samples", from_s: float, until_s: float) -> "Samples":
    return sound[max(0, round(from_s * RATE)) : round(until_s * RATE)]


if __name__ == "__main__":
    sys.exit(main())
