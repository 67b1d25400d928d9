"""Train what tells words from a sign of listening, on neural voices of many kinds.

    python -m training.voice.interjection

Needs the extra ``train``.  Writes ``simulator/voice/interjection.onnx``.
"""

import math
import random
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from simulator.voice.floor import Knobs
from simulator.voice.interjection import LOOKS_S, NETWORK, picture
from simulator.voice.interjection import SIGNS as SIGN_WORDS
from simulator.voice.mel import BANDS
from simulator.voice.sound import RATE
from training.voice.network import Recipe, export, fit
from training.voice.readers import Readers
from training.voice.turn_text import turns

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from simulator.voice.sound import Samples

SIGNS = (
    *("Mm-hm.", "Mhm.", "Mm.", "Hmm.", "Hm.", "Uh-huh.", "Ah.", "Oh.", "Oh, okay.", "Aha."),
    *("Right.", "Right, right.", "Yeah.", "Yeah, yeah.", "Yes.", "Yep.", "Okay.", "Ok.", "Sure."),
    *("I see.", "Oh, I see.", "Of course.", "Got it.", "Really?", "Wow.", "True.", "Exactly."),
    *("Good.", "Great.", "Fair enough.", "Fine.", "Ah, right.", "Oh, right.", "Ha ha.", "Oh no."),
    *("All right.", "Absolutely.", "I know.", "Mm, yeah.", "Yeah, sure.", "Oh dear."),
)
WANTS = (
    *("Wait, wait a moment.", "No, hang on.", "Sorry, may I cut in?", "Hold on, please."),
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
OPENINGS = (
    "But|But that|But we|Well, actually|Well, no|Sorry,|Sorry, what|Sorry, I|Wait|Wait, so|"
    "Hold on|Hang on|No, no|No, I|No, but|Excuse me|Actually|Actually, no|Can I|Can I just|"
    "Could I|May I|Let me|Stop|What do|What about|What if|How much|How do|How many|How long|"
    "Why|Why would|When did|Where|Who|Which|We can|We have|We don't|You said|You told me|"
    "That isn't|That's wrong|Listen|Look,|I don't|I never|I think|I wanted|I have to|"
    "It isn't|Is there|Is that|Do you|Did you|Are you|Please|Just a|One moment|Hello?|If I|"
    "My|The thing|The last|This is|They|There's|Never|Nobody|Not|Because|And who|And what|"
    "So what|So you|Tell me|Give me|Give us"
)
ENDINGS = (
    "the drivers are waiting|it was the last one|about that invoice|to talk about money|"
    "a different question|on the other side|for a moment longer|in the second month|"
    "they never told us that|we could do it by May|my sister rang you|you sent the wrong one"
)
"""Two halves of what is said over her, divided by bars."""
VOICES, SAID, PLACED = 1000, 2, 2
"""Readers; signs and words that each says; how often each of them is heard."""
A_NOISE_IN = 8
"""Readers for one burst of noise."""
KEPT_BACK = 6
"""One reader in so many is kept back, to set the scale."""
CUT_OFF = 0.004
"""Share of the signs kept back that may still be taken for words."""
CAREFUL = 0.15
"""Log-odds that are taken off besides."""
EARLY_S, LATE_S = 0.05, 0.09
"""How far off a detector's beginning may be."""


class Clip(NamedTuple):
    """A sound from where a detector says it begins."""

    reader: int
    samples: "Samples"
    words: bool


class Signs(nn.Module):
    """Pictures in, the log-odds of a sign and of words out: two convolutions, then a memory."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv1d(BANDS, 40, 5, padding=2)
        self.second = nn.Conv1d(40, 48, 3, stride=2, padding=1)
        self.memory = nn.GRU(48, 48, batch_first=True)
        self.drop = nn.Dropout(0.3)
        self.kinds = nn.Linear(96, 2)

    def forward(self, seen: Tensor) -> Tensor:
        """(pictures, frames, bands) to (pictures, 2)."""
        found = self.second(self.first(seen.transpose(1, 2)).relu()).relu().transpose(1, 2)
        kept = torch.cat([self.memory(found)[0][:, -1], found.mean(1)], 1)
        return self.kinds(self.drop(kept))


class Careful(nn.Module):
    """The log-odds of words, less what makes it careful."""

    def __init__(self, signs: Signs, less: float) -> None:
        super().__init__()
        self.signs = signs
        self.less = less

    def forward(self, seen: Tensor) -> Tensor:
        """(pictures, frames, bands) to (pictures)."""
        kinds = self.signs(seen)
        return kinds[:, 1] - kinds[:, 0] - self.less


def clips(chance: random.Random, noise: np.random.Generator) -> Iterator[Clip]:
    """What is learned from."""
    readers = Readers(chance)
    starts = [" ".join(turn.text.split()[:4]) for turn in turns(chance)]
    wanted = [text for text in starts if _asks_for_the_floor(text)]
    for number in range(VOICES):
        read = readers.another()
        for _ in range(SAID):
            for words in (False, True):
                voice = read(_words(wanted, chance) if words else _sign(chance))
                for _ in range(PLACED):
                    yield Clip(number, _placed(voice, chance, noise), words)
        if number % A_NOISE_IN == 0:
            yield Clip(number, _placed(_burst(noise), chance, noise), False)


def _asks_for_the_floor(text: str) -> bool:
    return text.split()[0].lower().strip(",.?!") not in SIGN_WORDS if text else False


def _sign(chance: random.Random) -> str:
    if chance.random() < 0.75:
        return chance.choice(SIGNS)
    return f"{chance.choice(FIRST)}, {chance.choice(SECOND)}."


def _words(starts: list[str], chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.3:
        return chance.choice(WANTS)
    if kind < 0.75:
        return f"{chance.choice(OPENINGS.split('|'))} {chance.choice(ENDINGS.split('|'))}"
    return chance.choice(starts)


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
    begins = round(chance.uniform(-EARLY_S, LATE_S) * RATE)
    moved = np.pad(voice, (begins, 0)) if begins > 0 else voice[-begins:]
    whole = np.pad(moved, (0, RATE))[: round(LOOKS_S[-1] * RATE)]
    room = 10 ** noise.uniform(-4.3, -2.4)
    heard = chance.uniform(0.3, 1.2) * whole + noise.normal(0, room, len(whole))
    return heard.astype(np.float32)


def _cut(seen: "NDArray[np.float32]", chance: np.random.Generator) -> "NDArray[np.float32]":
    """Pictures as far as one look sees them, through another microphone."""
    look_s = chance.choice(LOOKS_S)
    shown = seen[:, : round(look_s * 100) - 2]
    shown = np.maximum(shown - shown.max(axis=(1, 2), keepdims=True), -5) + 2
    return (shown + chance.normal(0, 0.25, (len(shown), 1, BANDS))).astype(np.float32)


def _less(signs: Signs, kept_back: list[Clip]) -> float:
    """What must be taken off, so that at no look more than ``CUT_OFF`` of the signs are words."""
    limit = math.log(Knobs().real / (1 - Knobs().real))
    plain, less = Careful(signs, 0.0), 0.0
    for look_s in LOOKS_S:
        seen = np.array([picture(one.samples[: round(look_s * RATE)]) for one in kept_back])
        with torch.no_grad():
            odds = plain(torch.from_numpy(seen)).numpy()
        words = np.array([one.words for one in kept_back])
        less = max(less, float(np.quantile(odds[~words], 1 - CUT_OFF)) - limit)
        print(f"{look_s} s: {np.mean(odds[words] > less + limit):.0%} of words are told")
    return less + CAREFUL


def main() -> None:
    """Train, and write."""
    torch.manual_seed(0)
    found = list(clips(random.Random(5), np.random.default_rng(5)))
    kept_back = [one for one in found if one.reader % KEPT_BACK == 0]
    learned = [one for one in found if one.reader % KEPT_BACK]
    seen = np.array([picture(one.samples) for one in learned])
    signs = Signs()
    fit(
        signs,
        seen,
        np.array([int(one.words) for one in learned]),
        _cut,
        Recipe(epochs=16, step=5e-3, decay=2e-2),
    )
    signs.eval()
    export(Careful(signs, _less(signs, kept_back)), torch.zeros(1, 30, BANDS), "picture", NETWORK)
    print(f"{len(found)} sounds by {VOICES} readers; {NETWORK.name} written")


if __name__ == "__main__":
    main()
