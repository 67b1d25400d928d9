"""A voice laboratory: trainees on a studio line in real time, measured on the sound itself."""

import itertools
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from benchmarks.trainees import Trainee, hibari_trainees
from simulator.authoring.cast import Cast
from simulator.authoring.catalogue import find_catalogue
from simulator.practice.journal import MemoryJournal
from simulator.practice.rehearsal import Rehearsal
from simulator.practice.voice_call import VoiceCall, knobs_of
from simulator.settings import Settings
from simulator.understanding.reader import Reader
from simulator.vocabulary import Difficulty
from simulator.voice.kit import VoiceKit
from simulator.voice.placing import contour
from simulator.voice.shown import Shown
from simulator.voice.sound import RATE
from simulator.voice.studio import Moment, StudioLine
from simulator.voice.workers import Workers

if TYPE_CHECKING:
    from simulator.voice.sound import Samples

SCENARIOS = ("exec-ninety-seconds", "source-called-cold", "past-the-gatekeeper")
"""Calls by phone with the usual patience for pauses."""
LINES = (
    "Good morning, this is Sam, I know you weren't expecting me.",
    "Have I caught you at a bad time?",
    "What happens on your side when a delivery is late?",
    "That sounds like it lands on your desk every Monday.",
    "Could I ask who else it lands on?",
    "I read that you moved the depot in March.",
    "We count the hours between the dock and the shelf.",
    "How do you find out about it today?",
    "You said the figures come too late to use.",
    "Would twenty minutes on Thursday be a fair price for an answer?",
    "I can send you one page, and you can say no to it.",
    "What would make that worth your time?",
    "I'm sorry, I should have asked that first.",
    "Take your time.",
    "So it's the waiting that costs you, more than the cost itself.",
    "Is there anything you'd want to see before that?",
    "That's fair.",
    "Who would you want in the room?",
    "Thank you, that's clearer than anything I had read.",
    "Shall I ring you on Thursday, then?",
)
"""What trainees say, one sentence a turn; the calls may go as they go."""
ANSWERS_AFTER_S = 0.4
"""How long a trainee waits when she has finished."""


class Measured(NamedTuple):
    """One turn, in milliseconds."""

    voice_to_voice: float
    """True end of the trainee's speech to the first sound of the persona's, on the samples."""
    laps: dict[str, float]
    """The call's own account."""


@dataclass
class Reader_(Iterator["Samples"]):
    """A trainee who reads the lines in turn."""

    trainee: Trainee
    lines: Iterator[str] = field(default_factory=lambda: itertools.cycle(LINES))

    def __next__(self) -> "Samples":
        return self.trainee.say(next(self.lines))


class Silent:
    """A screen for nobody."""

    async def show(self, shown: Shown) -> None:
        """Show nothing."""


def casts(settings: Settings) -> list[Cast]:
    """The scenarios that are called."""
    catalogue = find_catalogue(settings)
    return [catalogue.cast(name) for name in SCENARIOS]


async def rehearsal_of(cast: Cast, seed: int) -> Rehearsal:
    """A rehearsal that is kept nowhere."""
    return await Rehearsal.begin(
        cast,
        seed=seed,
        difficulty=Difficulty.EASY,
        journal=MemoryJournal(),
        reader=Reader(cast.scenario, cast.personas),
    )


async def call(
    cast: Cast, kit: VoiceKit, speaks: "Iterator[Samples]", turns: int, seed: int
) -> list[Measured]:
    """One call, in real time, of at most so many turns."""
    rehearsal = await rehearsal_of(cast, seed)
    ends: list[float] = []

    def trainee(moment: Moment) -> "Samples | None":
        if len(ends) >= turns and moment.replies > turns:
            line.seconds = 0.0
        due = moment.she_speaks_s is None and moment.quiet_s >= ANSWERS_AFTER_S
        if not due or moment.replies <= len(ends) or len(ends) >= turns:
            return None
        samples = next(speaks)
        ends.append(moment.at_s + contour(samples, RATE)[1])
        return samples

    line = StudioLine(trainee, seconds=turns * 20.0, real_time=True)
    knobs = knobs_of(cast.scenario, barge_in=True)
    talk = VoiceCall(rehearsal, line, line, kit, Silent(), knobs=knobs, workers=Workers())
    await talk.run()
    laps = [turn.latency_ms for turn in rehearsal.turns if not turn.is_trainee][1:]
    return [
        Measured((first - end) * 1000, lap)
        for (end, first), lap in zip(_firsts(line, ends), laps, strict=False)
    ]


def _firsts(line: StudioLine, ends: Sequence[float]) -> Iterator[tuple[float, float]]:
    """The end of each turn, and where the next sound of hers truly begins."""
    for number, end in enumerate(ends):
        until = ends[number + 1] if number + 1 < len(ends) else float("inf")
        after = [(at_s, speech) for at_s, speech in line.sounded if end < at_s < until]
        if after:
            at_s, speech = after[0]
            yield end, at_s + contour(speech.samples, speech.rate)[0]


def floor_ms(kit: VoiceKit, samples: "Samples", answer: str, stop_s: float) -> float:
    """What the bare parts cost one after the other: the wait, a decoding, a synthesis."""
    from simulator.voice.manner import Manner

    started = time.perf_counter()
    kit.ear.hear(samples)
    kit.mouth.speak(answer + " ", Manner("female", "low", 171))
    return stop_s * 1000 + (time.perf_counter() - started) * 1000


def spread(values: Sequence[float]) -> dict[str, float]:
    """Median and 95th percentile, in whole milliseconds."""
    if not values:
        return {}
    return {
        "median": round(statistics.median(values)),
        "p95": round(float(np.percentile(values, 95))),
    }


def ten_trainees() -> list[Trainee]:
    """Ten voices: eight of hibari's and, where they can be had, two of Kokoro's."""
    found = hibari_trainees()
    try:
        from benchmarks.trainees import kokoro_trainees

        found += kokoro_trainees()[:2]
        found[-1].say(LINES[0])
    except Exception as error:  # offline, or without npm: the eight must do
        print(f"(Kokoro's voices can't be had here: {type(error).__name__})")
        found = found[:8]
    return found
