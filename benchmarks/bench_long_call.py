"""What a long voice call takes: processor while the trainee speaks, memory, and whether they grow.

Twenty minutes in real time, with the threads of a real call.  ``--fast`` takes them on a clock that
isn't the wall's, as fast as the machine can; ``--quick`` makes a call of four minutes, and compares
its first with its last minute.  What is reported is processor time, so that other work on the
machine adds little.  Exits 1 if a bar is missed.
"""

import argparse
import asyncio
import itertools
import os
import resource
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.barge_lab import Talker, Watch
from benchmarks.report import report
from benchmarks.trainees import hibari_trainees
from benchmarks.voice_lab import ANSWERS_AFTER_S, LINES
from simulator.settings import load_settings
from simulator.voice.conversation import Conversation
from simulator.voice.floor import Knobs
from simulator.voice.kit import VoiceKit
from simulator.voice.kits import voice_kit
from simulator.voice.studio import Moment, StudioLine
from simulator.voice.workers import Workers

if TYPE_CHECKING:
    from simulator.voice.sound import Samples

MINUTE_S = 60.0
MOST_CPU = 0.6
"""Share of a core at the median while the trainee speaks."""
MOST_MEMORY_MB = 1200
MOST_GROWTH = 1.1
"""Of the last minutes over the first."""
BARS = {
    "cpu_while_the_trainee_speaks": MOST_CPU,
    "most_memory_mb": MOST_MEMORY_MB,
    "cpu_last_to_first": MOST_GROWTH,
    "memory_last_to_first": MOST_GROWTH,
}
ENDS = 5
"""Minutes at the beginning that are compared with as many at the end."""


class Reading(NamedTuple):
    """What the process had used when the call had come so far."""

    at_s: float
    cpu_s: float
    memory_mb: float


class Meter:
    """A trainee who takes turns, and reads the process's meters each minute and at each turn."""

    def __init__(self, lines: "Sequence[Samples]") -> None:
        self._lines = itertools.cycle(lines)
        self._ends_s = 0.0
        self._turn: Reading | None = None
        self.minutes: list[Reading] = []
        self.speaking: list[float] = []
        """Processor seconds for each second that the trainee spoke, turn by turn."""

    def __call__(self, moment: Moment) -> "Samples | None":
        """The next line, a moment after she has finished."""
        if moment.at_s >= len(self.minutes) * MINUTE_S:
            self.minutes.append(reading(moment.at_s))
        if self._turn and moment.at_s >= self._ends_s:
            taken = time.process_time() - self._turn.cpu_s
            self.speaking.append(taken / (moment.at_s - self._turn.at_s))
            self._turn = None
        if moment.she_speaks_s is not None or moment.quiet_s < ANSWERS_AFTER_S:
            return None
        if not moment.replies or moment.at_s < self._ends_s + ANSWERS_AFTER_S:
            return None
        samples = next(self._lines)
        self._turn = reading(moment.at_s)
        self._ends_s = moment.at_s + len(samples) / 16_000
        return samples


def reading(at_s: float) -> Reading:
    """The meters now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    memory_mb = pages * resource.getpagesize() / 1e6
    return Reading(at_s, time.process_time(), round(memory_mb, 1))


async def call(
    kit: VoiceKit, lines: "Sequence[Samples]", minutes: int, *, real_time: bool
) -> Meter:
    """One call of so many minutes; she answers with nine seconds of her own."""
    meter = Meter(lines)

    def trainee(moment: Moment) -> "Samples | None":
        line.spoken.clear()  # the studio's own tapes would be all that grows
        line.sounded.clear()
        return meter(moment)

    line = StudioLine(trainee, seconds=(minutes + 0.5) * MINUTE_S, real_time=real_time)
    workers = Workers(inline=not real_time)
    await Conversation(Talker(), line, line, kit, Watch(), knobs=Knobs(), workers=workers).run()
    return meter


def main() -> int:
    """Measure and write ``results/long_call.json``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--fast", action="store_true")
    wanted = parser.parse_args()
    minutes, ends = (4, 1) if wanted.quick else (20, ENDS)
    kit = voice_kit(load_settings())
    say = hibari_trainees()[0].say
    # Turns of some ten seconds: what is recognised while the trainee still speaks counts.
    lines = [say(" ".join(LINES[at : at + 3])) for at in range(0, 18, 3)]
    asyncio.run(call(kit, lines, 1, real_time=False))  # the first minute loads and warms
    meter = asyncio.run(call(kit, lines, minutes, real_time=not wanted.fast))
    found = figures(meter, ends)
    told = {"real_time": not wanted.fast, "load_average": round(os.getloadavg()[0], 1)}
    report("long_call", found | told)
    missed = [name for name, most in BARS.items() if float(str(found[name])) > most]
    print(f"missed: {', '.join(missed)}" if missed else "All bars are held.")
    return 1 if missed else 0


def figures(meter: Meter, ends: int) -> dict[str, object]:
    """Shares of a core, megabytes, and the last minutes against the first."""
    marks = meter.minutes
    cpu = [after.cpu_s - before.cpu_s for before, after in itertools.pairwise(marks)]
    memory = [one.memory_mb for one in marks[1:]]
    return {
        "minutes": len(cpu),
        "turns": len(meter.speaking),
        "cpu_while_the_trainee_speaks": round(statistics.median(meter.speaking), 2),
        "cpu_s_a_minute": [round(one, 1) for one in cpu],
        "memory_mb": [round(one) for one in memory],
        "most_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6),
        "cpu_last_to_first": _growth(cpu, ends),
        "memory_last_to_first": _growth(memory, ends),
    }


def _growth(values: Sequence[float], ends: int) -> float:
    return round(statistics.mean(values[-ends:]) / statistics.mean(values[:ends]), 2)


if __name__ == "__main__":
    sys.exit(main())
