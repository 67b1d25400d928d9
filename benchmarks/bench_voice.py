"""Voice to voice in real time, on the samples: ten trainees, authored lines, beside the floor.

``--quick`` takes three trainees and six turns each.  Run it on a quiet machine: real time is real.
"""

import argparse
import asyncio
import os
import time
from collections.abc import Sequence

from benchmarks.report import report
from benchmarks.voice_lab import (
    LINES,
    Measured,
    Reader_,
    call,
    casts,
    floor_ms,
    spread,
    ten_trainees,
)
from simulator.settings import load_settings
from simulator.voice.kit import VoiceKit
from simulator.voice.kits import voice_kit

TURNS_A_CALL = 5
PIPECAT_STOP_S = 0.2
"""The silence after which pipecat's voice detector ends a turn, as it ships."""


async def measure(kit: VoiceKit, trainees: int, turns: int) -> list[Measured]:
    """All turns of so many trainees."""
    stages = casts(load_settings())
    found: list[Measured] = []
    for number, trainee in enumerate(ten_trainees()[:trainees]):
        speaks = Reader_(trainee)
        done = 0
        while done < turns:
            cast = stages[(number + done // TURNS_A_CALL) % len(stages)]
            got = await call(cast, kit, speaks, min(TURNS_A_CALL, turns - done), seed=done + 1)
            done += max(1, len(got))
            found += got
    return found


def floors(kit: VoiceKit, count: int) -> list[float]:
    """The floor over the same words."""
    trainee = ten_trainees()[0]
    kit.ear.hear(trainee.say(LINES[0]))
    lines = (LINES * 10)[:count]
    return [
        floor_ms(kit, trainee.say(line), f"Well, {n}, go on then.", PIPECAT_STOP_S)
        for n, line in enumerate(lines)
    ]


def laps(found: Sequence[Measured]) -> dict[str, object]:
    """The waterfall: each lap's spread."""
    names = ("end_of_turn", "recognition", "understanding", "realisation_first", "mouth")
    return {
        name: spread([one.laps[name] for one in found if name in one.laps])
        for name in (*names, "first_sound")
    }


def main() -> None:
    """Measure and write ``results/voice.json``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    kit = voice_kit(load_settings())
    trainees, turns = (3, 6) if quick else (10, 20)
    cpu, wall = time.process_time(), time.perf_counter()
    found = asyncio.run(measure(kit, trainees, turns))
    busy = (time.process_time() - cpu) / (time.perf_counter() - wall)
    bare = floors(kit, 20)
    ours = spread([one.voice_to_voice for one in found])
    report(
        "voice",
        {
            "turns": len(found),
            "voice_to_voice_ms": ours,
            "waterfall_ms": laps(found),
            "floor_ms": spread(bare),
            "to_floor": round(ours["median"] / spread(bare)["median"], 2),
            "cpu_of_one_core": round(busy, 2),
            "load_average": round(os.getloadavg()[0], 1),
        },
    )


if __name__ == "__main__":
    main()
