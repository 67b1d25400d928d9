"""Four voice calls at once beside one: voice to voice in real time, in the same process and run.

``--quick`` takes three turns a call instead of ten.  Run it on a quiet machine.
"""

import argparse
import asyncio
import os
import time
from collections.abc import Sequence

from benchmarks.report import report
from benchmarks.trainees import Trainee
from benchmarks.voice_lab import Measured, Reader_, call, casts, spread, ten_trainees
from simulator.settings import load_settings
from simulator.voice.kit import VoiceKit
from simulator.voice.kits import voice_kit

CALLS = 4
STAGGER_S = 0.7
"""Calls begin this far apart: people don't speak in chorus."""


async def calls(kit: VoiceKit, trainees: Sequence[Trainee], turns: int) -> list[Measured]:
    """A call for each trainee, all at once, over one kit."""
    stages = casts(load_settings())

    async def one(number: int, trainee: Trainee) -> list[Measured]:
        await asyncio.sleep(number * STAGGER_S)
        cast = stages[number % len(stages)]
        return await call(cast, kit, Reader_(trainee), turns, seed=number + 1)

    found = await asyncio.gather(*(one(at, trainee) for at, trainee in enumerate(trainees)))
    return [turn for turns_of in found for turn in turns_of]


def main() -> None:
    """Measure and write ``results/four_calls.json``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    turns = 3 if parser.parse_args().quick else 10
    kit = voice_kit(load_settings())
    trainees = ten_trainees()[:CALLS]
    alone = [one for each in trainees for one in asyncio.run(calls(kit, [each], turns))]
    cpu, wall = time.process_time(), time.perf_counter()
    together = asyncio.run(calls(kit, trainees, turns))
    busy = (time.process_time() - cpu) / (time.perf_counter() - wall)
    one, four = (spread([turn.voice_to_voice for turn in found]) for found in (alone, together))
    report(
        "four_calls",
        {
            "one": {"turns": len(alone), "voice_to_voice_ms": one},
            "four": {"turns": len(together), "voice_to_voice_ms": four},
            "four_to_one": {key: round(four[key] / one[key], 2) for key in one},
            "cpu_of_one_core": round(busy, 2),
            "load_average": round(os.getloadavg()[0], 1),
        },
    )


if __name__ == "__main__":
    main()
