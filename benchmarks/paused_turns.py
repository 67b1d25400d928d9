"""Turns with a thinking pause inside: where somebody waits too short, she is cut off.

A line is read by a neural voice; a pause of 0.3 to 1.5 s is put between two of its words, after a
comma or before "and", "if" and their like, between two sentences, or after a filler.
"""

import random
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from benchmarks.trainees import Trainee
from simulator.voice.events import Began, Ceased
from simulator.voice.kit import VoiceKit
from simulator.voice.sound import FRAME, RATE, Frame, SpokenWord

if TYPE_CHECKING:
    from simulator.voice.sound import Samples

Place = Literal["word", "clause", "filler", "sentence"]
SHARES: dict[Place, float] = {"word": 0.35, "clause": 0.3, "filler": 0.2, "sentence": 0.15}
"""How often a pause is at which place."""
SHORTEST_S, LONGEST_S = 0.3, 1.5
FILLERS = ("um", "uh", "er")
JOINTS = {"and", "but", "or", "so", "because", "if", "when", "that", "which", "who", "whether"}
ROOM = 3e-4
LEAD_S, TAIL_S = 0.5, 2.5
TRAIL_S = 0.1
"""Sound after the voice ceased that is recognised and judged with it, as in a call."""
JUDGED_S = 8.0


class PausedTurn(NamedTuple):
    """A turn as it sounds."""

    samples: "Samples"
    place: Place
    pause_s: float
    ends_s: float
    """Where its voice truly ends, in seconds of the samples."""
    text: str


class Pause(NamedTuple):
    """One silence in a turn, or the one after it, as a call would judge it."""

    place: Place | Literal["own", "end"]
    """``own``: the voice made it by itself."""
    from_s: float
    seconds: float
    """Until the voice went on; endless at the end."""
    hint: float
    text: str


def paused(text: str, trainee: Trainee, kit: VoiceKit, chance: random.Random) -> PausedTurn | None:
    """Put one pause into a line; ``None`` if it has no such place."""
    place = chance.choices(list(SHARES), list(SHARES.values()))[0]
    pause_s = chance.uniform(SHORTEST_S, LONGEST_S)
    cut = _after_filler(text, trainee, chance) if place == "filler" else None
    cut = cut or _between(trainee.say(text), kit, place, chance)
    if cut is None:
        return None
    before, after = cut
    whole = np.concatenate([_quiet(LEAD_S), before, _quiet(pause_s), after, _quiet(TAIL_S)])
    noise = np.random.default_rng(chance.randrange(1 << 30)).normal(0, ROOM, len(whole))
    ends_s = len(whole) / RATE - TAIL_S
    return PausedTurn((whole + noise).astype(np.float32), place, pause_s, ends_s, text)


def _quiet(seconds: float) -> "Samples":
    return np.zeros(round(seconds * RATE), np.float32)


def _after_filler(
    text: str, trainee: Trainee, chance: random.Random
) -> "tuple[Samples, Samples] | None":
    words = text.split()
    places = [at for at in range(1, len(words)) if words[at - 1][-1] not in ".?!"]
    if not places:
        return None
    at = chance.choice(places)
    start = " ".join(words[:at]).rstrip(",;:")
    return trainee.say(f"{start}, {chance.choice(FILLERS)},"), trainee.say(" ".join(words[at:]))


def _between(
    voice: "Samples", kit: VoiceKit, place: Place, chance: random.Random
) -> "tuple[Samples, Samples] | None":
    words = kit.ear.hear(voice[: 29 * RATE]).words
    places = [at for at in range(1, len(words)) if _place(words, at) == place]
    if not places:
        return None
    at = chance.choice(places)
    edge = _quietest(voice, words[at - 1].end_s, words[at].start_s)
    return voice[:edge], voice[edge:]


def _place(words: Sequence[SpokenWord], at: int) -> Place:
    if words[at - 1].text[-1] in ".?!":
        return "sentence"
    joined = re.sub(r"\W", "", words[at].text.lower()) in JOINTS
    return "clause" if words[at - 1].text[-1] in ",;:" or joined else "word"


def _quietest(voice: "Samples", ends_s: float, starts_s: float) -> int:
    size = RATE // 100
    low, high = sorted((ends_s, starts_s))
    first = max(0, round((low - 0.07) * RATE))
    last = min(len(voice) - size, round((high + 0.07) * RATE))
    starts = range(first, max(first + 1, last), size // 2)
    return min(starts, key=lambda at: float((voice[at : at + size] ** 2).sum())) + size // 2


def pauses(turn: PausedTurn, kit: VoiceKit, last_words: str = "") -> Iterator[Pause]:
    """Every silence that the detector finds, with what a call would know in it."""
    events = _events(turn.samples, kit)
    began = next((one.at_s for one in events if isinstance(one, Began)), 0.0)
    for at, one in enumerate(events):
        if isinstance(one, Ceased):
            after = events[at + 1].at_s if at + 1 < len(events) else float("inf")
            heard = _cut(turn.samples, began - 0.2, one.at_s + TRAIL_S)
            judged = _cut(turn.samples, one.at_s - JUDGED_S, one.at_s + TRAIL_S)
            hint = kit.turn_end.hint(judged)
            seconds = after - one.at_s
            place = _named(turn, one.at_s, seconds)
            yield Pause(place, one.at_s, seconds, hint, kit.ear.hear(heard[-29 * RATE :]).text)


def _named(turn: PausedTurn, from_s: float, seconds: float) -> "Place | Literal['own', 'end']":
    if from_s + seconds > turn.ends_s + 0.3:
        return "end"
    return turn.place if seconds > turn.pause_s - 0.25 and seconds >= SHORTEST_S else "own"


def _events(samples: "Samples", kit: VoiceKit) -> list[Began | Ceased]:
    detector = kit.detector()
    return [
        event
        for at in range(0, len(samples) - FRAME, FRAME)
        for event in detector.feed(Frame(samples[at : at + FRAME], at / RATE))
    ]


def _cut(samples: "Samples", from_s: float, until_s: float) -> "Samples":
    return samples[max(0, round(from_s * RATE)) : max(0, round(until_s * RATE))]
