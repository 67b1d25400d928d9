"""Synthetic calls of two neural voices whose pacing is known, clean or as a telephone gives them.

The truth is read from the clean sound of each fragment, before fragments are laid on the tracks,
before band and noise: where it begins and ends, and which silences are inside.
"""

import random
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from simulator.conversation.call import words_in
from simulator.voice.hibari_mouth import HibariMouth
from simulator.voice.manner import Manner
from simulator.voice.placing import contour
from simulator.voice.resampling import resampled
from simulator.voice.sound import RATE

if TYPE_CHECKING:
    from simulator.voice.sound import Samples

LINES: Sequence[Sequence[str]] = (
    ("Good morning, this is Sam from the harbour office.", "I know you weren't expecting me."),
    ("What happens on your side", "when a delivery comes in late?"),
    ("I read that you moved the depot in March", "and that the old one is still half full."),
    ("Could I ask", "who else has to live with that?"),
    ("We count the hours between the dock and the shelf,", "and nobody likes the answer."),
    ("That sounds like something", "that lands on your desk every Monday."),
    ("I'm sorry to hear that.", "Take all the time you need."),
    ("If I send you one page,", "you can read it on the train", "and say no to it."),
    ("You said the figures come too late to use.", "How do you find out about it today?"),
    ("Would twenty minutes on Thursday", "be a fair price for an answer?"),
    ("My neighbour had the same trouble", "with her roof", "after the storm in November."),
    ("I can close the account today,", "and you won't have to ring us again."),
)
"""Turns in the fragments between which somebody may stop to think."""
REPLIES: Sequence[Sequence[str]] = (
    ("Yes, but be quick about it.",),
    ("Nobody told me that we would have to do this twice.",),
    ("The last one who rang", "promised me the same thing."),
    ("It depends on the warehouse,", "and the warehouse depends on the weather."),
    ("I don't see what that has to do with me.",),
    ("Well, we had three of them in a week,", "and then nothing for a month."),
    ("You'd have to ask my colleague in accounts.",),
    ("Go on, I'm listening.",),
)
NATURAL_S = 0.12
"""Silence in the sound of a fragment that counts as silence; a stop consonant is shorter."""


class Piece(NamedTuple):
    """What sounds without a silence."""

    from_s: float
    until_s: float


class SideTruth(NamedTuple):
    """What one speaker truly does."""

    pieces: tuple[Piece, ...]
    turns: tuple[Piece, ...]
    words: int
    text: str

    @property
    def pauses(self) -> list[Piece]:
        """Silences inside turns, in order."""
        gaps = (Piece(before.until_s, after.from_s) for before, after in pairwise(self.pieces))
        return [gap for gap in gaps if any(_within(gap, turn) for turn in self.turns)]

    @property
    def words_a_minute(self) -> float:
        """Pauses counted."""
        return self.words * 60 / sum(turn.until_s - turn.from_s for turn in self.turns)

    def sounding_s(self, pause_s: float) -> float:
        """Seconds of speech; silences shorter than ``pause_s`` belong to it."""
        edges = self.pieces[-1].until_s - self.pieces[0].from_s
        gaps = (after.from_s - before.until_s for before, after in pairwise(self.pieces))
        return edges - sum(gap for gap in gaps if gap >= pause_s)


def _within(gap: Piece, turn: Piece) -> bool:
    return turn.from_s < gap.from_s and gap.until_s < turn.until_s


class SyntheticCall(NamedTuple):
    """Sound and truth."""

    name: str
    you: "Samples"
    them: "Samples"
    your_truth: SideTruth
    their_truth: SideTruth

    @property
    def overlaps(self) -> list[Piece]:
        """Where both speak, by their pieces."""
        both = [
            Piece(max(one.from_s, other.from_s), min(one.until_s, other.until_s))
            for one in self.your_truth.pieces
            for other in self.their_truth.pieces
        ]
        return [piece for piece in both if piece.until_s > piece.from_s]


class _Track:
    """One side as it is laid down."""

    def __init__(self, manner: Manner) -> None:
        self.manner = manner
        self.sounds: list[tuple[float, Samples]] = []
        self.pieces: list[Piece] = []
        self.turns: list[Piece] = []
        self.said: list[str] = []

    def lay(self, text: str, at_s: float) -> float:
        """Say a fragment so that it begins to sound at a time; gives where it ends."""
        sound = _say(text, self.manner)
        begins_s, ends_s, gaps = contour(sound, RATE)
        gaps = [gap for gap in gaps if gap.until_s - gap.from_s >= NATURAL_S]
        edges = [begins_s, *(edge for gap in gaps for edge in gap), ends_s]
        offset_s = at_s - begins_s
        self.sounds.append((offset_s, sound))
        for start_s, stop_s in zip(edges[::2], edges[1::2], strict=True):
            self.pieces.append(Piece(start_s + offset_s, stop_s + offset_s))
        self.said.append(text)
        return ends_s + offset_s

    def truth(self) -> SideTruth:
        """What it came to."""
        text = " ".join(self.said)
        return SideTruth(tuple(self.pieces), tuple(self.turns), words_in(text), text)

    def samples(self, seconds: float) -> "Samples":
        """Its sound, as long as the call."""
        track = np.zeros(round(seconds * RATE), np.float32)
        for at_s, sound in self.sounds:
            at = round(at_s * RATE)
            track[at : at + len(sound)] += sound[: len(track) - at]
        return track


_MOUTH = HibariMouth()


def _say(text: str, manner: Manner) -> "Samples":
    speech = _MOUTH.speak(text, manner)
    return resampled(speech.samples, speech.rate, RATE)


def calls(count: int, seed: int) -> Iterator[SyntheticCall]:
    """So many calls of ten turns a side, each with another pair of voices, pace and telephone."""
    voices: tuple[tuple[Manner, Manner], ...] = (
        (Manner("female", "middle", 160), Manner("male", "middle", 170)),
        (Manner("male", "high", 185), Manner("female", "low", 150)),
        (Manner("female", "high", 220, 1.2), Manner("male", "low", 165)),
        (Manner("male", "middle", 125, 0.8), Manner("female", "middle", 200)),
        (Manner("female", "low", 115, 0.6), Manner("male", "high", 180)),
    )
    for number in range(count):
        dice = random.Random(f"{seed} {number}")
        you, them = voices[number % len(voices)]
        clean = _call(f"{number} {you.wpm} words a minute", you, them, dice)
        yield clean if number % 3 == 0 else _on_the_phone(clean, dice.choice((12, 15, 20)), dice)


def _call(name: str, you: Manner, them: Manner, dice: random.Random) -> SyntheticCall:
    yours, theirs = _Track(you), _Track(them)
    lines = dice.sample(LINES, 10)
    now_s = 0.5
    for line in lines:
        now_s = _turn(yours, line, now_s, dice)
        now_s = _turn(theirs, dice.choice(REPLIES), now_s + _gap(dice), dice)
        now_s += _gap(dice)
    seconds = max(now_s, yours.pieces[-1].until_s, theirs.pieces[-1].until_s) + 1.0
    return SyntheticCall(
        name, yours.samples(seconds), theirs.samples(seconds), yours.truth(), theirs.truth()
    )


def _gap(dice: random.Random) -> float:
    """Seconds to the other's turn: a fifth of them begin before this one is over.

    No overlap is as long as the shortest fragment: a pause is never talked through.
    """
    return -dice.uniform(0.25, 0.5) if dice.random() < 0.2 else dice.uniform(0.15, 1.0)


def _turn(track: _Track, fragments: Sequence[str], at_s: float, dice: random.Random) -> float:
    end_s = at_s
    for number, fragment in enumerate(fragments):
        pause_s = dice.uniform(0.6, 2.2) if dice.random() < 0.7 else dice.uniform(0.05, 0.3)
        end_s = track.lay(fragment, end_s + (pause_s if number else 0.0))
    track.turns.append(Piece(at_s, end_s))
    return end_s


def _on_the_phone(call: SyntheticCall, snr_db: float, dice: random.Random) -> SyntheticCall:
    noise = np.random.default_rng(dice.randrange(2**32))
    return call._replace(
        name=f"{call.name}, telephone at {snr_db:.0f} dB",
        you=telephone(call.you, snr_db, noise),
        them=telephone(call.them, snr_db, noise),
    )


def telephone(samples: "Samples", snr_db: float, noise: np.random.Generator) -> "Samples":
    """Speech as a telephone gives it: 300 to 3400 Hz, with noise of that band.

    The ratio is of the power while there is speech to that of the noise, both within the band.
    """
    speech = _band(samples)
    loud = speech[np.abs(samples) > 0.01 * np.abs(samples).max()]
    hiss = _band(noise.standard_normal(len(samples)).astype(np.float32))
    wanted = np.sqrt(np.mean(loud**2)) / 10 ** (snr_db / 20)
    noisy: Samples = speech + hiss * np.float32(wanted / np.sqrt(np.mean(hiss**2)))
    return noisy


def _band(samples: "Samples") -> "Samples":
    spectrum = np.fft.rfft(samples)
    hertz = np.fft.rfftfreq(len(samples), 1 / RATE)
    spectrum[(hertz < 300) | (hertz > 3400)] = 0
    passed: Samples = np.fft.irfft(spectrum, len(samples)).astype(np.float32)
    return passed
