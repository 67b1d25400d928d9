"""A persona who talks at length and a trainee who talks over her, on a studio line."""

import re
import time
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from simulator.voice.conversation import Conversation
from simulator.voice.floor import Knobs
from simulator.voice.kit import VoiceKit
from simulator.voice.manner import Manner
from simulator.voice.partner import Said, Sentence, Sounded
from simulator.voice.placing import contour
from simulator.voice.resampling import resampled
from simulator.voice.shown import PhaseShown, Shown
from simulator.voice.sound import RATE
from simulator.voice.studio import Moment, StudioLine
from simulator.voice.workers import Workers

if TYPE_CHECKING:
    from simulator.voice.sound import Samples

PASSAGES = (
    "We moved the depot in March, and since then nothing that leaves it before noon arrives on "
    "the day that it says on the label, whatever the drivers tell me.",
    "What I was told last year is that the new system would count every pallet on its own, and "
    "that nobody would have to walk along the shelves with a clipboard again.",
    "My finance director has asked me three times why we pay for two warehouses when one of them "
    "is half empty, and I haven't been able to give her an answer yet.",
    "The last people who sat where you sit promised me a pilot in six weeks, and half a year "
    "later they were still asking us for the same list of suppliers.",
    "If I sign anything before the summer it has to be something that the night shift can use "
    "without a course, because half of them are with us for a season only.",
)
"""Each takes about nine seconds; there is always enough left to talk over."""
VOICES: tuple[tuple[Literal["female", "male"], Literal["low", "middle", "high"]], ...] = (
    ("female", "middle"),
    ("male", "middle"),
    ("female", "low"),
    ("male", "low"),
)
EARLIEST_S, LATEST_S = 0.8, 4.0
"""She is talked over at a moment drawn evenly between these, after she began."""
CALM_S = 2.5
"""Quiet of the trainee's after something that didn't stop her."""


class Interruption(NamedTuple):
    """What became of one attempt to talk over her."""

    text: str
    onset_s: float
    """Where its first sound was."""
    decided_s: float | None
    """Where the call decided that she stops; ``None``: she went on."""
    silent_ms: float | None
    """From there to her last sample."""
    played: "Samples"
    """What sounded of her passage, at ``RATE``."""
    heard: str
    """What the call holds was heard of it."""
    passage: str


@dataclass
class Talker:
    """A partner who answers everything, a silence too, with the next passage."""

    voice: int = 0
    heard: list[Sounded] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    ended: bool = False
    last_words: str = ""
    _number: int = 0

    def hints(self) -> Sequence[str]:
        """None."""
        return ()

    async def opening(self) -> AsyncGenerator[Sentence, None]:
        """She opens."""
        yield self._next()

    async def say(self, said: Said) -> AsyncGenerator[Sentence, None]:
        """Whatever was said."""
        self.said.append(said)
        yield self._next()

    async def take_back(self) -> bool:
        """She never does."""
        return False

    def forecast(self, text: str) -> Sentence | None:
        """The next passage; it is rendered while the trainee talks."""
        return self._at(self._number)

    def ahead(self) -> Sequence[tuple[str, Manner]]:
        """Nothing: it is rendered while the trainee talks."""
        return ()

    def impatient(self, words: int, seconds: float) -> bool:
        """Never."""
        return False

    async def sounded(self, sounded: Sounded) -> None:
        """Keep what was heard."""
        self.heard.append(sounded)

    def _next(self) -> Sentence:
        self._number += 1
        return self._at(self._number - 1)

    def _at(self, number: int) -> Sentence:
        sex, pitch = VOICES[self.voice % len(VOICES)]
        manner = Manner(sex, pitch, 171)
        return Sentence(f"t{number}", "She", PASSAGES[number % len(PASSAGES)], manner)


class Watch:
    """A screen that notes when the phase changed, by the audio clock and by the wall's."""

    def __init__(self) -> None:
        self.changes: list[tuple[float, float]] = []

    async def show(self, shown: Shown) -> None:
        """Note it."""
        if isinstance(shown, PhaseShown):
            self.changes.append((shown.at_s, time.perf_counter()))


class WatchedLine(StudioLine):
    """A studio line that notes by the wall's clock when she fell silent."""

    def __post_init__(self) -> None:
        """Nothing was stopped yet."""
        super().__post_init__()
        self.silent: list[float] = []

    async def stop(self) -> None:
        """Stop, and note it."""
        await super().stop()
        self.silent.append(time.perf_counter())


class Heckler:
    """A trainee who talks over her, line by line."""

    def __init__(
        self, say: "Callable[[str], Samples]", lines: Sequence[str], random: np.random.Generator
    ) -> None:
        self._sounds = [(line, say(line)) for line in lines]
        self._random = random
        self._due_s = self._draw()
        self._calm_from_s = 0.0
        self.begun: list[tuple[str, float]] = []
        """What was said, and where its first sound was."""

    def __call__(self, moment: Moment) -> "Samples | None":
        """The next line, when it is due."""
        calm = moment.at_s - self._calm_from_s >= CALM_S
        if not self._sounds or not calm or (moment.she_speaks_s or 0.0) < self._due_s:
            return None
        line, samples = self._sounds.pop(0)
        begins_s, ends_s, _ = contour(samples, RATE)
        self.begun.append((line, moment.at_s + begins_s))
        self._calm_from_s = moment.at_s + ends_s
        self._due_s = self._draw()
        return samples

    @property
    def done(self) -> bool:
        """Whether all is said, and time has been left for what follows."""
        return not self._sounds

    def _draw(self) -> float:
        return float(self._random.uniform(EARLIEST_S, LATEST_S))


async def heckled(
    kit: VoiceKit, heckler: Heckler, voice: int, *, real_time: bool
) -> list[Interruption]:
    """One call in which every line of the trainee's is said over her."""
    partner, screen = Talker(voice), Watch()

    def trainee(moment: Moment) -> "Samples | None":
        if heckler.done and moment.at_s - heckler.begun[-1][1] > CALM_S:
            line.seconds = 0.0
        return heckler(moment)

    line = WatchedLine(trainee, seconds=600.0, real_time=real_time)
    knobs = Knobs(silence_turn_s=1.0)
    workers = Workers(inline=not real_time)
    await Conversation(partner, line, line, kit, screen, knobs=knobs, workers=workers).run()
    return [_became(one, line, screen, partner) for one in _spans(heckler.begun)]


def _spans(begun: Sequence[tuple[str, float]]) -> list[tuple[str, float, float]]:
    ends = [at_s for _, at_s in begun[1:]] + [begun[-1][1] + CALM_S - 0.1]
    return [(text, at_s, end_s) for (text, at_s), end_s in zip(begun, ends, strict=True)]


def _became(
    said: tuple[str, float, float], line: WatchedLine, screen: Watch, partner: Talker
) -> Interruption:
    text, onset_s, until_s = said
    number, (begun_s, speech) = next(
        (at, one) for at, one in reversed(list(enumerate(line.sounded))) if one[0] <= onset_s
    )
    heard = partner.heard[number].heard if number < len(partner.heard) else ""
    passage = PASSAGES[number % len(PASSAGES)]
    stops = [at for at, stop_s in enumerate(line.stops) if onset_s <= stop_s < until_s]
    if not stops:
        return Interruption(text, onset_s, None, None, speech.samples[:0], heard, passage)
    stop = stops[0]
    decided_s, decided_at = max(
        change for change in screen.changes if change[1] <= line.silent[stop]
    )
    played = speech.samples[: round((line.stops[stop] - begun_s) * speech.rate)]
    return Interruption(
        text,
        onset_s,
        decided_s,
        (line.silent[stop] - decided_at) * 1000,
        resampled(played, speech.rate, RATE),
        heard,
        passage,
    )


def words_heard(passage: str, recognised: str) -> int:
    """How many words of a passage an ear heard: the beginning nearest, by letters, to its words."""
    words, found = _plain(passage), " ".join(_plain(recognised))
    costs = list(range(len(found) + 1))
    nearest = [costs[-1]]
    for number, word in enumerate(words):
        for letter in f" {word}" if number else word:
            costs = _with_letter(costs, letter, found)
        nearest.append(costs[-1])
    return int(np.argmin(nearest))


def _with_letter(costs: Sequence[int], letter: str, found: str) -> list[int]:
    """The next row of the table of edit distances."""
    row = [costs[0] + 1]
    for at, other in enumerate(found):
        row.append(min(row[-1] + 1, costs[at + 1] + 1, costs[at] + (letter != other)))
    return row


def _plain(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.lower())
