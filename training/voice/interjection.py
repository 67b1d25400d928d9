"""Train what tells words from a sign of listening, on neural voices of many kinds.

    python -m training.voice.interjection

Writes ``simulator/voice/interjection.json``.
"""

import json
import math
import random
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.trainees import resampled, trimmed
from simulator.voice.floor import Knobs
from simulator.voice.hibari_mouth import HibariMouth
from simulator.voice.interjection import LOOKS_S, log_odds, picture
from simulator.voice.manner import Manner
from simulator.voice.sound import RATE
from training.voice.network import Shape, train
from training.voice.turn_text import turns

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from simulator.voice.sound import Samples

TARGET = Path(__file__).parent.parent.parent / "simulator" / "voice" / "interjection.json"
SIGNS = (
    *("Mm-hm.", "Mhm.", "Mm.", "Hmm.", "Hm.", "Uh-huh.", "Ah.", "Oh.", "Oh, okay.", "Aha."),
    *("Right.", "Right, right.", "Yeah.", "Yeah, yeah.", "Yes.", "Yep.", "Okay.", "Ok.", "Sure."),
    *("I see.", "Oh, I see.", "Of course.", "Got it.", "Really?", "Wow.", "True.", "Exactly."),
    *("Good.", "Great.", "Fair enough.", "Fine.", "Ah, right.", "Oh, right.", "Ha ha.", "Oh no."),
    *("All right.", "Absolutely.", "I know.", "Mm, yeah.", "Yeah, sure.", "Oh dear."),
)
WANTS = (
    *("Wait, wait a moment.", "No, hang on.", "Sorry, can I stop you there?", "Hold on a second."),
    *("Can I just say something?", "But that isn't what I asked.", "Actually, could I ask you"),
    *("Let me stop you there.", "What do you mean by that?", "One moment, please.", "Stop there."),
    *(
        "Before you go on, I wanted to",
        "May I ask what that costs?",
        "Just a second.",
        "Excuse me.",
    ),
    *(
        "That's not right.",
        "I don't think so.",
        "Listen, I only have",
        "Hang on, who told you that?",
    ),
    *("Please, let me finish.", "Could we go back to the price?", "How many of them were late?"),
    *("When was that?", "Who told you?", "Why would you say that?", "We never said that.", "No."),
    *(
        "No, that's wrong.",
        "Well, the thing is",
        "The reason I'm asking is",
        "So what you're saying",
    ),
)
FIRST = ("Right", "Yeah", "Oh", "Ah", "Yes", "Okay", "Mm", "Sure", "Really", "Well, yeah")
SECOND = ("yeah", "okay", "right", "sure", "I see", "yes", "of course", "of course", "true", "oh")
TIMES_SIGN, PAIRS, TIMES_WANT, STARTS = 28, 700, 24, 700
NOISES = 500
KEPT_BACK = 0.25
CUT_OFF = 0.003
"""Share of the signs kept back that may still be taken for words."""
LATE_S, EARLY_S = 0.05, 0.08
"""How far off a detector's beginning may be."""


def clips(chance: random.Random, noise: np.random.Generator) -> "Iterator[tuple[Samples, bool]]":
    """Sounds from where a detector says they begin, and whether they are words."""
    mouth = HibariMouth()
    starts = [" ".join(turn.text.split()[:5]) for turn in turns(chance) if len(turn.text) > 20]
    wanted = [*WANTS * TIMES_WANT, *chance.sample(starts, STARTS)]
    pairs = [f"{chance.choice(FIRST)}, {chance.choice(SECOND)}." for _ in range(PAIRS)]
    for text in [*SIGNS * TIMES_SIGN, *pairs]:
        yield _placed(_said(mouth, text, chance), chance, noise), False
    for text in wanted:
        yield _placed(_said(mouth, text, chance), chance, noise), True
    for _ in range(NOISES):
        yield _placed(_burst(noise), chance, noise), False


def _said(mouth: HibariMouth, text: str, chance: random.Random) -> "Samples":
    manner = Manner(
        chance.choice(["female", "male"]),  # type: ignore[arg-type]  # mypy widens the choice
        chance.choice(["low", "middle", "high"]),  # type: ignore[arg-type]
        chance.choice([140, 160, 175, 190, 215]),
        chance.choice([0.5, 0.8, 1.0, 1.3]),
    )
    speech = mouth.speak(text, manner)
    return trimmed(resampled(speech.samples, speech.rate))


def _burst(noise: np.random.Generator) -> "Samples":
    """Coughs, laughs and knocks, roughly: one to four bursts of coloured noise."""
    parts: list[np.ndarray[tuple[int], np.dtype[np.floating]]] = []
    for _ in range(int(noise.integers(1, 5))):
        length = int(noise.uniform(0.05, 0.25) * RATE)
        colour = np.cumsum(noise.normal(0, 1, length)) if noise.random() < 0.5 else 0.0
        burst = noise.normal(0, 1, length) + 0.2 * (colour - np.mean(colour))
        parts += [burst * np.exp(-np.linspace(0, noise.uniform(2, 6), length))]
        parts += [np.zeros(int(noise.uniform(0.03, 0.15) * RATE))]
    whole = np.concatenate(parts)
    return (0.3 * whole / np.abs(whole).max()).astype(np.float32)


def _placed(voice: "Samples", chance: random.Random, noise: np.random.Generator) -> "Samples":
    begins = round(chance.uniform(-LATE_S, EARLY_S) * RATE)
    moved = np.pad(voice, (begins, 0)) if begins > 0 else voice[-begins:]
    room = 10 ** noise.uniform(-4, -2.5)
    whole = np.pad(moved, (0, round(LOOKS_S[-1] * RATE)))
    return (whole + noise.normal(0, room, len(whole))).astype(np.float32)


def _careful(
    network: dict[str, object],
    seen: "NDArray[np.floating]",
    words: "NDArray[np.floating]",
    look_s: float,
) -> dict[str, object]:
    """The network with its scale moved so that hardly any sign is taken for words."""
    net = {name: np.asarray(values) for name, values in network.items()}
    odds = np.array([log_odds(one, net) for one in seen])
    limit = math.log(Knobs().real / (1 - Knobs().real))
    moved = max(0.0, float(np.quantile(odds[words == 0], 1 - CUT_OFF)) - limit)
    print(f"{look_s} s: {np.mean(odds[words == 1] - moved > limit):.0%} of words are told")
    return {**network, "outer_bias": float(net["outer_bias"]) - round(moved, 3)}


def main() -> None:
    """Train a network for each look, and write them."""
    noise = np.random.default_rng(5)
    heard = list(clips(random.Random(5), noise))
    words = np.array([is_words for _, is_words in heard], float)
    kept_back = noise.random(len(heard)) < KEPT_BACK
    networks = []
    for look_s in LOOKS_S:
        seen = np.array([picture(clip[: round(look_s * RATE)]) for clip, _ in heard])
        shape = Shape(hidden=16, steps=4000, decay=2e-3)
        network = train(seen[~kept_back], words[~kept_back], shape, noise)
        networks.append(_careful(network, seen[kept_back], words[kept_back], look_s))
    TARGET.write_text(json.dumps(networks) + "\n", encoding="utf-8")
    print(f"{len(heard)} sounds, {int(words.sum())} of them words; {TARGET.name} written")


if __name__ == "__main__":
    main()
