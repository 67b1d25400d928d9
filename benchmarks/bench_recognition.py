"""How many words are heard wrong, through the detector and the stretches of a real call.

    python -m benchmarks.bench_recognition [--turns N] [--held-out]

Neural voices read the trainees' lines of the test scripts, in a quiet room and through a
telephone's band with noise in that band.  "Telephone" has the noise 12 dB below the speech's
active level (ITU-T P.56, method B), both in the band; "bad line" has 2 to 3 dB more of it: 12 dB
below the speech's louder samples alone.  ``--held-out`` adds Kokoro's speakers, who take long to
render.  Writes ``benchmarks/results/recognition.json``; exits 1 if a bar is missed.
"""

import argparse
import asyncio
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from benchmarks.report import report
from benchmarks.speech_level import active_level_db
from benchmarks.spoken_words import errors, spoken
from benchmarks.trainee_lines import Line, lines
from benchmarks.trainees import CACHE, Trainee, hibari_trainees, kokoro_trainees
from simulator.authoring.catalogue import find_catalogue
from simulator.llm.weights import Progress
from simulator.practice.voice_call import hints
from simulator.settings import Settings
from simulator.voice.ears import ear_of
from simulator.voice.events import Began, Ceased
from simulator.voice.fetching import get
from simulator.voice.hibari_mouth import HibariMouth
from simulator.voice.interjection import Interjections
from simulator.voice.kit import VoiceKit
from simulator.voice.listening import Listening
from simulator.voice.silero import SileroDetector, SileroNetwork
from simulator.voice.sound import FRAME, RATE, Frame
from simulator.voice.turn_end import SpokenTurnEnd
from simulator.voice.weights import weights_called
from simulator.voice.workers import Workers

if TYPE_CHECKING:
    from simulator.voice.sound import Samples

BAR, BAR_TELEPHONE = 0.03, 0.08
SNR_DB = 12.0
BAND_HZ = (300.0, 3400.0)
ROOM = 3e-4
"""Root mean square of the noise of a quiet room."""
PAUSE_S = 0.35
"""Silence after which the words so far are recognised, as after a real pause."""


class Score(NamedTuple):
    """One turn."""

    trainee: str
    words: int
    wrong: int
    cpu_s: float
    seconds: float
    heard: str


def main() -> int:
    """Measure every ear in both rooms."""
    wanted = _arguments()
    speakers = hibari_trainees() + (kokoro_trainees() if wanted.held_out else [])
    read = [
        (line, speakers[number % len(speakers)]) for number, line in enumerate(lines(wanted.turns))
    ]
    figures: dict[str, object] = {"turns": len(read), "trainees": len(speakers)}
    missed = []
    for ear in wanted.ears:
        kit = kit_with(ear)
        for room, bar, through in ROOMS:
            scores = [asyncio.run(heard(kit, line, who, through)) for line, who in read]
            rate = sum(one.wrong for one in scores) / sum(one.words for one in scores)
            figures |= _figures(f"{ear} {room}", scores, rate)
            missed += [f"{ear} {room}"] if rate > bar and ear == wanted.ears[0] else []
    report("recognition", figures)
    print(f"missed: {', '.join(missed)}" if missed else "The bars are held by the default ear.")
    return 1 if missed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=60)
    parser.add_argument("--held-out", action="store_true", help="add Kokoro's speakers")
    parser.add_argument("--ears", nargs="+", default=["tiny.en", "base"])
    return parser.parse_args()


def _figures(name: str, scores: Sequence[Score], rate: float) -> Mapping[str, object]:
    for one in sorted(scores, key=lambda one: one.wrong, reverse=True)[:3]:
        print(f"  {name}: {one.wrong} of {one.words} wrong, {one.trainee}: {one.heard}")
    kokoro = [one for one in scores if one.trainee.startswith("kokoro")]
    found: dict[str, object] = {
        f"{name}: word error rate": round(rate, 4),
        f"{name}: CPU s a second of talk": round(
            sum(one.cpu_s for one in scores) / sum(one.seconds for one in scores), 3
        ),
        f"{name}: median CPU s a turn": round(statistics.median(one.cpu_s for one in scores), 2),
    }
    if kokoro:
        held_out = sum(one.wrong for one in kokoro) / sum(one.words for one in kokoro)
        found[f"{name}: word error rate, Kokoro's speakers"] = round(held_out, 4)
    return found


# ---- one turn, as a call hears it


async def heard(
    kit: VoiceKit, line: Line, trainee: Trainee, through: "Callable[[Samples, int], Samples]"
) -> Score:
    """Say a line, and compare."""
    voice = np.pad(trainee.say(line.text), (RATE // 2, RATE))
    sound = through(voice, len(line.text))
    started = time.process_time()
    text = await _transcribed(kit, sound, Part(told(line.scenario)))
    cpu_s = time.process_time() - started
    said = spoken(line.text)
    wrong = errors(said, spoken(text))
    return Score(trainee.name, len(said), wrong, cpu_s, len(voice) / RATE, text)


async def _transcribed(kit: VoiceKit, sound: "Samples", part: "Part") -> str:
    listening = Listening(kit, part, Workers(inline=True))  # type: ignore[arg-type]  # see Part
    began_s: float | None = None
    ceased_s: float | None = None
    for at in range(0, len(sound) - FRAME, FRAME):
        for event in listening.take(Frame(sound[at : at + FRAME], at / RATE)):
            if isinstance(event, Began):
                began_s = event.at_s if began_s is None else began_s
                ceased_s = None
            elif isinstance(event, Ceased):
                ceased_s = event.at_s
        if began_s is not None and ceased_s is not None and listening.now_s - ceased_s > PAUSE_S:
            await listening.recognise(began_s, ceased_s)
            listening.transcript = listening.transcript.went_on()
            ceased_s = None
    return listening.transcript.text


class Part(NamedTuple):
    """All that listening asks of a partner: what was said last, and what is likely to be said."""

    named: Sequence[str]
    last_words: str = ""

    def hints(self) -> Sequence[str]:
        """Names and terms of the scenario."""
        return self.named


@cache
def told(scenario: str) -> Sequence[str]:
    """The hints that a call of this scenario gives."""
    return hints(find_catalogue(Settings()).cast(scenario))


def kit_with(ear: str) -> VoiceKit:
    """An ear and the detector; the rest is never asked."""
    settings = Settings(data=CACHE, ear=ear)
    for name in (ear, "silero"):
        get(settings, weights_called(name), None, _ignore)
    folder = get(settings, weights_called("silero"), None, _ignore)
    network = SileroNetwork(folder / weights_called("silero").files[0].name)
    return VoiceKit(
        ear_of(settings),
        HibariMouth(),
        partial(SileroDetector, network),
        SpokenTurnEnd(),
        Interjections(),
    )


def _ignore(progress: Progress) -> None:
    """Nobody watches."""


# ---- rooms


def quiet(voice: "Samples", seed: int) -> "Samples":
    """A quiet room."""
    noise = np.random.default_rng(seed).normal(0, ROOM, len(voice))
    return (voice + noise).astype(np.float32)


def telephone(voice: "Samples", seed: int) -> "Samples":
    """A telephone's band, and noise in it at ``SNR_DB`` below the active level of the speech."""
    narrow = _band(voice)
    return _with_noise(narrow, 10 ** (active_level_db(narrow) / 20), seed)


def bad_line(voice: "Samples", seed: int) -> "Samples":
    """The same with more noise: beside the samples that are loud, without those between them."""
    narrow = _band(voice)
    loud = narrow[np.abs(narrow) > np.abs(narrow).max() / 50]
    return _with_noise(narrow, float(np.sqrt(np.mean(loud**2))), seed)


def _with_noise(narrow: "Samples", loud: float, seed: int) -> "Samples":
    noise = _band(np.random.default_rng(seed).normal(0, 1, len(narrow)).astype(np.float32))
    noise *= loud / np.sqrt(np.mean(noise**2)) * 10 ** (-SNR_DB / 20)
    return (narrow + noise).astype(np.float32)


def _band(sound: "Samples") -> "Samples":
    spectrum = np.fft.rfft(sound)
    hertz = np.fft.rfftfreq(len(sound), 1 / RATE)
    spectrum[(hertz < BAND_HZ[0]) | (hertz > BAND_HZ[1])] = 0
    return np.fft.irfft(spectrum, len(sound)).astype(np.float32)


ROOMS = (
    ("clean", BAR, quiet),
    ("telephone", BAR_TELEPHONE, telephone),
    ("bad line", BAR_TELEPHONE, bad_line),
)


if __name__ == "__main__":
    sys.exit(main())
